//! `list`: records as plain rows, for the eye, a spreadsheet or a script.

use std::ops::ControlFlow;

use crate::app::columns::columns_in;
use crate::app::shown;
use crate::model::entry::VOIDED;
use crate::model::masked::masked;
use crate::model::station::STATION_ID;
use crate::model::{Context, Entry, Kind, Record, Spec, handling, jsonl, typed, whose};
use crate::report::formula::made_harmless;
use crate::store::reader::{Direction, List as Index, Reader, SearchNews};
use crate::text::clean;
use crate::text::zh::cli::say;

use super::args::{Format, List};
use super::known::Known;
use super::session::Session;
use super::{Failure, filter, find, print};

/// Rows read from the store at a time.
const PAGE: usize = 200;
/// Display columns of the column of ids.
const ID_COLUMNS: usize = 6;
/// Those of the column that tells decisions apart, which has room for whose each is: `430121105001/12`.
const REFERENCE_COLUMNS: usize = 15;
/// Display columns of a table beside the ids and the gap after them, on a terminal of 80.
const TABLE_COLUMNS: u16 = 73;
/// Those beside the column of decisions.
const BESIDE_REFERENCES: u16 = 64;

/// `list KIND …`, the newest first.
pub fn list(session: &Session, list: &List) -> Result<(), Failure> {
    let kind = find::kind(&list.kind)?;
    let known = Known::new(session.reader());
    let context = Context { directory: &known, ..session.context() };
    let filter = filter::read(kind, list, session, &context)?;
    let desks = filter.whose().map(|meant| session.reader().desks_of(meant)).transpose().map_err(Failure::damaged)?;
    let names_own = filter.names_records() && filter.desk().is_none();
    let of = if list.voided { Index::Voided(kind) } else { Index::All(kind) };
    let mut rows = Rows { of, format: list.format, left: list.limit, context, printed: false, failure: None };
    let mut visit = |entry: &Entry| {
        let entry = &with_issues(entry.clone(), session);
        let is_meant = desks.as_ref().is_none_or(|desks| desks.contains(&entry.org))
            && (!names_own || entry.org == session.reader().org());
        if is_meant && filter.takes(&entry.record) { rows.print(entry) } else { more() }
    };
    match &list.search {
        Some(query) => search(session, kind, query, &mut visit)?,
        None if list.voided => every(session.reader(), Index::Voided(kind), &mut visit)?,
        None => match &desks {
            Some(desks) => {
                for org in desks {
                    every(session.reader(), Index::Station(kind, *org), &mut visit)?;
                }
            }
            None => every(session.reader(), Index::All(kind), &mut visit)?,
        },
    }
    rows.end()
}

/// A visit with the issues raised on it: they name the visit as their source, and nobody types them a second time.
pub(super) fn with_issues(mut entry: Entry, session: &Session) -> Entry {
    if let Record::Visit(visit) = &mut entry.record {
        let raised = Index::From(Kind::Visit, entry.id);
        let found = every(&session.reader().of(entry.org), raised, &mut |issue| {
            if !visit.issues.contains(&issue.id) {
                visit.issues.push(issue.id);
            }
            more()
        });
        if found.is_err() {
            tracing::warn!(id = entry.id, "the issues raised on a visit cannot be read");
        }
    }
    entry
}

fn more() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

type Visit<'a> = &'a mut dyn FnMut(&Entry) -> ControlFlow<()>;

fn search(session: &Session, kind: Kind, query: &str, visit: Visit<'_>) -> Result<(), Failure> {
    if clean::line(query).is_empty() {
        return Err(Failure::usage(say::SEARCH_NEEDED));
    }
    let mut told = |news| match news {
        SearchNews::Hit(entry) => visit(&entry),
        SearchNews::Progress(..) => more(),
    };
    session.reader().search(kind, query, &mut told).map_err(Failure::damaged)
}

fn every(reader: &Reader, list: Index, visit: Visit<'_>) -> Result<(), Failure> {
    let mut from = None;
    loop {
        let rows = reader.page(list, from.as_ref(), Direction::Forward, PAGE).map_err(Failure::damaged)?;
        let Some(last) = rows.last() else { return Ok(()) };
        from = Some(last.position.clone());
        for row in &rows {
            if visit(&row.entry).is_break() {
                return Ok(());
            }
        }
    }
}

/// Rows on their way to standard output.
struct Rows<'a> {
    of: Index,
    format: Format,
    /// How many more may come; `None` for no bound.
    left: Option<u64>,
    context: Context<'a>,
    printed: bool,
    failure: Option<Failure>,
}

