//! The desk's records as ledgers name them: people and units by their whole name only, each name looked up once.
//!
//! A number that counts records (`张三#5`) means another one on another desk. So where a name alone is not enough, a ledger
//! adds what tells the namesakes apart: `张三〔第十九届·第三选区〕`, `2026-11-20 09:00〔茶亭站〕`. What would be read as the
//! end of a name, as 、 in 教育、体育局, becomes a middle dot, and a name is known again by either.

use std::cell::RefCell;
use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::model::{Candidate, Directory, Entry, Kind, Org, Record, term};
use crate::store::reader::{ReadError, Reader};
use crate::text::zh::report::roster as zh;
use crate::text::{clean, mask};

/// Names remembered; beyond, they are looked up again.
const MOST_REMEMBERED: usize = 10_000;
/// Records of one name or day that are looked at.
const NAMESAKES: usize = 100;

/// A directory without guesses: what a clerk sees corrected as she types must not be guessed at behind her back.
pub(super) struct Roster<'a> {
    inner: &'a dyn Directory,
    remembered: RefCell<HashMap<(Kind, String), Vec<Candidate>>>,
    labels: RefCell<HashMap<(Kind, u64), Option<String>>>,
    /// Everybody on the roster, by what is compared of the name; those of earlier terms as well.
    people: HashMap<String, Vec<Person>>,
}

struct Person {
    id: u64,
    label: String,
    mark: String,
    is_in_office: bool,
}

impl<'a> Roster<'a> {
    /// Looks up in `inner`.
    pub(super) fn of(inner: &'a dyn Directory) -> Roster<'a> {
        Roster { inner, remembered: RefCell::default(), labels: RefCell::default(), people: HashMap::new() }
    }

    /// As [`Roster::of`], with the roster of the desk, so that namesakes are told apart.
    pub(super) fn with_people(inner: &'a dyn Directory, reader: &Reader) -> Result<Roster<'a>, ReadError> {
        let mut roster = Roster::of(inner);
        for Entry { id, record, .. } in reader.roster()? {
            let Record::Deputy(deputy) = record else { continue };
            let (mark, is_in_office) = (zh::of_deputy(&deputy.term, &deputy.constituency), term::is_in_office(&deputy));
            let person = Person { id, mark, is_in_office, label: deputy.name };
            roster.people.entry(comparable(&person.label)).or_default().push(person);
        }
        Ok(roster)
    }

    fn looked_up(&self, kind: Kind, name: &str, limit: usize) -> Vec<Candidate> {
        if kind == Kind::Deputy && !self.people.is_empty() {
            return self.people_called(name);
        }
        let whole = self.called(kind, name, limit);
        if !whole.is_empty() {
            return whole;
        }
        match zh::marked(name) {
            Some((name, mark)) => {
                let found = self.called(kind, name, NAMESAKES).into_iter();
                found.filter(|candidate| self.mark(kind, candidate.id).iter().any(|own| own == mark)).collect()
            }
            None => Vec::new(),
        }
    }

    /// Those that are called so and nothing else; of a kind that is known otherwise, what fits.
    fn called(&self, kind: Kind, name: &str, limit: usize) -> Vec<Candidate> {
        if !is_named(kind) && !kind.is_by_day() {
            return self.inner.find(kind, name, limit);
        }
        let same = |candidate: &Candidate| comparable(&candidate.label) == comparable(name);
        let found = self.inner.find(kind, name, NAMESAKES).into_iter();
        let (exact, others): (Vec<Candidate>, Vec<Candidate>) = found.partition(same);
        let exact: Vec<Candidate> = exact.into_iter().map(|candidate| Candidate { exact: true, ..candidate }).collect();
        match exact.is_empty() {
            // A day alone may mean its only reception.
            true if kind.is_by_day() => others.into_iter().take(limit).collect(),
            true if is_named(kind) => self.called_by_plain_name(kind, name),
            _ => exact,
        }
    }

    /// A name in which middle dots stand for what would be misread: looked for by what stands before the first.
    fn called_by_plain_name(&self, kind: Kind, name: &str) -> Vec<Candidate> {
        let Some((head, _)) = name.split_once(zh::DOT).filter(|(head, _)| !head.is_empty()) else { return Vec::new() };
        let same = |candidate: &Candidate| comparable(&candidate.label) == comparable(name);
        let found = self.inner.find(kind, head, NAMESAKES).into_iter().filter(same);
        found.map(|candidate| Candidate { exact: true, ..candidate }).collect()
    }

    /// The deputies of a name; of several the one in office is meant, unless a mark says otherwise.
    fn people_called(&self, name: &str) -> Vec<Candidate> {
        let (all, mark) = match (self.people.get(&comparable(name)), zh::marked(name)) {
            (Some(all), _) => (all, None),
            (None, Some((name, mark))) => match self.people.get(&comparable(name)) {
                Some(all) => (all, Some(mark)),
                None => return Vec::new(),
            },
            (None, None) => return Vec::new(),
        };
        let in_office: Vec<&Person> = all.iter().filter(|person| person.is_in_office).collect();
        let meant: Vec<&Person> = match (mark, in_office.as_slice()) {
            (Some(mark), _) => all.iter().filter(|person| person.mark == mark).collect(),
            (None, [only]) => vec![only],
            (None, _) => all.iter().collect(),
        };
        let candidate = |person: &&Person| Candidate {
            id: person.id,
            label: person.label.clone(),
            detail: person.mark.clone(),
            exact: true,
        };
        meant.iter().map(candidate).collect()
    }

    /// What a ledger calls a record.
    fn named(&self, kind: Kind, id: u64) -> Option<String> {
        let name = self.inner.label(kind, id)?;
        if !is_named(kind) && !kind.is_by_day() {
            return Some(name);
        }
        let name = zh::plain(&name);
        let is_known = |name: &str| matches!(self.find(kind, name, NAMESAKES).as_slice(), [only] if only.id == id);
        if is_known(&name) {
            return Some(name);
        }
        let marks = self.mark(kind, id);
        let marked = marks.iter().map(|mark| zh::with_mark(&name, mark));
        Some(marked.into_iter().find(|name| is_known(name)).unwrap_or(name))
    }

    /// What tells a record from others of its name, the shortest first.
    fn mark(&self, kind: Kind, id: u64) -> Vec<String> {
        match self.inner.entry(kind, id).map(|entry| entry.record) {
            Some(Record::Deputy(deputy)) => vec![zh::of_deputy(&deputy.term, &deputy.constituency)],
            Some(Record::Reception(day)) => vec![zh::plain(&day.place)],
            Some(Record::Visit(visit)) => {
                let village = zh::plain(&visit.village);
                let told_apart = format!("{village}{}{}", zh::DOT, digest(&visit.summary));
                vec![village, told_apart]
            }
            _ => Vec::new(),
        }
    }
}

impl Directory for Roster<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.inner.entry(kind, id)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        if let Some(label) = self.labels.borrow().get(&(kind, id)) {
            return label.clone();
        }
        let label = self.named(kind, id);
        let mut labels = self.labels.borrow_mut();
        if labels.len() < MOST_REMEMBERED {
            labels.insert((kind, id), label.clone());
        }
        label
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        // Ledgers stretch names of two characters with a blank.
        let key = (kind, if is_named(kind) { clean::collapse(typed) } else { typed.to_owned() });
        if let Some(found) = self.remembered.borrow().get(&key) {
            return found.clone();
        }
        let found = self.looked_up(kind, &key.1, limit);
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(key, found.clone());
        }
        found
    }

    fn gathers(&self) -> bool {
        self.inner.gathers()
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        self.inner.of(org)
    }
}

