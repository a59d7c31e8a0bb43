//! `report`: a period's report written, kept as a draft where its text is changed, and fixed when it is sent.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::save as saving;
use crate::app::stats::period;
use crate::model::check;
use crate::model::fill::fill;
use crate::model::moves::{self, Move, SUBMIT};
use crate::model::report::Report as Record;
use crate::model::{Entry, Kind, Record as Any};
use crate::report::period as making;
use crate::report::period::freeze::{self, Place, ReportError};
use crate::report::write::{PaperForm, safe_file_name};
use crate::runtime::clock;
use crate::store::settings;
use crate::text::zh::cli::say;
use crate::text::zh::report::period::said as zh;

use super::args::{Report, ReportForm};
use super::record::{fields, refuse, weigh};
use super::session::Session;
use super::{Failure, print};

/// `report PERIOD --to PATH …`.
pub(super) fn report(session: &mut Session, report: &Report) -> Result<(), Failure> {
    let period = period(&report.period, session.today()).map_err(Failure::usage)?;
    let files = files(report)?;
    let kept = freeze::of_period(session.reader(), period).map_err(Failure::damaged)?.into_iter().next();
    let is_sent = kept.as_ref().and_then(|entry| making::of(&entry.record)).is_some_and(Record::is_sent);
    let changes = changes(report)?;
    if is_sent && (report.mark_sent || !changes.is_empty()) {
        return Err(Failure::refused(zh::ALREADY_SENT));
    }
    let mut entry = match kept {
        Some(entry) => entry,
        None => unsaved(
            session,
            Record {
                first: Some(period.first),
                last: Some(period.last),
                dated: Some(session.today()),
                ..Record::default()
            },
        ),
    };
    let is_new = entry.id == 0;
    if !changes.is_empty() || (report.mark_sent && is_new) {
        entry = keep(session, entry, &changes)?;
    } else if is_new {
        weigh(&check::check(&entry.record, &session.context()))?;
    }
    if report.mark_sent {
        entry = mark_sent(session, &entry)?;
    }
    let Some(made) = making::of(&entry.record) else { return Ok(()) };
    write(session, (entry.id, made), &files)?;
    settings::note_export(session.disk().as_ref(), &session.root(), session.today());
    Ok(())
}

/// What the text is changed to.
fn changes(report: &Report) -> Result<Vec<(String, String)>, Failure> {
    let mut changes = fields(Kind::Report, &report.set)?;
    if !report.cases.is_empty() {
        changes.push(("cases".to_owned(), report.cases.join(",")));
    }
    Ok(changes)
}

fn unsaved(session: &mut Session, report: Record) -> Entry {
    let record = Any::Report(Box::new(report));
    Entry { org: session.desk().org(), id: 0, rev: 0, voided: None, extra: String::new(), record }
}

/// Saves a draft with what is changed in it.
fn keep(session: &mut Session, before: Entry, changes: &[(String, String)]) -> Result<Entry, Failure> {
    let mut record = before.record.clone();
    refuse(fill(&mut record, changes, &session.context()))?;
    let own = (before.id != 0).then_some(before.id);
    weigh(&check::check_as(&record, own, &session.context()))?;
    if own.is_some() && record == before.record {
        return Ok(before);
    }
    let mut batch = session.batch();
    match own {
        Some(_) => saving::edit(&mut batch, &before, record, &session.context()).map_err(Failure::refused)?,
        None => {
            saving::add(&mut batch, record, &session.context()).map_err(Failure::refused)?;
        }
    }
    let saved = session.commit(batch)?.into_iter().next();
    saved.ok_or_else(|| Failure::refused(zh::UNREADABLE))
}

/// Sends a draft as it is.
fn mark_sent(session: &mut Session, before: &Entry) -> Result<Entry, Failure> {
    let Some(step) = moves::from_key(SUBMIT) else { return Ok(before.clone()) };
    let after = step.begin(&before.record, session.operator(), &session.context());
    weigh(&step.check(before, &after, &session.context()))?;
    let sent = send(session, before, step, after)?;
    print::message(&zh::sent(&session.label(&sent)));
    Ok(sent)
}

/// Fixes a report and saves it as sent; where that fails, nothing of it is kept.
pub(super) fn send(session: &mut Session, before: &Entry, step: &Move, mut after: Any) -> Result<Entry, Failure> {
    if let Any::Report(report) = &mut after {
        fix(session, before.id, report)?;
    }
    let fixed = after.clone();
    let mut batch = session.batch();
    let made = saving::make_move(&mut batch, before, step, after, &session.context()).map_err(Failure::refused);
    let saved = made.and_then(|()| session.commit(batch));
    let saved = saved.and_then(|saved| saved.into_iter().next().ok_or_else(|| Failure::refused(zh::UNREADABLE)));
    if let (Err(_), Any::Report(report)) = (&saved, &fixed) {
        discard(session, before.id, report);
    }
    saved
}

