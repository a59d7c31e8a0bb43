//! What one desk's screens cost, key by key, and the same of the references.

pub mod desks;
pub mod report;
pub mod start;

use std::path::Path;
use std::time::{Duration, Instant};

use liaison::app::layout::{Layout, Size};

use crate::pty::{Burst, COLUMNS, Program, ROWS, resident_kib};
use crate::reference::by_hand;

const DOWN: &str = "\x1b[B";
const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";
const ESC: &str = "\x1b";
const TAB: &str = "\t";
const F2: &str = "\x1bOQ";
const F6: &str = "\x1b[17~";
const CTRL_S: &str = "\x13";
const CTRL_Z: &str = "\x1a";
const REPAINT: &str = "\x0c";
const FIND: &str = "/";
/// The books of issues and of visits.
const ISSUES: &str = "3";
const VISITS: &str = "4";
/// The page that opens first.
const TODAY: &str = "1";
/// The first choice of a menu: of a registered issue's steps the answer on the spot.
const FIRST: &str = "1";
const ANSWER: &str = "当场说明";

/// Shows on the first whole screen: the hint for the help.
const HINT: &str = "F1 帮助";
/// Shows on the list of issues.
const IN_ISSUES: &str = "[3群众意见]";
/// Shows on 今日, and once something is saved.
const IN_TODAY: &str = "[1今日]";
const SAVED: &str = "已保存";
/// The field of the issue's form that is typed in, and the mark before the field in which the caret stands.
const FIELD: &str = "标题";
const MARK: &str = ">";
/// A word of two characters that many records hold, newest ones too; one that none does; what shows at a search's end.
const COMMON: &str = "积水";
const ABSENT: &str = "蹊跷";
const SEARCHED: &str = "已查完";

/// Keys sent while the selection stays among the shown rows, in rounds of one page.
const ROUNDS: usize = 14;
const SCROLLED: usize = 60;
/// Twice so many pages; the smallest desk has more.
const PAGES: usize = 60;
const FEW: usize = 15;
const HELD: usize = 200;
const TIMES: usize = 3;
const IDLE: Duration = Duration::from_secs(10);
/// By then the draft is written, and the store has written its caches.
const SETTLED: Duration = Duration::from_secs(5);
/// In this time after the first screen the program makes ready what a form or a search would wait for.
const FIRST_REST: Duration = Duration::from_secs(2);
/// How often it is looked at meanwhile: what a thread has cost is known only as long as it lives.
const A_MOMENT: Duration = Duration::from_millis(1);
const TYPED: &str = "进组路上三盏路灯都不亮了晚上看不见路老人摔了一跤请派人来修一修";

/// What a kind of key cost, each time.
#[derive(Default)]
pub struct Keys {
    took: Vec<Duration>,
    bytes: Vec<usize>,
    cpu: Vec<Duration>,
}

/// What a reference cost.
pub struct Reference {
    /// A key, which moves the selection or changes the whole screen.
    pub key: Keys,
    /// Bytes for the screen it draws, as a careful hand would write it.
    pub by_hand: usize,
    /// Many keys at once.
    pub held: Duration,
}

/// What a desk's screens cost.
pub struct Costs {
    /// CPU time of the first rest after the start.
    pub first_rest: Option<Duration>,
    /// Down, the selection staying among the shown rows.
    pub down: Keys,
    /// Down at the last shown row.
    pub scrolled: Keys,
    /// PageDown.
    pub page: Keys,
    /// From the book of visits to that of issues.
    pub tab: Keys,
    /// From the book of issues to 今日.
    pub today: Keys,
    /// Ctrl+S of an issue's answer on the spot, until it is saved and shown.
    pub step: Keys,
    /// Ctrl+L on the list of issues.
    pub repaint: Keys,
    /// Bytes for the list of issues as a careful hand would write them.
    pub by_hand: usize,
    /// Down, held.
    pub held: Duration,
    /// From a word to the first hits.
    pub found: Duration,
    /// From a word that is nowhere to the end of the search.
    pub searched: Duration,
    /// F2: the form of a new issue.
    pub form: Keys,
    /// A character in it.
    pub typed: Keys,
    /// Doing nothing.
    pub idle: Idle,
    /// Resident memory after all that.
    pub resident_kib: Option<u64>,
}

