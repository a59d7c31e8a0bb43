//! What a record adds to the lists and totals; pure.
//!
//! A row of a list is a key of the `index` tree without a value:
//! `[list u8][what the list is of][place in the list][org u64][id u64]`, big-endian. Keys hold dates, codes' ranks,
//! numbers and marks of 16 or 32 bits that many texts share, never a name or a text. Descending dates and ids are stored as
//! their complement, so that every list is read forwards.
//!
//! A list can be read backwards as well, and there sled 0.34 has a trap: its iterator goes to the node before by a key that
//! it takes to be the greatest one less than the node's first, namely that key lowered by one and followed by four bytes of
//! 255. Behind keys that begin with these it never arrives, and gives up with a panic after a million rounds. So no key of a list
//! that is read backwards holds four bytes of 255 in a row: a descending id is written seven bits to a byte ([`Key::down_id`]),
//! and no date is a day far off ([`NEVER`]) rather than the last one of all.
//!
//! | list | of | place |
//! |---|---|---|
//! | 1 all, 6 voided | kind | natural order of the kind, see below |
//! | 2 stage | stage | reported on ↓, id ↓ |
//! | 3 due | – | due or promised date ↑, id |
//! | 4 from | kind, org, id of the source | id |
//! | 5 deputy | kind, org, id of the deputy | date ↓, id ↓ |
//! | 7 number | org | year, serial |
//! | 8 alike | – | id ↓, village u32, each mark of the title u16 ([`alike`](crate::model::alike)) |
//! | 9 promised, 10 dissatisfied | – | reported on ↓, id ↓ |
//! | 11 naming | kind, org, id of the issue; of packages and received chains, the party's code | date ↓, id ↓; id ↓; code |
//! | 12 pledges | – | promised date ↑, id |
//! | 13 station | kind, org | natural order of the kind |
//! | 14 waiting | – | day of the decision ↑ |
//! | 15 unacknowledged, 16 troubled | – | code |
//! | 17 revoked, never shown by itself | – | day of the decision ↑ |
//!
//! A voided record stands in 6 only, an issue in 7 as well. The natural order of a kind: reception days date ↓, start ↓,
//! id ↓; issues, visits and activities date ↓, id ↓; reports cut-off ↓, id ↓; projects year ↓, id ↓; proposals id ↓; deputies rank of their status,
//! id; units in use first, id; parties those above first, code; decisions and packages id ↓; received chains code; station and
//! settings id. A decision is one that names the issue it is about, under the issue's own desk. Whether a decision of a desk above waits
//! for a step of ours follows from the issue as well: its row and total are kept in [`super::waiting`].
//!
//! Kept totals are numbers in the `meta` tree; a total of nothing has no key:
//!
//! | key | live records |
//! |---|---|
//! | `k[kind u8]` | of a kind |
//! | `s[stage u8]` | issues of a stage |
//! | `l[9]`, `l[10]` | issues ever promised, ever 不满意: the rows of these lists |
//! | `o[owing u8]` | issues for which something is owed ([`owing`]) |
//! | `w[14]` | decisions of desks above that wait for a step of ours: the rows of that list |
//! | `w[17]` | those of them that were voided above after a step of ours had taken them over |
//! | `p[kind u8]` | deputies, but those that a desk below took over from the roster of one above it: the same people |
//! | `h[0]`, `h[1]` | no records but lines of the chains of desks below that are told to people; those not acknowledged above |
//!
//! The figures of each deputy, `d…`, are described in [`super::tally`].

use super::codec;
use super::copies::{MOST_ID, Place, is_code};
use super::reader::List;
use crate::model::deputy::{ENDED, FORMER, SERVING, SUSPENDED};
use crate::model::issue::{Issue, Stage};
use crate::model::owing::{self, Owing};
use crate::model::party::UPPER;
use crate::model::{Date, Entry, Kind, Org, Record, Time, alike, life, sources, takeover};

