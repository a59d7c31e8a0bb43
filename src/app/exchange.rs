//! What goes on with other desks: how this one stands with them, and an exchange of packages with a stick, from what was found
//! on it to "it can be pulled out".

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::App;
use super::list::Motion;
use crate::model::completeness::{Row, Totals};
use crate::model::order::Order as _;
use crate::model::party::Party;
use crate::model::received::Received;
use crate::model::stats::Period;
use crate::model::{Context, Entry, Kind, Org};
use crate::sync::exchange::below::Below;
pub use crate::sync::exchange::decide::Decision;
use crate::sync::exchange::standing::{Standing, Troubles};
use crate::sync::exchange::take::Counts;
use crate::sync::package::Sort;
use crate::text::zh::app::screens::exchange as text;

/// What the tab 同步 knows.
#[derive(Default)]
pub struct Sync {
    /// How the desk stands; none before it was read.
    pub stood: Option<Box<Stood>>,
    /// Whether that is being read.
    pub is_reading: bool,
    /// Whether a stick is being looked for, read or written to.
    pub is_busy: bool,
    /// The folder that was typed last, to be taken again by Enter.
    pub folder: String,
}

/// How the desk stands with others, as the tab shows it.
#[derive(Clone, Debug)]
pub struct Stood {
    /// The party above, our own records, the parties below.
    pub standing: Standing,
    /// What came from the party above; none where nothing did.
    pub above: Option<Box<Received>>,
    /// Where each party below stands among them: a list asks for every row it draws.
    pub places: BTreeMap<Org, usize>,
    /// What did not fit of all of them.
    pub troubles: Troubles,
    /// How each party below stands with the last month.
    pub reported: BTreeMap<Org, Row>,
    /// All of them together, and with which month.
    pub totals: (Period, Totals),
    /// Lines of ours that went into no package down yet 未下发, and how many parties wait for some of them.
    pub undelivered: (u64, u64),
    /// Whether this desk came back from a backup, and nothing was exchanged with the party above since.
    pub is_cut_off: bool,
    /// The fingerprint of our own keys, to be read out; empty where there are none.
    pub fingerprint: String,
}

impl Stood {
    /// What came from a party below.
    pub fn below(&self, org: Org) -> Option<&Below> {
        self.places.get(&org).and_then(|at| self.standing.below.get(*at))
    }

    /// What is known of the chain of a party, above or below.
    pub fn received(&self, org: Org) -> Option<&Received> {
        let above = self.above.as_deref().filter(|received| received.org() == Some(org));
        above.or_else(|| self.below(org)?.received.as_deref())
    }
}

/// What a drive is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Packages come and go.
    Exchange,
    /// Our own key file goes there.
    ExportKey,
    /// Key files of others are on it.
    AddParty,
    /// One package goes there.
    Send(Sort, Org),
}

/// A drive or another folder, with what it is shown as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// The folder, or the file.
    pub path: PathBuf,
}

/// A package that was found, and what it would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Arrival {
    /// Its copy in the inbox.
    pub path: PathBuf,
    /// Its name on the stick.
    pub file: String,
    /// Who made it.
    pub org: Option<Org>,
    /// What that desk is called.
    pub from: String,
    /// What sort it is, and its number.
    pub sort: String,
    /// What it would do.
    pub counts: Counts,
    /// What it would do once somebody agrees to another installation.
    pub agreed: Counts,
    /// When it was made, as its maker wrote it.
    pub at: String,
    /// Whether every line of it is here already.
    pub is_here: bool,
    /// Whether it brings our own chain back.
    pub rebuilds: bool,
    /// Through which line of our own chain it says that its maker has it; 0 for none.
    pub acked: u64,
    /// What somebody is asked to agree to, as long as nobody has.
    pub asks: Vec<String>,
    /// What the clerk should know, and do.
    pub told: Vec<String>,
    /// Why it is refused, if it is.
    pub refused: Option<String>,
    /// Whether it is refused and its maker is sent what mends that.
    pub is_answered: bool,
    /// Whether somebody has to agree to another installation, or that entries of ours are put aside, and whether somebody has.
    pub agreement: Option<bool>,
}

