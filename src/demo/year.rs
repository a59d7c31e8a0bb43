//! Loads the year of `fixtures/demo/` into a new desk, as if it had been kept day by day.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::DemoError;
use crate::model::check::Severity;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::fill::{fill, fill_part};
use crate::model::issue::Issue;
use crate::model::life::Verb;
use crate::model::order::Order as _;
use crate::model::station::STATION_ID;
use crate::model::{Context, Date, Directory, Kind, Org, Part, Record, jsonl};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::text::packed::{Packed, packed};

/// The made-up station's code: 茶亭镇, first station.
pub const STATION: Org = Org(430_112_103_001);

/// The fixtures' today, a Monday; the same day as `anchor` in `demo.toml`, which the makers of the fixtures read.
const ANCHOR: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 23);

/// One fixture file: lines of one kind.
struct File {
    name: &'static str,
    kind: Kind,
    text: Packed,
}

static FILES: [File; 9] = [
    File { name: "settings.jsonl", kind: Kind::Setting, text: packed!("demo/settings.jsonl") },
    File { name: "units.jsonl", kind: Kind::Unit, text: packed!("demo/units.jsonl") },
    File { name: "deputies.jsonl", kind: Kind::Deputy, text: packed!("demo/deputies.jsonl") },
    File { name: "receptions.jsonl", kind: Kind::Reception, text: packed!("demo/receptions.jsonl") },
    File { name: "visits.jsonl", kind: Kind::Visit, text: packed!("demo/visits.jsonl") },
    File { name: "issues.jsonl", kind: Kind::Issue, text: packed!("demo/issues.jsonl") },
    File { name: "activities.jsonl", kind: Kind::Activity, text: packed!("demo/activities.jsonl") },
    File { name: "projects.jsonl", kind: Kind::Project, text: packed!("demo/projects.jsonl") },
    File { name: "proposals.jsonl", kind: Kind::Proposal, text: packed!("demo/proposals.jsonl") },
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

/// Something that is still to be entered.
struct Todo {
    /// The day it is of, which sorts as it is written.
    day: String,
    /// The line of the fixture it stands on, from 1.
    line: usize,
    what: What,
}

/// What is entered.
enum What {
    /// An issue, with its name within the fixtures and its steps.
    Raise { issue: Box<Issue>, name: Option<String>, steps: Vec<Json> },
    /// A step of an issue.
    Step(u64, Json),
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

    /// Adds a file's records in one save; issues and their steps one save each, day by day as they happened.
    fn file(&mut self, file: &File) -> Result<(), DemoError> {
        let reader = self.desk.reader();
        let mut batch = self.desk.batch(self.stamp.clone());
        let mut todo = Vec::new();
        for (at, text) in file.text.text().lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let mut object = object(file.name, at + 1, text)?;
            shift(&mut object, self.weeks());
            let name = take_text(&mut object, "ref");
            let source = take_text(&mut object, "source");
            let issues = self.named(take_texts(&mut object, "issues"));
            let steps = take_steps(&mut object);
            let mut record = file.kind.blank();
            let unfilled = fill(&mut record, &jsonl::texts(&object), &self.context(&reader));
            if !unfilled.is_empty() {
                return Err(DemoError::unfilled(file.name, at + 1, &unfilled));
            }
            if let Record::Issue(mut issue) = record {
                issue.source = source.and_then(|source| self.refs.get(&source).copied());
                let day = issue.reported_on.map_or_else(String::new, |day| day.to_string());
                todo.push(Todo { day, line: at + 1, what: What::Raise { issue, name, steps } });
                continue;
            }
            self.link(&mut record, issues);
            let id = batch.add(record);
            if let Some(name) = name {
                self.refs.insert(name, id);
            }
        }
        if !batch.is_empty() {
            self.desk.commit(batch)?;
        }
        self.day_by_day(file.name, todo)
    }

    /// Does what is to be done in the order of its days; that of one day in the order it stands.
    fn day_by_day(&mut self, file: &'static str, mut todo: Vec<Todo>) -> Result<(), DemoError> {
        todo.order_by(|one, other| one.day.cmp(&other.day));
        let mut left = VecDeque::from(todo);
        while let Some(Todo { day, line, what }) = left.pop_front() {
            let further = match what {
                What::Raise { issue, name, steps } => {
                    let mut batch = self.desk.batch(self.stamp.clone());
                    let id = batch.add(Record::Issue(issue));
                    self.desk.commit(batch)?;
                    self.refs.extend(name.map(|name| (name, id)));
                    Some((id, steps))
                }
                What::Step(id, step) => self.step(file, line, id, step)?,
            };
            let Some((id, steps)) = further else { continue };
            left.extend(steps.into_iter().map(|step| Todo {
                day: day_of(&step, &day),
                line,
                what: What::Step(id, step),
            }));
            left.make_contiguous().order_by(|one, other| one.day.cmp(&other.day));
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

    /// Takes a step; of a part that was split off, its id and the steps it goes on with.
    fn step(
        &mut self,
        file: &'static str,
        line: usize,
        issue: u64,
        step: Json,
    ) -> Result<Option<(u64, Vec<Json>)>, DemoError> {
        let wrong = |why: &str| DemoError::Fixture { file, line, why: why.to_owned() };
        let Json::Object(mut object) = step else { return Err(wrong("a step is no object")) };
        let verb = take_text(&mut object, "verb").and_then(|key| Verb::from_key(&key));
        let verb = verb.ok_or_else(|| wrong("unknown verb"))?;
        let of_part = take_steps(&mut object);
        if let Some(into) = take_text(&mut object, "into") {
            let id = self.refs.get(&into).ok_or_else(|| wrong("it goes into an issue without a name"))?;
            object.insert("into".to_owned(), format!("#{id}").into());
        }
        let reader = self.desk.reader();
        let before = Directory::entry(&reader, Kind::Issue, issue).ok_or_else(|| wrong("the issue is not there"))?;
        let event = Event { verb: verb.spec().key.to_owned(), by: self.stamp.by.clone(), ..Event::default() };
        let mut part = Part::Event(Box::new(event));
        let unfilled = fill_part(&mut part, &jsonl::texts(&object), &self.context(&reader));
        if !unfilled.is_empty() {
            return Err(DemoError::unfilled(file, line, &unfilled));
        }
        let Part::Event(event) = part else { return Err(wrong("not a step")) };
        let mut batch = self.desk.batch(self.stamp.clone());
        batch.take_step(&[&before], &event, &self.context(&reader)).map_err(|refused| {
            let errors = refused.findings.iter().filter(|finding| finding.severity == Severity::Error);
            wrong(&errors.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("; "))
        })?;
        let saved = self.desk.commit(batch)?;
        let part = saved.iter().find(|entry| verb == Verb::Split && entry.id != issue);
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

fn take_steps(object: &mut Map<String, Json>) -> Vec<Json> {
    match object.shift_remove(STEPS) {
        Some(Json::Array(steps)) => steps,
        _ => Vec::new(),
    }
}

/// The day of a step; that of the step before where it says none.
fn day_of(step: &Json, before: &str) -> String {
    let day = step.get("on").or_else(|| step.get("assigned_on"));
    day.and_then(Json::as_str).unwrap_or(before).to_owned()
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
            } else if text.contains('\n') {
                *text = shift_within(text, weeks);
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| shift_value(item, weeks)),
        Json::Object(object) => shift(object, weeks),
        _ => {}
    }
}

/// Moves every quoted ISO date in a text of several lines, which a setting's value is.
fn shift_within(text: &str, weeks: i64) -> String {
    let moved = |part: &str| {
        part.parse::<Date>().map_or_else(|_| part.to_owned(), |date| date.plus_days(weeks * 7).to_string())
    };
    text.split('"').map(moved).collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::store::disk::RealDisk;
    use crate::store::disk::model::ModelDisk;
    use crate::store::reader::{Direction, List};
    use crate::store::{codes, schedule};
    use crate::text::zh::model::verb;

    #[test]
    fn the_rule_of_the_sample_fits_its_days_on_any_day_it_is_made() {
        for today in ["2026-11-23", "2027-03-05"] {
            let (dir, today) = (tempfile::tempdir().unwrap(), today.parse::<Date>().unwrap());
            let stamp = Stamp { at: "2026-11-23T09:00:00+08:00".to_owned(), by: "李慧".to_owned() };
            let mut desk = Desk::init(Arc::new(RealDisk), dir.path(), &station("李慧").unwrap(), &stamp).unwrap();
            year(&mut desk, &CodeLists::shipped().unwrap(), today, &stamp).unwrap();
            let (in_force, refused) = codes::in_force(&desk.reader()).unwrap();
            assert!(refused.is_empty(), "{refused:?}");
            let reader = desk.reader();
            let context = Context { today, codes: &in_force, directory: &reader };
            // The two days ahead stand in the books; the rule goes on every other Wednesday from there.
            let last = today.plus_days(7 * 9);
            let plan = schedule::plan(&reader, (today, last), &context).unwrap();
            let Record::Reception(second) = Directory::entry(&reader, Kind::Reception, 36).unwrap().record else {
                panic!()
            };
            assert!(plan.days.len() >= 2, "{plan:?}");
            for day in &plan.days {
                let due = day.moved_from.unwrap_or(day.date);
                let apart = due.days_since(second.date.unwrap());
                assert!(apart > 0 && apart % 14 == 0, "{due} is planned after {:?}", second.date);
            }
        }
    }

    #[test]
    fn the_year_has_every_step_whatever_day_is_today() {
        let codes = CodeLists::shipped().unwrap();
        for today in ["2026-11-23", "2027-03-03", "2025-06-29"].map(|day| day.parse::<Date>().unwrap()) {
            let home = tempfile::tempdir().unwrap();
            let stamp = Stamp { at: format!("{today}T09:00:00+08:00"), by: "李慧".to_owned() };
            let mut desk =
                Desk::init(Arc::new(ModelDisk::new()), home.path(), &station("李慧").unwrap(), &stamp).unwrap();
            year(&mut desk, &codes, today, &stamp).unwrap();
            let issues = desk.reader().page(List::All(Kind::Issue), None, Direction::Forward, usize::MAX).unwrap();
            let mut verbs = BTreeSet::new();
            let mut last = None;
            for row in issues {
                let Record::Issue(issue) = row.entry.record else { panic!() };
                verbs.extend(issue.events.iter().map(|event| event.verb.clone()));
                last = last.max(issue.events.iter().filter_map(|event| event.on).max());
            }
            // A demonstration has no desk above, about whose decisions the others are.
            let needs_above = [Verb::Decline, Verb::Noted].map(|verb| verb.spec().key);
            let steps = verb::ALL.iter().map(|(key, _)| *key).filter(|key| !needs_above.contains(key));
            assert_eq!(verbs, steps.map(str::to_owned).collect());
            assert!((0..=6).contains(&today.days_since(last.unwrap())), "{last:?} is this week");
        }
    }
}
