//! What holds for a visit beyond its fields.

use super::field::not_future;
use super::issue::village;
use super::people::serving;
use super::{Findings, others};
use crate::model::context::Context;
use crate::model::deed::{Deed, GOODS, MONEY};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::visit::Visit;
use crate::text::zh::model::check as zh;
use crate::text::zh::model::label;

/// A visit: not in the future, no house number, deeds that can be counted, not entered twice.
pub(super) fn visit(visit: &Visit, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    not_future("date", label::DATE, visit.date, context, found);
    serving("deputies", &visit.deputies, visit.date, context, found);
    village(&visit.village, found);
    if visit.people < visit.households.unwrap_or(0) {
        found.warn("people", zh::FEWER_PEOPLE_THAN_HOUSEHOLDS);
    }
    if is_twice(visit, own, context) {
        found.warn("summary", zh::VISIT_TWICE);
    }
    for (index, deed) in visit.deeds.iter().enumerate() {
        for message in oddities(deed) {
            found.warn("deeds", zh::in_row(label::DEEDS, index + 1, message));
        }
    }
}

/// Whether another live visit has the same day, deputies, village and summary.
fn is_twice(visit: &Visit, own: Option<u64>, context: &Context<'_>) -> bool {
    let Some(date) = visit.date else { return false };
    others(Kind::Visit, &date.to_string(), own, context).any(|(_, other)| {
        matches!(other, Record::Visit(other)
            if other.date == visit.date
                && other.deputies == visit.deputies
                && other.village == visit.village
                && other.summary == visit.summary)
    })
}

fn oddities(deed: &Deed) -> impl Iterator<Item = &'static str> {
    let worth = deed.kind == MONEY || deed.kind == GOODS;
    let no_amount = worth && deed.amount.unwrap_or(0) == 0;
    let no_source = worth && deed.source.is_empty();
    [(no_amount, zh::NO_AMOUNT), (no_source, zh::NO_MONEY_SOURCE)]
        .into_iter()
        .filter_map(|(odd, message)| odd.then_some(message))
}