impl Arrival {
    /// What it would do as things are agreed to now.
    pub fn counts(&self) -> Counts {
        if self.agreement == Some(true) { self.agreed } else { self.counts }
    }

    /// Whether nothing of it is new.
    pub fn is_known(&self) -> bool {
        let Counts { added, changed, forks, unfit, gaps, installations, .. } = self.counts;
        let is_silent = self.told.is_empty() && self.asks.is_empty();
        self.refused.is_none() && added + changed + forks + unfit + gaps + installations == 0 && is_silent
    }
}

/// What would be done with a stick.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The packages for us, those with news first.
    pub arrivals: Vec<Arrival>,
    /// Who made the packages that can be read, those that were read before among them.
    pub came: BTreeSet<Org>,
    /// How many packages that waited here are taken in with them, and what they would do.
    pub freed: usize,
    /// Those together.
    pub follow: Counts,
    /// What will be written, in words.
    pub going: Vec<String>,
    /// Why nothing will, if something should be.
    pub idle: Option<String>,
    /// Whether packages of ours that went up lie there and are not known here: nothing goes up.
    pub is_ahead: bool,
    /// What the clerk has to know before anything else: that this desk is not what others have seen of it.
    pub alarm: Option<String>,
    /// What else the clerk should know.
    pub notes: Vec<String>,
}

/// A package to be taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Take {
    /// Its copy in the inbox.
    pub path: PathBuf,
    /// Its name.
    pub file: String,
    /// Who made it.
    pub from: String,
    /// Whether somebody has agreed to another installation.
    pub agreed: bool,
}

/// What is to be done with a stick.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// The stick or folder.
    pub place: PathBuf,
    /// What is taken in.
    pub take: Vec<Take>,
    /// What is written whatever came; none for what is due.
    pub send: Option<(Sort, Org)>,
    /// What stays out, with why, a sentence each.
    pub refused: Vec<String>,
    /// Whose packages were read before and lie there still: their receipts may have been lost.
    pub came: BTreeSet<Org>,
    /// Whether packages of ours lie there that are not known here: nothing goes up, unless our own chain comes back.
    pub is_ahead: bool,
}

impl Order {
    /// One package to a party, and nothing else.
    pub fn sending(place: PathBuf, sort: Sort, to: Org) -> Order {
        let (take, refused) = (Vec::new(), Vec::new());
        Order { place, take, send: Some((sort, to)), refused, came: BTreeSet::new(), is_ahead: false }
    }
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// What came in, a sentence each.
    pub came: Vec<String>,
    /// What was written, a sentence each.
    pub went: Vec<String>,
    /// What failed, a sentence each.
    pub failed: Vec<String>,
    /// What others could not use of ours, as their receipts say, a line each.
    pub unused: Vec<String>,
    /// Whether everything that had to be written stands on the stick, whole: it can be pulled out.
    pub is_whole: bool,
}

/// How far an exchange is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The stick is looked through and what is for us is read.
    Looking,
    /// It was read, and nothing was changed.
    Tried(Plan),
    /// Packages are taken in and written.
    Running,
    /// It is done.
    Done(Outcome),
}

/// An exchange of packages with a stick.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The stick or folder.
    pub place: PathBuf,
    /// How far it is.
    pub stage: Stage,
    /// The selected package, or the first line seen of what was done.
    pub selected: usize,
}

impl Exchange {
    /// A stick that is looked through.
    pub fn new(place: PathBuf) -> Exchange {
        Exchange { place, stage: Stage::Looking, selected: 0 }
    }

    /// Whether something goes on that Esc stops.
    pub fn is_going(&self) -> bool {
        matches!(self.stage, Stage::Looking | Stage::Running)
    }

    /// Moves the selection; `page` lines are seen at once.
    pub fn select(&mut self, motion: Motion, page: usize) {
        let count = match &self.stage {
            Stage::Tried(plan) => plan.arrivals.len(),
            Stage::Done(outcome) => outcome.lines().len(),
            Stage::Looking | Stage::Running => 0,
        };
        self.selected = motion.from(self.selected, count.saturating_sub(1), page);
    }

