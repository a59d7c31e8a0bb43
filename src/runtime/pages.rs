//! Reads what lists, 今日 and details ask for; every reading is bounded.

use crate::app::detail::{ACTIVITIES_READ, File, LINKS_AT_MOST, Links};
use crate::app::list::{PageRequest, Seek};
use crate::app::today::{
    AHEAD_READ, DECIDED_READ, DUE_READ, Fruitless, Gathered, PROMISED_READ, RECEPTIONS_READ, ROSTER_READ, Short,
};
use crate::model::deputy::SERVING;
use crate::model::handling::{self, Deciding, Standing};
use crate::model::issue::Stage;
use crate::model::owing::Owing;
use crate::model::reception::{Attendance, PRESENT};
use crate::model::takeover::Counts;
use crate::model::{Context, Date, Entry, Id, Kind, Org, Record};
use crate::store::copies::Place;
use crate::store::reader::{Direction, List, Position, ReadError, Reader, Row};
use crate::sync::exchange::restored::cut_off;
use crate::sync::exchange::{party_of, upper};
use crate::text::zh::model::handling as zh_handling;

/// Stations at which a deputy of ours is on the roster that are looked at: a deputy belongs to one, seldom to some.
const COPIES_READ: usize = 20;
/// Decisions about one issue that are looked at.
const DECISIONS_READ: usize = 200;
/// The books whose totals 今日 shows.
const BOOKS: [Kind; 4] = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Deputy];

/// The rows a list wishes for, in list order.
pub fn rows(reader: &Reader, request: &PageRequest) -> Result<Vec<Row>, ReadError> {
    let (list, count) = (request.list, request.count);
    match &request.seek {
        Seek::First => reader.page(list, None, Direction::Forward, count),
        Seek::Last => reader.page(list, None, Direction::Backward, count),
        Seek::After(from, _) => reader.page(list, Some(from), Direction::Forward, count),
        Seek::Before(from, _) => reader.page(list, Some(from), Direction::Backward, count),
        Seek::Around { org, kind, id, fallback, above } => {
            let entry = org.map_or_else(|| reader.clone(), |org| reader.of(org)).entry(*kind, *id)?;
            let found = entry.and_then(|entry| reader.position_of(list, &entry));
            around(reader, list, found.as_ref().or(fallback.as_ref()), *above, count)
        }
    }
}

/// Rows around a place, whether or not a row stands there (still).
fn around(
    reader: &Reader,
    list: List,
    centre: Option<&Position>,
    above: usize,
    count: usize,
) -> Result<Vec<Row>, ReadError> {
    let Some(centre) = centre else {
        return reader.page(list, None, Direction::Forward, count);
    };
    // One row above is needed in any case: what stands behind it is the centre, and where that left the list, what follows.
    let mut rows = reader.page(list, Some(centre), Direction::Backward, above.max(1))?;
    let before = rows.last().map(|row| row.position.clone());
    rows.truncate(above);
    rows.extend(reader.page(list, before.as_ref(), Direction::Forward, count.saturating_sub(rows.len()))?);
    // Near the end of the list there is room above for more.
    if let (Some(first), missing @ 1..) = (rows.first(), count.saturating_sub(rows.len())) {
        let mut more = reader.page(list, Some(&first.position.clone()), Direction::Backward, missing)?;
        more.append(&mut rows);
        rows = more;
    }
    Ok(rows)
}

/// How many records a list holds, where that is kept.
pub fn total(reader: &Reader, list: List) -> Option<u64> {
    match list {
        List::All(kind) => Some(reader.total(kind)),
        List::Stage(stage) => Some(reader.stage_total(stage)),
        List::Due => Some(reader.stage_total(Stage::Assigned) + reader.stage_total(Stage::Tracking)),
        List::Promised => Some(reader.promised_total()),
        List::Dissatisfied => Some(reader.dissatisfied_total()),
        List::Waiting => Some(reader.waiting_total()),
        List::Pledges | List::Unacknowledged | List::Troubled => None,
        List::From(..) | List::Deputy(..) | List::Voided(_) | List::Naming(..) | List::Station(..) | List::Own(_) => {
            None
        }
    }
}

/// The first records of each list; `reader` is that of the organisation whose record they hang on.
pub fn links(reader: &Reader, lists: &[List]) -> Result<Vec<Links>, ReadError> {
    let read = |list: &List| {
        let mut entries = match list {
            List::Naming(Kind::Handling, issue) => decisions(reader, *issue, LINKS_AT_MOST + 1)?,
            list => entries(reader, *list, LINKS_AT_MOST + 1)?,
        };
        let more = entries.len() > LINKS_AT_MOST;
        entries.truncate(LINKS_AT_MOST);
        Ok(Links { list: *list, entries, more })
    };
    lists.iter().map(read).collect()
}

