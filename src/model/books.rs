//! A desk's records in memory, for tests of rules and of what stands on them.

use std::sync::OnceLock;

use super::codes::CodeLists;
use super::context::{Candidate, Context, Directory};
use super::date::{Date, Time};
use super::deputy::Deputy;
use super::entry::Entry;
use super::issue::Issue;
use super::kind::{Kind, Org};
use super::reception::ReceptionDay;
use super::record::Record;
use super::unit::Unit;
use super::visit::Visit;
use crate::model::order::Order as _;
use crate::text::pinyin::Matcher;

/// Records and code lists, with a day that is today.
pub(crate) struct Books {
    pub(crate) entries: Vec<Entry>,
    pub(crate) codes: CodeLists,
    pub(crate) today: Date,
}

/// A date that is one.
pub(crate) fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd(year, month, day).unwrap()
}

impl Books {
    /// Books with nothing in them, on Monday 2026-11-23.
    pub(crate) fn empty() -> Books {
        Books { entries: Vec::new(), codes: CodeLists::shipped().unwrap(), today: day(2026, 11, 23) }
    }

    /// Deputies 1 张三, 2 李四, 3 张三丰, 4 and 5 王五, 6 赵六 (ended 2026-01-01), 7 孙七 (voided); units 1 水利站, 2 派出所
    /// (out of use), 3 教育、体育局; a reception day on 2026-11-20, a visit on 2026-11-21, issues 1 and 2.
    pub(crate) fn sample() -> Books {
        let mut books = Books::empty();
        for name in ["张三", "李四", "张三丰", "王五", "王五", "赵六", "孙七"] {
            let ended = (name == "赵六").then(|| day(2026, 1, 1));
            let status = if ended.is_some() { "ended" } else { "serving" };
            let levels = vec!["township".to_owned()];
            let (name, status) = (name.to_owned(), status.to_owned());
            books.add(Record::Deputy(Deputy { name, levels, status, status_on: ended, ..Deputy::default() }));
        }
        books.entries[6].voided = Some("重复".to_owned());
        for (name, active) in [("水利站", true), ("派出所", false), ("教育、体育局", true)] {
            books.add(Record::Unit(Unit { name: name.to_owned(), active, ..Unit::default() }));
        }
        let held =
            ReceptionDay { date: Some(day(2026, 11, 20)), start: Time::from_hm(9, 0), ..ReceptionDay::default() };
        books.add(Record::Reception(held));
        let visit = Visit { date: Some(day(2026, 11, 21)), village: "茶亭社区".to_owned(), ..Visit::default() };
        books.add(Record::Visit(visit));
        for number in ["2026-0001", "2026-0002"] {
            books.add(Record::Issue(Box::new(Issue { number: number.to_owned(), ..Issue::default() })));
        }
        books
    }

    /// One [`Books::sample`] for all tests: reading the code lists takes longer than most of them.
    pub(crate) fn shared() -> &'static Books {
        static BOOKS: OnceLock<Books> = OnceLock::new();
        BOOKS.get_or_init(Books::sample)
    }

    /// Keeps a record and returns its id.
    pub(crate) fn add(&mut self, record: Record) -> u64 {
        let id = self.entries.iter().filter(|entry| entry.kind() == record.kind()).count() as u64 + 1;
        let entry = Entry { org: Org(430_122_105_001), id, rev: 1, voided: None, extra: String::new(), record };
        self.entries.push(entry);
        id
    }

    /// What rules look at.
    pub(crate) fn context(&self) -> Context<'_> {
        Context { today: self.today, codes: &self.codes, directory: self }
    }
}

fn name(entry: &Entry) -> String {
    match &entry.record {
        Record::Deputy(deputy) => deputy.name.clone(),
        Record::Unit(unit) => unit.name.clone(),
        Record::Issue(issue) => issue.number.clone(),
        Record::Reception(day) => format!("{} {}", day.date.unwrap(), day.start.unwrap()),
        Record::Visit(visit) => format!("{} {}", visit.date.unwrap(), visit.village),
        Record::Setting(setting) => setting.key.clone(),
        Record::Activity(activity) => format!("{} {}", activity.date.unwrap(), activity.title),
        Record::Project(project) => project.title.clone(),
        Record::Proposal(proposal) => proposal.title.clone(),
        Record::Report(report) => report.called(),
        Record::Party(party) => party.called().to_owned(),
        Record::Received(received) => received.code.clone(),
        Record::Handling(handling) => handling.called(),
        Record::Pack(pack) => pack.file.clone(),
        Record::Station(_) => String::new(),
    }
}

impl Directory for Books {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.kind() == kind && entry.id == id).cloned()
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        self.entry(kind, id).as_ref().map(name)
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        let matcher = Matcher::new(typed);
        let live = self.entries.iter().filter(|entry| entry.kind() == kind && entry.is_live());
        let mut ranked: Vec<(u8, Candidate)> = live
            .filter_map(|entry| {
                let label = name(entry);
                let exact = label == typed;
                let detail = format!("第 {} 位", entry.id);
                matcher.rank(&label).map(|rank| (rank, Candidate { id: entry.id, label, detail, exact }))
            })
            .collect();
        ranked.order_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, candidate)| candidate).take(limit).collect()
    }

    fn of(&self, _: Org) -> Option<Box<dyn Directory + '_>> {
        None
    }
}
