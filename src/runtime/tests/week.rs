//! A working week at the keyboard: the month planned and published, a day held with five visitors, and what they raised
//! followed to its end; every stage, due date and duty as written here.
//!
//! The week begins on Monday 2026-11-23, a day on which the desk has a reception day announced.

use super::bench::{Bench, date};
use crate::app::Layer;
use crate::app::action::Action;
use crate::app::command::Place;
use crate::model::issue::{Issue, Stage};
use crate::model::reception::ReceptionDay;
use crate::model::{Date, Kind, Record, life};

const TITLES: [&str; 5] =
    ["桥头护栏断了一截", "三组灌渠淤堵", "村道路面破损积水", "老年食堂什么时候开", "垃圾桶两天没人倒"];

/// Another day begins.
fn morning(bench: &mut Bench, day: &str) {
    let today: Date = day.parse().unwrap();
    bench.office.today = today;
    bench.take(Action::Clock(today));
}

fn issue(bench: &Bench, title: &str) -> Issue {
    let context = bench.office.context();
    let mut entries = (1..40).filter_map(|id| context.directory.entry(Kind::Issue, id));
    let found = entries.find_map(|entry| match entry.record {
        Record::Issue(issue) if issue.title == title => Some(*issue),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no issue {title}"))
}

fn days(bench: &Bench) -> Vec<ReceptionDay> {
    let context = bench.office.context();
    let entries = (1..40).filter_map(|id| context.directory.entry(Kind::Reception, id));
    entries.filter_map(|entry| if let Record::Reception(day) = entry.record { Some(day) } else { None }).collect()
}

/// Goes to an issue of the list by its number.
fn go_to(bench: &mut Bench, title: &str) {
    let number = issue(bench, title).number;
    bench.keys("3<C-u>#");
    bench.keys(&number);
    bench.keys("<Enter>");
}

/// Chooses a step by its name.
fn step(bench: &mut Bench, name: &str) {
    bench.keys("<F6>");
    let Some(Layer::Menu(menu)) = bench.app.layers.last() else { panic!("no menu:\n{}", bench.text()) };
    let place = menu.items.iter().position(|(item, _)| item == name);
    let place = place.unwrap_or_else(|| panic!("{name} is not offered: {:?}", menu.items)) + 1;
    bench.keys(&place.to_string());
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
}

/// Saves the step, past its warnings.
fn save(bench: &mut Bench) {
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert!(bench.app.open_form().is_none(), "{}", bench.text());
}

/// Fills fields and saves.
fn fill(bench: &mut Bench, fields: &[(&str, &str)]) {
    for (key, typed) in fields {
        bench.form_field(key, typed);
    }
    save(bench);
}

/// What the time line says is owed now.
fn owed(bench: &mut Bench, title: &str) -> String {
    go_to(bench, title);
    bench.keys("<Enter><End>");
    let text = bench.text();
    bench.keys("<Esc>");
    text
}

fn stands(bench: &Bench, title: &str, stage: Stage, due: Option<&str>) {
    let issue = issue(bench, title);
    assert_eq!((issue.stage, issue.due_on), (stage, due.and_then(date)), "{title}");
}

/// Monday: December is planned and published, the day is held with five visitors, and each says something.
fn monday(bench: &mut Bench) {
    bench.keys("2<F4><Enter><Enter>");
    let planned = days(bench).into_iter().find(|day| day.date == date("2026-12-01")).unwrap();
    assert_eq!(planned.stage, "planned");
    bench.keys("2#12.1<Enter>");
    step(bench, "公告");
    save(bench);
    let planned = days(bench).into_iter().find(|day| day.date == date("2026-12-01")).unwrap();
    assert_eq!((planned.stage.as_str(), planned.notice_on), ("announced", date("2026-11-23")));
    bench.keys("<A-2>#11.23<Enter>");
    step(bench, "举行");
    for (key, typed) in [("groups", "4"), ("people", "5"), ("summary", "上午接待四批五人。")] {
        bench.form_field(key, typed);
    }
    for (at, title) in TITLES.iter().enumerate() {
        bench.keys(if at == 0 { "<F9>" } else { "" });
        bench.fill_issue(title);
        bench.keys(if at + 1 < TITLES.len() { "<C-n>" } else { "<C-s>" });
    }
    bench.settle_warnings();
    let held = days(bench).into_iter().find(|day| day.date == date("2026-11-23")).unwrap();
    assert_eq!((held.stage.as_str(), held.people, held.attendance.len()), ("held", Some(5), held.deputies.len()));
    for title in TITLES {
        let issue = issue(bench, title);
        assert_eq!((issue.stage, issue.channel.as_str()), (Stage::Registered, "reception"), "{title}");
        assert_eq!(issue.deputies, held.deputies, "who was on duty received it");
    }
    bench.keys("<A-1>");
    bench.shows(&["已登记、还没有交办或答复的意见 6 件"]);
}

/// Monday afternoon: one is answered on the spot, three go to the township together, one waits.
fn monday_afternoon(bench: &mut Bench) {
    let [first, second, third, on_the_spot, waiting] = TITLES;
    go_to(bench, on_the_spot);
    step(bench, "当场答复");
    fill(bench, &[("text", "已定于十二月十日开餐，当场说明。")]);
    stands(bench, on_the_spot, Stage::Replied, None);
    assert!(owed(bench, on_the_spot).contains("还没有向群众反馈"), "{}", bench.text());
    // The newest stands first: the third, the second and the first below it.
    go_to(bench, third);
    bench.keys("<Space><Space><Space>");
    step(bench, "交办转办");
    fill(bench, &[("route", "转乡镇"), ("unit", "镇自然")]);
    for title in [first, second, third] {
        stands(bench, title, Stage::Assigned, Some("2026-12-23"));
    }
    bench.keys("<C-z>");
    stands(bench, first, Stage::Registered, None);
    bench.keys("<C-y>");
    stands(bench, third, Stage::Assigned, Some("2026-12-23"));
    stands(bench, waiting, Stage::Registered, None);
    assert!(owed(bench, waiting).contains("还没有交办或答复"), "{}", bench.text());
}

/// Tuesday: what was said on the spot is fed back and done with; one unit asks for time.
fn tuesday(bench: &mut Bench) {
    morning(bench, "2026-11-24");
    let [first, _, _, on_the_spot, _] = TITLES;
    go_to(bench, on_the_spot);
    step(bench, "反馈");
    fill(bench, &[("way", "当面"), ("deputy_told_on", "今天"), ("rating", "满意")]);
    step(bench, "办结");
    save(bench);
    stands(bench, on_the_spot, Stage::Closed, None);
    assert_eq!(issue(bench, on_the_spot).closed_on, date("2026-11-24"));
    go_to(bench, first);
    step(bench, "延期");
    fill(bench, &[("due_on", "2027-01-15"), ("reason", "护栏要定做")]);
    stands(bench, first, Stage::Assigned, Some("2027-01-15"));
    assert!(owed(bench, first).contains("2027-01-15"), "{}", bench.text());
}

/// Wednesday: one unit promises (class B), another's answer is told and found wanting.
fn wednesday(bench: &mut Bench) {
    morning(bench, "2026-11-25");
    let [_, second, third, ..] = TITLES;
    go_to(bench, second);
    step(bench, "答复");
    fill(bench, &[("text", "已列入冬修计划。"), ("class", "B"), ("planned_on", "2026-12-31")]);
    assert_eq!(life::promised_on(&issue(bench, second)), date("2026-12-31"));
    step(bench, "反馈");
    fill(bench, &[("way", "公示"), ("deputy_told_on", "今天")]);
    step(bench, "转入跟踪");
    save(bench);
    stands(bench, second, Stage::Tracking, Some("2026-12-23"));
    assert!(owed(bench, second).contains("B类承诺（还有 36 天）"), "{}", bench.text());
    go_to(bench, third);
    step(bench, "答复");
    fill(bench, &[("text", "已填补坑洼。"), ("class", "A")]);
    step(bench, "反馈");
    fill(bench, &[("way", "电话"), ("deputy_told_on", "今天"), ("rating", "不满意"), ("remark", "下雨又积水")]);
    stands(bench, third, Stage::Replied, Some("2026-12-23"));
    bench.keys("<A-1>");
    bench.shows(&["评价不满意、等待重新办理的意见 1 件"]);
}

/// Thursday: what was found wanting is handled again, and a promise kept early.
fn thursday(bench: &mut Bench) {
    morning(bench, "2026-11-26");
    let [_, second, third, ..] = TITLES;
    go_to(bench, third);
    step(bench, "重新办理");
    save(bench);
    // Thirty days from today.
    stands(bench, third, Stage::Assigned, Some("2026-12-26"));
    assert_eq!(issue(bench, third).redo_count, 1);
    go_to(bench, second);
    step(bench, "进展");
    fill(bench, &[("text", "清淤已过半。"), ("planned_on", "2026-12-15")]);
    assert_eq!(life::promised_on(&issue(bench, second)), date("2026-12-15"));
    assert!(owed(bench, second).contains("B类承诺（还有 19 天）"), "{}", bench.text());
}

/// Friday: both are answered, told and closed; what is left is one that waits and one with time.
fn friday(bench: &mut Bench) {
    morning(bench, "2026-11-27");
    let [first, second, third, _, waiting] = TITLES;
    for title in [second, third] {
        go_to(bench, title);
        step(bench, "答复");
        fill(bench, &[("text", "已经修好，现场看过。"), ("class", "A")]);
        step(bench, "反馈");
        fill(bench, &[("way", "当面"), ("deputy_told_on", "今天"), ("rating", "满意")]);
        step(bench, "办结");
        save(bench);
        let issue = issue(bench, title);
        assert_eq!((issue.stage, issue.class.as_str()), (Stage::Closed, "A"), "{title}");
        assert_eq!((issue.rating.as_str(), issue.closed_on), ("satisfied", date("2026-11-27")), "{title}");
    }
    let outcome = life::promises(&issue(bench, second));
    assert_eq!(outcome.len(), 1, "{outcome:?}");
    stands(bench, first, Stage::Assigned, Some("2027-01-15"));
    stands(bench, waiting, Stage::Registered, None);
    bench.keys("<A-1>");
    // The one that waits, and the desk's own of before.
    bench.shows(&["已登记、还没有交办或答复的意见 2 件"]);
    assert!(!bench.text().contains("等待重新办理"), "{}", bench.text());
    let history: Vec<String> = issue(bench, third).events.into_iter().map(|event| event.verb).collect();
    let verbs = ["register", "assign", "reply", "feedback", "redo", "reply", "feedback", "close"];
    assert_eq!(history, verbs);
}

#[test]
fn a_working_week() {
    let mut bench = Bench::sample(80, 24);
    monday(&mut bench);
    monday_afternoon(&mut bench);
    tuesday(&mut bench);
    wednesday(&mut bench);
    thursday(&mut bench);
    friday(&mut bench);
}
