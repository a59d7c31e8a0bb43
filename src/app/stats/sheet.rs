//! The figures in view on paper: the table with what it is compared with, or the bars of one figure.

use chrono::NaiveDateTime;

use super::rows::{Line, Row};
use super::{Face, Stats, group_name, name};
use crate::model::stats::{Amount, Dimension, Indicator, Period};
use crate::model::{Context, Date};
use crate::report::paper::{Block, Chart, ChartForm, Grid, GridCell, GridRow, Page, Paper, Series};
use crate::text::zh::app::screens::stats as text;
use crate::text::zh::report::period as zh;

/// The columns of the table of figures.
const COLUMNS: u16 = 4;

/// What the page shows, for the station of that name; none where nothing is counted, or not yet what was chosen. The one who
/// writes it dates it.
pub fn paper(stats: &Stats, station: &str, context: &Context<'_>) -> Option<Paper> {
    let period = stats.shown_period().filter(|_| !stats.is_stale())?;
    let (title, content) = match stats.face {
        Face::Figures => (text::sheet::title(station, period), table(stats.rows())?),
        Face::Groups(_) | Face::Course => bars(stats, station, context)?,
    };
    let mut blocks = vec![Block::Title(title.clone()), Block::Subtitle(cut_off(period, context.today))];
    blocks.extend(stats.breaks().map(|(period, broken)| Block::Note(text::broken(period, broken))));
    blocks.extend(content);
    blocks.push(Block::Note(zh::basis(period)));
    blocks.push(Block::Note(zh::definitions(&defined(stats))));
    if stats.face == Face::Groups(Dimension::Deputy) {
        blocks.push(Block::Note(text::FOR_EACH.to_owned()));
    }
    Some(Paper {
        name: title,
        author: station.to_owned(),
        made_at: NaiveDateTime::default(),
        page: Page::Report,
        blocks,
    })
}

/// The period, and that it is not over where it is not.
fn cut_off(period: Period, today: Date) -> String {
    format!("{}{}", zh::period(period), text::unfinished(period.last < today))
}

/// The figures, their parts below them, a chapter after the other.
fn table(lines: &[Row]) -> Option<Vec<Block>> {
    let headings = [text::INDICATOR, text::NOW, text::BEFORE, text::YEAR_BEFORE].map(GridCell::label);
    let mut rows = vec![GridRow::of(headings.to_vec())];
    rows.extend(lines.iter().map(|row| match row {
        Row::Chapter(chapter) => GridRow::of(vec![GridCell::label(text::chapter(*chapter)).over(COLUMNS)]),
        Row::Figure(line) => {
            GridRow::of(vec![GridCell::text(called(line)), cell(line.now), cell(line.before), cell(line.year_before)])
        }
    }));
    let grid = Grid { caption: None, widths: vec![5, 2, 2, 2], headings: 1, rows };
    (!lines.is_empty()).then(|| vec![Block::Table(grid)])
}

fn called(line: &Line) -> String {
    let name = zh::named(&line.name, line.unit);
    if line.of.part.is_empty() { name } else { zh::part(&name) }
}

/// An amount; a blank where nothing was counted.
fn cell(amount: Option<Amount>) -> GridCell {
    amount.map_or_else(|| GridCell::text(""), GridCell::figure)
}

/// The bars as a table and as a chart, and what they are called.
fn bars(stats: &Stats, station: &str, context: &Context<'_>) -> Option<(String, Vec<Block>)> {
    let (of, period) = (stats.figure()?, stats.shown_period()?);
    let unit = Indicator::of(of.id).map_or("", |indicator| indicator.unit);
    let figure = name(&of, context.codes);
    let (how, first, form) = match stats.face {
        Face::Groups(by) => (text::by(by), text::dimension(by), ChartForm::Bars),
        _ => (text::COURSE.to_owned(), text::sheet::PERIOD, ChartForm::Line),
    };
    let bars = stats.bars();
    let labels: Vec<String> = bars
        .iter()
        .map(|bar| match &bar.group {
            Some((by, key)) => group_name(*by, key, station, context),
            None => bar.period.title(),
        })
        .collect();
    let named = zh::named(&figure, unit);
    let mut rows = vec![GridRow::of(vec![GridCell::label(first), GridCell::label(&named)])];
    let amounts = labels.iter().zip(&bars);
    rows.extend(amounts.map(|(label, bar)| GridRow::of(vec![GridCell::text(label), GridCell::figure(bar.amount)])));
    let grid = Grid { caption: None, widths: vec![3, 2], headings: 1, rows };
    let values = bars.iter().map(|bar| Some(bar.amount)).collect();
    let series = vec![Series { name: figure.clone(), values }];
    let chart = Chart { title: format!("{figure}{how}"), form, unit: unit.to_owned(), labels, series };
    let title = text::sheet::title_of(station, period, &figure, &how);
    (!bars.is_empty()).then(|| (title, vec![Block::Table(grid), Block::Chart(chart)]))
}

/// The definitions of what is shown, each once.
fn defined(stats: &Stats) -> Vec<(String, &'static str)> {
    let shown: Vec<&str> = match stats.face {
        Face::Figures => stats.rows().iter().filter_map(whole).collect(),
        Face::Groups(_) | Face::Course => stats.figure().map(|of| of.id).into_iter().collect(),
    };
    let of = shown.into_iter().filter_map(Indicator::of);
    of.map(|indicator| (zh::named(indicator.name, indicator.unit), indicator.definition)).collect()
}

/// The id of a figure that is no part.
fn whole(row: &Row) -> Option<&str> {
    match row {
        Row::Figure(line) if line.of.part.is_empty() => Some(line.of.id),
        Row::Figure(_) | Row::Chapter(_) => None,
    }
}
