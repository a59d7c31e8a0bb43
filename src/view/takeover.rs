//! What the level above has sent down, line by line, and the selected one in full below.

use ratatui::Frame;
use ratatui::layout::Position;

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::takeover::{Line, Takeover};
use crate::text::width;
use crate::text::zh::app::screens::{frame as mark, takeover as text};
use crate::text::zh::model::takeover as zh;

/// Display columns of the mark, of the kind, of how it stands, and of the name.
const MARKED: usize = 3;
const KIND: usize = 4;
const STANDING: usize = 8;
const NAME: usize = 16;
/// Rows for the whole of the selected line.
const FOOT: usize = 3;

pub fn draw(frame: &mut Frame<'_>, app: &App, page: &Takeover, look: Look<'_>) -> Option<Position> {
    let area = rect(app.layout().middle);
    let room = usize::from(area.width).saturating_sub(2 + MARKED + KIND + STANDING + NAME + 4);
    let [kind, standing, name, detail] = text::TITLES;
    let titles = cells(" ", "", [kind, standing, name, detail], room);
    paint::bar(frame, paint::row(area, 0), &titles, look.theme.style(Role::Dim));
    let height = usize::from(area.height).saturating_sub(1 + FOOT).max(1);
    // Whole pages, so that the lines stand still while the selection moves.
    let first = page.selected / height * height;
    for (at, line) in page.lines.iter().enumerate().skip(first).take(height) {
        let is_selected = at == page.selected;
        let role = match (is_selected, line.standing.is_doubtful()) {
            (true, _) => Role::Selected,
            (false, true) => Role::Warning,
            (false, false) => Role::Text,
        };
        let sign = if is_selected { mark::SELECTED } else { " " };
        let shown = [zh::kind(line.which.0), zh::standing(line.standing, line.which.0), &line.name, &line.detail];
        let row = cells(sign, marked(page, line), shown, room);
        paint::bar(frame, paint::row(area, at - first + 1), &row, look.theme.style(role));
    }
    if let Some(line) = page.line() {
        let columns = usize::from(area.width).saturating_sub(2);
        let whole = format!("{}：{}", line.name, line.detail);
        for (at, range) in width::wrap(&whole, columns).into_iter().take(FOOT).enumerate() {
            let row = paint::after(paint::row(area, height + 1 + at), 1);
            paint::text(frame, row, &whole[range], look.theme.style(Role::Dim));
        }
    }
    let at = paint::row(area, page.selected - first + 1);
    Some(Position::new(at.x, at.y))
}

fn marked(page: &Takeover, line: &Line) -> &'static str {
    match (line.can_be, page.marked.contains(&line.which)) {
        (true, true) => "[x]",
        (true, false) => "[ ]",
        (false, _) => " - ",
    }
}

fn cells(sign: &str, marked: &str, [kind, standing, name, detail]: [&str; 4], room: usize) -> String {
    let [marked, kind, standing, name, detail] =
        [(marked, MARKED), (kind, KIND), (standing, STANDING), (name, NAME), (detail, room)]
            .map(|(text, columns)| width::fit(text, columns));
    format!("{sign} {marked} {kind} {standing} {name} {detail}")
}
