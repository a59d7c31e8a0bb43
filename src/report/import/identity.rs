//! What makes a row the same record as another, so that importing a file twice adds nothing.
//!
//! | kind | identity |
//! |---|---|
//! | issue with an outside number | number and content |
//! | issue without one | day, title and content |
//! | reception day | day, start and place |
//! | visit | day, deputies, village and summary |
//! | deputy | name, term and constituency |
//! | unit | name |
//! | activity | day, type and title |
//! | project | year and title |
//! | proposal | number if it has one, session, title and lead |
//!
//! Texts are compared without blanks and with personal numbers masked, so that a desk knows its own masked ledger again.
//! Only digests are kept: 16 bytes a record, however long it is.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::model::issue::Issue;
use crate::model::{Entry, Kind, Record};
use crate::store::reader::{Direction, List, ReadError, Reader};
use crate::text::{clean, mask};

/// Records read at a time.
const PAGE: usize = 200;

/// Where a record was met before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Earlier {
    /// It is on the desk, under this id.
    Desk(u64),
    /// It stands in this row of the same file.
    Row(u32),
}

/// The identities met so far.
///
/// A row of a ledger that carries an issue's number and whole history was one record and no other: of two that say the same,
/// each is one, and as many are known already as the desk has.
#[derive(Default)]
pub struct Known {
    /// The first record of the desk with an identity.
    desk: HashMap<u128, u64>,
    /// Further ones.
    namesakes: HashMap<u128, Vec<u64>>,
    /// The rows of the file that bring a new one.
    rows: HashMap<u128, u32>,
    reader: Option<Reader>,
}

impl Known {
    /// Those of every live record of a kind of the desk's own.
    pub fn on_desk(reader: &Reader, kind: Kind) -> Result<Known, ReadError> {
        let mut known = Known { reader: Some(reader.clone()), ..Known::default() };
        let mut from = None;
        loop {
            let page = reader.page(List::Station(kind, reader.org()), from.as_ref(), Direction::Forward, PAGE)?;
            let Some(last) = page.last() else { return Ok(known) };
            from = Some(last.position.clone());
            for Entry { id, record, .. } in page.iter().map(|row| &row.entry) {
                let identity = identity(record);
                if *known.desk.entry(identity).or_insert(*id) != *id {
                    known.namesakes.entry(identity).or_default().push(*id);
                }
            }
        }
    }

    /// Where the record was met before, if it was.
    pub fn earlier(&mut self, record: &Record) -> Option<Earlier> {
        let identity = identity(record);
        let number = match record {
            Record::Issue(issue) if !issue.number.is_empty() => Some(&issue.number),
            _ => None,
        };
        let Some(number) = number else {
            let on_desk = self.desk.get(&identity).map(|id| Earlier::Desk(*id));
            return on_desk.or_else(|| self.rows.get(&identity).map(|row| Earlier::Row(*row)));
        };
        let by_number = self.reader.as_ref().and_then(|reader| reader.issue_by_number(number).ok().flatten());
        self.take(identity, by_number.map(|entry| entry.id)).map(Earlier::Desk)
    }

    /// One of the desk's records with an identity that no row has met, this one if it can be.
    fn take(&mut self, identity: u128, wanted: Option<u64>) -> Option<u64> {
        let first = self.desk.get(&identity).copied()?;
        let namesakes = self.namesakes.get_mut(&identity);
        let Some(namesakes) = namesakes.filter(|ids| !ids.is_empty()) else {
            self.desk.remove(&identity);
            return Some(first);
        };
        if wanted == Some(first) {
            let next = namesakes.remove(0);
            self.desk.insert(identity, next);
            return Some(first);
        }
        let place = namesakes.iter().position(|id| Some(*id) == wanted).unwrap_or(0);
        Some(namesakes.remove(place))
    }

    /// Remembers a record that comes in from a row.
    pub fn insert(&mut self, record: &Record, row: u32) {
        self.rows.entry(identity(record)).or_insert(row);
    }
}

