//! Loads the year of `fixtures/demo/` into a new desk, as if it had been kept day by day.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::DemoError;
use crate::model::check::Severity;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::fill::{fill, fill_part};
use crate::model::life::{self, Verb};
use crate::model::station::STATION_ID;
use crate::model::{Context, Date, Directory, Entry, Kind, Org, Part, Record, jsonl};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};

/// The made-up station's code: 茶亭镇, first station.
pub const STATION: Org = Org(430_112_103_001);

/// The fixtures' today, a Monday; the same day as `anchor` in `demo.toml`, which the makers of the fixtures read.
const ANCHOR: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 23);

/// One fixture file: lines of one kind.
struct File {
    name: &'static str,
    kind: Kind,
    text: &'static str,
}

const FILES: [File; 8] = [
    File { name: "units.jsonl", kind: Kind::Unit, text: include_str!("../../fixtures/demo/units.jsonl") },
    File { name: "deputies.jsonl", kind: Kind::Deputy, text: include_str!("../../fixtures/demo/deputies.jsonl") },
    File {
        name: "receptions.jsonl",
        kind: Kind::Reception,
        text: include_str!("../../fixtures/demo/receptions.jsonl"),
    },
    File { name: "visits.jsonl", kind: Kind::Visit, text: include_str!("../../fixtures/demo/visits.jsonl") },
    File { name: "issues.jsonl", kind: Kind::Issue, text: include_str!("../../fixtures/demo/issues.jsonl") },
    File { name: "activities.jsonl", kind: Kind::Activity, text: include_str!("../../fixtures/demo/activities.jsonl") },
    File { name: "projects.jsonl", kind: Kind::Project, text: include_str!("../../fixtures/demo/projects.jsonl") },
    File { name: "proposals.jsonl", kind: Kind::Proposal, text: include_str!("../../fixtures/demo/proposals.jsonl") },
];

const STATION_FILE: &str = "station.json";
const STATION_JSON: &str = include_str!("../../fixtures/demo/station.json");

/// What `init` needs for the sample station.
pub fn station(operator: &str) -> Result<NewDesk, DemoError> {
    let object = object(STATION_FILE, 1, STATION_JSON)?;
    let name = object.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    Ok(NewDesk { org: STATION, name, operator: operator.to_owned() })
}

/// Fills a new desk with the year, moved so that it ends today.
pub fn year(desk: &mut Desk, codes: &CodeLists, today: Date, stamp: &Stamp) -> Result<(), DemoError> {
    let mut loader = Loader { desk, codes, today, stamp: stamp.clone(), refs: HashMap::new() };
    loader.station()?;
    for file in &FILES {
        loader.file(file)?;
    }
    Ok(())
}

struct Loader<'a> {
    desk: &'a mut Desk,
    codes: &'a CodeLists,
    today: Date,
    stamp: Stamp,
    /// Fixture names of reception days, visits and issues, and their ids.
    refs: HashMap<String, u64>,
}

