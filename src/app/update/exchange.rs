//! What goes on with other desks: the stick looked for, read and tried, then everything taken in and written; and who the others
//! are.

use std::path::PathBuf;

use super::change;
use super::run::{ask, ask_again};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::exchange::{
    Decision, Exchange, Order, Outcome, Place, Plan, Purpose, Stage, Stood, called, party_of, undecided, unused,
};
use crate::app::importing::path;
use crate::app::line::Line;
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt, REASON_MOST};
use crate::app::tab::Tab;
use crate::app::today::Below;
use crate::app::{App, Layer};
use crate::model::party::{LOWER, Party};
use crate::model::{Context, Entry, Kind, Org, Record};
use crate::store::reader::List;
use crate::store::settings::Level;
use crate::sync::package::Sort;
use crate::text::zh::app::screens::deciding as zh_deciding;
use crate::text::zh::app::screens::exchange as text;

/// A command of the tab or of the page.
pub(super) fn run(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Agree => agree(app),
        Command::Settle => decide(app),
        Command::TakeOver => vec![Effect::Offer],
        _ => begin(app),
    }
}

/// Has the desk's standing read anew, for the tab that shows it. 今日 of a desk above stations shows its totals, which nothing but
/// that tab changes: there it is read once.
pub(super) fn read(app: &mut App) -> Option<Effect> {
    let is_shown = match app.tab {
        Tab::Sync => true,
        Tab::Today => app.sync.stood.is_none() && is_above(app),
        _ => false,
    };
    let is_wanted = is_shown && !app.sync.is_reading && !app.sync.is_busy;
    app.sync.is_reading |= is_wanted;
    is_wanted.then_some(Effect::Stand)
}

/// A day has begun: what was in time may be late.
pub(super) fn read_of_day(app: &mut App) -> Option<Effect> {
    let is_wanted = is_above(app) && !app.sync.is_reading && !app.sync.is_busy;
    app.sync.is_reading |= is_wanted;
    is_wanted.then_some(Effect::Stand)
}

fn is_above(app: &App) -> bool {
    app.desk.as_ref().is_some_and(|desk| Level::of(desk.org) != Level::Station)
}

/// The standing was read; none where it could not be.
pub(super) fn stood(app: &mut App, stood: Option<Box<Stood>>, context: &Context<'_>) -> Vec<Effect> {
    app.sync.is_reading = false;
    if let Some(stood) = &stood {
        app.today.take_below(Below::of(stood), context);
    }
    app.sync.stood = stood.or(app.sync.stood.take());
    Vec::new()
}

/// The exchange begins: a stick is looked for. From another tab it is begun in its own.
fn begin(app: &mut App) -> Vec<Effect> {
    let mut effects = if app.tab == Tab::Sync { Vec::new() } else { super::go_to(app, Tab::Sync) };
    effects.extend(seek(app, Purpose::Exchange));
    effects
}

/// Has drives looked for.
pub(super) fn seek(app: &mut App, purpose: Purpose) -> Vec<Effect> {
    app.sync.is_busy = true;
    app.say(text::SEEKING, Tone::Plain);
    vec![Effect::SeekDrives(purpose)]
}

/// What was found: one is taken, of several one is chosen, without any the path is asked for.
pub(super) fn found(app: &mut App, purpose: Purpose, places: Vec<Place>, why: Option<String>) -> Vec<Effect> {
    app.sync.is_busy = false;
    app.message = None;
    if app.tab != Tab::Sync || !app.layers.is_empty() {
        // The clerk went elsewhere meanwhile.
        return Vec::new();
    }
    match places.as_slice() {
        [] => {
            let effects = ask_place(app, purpose);
            let usual = if purpose == Purpose::AddParty { text::NO_KEY_FILE } else { text::NO_STICK };
            app.say(why.unwrap_or_else(|| usual.to_owned()), Tone::Plain);
            effects
        }
        [one] if purpose != Purpose::AddParty => placed(app, purpose, one.path.clone()),
        _ => {
            let item = |place: Place| (place.name, Choice::Drive(purpose, place.path));
            let mut items: Vec<(String, Choice)> = places.into_iter().map(item).collect();
            items.push((text::OTHER_FOLDER.to_owned(), Choice::OtherFolder(purpose)));
            let title = if purpose == Purpose::AddParty { text::WHICH_KEY_FILE } else { text::WHICH_DRIVE };
            app.push(Layer::Menu(Box::new(Menu::new(title.to_owned(), items))));
            Vec::new()
        }
    }
}