const ALL: u8 = 1;
const STAGE: u8 = 2;
const DUE: u8 = 3;
const FROM: u8 = 4;
const DEPUTY: u8 = 5;
const VOIDED: u8 = 6;
const NUMBER: u8 = 7;
const ALIKE: u8 = 8;
const PROMISED: u8 = 9;
const DISSATISFIED: u8 = 10;
const NAMING: u8 = 11;
const PLEDGES: u8 = 12;
const STATION: u8 = 13;
const WAITING: u8 = 14;
const UNACKNOWLEDGED: u8 = 15;
const TROUBLED: u8 = 16;
const REVOKED: u8 = 17;

/// The greatest serial that is listed. No desk comes near it; what another desk sends may be anything.
const MOST_SERIAL: u32 = i32::MAX as u32;
/// The day of what has none: behind every real one, and without bytes of 255 in a row either way up.
const NEVER: i32 = 0x7f00_0000;
/// What minutes of a day are counted down from: beyond any, and without two bytes of 255.
const LAST_MINUTE: u16 = 0x7e00;
/// The most lines of one chain that count: no chain has as many, and sums of them do not overflow.
const MOST_TOLD: u64 = u32::MAX as u64;
/// Bytes of a descending id.
const DOWN_ID_BYTES: usize = 10;

/// What every row that holds the marks of an issue's title begins with.
pub const ALIKE_PREFIX: [u8; 1] = [ALIKE];

/// The order of the roster; another status comes last.
const STATUS_ORDER: [&str; 4] = [SERVING, SUSPENDED, ENDED, FORMER];

/// A kept total.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Total {
    /// Live records of a kind.
    Kind(Kind),
    /// Live issues of a stage.
    Stage(Stage),
    /// Live issues ever answered with class B.
    Promised,
    /// Live issues ever rated 不满意.
    Dissatisfied,
    /// Live issues for which something is owed.
    Owing(Owing),
    /// Decisions of desks above that wait for a step of ours.
    Waiting,
    /// Those of them that were voided above after a step of ours had taken them over.
    Revoked,
    /// Deputies, each once: not those that a desk below took over from another's roster.
    People,
    /// Lines of chains of desks below that are told to people.
    Handed,
    /// Those of them that the party above has not acknowledged.
    Unacknowledged,
}

impl Total {
    /// Every total.
    pub fn all() -> impl Iterator<Item = Total> {
        let counted = Kind::ALL.into_iter().map(Total::Kind).chain(Stage::ALL.into_iter().map(Total::Stage));
        counted
            .chain([Total::Promised, Total::Dissatisfied, Total::Waiting, Total::Revoked])
            .chain([Total::People, Total::Handed, Total::Unacknowledged])
            .chain(Owing::ALL.into_iter().map(Total::Owing))
    }

    /// Its key in `meta`.
    pub fn key(self) -> [u8; 2] {
        match self {
            Total::Kind(kind) => [b'k', kind.byte()],
            Total::Stage(stage) => [b's', stage_byte(stage)],
            Total::Promised => [b'l', PROMISED],
            Total::Dissatisfied => [b'l', DISSATISFIED],
            Total::Owing(owing) => [b'o', owing.byte()],
            Total::Waiting => [b'w', WAITING],
            Total::Revoked => [b'w', REVOKED],
            Total::People => [b'p', Kind::Deputy.byte()],
            Total::Handed => [b'h', 0],
            Total::Unacknowledged => [b'h', 1],
        }
    }
}

