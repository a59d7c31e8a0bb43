//! Taking a ledger in: the file asked for, its columns looked through, read without saving, then saved.

use super::{change, run};
use crate::app::effect::Effect;
use crate::app::importing::{Importing, Item, Looked, Order, Stage, Tally, path, year};
use crate::app::line::Line;
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt};
use crate::app::{App, Layer};
use crate::text::zh::app::screens::importing as text;
use std::path::PathBuf;

/// Asks for the file.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    run::ask(app, text::WHICH_FILE.to_owned(), Asked::ImportFile)
}

/// The file was typed.
pub(super) fn named(app: &mut App, typed: &str) -> Vec<Effect> {
    let path = path(typed);
    if path.as_os_str().is_empty() { Vec::new() } else { look(app, Order { path, ..Order::default() }) }
}

/// The year was typed; none takes it away.
pub(super) fn dated(app: &mut App, prompt: Prompt) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let year = year(typed);
    if year.is_none() && !typed.is_empty() {
        return run::ask_again(app, prompt, text::NOT_A_YEAR);
    }
    match top(app).map(|importing| Order { year, ..importing.order.clone() }) {
        Some(order) => look(app, order),
        None => Vec::new(),
    }
}

/// Has a file looked at, as the clerk said.
pub(super) fn look(app: &mut App, order: Order) -> Vec<Effect> {
    app.say(text::LOOKING, Tone::Plain);
    vec![Effect::LookInto(Box::new(order))]
}

/// A folder's files.
pub(super) fn listed(app: &mut App, files: Vec<PathBuf>) -> Vec<Effect> {
    if files.is_empty() {
        app.say(text::EMPTY_FOLDER, Tone::Warning);
        return vec![Effect::Bell];
    }
    app.message = None;
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let item = |path: PathBuf| (name(&path), Choice::Import(Box::new(Order { path, ..Order::default() })));
    let items = files.into_iter().map(item).collect();
    app.push(Layer::Menu(Box::new(Menu::new(text::CHOOSE_FILE.to_owned(), items))));
    Vec::new()
}

/// A file was looked at: its columns are shown, or shown anew.
pub(super) fn looked(app: &mut App, order: Order, looked: Looked) -> Vec<Effect> {
    app.message = None;
    match top(app) {
        Some(importing) if importing.order.path == order.path => {
            importing.order = order;
            // The next ledger begins at its first column; where only one line was changed, the selection stays.
            if importing.is_over() {
                importing.selected = Importing::FIRST_COLUMN;
            }
            importing.looked = looked;
            importing.stage = Stage::Mapping;
            let last = importing.count().saturating_sub(1);
            importing.selected = importing.selected.min(last);
        }
        _ => app.push(Layer::Import(Box::new(Importing::new(order, looked)))),
    }
    app.say(text::TRY_NEXT, Tone::Plain);
    Vec::new()
}

/// Enter: offers what the selected line may be.
pub(super) fn accept(app: &mut App, importing: Box<Importing>) -> Vec<Effect> {
    let (choices, now) = match importing.stage {
        Stage::Mapping => importing.choices(),
        _ => (Vec::new(), 0),
    };
    let is_year = importing.stage == Stage::Mapping && importing.item() == Item::Year;
    let name = importing.lines().into_iter().nth(importing.selected).map(|line| line.name).unwrap_or_default();
    let is_done = matches!(importing.stage, Stage::Done(_));
    let next = importing.next().filter(|_| importing.is_over());
    app.layers.push(Layer::Import(importing));
    match next {
        Some(order) => return look(app, order),
        None if is_done => return leave(app),
        None => {}
    }
    if is_year {
        return run::ask(app, text::WHICH_YEAR.to_owned(), Asked::ImportYear);
    }
    if choices.is_empty() {
        return Vec::new();
    }
    let items = choices.into_iter().map(|(name, order)| (name, Choice::Import(Box::new(order)))).collect();
    let mut menu = Menu::new(text::choose(&name), items);
    menu.selected = now;
    app.message = None;
    app.push(Layer::Menu(Box::new(menu)));
    Vec::new()
}

