//! A ledger being taken in: how its columns are understood, what would come of it, and what came of it.

use std::path::{Path, PathBuf};

use super::list::Motion;
use crate::model::Kind;
use crate::report::KINDS;
use crate::report::import::{ByHand, Chosen, Column, fields};
use crate::text::clean;
use crate::text::zh::app::screens::importing as text;

/// What the clerk said about a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    /// The file, or the folder it is in.
    pub path: PathBuf,
    /// The sheet; the first with a header if not said.
    pub sheet: Option<String>,
    /// What its rows become; guessed if not said.
    pub kind: Option<Kind>,
    /// The row of the titles; found if not said.
    pub header_row: Option<u32>,
    /// The year of days that are written without one.
    pub year: Option<i32>,
    /// Columns mapped by hand.
    pub map: Vec<ByHand>,
    /// Columns whose blank cells take what stands above them; those of such a file before, if not said.
    pub fill: Option<Vec<String>>,
    /// What of this the clerk did not say: the program found it.
    pub found: Found,
}

/// What of an order the program found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The sheet.
    pub sheet: bool,
    /// What the rows become.
    pub kind: bool,
    /// The row of the titles.
    pub header_row: bool,
}

/// A file as it was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    pub sheet: String,
    /// The ledgers among the sheets that come in after this one.
    pub next: Vec<String>,
    /// What its rows become.
    pub kind: Kind,
    /// The row its titles end in.
    pub header_row: u32,
    /// The first rows, each with the beginning of what stands in it.
    pub rows: Vec<(u32, String)>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns whose blank cells take what stands above them, from 0.
    pub filled: Vec<u32>,
    /// What stands in the first rows of each column.
    pub samples: Vec<String>,
    /// What the clerk should know.
    pub notes: Vec<String>,
}

/// What a file came to, or would come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// The counts and remarks, a sentence each.
    pub lines: Vec<String>,
    /// The first rows that cannot come in, each with why.
    pub bad: Vec<String>,
    /// The first rows that come in.
    pub good: Vec<String>,
    /// Whether anything comes in.
    pub is_something: bool,
}

/// How far it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The columns are looked through.
    Mapping,
    /// It is read to the end: true where the rows are saved. So many thousandths are read, and so many rows are in.
    Reading(bool, u16, u64),
    /// It was read and nothing was saved.
    Tried(Tally),
    /// It is in.
    Done(Tally),
}

/// A ledger being taken in.
#[derive(Clone, Debug)]
pub struct Importing {
    /// What was said about the file.
    pub order: Order,
    /// What was found in it.
    pub looked: Looked,
    /// The selected line.
    pub selected: usize,
    /// How far it is.
    pub stage: Stage,
}

/// What a line is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// The sheet.
    Sheet,
    /// What its rows become.
    Kind,
    /// The row of its titles.
    HeaderRow,
    /// The year of days without one.
    Year,
    /// The columns whose blank cells take what stands above them.
    Fill,
    /// A column, by its place.
    Column(usize),
}

/// The lines before the columns.
const HEAD: [Item; 5] = [Item::Sheet, Item::Kind, Item::HeaderRow, Item::Year, Item::Fill];

/// One line of the mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it is about.
    pub name: String,
    /// What stands there.
    pub sample: String,
    /// What becomes of it.
    pub becomes: String,
    /// How that is known.
    pub how: &'static str,
    /// Whether a person should look at it.
    pub is_odd: bool,
}

impl Importing {
    /// The line of the first column.
    pub const FIRST_COLUMN: usize = HEAD.len();

    /// A file that was just looked at.
    pub fn new(order: Order, looked: Looked) -> Importing {
        Importing { order, looked, selected: Importing::FIRST_COLUMN, stage: Stage::Mapping }
    }

