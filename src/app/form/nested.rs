//! The second page of a form: a row of attendance, a deed, or an issue registered together with the record.

use super::body::{Body, RowKind};
use super::checks::{As, Verdict};
use super::field::Control;
use super::page::{Page, RAISED, Reading};
use super::rows::Rows;
use super::{Form, Outcome, Weight};
use crate::app::key::{Code, Key};
use crate::model::issue::Issue;
use crate::model::{Context, PartKind, Record};
use crate::text::zh::app::form as say;

/// Fields of an issue that its reception day or visit decides.
pub(super) const DECIDED: [&str; 4] = ["reported_on", "channel", "source", "deputies"];

/// A page open over the form's own.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The page.
    pub page: Page,
    /// What it is about.
    pub title: String,
    /// The record F3 copies from.
    pub(super) before: Option<Record>,
    /// The field whose list the row belongs to, and its place there; `None` for a new row.
    key: &'static str,
    at: Option<usize>,
}

impl Nested {
    /// The field whose list the row belongs to.
    pub(super) fn key(&self) -> &'static str {
        self.key
    }

    /// The row's place on its list; `None` for a new one.
    pub(super) fn at(&self) -> Option<usize> {
        self.at
    }
}

impl Form {
    /// Whether issues can be registered in this form.
    pub(super) fn raises(&self) -> bool {
        self.nested.is_none() && self.root.shown().any(|field| field.spec.key == RAISED.key)
    }

    /// F2: a new row on the list in focus, else an issue.
    pub(super) fn add(&mut self, context: &Context<'_>) -> Outcome {
        match self.page().focused_rows().map(|rows| rows.kind) {
            Some(RowKind::Part(kind)) => self.open_part(kind, None, context),
            Some(RowKind::Raised) | None => self.open_issue(None, context),
        }
    }

    /// Enter on a row: its page.
    pub(super) fn open_row(&mut self, context: &Context<'_>) -> Outcome {
        let Some(rows) = self.page().focused_rows() else { return Outcome::Stay };
        let at = Some(rows.selected).filter(|at| *at < rows.rows.len());
        match rows.kind {
            RowKind::Part(kind) => self.open_part(kind, at, context),
            RowKind::Raised => self.open_issue(at, context),
        }
    }

    fn open_part(&mut self, kind: PartKind, at: Option<usize>, context: &Context<'_>) -> Outcome {
        let Some(field) = self.root.focused() else { return Outcome::Stay };
        let (key, label) = (field.spec.key, field.spec.label);
        let page = self.row_page(key, at).unwrap_or_else(|| {
            let mut page = Page::of_part(kind.blank(), context);
            page.mark_prefilled();
            page
        });
        self.enter(key, at, RowKind::Part(kind), page, label.to_owned(), context)
    }

    /// The page of an issue raised: that of a row, or a new one with the village carried.
    pub(super) fn open_issue(&mut self, at: Option<usize>, context: &Context<'_>) -> Outcome {
        if !self.raises() {
            return self.refuse(say::NOT_HERE);
        }
        let page = self.row_page(RAISED.key, at).unwrap_or_else(|| {
            let issue = Issue { village: self.village(), ..Issue::default() };
            let mut page = Page::of_record(Record::Issue(Box::new(issue)), &DECIDED, context);
            page.mark_prefilled();
            page
        });
        let place = at.unwrap_or_else(|| self.raised_rows().count()) + 1;
        self.enter(RAISED.key, at, RowKind::Raised, page, say::issue_raised(place), context)
    }

    fn enter(
        &mut self,
        key: &'static str,
        at: Option<usize>,
        kind: RowKind,
        page: Page,
        title: String,
        context: &Context<'_>,
    ) -> Outcome {
        // The field left behind is read first; what is wrong with it stays marked there.
        let _ = self.root.accept(context);
        let before = match kind {
            RowKind::Raised => {
                let raised = self.raised_rows().last().and_then(|page| page.body().record().cloned());
                raised.or_else(|| self.last_issue.clone())
            }
            RowKind::Part(_) => None,
        };
        let mut page = page;
        page.start(at.is_some(), context);
        self.nested = Some(Nested { page, title, before, key, at });
        Outcome::Edited
    }

    fn row_page(&self, key: &str, at: Option<usize>) -> Option<Page> {
        self.root.rows(key)?.rows.get(at?).map(|row| row.page.clone())
    }

    fn raised_rows(&self) -> impl Iterator<Item = &Page> {
        self.root.rows(RAISED.key).into_iter().flat_map(|rows| rows.rows.iter().map(|row| &row.page))
    }

    /// Where the last issue of this form came from, else where the visit went, else where the last issue of the book did.
    fn village(&self) -> String {
        let last = self.raised_rows().last().and_then(|page| page.body().issue());
        match (last, self.root.body().record(), &self.last_issue) {
            (Some(issue), ..) => issue.village.clone(),
            (None, Some(Record::Visit(visit)), _) => visit.village.clone(),
            (None, _, Some(Record::Issue(issue))) => issue.village.clone(),
            _ => String::new(),
        }
    }

