//! A package is tried before anything of it is used: read to its end, verified, and compared with what is here. Nothing changes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::acks;
use super::reached::Reached;
use super::seen::{Seen, Watch, see};
use super::vouched::Words;
use super::{ExchangeError, party_of, received_of};
use crate::model::{Date, Kind, Org};
use crate::store::copies::{self, Unfit};
use crate::store::desk;
use crate::store::disk::Disk;
use crate::store::journal::{JournalReader, Mark};
use crate::store::reader::Reader;
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::package::{Checked, Expected, Header, Name, PackageError, Section, Signer, Sort, check, header_of};

/// Hears lines done and to do; `Break` stops it.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Where packages are read: everything of a desk but the right to write.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The file layer.
    pub disk: &'a Arc<dyn Disk>,
    /// The data directory.
    pub root: &'a Path,
    /// The store.
    pub reader: &'a Reader,
    /// The desk's keys.
    pub keys: &'a OwnKeys,
}

/// What a package would do. Nothing was changed.
#[derive(Debug)]
pub struct Trial {
    /// The file.
    pub path: PathBuf,
    /// What each of its chains means for our copy, in the order of the header.
    pub chains: Vec<Judged>,
    /// Where our own chain parted from what it brings of it, if this desk came back from a backup and is to be rebuilt.
    pub parted: Option<Parted>,
    pub(super) checked: Checked,
}

/// Where our own chain went another way than the package has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parted {
    /// The last line that both have.
    pub mark: Mark,
    /// How many lines of ours come after it that count as to be reported: they are to be entered again.
    pub entries: u64,
}

/// What one chain of a package means for our copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What the package has of it.
    pub section: Section,
    /// What is to be done.
    pub verdict: Verdict,
    /// The day on which the last line was written that our copy lacks.
    pub until: Option<Date>,
    /// Of the lines that are told to people ([`Line::is_reported`]), those that would be new 新增: first revisions of records.
    pub added: u64,
    /// Those that would change a record 更新.
    pub changed: u64,
    /// Those that our copy has already 未变.
    pub known: u64,
    /// Lines that cannot be used 隔离, with why, the first of them.
    pub unfit: Vec<(u64, Unfit)>,
    /// Through which line a signature of the chain's own key covers it; 0 for none in this package.
    pub signed: u64,
    /// Through which line packages tried before it bring the chain; 0 for none.
    pub reached: u64,
    /// It is another installation, under a new key that the desk above it has confirmed: nobody is asked.
    pub is_vouched: bool,
}

/// The counts of a trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 新增.
    pub added: u64,
    /// 更新.
    pub changed: u64,
    /// 未变.
    pub known: u64,
    /// 冲突: chains that contradict our copy.
    pub forks: u64,
    /// 隔离.
    pub unfit: u64,
    /// 缺口: chains that wait for lines before them, or for a signature behind them.
    pub gaps: u64,
    /// Chains of another installation, which somebody has to agree to.
    pub installations: u64,
}

impl Trial {
    /// What the package says of itself.
    pub fn header(&self) -> &Header {
        self.checked.header()
    }

    /// How many lines of our own chain that are not here it brings back to this desk, which is new or came back from a backup; none where
    /// it does not.
    pub fn rebuilds(&self) -> Option<u64> {
        let own = self.chains.iter().find(|judged| judged.verdict == Verdict::Rebuild);
        own.map(Judged::told)
    }

    /// Where entries of ours begin that it would put aside, to which somebody has to agree; none where it puts none aside.
    pub fn replaces(&self) -> Option<Parted> {
        self.parted.filter(|parted| parted.entries > 0)
    }

    /// The day on which the last line was written that comes back to this new desk.
    pub fn until(&self) -> Option<Date> {
        self.chains.iter().find(|judged| judged.verdict == Verdict::Rebuild)?.until
    }

