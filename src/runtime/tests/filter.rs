//! Filtering by form: F7, a few fields, F7.

use super::bench::{Bench, date};
use crate::app::Layer;
use crate::app::action::Action;
use crate::app::command::Place;
use crate::app::find::{Find, HITS_AT_MOST};
use crate::app::layout::Size;
use crate::model::issue::{Issue, Stage};
use crate::model::{Entry, Kind, Record};
use crate::runtime::office::Chore;

/// A filter over the issues, with the last filter in it where there is one.
fn opened(bench: &mut Bench) {
    bench.keys("3<F7>");
    assert_eq!(bench.app.place(), Place::Filter, "{}", bench.text());
}

fn run(bench: &mut Bench) {
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::Filtered, "{}", bench.text());
    bench.finish_search();
}

fn found(bench: &Bench) -> &Find {
    match bench.app.layers.last() {
        Some(Layer::Find(find)) => find,
        _ => panic!("nothing was filtered:\n{}", bench.text()),
    }
}

fn titles(bench: &Bench) -> Vec<&str> {
    fn title(entry: &Entry) -> &str {
        match &entry.record {
            Record::Issue(issue) => &issue.title,
            _ => "",
        }
    }
    found(bench).hits.iter().map(title).collect()
}

fn add_issues(bench: &mut Bench, count: usize) {
    for number in 0..count {
        let issue = Issue {
            reported_on: date(if number % 2 == 0 { "2026-03-31" } else { "2026-04-01" }),
            village: "河口村".to_owned(),
            title: format!("河堤第{number}处缺口"),
            ..Issue::default()
        };
        bench.office.add(Record::Issue(Box::new(issue)));
    }
}

#[test]
fn by_stage_and_village() {
    let mut bench = Bench::sample(80, 24);
    add_issues(&mut bench, 3);
    opened(&mut bench);
    bench.form_field("stage", "yjb");
    bench.form_field("village", "茶亭");
    run(&mut bench);
    assert_eq!(titles(&bench), ["二组机耕路塌方"]);
    bench.shows(&["筛选：状态=已交办 村(社区)=茶亭 - 找到 1 件，已查完", "F7 改条件"]);
    bench.lacks("河堤");
    bench.keys("<F7>");
    bench.form_field("stage", "1、2");
    bench.form_field("village", "cts");
    run(&mut bench);
    assert_eq!(titles(&bench), ["二组机耕路塌方", "村口路灯不亮"]);
}

#[test]
fn by_days_from_one_to_another() {
    let mut bench = Bench::sample(80, 24);
    add_issues(&mut bench, 4);
    opened(&mut bench);
    bench.form_field("reported_on", "3月");
    bench.shows(&["= 2026-03-01..2026-03-31"]);
    run(&mut bench);
    assert_eq!(titles(&bench), ["河堤第2处缺口", "河堤第0处缺口"]);
    bench.keys("<F7>");
    bench.form_field("reported_on", "4.1-11.14");
    run(&mut bench);
    assert_eq!(titles(&bench), ["河堤第3处缺口", "河堤第1处缺口"]);
    bench.keys("<F7><C-n>");
    bench.form_field("due_on", "空");
    bench.form_field("title", "路");
    run(&mut bench);
    assert_eq!(titles(&bench), ["村口路灯不亮"]);
}

#[test]
fn what_was_not_filled_in_can_be_asked_for() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.form_field("unit", "空");
    bench.shows(&["= 空", "可填几项"]);
    bench.lacks("没有相符");
    run(&mut bench);
    assert_eq!(titles(&bench), ["村口路灯不亮"]);
    bench.keys("<F7>");
    bench.form_field("unit", "没有这个单位");
    bench.shows(&["没有相符"]);
}

#[test]
fn no_size_breaks_the_form_or_the_result() {
    for script in ["3<F7>", "3<F7><F4>", "3<F7><Tab>茶亭<F7>", "3<F7><Tab>没有这个村<F7>", "3/路"] {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        bench.finish_search();
        for (columns, rows) in [(1, 1), (3, 60), (59, 20), (60, 20), (60, 19), (80, 3), (120, 24), (200, 60)] {
            bench.take(Action::Resize(Size { columns, rows }));
            let (x, y) = bench.screen().cursor;
            assert!(x < columns && y < rows, "{script} at {columns}x{rows}: cursor at {x},{y}");
        }
    }
    let mut bench = Bench::sample(60, 20);
    opened(&mut bench);
    bench.form_field("village", "茶亭社区");
    bench.form_field("reported_on", "2026-01-01..2026-12-31");
    run(&mut bench);
    bench.shows(&["筛选：村(社区)=茶亭", "找到 2 件，已查完", "F7 改条件"]);
}

#[test]
fn what_cannot_be_understood_stays_at_its_field() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.form_field("village", "茶亭");
    bench.form_field("reported_on", "2026-02-30");
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::Filter);
    assert!(bench.chores.contains(&Chore::Bell));
    let form = &bench.app.open_form().unwrap().form;
    assert_eq!(form.page().focused().unwrap().spec.key, "reported_on");
    bench.shows(&["不能筛选", "没有“2026-02-30”这一天", "茶亭"]);
    bench.keys("<C-u>2.28-2.1<C-s>");
    bench.shows(&["早于起日"]);
    bench.keys("<C-u>11.15<C-s>");
    bench.finish_search();
    assert_eq!(found(&bench).found, 2);
}

#[test]
fn names_and_codes_have_their_lists_and_pinyin() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.form_field("unit", "<F4>");
    assert_eq!(bench.app.place(), Place::Pick);
    bench.shows(&["选择承办单位", "镇水利站"]);
    bench.keys("sl<Enter>");
    bench.form_field("deputies", "zs");
    run(&mut bench);
    bench.shows(&["承办单位=镇水利站 代表=张三"]);
    assert_eq!(titles(&bench), ["二组机耕路塌方"]);
}

