//! What is seen of each chain while a package is read through, and what that means.

use std::sync::Arc;

use super::acks;
use super::trial::{Judged, Site, own_journal};
use super::vouched::{Claim, Words};
use super::{ExchangeError, received_of};
use crate::model::received::{MOST_QUARANTINED, Received};
use crate::model::{Date, Kind, Org, pack};
use crate::store::copies::{self, ReceiveError, Unfit, unfit};
use crate::store::desk;
use crate::store::journal::{CHAIN_KIND, Epoch, Hash, JournalReader, Lines, Mark};
use crate::store::keys::{PublicKey, from_lower_hex};
use crate::sync::judge::{Behind, Copy, Own, Piece, Verdict};
use crate::sync::package::{Item, Section};

/// What is seen of a chain while the package is checked.
pub(super) struct Seen {
    org: Org,
    /// Whether it is of a desk below us.
    is_below: bool,
    /// The last line of our copy.
    copy: Option<Copy>,
    /// The last line that packages before this one bring.
    reached: u64,
    /// The hash that the package has there.
    theirs: Option<Hash>,
    /// The key of the chain's installation.
    key: Option<PublicKey>,
    /// Of the lines through the last of our copy or that packages before this one bring, and of those behind it.
    known: Told,
    new: Told,
    /// Through which line a signature covers it, and the last line that needs one.
    signed: u64,
    said: u64,
    /// The key of our copy.
    former: Option<PublicKey>,
    /// Whether it came by another desk, up from below: what its owner has not signed is then not taken for its own.
    is_handed_on: bool,
    /// What stands behind the last line of our copy.
    behind: Behind,
    /// Our own chain, as far as it is the same as the package's; and through which line it is.
    ours: Option<Lines>,
    pub(super) common: Mark,
}

/// What some lines of a chain tell.
#[derive(Default)]
pub(super) struct Told {
    /// The day of the last of them.
    until: Option<Date>,
    added: u64,
    changed: u64,
    unfit: Vec<(u64, Unfit)>,
}

impl Told {
    fn see(&mut self, item: &Item<'_>, org: Org, is_below: bool) {
        let day = item.line.envelope.at.get(..10).and_then(|day| day.parse().ok());
        self.until = day.or(self.until);
        if let Some(why) = unfit(&item.line, org, is_below) {
            if self.unfit.len() < MOST_QUARANTINED {
                self.unfit.push((item.line.envelope.seq, why));
            }
        } else if !item.line.is_reported() {
        } else if item.line.envelope.rev == 1 {
            self.added += 1;
        } else {
            self.changed += 1;
        }
    }

    fn and(mut self, other: Told) -> Told {
        self.until = other.until.or(self.until);
        self.added += other.added;
        self.changed += other.changed;
        self.unfit.extend(other.unfit);
        self.unfit.truncate(MOST_QUARANTINED);
        self
    }
}

/// All chains of a package, in its order, and what they say of the keys of others.
pub(super) struct Watch(pub(super) Vec<Seen>, pub(super) Words);

pub(super) fn see(watch: &mut Watch, item: &Item<'_>) {
    let Some(seen) = watch.0.get_mut(item.section) else { return };
    let envelope = &item.line.envelope;
    if let Some(lines) = &mut seen.ours {
        match lines.next() {
            Some(Ok(line)) if line.envelope.hash == envelope.hash => seen.common = lines.mark(),
            _ => seen.ours = None,
        }
    }
    let copy = seen.copy.map_or(0, |copy| copy.seq);
    if envelope.seq == copy {
        seen.theirs = Some(envelope.hash);
    }
    if seen.is_below {
        watch.1.hear(seen.org, &item.line);
    }
    if envelope.kind == CHAIN_KIND {
        seen.key = key_of(item).or(seen.key);
        seen.behind.begins |= envelope.seq > copy;
    }
    if envelope.kind == Kind::Pack.key() && signs(item, seen.key) {
        // It signs the line before it.
        seen.signed = envelope.seq - 1;
        seen.behind.is_unsigned = false;
    } else if needs_signature(&envelope.kind) {
        seen.said = envelope.seq;
        seen.behind.is_unsigned |= seen.is_handed_on && envelope.seq > copy;
    }
    let is_known = envelope.seq <= copy.max(seen.reached) || seen.ours.is_some();
    let told = if is_known { &mut seen.known } else { &mut seen.new };
    told.see(item, seen.org, seen.is_below);
}

/// Whether a line of a kind has to be covered by a signature: all but what names a key, which is judged by itself, and what signs, which is
/// the last of every package.
fn needs_signature(kind: &str) -> bool {
    kind != CHAIN_KIND && kind != Kind::Pack.key()
}

/// The signing key that a `chain` line names.
fn key_of(item: &Item<'_>) -> Option<PublicKey> {
    let data: serde_json::Value = serde_json::from_str(item.line.body.data()?).ok()?;
    data.get("key")?.as_str().and_then(PublicKey::from_hex)
}

/// Whether a line of kind `pack` signs the line before it with the chain's key.
fn signs(item: &Item<'_>, key: Option<PublicKey>) -> bool {
    let Some(data) = item.line.body.data() else { return false };
    let Ok(pack) = serde_json::from_str::<pack::Pack>(data) else { return false };
    let prev = item.line.envelope.prev;
    // What is sent says `head` once it is made, and keeps it.
    pack.head == prev.to_string() && key.is_some_and(|key| key.verify_hex(&prev.0, &pack.signature))
}

