//! A search: what was found, and below it the word being typed where there is one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, frame as around, list, paint, prompt, rect};
use crate::app::columns::columns;
use crate::app::find::{Find, Progress, Sought};
use crate::app::matched::matched;
use crate::app::{App, shown};
use crate::model::Entry;
use crate::store::settings::Level;
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

/// Columns of the name of a record's kind.
const KIND: usize = 8;

pub fn draw(frame: &mut Frame<'_>, app: &App, find: &Find, look: Look<'_>) -> Option<Position> {
    let layout = app.layout();
    let area = rect(layout.list);
    let visible = layout.list_rows();
    let rows: Vec<&Entry> = find.hits.iter().skip(find.top).take(visible).collect();
    let mut caret = Position::new(area.x, paint::row(area, 1).y);
    if rows.is_empty() {
        let says = match (&find.progress, &find.sought) {
            (Progress::Idle, _) => text::FIND_HOW,
            (Progress::Finished, Sought::Word(_)) => text::NOT_FOUND,
            (Progress::Finished, Sought::Filter(_)) => text::NOT_FILTERED,
            (Progress::Finished, Sought::Counted(_)) => text::NOT_COUNTED,
            (Progress::Running(..), _) => "",
        };
        paint::text(frame, paint::after(paint::row(area, 1), 2), says, look.theme.style(Role::Dim));
    } else if find.is_mixed {
        caret = draw_mixed(frame, area, find, &rows, look);
        list::draw_preview(frame, app, &[], look);
    } else {
        let selected = find.selected.saturating_sub(find.top);
        // Of one desk alone the filter says so; a county stands for its stations.
        let own = app.desk.as_ref().map(|desk| desk.org);
        let is_one = |org| Some(org) == own || Level::of(org) == Level::Station;
        let gathers =
            look.context.directory.gathers() && !find.filter().and_then(|filter| filter.desk()).is_some_and(is_one);
        let columns = columns(find.kind, area.width.saturating_sub(list::MARK), gathers);
        caret = list::draw_rows(
            frame,
            area,
            &columns,
            &rows,
            (selected, &|entry| list::is_own(app, entry) && find.marked.contains_key(&entry.id)),
            look,
        );
        list::draw_preview(frame, app, &columns, look);
    }
    let Sought::Word(word) = &find.sought else { return Some(caret) };
    let bottom = rect(layout.middle).bottom();
    let line = Rect { y: bottom + 1, height: 1, ..frame.area() };
    if let Some(entry) = find.entry() {
        // The caption stands within the rule, with a blank on either side.
        let room = usize::from(line.width).saturating_sub(6);
        let place = matched(&entry.record, word.text(), room, look.context).unwrap_or_default();
        around::rule(frame, Rect { y: bottom, ..line }, &place, look);
    }
    Some(prompt::draw_line(frame, line, text::FIND_QUESTION, word, look))
}

/// Records of several kinds: what each is, and enough to know it again.
fn draw_mixed(frame: &mut Frame<'_>, area: Rect, find: &Find, rows: &[&Entry], look: Look<'_>) -> Position {
    let selected = find.selected.saturating_sub(find.top);
    for (index, entry) in rows.iter().enumerate() {
        let is_selected = index == selected;
        let (mark, role) = if is_selected { (text::SELECTED, Role::Selected) } else { (" ", Role::Text) };
        let kind = width::fit(entry.kind().name(), KIND);
        let line = format!("{mark}  {kind} {}", shown::headline(entry, look.context));
        paint::bar(frame, paint::row(area, index + 1), &line, look.theme.style(role));
    }
    Position::new(area.x, paint::row(area, selected + 1).y)
}
