//! The record beside or below the list: what its row there does not say.
//!
//! The fields of a kind have fixed places, filled or not, so that going through a list changes values and leaves the
//! labels where they are.

use super::decided::Decided;
use super::fields::{self, Cell};
use super::flow::{DetailLine, Flow, Sheet, Weight};
use super::{Detail, LINES_AT_MOST, Links, decided, history, rows, shown_specs};
use crate::app::columns::Column;
use crate::app::shown;
use crate::model::entry::VOIDED;
use crate::model::{Context, FieldKind, Kind, Record, Spec, Value, whose};
use crate::text::width;
use crate::text::zh::app::screens::detail as text;

/// The most records a group of links shows here.
const LINKS: usize = 3;
/// With fewer rows the fields with places of their own are few, and texts short.
const TALL: usize = 12;

/// The most lines of a text there.
const LOW_TEXT: usize = 2;
/// The lines kept there for the end of a history.
const LOW_HISTORY: usize = 2;

/// The fields that have a place, the most telling first; those the list shows leave it to the next.
fn placed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Issue => &[
            "unit",
            "route",
            "deputies",
            "village",
            "source",
            "category",
            "assigned_on",
            "rating",
            "channel",
            "nature",
            "urgency",
            "headcount",
            "items",
            "external_no",
            "reported_on",
        ],
        Kind::Reception => &[
            "theme",
            "recorder",
            "end",
            "notice_on",
            "moved_to",
            "moved_from",
            "joint_units",
            "groups",
            "people",
            "leaflets",
            "consultations",
        ],
        Kind::Visit => &["topic", "targets", "households", "people", "way", "times"],
        Kind::Deputy => &["phone", "group", "constituency", "term", "cert_no", "status_on"],
        Kind::Activity => &["place", "mode", "end_date", "comments", "adopted", "changes"],
        Kind::Project => &[
            "unit",
            "finish_by",
            "budget",
            "spent",
            "tally",
            "present",
            "progress",
            "rating",
            "elected",
            "budget_source",
        ],
        Kind::Proposal => {
            &["unit", "handed_on", "due_on", "replied_on", "class", "rating_attitude", "rating_result", "session"]
        }
        Kind::Report => &["overview", "cases", "problems", "plan"],
        Kind::Handling => &["unit", "due_on", "class", "text", "reason", "planned_on"],
        Kind::Pack => &["to", "state", "place", "count", "bytes", "handed", "by"],
        Kind::Party => &["status_on", "acked_seq", "acked_on", "reason"],
        Kind::Received => &["via", "last_at", "forked", "held", "quarantined"],
        Kind::Station | Kind::Unit | Kind::Setting => &[],
    }
}

impl Detail {
    /// Lays out what the columns of the list do not say, or not to its end, in `rows` lines of at most `columns` display
    /// columns. Nothing in it can be chosen.
    pub fn preview_lines(
        &self,
        (columns, rows): (usize, usize),
        listed: &[Column],
        context: &Context<'_>,
    ) -> Vec<DetailLine> {
        let is_listed = listed.iter().any(|column| whose::is_whose(column.spec));
        let owner = shown::told_whose(&self.entry, self.may_decide(), context).filter(|_| !is_listed || rows >= TALL);
        context.of(self.entry.org, |context| self.previewed((columns, rows), listed, owner.as_deref(), context))
    }

