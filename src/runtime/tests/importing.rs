//! A ledger taken in at the keyboard: its columns looked through, tried, saved, and known the next time.

use super::bench::{Bench, titles};
use crate::app::command::Place;
use crate::demo;
use crate::model::codes::CodeLists;
use crate::model::{Context, Date, Kind, Record};
use crate::report::export::{self, Audience};
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::store::disk::RealDisk;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LEDGER: &str = "来电日,说了些什么,归口,电话,天气\n\
    7月5日,村口路灯不亮一个月,交通运输,13812345678,晴\n\
    7月6日,水渠堵了灌不了田,农村农业,13812345679,雨\n\
    不知道哪天,没写日期的一件事,其他,,\n";

/// The ledger as it is first shown: nothing is known but the telephone.
fn opened() -> Bench {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("台账.csv", LEDGER);
    bench.keys("<A-i>");
    assert_eq!(bench.app.place(), Place::Prompt);
    bench.keys("“台账.csv”<Enter>");
    bench.finish_import();
    assert_eq!(bench.app.place(), Place::Import, "{}", bench.text());
    bench
}

/// How something is known, at the end of the line that begins with a name.
fn how(bench: &Bench, name: &str) -> String {
    let text = bench.text();
    let line = text.lines().find(|line| line.trim_start_matches(['>', ' ']).starts_with(name));
    line.and_then(|line| line.split_whitespace().last()).unwrap_or_default().to_owned()
}

/// Chooses the first three columns' fields by their numbers in the list, and the year.
fn map(bench: &mut Bench) {
    for field in ["2", "8", "9"] {
        bench.keys("<Enter>");
        bench.keys(field);
        bench.finish_import();
        bench.keys("<Down>");
    }
    bench.keys("<Home><Down><Down><Down><Enter>2026<Enter>");
    bench.finish_import();
}

#[test]
fn a_ledger_is_mapped_tried_taken_in_and_remembered() {
    let mut bench = opened();
    bench.shows(&["来电日", "7月5日 / 7月6日", "没有认出，不取", "请看一看", "不取（个人信息）", "Enter 改这一项"]);
    assert_eq!([how(&bench, "工作表"), how(&bench, "读入为"), how(&bench, "表头行")], ["自动"; 3]);
    map(&mut bench);
    bench.shows(&["反映日期", "内容", "类别", "已选定", "2026"]);
    assert_eq!(
        [how(&bench, "工作表"), how(&bench, "读入为"), how(&bench, "表头行")],
        ["自动"; 3],
        "said of columns only"
    );
    let before = titles(&bench).len();
    bench.keys("<C-s>");
    bench.finish_import();
    bench.shows(&["可新增 2 行", "有问题 1 行", "不知道哪天", "Ctrl+S 正式导入"]);
    bench.lacks("改这一项");
    bench.keys("<Enter>");
    assert!(bench.message().contains("Ctrl+S 正式导入"), "{}", bench.message());
    assert_eq!(titles(&bench).len(), before, "nothing is saved yet");
    bench.keys("<C-s>");
    bench.finish_import();
    bench.shows(&["已新增 2 行", "台账.未导入.csv", "导入结束", "Enter 继续"]);
    bench.lacks("改这一项");
    bench.lacks("Ctrl+S");
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), titles(&bench).len()), (Place::Today, before + 2));
    // The desk came back: what is typed is saved as before.
    bench.add_issue("还能登记");
    assert_eq!(titles(&bench).len(), before + 3);

    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    bench.shows(&["按上次", "反映日期"]);
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::Today);
}

#[test]
fn esc_leads_back_and_a_wrong_path_says_so() {
    let mut bench = opened();
    map(&mut bench);
    bench.keys("<C-s>");
    bench.finish_import();
    bench.keys("<Esc>");
    bench.shows(&["来电日", "已选定"]);
    bench.keys("<Esc><A-i>“没有.xlsx”<Enter>");
    bench.finish_import();
    assert!(bench.message().contains("没有这个文件"), "{}", bench.message());
    // What was typed is still there, to be put right.
    assert_eq!(bench.app.place(), Place::Prompt);
    bench.shows(&["没有.xlsx"]);
    bench.keys(&"<Backspace>".repeat("没有.xlsx".chars().count()));
    bench.keys("台账.csv<Enter>");
    bench.finish_import();
    assert_eq!(bench.app.place(), Place::Import, "{}", bench.text());
    let kinds = bench.office.context().directory.find(Kind::Issue, "路灯不亮一个月", 8);
    assert!(kinds.is_empty(), "nothing came in");
}

