//! Moving, opening, finding, voiding and undoing.

use super::bench::{Bench, titles};
use crate::app::action::Action;
use crate::app::command::{self, Place};
use crate::app::key::{Code, Key};
use crate::app::layout::Size;
use crate::app::tab::Tab;
use crate::model::Kind;
use crate::runtime::office::Chore;

#[test]
fn the_desk_opens_on_today_with_what_is_due() {
    let bench = Bench::sample(80, 24);
    assert_eq!(bench.app.place(), Place::Today);
    bench.shows(&["茶亭镇代表联络站", "值班员 李工", "今天 09:00", "张三", "超期 14 天", "二组机耕路塌方"]);
    bench.shows(&["22 天后", "不得录入、存储国家秘密"]);
}

#[test]
fn digits_and_alt_digits_change_the_tab_full_width_ones_too() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    assert_eq!(bench.app.tab, Tab::Issues);
    bench.keys("２");
    assert_eq!(bench.app.tab, Tab::Receptions);
    bench.keys("<A-5>");
    assert_eq!(bench.app.tab, Tab::Deputies);
    bench.shows(&["代表名册", "张三", "欧阳明"]);
    bench.keys("<Esc>");
    assert_eq!(bench.app.tab, Tab::Today);
}

#[test]
fn every_line_of_today_leads_somewhere() {
    let mut bench = Bench::sample(80, 24);
    let count = bench.app.today.lines(&bench.office.context()).iter().filter(|line| line.target.is_some()).count();
    for down in 0..count {
        bench.keys("<A-1><Home>");
        (0..down).for_each(|_| bench.keys("<Down>"));
        bench.keys("<Enter>");
        assert_ne!(bench.app.place(), Place::Today, "line {down}");
    }
}

#[test]
fn a_list_keeps_its_selection_when_it_is_read_again() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Down>");
    let before = bench.app.current().unwrap().id;
    bench.keys("<A-3><A-2>");
    assert_eq!(bench.app.current().unwrap().id, before);
    bench.keys("<End>");
    bench.shows(&["2026-11-15", "二组机耕路塌方"]);
}

#[test]
fn a_record_opens_whole_and_its_links_open_from_there() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<End><Enter>");
    assert_eq!(bench.app.place(), Place::Detail);
    bench.shows(&["本次接待日收集的意见（2 件）", "村口路灯不亮"]);
    bench.keys("<BackTab><Enter>");
    assert_eq!(bench.app.current().unwrap().kind(), Kind::Issue);
    bench.keys("<Esc><Esc>");
    assert_eq!(bench.app.place(), Place::List);
}

#[test]
fn numbers_in_free_text_are_masked_in_lists_and_details() {
    let mut bench = Bench::sample(120, 30);
    for script in ["3", "<Down>", "<Enter>", "<Esc><A-4>", "<Enter>"] {
        bench.keys(script);
        bench.lacks("13812345678");
    }
    bench.shows(&["138****5678"]);
}

#[test]
fn finding_streams_hits_and_comes_back_to_the_same_row() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Down>");
    let before = bench.app.current().unwrap().id;
    bench.keys("／路灯");
    bench.finish_search();
    bench.shows(&["村口路灯不亮", "找到 1 件", "查找：路灯", "─ 「标题」村口路灯不亮 ─"]);
    bench.lacks("机耕路");
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Detail);
    bench.keys("<Esc><Esc>");
    assert_eq!(bench.app.place(), Place::List);
    assert_eq!(bench.app.current().unwrap().id, before);
}

#[test]
fn finding_by_pinyin_and_finding_nothing() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<C-f>jgl");
    bench.finish_search();
    bench.shows(&["二组机耕路塌方"]);
    bench.keys("zzz");
    bench.finish_search();
    bench.shows(&["没有找到"]);
}

