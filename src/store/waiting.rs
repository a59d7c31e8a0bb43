//! Decisions of desks above that wait for us: for a step of ours where the issue is ours, for a decision of ours that passes them on
//! where it is one of a desk below; and those that were voided after a step of ours had taken them over. The one list that follows from
//! several records: the decision, the issue, and ours that pass on.
//!
//! Any comes first, and any changes. So the row of a decision is set whenever the decision is put, those of all decisions about an
//! issue whenever the issue is, and that of the decision which one of ours passes on whenever ours is. A transaction has lines of
//! one chain: the records of the others stand in the store itself.

use super::books::{Books, Staging};
use super::copies::Place;
use super::db::{DbError, Tree};
use super::index::{self, Total};
use super::reader::List;
use crate::model::handling::{Handling, Pending, pending};
use crate::model::{Entry, Kind, Org, Record};

/// Sets what follows from a record for the list, before the record itself is put.
pub fn put(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    follow(staging, entry, place, Some(entry))
}

/// Takes a decision off the list, or those about an issue that goes.
pub fn take_away(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    match (place, entry.kind()) {
        (Place::Above, Kind::Handling) => set(staging, entry, None),
        _ => follow(staging, entry, place, None),
    }
}

/// Sets the rows that hang on a record, which is to be `now`.
fn follow(staging: &mut Staging<'_>, entry: &Entry, place: Place, now: Option<&Entry>) -> Result<(), DbError> {
    match (place, &entry.record) {
        (Place::Above, Record::Handling(handling)) => {
            let Some((org, id)) = about(staging.books(), handling)? else { return set(staging, entry, None) };
            let issue = staging.entry(Kind::Issue, org, id)?;
            let naming = naming(staging.books(), org, id)?;
            set(staging, entry, pending_of(entry, issue.as_ref(), &naming))
        }
        (Place::Own | Place::Below, Record::Issue(_)) => {
            let naming = naming(staging.books(), entry.org, entry.id)?;
            for decision in &naming {
                if staging.books().place(decision.org)? == Place::Above {
                    set(staging, decision, pending_of(decision, now, &naming))?;
                }
            }
            Ok(())
        }
        (Place::Own, Record::Handling(handling)) => {
            // What is in the store of this one is of before: it may have passed one on that it stands without now.
            let before = staging.entry(Kind::Handling, entry.org, entry.id)?.map(|before| before.record);
            let before = match &before {
                Some(Record::Handling(before)) => before.passes().filter(|passed| Some(*passed) != handling.passes()),
                _ => None,
            };
            for passed in handling.passes().into_iter().chain(before) {
                follow_passed(staging, passed, entry, handling, now)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Sets the row of a decision that one of ours, `entry`, passes on, or passed on until now.
fn follow_passed(
    staging: &mut Staging<'_>,
    (org, id): (Org, u64),
    entry: &Entry,
    handling: &Handling,
    now: Option<&Entry>,
) -> Result<(), DbError> {
    let is_above = staging.books().place(org)? == Place::Above;
    let decision = staging.books().entry(Kind::Handling, org, id)?.filter(|_| is_above);
    let Some(decision) = decision else { return Ok(()) };
    let Some((org, id)) = about(staging.books(), handling)? else { return Ok(()) };
    let issue = staging.entry(Kind::Issue, org, id)?;
    let mut naming = naming(staging.books(), org, id)?;
    naming.retain(|one| (one.org, one.id) != (entry.org, entry.id));
    naming.extend(now.cloned());
    set(staging, &decision, pending_of(&decision, issue.as_ref(), &naming))
}

/// Why a record is a decision that should stand in the list; none where it should not.
pub fn pending_in(books: &Books, entry: &Entry, place: Place) -> Result<Option<Pending>, DbError> {
    let (Place::Above, Record::Handling(handling)) = (place, &entry.record) else { return Ok(None) };
    let Some((org, id)) = about(books, handling)? else { return Ok(None) };
    let issue = books.entry(Kind::Issue, org, id)?;
    Ok(pending_of(entry, issue.as_ref(), &naming(books, org, id)?))
}

/// The decisions about an issue, the newest first: the live ones, and of desks above the voided ones as well.
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

/// The rows of such a decision, each with the total that counts it.
pub fn rows(entry: &Entry, pending: Pending) -> impl Iterator<Item = (Vec<u8>, Total)> {
    let revoked = (pending == Pending::Revoked).then(|| (index::revoked_row(entry), Total::Revoked));
    std::iter::once((index::waiting_row(entry), Total::Waiting)).chain(revoked)
}

fn pending_of(decision: &Entry, issue: Option<&Entry>, naming: &[Entry]) -> Option<Pending> {
    issue.and_then(|issue| pending(decision, issue, naming))
}

fn set(staging: &mut Staging<'_>, decision: &Entry, now: Option<Pending>) -> Result<(), DbError> {
    let wanted: Vec<Vec<u8>> = now.into_iter().flat_map(|now| rows(decision, now)).map(|(row, _)| row).collect();
    for (row, total) in rows(decision, Pending::Revoked) {
        let stands = wanted.contains(&row);
        if staging.get(Tree::Index, &row)?.is_some() == stands {
            continue;
        }
        match stands {
            true => staging.put(Tree::Index, row, Vec::new()),
            false => staging.remove(Tree::Index, row),
        }
        staging.count(total, stands)?;
    }
    Ok(())
}
