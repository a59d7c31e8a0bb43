//! A change of term 换届: deputies of the old term at one level leave office, the re-elected begin anew.
//!
//! What a deputy did stays with the record it was entered under, so a re-elected deputy gets a record of the new term. One
//! who sits at another level as well keeps the record, because one person in office must have one: it loses the level, or,
//! re-elected, goes on under the new term. Where the field 届次 names several terms (区第六届、镇第十九届), only the old one
//! is taken out of it or replaced.

use std::collections::BTreeSet;

use super::context::Context;
use super::date::Date;
use super::deputy::{Deputy, FORMER, SERVING, SUSPENDED};
use super::entry::Entry;
use super::kind::Kind;
use super::record::Record;
use crate::model::order::{Gather as _, Order as _};
use crate::text::zh::model::term as zh;

/// Most deputies who leave office in one change: with their new records it is one save.
pub const MOST: usize = 480;

/// What a change is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Code of list `level`.
    pub level: String,
    /// The term that ends, as the roster has it.
    pub from: String,
    /// The term that begins.
    pub to: String,
    /// The day.
    pub on: Date,
    /// The re-elected, by the ids of their records of the old term.
    pub reelected: BTreeSet<u64>,
}

/// Deputies in office at one level for one term.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Sitting {
    /// Code of list `level`.
    pub level: String,
    /// The term, as the roster has it.
    pub term: String,
    /// How many.
    pub count: usize,
}

/// What a change comes to: records as they stand and as they will, and new ones.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// Leaving office altogether, the re-elected among them, who begin a new record.
    pub former: Vec<(Entry, Deputy)>,
    /// In office at another level: the level goes, the record stays.
    pub reduced: Vec<(Entry, Deputy)>,
    /// Re-elected and in office at another level: the record goes on under the new term.
    pub continued: Vec<(Entry, Deputy)>,
    /// The new records of the re-elected.
    pub begun: Vec<Deputy>,
    /// Re-elected whose record of the new term stands in the roster already.
    pub there: usize,
}

/// The terms named in the field 届次.
fn parts(term: &str) -> impl Iterator<Item = &str> {
    term.split(zh::BETWEEN_TERMS).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a deputy sits, or sat, for a term.
pub fn names(deputy: &Deputy, term: &str) -> bool {
    deputy.term.trim() == term || parts(&deputy.term).any(|part| part == term)
}

/// Whether a deputy holds office: suspended is in office still.
pub fn is_in_office(deputy: &Deputy) -> bool {
    [SERVING, SUSPENDED].contains(&deputy.status.as_str())
}

fn deputies(roster: &[Entry]) -> impl Iterator<Item = (&Entry, &Deputy)> {
    roster.iter().filter(|entry| entry.is_live()).filter_map(|entry| match &entry.record {
        Record::Deputy(deputy) => Some((entry, deputy)),
        _ => None,
    })
}

/// Who sits where for which term, those of the most deputies first. Each counts whom [`of_term`] finds.
///
/// A field that names several terms does not say which is of which level: a term counts at the level others sit at for it
/// alone, one nobody else sits for at the levels that are left.
pub fn sittings(roster: &[Entry]) -> Vec<Sitting> {
    let in_office = deputies(roster).map(|(_, deputy)| deputy).filter(|deputy| is_in_office(deputy));
    let (joint, alone): (Vec<&Deputy>, Vec<&Deputy>) = in_office.partition(|deputy| parts(&deputy.term).count() > 1);
    let of_level = |level: &String, deputy: &Deputy| (level.clone(), deputy.term.trim().to_owned());
    let known: BTreeSet<(String, String)> =
        alone.iter().flat_map(|deputy| deputy.levels.iter().map(|level| of_level(level, deputy))).gather();
    let is_known = |level: &str, term: &str| known.contains(&(level.to_owned(), term.to_owned()));
    let mut found = known.clone();
    for deputy in joint {
        let is_claimed = |term: &str| deputy.levels.iter().any(|level| is_known(level, term));
        for level in deputy.levels.iter().filter(|level| !parts(&deputy.term).any(|term| is_known(level, term))) {
            let left = parts(&deputy.term).filter(|term| !is_claimed(term));
            found.extend(left.map(|term| (level.clone(), term.to_owned())));
        }
    }
    let sitting = |(level, term): (String, String)| {
        let count = of_term(roster, &level, &term).len();
        Sitting { level, term, count }
    };
    let mut sittings: Vec<Sitting> = found.into_iter().map(sitting).collect();
    sittings.order_by(|a, b| b.count.cmp(&a.count).then_with(|| a.cmp(b)));
    sittings
}

/// The deputies in office at a level for a term.
pub fn of_term<'e>(roster: &'e [Entry], level: &str, term: &str) -> Vec<&'e Entry> {
    let sits = |deputy: &Deputy| {
        is_in_office(deputy) && deputy.levels.iter().any(|of| of == level) && names(deputy, term.trim())
    };
    deputies(roster).filter(|(_, deputy)| sits(deputy)).map(|(entry, _)| entry).collect()
}

