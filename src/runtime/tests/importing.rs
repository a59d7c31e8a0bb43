//! A ledger taken in at the keyboard: its columns looked through, tried, saved, and known the next time.

use super::bench::Bench;
use crate::app::command::Place;

const LEDGER: &str = "来电日,说了些什么,诉求分类,电话,天气\n\
    7月5日,村口路灯不亮一个月,交通运输,13812345678,晴\n\
    7月6日,水渠堵了灌不了田,农村农业,13812345679,雨\n\
    不知道哪天,没写日期的一件事,其他,,\n";

#[test]
fn a_ledger_is_mapped_tried_taken_in_and_remembered() {
    let mut bench = Bench::sample(100, 30);
    bench.put_file("台账.csv", LEDGER);
    bench.keys("<A-i>");
    assert_eq!(bench.app.place(), Place::Prompt);
    bench.keys("“台账.csv”<Enter>");
    bench.finish_import();
    // One title is known; the clerk says what the file is.
    assert_eq!(bench.app.place(), Place::Prompt, "{}", bench.text());
}
