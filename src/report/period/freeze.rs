//! A report that is sent: fixed with its figures, its paper and its files, and printed again as it went out.

use std::io;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::facts::{self, Facts, Progress};
use super::{Settled, compose, of, settle, words};
use crate::model::order::Order as _;
use crate::model::report::Report;
use crate::model::{Context, Date, Entry, Kind, Record};
use crate::report::paper::{Block, Paper};
use crate::report::write::{PaperForm, Target, WriteError, WriteFault, paper_bytes};
use crate::store::desk::Desk;
use crate::store::disk::{Access, Disk, DiskError};
use crate::store::journal::{self, JournalReader};
use crate::store::reader::{Direction, List, ReadError, Reader};
use crate::text::zh::report::period::{self as text, said as zh};

/// The folder of the data directory that holds the files of reports that were sent.
const FOLDER: &str = "reports";
/// The name of such a file, before its ending.
const STEM: &str = "report";
/// Most bytes of a file that is read again: a report has a few hundred KiB.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Voided reports looked at for the one that is corrected.
const LOOKED_AT: usize = 60;

/// Where a report is made: the desk's files and records.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The file layer.
    pub disk: &'a dyn Disk,
    /// The data directory.
    pub root: &'a Path,
    /// The records.
    pub reader: &'a Reader,
    /// The journal, for what came after a report.
    pub journal: &'a JournalReader,
}

/// A report that was not made; nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Its days are missing or the wrong way round.
    #[error("{}", crate::text::zh::model::report::ENDS_BEFORE)]
    NoPeriod,
    /// It was stopped.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// What was frozen does not read.
    #[error("{}", zh::UNREADABLE)]
    Unreadable,
    /// The records cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] journal::ReadError),
    /// A file of the data directory cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file cannot be put together.
    #[error(transparent)]
    Form(#[from] WriteFault),
    /// A file cannot be written where it was wanted.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A report on paper, with what the clerk should know about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// The paper.
    pub paper: Paper,
    /// Sentences for the clerk.
    pub notes: Vec<String>,
}

/// Everything a report of a period tells, with what came after the reports before it.
pub fn gather(
    place: &Place<'_>,
    context: &Context<'_>,
    report: &Report,
    progress: &mut Progress<'_>,
) -> Result<Facts, ReportError> {
    let period = report.period().ok_or(ReportError::NoPeriod)?;
    let gathered = facts::gather(place.reader, context, period, &report.cases, progress)?;
    let mut facts = gathered.ok_or(ReportError::Cancelled)?;
    let sent = facts::sent_before(place.reader, period)?;
    facts.later = super::later::later(place.journal, &sent, progress)?.ok_or(ReportError::Cancelled)?;
    Ok(facts)
}

/// The paper of a report as it would go out now; of one that was sent, as it went out.
pub fn paper_of(
    place: &Place<'_>,
    context: &Context<'_>,
    report: &Report,
    made_at: NaiveDateTime,
    progress: &mut Progress<'_>,
) -> Result<Made, ReportError> {
    if report.is_sent() {
        return Ok(Made { paper: frozen(report)?, notes: vec![zh::AS_SENT.to_owned()] });
    }
    let facts = gather(place, context, report, progress)?;
    let (mut paper, mut notes) = put_on_paper(report, &facts, context, made_at);
    // Whoever holds the sheet sees that it is not what was sent.
    paper.blocks.insert(1, Block::Subtitle(text::DRAFT.to_owned()));
    notes.push(zh::AS_DRAFT.to_owned());
    Ok(Made { paper, notes })
}

fn put_on_paper(report: &Report, facts: &Facts, context: &Context<'_>, made_at: NaiveDateTime) -> (Paper, Vec<String>) {
    let settled = settle(report, &words::made(facts, context));
    let paper = compose::paper(report, &settled.words, facts, context, made_at);
    let mut notes = compose::broken(&facts.now.breaks);
    notes.extend(notes_of(&settled));
    (paper, notes)
}

