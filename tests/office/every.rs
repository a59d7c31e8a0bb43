//! Every document that can be made from the demo station.

use std::ops::ControlFlow;
use std::sync::Arc;

use liaison::demo;
use liaison::model::codes::CodeLists;
use liaison::model::stats::{Period, Sort};
use liaison::model::{Context, Date};
use liaison::report::docs::{self, Printer};
use liaison::report::paper::Paper;
use liaison::report::period::{compose, draft, facts, settle, words};
use liaison::store::batch::Stamp;
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;

/// The demo station's documents, blank forms and reports.
pub fn every_paper() -> Vec<Paper> {
    let folder = tempfile::tempdir().unwrap();
    let today: Date = "2026-11-23".parse().unwrap();
    let made_at = today.0.and_hms_opt(9, 12, 33).unwrap();
    let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李慧".to_owned() };
    let codes = CodeLists::shipped().unwrap();
    let new = demo::station("李慧").unwrap();
    let mut desk = Desk::init(Arc::new(RealDisk), &folder.path().join("desk"), &new, &stamp).unwrap();
    demo::year(&mut desk, &codes, today, &stamp).unwrap();

    let reader = desk.reader();
    let context = Context { today, codes: &codes, directory: &reader };
    let mut papers = docs::every_paper(&Printer::new(&reader, context, made_at).unwrap()).unwrap();
    let context = Context { today, codes: &codes, directory: &reader };
    for sort in [Sort::Month, Sort::Quarter, Sort::Half, Sort::Year] {
        let period = Period::around(sort, "2026-09-30".parse().unwrap()).unwrap();
        let facts =
            facts::gather(&reader, &context, period, &[1, 2], &mut |_, _| ControlFlow::Continue(())).unwrap().unwrap();
        let fresh = words::made(&facts, &context);
        let report = draft(period, String::new(), &fresh, today);
        let settled = settle(&report, &fresh);
        papers.push(compose::paper(&report, &settled.words, &facts, &context, made_at));
    }
    papers
}
