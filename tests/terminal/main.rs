//! The program in a pseudo-terminal, driven by keys alone, read off the screen it draws.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod driver;
#[cfg(unix)]
mod system;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use portable_pty::PtySize;

use driver::*;

#[test]
fn a_day_with_two_issues_an_issue_and_a_visit_are_entered_and_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");

    terminal.press(&["2", F2], "新增接待日");
    terminal.press(&["贺新民，dly", ENTER], "邓兰英");
    terminal.press(&[ALT_I], "第 1 件意见");
    terminal.press(
        // The village of the last issue is carried.
        &["进组路上三盏路灯都不亮了", ENTER, "晚上看不见路，", ENTER, "老人摔了一跤。"],
        "摔了一跤",
    );
    terminal.press(&[TAB, "0202", TAB, CTRL_N], "第 2 件意见");
    terminal.resize(20, 60);
    terminal.press(&["垃圾清运不及时", ENTER, "垃圾桶两天没人倒。", TAB, "0402"], "要填的栏都填了");
    terminal.resize(40, 120);
    // From the nested page the whole day is saved.
    terminal.press(&[CTRL_S], "批次、人次却没有填");
    terminal.press(&[CTRL_S], "连同 2 件意见");

    terminal.resize(24, 80);
    terminal.press(&["3", F2], "新增意见");
    // The channel, the day it came from, its deputies and the village are filled in from what was entered last.
    terminal.press(&["灌渠垮了一段放不下水", ENTER, "十几亩田等水用。", TAB, "0102", TAB, CTRL_S], "已保存");

    terminal.press(&["4", F2], "新增");
    terminal.press(&["罗文清", ENTER, "农户", ENTER, "3", ENTER, "6", ENTER, ENTER], "罗文清");
    terminal.press(&["走访三户，了解用水情况。", CTRL_S], "已保存");
    terminal.quit();

    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");
    terminal.press(&["3"], "灌渠垮了一段");
    terminal.wait_for("进组路上三盏路灯");
    terminal.wait_for("垃圾清运不及时");
    terminal.press(&["4"], "罗文清");
    terminal.quit();
    // An issue registered inside the day's form points to the day and names its deputies.
    let listed = Command::new(PROGRAM)
        .args(["list", "issue", "--search", "三盏路灯都不亮", "--format", "jsonl", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    let issue: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(issue["channel"], "reception");
    assert!(issue["source"].as_str().unwrap().ends_with("09:00"), "{issue}");
    assert_eq!(issue["deputies"], serde_json::json!(["贺新民", "邓兰英"]));
}

#[test]
fn what_was_being_typed_when_the_plug_was_pulled_is_offered_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");
    terminal.press(&["3", F2], "新增意见");
    terminal.press(&["停电前正在写的标题", TAB], "停电前正在写的标题");
    wait_for_draft(&data);
    terminal.kill();

    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("草稿");
    terminal.press(&[ENTER], "停电前正在写的标题");
    terminal.kill();
}

#[test]
fn what_was_begun_in_plain_mode_is_offered_on_the_screen() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut asked = Command::new(PROGRAM)
        .args(["add", "issue", "--ask", "--data"])
        .arg(&data)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    asked.stdin.take().unwrap().write_all("12\n逐行写了一半的标题\n".as_bytes()).unwrap();
    assert_eq!(asked.wait().unwrap().code(), Some(1));
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("未保存的草稿 1 份");
    terminal.press(&[ENTER], "逐行写了一半的标题");
    terminal.wait_for("邓兰英");
    terminal.kill();
}

#[test]
fn a_terminal_of_no_size_is_drawn_on_as_a_usual_one() {
    let dir = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(&dir.path().join("desk"), 0, 0);
    terminal.wait_for("Ctrl+S");
    terminal.quit();
}

/// Whether some terminals draw a sign two columns wide.
fn is_doubtful(sign: char) -> bool {
    matches!(sign, '…' | '·' | '“' | '”' | '\u{2500}'..='\u{257f}')
}

