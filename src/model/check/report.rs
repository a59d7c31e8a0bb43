//! What holds for a report beyond its fields.

use super::{Findings, others};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::report::Report;
use crate::text::zh::model::report as zh;

/// A report: its period, not sent twice, its examples; nothing of one that was sent changes.
pub(super) fn report(report: &Report, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    if let Some(sent) = before(own, context).filter(Report::is_sent)
        && sent != *report
    {
        found.error("first", zh::is_sent(sent.sent_on.map(|day| day.to_string()).unwrap_or_default()));
        return;
    }
    period(report, own, context, found);
    cases(report, context, found);
}

/// The report as it is kept.
fn before(own: Option<u64>, context: &Context<'_>) -> Option<Report> {
    match context.directory.entry(Kind::Report, own?)?.record {
        Record::Report(report) => Some(*report),
        _ => None,
    }
}

fn period(report: &Report, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    let (Some(first), Some(last)) = (report.first, report.last) else { return };
    if last < first {
        found.error("last", zh::ENDS_BEFORE);
        return;
    }
    if last > context.today && !report.is_sent() {
        found.warn("last", zh::not_over(last));
    }
    if report.dated.is_some_and(|dated| dated < last) {
        found.warn("dated", zh::DATED_BEFORE);
    }
    let Some(period) = report.period() else { return };
    for (_, other) in others(Kind::Report, &period.key(), own, context) {
        match other {
            Record::Report(other) if other.period() == Some(period) => match other.sent_on {
                Some(on) => found.error("first", zh::sent_twice(&other.called(), on)),
                None => found.warn("first", zh::DRAFTED_TWICE),
            },
            _ => {}
        }
    }
}

fn cases(report: &Report, context: &Context<'_>, found: &mut Findings) {
    for entry in report.cases.iter().filter_map(|id| context.directory.entry(Kind::Issue, *id)) {
        let Record::Issue(issue) = &entry.record else { continue };
        if issue.confidential {
            found.error("cases", zh::confidential(&issue.number));
        }
    }
}

#[cfg(test)]
mod tests;
