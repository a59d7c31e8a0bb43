//! Counting: what one record adds to the figures of a period.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::adds::{Subject, What};
use super::beside::Beside;
use super::dimension::{self, Dimension};
use super::figures::{Counted, Group};
use super::indicator::{Indicator, Shape};
use super::period::Period;
use super::roster::Roster;
use super::sums::{Sums, With};
use crate::model::codes::CodeLists;
use crate::model::order::Order as _;
use crate::model::{Date, Entry, Org};

/// What is to be counted in one pass over the records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The periods.
    pub periods: Vec<Period>,
    /// By what they are broken down.
    pub by: Option<Dimension>,
    /// The day it is counted: what falls due later is not late yet, even in a period that ends later.
    pub today: Date,
}

/// Which records are asked for: those that a figure counts (of a rate, its numerator).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Which {
    /// The indicator.
    pub id: String,
    /// The code it is broken down to; empty for the whole.
    pub part: String,
    /// The period.
    pub period: Period,
    /// The group, where it is one of a cross-table.
    pub group: Option<(Dimension, String)>,
    /// The day it is asked, as in [`Asked::today`].
    pub today: Date,
}

/// Makes figures of records that are put in one after the other, in any order.
#[derive(Debug)]
pub struct Counter<'a> {
    asked: &'a Asked,
    codes: &'a CodeLists,
    beside: Beside,
    /// For each period the whole, and its groups.
    sums: Vec<(Sums, BTreeMap<String, Sums>)>,
}

impl<'a> Counter<'a> {
    /// A counter that saw nothing yet.
    pub fn new(asked: &'a Asked, codes: &'a CodeLists) -> Counter<'a> {
        let sums = asked.periods.iter().map(|_| (Sums::default(), BTreeMap::new())).collect();
        Counter { asked, codes, beside: Beside::default(), sums }
    }

    /// Counts a record.
    pub fn add(&mut self, entry: &Entry) {
        self.beside.add(entry);
        let Some(subject) = Subject::of(entry) else { return };
        let (org, id, today) = (entry.org, entry.id, self.asked.today);
        self.score(entry, &subject);
        let mut added = Vec::new();
        for (period, (whole, groups)) in self.asked.periods.iter().zip(&mut self.sums) {
            added.clear();
            subject.adds(*period, today, None, &mut |add| added.push(add));
            if added.is_empty() {
                continue;
            }
            added.iter().for_each(|add| whole.add(org, id, *add));
            let Some(by) = self.asked.by else { continue };
            for key in subject.groups(entry, by, *period, self.codes) {
                let deputy = deputy_of(by, &key);
                let group = groups.entry(key).or_default();
                match deputy {
                    Some(_) => subject.adds(*period, today, deputy, &mut |add| group.add(org, id, add)),
                    None => added.iter().for_each(|add| group.add(org, id, *add)),
                }
            }
        }
    }

    /// Counts what the deputies of a record get points for, where the station keeps scores.
    fn score(&mut self, entry: &Entry, subject: &Subject<'_>) {
        let scores = self.codes.scores();
        if !scores.enabled {
            return;
        }
        for (period, (whole, groups)) in self.asked.periods.iter().zip(&mut self.sums) {
            for (deputy, duty, number) in subject.duties(*period) {
                if scores.row(duty).is_none() {
                    continue;
                }
                let whose = (entry.org, deputy);
                whole.serve(whose, duty, number);
                let key = match self.asked.by {
                    Some(Dimension::Deputy) => dimension::deputy_key(entry.org, deputy),
                    by => match by.and_then(|by| by.group_of(entry.org)) {
                        Some(org) => org.to_string(),
                        None => continue,
                    },
                };
                groups.entry(key).or_default().serve(whose, duty, number);
            }
        }
    }

    /// The figures of each period asked for, in that order.
    pub fn finish(self) -> Vec<Counted> {
        let Counter { asked, codes, beside, sums } = self;
        let counted = |(period, (whole, groups)): (&Period, (Sums, BTreeMap<String, Sums>))| {
            let with = With { beside: &beside, codes, last: period.last };
            let total = whole.figures(None, None, &with);
            let groups = if asked.by == Some(Dimension::Deputy) { by_person(groups, &beside.roster) } else { groups };
            Counted { period: *period, total, groups: in_order(groups, asked.by, &with) }
        };
        asked.periods.iter().zip(sums).map(counted).collect()
    }
}

