//! Which backups have become too many: 7 days, 4 weeks and 12 months are kept.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::name::Name;
use crate::model::order::{Gather as _, Order as _};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Those of `made` that are not needed any more: all but every one of the newest seven days that have any, the newest
/// one of each of the newest four weeks (Monday to Sunday) and twelve months, and the one just made, which a clock set
/// back may have put among the oldest.
pub(super) fn surplus(made: &[Name], just_made: Name) -> Vec<Name> {
    let mut newest_first = made.to_vec();
    newest_first.order();
    newest_first.reverse();
    let mut kept = std::iter::once(just_made).gather::<BTreeSet<_>>();
    let days: BTreeSet<_> = newest_first.iter().map(|name| name.at.date()).gather();
    let first_day = days.iter().rev().take(DAYS).min().copied();
    kept.extend(newest_first.iter().filter(|name| Some(name.at.date()) >= first_day));
    kept.extend(newest_of_each(&newest_first, WEEKS, |name| {
        let week = name.at.iso_week();
        (week.year(), week.week())
    }));
    kept.extend(newest_of_each(&newest_first, MONTHS, |name| (name.at.year(), name.at.month())));
    newest_first.retain(|name| !kept.contains(name));
    newest_first
}

/// The first of each run of names that share a key, up to `count` of them.
fn newest_of_each<K: PartialEq>(newest_first: &[Name], count: usize, key: impl Fn(&Name) -> K) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for name in newest_first {
        if found.len() == count {
            break;
        }
        if found.last().is_none_or(|last| key(last) != key(name)) {
            found.push(*name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::path::Path;

    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::model::Org;

    fn name(day: u64, hour: u32) -> Name {
        let date = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(day);
        Name { at: date.and_hms_opt(hour, 0, 0).unwrap(), turn: 1, org: Org(430_122_105_001) }
    }

    /// Runs a daily backup over `days` days and gives what is left.
    fn after(days: u64) -> Vec<Name> {
        let mut made = Vec::new();
        for day in 0..days {
            made.push(name(day, 9));
            let gone = surplus(&made, name(day, 9));
            made.retain(|name| !gone.contains(name));
        }
        made
    }

    #[test]
    fn two_years_of_days_leave_days_weeks_and_months() {
        let left = after(730);
        let newest: Vec<Name> = (723..730).map(|day| name(day, 9)).collect();
        assert!(left.ends_with(&newest), "the last seven days are whole");
        assert!((19..=23).contains(&left.len()), "{} left", left.len());
        let months: BTreeSet<_> = left.iter().map(|name| (name.at.year(), name.at.month())).gather();
        assert_eq!(months.len(), 12);
        assert!(after(7).len() == 7 && after(1).len() == 1);
    }

    #[test]
    fn every_backup_of_the_last_days_stays() {
        let made: Vec<Name> = (0..20).flat_map(|day| [name(day, 8), name(day, 20)]).collect();
        let gone = surplus(&made, name(19, 20));
        assert!((13..20).all(|day| !gone.contains(&name(day, 8)) && !gone.contains(&name(day, 20))));
        assert!((0..13).all(|day| gone.contains(&name(day, 8))));
    }

    #[test]
    fn only_names_of_our_own_are_names() {
        for good in ["liaison-430122105001-20261123-180000.zip", "liaison-43-20261123-180000-2.zip"] {
            assert_eq!(Name::of(Path::new(good)).unwrap().to_string(), good);
        }
        let bad = [
            "liaison-430122105001-20261123-180000.zip.tmp",
            "liaison-430122105001-20261323-180000.zip",
            "liaison-430122105001-20261123-180000-1.zip",
            "liaison-430122105001-20261123-180000-02.zip",
            "liaison-430122105001-20261123-1800.zip",
            "liaison-0430-20261123-180000.zip",
            "备份.zip",
            "",
        ];
        for bad in bad {
            assert_eq!(Name::of(Path::new(bad)), None, "{bad}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_newest_and_the_one_just_made_stay(
            days in proptest::collection::vec((0_u64..4000, 0_u32..24), 1..60),
            pick in any::<prop::sample::Index>(),
        ) {
            let made: Vec<Name> = days.iter().map(|(day, hour)| name(*day, *hour)).collect();
            let just_made = made[pick.index(made.len())];
            let gone = surplus(&made, just_made);
            prop_assert!(!gone.contains(&just_made));
            prop_assert!(!gone.contains(made.iter().max().unwrap()));
            prop_assert!(gone.iter().all(|name| made.contains(name)));
            // What stays is settled: nothing more goes until another one is made.
            let left: Vec<Name> = made.iter().filter(|name| !gone.contains(name)).copied().collect();
            prop_assert!(surplus(&left, just_made).is_empty());
        }
    }
}
