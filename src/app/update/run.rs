//! Carries out a command of the table.

use super::{
    change, exchange, follow, go_to, go_to_shelf, import, plan, preview, print, reports, searched, settings, show,
    sift, stats, takeover, term,
};
use crate::app::command::{Command, Place};
use crate::app::effect::{Effect, Then};
use crate::app::list::Motion;
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::palette::Palette;
use crate::app::prompt::{Asked, Prompt};
use crate::app::start::Start;
use crate::app::steps::{Standing, Steps, standing};
use crate::app::tab::Tab;
use crate::app::today::draft_text;
use crate::app::{App, Layer, help};
use crate::model::filter::Filter;
use crate::model::handling::Deciding;
use crate::model::issue::Stage;
use crate::model::{Context, Entry, Kind, Record, life, sources};
use crate::text::width;
use crate::text::zh::app::screens::ask as text;

/// Columns of a draft's name in a question.
const DRAFT_COLUMNS: usize = 28;

pub(super) fn run(app: &mut App, command: Command, context: &Context<'_>) -> Vec<Effect> {
    match command {
        Command::Today => turn_to(app, Tab::Today),
        Command::Receptions => turn_to(app, Tab::Receptions),
        Command::Issues => turn_to(app, Tab::Issues),
        Command::Visits => turn_to(app, Tab::Visits),
        Command::Deputies => turn_to(app, Tab::Deputies),
        Command::Activities => turn_to(app, Tab::Activities),
        Command::Projects => turn_to(app, Tab::Projects),
        Command::Stats => turn_to(app, Tab::Stats),
        Command::Sync => turn_to(app, Tab::Sync),
        Command::KeepOurs => takeover::keep(app),
        Command::Parties => exchange::parties(app, context),
        Command::Dismiss => exchange::ask_to_dismiss(app, context),
        Command::Exchange | Command::TakeOver | Command::Agree | Command::Settle => exchange::run(app, command),
        Command::Reports => reports::go(app),
        Command::New | Command::NewLike if app.kind() == Some(Kind::Report) => reports::ask_period(app),
        Command::New => match app.kind() {
            Some(kind) => prepare(app, Start::New(kind)),
            None => new_of_several(app),
        },
        Command::Open => open(app, context),
        Command::Edit => prepare_of_current(app, Start::Edit),
        Command::NewLike => prepare_of_current(app, Start::Like),
        Command::NextStep if app.decides() && !app.takes_marked() => {
            let about = app.current().map(|entry| Effect::Decide(entry.org, entry.id));
            about.into_iter().collect()
        }
        Command::NextStep => next_step(app, context),
        Command::Adopt => app.decision().map(|(org, id, _)| Effect::Adopt(org, id)).into_iter().collect(),
        Command::Decline => app.decision().map(|(org, id, _)| Effect::Decline(org, id)).into_iter().collect(),
        Command::ToProposal => turn(app, Kind::Proposal),
        Command::ToProject => turn(app, Kind::Project),
        Command::GoToNumber => go_to_number(app),
        Command::Palette => open_palette(app),
        Command::Mark => mark(app, context),
        Command::MarkAlike => takeover::mark_alike(app),
        Command::Unmark => unmark(app),
        // The open form carries its own out; see `keys`.
        Command::Form(_) => Vec::new(),
        Command::Settings | Command::Reset => settings::run(app, command, context),
        Command::Find if app.place() == Place::Settings => settings::ask_word(app),
        Command::Find => open_find(app),
        Command::Filter => sift::open(app, context),
        Command::Plan => plan::open(app, context),
        Command::EarlierPeriod
        | Command::LaterPeriod
        | Command::ChoosePeriod
        | Command::NextSort
        | Command::FormerSort
        | Command::Charts => stats::run(app, command),
        Command::Import => import::open(app),
        Command::Term => vec![Effect::Sittings],
        Command::AllOf => all_of(app),
        Command::Shelf => turn_shelf(app, true),
        Command::ShelfBack => turn_shelf(app, false),
        Command::Void => void(app, context),
        Command::Undo => undo(app),
        Command::Redo => vec![Effect::Redo],
        Command::Export => print::offer(app, context),
        Command::Help => open_help(app),
        Command::Back => back(app),
        Command::Quit => change::part(app, Then::Quit),
        Command::Repaint => vec![Effect::Repaint],
        Command::Up | Command::Down | Command::PageUp | Command::PageDown | Command::Home | Command::End => {
            travel(app, motion(command), context)
        }
        Command::NextLink | Command::PreviousLink => choose_link(app, command == Command::NextLink, context),
        Command::Confirm if matches!(app.place(), Place::Import | Place::Imported) => import::confirm(app),
        Command::Accept | Command::Confirm => accept(app, context),
        Command::Create => app.setup.answers().map(|new| Effect::Init(Box::new(new))).into_iter().collect(),
    }
}

