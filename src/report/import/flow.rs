//! The rows of a ledger as people keep them, on the way from the sheet to the judge: merged cells say their text in
//! every row they reach over, days without a year get theirs, what is no record (sums, headers of printed pages, notes
//! below the table) is left out and counted.
//!
//! Nothing is guessed from blanks: a blank cell takes the text above it only where cells are merged, or where the
//! clerk named the column. A year is what the clerk says, else taken from what stands above the table, from the
//! sheet's or the file's name, or from the same column above, never from today; where none of them says one, the row
//! is refused. Every row with such a year is told.

use std::collections::{BTreeMap, HashSet};

use super::cell;
use super::header::Header;
use super::mapping::{Column, Target};
use super::titles::{Meaning, comparable};
use crate::model::order::Order as _;
use crate::model::{Date, FieldKind};
use crate::report::sheet::{Area, Cell, Row};
use crate::text::clean;
use crate::text::zh::report::import as zh;

/// A longer text is no name of a sum and does not begin a note below the table.
const MAX_WORDS_CHARS: usize = 40;

/// What stands around the rows of a sheet.
#[derive(Debug, Default)]
pub struct Around {
    /// The rows above the records: titles, and the header itself.
    pub above: Vec<Row>,
    /// The merged cells.
    pub merged: Vec<Area>,
    /// The names of the sheet and of the file.
    pub names: Vec<String>,
    /// Whether bare numbers of days count from 1904.
    pub from_1904: bool,
}

/// Rows that are no records.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Sums.
    pub sums: u64,
    /// Headers and page titles once more.
    pub headers: u64,
    /// Notes below the table.
    pub notes: u64,
}

/// Takes the rows of one sheet, from top to bottom.
pub struct Flow {
    kept: usize,
    dates: Vec<Dated>,
    years: Years,
    from_1904: bool,
    /// By their columns the merged cells that reach down, those further down last.
    merged: BTreeMap<u32, Vec<Area>>,
    /// By their columns the cells whose text goes on, and the last row it does.
    open: BTreeMap<u32, (u32, Cell)>,
    /// The columns whose blanks take the text above.
    filled: BTreeMap<u32, Option<Cell>>,
    above: HashSet<String>,
    begins: HashSet<String>,
    /// What was left out so far.
    pub left: LeftOut,
    told: BTreeMap<i32, (u64, u32)>,
}

/// A column of days, and the last day it said.
struct Dated {
    at: u32,
    last: Option<Cell>,
}

/// The year of days that do not say one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Years {
    /// That of the whole sheet.
    Of(i32),
    /// Only the days above can tell.
    Untold,
}

impl Flow {
    /// For the rows below a header. `filled` are columns the clerk named, from 0.
    pub fn new(header: &Header, columns: &[Column], around: &Around, filled: &[u32]) -> Flow {
        let kept = columns.iter().filter(|column| column.key().is_some());
        let dates = columns.iter().filter(|column| is_date(column)).map(|column| Dated { at: column.at, last: None });
        let mut merged: BTreeMap<u32, Vec<Area>> = BTreeMap::new();
        let reaches_down = |area: &&Area| area.rows.0 > header.last_row && area.rows.1 > area.rows.0;
        for area in around.merged.iter().filter(reaches_down) {
            merged.entry(area.columns.0).or_default().push(*area);
        }
        for areas in merged.values_mut() {
            areas.order_by_key(|area| std::cmp::Reverse(area.rows.0));
        }
        let above = around.above.iter().filter(|row| row.number <= header.last_row);
        Flow {
            kept: kept.count(),
            dates: dates.collect(),
            years: Years::around(around, header),
            from_1904: around.from_1904,
            merged,
            open: BTreeMap::new(),
            filled: filled.iter().map(|column| (*column, None)).collect(),
            begins: above.clone().filter_map(|row| texts(row).next()).collect(),
            above: above.map(signature).collect(),
            left: LeftOut::default(),
            told: BTreeMap::new(),
        }
    }

