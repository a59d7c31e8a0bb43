//! Steps of records that are no issues: reception days, projects, proposals, and what becomes of a deputy in office.
//!
//! An issue's steps are verbs with a history of their own ([`super::life`]); every other record simply says where it
//! stands, in one coded field. A [`Move`] takes it from one value of that field to another and asks for the few fields
//! that belong to it. The table drives F6, `liaison do`, the drafts and the checks.

mod deputy;
mod project;
mod proposal;
mod reception;
mod report;
#[cfg(test)]
mod tests;

pub use report::SUBMIT;

use std::fmt;

use super::check::{Finding, Findings, Severity, check_as};
use super::context::Context;
use super::entry::Entry;
use super::field::Spec;
use super::kind::Kind;
use super::life::{Need, Role};
use super::record::Record;
use super::value::Value;
use crate::text::zh::model::{check as zh_check, moves as zh};

/// One line of the table.
pub struct Move {
    /// Its key on the command line and in the journal; no verb of an issue has it.
    pub key: &'static str,
    /// Its name on screen.
    pub name: &'static str,
    /// The kind of record that takes it.
    pub kind: Kind,
    /// The coded field that says where such a record stands.
    pub field: &'static str,
    /// The values of that field it starts from.
    pub from: &'static [&'static str],
    /// The value it leads to; empty where it stays.
    pub to: &'static str,
    /// Who may take it.
    pub role: Role,
    /// The fields its form asks for, in order; none for the record's whole form.
    pub asks: &'static [(&'static str, Need)],
    /// Whether several records may take it together.
    pub together: bool,
    /// Fills what is empty and has a default, once the field is set; the name is that of who is at the keyboard.
    pub(super) fill: fn(&mut Record, &str, &Context<'_>),
    /// What must hold beyond the rules of the record itself; the record before and after.
    pub(super) guard: fn(&Record, &Record, &Context<'_>, &mut Findings),
    /// A further record that comes of it, from the record before and after.
    pub(super) companion: fn(&Record, &Record) -> Option<Record>,
}

impl PartialEq for Move {
    fn eq(&self, other: &Move) -> bool {
        self.key == other.key
    }
}

impl fmt::Debug for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

/// Every move, by kind, in the order of a record's life.
pub fn table() -> impl Iterator<Item = &'static Move> {
    reception::TABLE.iter().chain(&project::TABLE).chain(&proposal::TABLE).chain(&deputy::TABLE).chain(&report::TABLE)
}

/// The move of a key.
pub fn from_key(key: &str) -> Option<&'static Move> {
    table().find(|step| step.key == key)
}

/// Where a record stands: the value of the field its moves go by; none for a kind without moves.
pub fn standing(record: &Record) -> Option<String> {
    let first = table().find(|step| step.kind == record.kind())?;
    match record.get(first.field) {
        Value::Code(code) => Some(code),
        _ => Some(String::new()),
    }
}

/// The moves a record of a kind can make from where it stands.
pub fn next(kind: Kind, standing: &str) -> impl Iterator<Item = &'static Move> {
    table().filter(move |step| step.kind == kind && step.from.contains(&standing))
}

/// The moves that records of one kind can make together, each from where it stands.
pub fn common(kind: Kind, standings: &[&str]) -> Vec<&'static Move> {
    let fits = |step: &&Move| step.kind == kind && standings.iter().all(|standing| step.from.contains(standing));
    table().filter(|step| step.together).filter(fits).collect()
}

impl Move {
    /// The fields its form asks for; empty where it is the whole form.
    pub fn specs(&self) -> Vec<(&'static Spec, Need)> {
        self.asks.iter().filter_map(|(key, need)| self.kind.spec(key).map(|spec| (spec, *need))).collect()
    }

    /// The record as the form opens on it: where it will stand, with the defaults filled in.
    pub fn begin(&self, record: &Record, by: &str, context: &Context<'_>) -> Record {
        let mut next = record.clone();
        if !self.to.is_empty() {
            // The table's own tests hold that the field is a coded one of the kind.
            let _coded = next.set(self.field, Value::Code(self.to.to_owned()));
        }
        (self.fill)(&mut next, by, context);
        next
    }

    /// Another record that takes the same move, with what was asked for as `made` has it.
    pub fn likewise(&self, other: &Record, made: &Record, by: &str, context: &Context<'_>) -> Record {
        let mut next = self.begin(other, by, context);
        for (spec, _) in self.specs() {
            // Both are of the move's kind.
            let _same_type = next.set(spec.key, made.get(spec.key));
        }
        next
    }

    /// Findings about the move: where the record stands, what was asked for, the record's own rules. Warnings about fields
    /// its form does not show are left out: it is not the time to mend them.
    pub fn check(&self, before: &Entry, after: &Record, context: &Context<'_>) -> Vec<Finding> {
        let mut found = Findings::default();
        let first = self.asks.first().map_or(self.field, |(key, _)| *key);
        let standing = standing(&before.record).unwrap_or_default();
        if before.record.kind() != self.kind || !self.from.contains(&standing.as_str()) {
            found.error(first, self.refusal(&before.record, &standing, context));
            return found.in_order_of(std::iter::once(first));
        }
        for (spec, need) in self.specs() {
            if need == Need::Required && after.get(spec.key).is_empty() {
                found.error(spec.key, zh_check::missing(spec.label));
            }
        }
        (self.guard)(&before.record, after, context, &mut found);
        let shows =
            |key: &str| self.asks.is_empty() || key == self.field || self.asks.iter().any(|(own, _)| *own == key);
        let mut all = found.in_order_of(self.asks.iter().map(|(key, _)| *key));
        for finding in check_as(after, Some(before.id), context) {
            let is_said = all.iter().any(|said| said.key == finding.key && said.severity == Severity::Error);
            if !is_said && (finding.severity == Severity::Error || shows(finding.key)) {
                all.push(finding);
            }
        }
        all
    }

    /// A further record that comes of the move, if any.
    pub fn companion(&self, before: &Record, after: &Record) -> Option<Record> {
        (self.companion)(before, after)
    }

    fn refusal(&self, record: &Record, standing: &str, context: &Context<'_>) -> String {
        let list = match self.kind.spec(self.field).map(|spec| spec.kind) {
            Some(super::field::FieldKind::Code(list)) => list,
            _ => "",
        };
        let names = |keys: &[&str]| keys.iter().map(|key| context.codes.name(list, key).to_owned()).collect::<Vec<_>>();
        let possible: Vec<&str> = next(record.kind(), standing).map(|step| step.name).collect();
        let now = if record.kind() == self.kind { context.codes.name(list, standing) } else { record.kind().name() };
        zh::wrong_standing(self.kind.name(), now, self.name, &names(self.from), &possible)
    }
}

pub(super) fn no_fill(_: &mut Record, _: &str, _: &Context<'_>) {}

pub(super) fn no_guard(_: &Record, _: &Record, _: &Context<'_>, _: &mut Findings) {}

pub(super) fn no_companion(_: &Record, _: &Record) -> Option<Record> {
    None
}
