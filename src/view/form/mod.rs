//! Draws a form and puts the hardware cursor where the next character goes, so that an input method composes there.

mod brush;
mod foot;
mod page;
mod pick;
#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Clear;

use crate::app::form::{Form, layout};
use crate::model::Context;
use crate::text::width;
use crate::text::zh::app::form as say;
use crate::view::theme::{Role, Theme};
use brush::Brush;

/// Draws a form into the area and sets the cursor; any size will do.
pub fn draw(frame: &mut Frame<'_>, area: Rect, form: &Form, context: &Context<'_>, theme: &Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let bands = layout::bands(usize::from(area.height), form.listed());
    let mut rest = area;
    let mut band = |rows: usize| {
        let height = u16::try_from(rows).unwrap_or(u16::MAX).min(rest.height);
        let top = Rect { height, ..rest };
        rest = Rect { y: rest.y + height, height: rest.height - height, ..rest };
        top
    };
    let (title, body, listed) = (band(bands.title), band(bands.body), band(bands.listed));
    let (help, message, keys) = (band(bands.help), band(bands.message), band(bands.keys));
    frame.render_widget(Clear, area);
    let mut brush = Brush::new(frame, *theme);
    brush.text(title, 0, 0, &form.title(), Role::Title);
    let cursor = match form.pick() {
        Some(list) => match form.asked_desk() {
            Some(org) => context.of(org, |context| pick::draw(&mut brush, body, list, context)),
            None => pick::draw(&mut brush, body, list, context),
        },
        None => {
            out_of_sight(&mut brush, title, layout::out_of_sight(form.page(), usize::from(body.height)));
            page::draw(&mut brush, body, form.page())
        }
    };
    foot::findings(&mut brush, listed, &form.page().findings);
    foot::alike(&mut brush, listed, form.alike());
    // A long message says what to do in its last sentence: it may cover the keys, and the help as well.
    match foot::message_rows(form, message) {
        0 | 1 => {
            foot::help(&mut brush, help, form);
            foot::message(&mut brush, message, form);
            foot::keys(&mut brush, keys, form);
        }
        2 => {
            foot::help(&mut brush, help, form);
            foot::message(&mut brush, message.union(keys), form);
        }
        _ => foot::message(&mut brush, help.union(message).union(keys), form),
    }
    frame.set_cursor_position(within(cursor, area));
}

/// Says at the right of the title how many fields are out of sight.
fn out_of_sight(brush: &mut Brush<'_, '_>, title: Rect, (above, below): (usize, usize)) {
    let text = say::out_of_sight(above, below);
    let column = usize::from(title.width).saturating_sub(width::columns(&text));
    if !text.is_empty() && column > 0 {
        brush.text(title, column - 1, 0, &format!(" {text}"), Role::Dim);
    }
}

/// The nearest cell of the area.
fn within(position: Position, area: Rect) -> Position {
    Position { x: position.x.clamp(area.x, area.right() - 1), y: position.y.clamp(area.y, area.bottom() - 1) }
}
