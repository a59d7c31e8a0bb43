//! Desks somebody might have kept: records and steps chosen by chance, each of them one the rules allow.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;

use crate::model::activity::Activity;
use crate::model::codes::CodeLists;
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::project::{Project, STAGES};
use crate::model::proposal::Proposal;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Context, Date, Entry, Kind, Org, Record};
use crate::store::batch::{Batch, Stamp};
use crate::store::copies::{Grown, told};
use crate::store::desk::{Delivery, Desk, NewDesk, Section};
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;
use crate::store::journal::JournalReader;
use crate::store::reader::Reader;

/// Numbers by chance, the same each time for one seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of the first so many numbers.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    fn word(&mut self, of: &[&str]) -> String {
        (*self.one(of)).to_owned()
    }

    fn some(&mut self, most: u64) -> Vec<u64> {
        (1..=most).filter(|_| self.once_in(3)).collect()
    }

    /// A day of the year before the last one of them, or of the two around it.
    pub fn day(&mut self) -> Date {
        let span = if self.once_in(3) { 700 } else { 120 };
        today().plus_days(-(self.below(span) as i64))
    }
}

const STATION: Org = Org(430_122_105_001);

/// The last day of all.
pub fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

/// The settings of a station that keeps scores.
pub fn codes() -> &'static CodeLists {
    static CODES: OnceLock<CodeLists> = OnceLock::new();
    CODES.get_or_init(|| {
        let mut codes = CodeLists::shipped().unwrap();
        codes.apply("scores.enabled", "true").unwrap();
        codes
    })
}

pub fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

/// Where the stores of these tests stand: in memory where the system has such a place, because there are many.
fn place() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// A desk whose journal is in memory, in a directory that goes away with it.
pub struct Kept {
    pub desk: Desk,
    _dir: TempDir,
}

impl Kept {
    pub fn new(org: Org) -> Kept {
        let (disk, dir): (Arc<dyn Disk>, _) = (Arc::new(ModelDisk::new()), place());
        let new = NewDesk { org, name: "茶亭镇代表联络站".to_owned(), operator: "李工".to_owned() };
        let desk = Desk::init(disk, dir.path(), &new, &stamp()).unwrap();
        Kept { desk, _dir: dir }
    }

    /// The bytes of a journal this desk has: its own, or its copy of another's.
    fn journal(&self, org: Org) -> Vec<u8> {
        self.desk.disk().read(&crate::store::place::journal(self.desk.root(), org), u64::MAX).unwrap()
    }

    /// Takes a whole chain in.
    fn receive(&mut self, org: Org, bytes: &[u8]) {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let sections = [Section { org, lines, anew: false }];
        let mut tell = |batch: &mut Batch, chains: &[Grown]| {
            chains.iter().for_each(|grown| batch.add_reserved(grown.org.0, told(grown)));
        };
        let mut go_on = |_, _| std::ops::ControlFlow::Continue(());
        let delivery = Delivery { sections: &sections, lines: &mut &bytes[..] };
        self.desk.receive(stamp(), delivery, &mut tell, &mut go_on).unwrap();
    }

    /// Readers of every journal this desk has.
    pub fn journals(&self) -> Vec<JournalReader> {
        let mut journals = vec![self.desk.journal()];
        for (org, state) in self.reader().chains().unwrap() {
            let path = crate::store::place::journal(self.desk.root(), org);
            journals.push(JournalReader::at_rest(Arc::clone(self.desk.disk()), &path, state.applied.end));
        }
        journals
    }

    pub fn add(&mut self, records: Vec<Record>) -> Vec<Entry> {
        let mut batch = self.desk.batch(stamp());
        records.into_iter().for_each(|record| {
            batch.add(record);
        });
        self.desk.commit(batch).unwrap()
    }

    pub fn reader(&self) -> Reader {
        self.desk.reader()
    }
}

/// A county with records of its own, and those of two stations.
pub fn county(chance: &mut Chance) -> Kept {
    let mut kept = desk_of(Org(430_122), chance);
    for org in [STATION, Org(STATION.0 + 1)] {
        let bytes = desk_of(org, chance).journal(org);
        kept.receive(org, &bytes);
    }
    kept
}

