//! Tests of completeness and timeliness.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::books::day;
use crate::model::stats::Sort;

fn october() -> Period {
    Period::around(Sort::Month, day(2026, 10, 15)).unwrap()
}

fn made(days: &[(u32, u32)]) -> Arrivals {
    let made_on: Vec<Date> = days.iter().map(|(month, of_month)| day(2026, *month, *of_month)).collect();
    Arrivals { last_on: made_on.iter().max().copied(), made_on, enrolled_on: None }
}

#[test]
fn a_period_is_reported_by_the_first_package_of_its_last_day_or_later() {
    let (due, today) = (day(2026, 11, 6), day(2026, 11, 23));
    let stands = |days: &[(u32, u32)]| standing(&made(days), october(), due, today);
    let in_time = |month, of_month| Standing::InTime { on: day(2026, month, of_month) };
    assert_eq!(stands(&[(10, 31)]), in_time(10, 31));
    assert_eq!(stands(&[(11, 6)]), in_time(11, 6));
    assert_eq!(stands(&[(11, 20), (9, 30), (11, 5)]), in_time(11, 5), "a later one does not make it late");
    assert_eq!(stands(&[(11, 7)]), Standing::Late { on: day(2026, 11, 7), days: 1 });
    assert_eq!(stands(&[(10, 30)]), Standing::Missing { days: 17 });
    assert_eq!(stands(&[]), Standing::Missing { days: 17 });
}

#[test]
fn what_is_not_due_yet_is_pending() {
    let due = day(2026, 11, 6);
    let stands = |today| standing(&made(&[(10, 30)]), october(), due, today);
    assert_eq!(stands(day(2026, 11, 3)), Standing::Pending { days: 3 });
    assert_eq!(stands(due), Standing::Pending { days: 0 });
    assert_eq!(stands(day(2026, 11, 7)), Standing::Missing { days: 1 });
}

#[test]
fn nothing_is_owed_of_a_period_that_ended_before_the_party_was_enrolled() {
    let (codes, today) = (CodeLists::shipped().unwrap(), day(2026, 11, 23));
    let stands = |month, of_month, days: &[(u32, u32)]| {
        let arrivals = Arrivals { enrolled_on: Some(day(2026, month, of_month)), ..made(days) };
        row(Org(430_122_105_001), &arrivals, october(), &codes, today)
    };
    assert!(matches!(stands(10, 31, &[]).standing, Standing::Missing { .. }), "it could have reported on the last day");
    let exempt = stands(11, 1, &[]);
    assert_eq!(exempt.standing, Standing::Exempt { since: day(2026, 11, 1) });
    // Its first package comes after the period was due: that is no lateness.
    let first = stands(11, 20, &[(11, 21)]);
    assert_eq!((first.standing, first.is_silent), (Standing::Exempt { since: day(2026, 11, 20) }, false));
    let totals = Totals::of(&[exempt, first, stands(9, 1, &[(11, 2)])]);
    assert_eq!(totals, Totals { parties: 1, in_time: 1, exempt: 2, ..Totals::default() });
    assert_eq!(totals.complete().shown(), "100.0%");
}

#[test]
fn rows_are_due_by_the_setting_and_add_up() {
    let mut codes = CodeLists::shipped().unwrap();
    let (today, org) = (day(2026, 11, 23), Org(430_122_105_001));
    let all = [made(&[(11, 2)]), made(&[(11, 9)]), made(&[]), made(&[(10, 2)])];
    let rows = |codes: &CodeLists| all.iter().map(|one| row(org, one, october(), codes, today)).collect::<Vec<_>>();
    let totals = Totals::of(&rows(&codes));
    assert_eq!(totals, Totals { parties: 4, in_time: 1, late: 1, missing: 2, ..Totals::default() });
    assert_eq!(
        (totals.reported(), totals.complete().shown(), totals.timely().shown()),
        (2, "50.0%".into(), "25.0%".into())
    );
    codes.apply("sync.due_days", "6").unwrap();
    assert_eq!(Totals::of(&rows(&codes)).in_time, 2, "the ninth of November is the sixth working day");
    assert_eq!(Totals::of(&[]).complete().shown(), "—");
}

#[test]
fn a_package_without_a_record_of_the_period_is_told() {
    let (codes, today) = (CodeLists::shipped().unwrap(), day(2026, 11, 23));
    let silent = |last_on| {
        let arrivals = Arrivals { last_on, ..made(&[(11, 2)]) };
        row(Org(1), &arrivals, october(), &codes, today).is_silent
    };
    assert!(silent(Some(day(2026, 9, 30))) && silent(None));
    assert!(!silent(Some(day(2026, 10, 1))));
    assert!(!row(Org(1), &Arrivals::default(), october(), &codes, today).is_silent, "it has not reported at all");
}
