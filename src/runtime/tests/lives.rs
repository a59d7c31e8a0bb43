//! Steps of an issue's life by keys: those that touch several issues, and what a form fills in by itself.

use super::bench::{Bench, date};
use crate::app::command::Place;
use crate::model::issue::{Issue, Stage};
use crate::model::{Kind, Record, Value};

fn issue(bench: &Bench, id: u64) -> Issue {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => *issue,
        _ => panic!(),
    }
}

/// What stands in a field of the open form.
fn typed(bench: &Bench, key: &str) -> String {
    let page = bench.app.open_form().unwrap().form.page();
    page.fields().iter().find(|field| field.spec.key == key).map(|field| field.text().to_owned()).unwrap()
}

fn asks_for(bench: &Bench, key: &str) -> bool {
    bench.app.open_form().unwrap().form.page().shown().any(|field| field.spec.key == key)
}

/// Opens the menu of steps and chooses one by its name.
fn choose(bench: &mut Bench, step: &str) {
    bench.keys("<F6>");
    let Some(crate::app::Layer::Menu(menu)) = bench.app.layers.last() else { panic!("no menu:\n{}", bench.text()) };
    let place = menu.items.iter().position(|(name, _)| name.starts_with(step)).unwrap();
    bench.keys(&(place + 1).to_string());
}

fn save(bench: &mut Bench) {
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_ne!(bench.app.place(), Place::Form, "{}", bench.text());
}

#[test]
fn marked_issues_are_merged_into_another_and_come_back_with_one_undo() {
    let mut bench = Bench::sample(80, 24);
    for title in ["一组水管漏水", "二组水管漏水", "三组水管漏水"] {
        bench.add_issue(title);
    }
    bench.keys("3<Insert><Insert>");
    choose(&mut bench, "并案");
    bench.form_field("into", "一组水管<Tab>");
    bench.shows(&["一组水管漏水"]);
    save(&mut bench);
    assert!(bench.message().contains("已一并办理 2 件；"), "{}", bench.message());
    assert!(bench.message().contains("同时记入 2026-0003"), "{}", bench.message());
    assert_eq!([4, 5].map(|id| issue(&bench, id).merged_into), [Some(3); 2]);
    assert_eq!(issue(&bench, 3).events.len(), 3);
    // The one they went into says for how many it stands.
    bench.keys("3#3<Enter><Enter>");
    bench.shows(&["并入本件 2 件，连同本件共 3 人、3 条", "并入本件的 2026-0004"]);
    // They would stay merged into a record that is void.
    bench.keys("<Delete>");
    bench.shows(&["它名下有 2 条相关记录"]);
    bench.keys("<Esc>");
    bench.keys("<C-z>");
    assert_eq!([3, 4, 5].map(|id| issue(&bench, id).stage), [Stage::Registered; 3]);
    assert_eq!(issue(&bench, 3).events.len(), 1);
}

#[test]
fn what_cannot_be_yet_is_offered_last_and_says_what_to_do() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组水管漏水");
    bench.add_issue("二组水管漏水");
    bench.keys("3");
    choose(&mut bench, "拆分（还不能）");
    assert!(bench.message().contains("先修改「条数」"), "{}", bench.message());
    bench.keys("<Insert><Insert>");
    choose(&mut bench, "拆分（还不能）");
    assert!(bench.message().contains("只能一件一件拆分"), "{}", bench.message());
    assert!(bench.app.layers.is_empty());
}

#[test]
fn a_part_is_split_off_after_the_draft_was_left() {
    let mut bench = Bench::sample(80, 24);
    let raised = Issue { items: 3, title: "路灯和水管".to_owned(), ..issue(&bench, 1) };
    bench.office.add(Record::Issue(Box::new(Issue { number: String::new(), events: Vec::new(), ..raised })));
    bench.keys("3");
    choose(&mut bench, "拆分");
    bench.form_field("title", "二组水管漏水");
    bench.keys("<Esc>");
    let mut bench = bench.reopened();
    bench.shows(&["拆分"]);
    bench.keys("<Enter>");
    assert_eq!((typed(&bench, "title").as_str(), typed(&bench, "items").as_str()), ("二组水管漏水", "1"));
    bench.form_field("content", "二组的水管漏水三天了。");
    bench.form_field("items", "3");
    bench.keys("<C-s>");
    bench.shows(&["至少留 1 条"]);
    bench.form_field("items", "2");
    save(&mut bench);
    assert_eq!((issue(&bench, 3).items, issue(&bench, 4).items), (1, 2));
    assert_eq!((issue(&bench, 3).events[1].into, issue(&bench, 4).events[0].from), (Some(4), Some(3)));
    assert_eq!(issue(&bench, 4).title, "二组水管漏水");
    assert!(bench.drafts().is_empty());
}

#[test]
fn an_issue_sent_back_is_not_offered_to_the_same_unit() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    assert_eq!(issue(&bench, bench.app.current().unwrap().id).stage, Stage::Assigned);
    choose(&mut bench, "退回");
    assert_eq!(typed(&bench, "by_unit"), "镇水利站");
    bench.form_field("reason", "不归本站管");
    save(&mut bench);
    choose(&mut bench, "交办");
    assert_eq!((typed(&bench, "route").as_str(), typed(&bench, "unit").as_str()), ("转乡镇政府站所", ""));
    bench.keys("<F5>");
    bench.form_field("unit", "镇水利站");
    bench.keys("<C-s>");
    bench.shows(&["退回过这一件"]);
}

#[test]
fn a_way_and_a_unit_are_asked_for_where_there_is_none() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组水管漏水");
    bench.keys("3");
    choose(&mut bench, "当场答复");
    bench.form_field("text", "已当场说明。");
    save(&mut bench);
    choose(&mut bench, "反馈");
    assert_eq!(typed(&bench, "way"), "公示", "nobody knows whom to tell");
    bench.form_field("rating", "不满意");
    bench.form_field("remark", "没有用");
    save(&mut bench);
    choose(&mut bench, "重新办理");
    assert!(asks_for(&bench, "unit") && asks_for(&bench, "route"));
    assert_eq!(typed(&bench, "due_on"), "2026-12-23");
    bench.form_field("route", "转乡镇");
    bench.form_field("unit", "镇水利站");
    save(&mut bench);
    assert_eq!((issue(&bench, 3).stage, issue(&bench, 3).redo_count), (Stage::Assigned, 1));
    choose(&mut bench, "答复");
    bench.form_field("text", "水管换了。");
    bench.form_field("class", "A");
    save(&mut bench);
    choose(&mut bench, "反馈");
    bench.form_field("rating", "满意");
    save(&mut bench);
    choose(&mut bench, "办结");
    save(&mut bench);
    choose(&mut bench, "重开");
    assert!(!asks_for(&bench, "unit"), "the unit that had it");
    assert_eq!(typed(&bench, "due_on"), "2026-12-23");
    bench.form_field("reason", "又漏了");
    save(&mut bench);
    assert_eq!(issue(&bench, 3).due_on, date("2026-12-23"));
    let Value::Rows(rows) = Record::Issue(Box::new(issue(&bench, 3))).get("events") else { panic!() };
    assert_eq!(rows.len(), 8);
}