/// A station by chance.
pub fn desk(chance: &mut Chance) -> Kept {
    desk_of(STATION, chance)
}

/// A desk by chance: a roster, some of each record, and some rounds of steps, corrections, voids and undos.
fn desk_of(org: Org, chance: &mut Chance) -> Kept {
    let mut kept = Kept::new(org);
    let mut records: Vec<Record> = (0..1 + chance.below(5)).map(|_| deputy(chance)).collect();
    for name in ["水利站", "派出所"] {
        records.push(Record::Unit(Unit { name: name.to_owned(), ..Unit::default() }));
    }
    records.extend((0..chance.below(7)).map(|_| reception(chance)));
    records.extend((0..chance.below(6)).map(|_| visit(chance)));
    records.extend((0..chance.below(5)).map(|_| activity(chance)));
    records.extend((0..chance.below(4)).map(|_| project(chance)));
    // By a chance of their own: no other figure hangs on them.
    let mut apart = Chance::new(chance.0);
    records.extend((0..apart.below(4)).map(|_| proposal(&mut apart)));
    kept.add(records);
    let reader = kept.reader();
    let context = Context { today: today(), codes: codes(), directory: &reader };
    let lived = (0..1 + chance.below(9)).map(|_| lived(issue(chance), &context, chance)).collect();
    kept.add(lived);
    for _ in 0..chance.below(5) {
        round(&mut kept, chance);
    }
    kept
}

/// An issue with what was done about it: by itself, without a step that writes in others.
fn lived(record: Record, context: &Context<'_>, chance: &mut Chance) -> Record {
    let Record::Issue(raised) = record else { return record };
    let mut issue = life::registered(*raised, "李工");
    for _ in 0..chance.below(13) {
        let Some(event) = step(&issue, 0, context, chance) else { continue };
        if ![Verb::Merge, Verb::Split].iter().any(|verb| verb.spec().key == event.verb) {
            issue = life::step(&issue, event, context).unwrap_or(issue);
        }
    }
    Record::Issue(Box::new(issue))
}

/// A save of several things at once.
fn round(kept: &mut Kept, chance: &mut Chance) {
    if chance.once_in(12) {
        // The first save is the desk's own.
        let _ = kept.desk.undo(stamp());
        return;
    }
    let reader = kept.reader();
    let context = Context { today: today(), codes: codes(), directory: &reader };
    let mut batch = kept.desk.batch(stamp());
    let issues = reader.total(Kind::Issue) + 2;
    for id in 1..=issues {
        let entry = reader.entry(Kind::Issue, id).unwrap();
        if let Some(entry) = entry.filter(|entry| entry.is_live() && !batch.changes(entry)) {
            touch(&mut batch, &entry, issues, &context, chance);
        }
    }
    if chance.once_in(3) {
        let (kind, id) =
            (*chance.one(&[Kind::Deputy, Kind::Reception, Kind::Visit, Kind::Activity]), 1 + chance.below(4));
        if let Some(before) = reader.entry(kind, id).unwrap().filter(Entry::is_live) {
            let record = match kind {
                Kind::Deputy => deputy(chance),
                Kind::Reception => reception(chance),
                Kind::Visit => visit(chance),
                _ => activity(chance),
            };
            if chance.once_in(3) { batch.void(&before, "录重了") } else { batch.change("edit", &before, record) }
        }
    }
    if chance.once_in(3) {
        batch.add(issue(chance));
    }
    if !batch.is_empty() {
        // One that two steps of a round would write in is refused whole.
        let _ = kept.desk.commit(batch);
    }
}

/// Something that happens to an issue: mostly a step that its stage allows.
fn touch(batch: &mut Batch, entry: &Entry, issues: u64, context: &Context<'_>, chance: &mut Chance) {
    let Record::Issue(issue) = &entry.record else { return };
    if chance.once_in(25) {
        return batch.void(entry, "录重了");
    }
    if chance.once_in(12) {
        let first = life::steps(issue).filter_map(|event| event.on).min().unwrap_or(today());
        let reported_on = issue.reported_on.map(|on| on.plus_days(-(chance.below(20) as i64)).min(first));
        let changed = Issue { reported_on, village: village(chance), items: issue.items + 1, ..issue.as_ref().clone() };
        return batch.change("edit", entry, Record::Issue(Box::new(changed)));
    }
    let Some(event) = step(issue, issues, context, chance) else { return };
    // These write in another issue, which no other step of the save may.
    let is_alone = ["merge", "restore"].contains(&event.verb.as_str());
    if !is_alone || batch.is_empty() {
        let _ = batch.take_step(&[entry], &event, context);
    }
}