fn is_named(kind: Kind) -> bool {
    matches!(kind, Kind::Deputy | Kind::Unit)
}

/// A name as names are compared: without blanks, and without what a ledger writes in place of signs.
fn comparable(name: &str) -> String {
    clean::collapse(&zh::plain(name)).trim_end_matches(zh::DOT).to_owned()
}

/// A few characters that stand for a text, the same for its masked copy.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(clean::collapse(&mask::free(text)).as_bytes());
    digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::books::{Books, day};
    use crate::model::deputy::Deputy;
    use crate::model::unit::Unit;
    use crate::model::visit::Visit;

    #[test]
    fn only_whole_names_are_found() {
        let books = Books::sample();
        let roster = Roster::of(&books);
        let ids = |typed| roster.find(Kind::Deputy, typed, 8).iter().map(|c| c.id).collect::<Vec<_>>();
        assert_eq!(ids("李 四"), [2]);
        assert!(ids("李").is_empty());
        assert_eq!(ids("张三"), [1]);
        assert_eq!(ids("王五"), [4, 5]);
        assert_eq!(ids("王五"), [4, 5]);
        assert_eq!(roster.find(Kind::Unit, "水利", 8), []);
    }

    #[test]
    fn a_name_in_a_ledger_means_its_record_on_any_desk() {
        let mut books = Books::empty();
        for (name, term) in
            [("张三", "第十八届"), ("张三", "第十九届"), ("12", "第十九届"), ("买买提·艾力", "第十九届")]
        {
            let (name, term) = (name.to_owned(), term.to_owned());
            books.add(Record::Deputy(Deputy {
                name,
                term,
                constituency: "三、四选区".to_owned(),
                ..Deputy::default()
            }));
        }
        for name in ["教育、体育局", "教育局", "12345", "水利站#2"] {
            books.add(Record::Unit(Unit { name: name.to_owned(), ..Unit::default() }));
        }
        for (village, summary) in [("茶亭社区", "甲"), ("东山村", "乙"), ("东山村", "丙")] {
            let (village, summary, date) = (village.to_owned(), summary.to_owned(), Some(day(2026, 11, 21)));
            books.add(Record::Visit(Visit { date, village, summary, ..Visit::default() }));
        }
        let roster = Roster::of(&books);
        for (kind, ids) in [(Kind::Deputy, 1..=4), (Kind::Unit, 1..=4), (Kind::Visit, 1..=3)] {
            for id in ids {
                let label = roster.label(kind, id).unwrap();
                let found = roster.find(kind, &label, 8);
                assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [id], "{label}");
                assert!(!label.contains(['、', '#']), "{label}");
            }
        }
        assert_eq!(roster.label(Kind::Deputy, 1).unwrap(), "张三〔第十八届·三·四选区〕");
        assert_eq!(roster.find(Kind::Unit, "教育、体育局", 8).len(), 1, "as others write it");
    }
}