/// The deputies of a term that names mean: a name, `name#id` or `#id`; refused with a sentence where one fits nobody or several.
/// `level` is its code and its name.
pub fn named(
    roster: &[Entry],
    (level, level_name): (&str, &str),
    from: &str,
    names: &[&str],
) -> Result<BTreeSet<u64>, String> {
    let old = of_term(roster, level, from);
    let name_of = |entry: &Entry| match &entry.record {
        Record::Deputy(deputy) => deputy.name.clone(),
        _ => String::new(),
    };
    let mut ids = BTreeSet::new();
    for typed in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let (name, id) = match typed.split_once(['#', '＃']) {
            Some((name, id)) => (name.trim(), id.trim().parse::<u64>().ok()),
            None => (typed, None),
        };
        let is_meant = |entry: &&&Entry| {
            (name.is_empty() || name_of(entry) == name) && (!typed.contains(['#', '＃']) || id == Some(entry.id))
        };
        let found: Vec<&Entry> = old.iter().filter(is_meant).copied().collect();
        match found.as_slice() {
            [only] => ids.insert(only.id),
            [] => return Err(zh::not_of_term(typed, level_name, from)),
            several => {
                let told: Vec<String> =
                    several.iter().map(|entry| format!("{}#{}", name_of(entry), entry.id)).collect();
                return Err(zh::several_of_term(typed, &told));
            }
        };
    }
    Ok(ids)
}

/// Works a change out; refused with a sentence that says what to do.
pub fn plan(roster: &[Entry], change: &Change, context: &Context<'_>) -> Result<Plan, String> {
    let (from, to) = (change.from.trim(), change.to.trim());
    sound(change, context)?;
    let old = of_term(roster, &change.level, from);
    let level_name = context.codes.name("level", &change.level);
    if old.is_empty() {
        return Err(zh::nobody(level_name, from, &sittings_told(roster, context)));
    }
    if old.len() > MOST {
        return Err(zh::too_many(old.len(), MOST));
    }
    let is_old = |id: &u64| old.iter().any(|entry| entry.id == *id);
    let name = |id: &u64| context.directory.label(Kind::Deputy, *id).unwrap_or_else(|| format!("#{id}"));
    let strangers: Vec<String> = change.reelected.iter().filter(|id| !is_old(id)).map(name).collect();
    if !strangers.is_empty() {
        return Err(zh::strangers(&strangers, level_name, from));
    }
    let mut plan = Plan::default();
    for (entry, deputy) in old.iter().filter_map(|entry| match &entry.record {
        Record::Deputy(deputy) => Some((*entry, deputy)),
        _ => None,
    }) {
        let is_reelected = change.reelected.contains(&entry.id);
        let others: Vec<String> = deputy.levels.iter().filter(|level| **level != change.level).cloned().collect();
        match (others.is_empty(), is_reelected) {
            (true, _) => {
                let left = Deputy { status: FORMER.to_owned(), status_on: Some(change.on), ..deputy.clone() };
                plan.former.push((entry.clone(), left));
                if is_reelected && is_there(roster, entry.id, deputy, change) {
                    plan.there += 1;
                } else if is_reelected {
                    plan.begun.push(begun(deputy, change));
                }
            }
            (false, false) => {
                let term = without(&deputy.term, from);
                plan.reduced.push((entry.clone(), Deputy { levels: others, term, ..deputy.clone() }));
            }
            (false, true) => {
                let term = replaced(&deputy.term, from, to);
                let mut goes_on = Deputy { term, ..deputy.clone() };
                if goes_on.status != SERVING {
                    (goes_on.status, goes_on.status_on) = (SERVING.to_owned(), Some(change.on));
                }
                plan.continued.push((entry.clone(), goes_on));
            }
        }
    }
    Ok(plan)
}

