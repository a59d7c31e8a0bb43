//! Writes what the screens print or hand on, by the report layer.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::clock;
use super::reports::{Making, told as told_of};
use super::viewer::Viewer;
use crate::app::action::{Action, Written};
use crate::app::find::Query;
use crate::app::printing::{InView, Output, Sheet, Writing};
use crate::model::codes::CodeLists;
use crate::model::order::Gather as _;
use crate::model::{Context, Date, Entry, Id, Kind, Org};
use crate::report::docs::{self, Printer, Scope, blank};
use crate::report::export::{self, Audience, Form, Request};
use crate::report::paper::Paper;
use crate::report::write::{Encoding, PaperForm, paper_csv};
use crate::store::disk::{self, Disk};
use crate::store::journal::JournalReader;
use crate::store::reader::{Direction, List, Reader, SearchNews};
use crate::store::settings;
use crate::text::zh::app::screens::printing as text;
use crate::text::zh::report::period::said;
use crate::text::zh::report::{docs as docs_text, write as write_text};

/// Records read at a time.
const PAGE: usize = 200;
/// The most records behind a figure that are written: they are read at once.
const MOST_COUNTED: usize = 20_000;

/// Something to be written.
pub struct Order {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// What, of which records, and whether it is shown.
    pub writing: Writing,
    /// The folder it goes to, or a file.
    pub to: PathBuf,
    /// The desk's records.
    pub reader: Reader,
    /// The lists of codes in force.
    pub codes: CodeLists,
    /// The day the screen shows.
    pub today: Date,
    /// Turns true where it is to stop.
    pub stop: Arc<AtomicBool>,
    /// What shows files.
    pub viewer: Option<Viewer>,
    /// The desk's journal; none while the desk is lent.
    pub journal: Option<JournalReader>,
}

/// Writes, and says where it is; what it has to say on the way goes to `report`.
pub fn export(order: &Order, report: &dyn Fn(Action)) -> Action {
    let written = order.write(report);
    if written.is_ok() && matches!(order.writing.wanted.output, Output::Ledger(..) | Output::Report(_)) {
        settings::note_export(order.disk.as_ref(), &order.root, order.today);
    }
    Action::Written(written.and_then(|(path, said)| order.told(&path, said)))
}

impl Order {
    fn write(&self, report: &dyn Fn(Action)) -> Result<(PathBuf, String), String> {
        let context = Context { today: self.today, codes: &self.codes, directory: &self.reader };
        let printer = Printer::new(&self.reader, context, clock::wall()).map_err(|error| error.to_string())?;
        match &self.writing.wanted.output {
            Output::Ledger(form, audience) => self.ledger(&printer, (*form, *audience), report),
            Output::Document(document) => {
                let scope = Scope { chosen: self.chosen()?, whose: self.whose(), ..Scope::default() };
                let paper = document.paper(&printer, &scope).map_err(|error| error.to_string())?;
                let note = if document.is_public { docs_text::LOOK_FOR_NAMES } else { "" };
                self.paper(&paper, None, note)
            }
            Output::Blank(kind) => {
                let paper = kind.map_or_else(|| blank::forms(&printer), |kind| blank::form(kind, &printer));
                self.paper(&paper, None, "")
            }
            Output::Figures(paper, sheet) => {
                let paper = Paper { made_at: printer.made_at, ..paper.as_ref().clone() };
                // The ending of a file that was named says more than the choice before it.
                let named =
                    if self.is_folder() { (None, false) } else { (PaperForm::of_ending(&self.to), self.is_csv()) };
                match (named, sheet) {
                    ((Some(_), _), _) => self.paper(&paper, None, ""),
                    ((None, true), Sheet::Paper(_)) => self.figures(&paper, Encoding::Utf8),
                    (_, Sheet::Csv(encoding)) => self.figures(&paper, *encoding),
                    (_, Sheet::Paper(form)) => self.paper(&paper, Some(*form), ""),
                }
            }
            Output::Report(form) => self.report(*form, report),
        }
    }

    fn paper(&self, paper: &Paper, form: Option<PaperForm>, note: &str) -> Result<(PathBuf, String), String> {
        if self.is_stopped() {
            return Err(write_text::CANCELLED.to_owned());
        }
        let to = match PaperForm::of_ending(&self.to).filter(|_| !self.is_folder()) {
            Some(_) => self.free_like(&self.to),
            // What has no ending of a document is meant as a folder, there or not.
            None => self.to.join(""),
        };
        let path = docs::put(self.disk.as_ref(), paper, &to, form).map_err(|error| error.to_string())?;
        let said = text::printed(&name_of(&path), &folder_of(&path));
        Ok((path, said + note))
    }

