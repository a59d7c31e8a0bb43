//! Every figure once more, slowly: from the lines of the journal, one loop for each, as the table of indicators reads. It
//! shares nothing with the counting but the names of the figures and what an amount is.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::lines::*;
use crate::model::Date;
use crate::model::stats::{Amount, Period};
use crate::store::journal::{JournalReader, Mark};

/// A live record as its last line has it, with its kind and id.
pub type Kept = (String, u64, Json);

/// An issue with what was done about it up to the cut-off.
type Course<'a> = (&'a Json, Vec<&'a Json>);

/// The live records, or those of a group of them.
#[derive(Clone)]
pub struct Slow<'a> {
    records: Vec<&'a Kept>,
    first: String,
    last: String,
    /// The last day, or today where that comes first: what is due before it is late.
    late: String,
    today: String,
    /// Only what this deputy did counts of what several did.
    deputy: Option<u64>,
    /// Visits that issues came from, whatever group is looked at.
    sources: BTreeSet<u64>,
    /// What each figure would gather anew.
    all: OnceCell<Vec<Course<'a>>>,
    raised: OnceCell<Vec<Course<'a>>>,
    accepted: OnceCell<Vec<Vec<&'a Json>>>,
}

/// How many numbers each desk has.
const EACH: u64 = 1_000_000;

/// A number of a desk as one that no other desk has.
fn unique(org: u64, id: u64) -> u64 {
    org * EACH + id
}

/// The deputy of a group's key.
fn person(key: &str) -> Option<u64> {
    let (org, id) = key.split_once('/')?;
    Some(unique(org.parse().unwrap(), id.parse().unwrap()))
}

/// Makes the numbers of deputies and visits in a record unique.
fn renumber(record: &mut Json, org: u64) {
    let made = |id: &mut Json| *id = unique(org, id.as_u64().unwrap()).into();
    match record {
        Json::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("deputies" | "cosigners", Json::Array(ids)) => ids.iter_mut().for_each(made),
                    ("deputy" | "source" | "lead", id @ Json::Number(_)) => made(id),
                    (_, value) => renumber(value, org),
                }
            }
        }
        Json::Array(values) => values.iter_mut().for_each(|value| renumber(value, org)),
        _ => {}
    }
}

/// Reads the journals of desks line by line. The numbers of each desk are made ones that no other has.
pub fn records(journals: &[JournalReader]) -> Vec<Kept> {
    let mut newest: BTreeMap<(String, u64), Json> = BTreeMap::new();
    for line in journals.iter().flat_map(|journal| journal.lines_after(Mark::START).unwrap()) {
        let line = line.unwrap();
        let Some(data) = line.body.data() else { continue };
        let envelope = line.envelope;
        let mut record = serde_json::from_str(data).unwrap();
        renumber(&mut record, envelope.org.0);
        newest.insert((envelope.kind, unique(envelope.org.0, envelope.id)), record);
    }
    let live = newest.into_iter().filter(|(_, record)| record.get("voided").is_none());
    live.map(|((kind, id), record)| (kind, id, record)).collect()
}

impl<'a> Slow<'a> {
    /// What is to be counted of the records in each of these periods.
    pub fn of(records: &'a [Kept], periods: &[Period], today: Date) -> Vec<Slow<'a>> {
        let records: Vec<&Kept> = records.iter().collect();
        let from_visits =
            records.iter().filter(|(kind, _, record)| kind == "issue" && text(record, "channel") == "visit");
        let sources: BTreeSet<u64> = from_visits.map(|(_, _, record)| number(record, "source")).collect();
        let of = |period: &Period| {
            let (first, last) = (period.first.to_string(), period.last.to_string());
            let today = today.to_string();
            let late = if today < last { today.clone() } else { last.clone() };
            let (all, raised, accepted) = Default::default();
            let (records, sources) = (records.clone(), sources.clone());
            Slow { records, first, last, late, today, deputy: None, sources, all, raised, accepted }
        };
        periods.iter().map(of).collect()
    }

    /// Only the records of a group; `parent` tells the first level of a category.
    pub fn of_group(&self, by: &str, key: &str, parent: &dyn Fn(&str) -> String) -> Slow<'a> {
        let (all, raised, accepted) = Default::default();
        let deputy = if by == "deputy" { person(key) } else { None };
        let (records, sources) = (self.records.clone(), self.sources.clone());
        let (first, last, late, today) = (self.first.clone(), self.last.clone(), self.late.clone(), self.today.clone());
        let mut group = Slow { records, first, last, late, today, deputy, sources, all, raised, accepted };
        group.records.retain(|(kind, id, record)| match by {
            "station" => unique(key.parse().unwrap(), 0) == *id - *id % EACH,
            "village" => ["issue", "visit"].contains(&kind.as_str()) && text(record, "village") == key,
            "deputy" => {
                let named = match kind.as_str() {
                    "reception" => came(record),
                    "activity" => took_part(record),
                    "issue" | "visit" => ids(record, "deputies"),
                    _ => return true,
                };
                if key.is_empty() { named.is_empty() } else { named.contains(&person(key).unwrap()) }
            }
            "category" => kind == "issue" && parent(text(record, "category")) == key,
            "route" => kind == "issue" && route(&done(record, &self.last)) == key,
            _ => kind == "issue" && text(record, by) == key,
        });
        group
    }

