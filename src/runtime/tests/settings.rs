//! Settings changed by keys: in force at once, back again by undo, and nothing stored before them is touched.

use super::bench::{Bench, TODAY, date};
use crate::app::command::Place;
use crate::app::settings::Target;
use crate::model::Record;
use crate::model::codes::Origin;
use crate::model::issue::Issue;
use crate::model::{Date, Kind};

fn issue_of(bench: &Bench, id: u64) -> Issue {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => *issue,
        other => panic!("{other:?}"),
    }
}

/// Goes to a setting of the screen by its key.
fn choose(bench: &mut Bench, key: &str) {
    bench.keys("<A-1><F9>");
    let settings = crate::app::settings::Settings::default();
    let lines = settings.lines(&bench.office.context());
    let at = lines.iter().position(|line| matches!(&line.target, Target::Setting(item) if item.key == key)).unwrap();
    bench.keys(&"<Down>".repeat(at));
}

fn open(bench: &mut Bench, key: &str) {
    choose(bench, key);
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
}

fn saved(bench: &mut Bench) {
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Settings, "{}", bench.text());
}

/// The route a form of assignment opens with, and the day that follows from it.
fn day_of(bench: &mut Bench, route: &str) -> String {
    bench.keys("3<A-1>3");
    while issue_of(bench, bench.app.current().unwrap().id).title != "村口路灯不亮" {
        bench.keys("<Down>");
    }
    bench.keys("<F6>2");
    bench.form_field("route", route);
    bench.keys("<Tab>");
    let form = &bench.app.open_form().unwrap().form;
    let due = form.page().fields().iter().find(|field| field.spec.key == "due_on").unwrap().text().to_owned();
    bench.keys("<Esc><A-1>");
    for _ in 0..bench.drafts().len() {
        bench.keys("<Home><Delete>2");
    }
    due
}

#[test]
fn a_changed_term_is_that_of_the_next_assignment_and_of_no_earlier_one() {
    let mut bench = Bench::sample(80, 24);
    let today: Date = TODAY.parse().unwrap();
    assert_eq!(day_of(&mut bench, "转乡镇"), today.plus_days(30).to_string());
    open(&mut bench, "codes.route");
    bench.keys("<Down><Down><Enter>");
    assert_eq!(bench.app.place(), Place::Nested);
    bench.form_field("days", "20");
    bench.keys("<Esc>");
    bench.shows(&["20 天"]);
    saved(&mut bench);
    bench.shows(&["本站设定"]);
    assert_eq!(day_of(&mut bench, "转乡镇"), today.plus_days(20).to_string());
    let assigned = (1..=2).map(|id| issue_of(&bench, id)).find(|issue| issue.due_on.is_some()).unwrap();
    assert_eq!(assigned.due_on, date("2026-11-09"), "what was assigned before keeps its day");
    let mut bench = bench.reopened();
    assert_eq!(day_of(&mut bench, "转乡镇"), today.plus_days(20).to_string());
}

#[test]
fn a_number_is_checked_where_it_is_typed_and_undone_at_once() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "deadlines.redo_days");
    bench.form_field("value", "9999999");
    bench.keys("<Enter>");
    assert!(bench.app.open_form().unwrap().form.message().is_some(), "{}", bench.text());
    bench.form_field("value", "20");
    saved(&mut bench);
    let redo = |bench: &Bench| bench.office.context().codes.deadlines().redo_days;
    assert_eq!(redo(&bench), 20);
    bench.shows(&["20 天", "本站设定", "重办期限"]);
    bench.keys("<C-z>");
    assert_eq!(redo(&bench), 30);
    assert!(bench.message().contains("重办期限"), "{}", bench.message());
    bench.keys("<C-y>");
    assert_eq!(redo(&bench), 20);
    choose(&mut bench, "deadlines.redo_days");
    bench.keys("<Delete>按县里规定<C-s>");
    assert_eq!(redo(&bench), 30, "{}", bench.text());
    assert!(!bench.message().contains("停用"), "{}", bench.message());
    assert_eq!(bench.office.context().codes.origin("deadlines.redo_days"), Origin::Shipped);
    bench.keys("<Delete>");
    assert!(bench.message().contains("没有改过"), "{}", bench.message());
    let bench = bench.reopened();
    assert_eq!(redo(&bench), 30);
}

#[test]
fn a_list_of_days_is_typed_with_commas() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "deadlines.warn_days");
    bench.form_field("value", "10，5，x");
    bench.keys("<Enter>");
    assert!(bench.app.open_form().unwrap().form.message().unwrap().text.contains("逗号"), "{}", bench.text());
    bench.form_field("value", "１０，5");
    saved(&mut bench);
    assert_eq!(bench.office.context().codes.deadlines().warn_days, [10, 5]);
}