    /// All chains together, once somebody has agreed to these other installations.
    pub fn counts(&self, agreed: impl Into<Agreed>) -> Counts {
        let (mut counts, agreed) = (Counts::default(), agreed.into());
        let own = self.chains.iter().find(|judged| judged.verdict == Verdict::Rebuild);
        if own.is_some_and(|own| self.replaces().is_some() && !agreed.covers(own.section.org)) {
            // All of it or nothing.
            return Counts { installations: 1, ..counts };
        }
        for judged in &self.chains {
            counts.known += judged.known;
            // What comes back from above with our own chain was agreed to here before.
            let is_agreed = own.is_some() || agreed.covers(judged.section.org);
            match judged.verdict {
                _ if judged.follows() => counts.enter(judged),
                Verdict::Rebuild => counts.enter(judged),
                Verdict::Installation { .. } if judged.is_vouched => counts.enter(judged),
                Verdict::Installation { .. } | Verdict::Stranger { .. } if is_agreed => counts.enter(judged),
                Verdict::Known | Verdict::Follows { .. } => {}
                Verdict::Gap { .. } | Verdict::Unsigned { .. } => counts.gaps += 1,
                Verdict::Fork { .. } => counts.forks += 1,
                Verdict::Installation { .. } | Verdict::Stranger { .. } | Verdict::Ahead => counts.installations += 1,
            }
        }
        counts
    }
}

impl Judged {
    /// How many lines it brings that are told to people.
    pub fn told(&self) -> u64 {
        self.added + self.changed
    }

    /// Whether it goes on with our copy, or will with what packages before it bring.
    pub fn follows(&self) -> bool {
        match self.verdict {
            Verdict::Follows { .. } => true,
            Verdict::Gap { .. } => self.reached > 0 && self.reached.saturating_add(1) >= self.section.first,
            _ => false,
        }
    }
}

impl Counts {
    /// Adds those of another package.
    pub fn add(&mut self, other: Counts) {
        self.added += other.added;
        self.changed += other.changed;
        self.known += other.known;
        self.forks += other.forks;
        self.unfit += other.unfit;
        self.gaps += other.gaps;
        self.installations += other.installations;
    }

    fn enter(&mut self, judged: &Judged) {
        self.added += judged.added;
        self.changed += judged.changed;
        self.unfit += u64::try_from(judged.unfit.len()).unwrap_or(u64::MAX);
    }
}

/// Whether a chain is one that the sender of a package has to bring: its own, from below those of the desks below it, and in a full
/// package from above our own and those of the desks below us, to build a lost desk anew.
fn may_bring(header: &Header, org: Org, own: Org) -> bool {
    let is_from_below = own.is_above(header.from);
    org == header.from
        || (is_from_below && header.from.is_above(org))
        || (header.sort == Sort::Full && header.from.is_above(own) && (org == own || own.is_above(org)))
}

/// A chain of a desk below us that comes from above was handed up by us. It is taken in where this desk is built anew, or where
/// nothing of it is here; else it can hold nothing new, and who is above does not write here.
fn give_back(site: Site<'_>, header: &Header, chains: &mut [Judged]) -> Result<(), ExchangeError> {
    let own = site.reader.desk();
    if !header.from.is_above(own) || chains.iter().any(|judged| judged.verdict == Verdict::Rebuild) {
        return Ok(());
    }
    let mut is_settled = None;
    for judged in chains.iter_mut().filter(|judged| own.is_above(judged.section.org)) {
        let entry = site.reader.entry(Kind::Received, judged.section.org.0)?;
        let has_some = entry.as_ref().and_then(received_of).is_some_and(|received| received.seq > 0);
        let is_lost = !has_some
            && judged.section.first <= 1
            && match is_settled {
                Some(is_settled) => is_settled,
                None => *is_settled.insert(!desk::is_new(site.reader, &own_journal(site)?)?),
            };
        if !is_lost {
            judged.verdict = Verdict::Known;
        }
    }
    Ok(())
}

/// Reads a package to its end and says what it would do. `progress` gets the lines done and to do.
pub fn try_out(site: Site<'_>, path: &Path, progress: &mut Progress<'_>) -> Result<Trial, ExchangeError> {
    try_behind(site, path, &Reached::default(), progress)
}

