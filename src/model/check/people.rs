//! What holds for deputies and units, and for records that name them.

use super::Findings;
use super::field::not_future;
use crate::model::context::{Candidate, Context};
use crate::model::date::Date;
use crate::model::deputy::{Deputy, SERVING};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::unit::Unit;
use crate::text::zh::model::check as zh;
use crate::text::zh::model::label;

/// How many records of one name are looked at.
const NAMESAKES: usize = 5;

/// A deputy: no date in the future, a status with its date, and a look for namesakes.
pub(super) fn deputy(deputy: &Deputy, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    not_future("status_on", label::STATUS_ON, deputy.status_on, context, found);
    if deputy.status != SERVING && deputy.status_on.is_none() {
        found.warn("status_on", zh::STATUS_WITHOUT_DATE);
    }
    if let Some(other) = namesake(Kind::Deputy, &deputy.name, own, context) {
        found.warn("name", zh::deputy_namesake(&other.label, &other.detail));
    }
}

/// A unit: its name stands once.
pub(super) fn unit(unit: &Unit, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    if let Some(other) = namesake(Kind::Unit, &unit.name, own, context) {
        found.warn("name", zh::unit_twice(&other.label));
    }
}

/// Warns of deputies who were not in office on a day.
pub(super) fn serving(
    key: &'static str,
    deputies: &[u64],
    on: Option<Date>,
    context: &Context<'_>,
    found: &mut Findings,
) {
    let on = on.unwrap_or(context.today);
    for id in deputies {
        let Some(entry) = context.directory.entry(Kind::Deputy, *id) else { continue };
        let Record::Deputy(deputy) = &entry.record else { continue };
        if deputy.status != SERVING && deputy.status_on.is_none_or(|since| since <= on) {
            let status = context.codes.name("deputy_status", &deputy.status);
            found.warn(key, zh::not_serving(&deputy.name, status, deputy.status_on));
        }
    }
}

/// Another live record of a kind that is called the same.
pub(super) fn namesake(kind: Kind, name: &str, own: Option<u64>, context: &Context<'_>) -> Option<Candidate> {
    if name.is_empty() {
        return None;
    }
    let like = context.directory.find(kind, name, NAMESAKES);
    like.into_iter().find(|other| other.exact && Some(other.id) != own)
}
