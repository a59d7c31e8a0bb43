//! A chart as SVG within the file; its texts are measured by their columns.

use quick_xml::escape::escape;

use super::super::super::carried;
use super::super::scale::{self, SHADES, Scale};
use crate::model::stats::Amount;
use crate::model::stats::amount::NOTHING;
use crate::report::paper::{Chart, ChartForm};
use crate::text::width;

/// Width of a drawing, in its own units.
const WIDTH: f64 = 640.0;
/// Size of its text.
const SIZE: f64 = 12.0;
/// Width of a column of text: half a Chinese character.
const COLUMN: f64 = SIZE / 2.0;
/// How much wider a letter may be.
const WIDER: f64 = SIZE / 8.0;
/// From one line of text to the next.
const LINE: f64 = 15.0;
/// Around what is drawn.
const EDGE: f64 = 8.0;
/// Thickness of a bar with its gap.
const BAR: f64 = 16.0;
/// Height of the field that a line is drawn in.
const FIELD: f64 = 220.0;
/// Columns of a label's line beside a bar.
const LABEL_COLUMNS: usize = 28;
/// Lines of a label.
const LABEL_LINES: usize = 3;

/// Writes a chart, in parts where it has more labels than a page; all go by one axis.
pub(super) fn write(out: &mut String, chart: &Chart) {
    let axis = Scale::of(chart);
    scale::parts(chart).iter().for_each(|part| write_part(out, part, axis));
}

fn write_part(out: &mut String, chart: &Chart, axis: Scale) {
    let title = scale::title(chart);
    out.push_str("<figure>\n");
    out.push_str(&format!("<p class=\"caption\">{}</p>\n", escape(&title)));
    if chart.labels.is_empty() || chart.series.is_empty() {
        out.push_str(&format!("<p class=\"note\">{NOTHING}</p>\n</figure>\n"));
        return;
    }
    let mut drawing = Drawing::default();
    let top = legend(&mut drawing, chart);
    let height = match chart.form {
        ChartForm::Bars => bars(&mut drawing, chart, axis, top),
        ChartForm::Line => line(&mut drawing, chart, axis, top),
    };
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.1}\" role=\"img\" aria-label=\"{}\" \
         font-size=\"{SIZE}\" fill=\"#000\">\n{}</svg>\n</figure>\n",
        escape(&title),
        drawing.text
    ));
}

#[derive(Default)]
struct Drawing {
    text: String,
}

/// Where a text stands at its place.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    fn text(&mut self, x: f64, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.text
            .push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>\n", escape(text)));
    }

    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), shade: &str) {
        self.text.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"#{shade}\"/>\n"
        ));
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        self.text.push_str(&format!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" {style}/>\n",
            from.0, from.1, to.0, to.1
        ));
    }
}

const GRID: &str = "stroke=\"#ccc\" stroke-width=\"1\"";
const AXIS: &str = "stroke=\"#000\" stroke-width=\"1\"";

/// How wide a text is at most: in some fonts a letter is wider than half a Chinese character.
fn measured(text: &str) -> f64 {
    let columns = width::columns(text);
    let narrow = (2 * text.chars().count()).saturating_sub(columns);
    number(columns) * COLUMN + number(narrow) * WIDER
}

/// Columns, lines and places of a chart are small numbers.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn columns_in(room: f64) -> usize {
    // A part of the drawing's width, in columns.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let columns = (room / COLUMN).floor().max(0.0) as usize;
    columns
}

/// A label in lines of at most so many columns.
fn label_lines(label: &str, columns: usize) -> Vec<String> {
    let label = carried(label).replace(['\n', '\t'], " ");
    let lines = width::wrap(&label, columns.max(2));
    let text = |range: &std::ops::Range<usize>| label.get(range.clone()).unwrap_or_default().to_owned();
    let mut shown: Vec<String> = lines.iter().take(LABEL_LINES).map(text).collect();
    if let (true, Some(last)) = (lines.len() > LABEL_LINES, shown.last_mut()) {
        *last = width::cut_short(&format!("{last}……"), columns.max(2));
    }
    shown
}

/// Which shade is which series, where there are several; how far down it reaches.
fn legend(drawing: &mut Drawing, chart: &Chart) -> f64 {
    if chart.series.len() < 2 {
        return EDGE;
    }
    let (mut x, mut y) = (EDGE, EDGE);
    for (series, shade) in chart.series.iter().zip(SHADES.iter().cycle()) {
        let name = width::cut_short(&carried(&series.name).replace('\n', " "), columns_in(WIDTH / 2.0));
        let room = measured(&name) + 34.0;
        if x + room > WIDTH && x > EDGE {
            (x, y) = (EDGE, y + LINE + 3.0);
        }
        drawing.rect((x, y + 2.0), (12.0, 10.0), shade);
        drawing.text(x + 16.0, y + SIZE - 1.0, Anchor::Start, &name);
        x += room;
    }
    y + LINE + EDGE
}

