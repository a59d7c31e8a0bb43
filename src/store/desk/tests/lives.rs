//! Lives of issues in the store: steps that change several records at once, and the lists that follow from a history.

use super::*;
use crate::model::Context;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::filter::{Filter, Manner};
use crate::model::issue::Stage;
use crate::model::life::{self, Outcome as Came, Refused, Verb};
use crate::model::unit::Unit;
use crate::store::disk::model::ModelDisk;

/// Issues saved together in the story below.
const TOGETHER: usize = 200;

fn today() -> Date {
    date(11, 23).unwrap()
}

fn event(verb: Verb, day: u32) -> Event {
    Event { verb: verb.spec().key.to_owned(), on: date(11, day), by: "李工".to_owned(), ..Event::default() }
}

fn merge(into: u64, day: u32) -> Event {
    Event { into: Some(into), ..event(Verb::Merge, day) }
}

fn reply(class: &str, day: u32) -> Event {
    let planned_on = (class == "B").then(|| Date::from_ymd(2027, 3, 1).unwrap());
    let reason = if class == "C" { "政策所限".to_owned() } else { String::new() };
    let (text, class) = ("已办。".to_owned(), class.to_owned());
    Event { text, class, planned_on, reason, ..event(Verb::Reply, day) }
}

fn feedback(rating: &str, day: u32) -> Event {
    let remark = if rating == "dissatisfied" { "没有办好".to_owned() } else { String::new() };
    Event { way: "phone".to_owned(), rating: rating.to_owned(), remark, ..event(Verb::Feedback, day) }
}

fn raised(title: &str) -> Record {
    let Record::Issue(mut raised) = issue(title) else { unreachable!() };
    (raised.reported_on, raised.items, raised.headcount) = (date(11, 1), 3, 4);
    Record::Issue(raised)
}

fn take(desk: &mut Desk, codes: &CodeLists, ids: &[u64], event: &Event) -> Result<Vec<Entry>, Refused> {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let entries: Vec<Entry> = ids.iter().map(|id| entry(desk, Kind::Issue, *id)).collect();
    let entries: Vec<&Entry> = entries.iter().collect();
    let mut batch = desk.batch(stamp());
    batch.take_step(&entries, event, &context)?;
    Ok(desk.commit(batch).unwrap())
}

fn stage(desk: &Desk, id: u64) -> Stage {
    as_issue(&entry(desk, Kind::Issue, id)).stage
}

