//! Takes back the last save, or an undo itself: finds what it wrote, and what stood there before.

use super::SaveError;
use super::save::{Planned, with_body};
use crate::model::handling;
use crate::model::setting::known;
use crate::model::{Entry, Kind, Record};
use crate::store::apply::{AGAIN_VERB, UNDO_VERB};
use crate::store::books::Books;
use crate::store::journal::{JournalReader, Line, MAX_GROUP_LINES};
use crate::store::reader::Reader;
use crate::store::waiting;
use crate::text::zh::store::desk as zh;

/// What a save wrote of one record.
struct Touched {
    kind: Kind,
    id: u64,
    /// Its first revision in that save.
    first: u32,
    /// Its last line in that save.
    last: Line,
}

/// Where in the journal the save begins that an undo takes back, what it was in a few words, and what the undo
/// will write: the records in the reverse of the order in which the save wrote them.
pub(super) fn plan(reader: &Reader, journal: &JournalReader) -> Result<(u64, String, Vec<Planned>), SaveError> {
    let books = reader.books();
    let top = books.undo_top()?.ok_or(SaveError::NothingToUndo)?;
    let (verb, touched) = touched(journal, top.start)?;
    let planned = plan_back(&books, reader, journal, &touched, UNDO_VERB)?;
    let first = touched.first().ok_or(SaveError::NothingToUndo)?;
    let label = books.entry(first.kind, books.org(), first.id)?.map(|entry| called(reader, &entry)).unwrap_or_default();
    Ok((top.start, zh::save_of(&verb, first.kind.name(), &label, touched.len()), planned))
}

/// What a record is called to the clerk, who knows a setting by its name and not by its key.
fn called(reader: &Reader, entry: &Entry) -> String {
    match &entry.record {
        Record::Setting(setting) => known::find(&setting.key).map(|item| item.label()),
        _ => None,
    }
    .unwrap_or_else(|| reader.label_of(entry))
}

/// What a redo will write: it takes back the undo that begins at `start`.
pub(super) fn plan_redo(reader: &Reader, journal: &JournalReader, start: u64) -> Result<Vec<Planned>, SaveError> {
    let (_, touched) = touched(journal, start)?;
    plan_back(&reader.books(), reader, journal, &touched, AGAIN_VERB)
}

fn plan_back(
    books: &Books,
    reader: &Reader,
    journal: &JournalReader,
    touched: &[Touched],
    verb: &str,
) -> Result<Vec<Planned>, SaveError> {
    touched.iter().rev().map(|one| take_back(books, reader, journal, one, verb)).collect()
}

/// The records a save wrote, each once, in the order of their first lines; and its first verb.
fn touched(journal: &JournalReader, start: u64) -> Result<(String, Vec<Touched>), SaveError> {
    let mut touched: Vec<Touched> = Vec::new();
    let mut verb = String::new();
    let mut at = start;
    for _ in 0..MAX_GROUP_LINES {
        let line = journal.read_at(at)?;
        at = line.end;
        let more = line.envelope.more;
        if verb.is_empty() {
            verb.clone_from(&line.envelope.verb);
        }
        let (id, first) = (line.envelope.id, line.envelope.rev);
        // The store lists a save as one that can be undone only if it knows every kind in it.
        let kind: Kind = line.envelope.kind.parse().map_err(|()| SaveError::NothingToUndo)?;
        match touched.iter_mut().find(|one| (one.kind, one.id) == (kind, id)) {
            Some(one) => one.last = line,
            None => touched.push(Touched { kind, id, first, last: line }),
        }
        if !more {
            break;
        }
    }
    Ok((verb, touched))
}

/// Whether another desk has made a step of its own of a decision: that cannot be unsaid.
fn is_taken_over(books: &Books, entry: &Entry) -> Result<bool, SaveError> {
    let Record::Handling(handling) = &entry.record else { return Ok(false) };
    let issue = match handling.org() {
        Some(org) => books.entry(Kind::Issue, org, handling.issue)?,
        None => None,
    };
    let naming = match handling.org() {
        Some(org) => waiting::naming(books, org, handling.issue)?,
        None => Vec::new(),
    };
    Ok(handling::may_void(entry, issue.as_ref(), &naming).is_err())
}

fn take_back(
    books: &Books,
    reader: &Reader,
    journal: &JournalReader,
    one: &Touched,
    verb: &str,
) -> Result<Planned, SaveError> {
    let current =
        books.entry(one.kind, books.org(), one.id)?.ok_or(SaveError::NoRecord { kind: one.kind.name(), id: one.id })?;
    let refused = || SaveError::CannotUndo { label: called(reader, &current) };
    // Undoing goes back in order, so the content must be what that save left, whatever its revision is by now.
    if is_taken_over(books, &current)? {
        return Err(refused());
    }
    let left = one.last.body.data().ok_or_else(refused)?;
    if with_body(current.clone(), left)? != current {
        return Err(refused());
    }
    let entry = if one.first <= 1 {
        Entry { voided: Some(zh::UNDONE.to_owned()), ..current }
    } else {
        let before = one.first - 1;
        let start = books.revision(one.kind, one.id, before)?.ok_or_else(refused)?;
        let line = journal.read_at(start)?;
        let same = line.envelope.kind == one.kind.key()
            && line.envelope.org == current.org
            && (line.envelope.id, line.envelope.rev) == (one.id, before);
        let data = line.body.data().filter(|_| same).ok_or_else(refused)?;
        with_body(current, data)?
    };
    Ok(Planned { verb: verb.to_owned(), entry, changed: true })
}