/// A step that an issue's stage allows, mostly a likely one.
fn step(issue: &Issue, issues: u64, context: &Context<'_>, chance: &mut Chance) -> Option<Event> {
    let steps = life::next_steps(issue);
    let likely = if chance.once_in(4) { steps.len() } else { steps.len().min(3) };
    let verb = steps.get(chance.below(likely as u64) as usize)?.verb;
    let latest = life::steps(issue).filter_map(|event| event.on).max().max(issue.reported_on)?;
    let on = latest.plus_days(chance.below(20) as i64).min(today());
    Some(filled(issue, verb, on, issues, context, chance))
}

/// A step filled in as it should be.
fn filled(issue: &Issue, verb: Verb, on: Date, issues: u64, context: &Context<'_>, chance: &mut Chance) -> Event {
    let reason = "情况有变".to_owned();
    let mut event =
        Event { verb: verb.spec().key.to_owned(), on: Some(on), by: "李工".to_owned(), ..Event::default() };
    let later = |chance: &mut Chance| Some(on.plus_days(1 + chance.below(60) as i64));
    match verb {
        Verb::Answer | Verb::Reply => {
            (event.text, event.reason, event.class) = ("已办。".to_owned(), reason, chance.word(&["A", "A", "B", "C"]));
            event.planned_on = if event.class == "B" { later(chance) } else { None };
        }
        Verb::Assign => {
            event.route = chance.word(&["village", "township", "hotline", "proposal", "county"]);
            (event.assigned_on, event.unit) = (Some(on), Some(1 + chance.below(2)));
        }
        Verb::Return => (event.by_unit, event.reason) = (issue.unit, reason),
        Verb::Extend => {
            event.due_on = issue.due_on.map(|due| due.plus_days(1 + chance.below(40) as i64));
            event.reason = reason;
        }
        Verb::Urge => (event.way, event.text) = ("phone".to_owned(), "请尽快".to_owned()),
        Verb::Feedback => {
            event.way = "phone".to_owned();
            event.rating = chance.word(&["satisfied", "basically", "dissatisfied", "dissatisfied", "unrated"]);
            event.remark = "有话说".to_owned();
        }
        Verb::Progress => {
            event.text = "已开工".to_owned();
            event.planned_on = if chance.once_in(2) { later(chance) } else { None };
        }
        Verb::Redo | Verb::Reopen => {
            event.reason = reason;
            event.due_on = later(chance);
            if issue.unit.is_none() {
                (event.route, event.unit) = (chance.word(&["village", "hotline", "township"]), Some(1));
            }
        }
        Verb::Close | Verb::Withdraw | Verb::Restore => event.reason = reason,
        Verb::Guide => (event.where_to, event.reason) = (context.codes.list("guide_to")[0].key.clone(), reason),
        Verb::Merge => event.into = Some(1 + chance.below(issues)),
        Verb::Split => {
            (event.title, event.content, event.items) = ("另一件".to_owned(), "另一件事情".to_owned(), Some(1))
        }
        Verb::Decline | Verb::Noted => {
            (event.handling, event.reason) = (format!("4301/{}", 1 + chance.below(9)), reason)
        }
        Verb::Register | Verb::Track => {}
    }
    event
}

fn village(chance: &mut Chance) -> String {
    chance.word(&["", "茶亭社区", "河口村", "石桥村"])
}

pub fn issue(chance: &mut Chance) -> Record {
    Record::Issue(Box::new(Issue {
        reported_on: Some(chance.day()),
        channel: chance.word(&["reception", "visit", "phone", "above"]),
        source: (!chance.once_in(3)).then(|| 1 + chance.below(5)),
        deputies: chance.some(4),
        village: village(chance),
        title: "路灯不亮".to_owned(),
        content: "路灯三天不亮".to_owned(),
        items: 1 + chance.below(4) as u32,
        category: chance.word(&["01", "0101", "0102", "02", "0201", "99"]),
        urgency: chance.word(&["normal", "urgent", "critical"]),
        ..Issue::default()
    }))
}

