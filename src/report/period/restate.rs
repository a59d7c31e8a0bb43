//! 补登: figures of reports sent earlier that have changed since they were last told.

use serde::{Deserialize, Serialize};

use crate::model::order::Order as _;
use crate::model::report::Report;
use crate::model::stats::{Amount, Counted, Figures, INDICATORS, Period};

/// A figure told anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Restated {
    /// The period it is of.
    pub period: Period,
    /// The indicator's id.
    pub id: String,
    /// What was last told of it.
    pub told: Amount,
    /// What it is now.
    pub now: Amount,
}

impl Restated {
    /// How much more or less it is, as it is shown: rates in points of a percent.
    pub fn difference(&self) -> String {
        let signed = |now: u128, told: u128, decimals: u32| {
            let (sign, size) = if now >= told { ('+', now - told) } else { ('-', told - now) };
            match decimals {
                0 => format!("{sign}{size}"),
                1 => format!("{sign}{}.{}", size / 10, size % 10),
                _ => format!("{sign}{}.{:02}", size / 100, size % 100),
            }
        };
        match (self.told, self.now) {
            (Amount::Count(told), Amount::Count(now)) => signed(u128::from(now), u128::from(told), 0),
            (Amount::Money(told), Amount::Money(now)) => signed(u128::from(now), u128::from(told), 2),
            (told, now) => match (told.rounded(), now.rounded()) {
                (Some(told), Some(now)) => signed(now, told, 1),
                _ => crate::model::stats::amount::NOTHING.to_owned(),
            },
        }
    }
}

/// What has changed of the reports sent, by the figures counted now: each change is told once, in the first report after it.
/// `sent` are the live ones, in any order; what a later one told anew is what was last told.
pub fn restated(sent: &[Report], counted: &[Counted]) -> Vec<Restated> {
    let mut anew: Vec<(u64, Restated)> = sent
        .iter()
        .flat_map(|report| {
            let rows: Vec<Restated> = serde_json::from_str(&report.restated).unwrap_or_default();
            rows.into_iter().map(|row| (report.seq, row))
        })
        .collect();
    anew.order_by_key(|(seq, _)| *seq);
    let mut all = Vec::new();
    let mut told: Vec<&Report> = sent.iter().collect();
    told.order_by_key(|report| report.period());
    for report in told {
        let Some(period) = report.period() else { continue };
        let Some(now) = counted.iter().find(|counted| counted.period == period) else { continue };
        let Ok(figures) = serde_json::from_str::<Figures>(&report.figures) else { continue };
        for indicator in &INDICATORS {
            let later = anew.iter().rev().find(|(_, row)| row.period == period && row.id == indicator.id);
            let told = later.map(|(_, row)| row.now).or_else(|| figures.get(indicator.id));
            if let (Some(told), Some(now)) = (told, now.total.get(indicator.id))
                && told.shown() != now.shown()
            {
                all.push(Restated { period, id: indicator.id.to_owned(), told, now });
            }
        }
    }
    all
}
