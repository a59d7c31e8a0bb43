//! Reports of a period at the keyboard: drafted, changed, sent, and as it was sent from then on.

use std::ops::ControlFlow;

use super::bench::Bench;
use crate::app::action::Action;
use crate::app::command::Place;
use crate::app::effect::Effect;
use crate::model::report::Report;
use crate::model::{Kind, Record};

fn report(bench: &Bench, id: u64) -> Report {
    let Record::Report(report) = bench.office.context().directory.entry(Kind::Report, id).unwrap().record else {
        panic!()
    };
    *report
}

/// The report of October: its text made, changed, and saved as a draft.
fn drafted() -> Bench {
    let mut bench = Bench::sample(80, 24);
    bench.keys("<A-r><F2>2026-10<Enter>");
    bench.finish_report();
    bench.shows(&["新增报表", "2026-10-01"]);
    bench.form_field("plan", "下月走访两个村。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench
}

#[test]
fn a_months_report_is_drafted_changed_and_sent() {
    let mut bench = drafted();
    bench.shows(&["草稿"]);
    let draft = report(&bench, 1);
    assert!(draft.overview.starts_with("本月"), "{draft:?}");
    assert_eq!((draft.plan.as_str(), draft.is_sent()), ("下月走访两个村。", false));
    bench.keys("<F6><Enter><C-s>");
    bench.shows(&["报送后内容不能再改", "再按一次 Ctrl+S"]);
    bench.keys("<C-s>");
    bench.finish_sending();
    bench.shows(&["已报送"]);
    let sent = report(&bench, 1);
    assert!(sent.is_sent() && sent.digests.len() == 3 && sent.paper.contains("下月走访两个村。"), "{sent:?}");
    bench.keys("<F3>");
    assert!(bench.message().contains("不能再改"), "{}", bench.message());
    bench.keys("<F2>2026-10<Enter>");
    bench.finish_report();
    assert!(bench.message().contains("同一期不能报送两次"), "{}", bench.message());
}

#[test]
fn while_a_report_is_sent_its_form_waits_and_nothing_else_is_saved() {
    let mut bench = drafted();
    bench.keys("<F6><Enter><C-s>");
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<C-s>");
    bench.shows(&["正在报送", "Esc 停下"]);
    for keys in ["改", "<C-s>", "<Tab>", "<C-q>", "<A-2>", "<F1>", "<C-z>"] {
        bench.keys(keys);
        bench.shows(&["报送", "正在报送，请等它写完"]);
        assert!(bench.app.place().is_form(), "{keys}");
    }
    bench.take(Action::Paste("贴进来的".to_owned()));
    bench.lacks("贴进来的");
    let mut progress = |_, _| ControlFlow::Continue(());
    let (refused, _) = bench.office.carry_out(Effect::Undo, &mut progress);
    assert!(matches!(&refused[..], [Action::SaveFailed(why)] if why.contains("正在报送")), "{refused:?}");
    drop(held);
    bench.finish_sending();
    bench.shows(&["已报送"]);
    assert!(report(&bench, 1).is_sent());
    assert_eq!(bench.files_in("reports/2026-10-r1"), ["report.docx", "report.html", "report.xlsx"]);
    bench.add_issue("还能登记");
}

#[test]
fn esc_stops_the_sending_and_the_form_stays() {
    let mut bench = drafted();
    bench.keys("<F6><Enter><C-s><C-s>");
    bench.finish_sending();
    bench.keys("<F2>2026-11-01..2026-11-20<Enter>");
    bench.finish_report();
    bench.form_field("plan", "再走访一个村。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.keys("<F6><Enter><C-s>");
    // What came after the report before is read from the journal, so that it waits there.
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<C-s><Esc>");
    bench.shows(&["正在停下"]);
    drop(held);
    bench.finish_sending();
    bench.shows(&["已停下，没有报送", "报送"]);
    assert!(bench.app.place().is_form() && !report(&bench, 2).is_sent());
    assert_eq!(bench.files_in("reports").len(), 1);
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.finish_sending();
    assert!(report(&bench, 2).is_sent());
}

#[test]
fn a_draft_there_is_is_gone_on_with() {
    let mut bench = drafted();
    bench.keys("<F2>2026-10<Enter>");
    bench.finish_report();
    bench.shows(&["修改报表"]);
    assert_eq!(bench.office.context().directory.find(Kind::Report, "2026-10", 9).len(), 1);
}

#[test]
fn what_is_no_period_can_be_typed_again() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("<A-r><F2>某年<Enter>");
    bench.shows(&["某年"]);
    assert_eq!(bench.app.place(), Place::Prompt);
}

#[test]
fn reports_stand_behind_the_figures() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("8");
    bench.shows(&["[8统计]", "Alt+R 报表"]);
    bench.keys("<A-r>");
    bench.shows(&["[8统计]", "报表", "清单 1/2"]);
    assert_eq!(bench.app.place(), Place::List);
    bench.keys("<Tab>");
    bench.shows(&["作废的报表"]);
    // The list is shown again after another tab, and each of these leads to the figures.
    for keys in ["3<A-8>8", "<A-r><Esc>", "<A-r><A-r>"] {
        bench.keys(keys);
        assert_eq!(bench.app.place(), Place::Stats, "{keys}");
    }
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::Today);
    bench.keys("5<Tab><Tab><Tab>");
    bench.lacks("报表");
}

#[test]
fn a_reports_files_are_written_like_anything_else() {
    let mut bench = drafted();
    bench.keys("<F8>");
    bench.shows(&["三种都写", "docx", "xlsx", "网页"]);
    bench.keys("<Enter><Enter>");
    bench.finish_export();
    let said = bench.message().to_owned();
    assert!(said.contains("3 个文件") && said.contains("（草稿）.docx、.html、.xlsx，在 "), "{said}");
    assert!(said.contains("尚未报送"), "{said}");
    bench.keys("<Enter><F8><Down><Enter><Enter>");
    bench.finish_export();
    let files = bench.files_in("export");
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(files.iter().any(|name| name.ends_with("月报（草稿） (2).docx")), "{files:?}");
    let html = files.iter().find(|name| name.ends_with("html")).unwrap();
    let html = String::from_utf8(bench.bytes_of(&format!("export/{html}"))).unwrap();
    assert!(html.contains("（草稿，尚未报送）"));
}