#[test]
fn a_renamed_code_is_called_anew_in_old_records_that_hold_the_same_key() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.route");
    bench.keys("<Down><Down><Enter>");
    bench.form_field("name", "转镇直部门");
    bench.keys("<Esc>");
    saved(&mut bench);
    bench.keys("3");
    while issue_of(&bench, bench.app.current().unwrap().id).route.is_empty() {
        bench.keys("<Down>");
    }
    let id = bench.app.current().unwrap().id;
    bench.keys("<Enter>");
    bench.shows(&["转镇直部门"]);
    assert_eq!(issue_of(&bench, id).route, "township");
}

#[test]
fn a_code_is_retired_not_removed_and_records_that_hold_it_can_still_be_edited() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.channel");
    bench.keys("<Delete>");
    assert!(bench.app.open_form().unwrap().form.message().unwrap().text.contains("只停用"), "{}", bench.text());
    bench.shows(&["接待日  停用"]);
    saved(&mut bench);
    let choosable = |bench: &Bench| bench.office.context().codes.choosable("channel").count();
    assert_eq!(choosable(&bench), 8);
    bench.keys("3<F3>");
    bench.form_field("title", "村口路灯全不亮");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    open(&mut bench, "codes.channel");
    bench.keys("<Space>");
    saved(&mut bench);
    assert_eq!(choosable(&bench), 9);
}

#[test]
fn a_code_is_added_by_its_name_alone_and_moved() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.unit_level");
    bench.keys("<F2>村民小组<Esc>");
    bench.keys("<Up><A-Up>");
    saved(&mut bench);
    let codes = bench.office.context().codes;
    let keys: Vec<&str> = codes.list("unit_level").iter().map(|code| code.key.as_str()).collect();
    assert_eq!(&keys[keys.len() - 2..], ["cunminxiaozu", "enterprise"]);
    let last = keys.len();
    // Its key is given; what is left out of the list by hand stays known.
    open(&mut bench, "codes.unit_level");
    bench.keys(&"<Down>".repeat(last - 2));
    bench.keys("<Delete>");
    saved(&mut bench);
    assert_eq!(bench.office.context().codes.name("unit_level", "cunminxiaozu"), "村民小组");
}

#[test]
fn a_category_is_added_below_another_and_can_be_chosen_at_once() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.category");
    bench.keys("<F2>共享单车");
    bench.form_field("parent", "02");
    bench.keys("<Esc>");
    saved(&mut bench);
    bench.keys("3<F2>");
    bench.form_field("category", "共享单车");
    bench.keys("<Enter>");
    bench.shows(&["城乡建设/共享单车"]);
}

#[test]
fn a_fixed_list_takes_names_only() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.class");
    let of_form = |bench: &Bench| bench.app.open_form().unwrap().form.message().map(|message| message.text.clone());
    for keys in ["<F2>", "<Delete>"] {
        bench.keys(keys);
        assert!(of_form(&bench).is_some_and(|text| text.contains("只能改名称")), "{}", bench.text());
        assert_eq!(bench.app.place(), Place::Form);
    }
    bench.keys("<Enter>");
    bench.form_field("definition", "已经解决或采纳");
    bench.keys("<C-s>");
    assert_eq!(bench.office.context().codes.code("class", "A").unwrap().definition, "已经解决或采纳");
}

#[test]
fn two_codes_of_one_name_are_refused_where_they_are_made() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "codes.nature");
    bench.keys("<F2>求助<Esc>");
    assert!(bench.app.open_form().unwrap().form.message().unwrap().text.contains("重复"), "{}", bench.text());
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Form);
    assert_eq!(bench.office.context().codes.origin("codes.nature"), Origin::Shipped);
}

#[test]
fn offices_are_rows_in_the_order_they_are_printed() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "recipients.copy");
    bench.keys("<F2>镇党委<C-n>镇人民政府<Esc><Up><A-Up>");
    saved(&mut bench);
    assert_eq!(bench.office.context().codes.recipients().copy, ["镇人民政府", "镇党委"]);
    bench.shows(&["2 项：镇人民政府、镇党委"]);
}

#[test]
fn a_setting_saved_as_it_stands_is_no_change() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "deadlines.redo_days");
    bench.keys("<C-s>");
    assert!(bench.app.open_form().unwrap().form.message().unwrap().text.contains("没有改动"));
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::Settings);
}

