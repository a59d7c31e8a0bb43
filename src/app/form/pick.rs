//! The pick list of a coded or reference field: typing narrows it, numbers and arrows choose.

use tui_input::{Input, InputRequest};

use crate::app::command::Command;
use crate::app::key::{Code, Key};
use crate::model::order::Order as _;
use crate::model::typed::{self, Choice, Pick as Picked};
use crate::model::{Context, FieldKind, Kind, Spec, Value, several};
use crate::text::clean::{fold, is_clean_char};
use crate::text::pinyin::Matcher;
use crate::text::zh::app::form as say;

/// Lines a pick list holds at most; typing narrows beyond.
const MOST: usize = 500;
const PAGE: isize = 10;

/// An open pick list.
#[derive(Clone, Debug)]
pub struct Pick {
    /// What it is for; of a list of people, the field of a row that names one.
    pub spec: &'static Spec,
    /// The list of people it fills, by its key.
    pub(super) people: Option<&'static str>,
    /// Whether several may be marked.
    pub several: bool,
    /// The lines that fit what was typed.
    pub lines: Vec<Choice>,
    /// The selected line.
    pub selected: usize,
    /// What is marked, in the order it was.
    pub marked: Vec<Picked>,
    toggled: bool,
    target: Option<Kind>,
    filter: Input,
    digits: String,
    named: Vec<Choice>,
    /// What stands before the others while nothing is typed.
    first: Vec<Picked>,
}

/// What a key did to a pick list.
#[derive(Clone, PartialEq, Debug)]
pub enum Done {
    /// It stays open.
    Open,
    /// The key is no input for it.
    Refused,
    /// It is closed without a choice.
    Cancelled,
    /// This was chosen.
    Chosen(Value),
}

impl Pick {
    /// Opens the list narrowed to `typed`, with the codes or records of `value` marked where several may be.
    pub fn open(spec: &'static Spec, target: Option<Kind>, typed: &str, value: &Value, context: &Context<'_>) -> Pick {
        let several = matches!(spec.kind, FieldKind::Codes(_) | FieldKind::Refs(_));
        let marked = match value {
            Value::Codes(codes) if several => codes.iter().cloned().map(Picked::Code).collect(),
            Value::Refs(ids) if several => ids.iter().copied().map(Picked::Record).collect(),
            _ => Vec::new(),
        };
        let mut pick = Pick {
            spec,
            people: None,
            several,
            lines: Vec::new(),
            selected: 0,
            marked,
            toggled: false,
            target,
            filter: Input::new(typed.to_owned()),
            digits: String::new(),
            named: Vec::new(),
            first: Vec::new(),
        };
        pick.narrow(context);
        let present = match value {
            Value::Code(code) => Some(Picked::Code(code.clone())),
            Value::Ref(id) => Some(Picked::Record(*id)),
            _ => None,
        };
        pick.selected = pick.lines.iter().position(|line| Some(&line.pick) == present.as_ref()).unwrap_or(0);
        pick
    }

    /// Opens the roster for a list of people, those on it marked; everybody in office and each group stand first.
    pub(super) fn open_people(key: &'static str, spec: &'static Spec, listed: Vec<u64>, context: &Context<'_>) -> Pick {
        let mut pick = Pick {
            spec,
            people: Some(key),
            several: true,
            lines: Vec::new(),
            selected: 0,
            marked: listed.into_iter().map(Picked::Record).collect(),
            toggled: false,
            target: spec.kind.target(),
            filter: Input::default(),
            digits: String::new(),
            named: Vec::new(),
            first: Vec::new(),
        };
        pick.narrow(context);
        pick
    }

    /// Puts the codes that are likeliest before the others, as long as nothing is typed.
    pub fn with_first(mut self, keys: &[String], context: &Context<'_>) -> Pick {
        self.first = keys.iter().cloned().map(Picked::Code).collect();
        self.narrow(context);
        self
    }

    /// Shows all where nothing fits what was typed.
    pub(super) fn or_all(mut self, context: &Context<'_>) -> Pick {
        if self.lines.is_empty() {
            self.filter.reset();
            self.narrow(context);
        }
        self
    }

    /// The kind of record it picks from; none for codes.
    pub fn target(&self) -> Option<Kind> {
        self.target
    }

    /// What was typed to narrow it, and the number being typed.
    pub fn typed(&self) -> String {
        format!("{}{}", self.filter.value(), self.digits)
    }

    /// Whether its lines can be chosen by number.
    pub fn is_numbered(&self) -> bool {
        typed::is_numbered(self.target)
    }

    /// Whether a line is marked.
    pub fn is_marked(&self, line: &Choice) -> bool {
        match &line.pick {
            Picked::Records(ids) => ids.iter().all(|id| self.marked.contains(&Picked::Record(*id))),
            one => self.marked.contains(one),
        }
    }

    /// Carries out a command of the table.
    pub fn obey(&mut self, command: Command) -> Done {
        match command {
            Command::Back => return Done::Cancelled,
            Command::Accept => return self.finish(),
            Command::Mark => return self.toggle(self.selected),
            Command::Up => self.step(-1),
            Command::Down => self.step(1),
            Command::PageUp => self.step(-PAGE),
            Command::PageDown => self.step(PAGE),
            Command::Home => self.step(isize::MIN),
            Command::End => self.step(isize::MAX),
            _ => {}
        }
        Done::Open
    }

