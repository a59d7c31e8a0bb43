//! A figure as horizontal bars, in eighths of a column; in whole ones of `#` where a terminal draws blocks too wide.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{first_shown, right};
use crate::app::App;
use crate::app::stats::bars::{Bar, eighths, longest, size};
use crate::app::stats::{Face, group_name, name};
use crate::model::stats::Indicator;
use crate::text::width;
use crate::text::zh::app::screens::{frame as mark, stats as text};
use crate::view::theme::Role;
use crate::view::{Look, paint};

/// A bar's last column by its eighths, from one to seven.
const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// A whole column of a bar.
const WHOLE: &str = "█";
/// The same in ASCII.
const WHOLE_ASCII: &str = "#";
/// The mark before a row and the blanks between its parts.
const BLANKS: usize = 5;
/// The most columns of a label, of which a bar gets at least as many.
const LABEL_MOST: usize = 28;

/// Draws the bars and returns where the selected one begins; nothing where there is none.
pub fn draw(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) -> Option<Position> {
    let bars = app.stats.bars();
    if bars.is_empty() {
        return None;
    }
    let selected = app.stats.selected_bar(bars.len());
    let height = usize::from(area.height.saturating_sub(1)).max(1);
    let first = first_shown(selected, bars.len(), height);
    let below = bars.len().saturating_sub(first + height);
    paint::text(frame, paint::row(area, 0), &format!("  {}", title(app, below, look)), look.theme.style(Role::Title));
    let shown: Vec<(&Bar, String)> =
        bars.iter().skip(first).take(height).map(|bar| (bar, label(bar, app, look))).collect();
    let room = usize::from(area.width);
    let labels = shown.iter().map(|(_, label)| width::columns(label)).max().unwrap_or(0).min(LABEL_MOST).min(room / 3);
    let amounts = bars.iter().map(|bar| width::columns(&bar.amount.shown())).max().unwrap_or(0);
    let columns = room.saturating_sub(BLANKS + labels + amounts);
    let longest = longest(&bars);
    for (row, (bar, label)) in shown.iter().enumerate() {
        let is_selected = first + row == selected;
        let (sign, role) = if is_selected { (mark::SELECTED, Role::Selected) } else { (" ", Role::Text) };
        let place = paint::row(area, row + 1);
        let head = format!("{sign} {}{} ", width::fit(label, labels), right(&bar.amount.shown(), amounts));
        let taken = paint::text(frame, place, &head, look.theme.style(role));
        let drawn = drawn(eighths(size(bar.amount), longest, columns), look.theme.ascii);
        paint::text(frame, paint::after(place, taken), &drawn, look.theme.style(Role::Label));
    }
    Some(Position::new(area.x, paint::row(area, selected - first + 1).y))
}

/// The figure, what it comes to altogether, and how it is looked at.
fn title(app: &App, below: usize, look: Look<'_>) -> String {
    let Some(of) = app.stats.figure() else { return String::new() };
    let unit = Indicator::of(of.id).map_or("", |indicator| indicator.unit);
    let (amount, how) = match app.stats.face {
        Face::Groups(by) => (app.stats.amount(), text::by(by)),
        Face::Figures | Face::Course => (None, text::COURSE.to_owned()),
    };
    let figure = match amount {
        None => text::with_unit(&name(&of, look.context.codes), unit),
        amount => text::figure(&name(&of, look.context.codes), amount, unit),
    };
    text::bars(&figure, &how, below)
}

fn label(bar: &Bar, app: &App, look: Look<'_>) -> String {
    let station = app.desk.as_ref().map_or("", |desk| desk.station.as_str());
    match &bar.group {
        Some((by, key)) => group_name(*by, key, station, look.context),
        None => bar.period.title(),
    }
}

/// A bar of so many eighths.
fn drawn(eighths: usize, ascii: bool) -> String {
    if ascii {
        // Rounded up: what is anything shows.
        return WHOLE_ASCII.repeat(eighths.div_ceil(8));
    }
    WHOLE.repeat(eighths / 8) + PARTS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_amount_in_blocks_and_in_ascii() {
        assert_eq!([0, 1, 8, 12, 16].map(|eighths| drawn(eighths, false)), ["", "▏", "█", "█▌", "██"]);
        assert_eq!([0, 1, 8, 12, 16].map(|eighths| drawn(eighths, true)), ["", "#", "#", "##", "##"]);
        assert!((0..64).all(|eighths| width::columns(&drawn(eighths, false)) == eighths.div_ceil(8)));
    }
}
