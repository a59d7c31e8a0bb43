//! Which column becomes which field, and what is said about those that become none.

use std::collections::HashMap;

use super::ImportError;
use super::header::{Header, Titled};
use super::titles::{Meaning, Titles, comparable, of_key};
use crate::model::order::Order as _;
use crate::model::{Kind, Rule, Spec};
use crate::report::ledger::{HISTORY, MADE_BY_STEPS, MADE_OTHERWISE, STEPS, TOLD_BY_STEPS, piece_of};
use crate::text::clean;
use crate::text::zh::report::import as zh;

/// Fields of an issue that the program works out itself, and that come back where the ledger carries its whole history.
const COMES_BACK: [&str; 2] = ["number", "stage"];

/// What becomes of a column.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// A field of the record or of a step.
    Kept(Meaning),
    /// The program works it out itself.
    Computed,
    /// The clerk, or the list of common columns, says that it carries nothing.
    Ignored,
    /// Not kept, for privacy.
    Dropped,
    /// Another column fits the same field better.
    Outdone(&'static str),
    /// Nobody knows.
    Unknown,
}

/// A column of the file.
#[derive(Debug, Clone)]
pub struct Column {
    /// The column, from 0.
    pub at: u32,
    /// Its title.
    pub title: String,
    /// What becomes of it.
    pub target: Target,
    /// Whether that was chosen by a person: now, or for a file with the same titles before.
    pub chosen: Option<Chosen>,
}

/// When a person chose what becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// For this file.
    Now,
    /// For one with the same title.
    Before,
}

impl Column {
    /// The column as a spreadsheet calls it.
    pub fn letters(&self) -> String {
        letters(self.at)
    }

    /// What becomes of it, in a word or two.
    pub fn becomes(&self) -> String {
        match self.target {
            Target::Kept(Meaning::Field(spec) | Meaning::Piece(spec, _)) => spec.label.to_owned(),
            Target::Kept(Meaning::Step(step)) => step.label.to_owned(),
            Target::Kept(Meaning::Told(spec)) => zh::becomes_told(spec.label),
            Target::Kept(Meaning::Ignored) | Target::Ignored => zh::BECOMES_NOTHING.to_owned(),
            Target::Kept(Meaning::Dropped) | Target::Dropped => zh::BECOMES_DROPPED.to_owned(),
            Target::Computed => zh::BECOMES_COMPUTED.to_owned(),
            Target::Outdone(label) => zh::becomes_outdone(label),
            Target::Unknown => zh::BECOMES_UNKNOWN.to_owned(),
        }
    }

    /// Whether nobody knows what it is for.
    pub fn is_unknown(&self) -> bool {
        matches!(self.target, Target::Unknown)
    }

    /// The column as a spreadsheet calls it, with its title.
    pub fn name(&self) -> String {
        zh::column(&letters(self.at), &self.title)
    }

    /// The key of the field it becomes.
    pub fn key(&self) -> Option<&'static str> {
        match self.target {
            Target::Kept(meaning) => meaning.key(),
            _ => None,
        }
    }
}

/// `列名=field` of the command line; an empty field ignores the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The column's title, or its letters.
    pub column: String,
    /// The field's key or label; empty to leave the column out.
    pub field: String,
}

/// All columns of a header with what becomes of them. Refused where a mapping by hand names what is not there.
pub fn columns(header: &Header, by_hand: &[ByHand], titles: &Titles) -> Result<Vec<Column>, ImportError> {
    let mut said = HashMap::new();
    for hand in by_hand {
        let at = column_of(header, &hand.column).ok_or_else(|| ImportError::NoColumn {
            wanted: hand.column.clone(),
            present: header.columns.iter().map(|column| column.title.clone()).collect(),
        })?;
        said.insert(at, target_of(header.kind, &hand.field, titles)?);
    }
    let by_hand_at: Vec<u32> = said.keys().copied().collect();
    let specs = header.kind.specs();
    for Titled { at, title } in &header.columns {
        if let Some((spec, piece)) = piece_of(&specs, &clean::line(title)) {
            said.entry(*at).or_insert(Target::Kept(Meaning::Piece(spec, piece)));
        }
    }
    let is_whole = said.values().any(|target| key(*target) == Some(HISTORY));
    let taken: Vec<&str> = said.values().filter_map(|target| key(*target)).collect();
    let winners = winners(header, titles, &said, &taken);
    let column = |Titled { at, title }: &Titled| {
        let target = match (said.get(at), winners.get(at)) {
            (Some(target), _) => *target,
            (None, Some(meaning)) if is_whole && COMES_BACK.iter().any(|key| meaning.key() == Some(*key)) => {
                Target::Kept(*meaning)
            }
            (None, Some(meaning)) => kept(header.kind, *meaning),
            (None, None) => without_field(header.kind, title, titles),
        };
        Column { at: *at, title: title.clone(), target, chosen: by_hand_at.contains(at).then_some(Chosen::Now) }
    };
    Ok(header.columns.iter().map(column).collect())
}

