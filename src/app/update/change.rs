//! Changes: opening a form, what comes out of it, and what came of saving.

use super::run::ask_again;
use super::{arrive, exchange, import, plan, preview, print, reports, sending, settings, sift, stats, takeover, term};
use crate::app::action::{How, Saved};
use crate::app::detail::{Detail, linked_lists};
use crate::app::effect::{Called, Effect, Then};
use crate::app::form::Outcome;
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt, REASON_MOST};
use crate::app::start::Start;
use crate::app::tab::Tab;
use crate::app::{App, Layer, OpenForm, shown};
use crate::model::{Context, Date, Entry, Kind, Record, sources};
use crate::text::zh::app::screens::{ask, counted, plan as words, said as text};
use crate::text::{clean, when};

/// What a key or a paste in the form brought about.
pub(super) fn of_form(app: &mut App, outcome: Outcome, leaves_field: bool) -> Vec<Effect> {
    if let (Outcome::Edited, Some(open)) = (&outcome, app.open_form_mut()) {
        open.undrafted = false;
    }
    let alike = ask_alike(app);
    let mut effects = came_of(app, outcome, leaves_field);
    effects.extend(alike);
    effects
}

/// Asks for issues like the one being entered, where its title changed.
pub(super) fn ask_alike(app: &mut App) -> Option<Effect> {
    app.open_form_mut()?.form.ask_alike().map(Effect::Alike)
}

fn came_of(app: &mut App, outcome: Outcome, leaves_field: bool) -> Vec<Effect> {
    match outcome {
        Outcome::Stay => Vec::new(),
        Outcome::Edited if leaves_field => draft_due(app),
        Outcome::Edited => vec![Effect::DraftSoon],
        // What was typed in the field that was left is kept, right or wrong.
        Outcome::Refused if leaves_field => write_draft(app, Then::Stay).into_iter().chain([Effect::Bell]).collect(),
        Outcome::Refused => vec![Effect::Bell],
        Outcome::Submit(submission) => {
            let company = app.open_form().map_or(&[][..], |open| open.form.company());
            let also = company.iter().map(|other| other.id).collect();
            sending::save(app, submission, also)
        }
        Outcome::Filter(filter) => sift::run(app, filter),
        Outcome::Leave => part(app, Then::Leave),
    }
}

/// Writes the draft of the form that stays open.
pub(super) fn draft_due(app: &mut App) -> Vec<Effect> {
    write_draft(app, Then::Stay).into_iter().collect()
}

/// Does what closes a form; what is typed in it is written as a draft first, and the form stays where that fails.
pub(super) fn part(app: &mut App, then: Then) -> Vec<Effect> {
    if app.open_form().is_some_and(|open| open.undrafted) {
        return go_on(app, then);
    }
    match write_draft(app, then) {
        Some(effect @ Effect::SaveDraft(..)) => vec![effect],
        other => other.into_iter().chain(go_on(app, then)).collect(),
    }
}

/// The draft stands on the disk: what it was written before can be done.
pub(super) fn draft_written(app: &mut App, then: Then) -> Vec<Effect> {
    if let Some(open) = app.open_form_mut() {
        open.undrafted = false;
    }
    let waits = app.open_form().is_some_and(|open| open.adopts.is_some());
    let effects = go_on(app, then);
    if matches!(then, Then::Leave | Then::GoTo(_)) {
        app.say(if waits { text::ADOPT_WAITS_DRAFT } else { text::DRAFT_KEPT }, Tone::Plain);
    }
    effects
}

/// The draft could not be written: the form stays, because what is typed stands nowhere else.
pub(super) fn draft_failed(app: &mut App, then: Then, why: &str) -> Vec<Effect> {
    if let Some(open) = app.open_form_mut() {
        open.undrafted = then != Then::Stay;
        open.form.failed(if open.undrafted { text::draft_lost(why) } else { why.to_owned() });
    }
    vec![Effect::Bell]
}

fn go_on(app: &mut App, then: Then) -> Vec<Effect> {
    match then {
        Then::Stay => Vec::new(),
        Then::Leave => {
            if close_form(app).is_some_and(|open| open.adopts.is_some()) {
                app.say(text::ADOPT_WAITS, Tone::Warning);
            }
            refreshed(app)
        }
        Then::GoTo(tab) => arrive(app, tab),
        Then::Quit => vec![Effect::Quit],
    }
}

