//! Decisions of desks above that wait for a step of ours: the one list that follows from two records, the decision and our issue.
//!
//! Either comes first, and either changes. So the row of a decision is set whenever the decision is put, and those of all decisions
//! about an issue whenever the issue is. A transaction has lines of our own chain or of another's, never of both: the decisions
//! about an issue of ours stand in the store itself when the issue is put.

use super::books::{Books, Staging};
use super::copies::Place;
use super::db::{DbError, Tree};
use super::index::{self, Total};
use super::reader::List;
use crate::model::handling::{Standing, standing};
use crate::model::{Entry, Kind, Org, Record};

/// Sets what follows from a record for the list, before the record itself is put.
pub fn put(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    match (place, entry.kind()) {
        (Place::Above, Kind::Handling) => {
            let own = staging.books().org();
            let about = issue_of(entry, own).map(|id| staging.entry(Kind::Issue, own, id)).transpose()?.flatten();
            set(staging, entry, waits(entry, about.as_ref()))
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
                    set(staging, &decision, waits(&decision, Some(entry)))?;
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
        (Place::Above, Kind::Handling) => set(staging, entry, false),
        _ => Ok(()),
    }
}

/// Whether a record is a decision that should stand in the list.
pub fn waits_in(books: &Books, entry: &Entry, place: Place) -> Result<bool, DbError> {
    let Some(id) = issue_of(entry, books.org()).filter(|_| place == Place::Above) else { return Ok(false) };
    let issue = books.entry(Kind::Issue, books.org(), id)?;
    Ok(waits(entry, issue.as_ref()))
}

/// The issue of ours that a decision is about.
fn issue_of(entry: &Entry, own: Org) -> Option<u64> {
    match &entry.record {
        Record::Handling(handling) if handling.org() == Some(own) => Some(handling.issue),
        _ => None,
    }
}

fn waits(decision: &Entry, issue: Option<&Entry>) -> bool {
    let is_open = |issue: &Entry| standing(decision.org, decision.id, issue) == Standing::Open;
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
