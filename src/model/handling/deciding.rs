//! What the county may decide about an issue as it stands there, and what it may take back.

use super::{Handling, Standing, VERBS, born, fits, stage_behind, standing};
use crate::model::check::Finding;
use crate::model::context::Context;
use crate::model::entry::Entry;
use crate::model::issue::Issue;
use crate::model::kind::Org;
use crate::model::life::{self, Verb};
use crate::model::record::Record;
use crate::text::zh::model::handling as zh;

/// The route whose term a county proposes.
const ROUTE: &str = "county";

/// An issue with the decisions about it that it has not taken over.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The issue, as its own desk keeps it.
    pub issue: Entry,
    /// The decisions that its desk gets, the oldest first: of an issue of ours those of the levels above, of one of a desk below
    /// those made here or below.
    pub waiting: Vec<Entry>,
    /// The decisions of the levels above about an issue of a desk below that were not passed on yet, the oldest first.
    pub above: Vec<Entry>,
}

impl Deciding {
    /// From the decisions that name the issue, the newest first, as their list holds them; `desk` is whose books they are read in.
    pub fn of(issue: Entry, naming: impl IntoIterator<Item = Entry>, desk: Org) -> Deciding {
        let naming: Vec<Entry> = naming.into_iter().collect();
        let open = naming.iter().filter(|one| one.is_live() && standing(one, &issue, &naming) == Standing::Open).rev();
        let (above, waiting) = open.cloned().partition(|one| issue.org != desk && one.org.is_above(desk));
        Deciding { issue, waiting, above }
    }

    /// The steps that may be decided now, in the order of an issue's life.
    pub fn verbs(&self) -> Vec<Verb> {
        let Some(issue) = self.content().filter(|_| self.issue.is_live()) else { return Vec::new() };
        let stage = stage_behind(issue, self.decided());
        VERBS.into_iter().filter(|verb| verb.spec().from.contains(&stage)).collect()
    }

    /// A decision that is to be filled in: which issue, which step, today, and the usual term.
    pub fn begin(&self, verb: Verb, context: &Context<'_>) -> Handling {
        let due_on = life::due_on(ROUTE, context.today, context).filter(|_| verb == Verb::Assign);
        Handling {
            station: self.issue.org.to_string(),
            issue: self.issue.id,
            number: self.content().map_or_else(String::new, |issue| issue.number.clone()),
            about: self.content().map_or_else(String::new, |issue| born(issue).to_owned()),
            verb: verb.spec().key.to_owned(),
            on: Some(context.today),
            due_on,
            ..Handling::default()
        }
    }

    /// What stands against a decision beyond its own rules.
    pub fn check(&self, handling: &Handling, context: &Context<'_>) -> Vec<Finding> {
        self.content().map_or_else(Vec::new, |issue| fits(handling, issue, self.decided(), context))
    }

    /// The issue itself.
    pub fn content(&self) -> Option<&Issue> {
        match &self.issue.record {
            Record::Issue(issue) => Some(issue),
            _ => None,
        }
    }

    fn decided(&self) -> impl Iterator<Item = &Handling> + Clone {
        self.waiting.iter().filter_map(|entry| match &entry.record {
            Record::Handling(handling) => Some(handling.as_ref()),
            _ => None,
        })
    }
}

/// Whether a decision may be voided; `issue` is the one it is about, as its own desk keeps it, and `naming` are the decisions about
/// that. What passes on one that was voided above follows it, taken over or not: the desk below hears of it like that.
///
/// # Errors
///
/// Why not: what was taken over stands in the history of another desk.
pub fn may_void(decision: &Entry, issue: Option<&Entry>, naming: &[Entry]) -> Result<(), String> {
    let passes = match &decision.record {
        Record::Handling(handling) => handling.passes(),
        _ => None,
    };
    let is_undone = naming.iter().any(|one| Some((one.org, one.id)) == passes && !one.is_live());
    match issue.map(|issue| standing(decision, issue, naming)) {
        Some(Standing::Taken(on)) if !is_undone => Err(zh::stays(on)),
        Some(
            Standing::Taken(_)
            | Standing::Open
            | Standing::Passed
            | Standing::Refused(_)
            | Standing::Moot
            | Standing::Other,
        )
        | None => Ok(()),
    }
}