fn open_find(app: &mut App) -> Vec<Effect> {
    let find = searched(app);
    app.message = None;
    app.preview = None;
    app.push(Layer::Find(Box::new(find)));
    Vec::new()
}

fn open_help(app: &mut App) -> Vec<Effect> {
    let from = app.place();
    app.push(Layer::Help(0, from));
    Vec::new()
}

fn open_palette(app: &mut App) -> Vec<Effect> {
    let from = app.place();
    app.message = None;
    app.push(Layer::Palette(Box::new(Palette::new(from))));
    Vec::new()
}

fn open(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    if app.place() == Place::Settings {
        return settings::follow(app, context);
    }
    if app.place() == Place::Stats {
        return stats::open(app, context);
    }
    if app.place() == Place::Today {
        return app.today.target(context).map_or_else(Vec::new, |target| follow(app, target, context));
    }
    if let Some(Layer::Detail(detail)) = app.layers.last() {
        let chosen = detail.reference();
        return chosen
            .map(|to| Effect::Entry(to.org.unwrap_or(detail.entry.org), to.kind, to.id))
            .into_iter()
            .collect();
    }
    match app.current().cloned() {
        // What was decided is read with the issue it is about.
        Some(Entry { record: Record::Handling(handling), .. }) => {
            let about = handling.org().map(|org| Effect::Entry(org, Kind::Issue, handling.issue));
            about.into_iter().collect()
        }
        Some(entry) => show(app, entry),
        None => Vec::new(),
    }
}

/// Asks for what a form starts from; what was said before is not about it.
pub(super) fn prepare(app: &mut App, start: Start) -> Vec<Effect> {
    app.message = None;
    vec![Effect::Prepare(start)]
}

/// The form of the current record, or one like it.
fn prepare_of_current(app: &mut App, start: fn(Kind, u64) -> Start) -> Vec<Effect> {
    let current = app.current().map(|entry| (entry.kind(), entry.id));
    current.map_or_else(Vec::new, |(kind, id)| prepare(app, start(kind, id)))
}

/// Offers the steps of the current record, or those the marked ones can take together.
fn next_step(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    let Some(kind) = app.current().map(Entry::kind) else { return Vec::new() };
    let mut ids = app.subjects().into_iter();
    let Some(first) = ids.next() else { return Vec::new() };
    let also: Vec<u64> = ids.collect();
    let title = match also.len() {
        // A single mark may be on another row than the cursor.
        0 => text::next_step(&context.directory.label(kind, first).unwrap_or_default()),
        others => text::next_step_of(others + 1, kind),
    };
    let mut items: Vec<(String, Choice)> = match app.steps() {
        Steps::Verbs(verbs) => {
            let item = |(spec, bar): (&life::VerbSpec, Option<&'static str>)| match bar {
                Some(why) => (text::not_yet(spec.name), Choice::Barred(why)),
                None => (spec.name.to_owned(), Choice::Step(first, spec.verb, also.clone())),
            };
            verbs.into_iter().map(item).collect()
        }
        Steps::Moves(moves) => {
            let choice = |step| Choice::Move(kind, first, step, also.clone());
            moves.into_iter().map(|step| (step.name.to_owned(), choice(step))).collect()
        }
    };
    let is_waiting = |standing: &Standing| matches!(standing, Standing::Issue(Stage::Registered | Stage::Assigned));
    if app.standings().iter().all(is_waiting) {
        let all: Vec<u64> = std::iter::once(first).chain(also).collect();
        let turned = sources::TARGETS.map(|kind| (text::turn_into(kind).to_owned(), Choice::Turn(kind, all.clone())));
        items.extend(turned);
    }
    app.push(Layer::Menu(Box::new(Menu::new(title, items))));
    Vec::new()
}