impl Loader<'_> {
    fn station(&mut self) -> Result<(), DemoError> {
        let object = object(STATION_FILE, 1, STATION_JSON)?;
        let reader = self.desk.reader();
        let Some(before) = Directory::entry(&reader, Kind::Station, STATION_ID) else { return Ok(()) };
        let mut record = before.record.clone();
        let unfilled = fill(&mut record, &jsonl::texts(&object), &self.context(&reader));
        if !unfilled.is_empty() {
            return Err(DemoError::unfilled(STATION_FILE, 1, &unfilled));
        }
        let mut batch = self.desk.batch(self.stamp.clone());
        batch.change("edit", &before, record);
        self.desk.commit(batch)?;
        Ok(())
    }

    /// Adds a file's records in one save, then takes the issues' steps one save each, as they happened.
    fn file(&mut self, file: &File) -> Result<(), DemoError> {
        let reader = self.desk.reader();
        let mut batch = self.desk.batch(self.stamp.clone());
        let mut steps: Vec<(u64, usize, Vec<Json>)> = Vec::new();
        for (at, text) in file.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let mut object = object(file.name, at + 1, text)?;
            shift(&mut object, self.weeks());
            let name = take_text(&mut object, "ref");
            let source = take_text(&mut object, "source");
            let issues = self.named(take_texts(&mut object, "issues"));
            let taken = object.shift_remove("steps");
            let mut record = file.kind.blank();
            let unfilled = fill(&mut record, &jsonl::texts(&object), &self.context(&reader));
            if !unfilled.is_empty() {
                return Err(DemoError::unfilled(file.name, at + 1, &unfilled));
            }
            if let (Record::Issue(issue), Some(source)) = (&mut record, source) {
                issue.source = self.refs.get(&source).copied();
            }
            self.link(&mut record, issues);
            let id = batch.add(record);
            if let Some(name) = name {
                self.refs.insert(name, id);
            }
            if let Some(Json::Array(taken)) = taken {
                steps.push((id, at + 1, taken));
            }
        }
        self.desk.commit(batch)?;
        for (id, line, taken) in steps {
            for step in taken {
                self.step(file.name, line, id, &step)?;
            }
        }
        Ok(())
    }

    /// The ids of records by their fixture names.
    fn named(&self, names: Vec<String>) -> Vec<u64> {
        names.iter().filter_map(|name| self.refs.get(name).copied()).collect()
    }

    /// Links a record with the issues it came from, and moves a project's year as the dates were moved.
    fn link(&self, record: &mut Record, issues: Vec<u64>) {
        match record {
            Record::Activity(activity) => activity.issues = issues,
            Record::Proposal(proposal) => proposal.issues = issues,
            Record::Project(project) => {
                project.issues = issues;
                let years = ANCHOR.map_or(0, |anchor| self.today.year() - Date(anchor).year());
                project.year = project.year.and_then(|year| year.checked_add_signed(years));
            }
            _ => {}
        }
    }

    fn step(&mut self, file: &'static str, line: usize, id: u64, step: &Json) -> Result<(), DemoError> {
        let wrong = |why: &str| DemoError::Fixture { file, line, why: why.to_owned() };
        let mut object = step.as_object().cloned().ok_or_else(|| wrong("a step is no object"))?;
        shift(&mut object, self.weeks());
        let verb = take_text(&mut object, "verb").and_then(|key| Verb::from_key(&key));
        let verb = verb.ok_or_else(|| wrong("unknown verb"))?;
        let reader = self.desk.reader();
        let before = Directory::entry(&reader, Kind::Issue, id).ok_or_else(|| wrong("the issue is not there"))?;
        let Record::Issue(issue) = &before.record else { return Err(wrong("not an issue")) };
        let event = Event { verb: verb.spec().key.to_owned(), by: self.stamp.by.clone(), ..Event::default() };
        let mut part = Part::Event(Box::new(event));
        let unfilled = fill_part(&mut part, &jsonl::texts(&object), &self.context(&reader));
        if !unfilled.is_empty() {
            return Err(DemoError::unfilled(file, line, &unfilled));
        }
        let Part::Event(event) = part else { return Err(wrong("not a step")) };
        let after = life::step(issue, *event, &self.context(&reader)).map_err(|findings| {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
            wrong(&errors.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("; "))
        })?;
        self.change(verb, &before, Record::Issue(Box::new(after)))
    }

    fn change(&mut self, verb: Verb, before: &Entry, after: Record) -> Result<(), DemoError> {
        let mut batch = self.desk.batch(self.stamp.clone());
        batch.change(verb.spec().key, before, after);
        self.desk.commit(batch)?;
        Ok(())
    }

    fn context<'b>(&'b self, directory: &'b dyn Directory) -> Context<'b> {
        Context { today: self.today, codes: self.codes, directory }
    }

    /// Whole weeks from the anchor to today.
    fn weeks(&self) -> i64 {
        ANCHOR.map_or(0, |anchor| self.today.days_since(Date(anchor)).div_euclid(7))
    }
}

fn object(file: &'static str, line: usize, text: &str) -> Result<Map<String, Json>, DemoError> {
    serde_json::from_str(text).map_err(|error| DemoError::Fixture { file, line, why: error.to_string() })
}

fn take_text(object: &mut Map<String, Json>, key: &str) -> Option<String> {
    object.shift_remove(key).and_then(|value| value.as_str().map(str::to_owned))
}

fn take_texts(object: &mut Map<String, Json>, key: &str) -> Vec<String> {
    match object.shift_remove(key) {
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Moves every ISO date in the object, nested ones too.
fn shift(object: &mut Map<String, Json>, weeks: i64) {
    object.values_mut().for_each(|value| shift_value(value, weeks));
}

fn shift_value(value: &mut Json, weeks: i64) {
    match value {
        Json::String(text) => {
            if let Ok(date) = text.parse::<Date>() {
                *text = date.plus_days(weeks * 7).to_string();
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| shift_value(item, weeks)),
        Json::Object(object) => shift(object, weeks),
        _ => {}
    }
}
