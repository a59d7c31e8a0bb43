//! Everything a report of a period tells, read once from the store.

use std::ops::ControlFlow;

use crate::model::issue::Issue;
use crate::model::report::Report;
use crate::model::station::STATION_ID;
use crate::model::stats::dimension::deputy_of;
use crate::model::stats::{Amount, Asked, Counted, Dimension, Figures, Period, Which};
use crate::model::{Context, Entry, Kind, Org, Record, whose};
use crate::report::period::restate::{self, Restated};
use crate::store::reader::{Direction, List, ReadError, Reader};
use crate::text::zh::report::period as zh;

/// Rows of a list on paper; what is more stands in the ledger.
pub const ROWS: usize = 30;
/// Periods of the trend, this one included.
const TREND: usize = 12;
/// Issues looked at for a list of [`ROWS`]: some are withheld.
const LOOKED_AT: usize = 300;
/// Sent reports whose figures are held against the books again.
const LOOKED_BACK: usize = 12;
/// Reports read to find those: drafts stand among them.
const READ: usize = 60;
/// The breakdowns a report shows.
pub const BREAKDOWNS: [Dimension; 4] = [Dimension::Category, Dimension::Village, Dimension::Channel, Dimension::Deputy];

/// Passes over the books: one for each breakdown and list.
const PASSES: u64 = 6;

/// Told how many records were looked at, of how many; may stop the making. With 0 of 0 it is only asked.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// The figures of a group, by the group's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// What the group is called.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// The issues of a list on paper.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listing {
    /// Those that are named, none of them confidential, each with whose it is.
    pub issues: Vec<(Org, Issue)>,
    /// How many are not named because the paper holds no more.
    pub rest: u64,
    /// How many are not named because they ask for confidence.
    pub withheld: u64,
}

/// What a report is made from.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The station's name.
    pub station: String,
    /// The period.
    pub period: Period,
    /// Its figures.
    pub now: Figures,
    /// Those of the period before; none where nothing is on record for it.
    pub before: Option<Figures>,
    /// Those of the same period a year earlier; none where nothing is on record for it, or it is the period before.
    pub year_before: Option<Figures>,
    /// The latest periods of this sort, the earliest first, this one last.
    pub trend: Vec<(Period, Figures)>,
    /// The groups of each breakdown.
    pub groups: Vec<(Dimension, Vec<Named>)>,
    /// Issues overdue at the cut-off.
    pub overdue: Listing,
    /// Promises that stand at the cut-off.
    pub pledges: Listing,
    /// The examples the clerk chose.
    pub cases: Vec<(Org, Issue)>,
    /// Figures of reports sent earlier that have changed since they were last told.
    pub restated: Vec<Restated>,
    /// How many records were entered or changed after such a report was sent, by period; and whether there may be more.
    pub later: Vec<(Period, usize, bool)>,
}

/// Whether anything is on record in a period. Rates are not asked: the roster is there before the first visit.
pub fn says_something(figures: &Figures) -> bool {
    figures.list.iter().any(|figure| matches!(figure.amount, Amount::Count(1..) | Amount::Money(1..)))
}

/// Reads what a report of a period tells; none where `progress` stopped it.
pub fn gather(
    reader: &Reader,
    context: &Context<'_>,
    period: Period,
    cases: &[u64],
    progress: &mut Progress<'_>,
) -> Result<Option<Facts>, ReadError> {
    let sent = sent_before(reader, period)?;
    let trend = trend(period);
    let year_before = period.year_before().filter(|year| Some(*year) != period.before());
    let mut periods = trend.clone();
    periods.extend(period.before().into_iter().chain(year_before));
    periods.extend(sent.iter().filter_map(Report::period));
    periods.sort_unstable();
    periods.dedup();
    let asked = Asked { periods, by: Some(BREAKDOWNS[0]), today: context.today };
    let Some(counted) = reader.counted(&asked, context.codes, &mut pass(0, progress))? else { return Ok(None) };
    let of = |wanted: Period| counted.iter().find(|counted| counted.period == wanted);
    let total = |wanted: Period| of(wanted).map(|counted| counted.total.clone());
    let filled = |wanted: Option<Period>| wanted.and_then(total).filter(says_something);
    let mut groups = vec![(BREAKDOWNS[0], named(of(period), BREAKDOWNS[0], context))];
    for (at, by) in (1..).zip(&BREAKDOWNS[1..]) {
        let asked = Asked { periods: vec![period], by: Some(*by), today: context.today };
        let Some(counted) = reader.counted(&asked, context.codes, &mut pass(at, progress))? else { return Ok(None) };
        groups.push((*by, named(counted.first(), *by, context)));
    }
    let Some(overdue) = listing(reader, context, ("I11", period), &mut pass(4, progress))? else { return Ok(None) };
    let Some(pledges) = listing(reader, context, ("I17d", period), &mut pass(5, progress))? else { return Ok(None) };
    Ok(Some(Facts {
        station: station(context),
        period,
        now: total(period).unwrap_or_default(),
        before: filled(period.before()),
        year_before: filled(year_before),
        trend: trend.into_iter().filter_map(|each| Some((each, total(each)?))).collect(),
        groups,
        overdue,
        pledges,
        cases: examples(cases, context),
        restated: restate::restated(&sent, &counted),
        later: Vec::new(),
    }))
}