/// The effect that writes what is typed, or removes the draft of a form in which nothing is typed any more.
pub(super) fn write_draft(app: &mut App, then: Then) -> Option<Effect> {
    let open = app.open_form_mut()?;
    match open.form.draft() {
        Some(draft) => {
            open.draft = Some(draft.name.clone());
            Some(Effect::SaveDraft(Box::new(draft), then))
        }
        None => open.draft.take().map(Effect::RemoveDraft),
    }
}

/// Takes the form away with everything over it.
pub(super) fn close_form(app: &mut App) -> Option<OpenForm> {
    let at = app.layers.iter().rposition(|layer| matches!(layer, Layer::Form(_)))?;
    let form = app.layers.drain(at..).next();
    match form {
        Some(Layer::Form(open)) => Some(*open),
        _ => None,
    }
}

/// What a prompt's line was for.
pub(super) fn answered(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim().to_owned();
    match &prompt.purpose {
        Asked::VoidReason(..)
        | Asked::ResetReason(_)
        | Asked::RevokeReason(_)
        | Asked::DecideReason(..)
        | Asked::DismissReason(_)
            if typed.is_empty() =>
        {
            let needed = match &prompt.purpose {
                Asked::ResetReason(_) => ask::RESET_REASON_NEEDED,
                Asked::RevokeReason(_) => ask::REVOKE_REASON_NEEDED,
                Asked::DecideReason(..) => ask::DECIDE_REASON_NEEDED,
                Asked::DismissReason(_) => ask::DISMISS_REASON_NEEDED,
                _ => ask::REASON_NEEDED,
            };
            ask_again(app, prompt, needed)
        }
        Asked::VoidReason(kind, ids) => {
            let reason = typed.chars().take(REASON_MOST).collect();
            vec![Effect::Void(*kind, ids.clone(), reason)]
        }
        Asked::ResetReason(key) => {
            let reason = typed.chars().take(REASON_MOST).collect();
            vec![Effect::Reset(key.clone(), reason)]
        }
        Asked::Narrow => settings::narrow(app, &typed),
        Asked::GoTo(_) if typed.is_empty() => Vec::new(),
        Asked::GoTo(kind) => go_to_called(app, *kind, prompt, context),
        Asked::Plan => plan::asked(app, prompt, context),
        Asked::ImportFile => import::named(app, &typed),
        Asked::ImportYear => import::dated(app, prompt),
        Asked::NewTerm(_) => term::named(app, prompt, context),
        Asked::TermDay(_) => term::dated(app, prompt, context),
        Asked::StatsPeriod => stats::typed(app, prompt, context),
        Asked::ReportPeriod => reports::period_typed(app, prompt, context),
        Asked::Stick(purpose) => exchange::typed(app, *purpose, &typed),
        Asked::Fingerprint(org) => exchange::confirmed(*org, &typed),
        Asked::RevokeReason(org) => exchange::revoked(*org, &typed),
        Asked::DecideReason(org, decision) => exchange::reasoned(app, *org, *decision, &typed),
        Asked::DismissReason(org) => exchange::dismissed(*org, &typed),
        Asked::Folder(wanted) => print::placed(app, wanted.as_ref().clone(), typed),
    }
}

/// Looks a record up by its day, where the list goes by days, else by number or name.
fn go_to_called(app: &mut App, kind: Kind, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let called = match kind {
        kind if kind.is_by_day() => match when::parse_date(typed, context.today.0) {
            Ok(day) => Called::Day(Date(day)),
            Err(error) => return ask_again(app, prompt, error.to_string()),
        },
        _ => Called::Name(clean::fold(typed)),
    };
    vec![Effect::Locate(kind, called)]
}

pub(super) fn save_failed(app: &mut App, why: String) -> Vec<Effect> {
    app.is_sending = false;
    match app.open_form_mut() {
        Some(open) => open.form.failed(why),
        None => app.say(why, Tone::Error),
    }
    vec![Effect::Bell]
}

