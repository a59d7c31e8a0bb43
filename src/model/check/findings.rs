//! Collects findings and puts them into the order of a form.

use super::{Finding, Severity};
use crate::model::order::Order as _;

/// Findings as they are made.
#[derive(Default)]
pub(in crate::model) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds what blocks the save.
    pub(in crate::model) fn error(&mut self, key: &'static str, message: impl Into<String>) {
        self.0.push(Finding { key, severity: Severity::Error, message: message.into() });
    }

    /// Adds what is asked about once.
    pub(in crate::model) fn warn(&mut self, key: &'static str, message: impl Into<String>) {
        self.0.push(Finding { key, severity: Severity::Warning, message: message.into() });
    }

    /// Whether a field has an error already, so that what follows from it need not be said.
    pub(in crate::model) fn has_error(&self, key: &str) -> bool {
        self.0.iter().any(|finding| finding.key == key && finding.severity == Severity::Error)
    }

    /// Takes over the findings about one nested row under the key of the field that holds the rows.
    pub(in crate::model) fn take_row(&mut self, key: &'static str, row: Findings, say: impl Fn(&str) -> String) {
        self.0.extend(row.0.into_iter().map(|finding| Finding { key, message: say(&finding.message), ..finding }));
    }

    /// The findings in the order of the keys; what belongs to no key comes first.
    pub(in crate::model) fn in_order_of(mut self, keys: impl Iterator<Item = &'static str>) -> Vec<Finding> {
        let keys: Vec<&str> = keys.collect();
        self.0.order_by_key(|finding| keys.iter().position(|key| *key == finding.key));
        self.0
    }
}
