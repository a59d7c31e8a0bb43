//! What stands around every screen: header, tabs, rules, message line, hint line.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::theme::{self, Role};
use super::{Look, paint, rect};
use crate::app::command::{self, Place};
use crate::app::find::Sought;
use crate::app::message::Tone;
use crate::app::tab::{Tab, WAITING};
use crate::app::{App, Layer};
use crate::sync::medium::shown_path;
use crate::text::zh::app::screens::{exchange, frame as text, importing, plan, stats, takeover};
use crate::text::{when, width};

/// Blanks between two hints and between the parts of the header.
const GAP: usize = 2;
/// The least columns of a station's name that is cut.
const STATION: usize = 16;
/// Columns of a rule its caption leaves free.
const CAPTION: usize = 6;
/// The most rows of a message; no longer one is said.
const MESSAGE_ROWS: usize = 6;

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) {
    let area = frame.area();
    header(frame, paint::row(area, 0), app, look);
    tabs(frame, paint::row(area, 1), app, look);
    rule(frame, paint::row(area, 2), &caption(app, look), look);
    if app.place_below().is_form() {
        return;
    }
    let middle = rect(app.layout().middle);
    rule(frame, Rect { y: middle.bottom(), height: 1, ..area }, "", look);
    let below = Rect { y: middle.bottom() + 2, height: 1, ..area };
    hints(frame, below, app, app.place(), look);
}

/// The header gives up the program's name first, then the operator, then the end of the station's name; the date stays.
fn header(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) {
    let style = look.theme.style(Role::Header);
    let date = when::show_date_weekday(look.context.today.0);
    let station = app.desk.as_ref().map_or(String::new(), |desk| desk.station.clone());
    let operator = app.desk.as_ref().map_or(String::new(), |desk| text::operator(&desk.operator));
    let room = usize::from(area.width).saturating_sub(2);
    let lefts = [format!("{}  {station}", text::PROGRAM), station, String::new()];
    let rights = [format!("{date}  {operator}"), date];
    let candidates =
        [(0, 0), (1, 0), (1, 1), (2, 1)].map(|(left, right)| (lefts[left].as_str(), rights[right].as_str()));
    let fits = |(left, right): &(&str, &str)| width::columns(left) + GAP + width::columns(right) <= room;
    let cut = |right: &str, least: usize| {
        let columns = room.saturating_sub(GAP + width::columns(right));
        (columns >= least).then(|| width::cut_short(&lefts[1], columns))
    };
    let whole = candidates.into_iter().find(fits).filter(|(left, _)| !left.is_empty() || lefts[1].is_empty());
    // A long name is cut before it goes.
    let shortened = rights.iter().find_map(|right| Some((cut(right, STATION)?, right.as_str())));
    let (left, right) = match (whole, shortened) {
        (Some((left, right)), _) => (left.to_owned(), right),
        (None, Some(shortened)) => shortened,
        (None, None) => {
            candidates.into_iter().find(fits).map_or((String::new(), ""), |(_, right)| (String::new(), right))
        }
    };
    let blank = room.saturating_sub(width::columns(&left) + width::columns(right));
    paint::bar(frame, area, &format!(" {left}{}{right}", " ".repeat(blank)), style);
}

/// Tabs with their digits; where they do not fit, only the current one keeps its name.
fn tabs(frame: &mut Frame<'_>, area: Rect, app: &App, look: Look<'_>) {
    let label = |tab: &Tab| format!("{}{}", tab.index() + 1, tab.name());
    let whole: usize = Tab::ALL.iter().map(|tab| width::columns(&label(tab)) + GAP).sum();
    let is_short = whole > usize::from(area.width);
    let mut rest = area;
    for tab in Tab::ALL {
        let is_current = tab == app.tab;
        let name = if is_short && !is_current { (tab.index() + 1).to_string() } else { label(&tab) };
        // Brackets, so that the current tab shows without colours as well.
        let (shown, role) =
            if is_current { (format!("[{name}]"), Role::Active) } else { (format!(" {name} "), Role::Text) };
        let taken = paint::text(frame, rest, &shown, look.theme.style(role));
        rest = paint::after(rest, taken);
    }
}

