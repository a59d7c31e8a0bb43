//! Takes ledgers in for the screens, by the report layer, in a thread of its own.
//!
//! While rows are saved the desk is lent to that thread: there is one writer, and whoever wants to save meanwhile hears that
//! an import is going on. It comes back with the end of it, whatever that is.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::clock;
use super::lent::Lent;
use crate::app::action::Action;
use crate::app::importing::{Found, Looked, Order, Tally};
use crate::model::codes::CodeLists;
use crate::model::order::Order as _;
use crate::model::{Context, Date};
use crate::report::import::{self, ImportError, News, Request, Source, Verdict};
use crate::report::sheet::Row;
use crate::store::desk::Desk;
use crate::store::disk::{self, Disk};
use crate::store::mappings::{self, Mappings};
use crate::store::reader::Reader;
use crate::text::zh::app::screens::importing as text;

/// Files of a folder that are offered.
const MOST_FILES: usize = 200;
/// Names of a folder that are looked at.
const MOST_NAMES: usize = 5_000;
/// The endings of files that may be ledgers.
const ENDINGS: [&str; 4] = ["xlsx", "xls", "et", "csv"];
/// The rows among which titles nobody knows are looked for.
const HEADER_WITHIN: u32 = 20;
/// Rows whose cells are shown as samples, and the most characters of them.
const SAMPLE_ROWS: usize = 3;
const SAMPLE_CHARS: usize = 60;
/// Rows that are told one by one.
const MOST_BAD: usize = 200;
const MOST_GOOD: usize = 50;

/// What an import works on.
pub struct Job {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// What the clerk said.
    pub order: Order,
    /// The desk's records.
    pub reader: Reader,
    /// The settings in force.
    pub codes: CodeLists,
    /// The day the screen shows.
    pub today: Date,
    /// Who sits at the keyboard.
    pub by: String,
}

/// Looks into a file, or lists a folder.
pub fn look(job: &Job) -> Action {
    let path = job.root.join(&job.order.path);
    let failed = |why| Action::LookFailed(Box::new(job.order.clone()), why);
    match job.disk.metadata(&path).map(|meta| meta.kind) {
        Ok(disk::Kind::Folder) => Action::FilesListed(files(job.disk.as_ref(), &path)),
        Ok(_) => match looked(job, &path) {
            Ok(looked) => Action::LookedInto(Box::new(looked)),
            Err(why) => failed(why),
        },
        Err(_) => failed(text::NO_PATH.to_owned()),
    }
}

fn looked(job: &Job, path: &Path) -> Result<(Order, Looked), String> {
    let (mappings, told) = mappings(job);
    let (mut order, next) = sheet_first(job, path, &mappings);
    let open = |order: &Order| Source::open_again(&job.disk, path, &request(order), &mappings);
    let mut source = match open(&order) {
        // Titles nobody knows are shown all the same: the clerk says what they are.
        Err(error @ ImportError::NoHeader { .. }) if order.header_row.is_none() => {
            let titled = (1..=HEADER_WITHIN).find_map(|row| {
                let found = Found { header_row: true, ..order.found };
                let tried = Order { header_row: Some(row), found, ..order.clone() };
                open(&tried).ok().filter(|source| source.columns().len() > 1).map(|source| (tried, source))
            });
            let (tried, source) = titled.ok_or_else(|| error.to_string())?;
            order = tried;
            source
        }
        opened => opened.map_err(|error| error.to_string())?,
    };
    let rows = source.first_rows().map_err(|error| error.to_string())?;
    let header_row = source.header_row();
    let below: Vec<&Row> = rows.iter().filter(|row| row.number > header_row).take(SAMPLE_ROWS).collect();
    let sample = |at: u32| {
        let cells = below.iter().filter_map(|row| row.cell(at)).map(|cell| one_line(&cell.text()));
        cut(&cells.collect::<Vec<_>>().join(" / "))
    };
    let line = |row: &Row| {
        let cells = row.cells.iter().map(|(_, cell)| one_line(&cell.text()));
        (row.number, cut(&cells.collect::<Vec<_>>().join(" ")))
    };
    let looked = Looked {
        sheets: source.sheets().into_iter().map(str::to_owned).collect(),
        sheet: source.sheet().to_owned(),
        next,
        kind: source.kind(),
        header_row,
        samples: source.columns().iter().map(|column| sample(column.at)).collect(),
        columns: source.columns().to_vec(),
        filled: source.filled().map(|column| column.at).collect(),
        rows: rows.iter().map(line).collect(),
        notes: told.into_iter().collect(),
    };
    Ok((order, looked))
}

/// What was said of a file, with the sheet that comes in first where none was said; and the ledgers that come after.
fn sheet_first(job: &Job, path: &Path, mappings: &Mappings) -> (Order, Vec<String>) {
    let order = job.order.clone();
    // Whether it can be read at all is said by whoever opens it.
    let ledgers = import::ledgers(&job.disk, path, &Request::default(), mappings).unwrap_or_default();
    let mut sheets: Vec<String> = ledgers.into_iter().map(|(sheet, _)| sheet).collect();
    let is_open = order.sheet.is_none() && order.kind.is_none() && order.map.is_empty() && order.fill.is_none();
    match (&order.sheet, sheets.first()) {
        (None, Some(first)) if is_open && sheets.len() > 1 => {
            let found = Found { sheet: true, ..order.found };
            let order = Order { sheet: Some(first.clone()), found, ..order };
            (order, sheets.split_off(1))
        }
        (Some(sheet), _) => {
            let at = sheets.iter().position(|name| name == sheet);
            let next = at.map_or_else(Vec::new, |at| sheets.split_off(at + 1));
            (order, next)
        }
        _ => (order, Vec::new()),
    }
}

