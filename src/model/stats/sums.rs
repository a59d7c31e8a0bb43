//! Figures being added up: of one period, or of one group within it.

use std::collections::{BTreeMap, BTreeSet};

use super::adds::{Add, What};
use super::amount::Amount;
use super::beside::Beside;
use super::dimension::Dimension;
use super::figures::{Break, Figure, Figures};
use super::indicator::{HOW_MANY, INDICATORS, Id, Indicator, Shape};
use super::roster::Number;
use crate::model::codes::CodeLists;
use crate::model::duty::Duty;
use crate::model::order::{Gather as _, Order as _};
use crate::model::{Date, Org};

/// What was added so far.
#[derive(Clone, Debug)]
pub struct Sums {
    of: [u64; HOW_MANY],
    among: [u64; HOW_MANY],
    parts: BTreeMap<(Id, String), u64>,
    people: BTreeMap<Id, BTreeSet<Number>>,
    /// How many issues took so many days.
    days: BTreeMap<u64, u64>,
    /// Solved problems of visits that name no issue.
    unlinked: BTreeMap<Number, u64>,
    /// What deputies did, by kind of duty, as far as it gives points.
    duties: BTreeMap<(Number, Duty), u64>,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums {
            of: [0; HOW_MANY],
            among: [0; HOW_MANY],
            parts: BTreeMap::new(),
            people: BTreeMap::new(),
            days: BTreeMap::new(),
            unlinked: BTreeMap::new(),
            duties: BTreeMap::new(),
        }
    }
}

/// What the figures are made with beside what was added.
pub struct With<'a> {
    /// What was seen of other records.
    pub beside: &'a Beside,
    /// The lists that give parts their order.
    pub codes: &'a CodeLists,
    /// The cut-off.
    pub last: Date,
}

impl Sums {
    /// Adds what a record, of an organisation and with a number, adds.
    pub fn add(&mut self, org: Org, id: u64, add: Add<'_>) {
        match add.what {
            What::Of(number) => {
                grow(&mut self.of, add.to, number);
                if !add.part.is_empty() {
                    let part = self.parts.entry((add.to, add.part.to_owned())).or_default();
                    *part = part.saturating_add(number);
                }
            }
            What::Among(number) => grow(&mut self.among, add.to, number),
            What::Person(person) => {
                self.people.entry(add.to).or_default().insert((org, person));
            }
            // The mean and the median are of the same days.
            What::Days(days) if add.to == Id::I22a => *self.days.entry(days).or_default() += 1,
            What::Days(_) => {}
            What::Unlinked(number) => {
                self.unlinked.insert((org, id), number);
            }
        }
    }

    /// Adds what a deputy did of a kind of duty.
    pub fn serve(&mut self, deputy: Number, duty: Duty, number: u64) {
        let sum = self.duties.entry((deputy, duty)).or_default();
        *sum = sum.saturating_add(number);
    }

    /// Adds the sums of other records.
    pub fn join(&mut self, other: Sums) {
        let add = |to: &mut u64, number: u64| *to = to.saturating_add(number);
        self.of.iter_mut().zip(other.of).for_each(|(to, number)| add(to, number));
        self.among.iter_mut().zip(other.among).for_each(|(to, number)| add(to, number));
        other.parts.into_iter().for_each(|(key, number)| add(self.parts.entry(key).or_default(), number));
        other.people.into_iter().for_each(|(id, people)| self.people.entry(id).or_default().extend(people));
        other.days.into_iter().for_each(|(days, issues)| add(self.days.entry(days).or_default(), issues));
        self.unlinked.extend(other.unlinked);
        other.duties.into_iter().for_each(|(key, number)| add(self.duties.entry(key).or_default(), number));
    }

    /// The number of a figure.
    pub fn of(&self, id: Id) -> u64 {
        self.of.get(id as usize).copied().unwrap_or(0)
    }

    /// The figures: all, or those that say something of a group of a dimension. `of` is the group whose roster counts;
    /// none for all.
    pub fn figures(&self, by: Option<Dimension>, of: Option<(Dimension, Org)>, with: &With<'_>) -> Figures {
        let mut figures = Figures { list: Vec::new(), breaks: self.breaks() };
        let scores = with.codes.scores();
        let is_told = |indicator: &&Indicator| {
            by.is_none_or(|by| by.tells(indicator)) && (indicator.shape != Shape::Score || scores.enabled)
        };
        for indicator in INDICATORS.iter().filter(is_told) {
            let mut put = |part: &str, amount| {
                figures.list.push(Figure { id: indicator.id.to_owned(), part: part.to_owned(), amount })
            };
            put("", self.amount(indicator, of, with));
            for (part, amount) in self.amounts_of_parts(indicator, of, with) {
                put(part, amount);
            }
        }
        figures
    }

    fn amount(&self, indicator: &Indicator, of: Option<(Dimension, Org)>, with: &With<'_>) -> Amount {
        let which = indicator.which;
        let number = match which {
            Id::V7 => self.of(which).saturating_add(self.solved_on_visits(with)),
            _ => self.of(which),
        };
        match indicator.shape {
            Shape::Count => Amount::Count(number),
            Shape::Money => Amount::Money(number),
            Shape::Rate => Amount::Rate { of: number, among: self.among.get(which as usize).copied().unwrap_or(0) },
            Shape::People => Amount::Count(self.persons(which, None, with)),
            Shape::Share(people) => self.share(people, None, of, with),
            Shape::Mean => self.mean(),
            Shape::Median => self.median(),
            Shape::Score => Amount::Count(self.points(with)),
        }
    }

