//! The filters the lines of 今日 lead to.

use super::Today;
use crate::model::duty::Duty;
use crate::model::filter::{Filter, Manner};
use crate::model::life::PROMISED;
use crate::model::owing::{self, Owing};
use crate::model::reception::{ANNOUNCED, PLANNED};
use crate::model::typed::TypedError;
use crate::model::{Context, Kind};
use crate::text::zh::app::screens::today as text;

/// What the records of a list have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Narrow {
    /// Something is owed for these issues.
    Owing(Owing),
    /// Issues with a promise of class B that is not kept yet.
    Promised,
    /// Reception days that have passed and still stand in the plan.
    PastDays,
    /// Deputies in office who have not met a quota this year.
    Short(Duty),
}

impl Today {
    /// The filter that takes what a line counts; `None` where the code lists of a station lack what it asks for.
    pub fn filter(&self, narrow: Narrow, context: &Context<'_>) -> Option<Filter> {
        let made = match narrow {
            Narrow::Owing(owing) => filled(Kind::Issue, &[(owing::KEY, owing.key())], context),
            Narrow::Promised => filled(Kind::Issue, &[("class", PROMISED), ("stage", "replied,tracking")], context),
            Narrow::PastDays => {
                let yesterday = format!("..{}", context.today.plus_days(-1));
                let stages = [PLANNED, ANNOUNCED].join(",");
                filled(Kind::Reception, &[("stage", &stages), ("date", &yesterday)], context)
            }
            Narrow::Short(duty) => {
                let short = self.gathered.short.iter().find(|short| short.duty == duty)?;
                let mut filter = Filter::new(Kind::Deputy);
                filter.chosen(short.ids.iter().copied(), &text::short_list(duty, short.wanted));
                Ok(filter)
            }
        };
        made.inspect_err(|error| tracing::warn!(?narrow, message = %error.message, "no filter for a line of today"))
            .ok()
    }
}

fn filled(kind: Kind, conditions: &[(&str, &str)], context: &Context<'_>) -> Result<Filter, TypedError> {
    let mut filter = Filter::new(kind);
    for (key, typed) in conditions {
        filter.add(key, typed, Manner::Like, context)?;
    }
    Ok(filter)
}
