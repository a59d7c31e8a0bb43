//! What the bytes of any frames leave on a terminal, and how many there are.
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::text::width;

/// What was sent, in writes.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<Vec<u8>>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A canvas, and the terminal it draws on.
struct Bench {
    canvas: Canvas<Sent>,
    sent: Sent,
    terminal: vt100::Parser,
}

impl Bench {
    fn new(columns: u16, rows: u16) -> Bench {
        let sent = Sent::default();
        let canvas = Canvas::new(sent.clone(), Size::new(columns, rows)).unwrap();
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        // What stood there before is not ours to rely on.
        terminal.process(b"left from before\r\nand more");
        Bench { canvas, sent, terminal }
    }

    /// Draws a frame; gives its cells and what was sent.
    fn draw(&mut self, paint: impl Fn(&mut Buffer), cursor: Position) -> (Buffer, String) {
        let mut drawn = Buffer::default();
        self.canvas
            .draw(|frame| {
                paint(frame.buffer_mut());
                frame.set_cursor_position(cursor);
                drawn = frame.buffer_mut().clone();
            })
            .unwrap();
        let writes = std::mem::take(&mut *self.sent.0.borrow_mut());
        assert!(writes.len() <= 1, "a frame goes out in one write");
        let bytes = writes.concat();
        self.terminal.process(&bytes);
        (drawn, String::from_utf8(bytes).unwrap())
    }

    /// What stands on the terminal is what was drawn.
    fn check(&self, drawn: &Buffer, cursor: Position) -> Result<(), TestCaseError> {
        let screen = self.terminal.screen();
        prop_assert_eq!(screen.cursor_position(), (cursor.y, cursor.x));
        prop_assert!(!screen.hide_cursor());
        for y in 0..drawn.area.height {
            let mut covered = 0;
            for x in 0..drawn.area.width {
                let stands = screen.cell(y, x).unwrap();
                if covered > 0 {
                    covered -= 1;
                    prop_assert!(stands.is_wide_continuation(), "{},{} is not covered", x, y);
                    continue;
                }
                let cell = &drawn[(x, y)];
                let symbol = if stands.has_contents() { stands.contents() } else { " " };
                prop_assert_eq!(symbol, cell.symbol(), "at {},{}", x, y);
                covered = width::columns(cell.symbol()) - 1;
                let wanted = ink::Ink::of(cell);
                let attributes = [
                    (Modifier::BOLD, stands.bold()),
                    (Modifier::DIM, stands.dim()),
                    (Modifier::UNDERLINED, stands.underline()),
                    (Modifier::REVERSED, stands.inverse()),
                ];
                let mut modifier = Modifier::empty();
                attributes.iter().filter(|(_, is_set)| *is_set).for_each(|(one, _)| modifier |= *one);
                let mut shown = Cell::EMPTY;
                shown.set_symbol(cell.symbol());
                (shown.fg, shown.bg, shown.modifier) = (color(stands.fgcolor()), color(stands.bgcolor()), modifier);
                prop_assert_eq!(ink::Ink::of(&shown), wanted, "at {},{}", x, y);
            }
        }
        Ok(())
    }
}

