//! What goes on with other desks: handed to threads of their own, but for what is one short save.

use std::path::Path;
use std::sync::Arc;

use super::{Loan, Office};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::exchange::{Decision, Order, Purpose};
use crate::app::prompt::Asked;
use crate::model::{Entry, Org};
use crate::runtime::clock;
use crate::runtime::exchange::{self, Job};
use crate::runtime::lent::Lent;
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::sync::exchange::{ExchangeError, party_of};
use crate::sync::exchange::{inbox, parties, quarantine, reentered};
use crate::sync::keys::OwnKeys;
use crate::sync::medium::shown_path;
use crate::text::zh::app::screens::{deciding, exchange as text, said};

impl Office {
    /// Hands an effect on; gives it back where it is none of those.
    pub(super) fn exchange(&mut self, effect: Effect) -> Result<Vec<Action>, Effect> {
        Ok(match effect {
            Effect::Stand => self.stand(),
            Effect::SeekDrives(purpose) => self.seek(purpose),
            Effect::LookOnStick(place) => self.look_on_stick(&place),
            Effect::ForgetStick => {
                // An exchange that goes on empties it itself.
                if self.loan.is_none() {
                    inbox::clear(self.disk.as_ref(), &self.root);
                }
                Vec::new()
            }
            Effect::Exchange(order) => self.lend(*order),
            Effect::StopExchange => {
                self.exchanging.stop();
                Vec::new()
            }
            Effect::ExportKey(place) => vec![self.export_key(&place)],
            Effect::AddParty(file) => vec![self.add_party(&file)],
            Effect::ConfirmParty(org, told) => vec![self.confirm_party(org, &told)],
            Effect::Parting(org) => self.part(org),
            Effect::Settle(org, decision, reason) => self.decide(org, decision, reason),
            Effect::RevokeParty(org, reason) => vec![self.revoke_party(org, &reason)],
            Effect::Dismiss(org, reason) => vec![self.dismiss(org, &reason)],
            Effect::Reentered(list) => match reentered::done(self.disk.as_ref(), &self.root, &list) {
                Ok(_) => Vec::new(),
                Err(error) => vec![Action::Failed(error.to_string())],
            },
            other => return Err(other),
        })
    }

    /// What an exchange works on; nothing while the desk is lent.
    fn job(&self) -> Option<Job> {
        let desk = self.desk.as_ref()?;
        Some(Job {
            disk: Arc::clone(&self.disk),
            root: self.root.clone(),
            reader: self.reader.clone()?,
            journal: desk.journal(),
            codes: self.codes.clone(),
            today: self.today,
            counted: Arc::clone(&self.counted),
            lowers: Arc::clone(&self.lowers),
            by: desk.operator().to_owned(),
        })
    }

    fn stand(&mut self) -> Vec<Action> {
        let Some(job) = self.job() else { return vec![Action::Stood(None)] };
        self.begin("standing", move |report| report(exchange::stand(&job)), Action::Stood(None))
    }

    fn seek(&mut self, purpose: Purpose) -> Vec<Action> {
        let Some(own) = self.reader.as_ref().map(|reader| reader.desk()) else { return vec![busy()] };
        let disk = Arc::clone(&self.disk);
        self.begin("drives", move |report| report(exchange::seek(disk.as_ref(), own, purpose)), busy())
    }

    fn look_on_stick(&mut self, place: &Path) -> Vec<Action> {
        let Some(job) = self.job() else { return vec![busy()] };
        let (lent, place) = (Lent::default(), place.to_owned());
        self.exchanging = lent.clone();
        self.begin("packages", move |report| report(exchange::look(&job, &place, &lent, report)), busy())
    }

    /// Begins to take in and to write. The desk is lent to the thread that does.
    fn lend(&mut self, order: Order) -> Vec<Action> {
        let (Some(job), Some(desk)) = (self.job(), self.desk.take()) else { return vec![busy()] };
        if let Some(reason) = desk.read_only().map(str::to_owned) {
            self.desk = Some(desk);
            return vec![Action::ExchangeFailed(reason)];
        }
        let lent = Lent::default();
        self.exchanging = lent.clone();
        self.loan = Some(Loan { to: lent.clone(), busy: text::BUSY });
        let work = move |report: &dyn Fn(Action)| report(exchange::carry_out(&job, &order, desk, &lent, report));
        let answer = self.begin("exchange", work, Action::ExchangeFailed(said::NOTHING_TO_SAVE.to_owned()));
        if !answer.is_empty() {
            // Without a thread the desk that was lent is closed again; nothing was written.
            self.loan = None;
        }
        answer
    }