/// The deputy whose group it is, in a cross-table by deputies.
fn deputy_of(by: Dimension, key: &str) -> Option<u64> {
    (by == Dimension::Deputy).then(|| dimension::deputy_of(key)).flatten().map(|(_, id)| id)
}

/// Puts the groups of one person together, who is on the rosters of several desks.
fn by_person(groups: BTreeMap<String, Sums>, roster: &Roster) -> BTreeMap<String, Sums> {
    let mut joined: BTreeMap<String, Sums> = BTreeMap::new();
    for (key, sums) in groups {
        joined.entry(person_key(&key, roster)).or_default().join(sums);
    }
    joined
}

/// The key of the person's group that a deputy's belongs to.
fn person_key(key: &str, roster: &Roster) -> String {
    dimension::deputy_of(key)
        .map(|deputy| roster.who(deputy))
        .map_or_else(|| key.to_owned(), |(org, id)| dimension::deputy_key(org, id))
}

/// The groups, codes in the order of their list, else the largest first; what has no group comes last.
fn in_order(groups: BTreeMap<String, Sums>, by: Option<Dimension>, with: &With<'_>) -> Vec<Group> {
    let list = by.and_then(Dimension::list).map_or(&[][..], |list| with.codes.list(list));
    let place = |key: &str| list.iter().position(|code| code.key == key).unwrap_or(list.len());
    let mut groups: Vec<(String, Sums)> = groups.into_iter().collect();
    // The map had them by their keys, and equals stay in that order.
    groups.order_by_key(|(key, sums)| (key.is_empty(), place(key), Reverse(sums.weight())));
    let of = |key: &str| {
        let by = by.filter(|by| by.is_of_desks())?;
        key.parse::<Org>().ok().map(|org| (by, org))
    };
    let group = |(key, sums): (String, Sums)| {
        let mut figures = sums.figures(by, of(&key), with);
        if by == Some(Dimension::Deputy) && key.is_empty() {
            // Nobody gets these points.
            figures.list.retain(|figure| Indicator::of(&figure.id).is_none_or(|of| of.shape != Shape::Score));
        }
        Group { key, figures }
    };
    groups.into_iter().map(group).collect()
}

/// Whether a figure counts a record. `beside` has seen the deputies and issues.
pub fn counts(which: &Which, entry: &Entry, beside: &Beside, codes: &CodeLists) -> bool {
    let Some(indicator) = Indicator::of(&which.id) else { return false };
    let Some(subject) = Subject::of(entry) else { return false };
    if indicator.shape == Shape::Score {
        return gives_points(which, entry, (&subject, &beside.roster), codes);
    }
    let deputy = match &which.group {
        None => None,
        Some((by, key)) => {
            let is_asked_for = |own: &&String| match by {
                Dimension::Deputy => person_key(own, &beside.roster) == person_key(key, &beside.roster),
                _ => *own == key,
            };
            let groups = subject.groups(entry, *by, which.period, codes);
            let Some(own) = groups.iter().find(is_asked_for).filter(|_| by.tells(indicator)) else { return false };
            deputy_of(*by, own)
        }
    };
    let (to, level) = match indicator.shape {
        Shape::Share(people) => (people, Some(which.part.as_str()).filter(|level| !level.is_empty())),
        _ => (indicator.which, None),
    };
    let mut is_counted = false;
    subject.adds(which.period, which.today, deputy, &mut |add| {
        is_counted |= add.to == to
            && match add.what {
                What::Of(_) | What::Days(_) => which.part.is_empty() || add.part == which.part,
                What::Among(_) => false,
                What::Person(id) => level.is_none_or(|level| beside.roster.sits_at((entry.org, id), level)),
                What::Unlinked(_) => !beside.sources.contains(&(entry.org, entry.id)),
            };
    });
    is_counted
}

/// Whether a record gives points: to anybody, or to whom they are asked for.
fn gives_points(which: &Which, entry: &Entry, (subject, roster): (&Subject<'_>, &Roster), codes: &CodeLists) -> bool {
    let scores = codes.scores();
    let is_asked_for = |deputy: u64| match &which.group {
        None => true,
        Some((Dimension::Deputy, key)) => {
            dimension::deputy_of(key).map(|asked| roster.who(asked)) == Some(roster.who((entry.org, deputy)))
        }
        Some((by, key)) => by.group_of(entry.org).is_some_and(|org| key.parse() == Ok(org)),
    };
    let duties = subject.duties(which.period).into_iter();
    scores.enabled && duties.filter(|(deputy, ..)| is_asked_for(*deputy)).any(|(_, duty, _)| scores.row(duty).is_some())
}
