//! The program on a terminal of its own: keys in, what stands on the screen.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
/// How long a text may take to appear on a busy machine before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The question where the cursor stands.
pub const ASKED: &[u8] = b"\x1b[6n";

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const TAB: &str = "\t";
pub const F2: &str = "\x1bOQ";
pub const F6: &str = "\x1b[17~";
pub const ALT_I: &str = "\x1bi";
pub const CTRL_N: &str = "\x0e";
pub const CTRL_Q: &str = "\x11";
pub const CTRL_S: &str = "\x13";

/// The program on a terminal of its own.
pub struct Terminal {
    pub keys: Arc<Mutex<Box<dyn Write + Send>>>,
    pub screen: Arc<Mutex<vt100::Parser>>,
    pub master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    /// How it treated what is typed before the program came.
    #[cfg(unix)]
    pub modes: String,
}

impl Terminal {
    pub fn start(data: &Path, rows: u16, cols: u16) -> Terminal {
        Terminal::start_with(data, rows, cols, &[], None)
    }

    /// With more arguments, on a terminal that answers the question for its cursor's place in this way.
    pub fn start_with(data: &Path, rows: u16, cols: u16, arguments: &[&str], answer: Option<&str>) -> Terminal {
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

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    pub fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.text().contains(text) {
            assert!(start.elapsed() < PATIENCE, "“{text}” did not appear; the screen shows:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn send(&self, key: &str) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(key.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    /// Sends keys, then waits for a text that they bring about.
    pub fn press(&mut self, keys: &[&str], then: &str) {
        for key in keys {
            self.send(key);
            // An escape that stands alone is told from the start of a sequence by the pause after it.
            std::thread::sleep(Duration::from_millis(if *key == ESC { 120 } else { 5 }));
        }
        self.wait_for(then);
    }

    pub fn resize(&self, rows: u16, cols: u16) {
        // A frame for the former size may be on its way, and vt100 panics on a wide character beyond its edge: the screen
        // stays large enough for both sizes until the program has seen the new one.
        let (former_rows, former_cols) = self.screen.lock().unwrap().screen().size();
        self.screen.lock().unwrap().screen_mut().set_size(rows.max(former_rows), cols.max(former_cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        std::thread::sleep(Duration::from_millis(150));
        self.screen.lock().unwrap().screen_mut().set_size(rows, cols);
    }

    /// The code the program ends with, without anything being sent.
    pub fn exit_code(&mut self) -> u32 {
        let mut ended = None;
        wait_until("the program ends", || {
            ended = self.child.try_wait().unwrap();
            ended.is_some()
        });
        ended.unwrap().exit_code()
    }

    pub fn quit(mut self) {
        self.send(CTRL_Q);
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status:?}");
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

pub fn demo(data: &Path) {
    demo_with(data, &[]);
}

pub fn demo_with(data: &Path, arguments: &[&str]) {
    let made = Command::new(PROGRAM).args(["demo", "--no-open", "--data"]).arg(data).args(arguments).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

pub fn wait_for_draft(data: &Path) {
    let holds_it = || {
        let files = std::fs::read_dir(data.join("drafts")).into_iter().flatten().flatten();
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains("停电前"))
    };
    wait_until("a draft is written", holds_it);
}

/// How the terminal treats what is typed: in lines and echoed, or raw.
#[cfg(unix)]
pub fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "in vain until {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
