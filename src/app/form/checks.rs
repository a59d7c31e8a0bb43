//! Saving: what the rules find on a page, where to jump to, and what is handed out when nothing blocks.

use super::body::{Body, RowKind};
use super::field::{Control, Field};
use super::page::{Page, RAISED, Reading};
use super::{Filled, Form, Outcome, Subject, Submission, Weight};
use crate::app::key::Key;
use crate::model::check::{self, Finding, Severity};
use crate::model::handling::Deciding;
use crate::model::issue::Issue;
use crate::model::moves::Move;
use crate::model::order::Order as _;
use crate::model::reception::POSTPONED;
use crate::model::setting::known::{Item, VALUE};
use crate::model::setting::{SETTING_CHARS, Setting};
use crate::model::{Context, Entry, Part, Record, Rule, Spec, Value, life};
use crate::text::zh::app::form as say;
use crate::text::zh::model::check as zh;

/// What the last try to save found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Findings {
    /// Errors first, then warnings, each in the order of the form.
    pub list: Vec<Finding>,
    /// The one the cursor was sent to.
    pub at: usize,
    /// The warnings were shown and nothing changed since: the next save takes them as read.
    asked: bool,
}

/// What a page is checked as.
#[derive(Clone, Copy, Debug)]
pub(super) enum As<'a> {
    /// A new record or row.
    New,
    /// The record kept under this id.
    Kept(u64),
    /// A step of this issue.
    Step(&'a Issue),
    /// A decision about this issue of a desk below.
    Decide(&'a Deciding),
    /// A step of this record, which is no issue.
    Move(&'a Entry, &'static Move),
}

/// What a try to save comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It may be saved.
    Passes,
    /// So many warnings, asked about once.
    Warnings(usize),
    /// So many errors.
    Errors(usize),
}

impl Findings {
    /// Forgets what was found about a field that was changed since.
    fn forget(&mut self, key: &str) {
        self.asked = false;
        self.list.retain(|finding| finding.key != key);
        self.at = self.at.min(self.list.len().saturating_sub(1));
    }
}

impl Page {
    /// Notes that a field was changed: the warnings are asked about anew.
    pub(super) fn touch(&mut self, key: &str) {
        self.findings.forget(key);
    }

    /// What is said of the fields that are marked, in the order of the form.
    pub(super) fn marked(&self) -> Vec<Finding> {
        self.shown().filter_map(|field| own_finding(field).or_else(|| field.found.clone())).collect()
    }

    /// Notes what the rules say of the field just left, if one was, and of those they had something to
    /// say of before: what is entered in one field may mend another.
    fn note(&mut self, left: Option<&str>, found: &[Finding]) {
        let is_meant = |field: &&mut Field| left == Some(field.spec.key) || field.found.is_some();
        for field in self.fields_mut().iter_mut().filter(is_meant) {
            field.found = found.iter().find(|finding| finding.key == field.spec.key).cloned();
        }
    }

    /// Notes that the list in focus was changed.
    pub(super) fn touched(&mut self) {
        if let Some(key) = self.focused().map(|field| field.spec.key) {
            self.touch(key);
        }
        self.touch(RAISED.key);
    }

    /// What the page makes, with its rows in it; fields that have no meaning any more are empty.
    pub fn assembled(&self) -> Body {
        let mut body = self.body().clone();
        for field in self.fields() {
            // It cannot refuse: the keys and types are those of the body's own table.
            if let Control::Rows(rows) = &field.control
                && matches!(rows.kind, RowKind::Part(_))
            {
                let _ = body.set(field.spec.key, Value::Rows(rows.parts()));
            }
        }
        // A step may show few fields of its record: those that lose their meaning are not all among them.
        let specs = body.record().map(|record| record.kind().specs()).unwrap_or_default();
        for spec in specs.into_iter().filter(|spec| spec.rule != Rule::Derived) {
            if !body.applies(spec.key) {
                let _ = body.set(spec.key, Value::Empty);
            }
        }
        body
    }

