//! The one function that changes the state: an action in, effects out.

mod arrived;
mod change;
mod exchange;
mod import;
mod keys;
mod plan;
mod print;
mod reports;
mod run;
mod sending;
mod settings;
mod sift;
mod stats;
mod takeover;
mod term;

use super::action::Action;
use super::command::Place;
use super::detail::{Detail, linked_lists};
use super::effect::{Effect, Then};
use super::find::Find;
use super::layout::Size;
use super::message::Tone;
use super::start::Start;
use super::tab::Tab;
use super::today::Target;
use super::{App, Layer};
use crate::model::filter::Filter;
use crate::model::setting::known::HOLIDAYS;
use crate::model::{Context, Kind};
use crate::store::reader::List;
use crate::text::zh::app::screens::detail as text;

/// Takes an action. The context's today is the day the screen shows.
pub fn update(app: &mut App, action: Action, context: &Context<'_>) -> Vec<Effect> {
    app.stats.see(context.today);
    match action {
        Action::Key(key) => keys::press(app, key, context),
        Action::Paste(text) => keys::paste(app, &text, context),
        Action::Resize(size) => resize(app, size),
        Action::Clock(_) => {
            let read = [Some(Effect::Gather), exchange::read_of_day(app)];
            read.into_iter().flatten().chain(stats::look_again(app)).collect()
        }
        Action::Page { request, rows, total } => arrived::page(app, &request, rows, total),
        Action::Links { org, kind, id, links, file } => arrived::links(app, (org, kind, id), &links, file.as_deref()),
        Action::Gathered(gathered) => arrived::gathered(app, *gathered, context),
        Action::Offered(offer) => takeover::offered(app, offer, context),
        Action::Drafts(drafts) => arrived::drafts(app, drafts, context),
        Action::Prepared(ground) => arrived::prepared(app, &ground, context),
        Action::Deciding(about) => run::offer_decisions(app, &about, context),
        Action::Adopting(start, why) => run::adopt_by_form(app, start, why),
        Action::DecisionGone(why) => change::decision_gone(app, why),
        Action::Entry(entry) => arrived::entry(app, entry),
        Action::Located { typed, entry } => arrived::located(app, &typed, entry),
        Action::Planned(period, plan) => plan::planned(app, period, *plan),
        Action::ReportReady(start) => reports::ready(app, start),
        Action::Sittings(sittings) => term::offered(app, sittings, context),
        Action::TermPlanned(planned) => term::planned(app, planned.0, &planned.1),
        Action::Saved(saved) => change::saved(app, saved, context),
        Action::Undoable(what) => run::ask_undo(app, &what),
        Action::SaveFailed(why) => change::save_failed(app, why),
        Action::Search(token, report) => arrived::search(app, token, report),
        Action::Counted(token, report) => stats::counted(app, token, report, context),
        Action::Alike(found) => arrived::alike(app, &found.0, found.1, context),
        Action::FilesListed(files) => import::listed(app, files),
        Action::LookedInto(looked) => import::looked(app, looked.0, looked.1),
        Action::LookFailed(order, why) => import::not_looked(app, &order, why),
        Action::ImportProgress(permille, added) => import::progress(app, permille, added),
        Action::ImportEnded(tally, added) => import::ended(app, *tally, added),
        Action::ImportFailed(why) => import::failed(app, why),
        Action::Stood(stood) => exchange::stood(app, stood, context),
        Action::Drives(purpose, places, why) => exchange::found(app, purpose, places, why),
        Action::StickLooked(plan) => exchange::looked(app, *plan),
        Action::ExchangeProgress(said) => exchange::progress(app, said),
        Action::Exchanged(outcome) => exchange::ended(app, *outcome),
        Action::ExchangeFailed(why) => exchange::failed(app, why),
        Action::Parted(org, told) => exchange::parted(app, org, told),
        Action::Decided(decided) => exchange::decided(app, decided),
        Action::PartySaved(entry, said) => exchange::party_saved(app, entry.as_deref(), said),
        Action::PartyRefused(asked, typed, why) => exchange::party_refused(app, asked, &typed, why),
        Action::Progress(text) => say(app, text, Tone::Plain),
        Action::Written(written) => print::written(app, written),
        Action::Done(text) => say(app, text, Tone::Done),
        Action::Failed(text) => {
            app.say(text, Tone::Error);
            vec![Effect::Bell]
        }
        Action::DraftDue => change::draft_due(app),
        Action::DraftWritten(then) => change::draft_written(app, then),
        Action::DraftFailed(then, why) => change::draft_failed(app, then, &why),
        Action::Opened(desk) => arrived::opened(app, *desk),
        Action::HangUp => hang_up(app),
    }
}

fn say(app: &mut App, text: String, tone: Tone) -> Vec<Effect> {
    app.say(text, tone);
    Vec::new()
}