    /// The table of figures alone.
    fn figures(&self, paper: &Paper, encoding: Encoding) -> Result<(PathBuf, String), String> {
        let to = if self.is_csv() && !self.is_folder() {
            self.free_like(&self.to)
        } else {
            self.make_folder()?;
            docs::free(self.disk.as_ref(), &self.to, &paper.name, Form::Csv.ending())
        };
        paper_csv(self.disk.as_ref(), paper, encoding, &to).map_err(|error| error.to_string())?;
        let said = text::printed(&name_of(&to), &folder_of(&to));
        Ok((to, said))
    }

    /// Reports in one form or in every one, or in that of the file that was named.
    fn report(&self, form: Option<PaperForm>, report: &dyn Fn(Action)) -> Result<(PathBuf, String), String> {
        let journal = self.journal.clone().ok_or(text::DESK_LENT)?;
        let (disk, reader) = (Arc::clone(&self.disk), self.reader.clone());
        let (root, codes, today) = (self.root.clone(), self.codes.clone(), self.today);
        let making = Making { disk, root, reader, journal, codes, today };
        let named = PaperForm::of_ending(&self.to).filter(|_| !self.is_folder());
        if named.is_none() {
            self.make_folder()?;
        }
        let forms = named.or(form).map_or(PaperForm::ALL.to_vec(), |form| vec![form]);
        let place = |name: &str, form: PaperForm| match named {
            Some(_) => self.free_like(&self.to),
            None => docs::free(self.disk.as_ref(), &self.to, name, form.ending()),
        };
        let mut going = |done, of| {
            told_of(done, of, said::counting, report);
            self.flow()
        };
        let (mut first, mut told) = (None, Vec::new());
        for (_, id) in self.chosen()?.unwrap_or_default() {
            let made = making.files(id, &forms, &place, &mut going).map_err(|error| error.to_string())?;
            told.extend(said_of(&made.0));
            told.extend(made.1);
            first = first.or(made.0.into_iter().next());
        }
        told.dedup();
        let first = first.ok_or(text::NO_REPORT)?;
        Ok((first, told.concat()))
    }

    fn make_folder(&self) -> Result<(), String> {
        let made = self.disk.create_dir_all(&self.to);
        made.map_err(|error| write_text::failed(&self.to.to_string_lossy(), &write_text::system(&error)))
    }

    fn ledger(
        &self,
        printer: &Printer<'_>,
        (form, audience): (Form, Audience),
        report: &dyn Fn(Action),
    ) -> Result<(PathBuf, String), String> {
        let kind = self.writing.wanted.of.kind();
        let (chosen, whose) = (self.chosen()?, self.whose());
        let disk = self.disk.as_ref();
        let to = match Form::of_ending(&self.to).filter(|_| !self.is_folder()) {
            Some(_) => self.free_like(&self.to),
            None => {
                self.make_folder()?;
                let named =
                    whose.map(|org| self.reader.desk_name(org)).transpose().map_err(|error| error.to_string())?;
                let named = named.flatten().unwrap_or_else(|| printer.station.name.clone());
                let title = export::title(&named, kind, audience);
                docs::free(disk, &self.to, &title, form.ending())
            }
        };
        let request = Request {
            disk,
            kinds: &[kind],
            to: &to,
            form: Some(form),
            audience,
            since: None,
            until: None,
            whose,
            chosen: chosen.as_deref(),
            made_at: printer.made_at,
        };
        let written = export::books(&self.reader, &printer.context, &request, &mut |rows| {
            report(Action::Progress(text::writing(rows)));
            self.flow()
        });
        let written = written.map_err(|error| error.to_string())?;
        let mut said = text::exported(written.rows, &name_of(&to), &folder_of(&to));
        written.notes.iter().for_each(|note| said.push_str(note));
        Ok((to, said))
    }

    /// The records in view by their ids, the earliest first where the list stands newest first; none for a whole book.
    fn chosen(&self) -> Result<Option<Vec<Id>>, String> {
        let mut ids = match &self.writing.wanted.of {
            InView::Book(_) => return Ok(None),
            // Marked rows come as they were marked; a ledger stands in the order of entry.
            InView::These(_, ids) => {
                return Ok(Some(ids.iter().copied().gather::<BTreeSet<Id>>().into_iter().collect()));
            }
            InView::List(list) => self.listed(*list)?,
            InView::Found(kind, query) => self.found(*kind, query)?,
        };
        if self.is_stopped() {
            return Err(write_text::CANCELLED.to_owned());
        }
        if !matches!(&self.writing.wanted.of, InView::List(List::Due | List::Pledges)) {
            ids.reverse();
        }
        Ok(Some(ids))
    }

