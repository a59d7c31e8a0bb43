//! From the start of the program to its first screen, after a clean stop, and how much of that is sled's own.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use liaison::store::db::{Db, dirs};

use super::{HINT, clocked, quantile};
use crate::pty::Program;

/// How often everything is started; the programs take turns, so that a busy moment meets all of them.
const RUNS: usize = 11;

/// What starting cost, each time.
#[derive(Default)]
pub struct Start {
    took: Vec<Duration>,
    cpu: Vec<Duration>,
    sled: Vec<Duration>,
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

    /// The time that is not sled's.
    pub fn without_sled(&self) -> Option<Duration> {
        Some(self.took()?.saturating_sub(self.sled().unwrap_or_default()))
    }

    fn add(&mut self, mut program: Program, shows: impl Fn(&vt100::Screen) -> bool) {
        self.took.push(program.wait(program.started, "the first screen", shows));
        program.quiet();
        self.cpu.extend(program.usage().map(|usage| usage.cpu));
        program.quit();
    }
}

/// Starts the reference and the program on each desk; what the reference cost comes first.
pub fn measure(reference: &str, program: &Path, desks: &[&Path]) -> (Start, Vec<Start>) {
    // Once unmeasured: the first start of a day makes the day's backup.
    desks.iter().for_each(|data| open(program, data).quit());
    let mut hello = Start::default();
    let mut starts: Vec<Start> = desks.iter().map(|_| Start::default()).collect();
    let bench = std::env::current_exe().unwrap();
    for _ in 0..RUNS {
        hello.add(Program::start(&bench, &[reference]), |screen| {
            screen.rows(0, crate::pty::COLUMNS).last().is_some_and(|row| !row.is_empty())
        });
        for (data, start) in desks.iter().zip(&mut starts) {
            start.add(run(program, data), is_first);
            start.sled.push(sled(&bench, data));
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

/// What a child of the bench does: opens the live store of a desk and prints how many nanoseconds that took.
pub fn open_sled(data: &Path) -> u128 {
    let (_, newest) = dirs::list(data).unwrap().pop().unwrap();
    let mut opened = None;
    let took = clocked(|| opened = Some(Db::open(&newest).unwrap()));
    took.as_nanos()
}

/// The argument that makes the bench such a child.
pub const OPEN_SLED: &str = "--open-sled";

fn sled(bench: &Path, data: &Path) -> Duration {
    let run = Command::new(bench).arg(OPEN_SLED).arg(data).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Duration::from_nanos(String::from_utf8(run.stdout).unwrap().trim().parse().unwrap())
}

fn run(program: &Path, data: &Path) -> Program {
    Program::start(program, &[Path::new("--data"), data])
}

fn is_first(screen: &vt100::Screen) -> bool {
    screen.contents().contains(HINT)
}
