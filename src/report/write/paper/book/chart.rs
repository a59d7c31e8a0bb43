//! A sheet of a chart: its values, and below them the chart that the program draws of them. It fits on one page.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color, Format, FormatAlign, Worksheet,
};

use super::super::super::WriteFault;
use super::super::super::xlsx::{
    A4, BODY_POINTS, LINE_POINTS, MAX_ROW_POINTS, PADDING_POINTS, TITLE_ROW_POINTS, body, bordered, lines_of,
    write_text,
};
use super::super::scale::{self, SHADES, Scale};
use super::{cell_of, figure};
use crate::model::stats::Amount;
use crate::report::paper::{Chart, ChartForm};
use crate::text::zh::report::write as zh;

/// Width of the labels' column and of all others together, in columns of text.
const WIDTHS: (u16, u16) = (32, 56);
/// Width of the drawing in pixels: about that of the columns.
const WIDTH: u32 = 630;
/// Height of a drawing without its bars, in pixels.
const FRAME: u32 = 130;
/// Height of a bar, in pixels.
const BAR: u32 = 18;
/// Between the bars of two labels, in pixels.
const GAP: u32 = 8;
/// Height of a line chart, in pixels.
const FIELD: u32 = 360;
/// The tallest drawing, in pixels: a page.
const TALLEST: u32 = 1_200;
/// The most columns of values; more series than these are not told apart in a drawing.
const MOST_SERIES: usize = 50;

/// Fills the sheet of that name with a chart.
pub(super) fn fill(sheet: &mut Worksheet, name: &str, chart: &Chart, axis: Scale) -> Result<(), WriteFault> {
    let series = chart.series.len().min(MOST_SERIES);
    let last = u16::try_from(series).unwrap_or(1).max(1);
    sheet.set_column_width(0, f64::from(WIDTHS.0))?;
    for column in 1..=last {
        sheet.set_column_width(column, f64::from((WIDTHS.1 / last).max(8)))?;
    }
    let below = values(sheet, chart, series, last)?;
    if !chart.labels.is_empty() && series > 0 {
        sheet.insert_chart(below + 1, 0, &drawn(name, chart, axis, series, below))?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    // In inches: left, right, top, bottom, header, footer.
    sheet.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    sheet.set_footer(zh::PAGE_FOOTER);
    Ok(())
}

/// Writes the values; the row after them.
fn values(sheet: &mut Worksheet, chart: &Chart, series: usize, last: u16) -> Result<u32, WriteFault> {
    let title = Format::new().set_font_name(zh::HEAD_FONT).set_font_size(BODY_POINTS + 1.5).set_bold();
    let title = title.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last, "", &title)?;
    write_text(sheet, (0, 0), &cell_of(&scale::title(chart)), &title)?;
    sheet.set_row_height(0, TITLE_ROW_POINTS)?;
    let heading = bordered(body()).set_text_wrap().set_align(FormatAlign::Center);
    let label_format = bordered(body()).set_text_wrap();
    let value_format = bordered(body()).set_align(FormatAlign::Right);
    write_text(sheet, (1, 0), "", &heading)?;
    sheet.set_row_height(1, LINE_POINTS + PADDING_POINTS)?;
    for (column, series) in (1_u16..).zip(chart.series.iter().take(series)) {
        write_text(sheet, (1, column), &cell_of(&series.name), &heading)?;
    }
    let mut row = 2;
    for (at, label) in chart.labels.iter().enumerate() {
        let label = cell_of(label);
        write_text(sheet, (row, 0), &label, &label_format)?;
        let points = f64::from(lines_of(&label, WIDTHS.0 - 1)) * LINE_POINTS + PADDING_POINTS;
        sheet.set_row_height(row, points.min(MAX_ROW_POINTS))?;
        for (column, series) in (1_u16..).zip(chart.series.iter().take(series)) {
            match series.values.get(at).copied().flatten().filter(|amount| figure::number(*amount).is_some()) {
                Some(amount) => figure::write(sheet, (row, column), amount, &value_format)?,
                // A text would be drawn as nothing at all, which is a value.
                None => {
                    sheet.write_blank(row, column, &value_format)?;
                }
            }
        }
        row += 1;
    }
    Ok(row)
}

