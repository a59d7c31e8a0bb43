//! What is handed on comes back in by import, on another desk, as it was; what must not be handed on is not in the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod again;
mod long;

use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tempfile::TempDir;

use super::*;
use crate::demo;
use crate::model::codes::CodeLists;
use crate::model::deputy::Deputy;
use crate::model::issue::Issue;
use crate::model::jsonl;
use crate::model::pack::{self, Pack};
use crate::model::visit::Visit;
use crate::model::{Org, Record};
use crate::report::import::{self, Source};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;
use crate::store::reader::{Direction, List};

const BY: &str = "李慧";

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".into(), by: BY.into() }
}

fn desk(folder: &TempDir) -> Desk {
    let new = NewDesk { org: Org(430_112_103_001), name: "茶亭镇代表联络站".into(), operator: BY.into() };
    Desk::init(Arc::new(RealDisk), &folder.path().join("desk"), &new, &stamp()).unwrap()
}

/// The sample year on a desk of its own.
fn sample(folder: &TempDir, codes: &CodeLists) -> Desk {
    let mut desk = desk(folder);
    demo::year(&mut desk, codes, today(), &stamp()).unwrap();
    desk
}

fn written(desk: &Desk, codes: &CodeLists, kinds: &[Kind], to: &Path) -> Written {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let made_at = today().0.and_hms_opt(9, 0, 0).unwrap();
    let request = Request {
        disk: &RealDisk,
        kinds,
        to,
        form: None,
        audience: Audience::Office,
        whose: None,
        chosen: None,
        since: None,
        until: None,
        made_at,
    };
    books(&reader, &context, &request, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn taken_in(desk: &mut Desk, codes: &CodeLists, path: &Path, kind: Option<Kind>) -> import::Outcome {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let request = import::Request { kind, ..import::Request::default() };
    let mut source = Source::open(&real(), path, &request).unwrap();
    let mut told = String::new();
    let outcome = source.take_in(desk, &stamp(), &context, path.parent().unwrap(), &mut |news| {
        if let import::News::Row(row, verdict @ import::Verdict::Bad(_)) = news {
            told = import::line(row, verdict, &context);
        }
        ControlFlow::Continue(())
    });
    let outcome = outcome.unwrap();
    assert_eq!(outcome.bad, 0, "{}: {told}", path.display());
    outcome
}

/// The records of a kind as a script sees them, without what a ledger does not carry.
fn records(desk: &Desk, codes: &CodeLists, kind: Kind) -> Vec<String> {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let rows = reader.page(List::All(kind), None, Direction::Forward, 1000).unwrap();
    let entries = rows.iter().map(|row| &row.entry);
    let carried = entries.filter(|entry| !matches!(&entry.record, Record::Issue(issue) if issue.confidential));
    let mut records: Vec<String> = carried
        .map(|entry| {
            let mut object = jsonl::object(entry, false, &context);
            for key in ["id", "number", "phone", "issues"] {
                object.remove(key);
            }
            // The ledger shows an outside number, not with which step it came.
            for event in object.get_mut("events").and_then(Json::as_array_mut).into_iter().flatten() {
                event.as_object_mut().unwrap().remove("external_no");
            }
            Json::Object(in_order(object)).to_string()
        })
        .collect();
    records.sort();
    records
}

/// Whether a ledger tells the whole life of a record: it has one assignment, one answer, one feedback, one end.
fn is_plain(record: &str) -> bool {
    let record: Json = serde_json::from_str(record).unwrap();
    let Some(events) = record.get("events").and_then(Json::as_array) else { return true };
    let verbs: Vec<&str> = events.iter().map(|event| event["verb"].as_str().unwrap()).collect();
    let told = ["register", "answer", "assign", "reply", "feedback", "close"];
    verbs.iter().all(|verb| told.contains(verb)) && events.iter().all(|event| event.get("from").is_none())
}

fn in_order(object: Map<String, Json>) -> Map<String, Json> {
    let mut pairs: Vec<(String, Json)> = object.into_iter().collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs.into_iter().collect()
}

fn comes_back(ending: &str) {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let codes = CodeLists::shipped().unwrap();
    let sample = sample(&here, &codes);
    let mut other = desk(&there);
    for kind in [Kind::Unit, Kind::Deputy, Kind::Reception, Kind::Visit, Kind::Issue] {
        let path = here.path().join(format!("{}.{ending}", kind.key()));
        let written = written(&sample, &codes, &[kind], &path);
        let outcome = taken_in(&mut other, &codes, &path, Some(kind));
        assert_eq!((outcome.added, outcome.repeated), (written.rows, 0), "{kind:?}");
        let (before, after) = (records(&sample, &codes, kind), records(&other, &codes, kind));
        assert_eq!(before.len(), after.len(), "{kind:?}");
        let plain = before.iter().filter(|record| is_plain(record));
        for record in plain.clone() {
            assert!(after.contains(record), "{kind:?}: {record}");
        }
        assert!(plain.count() * 2 > before.len(), "{kind:?}");
        let again = taken_in(&mut other, &codes, &path, None);
        assert_eq!((again.added, again.repeated), (0, written.rows), "{kind:?} guessed from its titles");
    }
}

#[test]
fn every_book_comes_back_from_xlsx() {
    comes_back("xlsx");
}

#[test]
fn every_book_comes_back_from_csv() {
    comes_back("csv");
}

fn issue(title: &str, content: &str, confidential: bool) -> Record {
    let [title, content] = [title, content].map(str::to_owned);
    let (channel, category) = ("above".to_owned(), "02".to_owned());
    let reported_on = Date::from_ymd(2026, 3, 5);
    Record::Issue(Box::new(Issue { title, content, confidential, channel, category, reported_on, ..Issue::default() }))
}

#[test]
fn numbers_are_masked_formulas_disarmed_and_confidential_issues_left_out() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let mut desk = desk(&here);
    let mut batch = desk.batch(stamp());
    batch.add(issue("路灯不亮", "请回电13800138000", false));
    batch.add(issue("=1+1", "＝HYPERLINK(\"x\")", false));
    batch.add(issue("不要声张", "举报一件事情", true));
    desk.commit(batch).unwrap();

    let path = here.path().join("台账.csv");
    let written = written(&desk, &codes, &[Kind::Issue], &path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written.rows, 2);
    assert!(written.notes.iter().any(|note| note.contains("要求保密")), "{:?}", written.notes);
    assert!(text.contains("138****8000") && !text.contains("13800138000"), "{text}");
    assert!(text.contains("'=1+1") && text.contains("'＝HYPERLINK"), "{text}");
    assert!(!text.contains("不要声张") && !text.contains("举报"), "{text}");
    let again = taken_in(&mut desk, &codes, &path, None);
    assert_eq!((again.added, again.repeated), (0, 2), "a desk knows its own masked ledger again");
}

#[test]
fn a_public_version_has_no_column_or_deputy_that_is_not_for_the_public() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let mut desk = desk(&here);
    let deputy = |name: &str, public: bool| {
        let [name, term] = [name, "第十届"].map(str::to_owned);
        Record::Deputy(Deputy { name, term, public, levels: vec!["township".into()], ..Deputy::default() })
    };
    let mut batch = desk.batch(stamp());
    let hidden = batch.add(deputy("魏青", false));
    let shown = batch.add(deputy("李桂兰", true));
    let (summary, village) = ("王家的低保".to_owned(), "茶亭村".to_owned());
    let date = Date::from_ymd(2026, 3, 5);
    batch.add(Record::Visit(Visit { date, deputies: vec![hidden, shown], summary, village, ..Visit::default() }));
    batch.add(issue("路灯不亮", "我是东头王家，请修路灯", false));
    batch.add(issue("不要声张", "举报一件事情", true));
    desk.commit(batch).unwrap();

    let reader = desk.reader();
    let context = Context { today: today(), codes: &codes, directory: &reader };
    let made_at = today().0.and_hms_opt(9, 0, 0).unwrap();
    let to = here.path().join("公开.html");
    let audience = Audience::Public;
    let request = Request {
        disk: &RealDisk,
        kinds: &ALL,
        to: &to,
        form: None,
        audience,
        whose: None,
        chosen: None,
        since: None,
        until: None,
        made_at,
    };
    let written = books(&reader, &context, &request, &mut |_| ControlFlow::Continue(())).unwrap();
    let page = std::fs::read_to_string(&to).unwrap();
    assert_eq!(written.rows, 3, "a deputy, a visit, an issue");
    assert_eq!(written.notes.len(), 2, "{:?}", written.notes);
    assert!(page.contains("路灯不亮") && page.contains("李桂兰") && page.contains("茶亭村"), "{page}");
    assert!(page.contains("（公开版）") && !page.contains("供站内工作使用"), "{page}");
    for kept_back in ["王家", "魏青", "不要声张", "要求保密，不在本表"] {
        assert!(!page.contains(kept_back), "{kept_back}: {page}");
    }
    assert_eq!(page.matches("<section>").count(), ALL.len());
}

