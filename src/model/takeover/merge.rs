//! Two versions of a record and what they both come from.

use crate::model::deputy::Deputy;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::term;
use crate::model::value::Value;

/// The fields of a deputy that a level above tells. Whether one may be published is for each desk to say; the day of a status goes
/// with the status.
const DEPUTY: [&str; 10] =
    ["name", "levels", "term", "group", "constituency", "cert_no", "post", "phone", "leading", STATUS];
/// Those of a unit.
const UNIT: [&str; 3] = ["name", "level", "active"];
const STATUS: &str = "status";
const STATUS_ON: &str = "status_on";
const LEVELS: &str = "levels";
const TERM: &str = "term";

/// A field that differs.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// The field's key.
    pub key: &'static str,
    /// What ours says.
    pub ours: Value,
    /// What theirs says.
    pub theirs: Value,
}

/// What comes of two versions.
pub(super) struct Merged {
    /// Ours with what changed above.
    pub record: Record,
    /// The same, with theirs where both changed.
    pub forced: Record,
    /// What theirs says, but where both changed what it said before: so the difference is shown again.
    pub said: Record,
    /// The fields that become theirs.
    pub changes: Vec<Difference>,
    /// The fields both changed.
    pub conflicts: Vec<Difference>,
}

/// What becomes of a field.
enum Fate {
    Stays,
    Becomes(Value),
    Conflicts,
}

impl Merged {
    pub fn of(theirs: &Record, ours: &Record, base: &Record) -> Merged {
        let mut merged = Merged {
            record: ours.clone(),
            forced: ours.clone(),
            said: theirs.clone(),
            changes: Vec::new(),
            conflicts: Vec::new(),
        };
        let keys: &[&'static str] = match theirs.kind() {
            Kind::Deputy => &DEPUTY,
            Kind::Unit => &UNIT,
            _ => &[],
        };
        for key in keys.iter().copied() {
            let difference = || Difference { key, ours: ours.get(key), theirs: theirs.get(key) };
            match fate(key, theirs, ours, base) {
                Fate::Stays => {}
                Fate::Becomes(value) => {
                    merged.changes.push(Difference { theirs: value.clone(), ..difference() });
                    put(&mut merged.record, key, value.clone(), theirs);
                    put(&mut merged.forced, key, value, theirs);
                }
                Fate::Conflicts => {
                    merged.conflicts.push(difference());
                    put(&mut merged.forced, key, theirs.get(key), theirs);
                    put(&mut merged.said, key, base.get(key), base);
                }
            }
        }
        merged
    }
}

/// Sets a field; with a status its day.
fn put(record: &mut Record, key: &'static str, value: Value, from: &Record) {
    let mut set = |key, value| {
        if let Err(error) = record.set(key, value) {
            tracing::warn!(key, %error, "a field that is taken over was not set");
        }
    };
    set(key, value);
    if key == STATUS {
        set(STATUS_ON, from.get(STATUS_ON));
    }
}

fn fate(key: &str, theirs: &Record, ours: &Record, base: &Record) -> Fate {
    if let (Record::Deputy(theirs), Record::Deputy(ours), Record::Deputy(base)) = (theirs, ours, base) {
        match key {
            LEVELS => return levels(&theirs.levels, &ours.levels, &base.levels),
            TERM => return of_term(theirs, ours, base),
            _ => {}
        }
    }
    let [theirs, ours, base] = [theirs, ours, base].map(|record| record.get(key));
    if theirs == ours || theirs == base {
        Fate::Stays
    } else if ours == base {
        Fate::Becomes(theirs)
    } else {
        Fate::Conflicts
    }
}

/// A person may sit at levels that the desk above does not keep: those stay.
fn levels(theirs: &[String], ours: &[String], base: &[String]) -> Fate {
    let is_dropped = |level: &&String| base.contains(level) && !theirs.contains(level);
    let mut wanted: Vec<String> = ours.iter().filter(|level| !is_dropped(level)).cloned().collect();
    wanted.extend(theirs.iter().filter(|level| !ours.contains(level) && !base.contains(level)).cloned());
    // Somebody sits somewhere.
    if wanted == ours || wanted.is_empty() { Fate::Stays } else { Fate::Becomes(Value::Codes(wanted)) }
}

/// The field may name the terms of several levels: theirs is one of them.
fn of_term(theirs: &Deputy, ours: &Deputy, base: &Deputy) -> Fate {
    let [wanted, own, before] = [theirs, ours, base].map(|deputy| deputy.term.trim());
    if wanted.is_empty() || wanted == before || term::names(ours, wanted) {
        Fate::Stays
    } else if own.is_empty() {
        Fate::Becomes(Value::of_text(wanted))
    } else if !before.is_empty() && term::names(ours, before) {
        Fate::Becomes(Value::of_text(&term::replaced(own, before, wanted)))
    } else {
        Fate::Conflicts
    }
}
