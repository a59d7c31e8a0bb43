//! Finding a record by what was typed: number, name, pinyin or date. What forms and commands resolve references with.

use super::index;
use super::reader::{Direction, List, ReadError, Reader};
use crate::model::order::Order as _;
use crate::model::{Candidate, Date, Directory, Entry, Kind, Org, Record, term, whose};
use crate::text::pinyin::Matcher;
use crate::text::zh::model::whose::{DESK_SIGNS, OWN};

#[cfg(test)]
mod tests;

/// How many records of a kind are looked at, in list order. Rosters are far below it; of days, issues and visits the
/// newest are meant, and an older issue is found by its number.
const MAX_LOOKED_AT: usize = 2_000;
/// Records of one day looked at, whatever limit a caller has: more of them are told apart by time or name.
const ON_A_DAY: usize = 100;
/// Rows read at a time.
const PAGE: usize = 200;
/// Bytes of a date, `2026-11-23`.
const DATE_BYTES: usize = 10;
/// The rank of a whole name or number.
const EXACT: u8 = 0;

impl Directory for Reader {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        match whose::apart(id).filter(|_| kind == Kind::Issue) {
            Some((org, id)) => logged(self.of(org).entry(kind, id)).flatten(),
            None => logged(Reader::entry(self, kind, id)).flatten(),
        }
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        (org != self.org()).then(|| Box::new(Reader::of(self, org)) as Box<dyn Directory>)
    }

    fn decisions(&self, issue: u64) -> Vec<Entry> {
        logged(Reader::decisions(self, issue)).unwrap_or_default()
    }

    fn went_down(&self, decision: &Entry) -> bool {
        logged(Reader::went_down(self, decision)).unwrap_or(true)
    }

    fn gathers(&self) -> bool {
        self.is_above()
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        if kind == Kind::Received {
            // A chain is called as its desk, or as the party's key file says.
            let named = logged(self.desk_name(Org(id))).flatten();
            let party = || match Directory::entry(self, Kind::Party, id)?.record {
                Record::Party(party) => Some(party.called().to_owned()),
                _ => None,
            };
            let called = || party().unwrap_or_else(|| Org(id).to_string());
            return named.or_else(|| Directory::entry(self, kind, id).map(|_| called()));
        }
        let label = |entry: Entry| match whose::apart(id).filter(|_| kind == Kind::Issue) {
            Some((org, _)) => self.told_apart(org, &self.label_of(&entry)),
            None => self.label_of(&entry),
        };
        Directory::entry(self, kind, id).map(label)
    }

    fn find_anywhere(&self, typed: &str, limit: usize) -> Vec<Candidate> {
        if !self.is_above() {
            return self.find(Kind::Issue, typed, limit);
        }
        let typed = typed.trim();
        // What is before the sign says whose, what is behind it which.
        let (desk, typed) = typed.split_once(DESK_SIGNS).map_or(("", typed), |(desk, rest)| (desk.trim(), rest.trim()));
        let numbered = logged(self.issues_numbered(typed)).unwrap_or_default();
        let ranked = if numbered.is_empty() {
            logged(self.ranked_in(List::All(Kind::Issue), typed, limit)).unwrap_or_default()
        } else {
            numbered.into_iter().filter(Entry::is_live).map(|entry| (EXACT, entry)).collect()
        };
        let desks: Option<Vec<u64>> = (!desk.is_empty()).then(|| {
            if desk == OWN {
                vec![self.org().0]
            } else {
                self.find(Kind::Received, desk, MAX_LOOKED_AT).into_iter().map(|one| one.id).collect()
            }
        });
        let is_meant = |entry: &Entry| desks.as_ref().is_none_or(|desks| desks.contains(&entry.org.0));
        let candidate = |(rank, entry): (u8, Entry)| {
            let one = self.candidate(&entry, rank == EXACT);
            if entry.org == self.org() {
                return Some(Candidate { label: format!("{OWN}{}{}", DESK_SIGNS[0], one.label), ..one });
            }
            let label = self.told_apart(entry.org, &one.label);
            Some(Candidate { id: whose::reference(entry.org, entry.id)?, label, ..one })
        };
        ranked.into_iter().filter(|(_, entry)| is_meant(entry)).filter_map(candidate).take(limit).collect()
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        let typed = typed.trim();
        if kind == Kind::Received {
            return logged(self.desks_called(typed, limit)).unwrap_or_default();
        }
        if kind == Kind::Issue
            && let Some(entry) = logged(self.issue_by_number(typed)).flatten().filter(Entry::is_live)
        {
            return vec![self.candidate(&entry, true)];
        }
        let ranked = logged(self.ranked(kind, typed, limit)).unwrap_or_default();
        // A whole name stands alone, even if it begins a longer one, unless several have it. A re-elected deputy has a record
        // of each term: the one in office is meant, and stands first in list order.
        let exact = ranked.iter().filter(|(rank, _)| *rank == EXACT).count();
        let in_office = ranked.iter().filter(|(rank, entry)| *rank == EXACT && is_in_office(&entry.record)).count();
        let shown = if exact == 1 || in_office == 1 { 1 } else { limit };
        ranked.iter().take(shown).map(|(rank, entry)| self.candidate(entry, *rank == EXACT)).collect()
    }
}

