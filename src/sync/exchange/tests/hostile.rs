//! Signed packages of a party that is trusted, whose lines or acknowledgements are not what they should be (HOSTILE 14, 15, 18, 20,
//! 21). Each is made here byte for byte.

use super::super::take::Agreed;
use super::*;
use crate::store::copies::Unfit;
use crate::store::journal::{Epoch, Flaw, Hash};
use crate::sync::package::{Ack, Header, PackError, Section, Writer, Wrong};

/// A chain of made lines that goes on from the first lines of a desk's journal.
#[derive(Clone)]
pub(super) struct Chain {
    org: Org,
    epoch: Epoch,
    lines: Vec<Vec<u8>>,
    hashes: Vec<Hash>,
}

/// What a made line is.
#[derive(Clone, Copy)]
struct Made<'a> {
    org: Org,
    at: &'a str,
    kind: &'a str,
    id: u64,
    data: &'a str,
}

const AT: &str = "2026-11-23T09:12:33+08:00";

impl Chain {
    /// The first lines of a journal.
    pub(super) fn of(party: &Party, lines: usize) -> Chain {
        let (section, mut all) = whole(party);
        all.truncate(lines);
        let text = |line: &Vec<u8>| String::from_utf8(line.clone()).unwrap();
        let hash = |line: &Vec<u8>| {
            let text = text(line);
            let (envelope, _) = text.split_once('\t').unwrap();
            Hash::from_hex(&envelope[envelope.len() - 66..envelope.len() - 2]).unwrap()
        };
        Chain { org: section.org, epoch: section.epoch, hashes: all.iter().map(hash).collect(), lines: all }
    }

    fn made(mut self, line: &Made<'_>) -> Chain {
        let (seq, salt) = (self.lines.len() + 1, "5a".repeat(16));
        let prev = self.hashes.last().copied().unwrap_or(Hash::ZERO);
        let digest = Hash::of(&[salt.as_bytes(), line.data.as_bytes()]);
        let Made { org, at, kind, id, data } = *line;
        let head = format!(
            r#"{{"seq":{seq},"at":"{at}","by":"李工","org":"{org}","kind":"{kind}","id":{id},"rev":1,"verb":"add","digest":"{digest}","prev":"{prev}""#
        );
        let hash = Hash::of(&[head.as_bytes()]);
        self.lines.push(format!("{head},\"hash\":\"{hash}\"}}\t{{\"salt\":\"{salt}\",\"data\":{data}}}").into_bytes());
        self.hashes.push(hash);
        self
    }

