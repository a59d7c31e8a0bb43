//! What 今日 of a county says of the desks below, and where it leads.

use super::bench::Bench;
use super::other::{county_and_station, press};
use super::parting::{county_with_a_fork, county_with_another_installation, county_with_gap};
use crate::app::command::Place;
use crate::store::reader::List;

/// Goes to 今日 and follows the line that says this.
fn follow(bench: &mut Bench, says: &str) {
    press(bench, "1<Home>");
    for _ in 0..60 {
        let screen = bench.text();
        if screen.lines().any(|line| line.trim_start().starts_with('>') && line.contains(says)) {
            press(bench, "<Enter>");
            return;
        }
        press(bench, "<Down>");
    }
    panic!("no line says {says}:\n{}", bench.text());
}

#[test]
fn a_fork_is_told_and_decided_from_where_its_line_leads() {
    let (mut bench, _clone) = county_with_a_fork();
    follow(&mut bench, "1 个单位的记录与本机已收到的冲突");
    assert_eq!((bench.app.place(), bench.app.book().cursor.list()), (Place::Sync, List::Troubled));
    bench.shows(&["待处理", "430121105001"]);
    press(&mut bench, "<F4>2旧电脑为准<C-s>");
    assert!(bench.message().contains("以本机已收到的为准"), "{}", bench.message());
    press(&mut bench, "1");
    bench.lacks("与本机已收到的冲突");
}

#[test]
fn another_installation_is_told_once_and_not_as_a_package_that_waits_for_lines() {
    let mut bench = county_with_another_installation();
    follow(&mut bench, "1 个单位换了电脑或重装过");
    assert_eq!(bench.app.book().cursor.list(), List::Troubled);
    press(&mut bench, "1");
    bench.lacks("缺口");
}

#[test]
fn a_gap_leads_to_the_chain_it_is_in() {
    let mut bench = county_with_gap();
    follow(&mut bench, "缺口 1 处，暂存数据包 1 个");
    assert_eq!(bench.app.book().cursor.list(), List::Troubled);
    bench.shows(&["430121105001"]);
}

#[test]
fn where_everything_fits_nothing_is_said() {
    let (mut bench, _) = county_and_station();
    press(&mut bench, "1");
    bench.lacks("下级单位");
    press(&mut bench, "9<Tab><Tab>");
    bench.shows(&["没有待处理的"]);
}
