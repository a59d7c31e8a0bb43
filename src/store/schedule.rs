//! Plans reception days on what the books have.

use super::reader::{ReadError, Reader};
use crate::model::schedule::{self, Plan};
use crate::model::{Context, Date, Kind, Record};

/// The most reception days looked at: more than any station has in three years.
const MOST_DAYS: usize = 5_000;
/// Days after the period that are looked at as well: days put off from within it stand there.
const AFTER: i64 = 62;

/// Why no plan was made; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The rules in force or the period do not allow it.
    #[error("{0}")]
    Refused(String),
    /// The books cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Plans the days of a period, both ends included, that the rules ask for and the books do not have.
pub fn plan(reader: &Reader, (first, last): (Date, Date), context: &Context<'_>) -> Result<Plan, PlanError> {
    let needed = schedule::first_needed(first.max(context.today));
    let mut days = Vec::new();
    for entry in reader.between(Kind::Reception, needed, last.plus_days(AFTER), MOST_DAYS)? {
        if let Record::Reception(day) = entry.record {
            days.push(day);
        }
    }
    let roster = reader.roster()?.into_iter().filter_map(|entry| match entry.record {
        Record::Deputy(deputy) => Some((entry.id, deputy)),
        _ => None,
    });
    let roster: Vec<_> = roster.collect();
    schedule::plan((first, last), &days, &roster, context).map_err(PlanError::Refused)
}