    fn visit(self, id: u64, date: &str) -> Chain {
        let data = format!(r#"{{"date":"{date}","people":3}}"#);
        let org = self.org;
        self.made(&Made { org, at: AT, kind: "visit", id, data: &data })
    }

    /// Another installation, or another time of the same, takes over.
    fn begins(self, epoch: Epoch, key: &str) -> Chain {
        self.begins_as(2, epoch, key)
    }

    /// As [`Chain::begins`], as the chain's third.
    fn begins_again(self, epoch: Epoch, key: &str) -> Chain {
        self.begins_as(3, epoch, key)
    }

    fn begins_as(mut self, id: u64, epoch: Epoch, key: &str) -> Chain {
        let data =
            format!(r#"{{"format":1,"org":"{}","epoch":"{epoch}","key":"{key}","program":"liaison 0.1.0"}}"#, self.org);
        self.epoch = epoch;
        let org = self.org;
        self.made(&Made { org, at: AT, kind: "chain", id, data: &data })
    }

    /// The hash through a line; zeros before the first.
    fn through(&self, seq: usize) -> Hash {
        seq.checked_sub(1).map_or(Hash::ZERO, |at| self.hashes[at])
    }

    /// A package with lines of it from number `first` through `last`.
    fn packed(&self, lines: (usize, usize), number: u32, from: &Party, stick: &TempDir) -> Sent {
        self.packed_for(COUNTY, lines, (number, from, stick))
    }

    /// A package to a desk with all of it.
    pub(super) fn packed_to(&self, to: Org, number: u32, from: &Party, stick: &TempDir) -> Sent {
        self.packed_for(to, (1, self.lines.len()), (number, from, stick))
    }

    fn packed_for(
        &self,
        to: Org,
        (first, last): (usize, usize),
        (number, from, stick): (u32, &Party, &TempDir),
    ) -> Sent {
        let mut header = Header::new(Sort::Up, self.org, to, number, AT, 1);
        let (before, after) = (self.through(first - 1), self.through(last));
        let count = (last + 1 - first) as u64;
        header.chains = vec![Section {
            org: self.org,
            epoch: self.epoch,
            first: first as u64,
            last: last as u64,
            before,
            after,
            count,
        }];
        made(&header, &self.lines[first - 1..last], from, stick)
    }
}

/// Writes a package for a party whose keys are known.
fn made(header: &Header, lines: &[Vec<u8>], from: &Party, stick: &TempDir) -> Sent {
    try_made(header, lines, from, stick).unwrap()
}

fn try_made(header: &Header, lines: &[Vec<u8>], from: &Party, stick: &TempDir) -> Result<Sent, PackError> {
    let to = party_of(&from.desk.reader().entry(Kind::Party, header.to.0).unwrap().unwrap()).unwrap().box_key.clone();
    let mut writer = Writer::new(Vec::new(), &to.parse().unwrap(), header)?;
    for line in lines {
        writer.line(line)?;
    }
    let bytes = writer.finish(&from.keys.sign)?;
    let name = header.name().to_string();
    let path = stick.path().join(&name);
    std::fs::write(&path, &bytes).unwrap();
    Ok(Sent {
        path,
        name,
        bytes: bytes.len() as u64,
        number: header.number,
        lines: 0,
        handed: 0,
        chains: header.chains.len(),
    })
}

/// A station and its county, and a folder.
pub(super) fn pair() -> (Party, Party, TempDir) {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    (one, county, stick)
}

/// What a desk has taken in: its copy of a chain, how far by its own record, and its totals.
pub(super) fn content(desk: &Party, org: Org) -> (Vec<u8>, u64, Vec<u64>) {
    let copy = std::fs::read(crate::store::copies::path_of(desk.dir.path(), org)).unwrap_or_default();
    let known = desk.desk.reader().entry(Kind::Received, org.0).unwrap();
    let seq = known.as_ref().and_then(received_of).map_or(0, |received| received.seq);
    let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Received | Kind::Party | Kind::Pack));
    (copy, seq, kinds.map(|kind| desk.count(*kind)).collect())
}

