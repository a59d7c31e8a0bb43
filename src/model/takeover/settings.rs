//! Settings of a level above that are for the desks below it: code lists, terms, holidays, quotas and scores.

use super::{Row, Standing, noted, origin};
use crate::model::codes::{CodeLists, Origin};
use crate::model::entry::Entry;
use crate::model::kind::{Kind, Org};
use crate::model::order::Order as _;
use crate::model::record::Record;
use crate::model::setting::{Setting, known};

/// What the settings of a level above would change in ours. One that the station has set itself is shown and left.
pub fn of_settings(from: Org, theirs: &[Entry], ours: &[Entry], codes: &CodeLists) -> Vec<Row> {
    let mut rows: Vec<Row> = theirs.iter().filter_map(|entry| of_setting(from, entry, ours, codes)).collect();
    rows.order_by(|a, b| (a.standing, &a.name, a.id).cmp(&(b.standing, &b.name, b.id)));
    rows
}

fn of_setting(from: Org, entry: &Entry, ours: &[Entry], codes: &CodeLists) -> Option<Row> {
    let theirs = setting(entry).filter(|theirs| CodeLists::is_shared(&theirs.key))?;
    let before = ours.iter().find(|entry| setting(entry).is_some_and(|setting| setting.key == theirs.key));
    let taken = before.and_then(setting).and_then(|ours| {
        let is_theirs = origin(&Record::Setting(ours.clone())) == Some((from, entry.id));
        ours.taken.as_deref().filter(|_| is_theirs).map(|taken| (ours, taken))
    });
    // What was noted before values were says nothing of what was changed here.
    let is_taken = taken.is_some_and(|(ours, taken)| taken.said.is_empty() || taken.said == ours.value);
    if !entry.is_live() {
        // Given up above: ours goes on, and whoever wants the shipped one resets it.
        return None;
    }
    if taken.is_some_and(|(_, taken)| taken.said == theirs.value) {
        // It was seen, and ours was to stay.
        return None;
    }
    let mut tried = codes.clone();
    let outcome = tried.apply(&theirs.key, &theirs.value);
    if outcome.is_ok() && tried.value(&theirs.key) == codes.value(&theirs.key) {
        return None;
    }
    let standing = match (&outcome, codes.origin(&theirs.key)) {
        (Err(_), _) => Standing::Unusable,
        (Ok(()), Origin::Shipped) if before.is_none() => Standing::New,
        (Ok(()), _) if is_taken => Standing::Changed,
        (Ok(()), _) => Standing::Conflict,
    };
    let record = Record::Setting(Setting { key: theirs.key.clone(), value: theirs.value.clone(), taken: None });
    Some(Row {
        kind: Kind::Setting,
        id: entry.id,
        name: known::find(&theirs.key).map_or_else(|| theirs.key.clone(), |item| item.label()),
        standing,
        before: before.cloned(),
        like: None,
        kept: kept(theirs, codes).map(|ours| noted(ours, from, entry.id, &record)),
        wanted: outcome.is_ok().then(|| noted(record.clone(), from, entry.id, &record)),
        changes: Vec::new(),
        conflicts: Vec::new(),
        told: outcome.err().map(|error| error.why()).unwrap_or_default(),
    })
}

/// What is in force here, as a setting of our own; none where it cannot be said.
fn kept(theirs: &Setting, codes: &CodeLists) -> Option<Record> {
    let value = codes.value(&theirs.key)?;
    codes.clone().apply(&theirs.key, &value).ok()?;
    Some(Record::Setting(Setting { key: theirs.key.clone(), value, taken: None }))
}

fn setting(entry: &Entry) -> Option<&Setting> {
    match &entry.record {
        Record::Setting(setting) => Some(setting),
        _ => None,
    }
}
