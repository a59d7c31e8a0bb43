//! Tests of index rows: their order, and that they say nothing personal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::model::activity::Activity;
use crate::model::any::record_of;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::pack::Pack;
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::model::received::{Held, Quarantined, Received};
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::unit::Unit;
use crate::model::visit::Visit;

const ORG: Org = Org(430_122_105_001);

fn entry(id: u64, record: Record) -> Entry {
    Entry { org: ORG, id, rev: 1, voided: None, extra: String::new(), record }
}

fn day(month: u32, day: u32) -> Option<Date> {
    Date::from_ymd(2026, month, day)
}

/// The ids of a list in its order.
fn order(list: List, entries: &[Entry]) -> Vec<u64> {
    let prefix = prefix(list, ORG);
    let mut found: Vec<Vec<u8>> =
        entries.iter().flat_map(|entry| rows(entry, Place::Own)).filter(|row| row.starts_with(&prefix)).collect();
    found.sort();
    found.iter().map(|row| record_of_row(row).unwrap().1).collect()
}

#[test]
fn days_come_newest_first_and_undated_ones_last() {
    let on = |id, date, hour: Option<u16>| {
        let start = hour.and_then(|hour| Time::from_hm(hour, 0));
        entry(id, Record::Reception(ReceptionDay { date, start, ..ReceptionDay::default() }))
    };
    let days = [
        on(1, day(3, 5), Some(9)),
        on(2, day(11, 23), Some(9)),
        on(3, day(11, 23), Some(14)),
        on(4, None, None),
        on(5, day(11, 23), Some(9)),
        on(6, Date::from_ymd(1999, 12, 31), None),
    ];
    assert_eq!(order(List::All(Kind::Reception), &days), [3, 5, 2, 1, 6, 4]);
}

#[test]
fn the_roster_goes_by_status_and_units_by_use() {
    let deputy =
        |id, status: &str| entry(id, Record::Deputy(Deputy { status: status.to_owned(), ..Deputy::default() }));
    let roster =
        [deputy(1, "former"), deputy(2, "serving"), deputy(3, "odd"), deputy(4, "suspended"), deputy(5, "serving")];
    assert_eq!(order(List::All(Kind::Deputy), &roster), [2, 5, 4, 1, 3]);
    let unit = |id, active| entry(id, Record::Unit(Unit { active, ..Unit::default() }));
    assert_eq!(order(List::All(Kind::Unit), &[unit(1, false), unit(2, true), unit(3, true)]), [2, 3, 1]);
}

#[test]
fn what_is_owed_goes_by_its_day() {
    let issue = |id, stage, due_on, planned_on| {
        let event = Event { planned_on, ..Event::default() };
        let class = "B".to_owned();
        entry(id, Record::Issue(Box::new(Issue { stage, due_on, class, events: vec![event], ..Issue::default() })))
    };
    let issues = [
        issue(1, Stage::Assigned, day(12, 1), None),
        issue(2, Stage::Tracking, day(1, 1), day(11, 1)),
        issue(3, Stage::Assigned, None, None),
        issue(4, Stage::Assigned, day(2, 1), None),
        issue(5, Stage::Closed, day(1, 1), None),
    ];
    assert_eq!(order(List::Due, &issues), [4, 2, 1, 3]);
}

#[test]
fn what_was_ever_promised_or_found_wanting_stays_on_its_list() {
    let lived = |id, class: &str, then: &str, rating: &str| {
        let reply = Event { verb: "reply".to_owned(), class: class.to_owned(), ..Event::default() };
        let later = Event { verb: "reply".to_owned(), class: then.to_owned(), ..Event::default() };
        let told = Event { verb: "feedback".to_owned(), rating: rating.to_owned(), ..Event::default() };
        let issue = Issue { class: then.to_owned(), events: vec![reply, told, later], ..Issue::default() };
        entry(id, Record::Issue(Box::new(issue)))
    };
    let issues =
        [lived(1, "B", "A", "unrated"), lived(2, "A", "A", "dissatisfied"), lived(3, "B", "B", "dissatisfied")];
    assert_eq!(order(List::Promised, &issues), [3, 1]);
    assert_eq!(order(List::Dissatisfied, &issues), [3, 2]);
    let ever = |entry: &Entry| {
        let counted = totals(entry, Place::Own).into_iter().map(|(total, _)| total);
        counted.filter(|total| matches!(total, Total::Promised | Total::Dissatisfied)).collect::<Vec<_>>()
    };
    assert_eq!(ever(&issues[2]), [Total::Promised, Total::Dissatisfied]);
    assert_eq!(ever(&issues[0]), [Total::Promised]);
}

