//! A plan of reception days over the whole middle: the days, and what there is to know about them.

use ratatui::Frame;
use ratatui::layout::Position;

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::planning::Planning;
use crate::model::Kind;
use crate::model::schedule::PlannedDay;
use crate::text::zh::app::screens::plan as text;
use crate::text::{when, width};

/// Display columns of date and weekday, of the date a day was moved from, and of its time.
const DATE: usize = 15;
const MOVED: usize = 7;
const TIME: usize = 11;
/// The most columns of the place; it gets somewhat less than half of what is left.
const PLACE_MOST: usize = 30;

pub fn draw(frame: &mut Frame<'_>, app: &App, planning: &Planning, look: Look<'_>) -> Option<Position> {
    let area = paint::after(rect(app.layout().middle), 1);
    let rows = usize::from(area.height);
    let place = (usize::from(area.width).saturating_sub(DATE + MOVED + TIME + 4) * 9 / 20).min(PLACE_MOST);
    let titles = cells([text::DATE, text::MOVED, text::TIME, text::PLACE, text::DEPUTIES], place);
    paint::text(frame, paint::row(area, 0), &titles, look.theme.style(Role::Dim));
    let days = planning.shown(rows);
    for (index, day) in days.iter().enumerate() {
        paint::text(frame, paint::row(area, index + 1), &row(day, place, look), look.theme.style(Role::Text));
    }
    let below = planning.visible(rows).min(days.len()) + 1;
    for (index, note) in planning.notes().iter().enumerate().take(rows.saturating_sub(below)) {
        paint::text(frame, paint::row(area, below + index), note, look.theme.style(Role::Warning));
    }
    Some(Position::new(area.x, paint::row(area, 1).y))
}

fn row(day: &PlannedDay, place: usize, look: Look<'_>) -> String {
    let names = day.deputies.iter().map(|id| {
        let name = look.context.directory.label(Kind::Deputy, *id);
        name.unwrap_or_else(|| format!("#{id}"))
    });
    let names = names.collect::<Vec<_>>().join(text::BETWEEN);
    let moved = day.moved_from.map_or(String::new(), |from| from.0.format("%-m.%-d").to_string());
    let date = when::show_date_weekday(day.date.0);
    cells([&date, &moved, &format!("{}-{}", day.start, day.end), &day.place, &names], place)
}

fn cells([date, moved, time, place, deputies]: [&str; 5], place_columns: usize) -> String {
    let [date, moved, time, place] = [(date, DATE), (moved, MOVED), (time, TIME), (place, place_columns)]
        .map(|(text, columns)| width::fit(text, columns));
    format!("{date} {moved} {time} {place} {deputies}")
}
