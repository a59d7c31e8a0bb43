//! `cargo bench --bench screens`: what the screens cost, measured from outside in a pseudo-terminal, beside two bare
//! programs in the same run.
//!
//! Prints a table and checks nothing: machines are noisy, so compare the columns of one run; the bounds are ratios for
//! that reason, where they can be. What stands behind a bound says whether every desk kept it this time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod costs;
mod pty;
mod reference;

use std::path::{Path, PathBuf};

use costs::desks;
use costs::report::{Report, Run};
use costs::start::{self, OPEN_SLED};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
/// The desks' records.
const SIZES: [u32; 3] = [1_000, 20_000, 100_000];
/// The arguments that make the bench one of the references.
const HELLO_FULL: &str = "--hello-full";
const TABLE: &str = "--table";

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next().unwrap_or_default().to_str() {
        Some(HELLO_FULL) => reference::hello_full::run().unwrap(),
        Some(TABLE) => reference::table::run().unwrap(),
        Some(OPEN_SLED) => start::open_sled(Path::new(&arguments.next().unwrap())),
        _ => measure(),
    }
}

fn measure() {
    let program = Path::new(PROGRAM);
    let dir = tempfile::tempdir().unwrap();
    let desks: Vec<PathBuf> = SIZES.iter().map(|records| desks::make(program, dir.path(), *records)).collect();
    let desks: Vec<&Path> = desks.iter().map(PathBuf::as_path).collect();
    let (hello_start, starts) = start::measure(HELLO_FULL, program, &desks);
    let (mut hello, mut table) = (costs::reference(HELLO_FULL), costs::reference(TABLE));
    let desks = desks.iter().map(|data| costs::desk(program, data)).collect();
    // Once more at the end, so that what the machine did meanwhile is in the references as well.
    hello.join(costs::reference(HELLO_FULL));
    table.join(costs::reference(TABLE));
    let binary = std::fs::metadata(program).unwrap().len();
    Report::of(&Run { sizes: &SIZES, hello_start, starts, hello, table, desks, binary }).print();
}
