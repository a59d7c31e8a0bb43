//! The tab 同步: how the desk stands above its lists; and the page of an exchange with a stick.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, frame as around, list, paint, rect};
use crate::app::App;
use crate::app::columns::columns_in;
use crate::app::exchange::{Arrival, Exchange, Outcome, Plan, Stage, Stood, Weight, called, party_of};
use crate::model::party::UPPER;
use crate::model::{Context, Entry, Kind};
use crate::store::reader::List;
use crate::text::width;
use crate::text::zh::app::screens::{exchange as text, frame as mark};

/// The columns of the mark before a row, and of a package's counts.
const MARK: usize = 2;
const COUNT: usize = 5;
/// The columns of what a package is.
const PACKAGE: usize = 11;
/// The columns of a party's key, last package, last day, troubles and month.
const PARTY: [usize; 5] = [6, 11, 10, 8, 6];
/// The order in which they get their place: whether its key stands, what is amiss and whether it is late come first.
const PARTY_FIRST: [usize; 5] = [0, 4, 3, 2, 1];
/// Rows below the table of packages: what is said of the selected one, and what will be written.
const TOLD: usize = 3;
const GOING: usize = 3;
/// In a narrow frame that is high enough so many rows for what is said of the selected package.
const TOLD_NARROW: usize = 5;
/// So many rows above stay whatever is said: the summary, the titles and three packages.
const ROWS_LEAST: usize = 5;
const NARROW: Rect = Rect { x: 0, y: 0, width: 76, height: 16 };

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    if let Some(head) = app.layout().head {
        draw_head(frame, rect(head), app, look);
    }
    let kind = app.kind()?;
    let area = rect(app.layout().list);
    if app.book().cursor.rows().is_empty() {
        let knows = |stood: &Stood| stood.standing.upper.is_some() || !stood.standing.below.is_empty();
        let says = match kind {
            Kind::Party => text::NO_PARTIES,
            Kind::Pack if !app.sync.stood.as_deref().is_none_or(knows) => text::NO_PARTIES,
            Kind::Received if app.book().cursor.list() == List::Troubled => text::NO_TROUBLED,
            Kind::Received => text::NO_RECEIVED,
            _ => text::NO_PACKS,
        };
        let place = paint::row(area, 1);
        around::two_lines(frame, paint::after(place, 3), says, look.theme.style(Role::Dim));
        return Some(Position::new(area.x, place.y));
    }
    if kind != Kind::Party {
        return list::draw(frame, app, look);
    }
    let caret = draw_parties(frame, area, app, look);
    list::draw_preview(frame, app, &columns_in(app.book().cursor.list(), area.width, false), look);
    Some(caret)
}

/// The party above, our own records, the parties below.
fn draw_head(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) {
    let inner = paint::after(area, 1);
    let Some(stood) = &app.sync.stood else {
        let says = if app.sync.is_reading { text::READING } else { "" };
        paint::text(frame, inner, says, look.theme.style(Role::Dim));
        return;
    };
    let standing = &stood.standing;
    let upper = standing.upper.as_ref();
    let is_odd = upper.is_none_or(|party| !party.is_confirmed()) && standing.below.is_empty();
    let first = if is_odd { Role::Warning } else { Role::Text };
    let lines = [
        (first, text::above(upper, &standing.upward, standing.decisions)),
        match upper {
            Some(party) if stood.is_cut_off => (Role::Warning, text::cut_off(party.called())),
            Some(party) => {
                let role = if party.unused > 0 { Role::Warning } else { Role::Text };
                (role, text::acknowledged(upper, &standing.upward))
            }
            None if standing.below.is_empty() => (Role::Text, String::new()),
            None => (Role::Dim, text::fingerprint(&stood.fingerprint)),
        },
        last_line(stood),
    ];
    for (row, (role, line)) in lines.iter().filter(|(_, line)| !line.is_empty()).enumerate() {
        let cut = width::cut_short(line, inner.width.into());
        paint::text(frame, paint::row(inner, row), &cut, look.theme.style(*role));
    }
}

