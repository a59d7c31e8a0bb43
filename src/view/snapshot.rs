//! The screen as text, for tests and snapshots: one line a row, wide characters once, and where the cursor stands.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

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

/// Draws the state on a screen of its size, in the usual theme.
pub fn screen(app: &App, context: &Context<'_>) -> Screen {
    screen_in(app, context, Theme::default())
}

/// Draws the state on a screen of its size.
pub fn screen_in(app: &App, context: &Context<'_>, theme: Theme) -> Screen {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(app.size.columns, app.size.rows));
    let Ok(done) = terminal.draw(|frame| super::draw(frame, app, context, theme));
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
    /// What is not plain on it: a line for each run of cells of one style, `row:first-last style`.
    pub fn styles(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for y in 0..self.buffer.area.height {
            let styles: Vec<String> = (0..self.buffer.area.width).map(|x| self.style(x, y)).collect();
            let mut start = 0;
            for run in styles.chunk_by(|one, other| one == other) {
                let last = start + run.len() - 1;
                if let Some(style) = run.first().filter(|style| !style.is_empty()) {
                    lines.push(format!("{y}:{start}-{last} {style}"));
                }
                start = last + 1;
            }
        }
        lines.join("\n")
    }

    fn style(&self, x: u16, y: u16) -> String {
        let Some(cell) = self.buffer.cell((x, y)) else { return String::new() };
        let colour = |colour: Color, name: &str| match colour {
            Color::Reset => None,
            colour => Some(format!("{name}{colour:?}")),
        };
        let attributes = (!cell.modifier.is_empty()).then(|| format!("{:?}", cell.modifier));
        [colour(cell.fg, ""), colour(cell.bg, "on "), attributes].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The whole screen as text.
    pub fn text(&self) -> String {
        self.rows.join("\n")
    }
}