/// All ledgers of a station's sample year in one workbook.
fn book_of_all() -> Vec<u8> {
    let (folder, codes) = (tempfile::tempdir().unwrap(), CodeLists::shipped().unwrap());
    let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".into(), by: "李慧".into() };
    let new = demo::station("李慧").unwrap();
    let mut desk = Desk::init(Arc::new(RealDisk), &folder.path().join("desk"), &new, &stamp).unwrap();
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    demo::year(&mut desk, &codes, today, &stamp).unwrap();
    let (reader, to) = (desk.reader(), folder.path().join("全部.xlsx"));
    let context = Context { today, codes: &codes, directory: &reader };
    let request = export::Request {
        disk: &RealDisk,
        kinds: &export::ALL,
        to: &to,
        form: None,
        audience: Audience::Office,
        whose: None,
        chosen: None,
        since: None,
        until: None,
        made_at: today.0.and_hms_opt(9, 0, 0).unwrap(),
    };
    export::books(&reader, &context, &request, &mut |_| ControlFlow::Continue(())).unwrap();
    std::fs::read(&to).unwrap()
}

#[test]
fn the_ledgers_of_one_workbook_follow_one_another() {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("全部.xlsx", book_of_all());
    bench.keys("<A-i>全部.xlsx<Enter>");
    bench.finish_import();
    bench.shows(&["共 8 张", "承办单位名册"]);
    assert_eq!(how(&bench, "工作表"), "自动", "the program chose it");
    for next in ["代表花名册", "接待日志", "代表走访登记簿"] {
        bench.keys("<C-s>");
        bench.finish_import();
        bench.keys("<C-s>");
        bench.finish_import();
        assert!(bench.message().contains(&format!("Enter 接着导入“{next}”")), "{}", bench.message());
        bench.keys("<Enter>");
        bench.finish_import();
        bench.shows(&[next, "Ctrl+S 试读"]);
    }
    bench.keys("<Esc><A-i>全部.xlsx<Enter>");
    bench.finish_import();
    // What is in already does not stand in the way of the next.
    bench.keys("<C-s>");
    bench.finish_import();
    assert!(bench.message().contains("Enter 接着导入“代表花名册”"), "{}", bench.message());
    bench.keys("<Enter>");
    bench.finish_import();
    bench.shows(&["代表花名册", "Ctrl+S 试读"]);
}

#[test]
fn a_trial_without_anything_new_does_not_offer_to_save() {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("台账.csv", "反映日期,标题,内容\n不知道哪天,路灯不亮,村口路灯不亮\n");
    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    bench.keys("<C-s>");
    bench.finish_import();
    assert!(bench.message().contains("没有可以新增的行"), "{}", bench.message());
}

#[test]
fn a_changed_title_is_asked_about_alone() {
    let mut bench = opened();
    map(&mut bench);
    for _ in 0..2 {
        bench.keys("<C-s>");
        bench.finish_import();
    }
    bench.keys("<Esc>");
    bench.put_file("台账.csv", LEDGER.replace("归口", "归谁管"));
    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    let line = |title: &str| bench.text().lines().find(|line| line.contains(title)).unwrap().to_owned();
    assert!(line("来电日").contains("按上次") && line("说了些什么").contains("按上次"), "{}", bench.text());
    assert!(line("归谁管").contains("请看一看"), "{}", bench.text());
}

