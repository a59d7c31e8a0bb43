//! The page 今日: what it says of a desk with nothing and with everything, and that each line leads where it says.

use super::bench::{Bench, TODAY, by_phone, date};
use crate::app::command::Place;
use crate::app::tab::Tab;
use crate::app::today::{Narrow, Target};
use crate::app::{Layer, today::TodayLine};
use crate::model::duty::Duty;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::owing::Owing;
use crate::model::reception::ReceptionDay;
use crate::model::{Date, Kind, Record};

fn lines(bench: &Bench) -> Vec<TodayLine> {
    bench.app.today.lines(&bench.office.context())
}

fn texts(bench: &Bench) -> Vec<String> {
    lines(bench).into_iter().map(|line| line.text).collect()
}

fn says(bench: &Bench, text: &str) {
    assert!(texts(bench).iter().any(|line| line.contains(text)), "{text} is not said:\n{}", texts(bench).join("\n"));
}

fn says_not(bench: &Bench, text: &str) {
    assert!(texts(bench).iter().all(|line| !line.contains(text)), "{text} is said:\n{}", texts(bench).join("\n"));
}

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn issue(title: &str) -> Issue {
    by_phone(title, "2026-10-01")
}

fn assigned(title: &str, in_days: i64) -> Issue {
    let due_on = Some(today().plus_days(in_days));
    Issue { stage: Stage::Assigned, route: "township".to_owned(), unit: Some(1), due_on, ..issue(title) }
}

fn answered(title: &str, class: &str, rating: &str, planned_on: Option<Date>, verbs: &[&str]) -> Issue {
    let event = |verb: &&str| Event { verb: (*verb).to_owned(), on: date("2026-10-05"), ..Event::default() };
    let mut events: Vec<Event> = verbs.iter().map(event).collect();
    if let Some(first) = events.first_mut() {
        first.planned_on = planned_on;
    }
    let (class, rating) = (class.to_owned(), rating.to_owned());
    Issue { stage: Stage::Replied, class, rating, events, ..issue(title) }
}

fn day(date: Date, stage: &str) -> Record {
    Record::Reception(ReceptionDay {
        date: Some(date),
        start: "09:00".parse().ok(),
        place: "茶亭镇代表联络站".to_owned(),
        deputies: vec![1],
        stage: stage.to_owned(),
        ..ReceptionDay::default()
    })
}

/// Adds records and comes back to 今日.
fn with(records: impl IntoIterator<Item = Record>) -> Bench {
    let mut bench = Bench::sample(80, 24);
    records.into_iter().for_each(|record| bench.office.add(record));
    bench.keys("<A-2><A-1>");
    bench
}

fn with_issues(issues: impl IntoIterator<Item = Issue>) -> Bench {
    with(issues.into_iter().map(|issue| Record::Issue(Box::new(issue))))
}

/// Goes to the line that says something and opens it.
fn follow(bench: &mut Bench, text: &str) -> Target {
    let leading: Vec<TodayLine> = lines(bench).into_iter().filter(|line| line.target.is_some()).collect();
    let place = leading.iter().position(|line| line.text.contains(text));
    let place = place.unwrap_or_else(|| panic!("{text} leads nowhere:\n{}", texts(bench).join("\n")));
    bench.keys("<A-1><Home>");
    (0..place).for_each(|_| bench.keys("<Down>"));
    bench.keys("<Enter>");
    bench.finish_search();
    leading[place].target.unwrap()
}

