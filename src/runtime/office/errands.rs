//! Effects that take long: they are handed to the worker, whose news arrive as actions.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{EXPORT_FOLDER, Loan, Office};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::find::Query;
use crate::app::form::Submission;
use crate::app::importing;
use crate::app::printing::Writing;
use crate::app::stats;
use crate::model::stats::Asked;
use crate::runtime::export::Order;
use crate::runtime::lent::Lent;
use crate::runtime::reports::{Making, Wanted};
use crate::runtime::{import, sending, worker};
use crate::store::desk::Desk;
use crate::text::zh::app::screens::{importing as zh_import, said as text, sending as zh_sending};

impl Office {
    /// Hands an effect to the worker; gives it back where it is none of those.
    pub(super) fn hand_over(&mut self, effect: Effect) -> Result<Vec<Action>, Effect> {
        Ok(match effect {
            Effect::LookInto(order) => self.import(*order, Wish::Look),
            Effect::Import(order, is_real) => self.import(*order, if is_real { Wish::TakeIn } else { Wish::TryOut }),
            Effect::StopImport => {
                self.reading.stop();
                Vec::new()
            }
            Effect::CancelSearch => {
                self.worker.cancel();
                Vec::new()
            }
            Effect::CancelCount => {
                self.worker.cancel_count();
                Vec::new()
            }
            Effect::Count { token, asked, known } => self.count(token, asked, known),
            Effect::Search { token, query } => {
                match (query, &self.reader) {
                    (Query::Counted(which), Some(reader)) => {
                        self.worker.behind(token, which, reader.clone(), self.codes.clone());
                    }
                    (query, Some(reader)) => self.worker.search(token, query, reader.clone()),
                    (_, None) => {}
                }
                Vec::new()
            }
            Effect::Alike(asked) => {
                if let Some(reader) = &self.reader {
                    self.worker.alike(asked, reader.clone());
                }
                Vec::new()
            }
            Effect::Write(writing) => {
                self.write(*writing);
                Vec::new()
            }
            Effect::StopWriting => {
                self.stop.store(true, Ordering::SeqCst);
                Vec::new()
            }
            Effect::StopSending => {
                self.stop_sending();
                Vec::new()
            }
            Effect::DraftReport(period) => self.report(Wanted::Draft(period)),
            other => return self.exchange(other),
        })
    }

    /// Has a report made by the worker.
    fn report(&self, wanted: Wanted) -> Vec<Action> {
        match (self.making(), &self.loan) {
            (Some(making), _) => {
                self.worker.report(making, wanted);
                Vec::new()
            }
            (None, Some(loan)) => vec![Action::Failed(loan.busy.to_owned())],
            (None, None) => Vec::new(),
        }
    }

    /// What reports are made from.
    pub(super) fn making(&self) -> Option<Making> {
        Some(Making {
            disk: Arc::clone(&self.disk),
            root: self.root.clone(),
            reader: self.reader.clone()?,
            journal: self.desk.as_ref()?.journal(),
            codes: self.codes.clone(),
            today: self.today,
        })
    }

    /// Begins to look into a file, to read it, or to take it in. The desk is lent to whoever takes it in.
    fn import(&mut self, order: importing::Order, wish: Wish) -> Vec<Action> {
        let (Some(reader), false) = (self.reader.clone(), self.loan.is_some()) else {
            return vec![wish.refused(order, zh_import::BUSY)];
        };
        let by = self.desk.as_ref().map_or(String::new(), |desk| desk.operator().to_owned());
        let (disk, root, codes) = (Arc::clone(&self.disk), self.root.clone(), self.codes.clone());
        let job = import::Job { disk, root, order: order.clone(), reader, codes, today: self.today, by };
        let lent = Lent::default();
        let what = match (wish, self.desk.take()) {
            (Wish::TakeIn, Some(desk)) => {
                self.loan = Some(Loan { to: lent.clone(), busy: zh_import::BUSY });
                worker::Import::TakeIn(Box::new(desk))
            }
            (Wish::TakeIn, None) => return vec![wish.refused(order, text::NOTHING_TO_SAVE)],
            (Wish::TryOut, desk) => {
                self.desk = desk;
                worker::Import::TryOut
            }
            (Wish::Look, desk) => {
                self.desk = desk;
                worker::Import::Look
            }
        };
        self.reading = lent.clone();
        self.import = self.worker.import(job, what, lent);
        if self.import.is_some() {
            return Vec::new();
        }
        // Without a thread the desk that was lent is closed again; nothing was written.
        self.loan = None;
        vec![wish.refused(order, text::NOTHING_TO_SAVE)]
    }