/// As [`try_out`], behind others that will be taken in before it.
pub fn try_behind(
    site: Site<'_>,
    path: &Path,
    reached: &Reached,
    progress: &mut Progress<'_>,
) -> Result<Trial, ExchangeError> {
    let trial = tried(site, path, reached, progress)?;
    // What builds this desk anew acknowledges lines that it is about to get.
    if trial.rebuilds().is_none() {
        acks::changes(site, trial.header(), None)?;
    }
    Ok(trial)
}

/// As [`try_out`], of a package that is here already: what it acknowledges was looked at when it came.
pub(super) fn try_held(site: Site<'_>, path: &Path, progress: &mut Progress<'_>) -> Result<Trial, ExchangeError> {
    tried(site, path, &Reached::default(), progress)
}

/// As [`try_held`], behind others that will be taken in before it.
pub(super) fn tried(
    site: Site<'_>,
    path: &Path,
    reached: &Reached,
    progress: &mut Progress<'_>,
) -> Result<Trial, ExchangeError> {
    let open = || site.disk.open_read(path).map_err(|error| PackageError::Disk(error.kind()));
    let header = header_of(open()?, &site.keys.unbox)?;
    let mut seen = Vec::with_capacity(header.chains.len());
    for section in &header.chains {
        seen.push(Seen::of(site, section.org, header.from, reached.of(section.org))?);
    }
    let name = path.file_name().and_then(|name| name.to_str()).and_then(Name::parse);
    let signer = |from: Org| {
        let entry = site.reader.entry(Kind::Party, from.0).ok().flatten()?;
        party_of(&entry).and_then(Signer::of)
    };
    let expected = Expected { own: site.reader.desk(), name, signer: &signer };
    let watch = Watch(seen, Words::wanted(&header, site.reader.desk()));
    let (checked, Watch(seen, mut words)) = check(open()?, &site.keys.unbox, &expected, watch, see, progress)?;
    if checked.header().chains.len() != seen.len() {
        return Err(PackageError::Changed.into());
    }
    let header = checked.header();
    if let Some(section) = header.chains.iter().find(|section| !may_bring(header, section.org, site.reader.desk())) {
        return Err(ExchangeError::NotTheirs { from: header.from, org: section.org });
    }
    let (mut chains, mut parted) = (Vec::with_capacity(seen.len()), None);
    for (section, seen) in checked.header().chains.iter().zip(seen) {
        let common = seen.common;
        if section.org == checked.header().from && seen.names_other(checked.signer()) {
            return Err(ExchangeError::OtherChainKey(section.org));
        }
        let claim = seen.claim();
        let mut judged = seen.judged(site, section)?;
        if let Some(claim) = claim {
            words.weigh(site, &chains, &mut judged, &claim)?;
        }
        if judged.verdict == Verdict::Rebuild && common.seq > 0 {
            parted = Some(Parted { mark: common, entries: acks::reported_after(&own_journal(site)?, common)? });
        }
        chains.push(judged);
    }
    give_back(site, checked.header(), &mut chains)?;
    Ok(Trial { path: path.to_path_buf(), chains, parted, checked })
}

/// Our own journal, as far as it was saved.
pub(super) fn own_journal(site: Site<'_>) -> Result<JournalReader, ExchangeError> {
    let end = site.reader.last_mark()?.map_or(0, |mark| mark.end);
    Ok(JournalReader::at_rest(Arc::clone(site.disk), &copies::path_of(site.root, site.reader.desk()), end))
}

/// To whose new installations a person has agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreed {
    /// To none.
    No,
    /// To all that a package brings, as it was shown.
    All,
    /// To that of one chain.
    Only(Org),
}

impl Agreed {
    pub(super) fn covers(self, org: Org) -> bool {
        self == Agreed::All || self == Agreed::Only(org)
    }
}

impl From<bool> for Agreed {
    fn from(agreed: bool) -> Agreed {
        if agreed { Agreed::All } else { Agreed::No }
    }
}
