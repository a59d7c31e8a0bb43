//! The program in a pseudo-terminal, driven by keys alone, read off the screen it draws.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
/// How long a text may take to appear on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The question where the cursor stands.
const ASKED: &[u8] = b"\x1b[6n";

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const TAB: &str = "\t";
const F2: &str = "\x1bOQ";
const F6: &str = "\x1b[17~";
const ALT_I: &str = "\x1bi";
const CTRL_N: &str = "\x0e";
const CTRL_Q: &str = "\x11";
const CTRL_S: &str = "\x13";

/// The program on a terminal of its own.
struct Terminal {
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    screen: Arc<Mutex<vt100::Parser>>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// How it treated what is typed before the program came.
    #[cfg(unix)]
    modes: String,
}

impl Terminal {
    fn start(data: &Path, rows: u16, cols: u16) -> Terminal {
        Terminal::start_with(data, rows, cols, &[], None)
    }

    /// With more arguments, on a terminal that answers the question for its cursor's place in this way.
    fn start_with(data: &Path, rows: u16, cols: u16, arguments: &[&str], answer: Option<&str>) -> Terminal {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        #[cfg(unix)]
        let modes = modes(pair.master.as_ref());
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--data", data.to_str().unwrap()]);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        // A terminal that names no size has one all the same.
        let (rows, cols) = if rows == 0 { (24, 80) } else { (rows, cols) };
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, cols, 0)));
        let mut output = pair.master.try_clone_reader().unwrap();
        let fed = screen.clone();
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let answering = keys.clone();
        let answer = answer.map(str::to_owned);
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut chunk) {
                fed.lock().unwrap().process(&chunk[..count]);
                let is_asked = chunk[..count].windows(ASKED.len()).any(|bytes| bytes == ASKED);
                if let Some(answer) = answer.as_ref().filter(|_| is_asked) {
                    answering.lock().unwrap().write_all(answer.as_bytes()).unwrap();
                }
            }
        });
        Terminal {
            keys,
            screen,
            child,
            #[cfg(unix)]
            modes,
            master: pair.master,
        }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.text().contains(text) {
            assert!(start.elapsed() < PATIENCE, "“{text}” did not appear; the screen shows:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn send(&self, key: &str) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(key.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    /// Sends keys, then waits for a text that they bring about.
    fn press(&mut self, keys: &[&str], then: &str) {
        for key in keys {
            self.send(key);
            // An escape that stands alone is told from the start of a sequence by the pause after it.
            std::thread::sleep(Duration::from_millis(if *key == ESC { 120 } else { 5 }));
        }
        self.wait_for(then);
    }

    fn resize(&self, rows: u16, cols: u16) {
        // A frame for the former size may be on its way, and vt100 panics on a wide character beyond its edge: the screen
        // stays large enough for both sizes until the program has seen the new one.
        let (former_rows, former_cols) = self.screen.lock().unwrap().screen().size();
        self.screen.lock().unwrap().screen_mut().set_size(rows.max(former_rows), cols.max(former_cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        std::thread::sleep(Duration::from_millis(150));
        self.screen.lock().unwrap().screen_mut().set_size(rows, cols);
    }

    /// The code the program ends with, without anything being sent.
    fn exit_code(&mut self) -> u32 {
        let mut ended = None;
        wait_until("the program ends", || {
            ended = self.child.try_wait().unwrap();
            ended.is_some()
        });
        ended.unwrap().exit_code()
    }

    fn quit(mut self) {
        self.send(CTRL_Q);
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status:?}");
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn demo(data: &Path) {
    demo_with(data, &[]);
}

fn demo_with(data: &Path, arguments: &[&str]) {
    let made = Command::new(PROGRAM).args(["demo", "--no-open", "--data"]).arg(data).args(arguments).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

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

fn wait_for_draft(data: &Path) {
    let holds_it = || {
        let files = std::fs::read_dir(data.join("drafts")).into_iter().flatten().flatten();
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains("停电前"))
    };
    wait_until("a draft is written", holds_it);
}

/// Sends the program a signal.
#[cfg(unix)]
fn signal(terminal: &Terminal, signal: &str) {
    let process = terminal.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
}

/// How the terminal treats what is typed: in lines and echoed, or raw.
#[cfg(unix)]
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Waits until the terminal is as the program found it.
#[cfg(unix)]
fn wait_until_given_back(terminal: &Terminal) {
    wait_until("the terminal is given back", || {
        let parser = terminal.screen.lock().unwrap();
        let screen = parser.screen();
        let is_plain = !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste();
        is_plain && modes(terminal.master.as_ref()) == terminal.modes
    });
}

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "in vain until {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The system ends the program: what is typed is a draft, and the terminal as it was.
#[cfg(unix)]
#[test]
fn a_signal_leaves_the_terminal_as_it_was_and_what_was_typed_as_a_draft() {
    for name in ["-TERM", "-HUP", "-INT", "-QUIT"] {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("desk");
        demo(&data);
        let mut terminal = Terminal::start(&data, 24, 80);
        terminal.wait_for("今日");
        terminal.press(&["3", F2], "新增意见");
        terminal.press(&["停电前正在写的标题"], "停电前正在写的标题");
        assert!(terminal.screen.lock().unwrap().screen().alternate_screen());
        assert_ne!(modes(terminal.master.as_ref()), terminal.modes, "it is raw");
        signal(&terminal, name);
        assert_eq!(terminal.exit_code(), 0, "{name}");
        wait_until_given_back(&terminal);
        terminal.wait_for("已存为草稿");

        let mut terminal = Terminal::start(&data, 24, 80);
        terminal.wait_for("草稿");
        terminal.press(&[ENTER], "停电前正在写的标题");
        terminal.kill();
    }
}

#[cfg(unix)]
#[test]
fn a_stopped_program_leaves_the_terminal_to_others_and_takes_it_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let mut terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");
    terminal.press(&["3"], "全部意见");
    signal(&terminal, "-TSTP");
    wait_until_given_back(&terminal);
    signal(&terminal, "-CONT");
    terminal.wait_for("全部意见");
    assert_ne!(modes(terminal.master.as_ref()), terminal.modes, "it is raw");
    terminal.press(&[F2], "新增意见");
    terminal.kill();
}

#[cfg(unix)]
#[test]
fn a_change_of_size_is_seen_while_a_sequence_has_not_ended() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let terminal = Terminal::start(&data, 24, 80);
    terminal.wait_for("今日");
    terminal.send("\x1bO");
    std::thread::sleep(Duration::from_millis(50));
    terminal.resize(10, 40);
    terminal.wait_for("窗口太小：40×10");
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

/// A terminal that is not the controlling one goes without a signal.
#[cfg(unix)]
#[test]
fn a_terminal_that_goes_without_a_signal_ends_the_program_and_leaves_a_draft() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("desk");
    demo(&data);
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["--data", data.to_str().unwrap()]);
    command.env("TERM", "xterm-256color");
    command.set_controlling_tty(false);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut output, mut keys) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let mut screen = vt100::Parser::new(24, 80, 0);
    // Read here and not in a thread, which would hold the terminal open.
    for (sent, then) in [("", "今日"), ("3\x1bOQ", "新增意见"), ("停电前正在写的标题", "停电前正在写的标题")]
    {
        keys.write_all(sent.as_bytes()).unwrap();
        let mut chunk = [0; 4096];
        while !screen.screen().contents().contains(then) {
            let count = output.read(&mut chunk).unwrap();
            screen.process(&chunk[..count]);
        }
    }
    drop((output, keys, pair.master));
    wait_until("it ends without a terminal", || child.try_wait().unwrap().is_some());
    wait_for_draft(&data);
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let run = Command::new(PROGRAM).arg("--data").arg(dir.path().join("desk")).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8(run.stderr).unwrap().contains("终端"));
}

#[cfg(unix)]
#[test]
fn a_terminal_that_cannot_show_chinese_says_what_to_do_instead() {
    let dir = tempfile::tempdir().unwrap();
    for (term, says) in [("linux", "fbterm"), ("dumb", "TERM"), ("", "TERM")] {
        let pair =
            native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--data", dir.path().join("desk").to_str().unwrap()]);
        command.env("TERM", term);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        drop(pair.slave);
        assert_eq!(child.wait().unwrap().exit_code(), 1, "{term}");
        let mut said = Vec::new();
        // The end of a pseudo-terminal is an error to read.
        let _ = output.read_to_end(&mut said);
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(says) && !said.contains('\x1b'), "{term}: {said}");
    }
}
