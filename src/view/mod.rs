//! Draws the state: a pure function from App to a frame and a cursor.
//!
//! Invariants: nothing here changes the state; what is drawn is bounded by the screen, not by the books; every frame
//! places the hardware cursor, because an input method's window stands at it.

mod detail;
mod exchange;
mod find;
pub mod form;
mod frame;
mod help;
mod importing;
mod list;
mod menu;
mod paint;
mod palette;
mod plan;
mod popup;
mod prompt;
mod settings;
mod setup;
pub mod snapshot;
mod stats;
mod takeover;
pub mod theme;
mod today;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::layout::{Area, Size};
use crate::app::tab::Tab;
use crate::app::{App, Layer};
use crate::model::Context;
use crate::text::zh::app::screens::frame as words;
use theme::{Role, Theme};

/// What every part of the screen is drawn with.
#[derive(Clone, Copy)]
struct Look<'a> {
    context: &'a Context<'a>,
    theme: Theme,
}

/// Draws the whole screen. The context's directory is asked only for what is seen.
pub fn draw(frame: &mut Frame<'_>, app: &App, context: &Context<'_>, theme: Theme) {
    let area = frame.area();
    let size = Size { columns: area.width, rows: area.height };
    if size.is_enough() {
        draw_enough(frame, app, Look { context, theme });
    } else {
        draw_too_small(frame, size, theme);
    }
    if theme.ascii {
        paint::use_look_alikes(frame);
    }
}

fn draw_enough(frame: &mut Frame<'_>, app: &App, look: Look<'_>) {
    let area = frame.area();
    let mut caret = Some(Position::new(0, app.layout().middle.y));
    let is_setup = app.desk.is_none() && !app.layers.iter().any(|layer| matches!(layer, Layer::Help(..)));
    if is_setup {
        caret = setup::draw(frame, app, look).or(caret);
        for layer in &app.layers {
            if let Layer::Palette(palette) = layer {
                caret = palette::draw(frame, app, palette, look);
            }
        }
    } else {
        frame::draw(frame, app, look);
        caret = draw_layers(frame, app, look);
        frame::message(frame, app, look);
    }
    // A form has placed the cursor itself.
    if let Some(caret) = caret {
        let (right, bottom) = (area.right().saturating_sub(1), area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(caret.x.min(right), caret.y.min(bottom)));
    }
}

/// Draws how far the reading of the journal is, while a desk opens.
pub fn draw_opening(frame: &mut Frame<'_>, done: u64, of: u64, theme: Theme) {
    draw_reading(frame, vec![words::opening(done, of), words::OPENING_CANCEL.to_owned()], theme);
}

/// Draws how far the reading of the journal is, while an open desk is mended. That cannot be stopped: the screen needs
/// what it reads.
pub fn draw_healing(frame: &mut Frame<'_>, done: u64, of: u64, theme: Theme) {
    draw_reading(frame, vec![words::opening(done, of)], theme);
}

fn draw_reading(frame: &mut Frame<'_>, mut lines: Vec<String>, theme: Theme) {
    lines.insert(0, words::PROGRAM.to_owned());
    draw_centred(frame, frame.area(), &lines, theme);
    if theme.ascii {
        paint::use_look_alikes(frame);
    }
}

/// The lowest layer that fills the screen, then whatever stands over it.
fn draw_layers(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    let covers = |layer: &Layer| !matches!(layer, Layer::Prompt(_) | Layer::Menu(_) | Layer::Palette(_));
    let base = app.layers.iter().rposition(covers);
    let mut caret = match base.map(|at| &app.layers[at]) {
        None if app.tab == Tab::Today => today::draw(frame, app, look),
        None if app.shows_figures() => stats::draw(frame, app, look),
        None if app.tab == Tab::Sync => exchange::draw(frame, app, look),
        None => list::draw(frame, app, look),
        Some(Layer::Detail(detail)) => detail::draw_whole(frame, app, detail, look),
        Some(Layer::Find(find)) => find::draw(frame, app, find, look),
        Some(Layer::Settings(settings)) => settings::draw(frame, app, settings, look),
        Some(Layer::Help(scroll, place)) => help::draw(frame, app, *scroll, *place, look),
        Some(Layer::Import(importing)) => importing::draw(frame, app, importing, look),
        Some(Layer::Exchange(exchange)) => Some(exchange::draw_page(frame, app, exchange, look)),
        Some(Layer::Plan(planning)) => plan::draw(frame, app, planning, look),
        Some(Layer::Takeover(page)) => takeover::draw(frame, app, page, look),
        Some(Layer::Form(open)) => draw_form(frame, app, &open.form, look),
        Some(Layer::Prompt(_) | Layer::Menu(_) | Layer::Palette(_)) => None,
    };
    let above = base.map_or(0, |at| at + 1);
    for layer in app.layers.iter().skip(above) {
        caret = match layer {
            Layer::Prompt(prompt) => prompt::draw(frame, prompt, look),
            Layer::Menu(menu) => menu::draw(frame, app, menu, look),
            Layer::Palette(palette) => palette::draw(frame, app, palette, look),
            _ => caret,
        };
    }
    caret
}

fn draw_form(frame: &mut Frame<'_>, app: &App, form: &crate::app::form::Form, look: Look<'_>) -> Option<Position> {
    form::draw(frame, rect(app.layout().form), form, look.context, &look.theme);
    None
}

fn draw_too_small(frame: &mut Frame<'_>, size: Size, theme: Theme) {
    let lines = words::too_small(size.columns, size.rows);
    let area = frame.area();
    draw_centred(frame, area, &lines, theme);
}

fn draw_centred(frame: &mut Frame<'_>, area: Rect, lines: &[String], theme: Theme) {
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.y + area.height.saturating_sub(height) / 2;
    for (row, line) in (top..area.bottom()).zip(lines) {
        paint::text(frame, Rect { y: row, height: 1, ..area }, line, theme.style(Role::Text));
    }
    if area.width > 0 && area.height > 0 {
        frame.set_cursor_position(Position::new(area.x, top.min(area.bottom() - 1)));
    }
}

fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
