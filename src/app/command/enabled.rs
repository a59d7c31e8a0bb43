//! When a command may run, and what the clerk hears when it may not.

use crate::app::tab::Tab;
use crate::app::{App, Layer};
use crate::model::life;
use crate::model::{Kind, Record};
use crate::text::zh::app::screens::command::refused as text;

type Verdict = Result<(), String>;

pub(super) fn always(_: &App) -> Verdict {
    Ok(())
}

/// A desk is open.
pub(super) fn opened(app: &App) -> Verdict {
    when(app.desk.is_some(), text::NO_DESK)
}

/// There is something to open.
pub(super) fn may_open(app: &App) -> Verdict {
    opened(app)?;
    let is_there = match app.layers.last() {
        Some(Layer::Detail(detail)) => detail.link().is_some(),
        _ => app.tab == Tab::Today || app.current().is_some(),
    };
    when(is_there, text::NO_RECORD)
}

/// There is something to go back from.
pub(super) fn may_leave(app: &App) -> Verdict {
    when(app.tab != Tab::Today || !app.layers.is_empty(), text::AT_HOME)
}

/// Records hang on the one shown.
pub(super) fn has_links(app: &App) -> Verdict {
    let linked = match app.layers.last() {
        Some(Layer::Detail(detail)) => detail.links.iter().any(|links| !links.entries.is_empty()),
        _ => false,
    };
    when(linked, text::NO_LINKS)
}

/// The tab shows a list.
pub(super) fn has_list(app: &App) -> Verdict {
    opened(app)?;
    when(app.tab != Tab::Today, text::NO_LIST)
}

/// A record of the list's kind may be added.
pub(super) fn may_new(app: &App) -> Verdict {
    has_list(app)?;
    writable(app)?;
    when(app.kind() != Some(Kind::Station), text::ONE_STATION)
}

/// The current record may be changed.
pub(super) fn may_edit(app: &App) -> Verdict {
    let entry = app.current().ok_or_else(|| text::NO_RECORD.to_owned())?;
    writable(app)?;
    when(entry.is_live(), text::IS_VOIDED)
}

/// The current record may be voided.
pub(super) fn may_void(app: &App) -> Verdict {
    may_edit(app)?;
    when(app.current().is_some_and(|entry| entry.kind() != Kind::Station), text::STATION_STAYS)
}

/// The current record is an issue with steps ahead.
pub(super) fn may_step(app: &App) -> Verdict {
    may_edit(app)?;
    let Some(Record::Issue(issue)) = app.current().map(|entry| &entry.record) else {
        return Err(text::NOT_AN_ISSUE.to_owned());
    };
    when(!life::next_steps(issue).is_empty(), text::NO_STEPS)
}

/// Something may be undone.
pub(super) fn may_undo(app: &App) -> Verdict {
    opened(app)?;
    writable(app)
}

fn writable(app: &App) -> Verdict {
    match app.desk.as_ref().and_then(|desk| desk.read_only.as_ref()) {
        Some(reason) => Err(text::read_only(reason)),
        None => Ok(()),
    }
}

fn when(holds: bool, reason: &str) -> Verdict {
    if holds { Ok(()) } else { Err(reason.to_owned()) }
}