/// What every row of a list begins with; `org` is whose records are named.
pub fn prefix(list: List, org: Org) -> Vec<u8> {
    match list {
        List::All(kind) => vec![ALL, kind.byte()],
        List::Stage(stage) => vec![STAGE, stage_byte(stage)],
        List::Due => vec![DUE],
        List::Promised => vec![PROMISED],
        List::Dissatisfied => vec![DISSATISFIED],
        List::Pledges => vec![PLEDGES],
        List::From(kind, id) => of(FROM, kind, org, id),
        List::Deputy(kind, id) => of(DEPUTY, kind, org, id),
        List::Voided(kind) => vec![VOIDED, kind.byte()],
        List::Naming(kind, issue) => of(NAMING, kind, org, issue),
        List::Station(kind, org) => station(kind, org).0,
        List::Own(kind) => station(kind, org).0,
        List::Waiting => vec![WAITING],
        List::Unacknowledged => vec![UNACKNOWLEDGED],
        List::Troubled => vec![TROUBLED],
    }
}

/// What stands before the rows of a day in the list of all records of a dated kind, or in that of one organisation, and behind
/// those of later days.
pub fn day_prefix(list: List, day: Date) -> Vec<u8> {
    // Neither list is of an organisation's references.
    Key(prefix(list, Org(0))).down_date(Some(day)).0
}

/// What stands before the rows of the issues owed an answer on a day, and behind those owed one earlier.
pub fn due_prefix(day: Date) -> Vec<u8> {
    Key::new(DUE).up(day.days()).0
}

/// What every issue's number row of one year begins with.
pub fn year_prefix(org: Org, year: i32) -> Vec<u8> {
    Key::new(NUMBER).org(org).up(year).0
}

/// What the rows of one issue number begin with.
pub fn number_prefix(org: Org, number: &str) -> Option<Vec<u8>> {
    let (year, serial) = split_number(number).filter(|(_, serial)| *serial <= MOST_SERIAL)?;
    Some(Key::new(NUMBER).org(org).up(year).bytes(&serial.to_be_bytes()).0)
}

/// The serial in a number row.
pub fn serial_of_row(row: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(row.get(13..17)?.try_into().ok()?))
}

/// The record a row stands for: the owner and id at its end.
pub fn record_of_row(row: &[u8]) -> Option<(Org, u64)> {
    let (_, tail) = row.split_at_checked(row.len().checked_sub(16)?)?;
    let (org, id) = tail.split_at_checked(8)?;
    Some((Org(u64::from_be_bytes(org.try_into().ok()?)), u64::from_be_bytes(id.try_into().ok()?)))
}

/// The village and the title's marks in a row of issues by their titles; `None` for a row that is bent.
pub fn marks_of_row(row: &[u8]) -> Option<(u32, impl Iterator<Item = alike::Mark>)> {
    let (head, tail) = row.split_at_checked(1 + DOWN_ID_BYTES)?;
    let (village, tail) = tail.split_first_chunk()?;
    let (marks, _) = tail.split_at_checked(tail.len().checked_sub(16)?)?;
    let (marks, rest) = marks.as_chunks::<2>();
    let is_whole = head.starts_with(&ALIKE_PREFIX) && rest.is_empty() && marks.len() <= alike::MOST_MARKS;
    is_whole.then(|| (u32::from_be_bytes(*village), marks.iter().map(|mark| alike::Mark::from_be_bytes(*mark))))
}

/// The year and serial of a number `YYYY-NNNN`.
pub fn split_number(number: &str) -> Option<(i32, u32)> {
    let (year, serial) = number.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = year.len() == 4 && serial.len() >= 4 && digits(year) && digits(serial);
    if plain { Some((year.parse().ok()?, serial.parse().ok()?)) } else { None }
}