/// A colour as the terminal has it.
fn color(stands: vt100::Color) -> Color {
    match stands {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(1) => Color::Red,
        vt100::Color::Idx(3) => Color::Yellow,
        vt100::Color::Idx(6) => Color::Cyan,
        vt100::Color::Idx(8) => Color::DarkGray,
        vt100::Color::Idx(index) => Color::Indexed(index),
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

/// What happens to the picture between two frames.
#[derive(Clone, Debug)]
enum Change {
    Text {
        x: u16,
        y: u16,
        text: String,
        style: Style,
    },
    /// A box that cuts what stands under it.
    Box {
        area: (u16, u16, u16, u16),
    },
    Restyle {
        y: u16,
        style: Style,
    },
    Blank {
        y: u16,
    },
    /// A band of rows moves.
    Scroll {
        top: u16,
        rows: u16,
        by: i16,
    },
    Resize {
        columns: u16,
        rows: u16,
    },
    Repaint,
    /// The terminal rings in between.
    Bell,
}

fn style() -> impl Strategy<Value = Style> {
    let colors = [Color::Reset, Color::Red, Color::Yellow, Color::Cyan, Color::DarkGray, Color::Indexed(200)];
    let color = proptest::sample::select(colors.to_vec());
    let weight = proptest::sample::select(vec![Modifier::empty(), Modifier::BOLD, Modifier::DIM]);
    let looks = proptest::sample::select(vec![Modifier::empty(), Modifier::UNDERLINED, Modifier::REVERSED]);
    (color.clone(), prop_oneof![4 => Just(Color::Reset), 1 => color], weight, looks)
        .prop_map(|(fg, bg, weight, looks)| Style::new().fg(fg).bg(bg).add_modifier(weight | looks))
}

fn text() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(vec![
        "村口路灯不亮",
        "茶",
        "a",
        "abc 12",
        " ",
        "      ",
        "e\u{301}",
        "…",
        "“”",
        "─",
        "────",
        "①",
        "𠮷",
        "·",
        "│",
        "（一）",
    ]);
    proptest::collection::vec(part, 1..8).prop_map(|parts| parts.concat())
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => (0..40_u16, 0..14_u16, text(), style()).prop_map(|(x, y, text, style)| Change::Text { x, y, text, style }),
        1 => (0..40_u16, 0..14_u16, 1..20_u16, 1..8_u16).prop_map(|area| Change::Box { area: (area.0, area.1, area.2, area.3) }),
        2 => (0..14_u16, style()).prop_map(|(y, style)| Change::Restyle { y, style }),
        2 => (0..14_u16).prop_map(|y| Change::Blank { y }),
        3 => (0..10_u16, 3..12_u16, -4..5_i16).prop_map(|(top, rows, by)| Change::Scroll { top, rows, by }),
        1 => (1..40_u16, 1..14_u16).prop_map(|(columns, rows)| Change::Resize { columns, rows }),
        1 => Just(Change::Repaint),
        1 => Just(Change::Bell),
    ]
}

/// Carries a change out on the picture.
fn apply(picture: &mut Buffer, change: &Change) {
    let area = picture.area;
    let row = |y: u16| Rect { y: y.min(area.height - 1), height: 1, ..area };
    match change {
        Change::Text { x, y, text, style } if *x < area.width && *y < area.height => {
            picture.set_string(*x, *y, text, *style);
        }
        Change::Box { area: (x, y, columns, rows) } => {
            let inside = Rect::new(*x, *y, *columns, *rows).intersection(area);
            for position in inside.positions() {
                if position.x == inside.x && position.x > 0 {
                    let left = &mut picture[(position.x - 1, position.y)];
                    if width::columns(left.symbol()) > 1 {
                        left.set_symbol(" ");
                    }
                }
                picture[position].set_symbol("#");
            }
        }
        Change::Restyle { y, style } => picture.set_style(row(*y), *style),
        Change::Blank { y } => row(*y).positions().for_each(|at| picture[at].reset()),
        Change::Scroll { top, rows, by } => {
            let before = picture.clone();
            for y in *top..(top + rows).min(area.height) {
                let Some(from) = y.checked_add_signed(*by).filter(|from| *from < area.height) else { continue };
                for x in 0..area.width {
                    picture[(x, y)] = before[(x, from)].clone();
                }
            }
        }
        Change::Resize { columns, rows } => {
            // What a narrower screen cuts through is gone.
            *picture = Buffer::empty(Rect::new(0, 0, *columns, *rows));
        }
        Change::Text { .. } | Change::Repaint | Change::Bell => {}
    }
}

