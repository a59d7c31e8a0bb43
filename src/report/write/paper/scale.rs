//! The axis of a chart, for every writer that draws one.

use crate::model::stats::Amount;
use crate::report::paper::{Chart, Series};

/// The most labels of one chart on paper; more are drawn as several.
pub(super) const MOST_LABELS: usize = 30;

/// Colours of series, told apart on a black and white print, too.
pub(super) const SHADES: [&str; 4] = ["2F4F6F", "A9B8C6", "7A7A7A", "D6D6D6"];

/// How large an amount is on an axis; none for nothing to divide by.
pub(super) fn size(amount: Amount) -> Option<f64> {
    // Counts and tenths of a percent far below 2^53, where numbers of an axis begin to have gaps.
    #[allow(clippy::cast_precision_loss)]
    match amount {
        Amount::Count(count) => Some(count as f64),
        Amount::Money(fen) => Some(fen as f64 / 100.0),
        Amount::Rate { .. } | Amount::Days { .. } => amount.rounded().map(|tenths| tenths as f64 / 10.0),
    }
}

/// An axis from 0.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Scale {
    /// Where it ends.
    pub(super) top: f64,
    /// From one mark to the next.
    pub(super) step: f64,
}

impl Scale {
    /// An axis for the values of a chart: some five marks at round numbers, and whole ones where nothing is in parts.
    pub(super) fn of(chart: &Chart) -> Scale {
        let values = || chart.series.iter().flat_map(|series| &series.values).flatten().copied();
        let most = values().filter_map(size).fold(0.0, f64::max);
        let whole = values().all(|amount| matches!(amount, Amount::Count(_)));
        let raw = (most / 5.0).max(if whole { 1.0 } else { 0.1 });
        let decade = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * decade).find(|step| *step >= raw * 0.999_999);
        let step = step.unwrap_or(10.0 * decade);
        Scale { top: (most / step).ceil().max(1.0) * step, step }
    }

    /// Where a value stands on the axis, from 0 to 1.
    pub(super) fn share(&self, amount: Amount) -> Option<f64> {
        size(amount).map(|size| (size / self.top).clamp(0.0, 1.0))
    }

    /// The marks, with what is written at them.
    pub(super) fn marks(&self) -> Vec<(f64, String)> {
        // At most six marks: the step is a fifth of the largest value or more.
        let marks = (0_u8..=20).map(|number| f64::from(number) * self.step);
        let decimals = usize::from(self.step < 1.0);
        marks
            .take_while(|mark| *mark <= self.top * 1.000_001)
            .map(|mark| (mark, format!("{mark:.decimals$}")))
            .collect()
    }
}

/// The chart as one or several, each with as many labels as a page shows; titles tell the parts apart.
pub(super) fn parts(chart: &Chart) -> Vec<Chart> {
    let count = chart.labels.len().div_ceil(MOST_LABELS).max(1);
    if count == 1 {
        return vec![chart.clone()];
    }
    let of = |number: usize| {
        let from = number * MOST_LABELS;
        let series = chart.series.iter().map(|series| Series {
            name: series.name.clone(),
            values: series.values.iter().skip(from).take(MOST_LABELS).copied().collect(),
        });
        Chart {
            title: crate::text::zh::report::paper::part_of(&chart.title, number + 1, count),
            labels: chart.labels.iter().skip(from).take(MOST_LABELS).cloned().collect(),
            series: series.collect(),
            ..chart.clone()
        }
    };
    (0..count).map(of).collect()
}

/// The line above a chart, with the unit of its values.
pub(super) fn title(chart: &Chart) -> String {
    let title = super::super::carried(&chart.title).into_owned();
    if chart.unit.is_empty() {
        return title;
    }
    crate::text::zh::report::paper::with_unit(&title, &super::super::carried(&chart.unit))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::report::paper::ChartForm;

    fn chart(values: &[Amount]) -> Chart {
        Chart {
            title: String::new(),
            form: ChartForm::Bars,
            unit: String::new(),
            labels: values.iter().map(|amount| amount.shown()).collect(),
            series: vec![Series { name: String::new(), values: values.iter().copied().map(Some).collect() }],
        }
    }

    #[test]
    fn axes_end_at_or_above_the_largest_value_in_round_steps() {
        let axis = |values: &[Amount]| {
            let scale = Scale::of(&chart(values));
            (scale.top, scale.marks().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(axis(&[]), (1.0, "0 1".to_owned()));
        assert_eq!(axis(&[Amount::Count(3)]), (3.0, "0 1 2 3".to_owned()));
        assert_eq!(axis(&[Amount::Count(607), Amount::Count(2)]), (800.0, "0 200 400 600 800".to_owned()));
        assert_eq!(axis(&[Amount::Rate { of: 1, among: 1 }]), (100.0, "0 20 40 60 80 100".to_owned()));
        assert_eq!(axis(&[Amount::Days { of: 1, among: 2 }]).1, "0.0 0.1 0.2 0.3 0.4 0.5");
        assert_eq!(axis(&[Amount::Rate { of: 0, among: 0 }]).0, 0.1);
        let (top, marks) = axis(&[Amount::Count(u64::MAX)]);
        assert!(top >= 1.8e19 && marks.split(' ').count() <= 7, "{top} {marks}");
    }

    #[test]
    fn a_chart_of_many_labels_is_drawn_in_parts_that_hold_them_all() {
        let values: Vec<Amount> = (0..65).map(Amount::Count).collect();
        let parts = parts(&chart(&values));
        assert_eq!(parts.iter().map(|part| part.labels.len()).collect::<Vec<_>>(), [30, 30, 5]);
        assert_eq!(parts.last().unwrap().series[0].values.last(), Some(&Some(Amount::Count(64))));
    }
}
