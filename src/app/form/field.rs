//! One field of a form as it is being entered: what was typed, what it is taken for, and how keys edit it.

use tui_input::InputRequest;

use super::rows::Rows;
use super::text_box::TextBox;
use crate::app::key::{Code, Key};
use crate::model::check::Finding;
use crate::model::field::Stop;
use crate::model::{FieldKind, PartKind, Spec};
use crate::text::clean::is_clean_char;
use crate::text::zh::app::form as say;
use crate::text::zh::model::typed;

/// How a field is entered.
#[derive(Clone, Debug)]
pub enum Control {
    /// Typed as text.
    Text(TextBox),
    /// 是 or 否.
    YesNo(bool),
    /// A list of rows, each with a page of its own.
    Rows(Rows),
}

/// What a key did to a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Nothing: the key means nothing here.
    Ignored,
    /// The caret or the selection moved.
    Moved,
    /// What was entered changed.
    Changed,
    /// The key is no input for this field.
    Refused,
}

/// A field of a page.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its line of the field table.
    pub spec: &'static Spec,
    /// Whether it must be filled here.
    pub required: bool,
    /// What stands in it.
    pub control: Control,
    /// Whether its value was filled in by the program and nobody has touched it: shown dim, replaced by typing.
    pub prefilled: bool,
    /// Why what was typed is no value of the field.
    pub error: Option<String>,
    /// What the rules said of its value when it was left.
    pub found: Option<Finding>,
    /// What is shown at the right: what was understood, a weekday, a definition.
    pub aside: String,
    /// Whether it was entered just now, so that typing replaces a value instead of adding to it.
    pub(super) fresh: bool,
    /// Whether it was edited after it was last read as a value.
    pub(super) stale: bool,
    initial: String,
}

impl Field {
    /// A field with the given text in it.
    pub fn new(spec: &'static Spec, required: bool, control: Control) -> Field {
        let mut field = Field {
            spec,
            required,
            control,
            prefilled: false,
            error: None,
            found: None,
            aside: String::new(),
            fresh: false,
            stale: false,
            initial: String::new(),
        };
        field.initial = field.text().to_owned();
        field
    }

    /// What was typed; 是 or 否 for a yes-no field, nothing for rows.
    pub fn text(&self) -> &str {
        match &self.control {
            Control::Text(text) => text.text(),
            Control::YesNo(yes) => typed::yes_no(*yes),
            Control::Rows(_) => "",
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        match &self.control {
            Control::Text(text) => text.text().trim().is_empty(),
            Control::YesNo(_) => false,
            Control::Rows(rows) => rows.rows.is_empty(),
        }
    }

    /// Whether Enter stops here on its way through a new record.
    pub fn stops(&self) -> bool {
        match self.spec.stop {
            _ if self.required && self.is_empty() => true,
            Stop::Empty => self.is_empty(),
            Stop::Default => self.is_empty() || self.prefilled,
            Stop::Seldom => false,
        }
    }

    /// Whether something else stands in it than at first; blanks alone are nothing.
    pub fn is_dirty(&self) -> bool {
        match &self.control {
            Control::Rows(rows) => rows.changed,
            _ => self.text() != self.initial && !(self.is_empty() && self.initial.trim().is_empty()),
        }
    }

    /// Takes what stands in it for its first content.
    pub(super) fn settle(&mut self) {
        self.initial = self.text().to_owned();
        if let Control::Rows(rows) = &mut self.control {
            rows.changed = false;
        }
    }

    /// Characters typed and characters allowed, for free text.
    pub fn count(&self) -> Option<(usize, usize)> {
        match self.spec.kind {
            FieldKind::Line { max } | FieldKind::Prose { max } => Some((self.text().chars().count(), max)),
            _ => None,
        }
    }

    /// Whether the field names several codes or records, one after the other.
    pub fn is_list(&self) -> bool {
        matches!(self.spec.kind, FieldKind::Codes(_) | FieldKind::Refs(_))
    }

    /// Whether there is a pick list for it.
    pub fn has_choices(&self) -> bool {
        matches!(self.control, Control::Text(_))
            && matches!(
                self.spec.kind,
                FieldKind::Code(_) | FieldKind::Codes(_) | FieldKind::Ref(_) | FieldKind::Refs(_)
            )
    }

    /// Whether it is a list of people chosen from the roster.
    pub fn names_people(&self) -> bool {
        matches!(self.spec.kind, FieldKind::Rows(PartKind::Participant))
    }

    /// Whether it is a list of deputies on duty, who sign in at a time.
    pub fn takes_times(&self) -> bool {
        matches!(self.spec.kind, FieldKind::Rows(PartKind::Attendance))
    }

    /// Whether it is free text, kept as typed.
    pub fn is_prose(&self) -> bool {
        matches!(self.spec.kind, FieldKind::Line { .. } | FieldKind::Prose { .. })
    }

    /// Whether typing now replaces what stands in the field.
    pub fn replaces(&self) -> bool {
        self.fresh && !self.is_list() && !self.text().is_empty() && (self.prefilled || !self.is_prose())
    }

    /// The part of the text that choices are offered for: of a list, the item at the caret.
    pub fn sought(&self) -> &str {
        match &self.control {
            Control::Text(_) if self.fresh => "",
            Control::Text(text) if self.is_list() => text.before_caret().rsplit(is_mark).next().unwrap_or("").trim(),
            Control::Text(text) => text.text().trim(),
            _ => "",
        }
    }

    /// Takes a key that is no command.
    pub fn press(&mut self, key: Key) -> Edit {
        if key.code == Code::Backspace && self.fresh && self.is_list() {
            return self.drop_last();
        }
        let edit = match &mut self.control {
            Control::Text(_) => self.press_text(key),
            Control::YesNo(yes) => press_yes_no(yes, key),
            Control::Rows(_) => Edit::Ignored,
        };
        self.note(edit)
    }

    /// Puts text in at the caret, or in place of a value.
    pub fn insert(&mut self, text: &str) -> Edit {
        if let Control::YesNo(yes) = &mut self.control {
            let edit = match text.trim().chars().next() {
                Some(letter) => press_yes_no(yes, Key::plain(Code::Char(letter))),
                None => Edit::Ignored,
            };
            return self.note(edit);
        }
        let replaces = self.replaces();
        let appends = self.fresh && self.is_list();
        let Control::Text(input) = &mut self.control else { return Edit::Refused };
        if replaces {
            input.set("");
        } else if appends && !input.text().trim().is_empty() && !input.text().ends_with(is_mark) {
            input.insert(typed::COMMA);
        }
        let edit = if input.insert(text) { Edit::Changed } else { Edit::Refused };
        self.note(edit)
    }

    /// Puts another text in place of the whole.
    pub fn replace(&mut self, text: &str) {
        match &mut self.control {
            Control::Text(input) => input.set(text),
            Control::YesNo(yes) => *yes = text == typed::yes_no(true),
            Control::Rows(_) => return,
        }
        self.note(Edit::Changed);
    }

    /// Turns `U+20BB7` or bare hexadecimal digits before the caret into their character.
    pub fn take_code_point(&mut self) -> Edit {
        let Control::Text(input) = &mut self.control else { return Edit::Refused };
        let before = input.before_caret();
        let digits = before.chars().rev().take_while(char::is_ascii_hexdigit).count().min(6);
        let hex = &before[before.len() - digits..];
        let Some(made) = u32::from_str_radix(hex, 16)
            .ok()
            .and_then(char::from_u32)
            .filter(|made| *made > '\u{9f}' && is_clean_char(*made))
        else {
            return Edit::Refused;
        };
        let prefix = before[..before.len() - digits].to_ascii_uppercase().ends_with("U+");
        input.replace_before_caret(digits + if prefix { 2 } else { 0 }, made.encode_utf8(&mut [0; 4]));
        self.note(Edit::Changed)
    }

    /// Takes the last name off a list just entered; the next Backspace takes the next one.
    fn drop_last(&mut self) -> Edit {
        let kept = self.text().trim_end_matches(is_mark);
        let kept = kept.rfind(is_mark).map_or("", |at| &kept[..at]).to_owned();
        self.replace(&kept);
        self.fresh = true;
        Edit::Changed
    }

    fn note(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Changed => {
                self.fresh = false;
                self.prefilled = false;
                self.stale = true;
                self.error = None;
                self.found = None;
            }
            Edit::Moved => self.fresh = false,
            Edit::Ignored | Edit::Refused => {}
        }
        edit
    }