#[test]
fn a_workbook_of_all_books_is_read_sheet_by_sheet() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let codes = CodeLists::shipped().unwrap();
    let path = here.path().join("全部.xlsx");
    let written = written(&sample(&here, &codes), &codes, &ALL, &path);
    let mut other = desk(&there);
    let rows: u64 = [Kind::Deputy, Kind::Reception, Kind::Visit]
        .into_iter()
        .map(|kind| taken_in(&mut other, &codes, &path, Some(kind)).added)
        .sum();
    assert!(rows > 0 && rows < written.rows);
    let source =
        Source::open(&real(), &path, &import::Request { kind: Some(Kind::Issue), ..import::Request::default() });
    assert_eq!(source.unwrap().sheet(), "意见建议台账");
}

#[test]
fn a_period_is_taken_and_told() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let sample = sample(&here, &codes);
    let reader = sample.reader();
    let context = Context { today: today(), codes: &codes, directory: &reader };
    let (since, until) = (Date::from_ymd(2026, 3, 1), Date::from_ymd(2026, 3, 31));
    let to = here.path().join("三月");
    let made_at = today().0.and_hms_opt(9, 0, 0).unwrap();
    let request = Request {
        disk: &RealDisk,
        kinds: &ALL,
        to: &to,
        form: Some(Form::Csv),
        audience: Audience::Office,
        whose: None,
        chosen: None,
        since,
        until,
        made_at,
    };
    std::fs::create_dir(&to).unwrap();
    let written = books(&reader, &context, &request, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(written.files.len(), ALL.len());
    let visits = std::fs::read_to_string(to.join("茶亭镇代表联络站代表走访登记簿.csv")).unwrap();
    let days: Vec<&str> = visits.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert!(!days.is_empty() && days.iter().all(|day| day.starts_with("2026-03")), "{days:?}");
    assert!(days.is_sorted(), "the oldest first: {days:?}");
    let all = reader.page(List::All(Kind::Visit), None, Direction::Forward, 1000).unwrap();
    let within = |row: &&crate::store::reader::Row| {
        row.entry.record.date().is_some_and(|day| since.unwrap() <= day && day <= until.unwrap())
    };
    assert_eq!(days.len(), all.iter().filter(within).count(), "nothing is left out at either end");
}

