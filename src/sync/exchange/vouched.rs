//! Whose key a chain is under that came by another desk. Who stands above a desk has compared its key by telephone and written that down,
//! `party`, in its own signed chain, which goes up as well: that is its word for the key. The first chain of a desk under a key nobody
//! above it has confirmed, or whose trust was ended, waits until somebody has, or a person agrees; a new installation that goes on with the
//! copy, under the key that is confirmed now, need not be asked for again, while one that begins anew and so takes records away is asked for
//! everywhere. The nearest desk above it that says anything decides: who only passes on is not asked. What comes late under a key that was
//! replaced or ended is old, and nothing of it is used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::trial::{Judged, Site};
use super::{ExchangeError, received_of};
use crate::model::party::{Party, REVOKED};
use crate::model::received::Received;
use crate::model::{Kind, Org};
use crate::store::copies;
use crate::store::journal::{JournalReader, Line, Mark};
use crate::store::keys::PublicKey;
use crate::sync::judge::Verdict;
use crate::sync::package::Header;

/// What a chain that came by another desk says of itself.
pub(super) struct Claim {
    /// The key of its last installation.
    pub key: String,
    /// The key of the copy we hold; none where we hold none.
    pub former: Option<String>,
    /// Whether a signature of that key covers every record in it.
    pub is_signed: bool,
}

/// What is said of a desk's key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// It is the one that is confirmed now.
    Now,
    /// It was confirmed once, and another took its place.
    Before,
    /// It was confirmed once, and is trusted no longer.
    Revoked,
    /// Nobody has confirmed it.
    Never,
}

/// Keys of one desk that another's chain may name: nobody gets so many computers. What is named beyond is as if it were not.
const MOST_KEYS: usize = 64;

/// What a desk says of one key of a party, in the last line about it.
struct Word {
    key: PublicKey,
    seq: u64,
    is_confirmed: bool,
    is_revoked: bool,
    /// Whether an earlier line confirmed it.
    was_confirmed: bool,
}

/// What a desk says of the keys of one party.
#[derive(Default)]
struct Heard(Vec<Word>);

/// What the desks below say of the keys of those below them, in a package and in the copies we hold.
pub(super) struct Words {
    /// The desks whose chains came by another one.
    wanted: BTreeSet<Org>,
    /// What a package says: of whose chain, about whom.
    said: BTreeMap<(Org, Org), Heard>,
    /// All that a copy says, where it was read through.
    read: BTreeMap<Org, BTreeMap<Org, Heard>>,
}

impl Words {
    /// For the chains of a package that came up to `own` by another desk.
    pub fn wanted(header: &Header, own: Org) -> Words {
        let is_up = own.is_above(header.from);
        let handed = header.chains.iter().map(|section| section.org).filter(|org| is_up && *org != header.from);
        Words { wanted: handed.collect(), said: BTreeMap::new(), read: BTreeMap::new() }
    }

    /// Hears a line of the chain of `by`.
    pub fn hear(&mut self, by: Org, line: &Line) {
        if let Some((of, word)) = self.word(by, line) {
            self.said.entry((by, of)).or_default().hear(word);
        }
    }

    fn word(&self, by: Org, line: &Line) -> Option<(Org, Word)> {
        let (envelope, of) = (&line.envelope, Org(line.envelope.id));
        if envelope.kind != Kind::Party.key() || !by.is_above(of) || !self.wanted.contains(&of) {
            return None;
        }
        let party: Party = serde_json::from_str(line.body.data()?).ok()?;
        let key = PublicKey::from_hex(&party.sign_key)?;
        let (is_confirmed, is_revoked) = (party.is_confirmed(), party.status == REVOKED);
        Some((of, Word { key, seq: envelope.seq, is_confirmed, is_revoked, was_confirmed: false }))
    }

