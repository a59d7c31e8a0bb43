//! `show`: one record with all it says, for reading from top to bottom.

use crate::app::shown;
use crate::model::{Kind, said, whose};
use crate::runtime::pages;
use crate::text::mask;
use crate::text::zh::model::said as zh;

use super::args::{Format, Show};
use super::list::{heading, row, with_issues};
use super::session::Session;
use super::{Failure, find, print};

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
    if kind == Kind::Deputy {
        let file = pages::file(&session.reader().of(entry.org), entry.id).map_err(Failure::damaged)?;
        file.told(&context).iter().try_for_each(|line| print::result(line))?;
    }
    Ok(())
}