proptest! {
    #[test]
    fn the_terminal_shows_what_was_drawn(
        frames in proptest::collection::vec((proptest::collection::vec(change(), 1..6), 0..40_u16, 0..14_u16), 1..12)
    ) {
        let mut bench = Bench::new(40, 14);
        let mut picture = Buffer::empty(Rect::new(0, 0, 40, 14));
        for (changes, x, y) in frames {
            for change in &changes {
                apply(&mut picture, change);
                match change {
                    Change::Resize { columns, rows } => {
                        bench.terminal.screen_mut().set_size(*rows, *columns);
                        bench.canvas.resize(Size::new(*columns, *rows));
                        // As the loop does: even where the size is the former one again, cells may be lost and the cursor
                        // may have moved.
                        bench.canvas.repaint().unwrap();
                    }
                    Change::Repaint => bench.canvas.repaint().unwrap(),
                    Change::Bell => {
                        bench.canvas.bell().unwrap();
                        bench.sent.0.borrow_mut().drain(..).for_each(|bytes| bench.terminal.process(&bytes));
                    }
                    _ => {}
                }
            }
            let cursor = Position::new(x.min(picture.area.width - 1), y.min(picture.area.height - 1));
            let (drawn, _) = bench.draw(|buffer| buffer.clone_from(&picture), cursor);
            bench.check(&drawn, cursor)?;
            let (_, again) = bench.draw(|buffer| buffer.clone_from(&picture), cursor);
            prop_assert_eq!(again, "", "a frame like the one before writes nothing");
        }
    }
}

const REST: Position = Position::ORIGIN;

/// Paints a line of text.
fn line(text: &str) -> impl Fn(&mut Buffer) {
    move |buffer| {
        buffer.set_string(0, 1, text, Style::new());
    }
}

/// A list of Chinese records, its rows numbered from `first`, one of them selected.
fn list(buffer: &mut Buffer, first: usize, selected: usize) {
    for row in 0..10 {
        let (style, mark) = if row == selected { (Style::new().reversed(), '>') } else { (Style::new(), ' ') };
        let number = first + row;
        let title: String = (0..20).map(|at| char::from_u32(0x4e00 + 997 * number as u32 + 31 * at).unwrap()).collect();
        let line = format!("{mark} 2026-11-{number:02} {title}");
        let y = 3 + u16::try_from(row).unwrap();
        buffer.set_string(0, y, width::fit(&line, 80), style);
    }
}

#[test]
fn a_full_chinese_screen_costs_little_more_than_its_text() {
    let chinese =
        |y: u16| -> String { (0..40).map(|x| char::from_u32(0x4e00 + x * 24 + u32::from(y)).unwrap()).collect() };
    let by_hand: usize = (0..24).map(|y| chinese(y).len() + "\r\n".len()).sum();
    let mut bench = Bench::new(80, 24);
    let (_, sent) = bench.draw(
        |buffer| {
            for y in 0..24 {
                buffer.set_string(0, y, chinese(y), Style::new());
            }
        },
        REST,
    );
    assert!(sent.len() * 100 <= by_hand * 102, "{} bytes instead of {by_hand}", sent.len());
}

#[test]
fn a_full_screen_of_a_list_costs_at_most_its_bound() {
    let mut bench = Bench::new(80, 24);
    let (drawn, sent) = bench.draw(|buffer| list(buffer, 1, 4), REST);
    // By hand: a move and the text of each row, the selected one in its style to the edge.
    let rows = crate::view::snapshot::rows(&drawn);
    let text: usize = rows.iter().map(String::len).sum::<usize>() + 80 - width::columns(&rows[7]);
    let by_hand = text + 10 * "\x1b[4;1H".len() + "\x1b[7m\x1b[m".len();
    assert!(sent.len() * 10 <= by_hand * 13, "{} bytes instead of {by_hand}", sent.len());
}

