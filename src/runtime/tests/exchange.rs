//! Packages at the keyboard: a station and a county with a stick between them, on one disk.

mod keys;

use super::bench::Bench;
use super::other::{
    COUNTY, Other, STATION, STICK, acquainted, city_above, county_and_station, exchange, on_stick, press, trust,
    with_a_package,
};
use crate::app::command::Place;
use crate::app::exchange::Stage;
use crate::app::tab::Tab;
use crate::store::disk::{Access, Disk};
use crate::sync::package::Sort;

#[test]
fn a_receipt_and_what_comes_down_are_taken_in_and_answered() {
    let (mut bench, mut county) = acquainted(80, 24);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, keys);
    }
    county.take(&format!("LZ-{STATION}-{COUNTY}-up-0001.lz"));
    county.send(Sort::Down, STATION);
    press(&mut bench, "<F2>");
    bench.shows(&["下发 1号", "回执：对方新收到本机 ", "给本机的数据包 1 个", "按回车开始", "先读入它的回执"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出", "读入：", "写出并核对："]);
    press(&mut bench, "<Enter>");
    // Everything is acknowledged: what is left is the receipt for what came down.
    bench.shows(&["未上报 0 条", "已回执 "]);
    let receipt = format!("LZ-{STATION}-{COUNTY}-receipt-0002.lz");
    assert!(on_stick(&bench).contains(&receipt), "{:?}", on_stick(&bench));
    county.take(&receipt);
    assert!(county.party(STATION).acked_seq > 0);
    // The same stick again: nothing is new, and what is known comes to no harm.
    press(&mut bench, "<F2>");
    let Stage::Tried(plan) = &exchange(&bench).stage else { panic!("{}", bench.text()) };
    assert_eq!((plan.counts().added, plan.counts().changed), (0, 0));
}

#[test]
fn a_package_that_was_read_before_gets_its_receipt_again() {
    let (mut bench, mut station) = county_and_station();
    station.visits(3);
    station.send(Sort::Up, COUNTY);
    for _ in 0..2 {
        press(&mut bench, "9");
        press(&mut bench, "<F2>");
        press(&mut bench, "<Enter>");
        bench.shows(&["可以拔出", "写出并核对："]);
        press(&mut bench, "<Enter>");
        // What went back is lost.
        for name in on_stick(&bench).into_iter().filter(|name| !name.contains("-up-")) {
            bench.disk().remove(&std::path::Path::new(STICK).join(name)).unwrap();
        }
    }
    press(&mut bench, "<F2>");
    bench.shows(&["以前收过的包", "将写出："]);
    bench.lacks("没有要读入的，也没有要写出的");
}

#[test]
fn a_new_desk_gets_its_records_back() {
    let mut bench = Bench::of(STATION, 80, 24);
    bench.put_sticks(&[STICK]);
    let (mut county, mut former) = (Other::new(&bench, COUNTY), Other::new(&bench, STATION));
    former.export();
    county.export();
    county.acquaint(STATION);
    former.acquaint(COUNTY);
    former.visits(2);
    let up = former.send(Sort::Up, COUNTY);
    county.take(&up.file_name().unwrap().to_string_lossy());
    former.disk.remove(&up).unwrap();
    drop(former);
    trust(&mut bench, &county);
    press(&mut bench, "<F6>2");
    county.acquaint(STATION);
    county.send(Sort::Full, STATION);
    press(&mut bench, "<F2>");
    bench.shows(&["重建本站：", "全量 1号"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["已重建本站：", "可以拔出"]);
    press(&mut bench, "<Enter>");
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(2));
    bench.add_issue("接着登记");
}

#[test]
fn while_it_goes_on_nothing_else_is_saved() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<Enter><A-4><Delete>重复<C-s>");
    assert!(bench.message().contains("交换数据包"), "{}", bench.message());
    drop(held);
    bench.finish_exchange();
    assert!(bench.message().contains("可以拔出"), "{}", bench.message());
    bench.keys("<Delete>重复<C-s>");
    assert!(bench.message().contains("已作废"), "{}", bench.message());
}

#[test]
fn stopping_leaves_nothing_half_and_says_so() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let before = on_stick(&bench);
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<Enter><Esc>");
    assert!(bench.message().contains("正在停下"), "{}", bench.message());
    drop(held);
    bench.finish_exchange();
    assert_eq!(on_stick(&bench), before);
    bench.shows(&["没有全部写好", "已停下"]);
    bench.lacks("可以拔出");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
}

