//! Makes reports of a period for the screens: their text, their files, and what is fixed when one is sent.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::clock;
use crate::app::action::Action;
use crate::app::start::Start;
use crate::model::codes::CodeLists;
use crate::model::report::Report;
use crate::model::stats::Period;
use crate::model::{Context, Date, Kind, Record};
use crate::report::period as making;
use crate::report::period::freeze::{self, Place, ReportError};
use crate::report::write::PaperForm;
use crate::store::disk::Disk;
use crate::store::journal::JournalReader;
use crate::store::reader::Reader;
use crate::text::zh::model::report as zh;
use crate::text::zh::report::period::said as text;

/// What a report is made from.
pub struct Making {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// The desk's records.
    pub reader: Reader,
    /// The desk's journal.
    pub journal: JournalReader,
    /// The lists of codes in force.
    pub codes: CodeLists,
    /// The day the screen shows.
    pub today: Date,
}

/// What is to be made.
pub enum Wanted {
    /// The text of a period's report.
    Draft(Period),
}

impl Making {
    /// Makes what is wanted; what there is to say on the way goes to `report`.
    pub fn make(&self, wanted: &Wanted, report: &dyn Fn(Action)) -> Action {
        let made = match wanted {
            Wanted::Draft(period) => self.draft(*period, report),
        };
        made.unwrap_or_else(|error| Action::Failed(error.to_string()))
    }

    /// Fixes a report that is sent, with what the clerk should know of it.
    pub fn freeze(
        &self,
        id: u64,
        report: Report,
        going: &mut making::facts::Progress<'_>,
    ) -> Result<(Report, Vec<String>), ReportError> {
        let made_at = clock::wall();
        freeze::freeze(&self.place(), &self.context(), (id, report), (self.today, made_at), going)
    }

    fn place(&self) -> Place<'_> {
        Place { disk: self.disk.as_ref(), root: &self.root, reader: &self.reader, journal: &self.journal }
    }

    /// What rules may look at.
    pub fn context(&self) -> Context<'_> {
        Context { today: self.today, codes: &self.codes, directory: &self.reader }
    }

    /// A period that was sent stays as it is; the draft there is is gone on with.
    fn draft(&self, period: Period, report: &dyn Fn(Action)) -> Result<Action, ReportError> {
        if let Some(entry) = freeze::of_period(&self.reader, period)?.into_iter().next() {
            return Ok(match making::of(&entry.record).and_then(|kept| kept.sent_on) {
                Some(on) => Action::Failed(zh::sent_twice(&zh::called(period), on)),
                None => Action::ReportReady(Start::Edit(Kind::Report, entry.id)),
            });
        }
        let blank = Report { first: Some(period.first), last: Some(period.last), ..Report::default() };
        let context = self.context();
        let facts = freeze::gather(&self.place(), &context, &blank, &mut |done, of| {
            told(done, of, text::counting, report);
            ControlFlow::Continue(())
        })?;
        let made = making::words::made(&facts, &context);
        let title = making::title(&blank, &facts.station);
        let draft = making::draft(period, title, &made, self.today);
        Ok(Action::ReportReady(Start::Made(Box::new(Record::Report(Box::new(draft))))))
    }

    /// Writes a report in these forms, each to the place that `to` finds for its name and form. Returns where they are, and
    /// what there is to say.
    pub fn files(
        &self,
        id: u64,
        forms: &[PaperForm],
        to: &dyn Fn(&str, PaperForm) -> PathBuf,
        going: &mut making::facts::Progress<'_>,
    ) -> Result<(Vec<PathBuf>, Vec<String>), ReportError> {
        let entry = self.reader.entry(Kind::Report, id)?;
        let Some(kept) = entry.as_ref().and_then(|entry| making::of(&entry.record)) else {
            return Err(ReportError::Unreadable);
        };
        let context = self.context();
        let name = making::file_name(kept, &making::facts::station(&context));
        let made_at = clock::wall();
        let (mut paths, mut said) = (Vec::new(), Vec::new());
        for form in forms {
            let wanted = (*form, to(&name, *form));
            let wanted = (wanted.0, wanted.1.as_path());
            let (path, notes) = freeze::print(&self.place(), &context, (id, kept), wanted, (made_at, going))?;
            for note in notes {
                if !said.contains(&note) {
                    said.push(note);
                }
            }
            paths.push(path);
        }
        Ok((paths, said))
    }
}

/// Tells how far the making is, in these words.
pub fn told(done: u64, of: u64, words: fn(u64, u64) -> String, report: &dyn Fn(Action)) {
    if of > 0 && done > 0 {
        report(Action::Progress(words(done, of)));
    }
}
