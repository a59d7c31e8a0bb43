//! A chart of a document: a table of bars, which every program shows and prints, with the figure behind each bar.

use docx_rs::{
    AlignmentType, HeightRule, Shading, ShdType, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders,
    TableCellMargins, TableRow, VMergeType,
};

use super::super::super::carried;
use super::super::layout::{CELL_SIDE, NOTE_LINE};
use super::super::scale::{self, SHADES, Scale};
use super::{Body, grid, style};
use crate::model::stats::amount::NOTHING;
use crate::report::paper::Chart;
use crate::text::width;

/// Steps of a bar; each is a column.
const STEPS: u32 = 50;
/// The most columns of a label; a longer one would fill the page.
const MOST_COLUMNS: usize = 80;
/// Between two bars, in eighths of a point.
const GAP: usize = 24;
/// The same in twips: the lines above and below a bar add to its row.
const ABOUT_GAP: u32 = 60;
/// Room for what stands above a chart, in twips.
const CAPTION_ROOM: u32 = 1_200;
/// Shares of the width in hundredths, for labels, names of series and figures.
const SHARES: (u32, u32, u32) = (24, 14, 12);

/// Adds a chart.
pub(super) fn add(body: &mut Body, chart: &Chart) {
    body.lines(style::CAPTION, &scale::title(chart));
    let axis = Scale::of(chart);
    let widths = widths(body.layout.block_width(), chart.series.len() > 1);
    let count = chart.labels.len() * chart.series.len();
    // A chart that fits on a page stays on one; a longer one goes on, but does not leave its first bars alone.
    let height = u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(NOTE_LINE + ABOUT_GAP);
    let whole = height < body.layout.block_height() - CAPTION_ROOM;
    let keeps = |number: usize| if whole { number + 1 < count } else { number < 3 };
    let mut rows = Vec::with_capacity(count);
    for (at, label) in chart.labels.iter().enumerate() {
        for number in 0..chart.series.len() {
            let keeps = keeps(rows.len());
            rows.push(row(body, (chart, &axis, &widths), (at, label), number, keeps));
        }
    }
    if rows.is_empty() {
        body.lines(style::NOTE, NOTHING);
        return;
    }
    let repeated = vec![false; rows.len()];
    let side = CELL_SIDE as usize;
    let table = grid::bare(rows, &widths).margins(TableCellMargins::new().margin(0, side, 0, side));
    body.push_table(table, repeated);
}

/// The widths of the columns: the label, the name of the series where there are several, the steps, the figure.
fn widths(whole: u32, several: bool) -> Vec<u32> {
    let (label, name, figure) = SHARES;
    let name = if several { whole * name / 100 } else { 0 };
    let (label, figure) = (whole * label / 100, whole * figure / 100);
    let step = (whole - label - name - figure) / STEPS;
    let mut widths = vec![label];
    widths.extend((name > 0).then_some(name));
    widths.extend(std::iter::repeat_n(step, STEPS as usize));
    widths.push(figure);
    widths
}

fn row(
    body: &mut Body,
    (chart, axis, widths): (&Chart, &Scale, &[u32]),
    (at, label): (usize, &str),
    number: usize,
    keeps: bool,
) -> TableRow {
    let several = chart.series.len() > 1;
    let series = chart.series.get(number);
    let amount = series.and_then(|series| series.values.get(at).copied().flatten());
    let mut cells = Vec::new();
    let width = |column: usize| widths.get(column).copied().unwrap_or_default();
    let label_cell = grid::sized(1, width(0));
    cells.push(match (several, number) {
        (false, _) => text(body, label_cell, label, AlignmentType::Right, keeps),
        (true, 0) => text(body, label_cell.vertical_merge(VMergeType::Restart), label, AlignmentType::Right, keeps),
        (true, _) => text(body, label_cell.vertical_merge(VMergeType::Continue), "", AlignmentType::Right, keeps),
    });
    if several {
        let name = series.map(|series| series.name.as_str()).unwrap_or_default();
        cells.push(text(body, grid::sized(1, width(1)), name, AlignmentType::Left, keeps));
    }
    let filled = amount.and_then(|amount| axis.share(amount)).map_or(0, steps);
    let step = width(1 + usize::from(several));
    if filled > 0 {
        let shade = SHADES.get(number % SHADES.len()).copied().unwrap_or_default();
        let bar = grid::sized(filled as usize, filled * step)
            .shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(shade))
            .set_borders(apart());
        cells.push(text(body, bar, "", AlignmentType::Left, keeps));
    }
    // The figure stands right behind the bar.
    let rest = STEPS - filled;
    let shown = amount.map_or_else(|| NOTHING.to_owned(), |amount| amount.shown());
    let figure = grid::sized(rest as usize + 1, rest * step + widths.last().copied().unwrap_or_default());
    cells.push(text(body, figure, &shown, AlignmentType::Left, keeps));
    // Heights of some hundred twips are exact as f32.
    #[allow(clippy::cast_precision_loss)]
    let height = NOTE_LINE as f32;
    TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast).cant_split()
}

/// The white lines above and below a bar.
fn apart() -> TableCellBorders {
    [TableCellBorderPosition::Top, TableCellBorderPosition::Bottom]
        .into_iter()
        .map(|position| TableCellBorder::new(position).size(GAP).color("FFFFFF"))
        .fold(TableCellBorders::with_empty(), TableCellBorders::set)
}

/// How many steps a bar of that share takes; what is more than nothing takes one at least.
fn steps(share: f64) -> u32 {
    if share <= 0.0 {
        return 0;
    }
    // From 1 to STEPS.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let steps = (share * f64::from(STEPS)).round() as u32;
    steps.clamp(1, STEPS)
}

fn text(body: &mut Body, cell: TableCell, text: &str, align: AlignmentType, keeps: bool) -> TableCell {
    let line = width::cut_short(&carried(text).replace('\n', " "), MOST_COLUMNS);
    cell.add_paragraph(body.line(style::BAR, &line).align(align).keep_next(keeps))
}