pub fn deputy(chance: &mut Chance) -> Record {
    let levels = ["township", "county", "city"].into_iter().filter(|_| chance.once_in(2)).map(str::to_owned).collect();
    let status = chance.word(&["serving", "serving", "serving", "suspended", "ended", "former"]);
    let status_on = (!chance.once_in(3)).then(|| chance.day());
    Record::Deputy(Deputy { name: "张三".to_owned(), levels, status, status_on, ..Deputy::default() })
}

fn rows(chance: &mut Chance) -> Vec<Attendance> {
    let of = |deputy, state: String| Attendance { deputy: Some(deputy), state, ..Attendance::default() };
    chance.some(5).into_iter().map(|id| of(id, chance.word(&["present", "present", "leave", "absent"]))).collect()
}

pub fn reception(chance: &mut Chance) -> Record {
    let date = chance.day().plus_days(if chance.once_in(5) { 40 } else { 0 });
    Record::Reception(ReceptionDay {
        date: Some(date),
        deputies: chance.some(5),
        attendance: if chance.once_in(3) { Vec::new() } else { rows(chance) },
        stage: chance.word(&["held", "held", "held", "planned", "announced", "postponed", "cancelled"]),
        moved_to: chance.once_in(2).then(|| date.plus_days(9)),
        moved_from: chance.once_in(4).then(|| date.plus_days(-(chance.below(40) as i64))),
        groups: (!chance.once_in(4)).then(|| chance.below(9) as u32),
        people: (!chance.once_in(4)).then(|| chance.below(30) as u32),
        ..ReceptionDay::default()
    })
}

pub fn visit(chance: &mut Chance) -> Record {
    let deed = |chance: &mut Chance| Deed {
        text: "修路".to_owned(),
        kind: chance.word(&["solved", "solved", "money", "goods", "service"]),
        amount: chance.once_in(2).then(|| chance.below(1_000_000)),
        source: chance.word(&["", "fiscal", "social", "personal"]),
        times: chance.once_in(2).then(|| chance.below(50) as u32),
        done: !chance.once_in(3),
        ..Deed::default()
    };
    let deeds = (0..chance.below(3)).map(|_| deed(chance)).collect();
    Record::Visit(Visit {
        date: Some(chance.day()),
        deputies: chance.some(5),
        village: village(chance),
        times: 1 + chance.below(3) as u32,
        households: chance.once_in(2).then(|| chance.below(20) as u32),
        people: 1 + chance.below(30) as u32,
        issues: if chance.once_in(3) { vec![1 + chance.below(4)] } else { Vec::new() },
        deeds,
        ..Visit::default()
    })
}

pub fn activity(chance: &mut Chance) -> Record {
    let date = chance.day().plus_days(if chance.once_in(5) { 40 } else { 0 });
    let comments = chance.below(30) as u32;
    Record::Activity(Box::new(Activity {
        kind: chance.word(&["training", "legislation", "legislation", "inspection", "symposium"]),
        title: "学习".to_owned(),
        date: Some(date),
        participants: rows(chance),
        comments: (!chance.once_in(4)).then_some(comments),
        adopted: (!chance.once_in(4)).then(|| chance.below(u64::from(comments) + 1) as u32),
        ..Activity::default()
    }))
}

pub fn project(chance: &mut Chance) -> Record {
    Record::Project(Box::new(Project {
        year: Some(2025 + chance.below(2) as u32),
        title: "修桥".to_owned(),
        budget: chance.once_in(2).then(|| chance.below(90_000_000)),
        stage: chance.word(&STAGES),
        elected: chance.once_in(2),
        progress: chance.once_in(2).then(|| *chance.one(&[0, 60, 100])),
        ..Project::default()
    }))
}

pub fn proposal(chance: &mut Chance) -> Record {
    Record::Proposal(Box::new(Proposal {
        title: "修桥的建议".to_owned(),
        lead: (!chance.once_in(5)).then(|| 1 + chance.below(4)),
        cosigners: chance.some(5),
        handed_on: (!chance.once_in(4)).then(|| chance.day()),
        ..Proposal::default()
    }))
}