    /// The one desk whose records are in view: the book is called after it.
    fn whose(&self) -> Option<Org> {
        match &self.writing.wanted.of {
            InView::Found(_, Query::Filter(filter)) => filter.desk(),
            InView::Found(_, Query::Counted(which)) => match &which.group {
                Some((by, code)) if by.is_of_desks() => code.parse().ok(),
                _ => None,
            },
            _ => None,
        }
    }

    fn listed(&self, list: List) -> Result<Vec<Id>, String> {
        let (mut ids, mut from) = (Vec::new(), None);
        loop {
            let rows = self.reader.page(list, from.as_ref(), Direction::Forward, PAGE);
            let rows = rows.map_err(|error| error.to_string())?;
            let Some(last) = rows.last() else { return Ok(ids) };
            from = Some(last.position.clone());
            ids.extend(rows.iter().map(|row| row.entry.name()));
            if self.is_stopped() {
                return Ok(ids);
            }
        }
    }

    fn found(&self, kind: Kind, query: &Query) -> Result<Vec<Id>, String> {
        let mut ids = Vec::new();
        let mut take = |entry: &Entry| ids.extend((entry.kind() == kind).then_some(entry.name()));
        let mut news = |news: SearchNews| {
            if let SearchNews::Hit(entry) = news {
                take(&entry);
            }
            self.flow()
        };
        let end = match query {
            Query::Word(kind, word) => self.reader.search(*kind, word, &mut news),
            Query::Waiting(word) => self.reader.search_waiting(word, &mut news),
            Query::Filter(filter) => self.reader.sift(filter, &mut news),
            Query::Counted(which) => {
                let counted = self.reader.counting(which, &self.codes, MOST_COUNTED, &mut |_, _| self.flow());
                let (entries, found) = counted.map_err(|error| error.to_string())?.unwrap_or_default();
                if usize::try_from(found).is_ok_and(|found| found > entries.len()) {
                    return Err(text::too_many(MOST_COUNTED));
                }
                entries.iter().for_each(&mut take);
                Ok(())
            }
        };
        end.map_err(|error| error.to_string())?;
        Ok(ids)
    }

    fn told(&self, path: &Path, said: String) -> Result<Written, String> {
        let folder = self.writing.folder.clone();
        // A file was named: the next one goes into the same folder.
        let folder = if Path::new(&folder) == path { folder_of(path) } else { folder };
        settings::note_folder(self.disk.as_ref(), &self.root, &folder);
        let shown = match &self.viewer {
            Some(viewer) if self.writing.opens => viewer.show(path),
            _ => true,
        };
        let note = if shown { "" } else { text::NOT_SHOWN };
        Ok(Written { said: said + note, folder })
    }

    fn is_csv(&self) -> bool {
        Form::of_ending(&self.to) == Some(Form::Csv)
    }

    fn is_folder(&self) -> bool {
        self.disk.metadata(&self.to).is_ok_and(|found| found.kind == disk::Kind::Folder)
    }

    /// The file that was named, or one beside it where something stands under its name.
    fn free_like(&self, path: &Path) -> PathBuf {
        let part = |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into());
        match path.parent() {
            Some(folder) => docs::free(self.disk.as_ref(), folder, &part(path.file_stem()), &part(path.extension())),
            None => path.to_owned(),
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Which files a report was written to.
fn said_of(paths: &[PathBuf]) -> Option<String> {
    let folder = folder_of(paths.first()?);
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let stems: BTreeSet<String> = paths.iter().map(|path| part(path.file_stem())).gather();
    let endings: Vec<String> = paths.iter().map(|path| part(path.extension())).collect();
    let endings: Vec<&str> = endings.iter().map(String::as_str).collect();
    Some(match (paths, stems.first()) {
        ([path], _) => text::printed(&name_of(path), &folder),
        (_, Some(stem)) if stems.len() == 1 => text::printed_forms(stem, &endings, &folder),
        _ => text::printed_several(&paths.iter().map(|path| name_of(path)).collect::<Vec<_>>(), &folder),
    })
}

fn folder_of(path: &Path) -> String {
    path.parent().map_or_else(String::new, |folder| folder.to_string_lossy().into_owned())
}
