//! One record with all it says, what hangs on it, and how far it is scrolled.

use super::shown;
use crate::model::kind::Kind;
use crate::model::life::Verb;
use crate::model::{Context, Entry, FieldKind, Part, Record, Spec, Value};
use crate::store::reader::List;
use crate::text::width;
use crate::text::zh::app::screens::detail as text;

/// The most records a group of links shows.
pub const LINKS_AT_MOST: usize = 20;
/// The most records of a group the detail beside a list shows.
const PREVIEWED_LINKS: usize = 3;
/// The most lines of one field there: as many as the tallest screen has.
const PREVIEWED_LINES: usize = 60;
/// The most lines a record is laid out in: 8,000 characters in the narrowest column and all the rest.
const LINES_AT_MOST: usize = 4_000;
/// Display columns between two fields on one line.
const GUTTER: usize = 2;

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

/// A record shown whole.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The record.
    pub entry: Entry,
    /// What hangs on it.
    pub links: Vec<Links>,
    /// Lines scrolled away at the top.
    pub scroll: usize,
    /// The chosen link, counted through all groups.
    pub chosen: Option<usize>,
}

/// One line of a laid-out record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DetailLine {
    /// What the record is.
    Title(String),
    /// Labels with their values; the second may be missing.
    Fields(Vec<(String, String)>),
    /// The rest of a value that needs more lines.
    More(String),
    /// The name of what follows.
    Heading(String),
    /// A row of a nested list, or a step of an issue.
    Row(String),
    /// A record that can be opened, by its place among all links.
    Link(usize, String),
}

impl Detail {
    /// A record of which nothing else was read yet.
    pub fn new(entry: Entry) -> Detail {
        Detail { entry, links: Vec::new(), scroll: 0, chosen: None }
    }

    /// The chosen linked record.
    pub fn link(&self) -> Option<&Entry> {
        self.all_links().nth(self.chosen?)
    }

    /// Chooses the next or previous linked record.
    pub fn choose(&mut self, forward: bool) {
        let count = self.all_links().count();
        self.chosen = match (self.chosen, forward) {
            (_, _) if count == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at + count - 1) % count),
        };
    }

    /// Lays out what the list does not show already: what hangs on the record first, then its fields without those that
    /// say no, then its rows.
    pub fn preview_lines(&self, columns: usize, context: &Context<'_>) -> Vec<DetailLine> {
        let mut lines = Vec::new();
        self.link_lines(PREVIEWED_LINKS, columns, context, &mut lines);
        let says = |value: &Value| !value.is_empty() && !matches!(value, Value::YesNo(false) | Value::Number(0));
        field_lines(&self.entry.record, columns, PREVIEWED_LINES, says, context, &mut lines);
        row_lines(&self.entry.record, columns, context, &mut lines);
        lines.truncate(LINES_AT_MOST);
        lines
    }

    /// Lays the record out in lines of at most `columns` display columns.
    pub fn lines(&self, columns: usize, context: &Context<'_>) -> Vec<DetailLine> {
        let mut lines = vec![DetailLine::Title(shown::headline(&self.entry, context))];
        if let Some(reason) = &self.entry.voided {
            push_wrapped(
                &mut lines,
                &text::void_reason(&shown::free(reason)),
                columns,
                DetailLine::Heading,
                DetailLine::More,
            );
        }
        field_lines(&self.entry.record, columns, LINES_AT_MOST, |value| !value.is_empty(), context, &mut lines);
        row_lines(&self.entry.record, columns, context, &mut lines);
        self.link_lines(LINKS_AT_MOST, columns, context, &mut lines);
        lines.truncate(LINES_AT_MOST);
        lines
    }

    fn all_links(&self) -> impl Iterator<Item = &Entry> {
        self.links.iter().flat_map(|links| &links.entries)
    }

    fn link_lines(&self, most: usize, columns: usize, context: &Context<'_>, lines: &mut Vec<DetailLine>) {
        let mut at = 0;
        for links in self.links.iter().filter(|links| !links.entries.is_empty()) {
            let all = links.entries.len();
            let shown = most.min(all);
            lines.push(DetailLine::Heading(text::links(links.list, all, links.more)));
            for entry in links.entries.iter().take(shown) {
                let headline = shown::headline(entry, context);
                lines.push(DetailLine::Link(at, width::cut(&headline, columns.saturating_sub(2)).to_owned()));
                at += 1;
            }
            // Links are counted through all groups, those not shown here included.
            at += all - shown;
        }
    }
}