fn sound(change: &Change, context: &Context<'_>) -> Result<(), String> {
    let (from, to) = (change.from.trim(), change.to.trim());
    if context.codes.code("level", &change.level).is_none() {
        let levels: Vec<&str> = context.codes.choosable("level").map(|(_, code)| code.name.as_str()).collect();
        return Err(zh::no_level(&change.level, &levels));
    }
    if from.is_empty() || to.is_empty() {
        return Err(zh::TERM_NEEDED.to_owned());
    }
    if from == to {
        return Err(zh::SAME_TERM.to_owned());
    }
    let most = Deputy::TERM_CHARS;
    if to.chars().count() > most || to.contains(char::is_control) {
        return Err(zh::term_too_long(most));
    }
    if change.on > context.today {
        return Err(zh::in_future(change.on));
    }
    Ok(())
}

fn sittings_told(roster: &[Entry], context: &Context<'_>) -> Vec<String> {
    let told =
        |sitting: Sitting| zh::sitting(context.codes.name("level", &sitting.level), &sitting.term, sitting.count);
    sittings(roster).into_iter().map(told).collect()
}

/// Whether a deputy's record of the new term was entered before.
fn is_there(roster: &[Entry], own: u64, deputy: &Deputy, change: &Change) -> bool {
    let to = change.to.trim();
    deputies(roster).any(|(entry, other)| {
        entry.id != own
            && is_in_office(other)
            && other.name == deputy.name
            && other.levels.contains(&change.level)
            && names(other, to)
    })
}

fn begun(deputy: &Deputy, change: &Change) -> Deputy {
    Deputy {
        term: change.to.trim().to_owned(),
        levels: vec![change.level.clone()],
        status: SERVING.to_owned(),
        status_on: Some(change.on),
        ..deputy.clone()
    }
}

/// The field without a term; as it was where it names no other.
fn without(term: &str, from: &str) -> String {
    let left: Vec<&str> = parts(term).filter(|part| *part != from).collect();
    if left.is_empty() { term.to_owned() } else { left.join(zh::BETWEEN_TERMS_WRITTEN) }
}

pub(super) fn replaced(term: &str, from: &str, to: &str) -> String {
    if term.trim() == from {
        return to.to_owned();
    }
    let parts: Vec<&str> = parts(term).map(|part| if part == from { to } else { part }).collect();
    let joined = parts.join(zh::BETWEEN_TERMS_WRITTEN);
    // A field that would become too long says at least what is new.
    if joined.chars().count() > Deputy::TERM_CHARS { to.to_owned() } else { joined }
}

impl Plan {
    /// How many were re-elected.
    pub fn reelected(&self) -> usize {
        self.begun.len() + self.there + self.continued.len()
    }
}

#[cfg(test)]
mod tests;