/// The parties below together; our fingerprint where there are none.
fn last_line(stood: &Stood) -> (Role, String) {
    if stood.standing.below.is_empty() {
        return (Role::Dim, text::fingerprint(&stood.fingerprint));
    }
    let role = if stood.troubles.is_none() { Role::Text } else { Role::Warning };
    let below = text::below(&stood.totals, &stood.troubles);
    // What is to be done stands first: a narrow screen cuts off the end.
    (role, if stood.undelivered.0 > 0 { text::undelivered(stood.undelivered) + &below } else { below })
}

fn draw_parties(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) -> Position {
    let cursor = &app.book().cursor;
    let room = usize::from(area.width).saturating_sub(MARK);
    let [name, titles @ ..] = text::PARTY_TITLES;
    paint::bar(frame, paint::row(area, 0), &row(" ", name, titles, room), look.theme.style(Role::Dim));
    let visible = usize::from(area.height.saturating_sub(1));
    let selected = cursor.selected();
    for (at, shown) in cursor.rows().iter().enumerate().take(visible) {
        let is_selected = at == selected;
        let sign = if is_selected { mark::SELECTED } else { " " };
        let (line, is_odd) = party_row(sign, &shown.entry, app, room, look.context);
        let role = match (is_selected, is_odd) {
            (true, _) => Role::Selected,
            (_, true) => Role::Warning,
            _ => Role::Text,
        };
        paint::bar(frame, paint::row(area, at + 1), &line, look.theme.style(role));
    }
    Position::new(area.x, paint::row(area, selected.min(visible.saturating_sub(1)) + 1).y)
}

/// A party's row, and whether somebody should look at it.
fn party_row(sign: &str, entry: &Entry, app: &App, room: usize, context: &Context<'_>) -> (String, bool) {
    let Some(party) = party_of(entry) else { return (String::new(), false) };
    let stood = app.sync.stood.as_ref().zip(party.org());
    let below = stood.and_then(|(stood, org)| stood.below(org));
    let reported = stood.and_then(|(stood, org)| stood.reported.get(&org));
    let received = below.and_then(|below| below.received.as_ref());
    let called = called(party, context);
    let name = if party.role == UPPER { text::upper(&called) } else { called };
    let pack = received.map_or_else(String::new, |received| text::last_pack(received.number, received.made_on()));
    let through = received.and_then(|received| received.last_on()).map_or_else(String::new, |on| on.to_string());
    let troubles = below.map_or_else(String::new, |below| text::troubles(&below.troubles));
    let month = reported.map_or_else(String::new, |row| text::reported(row.standing));
    let is_odd = !party.is_confirmed() || party.unused > 0 || below.is_some_and(|below| !below.troubles.is_none());
    (row(sign, &name, [text::status(party), &pack, &through, &troubles, &month], room), is_odd)
}

fn row(sign: &str, name: &str, cells: [&str; 5], room: usize) -> String {
    let mut left = room;
    // What stands first stays in the narrowest list.
    let name_least = room.min(16);
    let mut fits = [false; 5];
    for at in PARTY_FIRST {
        fits[at] = left > name_least + PARTY[at];
        left -= if fits[at] { PARTY[at] + 1 } else { 0 };
    }
    let shown: Vec<String> =
        (0..PARTY.len()).filter(|at| fits[*at]).map(|at| width::fit(cells[at], PARTY[at])).collect();
    format!("{sign} {} {}", width::fit(name, left), shown.join(" "))
}

/// The page of an exchange.
pub fn draw_page(frame: &mut Frame<'_>, app: &App, exchange: &Exchange, look: Look<'_>) -> Position {
    let area = rect(app.layout().middle);
    match &exchange.stage {
        Stage::Looking | Stage::Running => {
            let says = if exchange.stage == Stage::Running { text::BEGUN } else { text::LOOKING };
            let place = paint::row(area, 1);
            paint::text(frame, paint::after(place, 2), says, look.theme.style(Role::Text));
            Position::new(place.x, place.y)
        }
        Stage::Tried(plan) => draw_plan(frame, area, plan, exchange.selected, look),
        Stage::Done(outcome) => draw_outcome(frame, area, outcome, exchange.selected, look),
    }
}

