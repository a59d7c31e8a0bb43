//! Tests of a change of term: one level and several, namesakes, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::Org;
use crate::model::books::{Books, day};

fn entry(id: u64, name: &str, levels: &[&str], term: &str) -> Entry {
    let deputy = Deputy {
        name: name.to_owned(),
        levels: levels.iter().map(|level| (*level).to_owned()).collect(),
        term: term.to_owned(),
        post: format!("{name}的职务"),
        phone: "13812345678".to_owned(),
        ..Deputy::default()
    };
    Entry { org: Org(430_122_105_001), id, rev: 1, voided: None, extra: String::new(), record: Record::Deputy(deputy) }
}

fn with(mut entry: Entry, change: impl FnOnce(&mut Deputy)) -> Entry {
    let Record::Deputy(deputy) = &mut entry.record else { panic!() };
    change(deputy);
    entry
}

fn change(reelected: &[u64]) -> Change {
    Change {
        level: "township".to_owned(),
        from: "镇第十八届".to_owned(),
        to: "镇第十九届".to_owned(),
        on: day(2026, 1, 10),
        reelected: reelected.iter().copied().collect(),
    }
}

fn planned(roster: &[Entry], change: &Change) -> Result<Plan, String> {
    plan(roster, change, &Books::shared().context())
}

fn of(changes: &[(Entry, Deputy)]) -> Vec<(u64, &str)> {
    changes.iter().map(|(entry, deputy)| (entry.id, deputy.status.as_str())).collect()
}

#[test]
fn the_old_term_leaves_and_the_re_elected_begin_a_new_record() {
    let roster = [
        entry(1, "张三", &["township"], "镇第十八届"),
        entry(2, "李四", &["township"], " 镇第十八届 "),
        entry(3, "王五", &["township"], "镇第十九届"),
        entry(4, "赵六", &["county"], "镇第十八届"),
        with(entry(5, "钱七", &["township"], "镇第十八届"), |deputy| deputy.status = "ended".to_owned()),
        with(entry(6, "孙八", &["township"], "镇第十八届"), |deputy| deputy.status = SUSPENDED.to_owned()),
        Entry { voided: Some("重复".to_owned()), ..entry(7, "周九", &["township"], "镇第十八届") },
    ];
    let plan = planned(&roster, &change(&[2])).unwrap();
    assert_eq!(of(&plan.former), [(1, FORMER), (2, FORMER), (6, FORMER)]);
    assert!(plan.former.iter().all(|(_, deputy)| deputy.status_on == Some(day(2026, 1, 10))));
    assert!(plan.former.iter().all(|(entry, deputy)| Some(deputy.name.as_str()) == name(entry)));
    let [begun] = &plan.begun[..] else { panic!("{:?}", plan.begun) };
    assert_eq!((begun.name.as_str(), begun.term.as_str(), begun.status.as_str()), ("李四", "镇第十九届", SERVING));
    assert_eq!((begun.post.as_str(), begun.phone.as_str()), ("李四的职务", "13812345678"));
    assert_eq!(begun.status_on, Some(day(2026, 1, 10)));
    assert_eq!((plan.begun.len(), plan.reelected(), plan.there), (1, 1, 0));
    assert!(plan.reduced.is_empty() && plan.continued.is_empty());
}

fn name(entry: &Entry) -> Option<&str> {
    match &entry.record {
        Record::Deputy(deputy) => Some(&deputy.name),
        _ => None,
    }
}

#[test]
fn who_sits_at_another_level_keeps_the_record() {
    let roster = [
        entry(1, "张三", &["county", "township"], "区第六届、镇第十八届"),
        entry(2, "李四", &["county", "township"], "区第六届、镇第十八届"),
        entry(3, "王五", &["county", "township"], "镇第十八届"),
        with(entry(4, "赵六", &["township", "county"], "镇第十八届"), |deputy| {
            deputy.status = SUSPENDED.to_owned()
        }),
    ];
    let plan = planned(&roster, &change(&[2, 4])).unwrap();
    assert!(plan.former.is_empty() && plan.begun.is_empty());
    let told = |changes: &[(Entry, Deputy)]| -> Vec<(u64, String, String, String)> {
        let told = |(entry, deputy): &(Entry, Deputy)| {
            (entry.id, deputy.levels.join(" "), deputy.term.clone(), deputy.status.clone())
        };
        changes.iter().map(told).collect()
    };
    let row = |id, levels: &str, term: &str| (id, levels.to_owned(), term.to_owned(), SERVING.to_owned());
    // Where the field names no other term, it stays for the clerk to put right: which county term it is nobody knows.
    assert_eq!(told(&plan.reduced), [row(1, "county", "区第六届"), row(3, "county", "镇第十八届")]);
    let goes_on = [row(2, "county township", "区第六届、镇第十九届"), row(4, "township county", "镇第十九届")];
    assert_eq!(told(&plan.continued), goes_on);
    assert_eq!(plan.continued[1].1.status_on, Some(day(2026, 1, 10)), "no longer suspended");
}