/// Every row of a record, in no order. Of an organisation whose records do not stand among ours there is only its own list.
pub fn rows(entry: &Entry, place: Place) -> Vec<Vec<u8>> {
    let kind = entry.kind();
    let mut rows = Vec::new();
    if entry.is_live() {
        rows.push(natural(station(kind, entry.org), entry).end(entry));
    }
    if !place.lists(kind) {
        // What is decided above about our issues is looked for from the issue, and so is what was voided there since.
        rows.extend(decision_row(entry).filter(|_| place == Place::Above));
        return rows;
    }
    if let Record::Issue(issue) = &entry.record
        && let Some(prefix) = number_prefix(entry.org, &issue.number)
    {
        rows.push(Key(prefix).end(entry));
    }
    if !entry.is_live() {
        rows.push(natural(Key::new(VOIDED).kind(kind), entry).end(entry));
        return rows;
    }
    rows.push(natural(Key::new(ALL).kind(kind), entry).end(entry));
    let date = entry.record.date();
    for deputy in deputies(&entry.record) {
        rows.push(Key(of(DEPUTY, kind, entry.org, deputy)).down_date(date).down_id(entry.id).end(entry));
    }
    rows.extend(decision_row(entry));
    rows.extend(party_row(entry));
    rows.extend(origin_row(entry));
    for issue in issues(&entry.record) {
        rows.push(Key(of(NAMING, kind, entry.org, issue)).down_date(date).down_id(entry.id).end(entry));
    }
    if let Record::Received(received) = &entry.record {
        for (list, is_in) in [(UNACKNOWLEDGED, received.acked_seq < received.seq), (TROUBLED, received.is_troubled())] {
            rows.extend(is_in.then(|| Key::new(list).end(entry)));
        }
    }
    if let Record::Issue(issue) = &entry.record {
        issue_rows(issue, entry, &mut rows);
        // What is being entered is held against our own issues: with those of others it could not be merged.
        rows.extend(alike_row(issue, entry).filter(|_| place == Place::Own));
    }
    rows
}

/// The row that finds a decision from the issue it is about, under the issue's own desk.
fn decision_row(entry: &Entry) -> Option<Vec<u8>> {
    let Record::Handling(handling) = &entry.record else { return None };
    let station = handling.org().filter(|org| is_code(*org) && handling.issue <= MOST_ID)?;
    let about = Key(of(NAMING, entry.kind(), station, handling.issue));
    Some(about.down_date(entry.record.date()).down_id(entry.id).end(entry))
}

/// The row that finds a deputy of ours or of a desk below from the one of a desk above that it was taken over from.
fn origin_row(entry: &Entry) -> Option<Vec<u8>> {
    if entry.kind() != Kind::Deputy {
        return None;
    }
    let (org, id) = takeover::origin(&entry.record).filter(|(org, id)| is_code(*org) && *id <= MOST_ID)?;
    Some(Key(of(NAMING, Kind::Deputy, org, id)).end(entry))
}

/// The row that finds a package from the party it goes to, or a chain from the one it came through.
fn party_row(entry: &Entry) -> Option<Vec<u8>> {
    let (party, is_newest_first) = match &entry.record {
        Record::Pack(pack) => (pack.to.parse::<Org>().ok()?, true),
        Record::Received(received) => (received.via.parse::<Org>().ok()?, false),
        _ => return None,
    };
    let key = Key(of(NAMING, entry.kind(), entry.org, party.0));
    is_code(party).then(|| if is_newest_first { key.down_id(entry.id).end(entry) } else { key.end(entry) })
}

/// The row of a decision while it waits for a step of ours.
pub fn waiting_row(entry: &Entry) -> Vec<u8> {
    Key::new(WAITING).up(entry.record.date().map_or(NEVER, Date::days)).end(entry)
}

/// The row that marks a decision in that list as one that was voided above after it was taken over here.
pub fn revoked_row(entry: &Entry) -> Vec<u8> {
    Key::new(REVOKED).up(entry.record.date().map_or(NEVER, Date::days)).end(entry)
}