/// 14: replay, older after newer, gap, equal overlap, differing overlap.
#[test]
fn pieces_that_come_again_or_too_early_change_nothing() {
    let (mut one, mut county, stick) = pair();
    let org = one.desk.org();
    one.visits(1);
    let begin = whole(&one).1.len();
    let chain = (2..=7).fold(Chain::of(&one, begin), |chain, id| chain.visit(id, "2026-11-20"));
    let mut number = 0;
    let mut piece = |chain: &Chain, first: usize, last: usize| {
        number += 1;
        chain.packed((first, last), number, &one, &stick)
    };
    county.take(&piece(&chain, 1, begin + 2));
    assert_eq!(county.count(Kind::Visit), 3);
    let before = (content(&county, org), county.desk.journal().end());
    // The same once more, under its own number and under another; older ones; one that ends where the copy does.
    for (first, last) in [(1, begin + 2), (1, begin), (2, 3), (begin + 2, begin + 2)] {
        let again = piece(&chain, first, last);
        let judged = &county.trial(&again.path).unwrap().chains[0];
        assert_eq!(judged.verdict, Verdict::Known, "{first} to {last}");
        assert_eq!(county.take(&again), Taken::default());
    }
    assert_eq!((content(&county, org), county.desk.journal().end()), before);
    // A gap waits, and says what for.
    let early = piece(&chain, begin + 5, begin + 6);
    let missing = (begin as u64 + 3, begin as u64 + 4);
    assert_eq!(
        county.trial(&early.path).unwrap().chains[0].verdict,
        Verdict::Gap { first: missing.0, last: missing.1 }
    );
    assert!(county.take(&early).waits);
    assert_eq!(content(&county, org), before.0);
    let told = county.received(org).held[0].reason.clone();
    assert!(told.contains(&missing.0.to_string()) && told.contains(&missing.1.to_string()), "{told}");
    // Differing overlap: the same numbers, other lines.
    let other = (9..=14).fold(Chain::of(&one, begin), |chain, id| chain.visit(id, "2026-11-21"));
    for (first, last) in [(begin + 1, begin + 6), (begin + 1, begin + 1), (begin + 3, begin + 4)] {
        let forked = piece(&other, first, last);
        let verdict = county.trial(&forked.path).unwrap().chains[0].verdict;
        assert!(matches!(verdict, Verdict::Fork { .. }), "{first} to {last}: {verdict:?}");
        assert_eq!(county.take(&forked).forks, [org]);
        assert_eq!(content(&county, org), before.0);
    }
    assert!(!county.received(org).forked.is_empty());
    // Equal overlap goes on, and lets in what waited.
    let taken = county.take(&piece(&chain, begin, begin + 4));
    assert_eq!((taken.packages, taken.lines), (2, 4));
    assert_eq!(county.count(Kind::Visit), 7);
}

/// 15: another installation's packages wait for a person, and those of the old one that still sends are never mixed with them.
#[test]
fn two_installations_of_one_desk_are_never_mixed() {
    let (mut one, mut county, stick) = pair();
    let (org, key) = (one.desk.org(), one.keys.sign.public().to_string());
    one.visits(2);
    let begin = whole(&one).1.len();
    let old = Chain::of(&one, begin).visit(3, "2026-11-20");
    // Restored from a backup of an earlier day.
    let new = Chain::of(&one, begin - 1).begins(Epoch([7; 16]), &key).visit(5, "2026-11-21").visit(6, "2026-11-21");
    let (length, first) = (new.lines.len(), content(&county, org));
    assert_eq!(first.1, 0);
    county.take(&old.packed((1, begin + 1), 1, &one, &stick));
    let before = content(&county, org);
    let restored = new.packed((1, length), 2, &one, &stick);
    let verdict = county.trial(&restored.path).unwrap().chains[0].verdict;
    assert_eq!(verdict, Verdict::Installation { goes_on: false, from: 1 });
    assert!(county.take(&restored).waits);
    assert_eq!(content(&county, org), before);
    assert_eq!(county.standing(&mut Counted::default()).below[0].troubles.installations, 1);
    // The old one goes on meanwhile, as if nothing had been.
    let later = old.clone().visit(4, "2026-11-22");
    county.take(&later.packed((begin + 2, begin + 2), 3, &one, &stick));
    assert_eq!(county.received(org).seq, begin as u64 + 2);
    // Somebody agrees: the other's history takes the place of the first, whole.
    let trial = county.trial(&restored.path).unwrap();
    let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
    take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), going).unwrap();
    let after = content(&county, org);
    assert_eq!((after.0.split(|byte| *byte == b'\n').count() - 1, after.1), (length, length as u64));
    // The old one still sends: nothing of it is taken in, and it is told, whether it begins anew or goes on.
    let longer = later.clone().visit(5, "2026-11-23").visit(6, "2026-11-23");
    let whole = longer.packed((1, longer.lines.len()), 4, &one, &stick);
    assert!(county.take(&whole).waits);
    let piece = longer.packed((begin + 3, begin + 3), 5, &one, &stick);
    let verdict = county.trial(&piece.path).unwrap().chains[0].verdict;
    assert_eq!(verdict, Verdict::Ahead);
    county.take(&piece);
    assert_eq!(content(&county, org), after);
    assert!(county.received(org).is_troubled());
}

