//! Finds the row with the column titles, and by them what kind of record the rows below are.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::titles::{Meaning, Titles, comparable};
use crate::model::order::Order as _;
use crate::model::{Kind, Rule};
use crate::report::KINDS;
use crate::report::sheet::{Area, Cell, Row};

/// Rows looked at, those with something in them.
pub const ROWS_LOOKED_AT: usize = 20;
/// Most rows of a header.
const MOST_ROWS: usize = 3;
/// A longer text is no title.
const MAX_TITLE_CHARS: usize = 40;
/// Nor is one of more bytes, however many of them are blanks.
const MAX_TITLE_BYTES: usize = 1_000;
/// With fewer fields known, a row is no header, unless the clerk said what the rows are.
const FEWEST_FIELDS: usize = 2;

/// The header of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// What the rows below become.
    pub kind: Kind,
    /// The row it ends on; records begin below.
    pub last_row: u32,
    /// The columns that have a title, from left to right.
    pub columns: Vec<Titled>,
}

/// A column with its title.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Titled {
    /// The column, from 0.
    pub at: u32,
    /// Its title: of a header in several rows, whichever reading of them is known.
    pub title: String,
}

/// What may be a column's title.
struct Reading {
    title: String,
    /// The form in which it is compared.
    compared: String,
}

/// How well a row fits as header, the more the better: fields known, required ones among them, other titles known.
type Score = (usize, usize, usize);
/// Its score, and of equals what ends higher up and takes fewer rows.
type Rank = (Score, Reverse<usize>, Reverse<usize>);

/// Finds the header among the first rows. `kind` and `by_hand`, the titles the clerk mapped, are what she said.
pub fn find(rows: &[Row], areas: &[Area], kind: Option<Kind>, by_hand: &[String], titles: &Titles) -> Option<Header> {
    let sheet = Sheet { rows, areas };
    let kinds = kind.map_or(KINDS.to_vec(), |kind| vec![kind]);
    let enough = if kind.is_some() || !by_hand.is_empty() { 1 } else { FEWEST_FIELDS };
    let by_hand: Vec<String> = by_hand.iter().map(|name| comparable(name)).collect();
    let mut best: Option<(Rank, Header)> = None;
    for at in 0..rows.len().min(ROWS_LOOKED_AT) {
        for depth in 1..=MOST_ROWS {
            let Some(readings) = sheet.readings(at, depth) else { continue };
            for kind in &kinds {
                let chosen = readings.iter().map(|(at, readings)| (*at, chosen(readings, *kind, &by_hand, titles)));
                let columns: Vec<(u32, &Reading)> = chosen.filter_map(|(at, reading)| Some((at, reading?))).collect();
                let score = score(&columns, *kind, &by_hand, titles);
                // Of equals the first counts: what ends higher up, one row rather than two, the more common kind. A title
                // over the whole table stands above its header and would be taken for a part of it else.
                let rank = (score, Reverse(at + depth), Reverse(depth));
                if score.0 >= enough && best.as_ref().is_none_or(|(other, _)| rank > *other) {
                    let last_row = sheet.number(at + depth - 1);
                    let titled = |(at, reading): (u32, &Reading)| Titled { at, title: reading.title.clone() };
                    let columns = columns.into_iter().map(titled).collect();
                    best = Some((rank, Header { kind: *kind, last_row, columns }));
                }
            }
        }
    }
    best.map(|(_, header)| header)
}

/// The header that begins in a row the clerk named: its texts, whatever they are.
pub fn at(
    rows: &[Row],
    areas: &[Area],
    row: u32,
    kind: Option<Kind>,
    by_hand: &[String],
    titles: &Titles,
) -> Option<Header> {
    let place = rows.iter().position(|other| other.number == row)?;
    let two = rows.get(place..rows.len().min(place + 2))?;
    let found = find(two, areas, kind, by_hand, titles);
    let named = rows.get(place)?;
    let begins_there = |header: &Header| {
        let first = Sheet { rows: two, areas }.titles(named);
        !first.is_empty() && (header.last_row == row || header.columns.len() >= first.len())
    };
    // Where the row below fits better, it is data that happens to look like titles.
    let one = rows.get(place..=place)?;
    find(one, areas, kind, by_hand, titles).or(found.filter(begins_there)).or_else(|| {
        let columns = Sheet { rows: one, areas }.titles(named).into_iter();
        let columns: Vec<Titled> = columns.map(|(at, title)| Titled { at, title }).collect();
        let kind = kind.unwrap_or(Kind::Issue);
        (!columns.is_empty()).then_some(Header { kind, last_row: row, columns })
    })
}

