//! Earlier issues that look like the one whose title is being typed, and the category such issues were filed under.

use super::{Form, Subject};
use crate::app::shown;
use crate::model::alike::{Alike, Asked, Categories};
use crate::model::issue::Issue;
use crate::model::{Context, Entry, Record};
use crate::text::zh::app::form as say;

/// The field whose text is compared.
const TITLE: &str = "title";

impl Form {
    /// What is to be looked for now, told once for each title and village; `None` while nothing changed or too little is
    /// typed.
    pub fn ask_alike(&mut self) -> Option<Asked> {
        let now = self.asked_now();
        if now == self.asked {
            return None;
        }
        self.asked = now;
        let asked = self.asked.clone().filter(Asked::is_enough);
        if asked.is_none() {
            self.forget_alike();
        }
        asked
    }

    /// Takes what was found; of an earlier title it is no news any more.
    pub fn take_alike(&mut self, asked: &Asked, alike: Alike, context: &Context<'_>) {
        if self.asked.as_ref() != Some(asked) {
            return;
        }
        let line = |entry: &Entry| {
            say::alike(&shown::headline(entry, context), &shown::by_key(&entry.record, "reported_on", context))
        };
        self.alike = alike.issues.iter().map(line).collect();
        self.alike_entries = alike.issues;
        self.active().suggest(alike.categories, context);
        self.arrange();
    }

    /// The issues that look like it, a line each, while the cursor is in the title and nothing is found wrong.
    pub fn alike(&self) -> &[String] {
        let page = self.page();
        let is_shown = page.findings.list.is_empty() && page.focused().is_some_and(|field| field.spec.key == TITLE);
        if is_shown { &self.alike } else { &[] }
    }

    /// The issues that look like it, a line each, wherever the cursor is.
    pub fn found_alike(&self) -> &[String] {
        &self.alike
    }

    /// The title and village that were last asked about.
    #[cfg(test)]
    pub(crate) fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// The issues that look like it.
    pub(super) fn alike_issues(&self) -> impl Iterator<Item = &Issue> {
        self.alike_entries.iter().filter_map(|entry| match &entry.record {
            Record::Issue(issue) => Some(issue.as_ref()),
            _ => None,
        })
    }

    /// Rows wanted below the fields, for what was found wrong or else for what looks alike.
    pub fn listed(&self) -> usize {
        self.page().findings.list.len().max(self.alike().len())
    }

    fn forget_alike(&mut self) {
        self.alike.clear();
        self.alike_entries.clear();
        let page = self.active();
        page.suggested = Categories::default();
        self.arrange();
    }

    /// What stands in the title of the issue on top; a kept one is compared once its title was changed.
    fn asked_now(&self) -> Option<Asked> {
        let page = self.page();
        let Some(Record::Issue(issue)) = page.body().record() else { return None };
        let except = match (&self.nested, &self.subject) {
            (None, Subject::Edit(entry)) => Some(entry.id),
            (
                None,
                Subject::Step(..) | Subject::Decide(..) | Subject::Move(..) | Subject::Filter(_) | Subject::Setting(..),
            ) => return None,
            _ => None,
        };
        let field = page.fields().iter().find(|field| field.spec.key == TITLE)?;
        let is_told = except.is_none() || field.is_dirty();
        is_told.then(|| Asked { title: field.text().to_owned(), village: issue.village.clone(), except })
    }
}