    /// The selected package.
    pub fn arrival(&self) -> Option<&Arrival> {
        match &self.stage {
            Stage::Tried(plan) => plan.arrivals.get(self.selected),
            _ => None,
        }
    }

    /// Agrees to the installation of the selected package, or no more.
    pub fn agree(&mut self) -> Option<bool> {
        let Stage::Tried(plan) = &mut self.stage else { return None };
        let agreement = plan.arrivals.get_mut(self.selected)?.agreement.as_mut()?;
        *agreement = !*agreement;
        Some(*agreement)
    }

    /// What is to be done: everything that is not refused comes in.
    pub fn order(&self) -> Option<Order> {
        let Stage::Tried(plan) = &self.stage else { return None };
        let take = |arrival: &Arrival| Take {
            path: arrival.path.clone(),
            file: arrival.file.clone(),
            from: arrival.from.clone(),
            agreed: arrival.agreement == Some(true),
        };
        let take = plan.arrivals.iter().filter(|arrival| arrival.refused.is_none()).map(take).collect();
        let refused =
            |arrival: &Arrival| Some(text::not_taken(&arrival.from, &arrival.file, arrival.refused.as_ref()?));
        let refused = plan.arrivals.iter().filter_map(refused).collect();
        let (came, is_ahead) = (plan.came.clone(), plan.is_ahead);
        Some(Order { place: self.place.clone(), take, send: None, refused, came, is_ahead })
    }
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_nothing(&self) -> bool {
        self.going.is_empty() && self.arrivals.iter().all(|arrival| arrival.refused.is_some())
    }

    /// The counts of all packages that come in.
    pub fn counts(&self) -> Counts {
        let mut all = self.follow;
        self.arrivals.iter().filter(|arrival| arrival.refused.is_none()).for_each(|one| all.add(one.counts()));
        all
    }

    /// How many lines come in from below `own`, to be handed on, as long as nobody has agreed to more.
    pub fn handed(&self, own: Org) -> u64 {
        let is_below = |one: &&Arrival| one.refused.is_none() && one.org.is_some_and(|org| own.is_above(org));
        let told = |counts: Counts| counts.added + counts.changed + counts.unfit;
        let come: u64 = self.arrivals.iter().filter(is_below).map(|one| told(one.counts)).sum();
        come + told(self.follow)
    }

    /// Puts what is new first, and leaves out what was read before and says nothing more: of each maker, all that is here already but
    /// the newest. How many were left out.
    pub fn settle(&mut self) -> usize {
        let mut newest: BTreeMap<Option<Org>, String> = BTreeMap::new();
        for arrival in self.arrivals.iter().filter(|arrival| arrival.refused.is_none()) {
            let at = newest.entry(arrival.org).or_default();
            if *at < arrival.at {
                at.clone_from(&arrival.at);
            }
        }
        let before = self.arrivals.len();
        self.arrivals.retain(|arrival| {
            let is_newest = newest.get(&arrival.org).is_some_and(|at| *at == arrival.at);
            arrival.refused.is_some() || !arrival.is_here || (is_newest && !arrival.is_known())
        });
        self.arrivals.order_by_key(Arrival::is_known);
        before - self.arrivals.len()
    }

    /// How many packages are refused.
    pub fn refused(&self) -> usize {
        self.arrivals.iter().filter(|arrival| arrival.refused.is_some()).count()
    }
}

/// What a line of what was done is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// The name of what follows.
    Title,
    /// Something that was done.
    Plain,
    /// Something that failed.
    Failed,
    /// It can be pulled out.
    Good,
}