fn draw_plan(frame: &mut Frame<'_>, area: Rect, plan: &Plan, selected: usize, look: Look<'_>) -> Position {
    let told = if area.width < NARROW.width && area.height >= NARROW.height { TOLD_NARROW } else { TOLD };
    // Of a package that is refused the reason is read to its end, as long as some rows stay above.
    let refused = plan
        .arrivals
        .get(selected)
        .and_then(|arrival| arrival.refused.as_deref())
        .map_or(0, |why| width::wrap(&text::refused(why), usize::from(area.width).saturating_sub(3)).len());
    let told = told.max(refused.min(usize::from(area.height).saturating_sub(GOING + 1 + ROWS_LEAST)));
    let foot = u16::try_from(told + GOING + 1).unwrap_or(u16::MAX).min(area.height);
    let above = Rect { height: area.height - foot, ..area };
    let below = Rect { y: above.bottom(), height: foot, ..area };
    let summary = text::summary(plan.arrivals.len(), plan.refused(), &plan.counts());
    let summary = width::cut_short(&summary, usize::from(area.width).saturating_sub(MARK));
    paint::text(frame, paint::after(paint::row(above, 0), 2), &summary, look.theme.style(Role::Title));
    let room = usize::from(area.width).saturating_sub(MARK + PACKAGE + 1 + 6 * (COUNT + 1));
    let [from, package, counts @ ..] = text::TITLES;
    if !plan.arrivals.is_empty() {
        let titles = cells(" ", [from, package], counts.map(str::to_owned), room);
        paint::bar(frame, paint::row(above, 1), &titles, look.theme.style(Role::Dim));
    }
    let height = usize::from(above.height.saturating_sub(2));
    // Whole pages, so that the lines stand still while the selection moves.
    let first = selected.checked_div(height).map_or(0, |page| page * height);
    for (at, arrival) in plan.arrivals.iter().enumerate().skip(first).take(height) {
        let is_selected = at == selected;
        let sign = if is_selected { mark::SELECTED } else { " " };
        let role = match (is_selected, arrival) {
            (true, _) => Role::Selected,
            (_, Arrival { refused: Some(_), .. }) => Role::Error,
            (_, arrival) if !arrival.told.is_empty() && arrival.counts.forks + arrival.counts.gaps > 0 => Role::Warning,
            _ => Role::Text,
        };
        let line = arrival_row(sign, arrival, room, usize::from(area.width));
        paint::bar(frame, paint::row(above, at - first + 2), &line, look.theme.style(role));
    }
    draw_foot(frame, (below, told), plan, plan.arrivals.get(selected), look);
    let at = paint::row(above, selected.saturating_sub(first) + 2);
    Position::new(at.x, at.y)
}

fn arrival_row(sign: &str, arrival: &Arrival, room: usize, all: usize) -> String {
    let counts = arrival.counts();
    let number = |count: u64| if count == 0 { String::new() } else { count.to_string() };
    let shown = [counts.added, counts.changed, counts.known, counts.forks, counts.unfit, counts.gaps].map(number);
    if let Some(why) = &arrival.refused {
        let row = format!("{sign} {} {} ", width::fit(&arrival.from, room), width::fit(&arrival.sort, PACKAGE));
        let left = all.saturating_sub(width::columns(&row));
        return row + &width::cut_short(&text::refused(why), left);
    }
    cells(sign, [&arrival.from, &arrival.sort], shown, room)
}

fn cells(sign: &str, [from, package]: [&str; 2], counts: [String; 6], room: usize) -> String {
    let right = |count: &String| {
        let blank = COUNT.saturating_sub(width::columns(count));
        format!("{}{count}", " ".repeat(blank))
    };
    let counts: Vec<String> = counts.iter().map(right).collect();
    format!("{sign} {} {} {}", width::fit(from, room), width::fit(package, PACKAGE), counts.join(" "))
}