fn drawn(name: &str, chart: &Chart, axis: Scale, series: usize, below: u32) -> Drawn {
    let form = match chart.form {
        ChartForm::Bars => ChartType::Bar,
        ChartForm::Line => ChartType::Line,
    };
    let mut drawn = Drawn::new(form);
    let mut font = ChartFont::new();
    font.set_name(zh::BODY_FONT).set_size(9);
    for (number, column) in (0..series).zip(1_u16..) {
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(&font).set_position(match chart.form {
            ChartForm::Bars => ChartDataLabelPosition::OutsideEnd,
            ChartForm::Line => ChartDataLabelPosition::Above,
        });
        let one = drawn.add_series();
        one.set_name((name, 1, column))
            .set_categories((name, 2, 0, below - 1, 0))
            .set_values((name, 2, column, below - 1, column))
            .set_format(&mut look(chart.form, number))
            .set_data_label(&label)
            .set_gap(40);
        if chart.form == ChartForm::Line {
            one.set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5));
        }
    }
    let title = cell_of(&scale::title(chart)).chars().take(200).collect::<String>();
    drawn.title().set_name(&title).set_font(ChartFont::new().set_name(zh::HEAD_FONT).set_size(11));
    // Rates stand in their cells as parts of one.
    let mut values = chart.series.iter().flat_map(|series| &series.values).flatten();
    let is_rate = values.any(|amount| matches!(amount, Amount::Rate { .. }));
    let part = if is_rate { 100.0 } else { 1.0 };
    let shown = if is_rate { "0%" } else { "General" };
    let values = match chart.form {
        // The library calls the axis of values x where bars lie. From the top, as the table has the labels; the values
        // stay below.
        ChartForm::Bars => {
            drawn.y_axis().set_font(&font).set_reverse();
            drawn.x_axis().set_label_position(ChartAxisLabelPosition::High)
        }
        ChartForm::Line => {
            drawn.x_axis().set_font(&font);
            drawn.y_axis()
        }
    };
    let grid = ChartLine::new().set_color("CCCCCC").clone();
    values.set_font(&font).set_num_format(shown).set_major_gridlines(true).set_major_gridlines_line(&grid);
    values.set_min(0).set_max(axis.top / part).set_major_unit(axis.step / part);
    if series > 1 {
        drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    } else {
        drawn.legend().set_hidden();
    }
    drawn.show_empty_cells_as(ChartEmptyCells::Gaps);
    drawn.set_width(WIDTH).set_height(height(chart, series));
    drawn
}

fn height(chart: &Chart, series: usize) -> u32 {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    match chart.form {
        ChartForm::Line => FIELD,
        ChartForm::Bars => {
            let group = count(series).saturating_mul(BAR).saturating_add(GAP);
            count(chart.labels.len()).saturating_mul(group).saturating_add(FRAME).min(TALLEST)
        }
    }
}

fn look(form: ChartForm, number: usize) -> ChartFormat {
    const DASHES: [ChartLineDashType; 4] =
        [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot, ChartLineDashType::DashDot];
    let shade = SHADES.get(number % SHADES.len()).copied().unwrap_or_default();
    let colour = Color::from(shade);
    let mut look = ChartFormat::new();
    match form {
        ChartForm::Bars => look.set_solid_fill(ChartSolidFill::new().set_color(colour)),
        ChartForm::Line => {
            let dash = DASHES.get(number % DASHES.len()).copied().unwrap_or(ChartLineDashType::Solid);
            look.set_line(ChartLine::new().set_color(colour).set_width(2).set_dash_type(dash))
        }
    };
    look
}
