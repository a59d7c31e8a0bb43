//! The first-use set-up.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::frame::{hints, rule, two_lines};
use super::theme::Role;
use super::{Look, paint, prompt};
use crate::app::App;
use crate::app::command::Place;
use crate::app::setup::Step;
use crate::text::width;
use crate::text::zh::app::screens::{frame as around, setup as text};

const LABEL: u16 = 12;
const FIELD: u16 = 60;
const FIRST_ROW: u16 = 6;

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    let area = frame.area();
    let left = Rect { x: 2, width: area.width.saturating_sub(4), ..area };
    paint::bar(frame, paint::row(area, 0), &format!(" {}", around::PROGRAM), look.theme.style(Role::Header));
    rule(frame, paint::row(area, 1), around::SETUP, look);
    paint::text(frame, paint::row(left, 3), text::INTRODUCTION, look.theme.style(Role::Text));
    paint::text(frame, paint::row(left, 4), text::SECRETS, look.theme.style(Role::Warning));
    let mut row = FIRST_ROW;
    let mut caret = None;
    for step in app.setup.steps() {
        let place = Rect { y: row, height: 1, ..left };
        let has_focus = app.setup.step == step;
        let column = draw_field(frame, place, app, step, look);
        row += 1;
        if has_focus {
            caret = Some(Position::new(column, place.y));
            let hint = Rect { y: row, height: 1, ..paint::after(left, LABEL) };
            paint::text(frame, hint, app.setup.hint(), look.theme.style(Role::Dim));
            row += 1;
        }
        if step == Step::Place {
            row += draw_offered(frame, Rect { y: row, ..paint::after(left, LABEL) }, app, look);
        }
    }
    if let Some(code) = app.setup.code() {
        let line = format!("{}{code}", width::fit(text::CODE, LABEL.into()));
        paint::text(frame, Rect { y: row + 1, height: 1, ..left }, &line, look.theme.style(Role::Dim));
    }
    let below = Rect { y: area.bottom().saturating_sub(2), height: 1, ..area };
    if draw_says(frame, paint::after(below, 1), app, look) < 2 {
        hints(frame, Rect { y: below.y + 1, ..below }, app, Place::Setup, look);
    }
    caret
}

/// Draws a field and returns the column of its caret.
fn draw_field(frame: &mut Frame<'_>, place: Rect, app: &App, step: Step, look: Look<'_>) -> u16 {
    let has_focus = app.setup.step == step;
    let label = width::fit(text::label(step, app.setup.level), LABEL.into());
    paint::text(frame, place, &label, look.theme.style(Role::Label));
    let rest = paint::after(place, LABEL);
    let field = Rect { width: FIELD.min(rest.width), ..rest };
    let role = if has_focus { Role::Focus } else { Role::Field };
    prompt::draw_typed(frame, field, app.setup.line(step), role, look)
}

/// Draws the townships on offer and returns the rows they took.
fn draw_offered(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) -> u16 {
    let mut rows = 0;
    for (index, township) in app.setup.offered.iter().enumerate() {
        let is_selected = index == app.setup.selected;
        let (mark, role) = if is_selected { (around::SELECTED, Role::Selected) } else { (" ", Role::Text) };
        // Most names end in what they are: 茶亭镇.
        let kind = if township.name.ends_with(township.kind) { "" } else { township.kind };
        let line = format!("{mark} {} {} {kind}", township.code, township.name);
        paint::text(frame, paint::row(area, index), &line, look.theme.style(role));
        rows += 1;
    }
    rows
}

/// Says what is wrong and returns the rows it takes: a long message takes the hint line as well.
fn draw_says(frame: &mut Frame<'_>, place: Rect, app: &App, look: Look<'_>) -> usize {
    let complaint = app.setup.complaint.as_deref();
    let message = app.message.as_ref().map(|message| message.text.as_str());
    complaint.or(message).map_or(0, |says| two_lines(frame, place, says, look.theme.style(Role::Error)))
}
