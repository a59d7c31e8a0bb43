//! The table of figures: chapters, figures, and their parts below them.

use super::Of;
use crate::model::codes::CodeLists;
use crate::model::order::Order as _;
use crate::model::stats::indicator::Chapter;
use crate::model::stats::{Amount, Change, Counted, Figures, INDICATORS, Indicator, Period};

/// A line of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// The name of a part of the books.
    Chapter(Chapter),
    /// A figure.
    Figure(Line),
}

/// A figure and those it is compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Which figure.
    pub of: Of,
    /// What it is called: the part alone where it is one.
    pub name: String,
    /// Its unit; empty for a rate.
    pub unit: &'static str,
    /// In the period.
    pub now: Option<Amount>,
    /// In the period before 上期.
    pub before: Option<Amount>,
    /// In the same period a year before 上年同期.
    pub year_before: Option<Amount>,
}

impl Line {
    /// How much it changed from the period before; none where that cannot be said.
    pub fn change(&self) -> Option<Change> {
        Change::between(self.before?, self.now?)
    }
}

/// The lines of what was counted for a period and those it is compared with. A part stands where any of them has it.
pub fn of(counted: &[Counted], period: Option<Period>, codes: &CodeLists) -> Vec<Row> {
    let Some(period) = period else { return Vec::new() };
    let figures = |of: Option<Period>| {
        let of = of?;
        counted.iter().find(|counted| counted.period == of).map(|counted| &counted.total)
    };
    let all = [figures(Some(period)), figures(period.before()), figures(period.year_before())];
    let mut rows = Vec::new();
    let mut chapter = None;
    for indicator in &INDICATORS {
        let parts = std::iter::once(String::new()).chain(parts(indicator, &all, codes));
        for line in parts.filter_map(|part| line(indicator, part, &all, codes)) {
            if chapter.replace(indicator.chapter) != Some(indicator.chapter) {
                rows.push(Row::Chapter(indicator.chapter));
            }
            rows.push(Row::Figure(line));
        }
    }
    rows
}

/// The parts that any of the periods has: in the order of their list, then codes that stand in none.
fn parts(indicator: &Indicator, all: &[Option<&Figures>], codes: &CodeLists) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for figure in all.iter().flatten().flat_map(|figures| figures.parts(indicator.id)) {
        if !parts.contains(&figure.part) {
            parts.push(figure.part.clone());
        }
    }
    let list = indicator.parts.map_or(&[][..], |list| codes.list(list));
    parts.order_by_key(|part| list.iter().position(|code| code.key == *part).unwrap_or(list.len()));
    parts
}

fn line(indicator: &Indicator, part: String, all: &[Option<&Figures>; 3], codes: &CodeLists) -> Option<Line> {
    let amounts = all.map(|figures| figures.and_then(|figures| figures.part(indicator.id, &part)));
    let [now, before, year_before] = amounts;
    // A part that another period alone has is nothing in this one.
    let some = now.or(before).or(year_before)?;
    let or_none = |amount: Option<Amount>, figures: Option<&Figures>| {
        amount.or_else(|| figures.filter(|figures| !part.is_empty() && !figures.list.is_empty()).map(|_| none(some)))
    };
    let name = match indicator.parts {
        Some(list) if !part.is_empty() => codes.name(list, &part).to_owned(),
        _ => indicator.name.to_owned(),
    };
    let (now, before) = (or_none(now, all[0]), or_none(before, all[1]));
    let year_before = or_none(year_before, all[2]);
    Some(Line { of: Of { id: indicator.id, part }, name, unit: indicator.unit, now, before, year_before })
}

/// Nothing of the same sort.
pub fn none(like: Amount) -> Amount {
    match like {
        Amount::Count(_) => Amount::Count(0),
        Amount::Money(_) => Amount::Money(0),
        Amount::Rate { .. } => Amount::Rate { of: 0, among: 0 },
        Amount::Days { .. } => Amount::Days { of: 0, among: 0 },
    }
}
