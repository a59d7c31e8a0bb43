//! Judges a row: a new record, one that is known already, none at all, or why it cannot come in.

use std::collections::BTreeMap;

use super::cell;
use super::history;
use super::identity::{Earlier, Known};
use super::mapping::{Column, Target};
use super::notes::{Remark, Remarks};
use super::prepare;
use super::steps::Life;
use super::titles::{Meaning, Titles, comparable};
use crate::model::check::{Severity, check};
use crate::model::fill::fill;
use crate::model::masked::masked;
use crate::model::order::Order as _;
use crate::model::{Context, Entry, FieldKind, Kind, Part, Record, Rule, Value, typed};
use crate::report::ledger::{HISTORY, latest};
use crate::report::roster::Roster;
use crate::report::sheet::{Cell, Row};
use crate::text::zh::report::import as zh;

/// The field in which a record names issues.
pub(super) const ISSUES: &str = "issues";

/// What a row says, by field key, as it would be typed; blank cells are left out.
pub type Texts = BTreeMap<&'static str, String>;

/// One thing that keeps a row out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The key of the field.
    pub key: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Wrong {
    /// Something wrong with a field.
    pub fn about(key: &str, message: &str) -> Wrong {
        Wrong { key: key.to_owned(), message: message.to_owned() }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// A sum, or the header once more: no record.
    Left,
    /// The same as an earlier one.
    Repeated(Box<Record>, Earlier),
    /// Cannot come in: a sentence for each reason, with its column.
    Bad(Vec<String>),
    /// A new record.
    New(Box<Record>),
    /// A record of the desk, that names issues it did not name before: as it stands, and with them.
    Linked(Box<Entry>, Box<Record>),
}

/// Judges the rows of one file.
pub struct Judge<'a> {
    kind: Kind,
    columns: &'a [Column],
    titles: &'a Titles,
    context: Context<'a>,
    by: &'a str,
    known: Known,
    /// What is said about many rows.
    pub remarks: Remarks,
    /// The year of days that are written without one.
    pub year: Option<i32>,
}

