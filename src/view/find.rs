//! A search: its line above, what was found below.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, list, paint, prompt, rect};
use crate::app::App;
use crate::app::find::{Find, Progress};
use crate::model::Entry;
use crate::text::zh::app::screens::frame as text;

pub fn draw(frame: &mut Frame<'_>, app: &App, find: &Find, look: Look<'_>) -> Option<Position> {
    let layout = app.layout();
    let area = rect(layout.list);
    let visible = layout.list_rows();
    let rows: Vec<&Entry> = find.hits.iter().skip(find.top).take(visible).collect();
    if rows.is_empty() {
        let says = match find.progress {
            Progress::Idle => text::FIND_HOW,
            Progress::Finished => text::NOT_FOUND,
            Progress::Running(..) | Progress::Full => "",
        };
        paint::text(frame, paint::after(paint::row(area, 1), 2), says, look.theme.style(Role::Dim));
    } else {
        list::draw_rows(frame, area, find.kind, &rows, (find.selected.saturating_sub(find.top), &|_| false), look);
        list::draw_preview(frame, app, look);
    }
    let below = rect(layout.middle).bottom() + 1;
    let line = Rect { y: below, height: 1, ..frame.area() };
    Some(prompt::draw_line(frame, line, text::FIND_QUESTION, &find.line, look))
}
