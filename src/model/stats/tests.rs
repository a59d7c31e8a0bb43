//! Tests of counting record by record: the figures a province published, cases at the edges, data that is damaged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::adds::Subject;
use super::roster::Roster;
use super::*;
use crate::model::activity::{Activity, LEGISLATION};
use crate::model::any::record_of;
use crate::model::books::{Books, day};
use crate::model::codes::CodeLists;
use crate::model::deed::Deed;
use crate::model::deputy::{Deputy, SERVING};
use crate::model::duty::{self, Served};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::proposal::Proposal;
use crate::model::reception::ReceptionDay;
use crate::model::takeover::Taken;
use crate::model::visit::Visit;
use crate::model::{Date, Entry, Kind, Org, Record, score};

const AUTUMN: (i32, u32, u32) = (2026, 9, 1);

/// September 2026.
fn month() -> Period {
    Period::around(Sort::Month, day(AUTUMN.0, AUTUMN.1, AUTUMN.2)).unwrap()
}

fn on(of_month: u32) -> Option<Date> {
    Some(day(AUTUMN.0, AUTUMN.1, of_month))
}

/// The settings of a station that keeps scores.
fn with_scores() -> CodeLists {
    let mut codes = Books::shared().codes.clone();
    codes.apply("scores.enabled", "true").unwrap();
    codes
}

fn entry(id: u64, record: Record) -> Entry {
    Entry { org: Org(430_122_105_001), id, rev: 1, voided: None, extra: String::new(), record }
}

fn figures_in(period: Period, entries: &[Entry]) -> Figures {
    figures_on(day(2026, 12, 31), period, entries)
}

/// The figures of a period as they are counted on a day.
fn figures_on(today: Date, period: Period, entries: &[Entry]) -> Figures {
    let asked = Asked { periods: vec![period], by: None, today };
    let mut counter = Counter::new(&asked, &Books::shared().codes);
    entries.iter().for_each(|entry| counter.add(entry));
    counter.finish().remove(0).total
}

fn figures(records: Vec<Record>) -> Figures {
    let entries: Vec<Entry> = (1..).zip(records).map(|(id, record)| entry(id, record)).collect();
    figures_in(month(), &entries)
}

/// An issue of the first of September with steps given as verb, day of the month and what the step carries.
fn lived(stage: Stage, steps: &[(&str, u32, Event)]) -> Issue {
    let event = |(verb, of_month, event): &(&str, u32, Event)| Event {
        verb: (*verb).to_owned(),
        on: on(*of_month),
        ..event.clone()
    };
    Issue { reported_on: on(1), stage, events: steps.iter().map(event).collect(), ..Issue::default() }
}

fn issue(stage: Stage, steps: &[(&str, u32, Event)]) -> Record {
    Record::Issue(Box::new(lived(stage, steps)))
}

fn none() -> Event {
    Event::default()
}

fn class(class: &str) -> Event {
    Event { class: class.to_owned(), ..none() }
}

fn promise(of_month: u32) -> Event {
    Event { planned_on: on(of_month), ..class("B") }
}

fn due(of_month: u32) -> Event {
    Event { route: "township".to_owned(), due_on: on(of_month), ..none() }
}

fn rating(rating: &str) -> Event {
    Event { rating: rating.to_owned(), ..none() }
}

fn shown(figures: &Figures, id: &str) -> String {
    figures.get(id).unwrap().shown()
}

#[test]
fn comments_on_a_bill_as_published_are_164_of_607() {
    let round = |comments, adopted| {
        let (kind, date) = (LEGISLATION.to_owned(), on(9));
        Record::Activity(Box::new(Activity { kind, date, comments, adopted, ..Activity::default() }))
    };
    let figures = figures(vec![round(Some(600), Some(160)), round(Some(7), Some(4)), round(None, None)]);
    assert_eq!(["L1a", "L1b", "L1c"].map(|id| shown(&figures, id)), ["607", "164", "27.0%"]);
}

