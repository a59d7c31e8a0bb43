//! Makes a desk that lost everything anew, of its own chain as another desk has kept it.
//!
//! Only a desk that holds nothing yet but what set-up and getting to know the others have written becomes the former one: with its
//! records, numbers and history. As with a backup ([`crate::store::restore`]) everything is staged beside the data and checked
//! whole, ends with the `chain` line of a new installation, and is then exchanged for what is there. Cut short at any step it is
//! as it was before, or the next opening goes on.

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::DateTime;

use super::receive::{grow_all, is_twice};
use super::save::body;
use super::{Delivery, Desk, OnProgress, OpenError, PROGRAM, SaveError, rebuild};
use crate::model::pack::ACKNOWLEDGED;
use crate::model::{Entry, Kind, Org, Record, json};
use crate::store::batch::{ADD, Ids, Stamp};
use crate::store::copies::{self, Behind, Grow, Grown, Place, ReceiveError, content};
use crate::store::disk::DiskError;
use crate::store::journal::{
    self, CHAIN_KIND, Epoch, Flaw, Journal, JournalReader, MAX_GROUP_LINES, Mark, NewLine, ReadError,
};
use crate::store::keys::PublicKey;
use crate::store::place;
use crate::store::reader::Reader;
use crate::store::restore::{self, switch};
use crate::text::zh::store::desk as zh;

/// Says which of our own records about others are to be written behind the recovered lines, and with which verb: given what the
/// chains have become, and the last of each such record among the lines.
pub type Amend<'a> = dyn FnMut(&[Grown], Vec<Entry>) -> Vec<(String, Entry)> + 'a;

/// What a desk becomes that gets its own chain back.
#[derive(Clone, Copy, Debug)]
pub struct Becoming<'a> {
    /// The key of the new installation.
    pub key: PublicKey,
    /// The last line that both chains have, where the desk came back from a backup; none for a new one.
    pub common: Option<Mark>,
    /// The chains of others whose copies stay as they are here.
    pub keep: &'a [Org],
}

/// Whether a desk holds nothing yet but what set-up and getting to know the others have written. Reads its journal up to the first
/// other line.
pub fn is_new(reader: &Reader, journal: &JournalReader) -> Result<bool, ReceiveError> {
    for line in journal.lines_after(Mark::START)? {
        let envelope = line?.envelope;
        let is_usual = match envelope.kind.parse::<Kind>() {
            Ok(Kind::Station) => envelope.verb == ADD,
            Ok(kind) => !kind.is_reported(),
            Err(()) => envelope.kind == CHAIN_KIND,
        };
        if !is_usual {
            return Ok(false);
        }
    }
    let has_taken_in =
        |(_, state): &(Org, copies::State)| state.place == Place::Below && state.applied.seq > Mark::START.seq;
    Ok(!copies::states(&reader.books())?.iter().any(has_taken_in))
}

impl Desk {
    /// Puts our own chain, as another desk has kept it, in the place of what this desk holds, together with the chains that
    /// come along, and begins a new installation. All or nothing; what there was before is in a backup. The desk has to be new, or
    /// to have come back from a backup.
    /// `progress` gets the lines done and to do and may stop it, until it is decided.
    pub fn recover(
        &mut self,
        stamp: &Stamp,
        becoming: Becoming<'_>,
        delivery: Delivery<'_>,
        amend: &mut Amend<'_>,
        progress: &mut OnProgress<'_>,
    ) -> Result<Vec<Grown>, ReceiveError> {
        self.make_ready()?;
        let is_earlier = becoming.common.is_some_and(|mark| mark.seq > 0 && mark.end <= self.journal.reader().end());
        if !is_earlier && !is_new(&self.reader, &self.journal.reader())? {
            return Err(ReceiveError::HoldsEntries);
        }
        let at = DateTime::parse_from_rfc3339(&stamp.at).map_err(|_| SaveError::BadStamp { at: stamp.at.clone() })?;
        let stamp = journal::Stamp { at, by: stamp.by.clone() };
        let staged = self.stage(&stamp, becoming, delivery, amend, progress).and_then(|grown| {
            let saved = Some(self.journal.reader().end());
            let keep = restore::save((self.disk.as_ref(), &self.root, self.org()), saved, at, &mut |_, _| {
                ControlFlow::Continue(())
            })?;
            Ok((grown, keep))
        });
        let (grown, keep) = staged.inspect_err(|_| switch::discard(&self.disk, &self.root))?;
        if let Err(error) = switch::begin(self.disk.as_ref(), &self.root, &keep) {
            switch::discard(&self.disk, &self.root);
            // What cannot be taken back is decided all the same.
            if switch::is_decided(self.disk.as_ref(), &self.root).unwrap_or(true) {
                self.read_only = Some(zh::RECOVERY_UNDER_WAY.to_owned());
            }
            return Err(error.into());
        }
        self.read_only = Some(zh::RECOVERY_UNDER_WAY.to_owned());
        self.exchange().map_err(|error| ReceiveError::HalfWay(Box::new(error)))?;
        Ok(grown)
    }

