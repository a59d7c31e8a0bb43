//! A bare program on ratatui's stock backend that fills the screen with Chinese text and changes all of it at every key.

use std::io;

use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{Heard, key, text};

/// Runs until Ctrl+Q.
pub fn run() -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let mut keys = 0;
    loop {
        terminal.draw(|frame| {
            let area = frame.area();
            let wide = usize::from(area.width / 2);
            let lines: Vec<Line<'_>> =
                (0..usize::from(area.height)).map(|row| text(row * wide + keys, wide).into()).collect();
            frame.render_widget(Paragraph::new(lines), area);
        })?;
        match key()? {
            Heard::Quit => break,
            Heard::Key(_) => keys += 1,
        }
    }
    ratatui::try_restore()
}
