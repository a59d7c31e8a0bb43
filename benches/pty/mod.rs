//! A program in a pseudo-terminal: keys in, output stamped when it is read, what stands on the screen, what it cost.
//!
//! A key is sent only when the one before has settled: its burst ends when nothing came for [`SETTLE`], and it took until
//! the last byte of that, so the settling itself is in no figure. A thread of its own reads and stamps; the screen model is
//! fed in the pauses, so that reading never waits for it.

mod account;
mod answers;

pub use account::{Account, Usage, resident_kib};

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use answers::Answers;

/// The screen everything is measured on.
pub const COLUMNS: u16 = 80;
/// Its rows.
pub const ROWS: u16 = 24;

/// Ctrl+Q, which ends every program measured here.
const QUIT: &str = "\x11";
/// How long nothing comes when a key is done with.
const SETTLE: Duration = Duration::from_millis(40);
/// The same for many keys at once: the program may be working between two frames.
const SETTLE_HELD: Duration = Duration::from_millis(300);
/// How long the first byte for a key may take.
const REPLY: Duration = Duration::from_millis(1_500);
/// How long a text may take to appear before the run is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Output as it was read.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// What one key, or several sent at once, brought.
pub struct Burst {
    /// From the sending to the last byte.
    pub took: Duration,
    /// How many bytes came.
    pub bytes: usize,
    /// CPU time of the program, where the system tells.
    pub cpu: Option<Duration>,
}

/// A running program. Dropping it ends it.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    is_over: bool,
    keys: Box<dyn Write + Send>,
    /// Kept: the terminal goes when it is dropped.
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<Chunk>,
    /// Read, and not yet on the screen model.
    unseen: Vec<Chunk>,
    screen: vt100::Parser<Answers>,
    /// When what the screen model got last was read.
    fed: Instant,
    account: Account,
    /// When it was started.
    pub started: Instant,
}

impl Program {
    /// Starts a program on a terminal of its own.
    pub fn start<S: AsRef<OsStr>>(program: &Path, arguments: &[S]) -> Program {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env_remove("NO_COLOR");
        let mut output = pair.master.try_clone_reader().unwrap();
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let chunk = Chunk { at: Instant::now(), bytes: buffer[..count].to_vec() };
                if sender.send(chunk).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let account = Account::of(child.process_id());
        Program {
            child,
            is_over: false,
            keys: pair.master.take_writer().unwrap(),
            _master: pair.master,
            output: receiver,
            unseen: Vec::new(),
            screen: vt100::Parser::new_with_callbacks(ROWS, COLUMNS, 0, Answers::default()),
            fed: started,
            account,
            started,
        }
    }

    /// The process's number.
    pub fn id(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// What stands on the terminal.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// What the program has cost up to now.
    pub fn usage(&mut self) -> Option<Usage> {
        self.account.look()
    }

    /// Sends keys in one write and gives the moment of it.
    pub fn send(&mut self, keys: &str) -> Instant {
        let at = Instant::now();
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        at
    }

    /// Sends a key that must change something, and waits until it has.
    pub fn press(&mut self, key: &str) -> Burst {
        self.burst(key, SETTLE)
    }

    /// Sends many keys in one write, as a held key or a paste does, and waits until the program is done with them.
    pub fn hold(&mut self, key: &str, times: usize) -> Burst {
        self.burst(&key.repeat(times), SETTLE_HELD)
    }

    /// Sends a key that may change nothing.
    pub fn go(&mut self, key: &str) {
        let sent = self.send(key);
        self.settle(sent, SETTLE, SETTLE);
    }

    /// Waits until something shows and gives how long after `since` the output came that brought it.
    pub fn wait(&mut self, since: Instant, what: &str, shows: impl Fn(&vt100::Screen) -> bool) -> Duration {
        while !shows(self.screen()) {
            if self.unseen.is_empty() && self.receive(since + PATIENCE).is_none() {
                panic!("no sign of {what}; the screen shows:\n{}", self.screen().contents());
            }
            if !self.unseen.is_empty() {
                let chunk = self.unseen.remove(0);
                self.feed(&chunk);
            }
        }
        self.fed.saturating_duration_since(since)
    }

    /// Waits until nothing has come for a moment.
    pub fn quiet(&mut self) {
        self.settle(Instant::now(), SETTLE_HELD, SETTLE_HELD);
    }

    /// Sends nothing for a while and gives how many bytes came all the same.
    pub fn idle(&mut self, span: Duration) -> usize {
        let end = Instant::now() + span;
        let mut bytes = 0;
        while Instant::now() < end {
            self.receive(end);
            bytes += self.unseen.drain(..).map(|chunk| chunk.bytes.len()).sum::<usize>();
        }
        bytes
    }

    /// Ends the program by its own key.
    pub fn quit(mut self) {
        self.send(QUIT);
        let status = self.child.wait().unwrap();
        self.is_over = true;
        assert!(status.success(), "{status:?}");
    }

    fn burst(&mut self, keys: &str, settle: Duration) -> Burst {
        let before = self.account.look();
        let sent = self.send(keys);
        let (last, bytes) = self.settle(sent, REPLY, settle);
        let Some(last) = last else {
            panic!("nothing came of the key {keys:?}; the screen shows:\n{}", self.screen().contents());
        };
        let after = self.account.look();
        let cpu = before.zip(after).map(|(before, after)| after.cpu.saturating_sub(before.cpu));
        Burst { took: last.saturating_duration_since(sent), bytes, cpu }
    }

    /// Waits until nothing has come for `settle`, the first byte being given `reply`: when the last came, and how many.
    fn settle(&mut self, sent: Instant, reply: Duration, settle: Duration) -> (Option<Instant>, usize) {
        let mut last = None;
        let mut bytes = 0;
        while let Some((at, count)) = self.receive(last.map_or(sent + reply, |last| last + settle)) {
            last = Some(at);
            bytes += count;
        }
        for chunk in std::mem::take(&mut self.unseen) {
            self.feed(&chunk);
        }
        (last, bytes)
    }

    /// Takes the next output, if any comes in time: when it was read, and how many bytes.
    fn receive(&mut self, until: Instant) -> Option<(Instant, usize)> {
        let chunk = self.output.recv_timeout(until.saturating_duration_since(Instant::now())).ok()?;
        let told = (chunk.at, chunk.bytes.len());
        let is_question = answers::is_asked_in(&chunk.bytes);
        self.unseen.push(chunk);
        if is_question {
            // The program waits for the answer, which depends on what was written before.
            for chunk in &std::mem::take(&mut self.unseen) {
                self.feed(chunk);
            }
        }
        Some(told)
    }

    fn feed(&mut self, chunk: &Chunk) {
        self.screen.process(&chunk.bytes);
        self.fed = chunk.at;
        let answer = self.screen.callbacks_mut().take();
        if !answer.is_empty() {
            self.send(&answer);
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if !self.is_over {
            let _ = self.child.kill();
        }
    }
}
