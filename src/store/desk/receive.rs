//! Takes in lines of other desks' chains, together with our own records that say so. See [`crate::store::copies`].

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;

use super::plan;
use super::{Desk, OnProgress};
use crate::model::{Entry, Org};
use crate::store::apply::ReplayError;
use crate::store::batch::{Batch, Stamp};
use crate::store::copies::{self, Behind, Commit, Grow, Grown, Kept, ReceiveError, State, Trouble};
use crate::store::db::DbError;
use crate::store::journal::Flaw;

/// The most chains of one delivery: our own save has a line for each, and some more.
pub const MOST_CHAINS: usize = 900;

/// Lines of one chain in a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section {
    /// Whose chain it is.
    pub org: Org,
    /// How many lines stand there.
    pub lines: u64,
    /// Whether they are to take the place of what was taken in of this chain: they begin at line 1. For a desk that was set up
    /// anew, after somebody confirmed it, and for a copy that was damaged.
    pub anew: bool,
}

/// What is to be taken in: the sections in the order in which their lines come.
pub struct Delivery<'a> {
    /// The chains, each at most once.
    pub sections: &'a [Section],
    /// The journal lines of all sections, as they stand, and nothing else.
    pub lines: &'a mut dyn BufRead,
}

/// Adds our own records to the save, among them a `received` for each chain that grew: with the `seq`, `hash` and (as `bytes`) `end`
/// of its mark.
pub type Compose<'a> = dyn FnMut(&mut Batch, &[Grown]) + 'a;

/// What was taken in.
#[derive(Debug)]
pub struct Received {
    /// Our own records, as saved.
    pub entries: Vec<Entry>,
    /// What became of each chain, in the order of the sections.
    pub chains: Vec<Grown>,
}

impl Desk {
    /// Takes in lines of other desks' chains, and saves our own records about them: all or nothing, whatever fails. The lines are
    /// checked again, each in itself and against where the copy ends; those it has already are passed over. In bounded memory.
    /// `progress` gets the lines done and to do and may stop it, until it is decided.
    pub fn receive(
        &mut self,
        stamp: Stamp,
        delivery: Delivery<'_>,
        compose: &mut Compose<'_>,
        progress: &mut OnProgress<'_>,
    ) -> Result<Received, ReceiveError> {
        self.make_ready()?;
        let (disk, root) = (std::sync::Arc::clone(&self.disk), self.root.clone());
        let mut grows = Vec::with_capacity(delivery.sections.len());
        for section in self.checked(delivery.sections)? {
            let known = if section.anew { None } else { self.known(section.org)? };
            let is_below = self.org().is_above(section.org);
            grows.push(Grow { disk: &disk, root: &root, org: section.org, is_below, known, lines: section.lines });
        }
        let grown = grow_all(&grows, delivery.lines, progress);
        let (chains, kept) = grown.inspect_err(|_| grows.iter().for_each(copies::take_back))?;
        let mut batch = self.batch(stamp);
        compose(&mut batch, &chains);
        let planned = plan::plan(&self.reader, &batch)?;
        // From here on the copies stay as they are: of a save that failed the line may have reached the disk all the same.
        let (entries, start) = self.save(&batch.stamp, planned)?;
        if start.is_some() {
            self.undone.clear();
        }
        if let Err(error) = self.follow(&grows, &chains, kept) {
            // It is taken in: our own line is on the disk. The store comes after.
            tracing::error!(?error, "what was taken in was not applied");
            self.behind = true;
        }
        Ok(Received { entries, chains })
    }

    /// The sections, if they can be taken in at once.
    fn checked<'s>(&self, sections: &'s [Section]) -> Result<&'s [Section], ReceiveError> {
        if sections.len() > MOST_CHAINS {
            return Err(ReceiveError::TooMany { most: MOST_CHAINS });
        }
        let own = self.org();
        if let Some(section) = sections.iter().find(|section| !copies::is_code(section.org)) {
            return Err(ReceiveError::DoesNotFit { org: section.org, seq: 0, flaw: Flaw::Chain });
        }
        match sections.iter().enumerate().any(|(at, section)| section.org == own || is_twice(sections, at)) {
            true => Err(ReceiveError::Own),
            false => Ok(sections),
        }
    }

    /// What was taken in of a chain, and what the store knows of it.
    fn known(&self, org: Org) -> Result<Option<(Commit, State)>, DbError> {
        let books = self.reader.books();
        let received = copies::record(&books, org)?;
        let commit = received.as_ref().and_then(Commit::of).map(|(_, commit)| commit);
        Ok(commit.zip(copies::state(&books, org)?))
    }

    /// Puts what begins anew in its place, and applies what was taken in and is not in the store yet.
    fn follow(
        &self,
        grows: &[Grow<'_>],
        chains: &[Grown],
        kept: BTreeMap<Org, Kept>,
    ) -> Result<Vec<Trouble>, ReplayError> {
        for (grow, grown) in grows.iter().zip(chains) {
            // What our own records do not speak of was not taken in.
            let record = copies::record(&self.reader.books(), grow.org)?;
            if record.as_ref().and_then(Commit::of).is_some_and(|(_, commit)| commit.is_at(&grown.mark)) {
                copies::install(grow)?;
            }
        }
        let from = Behind { disk: &self.disk, root: &self.root, settles: true };
        copies::catch_up_with(&self.reader.books(), from, kept, &mut |_, _| ControlFlow::Continue(()))
    }
}

/// Whether a section is of a chain that one before it is of.
pub(super) fn is_twice(sections: &[Section], at: usize) -> bool {
    let org = sections.get(at).map(|section| section.org);
    sections.iter().take(at).any(|before| Some(before.org) == org)
}

/// Appends the lines to the copies, one after the other.
pub(super) fn grow_all(
    grows: &[Grow<'_>],
    lines: &mut dyn BufRead,
    progress: &mut OnProgress<'_>,
) -> Result<(Vec<Grown>, BTreeMap<Org, Kept>), ReceiveError> {
    let total = grows.iter().fold(0_u64, |sum, grow| sum.saturating_add(grow.lines));
    let (mut done, mut grown) = (0_u64, Vec::with_capacity(grows.len()));
    let (mut kept, mut room) = (BTreeMap::new(), copies::MOST_KEPT_BYTES);
    for grow in grows {
        let (one, brought) = copies::grow(grow, lines, &mut room, &mut |at| progress(done.saturating_add(at), total))?;
        grown.push(one);
        kept.extend(brought.map(|brought| (grow.org, brought)));
        done = done.saturating_add(grow.lines);
    }
    // The last moment at which it can be stopped.
    if progress(total, total).is_break() { Err(ReceiveError::Cancelled) } else { Ok((grown, kept)) }
}