/// What doing nothing cost.
pub struct Idle {
    /// Bytes sent to the terminal.
    pub bytes: usize,
    /// How often threads of the program woke up.
    pub wakes: Option<u64>,
    /// How often threads of sled's did.
    pub sled_wakes: Option<u64>,
}

impl Reference {
    /// Adds what was measured at another time.
    pub fn join(&mut self, other: Reference) {
        self.key.join(other.key);
        self.held = (self.held + other.held) / 2;
    }
}

impl Keys {
    fn add(&mut self, burst: &Burst) {
        self.took.push(burst.took);
        self.bytes.push(burst.bytes);
        self.cpu.extend(burst.cpu);
    }

    fn join(&mut self, other: Keys) {
        self.took.extend(other.took);
        self.bytes.extend(other.bytes);
        self.cpu.extend(other.cpu);
    }

    /// So much or less in `percent` of all keys: from the key to the last byte.
    pub fn took(&self, percent: usize) -> Option<Duration> {
        quantile(&self.took, percent)
    }

    /// The median CPU time a key.
    pub fn cpu(&self) -> Option<Duration> {
        quantile(&self.cpu, 50)
    }

    /// Bytes a key, on average.
    pub fn mean_bytes(&self) -> usize {
        self.bytes.iter().sum::<usize>() / self.bytes.len().max(1)
    }

    /// Bytes a key, at most.
    pub fn most_bytes(&self) -> usize {
        self.bytes.iter().copied().max().unwrap_or(0)
    }
}

/// The nearest rank.
pub fn quantile(times: &[Duration], percent: usize) -> Option<Duration> {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get((times.len() * percent).div_ceil(100).saturating_sub(1)).copied()
}

/// The median of a few runs.
fn median(run: impl FnMut(usize) -> Duration) -> Duration {
    let times: Vec<Duration> = (0..TIMES).map(run).collect();
    quantile(&times, 50).unwrap_or_default()
}

/// Measures a reference, whose keys all do the same.
pub fn reference(argument: &str) -> Reference {
    let mut program = Program::start(&std::env::current_exe().unwrap(), &[argument]);
    program
        .wait(program.started, "its first screen", |screen| screen.cell(1, 2).is_some_and(vt100::Cell::has_contents));
    program.quiet();
    let mut key = Keys::default();
    for _ in 0..ROUNDS {
        program.go(HOME);
        for _ in 1..list_rows() {
            key.add(&program.press(DOWN));
        }
    }
    let by_hand = by_hand::repaint(program.screen()).len();
    let held = held(&mut program);
    program.quit();
    Reference { key, by_hand, held }
}

/// Measures the program on the desk in a directory.
pub fn desk(program: &Path, data: &Path) -> Costs {
    let mut program = start::open(program, data);
    program.quiet();
    let first_rest = first_rest(&mut program);
    program.press(ISSUES);
    let (tab, repaint) = (tab(&mut program), repeated(&mut program, REPAINT, FEW));
    let by_hand = by_hand::repaint(program.screen()).len();
    let (today, step) = (today(&mut program), step(&mut program));
    let (down, scrolled, page) = (down(&mut program), repeated(&mut program, DOWN, SCROLLED), page(&mut program));
    let held = held(&mut program);
    let found = median(|_| found(&mut program));
    let searched = median(|_| searched(&mut program));
    let (form, typed) = (form(&mut program), typed(&mut program));
    let idle = idle(&mut program);
    let resident_kib = resident_kib(program.id());
    program.quit();
    Costs {
        first_rest,
        down,
        scrolled,
        page,
        tab,
        today,
        step,
        repaint,
        by_hand,
        held,
        found,
        searched,
        form,
        typed,
        idle,
        resident_kib,
    }
}

