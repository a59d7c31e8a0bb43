//! When a command may run, and what the clerk hears when it may not.

use crate::app::exchange;
use crate::app::find::Sought;
use crate::app::form::FormCommand;
use crate::app::importing::Stage;
use crate::app::prompt::Asked;
use crate::app::steps::Standing;
use crate::app::tab::Tab;
use crate::app::{App, Layer, MARKED_AT_MOST};
use crate::model::handling::Pending;
use crate::model::{Entry, Kind, Record, moves, sources};
use crate::store::reader::List;
use crate::text::zh::app::screens::command::refused as text;
use crate::text::zh::app::screens::{deciding, exchange as sync, importing as told, printing, takeover};
use crate::text::zh::model::{report, takeover as zh_takeover};

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
    if let Some(Layer::Detail(detail)) = app.top() {
        has_links(app)?;
        return when(detail.reference().is_some(), text::NO_LINK_CHOSEN);
    }
    if let Some(Layer::Settings(_)) = app.top() {
        return Ok(());
    }
    if app.top().is_none() && app.shows_figures() {
        return when(app.stats.which().is_some(), text::NO_FIGURE);
    }
    when(app.tab == Tab::Today || app.current().is_some(), text::NO_RECORD)
}

/// A setting may go back to what the program ships.
pub(super) fn may_reset(app: &App) -> Verdict {
    opened(app)?;
    writable(app)
}

/// There is something to go back from.
pub(super) fn may_leave(app: &App) -> Verdict {
    when(app.tab != Tab::Today || !app.layers.is_empty() || app.is_writing, text::AT_HOME)
}

/// The record shown names others, or others hang on it.
pub(super) fn has_links(app: &App) -> Verdict {
    let linked = match app.top() {
        Some(Layer::Detail(detail)) => !detail.references().is_empty(),
        _ => false,
    };
    when(linked, text::NO_LINKS)
}

/// The tab shows a list.
pub(super) fn has_list(app: &App) -> Verdict {
    opened(app)?;
    when(app.shelf().is_some(), text::NO_LIST)
}

/// Something can be printed, and nothing is being written: that is written first.
pub(super) fn may_print(app: &App) -> Verdict {
    opened(app)?;
    when(!app.is_writing, printing::BUSY)
}

/// A figure is selected.
pub(super) fn may_chart(app: &App) -> Verdict {
    opened(app)?;
    when(app.stats.figure().is_some(), text::NO_FIGURE)
}

/// A record of the list's kind may be added.
pub(super) fn may_new(app: &App) -> Verdict {
    has_list(app)?;
    writable(app)?;
    by_hand(app.kind())?;
    when(app.kind() != Some(Kind::Station), text::ONE_STATION)
}

/// Records of the kind are made by hand, and not by what is sent and decided between levels.
fn by_hand(kind: Option<Kind>) -> Verdict {
    when(!kind.is_some_and(Kind::is_exchanged), text::NOT_BY_HAND)
}

/// Records of the kind are voided by hand: those made so, and what was decided about an issue.
fn voided_by_hand(kind: Option<Kind>) -> Verdict {
    if kind == Some(Kind::Handling) { Ok(()) } else { by_hand(kind) }
}

/// A record of a book may be added from 今日.
pub(super) fn may_new_any(app: &App) -> Verdict {
    opened(app)?;
    writable(app)
}

/// A record like the selected one may be added.
pub(super) fn may_like(app: &App) -> Verdict {
    may_new(app)?;
    when(app.current().is_some(), text::NO_RECORD)?;
    is_own(app)
}

/// There are records to find.
pub(super) fn may_find(app: &App) -> Verdict {
    opened(app)
}

/// The list's records can be filtered.
pub(super) fn may_filter(app: &App) -> Verdict {
    if let Some(Layer::Find(find)) = app.top()
        && matches!(find.sought, Sought::Counted(_))
    {
        return Err(text::IS_COUNTED.to_owned());
    }
    has_list(app)?;
    // Above stations the list holds all of them.
    let is_one = app.kind() == Some(Kind::Station) && app.book().total.is_none_or(|total| total < 2);
    when(!is_one, text::NOTHING_TO_FILTER)
}

/// The list's records can be gone to by what they are called.
pub(super) fn may_go_to(app: &App) -> Verdict {
    has_list(app)?;
    when(!is_of_above(app), text::FEW_WAIT)?;
    when(app.kind() != Some(Kind::Station), text::ONE_STATION)
}

/// The list shown is of records of desks above, which stand in no other.
fn is_of_above(app: &App) -> bool {
    app.top().is_none() && app.shelf().is_some_and(|shelf| shelf.list == List::Waiting)
}

/// The list is that of the reception days, and days may be added.
pub(super) fn may_plan(app: &App) -> Verdict {
    has_list(app)?;
    when(app.kind() == Some(Kind::Reception), text::NOT_RECEPTIONS)?;
    writable(app)
}

/// The list is the roster, and deputies may be changed.
pub(super) fn may_change_term(app: &App) -> Verdict {
    has_list(app)?;
    when(app.kind() == Some(Kind::Deputy), text::NOT_DEPUTIES)?;
    writable(app)
}

