//! `stats`: the figures of a period, or the records behind one of them, as the page 统计 shows them.

use std::ops::ControlFlow;

use serde_json::{Map, Value, json};

use crate::app::stats::rows::{self, Line, Row};
use crate::app::stats::{self as page, Of, month_of};
use crate::model::codes::CodeLists;
use crate::model::order::Order as _;
use crate::model::stats::amount::NOTHING;
use crate::model::stats::dimension::deputy_key;
use crate::model::stats::{Amount, Asked, Change, Counted, Dimension, INDICATORS, Indicator, Period, Which};
use crate::model::{Kind, Org, Record, whose};
use crate::report::formula::made_harmless;
use crate::store::reader::ReadError;
use crate::text::width;
use crate::text::zh::app::screens::stats as text;
use crate::text::zh::cli::stats as say;

use super::args::{Format, Stats};
use super::session::Session;
use super::{Failure, find, list, print};

/// Display columns of a figure's id, of what it is called, and of an amount.
const ID: usize = 14;
const NAME: usize = 30;
const AMOUNT: usize = 12;

/// `stats`.
pub fn stats(session: &Session, stats: &Stats) -> Result<(), Failure> {
    let period = match &stats.period {
        Some(typed) => page::period(typed, session.today()).map_err(Failure::usage)?,
        None => month_of(session.today()),
    };
    let by = stats.by.as_deref().map(dimension).transpose()?;
    let desks = desks(session, stats)?;
    match &stats.records {
        Some(id) => records(
            session,
            stats,
            &which(id, period, by, stats, session)?,
            desks.as_ref().map(|(_, desks)| desks.as_slice()),
        ),
        None => figures(session, stats, (period, by), desks.as_ref()),
    }
}

/// What the desks that are meant are called together, and which they are, in the order of their codes; none for all.
fn desks(session: &Session, stats: &Stats) -> Result<Option<(String, Vec<Org>)>, Failure> {
    let Some(typed) = &stats.station else { return Ok(None) };
    let org = find::desk(session, typed)?;
    let mut desks = session.reader().desks_of(&[org]).map_err(Failure::damaged)?;
    desks.order_by_key(|org| *org);
    let context = session.context();
    let name = context.directory.label(Kind::Received, org.0).unwrap_or_else(|| org.to_string());
    Ok(Some((whose::placed(&name, org, &context), desks)))
}

/// A dimension by its key or its name.
fn dimension(typed: &str) -> Result<Dimension, Failure> {
    let is = |by: &Dimension| by.key() == typed.trim() || text::dimension(*by) == typed.trim();
    Dimension::ALL.into_iter().find(is).ok_or_else(|| {
        let known = Dimension::ALL.map(|by| format!("{} {}", by.key(), text::dimension(by)));
        Failure::usage(say::no_dimension(typed, &known.join(text::BETWEEN)))
    })
}

/// The records asked for: `I11`, or `I6:township` for a part.
fn which(
    typed: &str,
    period: Period,
    by: Option<Dimension>,
    stats: &Stats,
    session: &Session,
) -> Result<Which, Failure> {
    let (id, part) = typed.trim().split_once([':', '：']).unwrap_or((typed.trim(), ""));
    let known = INDICATORS.iter().find(|indicator| indicator.id.eq_ignore_ascii_case(id));
    let indicator = known.ok_or_else(|| {
        let ids: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).collect();
        Failure::usage(say::no_indicator(id, &ids.join(" ")))
    })?;
    let codes = session.context().codes;
    let listed = indicator.parts.map_or(&[][..], |list| codes.list(list));
    let code = listed.iter().find(|code| code.key == part || code.name == part);
    if !part.is_empty() && code.is_none() {
        let parts: Vec<String> = listed.iter().map(|code| format!("{} {}", code.key, code.name)).collect();
        return Err(Failure::usage(say::no_part(indicator.id, part, &parts.join(text::BETWEEN))));
    }
    let part = code.map(|code| code.key.clone()).filter(|_| !part.is_empty()).unwrap_or_default();
    let group = match (by, &stats.group) {
        // A deputy's number alone is that of one of ours.
        (Some(Dimension::Deputy), Some(group)) => {
            let own = group.trim().parse().ok().map(|id| deputy_key(session.reader().org(), id));
            Some((Dimension::Deputy, own.unwrap_or_else(|| group.clone())))
        }
        (Some(by), Some(group)) => Some((by, group.clone())),
        _ => None,
    };
    Ok(Which { id: indicator.id.to_owned(), part, period, group, today: session.today() })
}