/// Every total a record counts in, once each, with how much.
pub fn totals(entry: &Entry, place: Place) -> Vec<(Total, u64)> {
    if !entry.is_live() {
        return Vec::new();
    }
    let mut totals = vec![(Total::Kind(entry.kind()), 1)];
    if let Record::Issue(issue) = &entry.record {
        totals.push((Total::Stage(issue.stage), 1));
        totals.extend(life::was_promised(issue).then_some((Total::Promised, 1)));
        totals.extend(life::was_dissatisfied(issue).then_some((Total::Dissatisfied, 1)));
        totals.extend(owing::owed(issue).into_iter().map(|owing| (Total::Owing(owing), 1)));
    }
    // Who was taken over from a roster further up is counted there, which stands here: a roster is handed down from desk to desk.
    if entry.kind() == Kind::Deputy && (place == Place::Own || takeover::origin(&entry.record).is_none()) {
        totals.push((Total::People, 1));
    }
    // What comes from above is not handed on.
    if let Record::Received(received) = &entry.record
        && entry.org.is_above(Org(entry.id))
    {
        totals.push((Total::Handed, received.told.min(MOST_TOLD)));
        totals.push((Total::Unacknowledged, received.unacknowledged().min(MOST_TOLD)));
    }
    totals
}

fn issue_rows(issue: &Issue, entry: &Entry, rows: &mut Vec<Vec<u8>>) {
    rows.push(natural(Key::new(STAGE).bytes(&[stage_byte(issue.stage)]), entry).end(entry));
    if let Some(due) = owed_on(issue) {
        rows.push(Key::new(DUE).up(due.map_or(NEVER, Date::days)).end(entry));
    }
    if let Some(day) = life::promised_on(issue).filter(|_| [Stage::Replied, Stage::Tracking].contains(&issue.stage)) {
        rows.push(Key::new(PLEDGES).up(day.days()).end(entry));
    }
    for (list, is_in) in [(PROMISED, life::was_promised(issue)), (DISSATISFIED, life::was_dissatisfied(issue))] {
        rows.extend(is_in.then(|| natural(Key::new(list), entry).end(entry)));
    }
    if let (Some(kind), Some(source)) = (issue.source_kind(), issue.source.filter(|id| *id <= MOST_ID)) {
        rows.push(Key(of(FROM, kind, entry.org, source)).end(entry));
    }
}

/// The row that finds an issue by the look of its title: none where it is part of another, or has no title to speak of.
fn alike_row(issue: &Issue, entry: &Entry) -> Option<Vec<u8>> {
    let is_merged = issue.stage == Stage::Merged || issue.merged_into.is_some();
    let marks = if is_merged { Vec::new() } else { alike::marks(&issue.title, &issue.village) };
    let village = alike::village_mark(&issue.village);
    let key = Key::new(ALIKE).down_id(entry.id).bytes(&village.to_be_bytes());
    (!marks.is_empty()).then(|| marks.iter().fold(key, |key, mark| key.bytes(&mark.to_be_bytes())).end(entry))
}

/// When somebody owes something for an issue: the due date while assigned, the latest promise while tracking.
fn owed_on(issue: &Issue) -> Option<Option<Date>> {
    match issue.stage {
        Stage::Assigned => Some(issue.due_on),
        Stage::Tracking => Some(life::promised_on(issue)),
        _ => None,
    }
}

/// The deputies a record names, each once.
fn deputies(record: &Record) -> Vec<u64> {
    let mut ids = match record {
        Record::Issue(issue) => issue.deputies.clone(),
        Record::Visit(visit) => visit.deputies.clone(),
        Record::Reception(day) => {
            let attending = day.attendance.iter().filter_map(|attendance| attendance.deputy);
            day.deputies.iter().copied().chain(attending).collect()
        }
        Record::Activity(activity) => activity.participants.iter().filter_map(|row| row.deputy).collect(),
        Record::Proposal(proposal) => proposal.lead.into_iter().chain(proposal.cosigners.iter().copied()).collect(),
        Record::Station(_)
        | Record::Deputy(_)
        | Record::Unit(_)
        | Record::Setting(_)
        | Record::Project(_)
        | Record::Report(_)
        | Record::Party(_)
        | Record::Received(_)
        | Record::Handling(_)
        | Record::Pack(_) => Vec::new(),
    };
    named(&mut ids);
    ids
}

/// Leaves each number once, and none that no record has.
fn named(ids: &mut Vec<u64>) {
    ids.retain(|id| *id <= MOST_ID);
    ids.sort_unstable();
    ids.dedup();
}