/// The step was filled in for a decision that its desk voided meanwhile: what was typed stays, and no longer refers to it.
pub(super) fn decision_gone(app: &mut App, why: String) -> Vec<Effect> {
    if let Some(open) = app.open_form_mut() {
        open.form.let_go();
    }
    save_failed(app, why)
}

/// A change was saved: the form goes, the screen shows the records as they stand now.
pub(super) fn saved(app: &mut App, saved: Saved, context: &Context<'_>) -> Vec<Effect> {
    app.is_sending = false;
    let mut effects = Vec::new();
    let first = saved.entries.first();
    let headline = first.map_or_else(String::new, |entry| shown::headline(entry, context));
    let (mut another, mut then) = (None, None);
    app.saves = match saved.how {
        How::Undo(_) => app.saves.saturating_sub(1),
        How::Form { .. }
        | How::Steps(_)
        | How::Passed
        | How::Kept
        | How::Plan
        | How::Takeover(_)
        | How::KeptOurs(..)
        | How::Term(_)
        | How::Void
        | How::Reset
        | How::Redo(_) => app.saves.saturating_add(1),
    };
    let said = match saved.how {
        How::Form { .. } | How::Steps(_) => {
            let closed = close_form(app);
            let adopts = closed.as_ref().and_then(|open| open.adopts);
            if let Some(name) = closed.and_then(|open| open.draft) {
                effects.push(Effect::RemoveDraft(name));
            }
            then = adopts.map(|(org, id)| Effect::Adopt(org, id));
            another = first.filter(|_| saved.how == How::Form { another: true }).map(Entry::kind);
            match saved.how {
                How::Steps(taken) => {
                    let done = stepped(taken, &headline, &saved.entries, context);
                    app.unit_for.take().map_or(done.clone(), |unit| text::with_unit(&unit, &done))
                }
                _ => text::saved(&headline, saved.entries.len()) + &still_waiting(first, context),
            }
        }
        How::Passed => text::passed_on(&headline),
        How::Kept => text::kept(&headline),
        How::Plan => {
            app.layers.retain(|layer| !matches!(layer, Layer::Plan(_)));
            words::saved(saved.entries.len())
        }
        How::Takeover(what) => {
            app.layers.retain(|layer| !matches!(layer, Layer::Takeover(_)));
            what
        }
        How::KeptOurs(which, what) => {
            takeover::kept(app, which);
            what
        }
        How::Reset => text::setting_reset(&headline, first.is_some_and(Entry::is_live)),
        How::Void if saved.entries.len() > 1 => text::voided_several(saved.entries.len()),
        How::Void => text::voided(&first.map_or_else(String::new, |entry| shown::label(entry, context))),
        How::Term(what) => {
            // The marks said who was re-elected; the new records are others.
            app.book_mut().marked.clear();
            what
        }
        How::Undo(what) => text::may_redo(&what),
        How::Redo(what) => what,
    };
    unmark(app, &saved.entries);
    refresh_station(app, &saved.entries);
    refresh_layers(app, &saved.entries, &mut effects);
    effects.extend(reread(app, first));
    app.unit_for = then.as_ref().map(|_| headline);
    effects.extend(then);
    effects.extend(another.map(|kind| Effect::Prepare(Start::New(kind))));
    app.say(said, Tone::Done);
    effects
}

/// The issues a proposal or project came from that no unit has yet, in words.
fn still_waiting(saved: Option<&Entry>, context: &Context<'_>) -> String {
    let waiting = saved.map(|entry| sources::waiting(&entry.record, context)).unwrap_or_default();
    let numbers: Vec<&str> = waiting.iter().map(|(_, issue)| issue.number.as_str()).collect();
    if numbers.is_empty() { String::new() } else { text::still_waiting(&numbers) }
}