    fn of_kind<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'a Json> + use<'s, 'a> {
        self.records.iter().copied().filter(move |(of, ..)| of == kind).map(|(_, _, record)| record)
    }

    fn within(&self, on: &str) -> bool {
        self.first.as_str() <= on && on <= self.last.as_str()
    }

    fn days_held(&self) -> impl Iterator<Item = &'a Json> {
        self.of_kind("reception").filter(|day| text(day, "stage") == "held" && self.within(text(day, "date")))
    }

    fn visits(&self) -> impl Iterator<Item = &'a Json> {
        self.of_kind("visit").filter(|visit| self.within(text(visit, "date")))
    }

    fn deeds(&self) -> impl Iterator<Item = &'a Json> {
        self.visits().flat_map(|visit| rows(visit, "deeds")).filter(|deed| is(deed, "done"))
    }

    fn activities(&self) -> impl Iterator<Item = &'a Json> {
        self.of_kind("activity").filter(|activity| self.within(text(activity, "date")))
    }

    /// Issues raised by the cut-off, each with what was done by then.
    fn all(&self) -> &[Course<'a>] {
        self.all.get_or_init(|| {
            let raised = self.of_kind("issue").filter(|issue| text(issue, "reported_on") <= self.last.as_str());
            raised.map(|issue| (issue, done(issue, &self.last))).collect()
        })
    }

    fn raised(&self) -> &[Course<'a>] {
        let is_within = |(issue, _): &&Course<'a>| self.within(text(issue, "reported_on"));
        self.raised.get_or_init(|| self.all().iter().filter(is_within).cloned().collect())
    }

    fn accepted(&self) -> &[Vec<&'a Json>] {
        self.accepted.get_or_init(|| {
            let done = self.raised().iter().map(|(_, done)| done);
            done.filter(|done| !LEFT.contains(&stage(done))).cloned().collect()
        })
    }

    fn count(&self, holds: impl Fn(&[&Json]) -> bool) -> Amount {
        Amount::Count(self.all().iter().filter(|(_, done)| holds(done)).count() as u64)
    }

    fn accepted_with(&self, holds: impl Fn(&[&Json]) -> bool) -> Amount {
        Amount::Count(self.accepted().iter().filter(|done| holds(done)).count() as u64)
    }

    fn accepted_rate(&self, among: impl Fn(&[&Json]) -> bool, of: impl Fn(&[&Json]) -> bool) -> Amount {
        let mut rate = (0, 0);
        for done in self.accepted() {
            if among(done) {
                rate.1 += 1;
                rate.0 += u64::from(of(done));
            }
        }
        Amount::Rate { of: rate.0, among: rate.1 }
    }

    fn steps(&self, verbs: &[&str]) -> Amount {
        let mut steps = 0;
        for (_, done) in self.all() {
            for event in done {
                steps += u64::from(verbs.contains(&text(event, "verb")) && self.within(text(event, "on")));
            }
        }
        Amount::Count(steps)
    }

    /// The days of the issues closed in the period that are closed still.
    fn days(&self) -> Vec<i64> {
        let mut days = Vec::new();
        for (_, done) in self.all() {
            let closed = done.iter().rev().find(|event| text(event, "verb") == "close").map(|event| text(event, "on"));
            let handed = first(done, &["assign", "redo", "reopen"]).map(|(_, event)| text(event, "on"));
            if let (Some(closed), Some(handed), "closed") = (closed, handed, stage(done))
                && self.within(closed)
            {
                days.push(day(closed).days_since(day(handed)));
            }
        }
        days.sort_unstable();
        days
    }

    fn mine(&self, people: BTreeSet<u64>) -> BTreeSet<u64> {
        people.into_iter().filter(|id| self.deputy.is_none_or(|only| only == *id)).collect()
    }

    fn receivers(&self) -> BTreeSet<u64> {
        self.days_held().flat_map(came).collect()
    }

    fn visitors(&self) -> BTreeSet<u64> {
        self.visits().flat_map(|visit| ids(visit, "deputies")).collect()
    }

    fn in_office(&self, level: &str) -> u64 {
        let mut in_office = 0;
        for deputy in self.of_kind("deputy") {
            let (status, on) = (text(deputy, "status"), text(deputy, "status_on"));
            let is_in = match status {
                "serving" => on.is_empty() || on <= self.last.as_str(),
                "suspended" => true,
                _ => !on.is_empty() && on > self.last.as_str(),
            };
            in_office += u64::from(is_in && (level.is_empty() || sits(deputy, level)));
        }
        in_office
    }

    fn share(&self, people: &BTreeSet<u64>, level: &str) -> Amount {
        let sits = |id: &u64| {
            level.is_empty()
                || self.records.iter().any(|(kind, of, record)| kind == "deputy" && of == id && sits(record, level))
        };
        Amount::Rate { of: people.iter().filter(|id| sits(id)).count() as u64, among: self.in_office(level) }
    }

    fn projects(&self) -> impl Iterator<Item = &'a Json> {
        let year: u64 = self.last[..4].parse().unwrap();
        let voted = ["voted", "running", "rated"];
        self.of_kind("project")
            .filter(move |project| number(project, "year") == year && voted.contains(&text(project, "stage")))
    }

    fn elected(&self) -> impl Iterator<Item = &'a Json> {
        self.projects().filter(|project| is(project, "elected"))
    }

    /// A figure, or one of its parts.
    pub fn amount(&self, id: &str, part: &str) -> Amount {
        let fits = |value: &str| part.is_empty() || value == part;
        match id.as_bytes()[0] {
            b'R' => self.of_receptions(id, part),
            b'V' => self.of_visits(id, fits),
            b'D' | b'L' | b'P' => self.of_others(id, fits),
            _ if ["I14", "I15", "I15s", "I16", "I18", "I19", "I20a", "I20b", "I5b", "I12", "I13"].contains(&id) => {
                self.of_rates(id)
            }
            _ => self.of_issues(id, fits),
        }
    }

    fn of_receptions(&self, id: &str, part: &str) -> Amount {
        Amount::Count(match id {
            "R1" => self.days_held().count() as u64,
            "R2" => return self.plan(),
            "R3" => self.days_held().map(|day| self.mine(came(day)).len() as u64).sum(),
            "R4" => self.receivers().len() as u64,
            "R5" => return self.share(&self.receivers(), part),
            "R6a" => self.days_held().map(|day| number(day, "groups")).sum(),
            "R6b" => self.days_held().map(|day| number(day, "people")).sum(),
            _ => panic!("{id}"),
        })
    }

    fn plan(&self) -> Amount {
        let (mut held, mut planned) = (0, 0);
        for day in self.of_kind("reception") {
            let first_meant =
                if text(day, "moved_from").is_empty() { text(day, "date") } else { text(day, "moved_from") };
            let is_out = text(day, "stage") == "cancelled"
                || (text(day, "stage") == "postponed" && !text(day, "moved_to").is_empty());
            if self.within(first_meant) && !is_out {
                planned += 1;
                held += u64::from(text(day, "stage") == "held" && text(day, "date") <= self.last.as_str());
            }
        }
        Amount::Rate { of: held, among: planned }
    }

    fn of_visits(&self, id: &str, fits: impl Fn(&str) -> bool) -> Amount {
        let of_kind = |deed: &&Json| fits(text(deed, "kind"));
        let sum = |key| self.visits().map(|visit| number(visit, key)).sum();
        Amount::Count(match id {
            "V1" => sum("times"),
            "V2a" => sum("people"),
            "V2b" => sum("households"),
            "V3a" => {
                let went = |visit| self.mine(ids(visit, "deputies")).len() as u64 * number(visit, "times");
                self.visits().map(went).sum()
            }
            "V3b" => self.visitors().len() as u64,
            "V3c" => return self.share(&self.visitors(), ""),
            "V4" => self.raised().iter().filter(|(issue, _)| text(issue, "channel") == "visit").count() as u64,
            "V5" => self.deeds().filter(of_kind).count() as u64,
            "V6a" => return Amount::Money(self.deeds().filter(of_kind).map(|deed| number(deed, "amount")).sum()),
            "V6b" => {
                let from = self.deeds().filter(|deed| fits(text(deed, "source")));
                return Amount::Money(from.map(|deed| number(deed, "amount")).sum());
            }
            "V7" => self.solved(),
            "V8" => self.deeds().map(|deed| number(deed, "times")).sum(),
            _ => panic!("{id}"),
        })
    }

    fn solved(&self) -> u64 {
        let mut solved = 0;
        for (_, done) in self.all() {
            let closed = done.iter().rev().find(|event| text(event, "verb") == "close").map(|event| text(event, "on"));
            let is_solved = stage(done) == "closed" && class(done) == "A";
            solved += u64::from(is_solved && closed.is_some_and(|on| self.within(on)));
        }
        for (kind, id, visit) in &self.records {
            if kind == "visit" && self.within(text(visit, "date")) && rows(visit, "issues").is_empty() {
                let deeds =
                    rows(visit, "deeds").iter().filter(|deed| is(deed, "done") && text(deed, "kind") == "solved");
                solved += if self.sources.contains(id) { 0 } else { deeds.count() as u64 };
            }
        }
        solved
    }

    /// The points of every deputy, or of the one looked at, by the table that is shipped.
    fn points(&self) -> u64 {
        let mut done: BTreeMap<(&str, u64), u64> = BTreeMap::new();
        let mut note = |duty, who: BTreeSet<u64>, times: u64| {
            for id in self.mine(who) {
                *done.entry((duty, id)).or_default() += times;
            }
        };
        self.days_held().for_each(|day| note("reception", came(day), 1));
        self.raised().iter().for_each(|(issue, _)| note("issue", ids(issue, "deputies"), 1));
        for visit in self.visits() {
            let deeds = rows(visit, "deeds").iter().filter(|deed| is(deed, "done")).count() as u64;
            note("visit", ids(visit, "deputies"), number(visit, "times"));
            note("deed", ids(visit, "deputies"), deeds);
        }
        for activity in self.activities() {
            note("activity", took_part(activity), 1);
            note("training", took_part(activity), u64::from(text(activity, "type") == "training"));
        }
        for proposal in self.of_kind("proposal").filter(|proposal| self.within(text(proposal, "handed_on"))) {
            let lead = number(proposal, "lead");
            let others = ids(proposal, "cosigners").into_iter().filter(|id| *id != lead).collect();
            note("led", BTreeSet::from([lead]), u64::from(lead > 0));
            note("cosigned", others, 1);
        }
        let point = |((duty, _), times): ((&str, u64), u64)| {
            let (base, extra, cap) = match duty {
                "reception" | "visit" => (10, 2, 20),
                "issue" => (5, 2, 20),
                "deed" => (5, 5, 20),
                "activity" => (5, 2, 15),
                "training" => (2, 1, 5),
                "led" => (10, 5, 20),
                _ => (3, 1, 10),
            };
            if times == 0 { 0 } else { cap.min(base + extra * (times - 1)) }
        };
        done.into_iter().map(point).sum()
    }

    fn of_others(&self, id: &str, fits: impl Fn(&str) -> bool) -> Amount {
        let of_type = |kind: &'static str| self.activities().filter(move |activity| text(activity, "type") == kind);
        let present = |activity: &Json| self.mine(took_part(activity)).len() as u64;
        let legislation = |key| of_type("legislation").map(|activity| number(activity, key)).sum::<u64>();
        let finished = || self.elected().filter(|project| number(project, "progress") >= 100).count() as u64;
        Amount::Count(match id {
            "D1a" => self.activities().filter(|activity| fits(text(activity, "type"))).count() as u64,
            "D1b" => self.activities().filter(|activity| fits(text(activity, "type"))).map(present).sum(),
            "D2a" => of_type("training").count() as u64,
            "D2b" => of_type("training").map(present).sum(),
            "D3" => self.points(),
            "L1a" => legislation("comments"),
            "L1b" => legislation("adopted"),
            "L1c" => return Amount::Rate { of: legislation("adopted"), among: legislation("comments") },
            "P1a" => self.projects().count() as u64,
            "P1b" => finished(),
            "P1c" => return Amount::Rate { of: finished(), among: self.elected().count() as u64 },
            "P1d" => return Amount::Money(self.elected().map(|project| number(project, "budget")).sum()),
            _ => panic!("{id}"),
        })
    }

    fn of_rates(&self, id: &str) -> Amount {
        let classed = |done: &[&Json]| ["A", "B", "C"].contains(&class(done));
        let rated = |done: &[&Json]| ["satisfied", "basically", "dissatisfied"].contains(&rating(done));
        let told = |done: &[&Json]| ever(done, "verb", "feedback");
        match id {
            "I5b" => self.accepted_rate(|_| true, |done| ever(done, "verb", "answer")),
            "I12" => self.accepted_rate(|_| true, answered),
            "I13" => self.accepted_rate(|_| true, |done| stage(done) == "closed"),
            "I14" => self.accepted_rate(classed, |done| class(done) == "A"),
            "I15" => self.accepted_rate(classed, |done| class(done) == "B"),
            "I15s" => self.accepted_rate(classed, |done| class(done) != "C"),
            "I16" => self.accepted_rate(classed, |done| class(done) == "C"),
            "I18" => self.accepted_rate(answered, told),
            "I19" => self.accepted_rate(told, rated),
            "I20a" => self.accepted_rate(rated, |done| rating(done) == "satisfied"),
            _ => self.accepted_rate(rated, |done| rating(done) != "dissatisfied"),
        }
    }

    fn of_issues(&self, id: &str, fits: impl Fn(&str) -> bool) -> Amount {
        let promised_ever = |done: &[&Json]| ever(done, "class", "B");
        let gone = |done: &[&Json]| LEFT.contains(&stage(done)) || class(done).is_empty();
        let became = |to: &'static str| self.count(move |done| promised_ever(done) && !gone(done) && class(done) == to);
        let late = |done: &[&Json]| promised(done) < self.late.as_str();
        match id {
            "I1" => Amount::Count(self.raised().iter().map(|(issue, _)| number(issue, "items")).sum()),
            "I2" => Amount::Count(self.raised().len() as u64),
            "I3" => Amount::Count(self.accepted().len() as u64),
            "I4" => Amount::Count(self.raised().iter().filter(|(_, done)| stage(done) == "guided").count() as u64),
            "I5a" => self.accepted_with(|done| ever(done, "verb", "answer")),
            "I6" => self.count(|done| {
                first(done, &["assign", "redo", "reopen"])
                    .is_some_and(|(at, event)| self.within(text(event, "on")) && fits(route(&done[..=at])))
            }),
            "I7" => {
                let carried = |(issue, _): &&(&Json, Vec<&Json>)| {
                    let before: Vec<&Json> = done(issue, &self.last)
                        .into_iter()
                        .filter(|event| text(event, "on") < self.first.as_str())
                        .collect();
                    text(issue, "reported_on") < self.first.as_str() && is_open(&before)
                };
                Amount::Count(self.all().iter().filter(carried).count() as u64)
            }
            "I7a" => self.steps(&["reopen", "restore"]),
            "I8" => self.steps(&["close"]),
            "I8a" => self.steps(&["guide", "merge", "withdraw"]),
            "I9" => self.count(is_open),
            "I10" => self.in_time(),
            "I11" => self.count(|done| match stage(done) {
                "assigned" => due(done) < self.late.as_str(),
                "tracking" => late(done),
                _ => false,
            }),
            "I17a" => self.count(promised_ever),
            "I17b" => became("A"),
            "I17c" => became("C"),
            "I17d" => became("B"),
            "I17e" => self.count(|done| promised_ever(done) && gone(done)),
            "I17f" => self.count(|done| !gone(done) && class(done) == "B" && late(done)),
            "I21a" => self.accepted_with(|done| ever(done, "rating", "dissatisfied")),
            "I21b" => self.accepted_with(|done| {
                ever(done, "rating", "dissatisfied") && ever(done, "verb", "redo") && stage(done) == "closed"
            }),
            "I22a" => Amount::Days { of: self.days().iter().sum::<i64>() as u64, among: self.days().len() as u64 },
            "I22b" => match self.days().as_slice() {
                [] => Amount::Days { of: 0, among: 0 },
                days if days.len() % 2 == 1 => Amount::Days { of: days[days.len() / 2] as u64, among: 1 },
                days => Amount::Days { of: (days[days.len() / 2 - 1] + days[days.len() / 2]) as u64, among: 2 },
            },
            "I23" => self.accepted_with(|done| route(done) == "proposal"),
            "I24a" => self.accepted_with(|done| route(done) == "hotline"),
            "I24b" => self.accepted_with(|done| route(done) == "hotline" && stage(done) == "closed"),
            _ => panic!("{id}"),
        }
    }

    fn in_time(&self) -> Amount {
        let (mut in_time, mut all) = (0, 0);
        for (_, done) in self.all() {
            if LEFT.contains(&stage(done)) {
                continue;
            }
            let answer = first(done, &["answer", "reply"]);
            let due = answer.map_or_else(|| due(done), |(at, _)| due(&done[..at]));
            let is_over = self.today >= self.last || due < self.today.as_str();
            if !due.is_empty() && self.within(due) && is_over {
                all += 1;
                in_time += u64::from(answer.is_some_and(|(_, event)| text(event, "on") <= due));
            }
        }
        Amount::Rate { of: in_time, among: all }
    }
}