/// Fixes a report that is about to be sent: what it tells is counted once more, and its files are kept.
pub(super) fn fix(session: &mut Session, id: u64, report: &mut Record) -> Result<(), Failure> {
    let (today, made_at) = (session.today(), clock::wall());
    if let Some(reason) = session.desk().read_only() {
        return Err(Failure::refused(reason));
    }
    let at_desk = AtDesk::of(session);
    let (context, draft) = (session.context(), (id, report.clone()));
    let made = freeze::freeze(&at_desk.place(), &context, draft, (today, made_at), &mut counting());
    let (fixed, notes) = made.map_err(failed)?;
    print::progress_done();
    notes.iter().for_each(|note| print::message(note));
    *report = fixed;
    Ok(())
}

/// Takes the files of a report away that was fixed and not saved.
pub(super) fn discard(session: &mut Session, id: u64, report: &Record) {
    freeze::discard(session.desk(), (id, report));
}

/// What a report is made from, held while it is made.
struct AtDesk {
    disk: Arc<dyn crate::store::disk::Disk>,
    root: PathBuf,
    reader: crate::store::reader::Reader,
    journal: crate::store::journal::JournalReader,
}

impl AtDesk {
    fn of(session: &mut Session) -> AtDesk {
        let desk = session.desk();
        let (disk, root) = (Arc::clone(desk.disk()), desk.root().to_owned());
        AtDesk { disk, root, reader: desk.reader(), journal: desk.journal() }
    }

    fn place(&self) -> Place<'_> {
        Place { disk: self.disk.as_ref(), root: &self.root, reader: &self.reader, journal: &self.journal }
    }
}

/// Where the files go: one, by its ending or the form asked for, or one of each form into a folder.
enum Files {
    One(PathBuf, PaperForm),
    Each(PathBuf, Vec<PaperForm>),
}

fn files(report: &Report) -> Result<Files, Failure> {
    let asked = report.format.map(|form| match form {
        ReportForm::Docx => PaperForm::Docx,
        ReportForm::Xlsx => PaperForm::Xlsx,
        ReportForm::Html => PaperForm::Html,
    });
    let to = report.to.clone();
    let is_folder = to.is_dir() || to.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    match (asked, PaperForm::of_ending(&to)) {
        (asked, _) if is_folder => Ok(Files::Each(to, asked.map_or(PaperForm::ALL.to_vec(), |form| vec![form]))),
        (Some(form), _) | (None, Some(form)) => Ok(Files::One(to, form)),
        (None, None) => Err(Failure::usage(zh::no_form(&to))),
    }
}

fn write(session: &mut Session, (id, report): (u64, &Record), files: &Files) -> Result<(), Failure> {
    let at_desk = AtDesk::of(session);
    let made_at = clock::wall();
    let each: Vec<(PathBuf, PaperForm)> = match files {
        Files::One(path, form) => vec![(path.clone(), *form)],
        Files::Each(folder, forms) => {
            session
                .disk()
                .create_dir_all(folder)
                .map_err(|error| Failure::refused(say::not_written(folder, &error)))?;
            let station = making::facts::station(&session.context());
            let title = making::file_name(report, &station);
            let path = |form: &PaperForm| (named(folder, &title, *form), *form);
            forms.iter().map(path).collect()
        }
    };
    let mut told: Vec<String> = Vec::new();
    for (to, form) in &each {
        let printed =
            freeze::print(&at_desk.place(), &session.context(), (id, report), (*form, to), (made_at, &mut counting()));
        let (path, notes) = printed.map_err(failed)?;
        // Three files of one report have the same to say.
        for note in notes.into_iter().filter(|note| !told.contains(note)).collect::<Vec<_>>() {
            print::message(&note);
            told.push(note);
        }
        print::line(&path.to_string_lossy());
    }
    Ok(())
}

fn named(folder: &Path, title: &str, form: PaperForm) -> PathBuf {
    folder.join(safe_file_name(&format!("{title}.{}", form.ending())))
}

fn counting() -> impl FnMut(u64, u64) -> ControlFlow<()> {
    |done, of| {
        if of > 0 {
            print::progress(zh::COUNTING, done, of);
        }
        ControlFlow::Continue(())
    }
}

fn failed(error: ReportError) -> Failure {
    match error {
        ReportError::Read(error) => Failure::damaged(error),
        ReportError::Journal(error) => Failure::damaged(error),
        error => Failure::refused(error),
    }
}
