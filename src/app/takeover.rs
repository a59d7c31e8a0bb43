//! What the level above has sent down of its roster, units and code lists, before it is taken over: every difference a line, to be
//! marked or left.

use std::collections::BTreeSet;

use super::list::Motion;
use super::shown;
use crate::model::order::Gather as _;
use crate::model::setting::{Setting, known};
use crate::model::takeover::{Difference, Row, Standing};
use crate::model::{Context, Kind, Record, typed};
use crate::sync::exchange::takeover::{Offer, Which};
use crate::text::zh::app::screens::takeover as text;

/// The fields that say most of a deputy and of a unit.
const TELLING: [&str; 6] = ["levels", "term", "group", "constituency", "post", "level"];

/// A difference as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which it is.
    pub which: Which,
    /// How it stands to ours.
    pub standing: Standing,
    /// What the record is called.
    pub name: String,
    /// What would change, or why it cannot be taken over.
    pub detail: String,
    /// Whether it can be taken over.
    pub can_be: bool,
    /// Whether ours can stay as it is and nothing more be said.
    pub can_stay: bool,
}

/// The page.
#[derive(Clone, Debug)]
pub struct Takeover {
    /// Who is above.
    pub from: String,
    /// The differences.
    pub lines: Vec<Line>,
    /// Those that will be taken over.
    pub marked: BTreeSet<Which>,
    /// The selected line.
    pub selected: usize,
}

impl Takeover {
    /// What is offered, with what is usual marked.
    pub fn new(offer: &Offer, context: &Context<'_>) -> Takeover {
        let line = |row: &Row| Line {
            which: (row.kind, row.id),
            standing: row.standing,
            name: row.name.clone(),
            detail: detail(row, context),
            can_be: row.wanted.is_some(),
            can_stay: row.kept.is_some(),
        };
        let lines: Vec<Line> = offer.rows.iter().map(line).collect();
        let usual = lines.iter().filter(|line| line.can_be && line.standing.is_usual());
        let marked = usual.map(|line| line.which).collect();
        Takeover { from: offer.name.clone(), lines, marked, selected: 0 }
    }

    /// The selected line.
    pub fn line(&self) -> Option<&Line> {
        self.lines.get(self.selected)
    }

    /// Marks the selected line, or takes its mark away; false where it cannot be taken over.
    pub fn mark(&mut self) -> bool {
        let Some(line) = self.line().filter(|line| line.can_be) else { return false };
        let which = line.which;
        if !self.marked.remove(&which) {
            self.marked.insert(which);
        }
        true
    }

    /// Marks every line of the selected one's kind and standing, or takes the marks away where all have one; false where none can be
    /// taken over.
    pub fn mark_alike(&mut self) -> bool {
        let Some(line) = self.line() else { return false };
        let (kind, standing) = (line.which.0, line.standing);
        let is_alike = |line: &&Line| line.can_be && (line.which.0, line.standing) == (kind, standing);
        let alike: BTreeSet<Which> = self.lines.iter().filter(is_alike).map(|line| line.which).gather();
        if alike.is_subset(&self.marked) {
            self.marked.retain(|which| !alike.contains(which));
        } else {
            self.marked.extend(alike.iter().copied());
        }
        !alike.is_empty()
    }

    /// Takes a line away; the next one is selected.
    pub fn put_away(&mut self, which: Which) {
        self.lines.retain(|line| line.which != which);
        self.marked.remove(&which);
        self.selected = self.selected.min(self.lines.len().saturating_sub(1));
    }

    /// Moves the selection; `page` lines are seen at once.
    pub fn select(&mut self, motion: Motion, page: usize) {
        self.selected = motion.from(self.selected, self.lines.len().saturating_sub(1), page);
    }
}

/// What would change: for a new record what it is, for another its fields.
pub fn detail(row: &Row, context: &Context<'_>) -> String {
    let changes = |differences: &[Difference], say: fn(&str, &str, &str) -> String| -> Vec<String> {
        differences.iter().filter_map(|difference| changed(row.kind, difference, say, context)).collect()
    };
    let mut told = match (&row.wanted, row.standing, row.kind) {
        (Some(Record::Setting(setting)), standing, _) => vec![told_of(setting, standing, context)],
        (Some(record), Standing::New | Standing::Elsewhere, _) => telling(record, context),
        (_, Standing::Same, _) => vec![text::SAME.to_owned()],
        _ => changes(&row.changes, text::becomes),
    };
    told.extend(changes(&row.conflicts, text::differs));
    told.extend([row.told.clone()].into_iter().filter(|told| !told.is_empty()));
    told.join(text::BETWEEN)
}

/// What a setting would be, and where the station has one of its own what that is.
fn told_of(setting: &Setting, standing: Standing, context: &Context<'_>) -> String {
    let theirs = settled(&setting.key, &setting.value, context);
    match (standing, known::find(&setting.key)) {
        (Standing::Conflict, Some(item)) => text::differs("", &item.summary(context.codes), &theirs).trim().to_owned(),
        _ => theirs,
    }
}

fn telling(record: &Record, context: &Context<'_>) -> Vec<String> {
    let texts = TELLING.iter().map(|key| shown::by_key(record, key, context));
    texts.filter(|text| !text.is_empty()).collect()
}

fn changed(
    kind: Kind,
    difference: &Difference,
    say: fn(&str, &str, &str) -> String,
    context: &Context<'_>,
) -> Option<String> {
    let spec = kind.spec(difference.key)?;
    let [ours, theirs] = [&difference.ours, &difference.theirs].map(|value| typed::show(spec, None, value, context));
    Some(say(spec.label, &ours, &theirs))
}

/// What a setting would be.
fn settled(key: &str, value: &str, context: &Context<'_>) -> String {
    let mut codes = context.codes.clone();
    match (known::find(key), codes.apply(key, value)) {
        (Some(item), Ok(())) => item.summary(&codes),
        (_, Ok(())) => shown::free(value.lines().next().unwrap_or_default()),
        (_, Err(error)) => error.why(),
    }
}