#[test]
fn promises_as_published_are_1263_of_which_99_stand() {
    let kept = [("reply", 3, promise(28)), ("track", 4, none()), ("reply", 20, class("A"))];
    let given_up = [("reply", 3, promise(28)), ("track", 4, none()), ("reply", 20, class("C"))];
    let standing = [("reply", 3, promise(28)), ("track", 4, none())];
    let mut records = vec![issue(Stage::Replied, &kept); 1_049];
    records.extend(vec![issue(Stage::Replied, &given_up); 115]);
    records.extend(vec![issue(Stage::Tracking, &standing); 99]);
    let figures = figures(records);
    let told = ["I17a", "I17b", "I17c", "I17d", "I17e", "I17f"].map(|id| figures.count(id));
    assert_eq!((told, &figures.breaks[..]), ([1_263, 1_049, 115, 99, 0, 99], &[][..]));
}

#[test]
fn problems_as_published_are_72000_solved_of_88000() {
    let solved = entry(1, issue(Stage::Closed, &[("reply", 3, class("A")), ("close", 9, none())]));
    let open = entry(2, issue(Stage::Registered, &[]));
    let asked = Asked { periods: vec![month()], by: None, today: day(2026, 10, 1) };
    let mut counter = Counter::new(&asked, &Books::shared().codes);
    (0..72_000).for_each(|_| counter.add(&solved));
    (72_000..88_000).for_each(|_| counter.add(&open));
    let figures = counter.finish().remove(0).total;
    assert_eq!(["I3", "V7", "I13"].map(|id| shown(&figures, id)), ["88000", "72000", "81.8%"]);
}

#[test]
fn where_there_is_nothing_every_figure_says_so() {
    let asked = Asked { periods: vec![month()], by: None, today: day(2026, 12, 31) };
    let figures = Counter::new(&asked, &with_scores()).finish().remove(0).total;
    assert_eq!(figures.list.len(), INDICATORS.len());
    for figure in &figures.list {
        let expected = match figure.amount {
            Amount::Count(_) => "0",
            Amount::Money(_) => "0.00",
            Amount::Rate { .. } | Amount::Days { .. } => "—",
        };
        assert_eq!(figure.amount.shown(), expected, "{}", figure.id);
    }
}

/// What deputies 1 and 2 did in September, one day of it in August, and a proposal.
fn served() -> Vec<Entry> {
    let held = |id, date, deputies: &[u64]| {
        let (stage, deputies) = ("held".to_owned(), deputies.to_vec());
        entry(id, Record::Reception(ReceptionDay { date, stage, deputies, ..ReceptionDay::default() }))
    };
    let visit = Visit { date: on(9), deputies: vec![2], times: 9, ..Visit::default() };
    let received = Issue { reported_on: on(5), deputies: vec![1], ..Issue::default() };
    let nobodys = Issue { reported_on: on(6), channel: "letter".to_owned(), ..Issue::default() };
    let proposal = Proposal { handed_on: on(20), lead: Some(2), cosigners: vec![3], ..Proposal::default() };
    vec![
        held(1, on(1), &[1, 2]),
        held(2, on(15), &[1]),
        held(3, Some(day(2026, 8, 1)), &[1]),
        entry(4, Record::Visit(visit)),
        entry(5, Record::Issue(Box::new(received))),
        entry(6, Record::Issue(Box::new(nobodys))),
        entry(7, Record::Proposal(Box::new(proposal))),
    ]
}

fn of_deputy(id: u64) -> String {
    dimension::deputy_key(Org(430_122_105_001), id)
}

fn by_deputy(codes: &CodeLists, entries: &[Entry]) -> Counted {
    let asked = Asked { periods: vec![month()], by: Some(Dimension::Deputy), today: day(2026, 12, 31) };
    let mut counter = Counter::new(&asked, codes);
    entries.iter().for_each(|entry| counter.add(entry));
    counter.finish().remove(0)
}