#[test]
fn voiding_asks_why_and_undo_brings_the_record_back() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<Delete><C-s>");
    assert_eq!(bench.app.place(), Place::Prompt);
    assert!(bench.chores.contains(&Chore::Bell));
    bench.keys("重复登记<C-s>");
    assert_eq!(bench.app.place(), Place::List);
    assert!(bench.message().contains("已作废"), "{}", bench.message());
    bench.shows(&["还没有记录"]);
    bench.keys("<Tab>");
    bench.shows(&["冬修水利"]);
    bench.keys("<BackTab><C-z>");
    bench.shows(&["冬修水利"]);
}

#[test]
fn undoing_asks_before_it_goes_behind_the_opening() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<Delete>重复登记<C-s>");
    bench.keys("<C-z><C-z><C-z><C-z>");
    assert_eq!(bench.app.place(), Place::Menu);
    bench.shows(&["没有可撤销的改动了", "冬修水利"]);
    bench.keys("<Enter>");
    bench.shows(&["冬修水利"]);
    bench.keys("<C-z>2");
    assert!(bench.message().contains("已撤销"), "{}", bench.message());
    bench.lacks("冬修水利");
}

#[test]
fn a_book_is_exported_by_f8_while_the_screen_goes_on() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F8><Enter><Enter>");
    bench.finish_export();
    assert!(bench.message().contains("已导出 2 行"), "{}", bench.message());
    bench.keys("5<Tab><Tab><F8>");
    assert!(bench.message().contains("没有可打印、导出的"), "{}", bench.message());
}

#[test]
fn a_command_that_cannot_run_says_why() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<F6>");
    assert!(bench.message().contains("这类记录没有下一步"), "{}", bench.message());
    assert_eq!(bench.chores, [Chore::Bell]);
    bench.keys("<A-5><Tab><Tab><F2>");
    assert!(bench.message().contains("一台机器只管一个站"), "{}", bench.message());
}

#[test]
fn the_station_and_the_units_are_lists_of_the_last_tab() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<Tab>");
    bench.shows(&["承办单位", "镇水利站"]);
    bench.keys("<Tab>");
    bench.shows(&["本站信息", "430121105001"]);
    bench.keys("<F3>");
    assert_eq!(bench.app.place(), Place::Form);
}

#[test]
fn the_help_lists_every_key_and_goes_away() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3？");
    assert_eq!(bench.app.place(), Place::Help);
    bench.shows(&["F2 Ctrl+N", "登记一条新记录"]);
    bench.keys("<End><PageUp><Esc>");
    assert_eq!(bench.app.place(), Place::List);
    assert_eq!(titles(&bench).len(), 2);
}

#[test]
fn a_long_list_scrolls_row_by_row_and_by_pages() {
    let mut bench = Bench::sample(80, 24);
    let rows = bench.app.layout().list_rows();
    bench.add_units(40);
    bench.keys("5<Tab>");
    let first = bench.app.current().unwrap().id;
    let mut seen = vec![first];
    for _ in 0..41 {
        bench.keys("<Down>");
        seen.push(bench.app.current().unwrap().id);
    }
    let mut distinct = seen.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 42, "every row once: {seen:?}");
    bench.keys("<Down>");
    assert_eq!(bench.app.current().unwrap().id, seen[41], "the end holds");
    for expected in seen.iter().rev().skip(1) {
        bench.keys("<Up>");
        assert_eq!(bench.app.current().unwrap().id, *expected);
    }
    bench.keys("<PageDown>");
    assert_eq!(bench.app.current().unwrap().id, seen[rows]);
    bench.keys("<PageUp>");
    assert_eq!(bench.app.current().unwrap().id, first);
    bench.keys("<End>");
    assert_eq!(bench.app.current().unwrap().id, seen[41]);
    assert_eq!(bench.app.book().cursor.rows().len(), rows);
    bench.keys("<Home>");
    assert_eq!(bench.app.current().unwrap().id, first);
}

