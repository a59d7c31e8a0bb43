//! What is wrong or odd with a record.

mod activity;
mod desk;
mod field;
mod findings;
mod issue;
mod people;
mod project;
mod proposal;
mod reception;
mod report;
#[cfg(test)]
mod tests;
mod visit;

pub(super) use field::{check_value, not_future};
pub(super) use findings::Findings;
pub(super) use reception::{on_duty_elsewhere, stands_twice};

use super::context::{Candidate, Context};
use super::field::{Rule, Spec};
use super::handling;
use super::kind::Kind;
use super::record::Record;

/// Records called the same, or of the same day, that are looked at.
const LOOKED_AT: usize = 20;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Asked about once; may be saved.
    Warning,
    /// Blocks the save.
    Error,
}

/// One finding about one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The key of the field to jump to.
    pub key: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong and what to do, for the clerk.
    pub message: String,
}

/// Whether something among the findings blocks the save.
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Checks a new record, in the order of its form.
pub fn check(record: &Record, context: &Context<'_>) -> Vec<Finding> {
    check_as(record, None, context)
}

/// Whether a field of the record must be filled in, as the rest of it stands.
pub fn wants(record: &Record, spec: &Spec, context: &Context<'_>) -> bool {
    match record {
        Record::Issue(issue) if spec.key == "deputies" => issue::wants_deputy(issue, context),
        Record::Proposal(proposal) if spec.key == "checklist" => !proposal.issues.is_empty(),
        Record::Proposal(proposal) if spec.key == "unit" => proposal.is_handed(),
        Record::Handling(handling) if spec.key == "reason" => handling.wants_reason(),
        _ => spec.rule == Rule::Required,
    }
}

/// Other live records found by what they are called, with how they were found: any of them may be the same, entered twice.
fn others<'a>(
    kind: Kind,
    called: &str,
    own: Option<u64>,
    context: &Context<'a>,
) -> impl Iterator<Item = (Candidate, Record)> + use<'a> {
    let directory = context.directory;
    let found = directory.find(kind, called, LOOKED_AT).into_iter().filter(move |other| Some(other.id) != own);
    found.filter_map(move |other| directory.entry(kind, other.id).map(|entry| (other, entry.record)))
}

/// As [`check`], for a record kept under the id `own`, so that it is not taken for its own namesake.
pub fn check_as(record: &Record, own: Option<u64>, context: &Context<'_>) -> Vec<Finding> {
    let mut found = Findings::default();
    let specs = record.kind().specs();
    for spec in specs.iter().filter(|spec| spec.rule != Rule::Derived) {
        let required = spec.rule == Rule::Required && record.applies(spec.key);
        check_value(spec, required, record.target(spec), &record.get(spec.key), context, &mut found);
    }
    match record {
        Record::Station(station) => desk::station(station, &mut found),
        Record::Deputy(deputy) => people::deputy(deputy, own, context, &mut found),
        Record::Unit(unit) => people::unit(unit, own, context, &mut found),
        Record::Reception(day) => reception::day(day, own, context, &mut found),
        Record::Issue(issue) => issue::issue(issue, context, &mut found),
        Record::Visit(visit) => visit::visit(visit, own, context, &mut found),
        Record::Setting(setting) => desk::setting(setting, own, context, &mut found),
        Record::Activity(activity) => activity::activity(activity, own, context, &mut found),
        Record::Project(project) => project::project(project, own, context, &mut found),
        Record::Proposal(proposal) => proposal::proposal(proposal, own, context, &mut found),
        Record::Report(report) => report::report(report, own, context, &mut found),
        Record::Handling(handling) => handling::check(handling, context, &mut found),
        Record::Party(_) | Record::Received(_) | Record::Pack(_) => {}
    }
    found.in_order_of(specs.iter().map(|spec| spec.key))
}
