//! A bare ratatui table with as many rows as the program's list shows, whose selection moves; only visible rows are built.

use std::io;

use crossterm::event::KeyCode;
use liaison::app::layout::{Layout, Size};
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Row, Table, TableState};

use super::{Heard, key, text};

/// Rows there are to move through.
const RECORDS: usize = 100_000;
/// The columns of the program's list of issues.
const WIDTHS: [u16; 6] = [9, 10, 27, 8, 10, 8];

/// Runs until Ctrl+Q.
pub fn run() -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let (mut top, mut selected) = (0_usize, 0_usize);
    loop {
        terminal.draw(|frame| {
            let area = frame.area();
            let visible = Layout::of(Size { columns: area.width, rows: area.height }).list_rows();
            top = top.min(selected).max((selected + 1).saturating_sub(visible));
            let rows = (top..RECORDS.min(top + visible)).map(row);
            let table = Table::new(rows, WIDTHS.map(Constraint::Length))
                .header(Row::new(["编号", "反映日期", "标题", "状态", "办理期限", "办理结果"]))
                .row_highlight_style(Style::new().add_modifier(Modifier::REVERSED))
                .highlight_symbol("> ");
            let mut state = TableState::new().with_selected(selected - top);
            let height = u16::try_from(visible + 1).unwrap_or(area.height).min(area.height);
            frame.render_stateful_widget(table, Rect { height, ..area }, &mut state);
        })?;
        match key()? {
            Heard::Quit => break,
            Heard::Key(KeyCode::Down) => selected = (selected + 1).min(RECORDS - 1),
            Heard::Key(KeyCode::Up) => selected = selected.saturating_sub(1),
            Heard::Key(KeyCode::Home) => selected = 0,
            Heard::Key(_) => {}
        }
    }
    ratatui::try_restore()
}

fn row(number: usize) -> Row<'static> {
    let day = 28 - number % 28;
    let stage = ["已登记", "已交办", "已答复"][number % 3];
    Row::new([
        format!("2026-{:04}", number % 10_000),
        format!("2026-11-{day:02}"),
        text(number * 7, 13),
        stage.to_owned(),
        format!("2026-12-{day:02}"),
        "A类".to_owned(),
    ])
}
