//! Decisions of desks above that wait for a step of ours, or were voided after one had taken them over: the one list that follows from
//! two records, the decision and our issue.
//!
//! Either comes first, and either changes. So the row of a decision is set whenever the decision is put, and those of all decisions
//! about an issue whenever the issue is. A transaction has lines of our own chain or of another's, never of both: the decisions
//! about an issue of ours stand in the store itself when the issue is put.

use super::books::{Books, Staging};
use super::copies::Place;
use super::db::{DbError, Tree};
use super::index::{self, Total};
use super::reader::List;
use crate::model::handling::{Pending, pending};
use crate::model::{Entry, Kind, Org, Record};

/// Sets what follows from a record for the list, before the record itself is put.
pub fn put(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    match (place, entry.kind()) {
        (Place::Above, Kind::Handling) => {
            let own = staging.books().org();
            let about = issue_of(entry, own).map(|id| staging.entry(Kind::Issue, own, id)).transpose()?.flatten();
            set(staging, entry, pending_of(entry, about.as_ref()))
        }
        (Place::Own, Kind::Issue) => {
            let books = staging.books();
            let prefix = index::prefix(List::Naming(Kind::Handling, entry.id), entry.org);
            for (row, _) in books.with_prefix(Tree::Index, &prefix, usize::MAX)? {
                let (org, id) =
                    index::record_of_row(&row).ok_or_else(|| books.bent("a row without a record's number"))?;
                if books.place(org)? != Place::Above {
                    continue;
                }
                if let Some(decision) = books.entry(Kind::Handling, org, id)? {
                    set(staging, &decision, pending(&decision, entry))?;
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Takes a decision off the list.
pub fn take_away(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    match (place, entry.kind()) {
        (Place::Above, Kind::Handling) => set(staging, entry, None),
        _ => Ok(()),
    }
}

/// Why a record is a decision that should stand in the list; none where it should not.
pub fn pending_in(books: &Books, entry: &Entry, place: Place) -> Result<Option<Pending>, DbError> {
    let Some(id) = issue_of(entry, books.org()).filter(|_| place == Place::Above) else { return Ok(None) };
    let issue = books.entry(Kind::Issue, books.org(), id)?;
    Ok(pending_of(entry, issue.as_ref()))
}

/// The issue of ours that a decision is about.
fn issue_of(entry: &Entry, own: Org) -> Option<u64> {
    match &entry.record {
        Record::Handling(handling) if handling.org() == Some(own) => Some(handling.issue),
        _ => None,
    }
}

/// The rows of such a decision, each with the total that counts it.
pub fn rows(entry: &Entry, pending: Pending) -> impl Iterator<Item = (Vec<u8>, Total)> {
    let revoked = (pending == Pending::Revoked).then(|| (index::revoked_row(entry), Total::Revoked));
    std::iter::once((index::waiting_row(entry), Total::Waiting)).chain(revoked)
}

fn pending_of(decision: &Entry, issue: Option<&Entry>) -> Option<Pending> {
    issue.and_then(|issue| pending(decision, issue))
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
