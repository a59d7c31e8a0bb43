//! First use: which station this desk is, found by its township.

use super::key::{Code, Key};
use super::line::Line;
use crate::model::Org;
use crate::model::township::{self, Township};
use crate::store::desk::NewDesk;
use crate::text::clean::fold;
use crate::text::zh::app::screens::setup as text;

/// How many townships are offered.
pub const OFFERED: usize = 6;
const CODE_DIGITS: usize = 9;
const SERIAL_DIGITS: usize = 3;
const NAME_MOST: usize = 40;
const OPERATOR_MOST: usize = 20;

/// A field of the set-up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The township, by name, pinyin or code.
    Township,
    /// The station's serial within it.
    Serial,
    /// The station's name.
    Name,
    /// Who sits at the keyboard.
    Operator,
}

impl Step {
    /// The fields in their order.
    pub const ALL: [Step; 4] = [Step::Township, Step::Serial, Step::Name, Step::Operator];
}

/// The set-up as typed.
#[derive(Clone, Debug)]
pub struct Setup {
    lines: [Line; 4],
    /// The field that has the keys.
    pub step: Step,
    /// Townships that match what is typed.
    pub offered: Vec<Township>,
    /// The selected one of them.
    pub selected: usize,
    /// The code of the one that was taken.
    pub township: Option<String>,
    /// What is wrong.
    pub complaint: Option<String>,
    /// Whether the name was typed by hand, so that it is not replaced any more.
    named: bool,
    /// Whether the field was just entered: what the program filled in is then replaced by typing.
    fresh: bool,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            lines: [Line::default(), Line::new("001"), Line::default(), Line::default()],
            step: Step::Township,
            offered: Vec::new(),
            selected: 0,
            township: None,
            complaint: None,
            named: false,
            fresh: false,
        }
    }
}

impl Setup {
    /// A field's line.
    pub fn line(&self, step: Step) -> &Line {
        &self.lines[step as usize]
    }

    /// The station's code as far as it is known.
    pub fn code(&self) -> Option<String> {
        self.township.as_ref().map(|code| format!("{code}{}", self.text(Step::Serial)))
    }

    /// Takes a key that edits or moves; false for one that does neither.
    pub fn press(&mut self, key: Key) -> bool {
        match (self.step, key.code, key.ctrl || key.alt) {
            (Step::Township, Code::Up, false) => self.selected = self.selected.saturating_sub(1),
            (Step::Township, Code::Down, false) => {
                self.selected = (self.selected + 1).min(self.offered.len().saturating_sub(1));
            }
            (_, Code::Enter | Code::Tab | Code::Down, false) => self.advance(),
            (_, Code::BackTab | Code::Up, false) => self.retreat(),
            _ => {
                let is_typed = matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
                self.replace_filled_in(is_typed);
                let taken = self.lines[self.step as usize].press(key);
                if taken {
                    self.edited();
                }
                return taken;
            }
        }
        true
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        self.replace_filled_in(true);
        self.lines[self.step as usize].paste(pasted);
        self.edited();
    }

    /// Takes away what the program filled in where typing begins; any other key leaves it to be edited.
    fn replace_filled_in(&mut self, is_typed: bool) {
        let is_filled_in = self.step == Step::Serial || (self.step == Step::Name && !self.named);
        if std::mem::take(&mut self.fresh) && is_typed && is_filled_in {
            self.lines[self.step as usize] = Line::default();
        }
    }

    /// What stands below the focused field: how to fill it, or that nothing in the list is meant.
    pub fn hint(&self) -> &'static str {
        let typed = fold(self.text(Step::Township));
        let is_missed = self.township.is_none() && self.offered.is_empty() && !typed.is_empty();
        match self.step {
            Step::Township if is_missed && is_digits(&typed, CODE_DIGITS) => text::UNLISTED,
            Step::Township if is_missed => text::NOT_LISTED,
            step => text::hint(step),
        }
    }

    /// What to make; the complaint says what is missing.
    pub fn answers(&mut self) -> Option<NewDesk> {
        self.take_township();
        let (step, complaint) = match self.checked() {
            Ok(new) => return Some(new),
            Err(wrong) => wrong,
        };
        self.step = step;
        self.complaint = Some(complaint.to_owned());
        None
    }

    fn checked(&self) -> Result<NewDesk, (Step, &'static str)> {
        let Some(township) = &self.township else { return Err((Step::Township, text::NO_TOWNSHIP)) };
        let serial = self.serial().ok_or((Step::Serial, text::BAD_SERIAL))?;
        let org: Org = format!("{township}{serial}").parse().map_err(|()| (Step::Township, text::NO_TOWNSHIP))?;
        let name = self.bounded(Step::Name, NAME_MOST).ok_or((Step::Name, text::BAD_NAME))?;
        let operator = self.bounded(Step::Operator, OPERATOR_MOST).ok_or((Step::Operator, text::BAD_OPERATOR))?;
        Ok(NewDesk { org, name, operator })
    }

    /// The serial, half-width: three digits.
    fn serial(&self) -> Option<String> {
        let serial = fold(self.text(Step::Serial));
        is_digits(&serial, SERIAL_DIGITS).then_some(serial)
    }

    fn bounded(&self, step: Step, most: usize) -> Option<String> {
        let typed = self.text(step);
        (!typed.is_empty() && typed.chars().count() <= most).then(|| typed.to_owned())
    }

    fn text(&self, step: Step) -> &str {
        self.line(step).text().trim()
    }

    fn edited(&mut self) {
        self.complaint = None;
        match self.step {
            Step::Township => {
                self.township = None;
                self.selected = 0;
                let typed = self.text(Step::Township).to_owned();
                self.offered = if typed.is_empty() { Vec::new() } else { township::find(&typed, OFFERED) };
            }
            Step::Name => self.named = true,
            Step::Serial | Step::Operator => {}
        }
    }

    fn advance(&mut self) {
        if self.step == Step::Township {
            self.take_township();
        }
        let complaint = match self.step {
            Step::Township if self.township.is_none() => Some(text::NO_TOWNSHIP),
            Step::Serial if self.serial().is_none() => Some(text::BAD_SERIAL),
            Step::Operator => Some(text::LAST_FIELD),
            Step::Township | Step::Serial | Step::Name => None,
        };
        self.complaint = complaint.map(str::to_owned);
        if complaint.is_none() {
            let at = self.step as usize;
            self.step = Step::ALL.get(at + 1).copied().unwrap_or(self.step);
            self.fresh = true;
        }
    }

    fn retreat(&mut self) {
        let at = (self.step as usize).saturating_sub(1);
        self.step = Step::ALL[at];
        self.fresh = true;
    }

    /// Takes the selected township; a code that is none of the list's is taken as typed, because the list ends somewhere.
    fn take_township(&mut self) {
        if self.township.is_some() {
            return;
        }
        let typed = fold(self.text(Step::Township));
        let Some(township) = self.offered.get(self.selected).copied() else {
            self.township = is_digits(&typed, CODE_DIGITS).then_some(typed);
            return;
        };
        self.township = Some(township.code.to_owned());
        self.lines[Step::Township as usize] = Line::new(township.name);
        self.offered.clear();
        if !self.named {
            self.lines[Step::Name as usize] = Line::new(&text::station_name(township.name));
        }
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