#[test]
fn each_deputy_gets_points_by_the_formula_and_all_of_them_together_their_sum() {
    let (codes, entries) = (with_scores(), served());
    let counted = by_deputy(&codes, &entries);
    let points = |group: &Group| (group.key.clone(), group.figures.get("D3"));
    let mut told: Vec<(String, Option<Amount>)> = counted.groups.iter().map(points).collect();
    told.sort_by(|(one, _), (other, _)| one.cmp(other));
    // Two reception days 10 + 2, an issue 5; a day 10, nine visits capped at 20, a proposal 10; its co-signer 3; nobody none.
    let of = |id, points| (of_deputy(id), Some(Amount::Count(points)));
    assert_eq!(told, [(String::new(), None), of(1, 17), of(2, 40), of(3, 3)]);
    assert_eq!(counted.total.get("D3"), Some(Amount::Count(60)));
    let which = |key: &str| {
        let group = Some((Dimension::Deputy, key.to_owned()));
        Which { id: "D3".to_owned(), part: String::new(), period: month(), group, today: day(2026, 12, 31) }
    };
    let behind = |which: &Which| -> Vec<u64> {
        let counted = entries.iter().filter(|entry| counts(which, entry, &Beside::default(), &codes));
        counted.map(|entry| entry.id).collect()
    };
    assert_eq!([1, 2, 3].map(|id| behind(&which(&of_deputy(id)))), [vec![1, 2, 5], vec![1, 4, 7], vec![7]]);
    assert_eq!(behind(&Which { group: None, ..which("") }), [1, 2, 4, 5, 7]);
}

#[test]
fn a_deputys_points_of_a_year_are_those_of_the_deputys_file() {
    let (codes, entries) = (with_scores(), served());
    let mut served = Served::default();
    let tallies = entries.iter().flat_map(|entry| duty::tallies(&entry.record));
    tallies
        .filter(|(tally, _)| tally.deputy == 1)
        .for_each(|(tally, number)| served.add(tally.year, tally.duty, number));
    let year = Period::around(Sort::Year, day(2026, 9, 1)).unwrap();
    let asked = Asked { periods: vec![year], by: Some(Dimension::Deputy), today: day(2026, 12, 31) };
    let mut counter = Counter::new(&asked, &codes);
    entries.iter().for_each(|entry| counter.add(entry));
    let counted = counter.finish().remove(0);
    let of_one = counted.groups.iter().find(|group| group.key == of_deputy(1)).unwrap();
    let in_file = score::total(&codes.scores().lines(&served, 2026));
    assert_eq!((of_one.figures.get("D3"), in_file), (Some(Amount::Count(in_file)), 19));
}

#[test]
fn a_station_that_keeps_no_scores_has_no_points() {
    let counted = by_deputy(&Books::shared().codes, &served());
    let figures = counted.groups.iter().map(|group| &group.figures).chain([&counted.total]);
    assert!(figures.into_iter().all(|figures| figures.get("D3").is_none()));
    assert!(counted.groups.iter().all(|group| group.key != of_deputy(3)), "a co-signer is there for the points alone");
}

#[test]
fn an_issue_is_counted_as_it_stood_at_the_cut_off() {
    let steps = [
        ("assign", 3, due(10)),
        ("extend", 9, due(20)),
        ("reply", 15, class("A")),
        ("feedback", 16, rating("dissatisfied")),
        ("redo", 17, due(25)),
        ("reply", 28, class("C")),
        ("feedback", 29, rating("basically")),
        ("close", 30, none()),
    ];
    let entries = [entry(1, issue(Stage::Closed, &steps))];
    let at = |of_month| figures_in(Period::of(month().first, day(2026, 9, of_month)).unwrap(), &entries);
    let told = |figures: &Figures| ["I12", "I14", "I18", "I20b", "I13", "I10"].map(|id| shown(figures, id));
    assert_eq!(told(&at(12)), ["0.0%", "—", "—", "—", "0.0%", "—"], "the term was moved");
    assert_eq!(told(&at(15)), ["100.0%", "100.0%", "0.0%", "—", "0.0%", "—"]);
    assert_eq!(told(&at(20)), ["100.0%", "100.0%", "100.0%", "0.0%", "0.0%", "100.0%"], "the first answer was in time");
    assert_eq!(told(&at(30)), ["100.0%", "0.0%", "100.0%", "100.0%", "100.0%", "100.0%"]);
    assert_eq!(
        [10, 11, 25, 26].map(|of_month| at(of_month).count("I11")),
        [0, 0, 0, 1],
        "due on the last day is not late"
    );
    assert_eq!((at(30).count("I21a"), at(30).count("I21b"), shown(&at(30), "I22a")), (1, 1, "27.0".to_owned()));
    let october = figures_in(Period::around(Sort::Month, day(2026, 10, 1)).unwrap(), &entries);
    assert_eq!(["I7", "I2", "I9"].map(|id| october.count(id)), [0, 0, 0]);
}