/// Asks for a folder, or for the key file.
pub(super) fn ask_place(app: &mut App, purpose: Purpose) -> Vec<Effect> {
    let effects = ask(app, question(purpose).to_owned(), Asked::Stick(purpose));
    let folder = app.sync.folder.clone();
    if let Some(Layer::Prompt(prompt)) = app.layers.last_mut()
        && purpose != Purpose::AddParty
    {
        prompt.line = Line::proposing(&folder);
    }
    effects
}

fn question(purpose: Purpose) -> &'static str {
    if purpose == Purpose::AddParty { text::WHICH_KEY } else { text::WHICH_FOLDER }
}

/// A path was typed.
pub(super) fn typed(app: &mut App, purpose: Purpose, typed: &str) -> Vec<Effect> {
    let path = path(typed);
    if purpose != Purpose::AddParty {
        typed.clone_into(&mut app.sync.folder);
    }
    if path.as_os_str().is_empty() { Vec::new() } else { placed(app, purpose, path) }
}

/// A stick, folder or file was chosen.
pub(super) fn placed(app: &mut App, purpose: Purpose, path: PathBuf) -> Vec<Effect> {
    app.sync.is_busy = true;
    match purpose {
        Purpose::Exchange => {
            app.push(Layer::Exchange(Box::new(Exchange::new(path.clone()))));
            app.say(text::LOOKING, Tone::Plain);
            vec![Effect::LookOnStick(path)]
        }
        Purpose::Send(sort, to) => {
            let exchange = Exchange { stage: Stage::Running, ..Exchange::new(path.clone()) };
            app.push(Layer::Exchange(Box::new(exchange)));
            app.say(text::BEGUN, Tone::Plain);
            vec![Effect::Exchange(Box::new(Order::sending(path, sort, to)))]
        }
        Purpose::ExportKey => {
            app.sync.is_busy = false;
            vec![Effect::ExportKey(path)]
        }
        Purpose::AddParty => {
            app.sync.is_busy = false;
            vec![Effect::AddParty(path)]
        }
    }
}

/// The stick was looked through: what would be done is shown.
pub(super) fn looked(app: &mut App, plan: Plan) -> Vec<Effect> {
    app.sync.is_busy = false;
    // Its page was left.
    let Some(exchange) = anywhere(app) else { return vec![Effect::ForgetStick] };
    let said = if plan.is_nothing() { text::NOTHING } else { text::RUN_NEXT };
    exchange.stage = Stage::Tried(plan);
    exchange.selected = 0;
    app.say(said, Tone::Plain);
    Vec::new()
}

/// How far it is.
pub(super) fn progress(app: &mut App, said: String) -> Vec<Effect> {
    if app.sync.is_busy {
        app.say(said, Tone::Plain);
    }
    Vec::new()
}

/// Enter: begins, or leaves what is done.
pub(super) fn accept(app: &mut App, exchange: Box<Exchange>) -> Vec<Effect> {
    let order = exchange.order();
    let is_done = matches!(exchange.stage, Stage::Done(_));
    let lines = match &exchange.stage {
        Stage::Tried(plan) => plan.counts().added.saturating_add(plan.counts().changed),
        _ => 0,
    };
    app.layers.push(Layer::Exchange(exchange));
    match order {
        Some(order) => {
            if let Some(exchange) = anywhere(app) {
                exchange.stage = Stage::Running;
            }
            app.sync.is_busy = true;
            app.say(text::begun(lines), Tone::Plain);
            vec![Effect::Exchange(Box::new(order))]
        }
        None if is_done => leave(app),
        None => Vec::new(),
    }
}

/// Agrees to another installation, or no more.
fn agree(app: &mut App) -> Vec<Effect> {
    match anywhere(app).and_then(Exchange::agree) {
        Some(true) => app.say(text::AGREED, Tone::Warning),
        Some(false) => app.say(text::NOT_AGREED, Tone::Plain),
        None => app.say(text::NO_AGREEMENT, Tone::Warning),
    }
    Vec::new()
}