    /// Checks the page.
    ///
    /// `others`: what is said beside the rules of this page ([`Form::said_beside`]).
    pub(super) fn judge(&mut self, as_what: As<'_>, others: Vec<Finding>, context: &Context<'_>) -> Verdict {
        let mut list = self.inspect(as_what, context);
        if !others.is_empty() {
            others.into_iter().for_each(|finding| put_worst(&mut list, finding));
            self.sort(&mut list);
        }
        self.note(None, &list);
        let asked = self.findings.asked && self.findings.list == list;
        let errors = list.iter().filter(|finding| finding.severity == Severity::Error).count();
        let warnings = list.len() - errors;
        self.findings = Findings { list, at: 0, asked: errors == 0 };
        match (errors, warnings) {
            (0, 0) => Verdict::Passes,
            (0, _) if asked => Verdict::Passes,
            (0, warnings) => Verdict::Warnings(warnings),
            (errors, _) => Verdict::Errors(errors),
        }
    }

    fn inspect(&self, as_what: As<'_>, context: &Context<'_>) -> Vec<Finding> {
        let mut list: Vec<Finding> = self.shown().filter_map(own_finding).collect();
        let wrong: Vec<&str> = list.iter().map(|finding| finding.key).collect();
        let ruled = match (self.assembled(), as_what) {
            (Body::Record(record), As::Kept(id)) => check::check_as(&record, Some(id), context),
            (Body::Record(record), As::Decide(about)) => {
                let mut found = check::check(&record, context);
                if let Record::Handling(handling) = record.as_ref() {
                    about.check(handling, context).into_iter().for_each(|finding| put_worst(&mut found, finding));
                }
                found
            }
            (Body::Record(record), As::Move(before, step)) => step.check(before, &record, context),
            (Body::Record(record), _) => check::check(&record, context),
            (Body::Part(Part::Event(event)), As::Step(issue)) => life::check_step(issue, &event, context),
            (Body::Filter(..), _) => Vec::new(),
            (Body::Setting(item, values), _) => of_setting(&item, &values, context).into_iter().collect(),
            (Body::Part(part), _) => {
                let refused = part.wrong();
                let refused = refused.map(|(key, message)| Finding { key, severity: Severity::Error, message });
                self.shown().filter(|field| field.required).filter_map(missing).chain(refused).collect()
            }
        };
        let ruled: Vec<Finding> = ruled
            .into_iter()
            .filter(|finding| !wrong.contains(&finding.key) && !self.hidden().contains(&finding.key))
            .collect();
        list.extend(ruled);
        self.sort(&mut list);
        list
    }

    /// Errors first, each in the order of the fields.
    fn sort(&self, list: &mut [Finding]) {
        let place = |key: &str| self.shown().position(|field| field.spec.key == key).unwrap_or(usize::MAX);
        list.order_by_key(|finding| (finding.severity != Severity::Error, place(finding.key)));
    }
}

/// Notes a finding unless something as bad is said of its field already; an error takes the place of a warning.
fn put_worst(list: &mut Vec<Finding>, finding: Finding) {
    match list.iter_mut().find(|said| said.key == finding.key) {
        None => list.push(finding),
        Some(said) if said.severity < finding.severity => *said = finding,
        Some(_) => {}
    }
}

/// What is wrong with a field before any rule is asked.
fn own_finding(field: &Field) -> Option<Finding> {
    let message = match &field.control {
        Control::Rows(rows) => {
            let unfinished = rows.rows.iter().position(|row| row.unfinished)?;
            say::unfinished(field.spec.label, unfinished + 1)
        }
        _ => field.error.clone()?,
    };
    Some(Finding { key: field.spec.key, severity: Severity::Error, message })
}

