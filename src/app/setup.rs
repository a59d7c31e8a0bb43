//! First use: which station this desk is, found by its township; or which county, city or province.

use super::key::{Code, Key};
use super::line::Line;
use crate::model::township::{self, Township};
use crate::model::{Org, division};
use crate::store::desk::NewDesk;
use crate::store::settings::Level;
use crate::text::clean::fold;
use crate::text::zh::app::screens::setup as text;

/// How many townships are offered.
pub const OFFERED: usize = 6;
/// Digits of a township's code, with which those of its stations begin.
const TOWNSHIP_DIGITS: usize = 9;
const SERIAL_DIGITS: usize = 3;
const NAME_MOST: usize = 40;
const OPERATOR_MOST: usize = 20;

/// A field of the set-up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Station, county, city or province.
    Level,
    /// The township, or the county, city or province, by name, pinyin or code.
    Place,
    /// The station's serial within it.
    Serial,
    /// The station's name.
    Name,
    /// Who sits at the keyboard.
    Operator,
}

impl Step {
    /// The fields in their order.
    const ALL: [Step; 5] = [Step::Level, Step::Place, Step::Serial, Step::Name, Step::Operator];
}

/// The set-up as typed.
#[derive(Clone, Debug)]
pub struct Setup {
    lines: [Line; 5],
    /// The field that has the keys: at first the place, because nearly every desk is a station's.
    pub step: Step,
    /// Which level the desk is of.
    pub level: Level,
    /// Places that match what is typed.
    pub offered: Vec<Township>,
    /// The selected one of them.
    pub selected: usize,
    /// The code of the one that was taken.
    pub place: Option<String>,
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
            lines: Step::ALL.map(|step| match step {
                Step::Level => Line::new(text::level(Level::Station)),
                Step::Serial => Line::new("001"),
                Step::Place | Step::Name | Step::Operator => Line::default(),
            }),
            step: Step::Place,
            level: Level::Station,
            offered: Vec::new(),
            selected: 0,
            place: None,
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

    /// The desk's code as far as it is known.
    pub fn code(&self) -> Option<String> {
        let serial = if self.level == Level::Station { self.text(Step::Serial) } else { "" };
        self.place.as_ref().map(|code| format!("{code}{serial}"))
    }

    /// The fields a desk of the level has, in their order.
    pub fn steps(&self) -> impl Iterator<Item = Step> + use<> {
        let is_station = self.level == Level::Station;
        Step::ALL.into_iter().filter(move |step| is_station || *step != Step::Serial)
    }

