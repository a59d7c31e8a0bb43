//! What the system does to the program and its terminal: signals, stops, hang-ups, consoles that will not do.

use std::process::Command;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::driver::*;

/// Sends the program a signal.
fn signal(terminal: &Terminal, signal: &str) {
    let process = terminal.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
}

/// Waits until the terminal is as the program found it.
fn wait_until_given_back(terminal: &Terminal) {
    wait_until("the terminal is given back", || {
        let parser = terminal.screen.lock().unwrap();
        let screen = parser.screen();
        let is_plain = !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste();
        is_plain && modes(terminal.master.as_ref()) == terminal.modes
    });
}

/// The system ends the program: what is typed is a draft, and the terminal as it was.
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

/// A terminal that is not the controlling one goes without a signal.
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
        // This one shows Chinese as boxes.
        assert!(term != "linux" || said.lines().next().is_some_and(str::is_ascii), "{said}");
    }
}
