//! Lines that the other side could not use, as their owner hears of it, and what becomes of them later.

use super::*;
use crate::model::received::Quarantined;
use crate::store::copies::Unfit;
use crate::store::journal::{Epoch, Journal, NewLine};
use crate::sync::exchange::quarantine::dismiss;
use crate::sync::exchange::unused::told;
use crate::sync::package::{Ack, Quarantined as Line};

/// A station with a change of its first visit that the county's program cannot read.
fn with_odd_line(mut one: Party) -> Party {
    one.visits(1);
    let Party { dir, desk, .. } = one;
    let (org, path) = (desk.org(), desk.journal().path().to_path_buf());
    drop(desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    let mut journal = Journal::open(Arc::clone(&disk), &path, org, None).unwrap().journal;
    let data = r#"{"date":"2026-02-30"}"#.to_owned();
    let line = NewLine { kind: "visit".to_owned(), id: 1, rev: 2, verb: "edit".to_owned(), data };
    let at = chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap();
    journal.append(&crate::store::journal::Stamp { at, by: "李慧".to_owned() }, &[line]).unwrap();
    drop(journal);
    let desk = Desk::open(disk, dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
    Party { dir, desk, keys, lowers: RefCell::default() }
}

#[test]
fn a_station_hears_which_of_its_records_were_not_used_until_a_receipt_says_no_more_of_it() {
    let (mut one, mut county, stick, drawer) = (station(1), party(COUNTY), folder(), folder());
    acquaint(&mut one, &mut county, &stick);
    let mut one = with_odd_line(one);
    let org = one.desk.org();
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let odd = county.received(org).quarantined[0].clone();
    let early = kept(&county.send(Sort::Receipt, org, &stick), &drawer);
    let header = one.trial(&early.path).unwrap().header().clone();
    one.take(&early);
    let told = told_by(&one.desk.reader(), &header).unwrap().unwrap();
    assert_eq!((told.unused, told.refused.len()), (1, 1));
    let line = &told.refused[0];
    assert_eq!((line.seq, &line.reason), (odd.seq, &odd.reason));
    assert!(line.record.starts_with("代表走访 2026-11-20"), "{line:?}");
    // The same receipt again changes nothing.
    let end = one.desk.journal().end();
    one.take(&early);
    assert_eq!(one.desk.journal().end(), end);
    // The county has dealt with it: the next receipt says so, though it has no line more.
    dismiss(&mut county.desk, (org, None, "问过了"), &stamp()).unwrap();
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.take(&receipt);
    assert_eq!((one.partner(COUNTY).unused, one.partner(COUNTY).refused.len()), (0, 0));
    // One that comes late brings it back no more.
    one.take(&early);
    assert_eq!(one.partner(COUNTY).unused, 0);
}

#[test]
fn what_a_newer_program_has_read_is_told_no_more_once_the_desk_sends_again() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let mut one = with_odd_line(one);
    let org = one.desk.org();
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    // The line of the visit itself was read by the store that a newer program made.
    let before = county.desk.reader().entry(Kind::Received, org.0).unwrap().unwrap();
    let mut received = county.received(org);
    let odd = received.quarantined[0].clone();
    received.quarantined.push(Quarantined { seq: odd.seq - 1, reason: Unfit::UnknownKind.to_string() });
    let mut batch = county.desk.batch(stamp());
    batch.change("unpack", &before, Record::Received(Box::new(received)));
    county.desk.commit(batch).unwrap();
    assert_eq!(county.received(org).unused(), 2);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!(county.received(org).quarantined, [odd]);
}

#[test]
fn a_line_without_a_number_is_named_by_no_receipt() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let one = with_odd_line(one);
    let reader = one.desk.reader();
    let site = Site { disk: one.desk.disk(), root: one.dir.path(), reader: &reader, keys: &one.keys };
    let end = reader.last_mark().unwrap().unwrap();
    let ack = Ack {
        org: one.desk.org(),
        through: end.seq,
        quarantined: vec![Line { seq: 0, reason: "没有这一行".to_owned() }],
        unused: 1,
        epoch: Epoch::random().unwrap(),
        hash: end.hash,
        next: end.seq + 1,
        missing: vec![],
        held: vec![],
    };
    let known = told(site, &one.partner(COUNTY), &ack).unwrap().unwrap();
    assert_eq!((known.unused, known.refused.len()), (1, 0));
    // What it says was known by then.
    assert_eq!(told(site, &known, &ack).unwrap(), None);
}
