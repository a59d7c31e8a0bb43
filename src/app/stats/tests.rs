//! The page without a desk: what it asks for, what it shows of what it got, and where a selection leads.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::stats::{Figure, Group, INDICATORS};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn codes() -> CodeLists {
    CodeLists::shipped().unwrap()
}

fn page() -> Stats {
    let mut stats = Stats::default();
    stats.see(day("2026-11-23"));
    stats
}

/// Figures with one number for each indicator, and parts of I6.
fn figures(count: u64) -> Figures {
    let figure = |id: &str, part: &str, amount| Figure { id: id.to_owned(), part: part.to_owned(), amount };
    let mut list = Vec::new();
    for indicator in &INDICATORS {
        let amount =
            if indicator.unit.is_empty() { Amount::Rate { of: count, among: count * 2 } } else { Amount::Count(count) };
        list.push(figure(indicator.id, "", amount));
        if indicator.id == "I6" {
            list.push(figure("I6", "township", Amount::Count(count)));
        }
    }
    Figures { list, breaks: Vec::new() }
}

fn asked(effect: Option<Effect>) -> (Asked, Option<u64>) {
    match effect {
        Some(Effect::Count { asked, known, .. }) => (asked, known),
        _ => (Asked { periods: Vec::new(), by: None, today: day("2026-11-23") }, None),
    }
}

fn keys(asked: &Asked) -> Vec<String> {
    asked.periods.iter().map(|period| period.key()).collect()
}

/// Looks at the page and gives it figures, for each period one more than for the one asked for before it.
fn counted(stats: &mut Stats, token: u64) {
    let (asked, _) = asked(stats.look(token));
    let mut count = 0;
    let counted = asked.periods.iter().map(|period| {
        count += 1;
        Counted { period: *period, total: figures(count), groups: Vec::new() }
    });
    let counted = counted.collect();
    assert_eq!(stats.take(token, Report::Done(7, counted), &codes()), None);
}

#[test]
fn the_month_of_today_is_shown_until_another_period_is_chosen() {
    let mut stats = page();
    assert_eq!(keys(&asked(stats.look(1)).0), ["2026-11", "2026-10", "2025-11"]);
    stats.see(day("2026-12-01"));
    assert_eq!(stats.period().unwrap().key(), "2026-12");
    assert!(stats.choose(stats.period().unwrap().before()));
    stats.see(day("2027-01-01"));
    assert_eq!(stats.period().unwrap().key(), "2026-11");
}

#[test]
fn sorts_of_periods_follow_each_other_around_the_same_day() {
    let mut stats = page();
    assert!(stats.choose(period("2026-03", day("2026-11-23")).ok()));
    let mut seen = Vec::new();
    for _ in 0..5 {
        assert!(stats.change_sort(true));
        seen.push(stats.period().unwrap().key());
    }
    assert_eq!(seen, ["2026Q1", "2026H1", "2026", "2026-03", "2026Q1"]);
    assert!(stats.change_sort(false) && stats.change_sort(false));
    assert_eq!(stats.period().unwrap().key(), "2026");
    assert!(stats.choose(period("3.5-3.20", day("2026-11-23")).ok()) && stats.change_sort(true));
    assert_eq!(stats.period().unwrap().key(), "2026-03");
}

#[test]
fn a_period_needs_both_ends_and_usual_years() {
    let today = day("2026-11-23");
    assert_eq!(period("2026Q3", today).unwrap().key(), "2026Q3");
    for open in ["3.1..", "..3.31", ">=3.1"] {
        assert!(period(open, today).unwrap_err().contains("起止两头"), "{open}");
    }
    let mut stats = page();
    let first = Period::around(Sort::Year, Date::from_ymd(FIRST_YEAR, 5, 1).unwrap());
    assert!(stats.choose(first));
    assert!(!stats.choose(first.unwrap().before()) && !stats.choose(None));
}

#[test]
fn figures_of_another_period_stay_until_the_new_ones_arrive_and_old_news_are_dropped() {
    let mut stats = page();
    counted(&mut stats, 1);
    assert!(!stats.is_stale() && stats.progress().is_none());
    assert!(stats.choose(stats.period().unwrap().before()));
    let (wanted, known) = asked(stats.look(2));
    assert_eq!((wanted.periods[0].key().as_str(), known), ("2026-10", None));
    assert!(stats.is_stale());
    assert_eq!(stats.shown_period().unwrap().key(), "2026-11");
    assert_eq!(stats.which().unwrap().period.key(), "2026-11");
    let late = vec![Counted { period: wanted.periods[0], total: figures(9), groups: Vec::new() }];
    assert_eq!(stats.take(1, Report::Done(7, late), &codes()), None);
    assert!(stats.is_stale() && stats.progress().is_some());
    assert_eq!(stats.take(2, Report::Looked(5, 10), &codes()), None);
    assert_eq!(stats.progress(), Some((5, 10)));
    assert!(stats.caption().contains("5/10") && stats.caption().contains("2026年11月"), "{}", stats.caption());
}