impl<'a> Judge<'a> {
    /// Judges rows of `columns` by the desk's records as `roster` shows them; `known` are those that are there already.
    pub fn new(
        kind: Kind,
        columns: &'a [Column],
        titles: &'a Titles,
        context: &Context<'a>,
        roster: &'a Roster<'a>,
        by: &'a str,
        known: Known,
    ) -> Judge<'a> {
        let context = Context { directory: roster, ..*context };
        Judge { kind, columns, titles, context, by, known, remarks: Remarks::default(), year: None }
    }

    /// Judges one row and, if it is a new record, remembers it.
    pub fn judge(&mut self, row: &Row) -> Verdict {
        if is_sum(row) || self.is_header(row) {
            return Verdict::Left;
        }
        match self.record(row) {
            Err(wrongs) => Verdict::Bad(wrongs.into_iter().map(|wrong| self.told(wrong)).collect()),
            Ok((record, remarks)) => {
                if let Some(earlier) = self.known.earlier(&record) {
                    return self.linked(&record, earlier).unwrap_or(Verdict::Repeated(Box::new(record), earlier));
                }
                self.known.insert(&record, row.number);
                for remark in remarks {
                    self.remarks.add(remark, row.number);
                }
                Verdict::New(Box::new(record))
            }
        }
    }

    /// A record that came in before the issues it names gets those that are there now.
    fn linked(&self, record: &Record, earlier: Earlier) -> Option<Verdict> {
        let Earlier::Desk(id) = earlier else { return None };
        let Value::Refs(named) = record.get(ISSUES) else { return None };
        let entry = self.context.directory.entry(self.kind, id).filter(|_| !named.is_empty())?;
        let Value::Refs(mut issues) = entry.record.get(ISSUES) else { return None };
        let before = issues.len();
        issues.extend(named.into_iter().filter(|id| !issues.contains(id)).collect::<Vec<_>>());
        let mut after = entry.record.clone();
        let is_more = issues.len() > before && after.set(ISSUES, Value::Refs(issues)).is_ok();
        is_more.then(|| Verdict::Linked(Box::new(entry), Box::new(after)))
    }

    fn record(&self, row: &Row) -> Result<(Record, Vec<Remark>), Vec<Wrong>> {
        let mut remarks = Vec::new();
        let (mut texts, mut wrongs) = self.texts(row);
        prepare::texts(self.kind, &mut texts, self.titles, &self.context, &mut remarks);
        let typed = |key: &&str| self.kind.spec(key).is_some_and(|spec| spec.rule != Rule::Derived);
        let own: Vec<(String, String)> =
            texts.iter().filter(|(key, _)| typed(key)).map(|(key, text)| ((*key).to_owned(), text.clone())).collect();
        let mut record = self.kind.blank();
        let unfilled = fill(&mut record, &own, &self.context);
        prepare::complete(&mut record, &texts, self.by);
        wrongs.extend(unfilled.into_iter().map(|field| Wrong { key: field.key, message: field.message }));
        for finding in check(&record, &self.context) {
            match finding.severity {
                Severity::Warning => remarks.push(Remark::Odd(finding.message)),
                // A field that could not be filled is not missing besides.
                Severity::Error if wrongs.iter().any(|wrong| wrong.key == finding.key) => {}
                Severity::Error => wrongs.push(Wrong::about(finding.key, &finding.message)),
            }
        }
        if !wrongs.is_empty() {
            return Err(wrongs);
        }
        if let Record::Issue(issue) = record {
            if texts.contains_key(HISTORY) {
                let issue = Record::Issue(Box::new(history::lived(*issue, &texts, &self.context)?));
                let edited = self.edited(&issue, &texts);
                return if edited.is_empty() { Ok((issue, remarks)) } else { Err(edited) };
            }
            let mut life = Life::of_row(&texts, self.columns, self.by, &self.context);
            let issue = life.lived(*issue)?;
            remarks.append(&mut life.remarks);
            return Ok((Record::Issue(Box::new(issue)), remarks));
        }
        Ok((record, remarks))
    }

    /// What a cell says, a day without its year as one of the year the clerk said.
    fn typed(&self, cell: &Cell, kind: FieldKind) -> Result<String, String> {
        let read = cell::typed(cell, kind);
        let (Err(_), Some(year), FieldKind::Date, Cell::Text(text)) = (&read, self.year, kind, cell) else {
            return read;
        };
        let dated = zh::with_year(year, text).map(|text| cell::typed(&Cell::Text(text), kind));
        dated.into_iter().find(Result::is_ok).unwrap_or(read)
    }

    /// The columns a person sees that do not say what the history says.
    fn edited(&self, record: &Record, texts: &Texts) -> Vec<Wrong> {
        let Record::Issue(issue) = record else { return Vec::new() };
        let mut wrongs = Vec::new();
        for column in self.columns {
            let Target::Kept(meaning) = column.target else { continue };
            let (key, spec, value) = match meaning {
                Meaning::Field(spec) if spec.rule == Rule::Derived && spec.key != "number" => {
                    (spec.key, spec, record.get(spec.key))
                }
                Meaning::Step(step) => {
                    let Some(spec) = step.spec() else { continue };
                    let event = latest(issue, step.verb).map(|event| Part::Event(Box::new(event.clone())));
                    (step.key, spec, event.map_or(Value::Empty, |event| event.get(step.field)))
                }
                _ => continue,
            };
            let text = texts.get(key).map(String::as_str).unwrap_or_default();
            match typed::meaning(spec, spec.kind.target(), text, &self.context) {
                Ok(told) if history::says(&masked(spec, value), &told) => {}
                Ok(_) => wrongs.push(Wrong::about(key, zh::NOT_AS_TOLD)),
                Err(error) => wrongs.push(Wrong::about(key, &error.message)),
            }
        }
        wrongs
    }

    /// The texts of the columns that become fields.
    fn texts(&self, row: &Row) -> (Texts, Vec<Wrong>) {
        let mut texts = Texts::new();
        let mut wrongs = Vec::new();
        let mut pieces = Vec::new();
        for column in self.columns {
            let (Target::Kept(meaning), Some(cell)) = (column.target, row.cell(column.at)) else { continue };
            let (key, spec) = match meaning {
                Meaning::Piece(spec, piece) => {
                    pieces.push((piece, spec.key, cell.text()));
                    continue;
                }
                Meaning::Field(spec) | Meaning::Told(spec) => (spec.key, Some(spec)),
                Meaning::Step(step) => (step.key, step.spec()),
                Meaning::Ignored | Meaning::Dropped => continue,
            };
            let Some(spec) = spec else { continue };
            // 接待时间 may hold a range of times, with or without its day: two or three fields.
            if self.kind == Kind::Reception
                && matches!(key, "date" | "start")
                && let Cell::Text(text) = cell
                && prepare::day_with_times(text, &mut texts)
            {
                continue;
            }
            match self.typed(cell, spec.kind) {
                Ok(text) if text.is_empty() => {}
                Ok(text) if spec.kind == FieldKind::Money => {
                    texts.insert(key, prepare::amount(text, &column.title));
                }
                Ok(text) => {
                    texts.insert(key, text);
                }
                Err(message) => wrongs.push(Wrong::about(key, &message)),
            }
        }
        pieces.order_by_key(|(piece, ..)| *piece);
        for (_, key, text) in pieces.iter().filter(|(.., text)| !text.is_empty()) {
            texts.entry(key).or_default().push_str(text);
        }
        (texts, wrongs)
    }

    /// Whether the row is the header again, as sheets made for printing have it.
    fn is_header(&self, row: &Row) -> bool {
        let kept = || self.columns.iter().filter(|column| column.key().is_some());
        let same = kept().filter(|column| match row.cell(column.at) {
            Some(Cell::Text(text)) => comparable(text) == comparable(&column.title),
            _ => false,
        });
        let same = same.count();
        same > 1 && same * 2 > kept().count()
    }

    fn told(&self, wrong: Wrong) -> String {
        match self.columns.iter().find(|column| column.key() == Some(&wrong.key)) {
            Some(column) => zh::wrong(&column.name(), &wrong.message),
            None => wrong.message,
        }
    }
}

/// Whether the row adds up those above it.
fn is_sum(row: &Row) -> bool {
    let mut texts = row.cells.iter().filter_map(|(_, cell)| match cell {
        Cell::Text(text) if !cell.is_blank() => Some(comparable(text)),
        _ => None,
    });
    // A sum has its name, perhaps after the number of its row, and else only numbers.
    let named = texts.next().is_some_and(|first| zh::SUMS.iter().any(|sum| first == *sum));
    named && texts.next().is_none()
}
