//! Planning reception days, and what becomes of them by F6.

use super::bench::{Bench, date};
use crate::app::Layer;
use crate::app::command::Place;
use crate::model::reception::ReceptionDay;
use crate::model::{Kind, Record};

/// The reception days of the desk by their ids.
fn days(bench: &Bench) -> Vec<ReceptionDay> {
    let context = bench.office.context();
    let entries = (1..60).filter_map(|id| context.directory.entry(Kind::Reception, id)).filter(|entry| entry.is_live());
    entries.filter_map(|entry| if let Record::Reception(day) = entry.record { Some(day) } else { None }).collect()
}

fn on(bench: &Bench, day: &str) -> ReceptionDay {
    days(bench).into_iter().find(|of| of.date == date(day)).unwrap_or_else(|| panic!("nothing on {day}"))
}

#[test]
fn next_month_is_planned_in_four_keys_and_taken_back_by_one() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<F4><Enter>");
    assert_eq!(bench.app.place(), Place::Plan);
    bench.shows(&["排期 2026-12-01 至 2026-12-31：新增 1 期", "2026-12-01 周二", "09:00-11:30", "1 个接待日已在簿上"]);
    assert_eq!(days(&bench).len(), 3, "nothing is saved yet");
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::List);
    assert!(bench.message().contains("已排 1 期"), "{}", bench.message());
    let planned = on(&bench, "2026-12-01");
    assert_eq!((planned.stage.as_str(), planned.deputies.len(), planned.recorder.as_str()), ("planned", 2, ""));
    bench.shows(&["2026-12-01"]);
    // Once more there is nothing to add.
    bench.keys("<F4>下月<Enter>");
    assert_eq!(bench.app.place(), Place::List);
    assert!(bench.message().contains("没有要新增的接待日：2 个"), "{}", bench.message());
    bench.keys("<C-z>");
    assert_eq!(days(&bench).len(), 3);
}

#[test]
fn a_year_is_planned_as_one_save_and_says_what_it_does_not_know() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<C-b>2027<Enter>");
    bench.shows(&["新增 24 期", "2027-01-04 周一 1.1", "2027 年放假调休安排未录入"]);
    bench.keys("<End>");
    bench.shows(&["2027-12-15"]);
    bench.keys("<C-s>");
    assert_eq!(days(&bench).len(), 3 + 24);
    assert_eq!(on(&bench, "2027-01-04").moved_from, date("2027-01-01"));
    bench.keys("<C-z>");
    assert_eq!(days(&bench).len(), 3);
}

#[test]
fn a_plan_that_is_not_wanted_is_left_and_a_slip_can_be_put_right() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<F4>12月底<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt);
    let Some(Layer::Prompt(prompt)) = bench.app.layers.last() else { panic!("no prompt") };
    assert_eq!(prompt.line.text(), "12月底");
    bench.keys("<Backspace><Enter>");
    assert_eq!(bench.app.place(), Place::Plan);
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), days(&bench).len()), (Place::List, 3));
    bench.keys("<F4>12.1..<Enter>");
    assert!(bench.message().contains("起止"), "{}", bench.message());
    bench.keys("<Esc><F4>2026-01<Enter>");
    assert!(bench.message().contains("已经过去"), "{}", bench.message());
    bench.keys("<Esc>3<F4>");
    assert!(bench.message().contains("接待日志"), "{}", bench.message());
}

#[test]
fn several_marked_days_are_announced_in_one_save() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<F4>12月-2027.1.31<Enter><Enter><Home><Space><Space><F6>1");
    assert_eq!(bench.app.place(), Place::Form);
    bench.keys("<C-s>");
    bench.settle_warnings();
    let announced =
        days(&bench).into_iter().filter(|day| day.stage == "announced" && day.notice_on == date("2026-11-23"));
    assert_eq!(announced.count(), 2);
    bench.keys("<C-z>");
    assert_eq!(days(&bench).iter().filter(|day| day.notice_on == date("2026-11-23")).count(), 0);
}

#[test]
fn a_day_put_off_keeps_its_row_and_the_new_one_says_where_it_came_from() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Home><F6>3");
    bench.shows(&["2026-12-16"]);
    bench.form_field("reason", "防汛会议");
    bench.keys("<C-s>");
    bench.settle_warnings();
    let (first, later) = (on(&bench, "2026-12-15"), on(&bench, "2026-12-16"));
    assert_eq!(
        (first.stage.as_str(), first.moved_to, &first.reason[..]),
        ("postponed", date("2026-12-16"), "防汛会议")
    );
    assert_eq!((later.stage.as_str(), later.moved_from), ("planned", date("2026-12-15")));
    assert_eq!((&later.deputies, &later.place), (&first.deputies, &first.place));
    assert!(bench.message().contains("2026-12-15") && bench.message().contains("2026-12-16"), "{}", bench.message());
    // Both say so where they are read, and planning adds neither again.
    bench.keys("<Enter>");
    bench.shows(&["顺延至", "2026-12-16"]);
    bench.keys("<Esc><Home><Enter>");
    bench.shows(&["原定日期", "2026-12-15"]);
    bench.keys("<Esc><F4>12.10-12.31<Enter>");
    assert!(bench.message().contains("没有要新增"), "{}", bench.message());
    bench.keys("<C-z>");
    assert_eq!((days(&bench).len(), on(&bench, "2026-12-15").stage.as_str()), (3, "planned"));
}

#[test]
fn a_day_is_called_off_for_a_reason_only() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Home><F6>4<C-s>");
    assert_eq!(bench.app.place(), Place::Form);
    assert_eq!(on(&bench, "2026-12-15").stage, "planned");
    bench.form_field("reason", "会议冲突");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(on(&bench, "2026-12-15").stage, "cancelled");
    // What a person called off is not planned again.
    bench.keys("<F4>12.10-12.31<Enter>");
    assert!(bench.message().contains("没有要新增"), "{}", bench.message());
}

#[test]
fn todays_day_is_held_with_everybody_present() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Home><Down><F6>1");
    bench.form_field("groups", "2");
    bench.form_field("people", "3");
    bench.keys("<C-s>");
    bench.settle_warnings();
    let held = on(&bench, "2026-11-23");
    assert_eq!((held.stage.as_str(), held.attendance.len(), held.people), ("held", 2, Some(3)));
    assert!(held.attendance.iter().all(|row| row.state == "present"));
}

#[test]
fn a_day_put_off_does_not_come_back_beside_the_later_one_without_a_word() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2#12.15<Enter><F6>");
    let Some(Layer::Menu(menu)) = bench.app.layers.last() else { panic!("no menu") };
    let place = menu.items.iter().position(|(name, _)| name == "顺延").unwrap() + 1;
    bench.keys(&place.to_string());
    bench.form_field("moved_to", "12.22");
    bench.form_field("reason", "防汛");
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.keys("#12.15<Enter><F3>");
    bench.form_field("stage", "计划");
    bench.keys("<C-s>");
    bench.shows(&["已顺延到 2026-12-22"]);
}
