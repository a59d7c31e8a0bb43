//! The page 统计: the table of figures or bars, and below what is said of the selected figure.

mod bars;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, frame as around, paint, rect};
use crate::app::App;
use crate::app::layout::FIGURE_FOOT;
use crate::app::stats::rows::{Line, Row};
use crate::app::stats::{Face, Stats};
use crate::model::stats::amount::NOTHING;
use crate::model::stats::{Amount, Change, Indicator};
use crate::text::width;
use crate::text::zh::app::screens::{frame as mark, stats as text};

/// The least columns of what a figure is called: columns of amounts go before it gets fewer.
const NAME_LEAST: usize = 24;
/// The least columns of an amount.
const AMOUNT_LEAST: usize = 8;
/// The columns of the mark before a row, and of the blank between two columns.
const MARK: usize = 2;
const GAP: usize = 1;
/// The most rows of sentences about identities that do not hold.
const BREAKS_MOST: usize = 4;

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    let middle = rect(app.layout().middle);
    let foot = FIGURE_FOOT.min(middle.height);
    let above = Rect { height: middle.height.saturating_sub(foot + 1), ..middle };
    let rule = Rect { y: above.bottom(), height: 1, ..middle };
    let below = Rect { y: middle.bottom() - foot, height: foot, ..middle };
    around::rule(frame, rule, "", look);
    draw_foot(frame, below, app, look);
    let taken = draw_breaks(frame, above, &app.stats, look);
    let area = Rect { y: above.y + taken, height: above.height - taken, ..above };
    let caret = match app.stats.face {
        Face::Figures => draw_table(frame, area, &app.stats, look),
        Face::Groups(_) | Face::Course => bars::draw(frame, area, app, look),
    };
    Some(caret.unwrap_or_else(|| draw_nothing(frame, area, app, look)))
}

/// Nothing to show: not yet, or at all.
fn draw_nothing(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) -> Position {
    let says = match (app.stats.progress(), app.stats.face) {
        (Some(_), _) => text::COUNTING,
        (None, Face::Figures) => text::NONE,
        (None, _) => text::NO_BARS,
    };
    let place = paint::row(area, 1);
    paint::text(frame, paint::after(place, 2), says, look.theme.style(Role::Dim));
    Position::new(place.x, place.y)
}

/// Says which identities do not hold, and returns the rows that took.
fn draw_breaks(frame: &mut Frame<'_>, area: Rect, stats: &Stats, look: Look<'_>) -> u16 {
    let inner = paint::after(area, 1);
    let says: Vec<String> = stats.breaks().map(|(period, broken)| text::broken(period, broken)).collect();
    let lines: Vec<&str> = says
        .iter()
        .flat_map(|says| width::wrap(says, inner.width.into()).into_iter().map(|range| &says[range]))
        .take(BREAKS_MOST.min(usize::from(area.height / 2)))
        .collect();
    for (row, line) in lines.iter().enumerate() {
        paint::text(frame, paint::row(inner, row), line, look.theme.style(Role::Warning));
    }
    u16::try_from(lines.len()).unwrap_or(0)
}

/// The definition of the selected figure, and what it was divided of.
fn draw_foot(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) {
    let Some(of) = app.stats.figure() else { return };
    let Some(indicator) = Indicator::of(of.id) else { return };
    let part = indicator.parts.filter(|_| !of.part.is_empty()).map(|list| look.context.codes.name(list, &of.part));
    let mut says = text::definition(indicator, part);
    if app.stats.face == Face::Groups(crate::model::stats::Dimension::Deputy) {
        says.push_str(text::FOR_EACH);
    }
    let inner = paint::after(area, 1);
    let division = app.stats.selected_amount().map(text::division).unwrap_or_default();
    let room = usize::from(area.height).saturating_sub(usize::from(!division.is_empty()));
    let lines = width::wrap(&says, inner.width.into());
    for (row, line) in lines.iter().take(room).enumerate() {
        // The last line there is room for says so where more would follow.
        let end = if row + 1 == room { says.len() } else { line.end };
        paint::text(frame, paint::row(inner, row), &says[line.start..end], look.theme.style(Role::Text));
    }
    paint::text(frame, paint::row(inner, lines.len().min(room)), &division, look.theme.style(Role::Label));
}

/// A column of the table.
#[derive(Clone, Copy)]
struct Column {
    title: &'static str,
    cell: Told,
    columns: usize,
}