    fn press_text(&mut self, key: Key) -> Edit {
        if let (Code::Char(letter), false, false) = (key.code, key.ctrl, key.alt) {
            return self.insert(letter.encode_utf8(&mut [0; 4]));
        }
        if key.alt {
            return Edit::Ignored;
        }
        let clear = self.replaces();
        let Control::Text(input) = &mut self.control else { return Edit::Ignored };
        let several = input.is_several();
        let request = match (key.code, key.ctrl) {
            (Code::Backspace | Code::Delete, _) if clear => InputRequest::DeleteLine,
            (Code::Backspace, false) => InputRequest::DeletePrevChar,
            (Code::Backspace, true) | (Code::Char('w'), true) => InputRequest::DeletePrevWord,
            (Code::Delete, false) => InputRequest::DeleteNextChar,
            (Code::Delete, true) => InputRequest::DeleteNextWord,
            (Code::Left, false) => InputRequest::GoToPrevChar,
            (Code::Right, false) => InputRequest::GoToNextChar,
            (Code::Left, true) => InputRequest::GoToPrevWord,
            (Code::Right, true) => InputRequest::GoToNextWord,
            (Code::Home | Code::End, false) if several => {
                input.row_edge(key.code == Code::End);
                return Edit::Moved;
            }
            (Code::Home, _) => InputRequest::GoToStart,
            (Code::End, _) => InputRequest::GoToEnd,
            (Code::Char('y'), true) => InputRequest::Yank,
            _ => return Edit::Ignored,
        };
        if input.request(request) { Edit::Changed } else { Edit::Moved }
    }
}

/// Whether the character stands between names in a field that takes several.
fn is_mark(letter: char) -> bool {
    typed::SEPARATORS.contains(letter)
}

fn press_yes_no(yes: &mut bool, key: Key) -> Edit {
    let Code::Char(letter) = key.code else { return Edit::Ignored };
    let said = match letter {
        ' ' | '\u{3000}' => !*yes,
        letter if say::YES_KEYS.contains(letter) => true,
        letter if say::NO_KEYS.contains(letter) => false,
        _ => return Edit::Refused,
    };
    *yes = said;
    Edit::Changed
}