/// It has ended, whatever came of it; where its page was left, the message line says so.
pub(super) fn ended(app: &mut App, outcome: Outcome) -> Vec<Effect> {
    app.sync.is_busy = false;
    let tone = if outcome.is_whole && outcome.failed.is_empty() { Tone::Done } else { Tone::Warning };
    let bell = if outcome.is_whole { None } else { Some(Effect::Bell) };
    let verdict = outcome.verdict();
    let (came, went, failed) = (outcome.came.len(), outcome.went.len(), outcome.failed.len());
    match anywhere(app) {
        Some(exchange) => {
            exchange.stage = Stage::Done(outcome);
            exchange.selected = 0;
            app.say(verdict, tone);
        }
        None => app.say(text::ended(verdict, came, went), tone),
    }
    let mut effects = refreshed(app);
    let cursor = app
        .shelf()
        .filter(|shelf| went + failed > 0 && shelf.list == List::All(Kind::Pack))
        .map(|_| &app.book().cursor);
    if let Some(cursor) = cursor {
        // What was written last, or was to be, stands first.
        let pages = effects.iter_mut().filter(|effect| matches!(effect, Effect::Page(_)));
        pages.for_each(|effect| *effect = Effect::Page(cursor.from_top()));
    }
    effects.into_iter().chain(bell).collect()
}

/// It could not be begun, or the stick could not be looked through.
pub(super) fn failed(app: &mut App, why: String) -> Vec<Effect> {
    app.sync.is_busy = false;
    let typed = path(&app.sync.folder);
    let looked =
        anywhere(app).is_some_and(|exchange| matches!(exchange.stage, Stage::Looking) && exchange.place == typed);
    app.layers.retain(|layer| !matches!(layer, Layer::Exchange(_)));
    let mut effects = vec![Effect::Bell];
    if looked && app.tab == Tab::Sync && app.layers.is_empty() {
        // What was typed stands again, to be set right.
        effects.extend(ask_place(app, Purpose::Exchange));
    }
    app.say(why, Tone::Error);
    effects
}

/// Esc: stops what goes on, or leaves. None where another layer is on top.
pub(super) fn back(app: &mut App) -> Option<Vec<Effect>> {
    let is_going = match app.layers.last() {
        Some(Layer::Exchange(exchange)) => exchange.is_going(),
        // Its page was left.
        None if app.tab == Tab::Sync && app.sync.is_busy => true,
        _ => return None,
    };
    if is_going {
        app.say(text::STOPPING, Tone::Plain);
        return Some(vec![Effect::StopExchange]);
    }
    Some(leave(app))
}

fn leave(app: &mut App) -> Vec<Effect> {
    let is_left = anywhere(app).is_some_and(|exchange| matches!(exchange.stage, Stage::Tried(_)));
    app.layers.retain(|layer| !matches!(layer, Layer::Exchange(_)));
    app.message = None;
    let mut effects = refreshed(app);
    effects.extend(is_left.then_some(Effect::ForgetStick));
    effects
}

/// Reads what is shown anew, with what was said kept.
fn refreshed(app: &mut App) -> Vec<Effect> {
    let message = app.message.take();
    let mut effects = change::read_anew(app);
    effects.extend(read(app));
    app.message = message;
    effects
}

/// Offers what can be done with the parties.
pub(super) fn parties(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    let mut items = vec![
        (text::ADD.to_owned(), Choice::Seek(Purpose::AddParty)),
        (text::EXPORT_KEY.to_owned(), Choice::Seek(Purpose::ExportKey)),
    ];
    if let Some((org, party)) = chosen(app) {
        let name = called(&party, context);
        if party.is_confirmed() {
            let sorts: &[Sort] =
                if party.role == LOWER { &[Sort::Down, Sort::Full, Sort::Receipt] } else { &[Sort::Full] };
            let send = |sort: &Sort| (text::send(&name, *sort), Choice::Seek(Purpose::Send(*sort, org)));
            items.extend(sorts.iter().map(send));
        } else if party.status != crate::model::party::REVOKED {
            items.push((text::confirm(&name), Choice::ConfirmParty(org)));
        }
        if party.status != crate::model::party::REVOKED {
            items.push((text::revoke(&name), Choice::RevokeParty(org)));
        }
    }
    let fingerprint = app.sync.stood.as_ref().map_or("", |stood| stood.fingerprint.as_str());
    let title = text::menu(fingerprint);
    app.message = None;
    app.push(Layer::Menu(Box::new(Menu::new(title, items))));
    Vec::new()
}

