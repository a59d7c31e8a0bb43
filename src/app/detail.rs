//! One record with all it says, what hangs on it, where its references lead, and how far it is scrolled.
//!
//! The records it names are not kept here: a chosen reference is read when it is opened.

mod decided;
mod fields;
mod file;
mod flow;
mod history;
mod preview;
mod rows;
#[cfg(test)]
mod tests;

use super::shown;
use crate::model::handling::Pending;
use crate::model::{Context, Entry, Kind, Org, Record, Spec, Value};
use crate::store::reader::List;
use crate::text::width;
use crate::text::zh::app::screens::detail as text;
use decided::{Decided, Waiting};
use flow::{Flow, Sheet};

pub use decided::{lines as decision_lines, state as decision_state};
pub use file::{ACTIVITIES_READ, File};
pub use flow::{DetailLine, Mark, Piece, Weight};

/// The most records a group of links shows.
pub const LINKS_AT_MOST: usize = 20;
/// The most lines a record is laid out in: 8,000 characters in the narrowest column and all the rest.
const LINES_AT_MOST: usize = 4_000;
/// The column at which a linked record stands, behind its mark.
const LINK_AT: usize = 2;

/// Records that hang on the one shown: the issues of a reception day, what names a deputy.
#[derive(Clone, Debug)]
pub struct Links {
    /// The list they are in.
    pub list: List,
    /// At most [`LINKS_AT_MOST`] of them.
    pub entries: Vec<Entry>,
    /// Whether the list goes on.
    pub more: bool,
}

/// A record named by another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Whose it is, where it is not of the organisation whose record names it.
    pub org: Option<Org>,
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: u64,
}

/// A record shown whole.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The record.
    pub entry: Entry,
    /// What hangs on it.
    links: Vec<Links>,
    /// What the deputy did, where it is one.
    file: Option<Box<File>>,
    /// Lines scrolled away at the top.
    pub scroll: usize,
    /// The chosen reference, by its place among the [`Detail::references`].
    chosen: Option<usize>,
}

impl Detail {
    /// A record of which nothing else was read yet.
    pub fn new(entry: Entry) -> Detail {
        Detail { entry, links: Vec::new(), file: None, scroll: 0, chosen: None }
    }

    /// Takes the record as it stands now; the chosen reference stays chosen where it is still there.
    pub fn take_entry(&mut self, entry: Entry) {
        self.keep_chosen(|detail| detail.entry = entry);
    }

    /// Takes what hangs on the record; the chosen reference stays chosen where it is still there.
    pub fn take_links(&mut self, links: Vec<Links>) {
        self.keep_chosen(|detail| detail.links = links);
    }

    /// Takes what the deputy did.
    pub fn take_file(&mut self, file: Option<Box<File>>) {
        self.file = file;
    }

    /// Where the references of the record lead, in the order they stand on the screen: its fields, its rows, what hangs on
    /// it.
    pub fn references(&self) -> Vec<Reference> {
        let record = &self.entry.record;
        let mut found = Vec::new();
        let mut nested = Vec::new();
        for spec in shown_specs(record) {
            match record.get(spec.key) {
                Value::Rows(rows) => nested.extend(rows.iter().flat_map(rows::references)),
                value => found.extend(references_of(&value, record.target(spec))),
            }
        }
        found.append(&mut nested);
        let linked = self.links.iter().flat_map(|links| &links.entries);
        let own = self.entry.org;
        found.extend(linked.map(|entry| Reference {
            org: Some(entry.org).filter(|org| *org != own),
            kind: entry.kind(),
            id: entry.id,
        }));
        found
    }

    /// The place of the chosen reference among all of them.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Where the chosen reference leads.
    pub fn reference(&self) -> Option<Reference> {
        self.references().get(self.chosen?).copied()
    }

