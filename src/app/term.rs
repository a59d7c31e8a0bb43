//! A change of term as one save.

use crate::model::Record;
use crate::model::term::Plan;
use crate::store::batch::Batch;

/// The verb of its lines in the journal.
pub const VERB: &str = "term";

/// Puts what was worked out into a batch: records that change, then those of the re-elected.
pub fn collect(batch: &mut Batch, plan: Plan) {
    let Plan { former, reduced, continued, begun, there: _ } = plan;
    for (before, deputy) in former.into_iter().chain(reduced).chain(continued) {
        batch.change(VERB, &before, Record::Deputy(deputy));
    }
    for deputy in begun {
        batch.add(Record::Deputy(deputy));
    }
}
