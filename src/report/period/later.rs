//! How many records were entered or changed after a report was sent, though they are of its period.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::facts::Progress;
use crate::model::order::Order as _;
use crate::model::report::Report;
use crate::model::stats::Period;
use crate::model::{Date, Kind, json};
use crate::report::KINDS;
use crate::store::journal::{JournalReader, Mark, ReadError};

/// Lines of the journal looked at: years of a station's work. What lies beyond is told as "at least".
const LINES: usize = 50_000;
/// Lines read between two looks whether it is to stop.
const AT_A_TIME: usize = 512;

/// A period, how many of its records came late, and whether there may be more.
pub type Later = (Period, usize, bool);

/// For each period that was reported, how many records of it the journal has after the last report, each once; and whether
/// there may be more. What came before the last report was told by it. None where `progress`, told nothing, stopped it.
pub fn later(
    journal: &JournalReader,
    sent: &[Report],
    progress: &mut Progress<'_>,
) -> Result<Option<Vec<Later>>, ReadError> {
    let last = sent.iter().max_by_key(|report| report.seq);
    let Some(mark) = last.and_then(|report| serde_json::from_str::<Mark>(&report.mark).ok()) else {
        return Ok(Some(Vec::new()));
    };
    let mut periods: Vec<(Period, BTreeSet<(Kind, u64)>)> =
        sent.iter().filter_map(|report| Some((report.period()?, BTreeSet::new()))).collect();
    periods.order_by_key(|(period, _)| *period);
    periods.dedup_by_key(|(period, _)| *period);
    let mut looked_at = 0;
    for line in journal.lines_after(mark)?.take(LINES) {
        let line = line?;
        looked_at += 1;
        if looked_at % AT_A_TIME == 0 && progress(0, 0) == ControlFlow::Break(()) {
            return Ok(None);
        }
        let kind = line.envelope.kind.parse::<Kind>().ok().filter(|kind| KINDS.contains(kind));
        let Some((kind, data)) = kind.zip(line.body.data()) else { continue };
        let Some(day) = day(kind, data) else { continue };
        for (_, found) in periods.iter_mut().filter(|(period, _)| period.holds(day)) {
            found.insert((kind, line.envelope.id));
        }
    }
    let more = looked_at == LINES;
    let filled = periods.into_iter().filter(|(_, found)| !found.is_empty());
    Ok(Some(filled.map(|(period, found)| (period, found.len(), more)).collect()))
}

/// The day a record of the journal belongs to.
fn day(kind: Kind, data: &str) -> Option<Date> {
    json::read(kind, data).ok()?.record.date()
}