impl Seen {
    pub(super) fn of(site: Site<'_>, org: Org, from: Org, reached: u64) -> Result<Seen, ExchangeError> {
        let entry = site.reader.entry(Kind::Received, org.0)?;
        let received = entry.as_ref().and_then(received_of);
        let copy = received.and_then(copy_of);
        let key = received.and_then(|received| PublicKey::from_hex(&received.key));
        let is_own = org == site.reader.desk();
        let ours = if is_own { Some(own_journal(site)?.lines_after(Mark::START)?) } else { None };
        let (known, new) = (Told::default(), Told::default());
        let (is_handed_on, behind) = (org != from && site.reader.desk().is_above(from), Behind::default());
        let (theirs, common) = (None, Mark::START);
        let is_below = site.reader.desk().is_above(org);
        let (former, signed, said) = (key.filter(|_| copy.is_some()), 0, 0);
        Ok(Seen {
            org,
            is_below,
            copy,
            reached,
            theirs,
            key,
            known,
            new,
            signed,
            said,
            former,
            is_handed_on,
            behind,
            ours,
            common,
        })
    }

    /// Whether a chain that is new here, or a new installation of it, is under another key than this one.
    pub(super) fn names_other(&self, key: PublicKey) -> bool {
        let is_new = self.copy.is_none() || self.behind.begins;
        is_new && self.key.is_some_and(|named| named != key)
    }

    /// What a chain that came by another desk says of itself; none for one that came from its owner, or from above.
    pub(super) fn claim(&self) -> Option<Claim> {
        let hex = |key: Option<PublicKey>| key.map(|key| key.to_string());
        self.is_handed_on.then(|| Claim {
            key: hex(self.key).unwrap_or_default(),
            former: self.copy.map(|_| hex(self.former).unwrap_or_default()),
            is_signed: self.said <= self.signed,
        })
    }

    pub(super) fn judged(self, site: Site<'_>, section: &Section) -> Result<Judged, ExchangeError> {
        let piece = piece(section);
        let (known, new, signed, reached) = (self.known, self.new, self.signed, self.reached);
        let judged = |verdict| {
            // Of another installation, which begins at line 1 again, our copy has nothing.
            let is_anew = matches!(verdict, Verdict::Installation { goes_on: false, .. });
            let (known, new) = match verdict {
                // Nor has it those of a line that is another here.
                Verdict::Fork { .. } => (0, new),
                _ if is_anew => (0, known.and(new)),
                _ => (known.added + known.changed, new),
            };
            let Told { until, added, changed, unfit } = new;
            Judged {
                section: section.clone(),
                verdict,
                until,
                added,
                changed,
                known,
                unfit,
                signed,
                reached,
                is_vouched: false,
            }
        };
        if self.org == site.reader.desk() {
            return Ok(judged(own(site, &piece, self.common)?));
        }
        let entry = site.reader.entry(Kind::Received, self.org.0)?;
        let received = entry.as_ref().and_then(received_of);
        let last = section.last;
        let ours = match received.filter(|received| last <= received.seq) {
            Some(received) => line_of(site, self.org, received, last)?,
            None => None,
        };
        let theirs = self.theirs;
        let verdict = piece.judge(self.copy.as_ref(), |_| ours, |_| theirs).with(self.behind, self.copy.is_some());
        let is_other = self.copy.is_some_and(|copy| copy.epoch != piece.epoch);
        if !matches!(verdict, Verdict::Fork { .. }) || !is_other {
            return Ok(judged(verdict));
        }
        let before = match received.filter(|received| piece.first > 1 && piece.first <= received.seq) {
            Some(received) => line_of(site, self.org, received, piece.first - 1)?,
            None => None,
        };
        Ok(judged(if piece.joins(|_| before) { verdict } else { Verdict::Ahead }))
    }
}

/// What a package has of a chain, to be judged.
pub(super) fn piece(section: &Section) -> Piece {
    let Section { epoch, first, last, before, after, .. } = *section;
    Piece { epoch, first, last, before, after }
}

/// What our own chain means here, as another desk has kept it; refused where it can neither be used nor is known.
fn own(site: Site<'_>, piece: &Piece, common: Mark) -> Result<Verdict, ExchangeError> {
    let journal = own_journal(site)?;
    let ours = acks::end_of(&journal, Mark::START, piece.last)?.map(|(hash, _)| hash);
    let may_become = common.seq > 0 || desk::is_new(site.reader, &journal)?;
    match piece.judge_own(may_become, |_| ours) {
        Own::Known => Ok(Verdict::Known),
        Own::Rebuild => Ok(Verdict::Rebuild),
        Own::Refused => Err(ReceiveError::HoldsEntries.into()),
    }
}

fn copy_of(received: &Received) -> Option<Copy> {
    let (epoch, hash) = (from_lower_hex(&received.epoch)?, from_lower_hex(&received.hash)?);
    (received.seq > 0).then_some(Copy { epoch: Epoch(epoch), seq: received.seq, hash: Hash(hash) })
}

/// The hash of a line of our copy.
pub(super) fn line_of(site: Site<'_>, org: Org, received: &Received, seq: u64) -> Result<Option<Hash>, ExchangeError> {
    if seq == received.seq {
        return Ok(from_lower_hex(&received.hash).map(Hash));
    }
    let path = copies::path_of(site.root, org);
    let copy = JournalReader::at_rest(Arc::clone(site.disk), &path, received.bytes);
    Ok(acks::end_of(&copy, Mark::START, seq)?.map(|(hash, _)| hash))
}