fn resize(app: &mut App, size: Size) -> Vec<Effect> {
    app.size = size;
    let height = app.layout().list_rows();
    for tab in Tab::ALL {
        let height = app.list_rows(tab);
        app.books[tab.index()].cursor.resize(height);
    }
    for layer in &mut app.layers {
        if let Layer::Find(find) = layer {
            find.fit(height);
        }
    }
    let form = app.layout().form;
    if let Some(open) = app.open_form_mut() {
        open.form.fit(form.width, form.height);
    }
    match app.tab {
        _ if app.desk.is_none() => Vec::new(),
        // A search may lie over it.
        _ if app.shelf().is_none() => preview(app),
        _ => vec![Effect::Page(app.book().cursor.reload())],
    }
}

/// Writes what is typed as a draft and ends whatever comes of that: nobody is there any more to be told.
fn hang_up(app: &mut App) -> Vec<Effect> {
    change::draft_due(app).into_iter().chain([Effect::Quit]).collect()
}

/// Goes to a tab; a form that is open there first becomes a draft.
fn go_to(app: &mut App, tab: Tab) -> Vec<Effect> {
    change::part(app, Then::GoTo(tab))
}

/// Shows a tab without anything over it, and reads what it shows.
fn arrive(app: &mut App, tab: Tab) -> Vec<Effect> {
    let is_finding = app.layers.iter().any(|layer| matches!(layer, Layer::Find(_)));
    let mut effects: Vec<Effect> = is_finding.then_some(Effect::CancelSearch).into_iter().collect();
    app.layers.clear();
    if (app.tab != tab || !app.shows_figures()) && app.stats.leave() {
        effects.push(Effect::CancelCount);
    }
    app.tab = tab;
    app.message = None;
    app.preview = None;
    match tab {
        Tab::Today => effects.extend([Effect::Gather, Effect::Drafts]),
        Tab::Stats if app.shows_figures() => effects.extend(stats::look(app)),
        _ => effects.push(Effect::Page(app.book().cursor.reload())),
    }
    effects.extend(exchange::read(app));
    effects
}

/// Goes to one of a tab's lists, at its beginning.
fn go_to_shelf(app: &mut App, tab: Tab, shelf: usize) -> Vec<Effect> {
    let Some(chosen) = tab.shelves().get(shelf) else { return Vec::new() };
    let height = app.list_rows(tab);
    app.stats.is_behind |= tab == Tab::Stats;
    app.books[tab.index()] = super::Book::new(shelf, super::list::Cursor::new(chosen.list, height));
    go_to(app, tab)
}

/// Shows the record now current beside the list, and asks for what hangs on it.
fn preview(app: &mut App) -> Vec<Effect> {
    let is_shown = app.layout().detail.is_some()
        && matches!(app.place(), Place::List | Place::Sync | Place::Find | Place::Filtered);
    let entry = if is_shown { app.current().cloned() } else { None };
    app.preview = entry.map(Detail::new);
    app.preview.as_ref().and_then(ask_links).into_iter().collect()
}

/// Opens a record over the whole screen, unless the way back would get lost.
fn show(app: &mut App, entry: crate::model::Entry) -> Vec<Effect> {
    if app.layers.len() >= super::RECORDS_AT_MOST {
        app.say(text::too_deep(app.layers.len()), Tone::Warning);
        return vec![Effect::Bell];
    }
    let detail = Detail::new(entry);
    let effects = ask_links(&detail).into_iter().collect();
    app.message = None;
    app.push(Layer::Detail(Box::new(detail)));
    effects
}

fn ask_links(detail: &Detail) -> Option<Effect> {
    let lists = linked_lists(&detail.entry);
    let (org, kind, id) = (detail.entry.org, detail.entry.kind(), detail.entry.id);
    (!lists.is_empty()).then_some(Effect::Links { org, kind, id, lists })
}

/// Follows a line of 今日.
fn follow(app: &mut App, target: Target, context: &Context<'_>) -> Vec<Effect> {
    match target {
        Target::Record(org, kind, id) => vec![Effect::Entry(org, kind, id)],
        Target::Shelf(tab, shelf) => go_to_shelf(app, tab, shelf),
        Target::Takeover => vec![Effect::Offer],
        Target::Below(odd) => go_to_shelf(app, Tab::Sync, odd.shelf()),
        Target::Holidays(year) => settings::open_at(app, &format!("{HOLIDAYS}{year}"), context),
        Target::Narrow(narrow) => match app.today.filter(narrow, context) {
            Some(filter) => narrowed(app, filter),
            None => vec![Effect::Bell],
        },
        Target::Reenter => run::ask_reentered(app),
        Target::Draft(index) => match app.today.drafts.get(index).cloned() {
            Some(draft) => run::prepare(app, Start::Resume(Box::new(draft))),
            None => Vec::new(),
        },
    }
}

/// Shows what a filter takes, over the list of its kind.
fn narrowed(app: &mut App, filter: Filter) -> Vec<Effect> {
    let (tab, all) = Tab::of(filter.kind());
    let mut effects = go_to_shelf(app, tab, all);
    effects.extend(sift::run(app, filter));
    effects
}

/// A search through what the list shows, through issues on a page.
fn searched(app: &App) -> Find {
    match app.shelf().is_some_and(|shelf| shelf.list == List::Waiting) {
        true => Find::of_waiting(),
        false => Find::new(app.kind().unwrap_or(Kind::Issue)),
    }
}
