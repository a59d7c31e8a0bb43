//! A large desk: plausible issues, visits and reception days put together from `phrases.toml`, always the same for the
//! same number of records.

use serde::Deserialize;

use super::DemoError;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::reception::{Attendance, HELD, ReceptionDay};
use crate::model::visit::Visit;
use crate::model::{Candidate, Context, Date, Directory, Kind, Record, Time};
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::text::packed::{Packed, packed};

const FILE: &str = "phrases.toml";
static PHRASES: Packed = packed!("demo/phrases.toml");
/// Records in one save, as an import does it.
const GROUP: u32 = 100;
/// The records are spread over this many days before today.
const DAYS: u64 = 3 * 365;

#[derive(Deserialize)]
struct Phrases {
    villages: Vec<String>,
    groups: u64,
    titles: Vec<String>,
    contents: Vec<String>,
    openings: Vec<String>,
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
struct Topic {
    category: String,
    route: String,
    unit: String,
    nature: String,
    places: Vec<String>,
    problems: Vec<String>,
    effects: Vec<String>,
    requests: Vec<String>,
    replies: Vec<String>,
}

/// Adds `records` made-up records to a desk that has deputies and units: of twenty, fourteen issues, five visits and a
/// reception day, in the order of their dates. `told` hears how many are saved.
pub fn large(
    desk: &mut Desk,
    records: u32,
    today: Date,
    stamp: &Stamp,
    told: &mut dyn FnMut(u32),
) -> Result<(), DemoError> {
    let wrong = |why: String| DemoError::Fixture { file: FILE, line: 1, why };
    let phrases: Phrases = toml::from_str(PHRASES.text()).map_err(|error| wrong(error.to_string()))?;
    let codes = CodeLists::shipped().map_err(|error| wrong(error.to_string()))?;
    let mut done = 0;
    while done < records {
        let reader = desk.reader();
        let deputies = ids(&reader.find(Kind::Deputy, "", 200));
        let context = Context { today, codes: &codes, directory: &reader };
        let maker = Maker { phrases: &phrases, deputies, context, by: &stamp.by };
        let mut batch = desk.batch(stamp.clone());
        let end = records.min(done + GROUP);
        for number in done..end {
            let back = DAYS * u64::from(records - number) / u64::from(records);
            let date = today.plus_days(-i64::try_from(back).unwrap_or(0));
            let mut dice = Dice(u64::from(number));
            let record = match number % 20 {
                0 => maker.reception(date, &mut dice),
                1..=5 => maker.visit(date, &mut dice),
                _ => maker.issue(date, &mut dice).ok_or_else(|| wrong(format!("record {number} cannot be made")))?,
            };
            batch.add(record);
        }
        desk.commit(batch)?;
        done = end;
        told(done);
    }
    Ok(())
}

fn ids(candidates: &[Candidate]) -> Vec<u64> {
    candidates.iter().map(|candidate| candidate.id).collect()
}

struct Maker<'a> {
    phrases: &'a Phrases,
    deputies: Vec<u64>,
    context: Context<'a>,
    by: &'a str,
}

