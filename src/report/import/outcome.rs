//! How an import ended, and how that is told.

use std::path::PathBuf;

use super::flow::LeftOut;
use super::identity::Earlier;
use super::row::Verdict;
use crate::model::{Context, Kind, Record};
use crate::report::ledger::latest;
use crate::report::sheet::Row;
use crate::text::zh::report::import as zh;

/// Repeated rows that are named one by one.
const MOST_REPEATS: usize = 100;
/// Of those, how many a summary names.
const REPEATS_SHOWN: usize = 10;

/// How an import or its preview ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Rows that are in, or would come in.
    pub added: u64,
    /// Rows that are the same as an earlier one.
    pub repeated: u64,
    /// Rows whose record was there already and names more issues now.
    pub linked: u64,
    /// The first of those that are the same, each by its row, what it is called and where it was met.
    pub repeats: Vec<(u32, String, Earlier)>,
    /// Rows that could not come in.
    pub bad: u64,
    /// Sums, headers within the table and notes below it.
    pub left: u64,
    /// How many of each.
    pub left_out: LeftOut,
    /// Where the bad rows were written.
    pub rejects: Option<PathBuf>,
    /// What else the clerk should know, a sentence each.
    pub notes: Vec<String>,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

impl Outcome {
    /// Counts a judged row.
    pub(super) fn count(&mut self, row: &Row, verdict: &Verdict) {
        match verdict {
            Verdict::New(_) => self.added += 1,
            Verdict::Bad(_) => self.bad += 1,
            Verdict::Left => self.left += 1,
            Verdict::Linked(..) => self.linked += 1,
            Verdict::Repeated(record, earlier) => {
                self.repeated += 1;
                if self.repeats.len() < MOST_REPEATS {
                    self.repeats.push((row.number, called(record), *earlier));
                }
            }
        }
    }

    /// The summary, a line each, but for a cancelling. `preview` says that nothing was saved.
    pub fn lines(&self, preview: bool) -> Vec<String> {
        let mut lines = self.notes.clone();
        let in_file = self.repeats.iter().filter_map(|(row, name, earlier)| match earlier {
            Earlier::Row(first) => Some(zh::repeated_in_file(*row, *first, name)),
            Earlier::Desk(_) => None,
        });
        lines.extend(in_file.take(REPEATS_SHOWN));
        lines.push(zh::summary(preview, self.added, self.repeated, self.bad));
        if self.linked > 0 {
            lines.push(zh::linked(self.linked));
        }
        if self.left > 0 {
            let LeftOut { sums, notes, .. } = self.left_out;
            lines.push(zh::left(sums, self.left.saturating_sub(sums).saturating_sub(notes), notes));
        }
        if let Some(path) = &self.rejects {
            lines.push(zh::rejects_at(path));
        } else if self.bad > 0 && preview {
            lines.push(zh::BAD_IN_PREVIEW.to_owned());
        }
        lines
    }
}

/// What a row becomes, in one line.
pub fn line(row: &Row, verdict: &Verdict, context: &Context<'_>) -> String {
    match verdict {
        Verdict::New(record) => zh::becomes(row.number, record.kind().name(), &described(record, context)),
        Verdict::Repeated(record, Earlier::Desk(_)) => zh::repeated_on_desk(row.number, &called(record)),
        Verdict::Repeated(record, Earlier::Row(first)) => zh::repeated_in_file(row.number, *first, &called(record)),
        Verdict::Bad(reasons) => zh::bad(row.number, &reasons.join(zh::REASON_JOIN)),
        Verdict::Linked(_, record) => zh::links(row.number, &called(record)),
        Verdict::Left => zh::left_out(row.number),
    }
}

fn described(record: &Record, context: &Context<'_>) -> String {
    let Record::Issue(issue) = record else { return called(record) };
    let day = issue.reported_on.map(|day| day.to_string()).unwrap_or_default();
    let category = context.codes.full_name("category", &issue.category);
    let replied = latest(issue, crate::model::life::Verb::Reply).and_then(|event| event.on);
    zh::issue(&day, &category, &called(record), replied)
}

/// What a record is called in a message: its outside number and title, its day and place, its name.
fn called(record: &Record) -> String {
    let dated = |date: Option<crate::model::Date>, place: &str| {
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        format!("{date} {place}")
    };
    match record {
        Record::Issue(issue) => format!("{} {}", issue.external_no, issue.title).trim_start().to_owned(),
        Record::Reception(reception) => dated(reception.date, &reception.place),
        Record::Visit(visit) => dated(visit.date, &visit.village),
        Record::Deputy(deputy) => deputy.name.clone(),
        Record::Unit(unit) => unit.name.clone(),
        Record::Activity(activity) => dated(activity.date, &activity.title),
        Record::Project(project) => project.title.clone(),
        Record::Proposal(proposal) => format!("{} {}", proposal.number, proposal.title).trim_start().to_owned(),
        Record::Report(report) => report.called(),
        Record::Station(_)
        | Record::Setting(_)
        | Record::Party(_)
        | Record::Received(_)
        | Record::Handling(_)
        | Record::Pack(_) => Kind::name(record.kind()).to_owned(),
    }
}