#[test]
fn what_falls_due_after_today_is_not_late_in_a_period_that_runs_still() {
    let late = [("assign", 2, due(10))];
    let due_today = [("assign", 2, due(15))];
    let to_come = [("assign", 2, due(28))];
    let answered = [("assign", 2, due(25)), ("reply", 5, class("A"))];
    let promised = |of_month| issue(Stage::Tracking, &[("reply", 3, promise(of_month)), ("track", 4, none())]);
    let mut records: Vec<Record> = [late, due_today, to_come].map(|steps| issue(Stage::Assigned, &steps)).into();
    records.extend([issue(Stage::Replied, &answered), promised(14), promised(29)]);
    let entries: Vec<Entry> = (1..).zip(records).map(|(id, record)| entry(id, record)).collect();
    let on = |today| {
        let figures = figures_on(today, month(), &entries);
        (figures.count("I11"), figures.count("I17f"), shown(&figures, "I10"))
    };
    assert_eq!(on(day(2026, 9, 15)), (2, 1, "0.0%".to_owned()), "due today is not late yet");
    assert_eq!(on(day(2026, 9, 16)), (3, 1, "0.0%".to_owned()));
    assert_eq!(on(day(2026, 9, 26)), (3, 1, "33.3%".to_owned()), "an early answer counts when its day is over");
    // On its last day a period is as it will be.
    assert_eq!(on(day(2026, 9, 30)), (5, 2, "25.0%".to_owned()));
    assert_eq!(on(day(2027, 9, 30)), on(day(2026, 9, 30)));
}

#[test]
fn an_issue_that_comes_and_goes_adds_up() {
    let steps = [
        ("answer", 1, class("A")),
        ("feedback", 1, rating("unrated")),
        ("close", 2, none()),
        ("reopen", 3, due(20)),
        ("withdraw", 4, none()),
        ("restore", 5, none()),
        ("merge", 6, Event { into: Some(9), ..none() }),
        // What another issue did is noted here.
        ("restore", 7, Event { from: Some(9), ..none() }),
        ("restore", 8, none()),
    ];
    let figures = figures(vec![issue(Stage::Registered, &steps)]);
    assert_eq!(["I2", "I7a", "I8", "I8a", "I9"].map(|id| figures.count(id)), [1, 3, 1, 2, 1]);
    assert_eq!((figures.breaks.as_slice(), shown(&figures, "I12")), (&[][..], "100.0%".to_owned()));
}

#[test]
fn what_is_damaged_shows_as_a_break() {
    // Closed twice, and kept as closed without a step that says so.
    let twice = issue(Stage::Closed, &[("close", 3, none()), ("close", 4, none())]);
    let without = issue(Stage::Closed, &[]);
    let broken = |id: &str, counted, reckoned| Break { id: id.to_owned(), counted, reckoned };
    assert_eq!(figures(vec![twice]).breaks, [broken("I9", 0, -1)]);
    assert_eq!(figures(vec![without]).breaks, [broken("I9", 0, 1)]);
    // A promise that turned into a class nobody knows.
    let strange = issue(Stage::Replied, &[("reply", 3, promise(28)), ("reply", 4, class("Z"))]);
    assert_eq!(figures(vec![strange]).breaks, [broken("I17a", 1, 0)]);
}

