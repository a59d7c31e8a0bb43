//! What a terminal answers when a program asks: where the cursor stands, and what kind of terminal it is.

use std::fmt::Write;

/// Answers waiting to be sent.
#[derive(Default)]
pub struct Answers(String);

impl Answers {
    /// Takes what is to be sent.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }

    fn say(&mut self, answer: std::fmt::Arguments<'_>) {
        self.0.write_fmt(answer).unwrap();
    }
}

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        parameters: &[&[u16]],
        last: char,
    ) {
        let parameter = parameters.first().and_then(|parameter| parameter.first()).copied().unwrap_or(0);
        let (row, column) = screen.cursor_position();
        let (row, column) = (row + 1, column + 1);
        match (first, second, parameter, last) {
            (None, _, 5, 'n') => self.say(format_args!("\x1b[0n")),
            (None, _, 6, 'n') => self.say(format_args!("\x1b[{row};{column}R")),
            (Some(b'?'), _, 6, 'n') => self.say(format_args!("\x1b[?{row};{column}R")),
            (None, _, 0, 'c') => self.say(format_args!("\x1b[?62;22c")),
            (Some(b'>'), _, 0, 'c') => self.say(format_args!("\x1b[>1;10;0c")),
            (Some(b'?'), Some(b'$'), mode, 'p') => self.say(format_args!("\x1b[?{mode};0$y")),
            _ => {}
        }
    }
}

/// Whether some output may hold a question: a sequence that ends like one.
pub fn is_asked_in(output: &[u8]) -> bool {
    let begins = output.windows(2).enumerate().filter(|(_, pair)| pair == b"\x1b[").map(|(at, _)| at + 2);
    begins.into_iter().any(|at| {
        let last = output[at..].iter().find(|byte| !matches!(byte, 0x20..=0x3f));
        matches!(last, Some(b'n' | b'c' | b'p'))
    })
}
