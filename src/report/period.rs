//! Reports of a period 月报 季报 半年报 年报: their words and tables made from the figures, and the paper that is sent.
//!
//! [`facts::Facts`] is everything a report tells, read once from the store. [`words`] makes the text of each section of it,
//! which a clerk may change; [`compose`] puts the text and the tables ([`tables`]) on paper. [`restate`] tells which figures of
//! reports sent earlier have changed since, [`later`] how many records came after them. [`freeze`] fixes a report that is sent: its files are kept, and what is printed
//! again is those files. Issues that ask for confidence are counted and never named; texts are masked before they come here.

pub mod compose;
pub mod facts;
pub mod freeze;
pub mod later;
pub mod restate;
pub mod tables;
#[cfg(test)]
mod tests;
pub mod words;

use std::collections::BTreeMap;

use crate::model::report::{Report, SECTIONS};
use crate::model::stats::Period;
use crate::model::{Date, Record};
use crate::text::mask;
use crate::text::zh::model::report as zh;

/// The words of each section, by its key.
pub type Words = BTreeMap<String, String>;

/// A draft of a period's report, with the words as they are made now.
pub fn draft(period: Period, title: String, made: &Words, today: Date) -> Report {
    let mut report = Report {
        first: Some(period.first),
        last: Some(period.last),
        title,
        dated: Some(today),
        made: serde_json::to_string(made).unwrap_or_default(),
        ..Report::default()
    };
    for key in SECTIONS {
        report.set_section(key, made.get(key).cloned().unwrap_or_default());
    }
    report
}

/// The words a report goes out with: the clerk's where there are any of hers, else those made now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    /// The words of every section.
    pub words: Words,
    /// Sections whose words were made anew because the figures changed, by key.
    pub renewed: Vec<&'static str>,
    /// Sections in the clerk's own words, by key.
    pub own: Vec<&'static str>,
}

/// Settles whose words stand in each section: what the clerk left as it was made follows the figures.
pub fn settle(report: &Report, fresh: &Words) -> Settled {
    let made: Words = serde_json::from_str(&report.made).unwrap_or_default();
    let mut settled = Settled::default();
    for key in SECTIONS {
        let (kept, fresh) = (report.section(key), fresh.get(key).map_or("", String::as_str));
        let is_as_made = kept.is_empty() || made.get(key).is_some_and(|made| made == kept);
        let text = if is_as_made { fresh } else { kept };
        if is_as_made && !kept.is_empty() && kept != fresh {
            settled.renewed.push(key);
        }
        // What only a clerk can write is hers without a word.
        if !is_as_made && kept != fresh && !fresh.is_empty() {
            settled.own.push(key);
        }
        settled.words.insert(key.to_owned(), text.to_owned());
    }
    settled
}

/// What stands over a report of a station.
pub fn title(report: &Report, station: &str) -> String {
    match report.period().filter(|_| report.title.is_empty()) {
        Some(period) => zh::title(station, period),
        None => mask::free(&report.title),
    }
}

/// What its files are called: a draft's say so.
pub fn file_name(report: &Report, station: &str) -> String {
    let draft = if report.is_sent() { "" } else { crate::text::zh::report::period::said::DRAFT };
    title(report, station) + draft
}

/// The report of a record, if it is one.
pub fn of(record: &Record) -> Option<&Report> {
    match record {
        Record::Report(report) => Some(report),
        _ => None,
    }
}