/// Offers what may be decided about an issue of a desk below.
pub(super) fn offer_decisions(app: &mut App, about: &Deciding, context: &Context<'_>) -> Vec<Effect> {
    let Some(issue) = about.content() else { return Vec::new() };
    let verbs = about.verbs();
    if verbs.is_empty() {
        app.say(text::nothing_to_decide(context.codes.name("stage", issue.stage.key())), Tone::Warning);
        return vec![Effect::Bell];
    }
    let (org, id) = (about.issue.org, about.issue.id);
    let items = verbs.into_iter().map(|verb| (verb.spec().name.to_owned(), Choice::Decide(org, id, verb))).collect();
    app.push(Layer::Menu(Box::new(Menu::new(text::decide(&issue.number), items))));
    Vec::new()
}

/// Opens the form of what a decision asks for before it can be taken over, with why.
pub(super) fn adopt_by_form(app: &mut App, start: Start, why: String) -> Vec<Effect> {
    app.say(why, Tone::Warning);
    vec![Effect::Prepare(start)]
}

/// A form for a new record that comes from the current issue, or from the marked ones.
fn turn(app: &mut App, kind: Kind) -> Vec<Effect> {
    let ids = app.subjects();
    if ids.is_empty() { Vec::new() } else { prepare(app, Start::Turn(kind, ids)) }
}

/// Marks the selected row or takes its mark away, and goes on to the next row.
fn mark(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    if let Some(Layer::Takeover(_)) = app.layers.last() {
        return takeover::mark(app);
    }
    let Some((id, standing)) = app.current().map(|entry| (entry.id, standing(&entry.record))) else {
        return Vec::new();
    };
    if let Some(marked) = app.marked_mut()
        && marked.remove(&id).is_none()
    {
        marked.insert(id, standing);
    }
    travel(app, Motion::Down, context)
}

fn unmark(app: &mut App) -> Vec<Effect> {
    if let Some(marked) = app.marked_mut() {
        marked.clear();
    }
    Vec::new()
}

/// Offers the books whose records may name the deputy shown.
fn all_of(app: &mut App) -> Vec<Effect> {
    let Some((deputy, name)) = app.current().and_then(|entry| match &entry.record {
        Record::Deputy(deputy) => Some((entry.id, deputy.name.clone())),
        _ => None,
    }) else {
        return Vec::new();
    };
    let kinds = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Proposal];
    let items = kinds.map(|kind| (kind.name().to_owned(), Choice::AllOf(kind, deputy))).to_vec();
    app.push(Layer::Menu(Box::new(Menu::new(text::all_of(&name), items))));
    Vec::new()
}

/// Asks which book a new record is for.
fn new_of_several(app: &mut App) -> Vec<Effect> {
    let kinds = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Project, Kind::Proposal];
    let items = kinds.map(|kind| (kind.name().to_owned(), Choice::New(kind))).to_vec();
    app.push(Layer::Menu(Box::new(Menu::new(text::NEW_OF.to_owned(), items))));
    Vec::new()
}

pub(super) fn go_to_number(app: &mut App) -> Vec<Effect> {
    let Some(kind) = app.kind() else { return Vec::new() };
    let question = match kind {
        Kind::Issue => text::GO_TO_ISSUE,
        Kind::Project | Kind::Proposal => text::GO_TO_TITLE,
        kind if kind.is_by_day() => text::GO_TO_DAY,
        Kind::Pack => text::GO_TO_FILE,
        _ => text::GO_TO_NAME,
    };
    ask(app, question.to_owned(), Asked::GoTo(kind))
}

