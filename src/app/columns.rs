//! Which fields a list shows as columns, and how wide, for the room there is.

use crate::model::entry::VOIDED;
use crate::model::handling::told;
use crate::model::issue::Stage;
use crate::model::{FieldKind, Kind, Spec, whose};
use crate::store::reader::List;

/// The least width of the column that takes what is left.
const FLEXIBLE_LEAST: u16 = 16;
const GAP: u16 = 1;
/// The fields that say more than whose a record is: what it is called and what it is about.
const BEFORE_WHOSE: usize = 2;
const TITLE: &str = "title";
/// So many fields come before the room for a title, and so many columns a title then has beyond the least.
const ESSENTIAL: usize = 5;
const TITLE_SPARE: u16 = 10;
/// Columns for whose a record is in a list narrower than [`ROOMY`].
const WHOSE: u16 = 8;
const ROOMY: u16 = 77;
/// The columns of `2026-11-23`.
const DATE: u16 = 10;

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its field.
    pub spec: &'static Spec,
    /// Its display columns, without the gap after it.
    pub width: u16,
}

/// The fields of a kind in the order they stand, and the one that takes the room that is left.
struct Plan {
    keys: &'static [&'static str],
    flexible: &'static str,
    /// The order in which fields get their place; what comes first stays in the narrowest list.
    first: &'static [&'static str],
}

fn plan(kind: Kind) -> Plan {
    match kind {
        Kind::Reception => Plan {
            keys: &["date", "start", "end", "place", "deputies", "stage", "groups", "people", "recorder", "theme"],
            flexible: "deputies",
            first: &["date", "deputies", "stage", "people", "start", "place", "groups", "end", "recorder", "theme"],
        },
        Kind::Issue => Plan {
            keys: &["number", "reported_on", "title", "stage", "due_on", "class", "village", "category", "unit"],
            flexible: "title",
            first: &["number", "title", "stage", "due_on", "class", "reported_on", "village", "unit", "category"],
        },
        Kind::Visit => Plan {
            keys: &["date", "deputies", "way", "village", "people", "households", "topic", "summary"],
            flexible: "summary",
            first: &["date", "deputies", "summary", "village", "way", "people", "households", "topic"],
        },
        Kind::Deputy => Plan {
            keys: &["name", "levels", "term", "group", "constituency", "post", "status"],
            flexible: "post",
            first: &["name", "levels", "post", "status", "group", "term", "constituency"],
        },
        Kind::Unit => {
            Plan { keys: &["name", "level", "active"], flexible: "name", first: &["name", "level", "active"] }
        }
        Kind::Station => Plan { keys: &["code", "name", "kind"], flexible: "name", first: &["code", "name", "kind"] },
        Kind::Activity => Plan {
            keys: &["date", "type", "title", "attended", "mode"],
            flexible: "title",
            first: &["date", "title", "type", "attended", "mode"],
        },
        Kind::Project => Plan {
            keys: &["year", "title", "stage", "elected", "progress", "unit"],
            flexible: "title",
            first: &["year", "title", "stage", "progress", "elected", "unit"],
        },
        // The title is the record: the class stands beside the list.
        Kind::Proposal => Plan {
            keys: &["title", "lead", "stage", "unit", "due_on"],
            flexible: "title",
            first: &["title", "lead", "stage", "due_on", "unit"],
        },
        Kind::Report => Plan {
            keys: &["first", "last", "sort", "title", "stage", "sent_on"],
            flexible: "title",
            first: &["last", "title", "stage", "sort", "sent_on", "first"],
        },
        Kind::Party => Plan {
            keys: &["code", "name", "role", "status", "acked_seq", "acked_on"],
            flexible: "name",
            first: &["name", "code", "status", "role", "acked_on", "acked_seq"],
        },
        Kind::Received => Plan {
            keys: &["code", whose::KEY, "seq", "number", "at", "forked"],
            flexible: "forked",
            first: &["code", "seq", "forked", whose::KEY, "number", "at"],
        },
        Kind::Handling => Plan {
            keys: &["station", "number", "title", "says", "state"],
            flexible: "says",
            // Each station has an issue of the same number.
            first: &["number", "says", "station", "state", "title"],
        },
        Kind::Pack => Plan {
            keys: &["on", "sort", "to", "number", "state", "file", "place", "count", "bytes", "by"],
            flexible: "place",
            // Who, what and which number is the name of the file as well.
            first: &["on", "sort", "number", "to", "state", "place", "file", "count", "bytes", "by"],
        },
        Kind::Setting => Plan { keys: &["key", "value"], flexible: "value", first: &["key", "value"] },
    }
}