fn bars(drawing: &mut Drawing, chart: &Chart, scale: Scale, top: f64) -> f64 {
    let labels: Vec<Vec<String>> = chart.labels.iter().map(|label| label_lines(label, LABEL_COLUMNS)).collect();
    let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| measured(&text)).fold(0.0, f64::max);
    let left = EDGE + widest(&mut labels.iter().flatten().cloned()) + 6.0;
    let values = chart.series.iter().flat_map(|series| &series.values);
    let behind = widest(&mut values.map(|value| shown(*value))) + 6.0;
    let field = (WIDTH - left - behind - EDGE).max(60.0);
    let group = |lines: &Vec<String>| (number(lines.len()) * LINE).max(number(chart.series.len()) * BAR) + 6.0;
    let bottom = top + labels.iter().map(group).sum::<f64>();

    for (mark, text) in scale.marks() {
        let x = left + field * mark / scale.top;
        drawing.rule((x, top), (x, bottom), GRID);
        drawing.text(x, bottom + LINE, Anchor::Middle, &text);
    }
    let mut y = top;
    for (at, lines) in labels.iter().enumerate() {
        let height = group(lines);
        let middle = y + height / 2.0;
        let first = middle - number(lines.len()) * LINE / 2.0 + SIZE - 1.0;
        for (number_of, line) in lines.iter().enumerate() {
            drawing.text(left - 6.0, first + number(number_of) * LINE, Anchor::End, line);
        }
        let first = middle - number(chart.series.len()) * BAR / 2.0;
        for (number_of, (series, shade)) in chart.series.iter().zip(SHADES.iter().cycle()).enumerate() {
            let amount = series.values.get(at).copied().flatten();
            let long = amount.and_then(|amount| scale.share(amount)).unwrap_or(0.0) * field;
            let bar = first + number(number_of) * BAR;
            if long > 0.0 {
                drawing.rect((left, bar + 2.0), (long.max(1.0), BAR - 4.0), shade);
            }
            drawing.text(left + long + 4.0, bar + SIZE, Anchor::Start, &shown(amount));
        }
        y += height;
    }
    drawing.rule((left, top), (left, bottom), AXIS);
    bottom + LINE + EDGE
}

/// Lines of several series are told apart by their dashes, too.
const DASHES: [&str; 4] = ["", "6 3", "2 3", "8 3 2 3"];

fn line(drawing: &mut Drawing, chart: &Chart, scale: Scale, top: f64) -> f64 {
    let top = top + LINE;
    let marks = scale.marks();
    let left = EDGE + marks.iter().map(|(_, text)| measured(text)).fold(0.0, f64::max) + 8.0;
    let bottom = top + FIELD;
    let field = WIDTH - EDGE - left;
    let step = field / number(chart.labels.len().max(1));
    for (mark, text) in &marks {
        let y = bottom - FIELD * mark / scale.top;
        drawing.rule((left, y), (left + field, y), GRID);
        drawing.text(left - 6.0, y + 4.0, Anchor::End, text);
    }
    let at = |place: usize| left + step * (number(place) + 0.5);
    // Labels that have no room beside each other are left out in turn; every value still has its place.
    let room = columns_in(step - 4.0);
    let (every, columns) = if room >= 6 { (1, room) } else { (12_usize.div_ceil(room.max(1)), 12) };
    let mut lines_below = 1;
    for (place, label) in chart.labels.iter().enumerate().step_by(every) {
        let lines = label_lines(label, columns);
        lines_below = lines_below.max(lines.len());
        for (row, text) in lines.iter().enumerate() {
            drawing.text(at(place), bottom + LINE * (number(row) + 1.0), Anchor::Middle, text);
        }
    }
    let mut taken = Vec::new();
    for (number_of, series) in chart.series.iter().enumerate() {
        let shade = SHADES.get(number_of % SHADES.len()).copied().unwrap_or_default();
        let dash = DASHES.get(number_of % DASHES.len()).copied().unwrap_or_default();
        let spots: Vec<Option<(f64, f64, Amount)>> = (0..chart.labels.len())
            .map(|place| {
                let amount = series.values.get(place).copied().flatten()?;
                Some((at(place), bottom - FIELD * scale.share(amount)?, amount))
            })
            .collect();
        // The line is broken where there is no value.
        for pair in spots.windows(2) {
            if let [Some(from), Some(to)] = pair {
                let style = format!("stroke=\"#{shade}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"");
                drawing.rule((from.0, from.1), (to.0, to.1), &style);
            }
        }
        for (x, y, amount) in spots.into_iter().flatten() {
            drawing.text.push_str(&format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#{shade}\"/>\n"));
            value(drawing, &mut taken, (x, y), amount);
        }
    }
    drawing.rule((left, bottom), (left + field, bottom), AXIS);
    drawing.rule((left, top), (left, bottom), AXIS);
    bottom + LINE * number(lines_below) + EDGE
}

/// Writes a value above its spot or below it, where nothing stands yet; a value without room is read off the axis.
fn value(drawing: &mut Drawing, taken: &mut Vec<(f64, f64, f64)>, (x, y): (f64, f64), amount: Amount) {
    let text = amount.shown();
    let half = measured(&text) / 2.0 + 2.0;
    let free =
        |base: f64| !taken.iter().any(|(at, wide, other)| (at - x).abs() < wide + half && (other - base).abs() < LINE);
    if let Some(base) = [y - 7.0, y + LINE + 3.0].into_iter().find(|base| free(*base)) {
        taken.push((x, half, base));
        drawing.text(x, base, Anchor::Middle, &text);
    }
}

fn shown(amount: Option<Amount>) -> String {
    amount.map_or_else(|| NOTHING.to_owned(), Amount::shown)
}