pub(super) fn ask(app: &mut App, question: String, purpose: Asked) -> Vec<Effect> {
    app.message = None;
    app.push(Layer::Prompt(Box::new(Prompt { question, line: Default::default(), purpose })));
    Vec::new()
}

/// A line that cannot be taken stays, to be put right; `why` says what is wrong with it.
pub(super) fn ask_again(app: &mut App, prompt: Prompt, why: impl Into<String>) -> Vec<Effect> {
    app.say(why, Tone::Warning);
    app.push(Layer::Prompt(Box::new(prompt)));
    vec![Effect::Bell]
}

/// The key of a tab: to the list last shown there; pressed once more, to the first of its lists.
fn turn_to(app: &mut App, tab: Tab) -> Vec<Effect> {
    let is_there = app.tab == tab && app.layers.is_empty();
    match app.shelf() {
        Some(_) if is_there && tab == Tab::Stats => reports::turn_back(app),
        Some(_) if is_there && app.book().shelf != 0 => go_to_shelf(app, tab, 0),
        _ => go_to(app, tab),
    }
}

fn turn_shelf(app: &mut App, forward: bool) -> Vec<Effect> {
    let count = app.tab.shelves().len();
    if count == 0 {
        return Vec::new();
    }
    let step = if forward { 1 } else { count - 1 };
    let shelf = (app.book().shelf + step) % count;
    go_to_shelf(app, app.tab, shelf)
}

/// Asks whether what was put aside was entered again.
pub(super) fn ask_reentered(app: &mut App) -> Vec<Effect> {
    let Some(name) = app.today.gathered.reenter.first().cloned() else { return Vec::new() };
    let title = text::reentered(&name);
    let done = (text::REENTERED.to_owned(), Choice::Reentered(name));
    app.push(Layer::Menu(Box::new(Menu::new(title, vec![(text::NOT_REENTERED.to_owned(), Choice::Nothing), done]))));
    Vec::new()
}

/// Asks why a record is voided; on a draft of 今日, whether it is thrown away.
fn void(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    if app.place() == Place::Today {
        if app.today.target(context) == Some(crate::app::today::Target::Reenter) {
            return ask_reentered(app);
        }
        if let Some(crate::app::today::Target::Draft(index)) = app.today.target(context)
            && let Some(draft) = app.today.drafts.get(index)
        {
            let discard = (text::DISCARD.to_owned(), Choice::Discard(draft.name.clone()));
            let items = vec![(text::KEEP.to_owned(), Choice::Nothing), discard];
            app.push(Layer::Menu(Box::new(Menu::new(
                text::discard_draft(&width::cut_short(&draft_text(draft, context), DRAFT_COLUMNS)),
                items,
            ))));
        }
        return Vec::new();
    }
    let Some(entry) = app.current() else { return Vec::new() };
    let (kind, ids) = (entry.kind(), app.subjects());
    let question = match ids.len() {
        1 => text::void_reason(&context.directory.label(kind, ids[0]).unwrap_or_default()),
        count => text::void_reason_of(count),
    };
    let hanging = hanging(app, &ids);
    let effects = ask(app, question, Asked::VoidReason(kind, ids));
    if hanging > 0 {
        app.say(text::hanging(hanging), Tone::Warning);
    }
    effects
}

/// How many records hang on the one that is voided, where it is shown with them: what was merged into an issue as well.
fn hanging(app: &App, ids: &[u64]) -> usize {
    let shown = match app.top() {
        Some(Layer::Detail(detail)) => Some(detail.as_ref()),
        _ => app.preview.as_ref(),
    };
    let Some(detail) = shown.filter(|detail| ids == [detail.entry.id]) else { return 0 };
    let merged = match &detail.entry.record {
        Record::Issue(issue) => life::merged_in(issue).len(),
        _ => 0,
    };
    detail.hanging() + merged
}

