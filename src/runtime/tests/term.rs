//! A change of term on the screen, a deputy's steps and file.

use super::bench::{Bench, TODAY, date};
use crate::app::Layer;
use crate::app::command::Place;
use crate::app::tab::Tab;
use crate::model::deputy::{Deputy, FORMER, SERVING};
use crate::model::visit::Visit;
use crate::model::{Kind, Record};

fn deputy(bench: &Bench, id: u64) -> Option<Deputy> {
    let entry = bench.office.context().directory.entry(Kind::Deputy, id).filter(|entry| entry.is_live())?;
    let Record::Deputy(deputy) = entry.record else { panic!() };
    Some(deputy)
}

fn standing(bench: &Bench, id: u64) -> Option<(String, String)> {
    deputy(bench, id).map(|deputy| (deputy.status, deputy.term))
}

fn is(status: &str, term: &str) -> Option<(String, String)> {
    Some((status.to_owned(), term.to_owned()))
}

#[test]
fn the_marked_are_re_elected_and_the_others_leave_office_in_one_save() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<Space><A-h>");
    bench.shows(&["哪一届到期", "乡镇 第十九届（在任 3 人）"]);
    bench.keys("1");
    bench.shows(&["第十九届 之后的新届次", "勾选的 1 人连任"]);
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt, "a name is needed: {}", bench.text());
    bench.keys("第二十届<Enter>明天吧<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt, "no date: {}", bench.text());
    bench.keys("<C-u>11.20<Enter>");
    bench.shows(&["2026-11-20 由 第十九届 换为 第二十届", "3 人转为往届，1 人连任"]);
    assert_eq!(standing(&bench, 1), is(SERVING, "第十九届"), "nothing is done before it is confirmed");
    bench.keys("2");
    assert!(bench.message().contains("已换届为 第二十届"), "{}", bench.message());
    for id in 1..=3 {
        assert_eq!(standing(&bench, id), is(FORMER, "第十九届"));
        assert_eq!(deputy(&bench, id).unwrap().status_on, date("2026-11-20"));
    }
    assert_eq!(standing(&bench, 4), is(SERVING, "第二十届"));
    let begun = deputy(&bench, 4).unwrap();
    assert_eq!((begun.name.as_str(), begun.post.as_str()), ("张三", "茶亭村党支部书记"));
    assert_eq!(bench.app.marked().map(|marked| marked.len()), Some(0));
    // The name means the one in office now; what the old record did stays with it.
    let found = bench.office.context().directory.find(Kind::Deputy, "张三", 9);
    assert_eq!(found.iter().map(|candidate| candidate.id).collect::<Vec<_>>(), [4]);
    bench.keys("<C-z>");
    assert!(bench.message().contains("换届"), "{}", bench.message());
    assert_eq!((standing(&bench, 1), standing(&bench, 4)), (is(SERVING, "第十九届"), None));
}

#[test]
fn what_cannot_be_is_refused_and_no_is_the_first_choice() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<A-h>1第十九届<Enter><Enter>");
    assert!(bench.message().contains("相同"), "{}", bench.message());
    bench.keys("<A-h>1第二十届<Enter>2026-12-20<Enter>");
    assert!(bench.message().contains("还没有到"), "{}", bench.message());
    bench.keys("<A-h>1第二十届<Enter><Enter><Enter>");
    assert_eq!((bench.app.place(), standing(&bench, 1)), (Place::List, is(SERVING, "第十九届")));
    bench.keys("3<A-h>");
    assert!(bench.message().contains("代表名册"), "{}", bench.message());
}

#[test]
fn a_deputy_is_suspended_and_resumed_by_f6_with_the_day() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<F6>");
    bench.shows(&["暂停", "终止"]);
    bench.keys("1<C-s>");
    bench.settle_warnings();
    let suspended = deputy(&bench, 1).unwrap();
    assert_eq!((suspended.status.as_str(), suspended.status_on), ("suspended", date(TODAY)), "{}", bench.text());
    assert!(bench.message().ends_with("暂停"), "{}", bench.message());
    bench.keys("5<End><F6>");
    bench.shows(&["恢复在任"]);
}

#[test]
fn a_deputys_file_counts_by_year_and_leads_to_all_of_a_kind() {
    let mut bench = Bench::sample(80, 24);
    for day in 1..=25 {
        let date = date(&format!("2025-03-{day:02}"));
        bench.office.add(Record::Visit(Visit { date, deputies: vec![3], people: 2, ..Visit::default() }));
    }
    bench.keys("5<End><Enter>");
    bench.shows(&["欧阳明", "履职情况", "2026年", "2025年", "合计"]);
    while !bench.text().contains("走访（次）") {
        bench.keys("<Down>");
    }
    let line = bench.text().lines().find(|line| line.contains("走访（次）")).unwrap().to_owned();
    let figures: Vec<&str> = line.split_whitespace().skip(1).collect();
    assert_eq!(figures, ["1", "25", "26"], "{}", bench.text());
    bench.keys("<F7>3");
    bench.finish_search();
    let Some(Layer::Find(find)) = bench.app.layers.last() else { panic!("{}", bench.text()) };
    assert_eq!((find.kind, find.found), (Kind::Visit, 26));
    bench.shows(&["代表=欧阳明"]);
    // The filter can be refined, and the way back leads to the deputy.
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::Filter);
    bench.keys("<Esc><Esc>");
    assert_eq!((bench.app.place(), bench.app.tab), (Place::Detail, Tab::Deputies));
}