impl Reader {
    /// A record of another desk, told with the desk's name.
    fn told_apart(&self, org: Org, label: &str) -> String {
        let name = logged(self.desk_name(org)).flatten().unwrap_or_else(|| org.to_string());
        format!("{}{}{label}", whose::short(&name), DESK_SIGNS[0])
    }

    /// The live records that fit, the best first; where they fit alike, in list order.
    fn ranked(&self, kind: Kind, typed: &str, limit: usize) -> Result<Vec<(u8, Entry)>, ReadError> {
        if let Some(day) = day_of(kind, typed) {
            let wanted = Wanted::new(typed);
            // The index knows the day: what a form starts from costs the same in a large book.
            let of_day = self.on_day(kind, day, ON_A_DAY)?;
            let mut ranked: Vec<(u8, Entry)> =
                of_day.into_iter().filter_map(|entry| self.rank(&wanted, entry)).collect();
            ranked.order_by_key(|(rank, _)| *rank);
            return Ok(ranked);
        }
        self.ranked_in(List::Station(kind, self.org()), typed, limit)
    }

    /// The live records of a list that fit, of those that stand first in it.
    fn ranked_in(&self, list: List, typed: &str, limit: usize) -> Result<Vec<(u8, Entry)>, ReadError> {
        let wanted = Wanted::new(typed);
        let mut ranked: Vec<(u8, Entry)> = Vec::new();
        let mut from = None;
        let mut looked_at = 0;
        while looked_at < MAX_LOOKED_AT {
            let page = self.page(list, from.as_ref(), Direction::Forward, PAGE)?;
            let Some(last) = page.last() else { break };
            from = Some(last.position.clone());
            looked_at += page.len();
            ranked.extend(page.into_iter().filter_map(|row| self.rank(&wanted, row.entry)));
            if typed.is_empty() && ranked.len() >= limit {
                break;
            }
        }
        ranked.order_by_key(|(rank, _)| *rank);
        Ok(ranked)
    }

    fn rank(&self, wanted: &Wanted, entry: Entry) -> Option<(u8, Entry)> {
        wanted.rank(&self.label_of(&entry), &entry.record).map(|rank| (rank, entry))
    }

    fn candidate(&self, entry: &Entry, exact: bool) -> Candidate {
        Candidate { id: entry.id, label: self.label_of(entry), detail: detail(&entry.record), exact }
    }

    /// What a record is called, whosever it is.
    pub(super) fn label_of(&self, entry: &Entry) -> String {
        match &entry.record {
            Record::Station(station) => station.name.clone(),
            Record::Deputy(deputy) => deputy.name.clone(),
            Record::Unit(unit) => unit.name.clone(),
            Record::Issue(issue) => issue.number.clone(),
            Record::Setting(setting) => setting.key.clone(),
            Record::Reception(day) => joined(day.date, day.start.map(|start| start.to_string())),
            Record::Visit(visit) => {
                let people = Reader::of(self, entry.org);
                let first = visit.deputies.first().and_then(|id| people.label(Kind::Deputy, *id));
                joined(visit.date, first)
            }
            Record::Activity(activity) => joined(activity.date, Some(activity.title.clone())),
            Record::Project(project) => project.title.clone(),
            Record::Proposal(proposal) => proposal.title.clone(),
            Record::Report(report) => report.called(),
            Record::Party(party) => party.called().to_owned(),
            Record::Received(received) => {
                let named = received.code.parse().ok().and_then(|org| logged(self.desk_name(org)).flatten());
                named.unwrap_or_else(|| received.code.clone())
            }
            Record::Handling(handling) => handling.called(),
            Record::Pack(pack) => pack.file.clone(),
        }
    }
}

/// The day that a text begins with, for kinds whose records are called by their day.
fn day_of(kind: Kind, typed: &str) -> Option<Date> {
    typed.get(..DATE_BYTES).filter(|_| kind.is_by_day()).and_then(|day| day.parse().ok())
}

