//! What must hold of every frame, whatever is on it.

use crate::app::command::{COMMANDS, Place};
use crate::app::form::layout;
use crate::app::{App, Layer};
use crate::text::width;
use crate::text::zh::app::form as form_text;
use crate::text::zh::app::screens::{frame as text, settings, setup};
use crate::view::snapshot::{Screen, rows};
use ratatui::buffer::Buffer;

/// Corners of a box: top left, top right, bottom left, bottom right.
type Corners = [&'static str; 4];
const LINES: (Corners, &str, &str) = (["┌", "┐", "└", "┘"], "─", "│");
const ASCII_LINES: (Corners, &str, &str) = (["+", "+", "+", "+"], "-", "|");

/// Fails where a frame breaks a rule: a wide character cut, a border with a gap, a hint cut off, the cursor outside what
/// has the focus, a glyph of doubtful width on a screen that cannot show it.
pub fn audit(app: &App, screen: &Screen, ascii: bool) {
    let about = || format!("{:?} at {:?}, ascii {ascii}\n{}", app.place(), app.size, screen.text());
    no_wide_character_is_cut(&screen.buffer, &about);
    if !app.size.is_enough() {
        return;
    }
    boxes_are_whole(&screen.buffer, if ascii { ASCII_LINES } else { LINES }, &about);
    if app.desk.is_some() || matches!(app.layers.last(), Some(Layer::Help(..))) {
        rules_are_whole(app, &screen.buffer, if ascii { "-" } else { "─" }, &about);
    }
    hints_are_whole(app, screen, &about);
    cursor_is_where_the_focus_is(app, screen, &about);
    if ascii {
        nothing_is_of_doubtful_width(&screen.buffer, &about);
    }
}

fn symbol(buffer: &Buffer, x: u16, y: u16) -> &str {
    buffer.cell((x, y)).map_or("", |cell| cell.symbol())
}

fn no_wide_character_is_cut(buffer: &Buffer, about: &dyn Fn() -> String) {
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            if width::columns(symbol(buffer, x, y)) == 2 {
                assert!(x + 1 < buffer.area.width, "a wide character passes the edge in row {y}: {}", about());
                let behind = symbol(buffer, x + 1, y);
                assert!(behind.trim().is_empty(), "{behind:?} over a wide character at {x},{y}: {}", about());
            }
        }
    }
}

fn boxes_are_whole(buffer: &Buffer, (corners, line, side): (Corners, &str, &str), about: &dyn Fn() -> String) {
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width.saturating_sub(1) {
            if symbol(buffer, x, y) == corners[0] && symbol(buffer, x + 1, y) == line && starts_box(buffer, x, y, side)
            {
                box_is_whole(buffer, (x, y), (corners, line, side), about);
            }
        }
    }
}

/// A `+-` in a text is no corner; a corner has a side below it.
fn starts_box(buffer: &Buffer, x: u16, y: u16, side: &str) -> bool {
    symbol(buffer, x, y + 1) == side
}

fn box_is_whole(
    buffer: &Buffer,
    (x, y): (u16, u16),
    (corners, line, side): (Corners, &str, &str),
    about: &dyn Fn() -> String,
) {
    // A `+2` in the same row is no corner either.
    let is_corner = |right: &u16| symbol(buffer, *right, y) == corners[1] && starts_box(buffer, *right, y, side);
    let right = (x + 1..buffer.area.width).rev().find(is_corner);
    let right = right.unwrap_or_else(|| panic!("a box without its right corner: {}", about()));
    let bottom = (y + 1..buffer.area.height).find(|bottom| symbol(buffer, x, *bottom) == corners[2]);
    let bottom = bottom.unwrap_or_else(|| panic!("a box without its bottom: {}", about()));
    // The title parts the top line once; one with a hyphen in it looks like more in ASCII.
    let top: Vec<bool> = (x + 1..right).map(|column| symbol(buffer, column, y) == line).collect();
    let gaps = top.windows(2).filter(|pair| pair[0] && !pair[1]).count();
    assert!(top.first() == Some(&true) && top.last() == Some(&true), "{}", about());
    assert!(gaps <= 1 || line == ASCII_LINES.1, "{}", about());
    for row in y + 1..bottom {
        assert_eq!((symbol(buffer, x, row), symbol(buffer, right, row)), (side, side), "row {row}: {}", about());
    }
    for column in x + 1..right {
        assert_eq!(symbol(buffer, column, bottom), line, "column {column}: {}", about());
    }
    assert_eq!(symbol(buffer, right, bottom), corners[3], "{}", about());
}

fn rules_are_whole(app: &App, buffer: &Buffer, line: &str, about: &dyn Fn() -> String) {
    let middle = app.layout().middle;
    let mut rules = vec![middle.y - 1];
    // A message that passes its own line and that of the hints covers the rule above them.
    let message = app.message.as_ref().map_or("", |message| message.text.as_str());
    let is_covered = width::wrap(message, usize::from(buffer.area.width - 1)).len() > 1;
    if !app.place_below().is_form() && !is_covered {
        rules.push(middle.y + middle.height);
    }
    for y in rules {
        let ends = (symbol(buffer, 0, y), symbol(buffer, buffer.area.width - 1, y));
        assert_eq!(ends, (line, line), "the rule in row {y}: {}", about());
    }
}