    /// Writes the chains into `restore-work/new`, each checked, and ends our own.
    fn stage(
        &self,
        stamp: &journal::Stamp,
        becoming: Becoming<'_>,
        delivery: Delivery<'_>,
        amend: &mut Amend<'_>,
        progress: &mut OnProgress<'_>,
    ) -> Result<Vec<Grown>, ReceiveError> {
        let (disk, own, new) = (&self.disk, self.org(), switch::new_folder(&self.root));
        let folder = new.join(place::JOURNALS);
        disk.create_dir_all(&folder).map_err(DiskError::folder(&folder))?;
        let sections = delivery.sections;
        let mut grows = Vec::with_capacity(sections.len());
        for (at, section) in sections.iter().enumerate() {
            if !copies::is_code(section.org) || is_twice(sections, at) {
                return Err(ReceiveError::DoesNotFit { org: section.org, seq: 0, flaw: Flaw::Chain });
            }
            let is_below = own.is_above(section.org);
            grows.push(Grow { disk, root: &new, org: section.org, is_below, known: None, lines: section.lines });
        }
        let (grown, _) = grow_all(&grows, delivery.lines, progress)?;
        for grow in &grows {
            copies::install(grow)?;
        }
        for org in becoming.keep {
            copies::carry(disk.as_ref(), &self.reader.books(), (&self.root, &new), *org)?;
        }
        let path = place::journal(&new, own);
        let mut journal = Journal::open(Arc::clone(disk), &path, own, None).map_err(unusable)?.journal;
        if let Some(reason) = journal.read_only() {
            return Err(unusable(reason.clone()));
        }
        let former = affairs(&journal.reader(), own)?;
        journal
            .begin_epoch(stamp, Epoch::random().map_err(unusable)?, becoming.key, PROGRAM)
            .map_err(SaveError::from)?;
        let lines: Result<Vec<NewLine>, ReceiveError> = amend(&grown, former).into_iter().map(line).collect();
        for some in lines?.chunks(MAX_GROUP_LINES) {
            journal.append(stamp, some).map_err(SaveError::from)?;
        }
        disk.sync_dir(&new).map_err(DiskError::folder(&new))?;
        Ok(grown)
    }

    /// Exchanges what was staged for what is there, and makes the live store of it. Taken up again by the next opening where it
    /// fails.
    fn exchange(&mut self) -> Result<(), OpenError> {
        let (disk, root, org) = (Arc::clone(&self.disk), self.root.clone(), self.org());
        // Not every system moves a folder with an open file in it.
        self.journal.close();
        switch::exchange(disk.as_ref(), &root).map_err(restore::RestoreError::Unfinished)?;
        let mut journal = Journal::open(Arc::clone(&disk), &place::journal(&root, org), org, None)?.journal;
        journal.succeed(&self.journal);
        self.journal = journal;
        let from = Behind { disk: &disk, root: &root, settles: true };
        let rebuilt = rebuild::rebuild(from, org, &self.journal, &mut |_, _| ControlFlow::Continue(()))?;
        self.ids = Arc::new(Ids::starting_at(rebuilt.books.next_ids()?));
        self.reader.set_books(Arc::new(rebuilt.books));
        self.undone.clear();
        self.redone.clear();
        switch::end(disk.as_ref(), &root).map_err(restore::RestoreError::Unfinished)?;
        let damage = rebuilt.damage.map(|damage| damage.to_string());
        self.read_only = self.journal.read_only().map(ToString::to_string).or(damage);
        Ok(())
    }
}

/// The last of each record about others in a journal: who they are, what was taken in from them, and which packages with our records
/// wait for their receipt.
fn affairs(journal: &JournalReader, own: Org) -> Result<Vec<Entry>, ReadError> {
    let mut found = std::collections::BTreeMap::new();
    for line in journal.lines_after(Mark::START)? {
        let line = line?;
        let is_affair = matches!(line.envelope.kind.parse(), Ok(Kind::Party | Kind::Received | Kind::Pack));
        let Some(entry) = content(&line, own).ok().filter(|_| is_affair) else { continue };
        // Of a desk's packages, which are many, those that are done with are no affair any more.
        let is_done = matches!(&entry.record, Record::Pack(pack) if pack.state == ACKNOWLEDGED || !pack.is_upward());
        match is_done {
            true => drop(found.remove(&(entry.kind(), entry.id))),
            false => drop(found.insert((entry.kind(), entry.id), entry)),
        }
    }
    Ok(found.into_values().collect())
}

/// A record as a line behind those that were recovered.
fn line((verb, entry): (String, Entry)) -> Result<NewLine, ReceiveError> {
    let data = json::write(&body(&entry)).map_err(SaveError::from)?;
    Ok(NewLine { kind: entry.kind().key().to_owned(), id: entry.id, rev: entry.rev.saturating_add(1), verb, data })
}

fn unusable(cause: impl std::error::Error + Send + Sync + 'static) -> ReceiveError {
    ReceiveError::Unusable(Box::new(cause))
}
