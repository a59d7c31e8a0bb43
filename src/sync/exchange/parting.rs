//! Where a chain and what contradicts our copy of it went apart, and what stands behind that on either side: what a person decides
//! about, and what is taken away where what came takes the place of what is here.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;

use super::acks;
use super::held::held_folder;
use super::trial::{Judged, Progress, Site, Trial, try_held};
use super::{ExchangeError, received_of, reenter};
use crate::model::handling::{Standing, standing};
use crate::model::received::Received;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::copies;
use crate::store::disk::DiskError;
use crate::store::journal::{JournalReader, Line, Mark};
use crate::sync::package::PackageError;
use crate::text::clean;
use crate::text::zh::sync::exchange as zh;

/// How many of the newest records of a side are shown.
const NEWEST: usize = 5;
/// The most bytes of a list of what is to be entered again, or was taken away, about.
const MOST_LISTED: usize = 16 * 1024 * 1024;
/// After how many lines the progress is told.
const STEP: u64 = 512;

/// Two continuations of one chain.
#[derive(Debug)]
pub struct Parting {
    /// Whose chain it is.
    pub org: Org,
    /// The last line that both have; none where they had parted before the first line that came.
    pub through: Option<u64>,
    /// What is here behind it.
    pub ours: Side,
    /// What came instead.
    pub theirs: Side,
}

/// What one of them has behind the parting, of the lines that are told to people.
#[derive(Debug, Default)]
pub struct Side {
    /// How many lines.
    pub lines: u64,
    /// The days on which the first and the last of them were written.
    pub days: Option<(Date, Date)>,
    /// How many there are of each kind of record.
    pub kinds: BTreeMap<Kind, u64>,
    newest: VecDeque<Line>,
}

impl Side {
    fn see(&mut self, line: &Line) {
        let Some(kind) = line.envelope.kind.parse::<Kind>().ok().filter(|_| line.is_reported()) else { return };
        self.lines += 1;
        *self.kinds.entry(kind).or_default() += 1;
        if let Some(day) = day_of(&line.envelope.at) {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
        if self.newest.len() == NEWEST {
            self.newest.pop_front();
        }
        self.newest.push_back(line.clone());
    }

    /// The newest of them as they stand there, the newest first, each with the day it was written; those that read.
    pub fn newest(&self, org: Org) -> Vec<(Option<Date>, Entry)> {
        let entry = |line: &Line| Some((day_of(&line.envelope.at), copies::entry_of(line, org)?));
        self.newest.iter().rev().filter_map(entry).collect()
    }
}

/// What there is to decide about a chain: what is here and what came, behind where they parted. None where there is nothing to be decided,
/// or what came is not here any more.
pub fn parting(site: Site<'_>, org: Org, progress: &mut Progress<'_>) -> Result<Option<Parting>, ExchangeError> {
    let entry = site.reader.entry(Kind::Received, org.0)?;
    let Some(received) = entry.as_ref().and_then(received_of).filter(|received| received.is_undecided()) else {
        return Ok(None);
    };
    let file = match received.installations().next() {
        Some(held) if received.forked.is_empty() => &held.file,
        _ => &received.parted.file,
    };
    let path = held_folder(site.root).join(file);
    if file.is_empty() || !site.disk.exists(&path).map_err(DiskError::reading(&path))? {
        return Ok(None);
    }
    of_trial(site, &try_held(site, &path, progress)?, org, progress)
}

/// As [`parting`], of a package that was tried; none where there is no copy of the chain, or the package does not bring it.
pub fn of_trial(
    site: Site<'_>,
    trial: &Trial,
    org: Org,
    progress: &mut Progress<'_>,
) -> Result<Option<Parting>, ExchangeError> {
    let entry = site.reader.entry(Kind::Received, org.0)?;
    let Some(received) = entry.as_ref().and_then(received_of) else { return Ok(None) };
    let Some(at) = trial.chains.iter().position(|judged| judged.section.org == org) else { return Ok(None) };
    let (mut ours, mut theirs) = (Side::default(), Side::default());
    let mut see = |is_ours: bool, line: &Line| {
        if is_ours {
            ours.see(line)
        } else {
            theirs.see(line)
        };
        Ok(())
    };
    let through = side_by_side(site, trial, (at, received), progress, &mut see)?;
    Ok(Some(Parting { org, through, ours, theirs }))
}

/// Goes through a chain of a package and our copy of it, and shows what stands behind the last line that both have: of the package, then of
/// ours. Gives that line; none where it lies before the package's first.
fn side_by_side(
    site: Site<'_>,
    trial: &Trial,
    (at, received): (usize, &Received),
    progress: &mut Progress<'_>,
    see: &mut dyn FnMut(bool, &Line) -> Result<(), ExchangeError>,
) -> Result<Option<u64>, ExchangeError> {
    let Some(Judged { section, .. }) = trial.chains.get(at) else { return Ok(None) };
    let copy = JournalReader::at_rest(Arc::clone(site.disk), &copies::path_of(site.root, section.org), received.bytes);
    let before = section.first.saturating_sub(1);
    let begin = match before {
        0 => Some(Mark::START),
        seq => acks::end_of(&copy, Mark::START, seq)?.map(|(hash, end)| Mark { seq, hash, start: end, end, chain: 0 }),
    };
    let mut ours = begin.map(|begin| copy.lines_after(begin)).transpose()?;
    let is_common = begin.is_some_and(|begin| begin.seq == 0 || begin.hash == section.before);
    let (mut goes_on, mut through, mut done) = (is_common, before, 0_u64);
    let input = site.disk.open_read(&trial.path).map_err(|error| PackageError::Disk(error.kind()))?;
    let mut lines = trial.checked.lines(input, &site.keys.unbox)?;
    let total = trial.header().lines();
    while let Some(item) = lines.advance()? {
        done += 1;
        if done.is_multiple_of(STEP) && progress(done, total).is_break() {
            return Err(PackageError::Stopped.into());
        }
        if item.section != at {
            continue;
        }
        if goes_on {
            match ours.as_mut().and_then(Iterator::next).transpose()? {
                Some(line) if line.envelope.hash == item.line.envelope.hash => {
                    through = line.envelope.seq;
                    continue;
                }
                line => {
                    goes_on = false;
                    line.map_or(Ok(()), |line| see(true, &line))?;
                }
            }
        }
        see(false, &item.line)?;
    }
    for line in ours.into_iter().flatten() {
        see(true, &line?)?;
    }
    Ok(is_common.then_some(through))
}

/// What was taken away where a chain that came took the place of our copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Whose chain it is.
    pub org: Org,
    /// How many entries are not in what came, of those that are told to people.
    pub entries: u64,
    /// How many of them are decisions about issues of ours that nobody had taken over 待采纳.
    pub pending: u64,
    /// The file in which they are listed.
    pub path: PathBuf,
}