#[test]
fn namesakes_are_told_apart_by_their_records() {
    let roster = [entry(1, "张三", &["township"], "镇第十八届"), entry(2, "张三", &["township"], "镇第十八届")];
    let plan = planned(&roster, &change(&[2])).unwrap();
    assert_eq!(of(&plan.former), [(1, FORMER), (2, FORMER)]);
    assert_eq!(plan.begun.len(), 1);
}

#[test]
fn the_re_elected_are_named_among_those_of_the_old_term_only() {
    let roster = [
        entry(1, "张三", &["township"], "镇第十八届"),
        entry(2, "张三", &["township"], "镇第十八届"),
        entry(3, "李四", &["township"], "镇第十八届"),
        entry(4, "王五", &["township"], "镇第十九届"),
    ];
    let read = |names: &[&str]| named(&roster, ("township", "乡镇"), "镇第十八届", names);
    assert_eq!(read(&["李四", " 张三#2 ", ""]).unwrap(), BTreeSet::from([2, 3]));
    assert_eq!(read(&["＃1"]).unwrap(), BTreeSet::from([1]));
    assert!(read(&["张三"]).unwrap_err().contains("张三#1、张三#2"));
    for nobody in ["王五", "李四#1", "#x", "#9"] {
        assert!(read(&[nobody]).unwrap_err().contains("没有"), "{nobody}");
    }
}

#[test]
fn a_record_of_the_new_term_that_is_there_is_not_made_again() {
    let roster = [entry(1, "张三", &["township"], "镇第十八届"), entry(2, "张三", &["township"], "镇第十九届")];
    let plan = planned(&roster, &change(&[1])).unwrap();
    assert_eq!((of(&plan.former), plan.begun.len(), plan.there), (vec![(1, FORMER)], 0, 1));
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let roster = [entry(1, "张三", &["township"], "镇第十八届"), entry(2, "李四", &["county"], "区第六届")];
    let refused = |edit: &dyn Fn(&mut Change)| {
        let mut change = change(&[]);
        edit(&mut change);
        planned(&roster, &change).unwrap_err()
    };
    assert!(refused(&|change| change.level = "galaxy".to_owned()).contains("乡镇"));
    assert!(refused(&|change| change.to = " ".to_owned()).contains("届次"));
    assert!(refused(&|change| change.to = " 镇第十八届".to_owned()).contains("相同"));
    assert!(refused(&|change| change.to = "长".repeat(21)).contains("20"));
    assert!(refused(&|change| change.on = day(2100, 1, 1)).contains("2100-01-01"));
    let nobody = refused(&|change| change.from = "镇第十七届".to_owned());
    assert!(nobody.contains("镇第十八届") && nobody.contains("区第六届"), "{nobody}");
    assert!(refused(&|change| change.reelected.extend([2])).contains("不是"));
    let many: Vec<Entry> = (1..=MOST as u64 + 1).map(|id| entry(id, "张三", &["township"], "镇第十八届")).collect();
    assert!(planned(&many, &change(&[])).unwrap_err().contains("481"));
}

#[test]
fn sittings_are_those_in_office_the_largest_first() {
    let roster = [
        entry(1, "张三", &["township"], "镇第十八届"),
        entry(2, "李四", &["county", "township"], "镇第十八届"),
        with(entry(3, "王五", &["city"], "市第十六届"), |deputy| deputy.status = FORMER.to_owned()),
    ];
    let told: Vec<(String, usize)> =
        sittings(&roster).into_iter().map(|sitting| (sitting.level, sitting.count)).collect();
    assert_eq!(told, [("township".to_owned(), 2), ("county".to_owned(), 1)]);
}

#[test]
fn a_deputy_of_several_terms_counts_with_those_of_each() {
    let told = |roster: &[Entry]| -> Vec<(String, String, usize)> {
        sittings(roster).into_iter().map(|sitting| (sitting.level, sitting.term, sitting.count)).collect()
    };
    let sitting = |level: &str, term: &str, count| (level.to_owned(), term.to_owned(), count);
    let both = entry(2, "李四", &["county", "township"], "镇第十八届、县第十七届");
    let with_others = [entry(1, "张三", &["township"], "镇第十八届"), both.clone()];
    let expected = [sitting("township", "镇第十八届", 2), sitting("county", "县第十七届", 1)];
    assert_eq!(told(&with_others), expected);
    // Nobody tells which is of which level: each can be chosen, and ends it for those who are shown.
    assert_eq!(told(&[both]).len(), 4);
}
