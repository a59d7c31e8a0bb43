//! Makes the live store anew beside the old one, and mends it while the desk is open.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::{Desk, OnProgress, OpenError};
use crate::model::Org;
use crate::store::apply::{ReplayError, replay};
use crate::store::books::Books;
use crate::store::copies::{self, Behind, Trouble};
use crate::store::db::{DbError, dirs};
use crate::store::journal::{Damage, Journal, JournalReader, ReadOnly};

/// A store made anew.
pub(super) struct Rebuilt {
    pub(super) books: Books,
    /// The bad line of our own journal at which it ends.
    pub(super) damage: Option<Damage>,
    /// Copies of others that do not have what was taken in.
    pub(super) troubles: Vec<Trouble>,
}

/// Fills a new `db-N+1` from the journal and removes the others. Where the journal is damaged or has lost its end the new
/// store ends there, and the older ones, which may know more, stay.
pub(super) fn rebuild(
    from: Behind<'_>,
    org: Org,
    journal: &Journal,
    progress: &mut OnProgress<'_>,
) -> Result<Rebuilt, OpenError> {
    let root = from.root;
    let listed = dirs::list(root).map_err(|source| DbError::System { path: root.to_path_buf(), source })?;
    let number = listed.last().map_or(1, |(number, _)| number.saturating_add(1));
    let path = dirs::path(root, number);
    tracing::info!(path = %path.display(), "the live store is made anew");
    let filled = fill(&path, from, org, &journal.reader(), progress);
    match &filled {
        Ok(Rebuilt { damage: None, troubles, .. }) if troubles.is_empty() && !lacks_lines(journal) => {
            dirs::remove_others(root, &path);
        }
        Ok(Rebuilt { damage, .. }) => tracing::error!(?damage, "a journal is not whole; older live stores are kept"),
        Err(_) => dirs::remove(&path),
    }
    filled
}

/// Whether an opening found that lines of the journal cannot be read or are not there any more.
pub(super) fn lacks_lines(journal: &Journal) -> bool {
    matches!(journal.read_only(), Some(ReadOnly::Damaged(_) | ReadOnly::LostTail { .. }))
}

fn fill(
    path: &Path,
    from: Behind<'_>,
    org: Org,
    journal: &JournalReader,
    progress: &mut OnProgress<'_>,
) -> Result<Rebuilt, OpenError> {
    let books = Books::create(path, org)?;
    let damage = replay(&books, journal, progress)?;
    let troubles = copies::catch_up(&books, from, progress)?;
    books.complete()?;
    Ok(Rebuilt { books, damage, troubles })
}

impl Desk {
    /// Brings the store up to the journal, by a rebuild if it must be.
    pub(super) fn catch_up(&mut self) -> Result<(), DbError> {
        let never_stop = &mut |_, _| ControlFlow::Continue(());
        match heal(self, never_stop) {
            Ok(()) => Ok(()),
            Err(OpenError::Store(error)) => Err(error),
            Err(error) => {
                let path = self.reader.books().db().path().to_path_buf();
                Err(DbError::Damaged { path, detail: error.to_string() })
            }
        }
    }
}

/// Applies what is missing; where the store is damaged, makes it anew and lets every reader follow.
pub(super) fn heal(desk: &mut Desk, progress: &mut OnProgress<'_>) -> Result<(), OpenError> {
    let (disk, root) = (Arc::clone(&desk.disk), desk.root.clone());
    let from = Behind { disk: &disk, root: &root, settles: true };
    let outcome = replay(&desk.reader.books(), &desk.journal.reader(), progress).and_then(|damage| {
        copies::catch_up(&desk.reader.books(), from, progress)?;
        Ok(damage)
    });
    let damage = match outcome {
        Ok(damage) if desk.behind => damage,
        // Not behind and yet called: a record did not read.
        Ok(_) | Err(ReplayError::Store(DbError::Damaged { .. })) => {
            let rebuilt = rebuild(from, desk.settings.org(), &desk.journal, progress)?;
            desk.reader.set_books(Arc::new(rebuilt.books));
            rebuilt.damage
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(damage) = damage {
        desk.read_only = Some(damage.to_string());
    }
    desk.behind = false;
    Ok(())
}