/// The first rows of a sheet, with merged cells seen as one.
struct Sheet<'a> {
    rows: &'a [Row],
    areas: &'a [Area],
}

impl Sheet<'_> {
    fn number(&self, at: usize) -> u32 {
        self.rows.get(at).map_or(0, |row| row.number)
    }

    /// The possible titles of each column where the header takes `depth` rows from `at`: all rows together, then the lower
    /// ones, then each alone from below.
    fn readings(&self, at: usize, depth: usize) -> Option<Vec<(u32, Vec<Reading>)>> {
        let rows = self.rows.get(at..at.checked_add(depth)?)?;
        let first = rows.first()?;
        let follow = (first.number..).zip(rows).all(|(number, row)| row.number == number);
        // Further rows of a header are titles only; a row of data has a number, a date or a long text.
        let is_title = |cell: &Cell| matches!(cell, Cell::Text(text) if text.chars().count() <= MAX_TITLE_CHARS);
        let are_titles = rows.iter().skip(1).all(|row| row.cells.iter().all(|(_, cell)| is_title(cell)));
        if !follow || !are_titles {
            return None;
        }
        let levels: Vec<Vec<(u32, String)>> = rows.iter().map(|row| self.titles(row)).collect();
        let mut columns: Vec<u32> = levels.iter().flatten().map(|(at, _)| *at).collect();
        columns.sort_unstable();
        columns.dedup();
        let readings = columns.into_iter().map(|column| {
            let of = |titles: &Vec<(u32, String)>| titles.iter().find(|(at, _)| *at == column).map(|(_, t)| t.clone());
            let mut parts: Vec<String> = levels.iter().filter_map(of).collect();
            parts.dedup();
            let joined = (0..parts.len()).map(|from| parts.iter().skip(from).map(String::as_str).collect::<String>());
            let alone = parts.iter().rev().skip(1).cloned();
            let reading = |title: String| Reading { compared: comparable(&title), title };
            (column, joined.chain(alone).map(reading).collect())
        });
        Some(readings.collect())
    }

    /// The texts of a row, each column of a merged cell with the text of the whole.
    fn titles(&self, row: &Row) -> Vec<(u32, String)> {
        let mut titles: Vec<(u32, String)> =
            row.cells.iter().filter_map(|(at, cell)| Some((*at, title(cell)?))).collect();
        for area in self.areas.iter().filter(|area| (area.rows.0..=area.rows.1).contains(&row.number)) {
            let corner = self.rows.iter().find(|row| row.number == area.rows.0);
            let Some(text) = corner.and_then(|row| row.cell(area.columns.0)).and_then(title) else { continue };
            // A title over the whole table would name every column alike.
            let columns = area.columns.0..=area.columns.1.min(area.columns.0.saturating_add(20));
            for column in columns.filter(|column| row.cell(*column).and_then(title).is_none()) {
                titles.push((column, text.clone()));
            }
        }
        titles.order_by_key(|(at, _)| *at);
        titles.dedup_by_key(|(at, _)| *at);
        titles
    }
}

fn title(cell: &Cell) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    if text.len() > MAX_TITLE_BYTES {
        return None;
    }
    let title = crate::text::clean::line(text);
    (1..=MAX_TITLE_CHARS).contains(&title.chars().count()).then_some(title)
}

/// The first of a column's readings that is known, else the first. `by_hand` are the titles the clerk mapped, as they are
/// compared.
fn chosen<'a>(readings: &'a [Reading], kind: Kind, by_hand: &[String], titles: &Titles) -> Option<&'a Reading> {
    let known = |reading: &&Reading| {
        by_hand.contains(&reading.compared) || !titles.meanings_of(kind, &reading.compared).is_empty()
    };
    readings.iter().find(known).or(readings.first())
}