/// Elsewhere the console is asked by a call, and nothing arrives between the keys.
#[cfg(unix)]
#[test]
fn a_terminal_with_wide_signs_is_given_ascii_lines_and_keeps_what_was_typed_ahead() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    // The sign took one column, or two; in front of the answer, somebody typed.
    for (answer, is_wide) in [("3\x1b[1;2R", false), ("3\x1b[1;3R", true), ("2\x1b[B3\x1b[1;3R", true)] {
        let terminal = Terminal::start_with(&data, 24, 80, &[], Some(answer));
        terminal.wait_for("全部意见");
        assert_eq!(!terminal.text().contains(is_doubtful), is_wide, "{}", terminal.text());
        terminal.quit();
    }
}

#[test]
fn lines_are_drawn_in_ascii_where_that_is_wished_for() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut terminal = Terminal::start_with(&data, 24, 80, &["--ascii"], None);
    terminal.wait_for("今日");
    terminal.press(&["3", F6], "+----");
    assert!(!terminal.text().contains(is_doubtful), "{}", terminal.text());
    terminal.kill();
}

/// Whether any cell on the screen has a colour, and whether the row of the selection is reversed.
fn looks(terminal: &Terminal) -> (bool, bool) {
    let parser = terminal.screen.lock().unwrap();
    let screen = parser.screen();
    let cells = |y| (0..80).filter_map(move |x| screen.cell(y, x));
    let is_selected = |y: &u16| screen.rows(0, 80).nth(usize::from(*y)).is_some_and(|row| row.starts_with('>'));
    let selected = (0..24).find(is_selected).unwrap();
    let has_colour = (0..24).flat_map(cells).any(|cell| cell.fgcolor() != vt100::Color::Default);
    (has_colour, cells(selected).any(vt100::Cell::inverse))
}

#[test]
fn the_selection_shows_in_every_theme() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    for (theme, has_colour) in [("normal", true), ("contrast", true), ("mono", false)] {
        let mut terminal = Terminal::start_with(&data, 24, 80, &["--theme", theme], None);
        terminal.wait_for("今日");
        terminal.press(&["3"], "全部意见");
        assert_eq!(looks(&terminal), (has_colour, true), "{theme}");
        terminal.kill();
    }
}

/// What is seen, whether blanks were written or erased.
fn seen(terminal: &Terminal) -> Vec<String> {
    terminal.text().lines().map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn a_storm_of_resizes_ends_in_a_whole_screen() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");
    terminal.press(&["3", F2], "新增意见");
    terminal.press(&["改窗口时正在写的标题"], "改窗口时正在写的标题");
    // What follows the last key is drawn as well by then.
    std::thread::sleep(Duration::from_millis(300));
    let before = seen(&terminal);
    for round in 0..40_u16 {
        for (rows, cols) in [(1, 1), (200, 500), (20 + round % 5, 60 + round), (24, 80)] {
            let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
            terminal.master.resize(size).unwrap();
        }
    }
    // It ends on a size it was not at before: the former screen would be no sign that any of this was seen.
    terminal.resize(10, 40);
    terminal.wait_for("窗口太小：40×10");
    terminal.resize(24, 80);
    wait_until("the whole screen is back", || seen(&terminal) == before);
    terminal.press(&["字"], "标题字");
    terminal.kill();
}

#[test]
fn a_long_opening_is_stopped_by_esc_and_keeps_other_keys() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo_with(&data, &["--records", "6000"]);
    let forget_live_store = || {
        for entry in std::fs::read_dir(&data).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("db-") {
                std::fs::remove_dir_all(entry.path()).unwrap();
            }
        }
    };
    forget_live_store();
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("按 Esc 停止");
    terminal.send(ESC);
    assert_eq!(terminal.exit_code(), 1);

    forget_live_store();
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("按 Esc 停止");
    // Both arrive while the desk opens, and are taken in their order.
    terminal.press(&["3", F2], "正在从流水账重建台账");
    terminal.wait_for("新增意见");
    terminal.kill();
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let run = Command::new(PROGRAM).arg("--data").arg(dir.path().join("desk")).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8(run.stderr).unwrap().contains("终端"));
}
