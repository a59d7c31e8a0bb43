//! Steps of records that are no issues: the menu of F6, its small form, several rows together, drafts.

use super::bench::{Bench, date};
use crate::app::Layer;
use crate::app::command::Place;
use crate::model::reception::ReceptionDay;
use crate::model::{Kind, Record};

fn day(bench: &Bench, id: u64) -> ReceptionDay {
    match bench.office.context().directory.entry(Kind::Reception, id).unwrap().record {
        Record::Reception(day) => day,
        _ => panic!(),
    }
}

/// Two more planned days, which stand at the top of the list.
fn with_planned(bench: &mut Bench) -> [u64; 2] {
    for on in ["2026-12-15", "2026-12-22"] {
        let Record::Reception(like) = Record::Reception(day(bench, 2)) else { panic!() };
        let planned = ReceptionDay { date: date(on), stage: "planned".to_owned(), notice_on: None, ..like };
        bench.office.add(Record::Reception(planned));
    }
    let context = bench.office.context();
    let ids: Vec<u64> = (1..20).filter(|id| context.directory.entry(Kind::Reception, *id).is_some()).collect();
    [ids[ids.len() - 2], ids[ids.len() - 1]]
}

fn offered(bench: &Bench) -> Vec<String> {
    match bench.app.layers.last() {
        Some(Layer::Menu(menu)) => menu.items.iter().map(|(name, _)| name.clone()).collect(),
        _ => panic!("no menu:\n{}", bench.text()),
    }
}

#[test]
fn a_day_is_called_off_with_a_reason() {
    let mut bench = Bench::sample(80, 24);
    let [first, _] = with_planned(&mut bench);
    bench.keys("2<Home><Down><F6>");
    assert_eq!(offered(&bench)[0], "公告");
    let cancel = offered(&bench).iter().position(|name| name == "取消").unwrap() + 1;
    bench.keys(&format!("{cancel}<C-s>"));
    bench.shows(&["取消", "请填写"]);
    bench.keys("防汛值班<C-s>");
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    assert_eq!((day(&bench, first).stage.as_str(), day(&bench, first).reason.as_str()), ("cancelled", "防汛值班"));
    bench.keys("<F6>");
    assert!(bench.message().contains("没有下一步"), "{}", bench.message());
    bench.keys("<C-z>");
    assert_eq!((day(&bench, first).stage.as_str(), bench.message().contains("取消接待日")), ("planned", true));
}

#[test]
fn marked_days_are_announced_in_one_save() {
    let mut bench = Bench::sample(80, 24);
    let days = with_planned(&mut bench);
    bench.keys("2<Home><Space><Space><F6>1<C-s>");
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    for id in days {
        assert_eq!((day(&bench, id).stage.as_str(), day(&bench, id).notice_on), ("announced", date("2026-11-23")));
    }
    assert!(bench.app.book().marked.is_empty());
    bench.keys("<C-z>");
    assert!(days.iter().all(|id| day(&bench, *id).stage == "planned"));
}

#[test]
fn holding_a_day_opens_its_whole_form_with_everybody_present() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Down><F6>");
    let hold = offered(&bench).iter().position(|name| name == "举行").unwrap() + 1;
    bench.keys(&format!("{hold}"));
    bench.form_field("groups", "1");
    bench.form_field("people", "2");
    bench.keys("<C-s>");
    bench.settle_warnings();
    let held = day(&bench, 2);
    assert_eq!((held.stage.as_str(), held.people, held.attendance.len()), ("held", Some(2), held.deputies.len()));
}

#[test]
fn a_step_left_half_way_is_a_draft_that_goes_on() {
    let mut bench = Bench::sample(80, 24);
    let [first, _] = with_planned(&mut bench);
    bench.keys("2<Home><Down><F6>");
    let cancel = offered(&bench).iter().position(|name| name == "取消").unwrap() + 1;
    bench.keys(&format!("{cancel}防汛<Esc>"));
    let draft = bench.drafts().pop().unwrap();
    assert_eq!((draft.kind.as_str(), draft.verb.as_str(), draft.id), ("reception", "cancel", first));
    let mut bench = bench.reopened();
    bench.shows(&["取消", "2026-12-15"]);
    bench.keys("<Home><Enter><C-s>");
    assert_eq!((day(&bench, first).stage.as_str(), day(&bench, first).reason.as_str()), ("cancelled", "防汛"));
    assert!(bench.drafts().is_empty());
}