/// Why a setting would not be taken.
fn of_setting(item: &Item, values: &[(&'static str, Value)], context: &Context<'_>) -> Option<Finding> {
    let is_too_long = || item.text(values).chars().count() > SETTING_CHARS;
    let first = values.first().map_or(VALUE, |(key, _)| key);
    let too_long = || is_too_long().then(|| (first, zh::too_long_setting(SETTING_CHARS)));
    let (key, message) = item.wrong(values, context.codes).or_else(too_long)?;
    Some(Finding { key, severity: Severity::Error, message })
}

fn missing(field: &Field) -> Option<Finding> {
    field.is_empty().then(|| Finding {
        key: field.spec.key,
        severity: Severity::Error,
        message: zh::missing(field.spec.label),
    })
}

/// What a form about this is checked as.
fn as_what(subject: &Subject) -> As<'_> {
    match subject {
        Subject::New(_) | Subject::Filter(_) | Subject::Setting(..) => As::New,
        Subject::Edit(entry) => As::Kept(entry.id),
        Subject::Decide(about, _) => As::Decide(about),
        Subject::Move(entry, step) => As::Move(entry, step),
        Subject::Step(entry, _) => match &entry.record {
            Record::Issue(issue) => As::Step(issue),
            _ => As::New,
        },
    }
}

impl Form {
    /// What the rules say of a field that was just left, where it was edited; nothing is blocked before the save.
    pub(super) fn look_over(&mut self, key: &'static str, context: &Context<'_>) -> Outcome {
        let mut found = match &self.nested {
            Some(nested) => nested.page.inspect(As::New, context),
            None => self.root.inspect(as_what(&self.subject), context),
        };
        if self.nested.is_none() && matches!(self.subject, Subject::Setting(..)) {
            // A setting is judged as a whole: what is wrong came with the field that was left.
            let page = &self.root;
            let is_own = |of: &str| page.shown().any(|field| field.spec.key == of && field.error.is_some());
            found.iter_mut().filter(|finding| !is_own(finding.key)).for_each(|finding| finding.key = key);
        }
        let page = self.active();
        page.note(Some(key), &found);
        // What this mended is off the list, without another try to save.
        page.findings.list.retain(|listed| found.iter().any(|finding| finding.key == listed.key));
        page.findings.at = page.findings.at.min(page.findings.list.len().saturating_sub(1));
        match found.into_iter().find(|finding| finding.key == key) {
            Some(Finding { severity: Severity::Error, message, .. }) => self.refuse(message),
            Some(Finding { severity: Severity::Warning, message, .. }) => {
                self.say(Weight::Warning, message);
                Outcome::Edited
            }
            None => Outcome::Edited,
        }
    }

    /// What there is to say beyond the rules of the record itself.
    fn said_beside(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut said = self.said_of_others(context);
        said.extend(self.said_of_a_day());
        said.extend(self.said_of_visitors());
        said.extend(self.said_of_a_twin());
        said
    }

    /// What a change of a kept reception day would take away, or leave behind, without a word.
    fn said_of_a_day(&self) -> Vec<Finding> {
        let (Subject::Edit(before) | Subject::Move(before, _), Body::Record(now)) =
            (&self.subject, self.root.assembled())
        else {
            return Vec::new();
        };
        let (Record::Reception(day), Record::Reception(was)) = (now.as_ref(), &before.record) else {
            return Vec::new();
        };
        let warn = |key, message| Finding { key, severity: Severity::Warning, message };
        let raised = self.root.rows(RAISED.key).map_or(0, |rows| rows.kept.len());
        let said_so = |spec: &&'static Spec| before.record.applies(spec.key) && !before.record.get(spec.key).is_empty();
        let is_lost = |spec: &&'static Spec| said_so(spec) && !now.applies(spec.key);
        let specs = before.record.kind().specs();
        let lost: Vec<&str> = specs.into_iter().filter(is_lost).map(|spec| spec.label).collect();
        let mut said = Vec::new();
        let later = was.moved_to.filter(|_| was.stage == POSTPONED && day.stage != POSTPONED);
        if let Some(later) = later {
            said.push(warn("stage", say::moved_already(&later.to_string())));
        } else if !lost.is_empty() {
            said.push(warn("stage", say::would_empty(&lost, raised)));
        } else if raised > 0 && !day.is_held() {
            said.push(warn("stage", say::issues_remain(raised)));
        }
        if raised > 0 && day.date != was.date {
            said.push(warn("date", say::issues_keep_their_day(raised)));
        }
        said
    }

    /// Whether issues were raised on a day on which nobody is said to have come.
    fn said_of_visitors(&self) -> Option<Finding> {
        let Body::Record(record) = self.root.body() else { return None };
        let Record::Reception(day) = record.as_ref() else { return None };
        let raised = self.root.rows(RAISED.key).map_or(0, |rows| rows.rows.len() + rows.kept.len());
        let is_odd = day.is_held() && raised > 0 && day.groups.unwrap_or(0) == 0 && day.people.unwrap_or(0) == 0;
        let message = || say::raised_by_nobody(raised);
        is_odd.then(|| Finding { key: "groups", severity: Severity::Warning, message: message() })
    }

    /// Whether the new issue has been entered already: the same title and village.
    fn said_of_a_twin(&self) -> Option<Finding> {
        let (Subject::New(_), Body::Record(record)) = (&self.subject, self.root.body()) else { return None };
        let Record::Issue(new) = record.as_ref() else { return None };
        let is_twin = |other: &&Issue| other.title == new.title && other.village == new.village;
        let twin = self.alike_issues().find(is_twin)?;
        Some(Finding { key: "title", severity: Severity::Warning, message: say::twin(&twin.number) })
    }

    /// What the rules say of the step of the other issues that take it, once for each field.
    fn said_of_others(&self, context: &Context<'_>) -> Vec<Finding> {
        let made = self.root.assembled();
        let mut said: Vec<Finding> = Vec::new();
        for other in &self.company {
            let found = match (&made, &self.subject, &other.record) {
                (Body::Part(Part::Event(event)), _, Record::Issue(issue)) => life::check_step(issue, event, context),
                (Body::Record(made), Subject::Move(_, step), _) => {
                    step.check(other, &step.likewise(&other.record, made, &self.by, context), context)
                }
                _ => Vec::new(),
            };
            let label = context.directory.label(other.kind(), other.id).unwrap_or_default();
            for finding in found {
                let message = say::of_another(&label, &finding.message);
                put_worst(&mut said, Finding { message, ..finding });
            }
        }
        said
    }

    /// Ctrl+S and Ctrl+N.
    pub(super) fn save(&mut self, another: bool, context: &Context<'_>) -> Outcome {
        if self.nested.is_some() && another {
            return self.put_and_add(context);
        }
        // Ctrl+S means saved, wherever it is pressed: the nested page goes onto its list first.
        let key = Key::ctrl(if another { 'n' } else { 's' });
        if let Err(outcome) = self.put(key, context) {
            return outcome;
        }
        if let Subject::Filter(kind) = self.subject {
            return self.run_filter(kind, context);
        }
        self.root.read_all(Reading::Accept, context);
        let as_what = as_what(&self.subject);
        let others = self.said_beside(context);
        match self.root.judge(as_what, others, context) {
            Verdict::Passes if self.sets_nothing(context) => self.refuse(say::SETTING_UNCHANGED),
            Verdict::Passes => match self.filled(context) {
                Some(outcome) => Outcome::Submit(Box::new(Submission {
                    subject: self.subject.clone(),
                    outcome,
                    another: another && matches!(self.subject, Subject::New(_)),
                })),
                None => Outcome::Stay,
            },
            verdict => self.tell(verdict, key, context),
        }
    }

    /// Says what blocks the save or wants a second look before the same key again; the cursor goes to the first error.
    pub(super) fn tell(&mut self, verdict: Verdict, key: Key, context: &Context<'_>) -> Outcome {
        let first = self.page().findings.list.first().cloned();
        let message = first.as_ref().map_or("", |finding| finding.message.as_str());
        match verdict {
            Verdict::Passes => Outcome::Stay,
            Verdict::Warnings(count) => {
                self.say(Weight::Warning, say::warnings(count, message, &key.to_string()));
                Outcome::Stay
            }
            Verdict::Errors(count) => {
                let text = match self.subject {
                    Subject::Filter(_) => say::filter_errors(count, message),
                    _ => say::errors(count, message),
                };
                self.say(Weight::Error, text);
                if let Some(finding) = &first {
                    self.active().go_to(finding.key, context);
                }
                Outcome::Refused
            }
        }
    }

    /// F6: to the next finding.
    pub(super) fn next_finding(&mut self, context: &Context<'_>) -> Outcome {
        let count = self.page().findings.list.len();
        if count == 0 {
            return self.next_marked(context);
        }
        // What is wrong with the field left stays marked there; the message is about the one gone to.
        let _ = self.active().accept(context);
        let at = (self.page().findings.at + 1) % count;
        self.jump(at, context);
        Outcome::Edited
    }

    /// To the next field that is marked though nobody tried to save yet; the first one after the last.
    fn next_marked(&mut self, context: &Context<'_>) -> Outcome {
        // What is wrong with the field left is marked by leaving it.
        let _ = self.active().accept(context);
        let here = self.page().focused().map_or("", |field| field.spec.key);
        let marked = self.page().marked();
        let at = marked.iter().position(|finding| finding.key == here).map_or(0, |at| at + 1);
        let Some(next) = marked.get(at).or_else(|| marked.first()).cloned() else {
            return self.refuse(say::NO_FINDINGS);
        };
        self.active().go_to(next.key, context);
        let weight = if next.severity == Severity::Error { Weight::Error } else { Weight::Warning };
        self.say(weight, next.message);
        Outcome::Edited
    }

    /// Enter while errors are listed goes to the next of them.
    pub(super) fn go_to_next_error(&mut self, context: &Context<'_>) -> bool {
        let page = self.page();
        let here = page.focused().map_or("", |field| field.spec.key);
        let next =
            page.findings.list.iter().position(|finding| finding.severity == Severity::Error && finding.key != here);
        if let Some(at) = next {
            self.jump(at, context);
        }
        next.is_some()
    }

    fn jump(&mut self, at: usize, context: &Context<'_>) {
        let page = self.active();
        page.findings.at = at;
        let Some(finding) = page.findings.list.get(at).cloned() else { return };
        page.go_to(finding.key, context);
        let weight = if finding.severity == Severity::Error { Weight::Error } else { Weight::Warning };
        self.say(weight, finding.message);
    }

    /// Whether what would be saved is what is in force.
    fn sets_nothing(&self, context: &Context<'_>) -> bool {
        match self.root.assembled() {
            Body::Setting(item, values) => item
                .settled(&item.text(&values), context.codes)
                .is_ok_and(|text| item.is_in_force(&text, context.codes)),
            _ => false,
        }
    }

    fn filled(&self, context: &Context<'_>) -> Option<Filled> {
        match self.root.assembled() {
            Body::Record(record) => {
                let issues = self.root.rows(RAISED.key).into_iter().flat_map(|rows| rows.rows.iter());
                let issues = issues.filter_map(|row| row.page.body().issue().cloned()).collect();
                Some(Filled::Record(record, issues))
            }
            Body::Part(Part::Event(event)) => Some(Filled::Step(event)),
            Body::Part(_) | Body::Filter(..) => None,
            Body::Setting(item, values) => {
                // What does not settle was refused by the check.
                let text = item.settled(&item.text(&values), context.codes).ok()?;
                let setting = Setting { key: item.key, value: text, ..Setting::default() };
                Some(Filled::Record(Box::new(Record::Setting(setting)), Vec::new()))
            }
        }
    }
}