#[test]
fn coming_back_shows_at_once_what_is_known_and_asks_whether_it_holds() {
    let mut stats = page();
    counted(&mut stats, 1);
    assert!(stats.choose(stats.period().unwrap().before()));
    counted(&mut stats, 2);
    assert!(stats.choose(stats.period().unwrap().after()));
    let (_, known) = asked(stats.look(3));
    assert_eq!(known, Some(7));
    assert!(!stats.is_stale());
    assert_eq!(stats.take(3, Report::Same, &codes()), None);
    assert_eq!(stats.progress(), None);
    assert_eq!(stats.amount(), Some(Amount::Count(1)));
}

#[test]
fn the_table_has_every_figure_under_its_chapter_with_parts_below_their_whole() {
    let mut stats = page();
    counted(&mut stats, 1);
    let lines: Vec<&Line> =
        stats.rows().iter().filter_map(|row| if let Row::Figure(line) = row { Some(line) } else { None }).collect();
    assert_eq!(lines.len(), INDICATORS.len() + 1);
    assert!(matches!(stats.rows()[0], Row::Chapter(_)));
    let place = lines.iter().position(|line| line.of.part == "township").unwrap();
    assert_eq!((lines[place - 1].of.id, lines[place].name.as_str()), ("I6", "转乡镇政府站所"));
    let line = lines[0];
    let amounts = [line.now, line.before, line.year_before].map(Option::unwrap).map(Amount::shown);
    assert_eq!((amounts, line.change().unwrap().shown().as_str()), (["1", "2", "3"].map(str::to_owned), "-1"));
}

#[test]
fn the_selection_stays_on_its_figure_over_periods_and_faces() {
    let mut stats = page();
    counted(&mut stats, 1);
    (0..3).for_each(|_| stats.select(Motion::Down, 10));
    assert_eq!(stats.figure().unwrap().id, "R4");
    stats.turn(Face::Course);
    counted(&mut stats, 2);
    assert_eq!(stats.bars().len(), COURSE);
    let which = stats.which().unwrap();
    assert_eq!((which.id.as_str(), which.period.key().as_str()), ("R4", "2026-11"));
    stats.select(Motion::Home, 10);
    assert_eq!(stats.which().unwrap().period.key(), "2025-12");
    stats.turn(Face::Figures);
    assert!(stats.look(3).is_some());
    assert_eq!(stats.figure().unwrap().id, "R4");
    stats.select(Motion::End, 10);
    assert_eq!(stats.figure().unwrap().id, "P1d");
}

#[test]
fn groups_lead_to_their_own_records_the_largest_first_where_there_is_no_list() {
    let mut stats = page();
    counted(&mut stats, 1);
    stats.select(Motion::Down, 10);
    stats.turn(Face::Groups(Dimension::Village));
    let (asked, _) = asked(stats.look(2));
    assert_eq!((asked.periods.len(), asked.by), (1, Some(Dimension::Village)));
    assert!(stats.held().is_none() && stats.bars().is_empty());
    let group = |key: &str, count| Group { key: key.to_owned(), figures: figures(count) };
    let groups = vec![group("甲村", 2), group("乙村", 5), group("", 9), group("丙村", 0)];
    let counted = vec![Counted { period: asked.periods[0], total: figures(16), groups }];
    assert_eq!(stats.take(2, Report::Done(7, counted), &codes()), None);
    // R2, a rate: half everywhere but where there is nothing to divide by.
    let keys: Vec<String> = stats.bars().into_iter().map(|bar| bar.group.unwrap().1).collect();
    assert_eq!(keys, ["甲村", "乙村", ""]);
    let which = stats.which().unwrap();
    assert_eq!((which.id.as_str(), which.group), ("R2", Some((Dimension::Village, "甲村".to_owned()))));
}

#[test]
fn a_break_is_told_with_its_period_and_by_how_much() {
    let mut stats = page();
    let (asked, _) = asked(stats.look(1));
    let broken = Break { id: "I9".to_owned(), counted: 5, reckoned: 7 };
    let total = Figures { breaks: vec![broken], ..figures(1) };
    let counted = vec![Counted { period: asked.periods[0], total, groups: Vec::new() }];
    assert_eq!(stats.take(1, Report::Done(1, counted), &codes()), None);
    let (period, broken) = stats.breaks().next().unwrap();
    let says = text::broken(period, broken);
    assert!(says.contains("2026年11月 期末在办（I9）") && says.contains("相差 2"), "{says}");
}

#[test]
fn bars_are_measured_against_the_longest_and_rates_against_the_whole() {
    let bar = |amount| Bar { period: month_of(day("2026-11-23")), group: None, amount };
    let rates = [bar(Amount::Rate { of: 1, among: 4 })];
    assert_eq!(bars::longest(&rates), 1_000);
    assert_eq!(bars::eighths(250, 1_000, 10), 20);
    assert_eq!((bars::eighths(0, 5, 10), bars::eighths(1, u128::MAX, 10)), (0, 1));
    assert_eq!((bars::eighths(u128::MAX, 1, 10), bars::eighths(5, 5, 0)), (80, 0));
    assert_eq!(bars::eighths(u128::from(u64::MAX), u128::from(u64::MAX), 500), 4_000);
}