/// Ctrl+S: reads the file without saving; then saves it.
pub(super) fn confirm(app: &mut App) -> Vec<Effect> {
    let Some(importing) = top(app) else { return Vec::new() };
    let is_real = match &importing.stage {
        Stage::Mapping => false,
        Stage::Tried(tally) if tally.is_something => true,
        Stage::Tried(_) => {
            app.say(text::NOTHING_NEW, Tone::Warning);
            return vec![Effect::Bell];
        }
        Stage::Reading(..) | Stage::Done(_) => return Vec::new(),
    };
    importing.stage = Stage::Reading(is_real, 0, 0);
    let order = importing.order.clone();
    app.say(text::reading(is_real, 0, 0), Tone::Plain);
    vec![Effect::Import(Box::new(order), is_real)]
}

/// How far the reading is.
pub(super) fn progress(app: &mut App, permille: u16, added: u64) -> Vec<Effect> {
    let Some(Importing { stage: Stage::Reading(is_real, at, rows), .. }) = anywhere(app) else { return Vec::new() };
    (*at, *rows) = (permille, added);
    let said = text::reading(*is_real, permille, added);
    app.say(said, Tone::Plain);
    Vec::new()
}

/// It was read to the end, or stopped; with how many rows are in where they were saved.
pub(super) fn ended(app: &mut App, tally: Tally, added: Option<u64>) -> Vec<Effect> {
    let Some(importing) = anywhere(app) else { return Vec::new() };
    importing.selected = 0;
    match added {
        Some(added) => {
            importing.stage = Stage::Done(tally);
            let next =
                importing.looked.next.first().map_or_else(|| text::LEAVE_NEXT.to_owned(), |name| text::next(name));
            app.saves = app.saves.saturating_add(usize::from(added > 0));
            app.say(format!("{}。{next}", text::done(added)), Tone::Done);
        }
        None => {
            let said = match importing.looked.next.first() {
                _ if tally.is_something => text::RUN_NEXT.to_owned(),
                Some(name) => text::next(name),
                None => text::NOTHING_NEW.to_owned(),
            };
            importing.stage = Stage::Tried(tally);
            app.say(said, Tone::Plain);
        }
    }
    Vec::new()
}

/// A file could not be looked at. Where its name was just asked for, it is asked for again, with what was typed.
pub(super) fn not_looked(app: &mut App, order: &Order, why: String) -> Vec<Effect> {
    if !app.layers.is_empty() {
        return failed(app, why);
    }
    let line = Line::new(&order.path.to_string_lossy());
    run::ask_again(app, Prompt { question: text::WHICH_FILE.to_owned(), line, purpose: Asked::ImportFile }, why)
}

/// It could not be read, or not to its end.
pub(super) fn failed(app: &mut App, why: String) -> Vec<Effect> {
    if let Some(importing) = anywhere(app)
        && matches!(importing.stage, Stage::Reading(..))
    {
        importing.stage = Stage::Mapping;
        importing.selected = importing.selected.min(importing.count().saturating_sub(1));
    }
    app.say(why, Tone::Error);
    vec![Effect::Bell]
}

/// Esc: stops the reading, goes back to the columns, or leaves. None where another layer is on top.
pub(super) fn back(app: &mut App) -> Option<Vec<Effect>> {
    let importing = top(app)?;
    match importing.stage {
        Stage::Reading(..) => {
            app.say(text::STOPPING, Tone::Plain);
            Some(vec![Effect::StopImport])
        }
        Stage::Tried(_) => {
            importing.stage = Stage::Mapping;
            importing.selected = importing.count().saturating_sub(importing.looked.columns.len());
            app.say(text::TRY_NEXT, Tone::Plain);
            Some(Vec::new())
        }
        Stage::Done(_) => Some(leave(app)),
        Stage::Mapping => None,
    }
}

/// Takes the layer away; the lists show what came in.
fn leave(app: &mut App) -> Vec<Effect> {
    app.layers.retain(|layer| !matches!(layer, Layer::Import(_)));
    let message = app.message.take();
    let effects = change::read_anew(app);
    app.message = message;
    effects
}

fn top(app: &mut App) -> Option<&mut Importing> {
    match app.layers.last_mut() {
        Some(Layer::Import(importing)) => Some(importing),
        _ => None,
    }
}

/// The import, whatever lies over it.
fn anywhere(app: &mut App) -> Option<&mut Importing> {
    app.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Import(importing) => Some(importing.as_mut()),
        _ => None,
    })
}