#[test]
fn without_a_stick_the_folder_is_asked_for_and_of_several_one_is_chosen() {
    let (mut bench, _) = acquainted(80, 24);
    bench.put_sticks(&[]);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    assert_eq!(bench.app.place(), Place::Prompt);
    press(&mut bench, "/nowhere<Enter>");
    assert!(bench.message().contains("打不开"), "{}", bench.message());
    // What was typed stands there to be set right.
    assert_eq!((bench.app.place(), bench.app.tab), (Place::Prompt, Tab::Sync));
    bench.shows(&["/nowhere"]);
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), bench.app.tab), (Place::Sync, Tab::Sync));
    press(&mut bench, "<F2>");
    press(&mut bench, &format!("“{STICK}”<Enter>"));
    assert!(matches!(exchange(&bench).stage, Stage::Tried(_)), "{}", bench.text());
    press(&mut bench, "<Esc>");
    // The folder that was typed is proposed.
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    assert!(matches!(exchange(&bench).stage, Stage::Tried(_)), "{}", bench.text());
    press(&mut bench, "<Esc>");
    bench.put_sticks(&["/media/lihua/A", STICK]);
    press(&mut bench, "<F2>");
    bench.shows(&["用哪个U盘", "/media/lihua/A", "别的文件夹"]);
    press(&mut bench, "2");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
    assert!(on_stick(&bench).iter().any(|name| name.contains("-up-")));
}

#[test]
fn what_fails_to_be_written_is_told_and_nothing_says_that_it_can_be_pulled_out() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let before = on_stick(&bench);
    bench.leave_room(1);
    press(&mut bench, "<Enter>");
    bench.lacks("可以拔出");
    bench.shows(&["没有全部写好", "没有写成"]);
    bench.leave_room(4 << 30);
    assert_eq!(on_stick(&bench), before);
    press(&mut bench, "<Enter><Tab><Tab><Tab>");
    bench.shows(&["未写出"]);
    // Once more, and it is out.
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
}

#[test]
fn what_was_not_begun_after_a_failure_is_told_as_well() {
    let mut bench = with_a_package();
    let _city = city_above(&mut bench);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.leave_room(1);
    press(&mut bench, "<Enter>");
    bench.shows(&["没有写成", "也没有写：给“"]);
}

#[test]
fn beside_a_file_that_is_no_package_nothing_is_written() {
    let (mut bench, _) = acquainted(80, 24);
    let file = std::path::Path::new(STICK).join("notes.txt");
    bench.disk().write_atomic(&file, b"1", Access::Shared).unwrap();
    let before = on_stick(&bench);
    bench.put_sticks(&[]);
    for keys in ["9", "<F2>", &format!("{STICK}/notes.txt<Enter>")] {
        press(&mut bench, keys);
    }
    assert!(bench.message().contains("不是文件夹"), "{}", bench.text());
    assert_eq!(on_stick(&bench), before);
}

#[test]
fn a_damaged_package_is_refused_and_the_rest_comes_in() {
    let (mut bench, mut county) = acquainted(80, 24);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, keys);
    }
    county.take(&format!("LZ-{STATION}-{COUNTY}-up-0001.lz"));
    let first = county.send(Sort::Down, STATION);
    county.send(Sort::Down, STATION);
    let mut bytes = county.disk.read(&first, 1 << 20).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    county.disk.write_atomic(&first, &bytes, Access::Shared).unwrap();
    press(&mut bench, "<F2>");
    bench.shows(&["不能读入 1 个", "下发 2号"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Tab>");
    bench.shows(&["收到的记录", "430121"]);
}

#[test]
fn trust_is_ended_for_a_reason() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9<Tab>");
    press(&mut bench, "<F6>");
    bench.shows(&["本机指纹", "停用“长沙县人大”的密钥", "写一个全量包给“长沙县人大”"]);
    press(&mut bench, "4<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt, "Enter alone ends no trust");
    press(&mut bench, "换了电脑<C-s>");
    assert!(bench.message().contains("已停用"), "{}", bench.message());
    bench.shows(&["（已停用）"]);
    // A comparison alone brings no trust back.
    press(&mut bench, "<F6>");
    bench.lacks("核对“长沙县人大”");
    press(&mut bench, "<Esc>");
    // Nothing goes to whom nobody trusts.
    press(&mut bench, "<F2>");
    bench.shows(&["将写出：没有", "密钥已停用，未上报"]);
}

#[test]
fn whoever_leaves_the_page_hears_of_the_end() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.keys("<Enter><A-1>");
    assert_eq!(bench.app.tab, Tab::Today);
    bench.keys("9<F2>");
    bench.finish_exchange();
    assert!(on_stick(&bench).iter().any(|name| name.contains("-up-")));
    assert_eq!(bench.app.place(), Place::Sync);
}
