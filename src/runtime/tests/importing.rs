//! A ledger taken in at the keyboard: its columns looked through, tried, saved, and known the next time.

use super::bench::{Bench, titles};
use crate::app::command::Place;
use crate::model::Kind;

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