fn first_rest(program: &mut Program) -> Option<Duration> {
    let before = program.usage();
    let end = Instant::now() + FIRST_REST;
    while Instant::now() < end {
        program.idle(A_MOMENT);
        program.usage();
    }
    before.zip(program.usage()).map(|(before, after)| after.cpu.saturating_sub(before.cpu))
}

/// How many records the list shows.
fn list_rows() -> usize {
    Layout::of(Size { columns: COLUMNS, rows: ROWS }).list_rows()
}

fn repeated(program: &mut Program, key: &str, times: usize) -> Keys {
    let mut keys = Keys::default();
    (0..times).for_each(|_| keys.add(&program.press(key)));
    keys
}

fn tab(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..FEW {
        program.press(VISITS);
        keys.add(&program.press(ISSUES));
        assert!(program.screen().contents().contains(IN_ISSUES), "{}", program.screen().contents());
    }
    keys
}

/// Ends in the book of issues.
fn today(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..FEW {
        keys.add(&program.press(TODAY));
        assert!(program.screen().contents().contains(IN_TODAY), "{}", program.screen().contents());
        program.press(ISSUES);
    }
    keys
}

/// The newest issue is answered on the spot, and that is taken back, over and over.
fn step(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..FEW {
        program.go(HOME);
        program.press(F6);
        program.press(FIRST);
        program.press(ANSWER);
        keys.add(&program.press(CTRL_S));
        assert!(program.screen().contents().contains(SAVED), "{}", program.screen().contents());
        program.press(CTRL_Z);
    }
    keys
}

/// Ends at the last shown row.
fn down(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..ROUNDS {
        program.go(HOME);
        keys.join(repeated(program, DOWN, list_rows() - 1));
    }
    keys
}

fn page(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..2 {
        program.go(HOME);
        keys.join(repeated(program, PAGE_DOWN, PAGES));
    }
    keys
}

fn held(program: &mut Program) -> Duration {
    median(|_| {
        program.go(HOME);
        program.hold(DOWN, HELD).took
    })
}

fn found(program: &mut Program) -> Duration {
    let list = Layout::of(Size { columns: COLUMNS, rows: ROWS }).list;
    // Below the column titles.
    let first = usize::from(list.y + 1);
    search(program, COMMON, "a hit", |screen| screen.rows(0, COLUMNS).nth(first).is_some_and(|row| row.contains(MARK)))
}

fn searched(program: &mut Program) -> Duration {
    search(program, ABSENT, "the end of the search", |screen| screen.contents().contains(SEARCHED))
}

/// Types a word into a search, as an input method does: in one write.
fn search(program: &mut Program, word: &str, what: &str, shows: impl Fn(&vt100::Screen) -> bool) -> Duration {
    program.press(FIND);
    let sent = program.send(word);
    let took = program.wait(sent, what, shows);
    program.quiet();
    program.press(ESC);
    took
}

fn form(program: &mut Program) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..FEW {
        keys.add(&program.press(F2));
        program.press(ESC);
    }
    keys
}

/// Ends in the list again, with a draft.
fn typed(program: &mut Program) -> Keys {
    program.press(F2);
    let is_there = |screen: &vt100::Screen| {
        let mut rows = screen.rows(0, COLUMNS);
        rows.any(|row| row.trim_start().starts_with(MARK) && row.contains(FIELD))
    };
    for _ in 0..ROWS {
        if !is_there(program.screen()) {
            program.press(TAB);
        }
    }
    assert!(is_there(program.screen()), "{}", program.screen().contents());
    let mut keys = Keys::default();
    for letter in TYPED.chars() {
        keys.add(&program.press(letter.encode_utf8(&mut [0; 4])));
    }
    program.press(ESC);
    keys
}

fn idle(program: &mut Program) -> Idle {
    // What was saved settles first: that is work, and ends.
    program.idle(SETTLED);
    let before = program.usage();
    let bytes = program.idle(IDLE);
    let after = program.usage();
    let both = before.zip(after);
    Idle {
        bytes,
        wakes: both.map(|(before, after)| after.switches - before.switches),
        sled_wakes: both.map(|(before, after)| after.sled_switches - before.sled_switches),
    }
}