    /// Takes a key that is no command: it narrows the list.
    pub fn press(&mut self, key: Key, context: &Context<'_>) -> Done {
        match key.code {
            Code::Char(letter) if !key.ctrl && !key.alt => return self.type_letter(letter, context),
            Code::Backspace if !key.ctrl && !key.alt => {
                if self.digits.pop().is_none() {
                    self.filter.handle(InputRequest::DeletePrevChar);
                }
                self.narrow(context);
            }
            Code::Char('u') if key.ctrl => {
                self.digits.clear();
                self.filter.reset();
                self.narrow(context);
            }
            _ => {}
        }
        Done::Open
    }

    /// Narrows by pasted text.
    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Done {
        for letter in text.chars().filter(|&letter| is_clean_char(letter)) {
            self.filter.handle(InputRequest::InsertChar(letter));
        }
        self.narrow(context);
        Done::Open
    }

    fn type_letter(&mut self, letter: char, context: &Context<'_>) -> Done {
        if !is_clean_char(letter) {
            return Done::Refused;
        }
        let folded = fold(letter.encode_utf8(&mut [0; 4]));
        if self.is_numbered() && folded.bytes().all(|byte| byte.is_ascii_digit()) && !folded.is_empty() {
            self.digits.push_str(&folded);
            self.narrow(context);
            return match self.lines.len() {
                1 => self.toggle(0),
                _ => Done::Open,
            };
        }
        self.filter.handle(InputRequest::InsertChar(letter));
        self.narrow(context);
        Done::Open
    }

    /// Fits the lines to what was typed: by name first, then by number; a number nobody has may be a code's key.
    fn narrow(&mut self, context: &Context<'_>) {
        self.named = self.several_at_once(context);
        self.named.extend(typed::choices(self.spec, self.target, self.filter.value().trim(), MOST, context));
        let numbered = |line: &&Choice| line.ordinal.to_string().starts_with(&self.digits);
        self.lines = self.named.iter().filter(numbered).cloned().collect();
        if self.typed().trim().is_empty() {
            let place = |line: &Choice| self.first.iter().position(|first| *first == line.pick);
            self.lines.order_by_key(|line| place(line).unwrap_or(self.first.len()));
        }
        if self.lines.is_empty() && !self.digits.is_empty() {
            self.lines = typed::choices(self.spec, self.target, &self.digits, MOST, context);
        }
        self.selected = 0;
    }

    /// Lines that stand for several people each.
    fn several_at_once(&self, context: &Context<'_>) -> Vec<Choice> {
        if self.people.is_none() || !self.digits.is_empty() {
            return Vec::new();
        }
        let matcher = Matcher::new(self.filter.value());
        let known = several::all(context).into_iter().filter(|group| matcher.is_match(&group.name));
        let line = |group: several::Several| Choice {
            ordinal: 0,
            detail: say::people(group.deputies.len()),
            label: group.name,
            pick: Picked::Records(group.deputies),
        };
        known.map(line).collect()
    }

    fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    fn toggle(&mut self, at: usize) -> Done {
        let Some(line) = self.lines.get(at) else { return Done::Refused };
        if !self.several {
            return Done::Chosen(single(&line.pick));
        }
        self.toggled = true;
        let is_marked = self.is_marked(line);
        for one in each(&line.pick) {
            self.marked.retain(|marked| *marked != one);
            if !is_marked {
                self.marked.push(one);
            }
        }
        if !self.digits.is_empty() {
            self.digits.clear();
            let picked = line.pick.clone();
            self.lines = self.named.clone();
            self.selected = self.lines.iter().position(|line| line.pick == picked).unwrap_or(0);
        }
        Done::Open
    }

    /// Enter: what is marked, or the selected line where nothing was marked or unmarked here.
    fn finish(&mut self) -> Done {
        if self.several && (self.toggled || !self.marked.is_empty()) {
            return Done::Chosen(self.several(&self.marked));
        }
        match self.lines.get(self.selected) {
            Some(line) if self.several => Done::Chosen(self.several(&each(&line.pick))),
            Some(line) => Done::Chosen(single(&line.pick)),
            None => Done::Refused,
        }
    }

    fn several(&self, picks: &[Picked]) -> Value {
        let codes = picks.iter().filter_map(|pick| match pick {
            Picked::Code(key) => Some(key.clone()),
            Picked::Record(_) | Picked::Records(_) => None,
        });
        let ids = picks.iter().filter_map(|pick| match pick {
            Picked::Record(id) => Some(*id),
            Picked::Code(_) | Picked::Records(_) => None,
        });
        match self.spec.kind {
            FieldKind::Codes(_) => Value::Codes(codes.collect()),
            _ => Value::Refs(ids.collect()),
        }
    }
}

fn single(pick: &Picked) -> Value {
    match pick {
        Picked::Code(key) => Value::Code(key.clone()),
        Picked::Record(id) => Value::Ref(*id),
        Picked::Records(ids) => Value::Refs(ids.clone()),
    }
}

/// What a line stands for, one by one.
fn each(pick: &Picked) -> Vec<Picked> {
    match pick {
        Picked::Records(ids) => ids.iter().copied().map(Picked::Record).collect(),
        one => vec![one.clone()],
    }
}
