//! A form answered field by field, without keys: what plain mode does with it.

use super::body::RowKind;
use super::{Form, Outcome};
use crate::app::key::Key;
use crate::model::Context;
use crate::model::typed::TypedError;

impl Form {
    /// Gives a field of the open page what was typed for it. What is no value stays as typed, and says why.
    pub fn answer(&mut self, key: &str, typed: &str, context: &Context<'_>) -> Result<(), TypedError> {
        self.active().answer(key, typed, context)
    }

    /// Tries to save, as the key that saves does.
    pub fn submit(&mut self, context: &Context<'_>) -> Outcome {
        self.save(false, context)
    }

    /// Whether a row's page is open.
    pub fn is_in_row(&self) -> bool {
        self.nested.is_some()
    }

    /// What the open row is called.
    pub fn nested_title(&self) -> Option<&str> {
        self.nested.as_ref().map(|nested| nested.title.as_str())
    }

    /// Opens the page of a row of a list, of a new one where `at` is `None`; `false` where there is no such list or row.
    pub fn begin_row(&mut self, key: &str, at: Option<usize>, context: &Context<'_>) -> bool {
        if self.nested.is_some() || !self.root.go_to(key, context) {
            return false;
        }
        let Some(rows) = self.root.rows_mut(key) else { return false };
        let (kind, count) = (rows.kind, rows.rows.len());
        rows.selected = at.unwrap_or(count);
        match (at, kind) {
            (Some(at), _) if at >= count => return false,
            (Some(_), _) => self.open_row(context),
            (None, RowKind::Part(_)) => self.add(context),
            (None, RowKind::Raised) => self.open_issue(None, context),
        };
        self.nested.is_some()
    }

    /// Puts the open row on its list; `false` where something was found, which then stands on its page.
    pub fn put_row(&mut self, context: &Context<'_>) -> bool {
        self.put(Key::ctrl('s'), context).is_ok()
    }

    /// Leaves the open row without putting it on its list, and takes it off where it stood there.
    pub fn drop_row(&mut self, context: &Context<'_>) {
        let Some(nested) = self.nested.take() else { return };
        if let (Some(at), Some(rows)) = (nested.at(), self.root.rows_mut(nested.key())) {
            rows.selected = at;
            self.remove_row(context);
        }
        self.root.refocus(context);
    }
}
