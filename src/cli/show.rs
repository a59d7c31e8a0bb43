//! `show`: one record with all it says, for reading from top to bottom.

use crate::app::detail::row_text;
use crate::app::shown;
use crate::model::masked::masked;
use crate::model::{Context, Entry, Kind, Value, typed, whose};
use crate::runtime::pages;
use crate::text::mask;
use crate::text::zh::cli::say;

use super::args::{Format, Show};
use super::list::{heading, row, with_issues};
use super::session::Session;
use super::{Failure, find, print};

/// What stands before the rows of a nested list.
const INDENT: &str = "  ";
/// What stands before further lines of a text, so that none looks like a field of its own.
const CONTINUED: &str = "\n    ";

/// `show KIND ID`: every filled field on a line, every step and nested row on one of its own.
pub fn show(session: &Session, show: &Show) -> Result<(), Failure> {
    let kind = find::kind(&show.kind)?;
    let entry = with_issues(find::entry(session, kind, &show.id)?, session);
    let context = session.context();
    if show.format != Format::Table {
        heading(kind, show.format, &context)?;
        return print::result(&row(&entry, show.format, &context));
    }
    print::result(&say::heading(kind.name(), entry.id, &session.label(&entry)))?;
    if let Some(owner) = shown::owner(&entry, &context) {
        print::result(&say::labelled(whose::SPEC.label, &owner))?;
    }
    if let Some(reason) = &entry.voided {
        print::result(&say::voided(&mask::free(reason)))?;
    }
    context
        .of(entry.org, |context| lines(&entry, context))
        .iter()
        .try_for_each(|line| print::result(&line.replace('\n', CONTINUED)))?;
    if kind == Kind::Deputy {
        let file = pages::file(&session.reader().of(entry.org), entry.id).map_err(Failure::damaged)?;
        file.told(&context).iter().try_for_each(|line| print::result(line))?;
    }
    Ok(())
}

fn lines(entry: &Entry, context: &Context<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    // What a field holds that no longer applies (why a day was called off that is planned again) is not so any more.
    for spec in entry.kind().specs().into_iter().filter(|spec| entry.record.applies(spec.key)) {
        match masked(spec, entry.record.get(spec.key)) {
            value if value.is_empty() => {}
            Value::Rows(rows) => {
                lines.push(say::labelled(spec.label, ""));
                lines.extend(rows.iter().map(|row| format!("{INDENT}{}", row_text(row, context))));
            }
            value => {
                let shown = typed::show(spec, entry.record.target(spec), &value, context);
                lines.push(say::labelled(spec.label, &shown));
            }
        }
    }
    lines
}