/// What is said of a step that so many records took; what it made besides, or wrote in, is named.
fn stepped(taken: usize, headline: &str, entries: &[Entry], context: &Context<'_>) -> String {
    let kind = entries.first().map_or(Kind::Issue, Entry::kind);
    let (made, noted): (Vec<&Entry>, Vec<&Entry>) = entries.iter().skip(taken).partition(|entry| entry.rev == 1);
    let mut said = match (taken, entries.first()) {
        // Others are named beside it: its number alone leaves room for theirs.
        (0 | 1, Some(entry)) if !noted.is_empty() => text::saved(&shown::label(entry, context), 1),
        // A deputy's headline does not say where the deputy stands.
        (0 | 1, Some(Entry { record: record @ Record::Deputy(_), .. })) => {
            text::saved(&format!("{headline}  {}", shown::by_key(record, "status", context)), 1)
        }
        (0 | 1, _) => text::saved(headline, 1),
        _ => text::stepped(&counted(kind, taken)),
    };
    if let [made] = made.as_slice() {
        said = text::saved_with(&said, &shown::headline(made, context));
    }
    if !noted.is_empty() {
        let noted: Vec<String> = noted.into_iter().map(|entry| shown::label(entry, context)).collect();
        said = text::noted_in(&said, &noted);
    }
    said
}

/// What was marked for a change is done with it: the records of the save, and the issues that one of them came from.
fn unmark(app: &mut App, entries: &[Entry]) {
    let own = entries.iter().map(|entry| (entry.kind(), entry.id));
    let of_sources = entries.iter().flat_map(|entry| sources::of(&entry.record)).map(|id| (Kind::Issue, *id));
    for (kind, id) in own.chain(of_sources) {
        for book in app.books.iter_mut().filter(|book| book.cursor.list().kind() == kind) {
            book.marked.remove(&id);
        }
        for layer in &mut app.layers {
            if let Layer::Find(find) = layer
                && find.kind == kind
            {
                find.marked.remove(&id);
            }
        }
    }
}

/// Reads what is shown anew.
pub(super) fn read_anew(app: &mut App) -> Vec<Effect> {
    reread(app, None)
}

/// Reads the list anew; where the change added or moved a record of it, around that record.
fn reread(app: &mut App, first: Option<&Entry>) -> Vec<Effect> {
    if app.tab == Tab::Today {
        // A search may lie over it.
        return preview(app).into_iter().chain([Effect::Gather, Effect::Drafts]).collect();
    }
    if app.shows_figures() {
        return preview(app).into_iter().chain(stats::look(app)).collect();
    }
    let cursor = &app.book().cursor;
    let request = match first {
        Some(entry) if entry.is_live() && app.kind() == Some(entry.kind()) => {
            let fallback = cursor.rows().get(cursor.selected()).map(|row| row.position.clone());
            cursor.around(entry.kind(), entry.id, fallback)
        }
        _ => cursor.reload(),
    };
    vec![Effect::Page(request)]
}

fn refreshed(app: &mut App) -> Vec<Effect> {
    if app.tab == Tab::Today && app.layers.is_empty() { go_to_again(app) } else { preview(app) }
}

fn go_to_again(app: &mut App) -> Vec<Effect> {
    let message = app.message.take();
    let effects = arrive(app, app.tab);
    app.message = message;
    effects
}

fn refresh_station(app: &mut App, entries: &[Entry]) {
    for entry in entries {
        if let crate::model::Record::Station(station) = &entry.record
            && let Some(desk) = &mut app.desk
        {
            desk.station.clone_from(&station.name);
        }
    }
}

/// Puts the records as they stand now into the layers that show them.
fn refresh_layers(app: &mut App, entries: &[Entry], effects: &mut Vec<Effect>) {
    for layer in &mut app.layers {
        match layer {
            Layer::Detail(detail) => refresh_detail(detail, entries, effects),
            Layer::Find(find) => entries.iter().for_each(|entry| find.replace(entry)),
            Layer::Form(_)
            | Layer::Plan(_)
            | Layer::Takeover(_)
            | Layer::Import(_)
            | Layer::Exchange(_)
            | Layer::Prompt(_)
            | Layer::Menu(_)
            | Layer::Palette(_)
            | Layer::Settings(_)
            | Layer::Help(..) => {}
        }
    }
}

fn refresh_detail(detail: &mut Detail, entries: &[Entry], effects: &mut Vec<Effect>) {
    let (org, kind, id) = (detail.entry.org, detail.entry.kind(), detail.entry.id);
    if let Some(entry) = entries.iter().find(|entry| (entry.org, entry.kind(), entry.id) == (org, kind, id)) {
        detail.take_entry(entry.clone());
    }
    let lists = linked_lists(&detail.entry);
    if !lists.is_empty() {
        effects.push(Effect::Links { org, kind, id, lists });
    }
}