/// A deputy is shown.
pub(super) fn may_see_all(app: &App) -> Verdict {
    when(app.current().is_some_and(|entry| entry.kind() == Kind::Deputy), text::NOT_A_DEPUTY)?;
    is_own(app)
}

/// The plan shown may be saved.
pub(super) fn may_save_plan(app: &App) -> Verdict {
    writable(app)
}

/// What the open form says of one of its commands.
pub(super) fn may_form(app: &App, command: FormCommand) -> Verdict {
    app.open_form().map_or_else(|| Err(text::NO_FORM.to_owned()), |open| open.form.may(command))
}

/// The selected row may be marked.
pub(super) fn may_mark(app: &App) -> Verdict {
    opened(app)?;
    let entry = app.current().ok_or_else(|| text::NO_RECORD.to_owned())?;
    let Some(marked) = app.marked() else { return Err(text::NO_LIST.to_owned()) };
    is_own(app)?;
    if marked.contains_key(&entry.id) {
        return Ok(());
    }
    when(entry.is_live(), text::IS_VOIDED)?;
    // Marks are of one kind: what is done to them is one step.
    when(!matches!(app.top(), Some(Layer::Find(find)) if find.is_mixed), text::ARE_MIXED)?;
    when(marked.len() < MARKED_AT_MOST, text::TOO_MANY_MARKS)
}

/// Rows are marked.
pub(super) fn has_marks(app: &App) -> Verdict {
    when(app.takes_marked(), text::NO_MARKS)
}

/// The line asked for is accepted by Enter.
pub(super) fn may_accept(app: &App) -> Verdict {
    when(!asks_reason(app), text::CONFIRM_BY_CTRL_S)
}

/// The line asked for is the reason of something that is saved: Enter alone, which ends a paste as well, is not enough.
pub(super) fn may_confirm(app: &App) -> Verdict {
    when(asks_reason(app), text::CONFIRM_BY_ENTER)
}

fn asks_reason(app: &App) -> bool {
    let Some(Layer::Prompt(prompt)) = app.layers.last() else { return false };
    matches!(
        prompt.purpose,
        Asked::VoidReason(..)
            | Asked::ResetReason(..)
            | Asked::RevokeReason(_)
            | Asked::DecideReason(..)
            | Asked::DismissReason(_)
    )
}

/// The open pick list takes several.
pub(super) fn may_mark_choice(app: &App) -> Verdict {
    let several = app.open_form().and_then(|open| open.form.pick()).is_some_and(|pick| pick.several);
    when(several, text::ONE_CHOICE)
}

/// The current record may be edited: a report that was sent stays as it is.
pub(super) fn may_edit(app: &App) -> Verdict {
    may_change(app)?;
    let sent_on = app.current().and_then(|entry| match &entry.record {
        Record::Report(report) => report.sent_on,
        _ => None,
    });
    sent_on.map_or(Ok(()), |on| Err(report::is_sent(on)))
}

/// The current record is one of our own. What a desk wrote only that desk changes; we have a copy to look at.
fn is_own(app: &App) -> Verdict {
    let own = app.desk.as_ref().map(|desk| desk.org);
    when(app.current().is_none_or(|entry| Some(entry.org) == own), text::OF_ANOTHER)
}

/// The current record may be changed.
fn may_change(app: &App) -> Verdict {
    let entry = app.current().ok_or_else(|| text::NO_RECORD.to_owned())?;
    writable(app)?;
    is_own(app)?;
    by_hand(Some(entry.kind()))?;
    when(entry.is_live(), text::IS_VOIDED)
}

/// The current record may be voided.
pub(super) fn may_void(app: &App) -> Verdict {
    if has_marks(app).is_ok() {
        voided_by_hand(app.kind())?;
        return writable(app);
    }
    let entry = app.current().ok_or_else(|| text::NO_RECORD.to_owned())?;
    writable(app)?;
    is_own(app)?;
    voided_by_hand(Some(entry.kind()))?;
    when(entry.is_live(), text::IS_VOIDED)?;
    when(entry.kind() != Kind::Station, text::STATION_STAYS)
}

/// The marked records have a step in common, or the current one has steps ahead.
pub(super) fn may_step(app: &App) -> Verdict {
    let several = has_marks(app).is_ok();
    if !several && app.decides() {
        writable(app)?;
        return when(app.current().is_some_and(Entry::is_live), text::IS_VOIDED);
    }
    if several {
        writable(app)?
    } else {
        may_change(app)?
    }
    let kind = app.current().map(Entry::kind).or(app.kind());
    let takes_steps = |kind| kind == Kind::Issue || moves::table().any(|step| step.kind == kind);
    when(kind.is_some_and(takes_steps), text::NO_KIND_OF_STEPS)?;
    when(!app.steps().is_empty(), if several { text::NO_COMMON_STEPS } else { text::NO_STEPS })
}

/// A decision of a desk above about the issue shown waits to be taken over.
pub(super) fn may_adopt(app: &App) -> Verdict {
    writable(app)?;
    when(app.decision().is_some(), text::NOTHING_TO_ADOPT)
}