fn notes_of(settled: &Settled) -> Vec<String> {
    let names = |keys: &[&'static str]| -> Vec<&'static str> {
        keys.iter().map(|key| Kind::Report.spec(key).map_or(*key, |spec| spec.label)).collect()
    };
    let renewed = (!settled.renewed.is_empty()).then(|| zh::renewed(&names(&settled.renewed)));
    let own = (!settled.own.is_empty()).then(|| zh::own(&names(&settled.own)));
    renewed.into_iter().chain(own).collect()
}

/// The paper that was frozen.
pub fn frozen(report: &Report) -> Result<Paper, ReportError> {
    serde_json::from_str(&report.paper).map_err(|_| ReportError::Unreadable)
}

/// Fixes a report that is being sent: counts once more, settles its words, keeps its three files durably. What comes back is
/// to be saved; where that fails, [`discard`] takes the files away again. Stopped or failed, it leaves no file. Where the
/// power goes in between, the report is a draft and the files are replaced at the next try.
pub fn freeze(
    place: &Place<'_>,
    context: &Context<'_>,
    (id, report): (u64, Report),
    (on, made_at): (Date, NaiveDateTime),
    progress: &mut Progress<'_>,
) -> Result<(Report, Vec<String>), ReportError> {
    let mark = place.reader.last_mark()?;
    let period = report.period().ok_or(ReportError::NoPeriod)?;
    let mut report = Report { corrects: corrected(place.reader, &report)?, ..report };
    let facts = gather(place, context, &report, progress)?;
    let settled = settle(&report, &words::made(&facts, context));
    let (paper, notes) = put_on_paper(&report, &facts, context, made_at);
    for (key, text) in &settled.words {
        report.set_section(key, text.clone());
    }
    paper.name.clone_into(&mut report.title);
    report.dated = report.dated.or(Some(on));
    let json = |fault: serde_json::Error| WriteFault::System(fault.into());
    report.made.clear();
    report.sent_on = Some(on);
    report.seq = mark.map_or(0, |mark| mark.seq);
    report.mark = mark.map(|mark| serde_json::to_string(&mark)).transpose().map_err(json)?.unwrap_or_default();
    report.figures = serde_json::to_string(&facts.now).map_err(json)?;
    report.restated = serde_json::to_string(&facts.restated).map_err(json)?;
    report.paper = serde_json::to_string(&paper).map_err(json)?;
    report.digests.clear();
    let mut files = Vec::new();
    for form in PaperForm::ALL {
        let bytes = paper_bytes(&paper, form)?;
        report.digests.push(format!("{} {}", form.ending(), digest(&bytes)));
        files.push((form, bytes));
        if progress(0, 0) == ControlFlow::Break(()) {
            return Err(ReportError::Cancelled);
        }
    }
    // From here on it is not stopped any more: all that takes long is done.
    let folder = folder(place.root, &period.key(), id);
    if let Err(error) = keep(place.disk, &folder, &files) {
        throw_away(place.disk, &folder);
        return Err(error.into());
    }
    Ok((report, notes))
}

/// Takes the files of a report away that was fixed and could not be saved: it is a draft still, and has none.
pub fn discard(desk: &Desk, (id, report): (u64, &Report)) {
    // A desk that has stopped writing may have the line nevertheless; then they are its files.
    if let (None, Some(period)) = (desk.read_only(), report.period()) {
        throw_away(desk.disk().as_ref(), &folder(desk.root(), &period.key(), id));
    }
}

fn keep(disk: &dyn Disk, folder: &Path, files: &[(PaperForm, Vec<u8>)]) -> Result<(), DiskError> {
    disk.create_dir_all(folder).map_err(DiskError::writing(folder))?;
    for (form, bytes) in files {
        let path = kept(folder, *form);
        disk.write_atomic(&path, bytes, Access::Shared).map_err(DiskError::writing(&path))?;
    }
    Ok(())
}

fn throw_away(disk: &dyn Disk, folder: &Path) {
    match disk.remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            // The next try replaces them.
            tracing::warn!(%error, "files of a report that was not sent are left");
        }
        _ => {}
    }
}

/// The report of the same period that was sent and voided since, the latest: this one goes out in its place.
fn corrected(reader: &Reader, report: &Report) -> Result<Option<u64>, ReadError> {
    let rows = reader.page(List::Voided(Kind::Report), None, Direction::Forward, LOOKED_AT)?;
    let is_meant =
        |entry: &Entry| of(&entry.record).is_some_and(|other| other.is_sent() && other.period() == report.period());
    Ok(rows.into_iter().map(|row| row.entry).filter(is_meant).map(|entry| entry.id).max())
}