/// Reads a file to its end without saving.
pub fn try_out(job: &Job, lent: &Lent, report: &dyn Fn(Action)) -> Action {
    let read = || -> Result<(import::Outcome, Tally), String> {
        let mut source = source(job)?;
        let context = job.context();
        let mut tally = Tally::default();
        let mut news = |news: News<'_>| hear(&news, &mut tally, &context, lent, report);
        let outcome = source.preview(&job.reader, &job.by, &context, &mut news).map_err(|error| error.to_string())?;
        Ok((outcome, tally))
    };
    match read() {
        Ok((outcome, mut tally)) => {
            tally.lines = said(&outcome, true);
            tally.is_something = outcome.added + outcome.linked > 0 && !outcome.cancelled;
            Action::ImportEnded(Box::new(tally), None)
        }
        Err(why) => Action::ImportFailed(why),
    }
}

/// Takes a file in; the desk is given back before the end is told.
pub fn take_in(job: &Job, mut desk: Desk, lent: &Lent, report: &dyn Fn(Action)) -> Action {
    let ended = taken(job, &mut desk, lent, report);
    lent.give_back(desk);
    ended.unwrap_or_else(Action::ImportFailed)
}

fn taken(job: &Job, desk: &mut Desk, lent: &Lent, report: &dyn Fn(Action)) -> Result<Action, String> {
    let mut source = source(job)?;
    let context = job.context();
    let stamp = clock::stamp(&job.by);
    let mut tally = Tally::default();
    let mut news = |news: News<'_>| hear(&news, &mut tally, &context, lent, report);
    let outcome = source.take_in(desk, &stamp, &context, &job.root, &mut news).map_err(|error| error.to_string())?;
    tally.good.clear();
    tally.lines = said(&outcome, false);
    if let Some(mapping) = source.memory(&request(&job.order))
        && let Err(error) = mappings::remember(job.disk.as_ref(), &job.root, mapping)
    {
        tally.lines.push(text::not_remembered(&error.to_string()));
    }
    tally.is_something = outcome.added > 0;
    Ok(Action::ImportEnded(Box::new(tally), Some(outcome.added)))
}

impl Job {
    fn context(&self) -> Context<'_> {
        Context { today: self.today, codes: &self.codes, directory: &self.reader }
    }
}

fn source(job: &Job) -> Result<Source, String> {
    let path = job.root.join(&job.order.path);
    let (mappings, _) = mappings(job);
    Source::open_again(&job.disk, &path, &request(&job.order), &mappings).map_err(|error| error.to_string())
}

/// What was chosen before; where that does not read, why not.
fn mappings(job: &Job) -> (Mappings, Option<String>) {
    match Mappings::load(job.disk.as_ref(), &job.root) {
        Ok(mappings) => (mappings, None),
        Err(error) => (Mappings::default(), Some(error.to_string())),
    }
}

fn request(order: &Order) -> Request {
    let Order { sheet, kind, header_row, year, map, fill, .. } = order.clone();
    Request { kind, sheet, map, fill, header_row, year }
}

fn hear(
    news: &News<'_>,
    tally: &mut Tally,
    context: &Context<'_>,
    lent: &Lent,
    report: &dyn Fn(Action),
) -> ControlFlow<()> {
    match news {
        News::Row(row, verdict @ Verdict::Bad(_)) if tally.bad.len() < MOST_BAD => {
            tally.bad.push(import::line(row, verdict, context));
        }
        News::Row(row, verdict @ Verdict::New(_)) if tally.good.len() < MOST_GOOD => {
            tally.good.push(import::line(row, verdict, context));
        }
        News::Progress(permille, added) => report(Action::ImportProgress(*permille, *added)),
        News::Row(..) => {}
    }
    lent.flow()
}

fn said(outcome: &import::Outcome, is_preview: bool) -> Vec<String> {
    let mut lines = outcome.lines(is_preview);
    if outcome.cancelled {
        lines.insert(0, crate::text::zh::report::import::CANCELLED.to_owned());
    }
    lines
}

/// The files of a folder that may be ledgers, the newest first.
fn files(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    let names = disk.list(folder, MOST_NAMES).unwrap_or_default();
    let is_ledger = |path: &Path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let files = names.into_iter().filter(|entry| entry.meta.kind == disk::Kind::File && is_ledger(&entry.path));
    // A file system without times gives the order of the names.
    let changed =
        |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut files: Vec<(SystemTime, PathBuf)> = files.map(|entry| (changed(&entry.path), entry.path)).collect();
    files.order_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    files.into_iter().map(|(_, path)| path).take(MOST_FILES).collect()
}

fn one_line(text: &str) -> String {
    crate::text::clean::line(text)
}

fn cut(text: &str) -> String {
    text.chars().take(SAMPLE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::disk::RealDisk;
    use std::time::Duration;

    #[test]
    fn the_ledgers_of_a_folder_are_listed_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        for (name, age) in [("old.xlsx", 90), ("new.CSV", 10), ("notes.txt", 0), ("mid.et", 50)] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(now - Duration::from_secs(age)).unwrap();
        }
        std::fs::create_dir(folder.path().join("folder.xlsx")).unwrap();
        let names: Vec<String> = files(&RealDisk, folder.path())
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["new.CSV", "mid.et", "old.xlsx"]);
    }
}