/// Tells how far a pass is as its part of the whole.
fn pass<'a>(at: u64, progress: &'a mut Progress<'_>) -> impl FnMut(u64, u64) -> ControlFlow<()> + 'a {
    move |done, of| progress(of.saturating_mul(at).saturating_add(done), of.saturating_mul(PASSES))
}

/// The station's name.
pub fn station(context: &Context<'_>) -> String {
    match context.directory.entry(Kind::Station, STATION_ID).map(|entry| entry.record) {
        Some(Record::Station(station)) => station.name,
        _ => String::new(),
    }
}

/// The reports sent that end no later than a period and are not of it, the latest first.
pub fn sent_before(reader: &Reader, period: Period) -> Result<Vec<Report>, ReadError> {
    let rows = reader.page(List::All(Kind::Report), None, Direction::Forward, READ)?;
    let reports = rows.into_iter().filter_map(|row| match row.entry.record {
        Record::Report(report) => Some(*report),
        _ => None,
    });
    let is_meant = |report: &Report| {
        report.is_sent() && report.period().is_some_and(|own| own.last <= period.last && own != period)
    };
    Ok(reports.filter(is_meant).take(LOOKED_BACK).collect())
}

/// The latest periods, the earliest first.
fn trend(period: Period) -> Vec<Period> {
    let mut periods: Vec<Period> = std::iter::successors(Some(period), |each| each.before()).take(TREND).collect();
    periods.reverse();
    periods
}

fn named(counted: Option<&Counted>, by: Dimension, context: &Context<'_>) -> Vec<Named> {
    let groups = counted.map(|counted| counted.groups.as_slice()).unwrap_or_default();
    let named = groups.iter().filter(|group| says_something(&group.figures));
    named.map(|group| Named { name: name(by, &group.key, context), figures: group.figures.clone() }).collect()
}

/// What a group is called.
fn name(by: Dimension, key: &str, context: &Context<'_>) -> String {
    if key.is_empty() {
        return zh::table::NONE.to_owned();
    }
    let of_record = |(org, kind, id)| context.of(org, |context| context.directory.label(kind, id));
    let named = match by {
        Dimension::Deputy => deputy_of(key).map(|(org, id)| (org, Kind::Deputy, id)),
        by if by.is_of_desks() => key.parse().ok().map(|org| (org, Kind::Station, STATION_ID)),
        _ => None,
    };
    match by {
        Dimension::Deputy => {
            let name = named.and_then(|named| Some((named.0, of_record(named)?)));
            name.map_or_else(|| key.to_owned(), |(org, name)| whose::with_desk(name, org, context))
        }
        Dimension::Station | Dimension::County | Dimension::City => {
            named.and_then(of_record).unwrap_or_else(|| key.to_owned())
        }
        Dimension::Category | Dimension::Channel | Dimension::Route | Dimension::Urgency => {
            context.codes.name(by.key(), key).to_owned()
        }
        Dimension::Village => key.to_owned(),
    }
}

/// The issues that a figure counts, as a list on paper; none where it was stopped.
fn listing(
    reader: &Reader,
    context: &Context<'_>,
    (id, period): (&str, Period),
    progress: &mut Progress<'_>,
) -> Result<Option<Listing>, ReadError> {
    let which = Which { id: id.to_owned(), part: String::new(), period, group: None, today: context.today };
    // What stands behind a figure is found in two passes, which are told as one.
    let mut halved = |done, of| progress(done / 2, of / 2);
    let counted = reader.counting(&which, context.codes, LOOKED_AT, &mut halved)?;
    let Some((entries, total)) = counted else { return Ok(None) };
    let (secret, mut open): (Vec<_>, Vec<_>) =
        entries.into_iter().filter_map(issue_of).partition(|(_, issue)| issue.confidential);
    open.truncate(ROWS);
    let withheld = u64::try_from(secret.len()).unwrap_or(u64::MAX);
    let shown = u64::try_from(open.len()).unwrap_or(u64::MAX);
    Ok(Some(Listing { issues: open, rest: total.saturating_sub(withheld).saturating_sub(shown), withheld }))
}

/// The examples: live issues that do not ask for confidence.
pub fn examples(cases: &[u64], context: &Context<'_>) -> Vec<(Org, Issue)> {
    let entries = cases.iter().filter_map(|id| context.directory.entry(Kind::Issue, *id));
    entries.filter(Entry::is_live).filter_map(issue_of).filter(|(_, issue)| !issue.confidential).collect()
}

fn issue_of(entry: Entry) -> Option<(Org, Issue)> {
    match entry.record {
        Record::Issue(issue) => Some((entry.org, *issue)),
        _ => None,
    }
}