/// `by_hand` are the titles the clerk mapped, as they are compared.
fn score(columns: &[(u32, &Reading)], kind: Kind, by_hand: &[String], titles: &Titles) -> Score {
    let mut fields = HashSet::new();
    let (mut required, mut others) = (0, 0);
    let mut seen = HashSet::new();
    for (_, Reading { compared, .. }) in columns.iter().filter(|(_, reading)| seen.insert(&reading.compared)) {
        let meanings = titles.meanings_of(kind, compared);
        let field = meanings.iter().find(|(_, meaning)| meaning.key().is_some_and(|key| !fields.contains(key)));
        match field.map(|(_, meaning)| *meaning) {
            Some(meaning) => {
                required += usize::from(matches!(meaning, Meaning::Field(spec) if spec.rule == Rule::Required));
                fields.extend(meaning.key());
            }
            None => others += usize::from(!meanings.is_empty() || by_hand.contains(compared)),
        }
    }
    let by_hand = columns.iter().filter(|(_, reading)| by_hand.contains(&reading.compared)).count();
    (fields.len() + by_hand, required, others)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        let cells = (0..).zip(cells).filter(|(_, text)| !text.is_empty());
        Row { number, cells: cells.map(|(at, text)| (at, Cell::Text((*text).to_owned()))).collect() }
    }

    fn found(rows: &[Row], areas: &[Area]) -> Option<(Kind, u32, Vec<String>)> {
        let header = find(rows, areas, None, &[], Titles::shipped().unwrap())?;
        Some((header.kind, header.last_row, header.columns.into_iter().map(|column| column.title).collect()))
    }

    fn strings(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn finds_the_titles_below_a_heading() {
        let rows = [
            row(1, &["茶亭镇人大代表联络站意见建议台账"]),
            row(2, &["填报单位：茶亭镇", "", "", "2026年度"]),
            row(4, &["序号", "反映时间", "内容", "类别", "联系电话"]),
            row(5, &["1", "2026-03-01", "路灯不亮", "城乡建设", "13800138000"]),
        ];
        let titles = strings(&["序号", "反映时间", "内容", "类别", "联系电话"]);
        assert_eq!(found(&rows, &[]), Some((Kind::Issue, 4, titles)));
        assert_eq!(found(&rows[..2], &[]), None);
    }

    #[test]
    fn knows_each_book_by_its_titles() {
        let kind = |titles: &[&str]| found(&[row(1, titles)], &[]).unwrap().0;
        assert_eq!(kind(&["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级分类"]), Kind::Issue);
        assert_eq!(kind(&["接待日期", "开始时间", "结束时间", "接待地点", "接待代表", "来访人数"]), Kind::Reception);
        assert_eq!(kind(&["走访日期", "走访代表", "走访方式", "走访地点", "走访情况", "户数"]), Kind::Visit);
        assert_eq!(kind(&["姓名", "性别", "代表层级", "届次", "选区", "单位职务"]), Kind::Deputy);
        assert_eq!(kind(&["单位名称", "单位层级", "联系电话"]), Kind::Unit);
    }

    #[test]
    fn reads_a_header_in_two_rows() {
        let upper = row(2, &["序号", "反映日期", "问题", "", "答复", ""]);
        let lower = row(3, &["", "", "标题", "内容", "内容", "时间"]);
        let data = Row { number: 4, cells: vec![(0, Cell::Number(1.0))] };
        let areas = [
            Area { rows: (2, 2), columns: (2, 3) },
            Area { rows: (2, 2), columns: (4, 5) },
            Area { rows: (2, 3), columns: (0, 0) },
            Area { rows: (2, 3), columns: (1, 1) },
        ];
        let titles = strings(&["序号", "反映日期", "问题标题", "问题内容", "答复内容", "答复时间"]);
        assert_eq!(found(&[row(1, &["台账"]), upper, lower, data], &areas), Some((Kind::Issue, 3, titles)));
    }

    #[test]
    fn a_row_of_short_texts_below_stays_a_record() {
        let rows = [row(1, &["单位名称", "层级"]), row(2, &["水利站", "乡镇"])];
        assert_eq!(found(&rows, &[]), Some((Kind::Unit, 1, strings(&["单位名称", "层级"]))));
    }

    #[test]
    fn the_clerk_can_say_what_a_sheet_is() {
        let rows = [row(1, &["谁", "哪一届"])];
        let titles = Titles::shipped().unwrap();
        assert_eq!(find(&rows, &[], None, &[], titles), None);
        let header = find(&rows, &[], Some(Kind::Deputy), &strings(&["谁"]), titles);
        assert_eq!(header.map(|header| header.last_row), Some(1));
    }
}