#[test]
fn the_form_opens_with_the_last_filter_and_empties_at_once() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.shows(&["筛选意见建议"]);
    let empty = |bench: &Bench| {
        let form = &bench.app.open_form().unwrap().form;
        form.page().fields().iter().all(crate::app::form::field::Field::is_empty)
    };
    assert!(empty(&bench), "nothing is prefilled");
    bench.form_field("village", "茶亭");
    bench.form_field("headcount", ">=1");
    run(&mut bench);
    bench.keys("<Esc><A-4><F7>");
    assert!(empty(&bench), "each kind has its own");
    bench.keys("<Esc>");
    opened(&mut bench);
    bench.shows(&["茶亭", ">=1"]);
    bench.keys("<C-n>");
    assert!(empty(&bench));
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::List);
    bench.shows(&["没有填筛选条件"]);
}

#[test]
fn escape_comes_back_to_the_same_row_of_the_list() {
    let mut bench = Bench::sample(80, 24);
    add_issues(&mut bench, 3);
    bench.keys("3<Down>");
    let before = bench.app.current().unwrap().id;
    bench.keys("<C-k>");
    bench.form_field("village", "河口");
    run(&mut bench);
    bench.keys("<Down>");
    let row = bench.app.current().unwrap().id;
    assert_ne!(row, before);
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Detail);
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), bench.app.current().unwrap().id), (Place::Filtered, row));
    bench.keys("<F7><Esc>");
    assert_eq!((bench.app.place(), bench.app.current().unwrap().id), (Place::Filtered, row));
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), bench.app.current().unwrap().id), (Place::List, before));
    bench.keys("<A-1>");
    bench.lacks("草稿");
}

#[test]
fn a_row_is_changed_and_voided_from_the_result() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.form_field("stage", "已登记");
    run(&mut bench);
    bench.keys("<F6>1");
    bench.form_field("text", "已换灯泡，当场答复。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Filtered, "{}", bench.text());
    bench.shows(&["已答复", "找到 1 件"]);
    bench.keys("<Delete>重复登记<C-s>");
    assert_eq!(bench.app.place(), Place::Filtered);
    assert!(!bench.app.current().unwrap().is_live());
    bench.keys("<C-z>");
    assert!(bench.app.current().unwrap().is_live());
}

#[test]
fn as_many_rows_as_help_are_kept_and_all_are_counted() {
    let mut bench = Bench::sample(80, 24);
    let more = HITS_AT_MOST + 7;
    add_issues(&mut bench, more);
    opened(&mut bench);
    bench.form_field("village", "河口");
    run(&mut bench);
    assert_eq!((found(&bench).hits.len(), found(&bench).found), (HITS_AT_MOST, more as u64));
    bench.shows(&[&format!("找到 {more} 件，列出前 {HITS_AT_MOST}，已查完")]);
    bench.keys("<End>");
    assert_eq!(found(&bench).selected, HITS_AT_MOST - 1);
    let title = titles(&bench)[HITS_AT_MOST - 1].to_owned();
    bench.take(Action::Resize(Size { columns: 60, rows: 20 }));
    bench.shows(&[&title]);
    bench.keys("<Home>");
    assert_eq!(found(&bench).selected, 0);
    bench.keys("<Esc>/堤");
    bench.finish_search();
    assert_eq!(found(&bench).found, more as u64);
}

#[test]
fn every_list_but_the_station_has_its_filter() {
    for (script, key, typed, expected) in [
        ("2<F7>", "deputies", "李四", 2),
        ("2<F7>", "stage", "planned、announced", 2),
        ("4<F7>", "people", "5-10", 1),
        ("4<F7>", "date", "上周", 1),
        ("5<F7>", "post", "yisheng", 1),
        ("5<F7>", "public", "是", 3),
        ("5<Tab><F7>", "name", "=镇水利站", 1),
        ("5<Tab><F7>", "active", "0", 0),
    ] {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        bench.form_field(key, typed);
        run(&mut bench);
        assert_eq!(found(&bench).found, expected, "{key} {typed}:\n{}", bench.text());
        if expected == 0 {
            bench.shows(&["没有符合条件的记录"]);
        }
    }
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<Tab><Tab><F7>");
    assert_eq!(bench.app.place(), Place::List);
    assert!(bench.message().contains("不用筛选"), "{}", bench.message());
}

#[test]
fn enter_goes_on_and_never_runs() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    let fields = crate::model::filter::fields(Kind::Issue, false).len();
    (0..fields + 3).for_each(|_| bench.keys("<Enter>"));
    assert_eq!(bench.app.place(), Place::Filter);
    bench.shows(&["已到最后一栏：按 F7"]);
    bench.take(Action::Paste("一\r\n二\r\n".repeat(3_000)));
    assert_eq!(bench.app.place(), Place::Filter);
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::Filter, "too much to look for");
    bench.shows(&["不能筛选"]);
}

#[test]
fn the_stage_of_a_row_shows_as_it_stands_now() {
    let mut bench = Bench::sample(80, 24);
    opened(&mut bench);
    bench.form_field("title", "路灯");
    run(&mut bench);
    bench.keys("<Enter><F6>1");
    bench.form_field("text", "已换灯泡，当场答复。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.keys("<Esc>");
    let Record::Issue(issue) = &bench.app.current().unwrap().record else { panic!() };
    assert_eq!((bench.app.place(), issue.stage), (Place::Filtered, Stage::Replied));
}