#[test]
fn a_deputy_taken_over_from_a_roster_that_stands_here_is_nobody_else() {
    let taken =
        |from: &str| Some(Box::new(crate::model::takeover::Taken { from: from.to_owned(), said: String::new() }));
    let deputy = |taken| entry(1, Record::Deputy(crate::model::deputy::Deputy { taken, ..Default::default() }));
    let people = |entry: &Entry, place| totals(entry, place).contains(&(Total::People, 1));
    assert!(people(&deputy(None), Place::Below) && people(&deputy(None), Place::Own));
    assert!(people(&deputy(taken("430122/7")), Place::Own), "at the station itself");
    assert!(!people(&deputy(taken("430122/7")), Place::Below));
}

#[test]
fn a_deputy_is_found_once_wherever_named() {
    let attendance = vec![Attendance { deputy: Some(7), ..Attendance::default() }];
    let held = ReceptionDay { date: day(5, 1), deputies: vec![7, 7], attendance, ..ReceptionDay::default() };
    let visit = Visit { date: day(5, 2), deputies: vec![9, 7], ..Visit::default() };
    let entries = [entry(1, Record::Reception(held)), entry(2, Record::Visit(visit))];
    assert_eq!(order(List::Deputy(Kind::Reception, 7), &entries), [1]);
    assert_eq!(order(List::Deputy(Kind::Visit, 7), &entries), [2]);
    assert_eq!(order(List::Deputy(Kind::Visit, 9), &entries), [2]);
    assert!(order(List::Deputy(Kind::Visit, 8), &entries).is_empty());
}

#[test]
fn a_deputy_is_found_in_activities_and_proposals() {
    let participants = vec![Attendance { deputy: Some(7), ..Attendance::default() }];
    let activity = Activity { date: day(5, 1), participants, ..Activity::default() };
    let proposal = Proposal { lead: Some(7), cosigners: vec![9, 7], ..Proposal::default() };
    let entries = [entry(1, Record::Activity(Box::new(activity))), entry(2, Record::Proposal(Box::new(proposal)))];
    assert_eq!(order(List::Deputy(Kind::Activity, 7), &entries), [1]);
    assert_eq!(order(List::Deputy(Kind::Proposal, 7), &entries), [2]);
    assert_eq!(order(List::Deputy(Kind::Proposal, 9), &entries), [2]);
}

#[test]
fn a_party_finds_its_packages_and_what_came_through_it() {
    let pack = |id, to: &str| entry(id, Record::Pack(Box::new(Pack { to: to.to_owned(), ..Pack::default() })));
    let received =
        |id, via: &str| entry(id, Record::Received(Box::new(Received { via: via.to_owned(), ..Received::default() })));
    let entries = [pack(1, "430122"), pack(2, "430123"), pack(3, "430122"), pack(4, "")];
    assert_eq!(order(List::Naming(Kind::Pack, 430_122), &entries), [3, 1]);
    let entries = [received(430_122_105_001, "430122"), received(430_122, "430122"), received(430_123, "430123")];
    assert_eq!(order(List::Naming(Kind::Received, 430_122), &entries), [430_122, 430_122_105_001]);
    assert!(order(List::Naming(Kind::Received, 0), &[received(7, ""), received(8, "0")]).is_empty());
}