    /// Takes a key that edits or moves; false for one that does neither.
    pub fn press(&mut self, key: Key) -> bool {
        match (self.step, key.code, key.ctrl || key.alt) {
            (Step::Level, Code::Left, false) => self.change_level(-1),
            (Step::Level, Code::Right | Code::Char(' '), false) => self.change_level(1),
            (Step::Level, Code::Char(typed), false) => self.choose_level(typed),
            (Step::Place, Code::Up, false) if self.selected > 0 => self.selected -= 1,
            (Step::Place, Code::Down, false) if !self.offered.is_empty() => {
                self.selected = (self.selected + 1).min(self.offered.len() - 1);
            }
            (_, Code::Enter | Code::Tab | Code::Down, false) => self.advance(),
            (_, Code::BackTab | Code::Up, false) => self.retreat(),
            (Step::Level, ..) => return false,
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

    fn change_level(&mut self, by: isize) {
        let at = Level::ALL.iter().position(|level| *level == self.level).unwrap_or(0);
        self.set_level(at.checked_add_signed(by).and_then(|at| Level::ALL.get(at).copied()));
    }

    /// Takes the digit of a level, as an input method may send it; anything else is no level.
    fn choose_level(&mut self, typed: char) {
        let digit: Option<usize> = fold(typed.encode_utf8(&mut [0; 4])).parse().ok();
        self.set_level(digit.and_then(|digit| Level::ALL.get(digit.checked_sub(1)?).copied()));
    }

    /// Changes the level; a place of another level is none of this one.
    fn set_level(&mut self, level: Option<Level>) {
        let Some(level) = level.filter(|level| *level != self.level) else { return };
        self.level = level;
        self.lines[Step::Level as usize] = Line::new(text::level(level));
        self.lines[Step::Place as usize] = Line::default();
        if !self.named {
            self.lines[Step::Name as usize] = Line::default();
        }
        (self.place, self.selected, self.complaint) = (None, 0, None);
        self.offered.clear();
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if self.step == Step::Level {
            return;
        }
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
        let typed = fold(self.text(Step::Place));
        let is_missed = self.place.is_none() && self.offered.is_empty() && !typed.is_empty();
        match self.step {
            Step::Place if is_missed && self.is_code(&typed) => text::UNLISTED,
            Step::Place if is_missed && self.level == Level::Station => text::NOT_LISTED,
            Step::Place if is_missed => text::NO_DIVISION_LISTED,
            step => text::hint(step, self.level),
        }
    }

    /// What to make; the complaint says what is missing.
    pub fn answers(&mut self) -> Option<NewDesk> {
        self.take_place();
        let (step, complaint) = match self.checked() {
            Ok(new) => return Some(new),
            Err(wrong) => wrong,
        };
        self.step = step;
        self.complaint = Some(complaint.to_owned());
        None
    }

    fn checked(&self) -> Result<NewDesk, (Step, &'static str)> {
        let Some(place) = &self.place else { return Err((Step::Place, self.no_place())) };
        let serial = match self.level {
            Level::Station => self.serial().ok_or((Step::Serial, text::BAD_SERIAL))?,
            Level::County | Level::City | Level::Province => String::new(),
        };
        let org: Org = format!("{place}{serial}").parse().map_err(|()| (Step::Place, self.no_place()))?;
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
            Step::Place => {
                self.place = None;
                self.selected = 0;
                let typed = self.text(Step::Place).to_owned();
                self.offered = match self.level {
                    _ if typed.is_empty() => Vec::new(),
                    Level::Station => township::find(&typed, OFFERED),
                    level => division::find(&typed, level.digits(), OFFERED),
                };
            }
            Step::Name => self.named = true,
            Step::Level | Step::Serial | Step::Operator => {}
        }
    }

    fn advance(&mut self) {
        if self.step == Step::Place {
            self.take_place();
        }
        let complaint = match self.step {
            Step::Place if self.place.is_none() => Some(self.no_place()),
            Step::Serial if self.serial().is_none() => Some(text::BAD_SERIAL),
            Step::Operator => Some(text::LAST_FIELD),
            Step::Level | Step::Place | Step::Serial | Step::Name => None,
        };
        self.complaint = complaint.map(str::to_owned);
        if complaint.is_none() {
            let at = self.step as usize;
            self.step = self.steps().find(|step| *step as usize > at).unwrap_or(self.step);
            self.fresh = true;
        }
    }

    fn retreat(&mut self) {
        let at = self.step as usize;
        self.step = self.steps().take_while(|step| (*step as usize) < at).last().unwrap_or(self.step);
        self.fresh = true;
    }

    /// What is said where no place was chosen.
    fn no_place(&self) -> &'static str {
        if self.level == Level::Station { text::NO_TOWNSHIP } else { text::NO_DIVISION }
    }

    /// Whether it is the code of a place of the level.
    fn is_code(&self, typed: &str) -> bool {
        let digits = if self.level == Level::Station { TOWNSHIP_DIGITS } else { self.level.digits() };
        is_digits(typed, digits)
    }

    /// Takes the selected place; a code that is none of the list's is taken as typed, because the list ends somewhere.
    fn take_place(&mut self) {
        if self.place.is_some() {
            return;
        }
        let typed = fold(self.text(Step::Place));
        let Some(place) = self.offered.get(self.selected).copied() else {
            self.place = self.is_code(&typed).then_some(typed);
            return;
        };
        self.place = Some(place.code.to_owned());
        self.lines[Step::Place as usize] = Line::new(place.name);
        self.offered.clear();
        if !self.named {
            let name = match self.level {
                Level::Station => text::station_name(place.name),
                Level::County | Level::City | Level::Province => text::office_name(place.name),
            };
            self.lines[Step::Name as usize] = Line::new(&name);
        }
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
