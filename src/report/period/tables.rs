//! The tables and charts of a report, each with its period and cut-off; what their figures mean stands once, at the end.

use super::facts::{Facts, Named, ROWS, says_something};
use super::restate::Restated;
use crate::model::codes::CodeLists;
use crate::model::stats::{Amount, Dimension, Figure, Figures, INDICATORS, Indicator, Period};
use crate::report::paper::{Block, Chart, ChartForm, Grid, GridCell, GridRow, Level, Series};
use crate::text::zh::report::period as zh;

/// Bars of a chart; more do not fit a page.
const BARS: usize = 12;
/// The figures of a cross-table, by their indicators.
const COLUMNS: [&str; 6] = ["I2", "I3", "I8", "I9", "I11", "I13"];

/// Every table and chart behind the text, and at their end what their figures mean.
pub fn all(facts: &Facts, codes: &CodeLists) -> Vec<Block> {
    let mut defined = Vec::new();
    let mut blocks = figures(facts, codes, &mut defined);
    for (by, groups) in &facts.groups {
        blocks.extend(cross_table(facts.period, *by, groups, &mut defined));
    }
    blocks.extend(trend(facts));
    if !defined.is_empty() {
        blocks.push(Block::Heading(Level::Second, zh::table::DEFINITIONS.to_owned()));
        let each = defined.iter().map(|of| zh::defined(&zh::named(of.name, of.unit), of.definition));
        blocks.extend(each.chain(classes(codes)).map(Block::Note));
    }
    blocks
}

/// All figures of the period beside those it is compared with; what is nothing in all of them is left out.
fn figures(facts: &Facts, codes: &CodeLists, defined: &mut Vec<&'static Indicator>) -> Vec<Block> {
    let beside: Vec<(&str, &Figures)> =
        [(zh::table::BEFORE, &facts.before), (zh::table::YEAR_BEFORE, &facts.year_before)]
            .into_iter()
            .filter_map(|(name, figures)| Some((name, figures.as_ref()?)))
            .collect();
    let mut headings = vec![GridCell::label(zh::table::INDICATOR), GridCell::label(zh::table::NOW)];
    headings.extend(beside.iter().map(|(name, _)| GridCell::label(*name)));
    let mut rows = vec![GridRow::of(headings)];
    for (indicator, figure) in shown(facts, &beside) {
        let name = zh::named(indicator.name, indicator.unit);
        let label = match indicator.parts {
            Some(list) if !figure.part.is_empty() => zh::part(codes.name(list, &figure.part)),
            _ => {
                define(defined, indicator);
                name
            }
        };
        let mut cells = vec![GridCell::text(label), cell(Some(figure.amount))];
        cells.extend(beside.iter().map(|(_, figures)| {
            let there = figures.part(&figure.id, &figure.part);
            cell(there.or_else(|| Some(nothing_like(indicator, &figure.part, &[&facts.now]))))
        }));
        rows.push(GridRow::of(cells));
    }
    if rows.len() == 1 {
        return Vec::new();
    }
    let widths = std::iter::once(5).chain(std::iter::repeat_n(2, beside.len() + 1)).collect();
    let grid = Grid { caption: Some(zh::table::FIGURES.to_owned()), widths, headings: 1, rows };
    vec![Block::Table(grid), Block::Note(zh::basis(facts.period) + zh::table::SEE)]
}

fn define(defined: &mut Vec<&'static Indicator>, indicator: &'static Indicator) {
    if !defined.iter().any(|of| of.id == indicator.id) {
        defined.push(indicator);
    }
}

/// The figures that are something in any of the columns, parts that only an earlier period has among them.
fn shown(facts: &Facts, beside: &[(&str, &Figures)]) -> Vec<(&'static Indicator, Figure)> {
    let columns: Vec<&Figures> =
        std::iter::once(&facts.now).chain(beside.iter().map(|(_, figures)| *figures)).collect();
    let mut rows = Vec::new();
    for indicator in &INDICATORS {
        let mut parts: Vec<&str> = Vec::new();
        for figure in columns.iter().flat_map(|figures| &figures.list).filter(|figure| figure.id == indicator.id) {
            if is_something(figure.amount) && !parts.contains(&figure.part.as_str()) {
                parts.push(&figure.part);
            }
        }
        for part in parts {
            let amount = facts.now.part(indicator.id, part).unwrap_or_else(|| nothing_like(indicator, part, &columns));
            rows.push((indicator, Figure { id: indicator.id.to_owned(), part: part.to_owned(), amount }));
        }
    }
    rows
}

fn is_something(amount: Amount) -> bool {
    match amount {
        Amount::Count(count) | Amount::Money(count) => count > 0,
        Amount::Rate { among, .. } | Amount::Days { among, .. } => among > 0,
    }
}

/// Nothing, in the unit that the figure has in other periods.
fn nothing_like(indicator: &Indicator, part: &str, columns: &[&Figures]) -> Amount {
    match columns.iter().find_map(|figures| figures.part(indicator.id, part)) {
        Some(Amount::Money(_)) => Amount::Money(0),
        Some(Amount::Rate { .. }) => Amount::Rate { of: 0, among: 0 },
        Some(Amount::Days { .. }) => Amount::Days { of: 0, among: 0 },
        Some(Amount::Count(_)) | None => Amount::Count(0),
    }
}