impl Maker<'_> {
    fn issue(&self, date: Date, dice: &mut Dice) -> Option<Record> {
        let topic = dice.pick(&self.phrases.topic)?;
        let village = dice.pick(&self.phrases.villages)?.clone();
        let group = (dice.roll(self.phrases.groups) + 1).to_string();
        let slots = [
            ("{village}", village.clone()),
            ("{n}", group),
            ("{place}", dice.pick(&topic.places)?.clone()),
            ("{problem}", dice.pick(&topic.problems)?.clone()),
            ("{effect}", dice.pick(&topic.effects)?.clone()),
            ("{request}", dice.pick(&topic.requests)?.clone()),
            ("{opening}", dice.pick(&self.phrases.openings)?.clone()),
        ];
        let issue = Issue {
            reported_on: Some(date),
            channel: ["meeting", "appointment", "phone", "online"].get(dice.index(4))?.to_string(),
            deputies: vec![*dice.pick(&self.deputies)?],
            headcount: u32::try_from(1 + dice.roll(30)).ok()?,
            village,
            title: filled(dice.pick(&self.phrases.titles)?, &slots).chars().take(60).collect(),
            content: filled(dice.pick(&self.phrases.contents)?, &slots),
            category: topic.category.clone(),
            nature: topic.nature.clone(),
            hardship: dice.roll(5) == 0,
            events: vec![life::register_event(Some(date), self.by)],
            ..Issue::default()
        };
        self.with_steps(issue, topic, date, dice).map(|issue| Record::Issue(Box::new(issue)))
    }

    /// Old issues are mostly closed, the newest mostly open, as in a real book.
    fn with_steps(&self, issue: Issue, topic: &Topic, date: Date, dice: &mut Dice) -> Option<Issue> {
        let age = self.context.today.days_since(date);
        let after = |days: i64| Some(date.plus_days(days));
        let unit = self.context.directory.find(Kind::Unit, &topic.unit, 1).first().map(|unit| unit.id);
        if age < 3 || unit.is_none() {
            return Some(issue);
        }
        let assign = Event {
            route: topic.route.clone(),
            unit,
            assigned_on: after(1),
            due_on: life::due_on(&topic.route, after(1)?, &self.context),
            ..self.event(Verb::Assign, after(1))
        };
        let issue = life::step(&issue, assign, &self.context).ok()?;
        if age < 25 || dice.roll(12) == 0 {
            return Some(issue);
        }
        let text = dice.pick(&topic.replies)?.clone();
        let reply = Event { text, class: "A".to_owned(), ..self.event(Verb::Reply, after(18)) };
        let issue = life::step(&issue, reply, &self.context).ok()?;
        let feedback = Event {
            way: "phone".to_owned(),
            deputy_told_on: after(20),
            rating: ["satisfied", "satisfied", "basically", "unrated"].get(dice.index(4))?.to_string(),
            rated_by: "resident".to_owned(),
            ..self.event(Verb::Feedback, after(20))
        };
        let issue = life::step(&issue, feedback, &self.context).ok()?;
        life::step(&issue, self.event(Verb::Close, after(22)), &self.context).ok()
    }

    fn event(&self, verb: Verb, on: Option<Date>) -> Event {
        Event { verb: verb.spec().key.to_owned(), on, by: self.by.to_owned(), ..Event::default() }
    }

    fn visit(&self, date: Date, dice: &mut Dice) -> Record {
        let topic = dice.pick(&self.phrases.topic);
        let request = topic.and_then(|topic| dice.pick(&topic.requests)).cloned().unwrap_or_default();
        let village = dice.pick(&self.phrases.villages).cloned().unwrap_or_default();
        let people = 1 + dice.roll(20);
        Record::Visit(Visit {
            date: Some(date),
            deputies: dice.pick(&self.deputies).into_iter().copied().collect(),
            way: "home".to_owned(),
            summary: format!("{village}{request}"),
            village,
            households: u32::try_from(1 + people / 3).ok(),
            people: u32::try_from(people).unwrap_or(1),
            ..Visit::default()
        })
    }

    fn reception(&self, date: Date, dice: &mut Dice) -> Record {
        let deputies: Vec<u64> = dice.pick(&self.deputies).into_iter().copied().collect();
        let groups = u32::try_from(dice.roll(8)).unwrap_or(0);
        let attendance = deputies.iter().map(|id| Attendance { deputy: Some(*id), ..Attendance::default() }).collect();
        Record::Reception(ReceptionDay {
            date: Some(date),
            start: Time::from_hm(9, 0),
            end: Time::from_hm(11, 30),
            place: dice.pick(&self.phrases.villages).cloned().unwrap_or_default(),
            deputies,
            attendance,
            stage: HELD.to_owned(),
            recorder: self.by.to_owned(),
            groups: Some(groups),
            people: Some(groups * 2),
            ..ReceptionDay::default()
        })
    }
}

fn filled(template: &str, slots: &[(&str, String)]) -> String {
    slots.iter().fold(template.to_owned(), |text, (slot, words)| text.replace(slot, words))
}

/// Dice that always fall the same way for the same start (SplitMix64), so that a large desk can be made again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % sides.max(1)
    }

    fn index(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll(sides as u64)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.index(from.len());
        from.get(at)
    }
}
