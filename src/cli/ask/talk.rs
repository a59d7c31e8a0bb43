//! Saying and hearing: prompts out, answers in, and an end to input that never makes sense.

use std::io::Write;

use super::hear::{Heard, Hearing, Unheard};
use crate::store::drafts::Draft;
use crate::text::clean;
use crate::text::zh::cli::ask as zh;
use crate::text::zh::model::typed;

/// Wrong answers in a row after which nobody is taken to be there.
const MOST_WRONG: u32 = 50;
/// Most lines of one dialogue: more than anybody types.
const MOST_LINES: u32 = 100_000;

/// Why a dialogue ended without saving.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Left {
    /// The clerk left it.
    Quit,
    /// Input ended.
    Ended,
    /// The program was told to end.
    Stopped,
    /// One wrong answer followed the other.
    GivenUp,
}

impl Left {
    /// How it is said; nothing where the clerk knows.
    pub fn said(self) -> &'static str {
        match self {
            Left::Quit => "",
            Left::Ended => zh::ENDED,
            Left::Stopped => zh::STOPPED,
            Left::GivenUp => zh::GIVEN_UP,
        }
    }
}

/// Writes the draft of a name, or removes it where nothing is left to be kept; the reason where it could not.
pub type Keep<'t> = dyn FnMut(&str, Option<Draft>) -> Result<(), String> + 't;

/// The two sides of a dialogue, and where drafts go.
pub struct Talk<'t> {
    ears: &'t mut dyn Hearing,
    mouth: &'t mut dyn Write,
    keep: &'t mut Keep<'t>,
    wrong: u32,
    lines: u32,
    undrafted: bool,
}

impl<'t> Talk<'t> {
    /// A dialogue that has not begun.
    pub fn new(ears: &'t mut dyn Hearing, mouth: &'t mut dyn Write, keep: &'t mut Keep<'t>) -> Talk<'t> {
        Talk { ears, mouth, keep, wrong: 0, lines: 0, undrafted: false }
    }

    /// Says a line. Where nobody listens any more, it is said to nobody.
    pub fn say(&mut self, text: &str) {
        let _closed = writeln!(self.mouth, "{text}");
    }

    /// Asks until a line can be taken.
    pub fn ask(&mut self, question: &str) -> Result<String, Left> {
        loop {
            // Over a pipe no Enter is echoed, and who reads by lines would wait for the end of the question.
            let end = if self.ears.is_echoed() { "" } else { "\n" };
            let _closed = write!(self.mouth, "{question}{end}").and_then(|()| self.mouth.flush());
            if let Some(line) = self.hear()? {
                return Ok(line);
            }
        }
    }

    /// Hears a line; `None` for one that is not taken, which is said.
    pub fn hear(&mut self) -> Result<Option<String>, Left> {
        self.lines += 1;
        if self.lines > MOST_LINES {
            return Err(Left::GivenUp);
        }
        let why = match self.ears.hear() {
            Heard::Line(line) => return Ok(Some(line)),
            Heard::End => return self.leave(Left::Ended),
            Heard::Stopped => return self.leave(Left::Stopped),
            Heard::Refused(Unheard::TooLong) => zh::TOO_LONG,
            Heard::Refused(Unheard::NotText) => zh::NOT_TEXT,
            Heard::Refused(Unheard::Controls) => zh::CONTROLS,
        };
        self.say(why);
        self.wrong()?;
        Ok(None)
    }

    /// Leaves a question that was not answered.
    fn leave(&mut self, why: Left) -> Result<Option<String>, Left> {
        if self.ears.is_echoed() {
            self.say("");
        }
        Err(why)
    }

    /// Whether the line just heard is part of a paste that goes on.
    pub fn is_pasted(&mut self) -> bool {
        self.ears.is_pasted()
    }

    /// Counts a wrong answer.
    pub fn wrong(&mut self) -> Result<(), Left> {
        self.wrong += 1;
        if self.wrong < MOST_WRONG { Ok(()) } else { Err(Left::GivenUp) }
    }

    /// An answer made sense.
    pub fn right(&mut self) {
        self.wrong = 0;
    }

    /// Asks for yes or no; an empty line is `usual`.
    pub fn yes(&mut self, question: &str, usual: bool) -> Result<bool, Left> {
        loop {
            let line = self.ask(question)?;
            match yes_no(&word(&line)) {
                Some(yes) => return Ok(yes),
                None if word(&line).is_empty() => return Ok(usual),
                None => self.say(zh::YES_OR_NO),
            }
            self.wrong()?;
        }
    }

    /// Writes the draft of a name, or removes it; where that cannot be, it is said once.
    pub fn keep(&mut self, name: &str, draft: Option<Draft>) {
        match (self.keep)(name, draft) {
            Ok(()) => self.undrafted = false,
            Err(error) if !self.undrafted => {
                self.undrafted = true;
                self.say(&zh::undrafted(&error));
            }
            Err(_) => {}
        }
    }
}

/// A line as a command may be written: half-width, lower case.
pub fn word(line: &str) -> String {
    clean::fold(line).to_lowercase()
}

/// Whether the line is the dash that clears; an input method makes two of it.
pub fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--")
}

/// Yes or no; `None` for anything else.
pub fn yes_no(word: &str) -> Option<bool> {
    if typed::YES.contains(&word) {
        return Some(true);
    }
    typed::NO.contains(&word).then_some(false)
}