#[test]
fn a_list_that_scrolls_by_a_row_is_scrolled_by_the_terminal() {
    let mut bench = Bench::new(80, 24);
    bench.draw(|buffer| list(buffer, 1, 9), REST);
    for (first, selected, scroll) in [(2, 9, "\n"), (1, 0, "\x1bM"), (0, 0, "\x1bM")] {
        let (drawn, sent) = bench.draw(|buffer| list(buffer, first, selected), REST);
        bench.check(&drawn, REST).unwrap();
        assert!(sent.contains(scroll) && sent.contains("\x1b[r"), "{sent:?}");
        assert!(sent.len() < 500, "{} bytes", sent.len());
    }
}

#[test]
fn a_sign_of_doubtful_width_is_followed_by_a_move() {
    let mut bench = Bench::new(40, 3);
    let (_, sent) = bench.draw(line("a…b"), REST);
    assert!(sent.contains("a…\x1b[3Gb"), "{sent:?}");
    // Wide since Unicode 16 only; wide ever since.
    let mut bench = Bench::new(40, 3);
    let (_, sent) = bench.draw(line("☰b䷀c🫩d路e𠮷f（g"), REST);
    assert!(sent.contains("☰\x1b[3Gb䷀\x1b[6Gc🫩\x1b[9Gd路e𠮷f（g"), "{sent:?}");
}

#[test]
fn a_bell_does_not_send_half_a_frame() {
    let mut bench = Bench::new(40, 3);
    bench.draw(line("村口路灯"), REST);
    bench.canvas.repaint().unwrap();
    bench.canvas.bell().unwrap();
    assert!(bench.sent.0.borrow().is_empty());
    let (drawn, sent) = bench.draw(line("村口路灯"), REST);
    bench.check(&drawn, REST).unwrap();
    assert!(sent.contains('\x07'), "{sent:?}");
    bench.canvas.bell().unwrap();
    assert_eq!(bench.sent.0.borrow().concat(), b"\x07");
}

#[test]
fn a_row_that_became_shorter_is_erased_to_its_end() {
    let mut bench = Bench::new(40, 3);
    bench.draw(line("村口路灯不亮已三天"), REST);
    let (drawn, sent) = bench.draw(line("村口桥"), REST);
    bench.check(&drawn, REST).unwrap();
    assert!(sent.contains("桥\x1b[K"), "{sent:?}");
}

#[test]
fn what_stands_between_two_changes_is_written_again_where_a_move_is_longer() {
    let mut bench = Bench::new(40, 3);
    bench.draw(line("2026-11-23 09:00"), REST);
    let (drawn, sent) = bench.draw(line("2026-12-24 09:00"), REST);
    bench.check(&drawn, REST).unwrap();
    assert!(sent.contains("2-24"), "{sent:?}");
}

#[test]
fn a_blank_between_two_words_of_a_style_takes_nothing_back() {
    let mut bench = Bench::new(40, 3);
    let bold = |buffer: &mut Buffer| {
        buffer.set_string(0, 1, "共 77 件", Style::new().bold());
    };
    let (drawn, sent) = bench.draw(bold, REST);
    bench.check(&drawn, REST).unwrap();
    assert!(sent.contains("\x1b[1m共 77 件\x1b[m"), "{sent:?}");
}

#[test]
fn a_control_character_is_no_order() {
    let mut bench = Bench::new(20, 2);
    let (_, sent) = bench.draw(|buffer| buffer[(0, 0)] = Cell::new("\x1b]0;x\x07"), REST);
    assert!(!sent.contains("]0"), "{sent:?}");
}

#[test]
fn a_screen_of_no_size_or_beyond_measure_is_borne() {
    for (columns, rows) in [(0, 0), (1, 1), (0, 5), (5, 0), (500, 200), (u16::MAX, u16::MAX)] {
        let mut canvas = Canvas::new(Sent::default(), Size::new(columns, rows)).unwrap();
        let bold = |frame: &mut Frame<'_>| {
            let area = frame.area();
            frame.buffer_mut().set_style(area, Style::new().bold());
        };
        canvas.draw(bold).unwrap();
        assert!(canvas.size().width <= LARGEST.width && canvas.size().height <= LARGEST.height);
    }
}
