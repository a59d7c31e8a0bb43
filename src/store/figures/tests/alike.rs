//! The figures of a desk and those made slowly from its journal are the same, on a thousand desks by chance.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::made::{self, Chance, Kept, codes, county, desk};
use super::slow::{self, Slow};
use crate::model::Date;
use crate::model::stats::{Amount, Asked, Dimension, Figures, INDICATORS, Period, Sort, Which};
use crate::store::figures::Progress;

/// Desks in all.
const DESKS: u64 = 1_000;

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A period by chance: of the calendar, or of any days.
fn period(chance: &mut Chance) -> Period {
    let day = chance.day();
    let sort = *chance.one(&[Sort::Month, Sort::Quarter, Sort::Half, Sort::Year, Sort::Days]);
    Period::around(sort, day).unwrap_or_else(|| {
        let days = chance.below(90) as i64;
        Period::of(day.plus_days(-days), day).unwrap()
    })
}

fn counted(kept: &Kept, asked: &Asked) -> Vec<crate::model::stats::Counted> {
    let mut go_on = go_on;
    let progress: &mut Progress<'_> = &mut go_on;
    kept.reader().counted(asked, codes(), progress).unwrap().unwrap()
}

/// Every figure and part there is, and none there is not.
fn agree(figures: &Figures, slow: &Slow, what: &str) {
    assert_eq!(figures.breaks, [], "{what}");
    for figure in &figures.list {
        let expected = slow.amount(&figure.id, &figure.part);
        assert_eq!(figure.amount, expected, "{} {} {what}", figure.id, figure.part);
    }
    for indicator in INDICATORS.iter().filter(|indicator| figures.get(indicator.id).is_some()) {
        for code in indicator.parts.map_or(&[][..], |list| codes().list(list)) {
            let nothing = [Amount::Count(0), Amount::Money(0), Amount::Rate { of: 0, among: 0 }];
            let is_left_out = figures.part(indicator.id, &code.key).is_none();
            assert_eq!(is_left_out, nothing.contains(&slow.amount(indicator.id, &code.key)), "{} {what}", code.key);
        }
    }
}

fn parent(category: &str) -> String {
    codes()
        .code("category", category)
        .filter(|code| !code.parent.is_empty())
        .map_or(category, |code| &code.parent)
        .to_owned()
}

fn compare(seeds: impl Iterator<Item = u64>) {
    let mut told = BTreeSet::new();
    for seed in seeds {
        let mut chance = Chance::new(seed);
        // Some are of a county with two stations, whose numbers coincide.
        let kept = if seed % 20 < 2 { county(&mut chance) } else { desk(&mut chance) };
        let by = Dimension::ALL[chance.below(7) as usize];
        let periods: Vec<Period> = (0..2).map(|_| period(&mut chance)).collect();
        // Mostly after it all; else some of the periods run still, or lie ahead.
        let today = made::today().plus_days(-(if chance.once_in(2) { chance.below(200) as i64 } else { 0 }));
        let records = slow::records(&kept.journals());
        let slow = Slow::of(&records, &periods, today);
        let asked = Asked { periods, by: (!chance.once_in(3)).then_some(by), today };
        for (counted, slow) in counted(&kept, &asked).into_iter().zip(slow) {
            let what = format!("on desk {seed} in {}", counted.period.key());
            agree(&counted.total, &slow, &what);
            for group in &counted.groups {
                let of_group = slow.of_group(by.key(), &group.key, &parent);
                agree(&group.figures, &of_group, &format!("of {} {:?} {what}", by.key(), group.key));
            }
            adds_up(&counted, by);
            told.extend(counted.total.list.into_iter().filter(|figure| tells(figure.amount)).map(|figure| figure.id));
        }
    }
    let never: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).filter(|id| !told.contains(*id)).collect();
    assert!(never.is_empty(), "{never:?} are nothing on every desk: nothing was compared");
}

fn tells(amount: Amount) -> bool {
    match amount {
        Amount::Count(number) | Amount::Money(number) => number > 0,
        Amount::Rate { of, .. } | Amount::Days { of, .. } => of > 0,
    }
}