#[test]
fn chains_that_are_owed_above_or_did_not_fit_stand_in_lists_of_their_own() {
    let chain = |id, received: Received| entry(id, Record::Received(Box::new(received)));
    let held = vec![Held::default()];
    let entries = [
        chain(1, Received { seq: 5, acked_seq: 5, ..Received::default() }),
        chain(2, Received { seq: 5, acked_seq: 4, held, ..Received::default() }),
        chain(3, Received { seq: 5, forked: "430122".to_owned(), ..Received::default() }),
        chain(4, Received { parted: Held { file: "a".to_owned(), ..Held::default() }, ..Received::default() }),
        chain(5, Received { quarantined: vec![Quarantined::default()], ..Received::default() }),
    ];
    assert_eq!(order(List::Unacknowledged, &entries), [2, 3]);
    assert_eq!(order(List::Troubled, &entries), [2, 3, 4, 5]);
    let of_another = entries.iter().flat_map(|entry| rows(entry, Place::Below));
    assert!(of_another.into_iter().all(|row| row.first() == Some(&STATION)));
}

#[test]
fn an_issue_finds_what_came_of_it() {
    let proposal = |id, handed_on| {
        entry(id, Record::Proposal(Box::new(Proposal { issues: vec![4, 4], handed_on, ..Proposal::default() })))
    };
    let project = entry(3, Record::Project(Box::new(Project { issues: vec![4], ..Project::default() })));
    let entries = [proposal(1, day(3, 1)), proposal(2, day(5, 1)), project];
    assert_eq!(order(List::Naming(Kind::Proposal, 4), &entries), [2, 1]);
    assert_eq!(order(List::Naming(Kind::Project, 4), &entries), [3]);
    assert!(order(List::Naming(Kind::Activity, 4), &entries).is_empty());
}

#[test]
fn projects_come_by_year_and_proposals_as_they_were_entered_newest_first() {
    let project = |id, year| entry(id, Record::Project(Box::new(Project { year, ..Project::default() })));
    let projects = [project(1, Some(2026)), project(2, None), project(3, Some(2027)), project(4, Some(2026))];
    assert_eq!(order(List::All(Kind::Project), &projects), [3, 4, 1, 2]);
    let proposal = |id, handed_on| entry(id, Record::Proposal(Box::new(Proposal { handed_on, ..Proposal::default() })));
    assert_eq!(order(List::All(Kind::Proposal), &[proposal(1, day(5, 1)), proposal(2, None)]), [2, 1]);
}

#[test]
fn numbers_are_read_as_they_are_issued() {
    assert_eq!(split_number("2026-0012"), Some((2026, 12)));
    assert_eq!(split_number("2026-10001"), Some((2026, 10001)));
    for wrong in ["", "2026", "2026-12", "26-0012", "2026-+012", "2026-0012x", "二〇二六-0012", "2026-99999999999"]
    {
        assert_eq!(split_number(wrong), None, "{wrong}");
    }
    let numbered =
        |id, number: &str| entry(id, Record::Issue(Box::new(Issue { number: number.to_owned(), ..Issue::default() })));
    let row = |number| rows(&numbered(1, number), Place::Own).into_iter().find(|row| row[0] == NUMBER).unwrap();
    assert!(row("2026-9999") < row("2026-10000"));
    assert_eq!(serial_of_row(&row("2026-10000")), Some(10_000));
    assert!(row("2026-0012").starts_with(&number_prefix(ORG, "2026-0012").unwrap()));
}

fn titled(id: u64, title: &str, village: &str) -> Issue {
    Issue { title: title.to_owned(), village: village.to_owned(), number: format!("2026-{id:04}"), ..Issue::default() }
}

fn alike_rows(id: u64, issue: Issue) -> Vec<Vec<u8>> {
    let entry = entry(id, Record::Issue(Box::new(issue)));
    rows(&entry, Place::Own).into_iter().filter(|row| row.starts_with(&ALIKE_PREFIX)).collect()
}

#[test]
fn a_title_is_kept_as_marks_the_newest_first() {
    let (old, new) = (alike_rows(7, titled(7, "路灯不亮", "茶亭村")), alike_rows(300, titled(300, "路灯不亮", "")));
    assert!(new[0] < old[0]);
    let (village, marks) = marks_of_row(&old[0]).unwrap();
    assert_eq!(village, alike::village_mark("茶亭村"));
    assert_eq!(marks.collect::<Vec<_>>(), alike::marks("路灯不亮", ""));
    assert_eq!(record_of_row(&old[0]), Some((ORG, 7)));
    assert_eq!(marks_of_row(&new[0]).map(|(village, _)| village), Some(0));
}

