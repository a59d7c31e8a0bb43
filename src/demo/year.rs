//! Loads the year of `fixtures/demo/` into a new desk, as if it had been kept day by day.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::DemoError;
use crate::model::check::Severity;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::fill::{fill, fill_part};
use crate::model::life::Verb;
use crate::model::station::STATION_ID;
use crate::model::{Context, Date, Directory, Kind, Org, Part, Record, jsonl};
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

const FILES: [File; 5] = [
    File { name: "units.jsonl", kind: Kind::Unit, text: include_str!("../../fixtures/demo/units.jsonl") },
    File { name: "deputies.jsonl", kind: Kind::Deputy, text: include_str!("../../fixtures/demo/deputies.jsonl") },
    File {
        name: "receptions.jsonl",
        kind: Kind::Reception,
        text: include_str!("../../fixtures/demo/receptions.jsonl"),
    },
    File { name: "visits.jsonl", kind: Kind::Visit, text: include_str!("../../fixtures/demo/visits.jsonl") },
    File { name: "issues.jsonl", kind: Kind::Issue, text: include_str!("../../fixtures/demo/issues.jsonl") },
];

/// The key of the steps of an issue, and of those of a part that a step splits off.
const STEPS: &str = "steps";
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

/// A step of an issue that is still to be taken.
#[derive(Clone)]
struct Step {
    issue: u64,
    /// The line of the fixture it stands on, from 1.
    line: usize,
    step: Json,
}

impl Step {
    /// The day it is of, which sorts as it is written.
    fn day(&self) -> String {
        let day = self.step.get("on").or_else(|| self.step.get("assigned_on"));
        day.and_then(Json::as_str).unwrap_or_default().to_owned()
    }
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

    /// Adds a file's records in one save, then takes the issues' steps one save each, day by day as they happened.
    fn file(&mut self, file: &File) -> Result<(), DemoError> {
        let reader = self.desk.reader();
        let mut batch = self.desk.batch(self.stamp.clone());
        let mut steps = Vec::new();
        for (at, text) in file.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let mut object = object(file.name, at + 1, text)?;
            shift(&mut object, self.weeks());
            let name = take_text(&mut object, "ref");
            let source = take_text(&mut object, "source");
            let taken = object.shift_remove(STEPS);
            let mut record = file.kind.blank();
            let unfilled = fill(&mut record, &jsonl::texts(&object), &self.context(&reader));
            if !unfilled.is_empty() {
                return Err(DemoError::unfilled(file.name, at + 1, &unfilled));
            }
            if let (Record::Issue(issue), Some(source)) = (&mut record, source) {
                issue.source = self.refs.get(&source).copied();
            }
            let id = batch.add(record);
            if let Some(name) = name {
                self.refs.insert(name, id);
            }
            if let Some(Json::Array(taken)) = taken {
                steps.extend(taken.into_iter().map(|step| Step { issue: id, line: at + 1, step }));
            }
        }
        self.desk.commit(batch)?;
        self.steps(file.name, steps)
    }

    /// Takes steps in the order of their days; those of one day in the order they stand.
    fn steps(&mut self, file: &'static str, mut steps: Vec<Step>) -> Result<(), DemoError> {
        steps.sort_by_key(Step::day);
        let mut left = VecDeque::from(steps);
        while let Some(step) = left.pop_front() {
            let Some((part, further)) = self.step(file, &step)? else { continue };
            let further = further.into_iter().map(|of_part| Step { issue: part, step: of_part, ..step.clone() });
            left.extend(further);
            left.make_contiguous().sort_by_key(Step::day);
        }
        Ok(())
    }

    /// Takes a step; of a part that was split off, its id and the steps it goes on with.
    fn step(&mut self, file: &'static str, step: &Step) -> Result<Option<(u64, Vec<Json>)>, DemoError> {
        let wrong = |why: &str| DemoError::Fixture { file, line: step.line, why: why.to_owned() };
        let mut object = step.step.as_object().cloned().ok_or_else(|| wrong("a step is no object"))?;
        shift(&mut object, self.weeks());
        let verb = take_text(&mut object, "verb").and_then(|key| Verb::from_key(&key));
        let verb = verb.ok_or_else(|| wrong("unknown verb"))?;
        let of_part = match step.step.get(STEPS) {
            Some(Json::Array(steps)) => steps.clone(),
            _ => Vec::new(),
        };
        object.shift_remove(STEPS);
        if let Some(into) = take_text(&mut object, "into") {
            let id = self.refs.get(&into).ok_or_else(|| wrong("it goes into an issue without a name"))?;
            object.insert("into".to_owned(), format!("#{id}").into());
        }
        let reader = self.desk.reader();
        let before =
            Directory::entry(&reader, Kind::Issue, step.issue).ok_or_else(|| wrong("the issue is not there"))?;
        let event = Event { verb: verb.spec().key.to_owned(), by: self.stamp.by.clone(), ..Event::default() };
        let mut part = Part::Event(Box::new(event));
        let unfilled = fill_part(&mut part, &jsonl::texts(&object), &self.context(&reader));
        if !unfilled.is_empty() {
            return Err(DemoError::unfilled(file, step.line, &unfilled));
        }
        let Part::Event(event) = part else { return Err(wrong("not a step")) };
        let mut batch = self.desk.batch(self.stamp.clone());
        batch.take_step(&[&before], &event, &self.context(&reader)).map_err(|refused| {
            let errors = refused.findings.iter().filter(|finding| finding.severity == Severity::Error);
            wrong(&errors.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("; "))
        })?;
        let saved = self.desk.commit(batch)?;
        let part = saved.iter().find(|entry| verb == Verb::Split && entry.id != step.issue);
        Ok(part.map(|part| (part.id, of_part)))
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