fn records(session: &Session, stats: &Stats, which: &Which, desks: Option<&[Org]>) -> Result<(), Failure> {
    let most = stats.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let codes = session.context().codes;
    let found = session.reader().counting_of(desks, which, codes, most, &mut progress);
    let (entries, total) = counted(found)?;
    let context = session.context();
    let mut kinds: Vec<Kind> = Vec::new();
    for entry in &entries {
        if !kinds.contains(&entry.kind()) {
            kinds.push(entry.kind());
        }
    }
    if entries.is_empty() && stats.format == Format::Csv {
        list::heading(page::kind_of(&which.id), stats.format, &context)?;
    }
    for kind in kinds {
        list::heading(kind, stats.format, &context)?;
        for entry in entries.iter().filter(|entry| entry.kind() == kind) {
            let entry = match &entry.record {
                Record::Visit(_) => list::with_issues(entry.clone(), session),
                _ => entry.clone(),
            };
            print::result(&list::row(&entry, stats.format, &context))?;
        }
    }
    print::message(&say::behind(which, total, entries.len()));
    Ok(())
}

fn progress(looked: u64, of: u64) -> ControlFlow<()> {
    print::progress(say::COUNTING, looked, of);
    ControlFlow::Continue(())
}

/// What a counting that nothing stopped came to.
fn counted<T: Default>(outcome: Result<Option<T>, ReadError>) -> Result<T, Failure> {
    print::progress_done();
    Ok(outcome.map_err(Failure::damaged)?.unwrap_or_default())
}

fn figures(
    session: &Session,
    stats: &Stats,
    (period, by): (Period, Option<Dimension>),
    desks: Option<&(String, Vec<Org>)>,
) -> Result<(), Failure> {
    let mut periods = vec![period];
    if stats.compare {
        periods.extend([period.before(), period.year_before()].into_iter().flatten());
    }
    let asked = Asked { periods, by, today: session.today() };
    let of = desks.map(|(_, desks)| desks.as_slice());
    let counted = counted(session.reader().counted_of(of, &asked, session.context().codes, &mut progress))?;
    let breaks: Vec<String> = counted
        .iter()
        .flat_map(|counted| counted.total.breaks.iter().map(|broken| text::broken(counted.period, broken)))
        .collect();
    breaks.iter().for_each(|broken| print::message(broken));
    let printer = Printer { session, stats, period };
    if stats.format == Format::Table {
        let is_over = period.last < session.today();
        let of = desks.map(|(name, _)| name.as_str()).unwrap_or_default();
        print::result(format!("{} {of}", text::caption(period, is_over, None, None)).trim_end())?;
        breaks.iter().try_for_each(|broken| print::result(broken))?;
    }
    printer.heading(by)?;
    printer.rows(&counted, None)?;
    let Some(by) = by else { return Ok(()) };
    for key in group_keys(&counted) {
        let of_group: Vec<Counted> = counted.iter().map(|each| of_group(each, &key, &counted)).collect();
        printer.rows(&of_group, Some((by, &key)))?;
    }
    Ok(())
}

/// The groups of any of the periods, in the order of the first that has them.
fn group_keys(counted: &[Counted]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for group in counted.iter().flat_map(|counted| &counted.groups) {
        if !keys.contains(&group.key) {
            keys.push(group.key.clone());
        }
    }
    keys
}

/// A group as if it were everything; where the period does not have it, nothing of what another has.
fn of_group(counted: &Counted, key: &str, all: &[Counted]) -> Counted {
    let of =
        |counted: &Counted| counted.groups.iter().find(|group| group.key == key).map(|group| group.figures.clone());
    let nothing = || {
        let mut figures = all.iter().find_map(of)?;
        figures.list.iter_mut().for_each(|figure| figure.amount = rows::none(figure.amount));
        Some(figures)
    };
    let total = of(counted).or_else(nothing).unwrap_or_default();
    Counted { period: counted.period, total, groups: Vec::new() }
}

/// Prints the lines of the table.
struct Printer<'a> {
    session: &'a Session,
    stats: &'a Stats,
    period: Period,
}