/// Undoes what was saved since the desk was opened at once; asks before it goes further back, because a held key would
/// take back a year.
fn undo(app: &mut App) -> Vec<Effect> {
    if app.saves > 0 {
        return vec![Effect::Undo];
    }
    vec![Effect::Undoable]
}

/// Asks whether a change made before the desk was opened is undone, and says which.
pub(super) fn ask_undo(app: &mut App, what: &str) -> Vec<Effect> {
    let items = vec![(text::UNDO_NOT.to_owned(), Choice::Nothing), (text::undo_earlier(what), Choice::Undo)];
    app.push(Layer::Menu(Box::new(Menu::new(text::UNDO_FURTHER.to_owned(), items))));
    Vec::new()
}

/// Takes the topmost layer away; on a list without one, goes back to 今日.
fn back(app: &mut App) -> Vec<Effect> {
    if settings::widen(app) {
        return Vec::new();
    }
    if let Some(effects) = print::stop(app).or_else(|| stats::back(app)) {
        return effects;
    }
    if let Some(effects) = exchange::back(app).or_else(|| import::back(app)) {
        return effects;
    }
    match app.layers.pop() {
        Some(Layer::Find(_)) => {
            app.message = None;
            let mut effects = vec![Effect::CancelSearch];
            effects.extend(preview(app));
            effects
        }
        Some(_) => {
            app.message = None;
            preview(app)
        }
        None if app.tab == Tab::Stats && !app.shows_figures() => reports::turn_back(app),
        None if app.tab != Tab::Today => go_to(app, Tab::Today),
        None => {
            app.message = None;
            Vec::new()
        }
    }
}

/// The movement of a command that is one.
fn motion(command: Command) -> Motion {
    match command {
        Command::Up => Motion::Up,
        Command::Down => Motion::Down,
        Command::PageUp => Motion::PageUp,
        Command::PageDown => Motion::PageDown,
        Command::Home => Motion::Home,
        _ => Motion::End,
    }
}

fn travel(app: &mut App, motion: Motion, context: &Context<'_>) -> Vec<Effect> {
    app.message = None;
    let layout = app.layout();
    let page = layout.middle_rows();
    let on_figures = app.shows_figures();
    match app.layers.last_mut() {
        Some(Layer::Detail(detail)) => {
            let lines = detail.lines(layout.record_columns(), context).len();
            detail.scroll = scrolled(detail.scroll, motion, lines, page);
            Vec::new()
        }
        Some(Layer::Help(scroll, place)) => {
            let lines = help::lines(*place, usize::from(layout.middle.width.saturating_sub(1))).len();
            *scroll = scrolled(*scroll, motion, lines, page);
            Vec::new()
        }
        Some(Layer::Plan(planning)) => {
            planning.scroll(motion, page);
            Vec::new()
        }
        Some(Layer::Takeover(takeover)) => {
            takeover.select(motion, page);
            Vec::new()
        }
        Some(Layer::Import(importing)) => {
            importing.select(motion, page.saturating_sub(1));
            Vec::new()
        }
        Some(Layer::Exchange(exchange)) => {
            exchange.select(motion, page);
            Vec::new()
        }
        Some(Layer::Menu(menu)) => {
            menu.select(motion);
            Vec::new()
        }
        Some(Layer::Find(find)) => {
            find.select(motion, layout.list_rows());
            preview(app)
        }
        Some(Layer::Palette(palette)) => {
            palette.select(motion, page);
            Vec::new()
        }
        Some(Layer::Settings(settings)) => {
            settings.select(motion, layout.setting_rows(), context);
            Vec::new()
        }
        Some(Layer::Form(_) | Layer::Prompt(_)) => Vec::new(),
        None if app.tab == Tab::Today => {
            app.today.select(motion, page, context);
            Vec::new()
        }
        None if on_figures => {
            app.stats.select(motion, layout.figure_rows());
            Vec::new()
        }
        None => match app.book_mut().cursor.travel(motion) {
            Some(request) => vec![Effect::Page(request)],
            None => preview(app),
        },
    }
}