    /// Ctrl+N on a nested page: onto its list, if it passes, and on to the next.
    pub(super) fn put_and_add(&mut self, context: &Context<'_>) -> Outcome {
        let raised = self.nested.as_ref().is_some_and(|nested| nested.key == RAISED.key);
        match self.put(Key::ctrl('n'), context) {
            Err(outcome) => return outcome,
            Ok(0) => {}
            Ok(count) => {
                let told = if raised { say::issue_put(count) } else { say::put_on_list(count) };
                self.say(Weight::Info, told);
            }
        }
        let told = self.message.take();
        match raised {
            true => self.open_issue(None, context),
            false => self.add(context),
        };
        self.message = told;
        Outcome::Edited
    }

    /// Puts the nested page on its list, if it passes, and says how many rows that list has now; a new page nobody typed
    /// in is given up. What does not pass stays open, with what is to be done about it.
    pub(super) fn put(&mut self, key: Key, context: &Context<'_>) -> Result<usize, Outcome> {
        let Some(mut nested) = self.nested.take() else { return Ok(0) };
        if !nested.page.is_dirty() && nested.at.is_none() {
            return Ok(0);
        }
        nested.page.read_all(Reading::Accept, context);
        match nested.page.judge(As::New, Vec::new(), context) {
            Verdict::Passes => {
                let of = nested.key;
                self.put_back(nested, false, context);
                Ok(self.root.rows(of).map_or(0, |rows| rows.rows.len()))
            }
            verdict => {
                self.nested = Some(nested);
                Err(self.tell(verdict, key, context))
            }
        }
    }

    /// Esc on a nested page: onto its list; what does not pass stays there marked as unfinished.
    pub(super) fn leave_nested(&mut self, context: &Context<'_>) -> Outcome {
        let Some(mut nested) = self.nested.take() else { return Outcome::Stay };
        if !nested.page.is_dirty() {
            return Outcome::Edited;
        }
        nested.page.read_all(Reading::Accept, context);
        match nested.page.judge(As::New, Vec::new(), context) {
            verdict @ Verdict::Warnings(_) => {
                self.nested = Some(nested);
                return self.tell(verdict, Key::plain(Code::Esc), context);
            }
            verdict => {
                let key = nested.key;
                let unfinished = verdict != Verdict::Passes;
                self.put_back(nested, unfinished, context);
                if unfinished {
                    // Where the message's keys have their meaning.
                    self.root.go_to(key, context);
                }
                let count = self.root.rows(key).map_or(0, |rows| rows.rows.len());
                match unfinished {
                    true => self.say(Weight::Warning, say::LEFT_UNFINISHED),
                    false if key == RAISED.key => self.say(Weight::Info, say::issue_put(count)),
                    false => self.say(Weight::Info, say::put_on_list(count)),
                }
                // The list as a whole may not be one any more: two codes of one name.
                if !unfinished && matches!(self.root.body(), Body::Setting(..)) {
                    return self.look_over(key, context);
                }
            }
        }
        Outcome::Edited
    }

    fn put_back(&mut self, nested: Nested, unfinished: bool, context: &Context<'_>) {
        let Nested { mut page, key, at, .. } = nested;
        page.settle();
        page.findings = super::checks::Findings::default();
        if let Some(rows) = self.root.rows_mut(key) {
            rows.put(at, page, unfinished);
        }
        self.root.touched();
        self.root.refocus(context);
    }

    /// Ctrl+D or Delete: takes the selected row off.
    pub(super) fn remove_row(&mut self, context: &Context<'_>) -> Outcome {
        if self.page().focused_rows().is_some_and(Rows::is_kept_code) {
            return self.retire_row(context);
        }
        let removed = match self.active().focused_mut().map(|field| &mut field.control) {
            Some(Control::Rows(rows)) => rows.remove(),
            _ => false,
        };
        if !removed {
            return self.refuse(say::NO_ROW);
        }
        self.root.touched();
        self.say(Weight::Info, say::ROW_REMOVED);
        Outcome::Edited
    }

    /// A code that is no longer wanted is retired: records hold its key.
    fn retire_row(&mut self, context: &Context<'_>) -> Outcome {
        let retired = match self.active().focused_mut().map(|field| &mut field.control) {
            Some(Control::Rows(rows)) => rows.retire(context),
            _ => false,
        };
        if !retired {
            return self.refuse(say::CODE_FIXED);
        }
        self.root.touched();
        self.say(Weight::Info, say::CODE_RETIRED);
        Outcome::Edited
    }

    /// Alt+Up and Alt+Down: moves the selected row.
    pub(super) fn move_row(&mut self, down: bool) -> Outcome {
        if let Some(Control::Rows(rows)) = self.active().focused_mut().map(|field| &mut field.control) {
            rows.move_row(down);
        }
        self.root.touched();
        Outcome::Edited
    }
}