/// The columns of these names, by title or letters.
pub fn places(header: &Header, names: &[String]) -> Result<Vec<u32>, ImportError> {
    let place = |name: &String| {
        column_of(header, name).ok_or_else(|| ImportError::NoColumn {
            wanted: name.clone(),
            present: header.columns.iter().map(|column| column.title.clone()).collect(),
        })
    };
    names.iter().map(place).collect()
}

/// The columns that get a field by their titles: of those that fit one field the surest, and the loser its next best.
fn winners(header: &Header, titles: &Titles, said: &HashMap<u32, Target>, taken: &[&str]) -> HashMap<u32, Meaning> {
    let mut wishes: Vec<(u16, u32, Meaning)> = Vec::new();
    for column in header.columns.iter().filter(|column| !said.contains_key(&column.at)) {
        let meanings = titles.meanings(header.kind, &column.title);
        wishes.extend(meanings.into_iter().map(|(rank, meaning)| (rank, column.at, meaning)));
    }
    wishes.order_by_key(|(rank, at, _)| (*rank, *at));
    let mut winners: HashMap<u32, Meaning> = HashMap::new();
    let mut given: Vec<&str> = taken.to_vec();
    for (_, at, meaning) in wishes {
        if let Some(key) = meaning.key()
            && !winners.contains_key(&at)
            && !given.contains(&key)
        {
            given.push(key);
            winners.insert(at, meaning);
        }
    }
    winners
}

fn without_field(kind: Kind, title: &str, titles: &Titles) -> Target {
    match titles.meanings(kind, title).first() {
        Some((_, Meaning::Ignored)) => Target::Ignored,
        Some((_, Meaning::Dropped)) => Target::Dropped,
        Some((_, Meaning::Field(spec) | Meaning::Told(spec))) => Target::Outdone(spec.label),
        Some((_, Meaning::Step(column))) => Target::Outdone(column.label),
        Some((_, Meaning::Piece(spec, _))) => Target::Outdone(spec.label),
        None => Target::Unknown,
    }
}

fn kept(kind: Kind, meaning: Meaning) -> Target {
    match meaning {
        Meaning::Field(spec) if is_told(kind, spec) => Target::Kept(Meaning::Told(spec)),
        Meaning::Field(spec) if is_computed(kind, spec) => Target::Computed,
        Meaning::Ignored => Target::Ignored,
        Meaning::Dropped => Target::Dropped,
        _ => Target::Kept(meaning),
    }
}

fn is_told(kind: Kind, spec: &Spec) -> bool {
    kind == Kind::Issue && spec.key == TOLD_BY_STEPS
}

fn is_computed(kind: Kind, spec: &Spec) -> bool {
    let by_steps = kind == Kind::Issue && MADE_BY_STEPS.contains(&spec.key);
    spec.rule == Rule::Derived && !by_steps && !MADE_OTHERWISE.contains(&(kind, spec.key))
}

fn key(target: Target) -> Option<&'static str> {
    match target {
        Target::Kept(meaning) => meaning.key(),
        _ => None,
    }
}

/// The fields the columns of a kind's ledger may become, each with what it is called.
pub fn fields(kind: Kind) -> Vec<(&'static str, &'static str)> {
    let of_record = kind.specs().into_iter().filter(|spec| is_told(kind, spec) || !is_computed(kind, spec));
    let of_record = of_record.map(|spec| (spec.key, spec.label));
    let of_steps = STEPS.iter().filter(|_| kind == Kind::Issue).map(|step| (step.key, step.label));
    of_record.chain(of_steps).collect()
}

/// How the columns are understood, a line for each way.
pub fn lines(columns: &[Column]) -> Vec<String> {
    let names = |wanted: fn(&Target) -> bool| -> Vec<String> {
        columns.iter().filter(|column| wanted(&column.target)).map(Column::name).collect()
    };
    let kept = columns.iter().filter_map(|column| match column.target {
        Target::Kept(Meaning::Field(spec)) => Some(zh::kept(&column.name(), spec.label)),
        Target::Kept(Meaning::Step(step)) => Some(zh::kept(&column.name(), step.label)),
        Target::Kept(Meaning::Told(spec)) => Some(zh::kept(&column.name(), &zh::becomes_told(spec.label))),
        Target::Kept(Meaning::Piece(spec, 0)) => Some(zh::kept(&column.name(), spec.label)),
        Target::Outdone(label) => Some(zh::outdone(&column.name(), label)),
        _ => None,
    });
    let mut lines: Vec<String> = kept.collect();
    for (names, told) in [
        (names(|target| matches!(target, Target::Dropped)), zh::DROPPED),
        (names(|target| matches!(target, Target::Computed)), zh::COMPUTED),
        (names(|target| matches!(target, Target::Ignored)), zh::IGNORED),
        (names(|target| matches!(target, Target::Unknown)), zh::UNKNOWN),
    ] {
        if !names.is_empty() {
            lines.push(zh::columns(told, &names));
        }
    }
    lines
}

