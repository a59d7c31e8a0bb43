//! What a level above has sent down of its roster, units and code lists: read against our own, and taken over as one save.

use std::collections::BTreeSet;

use super::party_of;
use crate::model::order::Gather as _;
use crate::model::party::UPPER;
use crate::model::takeover::{KINDS, MOST, Row, Standing, of_records, of_settings, origin};
use crate::model::whose::short;
use crate::model::{Context, Entry, Kind, Org};
use crate::store::batch::Batch;
use crate::store::copies::Place;
use crate::store::reader::{Direction, List, ReadError, Reader};
use crate::text::zh::model::takeover as zh;

/// The verb of its lines in the journal.
pub const VERB: &str = "takeover";
/// Records read at a time.
const PAGE: usize = 200;

/// What a level above offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Who is above.
    pub org: Org,
    /// What it is called.
    pub name: String,
    /// Every difference, deputies first.
    pub rows: Vec<Row>,
}

/// Names a row: its kind, and its id above.
pub type Which = (Kind, u64);

/// The nearest desk above whose chain we have a copy of, and what it is called. Codes above begin ours, so that a few look-ups tell.
fn above(reader: &Reader) -> Result<Option<(Org, String)>, ReadError> {
    let own = reader.desk().to_string();
    for length in (1..own.len()).rev() {
        let Some(org) = own.get(..length).and_then(|code| code.parse::<Org>().ok()) else { continue };
        let entry = reader.entry(Kind::Party, org.0)?;
        let Some(party) = entry.as_ref().and_then(party_of).filter(|party| party.role == UPPER) else { continue };
        if reader.chain(org)?.is_some_and(|state| state.place == Place::Above) {
            return Ok(Some((org, party.called().to_owned())));
        }
    }
    Ok(None)
}

/// What the level above offers; none where nothing came from there.
pub fn offer(reader: &Reader, context: &Context<'_>) -> Result<Option<Offer>, ReadError> {
    let Some((org, name)) = above(reader)? else { return Ok(None) };
    let desk = reader.desk_name(reader.desk())?.unwrap_or_default();
    let home = home(&desk);
    let mut rows = Vec::new();
    for kind in KINDS {
        let (mut theirs, ours) = (all(reader, kind, org)?, all(reader, kind, reader.desk())?);
        theirs.extend(gone(reader, org, kind, &theirs, &ours)?);
        rows.extend(match kind {
            Kind::Setting => of_settings(org, &theirs, &ours, context.codes),
            kind => of_records(kind, org, &theirs, &ours, home),
        });
    }
    rows.iter_mut().for_each(|row| row.checked(context));
    // Of a county's some hundred deputies most are of other stations: they stand behind everything that is for this one.
    rows.sort_by_key(|row| row.standing == Standing::Elsewhere);
    Ok(Some(Offer { org, name, rows }))
}

/// What the place of a desk is called: 茶亭镇 for 茶亭镇代表联络站; nothing for a name that says no place.
fn home(desk: &str) -> &str {
    let place = short(desk);
    if place == desk { "" } else { place }
}

/// The live records of a kind of an organisation, all of them: who is missing here would be taken for new.
fn all(reader: &Reader, kind: Kind, org: Org) -> Result<Vec<Entry>, ReadError> {
    let (mut found, mut from) = (Vec::new(), None);
    loop {
        let rows = reader.page(List::Station(kind, org), from.as_ref(), Direction::Forward, PAGE)?;
        let Some(last) = rows.last() else { break };
        from = Some(last.position.clone());
        found.extend(rows.into_iter().map(|row| row.entry));
    }
    Ok(found)
}

/// Records above that ours came from and that are live no longer.
fn gone(reader: &Reader, org: Org, kind: Kind, live: &[Entry], ours: &[Entry]) -> Result<Vec<Entry>, ReadError> {
    let there: BTreeSet<u64> = live.iter().map(|entry| entry.id).gather();
    let linked =
        ours.iter().filter_map(|entry| origin(&entry.record)).filter(|(of, id)| *of == org && !there.contains(id));
    let theirs = reader.of(org);
    let mut found = Vec::new();
    for (_, id) in linked {
        found.extend(theirs.entry(kind, id)?);
    }
    Ok(found)
}

impl Offer {
    /// The rows named that can be taken over, at most [`MOST`], and what is said once they are.
    pub fn chosen(self, which: &BTreeSet<Which>) -> (String, Vec<Row>) {
        let is_chosen = |row: &Row| row.wanted.is_some() && which.contains(&(row.kind, row.id));
        let (mut chosen, left): (Vec<Row>, Vec<Row>) = self.rows.into_iter().partition(is_chosen);
        let beyond = chosen.len().saturating_sub(MOST);
        chosen.truncate(MOST);
        (zh::done(chosen.len(), left.len() + beyond), chosen)
    }

    /// The rows named of which ours stays as it is, with theirs noted as seen, and what is said once they are.
    pub fn kept(self, which: &BTreeSet<Which>) -> (String, Vec<Row>) {
        let is_kept = |row: &Row| row.kept.is_some() && which.contains(&(row.kind, row.id));
        let rows = self.rows.into_iter().filter(is_kept);
        let rows = rows.map(|row| Row { before: row.like.clone().or(row.before), wanted: row.kept.clone(), ..row });
        // One of ours can be only one of theirs: a second one that is like it stays offered.
        let mut changed = BTreeSet::new();
        let is_first = |row: &Row| row.before.as_ref().is_none_or(|before| changed.insert((row.kind, before.id)));
        let rows: Vec<Row> = rows.filter(is_first).take(MOST).collect();
        (zh::kept(rows.len()), rows)
    }
}

/// Puts rows into a batch; gives how many.
pub fn collect(batch: &mut Batch, rows: Vec<Row>) -> usize {
    let mut count = 0;
    for row in rows {
        let Some(record) = row.wanted else { continue };
        match row.before {
            Some(before) => batch.change(VERB, &before, record),
            None => {
                batch.add(record);
            }
        }
        count += 1;
    }
    count
}
