//! A few choices in a box.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint, popup, rect};
use crate::app::App;
use crate::app::menu::Menu;
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

pub fn draw(frame: &mut Frame<'_>, app: &App, menu: &Menu, look: Look<'_>) -> Option<Position> {
    let lines: Vec<String> =
        menu.items.iter().enumerate().map(|(index, (name, _))| format!("{} {name}", index + 1)).collect();
    let told = menu.told.iter().map(|line| width::columns(line));
    let widest =
        lines.iter().map(|line| width::columns(line) + 2).chain(told).chain([width::columns(&menu.title) + 2]).max();
    let columns = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    let rows = u16::try_from(lines.len() + menu.told.len()).unwrap_or(u16::MAX);
    let inside = popup::open(frame, rect(app.layout().middle), columns, rows, &menu.title, look.theme);
    // The choices have their place in any case.
    let told = menu.told.len().min(usize::from(inside.height).saturating_sub(lines.len()));
    for (row, line) in menu.told.iter().take(told).enumerate() {
        let cut = width::cut_short(line, inside.width.into());
        paint::text(frame, paint::row(inside, row), &cut, look.theme.style(Role::Dim));
    }
    let above = u16::try_from(told).unwrap_or(0);
    let inside = Rect { y: inside.y + above, height: inside.height - above, ..inside };
    // More than fit are shown in whole pages.
    let height = usize::from(inside.height);
    let first = menu.selected.checked_div(height).map_or(0, |page| page * height);
    for (index, (at, line)) in lines.iter().enumerate().skip(first).take(height).enumerate() {
        let is_selected = at == menu.selected;
        let (mark, role) = if is_selected { (text::SELECTED, Role::Selected) } else { (" ", Role::Text) };
        paint::bar(frame, paint::row(inside, index), &format!("{mark} {line}"), look.theme.style(role));
    }
    let at = paint::row(inside, menu.selected.saturating_sub(first));
    Some(Position::new(at.x, at.y))
}