#[test]
fn what_went_into_another_issue_or_has_no_title_is_not_looked_at() {
    let blank = titled(1, "路灯不亮", "");
    assert_eq!(alike_rows(1, blank.clone()).len(), 1);
    assert!(alike_rows(1, Issue { stage: Stage::Merged, ..blank.clone() }).is_empty());
    assert!(alike_rows(1, Issue { merged_into: Some(2), ..blank }).is_empty());
    assert!(alike_rows(1, titled(1, "灯", "")).is_empty());
    assert_eq!(alike_rows(1, Issue { stage: Stage::Withdrawn, ..titled(1, "路灯不亮", "") }).len(), 1);
}

#[test]
fn bent_rows_of_marks_are_none() {
    let row = alike_rows(7, titled(7, "路灯不亮", "茶亭村")).remove(0);
    for length in 0..row.len() {
        let marks = marks_of_row(&row[..length]).map(|(_, marks)| marks.count());
        assert!(marks.is_none_or(|count| count < 3), "{length}");
    }
    assert!(marks_of_row(&[&row[..], &[0]].concat()).is_none());
    assert!(marks_of_row(&[&row[..], &[0; 44]].concat()).is_none(), "more than a row holds");
    assert!(marks_of_row(&[&[NUMBER], &row[1..]].concat()).is_none());
}

/// Every run of bytes of a row that reads as a Chinese character would be a text in a key. Shorter ones stand in many a number.
fn says_something(row: &[u8], text: &str) -> bool {
    text.chars().filter(|c| c.len_utf8() >= '一'.len_utf8()).any(|c| {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).as_bytes();
        row.windows(bytes.len()).any(|window| window == bytes)
    })
}

#[test]
fn a_descending_id_sorts_the_other_way_round() {
    let ids = [0, 1, 127, 128, 300, 1 << 20, (1 << 56) - 1, 1 << 63, u64::MAX];
    let keys: Vec<Vec<u8>> = ids.iter().map(|id| Key::new(ALL).down_id(*id).0).collect();
    assert!(keys.is_sorted_by(|before, after| before > after), "{keys:?}");
    assert!(keys.iter().all(|key| key.len() == 1 + DOWN_ID_BYTES));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_voided_record_stays_only_where_voided_ones_are(
        record in prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(record_of),
        id in 1..u64::MAX,
    ) {
        let live = entry(id, record);
        let voided = Entry { voided: Some("错".to_owned()), ..live.clone() };
        prop_assert!(totals(&voided, Place::Own).is_empty());
        prop_assert_eq!(totals(&live, Place::Own)[0], (Total::Kind(live.kind()), 1));
        prop_assert!(rows(&voided, Place::Own).iter().all(|row| [VOIDED, NUMBER].contains(&row[0])));
        prop_assert!(rows(&live, Place::Own).iter().all(|row| row[0] != VOIDED));
        for row in rows(&live, Place::Own).iter().chain(&rows(&voided, Place::Own)) {
            // Such a run stops the store's backward iterator; the marks of titles are read forwards only, and no desk has such ids.
            let of_key = &row[..row.len() - 16];
            prop_assert!(row[0] == ALIKE || !of_key.windows(4).any(|run| run == [255; 4]), "{row:?}");
            prop_assert_eq!(record_of_row(row), Some((ORG, id)));
            prop_assert_eq!(rows(&live, Place::Own).iter().filter(|other| *other == row).count() <= 1, true);
            // Marks are numbers that may happen to read as a character.
            let is_plain = row[0] != ALIKE;
            for key in ["name", "title", "village", "topic", "place", "recorder"] {
                if let crate::model::Value::Text(text) = live.record.get(key) {
                    prop_assert!(!is_plain || !says_something(row, &text), "{key}: {text}");
                }
            }
        }
    }
}