/// 18: acknowledgements of what was not sent, of another's chain, older ones.
#[test]
fn an_acknowledgement_says_no_more_than_was_sent() {
    let (mut one, mut county, stick) = pair();
    let mut two = station(2);
    acquaint(&mut two, &mut county, &stick);
    one.visits(1);
    two.visits(1);
    for station in [&mut one, &mut two] {
        let sent = station.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
    }
    one.visits(1);
    let all = Chain::of(&one, usize::MAX);
    let (sent, length) = (county.received(one.desk.org()).seq, all.lines.len() as u64);
    let mut number = 100;
    let mut receipt = |from: &Party, to: Org, org: Org, through: u64, hash: Hash| {
        number += 1;
        let mut header = Header::new(Sort::Receipt, from.desk.org(), to, number, AT, 1);
        let next = through.saturating_add(1);
        let epoch = all.epoch;
        header.acks = vec![Ack {
            org,
            epoch,
            through,
            hash,
            next,
            missing: vec![],
            held: vec![],
            quarantined: vec![],
            unused: 0,
        }];
        made(&header, &[], from, &stick)
    };
    let org = one.desk.org();
    let hash = |seq: u64| all.through(usize::try_from(seq).unwrap());
    // Written and in no package; never written; another line's hash; the greatest number.
    for (through, hash) in
        [(length, hash(length)), (length + 1, hash(length)), (sent, hash(sent - 1)), (u64::MAX - 1, hash(1))]
    {
        let file = receipt(&county, org, org, through, hash);
        let before = one.desk.journal().end();
        // It is told before anything is taken in, and is not taken in whatever was told.
        let tried = one.trial(&file.path).unwrap_err();
        let trial = one.held(&file.path).unwrap();
        let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
        let refused = take_in(&mut one.desk, &one.keys, &trial, false, &stamp(), going).unwrap_err();
        assert!(matches!(refused, ExchangeError::AcknowledgesTooMuch { .. }), "{refused:?}");
        assert!(refused.to_string().contains(&through.to_string()), "{refused}");
        assert_eq!(tried.to_string(), refused.to_string());
        assert_eq!((one.desk.journal().end(), one.partner(COUNTY).acked_seq), (before, 0));
    }
    // Another station's chain is nothing to this one.
    let other = receipt(&county, org, two.desk.org(), 3, hash(3));
    let before = one.desk.journal().end();
    assert_eq!(one.take(&other), Taken::default());
    assert_eq!(one.desk.journal().end(), before);
    // An older one takes nothing back.
    let older = receipt(&county, org, org, sent - 1, hash(sent - 1));
    one.take(&receipt(&county, org, org, sent, hash(sent)));
    assert_eq!(one.partner(COUNTY).acked_seq, sent);
    let before = one.desk.journal().end();
    assert_eq!(one.take(&older), Taken::default());
    assert_eq!((one.desk.journal().end(), one.partner(COUNTY).acked_seq), (before, sent));
    // Nor can a station make the county believe that another's chain has arrived above.
    let known = county.received(two.desk.org());
    let forged = receipt(&one, COUNTY, two.desk.org(), known.seq, Hash::from_hex(&known.hash).unwrap());
    let trial = county.held(&forged.path).unwrap();
    let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let refused = take_in(&mut county.desk, &county.keys, &trial, false, &stamp(), going);
    assert!(matches!(refused, Err(ExchangeError::AcknowledgesTooMuch { .. })), "{refused:?}");
    assert_eq!(county.received(two.desk.org()), known);
}