#[test]
fn several_issues_merged_into_one_are_one_save() {
    let home = Home::new();
    let mut desk = home.init();
    let codes = CodeLists::shipped().unwrap();
    let before: Vec<Entry> = ["甲", "乙", "丙"].map(|title| add(&mut desk, raised(title))).to_vec();
    let saved = take(&mut desk, &codes, &[1, 2], &merge(3, 5)).unwrap();
    assert_eq!(saved.iter().map(|entry| (entry.id, entry.rev)).collect::<Vec<_>>(), [(1, 2), (2, 2), (3, 2)]);
    assert_eq!(as_issue(&saved[2]).events.iter().filter_map(|event| event.from).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(ids(&desk, List::Stage(Stage::Merged)), [2, 1]);
    assert_eq!(desk.reader().total(Kind::Issue), 3, "they stay counted");
    assert_sound(&desk);
    drop(desk);
    let mut desk = home.open();
    assert_eq!(as_issue(&entry(&desk, Kind::Issue, 1)).merged_into, Some(3));
    assert_eq!(desk.undo(stamp()).unwrap().text, "已撤销：并案意见建议“2026-0001”等 3 条记录");
    for was in &before {
        assert_eq!(entry(&desk, Kind::Issue, was.id).record, was.record);
    }
    assert_eq!(desk.redo(stamp()).unwrap().entries.len(), 3);
    assert_eq!(stage(&desk, 2), Stage::Merged);
    assert_sound(&desk);
}

#[test]
fn what_is_split_off_gets_a_number_and_goes_with_an_undo() {
    let home = Home::new();
    let mut desk = home.init();
    let codes = CodeLists::shipped().unwrap();
    let parent = add(&mut desk, raised("路灯不亮、下水道堵"));
    let (title, content) = ("下水道堵".to_owned(), "下水道堵了三天".to_owned());
    let split = Event { title, content, items: Some(1), ..event(Verb::Split, 5) };
    let saved = take(&mut desk, &codes, &[1], &split).unwrap();
    let numbers: Vec<&str> = saved.iter().map(|entry| as_issue(entry).number.as_str()).collect();
    assert_eq!(numbers, ["2026-0001", "2026-0002"]);
    let (parent_now, part) = (as_issue(&saved[0]), as_issue(&saved[1]));
    assert_eq!((parent_now.items, part.items), (2, 1));
    assert_eq!((parent_now.events[1].into, part.events[0].from), (Some(2), Some(1)));
    assert_eq!(part.events.len(), 1, "registered once");
    assert_eq!(desk.undo(stamp()).unwrap().text, "已撤销：拆分意见建议“2026-0001”等 2 条记录");
    assert_eq!(entry(&desk, Kind::Issue, 1).record, parent.record);
    assert!(!entry(&desk, Kind::Issue, 2).is_live());
    let next = add(&mut desk, raised("另一件"));
    assert_eq!(as_issue(&next).number, "2026-0003", "a number is used once");
    assert_sound(&desk);
}

#[test]
fn a_merge_based_on_what_has_changed_since_is_refused() {
    let home = Home::new();
    let mut desk = home.init();
    let codes = CodeLists::shipped().unwrap();
    add(&mut desk, raised("甲"));
    let target = add(&mut desk, raised("乙"));
    let reader = desk.reader();
    let context = Context { today: today(), codes: &codes, directory: &reader };
    let one = entry(&desk, Kind::Issue, 1);
    let mut batch = desk.batch(stamp());
    batch.take_step(&[&one], &merge(2, 5), &context).unwrap();
    edit(&mut desk, &target, raised("乙改"));
    assert!(desk.commit(batch).is_err());
    assert_eq!(stage(&desk, 1), Stage::Registered, "all of it or nothing");
}

/// Counts what a filter takes of everything there is.
fn counted(desk: &Desk, codes: &CodeLists, conditions: &[(&str, &str)]) -> usize {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let mut filter = Filter::new(Kind::Issue);
    for (key, typed) in conditions {
        filter.add(key, typed, Manner::Equal, &context).unwrap();
    }
    let mut found = 0;
    reader
        .sift(&filter, &mut |news| {
            found += usize::from(matches!(news, crate::store::reader::SearchNews::Hit(_)));
            ControlFlow::Continue(())
        })
        .unwrap();
    found
}

/// An issue whose answer promised, was told and is watched.
fn promised(number: usize, context: &Context<'_>) -> Issue {
    let Record::Issue(issue) = raised(&format!("第{number}件")) else { unreachable!() };
    let assign = Event { route: "township".to_owned(), unit: Some(1), ..event(Verb::Assign, 2) };
    let steps = [assign, reply("B", 3), feedback("unrated", 4), event(Verb::Track, 4)];
    let issue = life::registered(*issue, "李工");
    steps.into_iter().fold(issue, |issue, event| life::step(&issue, event, context).unwrap())
}

#[test]
fn the_promises_of_a_bulletin_add_up() {
    let home = Home::on(Arc::new(ModelDisk::new()));
    let mut desk = home.init();
    let codes = CodeLists::shipped().unwrap();
    add(&mut desk, Record::Unit(Unit { name: "水利站".to_owned(), ..Unit::default() }));
    let all: Vec<u64> = (1..=1_263).collect();
    for part in all.chunks(TOGETHER) {
        let reader = desk.reader();
        let context = Context { today: today(), codes: &codes, directory: &reader };
        let mut batch = desk.batch(stamp());
        for id in part {
            batch.add(Record::Issue(Box::new(promised(usize::try_from(*id).unwrap(), &context))));
        }
        desk.commit(batch).unwrap();
    }
    let joint = |desk: &mut Desk, ids: &[u64], event: &Event| {
        ids.chunks(TOGETHER).for_each(|part| drop(take(desk, &codes, part, event).unwrap()));
    };
    let (kept, rest) = all.split_at(1_049);
    let (given_up, _) = rest.split_at(115);
    joint(&mut desk, kept, &reply("A", 10));
    joint(&mut desk, given_up, &reply("C", 10));
    let unhappy = &kept[..177];
    for step in [feedback("dissatisfied", 11), event(Verb::Redo, 12), reply("A", 13), feedback("satisfied", 14)] {
        joint(&mut desk, unhappy, &step);
    }

    let reader = desk.reader();
    assert_eq!((ids(&desk, List::Promised).len(), reader.promised_total()), (1_263, 1_263));
    assert_eq!(ids(&desk, List::Stage(Stage::Tracking)).len(), 99);
    assert_eq!((ids(&desk, List::Dissatisfied).len(), reader.dissatisfied_total()), (177, 177));
    let ever = ("promised", "是");
    let by_class = ["A", "B", "C"].map(|class| counted(&desk, &codes, &[ever, ("class", class)]));
    assert_eq!(by_class, [1_049, 99, 115]);
    assert_eq!(by_class.iter().sum::<usize>(), counted(&desk, &codes, &[ever]));
    assert_eq!(counted(&desk, &codes, &[("dissatisfied", "是")]), 177);
    assert_eq!(counted(&desk, &codes, &[("dissatisfied", "是"), ("redo_count", ">=1")]), 177, "all handled again");
    assert_eq!(counted(&desk, &codes, &[("promised_on", "2027-03-01")]), 99, "what is still owed, by its day");
    let came = |wanted: fn(&Came) -> bool| {
        let issues = all.iter().map(|id| entry(&desk, Kind::Issue, *id));
        let last = issues.filter_map(|entry| life::promises(as_issue(&entry)).pop());
        last.filter(|promise| wanted(&promise.outcome)).count()
    };
    assert_eq!(came(|outcome| matches!(outcome, Came::Kept(_))), 1_049);
    assert_eq!(came(|outcome| matches!(outcome, Came::GivenUp(_))), 115);
    assert_eq!(came(|outcome| matches!(outcome, Came::Open)), 99);
    assert_sound(&desk);
}
