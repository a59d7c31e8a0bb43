//! From the start of the program to its first screen, after a clean stop, and how much of that is sled's own.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use liaison::store::db::{Db, dirs};

use super::{HINT, quantile};
use crate::pty::{Account, COLUMNS, Program};

/// How often everything is started; the programs take turns, so that a busy moment meets all of them.
const RUNS: usize = 11;
/// Where backups lie in a desk's directory, and how a whole one's name ends.
const BACKUPS: &str = "backup";
const BACKUP: &str = "zip";
/// How long one is waited for, and how often it is looked for.
const PATIENCE: Duration = Duration::from_secs(60);
const A_MOMENT: Duration = Duration::from_millis(50);

/// What starting cost, each time.
#[derive(Default)]
pub struct Start {
    took: Vec<Duration>,
    cpu: Vec<Duration>,
    sled: Vec<Duration>,
    sled_cpu: Vec<Duration>,
}

impl Start {
    /// The median time to the first screen.
    pub fn took(&self) -> Option<Duration> {
        quantile(&self.took, 50)
    }

    /// The median CPU time until it is quiet.
    pub fn cpu(&self) -> Option<Duration> {
        quantile(&self.cpu, 50)
    }

    /// The median time in which sled alone opens the same store.
    pub fn sled(&self) -> Option<Duration> {
        quantile(&self.sled, 50)
    }

    /// The median CPU time of that.
    pub fn sled_cpu(&self) -> Option<Duration> {
        quantile(&self.sled_cpu, 50)
    }

    /// The median time that is not sled's.
    pub fn apart(&self) -> Option<Duration> {
        apart(&self.took, &self.sled)
    }

    /// The median CPU time that is not sled's.
    pub fn cpu_apart(&self) -> Option<Duration> {
        apart(&self.cpu, &self.sled_cpu)
    }

    fn add_sled(&mut self, bench: &Path, data: &Path) {
        let run = Command::new(bench).arg(OPEN_SLED).arg(data).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let told = String::from_utf8(run.stdout).unwrap();
        let mut nanoseconds = told.split_whitespace().map(|figure| Duration::from_nanos(figure.parse().unwrap()));
        self.sled.extend(nanoseconds.next());
        self.sled_cpu.extend(nanoseconds.next());
    }

    fn add(&mut self, mut program: Program, shows: impl Fn(&vt100::Screen) -> bool) {
        self.took.push(program.wait(program.started, "the first screen", shows));
        program.quiet();
        self.cpu.extend(program.usage().map(|usage| usage.cpu));
        program.quit();
    }
}

/// What is left without sled's part, run by run: a busy moment meets both.
fn apart(whole: &[Duration], sled: &[Duration]) -> Option<Duration> {
    let left: Vec<Duration> = whole.iter().zip(sled).map(|(whole, sled)| whole.saturating_sub(*sled)).collect();
    quantile(&left, 50)
}

/// Starts the reference and the program on each desk; what the reference cost comes first.
pub fn measure(reference: &str, program: &Path, desks: &[&Path]) -> (Start, Vec<Start>) {
    desks.iter().for_each(|data| first_of_the_day(program, data));
    let mut hello = Start::default();
    let mut starts: Vec<Start> = desks.iter().map(|_| Start::default()).collect();
    let bench = std::env::current_exe().unwrap();
    for _ in 0..RUNS {
        hello.add(Program::start(&bench, &[reference]), |screen| {
            screen.rows(0, COLUMNS).last().is_some_and(|row| !row.is_empty())
        });
        for (data, start) in desks.iter().zip(&mut starts) {
            start.add(run(program, data), is_first);
            start.add_sled(&bench, data);
            // Both find the store as the program leaves it.
            open(program, data).quit();
        }
    }
    (hello, starts)
}

/// Starts the program on a desk and waits for its first screen.
pub fn open(program: &Path, data: &Path) -> Program {
    let mut program = run(program, data);
    program.wait(program.started, "the first screen", is_first);
    program
}

/// Lets the program make the day's backup, which it does behind the first screen and gives up when it ends.
fn first_of_the_day(program: &Path, data: &Path) {
    let mut program = open(program, data);
    let is_made = || {
        let mut files = std::fs::read_dir(data.join(BACKUPS)).into_iter().flatten().flatten();
        files.any(|file| file.path().extension().is_some_and(|ending| ending == BACKUP))
    };
    let since = Instant::now();
    while !is_made() {
        assert!(since.elapsed() < PATIENCE, "no backup was made of {}", data.display());
        program.idle(A_MOMENT);
    }
    program.quit();
}

/// What a child of the bench does: opens the live store of a desk and prints how many nanoseconds that took, and how many
/// of CPU time.
pub fn open_sled(data: &Path) {
    let (_, newest) = dirs::list(data).unwrap().pop().unwrap();
    let mut account = Account::of(Some(std::process::id()));
    // The kernel books a thread's time when it leaves the CPU.
    let mut look = || {
        std::thread::sleep(Duration::from_millis(1));
        account.look()
    };
    let before = look();
    let since = Instant::now();
    let store = Db::open(&newest).unwrap();
    let took = since.elapsed();
    let cpu = before.zip(look()).map(|(before, after)| after.cpu - before.cpu);
    drop(store);
    println!("{} {}", took.as_nanos(), cpu.map_or(String::new(), |cpu| cpu.as_nanos().to_string()));
}

/// The argument that makes the bench such a child.
pub const OPEN_SLED: &str = "--open-sled";

fn run(program: &Path, data: &Path) -> Program {
    Program::start(program, &[Path::new("--data"), data])
}

fn is_first(screen: &vt100::Screen) -> bool {
    screen.contents().contains(HINT)
}