/// The lists whose records hang on a record.
pub fn linked_lists(entry: &Entry) -> Vec<List> {
    match entry.kind() {
        kind @ (Kind::Reception | Kind::Visit) => vec![List::From(kind, entry.id)],
        Kind::Deputy => [Kind::Reception, Kind::Issue, Kind::Visit].map(|kind| List::Deputy(kind, entry.id)).to_vec(),
        Kind::Station | Kind::Unit | Kind::Issue | Kind::Setting => Vec::new(),
    }
}

fn field_lines(
    record: &Record,
    columns: usize,
    lines_a_field: usize,
    is_shown: impl Fn(&Value) -> bool,
    context: &Context<'_>,
    lines: &mut Vec<DetailLine>,
) {
    let half = columns.saturating_sub(GUTTER) / 2;
    let mut waiting: Option<(String, String)> = None;
    for spec in record.kind().specs() {
        if matches!(spec.kind, FieldKind::Rows(_)) || !record.applies(spec.key) || !is_shown(&record.get(spec.key)) {
            continue;
        }
        let cell = (spec.label.to_owned(), shown::field(record, spec, context));
        if is_short(spec, &cell, half) {
            match waiting.take() {
                Some(first) => lines.push(DetailLine::Fields(vec![first, cell])),
                None => waiting = Some(cell),
            }
        } else {
            lines.extend(waiting.take().map(|first| DetailLine::Fields(vec![first])));
            push_long(lines, cell, columns, lines_a_field);
        }
    }
    lines.extend(waiting.map(|first| DetailLine::Fields(vec![first])));
}

fn is_short(spec: &Spec, (label, value): &(String, String), half: usize) -> bool {
    !matches!(spec.kind, FieldKind::Prose { .. }) && width::columns(label) + 1 + width::columns(value) <= half
}

fn push_long(lines: &mut Vec<DetailLine>, (label, value): (String, String), columns: usize, most: usize) {
    let indent = width::columns(&label) + 1;
    let room = columns.saturating_sub(indent).max(2);
    let value = width::cut(&value, room * most);
    let mut parts = width::wrap(value, room).into_iter();
    let first = parts.next().map_or_else(String::new, |range| value[range].to_owned());
    lines.push(DetailLine::Fields(vec![(label, first)]));
    let blank = " ".repeat(indent);
    lines.extend(parts.take(most).map(|range| DetailLine::More(blank.clone() + &value[range])));
}

fn row_lines(record: &Record, columns: usize, context: &Context<'_>, lines: &mut Vec<DetailLine>) {
    for spec in record.kind().specs() {
        let Value::Rows(rows) = record.get(spec.key) else { continue };
        if rows.is_empty() || !record.applies(spec.key) {
            continue;
        }
        lines.push(DetailLine::Heading(text::rows(spec.label, rows.len())));
        for row in &rows {
            push_wrapped(lines, &row_text(row, context), columns, DetailLine::Row, DetailLine::More);
        }
    }
}

/// A nested row in one text, masked: for a step its day, verb and who entered it, then what the verb carries.
pub fn row_text(row: &Part, context: &Context<'_>) -> String {
    let (lead, skip): (String, &[&str]) = match row {
        Part::Event(event) => {
            let verb = Verb::from_key(&event.verb).map_or(event.verb.as_str(), |verb| verb.spec().name);
            let day = event.on.map_or_else(String::new, |day| day.to_string());
            (text::step(&day, verb, &event.by), &["verb", "on", "by"])
        }
        Part::Attendance(_) | Part::Deed(_) => (String::new(), &[]),
    };
    let mut parts: Vec<String> = if lead.is_empty() { Vec::new() } else { vec![lead] };
    for spec in part_specs(row).into_iter().filter(|spec| !skip.contains(&spec.key)) {
        let value = row.get(spec.key);
        if !value.is_empty() {
            parts.push(text::labelled(spec.label, &shown::part_field(row, spec, context)));
        }
    }
    parts.join("  ")
}

fn part_specs(row: &Part) -> Vec<&'static Spec> {
    use crate::model::PartKind;
    match row {
        Part::Attendance(_) => PartKind::Attendance.specs(),
        Part::Deed(_) => PartKind::Deed.specs(),
        Part::Event(_) => PartKind::Event.specs(),
    }
}

fn push_wrapped(
    lines: &mut Vec<DetailLine>,
    whole: &str,
    columns: usize,
    first: impl Fn(String) -> DetailLine,
    rest: impl Fn(String) -> DetailLine,
) {
    // Rows stand two columns in, behind their mark.
    let room = columns.saturating_sub(2).max(2);
    for (index, range) in width::wrap(whole, room).into_iter().enumerate() {
        let part = &whole[range];
        lines.push(if index == 0 { first(part.to_owned()) } else { rest(format!("  {part}")) });
    }
}