/// The party that the selected row is about: it may be none of ours. Where no row is, the one above, or the only one.
fn chosen(app: &App) -> Option<(Org, Party)> {
    if let Some(entry) = app.current() {
        let org = match &entry.record {
            Record::Party(party) => party.org(),
            Record::Received(received) => received.org(),
            Record::Pack(pack) => pack.to.parse().ok(),
            _ => None,
        }?;
        return Some((org, known(app, org)?));
    }
    let of = |party: &Party| Some((party.org()?, party.clone()));
    let standing = &app.sync.stood.as_ref()?.standing;
    match (&standing.upper, standing.below.as_slice()) {
        (Some(party), _) => of(party),
        (None, [one]) => of(&one.party),
        (None, _) => None,
    }
}

/// The party a question is about.
fn known(app: &App, org: Org) -> Option<Party> {
    let selected = app.current().and_then(party_of).filter(|party| party.org() == Some(org));
    let stood = app.sync.stood.as_ref();
    let upper = stood.and_then(|stood| stood.standing.upper.as_ref()).filter(|party| party.org() == Some(org));
    let below = stood.and_then(|stood| stood.below(org)).map(|below| &*below.party);
    selected.or(upper).or(below).cloned()
}

/// Asks what was heard over the telephone.
pub(super) fn ask_fingerprint(app: &mut App, org: Org) -> Vec<Effect> {
    let Some(party) = known(app, org) else { return gone(app) };
    let name = party.called();
    let effects = ask(app, text::heard(name), Asked::Fingerprint(org));
    // What we hold is not shown: it would be typed from the screen.
    let tone = if party.reason.is_empty() { Tone::Plain } else { Tone::Warning };
    app.say(text::how_to_confirm(name, &party.reason), tone);
    effects
}

/// Asks why a party is not to be trusted any more.
pub(super) fn ask_reason(app: &mut App, org: Org) -> Vec<Effect> {
    let Some(party) = known(app, org) else { return gone(app) };
    ask(app, text::revoke_reason(party.called()), Asked::RevokeReason(org))
}

fn gone(app: &mut App) -> Vec<Effect> {
    app.say(text::NO_PARTY, Tone::Warning);
    vec![Effect::Bell]
}

/// Offers what can be decided about the selected desk's records.
fn decide(app: &mut App) -> Vec<Effect> {
    let Some((org, received)) = undecided(app) else {
        app.say(zh_deciding::NOTHING_TO_DECIDE, Tone::Warning);
        return vec![Effect::Bell];
    };
    let title = zh_deciding::decide(org, !received.forked.is_empty());
    let items = vec![
        (zh_deciding::ADOPT.to_owned(), Choice::Settle(org, Decision::Adopt)),
        (zh_deciding::KEEP.to_owned(), Choice::Settle(org, Decision::Keep)),
        (zh_deciding::DECIDE_LATER.to_owned(), Choice::Nothing),
    ];
    let told = received.forked.clone();
    let told_below = vec![zh_deciding::READING_SIDES.to_owned()];
    // Enter alone decides nothing: either choice takes something away.
    let selected = items.len().saturating_sub(1);
    app.push(Layer::Menu(Box::new(Menu { told: told_below, selected, ..Menu::new(title, items) })));
    app.say(if told.is_empty() { zh_deciding::DECIDE_NEXT.to_owned() } else { told }, Tone::Plain);
    vec![Effect::Parting(org)]
}

/// What is here and what came was read: it stands above the choices, if they are still shown.
pub(super) fn parted(app: &mut App, org: Org, told: Vec<String>) -> Vec<Effect> {
    if let Some(Layer::Menu(menu)) = app.layers.last_mut()
        && menu.items.iter().any(|(_, choice)| matches!(choice, Choice::Settle(about, _) if *about == org))
    {
        menu.told = told;
    }
    Vec::new()
}