    fn amounts_of_parts<'s>(
        &'s self,
        indicator: &Indicator,
        of: Option<(Dimension, Org)>,
        with: &With<'s>,
    ) -> Vec<(&'s str, Amount)> {
        let Some(list) = indicator.parts else { return Vec::new() };
        let codes = with.codes.list(list).iter().map(|code| code.key.as_str());
        if let Shape::Share(people) = indicator.shape {
            let shares = codes.map(|code| (code, self.share(people, Some(code), of, with)));
            return shares.filter(|(_, share)| *share != Amount::Rate { of: 0, among: 0 }).collect();
        }
        let place = |key: &str| codes.clone().position(|code| code == key).unwrap_or(usize::MAX);
        let of_this = self.parts.iter().filter(|((id, _), _)| *id == indicator.which);
        let mut parts: Vec<(&str, u64)> = of_this.map(|((_, part), number)| (part.as_str(), *number)).collect();
        parts.order_by_key(|(part, _)| place(part));
        let amount =
            |number| if indicator.shape == Shape::Money { Amount::Money(number) } else { Amount::Count(number) };
        parts.into_iter().map(|(part, number)| (part, amount(number))).collect()
    }

    fn solved_on_visits(&self, with: &With<'_>) -> u64 {
        let unlinked = self.unlinked.iter().filter(|(visit, _)| !with.beside.sources.contains(visit));
        unlinked.fold(0, |sum, (_, number)| sum.saturating_add(*number))
    }

    /// Those people of all deputies in office at the cut-off: at one level, or in all.
    fn share(&self, people: Id, level: Option<&str>, of: Option<(Dimension, Org)>, with: &With<'_>) -> Amount {
        let came = self.persons(people, level, with);
        Amount::Rate { of: came, among: with.beside.roster.in_office(with.last, level, of) }
    }

    /// How many different people, by who they are: one may be on the rosters of several desks.
    fn persons(&self, people: Id, level: Option<&str>, with: &With<'_>) -> u64 {
        let roster = &with.beside.roster;
        let sits = |person: &&Number| level.is_none_or(|level| roster.sits_at(**person, level));
        let Some(all) = self.people.get(&people) else { return 0 };
        let found = all.iter().filter(sits);
        let people: BTreeSet<Number> = found.map(|person| roster.who(*person)).gather();
        size(people.len())
    }

    /// The points of all, each person's of what was done at every desk together.
    fn points(&self, with: &With<'_>) -> u64 {
        let (scores, roster) = (with.codes.scores(), &with.beside.roster);
        let mut duties: BTreeMap<(Number, Duty), u64> = BTreeMap::new();
        for ((whose, duty), count) in &self.duties {
            let sum = duties.entry((roster.who(*whose), *duty)).or_default();
            *sum = sum.saturating_add(*count);
        }
        let of_one = |(_, duty): &(Number, Duty), count: &u64| scores.row(*duty).map_or(0, |row| row.of(*count).points);
        duties.iter().fold(0, |sum, (whose, count)| sum.saturating_add(of_one(whose, count)))
    }

    fn mean(&self) -> Amount {
        let sum = self.days.iter().fold(0_u64, |sum, (days, issues)| sum.saturating_add(days.saturating_mul(*issues)));
        Amount::Days { of: sum, among: self.days.values().sum() }
    }

    /// The middle one, or half of what the two in the middle make together.
    fn median(&self) -> Amount {
        let issues: u64 = self.days.values().sum();
        if issues == 0 {
            return Amount::Days { of: 0, among: 0 };
        }
        let (low, high) = (self.days_at((issues - 1) / 2), self.days_at(issues / 2));
        if issues % 2 == 1 {
            Amount::Days { of: low, among: 1 }
        } else {
            Amount::Days { of: low.saturating_add(high), among: 2 }
        }
    }

    /// The days of the issue at a place, from 0, when they stand by their days.
    fn days_at(&self, place: u64) -> u64 {
        let mut before = 0;
        let reaches = |(_, issues): &(&u64, &u64)| {
            before += **issues;
            before > place
        };
        self.days.iter().find(reaches).map_or(0, |(days, _)| *days)
    }

    /// What does not add up: issues in hand by what came in and went out, and promises by what became of them.
    fn breaks(&self) -> Vec<Break> {
        let sum = |ids: &[Id]| ids.iter().fold(0_i64, |sum, id| sum.saturating_add_unsigned(self.of(*id)));
        let in_hand = sum(&[Id::I7, Id::I2, Id::I7a]).saturating_sub(sum(&[Id::I8, Id::I8a]));
        let promised = sum(&[Id::I17b, Id::I17c, Id::I17d, Id::I17e]);
        let checked = [("I9", self.of(Id::I9), in_hand), ("I17a", self.of(Id::I17a), promised)];
        let broken = checked.into_iter().filter(|(_, counted, reckoned)| i64::try_from(*counted) != Ok(*reckoned));
        broken.map(|(id, counted, reckoned)| Break { id: id.to_owned(), counted, reckoned }).collect()
    }

    /// How much there is of a group: issues, visits, reception days and activities, for its place among others.
    pub fn weight(&self) -> u64 {
        [Id::I2, Id::V1, Id::R1, Id::D1a].iter().fold(0, |sum, id| sum.saturating_add(self.of(*id)))
    }
}

fn grow(sums: &mut [u64; HOW_MANY], id: Id, number: u64) {
    if let Some(sum) = sums.get_mut(id as usize) {
        *sum = sum.saturating_add(number);
    }
}

fn size(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