/// What a cell says of a line.
type Told = fn(&Line) -> String;

/// The columns of amounts in the order they stand, and by what they are kept where there is little room: the period itself
/// always, then the one before, the change, and the year before.
const COLUMNS: [(&str, Told, usize); 4] = [
    (text::NOW, |line| amount(line.now), 0),
    (text::BEFORE, |line| amount(line.before), 1),
    (text::YEAR_BEFORE, |line| amount(line.year_before), 3),
    (text::CHANGE, |line| line.change().map_or(NOTHING.to_owned(), Change::shown), 2),
];

/// An amount in its cell; a blank where nothing was counted.
fn amount(amount: Option<Amount>) -> String {
    amount.map_or_else(String::new, Amount::shown)
}

/// The columns there is room for beside the names; whole ones go.
fn columns(rows: &[Row], room: usize) -> Vec<Column> {
    let lines = || rows.iter().filter_map(|row| if let Row::Figure(line) = row { Some(line) } else { None });
    let mut columns: Vec<(usize, Column)> = COLUMNS
        .into_iter()
        .map(|(title, cell, rank)| {
            let widest = lines().map(|line| width::columns(&cell(line))).max().unwrap_or(0);
            (rank, Column { title, cell, columns: widest.max(AMOUNT_LEAST).max(width::columns(title)) })
        })
        .collect();
    let taken = |columns: &[(usize, Column)]| columns.iter().map(|(_, column)| column.columns + GAP).sum::<usize>();
    while columns.len() > 1 && MARK + NAME_LEAST + taken(&columns) > room {
        let last = columns.iter().map(|(rank, _)| *rank).max();
        columns.retain(|(rank, _)| Some(*rank) != last);
    }
    columns.into_iter().map(|(_, column)| column).collect()
}

fn draw_table(frame: &mut Frame<'_>, area: Rect, stats: &Stats, look: Look<'_>) -> Option<Position> {
    let rows = stats.rows();
    let selected = stats.selected_row()?;
    let columns = columns(rows, area.width.into());
    let taken: usize = columns.iter().map(|column| column.columns + GAP).sum();
    let name = usize::from(area.width).saturating_sub(MARK + taken);
    let titles: String = columns.iter().map(|column| right(column.title, column.columns)).collect();
    let title = format!("{}{}{titles}", " ".repeat(MARK), width::fit(text::INDICATOR, name));
    paint::bar(frame, paint::row(area, 0), &title, look.theme.style(Role::Dim));
    let height = usize::from(area.height.saturating_sub(1)).max(1);
    let first = first_shown(selected, rows.len(), height);
    // What was counted for another period is not read for this one.
    let plain = if stats.is_stale() { Role::Dim } else { Role::Text };
    for (row, (at, line)) in rows.iter().enumerate().skip(first).take(height).enumerate() {
        let place = paint::row(area, row + 1);
        match line {
            Row::Chapter(chapter) => {
                paint::text(frame, paint::after(place, 1), text::chapter(*chapter), look.theme.style(Role::Title));
            }
            Row::Figure(line) => {
                let is_selected = at == selected;
                let (sign, role) = if is_selected { (mark::SELECTED, Role::Selected) } else { (" ", plain) };
                let indent = if line.of.part.is_empty() { " " } else { "     " };
                let called = width::fit(&format!("{indent}{}", text::with_unit(&line.name, line.unit)), name + 1);
                let cells: String = columns.iter().map(|column| right(&(column.cell)(line), column.columns)).collect();
                paint::bar(frame, place, &format!("{sign}{called}{cells}"), look.theme.style(role));
            }
        }
    }
    Some(Position::new(area.x, paint::row(area, selected - first + 1).y))
}

/// The first row shown of so many, of which a screen shows `height`: whole pages, so that the rows stand still while the
/// selection moves, and no more of the last than it has.
fn first_shown(selected: usize, rows: usize, height: usize) -> usize {
    (selected / height * height).min(rows.saturating_sub(height))
}

/// A cell with the blank before it: amounts stand with their ends below each other.
fn right(text: &str, columns: usize) -> String {
    let shown = width::cut_short(text, columns);
    let blank = columns.saturating_sub(width::columns(&shown)) + GAP;
    format!("{}{shown}", " ".repeat(blank))
}