#[test]
fn blanks_take_what_stands_above_in_the_columns_that_are_chosen_and_so_the_next_time() {
    let mut bench = Bench::sample(100, 30);
    let ledger =
        "反映日期,标题,内容,村\n2026-07-05,路灯不亮,村口路灯不亮一个月,茶亭村\n2026-07-06,水渠堵塞,水渠堵了灌不了田,\n";
    bench.put_file("台账.csv", ledger);
    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    let filled = |bench: &Bench| {
        bench.text().lines().find(|line| line.contains("补空格")).unwrap_or_default().trim_end().to_owned()
    };
    assert!(filled(&bench).ends_with("不补                   自动"), "{}", filled(&bench));
    // The fifth line; then the last of the columns.
    bench.keys("<Home><Down><Down><Down><Down><Enter>");
    bench.shows(&["D 列“村”：不补"]);
    bench.keys("4");
    bench.finish_import();
    assert!(filled(&bench).contains(" 村 ") && filled(&bench).ends_with("已选定"), "{}", filled(&bench));
    assert_eq!(how(&bench, "读入为"), "自动");
    bench.keys("<C-s>");
    bench.finish_import();
    bench.keys("<C-s>");
    bench.finish_import();
    bench.shows(&["已新增 2 行"]);
    bench.keys("<Esc>3");
    bench.shows(&["水渠堵塞"]);
    let villages: Vec<String> = bench
        .office
        .context()
        .directory
        .find(Kind::Issue, "水渠堵塞", 2)
        .into_iter()
        .filter_map(|found| match bench.office.context().directory.entry(Kind::Issue, found.id)?.record {
            Record::Issue(issue) => Some(issue.village),
            _ => None,
        })
        .collect();
    assert_eq!(villages, ["茶亭村"]);

    bench.put_file("下月.csv", ledger.replace("07-0", "08-0"));
    bench.keys("<A-i>下月.csv<Enter>");
    bench.finish_import();
    assert!(filled(&bench).contains(" 村 ") && filled(&bench).ends_with("按上次"), "{}", filled(&bench));
    bench.keys("<Home><Down><Down><Down><Down><Enter>4");
    bench.finish_import();
    assert!(filled(&bench).ends_with("不补                   已选定"), "{}", filled(&bench));
}

#[test]
fn esc_while_rows_are_saved_leaves_whole_groups_and_gives_the_desk_back() {
    let mut bench = Bench::sample(100, 30);
    let rows = (1..=1_000).map(|at| format!("2026-01-05,第{at}件事情,这是第{at}件事情的内容\n"));
    bench.put_file("台账.csv", format!("反映日期,标题,内容\n{}", rows.collect::<String>()));
    let before = titles(&bench).len();
    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    bench.keys("<C-s>");
    bench.finish_import();
    bench.keys("<C-s>");
    let began = Instant::now();
    while titles(&bench).len() == before {
        assert!(began.elapsed() < Duration::from_secs(20), "{}", bench.text());
        std::thread::yield_now();
    }
    bench.keys("<Esc>");
    assert!(bench.message().contains("正在停下"), "{}", bench.message());
    bench.finish_import();
    let saved = |text: &str| -> u32 {
        let after = text.split_once("已新增 ").map(|(_, after)| after).unwrap_or_default();
        after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    let first = saved(&bench.text());
    bench.shows(&["已取消"]);
    assert!(first > 0 && first < 1_000 && first.is_multiple_of(100), "whole groups: {first}");
    bench.keys("<Esc>");
    bench.add_issue("还能登记");
    let found = bench.office.context().directory.find(Kind::Issue, "还能登记", 1);
    assert_eq!(found.len(), 1, "the desk came back");

    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    for _ in 0..2 {
        bench.keys("<C-s>");
        bench.finish_import();
    }
    assert_eq!(saved(&bench.text()), 1_000 - first, "the rest, and nothing twice");
}

#[test]
fn a_desk_that_cannot_be_written_takes_no_ledger_in() {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("台账.csv", LEDGER);
    bench.app.desk.as_mut().unwrap().read_only = Some("账本第 7 行坏了".to_owned());
    bench.keys("<A-i>");
    assert_eq!(bench.app.place(), Place::Today);
    assert!(bench.message().contains("账本第 7 行坏了"), "{}", bench.message());
}

#[test]
fn what_a_former_ledger_said_stands_in_the_history_with_where_it_comes_from() {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("台账.csv", "反映日期,标题,内容,办理情况\n2025-07-05,水渠堵塞,水渠堵了灌不了田,已疏通\n");
    bench.keys("<A-i>台账.csv<Enter>");
    bench.finish_import();
    for _ in 0..2 {
        bench.keys("<C-s>");
        bench.finish_import();
        bench.shows(&["第 2 行：有答复内容、没有答复日期", "原台账所记", "有问题 0 行"]);
    }
    bench.keys("<Esc>3/水渠堵了灌不了田");
    bench.finish_search();
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Detail);
    bench.shows(&["原台账所记", "办理情况：已疏通", "还没有交办或答复"]);
}
