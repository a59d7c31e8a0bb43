//! A ledger taken in at the keyboard: its columns looked through, tried, saved, and known the next time.

use super::bench::{Bench, titles};
use crate::app::command::Place;
use crate::demo;
use crate::model::codes::CodeLists;
use crate::model::{Context, Date, Kind};
use crate::report::export::{self, Audience};
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::store::disk::RealDisk;
use std::ops::ControlFlow;
use std::sync::Arc;

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
    bench.shows(&["来电日", "7月5日 / 7月6日", "没有认出，不取", "请看一看", "不取（个人信息）"]);
    map(&mut bench);
    bench.shows(&["反映日期", "内容", "类别", "已选定", "2026"]);
    let before = titles(&bench).len();
    bench.keys("<C-s>");
    bench.finish_import();
    bench.shows(&["可新增 2 行", "有问题 1 行", "不知道哪天", "Ctrl+S 正式导入"]);
    assert_eq!(titles(&bench).len(), before, "nothing is saved yet");
    bench.keys("<C-s>");
    bench.finish_import();
    bench.shows(&["已新增 2 行", "台账.未导入.csv", "导入结束"]);
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
    bench.keys("<Esc><A-i>没有.xlsx<Enter>");
    bench.finish_import();
    assert!(bench.message().contains("没有这个文件"), "{}", bench.message());
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