/// What the part below is: the list and its size, a search and how far it is, a form.
fn caption(app: &App, look: Look<'_>) -> String {
    let top =
        app.layers.iter().rev().find(|layer| !matches!(layer, Layer::Prompt(_) | Layer::Menu(_) | Layer::Palette(_)));
    match top {
        Some(Layer::Find(find)) => {
            let (tab, shelf) = if find.is_of_waiting { (Tab::Issues, WAITING) } else { Tab::of(find.kind) };
            // The caption stands within the rule, with a blank on either side.
            let marked = text::marked(find.marked.len());
            let columns = usize::from(app.size.columns).saturating_sub(CAPTION + width::columns(&marked));
            match &find.sought {
                Sought::Filter(filter) => text::filter_caption(&filter.summary(), find.kind, find, columns) + &marked,
                Sought::Counted(counting) => text::counted_caption(&counting.title, find, columns) + &marked,
                Sought::Word(_) => text::find_caption(tab.shelves()[shelf].name, find.kind, find),
            }
        }
        Some(Layer::Plan(planning)) => plan::caption(planning.period, planning.plan.days.len()),
        Some(Layer::Takeover(page)) => takeover::caption(&page.from, page.lines.len(), page.marked.len()),
        Some(Layer::Import(importing)) => importing::caption(&importing.file()),
        Some(Layer::Exchange(exchange)) => exchange::caption(&shown_path(&exchange.place)),
        Some(Layer::Help(..)) => text::HELP.to_owned(),
        Some(Layer::Settings(_)) => text::SETTINGS.to_owned(),
        Some(Layer::Detail(detail)) => {
            let (tab, shelf) = Tab::of(detail.entry.kind());
            tab.shelves()[shelf].name.to_owned()
        }
        Some(_) => String::new(),
        None if app.shows_figures() => {
            let caption = app.stats.caption();
            let both = caption.clone() + stats::REPORTS;
            let room = usize::from(app.size.columns).saturating_sub(CAPTION);
            if width::columns(&both) <= room { both } else { caption }
        }
        None => match app.shelf() {
            Some(shelf) => {
                let caption = text::caption(shelf.name, shelf.list.kind(), app.book().total);
                let place = text::shelf_place(app.book().shelf + 1, app.tab.shelves().len());
                caption + &place + &text::marked(app.book().marked.len())
            }
            None => text::today(super::today::below(app, look)),
        },
    }
}

/// A rule over the whole width, with a caption near its beginning.
pub fn rule(frame: &mut Frame<'_>, area: Rect, caption: &str, look: Look<'_>) {
    rule_in(frame, area, (caption, Role::Title), look);
}

fn rule_in(frame: &mut Frame<'_>, area: Rect, (caption, role): (&str, Role), look: Look<'_>) {
    let area = area.intersection(frame.area());
    let line = theme::HORIZONTAL.repeat(usize::from(area.width));
    paint::bar(frame, area, &line, look.theme.style(Role::Rule));
    if !caption.is_empty() {
        let place = paint::after(area, 3);
        paint::text(frame, place, &format!(" {caption} "), look.theme.style(role));
    }
}

/// Draws the message over what stands at the bottom, its last sentence, which says what to do, included. It has a line of
/// its own; a longer one takes the hint line as well, then the rows above. Where that line is being typed on, the message
/// stands on the rule over it.
pub fn message(frame: &mut Frame<'_>, app: &App, look: Look<'_>) {
    let Some(message) = app.message.as_ref().filter(|_| !app.place_below().is_form()) else { return };
    let area = paint::after(frame.area(), 1);
    let lines = width::wrap(&message.text, area.width.into());
    let rule = rect(app.layout().middle).bottom();
    let is_typed_on = matches!(app.place(), Place::Prompt | Place::Find);
    let rows = lines.len().clamp(1, MESSAGE_ROWS);
    let last = match rows {
        _ if is_typed_on => rule,
        1 => rule + 1,
        _ => rule + 2,
    };
    let role = match message.tone {
        Tone::Plain => Role::Text,
        Tone::Done => Role::Done,
        Tone::Warning => Role::Warning,
        Tone::Error => Role::Error,
    };
    if is_typed_on && width::columns(&message.text) + CAPTION <= usize::from(frame.area().width) {
        return rule_in(frame, Rect { y: rule, height: 1, ..frame.area() }, (&message.text, role), look);
    }
    let first = (last + 1).saturating_sub(u16::try_from(rows).unwrap_or(last));
    for (row, line) in (first..=last).zip(&lines) {
        let end = if row == last { message.text.len() } else { line.end };
        paint::bar(frame, Rect { y: row, height: 1, ..frame.area() }, "", look.theme.style(Role::Text));
        paint::text(frame, Rect { y: row, height: 1, ..area }, &message.text[line.start..end], look.theme.style(role));
    }
}

/// Writes a sentence on a line, or on that and the next, and returns how many it took.
pub fn two_lines(frame: &mut Frame<'_>, place: Rect, says: &str, style: Style) -> usize {
    let lines = width::wrap(says, place.width.into());
    let Some(second) = lines.get(1) else {
        paint::text(frame, place, says, style);
        return 1;
    };
    paint::text(frame, place, &says[..second.start], style);
    paint::text(frame, Rect { y: place.y + 1, ..place }, &says[second.start..], style);
    2
}

/// Hints of a place, as many whole ones as fit.
pub fn hints(frame: &mut Frame<'_>, area: Rect, app: &App, place: Place, look: Look<'_>) {
    let mut rest = paint::after(area, 1);
    for spec in command::hints(place, app) {
        let Some(key) = spec.keys.iter().find(|key| !key.is_full_width()).map(ToString::to_string) else { continue };
        let name = spec.hinted_name(app);
        let needed = width::columns(&key) + 1 + width::columns(name);
        if needed > usize::from(rest.width) {
            continue;
        }
        let taken = paint::text(frame, rest, &key, look.theme.style(Role::Key));
        let rest_of_hint = paint::after(rest, taken + 1);
        let named = paint::text(frame, rest_of_hint, name, look.theme.style(Role::Text));
        rest = paint::after(rest, taken + 1 + named + 2);
    }
}