    /// Chooses the next or previous reference and scrolls so that it is seen; the first one chosen is one on the screen,
    /// if there is one. The record is laid out in `columns` columns, `page` lines of it are seen.
    pub fn choose(&mut self, forward: bool, columns: usize, page: usize, context: &Context<'_>) {
        // A record too long to be laid out whole has references that are not on any line.
        let mut stands = Vec::new();
        for (index, line) in self.lines(columns, context).iter().enumerate() {
            while line.holds(stands.len()) {
                stands.push(index);
            }
        }
        let count = stands.len();
        self.chosen = match (self.chosen, forward) {
            (_, _) if count == 0 => None,
            (None, true) => Some(stands.iter().position(|line| *line >= self.scroll).unwrap_or(0)),
            (None, false) => {
                let is_above = |line: &usize| *line < self.scroll + page;
                Some(stands.iter().rposition(is_above).unwrap_or(count - 1))
            }
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at + count - 1) % count),
        };
        if let Some(at) = self.chosen.and_then(|chosen| stands.get(chosen).copied()) {
            self.scroll = self.scroll.min(at).max((at + 1).saturating_sub(page));
        }
    }

    /// Lays the record out in lines of at most `columns` display columns.
    pub fn lines(&self, columns: usize, context: &Context<'_>) -> Vec<DetailLine> {
        let owner = shown::told_whose(&self.entry, self.may_decide(), context);
        let said: Vec<String> = owner.into_iter().chain(decided::state(&self.entry, context)).collect();
        let waiting = self.waiting().into_iter().map(|entry| Waiting::of(&self.entry, entry, context)).collect();
        let decided = Decided { waiting, deciders: decided::deciders(self.naming(), context) };
        context.of(self.entry.org, |context| self.laid_out(columns, &said, &decided, context))
    }

    /// Whether a decision can be made about it where it is another desk's.
    fn may_decide(&self) -> bool {
        self.entry.kind() == Kind::Issue && self.entry.is_live()
    }

    fn laid_out(
        &self,
        columns: usize,
        said: &[String],
        decided: &Decided<'_>,
        context: &Context<'_>,
    ) -> Vec<DetailLine> {
        let mut sheet = Sheet::new(columns, context);
        sheet.push_text(&shown::headline(&self.entry, context), Weight::Title);
        said.iter().for_each(|said| sheet.push_text(said, Weight::Label));
        if let Some(reason) = &self.entry.voided {
            sheet.push_text(&text::void_reason(&shown::free(reason)), Weight::Label);
        }
        fields::lay_out(&mut sheet, &self.entry.record);
        history::lay_sum_out(&mut sheet, &self.entry.record);
        rows::lay_out(&mut sheet, &self.entry);
        decided::lay_out(&mut sheet, &self.entry, &decided.waiting);
        sheet.join_ahead();
        if let Some(file) = &self.file {
            file.lay_out(&mut sheet);
        }
        self.lay_links_out(&mut sheet, decided, LINKS_AT_MOST);
        sheet.lines.truncate(LINES_AT_MOST);
        sheet.lines
    }

    fn lay_links_out(&self, sheet: &mut Sheet<'_>, decided: &Decided<'_>, most: usize) {
        for links in self.groups() {
            sheet.push_text(&text::links(links.list, links.entries.len(), links.more), Weight::Label);
            for entry in links.entries.iter().take(most) {
                let headline = decided::headline(&self.entry, entry, self.naming(), sheet.context);
                let headline = decided.told(entry) + &headline;
                let headline = flow::named(headline, entry.id);
                let reference = sheet.next_reference();
                let mut flow = Flow::new(sheet.columns, LINK_AT);
                let room = sheet.columns.saturating_sub(LINK_AT);
                flow.put(0, width::cut(&headline, room), Weight::Text, reference);
                sheet.push(flow);
            }
        }
    }

    /// The decisions about the issue shown.
    fn naming(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.links
            .iter()
            .filter(|links| matches!(links.list, List::Naming(Kind::Handling, _)))
            .flat_map(|links| &links.entries)
    }

    /// The decisions about the issue shown that still wait for a step, the oldest first.
    fn waiting(&self) -> Vec<&Entry> {
        let linked = self.links.iter().flat_map(|links| &links.entries).rev();
        linked.filter(|entry| decided::pending(&self.entry, entry, self.naming()).is_some()).collect()
    }

    /// The decision that waits for the desk `own`, and for which step: the chosen one, else the oldest.
    pub fn decision(&self, own: Org) -> Option<(&Entry, Pending)> {
        let mut waiting = self.waiting();
        // What a desk below still has to take over does not wait for us.
        waiting.retain(|entry| self.entry.org == own || entry.org.is_above(own));
        let chosen = self.reference().filter(|to| to.kind == Kind::Handling);
        let is_chosen = |entry: &&&Entry| chosen.is_some_and(|to| (to.org, to.id) == (Some(entry.org), entry.id));
        let entry = waiting.iter().find(is_chosen).or(waiting.first()).copied()?;
        Some((entry, decided::pending(&self.entry, entry, self.naming())?))
    }

    /// How many records hang on it, as far as they were read.
    pub fn hanging(&self) -> usize {
        self.groups().map(|links| links.entries.len()).sum()
    }

    fn groups(&self) -> impl Iterator<Item = &Links> {
        self.links.iter().filter(|links| !links.entries.is_empty())
    }

    /// Changes what is shown. Of several references to one record the same one stays chosen.
    fn keep_chosen(&mut self, change: impl FnOnce(&mut Detail)) {
        let before = self.chosen.map(|at| (self.references(), at));
        change(self);
        self.chosen = before.and_then(|(references, at)| {
            let wanted = *references.get(at)?;
            let nth = references[..at].iter().filter(|other| **other == wanted).count();
            let now = self.references();
            let mut same = now.iter().enumerate().filter(|(_, other)| **other == wanted).map(|(at, _)| at);
            let first = same.clone().next();
            same.nth(nth).or(first)
        });
    }
}

/// The lists whose records hang on a record.
pub fn linked_lists(entry: &Entry) -> Vec<List> {
    match entry.kind() {
        kind @ (Kind::Reception | Kind::Visit) => vec![List::From(kind, entry.id)],
        Kind::Deputy => {
            let kinds = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Proposal];
            let did = kinds.map(|kind| List::Deputy(kind, entry.id)).into_iter();
            did.chain([List::Naming(Kind::Deputy, entry.id)]).collect()
        }
        Kind::Issue => [Kind::Handling, Kind::Proposal, Kind::Project, Kind::Activity]
            .map(|kind| List::Naming(kind, entry.id))
            .to_vec(),
        Kind::Station
        | Kind::Unit
        | Kind::Setting
        | Kind::Activity
        | Kind::Project
        | Kind::Proposal
        | Kind::Report
        | Kind::Party
        | Kind::Received
        | Kind::Handling
        | Kind::Pack => Vec::new(),
    }
}

/// The fields of a record that say something.
fn shown_specs(record: &Record) -> Vec<&'static Spec> {
    let says = |spec: &&Spec| record.applies(spec.key) && !record.get(spec.key).is_empty();
    record.kind().specs().into_iter().filter(says).collect()
}

/// The records a value names, if it names any. `target` is their kind.
fn references_of(value: &Value, target: Option<Kind>) -> Vec<Reference> {
    let Some(kind) = target else { return Vec::new() };
    match value {
        Value::Ref(id) => vec![Reference { org: None, kind, id: *id }],
        Value::Refs(ids) => ids.iter().map(|id| Reference { org: None, kind, id: *id }).collect(),
        _ => Vec::new(),
    }
}
