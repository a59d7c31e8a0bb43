//! The desks that are measured: large demos, made alike where a form looks first.
//!
//! What a form begins with is taken from today's reception days and the last issue. Left as the demo made them, a desk with
//! three deputies on duty would be held against one with none, and not 100,000 records against 1,000.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use liaison::model::issue::Issue;
use liaison::model::reception::{HELD, ReceptionDay};
use liaison::model::{Date, Kind, Record};
use liaison::runtime::clock;
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;
use liaison::store::reader::{Direction, List};

/// The deputies on duty today, by their ids in the demo's roster.
const ON_DUTY: [u64; 2] = [1, 2];
/// More reception days than any demo has ahead and today.
const LOOKED_AT: usize = 200;

/// Makes a demo of so many records in a folder.
pub fn make(program: &Path, folder: &Path, records: u32) -> PathBuf {
    let data = folder.join(records.to_string());
    let mut command = Command::new(program);
    command.arg("--data").arg(&data).args(["demo", "--no-open", "--records", &records.to_string()]);
    let made = command.output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let go_on = &mut |_, _| ControlFlow::Continue(());
    make_alike(&mut Desk::open(Arc::new(RealDisk), &data, go_on).unwrap());
    data
}

/// Puts one reception day in place of today's, and the newest issue on it.
fn make_alike(desk: &mut Desk) {
    let today = clock::today();
    let mut batch = desk.batch(clock::stamp(desk.operator()));
    let days = desk.reader().page(List::All(Kind::Reception), None, Direction::Forward, LOOKED_AT).unwrap();
    for row in days.iter().filter(|row| is_on(&row.entry.record, today)) {
        batch.void(&row.entry, "not alike");
    }
    let day = ReceptionDay {
        date: Some(today),
        deputies: ON_DUTY.to_vec(),
        stage: HELD.to_owned(),
        place: "村部".to_owned(),
        ..ReceptionDay::default()
    };
    let day = batch.add(Record::Reception(day));
    batch.add(Record::Issue(Box::new(Issue {
        reported_on: Some(today),
        channel: "reception".to_owned(),
        source: Some(day),
        deputies: ON_DUTY.to_vec(),
        title: "村口路灯不亮".to_owned(),
        content: "村口路灯坏了半个月，晚上看不见路。".to_owned(),
        category: "0102".to_owned(),
        ..Issue::default()
    })));
    desk.commit(batch).unwrap();
}

fn is_on(record: &Record, today: Date) -> bool {
    matches!(record, Record::Reception(day) if day.date == Some(today))
}