    /// Takes the year the clerk said, if she did: she knows better than any title.
    pub fn in_year(mut self, year: Option<i32>) -> Flow {
        self.years = year.map_or(self.years, Years::Of);
        self
    }

    /// Whether the row is no record; counts it if so.
    pub fn leaves_out(&mut self, row: &Row) -> bool {
        let count = if is_sum(row) {
            &mut self.left.sums
        } else if self.is_above(row) {
            &mut self.left.headers
        } else if self.is_note(row) {
            &mut self.left.notes
        } else {
            return false;
        };
        *count += 1;
        true
    }

    /// The row with what its merged cells, the columns to be filled and the days without a year mean.
    pub fn completed(&mut self, mut row: Row) -> Row {
        self.fill_merged(&mut row);
        for (column, last) in &mut self.filled {
            match (row.cell(*column), &last) {
                (Some(cell), _) => *last = Some(cell.clone()),
                (None, Some(last)) => put(&mut row, *column, last.clone()),
                (None, None) => {}
            }
        }
        for at in 0..self.dates.len() {
            self.complete_day(&mut row, at);
        }
        row
    }

    /// What was taken for granted, a line each.
    pub fn lines(&self) -> Vec<String> {
        let told = self.told.iter();
        told.map(|(year, (count, row))| zh::remark(&zh::year_taken(*year), *count, *row)).collect()
    }

    fn fill_merged(&mut self, row: &mut Row) {
        for (column, areas) in &mut self.merged {
            while let Some(area) = areas.last().filter(|area| area.rows.0 <= row.number) {
                // A row that has nothing at all does not come here: then the merged cell is blank.
                if let Some(cell) = row.cell(*column).filter(|_| area.rows.0 == row.number) {
                    self.open.insert(*column, (area.rows.1, cell.clone()));
                } else {
                    self.open.remove(column);
                }
                areas.pop();
            }
        }
        self.open.retain(|_, (last, _)| *last >= row.number);
        for (column, (_, cell)) in &self.open {
            if row.cell(*column).is_none() {
                put(row, *column, cell.clone());
            }
        }
    }

    fn complete_day(&mut self, row: &mut Row, at: usize) {
        let Some(dated) = self.dates.get_mut(at) else { return };
        let Some(cell) = row.cell(dated.at) else { return };
        let found = match cell {
            Cell::Number(number) if self.from_1904 => cell::day_from_1904(*number).map(|day| (day, None)),
            Cell::Text(text) => match cell::month_and_day(text) {
                Some(day) => self.years.of(day, dated.last.as_ref()).map(|day| (day, Some(day.year()))),
                None => cell::day_of_short_year(text).map(|day| (day, Some(day.year()))),
            },
            _ => None,
        };
        if let Some((day, taken)) = found {
            let day_cell = Cell::Date(day.0.and_time(chrono::NaiveTime::MIN));
            put(row, dated.at, day_cell);
            if let Some(year) = taken {
                let told = self.told.entry(year).or_insert((0, row.number));
                told.0 += 1;
            }
        }
        dated.last = row.cell(dated.at).cloned();
    }

    /// Whether the row stands above the table as well: sheets made for printing say their titles on every page.
    fn is_above(&self, row: &Row) -> bool {
        let begins = texts(row).next().is_some_and(|first| self.begins.contains(&first));
        begins && self.above.contains(&signature(row))
    }

    /// Whether the row is a note below the table, such as who filled it in: a word for it, and hardly any cells.
    fn is_note(&self, row: &Row) -> bool {
        if row.cells.len() * 2 > self.kept.max(2) {
            return false;
        }
        let Some((_, Cell::Text(text))) = row.cells.first() else { return false };
        let text = clean::collapse(&clean::fold(text.get(..text.len().min(600)).unwrap_or(text)));
        zh::NOTES_BELOW.iter().any(|word| {
            let rest = text.strip_prefix(word).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            rest.is_some_and(|rest| rest.starts_with([':', '(']))
        })
    }
}