/// 20: a line about a record that belongs to somebody else is not used; the rest goes on.
#[test]
fn a_line_about_anothers_record_is_not_used() {
    let (mut one, mut county, stick) = pair();
    let mut two = station(2);
    acquaint(&mut two, &mut county, &stick);
    two.visits(1);
    let theirs = two.issue("别的站的意见");
    let sent = two.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    county.issue("县里的");
    one.visits(1);
    let begin = whole(&one).1.len();
    let mut chain = Chain::of(&one, begin);
    let stolen = r#"{"title":"改了"}"#;
    for org in [two.desk.org(), COUNTY, CITY, Org(430_122_105_009), Org(999_999_999_999)] {
        chain = chain.made(&Made { org, at: AT, kind: "issue", id: theirs.id, data: stolen });
    }
    let chain = chain.visit(2, "2026-11-20");
    let last = chain.lines.len();
    let sent = chain.packed((1, last), 1, &one, &stick);
    let trial = county.trial(&sent.path).unwrap();
    let told: Vec<_> = trial.chains[0].unfit.iter().map(|(seq, why)| (*seq as usize, *why)).collect();
    assert_eq!(told, (begin + 1..=begin + 5).map(|seq| (seq, Unfit::Foreign)).collect::<Vec<_>>());
    assert_eq!(trial.counts(Agreed::No).unfit, 5);
    let others = |county: &Party| {
        let reader = county.desk.reader();
        (reader.of(two.desk.org()).entry(Kind::Issue, theirs.id).unwrap(), reader.entry(Kind::Issue, 1).unwrap())
    };
    let before = others(&county);
    county.take(&sent);
    assert_eq!(others(&county), before);
    assert_eq!((county.count(Kind::Issue), county.count(Kind::Visit)), (2, 3));
    let quarantined = county.received(one.desk.org()).quarantined;
    assert_eq!(quarantined.len(), 5);
    assert!(quarantined.iter().all(|line| line.reason == Unfit::Foreign.to_string()));
    // The station hears of it with the receipt.
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    let trial = one.held(&receipt.path).unwrap();
    assert_eq!(trial.header().acks[0].quarantined.len(), 5);
}