pub(super) fn column_of(header: &Header, name: &str) -> Option<u32> {
    let wanted = comparable(name);
    let by_title = header.columns.iter().find(|column| comparable(&column.title) == wanted);
    let by_letters = || header.columns.iter().find(|column| letters(column.at).to_lowercase() == wanted);
    by_title.or_else(by_letters).map(|column| column.at)
}

fn target_of(kind: Kind, field: &str, titles: &Titles) -> Result<Target, ImportError> {
    let field = field.trim();
    if field.is_empty() {
        return Ok(Target::Ignored);
    }
    let known = of_key(kind, field).or_else(|| {
        let meanings = titles.meanings(kind, field);
        meanings.into_iter().find(|(_, meaning)| meaning.key().is_some()).map(|(_, meaning)| meaning)
    });
    match known.map(|meaning| kept(kind, meaning)) {
        Some(target @ Target::Kept(_)) => Ok(target),
        _ => Err(ImportError::NoField { kind, wanted: field.to_owned() }),
    }
}

/// The letters of a column: A, Z, AA.
fn letters(at: u32) -> String {
    let mut letters = Vec::new();
    let mut left = at.saturating_add(1);
    while left > 0 {
        left -= 1;
        letters.push(char::from_u32(u32::from(b'A') + left % 26).unwrap_or('?'));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(kind: Kind, titles: &[&str]) -> Header {
        let columns = (0..).zip(titles).map(|(at, title)| Titled { at, title: (*title).to_owned() }).collect();
        Header { kind, last_row: 1, columns }
    }

    fn hand(column: &str, field: &str) -> ByHand {
        ByHand { column: column.to_owned(), field: field.to_owned() }
    }

    fn shown(columns: &[Column]) -> Vec<String> {
        let shown = |column: &Column| match column.target {
            Target::Kept(meaning) => meaning.key().unwrap_or_default().to_owned(),
            other => format!("{other:?}"),
        };
        columns.iter().map(shown).collect()
    }

    fn mapped(kind: Kind, titles: &[&str], by_hand: &[ByHand]) -> Result<Vec<String>, ImportError> {
        columns(&header(kind, titles), by_hand, Titles::shipped().unwrap()).map(|columns| shown(&columns))
    }

    #[test]
    fn a_message_boards_columns_find_their_fields() {
        let titles = [
            "留言编号",
            "留言用户",
            "留言主题",
            "留言时间",
            "留言详情",
            "答复意见",
            "答复时间",
            "一级分类",
            "点击量",
            "天气",
        ];
        let expected = [
            "external_no",
            "Dropped",
            "title",
            "reported_on",
            "content",
            "reply.text",
            "reply.on",
            "category",
            "Ignored",
            "Unknown",
        ];
        assert_eq!(mapped(Kind::Issue, &titles, &[]).unwrap(), expected);
    }

    #[test]
    fn of_two_columns_for_a_field_the_surer_is_taken() {
        let columns = mapped(Kind::Issue, &["时间", "反映时间", "一级分类", "二级分类", "内容"], &[]).unwrap();
        assert_eq!(columns, ["Outdone(\"反映日期\")", "reported_on", "Outdone(\"类别\")", "category", "content"]);
    }

    #[test]
    fn a_desks_own_numbers_are_left_where_the_outside_number_stands_beside() {
        assert_eq!(mapped(Kind::Issue, &["编号", "外部编号"], &[]).unwrap(), ["Computed", "external_no"]);
        assert_eq!(mapped(Kind::Issue, &["编号", "内容"], &[]).unwrap(), ["external_no", "content"]);
    }

    #[test]
    fn the_clerks_word_goes_before_any_title() {
        let columns = mapped(
            Kind::Issue,
            &["时间", "反映时间", "天气", "内容"],
            &[hand("a", "反映日期"), hand("天气", "village"), hand("内容", "")],
        );
        assert_eq!(columns.unwrap(), ["reported_on", "Outdone(\"反映日期\")", "village", "Ignored"]);
        assert!(mapped(Kind::Issue, &["内容"], &[hand("标题", "title")]).is_err());
        for field in ["weather", "number", "merged_into"] {
            assert!(mapped(Kind::Issue, &["内容"], &[hand("内容", field)]).is_err(), "{field}");
        }
    }

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