impl Years {
    /// The one year that the lines above the table name, else the name of the sheet, else that of the file.
    fn around(around: &Around, header: &Header) -> Years {
        let above = around.above.iter().filter(|row| row.number <= header.last_row);
        let cells = above.flat_map(|row| row.cells.iter().map(|(_, cell)| cell.text().into_owned()));
        let lines = std::iter::once(cells.collect::<Vec<String>>().join("\n"));
        for text in lines.chain(around.names.iter().cloned()) {
            match years_in(&text).as_slice() {
                [] => {}
                [year] => return Years::Of(*year),
                _ => return Years::Untold,
            }
        }
        Years::Untold
    }

    /// The day; without a year of the whole sheet it lies as near as can be to the last of its column.
    fn of(self, (month, day): (u32, u32), last: Option<&Cell>) -> Option<Date> {
        if let Years::Of(year) = self {
            return Date::from_ymd(year, month, day);
        }
        let last = cell::typed(last?, FieldKind::Date).ok()?.parse::<Date>().ok()?;
        let year = last.year();
        let days = [year - 1, year, year + 1].into_iter().filter_map(|year| Date::from_ymd(year, month, day));
        days.min_by_key(|day| (day.0 - last.0).num_days().abs())
    }
}

/// The different years a text names: four digits by themselves, of this century.
fn years_in(text: &str) -> Vec<i32> {
    let folded = clean::fold(text);
    let numbers = folded.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let mut years: Vec<i32> = numbers.filter_map(|digits| digits.parse().ok()).collect();
    years.retain(|year| (2000..2100).contains(year));
    years.sort_unstable();
    years.dedup();
    years
}

fn is_date(column: &Column) -> bool {
    let Target::Kept(meaning) = column.target else { return false };
    let kind = match meaning {
        Meaning::Field(spec) => Some(spec.kind),
        Meaning::Step(step) => step.spec().map(|spec| spec.kind),
        _ => None,
    };
    kind == Some(FieldKind::Date)
}

fn put(row: &mut Row, column: u32, cell: Cell) {
    match row.cells.binary_search_by_key(&column, |(column, _)| *column) {
        Ok(at) => {
            if let Some(place) = row.cells.get_mut(at) {
                place.1 = cell;
            }
        }
        Err(at) => row.cells.insert(at, (column, cell)),
    }
}

/// The short texts of a row, as they are compared.
fn texts(row: &Row) -> impl Iterator<Item = String> {
    row.cells.iter().filter_map(|(_, cell)| match cell {
        Cell::Text(text) if text.len() <= MAX_WORDS_CHARS * 4 => Some(comparable(text)).filter(|text| !text.is_empty()),
        _ => None,
    })
}

/// What a row says, to know it again.
fn signature(row: &Row) -> String {
    row.cells.iter().map(|(_, cell)| comparable(&cell.text())).collect::<Vec<_>>().join("\n")
}

/// Whether the row adds up those above it: the first words are the name of a sum, and besides it has only figures.
fn is_sum(row: &Row) -> bool {
    let mut sums = 0;
    for (_, cell) in &row.cells {
        let Cell::Text(text) = cell else { continue };
        if text.len() > MAX_WORDS_CHARS * 4 {
            return false;
        }
        let text = comparable(text);
        let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || zh::UNITS_OF_SUMS.contains(c));
        if zh::SUMS.iter().any(|sum| words.ends_with(sum)) {
            sums += 1;
        } else if !words.is_empty() && !is_group(words) {
            return false;
        }
    }
    sums > 0
}

/// Whether the words only say what is added up: a merged cell of a group may stand beside its sum.
fn is_group(words: &str) -> bool {
    words.chars().count() <= 4 && !words.chars().any(|c| c.is_ascii_digit())
}