/// The decisions about an issue of the reader's organisation, the newest first: those made here or below, and on an issue of our own
/// those of the desks above.
pub fn decisions(reader: &Reader, issue: u64, most: usize) -> Result<Vec<Entry>, ReadError> {
    let mut found = entries(reader, List::Naming(Kind::Handling, issue), most)?;
    if reader.org() == reader.desk() {
        let above = |entry: &Entry| Ok::<bool, ReadError>(reader.place(entry.org)? == Place::Above);
        let kept: Vec<bool> = found.iter().map(above).collect::<Result<_, _>>()?;
        let mut kept = kept.into_iter();
        found.retain(|_| kept.next().unwrap_or(false));
    }
    Ok(found)
}

/// A decision of a desk above, voided or not; none for what is no such decision.
pub fn decision(reader: &Reader, org: Org, id: u64) -> Result<Option<Entry>, ReadError> {
    if reader.place(org)? != Place::Above {
        return Ok(None);
    }
    reader.of(org).entry(Kind::Handling, id)
}

/// The decisions of desks above about an issue of our own that still wait for a step, the oldest first.
pub fn pending(reader: &Reader, issue: &Entry) -> Result<Vec<Entry>, ReadError> {
    let mut found = decisions(&reader.of(issue.org), issue.id, DECISIONS_READ)?;
    let waits: Vec<bool> = found.iter().map(|one| handling::pending(one, issue, &found).is_some()).collect();
    let mut waits = waits.into_iter();
    found.retain(|_| waits.next().unwrap_or(false));
    found.reverse();
    Ok(found)
}

/// Our decisions that pass on one of a desk above which was voided there, and the reason for voiding them; none where there are none.
pub fn undone(reader: &Reader, decision: &Entry, issue: &Entry) -> Result<Option<(Vec<Entry>, String)>, ReadError> {
    let naming = decisions(&reader.of(issue.org), issue.id, DECISIONS_READ)?;
    let ours = handling::passings(decision, &naming).filter(|entry| entry.org == reader.desk());
    let ours: Vec<Entry> = ours.cloned().collect();
    Ok(decision.voided.as_deref().filter(|_| !ours.is_empty()).map(|reason| (ours, zh_handling::voided_above(reason))))
}

/// An issue of an organisation with the decisions that wait there; none where there is no such issue.
pub fn deciding(reader: &Reader, org: Org, issue: u64) -> Result<Option<Deciding>, ReadError> {
    let reader = reader.of(org);
    let Some(entry) = reader.entry(Kind::Issue, issue)? else { return Ok(None) };
    Ok(Some(Deciding::of(entry, decisions(&reader, issue, DECISIONS_READ)?, reader.desk())))
}

/// Whether a record may be voided beyond what its own kind says: a decision that was taken over stays, with why.
pub fn may_void(reader: &Reader, entry: &Entry) -> Result<Result<(), String>, ReadError> {
    let Record::Handling(handling) = &entry.record else { return Ok(Ok(())) };
    let Some(org) = handling.org() else { return Ok(Ok(())) };
    let there = reader.of(org);
    let issue = there.entry(Kind::Issue, handling.issue)?;
    let naming = decisions(&there, handling.issue, DECISIONS_READ)?;
    Ok(handling::may_void(entry, issue.as_ref(), &naming))
}

/// What a deputy of the reader's organisation did, there and, of a county's own deputy, at the stations that have taken the deputy
/// over from its roster: the figures that are kept, and the types of the activities in the deputy's own lists.
pub fn file(reader: &Reader, deputy: u64) -> Result<File, ReadError> {
    let mut file = own_file(reader, deputy)?;
    for (org, id) in copies(reader, deputy)? {
        let there = own_file(&reader.of(org), id)?;
        file.served.join(&there.served);
        file.activities.extend(there.activities);
    }
    file.activities.sort_by_key(|(_, on)| std::cmp::Reverse(*on));
    file.activities.truncate(ACTIVITIES_READ);
    Ok(file)
}

/// The records of desks below that were taken over from a deputy of our own roster, and those taken over from these; none at a station.
fn copies(reader: &Reader, deputy: u64) -> Result<Vec<Id>, ReadError> {
    if !reader.is_above() {
        return Ok(Vec::new());
    }
    let (mut copies, mut open): (Vec<Id>, _) = (Vec::new(), vec![(reader.org(), deputy)]);
    // A county's deputy that is ours is that of its stations as well.
    while let Some((org, id)) = open.pop() {
        let found = entries(&reader.of(org), List::Naming(Kind::Deputy, id), COPIES_READ)?;
        for name in found.iter().map(Entry::name).filter(|(below, _)| org.is_above(*below)) {
            if copies.len() < COPIES_READ && !copies.contains(&name) {
                copies.push(name);
                open.push(name);
            }
        }
    }
    Ok(copies)
}

fn own_file(reader: &Reader, deputy: u64) -> Result<File, ReadError> {
    let activities = entries(reader, List::Deputy(Kind::Activity, deputy), ACTIVITIES_READ)?;
    let came = activities.into_iter().filter_map(|entry| match entry.record {
        Record::Activity(activity) => {
            let is_there = |row: &Attendance| row.deputy == Some(deputy) && row.state == PRESENT;
            activity.participants.iter().any(is_there).then_some((activity.kind, activity.date))
        }
        _ => None,
    });
    Ok(File { served: reader.served(deputy)?, activities: came.collect() })
}