/// Every key that is no character, and every chord.
fn every_key() -> Vec<Key> {
    let plain = [
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::BackTab,
        Code::Backspace,
        Code::Delete,
        Code::Insert,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
    ];
    let keys = plain.into_iter().chain((1..=12).map(Code::F)).chain(('a'..='z').map(Code::Char));
    let with = |code: Code| {
        let is_letter = matches!(code, Code::Char(_));
        let chords =
            [(false, false), (true, false), (false, true)].into_iter().filter(move |(c, a)| *c || *a || !is_letter);
        chords.map(move |(ctrl, alt)| Key { code, ctrl, alt })
    };
    keys.flat_map(with).collect()
}

#[test]
fn no_key_does_anything_that_no_table_names() {
    for (script, place) in [
        ("", Place::Today),
        ("3<Down>", Place::List),
        ("3<Enter>", Place::Detail),
        ("3/灯不亮", Place::Find),
        ("3<F2>桥头护栏断了<Left><Left>", Place::Form),
        ("2<F2><F9>桥头护栏断了<Left><Left>", Place::Nested),
        ("4<F7><Tab>欧阳<Left>", Place::Filter),
        ("4<F2><F4>张<Down>", Place::Pick),
        ("3#12<Left>", Place::Prompt),
        ("3<F6><Down>", Place::Menu),
        ("3<C-p>ck<Left>", Place::Palette),
        ("3<F1><PageDown>", Place::Help),
    ] {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        bench.finish_search();
        assert_eq!(bench.app.place(), place);
        let mut odd = Vec::new();
        for key in every_key() {
            let is_named = command::of_key(place, key).is_some()
                || command::editing::of_place(place).any(|editing| editing.keys.contains(&key));
            if is_named {
                continue;
            }
            let seen = |bench: &Bench| {
                let screen = bench.screen();
                // What a key of another place says stands below.
                (screen.cursor, screen.rows[..screen.rows.len() - 3].to_vec(), bench.app.place())
            };
            let before = seen(&bench);
            bench.take(Action::Key(key));
            if seen(&bench) != before {
                odd.push(key.to_string());
            }
        }
        assert!(odd.is_empty(), "{odd:?} in {place:?}");
    }
}

#[test]
fn no_editing_key_is_said_to_have_no_meaning() {
    for place in Place::ALL.iter().copied() {
        for editing in command::editing::of_place(place) {
            for key in editing.keys {
                let known = command::known_elsewhere(place, *key).map(|spec| spec.name);
                assert_eq!(known, None, "{key} in {place:?}");
            }
        }
    }
    let mut bench = Bench::sample(80, 24);
    bench.keys("3/abc<C-u>");
    bench.lacks("abc");
}

#[test]
fn nothing_is_done_that_cannot_be_seen() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>没写完的意见<Esc>1<Home><Delete>");
    assert_eq!(bench.app.place(), Place::Menu);
    bench.take(Action::Resize(Size { columns: 50, rows: 12 }));
    bench.keys("2<Enter><Esc>");
    assert_eq!(bench.drafts().len(), 1);
    bench.take(Action::Resize(Size { columns: 80, rows: 24 }));
    assert_eq!(bench.app.place(), Place::Menu);
    // What is typed into a text goes on.
    bench.keys("<Esc><Enter>");
    bench.form_field("title", "路灯");
    bench.take(Action::Resize(Size { columns: 50, rows: 12 }));
    bench.keys("不亮<C-s><Tab>");
    bench.take(Action::Resize(Size { columns: 80, rows: 24 }));
    bench.shows(&["路灯不亮"]);
}

#[test]
fn a_day_without_a_record_is_told_from_any_list() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<Tab>#11.22<Enter>");
    assert_eq!(bench.app.book().shelf, 0);
    assert!(bench.message().contains("没有代表走访"), "{}", bench.message());
}

#[test]
fn who_voids_a_record_is_told_what_hangs_on_it() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<End><Delete>");
    bench.shows(&["名下有"]);
    bench.keys("<Esc>4<Delete>");
    bench.lacks("名下有");
}