impl Printer<'_> {
    fn codes(&self) -> &CodeLists {
        self.session.context().codes
    }

    /// The titles of the amounts.
    fn amounts(&self) -> Vec<&'static str> {
        let compared: &[&'static str] =
            if self.stats.compare { &[text::BEFORE, text::YEAR_BEFORE, text::CHANGE] } else { &[] };
        std::iter::once(text::NOW).chain(compared.iter().copied()).collect()
    }

    fn heading(&self, by: Option<Dimension>) -> Result<(), Failure> {
        let amounts = self.amounts();
        match self.stats.format {
            Format::Jsonl => Ok(()),
            Format::Csv => {
                let group = by.map(text::dimension);
                let definition = self.stats.definitions.then_some(say::DEFINITION);
                let fixed = [say::ID, say::PART, text::INDICATOR, say::UNIT];
                let titles = group.into_iter().chain(fixed).chain(amounts).chain(definition);
                print::result(&list::csv_line(titles.map(str::to_owned)))
            }
            Format::Table => {
                let amounts = amounts.into_iter().map(str::to_owned).collect();
                let definition = if self.stats.definitions { say::DEFINITION } else { "" };
                print::result(&table_row(say::ID, text::INDICATOR, amounts, definition))
            }
        }
    }

    /// The lines of what was counted for each period, or for one group of it.
    fn rows(&self, counted: &[Counted], group: Option<(Dimension, &str)>) -> Result<(), Failure> {
        let named = group.map(|(by, key)| {
            let context = self.session.context();
            (by, key, page::group_name(by, key, &self.session.station(), &context))
        });
        if let (Format::Table, Some((by, _, name))) = (self.stats.format, &named) {
            print::result(&say::group(text::dimension(*by), name))?;
        }
        for row in rows::of(counted, Some(self.period), self.codes()) {
            match (self.stats.format, row) {
                (Format::Table, Row::Chapter(chapter)) => print::result(text::chapter(chapter))?,
                (Format::Csv | Format::Jsonl, Row::Chapter(_)) => {}
                (Format::Table, Row::Figure(line)) => print::result(&self.table(&line))?,
                (Format::Csv, Row::Figure(line)) => {
                    print::result(&self.csv(&line, named.as_ref().map(|(.., name)| name.as_str())))?;
                }
                (Format::Jsonl, Row::Figure(line)) => {
                    let named = named.as_ref().map(|(by, key, name)| (*by, *key, name.as_str()));
                    print::result(&Value::Object(self.object(&line, named)).to_string())?;
                }
            }
        }
        Ok(())
    }

    /// The amounts as they are shown, those compared with behind.
    fn shown(&self, line: &Line) -> Vec<String> {
        let amount = |amount: Option<Amount>| amount.map_or_else(String::new, Amount::shown);
        let change = || line.change().map_or(NOTHING.to_owned(), Change::shown);
        match self.stats.compare {
            true => vec![amount(line.now), amount(line.before), amount(line.year_before), change()],
            false => vec![amount(line.now)],
        }
    }

    fn table(&self, line: &Line) -> String {
        let (id, indent) = match line.of.part.as_str() {
            "" => (line.of.id.to_owned(), ""),
            part => (format!("{}:{part}", line.of.id), "  "),
        };
        let called = format!("{indent}{}", text::with_unit(&line.name, line.unit));
        table_row(&id, &called, self.shown(line), self.definition(&line.of).unwrap_or_default())
    }

    fn csv(&self, line: &Line, group: Option<&str>) -> String {
        let harmless = |text: &str| made_harmless(text).into_owned();
        // A number with its sign is no formula; one with a word behind it would be taken for one.
        let is_number = |text: &str| text.parse::<f64>().is_ok();
        let amount = |text: String| if is_number(&text) { text } else { harmless(&text) };
        let name = harmless(&page::name(&line.of, self.codes()));
        let fixed = [line.of.id.to_owned(), line.of.part.clone(), name, line.unit.to_owned()];
        let definition = self.definition(&line.of).map(str::to_owned);
        // Of every group only; the whole has an empty one.
        let group = group.map(harmless).or(self.stats.by.as_ref().map(|_| String::new()));
        list::csv_line(group.into_iter().chain(fixed).chain(self.shown(line).into_iter().map(amount)).chain(definition))
    }

    fn object(&self, line: &Line, group: Option<(Dimension, &str, &str)>) -> Map<String, Value> {
        let (of, among) = match line.now {
            Some(Amount::Count(of) | Amount::Money(of)) => (json!(of), Value::Null),
            Some(Amount::Rate { of, among } | Amount::Days { of, among }) => (json!(of), json!(among)),
            None => (Value::Null, Value::Null),
        };
        let mut shown = self.shown(line).into_iter();
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| drop(object.insert(key.to_owned(), value));
        put("period", json!(self.period.key()));
        if let Some((by, key, name)) = group {
            put("by", json!(by.key()));
            put("group", json!(key));
            put("group_name", json!(name));
        }
        put("id", json!(line.of.id));
        put("part", json!(line.of.part));
        put("name", json!(page::name(&line.of, self.codes())));
        put("unit", json!(line.unit));
        put("value", json!(shown.next()));
        put("of", of);
        put("among", among);
        for key in ["before", "year_before", "change"] {
            if let Some(shown) = shown.next() {
                put(key, json!(shown));
            }
        }
        if let Some(definition) = self.definition(&line.of) {
            put("definition", json!(definition));
        }
        object
    }

    fn definition(&self, of: &Of) -> Option<&'static str> {
        let is_whole = of.part.is_empty() || self.stats.format != Format::Table;
        Indicator::of(of.id).filter(|_| self.stats.definitions && is_whole).map(|indicator| indicator.definition)
    }
}

/// A line of the table: amounts stand with their ends below each other.
fn table_row(id: &str, name: &str, amounts: Vec<String>, definition: &str) -> String {
    let amounts: String = amounts
        .iter()
        .map(|amount| format!("{}{amount} ", " ".repeat(AMOUNT.saturating_sub(width::columns(amount)))))
        .collect();
    let line = format!("{} {} {amounts} {definition}", fitted(id, ID), fitted(name, NAME));
    line.trim_end().to_owned()
}

/// Padded to its column; what is longer is never cut here: the row is moved instead.
fn fitted(text: &str, columns: usize) -> String {
    let blank = columns.saturating_sub(width::columns(text));
    format!("{text}{}", " ".repeat(blank))
}