#[test]
fn cancelling_leaves_no_file_whether_records_are_counted_or_written() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let reader = sample(&here, &codes).reader();
    let context = Context { today: today(), codes: &codes, directory: &reader };
    let to = here.path().join("台账.xlsx");
    let made_at = today().0.and_hms_opt(9, 0, 0).unwrap();
    let request = Request {
        disk: &RealDisk,
        kinds: &ALL,
        to: &to,
        form: None,
        audience: Audience::Office,
        whose: None,
        chosen: None,
        since: None,
        until: None,
        made_at,
    };
    let mut cancelled = 0;
    loop {
        let mut asked = 0;
        let outcome = books(&reader, &context, &request, &mut |_| {
            asked += 1;
            if asked > cancelled { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let Err(error) = outcome else { break };
        assert!(error.to_string().contains("已取消") && !to.exists(), "{error}");
        cancelled += 1;
    }
    assert!(to.exists());
    // Once at least for each book before its first row, and once before the file is finished.
    assert!(cancelled > ALL.len(), "{cancelled}");
}

#[test]
fn the_register_of_media_is_written_for_the_office_only() {
    let (folder, codes) = (TempDir::new().unwrap(), CodeLists::shipped().unwrap());
    let mut desk = desk(&folder);
    let pack = Pack {
        sort: pack::UP.into(),
        state: pack::WRITTEN.into(),
        to: "430112".into(),
        number: 12,
        file: "LZ-430112103001-430112-up-0012.lz".into(),
        place: "U盘 KINGSTON".into(),
        signature: "ef".repeat(64),
        on: Some(today()),
        by: BY.into(),
        ..Pack::default()
    };
    let mut batch = desk.batch(stamp());
    batch.add(Record::Pack(Box::new(pack)));
    desk.commit(batch).unwrap();
    let to = folder.path().join("media.csv");
    assert_eq!(written(&desk, &codes, &[Kind::Pack], &to).rows, 1);
    let text = std::fs::read_to_string(&to).unwrap();
    for told in ["2026-11-23", "上报", "430112", "已写出", "LZ-430112103001-430112-up-0012.lz", "U盘 KINGSTON", BY]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("efef"), "what only machines read: {text}");
    assert!(
        !has_book(Kind::Pack, Audience::Public)
            && has_book(Kind::Party, Audience::Office)
            && !has_book(Kind::Setting, Audience::Office)
    );
}
