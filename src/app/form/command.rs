//! What a form can be told to do, when it can, and when the key line names it. The keys stand in the table of commands.

use super::body::RowKind;
use super::field::Control;
use super::{Form, Subject};
use crate::app::command::Place;
use crate::model::PartKind;
use crate::model::setting::code::Shape;
use crate::text::zh::app::form as say;

/// What a form can be told to do, apart from typing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FormCommand {
    /// Accept the field and go to the next empty one; a line break in a text of several lines.
    Accept,
    /// Go to the next field.
    Next,
    /// Go to the field before.
    Back,
    /// Go down a row, then to the next field.
    Down,
    /// Go up a row, then to the field before.
    Up,
    /// Go down a screenful.
    PageDown,
    /// Go up a screenful.
    PageUp,
    /// Save.
    Save,
    /// Save and start the next one with the carried fields.
    SaveAnother,
    /// Leave; what was typed stays as a draft.
    Leave,
    /// Take this field's value from the last record.
    CopyLast,
    /// Take every field that was not typed from the last record.
    CopyAll,
    /// Open the pick list of a coded field.
    Pick,
    /// Add a row to the list in focus; anywhere else register an issue raised.
    Add,
    /// Register an issue raised, wherever the cursor is.
    AddIssue,
    /// Take the selected row off its list.
    Remove,
    /// Move the selected row up.
    MoveUp,
    /// Move the selected row down.
    MoveDown,
    /// Go to the next finding.
    NextFinding,
    /// Turn the code point before the caret (`U+20BB7`) into its character.
    CodePoint,
    /// Clear the field.
    Clear,
    /// Clear every field of a filter.
    ClearAll,
}

impl Form {
    /// Which page of it has the keys.
    pub fn place(&self) -> Place {
        match (&self.pick, &self.nested, &self.subject) {
            (Some(_), ..) => Place::Pick,
            (None, Some(_), _) => Place::Nested,
            (None, None, Subject::Filter(_)) => Place::Filter,
            (None, None, _) => Place::Form,
        }
    }

    /// Whether a command may run now; if not, why, for the clerk.
    pub fn may(&self, command: FormCommand) -> Result<(), String> {
        let rows = self.page().focused_rows();
        let (holds, reason) = match command {
            FormCommand::CopyLast => (self.last().is_some() && rows.is_none(), say::NO_LAST),
            FormCommand::CopyAll => (self.last().is_some(), say::NO_LAST),
            FormCommand::Pick => {
                (self.page().focused().is_some_and(|field| field.has_choices() || field.names_people()), say::NO_LIST)
            }
            FormCommand::Add if rows.is_some_and(|rows| rows.kind == RowKind::Part(PartKind::Code(Shape::Fixed))) => {
                (false, say::CODE_FIXED)
            }
            FormCommand::Add => (rows.is_some() || self.raises(), say::NO_ROWS),
            FormCommand::AddIssue => (self.raises(), say::RAISES_NOTHING),
            FormCommand::Remove => (rows.is_some_and(|rows| rows.selected < rows.rows.len()), say::NO_ROW),
            FormCommand::MoveUp => (rows.is_some_and(|rows| rows.may_move(false)), say::NO_MOVE),
            FormCommand::MoveDown => (rows.is_some_and(|rows| rows.may_move(true)), say::NO_MOVE),
            FormCommand::NextFinding => {
                (!self.page().findings.list.is_empty() || !self.page().marked().is_empty(), say::NO_FINDINGS)
            }
            FormCommand::CodePoint => (self.text().is_some(), say::NO_CODE_POINT),
            FormCommand::Accept
            | FormCommand::Next
            | FormCommand::Back
            | FormCommand::Down
            | FormCommand::Up
            | FormCommand::PageDown
            | FormCommand::PageUp
            | FormCommand::Save
            | FormCommand::SaveAnother
            | FormCommand::Leave
            | FormCommand::Clear
            | FormCommand::ClearAll => (true, ""),
        };
        if holds { Ok(()) } else { Err(reason.to_owned()) }
    }

    /// Whether the key line should name a command now.
    pub fn hints(&self, command: FormCommand) -> bool {
        let rows = self.page().focused_rows().map(|rows| rows.kind);
        let several = self.text().is_some_and(super::text_box::TextBox::is_several);
        match command {
            // On a row it opens the row's page, which the field's own hint says.
            FormCommand::Accept => {
                !several && self.page().focused_rows().is_none_or(|rows| rows.selected >= rows.rows.len())
            }
            FormCommand::Next => several,
            FormCommand::Save | FormCommand::Leave | FormCommand::ClearAll => true,
            FormCommand::SaveAnother => self.nested.is_some() || matches!(self.subject, Subject::New(_)),
            FormCommand::Pick | FormCommand::NextFinding => true,
            FormCommand::Add => matches!(rows, Some(RowKind::Part(_))),
            FormCommand::AddIssue => !matches!(rows, Some(RowKind::Part(_))),
            FormCommand::MoveUp | FormCommand::MoveDown => false,
            FormCommand::Remove => rows.is_some(),
            FormCommand::CopyLast => rows.is_none(),
            FormCommand::CopyAll => self.nested.is_none() && !self.is_dirty(),
            FormCommand::Back
            | FormCommand::Down
            | FormCommand::Up
            | FormCommand::PageDown
            | FormCommand::PageUp
            | FormCommand::CodePoint
            | FormCommand::Clear => false,
        }
    }

    fn text(&self) -> Option<&super::text_box::TextBox> {
        match self.page().focused().map(|field| &field.control) {
            Some(Control::Text(text)) => Some(text),
            _ => None,
        }
    }
}