/// The decision that waits can be refused; or what passed it on can be kept, where it was voided since.
pub(super) fn may_decline(app: &App) -> Verdict {
    writable(app)?;
    let waits = app.decision().is_some_and(|(.., pending)| pending == Pending::Open || !app.holds_own());
    when(waits, text::NOTHING_TO_ADOPT)
}

/// The current issue can become a proposal or a project, or each of the marked ones can.
pub(super) fn may_turn(app: &App) -> Verdict {
    if has_marks(app).is_ok() {
        writable(app)?;
    } else {
        may_change(app)?;
    }
    let can = |standing: &Standing| matches!(standing, Standing::Issue(stage) if sources::may_turn(*stage));
    let is_issue = |standing: &Standing| matches!(standing, Standing::Issue(_));
    let standings = app.standings();
    when(standings.iter().all(is_issue), text::ONLY_ISSUES_TURN)?;
    when(!standings.is_empty() && standings.iter().all(can), text::TOO_LATE_TO_TURN)
}

/// Something may be undone.
pub(super) fn may_undo(app: &App) -> Verdict {
    opened(app)?;
    writable(app)
}

/// A ledger may be taken in.
pub(super) fn may_import(app: &App) -> Verdict {
    opened(app)?;
    writable(app)
}

/// What is said of the ledger on the screen may change, and it may be read.
pub(super) fn may_change_column(app: &App) -> Verdict {
    let is_busy = matches!(app.top(), Some(Layer::Import(importing)) if matches!(importing.stage, Stage::Reading(..)));
    when(!is_busy, text::READING)?;
    writable(app)
}

/// What was read may be saved.
pub(super) fn may_take_in(app: &App) -> Verdict {
    let Some(Layer::Import(importing)) = app.top() else { return Ok(()) };
    let is_in = matches!(importing.stage, Stage::Done(_));
    when(!is_in, told::IS_IN)?;
    when(!importing.is_over(), told::NOTHING_NEW)?;
    writable(app)
}

/// Nothing is left to do with the ledger on the screen, and the next one may come.
pub(super) fn may_go_on(app: &App) -> Verdict {
    let Some(Layer::Import(importing)) = app.top() else { return Ok(()) };
    when(importing.is_over(), told::RUN_NEXT)?;
    let is_in = matches!(importing.stage, Stage::Done(_));
    when(is_in || importing.next().is_some(), told::NOTHING_NEW)
}

/// No stick is looked for, read or written to.
pub(super) fn may_exchange(app: &App) -> Verdict {
    opened(app)?;
    when(!app.sync.is_busy, sync::GOES_ON)?;
    writable(app)
}

/// The records of the selected desk parted from our copy, or a new installation of it waits.
pub(super) fn may_decide(app: &App) -> Verdict {
    may_exchange(app)?;
    when(!is_register(app), deciding::WHERE_TO_DECIDE)?;
    when(exchange::undecided(app).is_some(), deciding::NOTHING_TO_DECIDE)
}

/// Lines of the selected desk's chain were not used, and can be noted as dealt with.
pub(super) fn may_dismiss(app: &App) -> Verdict {
    may_exchange(app)?;
    when(!is_register(app), deciding::WHERE_TO_DECIDE)?;
    when(exchange::unused(app).is_some(), deciding::NOTHING_UNUSED)
}

/// Packages that were written are about nothing that came.
fn is_register(app: &App) -> bool {
    app.kind() == Some(Kind::Pack)
}

/// Something from above may be read and taken over.
pub(super) fn may_take_over(app: &App) -> Verdict {
    opened(app)?;
    let is_below = app.sync.stood.as_ref().is_none_or(|stood| stood.standing.upper.is_some());
    when(is_below, zh_takeover::NO_UPPER)
}

/// What is marked may become ours.
pub(super) fn may_take_over_marked(app: &App) -> Verdict {
    writable(app)
}

/// Ours of the selected difference can stay as it is.
pub(super) fn may_keep_ours(app: &App) -> Verdict {
    writable(app)?;
    let Some(Layer::Takeover(page)) = app.top() else { return Ok(()) };
    when(page.line().is_some_and(|line| line.can_stay), takeover::CANNOT_STAY)
}

/// What was found on a stick may come in, or what was done has been read.
pub(super) fn may_carry_out(app: &App) -> Verdict {
    let Some(Layer::Exchange(exchange)) = app.top() else { return Ok(()) };
    match &exchange.stage {
        exchange::Stage::Done(_) => Ok(()),
        exchange::Stage::Tried(plan) => {
            when(!plan.is_nothing(), sync::NOTHING)?;
            writable(app)
        }
        exchange::Stage::Looking | exchange::Stage::Running => Err(sync::GOES_ON.to_owned()),
    }
}

/// The selected package is of another installation.
pub(super) fn may_agree(app: &App) -> Verdict {
    let Some(Layer::Exchange(exchange)) = app.top() else { return Ok(()) };
    when(exchange.arrival().is_some_and(|arrival| arrival.agreement.is_some()), sync::NO_AGREEMENT)
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
