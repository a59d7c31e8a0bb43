//! Texts that no cell holds, where nothing was counted before.

use super::*;
use crate::model::event::Event;
use crate::report::ledger::{HISTORY, piece_label};
use crate::report::sheet::{Limits, Step, Workbook};

#[test]
fn a_history_that_no_cell_holds_goes_on_in_further_columns_of_a_csv() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let mut desk = desk(&here);
    let mut batch = desk.batch(stamp());
    let told = |at: usize| format!("第{at}次：{}", "已到现场查看。".repeat(1_200));
    let step = |verb: &str, text: String| Event { verb: verb.to_owned(), on: Some(today()), text, ..Event::default() };
    let steps = (0..9).map(|at| step("progress", told(at)));
    let events: Vec<Event> = std::iter::once(step("register", String::new())).chain(steps).collect();
    batch.add(issue("路灯不亮", "一直不亮", false));
    batch.add(issue("不要声张", "举报一件事情", true));
    let Record::Issue(long) = issue("水渠不通", "一直不通", false) else { panic!("an issue") };
    batch.add(Record::Issue(Box::new(Issue { events, ..*long })));
    desk.commit(batch).unwrap();

    let path = here.path().join("台账.csv");
    let written = written(&desk, &codes, &[Kind::Issue], &path);
    assert_eq!((written.rows, written.notes.len()), (2, 1), "{:?}", written.notes);
    let mut book = Workbook::open(&RealDisk, &path).unwrap();
    let sheet = book.sheets()[0].to_owned();
    let mut rows = Vec::new();
    let _outcome = book.rows(&sheet, &Limits::default(), &mut |step| {
        rows.extend(if let Step::Row(row) = step { Some(row) } else { None });
        ControlFlow::Continue(())
    });
    let spec = Kind::Issue.spec(HISTORY).unwrap();
    let column = |piece: usize| {
        let label = piece_label(spec, piece);
        rows[0].cells.iter().find(|(_, cell)| cell.text() == label.as_str()).map(|(at, _)| *at)
    };
    let columns: Vec<_> = (0..).map_while(column).collect();
    assert!(columns.len() > 2, "{columns:?}");
    let history: String = columns.iter().map(|at| rows[2].cell(*at).unwrap().text().into_owned()).collect();
    assert!((0..9).all(|at| history.contains(&told(at))));
}