/// What was typed, ready to be held against records.
struct Wanted {
    matcher: Matcher,
    /// Only the digits of something typed as a date or serial number.
    digits: Option<String>,
}

impl Wanted {
    fn new(typed: &str) -> Wanted {
        let number = typed.chars().all(|c| c.is_ascii_digit() || "-/.: ".contains(c));
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        Wanted { matcher: Matcher::new(typed), digits: (number && !digits.is_empty()).then_some(digits) }
    }

    /// How well a record fits that is called `label`.
    fn rank(&self, label: &str, record: &Record) -> Option<u8> {
        match record {
            Record::Station(_) | Record::Deputy(_) | Record::Unit(_) | Record::Setting(_) => self.matcher.rank(label),
            Record::Issue(issue) => match (&self.digits, index::split_number(label)) {
                (Some(digits), Some((_, serial))) if digits.parse() == Ok(serial) => Some(EXACT + 1),
                _ => better(self.matcher.rank(label), beyond_exact(self.matcher.rank(&issue.title))),
            },
            Record::Reception(day) => better(self.rank_dated(label), beyond_exact(self.matcher.rank(&day.theme))),
            Record::Visit(visit) => better(self.rank_dated(label), beyond_exact(self.matcher.rank(&visit.topic))),
            Record::Activity(activity) => {
                better(self.rank_dated(label), beyond_exact(self.matcher.rank(&activity.title)))
            }
            Record::Project(_) | Record::Received(_) | Record::Handling(_) | Record::Pack(_) => {
                self.matcher.rank(label)
            }
            Record::Party(party) => better(self.matcher.rank(label), self.matcher.rank(&party.code)),
            Record::Report(report) => better(self.matcher.rank(label), beyond_exact(self.matcher.rank(&report.title))),
            Record::Proposal(proposal) => better(self.matcher.rank(label), self.matcher.rank(&proposal.number)),
        }
    }

    /// How digits fit a date and time: the whole of it or of the date, or a part (`1123`, `11-23`).
    fn rank_dated(&self, label: &str) -> Option<u8> {
        let Some(typed) = &self.digits else { return self.matcher.rank(label) };
        let digits: String = label.chars().filter(char::is_ascii_digit).collect();
        if *typed == digits || digits.get(..8) == Some(typed) {
            Some(EXACT)
        } else {
            digits.contains(typed.as_str()).then_some(EXACT + 1)
        }
    }
}

/// A title or theme is no name: even the whole of it does not stand for the record alone.
fn beyond_exact(rank: Option<u8>) -> Option<u8> {
    rank.map(|rank| rank.max(EXACT + 1))
}

/// The lower of two ranks, where there is one.
fn better(one: Option<u8>, other: Option<u8>) -> Option<u8> {
    one.into_iter().chain(other).min()
}

fn is_in_office(record: &Record) -> bool {
    matches!(record, Record::Deputy(deputy) if term::is_in_office(deputy))
}

fn joined(date: Option<Date>, rest: Option<String>) -> String {
    let date = date.map(|date| date.to_string());
    date.into_iter().chain(rest).collect::<Vec<_>>().join(" ")
}

/// What tells a record from others that are called the same.
fn detail(record: &Record) -> String {
    match record {
        Record::Station(station) => station.code.clone(),
        Record::Deputy(deputy) => {
            let told = [&deputy.post, &deputy.group, &deputy.constituency, &deputy.term];
            told.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default()
        }
        Record::Unit(_) => String::new(),
        Record::Issue(issue) => issue.title.clone(),
        Record::Setting(_) => String::new(),
        Record::Reception(day) => day.place.clone(),
        Record::Visit(visit) => [&visit.village[..], &visit.topic].join(" ").trim().to_owned(),
        Record::Activity(activity) => activity.place.clone(),
        Record::Project(project) => project.year.map_or_else(String::new, |year| year.to_string()),
        Record::Proposal(proposal) => proposal.number.clone(),
        Record::Report(report) => report.title.clone(),
        Record::Party(party) => party.code.clone(),
        Record::Received(_) => String::new(),
        Record::Handling(handling) => handling.station.clone(),
        Record::Pack(pack) => pack.place.clone(),
    }
}

/// Rules that look a record up have no way to pass a damaged store on; the lists beside them do.
fn logged<T>(outcome: Result<T, ReadError>) -> Option<T> {
    outcome.map_err(|error| tracing::warn!(?error, "a record was not looked up")).ok()
}