/// 21: days that are none, the ends of the calendar, clocks that jump.
#[test]
fn days_that_are_none_and_clocks_that_jump_do_no_harm() {
    let (mut one, mut county, stick) = pair();
    one.visits(1);
    let org = one.desk.org();
    let begin = whole(&one).1.len();
    let mut chain = Chain::of(&one, begin);
    let days = ["0000-00-00", "0000-01-01", "2026-02-30", "9999-12-31", "10000-01-01", "-001-01-01", "2026-11-20"];
    for (id, day) in (2..).zip(days) {
        chain = chain.visit(id, day);
    }
    let times = [
        "9999-12-31T23:59:59+14:00",
        "0000-00-00T00:00:00Z",
        "1970-01-01T00:00:00-12:00",
        "2026-02-30T25:61:61+99:99",
        "",
        "很久以前",
        "2026-11-23T09:12:33+08:00",
    ];
    for (id, at) in (20..).zip(times) {
        chain = chain.made(&Made { org, at, kind: "visit", id, data: r#"{"date":"2026-11-20","people":3}"# });
    }
    let last = chain.lines.len();
    let sent = chain.packed((1, last), 1, &one, &stick);
    let unfit = county.trial(&sent.path).unwrap().chains[0].unfit.clone();
    assert!(unfit.iter().all(|(_, why)| *why == Unfit::Unreadable), "{unfit:?}");
    let unreadable: Vec<usize> = unfit.iter().map(|(seq, _)| *seq as usize - begin).collect();
    // The first day of a year 0 is one, however long ago.
    assert_eq!(unreadable, [1, 3, 5, 6], "days that are none");
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 1 + 3 + times.len() as u64);
    assert_eq!(county.received(org).seq, last as u64);
    // All that reads days goes on.
    county.standing(&mut Counted::default());
    arrivals(&county.desk.journal(), Date::from_ymd(2026, 11, 1).unwrap()).unwrap();
    let rows = county.desk.reader().page(List::Station(Kind::Visit, org), None, Direction::Forward, 99).unwrap();
    assert_eq!(rows.len(), 1 + 3 + times.len());
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.held(&receipt.path).unwrap();
    // A package that says it was made on such a day is none.
    for at in ["2026-02-30T00:00:00+08:00", "0000-00-00T00:00:00+08:00", "很久以前"] {
        let mut header = Header::new(Sort::Up, org, COUNTY, 2, at, 1);
        header.chains = county.trial(&sent.path).unwrap().header().chains.clone();
        let refused = try_made(&header, &chain.lines, &one, &stick);
        assert!(matches!(refused, Err(PackError::Wrong(Wrong::Header))), "{at}");
    }
}

/// A station, its county and its city; the city has what the station has sent, by the county.
fn handed_on() -> (Party, Party, Party, TempDir) {
    let ((mut one, mut county, stick), mut city) = (pair(), party(CITY));
    acquaint(&mut county, &mut city, &stick);
    one.visits(2);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let sent = county.send(Sort::Up, CITY, &stick);
    city.take(&sent);
    (one, county, city, stick)
}

/// A county's package to its city with a made chain of a station in it.
pub(super) fn forged(chain: &Chain, number: u32, county: &Party, stick: &TempDir) -> Sent {
    try_forged(chain, number, county, stick).unwrap()
}

fn try_forged(chain: &Chain, number: u32, county: &Party, stick: &TempDir) -> Result<Sent, PackError> {
    try_forged_to(CITY, chain, (number, county, stick))
}

/// A package up of all of a desk's own chain and a made one.
pub(super) fn try_forged_to(
    to: Org,
    chain: &Chain,
    (number, by, stick): (u32, &Party, &TempDir),
) -> Result<Sent, PackError> {
    let (own, mut lines) = whole(by);
    let mut header = Header::new(Sort::Up, by.desk.org(), to, number, AT, 1);
    let last = chain.lines.len();
    let (after, count) = (chain.through(last), last as u64);
    let (org, epoch, before) = (chain.org, chain.epoch, Hash::ZERO);
    header.chains = vec![own, Section { org, epoch, first: 1, last: count, before, after, count }];
    lines.extend(chain.lines.iter().cloned());
    try_made(&header, &lines, by, stick)
}

impl Chain {
    /// A line that says a package is being made, signed with a desk's key.
    pub(super) fn signed(self, id: u64, by: &Party) -> Chain {
        let (org, head) = (self.org, self.through(self.lines.len()));
        let signature = hex::encode(by.keys.sign.sign(&head.0));
        let data = format!(r#"{{"sort":"up","number":9,"to":"{COUNTY}","head":"{head}","signature":"{signature}"}}"#);
        self.made(&Made { org, at: AT, kind: "pack", id, data: &data })
    }
}

#[test]
fn what_a_station_has_not_signed_waits_until_it_has() {
    let (mut one, mut county, mut city, stick) = handed_on();
    let (org, before) = (one.desk.org(), content(&city, one.desk.org()));
    let all = usize::try_from(before.1).unwrap();
    for (number, forger) in [(50, None), (51, Some(&county))] {
        let chain = Chain::of(&one, all).visit(77, "2026-11-20");
        let chain = forger.map_or(chain.clone(), |forger| chain.signed(9, forger));
        let package = forged(&chain, number, &county, &stick);
        let trial = city.trial(&package.path).unwrap();
        assert_eq!(trial.chains[1].verdict, Verdict::Unsigned { from: before.1 + 1 }, "{number}");
        assert!(city.take(&package).waits);
        assert_eq!(content(&city, org), before);
        let known = city.received(org);
        assert!(known.is_troubled() && !known.is_undecided(), "{known:?}");
        assert_eq!(known.held.last().unwrap().reason, crate::text::zh::sync::exchange::WAITS_FOR_SIGNATURE);
    }
    assert_eq!(city.standing(&mut Counted::default()).below[0].troubles.held, 2);
    // The station's own lines are taken in, and what waited was nothing of it.
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let sent = county.send(Sort::Up, CITY, &stick);
    city.take(&sent);
    let known = city.received(org);
    assert!(known.seq > before.1 && known.signed_seq == known.seq - 1 && !known.is_troubled(), "{known:?}");
    assert!(std::fs::read_dir(city.dir.path().join(INBOX).join(HELD)).unwrap().next().is_none());
}

#[test]
fn another_key_takes_no_chain_over_unless_somebody_agrees() {
    let (one, county, mut city, stick) = handed_on();
    let (org, before) = (one.desk.org(), content(&city, one.desk.org()));
    let chain = Chain::of(&one, usize::try_from(before.1).unwrap());
    let (epoch, theirs) = (chain.epoch, county.keys.sign.public().to_string());
    // The same installation has one key.
    let swapped = chain.clone().begins(epoch, &theirs).visit(78, "2026-11-20").signed(9, &county);
    // Writing refuses for what reading would.
    let refused = try_forged(&swapped, 50, &county, &stick);
    assert!(matches!(refused, Err(PackError::Line { flaw: Flaw::Chain, .. })), "{refused:?}");
    // Back to the first by way of another.
    let other = chain.begins(Epoch([7; 16]), &theirs).visit(78, "2026-11-20");
    let back = other.begins_again(epoch, &theirs).signed(9, &county);
    let package = forged(&back, 52, &county, &stick);
    let verdict = city.trial(&package.path).unwrap().chains[1].verdict;
    assert_eq!(verdict, Verdict::Installation { goes_on: true, from: before.1 + 1 });
    assert!(city.take(&package).waits);
    assert_eq!(content(&city, org), before);
    let known = city.received(org);
    assert_eq!(known.key, one.keys.sign.public().to_string());
    assert!(known.is_undecided());
}

/// What is left out on the way up is told; what is left out on the way down is meant.
#[test]
fn a_body_that_was_left_out_on_the_way_up_is_told() {
    let (one, county, mut city, stick) = handed_on();
    let org = one.desk.org();
    let begin = usize::try_from(city.received(org).seq).unwrap();
    let mut chain = Chain::of(&one, begin).visit(77, "2026-11-20").signed(9, &one);
    chain.lines[begin] = crate::store::journal::withheld(&chain.lines[begin]).unwrap();
    let package = forged(&chain, 50, &county, &stick);
    let told = vec![(begin as u64 + 1, Unfit::Withheld)];
    assert_eq!(city.trial(&package.path).unwrap().chains[1].unfit, told);
    city.take(&package);
    let known = city.received(org);
    assert_eq!(known.seq, begin as u64 + 2);
    assert_eq!(known.quarantined.len(), 1);
    assert_eq!(known.quarantined[0].reason, Unfit::Withheld.to_string());
}

#[test]
fn a_chain_under_another_key_than_was_confirmed_is_refused() {
    let (mut one, mut county, stick) = pair();
    let org = one.desk.org();
    one.visits(1);
    let theirs = station(7).keys.sign.public().to_string();
    let chain = Chain::of(&one, usize::MAX).begins(Epoch([7; 16]), &theirs).visit(78, "2026-11-20");
    let all = chain.packed((1, chain.lines.len()), 1, &one, &stick);
    let refused = county.trial(&all.path).unwrap_err();
    assert!(matches!(refused, ExchangeError::OtherChainKey(other) if other == org), "{refused:?}");
    assert!(county.desk.reader().entry(Kind::Received, org.0).unwrap().is_none());
    // Nor does it take over later.
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let known = county.received(org).seq;
    let first = usize::try_from(known).unwrap();
    let chain = Chain::of(&one, first).begins(Epoch([7; 16]), &theirs).visit(78, "2026-11-20");
    let later = chain.packed((first + 1, first + 2), 2, &one, &stick);
    assert!(matches!(county.trial(&later.path), Err(ExchangeError::OtherChainKey(_))));
}