#[test]
fn what_is_typed_into_a_setting_is_a_draft_of_that_setting() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "recipients.to");
    bench.keys("<F2>县人大常委会办公室<Esc><Esc>");
    assert_eq!(bench.drafts().len(), 1);
    let mut bench = bench.reopened();
    bench.shows(&["报送单位"]);
    bench.keys("<Home><Enter>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["县人大常委会办公室"]);
    bench.keys("<C-s>");
    assert_eq!(bench.office.context().codes.recipients().to.len(), 2, "{}", bench.text());
    assert!(bench.drafts().is_empty());
}

#[test]
fn the_lines_are_narrowed_and_the_units_are_a_key_away() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("<F9>/bs<Enter>");
    bench.shows(&["报送单位", "Esc 看全部"]);
    bench.lacks("意见分类");
    bench.keys("<Esc>");
    bench.shows(&["办理方式"]);
    bench.keys("<End><Up><Enter>");
    assert_eq!(bench.app.kind(), Some(Kind::Unit), "{}", bench.text());
    bench.keys("<C-p>设置<Enter>");
    assert_eq!(bench.app.place(), Place::Settings);
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::List);
}

#[test]
fn a_years_holidays_are_entered_and_counted_from_then_on() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "holidays.2028");
    bench.keys("<Down><F2>元旦<Enter>13.1<Esc>");
    let said = |bench: &Bench| bench.app.open_form().unwrap().form.message().unwrap().text.clone();
    assert!(said(&bench).contains("第 1 行"), "{}", said(&bench));
    bench.keys("<Up><Enter>");
    bench.form_field("days", "1.1-1.5");
    bench.keys("<Esc>");
    bench.form_field("official", "1");
    bench.form_field("workdays", "");
    bench.keys("<F2>1.8<Esc>");
    saved(&mut bench);
    bench.shows(&["2028年节假日", "1 个假期，调休上班 1 天"]);
    let calendar = bench.office.context().codes.calendar().clone();
    assert!(calendar.is_workday("2028-01-08".parse().unwrap()) && !calendar.is_workday("2028-01-05".parse().unwrap()));
    choose(&mut bench, "holidays.2029");
    bench.shows(&["未填，只按周末算"]);
}

#[test]
fn holidays_of_this_year_move_the_next_due_day_and_none_before() {
    let mut bench = Bench::sample(80, 24);
    let before = day_of(&mut bench, "站内协调");
    open(&mut bench, "holidays.2026");
    bench.keys("<Down><F2>停电检修<Enter>12.1-12.4<Esc>");
    saved(&mut bench);
    let after = day_of(&mut bench, "站内协调");
    let (before, after): (Date, Date) = (before.parse().unwrap(), after.parse().unwrap());
    assert_eq!(after.days_since(before), 4, "{before} {after}");
}

#[test]
fn a_rule_of_reception_days_is_filled_in_and_says_itself() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "schedule.rules");
    bench.keys("<F2>");
    bench.form_field("pattern", "每月第几个周几");
    bench.keys("<Tab>");
    for (key, typed) in [("weekday", "3"), ("nth", "2，4"), ("start", "900"), ("end", "1130"), ("place", "接待室")]
    {
        bench.form_field(key, typed);
    }
    bench.keys("<Esc>");
    bench.form_field("closed", "");
    bench.keys("<F2>2027-02-10<Esc>");
    saved(&mut bench);
    let schedule = bench.office.context().codes.schedule().clone();
    // The sample desk has one rule before.
    assert_eq!((schedule.rules.len(), schedule.closed.len()), (2, 1), "{}", schedule.value());
    assert!(schedule.rules[1].said().contains("接待室"), "{}", schedule.rules[1].said());
    open(&mut bench, "schedule.rules");
    bench.keys("<Down><Enter>");
    bench.form_field("nth", "9");
    bench.keys("<Esc>");
    bench.shows(&["没填全或有误"]);
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
}

#[test]
fn scores_are_rows_and_switched_on() {
    let mut bench = Bench::sample(80, 24);
    open(&mut bench, "scores.table");
    bench.keys("<Enter>");
    bench.form_field("cap", "30");
    bench.keys("<Esc>");
    saved(&mut bench);
    assert_eq!(bench.office.context().codes.scores().table[0].cap, 30);
    open(&mut bench, "scores.enabled");
    bench.keys("1");
    saved(&mut bench);
    assert!(bench.office.context().codes.scores().enabled);
    open(&mut bench, "quotas.visits");
    bench.form_field("value", "6");
    saved(&mut bench);
    assert_eq!(bench.office.context().codes.quotas().visits, 6);
}