impl Outcome {
    /// Everything there is to read, from above: whether the stick can be pulled out stands first.
    pub fn lines(&self) -> Vec<(Weight, String)> {
        let verdict = if self.is_whole { Weight::Good } else { Weight::Failed };
        let mut lines = vec![(verdict, self.verdict().to_owned())];
        for (title, weight, part) in [
            (text::FAILED, Weight::Failed, &self.failed),
            (text::UNUSED, Weight::Failed, &self.unused),
            (text::CAME, Weight::Plain, &self.came),
            (text::WENT, Weight::Plain, &self.went),
        ] {
            if !part.is_empty() {
                lines.push((Weight::Title, title.to_owned()));
                lines.extend(part.iter().map(|line| (weight, line.clone())));
            }
        }
        lines
    }

    /// Whether the stick can be pulled out, and what to do if not.
    pub fn verdict(&self) -> &'static str {
        match (self.is_whole, self.failed.is_empty()) {
            (true, true) => text::CAN_BE_PULLED,
            (true, false) => text::CAN_BE_PULLED_BUT,
            (false, _) => text::NOT_ALL_WRITTEN,
        }
    }
}

/// The chain that somebody has to decide about in the selected row: that of its record, or of its party.
pub fn undecided(app: &App) -> Option<(Org, &Received)> {
    let entry = app.current()?;
    let received = match party_of(entry) {
        Some(party) => app.sync.stood.as_ref()?.received(party.org()?),
        None => crate::sync::exchange::received_of(entry),
    };
    let received = received.filter(|received| received.is_undecided())?;
    Some((received.org()?, received))
}

/// The chain of the selected row, that of its record or of its party, of which lines were not used, and how many.
pub fn unused(app: &App) -> Option<(Org, u64)> {
    let entry = app.current()?;
    let received = match party_of(entry) {
        Some(party) => app.sync.stood.as_ref()?.received(party.org()?),
        None => crate::sync::exchange::received_of(entry),
    };
    let received = received.filter(|received| received.unused() > 0)?;
    Some((received.org()?, received.unused()))
}

/// What a party is called: as it calls itself now, where we hold its records, before what its key file said.
pub fn called(party: &Party, context: &Context<'_>) -> String {
    let own = party.org().and_then(|org| context.directory.label(Kind::Received, org.0));
    own.filter(|name| *name != party.code).unwrap_or_else(|| party.called().to_owned())
}

/// The party of a record.
pub fn party_of(entry: &Entry) -> Option<&Party> {
    crate::sync::exchange::party_of(entry)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn exchange() -> Exchange {
        let usual = Arrival { file: "a".to_owned(), ..Arrival::default() };
        let refused = Arrival { refused: Some("坏了".to_owned()), ..usual.clone() };
        let moved = Arrival { file: "b".to_owned(), agreement: Some(false), ..usual.clone() };
        let plan = Plan { arrivals: vec![usual, refused, moved], ..Plan::default() };
        Exchange { stage: Stage::Tried(plan), ..Exchange::new(PathBuf::from("stick")) }
    }

    #[test]
    fn what_is_refused_stays_out_and_a_new_installation_comes_in_as_agreed_only() {
        let mut exchange = exchange();
        let agreed = |exchange: &Exchange| {
            let take = exchange.order().unwrap().take;
            take.iter().map(|take| (take.file.clone(), take.agreed)).collect::<Vec<_>>()
        };
        assert_eq!(agreed(&exchange), [("a".to_owned(), false), ("b".to_owned(), false)]);
        // The first package has nothing to agree to.
        assert_eq!(exchange.agree(), None);
        exchange.select(Motion::End, 5);
        assert_eq!(exchange.agree(), Some(true));
        assert_eq!(agreed(&exchange), [("a".to_owned(), false), ("b".to_owned(), true)]);
        assert_eq!(exchange.agree(), Some(false));
    }

    #[test]
    fn it_can_be_pulled_out_only_once_everything_was_written() {
        let mut outcome = Outcome { is_whole: true, ..Outcome::default() };
        assert!(outcome.lines()[0].1.starts_with("可以拔出"));
        outcome.failed.push("一个包读不进".to_owned());
        assert!(outcome.lines()[0].1.starts_with("可以拔出"));
        outcome.is_whole = false;
        assert!(outcome.lines().iter().all(|(_, line)| !line.contains("可以拔出")));
    }
}