/// The last row is made of whole hints, or of a message's end.
fn hints_are_whole(app: &App, screen: &Screen, about: &dyn Fn() -> String) {
    let Some(last) = screen.rows.last().map(|row| row.trim()) else { return };
    let is_message = |message: &str| !message.is_empty() && !last.is_empty() && message.ends_with(last);
    let form_message = app.open_form().and_then(|open| open.form.message()).map_or("", |message| &message.text);
    let complaint = app.setup.complaint.as_deref().unwrap_or_default();
    if is_message(form_message)
        || is_message(complaint)
        || app.message.as_ref().is_some_and(|message| is_message(&message.text))
    {
        return;
    }
    let names: Vec<String> =
        COMMANDS.iter().flat_map(|spec| spec.keys.iter().map(move |key| format!("{key} {}", spec.name))).collect();
    for hint in last.split("  ").map(str::trim).filter(|hint| !hint.is_empty()) {
        assert!(names.iter().any(|name| name == hint), "{hint:?} is no whole hint: {}", about());
    }
}

fn cursor_is_where_the_focus_is(app: &App, screen: &Screen, about: &dyn Fn() -> String) {
    let (x, y) = screen.cursor;
    assert!(x < app.size.columns && y < app.size.rows, "the cursor is off the screen: {}", about());
    let row = &screen.rows[usize::from(y)];
    let before = before(screen, x, y);
    match app.place() {
        Place::Form | Place::Nested | Place::Filter => within_the_focused_field(app, screen, about),
        Place::Pick => {
            let label = app.open_form().and_then(|open| open.form.pick()).map_or("", |pick| pick.spec.label);
            assert!(before.starts_with(&form_text::pick_label(label)), "{}", about());
        }
        Place::Prompt => {
            let Some(Layer::Prompt(prompt)) = app.layers.last() else { panic!("no prompt") };
            let asked: String = prompt.question.chars().take(4).collect();
            assert!(before.contains(&asked) || before.contains('…'), "{}", about());
        }
        Place::Find => assert!(before.contains(text::FIND_QUESTION), "{}", about()),
        Place::Palette => assert!(before.contains(text::PALETTE_QUESTION), "{}", about()),
        Place::Setup => assert!(before.contains(setup::label(app.setup.step, app.setup.level)), "{}", about()),
        Place::List | Place::Filtered | Place::Sync if app.current().is_some() => {
            assert!(row.starts_with(text::SELECTED), "{}", about())
        }
        Place::Stats => {
            let is_empty = app.stats.which().is_none();
            assert!(is_empty || row.starts_with(text::SELECTED), "{}", about());
        }
        Place::Today => assert!(row.starts_with(text::SELECTED), "{}", about()),
        Place::Menu => assert!(row.contains(text::SELECTED), "{}", about()),
        Place::Settings => {
            assert!(row.starts_with(text::SELECTED) || screen.text().contains(settings::NONE), "{}", about());
        }
        Place::List | Place::Filtered | Place::Sync | Place::Detail | Place::Plan | Place::Takeover => {}
        Place::Import | Place::Imported | Place::Exchange | Place::Help => {}
    }
}

/// What stands in the cursor's row before it.
fn before(screen: &Screen, x: u16, y: u16) -> String {
    let area = ratatui::layout::Rect { x: 0, y, width: x, height: 1 };
    let mut part = Buffer::empty(area);
    for column in 0..x {
        if let (Some(to), Some(from)) = (part.cell_mut((column, y)), screen.buffer.cell((column, y))) {
            *to = from.clone();
        }
    }
    rows(&part).concat()
}

fn within_the_focused_field(app: &App, screen: &Screen, about: &dyn Fn() -> String) {
    let Some(open) = app.open_form() else { panic!("no form") };
    let page = open.form.page();
    let start = layout::value_start(page.label_columns());
    let (x, y) = (usize::from(screen.cursor.0), usize::from(screen.cursor.1));
    assert!(x >= start, "the cursor stands before the value: {}", about());
    let top = usize::from(app.layout().form.y);
    let marked = (top..screen.rows.len()).find(|row| {
        let line = &screen.rows[*row];
        line.starts_with(text::SELECTED) && page.focused().is_some_and(|field| line.contains(field.spec.label))
    });
    // The first row of a long text may be scrolled out of sight.
    if let Some(marked) = marked {
        let rows = page.focused().map_or(1, |field| layout::rows_of(field, true));
        assert!((marked..marked + rows).contains(&y), "row {y} is not in the field of row {marked}: {}", about());
    }
}

fn nothing_is_of_doubtful_width(buffer: &Buffer, about: &dyn Fn() -> String) {
    for cell in buffer.content() {
        assert!(!width::is_doubtful(cell.symbol()), "{:?}: {}", cell.symbol(), about());
    }
}