/// What the ledger of class-B promises shows: the day that was promised in place of the day an answer was due.
const PROMISES: Plan = Plan {
    keys: &["number", "reported_on", "title", "stage", "promised_on", "class", "village", "category", "unit"],
    flexible: "title",
    first: &["number", "title", "stage", "promised_on", "class", "reported_on", "village", "unit", "category"],
};

/// What the list of decisions that were voided shows: what became of them is that.
const TAKEN_BACK: Plan = Plan {
    keys: &["station", "number", "title", "says", "state"],
    flexible: "says",
    first: &["number", "says", "station", "title", "state"],
};

/// The columns of one of the lists, of `width` display columns. `gathers`: records of several desks stand together, and whose each
/// is stands first.
pub fn columns_in(list: List, width: u16, gathers: bool) -> Vec<Column> {
    match list {
        List::Promised | List::Stage(Stage::Tracking) => laid_out(&PROMISES, Kind::Issue, width, gathers, None),
        List::Voided(Kind::Handling) => laid_out(&TAKEN_BACK, Kind::Handling, width, gathers, Some(&VOIDED.key)),
        List::Voided(kind) => laid_out(&plan(kind), kind, width, gathers, Some(&VOIDED.key)),
        _ => columns(list.kind(), width, gathers),
    }
}

/// The columns of a list of records of a kind, as [`columns_in`] has them.
pub fn columns(kind: Kind, width: u16, gathers: bool) -> Vec<Column> {
    laid_out(&plan(kind), kind, width, gathers, None)
}

/// `last` is the key of a column that stands behind the others and gets its place with the first of them.
fn laid_out(plan: &Plan, kind: Kind, width: u16, gathers: bool, last: Option<&'static &'static str>) -> Vec<Column> {
    let owner = (gathers && whose::is_told(kind)).then_some(&whose::KEY);
    // A decision names a station by a field of its own. A station knows which it is.
    let spec_of = |key: &&'static str| match (kind, *key) {
        (_, key) if key == VOIDED.key => Some(&VOIDED),
        (Kind::Handling, whose::KEY) => gathers.then_some(&whose::SPEC),
        (Kind::Handling, key) => kind.spec(key).or_else(|| told::spec(key)),
        (_, key) => kind.spec(key).or_else(|| (key == whose::KEY).then_some(&whose::SPEC)),
    };
    // What whose a record is takes where every column counts.
    let natural = |spec: &Spec| if whose::is_whose(spec) && width < ROOMY { WHOSE } else { natural(spec) };
    let (most, less) = plan.first.split_at(plan.first.len().min(BEFORE_WHOSE));
    let mut taken: Vec<&'static Spec> = Vec::new();
    let mut used = 0;
    for (at, spec) in most.iter().chain(last).chain(owner).chain(less).filter_map(spec_of).enumerate() {
        let wanted = if spec.key == plan.flexible { FLEXIBLE_LEAST } else { natural(spec) } + GAP;
        // A title is read before what is only good to know.
        let kept = if plan.flexible == TITLE && at >= ESSENTIAL + owner.iter().count() { TITLE_SPARE } else { 0 };
        if used + wanted + kept <= width + GAP {
            used += wanted;
            taken.push(spec);
        }
    }
    let spare = (width + GAP).saturating_sub(used);
    let stands = |key: &&'static str| taken.iter().find(|spec| spec.key == *key).copied();
    let width_of = |spec: &Spec| if spec.key == plan.flexible { FLEXIBLE_LEAST + spare } else { natural(spec) };
    owner
        .into_iter()
        .chain(plan.keys)
        .chain(last)
        .filter_map(stands)
        .map(|spec| Column { spec, width: width_of(spec) })
        .collect()
}

