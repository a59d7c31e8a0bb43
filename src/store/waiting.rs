//! Decisions of desks above that wait for us: for a step of ours where the issue is ours, for a decision of ours that passes them on
//! where it is one of a desk below. The one list that follows from several records: the decision, the issue, and ours that pass on.
//!
//! Any comes first, and any changes. So the row of a decision is set whenever the decision is put, those of all decisions about an
//! issue whenever the issue is, and that of the decision which one of ours passes on whenever ours is. A transaction has lines of
//! one chain: the records of the others stand in the store itself.

use super::books::{Books, Staging};
use super::copies::Place;
use super::db::{DbError, Tree};
use super::index::{self, Total};
use super::reader::List;
use crate::model::handling::{Handling, Standing, standing};
use crate::model::{Entry, Kind, Org, Record};

/// Sets what follows from a record for the list, before the record itself is put.
pub fn put(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    follow(staging, entry, place, Some(entry))
}

/// Takes a decision off the list, or those about an issue that goes.
pub fn take_away(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    match (place, entry.kind()) {
        (Place::Above, Kind::Handling) => set(staging, entry, false),
        _ => follow(staging, entry, place, None),
    }
}

/// Sets the rows that hang on a record, which is to be `now`.
fn follow(staging: &mut Staging<'_>, entry: &Entry, place: Place, now: Option<&Entry>) -> Result<(), DbError> {
    match (place, &entry.record) {
        (Place::Above, Record::Handling(handling)) => {
            let Some((org, id)) = about(staging.books(), handling)? else { return set(staging, entry, false) };
            let issue = staging.entry(Kind::Issue, org, id)?;
            let naming = naming(staging.books(), org, id)?;
            set(staging, entry, waits(entry, issue.as_ref(), &naming))
        }
        (Place::Own | Place::Below, Record::Issue(_)) => {
            let naming = naming(staging.books(), entry.org, entry.id)?;
            for decision in &naming {
                if staging.books().place(decision.org)? == Place::Above {
                    set(staging, decision, waits(decision, now, &naming))?;
                }
            }
            Ok(())
        }
        (Place::Own, Record::Handling(handling)) => {
            let Some((org, id)) = handling.passes() else { return Ok(()) };
            let is_above = staging.books().place(org)? == Place::Above;
            let decision = staging.books().entry(Kind::Handling, org, id)?.filter(|_| is_above);
            let Some(decision) = decision else { return Ok(()) };
            let Some((org, id)) = about(staging.books(), handling)? else { return Ok(()) };
            let issue = staging.entry(Kind::Issue, org, id)?;
            // What is in the store of this one is of before.
            let mut naming = naming(staging.books(), org, id)?;
            naming.retain(|one| (one.org, one.id) != (entry.org, entry.id));
            naming.extend(now.cloned());
            set(staging, &decision, waits(&decision, issue.as_ref(), &naming))
        }
        _ => Ok(()),
    }
}

/// Whether a record is a decision that should stand in the list.
pub fn waits_in(books: &Books, entry: &Entry, place: Place) -> Result<bool, DbError> {
    let (Place::Above, Record::Handling(handling)) = (place, &entry.record) else { return Ok(false) };
    let Some((org, id)) = about(books, handling)? else { return Ok(false) };
    let issue = books.entry(Kind::Issue, org, id)?;
    Ok(waits(entry, issue.as_ref(), &naming(books, org, id)?))
}

/// The live decisions about an issue, those of desks above among them.
pub fn naming(books: &Books, org: Org, issue: u64) -> Result<Vec<Entry>, DbError> {
    let prefix = index::prefix(List::Naming(Kind::Handling, issue), org);
    let mut found = Vec::new();
    for (row, _) in books.with_prefix(Tree::Index, &prefix, usize::MAX)? {
        let (org, id) = index::record_of_row(&row).ok_or_else(|| books.bent("a row without a record's number"))?;
        found.extend(books.entry(Kind::Handling, org, id)?);
    }
    Ok(found)
}

/// The issue that a decision is about, where it is ours or of a desk below.
fn about(books: &Books, handling: &Handling) -> Result<Option<(Org, u64)>, DbError> {
    let Some(org) = handling.org() else { return Ok(None) };
    Ok((books.place(org)? != Place::Above).then_some((org, handling.issue)))
}

fn waits(decision: &Entry, issue: Option<&Entry>, naming: &[Entry]) -> bool {
    let is_open = |issue: &Entry| standing(decision, issue, naming) == Standing::Open;
    decision.is_live() && issue.is_some_and(is_open)
}

fn set(staging: &mut Staging<'_>, decision: &Entry, waits: bool) -> Result<(), DbError> {
    let row = index::waiting_row(decision);
    if staging.get(Tree::Index, &row)?.is_some() == waits {
        return Ok(());
    }
    match waits {
        true => staging.put(Tree::Index, row, Vec::new()),
        false => staging.remove(Tree::Index, row),
    }
    staging.count(Total::Waiting, waits)
}
