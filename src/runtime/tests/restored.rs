//! A desk that came back from a backup, at the keyboard: it says so until it was brought up by the level above.

use super::bench::Bench;
use super::other::{STATION, STICK, acquainted, on_stick, press};
use super::parting::county_with_a_fork;
use crate::app::action::Action;
use crate::app::layout::LEAST;
use crate::sync::package::Sort;
use std::path::Path;

#[test]
fn a_restored_station_says_what_to_do_until_it_was_brought_up() {
    let (bench, mut county) = acquainted(80, 24);
    let (mut bench, backup) = bench.backed_up();
    bench.keys("1");
    bench.lacks("恢复备份之后");
    bench.add_issue("备份之后登记的");
    bench.keys("9");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    county.take_all(STATION);
    let mut bench = bench.restored(&backup);
    bench.keys("1");
    bench.shows(&["恢复备份之后", "写全量包，按 9、F2 读入"]);
    press(&mut bench, "9");
    bench.shows(&["恢复过备份，先不要录入"]);
    // Its own package is on the stick still, and is none that this desk knows of.
    press(&mut bench, "<F2>");
    bench.shows(&["第 1 号包，本机只记到第 0 号", "写全量包来读入", "没有上报包"]);
    press(&mut bench, "<Esc>");
    // Without it, nothing goes up either, and what is to be done goes on being said.
    let own = on_stick(&bench).into_iter().find(|name| name.contains("-up-")).unwrap();
    county.remove(&Path::new(STICK).join(own));
    press(&mut bench, "<F2>");
    bench.shows(&["恢复过备份，先不要录入", "没有上报包"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Esc>");
    assert!(!on_stick(&bench).iter().any(|name| name.contains("-up-")), "{:?}", on_stick(&bench));
    press(&mut bench, "<Tab><F6>3");
    bench.shows(&["还没有接上"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<BackTab>");
    bench.shows(&["恢复过备份，先不要录入"]);
    county.send(Sort::Full, STATION);
    press(&mut bench, "<F2>");
    bench.shows(&["接回：本机恢复过旧备份"]);
    bench.lacks("本机只记到第 0 号");
    press(&mut bench, "<Enter>");
    bench.shows(&["已重建本站：", "可以拔出"]);
    press(&mut bench, "<Enter>");
    bench.lacks("恢复过备份");
    bench.keys("1");
    bench.lacks("恢复备份之后");
}

#[test]
fn what_there_is_to_decide_about_is_shown_above_the_choices() {
    let (mut bench, _clone) = county_with_a_fork();
    press(&mut bench, "<F4>");
    bench.shows(&[
        "行为止两边相同，此后：",
        "本机已收到的 1 条，2026-11-23：代表走访 1",
        "对方新发来的 4 条，2026-11-23：代表走访 4",
        "2026-11-23 代表走访  2026-11-20",
        "1 采用对方新发来的",
        "3 先不决定",
    ]);
    bench.take(Action::Resize(LEAST));
    bench.shows(&["1 采用对方新发来的", "2 保留本机已收到的", "3 先不决定"]);
}

#[test]
fn what_was_put_aside_is_told_until_it_is_called_done() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("1");
    bench.lacks("要补录的记录");
    bench.put_file("reenter-20261128090000.txt", "补录");
    press(&mut bench, "2");
    press(&mut bench, "1");
    bench.shows(&["要补录的记录", "恢复时换下的在 reenter-20261128090000.txt，补录完按回车记下"]);
    bench.keys("<Home><Enter><Enter>");
    bench.shows(&["要补录的记录"]);
    bench.keys("<Delete>2");
    bench.shows(&["清单留在数据目录的 reenter-20261128090000.done.txt"]);
    bench.lacks("要补录的记录");
}