/// Writes a report's file: of one that was sent, byte for byte as it went out. Says what the clerk should know, and where
/// the file is if it is not where it was wanted.
pub fn print(
    place: &Place<'_>,
    context: &Context<'_>,
    entry: (u64, &Report),
    (form, to): (PaperForm, &Path),
    (made_at, progress): (NaiveDateTime, &mut Progress<'_>),
) -> Result<(PathBuf, Vec<String>), ReportError> {
    let (id, report) = entry;
    if report.is_sent() {
        return reprint(place, id, report, form, to);
    }
    let made = paper_of(place, context, report, made_at, progress)?;
    crate::report::write::paper(place.disk, &made.paper, form, to)?;
    Ok((to.to_owned(), made.notes))
}

/// Writes the file that was kept, or, where that is lost or bent, the same made again.
fn reprint(
    place: &Place<'_>,
    id: u64,
    report: &Report,
    form: PaperForm,
    to: &Path,
) -> Result<(PathBuf, Vec<String>), ReportError> {
    let period = report.period().ok_or(ReportError::NoPeriod)?;
    let path = kept(&folder(place.root, &period.key(), id), form);
    let wanted = report.digests.iter().find_map(|line| line.strip_prefix(form.ending()).map(str::trim));
    let is_as_sent = |bytes: &[u8]| wanted == Some(digest(bytes).as_str());
    let read = match place.disk.read(&path, MOST_BYTES) {
        Ok(bytes) => Some(bytes),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::FileTooLarge) => None,
        Err(error) => return Err(DiskError::reading(&path)(error).into()),
    };
    if let Some(bytes) = read.filter(|bytes| is_as_sent(bytes)) {
        write(place.disk, to, &bytes)?;
        return Ok((to.to_owned(), vec![zh::AS_SENT.to_owned()]));
    }
    let bytes = paper_bytes(&frozen(report)?, form)?;
    if is_as_sent(&bytes) {
        // Kept again, so that the next print need not make it; where that fails, the print is what was asked for.
        let folder = place.disk.create_dir_all(path.parent().unwrap_or(place.root));
        if let Err(error) = folder.and_then(|()| place.disk.write_atomic(&path, &bytes, Access::Shared)) {
            tracing::warn!(%error, "the file of a report was not kept again");
        }
        write(place.disk, to, &bytes)?;
        return Ok((to.to_owned(), vec![zh::lost(&path)]));
    }
    let other = beside(to);
    write(place.disk, &other, &bytes)?;
    let told = zh::differs(&other);
    Ok((other, vec![told]))
}

/// A name beside another, for a file that is not the one that was sent.
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}{}.{ending}", zh::AGAIN))
}

fn write(disk: &dyn Disk, to: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let write = || -> Result<(), WriteFault> {
        let mut target = Target::create(disk, to)?;
        target.write_all(bytes)?;
        target.finish()
    };
    write().map_err(|why| why.at(to))
}

/// The folder of a report's files: its period and number, in characters any system takes.
fn folder(root: &Path, key: &str, id: u64) -> PathBuf {
    root.join(FOLDER).join(format!("{}-r{id}", key.replace("..", "_")))
}

fn kept(folder: &Path, form: PaperForm) -> PathBuf {
    folder.join(format!("{STEM}.{}", form.ending()))
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The live reports of a period, the sent one first; and among them whether there is one.
pub fn of_period(reader: &Reader, period: crate::model::stats::Period) -> Result<Vec<Entry>, ReadError> {
    let rows = reader.page(List::All(Kind::Report), None, Direction::Forward, LOOKED_AT * 10)?;
    let is_meant = |entry: &Entry| of(&entry.record).is_some_and(|report| report.period() == Some(period));
    let mut found: Vec<Entry> = rows.into_iter().map(|row| row.entry).filter(is_meant).collect();
    found.order_by_key(|entry| !matches!(&entry.record, Record::Report(report) if report.is_sent()));
    Ok(found)
}
