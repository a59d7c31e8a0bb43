//! Reading records: following references and coming back, time lines, the record beside the list.

use super::bench::Bench;
use crate::app::command::Place;
use crate::app::detail::{Detail, Reference};
use crate::app::{App, Layer};
use crate::model::Kind;
use crate::runtime::office::Chore;

fn top(app: &App) -> &Detail {
    match app.layers.last() {
        Some(Layer::Detail(detail)) => detail,
        _ => panic!("no record is open"),
    }
}

/// What tells whether one is back at the same place.
fn place(bench: &Bench) -> (Kind, u64, usize, Option<usize>, String) {
    let detail = top(&bench.app);
    (detail.entry.kind(), detail.entry.id, detail.scroll, detail.chosen(), bench.text())
}

#[test]
fn references_lead_from_record_to_record_and_escape_leads_back_to_the_same_place() {
    let mut bench = Bench::sample(60, 20);
    bench.keys("3");
    let list = bench.text();
    bench.keys("<Enter>");
    let first = bench.app.current().unwrap().id;
    bench.keys("<Tab>");
    let on_issue = place(&bench);
    assert_eq!(top(&bench.app).reference().unwrap().kind, Kind::Reception);
    bench.shows(&[">2026-11-15 09:00"]);

    bench.keys("<Enter>");
    assert_eq!(bench.app.current().unwrap().kind(), Kind::Reception);
    let other = |reference: Reference| reference.kind == Kind::Issue && reference.id != first;
    while !top(&bench.app).reference().is_some_and(other) {
        bench.keys("<Tab>");
    }
    let on_day = place(&bench);
    assert!(on_day.2 > 0 || bench.text().contains(">2026-0001"), "the chosen issue is on the screen");

    bench.keys("<Enter>");
    assert_eq!(bench.app.current().unwrap().kind(), Kind::Issue);
    assert_ne!(bench.app.current().unwrap().id, first);
    bench.keys("<Esc>");
    assert_eq!(place(&bench), on_day);
    bench.keys("<Esc>");
    assert_eq!(place(&bench), on_issue);
    bench.keys("<Esc>");
    assert_eq!(bench.text(), list);
}

#[test]
fn every_reference_opens_the_record_it_names() {
    for script in ["2<End><Enter>", "3<Enter>", "4<Enter>", "5<Enter>", "5<Tab><Enter>"] {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        let references = top(&bench.app).references();
        for reference in &references {
            bench.keys("<Tab>");
            assert_eq!(top(&bench.app).reference(), Some(*reference), "{script}");
            bench.keys("<Enter>");
            let opened = bench.app.current().unwrap();
            assert_eq!((opened.kind(), opened.id), (reference.kind, reference.id), "{script}");
            bench.keys("<Esc>");
        }
        if references.is_empty() {
            bench.keys("<Tab>");
            assert!(bench.message().contains("没有相关记录"), "{script}: {}", bench.message());
            bench.lacks("选相关");
        }
    }
}

#[test]
fn enter_without_a_chosen_reference_says_how_to_choose_one() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Enter>");
    bench.shows(&["Tab 选相关"]);
    bench.keys("<Enter>");
    assert!(bench.message().contains("先按 Tab"), "{}", bench.message());
    bench.keys("<Tab>");
    bench.shows(&["Enter 打开"]);
}

#[test]
fn going_too_deep_is_refused_and_the_way_back_stays_whole() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Enter>");
    let mut way = vec![place(&bench)];
    // From the issue to its day, from the day to the issue, and on.
    for _ in 0..60 {
        let wanted = match bench.app.current().unwrap().kind() {
            Kind::Issue => Kind::Reception,
            _ => Kind::Issue,
        };
        while top(&bench.app).reference().is_none_or(|reference| reference.kind != wanted) {
            bench.keys("<Tab>");
        }
        *way.last_mut().unwrap() = place(&bench);
        bench.keys("<Enter>");
        if bench.chores.contains(&Chore::Bell) {
            break;
        }
        way.push(place(&bench));
    }
    assert!(bench.message().contains("请先按 Esc 返回"), "{}", bench.message());
    assert!(way.len() > 20, "{}", way.len());
    bench.keys("<F1><Esc><C-p><Esc>");
    for expected in way.iter().rev() {
        assert_eq!(place(&bench), *expected);
        bench.keys("<Esc>");
    }
    assert_eq!(bench.app.place(), Place::List);
}

#[test]
fn a_step_taken_in_a_record_shows_there_and_in_those_below() {
    let mut bench = Bench::sample(80, 40);
    bench.keys("3<Enter><Tab><Enter>");
    bench.keys("<End>");
    while top(&bench.app).reference().is_none_or(|reference| reference.kind != Kind::Issue) {
        bench.keys("<Tab>");
    }
    let chosen = top(&bench.app).reference();
    bench.shows(&["村口路灯不亮  已登记"]);
    bench.keys("<Enter><F6>1");
    bench.form_field("text", "当天已修好。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Detail);
    bench.shows(&["当场答复（李工）", "当天已修好。", "还没有向群众反馈"]);
    bench.keys("<Esc>");
    bench.shows(&["村口路灯不亮  已答复"]);
    assert_eq!(top(&bench.app).reference(), chosen);
}

#[test]
fn a_long_record_scrolls_by_lines_and_pages_and_says_where_it_is() {
    let mut bench = Bench::sample(60, 20);
    bench.keys("3<Enter>");
    let lines = top(&bench.app).lines(bench.app.layout().record_columns(), &bench.office.context()).len();
    let page = bench.app.layout().middle_rows();
    assert!(lines > page);
    bench.shows(&[&format!("第 1-{page} 行，共 {lines} 行")]);
    bench.keys("<End>");
    bench.shows(&[&format!("第 {}-{lines} 行", lines - page + 1), "办理期限（超期 14 天）"]);
    bench.keys("<Home><Down>");
    assert_eq!(top(&bench.app).scroll, 1);
    bench.keys("<PageDown><PageUp><PageUp>");
    assert_eq!(top(&bench.app).scroll, 0);
}

#[test]
fn the_record_beside_a_list_has_its_time_line_below_its_fields() {
    let mut bench = Bench::sample(120, 30);
    bench.keys("3");
    let rows = bench.screen().rows;
    let row_of = |text: &str| rows.iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("{text}"));
    assert!(row_of("│ 承办单位 镇水利站") < row_of("│ 内容 "));
    assert!(row_of("│ 内容 ") < row_of("办理经过（1）"));
    assert!(row_of("办理经过（1）") < row_of("办理期限（超期 14 天）"));
    bench.keys("<Tab><BackTab>");
    assert_eq!(bench.app.place(), Place::List, "nothing beside the list is chosen");
}

#[test]
fn the_record_below_a_list_says_what_the_list_does_not() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    bench.shows(&["承办单位 镇水利站", "代表 张三", "内容 二组机耕路塌方近二十米", "超期 14 天"]);
    let screen = bench.text();
    assert_eq!(screen.matches("二组机耕路塌方").count(), 2, "the title stands in the list only:\n{screen}");
}
