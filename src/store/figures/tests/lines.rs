//! What a line of the journal says, read as text: the fields of a record, and where the history of an issue led to.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::model::Date;

pub const LEFT: [&str; 3] = ["guided", "withdrawn", "merged"];

pub fn text<'j>(record: &'j Json, key: &str) -> &'j str {
    record.get(key).and_then(Json::as_str).unwrap_or("")
}

pub fn number(record: &Json, key: &str) -> u64 {
    record.get(key).and_then(Json::as_u64).unwrap_or(0)
}

pub fn rows<'j>(record: &'j Json, key: &str) -> &'j [Json] {
    record.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

pub fn ids(record: &Json, key: &str) -> BTreeSet<u64> {
    rows(record, key).iter().filter_map(Json::as_u64).collect()
}

pub fn is(record: &Json, key: &str) -> bool {
    record.get(key).and_then(Json::as_bool).unwrap_or(false)
}

pub fn day(text: &str) -> Date {
    let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Date::from_ymd(parts[0] as i32, parts[1], parts[2]).unwrap()
}

/// What was done about an issue up to a day, leaving out what only tells of another issue.
pub fn done<'j>(issue: &'j Json, until: &str) -> Vec<&'j Json> {
    let events = rows(issue, "events").iter();
    let own = events.filter(|event| {
        let verb = text(event, "verb");
        verb != "register" && !(["merge", "restore"].contains(&verb) && event.get("from").is_some())
    });
    own.filter(|event| text(event, "on") <= until).collect()
}

pub fn stage(events: &[&Json]) -> &'static str {
    let mut stage = "registered";
    for event in events {
        stage = match text(event, "verb") {
            "return" | "restore" => "registered",
            "assign" | "redo" | "reopen" => "assigned",
            "answer" | "reply" => "replied",
            "track" => "tracking",
            "close" => "closed",
            "guide" => "guided",
            "merge" => "merged",
            "withdraw" => "withdrawn",
            _ => stage,
        };
    }
    stage
}

pub fn is_open(events: &[&Json]) -> bool {
    ["registered", "assigned", "replied", "tracking"].contains(&stage(events))
}

/// What happened since the issue was last brought back.
pub fn since_restored<'e, 'j>(events: &'e [&'j Json]) -> &'e [&'j Json] {
    let last = events.iter().rposition(|event| text(event, "verb") == "restore");
    &events[last.map_or(0, |last| last + 1)..]
}

pub fn class<'j>(events: &[&'j Json]) -> &'j str {
    let answers = since_restored(events).iter().rev();
    answers.copied().find(|event| ["answer", "reply"].contains(&text(event, "verb"))).map_or("", |e| text(e, "class"))
}

pub fn rating<'j>(events: &[&'j Json]) -> &'j str {
    let told = since_restored(events).iter().rev().copied();
    told.into_iter().find(|event| text(event, "verb") == "feedback").map_or("", |event| text(event, "rating"))
}

pub fn route<'j>(events: &[&'j Json]) -> &'j str {
    for event in since_restored(events).iter().rev().copied() {
        match text(event, "verb") {
            "answer" => return "on_spot",
            "guide" => return "guided",
            "assign" => return text(event, "route"),
            "redo" | "reopen" if !text(event, "route").is_empty() => return text(event, "route"),
            _ => {}
        }
    }
    ""
}

pub fn due<'j>(events: &[&'j Json]) -> &'j str {
    for event in since_restored(events).iter().rev().copied() {
        match text(event, "verb") {
            "return" => return "",
            "assign" | "extend" | "redo" | "reopen" => return text(event, "due_on"),
            _ => {}
        }
    }
    ""
}

pub fn promised<'j>(events: &[&'j Json]) -> &'j str {
    events.iter().rev().copied().map(|event| text(event, "planned_on")).find(|day| !day.is_empty()).unwrap_or("")
}

pub fn ever(events: &[&Json], key: &str, value: &str) -> bool {
    events.iter().any(|event| text(event, key) == value)
}

pub fn first<'j>(events: &[&'j Json], verbs: &[&str]) -> Option<(usize, &'j Json)> {
    events.iter().copied().enumerate().find(|(_, event)| verbs.contains(&text(event, "verb")))
}

pub fn answered(events: &[&Json]) -> bool {
    first(events, &["answer", "reply"]).is_some()
}

pub fn sits(deputy: &Json, level: &str) -> bool {
    rows(deputy, "levels").iter().any(|of| of.as_str() == Some(level))
}

/// Who came to a reception day; where that was not taken down, who was on duty.
pub fn came(day: &Json) -> BTreeSet<u64> {
    if text(day, "stage") != "held" {
        return BTreeSet::new();
    }
    if rows(day, "attendance").is_empty() {
        return ids(day, "deputies");
    }
    took_part_of(day, "attendance")
}

pub fn took_part(activity: &Json) -> BTreeSet<u64> {
    took_part_of(activity, "participants")
}

pub fn took_part_of(record: &Json, list: &str) -> BTreeSet<u64> {
    let present = rows(record, list).iter().filter(|row| text(row, "state") == "present");
    present.map(|row| number(row, "deputy")).filter(|id| *id > 0).collect()
}