/// The width the table gives the field, a date's own, and at least its label's.
fn natural(spec: &Spec) -> u16 {
    let label = u16::try_from(crate::text::width::columns(spec.label)).unwrap_or(u16::MAX);
    // The table's width of a date leaves room for what a ledger puts beside it.
    let own = if spec.kind == FieldKind::Date { DATE } else { spec.width };
    own.max(label)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn columns_fill_the_width_and_never_pass_it() {
        for kind in Kind::ALL {
            for width in 20..200_u16 {
                let columns = columns(kind, width, width % 2 == 0);
                let total: u16 = columns.iter().map(|column| column.width + GAP).sum();
                assert!(total <= width + GAP, "{kind:?} at {width}: {total}");
            }
        }
    }

    #[test]
    fn the_most_important_columns_survive_in_sixty_columns() {
        let keys: Vec<&str> = columns(Kind::Issue, 58, false).iter().map(|column| column.spec.key).collect();
        assert_eq!(keys, ["number", "title", "stage", "due_on", "class"]);
        let keys: Vec<&str> = columns(Kind::Deputy, 58, false).iter().map(|column| column.spec.key).collect();
        assert_eq!(keys, ["name", "levels", "post", "status"]);
    }

    #[test]
    fn a_wider_list_never_leaves_less_room_for_titles_and_keeps_what_became_of_an_issue() {
        let title = |width, gathers| {
            let columns = columns(Kind::Issue, width, gathers);
            assert!(width < 66 || columns.iter().any(|column| column.spec.key == "class"), "{width}");
            columns.iter().find(|column| column.spec.key == TITLE).map_or(0, |column| column.width)
        };
        for gathers in [false, true] {
            for width in 76..200 {
                assert!(title(width, gathers) >= 16, "{width}");
            }
        }
        assert!(title(77, false) >= 26 && title(84, false) >= 26, "{} {}", title(77, false), title(84, false));
    }

    #[test]
    fn the_ledger_of_promises_shows_the_day_that_was_promised() {
        for list in [List::Promised, List::Stage(Stage::Tracking)] {
            let keys: Vec<&str> = columns_in(list, 58, false).iter().map(|column| column.spec.key).collect();
            assert_eq!(keys, ["number", "title", "stage", "promised_on", "class"]);
        }
        let usual: Vec<&str> = columns_in(List::Due, 58, false).iter().map(|column| column.spec.key).collect();
        assert_eq!(usual, ["number", "title", "stage", "due_on", "class"]);
    }

    #[test]
    fn a_list_of_voided_records_says_why_each_was() {
        for kind in Kind::ALL {
            assert!(kind.spec(VOIDED.key).is_none(), "{kind:?} has a field of its key");
            for (width, gathers) in [(58, false), (58, true), (77, true), (117, true)] {
                let columns = columns_in(List::Voided(kind), width, gathers);
                assert_eq!(columns.last().map(|column| column.spec.key), Some(VOIDED.key), "{kind:?} at {width}");
            }
        }
    }

    #[test]
    fn whose_a_record_is_stands_first_in_the_lists_of_a_desk_above_stations() {
        for kind in Kind::ALL.into_iter().filter(|kind| whose::is_told(*kind)) {
            let keys: Vec<&str> = columns(kind, 77, true).iter().map(|column| column.spec.key).collect();
            assert_eq!(keys.first(), Some(&whose::KEY), "{kind:?}");
        }
        let keys: Vec<&str> = columns(Kind::Issue, 77, true).iter().map(|column| column.spec.key).collect();
        assert_eq!(keys, [whose::KEY, "number", "title", "stage", "due_on", "class"]);
        let decided =
            |gathers| columns(Kind::Handling, 77, gathers).iter().map(|column| column.spec.key).collect::<Vec<_>>();
        assert_eq!(decided(true), [whose::KEY, "number", "title", "says", "state"]);
        assert_eq!(decided(false), ["number", "title", "says", "state"], "a station knows which it is");
    }
}