/// What is said of the selected package, and what will be written.
fn draw_foot(
    frame: &mut Frame<'_>,
    (area, rows): (Rect, usize),
    plan: &Plan,
    selected: Option<&Arrival>,
    look: Look<'_>,
) {
    let caption = selected.map_or("", |arrival| arrival.file.as_str());
    around::rule(frame, paint::row(area, 0), caption, look);
    let inner = paint::after(area, 2);
    let columns = usize::from(inner.width).saturating_sub(1);
    let mut told: Vec<String> = selected.map(|arrival| arrival.told.clone()).unwrap_or_default();
    if let Some(arrival) = selected {
        told.splice(0..0, arrival.refused.as_deref().map(text::refused));
        match arrival.agreement {
            Some(true) => told.insert(0, text::IS_AGREED.to_owned()),
            _ => drop(told.splice(0..0, arrival.asks.iter().cloned())),
        }
    }
    told.splice(0..0, plan.alarm.clone());
    told.extend(plan.notes.iter().cloned());
    for (row, piece) in within(&told, columns, rows).iter().enumerate() {
        paint::text(frame, paint::row(inner, row + 1), piece, look.theme.style(Role::Warning));
    }
    let first = rows + 1;
    let mut going: Vec<String> = plan.going.iter().take(GOING).cloned().collect();
    match (going.first_mut(), plan.going.len()) {
        (None, _) => going.push(plan.idle.clone().unwrap_or_else(|| text::NOT_GOING.to_owned())),
        (Some(line), _) => line.insert_str(0, text::GOING),
    }
    if plan.going.len() > GOING
        && let Some(last) = going.last_mut()
    {
        let more = text::and_more(plan.going.len());
        *last = width::cut_short(last, columns.saturating_sub(width::columns(&more))) + &more;
    }
    let whole =
        |line: &String| width::wrap(line, columns).into_iter().map(|at| line[at].to_owned()).collect::<Vec<_>>();
    let mut lines: Vec<String> = going.iter().flat_map(whole).collect();
    // A reason is read to its end; of what is written, where there is no room for all, a line each is enough.
    if lines.len() > GOING && !plan.going.is_empty() {
        lines = going.iter().map(|line| width::cut_short(line, columns)).collect();
    }
    for (row, line) in lines.iter().take(GOING).enumerate() {
        paint::text(frame, paint::row(inner, first + row), line, look.theme.style(Role::Text));
    }
}

/// Lines of text in so many rows; where there would be more, the last one says that there are.
fn within(lines: &[String], columns: usize, rows: usize) -> Vec<String> {
    let pieces = lines.iter().flat_map(|line| width::wrap(line, columns).into_iter().map(|piece| &line[piece]));
    let mut shown: Vec<String> = pieces.take(rows + 1).map(str::to_owned).collect();
    if shown.len() > rows {
        shown.truncate(rows);
        if let Some(last) = shown.last_mut() {
            *last = width::cut_short(last, columns.saturating_sub(1));
            if !last.ends_with(mark::CUT) {
                last.push_str(mark::CUT);
            }
        }
    }
    shown
}

fn draw_outcome(frame: &mut Frame<'_>, area: Rect, outcome: &Outcome, selected: usize, look: Look<'_>) -> Position {
    let columns = usize::from(area.width).saturating_sub(5);
    let mut at = 0;
    for (weight, line) in outcome.lines().iter().skip(selected) {
        let (role, indent) = match weight {
            Weight::Title => (Role::Title, 2),
            Weight::Plain => (Role::Text, 4),
            Weight::Failed => (Role::Error, 4),
            Weight::Good => (Role::Done, 2),
        };
        for piece in width::wrap(line, columns) {
            if at >= usize::from(area.height) {
                break;
            }
            paint::text(frame, paint::after(paint::row(area, at), indent), &line[piece], look.theme.style(role));
            at += 1;
        }
    }
    Position::new(area.x, area.y)
}