/// Writes down, one line each, what our copy of a chain has and what is to take its place has not; nothing where there is none. With how many
/// entries come instead. Done before it is replaced: how a decision stands is read from the store.
pub(super) fn list_replaced(
    site: Site<'_>,
    trial: &Trial,
    org: Org,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<(Option<Replaced>, u64), ExchangeError> {
    let entry = site.reader.entry(Kind::Received, org.0)?;
    let received = entry.as_ref().and_then(received_of).filter(|received| received.seq > 0);
    let at = trial.chains.iter().position(|judged| judged.section.org == org);
    let Some((received, at)) = received.zip(at) else { return Ok((None, 0)) };
    let mut come = 0;
    let (mut listed, mut entries, mut pending, mut decided) = (Listed::default(), 0, 0, false);
    let mut see = |is_ours: bool, line: &Line| {
        come += u64::from(!is_ours && line.is_reported());
        if is_ours && line.is_reported() {
            entries += 1;
            let stands = state_here(site, org, line)?;
            pending += u64::from(line.envelope.rev == 1 && stands == Some(Standing::Open));
            decided |= stands.is_some();
            listed.add(line, stands.map_or("", zh::stood));
        }
        Ok(())
    };
    let through = side_by_side(site, trial, (at, received), progress, &mut see)?;
    if entries == 0 {
        return Ok((None, come));
    }
    let text = listed.text(&zh::replaced_head(org, (through, entries), decided.then_some(pending)));
    let path = reenter::write((site.disk.as_ref(), site.root), &format!("replaced-{org}"), stamp, &text)?;
    Ok((Some(Replaced { org, entries, pending, path }), come))
}

/// How a decision of a desk above about an issue of ours stands; none for any other line.
fn state_here(site: Site<'_>, org: Org, line: &Line) -> Result<Option<Standing>, ExchangeError> {
    if line.envelope.kind != Kind::Handling.key() || !org.is_above(site.reader.desk()) {
        return Ok(None);
    }
    let Some(decision) = site.reader.of(org).entry(Kind::Handling, line.envelope.id)? else { return Ok(None) };
    let Record::Handling(handling) = &decision.record else { return Ok(None) };
    let Some(about) = handling.org().filter(|_| decision.is_live()) else { return Ok(None) };
    let there = site.reader.of(about);
    let issue = there.entry(Kind::Issue, handling.issue)?;
    let naming = there.decisions(handling.issue)?;
    Ok(issue.map(|issue| standing(&decision, &issue, &naming)))
}

/// Entries one line each, as far as there is room.
#[derive(Default)]
pub(super) struct Listed {
    text: String,
    is_cut: bool,
}

impl Listed {
    /// Adds an entry, with what is said of it besides. What is told to nobody is left out.
    pub(super) fn add(&mut self, line: &Line, besides: &str) {
        let Some(kind) = line.envelope.kind.parse::<Kind>().ok().filter(|kind| kind.is_reported()) else { return };
        self.is_cut |= self.text.len() > MOST_LISTED;
        if self.is_cut {
            return;
        }
        let data = line.body.data().and_then(|data| serde_json::from_str::<Json>(data).ok()).unwrap_or_default();
        let data = data.get("data").unwrap_or(&data);
        let fields = kind.specs().into_iter().filter_map(|spec| Some((spec.label, shown(data.get(spec.key)?)?)));
        let mut fields: Vec<String> = fields.map(|(label, value)| zh::reenter_field(label, &value)).collect();
        fields.extend((!besides.is_empty()).then(|| besides.to_owned()));
        let envelope = &line.envelope;
        let what = (kind.name(), envelope.id, envelope.rev == 1);
        let at = envelope.at.get(..16).unwrap_or_default().replace('T', " ");
        self.text.push_str(&clean::line(&zh::reenter_line(&at, &envelope.by, what, &fields)));
        self.text.push('\n');
    }

    /// All of it below a head.
    pub(super) fn text(&self, head: &str) -> String {
        let end = if self.is_cut { zh::REENTER_MORE } else { "" };
        format!("\u{feff}{head}\n{}{end}", self.text)
    }
}

/// What a field holds, as it is stored; none where it is empty.
fn shown(value: &Json) -> Option<String> {
    match value {
        Json::Null | Json::Bool(false) => None,
        Json::String(text) => (!text.is_empty()).then(|| text.clone()),
        Json::Array(rows) if rows.is_empty() => None,
        other => Some(other.to_string()),
    }
}

fn day_of(at: &str) -> Option<Date> {
    at.get(..10)?.parse().ok()
}