impl Rows<'_> {
    fn print(&mut self, entry: &Entry) -> ControlFlow<()> {
        match self.left {
            Some(0) => return ControlFlow::Break(()),
            Some(left) => self.left = Some(left - 1),
            None => {}
        }
        let heading = if self.printed { Ok(()) } else { heading_of(self.of, self.format, &self.context) };
        self.printed = true;
        match heading.and_then(|()| print::result(&row_of(self.of, entry, self.format, &self.context))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failure = Some(failure);
                ControlFlow::Break(())
            }
        }
    }

    fn end(self) -> Result<(), Failure> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if !self.printed {
            // A program that reads csv expects its heading even above nothing.
            if self.format == Format::Csv {
                heading_of(self.of, self.format, &self.context)?;
            }
            print::message(say::NOTHING_LISTED);
        }
        Ok(())
    }
}

/// The fields of a row and their display columns: a table has what fits a line of 80, csv every listed field.
fn listed(of: Index, format: Format, gathers: bool) -> Vec<(&'static Spec, usize)> {
    let kind = of.kind();
    if format == Format::Table {
        let room = if kind == Kind::Handling { BESIDE_REFERENCES } else { TABLE_COLUMNS };
        let fitting = columns_in(of, room, gathers).into_iter();
        return fitting.map(|column| (column.spec, usize::from(column.width))).collect();
    }
    let told = (gathers && whose::is_told(kind)).then_some(&whose::SPEC);
    let of_decision = handling::told::SPECS.iter().filter(|_| kind == Kind::Handling);
    let why = matches!(of, Index::Voided(_)).then_some(&VOIDED);
    let listed = told.into_iter().chain(kind.specs()).chain(of_decision).chain(why).filter(|spec| spec.width > 0);
    listed.map(|spec| (spec, usize::from(spec.width))).collect()
}

/// Whether a row begins with its number: that of a desk is its code, which stands in a column of its own with room for it.
fn has_id(kind: Kind, format: Format) -> bool {
    format != Format::Table || !matches!(kind, Kind::Party | Kind::Received)
}

fn id_columns(kind: Kind) -> usize {
    if kind == Kind::Handling { REFERENCE_COLUMNS } else { ID_COLUMNS }
}

/// The number of a record; of a decision of another desk, of which each has one of that number, with whose it is.
fn id_of(entry: &Entry, context: &Context<'_>) -> String {
    let own = context.directory.entry(Kind::Station, STATION_ID).map(|station| station.org);
    match entry.kind() == Kind::Handling && own != Some(entry.org) {
        true => handling::reference(entry.org, entry.id),
        false => entry.id.to_string(),
    }
}

/// Prints the names of the columns, where the format has any.
pub fn heading(kind: Kind, format: Format, context: &Context<'_>) -> Result<(), Failure> {
    heading_of(Index::All(kind), format, context)
}

fn heading_of(of: Index, format: Format, context: &Context<'_>) -> Result<(), Failure> {
    let labels = listed(of, format, context.directory.gathers())
        .into_iter()
        .map(|(spec, columns)| (spec.label.to_owned(), columns));
    let id = has_id(of.kind(), format).then(|| (say::ID.to_owned(), id_columns(of.kind())));
    let cells: Vec<(String, usize)> = id.into_iter().chain(labels).collect();
    match format {
        Format::Jsonl => Ok(()),
        Format::Csv => print::result(&csv_line(cells.into_iter().map(|(label, _)| label))),
        Format::Table => print::result(&print::columns(&cells)),
    }
}

/// One record as a row.
pub fn row(entry: &Entry, format: Format, context: &Context<'_>) -> String {
    row_of(Index::All(entry.kind()), entry, format, context)
}

fn row_of(of: Index, entry: &Entry, format: Format, context: &Context<'_>) -> String {
    if format == Format::Jsonl {
        return serde_json::Value::Object(jsonl::object(entry, false, context)).to_string();
    }
    let shown = listed(of, format, context.directory.gathers()).into_iter().map(|(spec, columns)| {
        let room = if format == Format::Table { columns } else { usize::MAX };
        if let Some(text) = shown::told_within(entry, spec, room, context) {
            return (text, columns);
        }
        let value = masked(spec, entry.record.get(spec.key));
        let text = context.of(entry.org, |context| typed::glance(spec, entry.record.target(spec), &value, context));
        (text, columns)
    });
    // What is not saved yet has no id.
    let id = if entry.id == 0 { String::new() } else { id_of(entry, context) };
    let id = has_id(entry.kind(), format).then_some((id, id_columns(entry.kind())));
    let cells: Vec<(String, usize)> = id.into_iter().chain(shown).collect();
    if format == Format::Csv {
        csv_line(cells.into_iter().map(|(text, _)| made_harmless(&text).into_owned()))
    } else {
        print::columns(&cells)
    }
}

/// One line of csv.
pub(super) fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory cannot fail; an empty line is the harmless answer if it ever does.
    let line = writer.write_record(cells).ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8_lossy(&line).trim_end_matches('\n').to_owned()
}