/// The groups of what has one group each make the whole together.
fn adds_up(counted: &crate::model::stats::Counted, by: Dimension) {
    if by == Dimension::Deputy || counted.groups.is_empty() {
        return;
    }
    for id in ["I1", "I2", "I3", "I7", "I8", "I9", "I11", "I17a"] {
        let sum: u64 = counted.groups.iter().map(|group| group.figures.count(id)).sum();
        assert_eq!(sum, counted.total.count(id), "{id}");
    }
}

#[test]
fn the_figures_of_a_thousand_desks_are_those_of_their_journals() {
    compare((0..DESKS).step_by(2));
}

/// The other half of them, beside the first where the machine can.
#[test]
fn and_so_are_those_of_the_other_half() {
    compare((1..DESKS).step_by(2));
}

/// What one record adds at most one to.
const ONE_EACH: [&str; 24] = [
    "R1", "I2", "I3", "I4", "I5a", "I6", "I7", "I9", "I11", "I17a", "I17b", "I17c", "I17d", "I17e", "I17f", "I21a",
    "I21b", "I23", "I24a", "I24b", "V4", "D1a", "P1a", "P1b",
];

#[test]
fn a_figure_lists_exactly_the_records_it_counts() {
    for seed in 0..28 {
        let mut chance = Chance::new(seed);
        let kept = desk(&mut chance);
        let period = period(&mut chance);
        let by = Dimension::ALL[seed as usize % Dimension::ALL.len()];
        let counted = counted(&kept, &Asked { periods: vec![period], by: Some(by), today: made::today() }).remove(0);
        let listed = |id: &str, part: &str, group: Option<&str>| {
            let group = group.map(|key| (by, key.to_owned()));
            let which = Which { id: id.to_owned(), part: part.to_owned(), period, group, today: made::today() };
            kept.reader().counting(&which, codes(), 2, &mut go_on).unwrap().unwrap()
        };
        for figure in &counted.total.list {
            let (entries, all) = listed(&figure.id, &figure.part, None);
            check(&figure.id, figure.amount, &entries, all);
        }
        for group in &counted.groups {
            for figure in &group.figures.list {
                let (entries, all) = listed(&figure.id, &figure.part, Some(&group.key));
                check(&figure.id, figure.amount, &entries, all);
            }
        }
    }
}

fn check(id: &str, amount: Amount, entries: &[crate::model::Entry], all: u64) {
    assert_eq!(entries.len() as u64, all.min(2));
    let days: Vec<Option<Date>> = entries.iter().map(|entry| entry.record.date()).collect();
    assert!(days.is_sorted_by(|newer, older| newer >= older), "{days:?}");
    assert!(entries.iter().all(crate::model::Entry::is_live));
    match amount {
        Amount::Count(count) if ONE_EACH.contains(&id) => assert_eq!(all, count, "{id}"),
        Amount::Count(number) | Amount::Money(number) => assert_eq!(all == 0, number == 0, "{id} {number} {all}"),
        Amount::Rate { of, .. } if id.starts_with('I') || id.starts_with("P1c") => assert_eq!(all, of, "{id}"),
        Amount::Rate { of, .. } => assert_eq!(all == 0, of == 0, "{id}"),
        Amount::Days { among, .. } => assert_eq!(all == 0, among == 0, "{id}"),
    }
}

#[test]
fn a_counting_that_is_stopped_has_no_figures() {
    let kept = made::desk(&mut Chance::new(7));
    let period = Period::around(Sort::Year, made::today()).unwrap();
    let asked = Asked { periods: vec![period], by: None, today: made::today() };
    let mut stop = |_, _| ControlFlow::Break(());
    assert_eq!(kept.reader().counted(&asked, codes(), &mut stop).unwrap(), None);
    let which = Which { id: "I2".to_owned(), part: String::new(), period, group: None, today: made::today() };
    assert_eq!(kept.reader().counting(&which, codes(), 9, &mut stop).unwrap(), None);
}