fn identity(record: &Record) -> u128 {
    let mut parts = Parts(Sha256::new());
    parts.add(record.kind().key());
    match record {
        Record::Issue(issue) => of_issue(issue, &mut parts),
        Record::Reception(day) => {
            parts.add(&format!("{:?}{:?}", day.date, day.start));
            parts.text(&day.place);
        }
        Record::Visit(visit) => {
            let mut deputies = visit.deputies.clone();
            deputies.sort_unstable();
            parts.add(&format!("{:?}{deputies:?}", visit.date));
            parts.text(&visit.village);
            parts.text(&visit.summary);
        }
        Record::Deputy(deputy) => {
            parts.text(&deputy.name);
            parts.text(&deputy.term);
            parts.text(&deputy.constituency);
        }
        Record::Unit(unit) => parts.text(&unit.name),
        Record::Activity(activity) => {
            parts.add(&format!("{:?}{}", activity.date, activity.kind));
            parts.text(&activity.title);
        }
        Record::Project(project) => {
            parts.add(&format!("{:?}", project.year));
            parts.text(&project.title);
        }
        Record::Proposal(proposal) => {
            parts.add(&clean::collapse(&proposal.number));
            parts.add(&format!("{}{:?}", proposal.session, proposal.lead));
            parts.text(&proposal.title);
        }
        Record::Report(report) => parts.text(&report.called()),
        Record::Party(party) => parts.text(&party.code),
        Record::Received(received) => parts.text(&received.code),
        Record::Handling(handling) => parts.text(&handling.called()),
        Record::Pack(pack) => parts.text(&pack.file),
        Record::Station(station) => parts.text(&station.code),
        Record::Setting(setting) => parts.text(&setting.key),
    }
    let digest = parts.0.finalize();
    digest.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

fn of_issue(issue: &Issue, parts: &mut Parts) {
    let number = clean::collapse(&issue.external_no);
    parts.add(&number);
    if number.is_empty() {
        parts.add(&format!("{:?}", issue.reported_on));
        parts.text(&issue.title);
    }
    parts.text(&issue.content);
}

struct Parts(Sha256);

impl Parts {
    /// Adds a part with its length, so that two parts never read as one.
    fn add(&mut self, part: &str) {
        self.0.update(part.len().to_be_bytes());
        self.0.update(part.as_bytes());
    }

    fn text(&mut self, text: &str) {
        self.add(&clean::collapse(&mask::free(text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(number: &str, title: &str, content: &str) -> Record {
        let [external_no, title, content] = [number, title, content].map(str::to_owned);
        Record::Issue(Box::new(Issue { external_no, title, content, ..Issue::default() }))
    }

    #[test]
    fn number_and_content_together_are_an_issues_identity() {
        let first = identity(&issue("37042", "医保", "能否在网上查询？"));
        assert_eq!(first, identity(&issue("37042", "别的标题", " 能否在网上\n查询？")));
        assert_ne!(first, identity(&issue("37042", "医保", "别的内容")));
        assert_ne!(first, identity(&issue("37043", "医保", "能否在网上查询？")));
        assert_ne!(identity(&issue("", "标题", "内容")), identity(&issue("", "标题二", "内容")));
    }

    #[test]
    fn a_masked_copy_is_the_same_record() {
        let whole = "请回电13800138000";
        let masked = mask::free(whole);
        assert_ne!(whole, masked);
        assert_eq!(identity(&issue("1", "", whole)), identity(&issue("1", "", &masked)));
    }

    #[test]
    fn the_first_row_is_named() {
        let mut known = Known::default();
        known.insert(&issue("1", "a", "b"), 5);
        known.insert(&issue("1", "a", "b"), 9);
        assert_eq!(known.earlier(&issue("1", "a", "b")), Some(Earlier::Row(5)));
        assert_eq!(known.earlier(&issue("2", "a", "b")), None);
    }
}
