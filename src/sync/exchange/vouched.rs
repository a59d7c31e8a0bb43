//! Whose key a chain is under that came by another desk. Who stands above a desk has compared its key by telephone and written that down,
//! `party`, in its own signed chain, which goes up as well: that is its word for the key. The first chain of a desk under a key nobody
//! above it has confirmed waits until somebody has, or a person agrees; a new installation under the key that is confirmed now need
//! not be asked for again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::trial::{Judged, Site};
use super::{ExchangeError, party_of, received_of};
use crate::model::party::Party;
use crate::model::received::Received;
use crate::model::{Kind, Org};
use crate::store::copies;
use crate::store::journal::{JournalReader, Line, Mark};
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
    /// It was confirmed once.
    Before,
    /// Nobody has confirmed it.
    Never,
}

/// A line in which a desk says what it knows of a party.
struct Word {
    by: Org,
    of: Org,
    seq: u64,
    key: String,
    is_confirmed: bool,
}

/// What the desks below say of the keys of those below them, in a package and in the copies we hold.
pub(super) struct Words {
    /// The desks whose chains came by another one.
    wanted: BTreeSet<Org>,
    /// In the order of the package.
    said: Vec<Word>,
    /// All that a copy says, where it was read through.
    read: BTreeMap<Org, Vec<Word>>,
}

impl Words {
    /// For the chains of a package that came up to `own` by another desk.
    pub fn wanted(header: &Header, own: Org) -> Words {
        let is_up = own.is_above(header.from);
        let handed = header.chains.iter().map(|section| section.org).filter(|org| is_up && *org != header.from);
        Words { wanted: handed.collect(), said: Vec::new(), read: BTreeMap::new() }
    }

    /// Hears a line of the chain of `by`.
    pub fn hear(&mut self, by: Org, line: &Line) {
        if let Some(word) = self.word(by, line) {
            // A receipt is a revision as well, and says nothing new of the key.
            match self.said.last_mut().filter(|last| (last.by, last.of) == (by, word.of) && last.says(&word)) {
                Some(last) => last.seq = word.seq,
                None => self.said.push(word),
            }
        }
    }

    fn word(&self, by: Org, line: &Line) -> Option<Word> {
        let (envelope, of) = (&line.envelope, Org(line.envelope.id));
        if envelope.kind != Kind::Party.key() || !by.is_above(of) || !self.wanted.contains(&of) {
            return None;
        }
        let party: Party = serde_json::from_str(line.body.data()?).ok()?;
        Some(Word { by, of, seq: envelope.seq, is_confirmed: party.is_confirmed(), key: party.sign_key })
    }

    /// Puts the verdict right on a chain that came by another desk: a first one under a key that nobody confirmed waits, and a new
    /// installation under the key that is confirmed now does not. `judged` are the chains before it in the package, those of the desks above it
    /// among them.
    pub fn weigh(
        &mut self,
        site: Site<'_>,
        before: &[Judged],
        judged: &mut Judged,
        claim: &Claim,
    ) -> Result<(), ExchangeError> {
        let org = judged.section.org;
        match (judged.verdict, &claim.former) {
            (Verdict::Follows { from }, None) if self.voice(site, before, org, &claim.key)? == Voice::Never => {
                judged.verdict = Verdict::Stranger { from };
            }
            (Verdict::Installation { .. }, Some(former)) if claim.is_signed && *former != claim.key => {
                judged.is_vouched = self.voice(site, before, org, &claim.key)? == Voice::Now;
            }
            _ => {}
        }
        Ok(())
    }

    /// What the desks between us and a desk say of a key of it.
    fn voice(&mut self, site: Site<'_>, before: &[Judged], org: Org, key: &str) -> Result<Voice, ExchangeError> {
        let (own, code) = (site.reader.desk(), org.to_string());
        let between = (1..code.len()).rev().filter_map(|end| code.get(..end)?.parse::<Org>().ok());
        let mut voice = Voice::Never;
        for by in between.filter(|by| own.is_above(*by)) {
            let known = site.reader.entry(Kind::Received, by.0)?;
            let Some(known) = known.as_ref().and_then(received_of).cloned().or_else(|| {
                // Nothing of it was taken in yet.
                before.iter().any(|judged| judged.section.org == by).then(Received::default)
            }) else {
                continue;
            };
            let enters = |judged: &&Judged| {
                judged.section.org == by && matches!(judged.verdict, Verdict::Follows { .. } | Verdict::Known)
            };
            let is_news = before.iter().any(|judged| enters(&judged));
            let mut said = self.said.iter().filter(|word| (word.by, word.of) == (by, org));
            let newest = said.clone().rfind(|word| is_news && word.seq > known.seq);
            let kept = site.reader.of(by).entry(Kind::Party, org.0)?;
            let kept = kept.as_ref().and_then(party_of);
            let now = match (newest, kept) {
                (Some(word), _) => word.is_confirmed.then_some(word.key.as_str()),
                (None, Some(party)) => party.is_confirmed().then_some(party.sign_key.as_str()),
                (None, None) => None,
            };
            if now == Some(key) {
                return Ok(Voice::Now);
            }
            if said.any(|word| word.confirms(org, key))
                || self.all_of(site, by, &known)?.iter().any(|word| word.confirms(org, key))
            {
                voice = Voice::Before;
            }
        }
        Ok(voice)
    }

    /// All that our copy of a chain says, read once: a key that was replaced stands in an older line only.
    fn all_of(&mut self, site: Site<'_>, by: Org, known: &Received) -> Result<&[Word], ExchangeError> {
        if !self.read.contains_key(&by) {
            let mut words = Vec::new();
            if known.seq > 0 {
                let path = copies::path_of(site.root, by);
                let copy = JournalReader::at_rest(Arc::clone(site.disk), &path, known.bytes);
                for line in copy.lines_after(Mark::START)? {
                    words.extend(self.word(by, &line?));
                }
            }
            self.read.insert(by, words);
        }
        Ok(self.read.get(&by).map_or(&[], Vec::as_slice))
    }
}

impl Word {
    fn says(&self, other: &Word) -> bool {
        (self.is_confirmed, &self.key) == (other.is_confirmed, &other.key)
    }

    fn confirms(&self, of: Org, key: &str) -> bool {
        self.is_confirmed && self.of == of && self.key == key
    }
}
