//! The families of settings: what their keys begin with, how one is read, and how what is in force is written.

use super::{CodeLists, CodesError, Deadlines, duties, read, sync};
use crate::model::schedule::Schedule;
use crate::model::setting::rows;
use crate::model::toml_text::refused;
use crate::text::zh::model::schedule as zh;

/// Settings whose keys begin alike.
pub(super) struct Family {
    /// What their keys begin with.
    pub prefix: &'static str,
    /// Puts one in force: whole key, the rest of it, and the value as text. Refused, it changes nothing.
    pub read: fn(&mut CodeLists, &str, &str, &str) -> Result<(), CodesError>,
    /// Whether one that a level above has set is for the desks below it as well: what is counted and called, not how a desk works.
    pub is_shared: bool,
    /// What is in force, by the rest of its key, in the form `read` takes; none for a name nobody knows.
    pub write: fn(&CodeLists, &str) -> Option<String>,
}

/// What the keys of settings begin with that hold a list.
const LISTS: &str = "codes.";

/// The list that a setting of this key holds.
pub(super) fn list_of(key: &str) -> Option<&str> {
    key.strip_prefix(LISTS)
}

/// Every family.
pub(super) static FAMILIES: &[Family] = &[
    Family { prefix: LISTS, is_shared: true, read: read_list, write: write_list },
    Family { prefix: "deadlines.", is_shared: true, read: read_deadline, write: write_deadline },
    Family {
        prefix: "holidays.",
        is_shared: true,
        read: |codes, key, year, value| codes.calendar.apply(key, year, value),
        write: |codes, year| year.parse().ok().map(|year| codes.calendar.value(year)),
    },
    Family {
        prefix: "quotas.",
        is_shared: true,
        read: |codes, key, name, value| {
            codes.quotas = duties::quota(key, name, value, codes.quotas)?;
            Ok(())
        },
        write: |codes, name| duties::quota_value(codes.quotas, name),
    },
    Family {
        prefix: "recipients.",
        is_shared: false,
        read: |codes, key, name, value| codes.recipients.apply(key, name, value),
        write: |codes, name| codes.recipients.value(name),
    },
    Family { prefix: "schedule.", is_shared: false, read: read_schedule, write: write_schedule },
    Family {
        prefix: "scores.",
        is_shared: true,
        read: |codes, key, name, value| {
            codes.scores = duties::scores(key, name, value, &codes.scores)?;
            Ok(())
        },
        write: |codes, name| duties::score_value(&codes.scores, name),
    },
    Family {
        prefix: "sync.",
        is_shared: false,
        read: |codes, key, name, value| {
            codes.sync = sync::term(key, name, value, codes.sync)?;
            Ok(())
        },
        write: |codes, name| sync::value(codes.sync, name),
    },
];

/// The family of a key, and the rest of the key.
pub(super) fn of(key: &str) -> Option<(&'static Family, &str)> {
    FAMILIES.iter().find_map(|family| key.strip_prefix(family.prefix).map(|name| (family, name)))
}

fn read_list(codes: &mut CodeLists, key: &str, list: &str, value: &str) -> Result<(), CodesError> {
    let read = read::list(key, list, value, codes.list(list))?;
    codes.lists.insert(list.to_owned(), read);
    Ok(())
}

fn write_list(codes: &CodeLists, list: &str) -> Option<String> {
    let known = codes.names().any(|name| name == list);
    known.then(|| rows::text(list, &rows::of_codes(list, codes.list(list))))
}

fn read_deadline(codes: &mut CodeLists, key: &str, name: &str, value: &str) -> Result<(), CodesError> {
    codes.deadlines = read::deadline(key, name, value, &codes.deadlines)?;
    Ok(())
}

fn write_deadline(codes: &CodeLists, name: &str) -> Option<String> {
    let Deadlines { redo_days, warn_days, notice_days, erase_months } = &codes.deadlines;
    Some(match name {
        "redo_days" => redo_days.to_string(),
        "notice_days" => notice_days.to_string(),
        "erase_months" => erase_months.to_string(),
        "warn_days" => format!("{warn_days:?}"),
        _ => return None,
    })
}

/// The rest of the key that holds the rules of reception days.
const RULES: &str = "rules";

fn read_schedule(codes: &mut CodeLists, key: &str, name: &str, value: &str) -> Result<(), CodesError> {
    if name != RULES {
        return Err(refused(key, None, zh::NO_SUCH_SETTING));
    }
    codes.schedule = Schedule::read(key, value)?;
    Ok(())
}

fn write_schedule(codes: &CodeLists, name: &str) -> Option<String> {
    (name == RULES).then(|| codes.schedule.value().to_owned())
}