/// A figure; a part that is not there is nothing.
fn cell(amount: Option<Amount>) -> GridCell {
    GridCell::figure(amount.unwrap_or(Amount::Count(0)))
}

/// What A, B and C mean here: the letters mean other things elsewhere.
fn classes(codes: &CodeLists) -> Option<String> {
    let defined: Vec<(&str, &str)> = codes
        .list("class")
        .iter()
        .filter(|code| !code.definition.is_empty())
        .map(|code| (code.name.as_str(), code.definition.as_str()))
        .collect();
    (!defined.is_empty()).then(|| zh::classes(&defined))
}

/// The issues by one dimension, where there are groups to speak of.
fn cross_table(period: Period, by: Dimension, groups: &[Named], defined: &mut Vec<&'static Indicator>) -> Vec<Block> {
    let groups: Vec<&Named> = groups.iter().filter(|group| has_issues(&group.figures)).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let name = zh::dimension(by.key());
    let columns: Vec<&'static Indicator> = COLUMNS.into_iter().filter_map(Indicator::of).collect();
    let mut headings = vec![GridCell::label(name)];
    headings.extend(columns.iter().map(|column| GridCell::label(zh::named(column.name, column.unit))));
    let mut rows = vec![GridRow::of(headings)];
    for group in groups.iter().take(ROWS) {
        let figures = columns.iter().map(|column| cell(group.figures.get(column.id)));
        rows.push(GridRow::of(std::iter::once(GridCell::text(&group.name)).chain(figures).collect()));
    }
    let widths = std::iter::once(4).chain(std::iter::repeat_n(2, columns.len())).collect();
    let grid = Grid { caption: Some(zh::table::by(name)), widths, headings: 1, rows };
    columns.iter().for_each(|column| define(defined, column));
    let mut notes = vec![zh::basis(period) + zh::table::SEE];
    notes.extend((by == Dimension::Deputy).then(|| zh::table::EACH.to_owned()));
    notes.extend((groups.len() > ROWS).then(|| zh::table::more(ROWS, groups.len() - ROWS)));
    let mut blocks = vec![Block::Table(grid)];
    blocks.extend(notes.into_iter().map(Block::Note));
    blocks.extend((by == Dimension::Category).then(|| Block::Chart(bars(&groups))));
    blocks
}

fn has_issues(figures: &Figures) -> bool {
    COLUMNS.iter().any(|id| figures.count(id) > 0)
}

fn bars(groups: &[&Named]) -> Chart {
    let groups = groups.iter().take(BARS);
    let (labels, values) =
        groups.map(|group| (group.name.clone(), Some(Amount::Count(group.figures.count("I2"))))).unzip();
    Chart {
        title: zh::chart::CATEGORIES.to_owned(),
        form: ChartForm::Bars,
        unit: zh::chart::UNIT.to_owned(),
        labels,
        series: vec![Series { name: zh::chart::COLLECTED.to_owned(), values }],
    }
}

/// How issues came and were closed over the latest periods, from the first of which anything is on record.
fn trend(facts: &Facts) -> Option<Block> {
    let begun = facts.trend.iter().position(|(_, figures)| says_something(figures))?;
    let periods = facts.trend.get(begun..).filter(|periods| periods.len() > 1)?;
    let values = |id: &str| periods.iter().map(|(_, figures)| figures.get(id)).collect();
    Some(Block::Chart(Chart {
        title: zh::chart::TREND.to_owned(),
        form: ChartForm::Line,
        unit: zh::chart::UNIT.to_owned(),
        labels: periods.iter().map(|(period, _)| zh::chart::label(*period)).collect(),
        series: vec![
            Series { name: zh::chart::COLLECTED.to_owned(), values: values("I2") },
            Series { name: zh::chart::CLOSED.to_owned(), values: values("I8") },
        ],
    }))
}

/// The figures told anew, with what was told and what they are now.
pub fn restated(rows: &[Restated]) -> Vec<Block> {
    let mut grid = vec![GridRow::of(zh::table::RESTATED_HEADINGS.map(GridCell::label).to_vec())];
    for row in rows.iter().take(ROWS) {
        let name = Indicator::of(&row.id).map_or_else(|| row.id.clone(), |of| zh::named(of.name, of.unit));
        let mut difference = GridCell::text(row.difference());
        difference.align = crate::report::table::Align::Right;
        grid.push(GridRow::of(vec![
            GridCell::text(row.period.title()),
            GridCell::text(name),
            GridCell::figure(row.told),
            GridCell::figure(row.now),
            difference,
        ]));
    }
    let grid =
        Grid { caption: Some(zh::table::RESTATED.to_owned()), widths: vec![4, 6, 3, 3, 3], headings: 1, rows: grid };
    let more = (rows.len() > ROWS).then(|| Block::Note(zh::table::more(ROWS, rows.len() - ROWS)));
    std::iter::once(Block::Table(grid)).chain(more).collect()
}