    fn part(&mut self, org: Org) -> Vec<Action> {
        let unread = || Action::Parted(org, vec![deciding::SIDES_UNREAD.to_owned()]);
        let Some(job) = self.job() else { return vec![unread()] };
        let lent = Lent::default();
        self.exchanging = lent.clone();
        self.begin("parting", move |report| report(exchange::part(&job, org, &lent)), unread())
    }

    /// Begins to decide about a chain, which may take long; the desk is lent to the thread that does.
    fn decide(&mut self, org: Org, decision: Decision, reason: String) -> Vec<Action> {
        let refused = |why: String| vec![Action::Decided(Err(why))];
        let nothing = said::NOTHING_TO_SAVE.to_owned();
        let (Some(job), Some(desk)) = (self.job(), self.desk.take()) else { return refused(nothing) };
        if let Some(reason) = desk.read_only().map(str::to_owned) {
            self.desk = Some(desk);
            return refused(reason);
        }
        let lent = Lent::default();
        self.exchanging = lent.clone();
        self.loan = Some(Loan { to: lent.clone(), busy: text::BUSY });
        let work = move |report: &dyn Fn(Action)| report(exchange::decide(&job, (org, decision, &reason), desk, &lent));
        let answer = self.begin("decide", work, Action::Decided(Err(nothing)));
        if !answer.is_empty() {
            self.loan = None;
        }
        answer
    }

    /// Begins something in a thread of its own; without one, `failed` is told.
    fn begin(
        &mut self,
        name: &str,
        work: impl FnOnce(&dyn Fn(Action)) + Send + 'static,
        failed: Action,
    ) -> Vec<Action> {
        self.exchange.retain(|thread| !thread.is_finished());
        match self.worker.aside(name, work) {
            Some(thread) => {
                self.exchange.push(thread);
                Vec::new()
            }
            None => vec![failed],
        }
    }

    fn export_key(&mut self, place: &Path) -> Action {
        let place = self.root.join(place);
        let (disk, root) = (Arc::clone(&self.disk), self.root.clone());
        let write = |desk: &mut Desk, stamp: &Stamp| {
            let keys = OwnKeys::of_desk(disk.as_ref(), &root)?;
            parties::export(desk, &keys, &place, stamp)
        };
        match self.with_desk(write) {
            Ok((path, groups)) => Action::PartySaved(None, text::exported(&shown_path(&path), &groups)),
            Err(why) => Action::Failed(why),
        }
    }

    fn add_party(&mut self, file: &Path) -> Action {
        let path = self.root.join(file);
        if let Some(own) = self.reader.as_ref().map(|reader| reader.desk())
            && let several @ [_, _, ..] = exchange::key_files(self.disk.as_ref(), &path, own).as_slice()
        {
            return Action::Drives(Purpose::AddParty, several.to_vec(), None);
        }
        match self.with_desk(|desk, stamp| parties::add(desk, &path, stamp)) {
            Ok(entry) => {
                let told = |party: &crate::model::party::Party| {
                    text::added(party.called(), &party.reason, party.is_confirmed())
                };
                party_saved(entry, told)
            }
            Err(why) => Action::PartyRefused(Asked::Stick(Purpose::AddParty), shown_path(file), why),
        }
    }

    fn confirm_party(&mut self, org: Org, told: &str) -> Action {
        match self.with_desk(|desk, stamp| parties::confirm(desk, org, told, stamp)) {
            Ok(entry) => party_saved(entry, |party| text::confirmed(party.called())),
            Err(why) => Action::PartyRefused(Asked::Fingerprint(org), told.to_owned(), why),
        }
    }

    fn revoke_party(&mut self, org: Org, reason: &str) -> Action {
        match self.with_desk(|desk, stamp| parties::revoke(desk, org, reason, stamp)) {
            Ok(entry) => party_saved(entry, |party| text::revoked(party.called())),
            Err(why) => Action::Failed(why),
        }
    }

    fn dismiss(&mut self, org: Org, reason: &str) -> Action {
        let done = self.with_desk(|desk, stamp| quarantine::dismiss(desk, (org, None, reason), stamp));
        Action::Decided(done.map(deciding::dismissed))
    }

    fn with_desk<T>(&mut self, act: impl FnOnce(&mut Desk, &Stamp) -> Result<T, ExchangeError>) -> Result<T, String> {
        let Some(desk) = self.desk.as_mut() else { return Err(said::NOTHING_TO_SAVE.to_owned()) };
        let stamp = clock::stamp(desk.operator());
        act(desk, &stamp).map_err(|error| error.to_string())
    }
}

fn party_saved(entry: Entry, told: impl FnOnce(&crate::model::party::Party) -> String) -> Action {
    let said = party_of(&entry).map_or_else(String::new, told);
    Action::PartySaved(Some(Box::new(entry)), said)
}

fn busy() -> Action {
    Action::ExchangeFailed(said::NOTHING_TO_SAVE.to_owned())
}