/// What 今日 shows: what is owed for every issue in the books, and the days, deputies and quotas of our own desk. `last_export` is the day this
/// machine last exported a ledger, `offered` what waits to be taken over.
pub fn gather(
    reader: &Reader,
    context: &Context<'_>,
    last_export: Option<Date>,
    offered: Counts,
) -> Result<Gathered, ReadError> {
    let today = context.today;
    let due = entries(reader, List::Due, DUE_READ)?;
    let coming = reader.due_from(today, DUE_READ)?;
    // The page shows all else without it.
    let cut_off =
        cut_off(reader).inspect_err(|error| tracing::warn!(%error, "whether this desk is cut off was not read"));
    Ok(Gathered {
        receptions: reader.up_to(Kind::Reception, today, RECEPTIONS_READ)?,
        ahead: reader.ahead(Kind::Reception, today, AHEAD_READ)?,
        promised: entries(reader, List::Pledges, PROMISED_READ)?,
        due,
        coming,
        totals: BOOKS.map(|kind| (kind, in_book(reader, kind))).to_vec(),
        decisions: reader.waiting_total().saturating_sub(reader.revoked_total()),
        revoked: reader.revoked_total(),
        fruitless: fruitless(reader)?,
        refused: upper(reader)?.as_ref().and_then(party_of).map_or(0, |party| party.unused),
        owing: Owing::ALL.map(|owing| (owing, reader.owing_total(owing))).to_vec(),
        short: short(reader, context)?,
        offered,
        cut_off: cut_off.ok().flatten().as_ref().and_then(party_of).map(|party| party.called().to_owned()),
        last_export,
        reenter: Vec::new(),
    })
}

/// What came to nothing of the decisions made here, among the newest of them.
fn fruitless(reader: &Reader) -> Result<Fruitless, ReadError> {
    let mut found = Fruitless::default();
    let ours = entries(reader, List::Own(Kind::Handling), DECIDED_READ + 1)?;
    found.more = ours.len() > DECIDED_READ;
    for decision in ours.iter().take(DECIDED_READ) {
        let Record::Handling(handling) = &decision.record else { continue };
        // What refuses one of the level above is told upward and asks nobody for anything.
        let Some(org) = handling.org().filter(|_| !handling.declines()) else { continue };
        let there = reader.of(org);
        let Some(issue) = there.entry(Kind::Issue, handling.issue)? else { continue };
        let naming = decisions(&there, handling.issue, DECISIONS_READ)?;
        match handling::standing(decision, &issue, &naming) {
            Standing::Refused(_) => found.refused += 1,
            Standing::Moot | Standing::Other => found.moot += 1,
            Standing::Open | Standing::Passed | Standing::Taken(_) => {}
        }
    }
    Ok(found)
}

/// How much is in a book: records, and of deputies people.
fn in_book(reader: &Reader, kind: Kind) -> u64 {
    if kind == Kind::Deputy { reader.people_total() } else { reader.total(kind) }
}

/// The deputies of our own in office who have not met this year's quotas: some short readings for each.
fn short(reader: &Reader, context: &Context<'_>) -> Result<Vec<Short>, ReadError> {
    let quotas = context.codes.quotas();
    let (year, asked) = (context.today.year(), quotas.all().into_iter().filter(|(_, wanted)| *wanted > 0));
    let mut short: Vec<Short> =
        asked.map(|(duty, wanted)| Short { duty, wanted, ids: Vec::new(), is_whole: true }).collect();
    if short.is_empty() {
        return Ok(short);
    }
    let roster = entries(reader, List::Station(Kind::Deputy, reader.org()), ROSTER_READ + 1)?;
    // Those in office stand first.
    let serving = roster
        .iter()
        .take_while(|entry| matches!(&entry.record, Record::Deputy(deputy) if deputy.status == SERVING))
        .map(|entry| entry.id);
    let serving: Vec<u64> = serving.collect();
    for id in serving.iter().take(ROSTER_READ) {
        let mut served = reader.served_in(*id, year)?;
        for (org, copy) in copies(reader, *id)? {
            served.join(&reader.of(org).served_in(copy, year)?);
        }
        for one in &mut short {
            if quotas.missing(one.duty, &served, year) > 0 {
                one.ids.push(*id);
            }
        }
    }
    short.iter_mut().for_each(|one| one.is_whole = serving.len() <= ROSTER_READ);
    Ok(short)
}

/// At most `count` records of a list, from its beginning.
pub fn of_list(reader: &Reader, list: List, count: usize) -> Result<Vec<Entry>, ReadError> {
    entries(reader, list, count)
}

fn entries(reader: &Reader, list: List, count: usize) -> Result<Vec<Entry>, ReadError> {
    let rows = reader.page(list, None, Direction::Forward, count)?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}