fn scrolled(at: usize, motion: Motion, lines: usize, page: usize) -> usize {
    motion.from(at, lines.saturating_sub(page), page)
}

/// Chooses a record the one shown names, and scrolls so that it is seen.
fn choose_link(app: &mut App, forward: bool, context: &Context<'_>) -> Vec<Effect> {
    app.message = None;
    let layout = app.layout();
    if let Some(Layer::Detail(detail)) = app.layers.last_mut() {
        detail.choose(forward, layout.record_columns(), layout.middle_rows(), context);
    }
    Vec::new()
}

/// Accepts the line or the choice on top.
pub(super) fn accept(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    match app.layers.pop() {
        Some(Layer::Palette(palette)) => match palette.chosen() {
            Some(spec) => super::keys::give(app, spec, context),
            None => {
                app.layers.push(Layer::Palette(palette));
                vec![Effect::Bell]
            }
        },
        Some(Layer::Menu(menu)) => match menu.items.into_iter().nth(menu.selected) {
            Some((_, Choice::Step(id, verb, also))) => prepare(app, Start::Step(id, verb, also)),
            Some((_, Choice::Decide(org, id, verb))) => prepare(app, Start::Decide(org, id, verb)),
            Some((_, Choice::Move(kind, id, step, also))) => prepare(app, Start::Move(kind, id, step, also)),
            Some((_, Choice::Discard(name))) => {
                app.say(text::DRAFT_GONE, Tone::Done);
                vec![Effect::RemoveDraft(name), Effect::Drafts]
            }
            Some((_, Choice::Reentered(name))) => {
                app.say(text::reentered_kept(&name), Tone::Done);
                vec![Effect::Reentered(name), Effect::Gather]
            }
            Some((_, Choice::Barred(why))) => {
                app.say(why, Tone::Warning);
                vec![Effect::Bell]
            }
            Some((_, Choice::New(kind))) => prepare(app, Start::New(kind)),
            Some((_, Choice::Turn(kind, ids))) => prepare(app, Start::Turn(kind, ids)),
            Some((_, Choice::Sitting(sitting))) => term::chosen(app, sitting),
            Some((_, Choice::ChangeTerm(change))) => vec![Effect::ChangeTerm(change)],
            Some((_, Choice::AllOf(kind, deputy))) => {
                let mut filter = Filter::new(kind);
                filter.naming(deputy, context);
                sift::run(app, filter)
            }
            Some((_, Choice::Face(face))) => stats::turn(app, face),
            Some((_, Choice::Import(order))) => import::look(app, *order),
            Some((_, Choice::Print(wanted))) => print::ask_folder(app, *wanted),
            Some((_, Choice::Write(writing))) => print::write(app, *writing),
            Some((_, Choice::Seek(purpose))) => exchange::seek(app, purpose),
            Some((_, Choice::Drive(purpose, path))) => exchange::placed(app, purpose, path),
            Some((_, Choice::OtherFolder(purpose))) => exchange::ask_place(app, purpose),
            Some((_, Choice::ConfirmParty(org))) => exchange::ask_fingerprint(app, org),
            Some((_, Choice::RevokeParty(org))) => exchange::ask_reason(app, org),
            Some((_, Choice::Settle(org, decision))) => exchange::ask_decision(app, org, decision),
            Some((_, Choice::Undo)) => vec![Effect::Undo],
            Some((_, Choice::Nothing)) | None => Vec::new(),
        },
        Some(Layer::Plan(planning)) => plan::accept(app, planning),
        Some(Layer::Takeover(page)) => takeover::accept(app, page),
        Some(Layer::Import(importing)) => import::accept(app, importing),
        Some(Layer::Exchange(exchange)) => exchange::accept(app, exchange),
        Some(Layer::Prompt(prompt)) => change::answered(app, *prompt, context),
        Some(layer) => {
            app.layers.push(layer);
            Vec::new()
        }
        None => Vec::new(),
    }
}