    fn previewed(
        &self,
        (columns, rows): (usize, usize),
        listed: &[Column],
        owner: Option<&str>,
        context: &Context<'_>,
    ) -> Vec<DetailLine> {
        let mut sheet = Sheet::without_references(columns, context);
        if let Some(owner) = owner {
            sheet.push_text(owner, Weight::Label);
        }
        if let Some(why) = &self.entry.voided {
            // Its column shows the beginning.
            sheet.push_text(&text::labelled(VOIDED.label, &shown::free(why)), Weight::Soon);
        }
        let is_tall = rows >= TALL;
        let record = &self.entry.record;
        let kind = record.kind();
        let most = match kind {
            _ if is_tall => usize::MAX,
            Kind::Issue | Kind::Reception => 6,
            _ => 4,
        };
        let is_fresh = |key: &&&'static str| !listed.iter().any(|column| column.spec.key == **key);
        let placed: Vec<&str> = placed(kind).iter().filter(is_fresh).take(most).copied().collect();
        push_placed(&mut sheet, record, &placed);
        if let Some(file) = &self.file {
            sheet.push_text(&file.in_short(context), Weight::Text);
        }
        self.push_links(&mut sheet, rows, is_tall);
        if is_tall {
            history::lay_sum_out(&mut sheet, record);
        }
        let is_left = |spec: &&'static Spec| {
            let column = listed.iter().find(|column| column.spec.key == spec.key);
            !placed.contains(&spec.key) && column.is_none_or(|column| is_cut(record, column, context))
        };
        let rest: Vec<&'static Spec> = shown_specs(record).into_iter().filter(is_left).collect();
        if is_tall {
            push_texts(&mut sheet, record, &rest, rows / 4, rows);
            push_signs(&mut sheet, record, &rest);
        } else {
            // The latest step and what is owed stand below the texts, however long those are.
            let kept = if kind == Kind::Issue { LOW_HISTORY } else { 0 };
            push_texts(&mut sheet, record, &rest, LOW_TEXT, rows.saturating_sub(kept));
        }
        let left = rows.saturating_sub(sheet.lines.len());
        self.push_rows(&mut sheet, left, is_tall);
        sheet.lines.truncate(rows.min(LINES_AT_MOST));
        sheet.lines
    }

    /// The groups share the lines that are left.
    fn push_links(&self, sheet: &mut Sheet<'_>, rows: usize, is_tall: bool) {
        if !is_tall && self.entry.kind() == Kind::Issue {
            // A line each, and none that pushes out a text's beginning and the end of the history.
            let room = rows.saturating_sub(sheet.lines.len() + LOW_HISTORY + 1);
            let groups: Vec<&Links> = self.groups().take(room).collect();
            for links in groups {
                let is_decisions = links.list.kind() == Kind::Handling;
                let waiting = self.waiting().into_iter().find(|_| is_decisions);
                let first = waiting.or(links.entries.first());
                let says = first
                    .map(|entry| decided::headline(&self.entry, entry, self.naming(), sheet.context))
                    .unwrap_or_default();
                let line = format!("{}  {says}", text::links(links.list, links.entries.len(), links.more));
                sheet.push_text(width::cut(&line, sheet.columns), Weight::Label);
            }
            return;
        }
        let left = rows.saturating_sub(sheet.lines.len());
        let each = (left / self.groups().count().max(1)).saturating_sub(1);
        self.lay_links_out(sheet, &Decided::default(), each.clamp(1, LINKS));
    }

    fn push_rows(&self, sheet: &mut Sheet<'_>, left: usize, is_tall: bool) {
        let Record::Issue(issue) = &self.entry.record else { return rows::lay_out(sheet, &self.entry) };
        let label = self.entry.kind().spec("events").map(|spec| spec.label);
        history::lay_end_out(sheet, issue, self.entry.is_live(), label.filter(|_| is_tall), left);
    }
}

/// Whether a list shows only the beginning of a text. One of several lines always counts as that, so that it has its place
/// here however long it is.
fn is_cut(record: &Record, column: &Column, context: &Context<'_>) -> bool {
    let is_prose = matches!(column.spec.kind, FieldKind::Prose { .. });
    is_prose
        || (is_text(column.spec)
            && width::columns(&shown::field(record, column.spec, context)) > usize::from(column.width))
}

/// Whether a field says words rather than a count, a code or a date.
fn is_text(spec: &Spec) -> bool {
    use FieldKind::{Codes, Line, Prose, Refs};
    matches!(spec.kind, Line { .. } | Prose { .. } | Refs(_) | Codes(_))
}

/// Two fields a line, each in its place whether it says something or not.
fn push_placed(sheet: &mut Sheet<'_>, record: &Record, keys: &[&str]) {
    let mut cell = |key: &str| {
        let spec = record.kind().spec(key)?;
        let is_apt = record.applies(spec.key);
        is_apt.then(|| fields::cell(sheet, record, spec))
    };
    let cells: Vec<Option<Cell>> = keys.iter().map(|key| cell(key)).collect();
    let mut cells = cells.into_iter();
    while let Some(first) = cells.next() {
        fields::push_pair(sheet, first, cells.next().flatten());
    }
}

/// The texts, each shortened to `most` lines and to what is left of the sheet's first `rows` lines.
fn push_texts(sheet: &mut Sheet<'_>, record: &Record, rest: &[&'static Spec], most: usize, rows: usize) {
    for spec in rest.iter().filter(|spec| is_text(spec)) {
        let most = most.min(rows.saturating_sub(sheet.lines.len())).max(1);
        // No more of a long text is looked at than is seen.
        let text = shown::field(record, spec, sheet.context);
        let seen = width::cut(&text, sheet.columns * (most + 1));
        let mut flow = Flow::new(sheet.columns, width::columns(spec.label) + 1);
        flow.lead(0, spec.label, Weight::Label);
        flow.put(0, seen, Weight::Text, None);
        flow.shorten(most);
        sheet.push(flow);
    }
}

/// What is left: the signs that say yes on one line, then counts, codes and dates in two columns.
fn push_signs(sheet: &mut Sheet<'_>, record: &Record, rest: &[&'static Spec]) {
    let says_yes = |spec: &&&'static Spec| record.get(spec.key) == Value::YesNo(true);
    let signs: Vec<&str> = rest.iter().filter(says_yes).map(|spec| spec.label).collect();
    if !signs.is_empty() {
        sheet.push_text(&text::signs(&signs), Weight::Text);
    }
    let is_left = |spec: &&&'static Spec| {
        let is_plain = !matches!(spec.kind, FieldKind::YesNo | FieldKind::Rows(_));
        is_plain && !is_text(spec) && record.get(spec.key) != Value::Number(0)
    };
    let keys: Vec<&str> = rest.iter().filter(is_left).map(|spec| spec.key).collect();
    push_placed(sheet, record, &keys);
}