#[test]
fn a_promise_taken_back_with_its_issue_stays_so_until_there_is_another_answer() {
    let mut steps = vec![("reply", 3, promise(9)), ("withdraw", 4, none()), ("restore", 5, none())];
    let told = |stage, steps: &[(&str, u32, Event)]| {
        let figures = figures(vec![issue(stage, steps)]);
        assert_eq!(figures.breaks, []);
        ["I17a", "I17b", "I17c", "I17d", "I17e", "I17f"].map(|id| figures.count(id))
    };
    assert_eq!(told(Stage::Registered, &steps), [1, 0, 0, 0, 1, 0]);
    steps.push(("answer", 6, class("A")));
    assert_eq!(told(Stage::Replied, &steps), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn a_day_that_was_put_off_is_one_plan() {
    let day = |stage: &str, date, moved_to, moved_from| {
        let stage = stage.to_owned();
        Record::Reception(ReceptionDay { date, stage, moved_to, moved_from, ..ReceptionDay::default() })
    };
    let october = |of_month| Date::from_ymd(2026, 10, of_month);
    let days = vec![
        day("held", on(4), None, None),
        day("planned", on(11), None, None),
        day("cancelled", on(18), None, None),
        day("postponed", on(25), october(8), None),
        day("held", october(8), None, on(25)),
        day("postponed", on(26), None, None),
    ];
    let entries: Vec<Entry> = (1..).zip(days).map(|(id, record)| entry(id, record)).collect();
    assert_eq!(figures_in(month(), &entries).get("R2"), Some(Amount::Rate { of: 1, among: 4 }));
    let autumn = Period::of(month().first, day_of_october(31)).unwrap();
    assert_eq!(figures_in(autumn, &entries).get("R2"), Some(Amount::Rate { of: 2, among: 4 }), "held by then");
    let october = Period::around(Sort::Month, day_of_october(1)).unwrap();
    let october = figures_in(october, &entries);
    assert_eq!((october.count("R1"), october.get("R2")), (1, Some(Amount::Rate { of: 0, among: 0 })));
}

fn day_of_october(of_month: u32) -> Date {
    day(2026, 10, of_month)
}

#[test]
fn those_in_office_at_the_cut_off_are_what_shares_are_of() {
    let deputy = |status: &str, status_on, level: &str| {
        let (status, levels) = (status.to_owned(), vec![level.to_owned()]);
        entry(0, Record::Deputy(Deputy { status, status_on, levels, ..Deputy::default() }))
    };
    let mut entries = vec![
        deputy("serving", None, "county"),
        deputy("serving", on(30), "township"),
        deputy("serving", Date::from_ymd(2026, 10, 1), "township"),
        deputy("suspended", Date::from_ymd(2026, 10, 1), "township"),
        deputy("former", Date::from_ymd(2026, 10, 1), "township"),
        deputy("ended", on(30), "township"),
        deputy("former", None, "township"),
    ];
    (1..).zip(&mut entries).for_each(|(id, entry)| entry.id = id);
    let came = ReceptionDay { date: on(4), deputies: vec![1, 2, 99], ..ReceptionDay::default() };
    entries.push(entry(1, Record::Reception(came)));
    let figures = figures_in(month(), &entries);
    assert_eq!(figures.get("R5"), Some(Amount::Rate { of: 3, among: 4 }));
    assert_eq!(figures.part("R5", "county"), Some(Amount::Rate { of: 1, among: 1 }));
    assert_eq!(figures.part("R5", "township"), Some(Amount::Rate { of: 1, among: 3 }));
    assert_eq!(figures.part("R5", "national"), None);
}

#[test]
fn a_solved_problem_counts_once_as_deed_or_as_issue() {
    let deeds = vec![Deed { kind: "solved".to_owned(), ..Deed::default() }];
    let visit = |issues| Record::Visit(Visit { date: on(4), issues, deeds: deeds.clone(), ..Visit::default() });
    let from_visit = Issue {
        channel: "visit".to_owned(),
        source: Some(3),
        ..lived(Stage::Closed, &[("answer", 4, class("A")), ("close", 5, none())])
    };
    let records = vec![visit(Vec::new()), visit(vec![7]), visit(Vec::new()), Record::Issue(Box::new(from_visit))];
    assert_eq!(figures(records).count("V7"), 2, "the deed of the first visit, and the issue");
}

#[test]
fn groups_stand_in_their_order_and_what_has_none_comes_last() {
    let at = |channel: &str, village: &str| {
        let (channel, village) = (channel.to_owned(), village.to_owned());
        Record::Issue(Box::new(Issue { channel, village, ..lived(Stage::Registered, &[]) }))
    };
    let records = [at("phone", ""), at("visit", "河口村"), at("reception", "茶亭社区"), at("odd", "茶亭社区")];
    let groups = |by| {
        let asked = Asked { periods: vec![month()], by: Some(by), today: day(2026, 10, 1) };
        let mut counter = Counter::new(&asked, &Books::shared().codes);
        (1..).zip(records.clone()).for_each(|(id, record)| counter.add(&entry(id, record)));
        let groups = counter.finish().remove(0).groups;
        groups.into_iter().map(|group| (group.key, group.figures.count("I2"))).collect::<Vec<_>>()
    };
    let told =
        |groups: &[(&str, u64)]| groups.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(groups(Dimension::Channel), told(&[("reception", 1), ("visit", 1), ("phone", 1), ("odd", 1)]));
    assert_eq!(groups(Dimension::Village), told(&[("茶亭社区", 2), ("河口村", 1), ("", 1)]));
}

#[test]
fn a_county_is_its_stations_and_its_own_desk() {
    let of = |org: u64, id, record| Entry { org: Org(org), ..entry(id, record) };
    let deputy = || Record::Deputy(Deputy { status: "serving".to_owned(), ..Deputy::default() });
    let visit = || Record::Visit(Visit { date: on(9), deputies: vec![1], ..Visit::default() });
    let (one, two, other) = (430_121_105_001, 430_121_106_001, 430_122_105_001);
    let mut entries: Vec<Entry> = [one, two, other, 430_121].into_iter().map(|org| of(org, 1, deputy())).collect();
    entries.push(of(two, 2, deputy()));
    entries.extend([one, two, other].into_iter().map(|org| of(org, 3, visit())));
    let groups = |by| {
        let asked = Asked { periods: vec![month()], by: Some(by), today: day(2026, 12, 31) };
        let mut counter = Counter::new(&asked, &Books::shared().codes);
        entries.iter().for_each(|entry| counter.add(entry));
        let groups = counter.finish().remove(0).groups.into_iter();
        groups.map(|group| (group.key, group.figures.part("V3c", "").unwrap())).collect::<Vec<_>>()
    };
    let share = |of, among| Amount::Rate { of, among };
    assert_eq!(groups(Dimension::County), [("430121".to_owned(), share(2, 4)), ("430122".to_owned(), share(1, 1))]);
    assert_eq!(groups(Dimension::Station).len(), 3);
    assert!(groups(Dimension::Station).contains(&(two.to_string(), share(1, 2))));
    assert!(Dimension::County.is_of(Org(4301)) && !Dimension::County.is_of(Org(430_121)));
    assert_eq!(groups(Dimension::City), [("4301".to_owned(), share(3, 5))]);
    assert!(Dimension::City.is_of(Org(43)) && !Dimension::City.is_of(Org(4301)));
}

#[test]
fn a_deputy_handed_down_from_city_to_county_to_station_is_one_person() {
    let of = |org: u64, id, taken: Option<&str>| {
        let taken = taken.map(|from| Box::new(Taken { from: from.to_owned(), said: String::new() }));
        let deputy = Deputy { status: SERVING.to_owned(), taken, ..Deputy::default() };
        Entry { org: Org(org), ..entry(id, Record::Deputy(deputy)) }
    };
    let mut roster = Roster::default();
    let all = [of(4301, 1, None), of(430_121, 7, Some("4301/1")), of(430_121_105_001, 3, Some("430121/7"))];
    all.iter().for_each(|entry| roster.add(entry));
    let who = |org, id| roster.who((Org(org), id));
    assert_eq!([who(430_121_105_001, 3), who(430_121, 7), who(4301, 1)], [(Org(4301), 1); 3]);
    assert_eq!(roster.in_office(day(2026, 12, 31), None, None), 1);
    // Records that name each other in a ring, or one that is not here, join nobody and stop nothing.
    roster.add(&of(4301, 1, Some("430121/7")));
    assert_eq!(roster.who((Org(430_121_105_001), 3)), (Org(4301), 1));
    roster.add(&of(430_121, 7, Some("4301/99")));
    assert_eq!(roster.who((Org(430_121_105_001), 3)), (Org(430_121), 7));
}

#[test]
fn a_dimension_leaves_out_what_says_nothing_of_it() {
    let ids = |by: Dimension| INDICATORS.iter().filter(|one| by.tells(one)).map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(Dimension::Station).len(), INDICATORS.len());
    assert!(ids(Dimension::Category).iter().all(|id| id.starts_with('I') || *id == "V4"));
    let of_deputies = ids(Dimension::Deputy);
    assert!(["R1", "R3", "I2", "V1", "V5", "D1a"].iter().all(|id| of_deputies.contains(id)));
    assert!(["R2", "R4", "R5", "V3c", "P1a"].iter().all(|id| !of_deputies.contains(id)));
    for by in Dimension::ALL {
        assert_eq!(Dimension::from_key(by.key()), Some(by));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_slim_record_counts_as_the_whole_one(
        record in prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(record_of),
        (from, days, since) in (-400i64..400, 0i64..800, -400i64..400),
    ) {
        let whole = entry(1, record.clone());
        let Some(slim) = slim(&record) else {
            prop_assert!(Subject::of(&whole).is_none());
            return Ok(());
        };
        let slim = entry(1, slim);
        let near = record.date().unwrap_or(day(2026, 9, 1)).plus_days(from);
        let period = Period::of(near, near.plus_days(days)).unwrap();
        let today = period.last.plus_days(since);
        let codes = with_scores();
        for by in Dimension::ALL {
            let asked = Asked { periods: vec![period], by: Some(by), today };
            let counted = [&whole, &slim].map(|entry| {
                let mut counter = Counter::new(&asked, &codes);
                counter.add(entry);
                counter.finish()
            });
            prop_assert_eq!(&counted[0], &counted[1]);
        }
        prop_assert_eq!(quiet_after(&slim.record), quiet_after(&whole.record));
        let mut adds = 0;
        if quiet_after(&whole.record).is_some_and(|last| last < period.first) {
            let subject = Subject::of(&whole).unwrap();
            subject.adds(period, today, None, &mut |_| adds += 1);
            adds += subject.duties(period).len();
        }
        prop_assert_eq!(adds, 0, "quiet, it adds nothing");
    }
}

#[test]
fn a_deputy_of_the_county_who_is_on_a_stations_roster_is_one_person() {
    const COUNTY: Org = Org(430_122);
    let sits = |taken: Option<&str>| {
        let taken = taken.map(|from| Box::new(Taken { from: from.to_owned(), said: String::new() }));
        let levels = vec!["county".to_owned()];
        Record::Deputy(Deputy { levels, status: SERVING.to_owned(), taken, ..Deputy::default() })
    };
    let visit = |org, id| {
        let visit = Visit { date: on(9), deputies: vec![1], times: 1, ..Visit::default() };
        Entry { org, ..entry(id, Record::Visit(visit)) }
    };
    let station = entry(1, sits(None)).org;
    let entries = [
        Entry { org: COUNTY, ..entry(1, sits(None)) },
        entry(1, sits(Some("430122/1"))),
        entry(2, sits(None)),
        visit(station, 7),
        visit(COUNTY, 8),
    ];
    let counted = by_deputy(&Books::shared().codes, &entries);
    let groups: Vec<&str> = counted.groups.iter().map(|group| group.key.as_str()).collect();
    let key = dimension::deputy_key(COUNTY, 1);
    assert_eq!(groups, [key.as_str()]);
    assert_eq!(counted.groups[0].figures.get("V1"), Some(Amount::Count(2)));
    // One of two came, though three rosters' lines say they are in office.
    assert_eq!(counted.total.get("V3c"), Some(Amount::Rate { of: 1, among: 2 }));
    // Both records stand behind the figure, and a station alone has no such person above it.
    let mut beside = Beside::default();
    entries.iter().for_each(|entry| beside.add(entry));
    for key in [key, dimension::deputy_key(station, 1)] {
        let group = Some((Dimension::Deputy, key));
        let which =
            Which { id: "V1".to_owned(), part: String::new(), period: month(), group, today: day(2026, 12, 31) };
        let behind = entries.iter().filter(|entry| counts(&which, entry, &beside, &Books::shared().codes));
        assert_eq!(behind.map(|entry| entry.id).collect::<Vec<_>>(), [7, 8]);
    }
    let mut there = Beside::default();
    entries.iter().filter(|entry| entry.org == station).for_each(|entry| there.add(entry));
    assert_eq!(there.roster.who((station, 1)), (station, 1));
}