    /// Has the desk again, once what it was lent for has ended.
    pub(super) fn take_desk_back(&mut self) {
        if let Some(desk) = self.loan.as_ref().and_then(|loan| loan.to.returned()) {
            self.desk = Some(desk);
            self.loan = None;
            // It may have become another one, with settings of its own.
            self.put_settings_in_force();
        }
    }

    /// Begins to send a report. The desk is lent to the thread that does; it tells what came of it.
    pub(super) fn send(&mut self, submission: Submission) -> Vec<Action> {
        let (Some(making), Some(desk)) = (self.making(), self.desk.take()) else {
            return vec![Action::SaveFailed(text::NOTHING_TO_SAVE.to_owned())];
        };
        if let Some(reason) = desk.read_only().map(str::to_owned) {
            self.desk = Some(desk);
            return vec![Action::SaveFailed(reason)];
        }
        let lent = Lent::default();
        self.loan = Some(Loan { to: lent.clone(), busy: zh_sending::BUSY });
        self.sending = self.worker.send_report(sending::Job { making, submission }, desk, lent);
        if self.sending.is_some() {
            return Vec::new();
        }
        // Without a thread the desk that was lent is closed again; nothing was written.
        self.loan = None;
        vec![Action::SaveFailed(text::NOTHING_TO_SAVE.to_owned())]
    }

    /// Wishes that the sending stops, if a report is being sent.
    pub(super) fn stop_sending(&self) {
        if let (Some(loan), Some(_)) = (&self.loan, &self.sending) {
            loan.to.stop();
        }
    }

    fn write(&mut self, writing: Writing) {
        let Some(reader) = self.reader.clone() else { return };
        // A path that does not begin at a root is meant within the data directory.
        let to = self.root.join(if writing.folder.is_empty() { EXPORT_FOLDER } else { &writing.folder });
        // Stopping means what is being written, not what is written after it.
        self.stop = Arc::default();
        self.worker.export(Order {
            disk: Arc::clone(&self.disk),
            root: self.root.clone(),
            writing,
            to,
            reader,
            codes: self.codes.clone(),
            today: self.today,
            stop: Arc::clone(&self.stop),
            viewer: self.surroundings.viewer.clone(),
            journal: self.desk.as_ref().map(Desk::journal),
        });
    }

    /// Has figures counted, unless those known already still hold.
    fn count(&self, token: u64, asked: Asked, known: Option<u64>) -> Vec<Action> {
        let Some(reader) = &self.reader else { return Vec::new() };
        if known.is_some_and(|known| reader.applied().is_ok_and(|at| at == known)) {
            self.worker.cancel_count();
            return vec![Action::Counted(token, stats::Report::Same)];
        }
        self.worker.count(token, asked, reader.clone(), self.codes.clone());
        Vec::new()
    }
}

/// What is wished of a file that is to be taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Look,
    TryOut,
    TakeIn,
}

impl Wish {
    /// What is told where it cannot be fulfilled.
    fn refused(self, order: importing::Order, why: &str) -> Action {
        match self {
            Wish::Look => Action::LookFailed(Box::new(order), why.to_owned()),
            Wish::TryOut | Wish::TakeIn => Action::ImportFailed(why.to_owned()),
        }
    }
}
