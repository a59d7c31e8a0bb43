//! `show`: one record with all it says, for reading from top to bottom.

use crate::app::{detail, shown};
use crate::model::{Entry, Kind, said, whose};
use crate::runtime::pages;
use crate::store::reader::List;
use crate::text::mask;
use crate::text::zh::app::screens::detail as text;
use crate::text::zh::model::said as zh;

use super::args::{Format, Show};
use super::list::{heading, row, with_issues};
use super::session::Session;
use super::{Failure, find, print};

/// What stands before a decision about the issue shown.
const INDENT: &str = "  ";

/// `show KIND ID`: every filled field on a line, every step and nested row on one of its own.
pub fn show(session: &Session, show: &Show) -> Result<(), Failure> {
    let kind = find::kind(&show.kind)?;
    let entry = with_issues(find::entry(session, kind, &show.id)?, session);
    let context = session.context();
    if show.format != Format::Table {
        heading(kind, show.format, &context)?;
        return print::result(&row(&entry, show.format, &context));
    }
    print::result(&zh::heading(kind.name(), entry.id, &session.label(&entry)))?;
    if let Some(owner) = shown::owner(&entry, &context) {
        print::result(&zh::labelled(whose::SPEC.label, &owner))?;
    }
    if let Some(reason) = &entry.voided {
        print::result(&zh::voided(&mask::free(reason)))?;
    }
    let lines = context.of(entry.org, |context| said::lines(&entry, context));
    lines.iter().try_for_each(|line| print::result(line))?;
    if let Some(state) = detail::decision_state(&entry, &context) {
        print::result(&state)?;
    }
    if kind == Kind::Issue {
        decisions(session, &entry)?;
    }
    if kind == Kind::Deputy {
        let file = pages::file(&session.reader().of(entry.org), entry.id).map_err(Failure::damaged)?;
        file.told(&context).iter().try_for_each(|line| print::result(line))?;
    }
    Ok(())
}

/// What was decided from above about an issue, as its page tells it.
fn decisions(session: &Session, issue: &Entry) -> Result<(), Failure> {
    let there = session.reader().of(issue.org);
    let links = pages::links(&there, &[List::Naming(Kind::Handling, issue.id)]).map_err(Failure::damaged)?;
    for links in links.iter().filter(|links| !links.entries.is_empty()) {
        print::result(&text::links(links.list, links.entries.len(), links.more))?;
        let lines = detail::decision_lines(issue, &links.entries, &session.context());
        lines.iter().try_for_each(|line| print::result(&format!("{INDENT}{line}")))?;
    }
    Ok(())
}