    /// Puts the verdict right on a chain that came by another desk. A first one under a key that nobody confirmed waits. An installation that
    /// goes on with the copy under the key that is confirmed now takes nothing away, and nobody is asked. What comes under a key that the
    /// copy's took the place of is old. `judged` are the chains before it in the package, those of the desks above it among them.
    pub fn weigh(
        &mut self,
        site: Site<'_>,
        before: &[Judged],
        judged: &mut Judged,
        claim: &Claim,
    ) -> Result<(), ExchangeError> {
        let org = judged.section.org;
        let Some(former) = &claim.former else {
            if let Verdict::Follows { from } = judged.verdict
                && matches!(self.voice(site, before, org, &claim.key)?, Voice::Never | Voice::Revoked)
            {
                judged.verdict = Verdict::Stranger { from };
            }
            return Ok(());
        };
        let is_other = matches!(judged.verdict, Verdict::Installation { .. } | Verdict::Ahead | Verdict::Fork { .. });
        if !is_other || *former == claim.key {
            return Ok(());
        }
        match self.voice(site, before, org, &claim.key)? {
            Voice::Now => {
                let goes_on = matches!(judged.verdict, Verdict::Installation { goes_on: true, .. });
                judged.is_vouched = goes_on && claim.is_signed;
            }
            Voice::Before | Voice::Revoked if self.voice(site, before, org, former)? == Voice::Now => {
                judged.verdict = Verdict::Known;
            }
            _ => {}
        }
        Ok(())
    }

    /// What is said of a key of a desk by the nearest desk above it, on the way to us, that has anything to say of its keys.
    fn voice(&mut self, site: Site<'_>, before: &[Judged], org: Org, key: &str) -> Result<Voice, ExchangeError> {
        let Some(key) = PublicKey::from_hex(key) else { return Ok(Voice::Never) };
        let (own, code) = (site.reader.desk(), org.to_string());
        let between = (1..code.len()).rev().filter_map(|end| code.get(..end)?.parse::<Org>().ok());
        for by in between.filter(|by| own.is_above(*by)) {
            let entry = site.reader.entry(Kind::Received, by.0)?;
            let known = entry.as_ref().and_then(received_of).cloned().unwrap_or_default();
            // What is not taken in with this package was not said.
            let enters =
                |judged: &Judged| judged.section.org == by && (judged.follows() || judged.verdict == Verdict::Known);
            let is_news = before.iter().any(enters);
            let kept = site.reader.of(by).entry(Kind::Party, org.0)?.is_some();
            let said = self.said.get(&(by, org)).filter(|_| is_news);
            let news = said.and_then(|heard| heard.newest()).filter(|word| word.seq > known.seq);
            if news.is_none() && !kept {
                continue;
            }
            if let Some(word) = news.filter(|word| word.key == key) {
                return Ok(word.voice(true));
            }
            let is_newest = news.is_none();
            let earlier = said.and_then(|heard| heard.of(key)).filter(|word| word.seq > known.seq);
            if let Some(word) = earlier {
                return Ok(word.voice(false));
            }
            let heard = self.all_of(site, by, &known)?.get(&org);
            let newest = heard.and_then(Heard::newest).map(|word| word.key);
            let word = heard.and_then(|heard| heard.of(key));
            return Ok(word.map_or(Voice::Never, |word| word.voice(is_newest && newest == Some(key))));
        }
        Ok(Voice::Never)
    }

    /// All that our copy of a chain says, read once: a key that was replaced stands in an older line only.
    fn all_of(&mut self, site: Site<'_>, by: Org, known: &Received) -> Result<&BTreeMap<Org, Heard>, ExchangeError> {
        if !self.read.contains_key(&by) {
            let mut words: BTreeMap<Org, Heard> = BTreeMap::new();
            if known.seq > 0 {
                let path = copies::path_of(site.root, by);
                let copy = JournalReader::at_rest(Arc::clone(site.disk), &path, known.bytes);
                for line in copy.lines_after(Mark::START)? {
                    if let Some((of, word)) = self.word(by, &line?) {
                        words.entry(of).or_default().hear(word);
                    }
                }
            }
            self.read.insert(by, words);
        }
        Ok(self.read.entry(by).or_default())
    }
}

impl Heard {
    fn hear(&mut self, word: Word) {
        let has_room = self.0.len() < MOST_KEYS;
        match self.0.iter_mut().find(|known| known.key == word.key) {
            Some(known) => *known = Word { was_confirmed: known.was_confirmed || known.is_confirmed, ..word },
            None if has_room => self.0.push(word),
            None => {}
        }
    }

    fn of(&self, key: PublicKey) -> Option<&Word> {
        self.0.iter().find(|word| word.key == key)
    }

    /// The key the last line is about.
    fn newest(&self) -> Option<&Word> {
        self.0.iter().max_by_key(|word| word.seq)
    }
}

impl Word {
    /// What it means for the key, which is the last one named or an earlier one.
    fn voice(&self, is_last: bool) -> Voice {
        match self.is_confirmed || self.was_confirmed {
            false => Voice::Never,
            true if self.is_revoked => Voice::Revoked,
            true if is_last && self.is_confirmed => Voice::Now,
            true => Voice::Before,
        }
    }
}
