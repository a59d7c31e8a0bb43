//! The screen as text, for tests and snapshots: one line a row, wide characters once, and where the cursor stands.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::theme::Theme;
use crate::app::App;
use crate::model::Context;
use crate::text::width;

/// A drawn screen.
pub struct Screen {
    /// Its rows, without blanks at their ends.
    pub rows: Vec<String>,
    /// The cursor's column and row.
    pub cursor: (u16, u16),
    /// Its cells.
    pub buffer: Buffer,
}

/// Draws the state on a screen of its size.
pub fn screen(app: &App, context: &Context<'_>) -> Screen {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(app.size.columns, app.size.rows));
    let Ok(done) = terminal.draw(|frame| super::draw(frame, app, context, Theme::default()));
    let buffer = done.buffer.clone();
    let rows = rows(&buffer);
    let Ok(cursor) = ratatui::backend::Backend::get_cursor_position(terminal.backend_mut());
    Screen { rows, cursor: (cursor.x, cursor.y), buffer }
}

/// The rows of a buffer as text: a wide character stands once, not with the filler cell behind it.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut line = String::new();
        let mut covered = 0;
        for x in area.left()..area.right() {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            if covered > 0 {
                covered -= 1;
                continue;
            }
            line.push_str(symbol);
            covered = width::columns(symbol).saturating_sub(1);
        }
        line.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(row).collect()
}

impl Screen {
    /// The whole screen as text.
    pub fn text(&self) -> String {
        self.rows.join("\n")
    }
}