/// The issues a record came from or is about, each once. What was raised on a visit, the issues themselves say.
fn issues(record: &Record) -> Vec<u64> {
    let mut ids = match record {
        Record::Activity(activity) => activity.issues.clone(),
        other => sources::of(other).to_vec(),
    };
    named(&mut ids);
    ids
}

/// The place of a record among all of its kind.
fn natural(key: Key, entry: &Entry) -> Key {
    match &entry.record {
        Record::Reception(day) => {
            let start = LAST_MINUTE.saturating_sub(day.start.map_or(0, Time::minutes));
            key.down_date(day.date).bytes(&start.to_be_bytes()).down_id(entry.id)
        }
        Record::Issue(_) | Record::Visit(_) | Record::Activity(_) | Record::Report(_) => {
            key.down_date(entry.record.date()).down_id(entry.id)
        }
        Record::Deputy(deputy) => {
            let rank = STATUS_ORDER.iter().position(|status| *status == deputy.status).unwrap_or(STATUS_ORDER.len());
            // At most STATUS_ORDER.len().
            key.bytes(&[u8::try_from(rank).unwrap_or(u8::MAX)])
        }
        Record::Unit(unit) => key.bytes(&[u8::from(!unit.active)]),
        Record::Project(project) => {
            let year = project.year.map_or(0, |year| i32::try_from(year).unwrap_or(i32::MAX));
            key.up(!year).down_id(entry.id)
        }
        // One not handed over has no day yet and is the newest.
        Record::Proposal(_) | Record::Handling(_) | Record::Pack(_) => key.down_id(entry.id),
        // Its id is its code.
        Record::Party(party) => key.bytes(&[u8::from(party.role != UPPER)]),
        Record::Station(_) | Record::Setting(_) | Record::Received(_) => key,
    }
}

fn stage_byte(stage: Stage) -> u8 {
    match stage {
        Stage::Registered => 1,
        Stage::Assigned => 2,
        Stage::Replied => 3,
        Stage::Tracking => 4,
        Stage::Closed => 5,
        Stage::Guided => 6,
        Stage::Merged => 7,
        Stage::Withdrawn => 8,
    }
}

fn station(kind: Kind, org: Org) -> Key {
    Key::new(STATION).kind(kind).org(org)
}

fn of(list: u8, kind: Kind, org: Org, id: u64) -> Vec<u8> {
    Key::new(list).kind(kind).org(org).bytes(&id.to_be_bytes()).0
}

/// A key in the making.
struct Key(Vec<u8>);

impl Key {
    fn new(list: u8) -> Key {
        Key(vec![list])
    }

    fn bytes(mut self, bytes: &[u8]) -> Key {
        self.0.extend_from_slice(bytes);
        self
    }

    fn kind(self, kind: Kind) -> Key {
        self.bytes(&[kind.byte()])
    }

    fn org(self, org: Org) -> Key {
        self.bytes(&org.0.to_be_bytes())
    }

    /// A signed number, ascending.
    fn up(self, number: i32) -> Key {
        self.bytes(&codec::sortable(number))
    }

    /// A date, the latest first, no date last.
    fn down_date(self, date: Option<Date>) -> Key {
        self.up(!date.map_or(!NEVER, Date::days))
    }

    /// A record's number, the greatest first, seven bits to a byte.
    fn down_id(self, id: u64) -> Key {
        // Masked, it is one byte.
        let digit = |place: usize| u8::try_from(!id >> (7 * place) & 0x7f).unwrap_or_default();
        self.bytes(&std::array::from_fn::<u8, DOWN_ID_BYTES, _>(|at| digit(DOWN_ID_BYTES - 1 - at)))
    }

    fn end(self, entry: &Entry) -> Vec<u8> {
        self.org(entry.org).bytes(&entry.id.to_be_bytes()).0
    }
}

#[cfg(test)]
mod tests;