    /// The file's name.
    pub fn file(&self) -> String {
        self.order.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What the selected line is about.
    pub fn item(&self) -> Item {
        let column = self.selected.saturating_sub(HEAD.len());
        HEAD.get(self.selected).copied().unwrap_or(Item::Column(column))
    }

    /// Whether what it came to, or would come to, is on the screen.
    pub fn is_told(&self) -> bool {
        matches!(self.stage, Stage::Tried(_) | Stage::Done(_))
    }

    /// Whether nothing is left to do with this sheet: it is in, or holds nothing new.
    pub fn is_over(&self) -> bool {
        match &self.stage {
            Stage::Done(_) => true,
            Stage::Tried(tally) => !tally.is_something,
            Stage::Mapping | Stage::Reading(..) => false,
        }
    }

    /// What is said of the file for the ledger that comes after this one.
    pub fn next(&self) -> Option<Order> {
        let sheet = self.looked.next.first()?.clone();
        let (path, found) = (self.order.path.clone(), Found { sheet: true, ..Found::default() });
        Some(Order { path, sheet: Some(sheet), year: self.order.year, found, ..Order::default() })
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        match &self.stage {
            Stage::Mapping | Stage::Reading(..) => HEAD.len() + self.looked.columns.len(),
            Stage::Tried(tally) | Stage::Done(tally) => tally.told().len(),
        }
    }

    /// Moves the selection; `page` lines are seen at once.
    pub fn select(&mut self, motion: Motion, page: usize) {
        self.selected = motion.from(self.selected, self.count().saturating_sub(1), page);
    }

    /// The lines of the mapping.
    pub fn lines(&self) -> Vec<Line> {
        HEAD.into_iter().map(|item| self.head(item)).chain(self.columns()).collect()
    }

    fn head(&self, item: Item) -> Line {
        let (looked, order) = (&self.looked, &self.order);
        let said = |is_said: bool| if is_said { text::BY_HAND } else { text::FOUND };
        let (name, sample, becomes, how) = match item {
            Item::Sheet => {
                let how = said(order.sheet.is_some() && !order.found.sheet);
                (text::SHEET, text::sheets(looked.sheets.len()), looked.sheet.clone(), how)
            }
            Item::Kind => {
                let how = said(order.kind.is_some() && !order.found.kind);
                (text::KIND, String::new(), looked.kind.name().to_owned(), how)
            }
            Item::HeaderRow => {
                let how = said(order.header_row.is_some() && !order.found.header_row);
                (text::HEADER_ROW, String::new(), text::row(looked.header_row), how)
            }
            Item::Fill => {
                let filled = looked.columns.iter().filter(|column| looked.filled.contains(&column.at));
                let filled: Vec<&str> = filled.map(|column| column.title.as_str()).collect();
                let how = match (&order.fill, filled.is_empty()) {
                    (Some(_), _) => text::BY_HAND,
                    (None, false) => text::AS_BEFORE,
                    (None, true) => text::FOUND,
                };
                (text::FILL, text::FILL_HELP.to_owned(), text::filled(&filled), how)
            }
            Item::Year | Item::Column(_) => {
                let year = self.order.year.map_or(text::NO_YEAR.to_owned(), |year| year.to_string());
                (text::YEAR, text::YEAR_HELP.to_owned(), year, said(self.order.year.is_some()))
            }
        };
        Line { name: name.to_owned(), sample, becomes, how, is_odd: false }
    }

    fn columns(&self) -> impl Iterator<Item = Line> {
        let samples = self.looked.samples.iter();
        self.looked.columns.iter().zip(samples).map(|(column, sample)| Line {
            name: column.name(),
            sample: sample.clone(),
            becomes: column.becomes(),
            how: match (column.chosen, column.is_unknown()) {
                (Some(Chosen::Now), _) => text::BY_HAND,
                (Some(Chosen::Before), _) => text::AS_BEFORE,
                (None, true) => text::UNKNOWN,
                (None, false) => text::BY_TITLE,
            },
            is_odd: column.is_unknown() && column.chosen.is_none(),
        })
    }

    /// The choices for the selected line: what each is called, and what is said of the file with it; the one that holds
    /// now, by its place.
    pub fn choices(&self) -> (Vec<(String, Order)>, usize) {
        let looked = &self.looked;
        // What was said of columns of another sheet, kind or header says nothing of these.
        let anew = || Order { map: Vec::new(), fill: None, ..self.order.clone() };
        match self.item() {
            Item::Sheet => {
                let found = Found { sheet: false, ..self.order.found };
                let order = |sheet: &String| Order { sheet: Some(sheet.clone()), header_row: None, found, ..anew() };
                let items = looked.sheets.iter().map(|sheet| (sheet.clone(), order(sheet))).collect();
                (items, looked.sheets.iter().position(|sheet| *sheet == looked.sheet).unwrap_or(0))
            }
            Item::Kind => {
                let found = Found { kind: false, ..self.order.found };
                let items = KINDS.map(|kind| (kind.name().to_owned(), Order { kind: Some(kind), found, ..anew() }));
                (items.to_vec(), KINDS.iter().position(|kind| *kind == looked.kind).unwrap_or(0))
            }
            Item::HeaderRow => {
                let found = Found { header_row: false, ..self.of_this_kind().found };
                let order = |row: u32| Order { header_row: Some(row), kind: Some(looked.kind), found, ..anew() };
                let items = looked.rows.iter().map(|(row, text)| (text::row_with(*row, text), order(*row))).collect();
                (items, looked.rows.iter().position(|(row, _)| *row == looked.header_row).unwrap_or(0))
            }
            Item::Year => (Vec::new(), 0),
            Item::Fill => {
                let kept = |column: &&Column| column.key().is_some() || looked.filled.contains(&column.at);
                (looked.columns.iter().filter(kept).map(|column| self.filling(column)).collect(), 0)
            }
            Item::Column(at) => {
                let Some(column) = looked.columns.get(at) else { return (Vec::new(), 0) };
                let fields = fields(looked.kind);
                let now = fields.iter().position(|(key, _)| column.key() == Some(key)).map_or(0, |at| at + 1);
                let none = std::iter::once((text::NOTHING.to_owned(), self.with(column, "")));
                let some = fields.iter().map(|(key, label)| ((*label).to_owned(), self.with(column, key)));
                (none.chain(some).collect(), now)
            }
        }
    }

    /// What is said of the file where a column becomes a field; a field another column had by hand is this one's now.
    fn with(&self, column: &Column, field: &str) -> Order {
        let column = self.called(column);
        let mut order = self.of_this_kind();
        order.map.retain(|hand| hand.column != column && (field.is_empty() || hand.field != field));
        order.map.push(ByHand { column, field: field.to_owned() });
        order
    }

    /// What is said of the file where a column is filled that was not, or no more that was; with what it is called.
    fn filling(&self, column: &Column) -> (String, Order) {
        let Looked { columns, filled, .. } = &self.looked;
        let is_filled = |column: &Column| filled.contains(&column.at);
        let then = columns.iter().filter(|other| is_filled(other) != (other.at == column.at));
        let fill = Some(then.map(|column| self.called(column)).collect());
        (text::filling(&column.name(), is_filled(column)), Order { fill, ..self.of_this_kind() })
    }

    /// How what is said names a column.
    fn called(&self, column: &Column) -> String {
        let same = self.looked.columns.iter().filter(|other| other.title == column.title).count();
        if same > 1 { column.letters() } else { column.title.clone() }
    }

    /// What is said of the file, as a ledger of the kind that is shown: what is said of its columns must not turn it into
    /// another kind's.
    fn of_this_kind(&self) -> Order {
        let is_said = self.order.kind.is_some() && !self.order.found.kind;
        let found = Found { kind: !is_said, ..self.order.found };
        Order { kind: Some(self.looked.kind), found, ..self.order.clone() }
    }
}

impl Tally {
    /// Everything there is to read, from above.
    pub fn told(&self) -> Vec<String> {
        let part = |title: &str, lines: &[String]| -> Vec<String> {
            let title = (!lines.is_empty()).then(|| title.to_owned());
            title.into_iter().chain(lines.iter().cloned()).collect()
        };
        let mut told = self.lines.clone();
        told.extend(part(text::BAD, &self.bad));
        told.extend(part(text::GOOD, &self.good));
        told
    }
}

/// The path somebody typed, pasted or dropped on the terminal: without quotes, and of a `file:` address its path.
pub fn path(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let quotes = |c: char| matches!(c, '"' | '\'') || text::QUOTES.contains(c);
    let bare = typed.trim_matches(quotes).trim();
    match bare.strip_prefix("file://") {
        Some(address) => PathBuf::from(unescaped(address)),
        None => Path::new(bare).to_owned(),
    }
}

/// An address without its `%E4`; what is no such sign stays.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The year somebody typed.
pub fn year(typed: &str) -> Option<i32> {
    let digits: String = clean::fold(typed).chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|year| crate::model::field::YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_comes_from_a_file_manager() {
        for typed in
            ["/a/台账 1.xlsx", " '/a/台账 1.xlsx' ", "\"/a/台账 1.xlsx\"", "file:///a/%E5%8F%B0%E8%B4%A6%201.xlsx"]
        {
            assert_eq!(path(typed), PathBuf::from("/a/台账 1.xlsx"), "{typed}");
        }
        assert_eq!(path("file:///a/100%"), PathBuf::from("/a/100%"));
        assert_eq!([year("２０２５年"), year("25"), year("")], [Some(2025), None, None]);
    }
}