/// Asks why it is decided so; with that it is done.
pub(super) fn ask_decision(app: &mut App, org: Org, decision: Decision) -> Vec<Effect> {
    let adopts = decision == Decision::Adopt;
    let effects = ask(app, zh_deciding::decide_reason(org, adopts), Asked::DecideReason(org, decision));
    app.say(if adopts { zh_deciding::ADOPT_MEANS } else { zh_deciding::KEEP_MEANS }, Tone::Warning);
    effects
}

/// The reason was typed.
pub(super) fn reasoned(app: &mut App, org: Org, decision: Decision, typed: &str) -> Vec<Effect> {
    app.sync.is_busy = true;
    app.say(zh_deciding::DECIDING, Tone::Plain);
    vec![Effect::Settle(org, decision, typed.chars().take(REASON_MOST).collect())]
}

/// Asks why the lines of the selected desk that were not used need nothing more; with that they are told no more.
pub(super) fn ask_to_dismiss(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    let Some((org, lines)) = unused(app) else {
        app.say(zh_deciding::NOTHING_UNUSED, Tone::Warning);
        return vec![Effect::Bell];
    };
    let name = context.directory.label(Kind::Received, org.0).unwrap_or_else(|| org.to_string());
    let effects = ask(app, zh_deciding::dismiss_reason(&name, lines), Asked::DismissReason(org));
    app.say(zh_deciding::DISMISS_MEANS, Tone::Warning);
    effects
}

/// It was decided, or could not be.
pub(super) fn decided(app: &mut App, decided: Result<String, String>) -> Vec<Effect> {
    app.sync.is_busy = false;
    match decided {
        Ok(said) => {
            app.say(said, Tone::Done);
            refreshed(app)
        }
        Err(why) => {
            app.say(why, Tone::Error);
            refreshed(app).into_iter().chain([Effect::Bell]).collect()
        }
    }
}

/// The fingerprint was typed.
pub(super) fn confirmed(org: Org, typed: &str) -> Vec<Effect> {
    if typed.is_empty() { Vec::new() } else { vec![Effect::ConfirmParty(org, typed.to_owned())] }
}

/// The reason was typed.
pub(super) fn revoked(org: Org, typed: &str) -> Vec<Effect> {
    vec![Effect::RevokeParty(org, typed.chars().take(REASON_MOST).collect())]
}

/// The reason was typed.
pub(super) fn dismissed(org: Org, typed: &str) -> Vec<Effect> {
    vec![Effect::Dismiss(org, typed.chars().take(REASON_MOST).collect())]
}

/// A party's standing was saved, or our key file written: the list shows it.
pub(super) fn party_saved(app: &mut App, entry: Option<&Entry>, said: String) -> Vec<Effect> {
    app.say(said, Tone::Done);
    let Some(entry) = entry else { return Vec::new() };
    let message = app.message.take();
    let (tab, shelf) = Tab::of(entry.kind());
    let is_there = app.tab == tab && app.layers.is_empty();
    let mut effects = Vec::new();
    if is_there && app.kind() != Some(entry.kind()) {
        effects.extend(super::go_to_shelf(app, tab, shelf));
    } else if is_there {
        effects.extend(change::read_anew(app));
    }
    effects.extend(read(app));
    app.message = message;
    effects
}

/// What was typed was not taken: the question stays, with what is wrong.
pub(super) fn party_refused(app: &mut App, asked: Asked, typed: &str, why: String) -> Vec<Effect> {
    let question = match &asked {
        Asked::Fingerprint(org) => known(app, *org).map(|party| text::heard(party.called())),
        Asked::Stick(purpose) => Some(question(*purpose).to_owned()),
        _ => None,
    };
    match question.filter(|_| app.layers.is_empty() && app.tab == Tab::Sync) {
        Some(question) => ask_again(app, Prompt { question, line: Line::new(typed), purpose: asked }, why),
        None => {
            app.say(why, Tone::Error);
            vec![Effect::Bell]
        }
    }
}

/// The exchange, whatever lies over it.
fn anywhere(app: &mut App) -> Option<&mut Exchange> {
    app.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Exchange(exchange) => Some(exchange.as_mut()),
        _ => None,
    })
}