/// The ids of what a filter took.
fn found(bench: &Bench) -> Vec<u64> {
    let Some(Layer::Find(find)) = bench.app.layers.last() else { panic!("{}", bench.text()) };
    let mut ids: Vec<u64> = find.hits.iter().map(|entry| entry.id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn late_and_soon_due_answers_are_told_apart_by_both_days_of_warning() {
    let mut bench = with_issues([assigned("明天到期", 1), assigned("六天到期", 6), assigned("九天到期", 9)]);
    says(&bench, "待答复：超期 1 件，3 天内到期 1 件，4 至 7 天到期 1 件");
    says(&bench, "还有 1 天");
    says(&bench, "还有 6 天");
    says_not(&bench, "九天到期");
    let org = bench.app.desk.as_ref().unwrap().org;
    assert_eq!(follow(&mut bench, "六天到期"), Target::Record(org, Kind::Issue, 4));
    assert_eq!(bench.app.place(), Place::Detail);
    bench.shows(&["六天到期"]);
}

#[test]
fn more_than_a_few_late_ones_lead_to_all_of_them() {
    let mut bench = with_issues((0..9).map(|number| assigned(&format!("第{number}件"), -3)));
    says(&bench, "超期 10 件");
    let Target::Shelf(Tab::Issues, _) = follow(&mut bench, "查看全部待答复和B类跟踪 10 件") else {
        panic!()
    };
    bench.shows(&["待答复（按期限）"]);
    assert!(lines(&bench).len() <= 26, "{}", texts(&bench).join("\n"));
}

#[test]
fn what_the_station_owes_leads_to_exactly_what_is_counted() {
    let told = |title: &str, rating: &str| answered(title, "A", rating, None, &["reply", "feedback"]);
    let mut bench = with_issues([
        answered("没有反馈", "A", "", None, &["reply"]),
        told("没有告知代表", "satisfied"),
        told("不满意", "dissatisfied"),
        answered("承诺", "B", "satisfied", Some(today().plus_days(90)), &["reply", "feedback"]),
    ]);
    for (owing, text, ids) in [
        (Owing::HandOn, "还没有交办或答复的意见 1 件", &[1][..]),
        (Owing::Feedback, "还没有向群众反馈的意见 1 件", &[3]),
        (Owing::TellDeputy, "还没有告知代表的意见 3 件", &[4, 5, 6]),
        (Owing::Redo, "等待重新办理的意见 1 件", &[5]),
        (Owing::Track, "还没有转入跟踪的意见 1 件", &[6]),
        (Owing::Close, "还没有办结的意见 1 件", &[4]),
    ] {
        assert_eq!(follow(&mut bench, text), Target::Narrow(Narrow::Owing(owing)));
        assert_eq!((bench.app.place(), found(&bench)), (Place::Filtered, ids.to_vec()), "{text}");
        bench.shows(&["待办事项"]);
    }
    // What was asked stands in the filter form and can be changed there.
    bench.keys("<F7>");
    bench.shows(&["待办事项", "待办结"]);
}

#[test]
fn promises_past_and_falling_due_are_told_however_their_issue_stands() {
    let promised = |title: &str, days| answered(title, "B", "", Some(today().plus_days(days)), &["reply", "feedback"]);
    let tracking = Issue { stage: Stage::Tracking, ..promised("跟踪中的", -2) };
    let mut bench = with_issues([promised("五天后的", 5), tracking, promised("三十天后的", 30)]);
    says(&bench, "B类承诺已过 2 天");
    says(&bench, "B类承诺还有 5 天");
    says_not(&bench, "三十天后的");
    says(&bench, "待答复：超期 1 件");
    let org = bench.app.desk.as_ref().unwrap().org;
    assert_eq!(follow(&mut bench, "跟踪中的"), Target::Record(org, Kind::Issue, 4));
    let mut bench = with_issues((0..5).map(|days| promised("承诺", days)).chain([promised("以后的", 60)]));
    assert_eq!(follow(&mut bench, "查看全部B类承诺"), Target::Narrow(Narrow::Promised));
    assert_eq!(found(&bench), [3, 4, 5, 6, 7, 8]);
}

#[test]
fn a_day_ahead_says_by_when_its_notice_must_be_out_and_a_past_one_asks_what_became_of_it() {
    let bench = Bench::sample(80, 24);
    says(&bench, "公告最迟 2026-12-12 发");
    let late = with([day(today().plus_days(2), "planned")]);
    says(&late, "2 天后");
    says(&late, "公告已晚 1 天");
    says(&with([day(today().plus_days(3), "planned")]), "公告今天要发");
    says(&with([day(today().plus_days(1), "announced")]), "已公告");
    let mut bench = with([day(today().plus_days(-1), "planned")]);
    let org = bench.app.desk.as_ref().unwrap().org;
    assert_eq!(follow(&mut bench, "已过，请登记举行、顺延或取消"), Target::Record(org, Kind::Reception, 4));
    let mut bench = with([day(today().plus_days(-1), "planned"), day(today().plus_days(-9), "announced")]);
    assert_eq!(follow(&mut bench, "接待日 2 期"), Target::Narrow(Narrow::PastDays));
    assert_eq!(found(&bench), [4, 5]);
}

#[test]
fn a_year_of_planned_days_ahead_hides_neither_today_nor_what_has_passed() {
    let ahead = (1..60).map(|week| day(today().plus_days(7 * week), "planned"));
    let bench = with(ahead.chain([day(today().plus_days(-1), "planned")]));
    says(&bench, "今天 09:00");
    says(&bench, "7 天后");
    says(&bench, "已过，请登记举行、顺延或取消");
}

#[test]
fn deputies_below_their_quota_are_counted_and_listed() {
    let mut bench = Bench::sample(80, 24);
    // 1 and 3 were on duty on the day that was held, 3 visited once.
    says(&bench, "今年接待到站不满 2 次的在任代表 3 人");
    assert_eq!(follow(&mut bench, "走访不满 4 次的在任代表 3 人"), Target::Narrow(Narrow::Short(Duty::Visit)));
    assert_eq!(found(&bench), [1, 2, 3]);
    bench.shows(&["走访不满 4 次", "张三", "欧阳明"]);
    let mut set = |key: &str, value: &str| {
        let (key, value) = (key.to_owned(), value.to_owned());
        bench.office.add(Record::Setting(crate::model::setting::Setting { key, value, taken: None }));
    };
    set("quotas.receptions", "1");
    set("quotas.visits", "0");
    let mut bench = bench.reopened();
    says_not(&bench, "走访不满");
    follow(&mut bench, "接待到站不满 1 次的在任代表 1 人");
    assert_eq!(found(&bench), [2]);
}

#[test]
fn the_day_of_the_last_export_is_remembered() {
    let mut bench = Bench::sample(80, 24);
    says(&bench, "还没有导出过台账");
    bench.keys("3<F8><Enter><Enter>");
    bench.finish_export();
    bench.keys("<A-1>");
    says(&bench, "今天导出过台账");
    bench.office.today = today().plus_days(12);
    bench.keys("2<A-1>");
    says(&bench, "上次导出台账是 2026-11-23，已过 12 天");
    says(&bench.reopened(), "今天导出过台账");
}

#[test]
fn next_years_holidays_are_asked_for_from_november_on() {
    let mut bench = Bench::sample(80, 24);
    let next = today().year() + 1;
    assert!(!bench.office.context().codes.calendar().is_official(next), "the test means a year nobody knows yet");
    says(&bench, "2027 年放假安排还没有按");
    bench.office.today = Date::from_ymd(2026, 10, 31).unwrap();
    bench.keys("2<A-1>");
    says_not(&bench, "放假安排");
    // Once that year has begun without, it matters more, not less.
    bench.office.today = Date::from_ymd(2027, 1, 5).unwrap();
    bench.keys("2<A-1>");
    assert_eq!(follow(&mut bench, "2027 年放假安排还没有按"), Target::Holidays(2027));
    assert_eq!(bench.app.place(), Place::Settings);
    bench.keys("<Enter>");
    bench.shows(&["2027年节假日", "元旦"]);
}

#[test]
fn a_page_longer_than_the_screen_says_so_and_shows_its_end() {
    let promised = |days| answered("承诺", "B", "", Some(today().plus_days(days)), &["reply", "feedback"]);
    let late = (0..9).map(|number| assigned(&format!("第{number}件"), -3));
    let mut bench = with_issues(late.chain((0..5).map(promised)));
    bench.keys("<A-1><Home>");
    let total = lines(&bench).len();
    let height = usize::from(bench.app.layout().middle.height);
    assert!(total > height, "the test means a page that does not fit");
    bench.shows(&[&format!("下面还有 {} 行", total - height)]);
    // The last line leads nowhere, yet it can be seen.
    bench.keys("<End>");
    bench.shows(&["共有 接待日"]);
    assert!(!bench.text().contains("下面还有"), "{}", bench.text());
}

#[test]
fn what_was_selected_stays_selected_when_lines_come_above_it() {
    let mut bench = with_issues([assigned("明天到期", 1)]);
    let target = follow(&mut bench, "明天到期");
    // A form that is left becomes a draft, which stands at the top of the page.
    bench.keys("<F3>");
    bench.form_field("title", "后天到期");
    bench.keys("<Esc><Esc><A-1>");
    let before = lines(&bench).iter().filter(|line| matches!(line.target, Some(Target::Draft(_)))).count();
    assert!(before > 0, "the test means a draft: {}", bench.text());
    assert_eq!(bench.app.today.target(&bench.office.context()), Some(target));
}

#[test]
fn the_page_of_a_usual_desk_is_one_screen() {
    let bench = Bench::sample(80, 24);
    assert!(lines(&bench).len() <= 18, "{}", texts(&bench).join("\n"));
}
