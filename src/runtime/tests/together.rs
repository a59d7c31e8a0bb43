//! What is done to several rows at once: marks, the steps they have in common, drafts of such a step.

use super::bench::Bench;
use crate::app::Layer;
use crate::app::command::Place;
use crate::model::issue::Stage;
use crate::model::{Kind, Record};

fn stage(bench: &Bench, id: u64) -> Stage {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => issue.stage,
        _ => panic!(),
    }
}

fn menu_title(bench: &Bench) -> String {
    match bench.app.layers.last() {
        Some(Layer::Menu(menu)) => menu.title.clone(),
        _ => panic!("no menu:\n{}", bench.text()),
    }
}

/// Three more issues that are registered, the newest first in the list.
fn with_registered(bench: &mut Bench) {
    for title in ["一组水管漏水", "二组水管漏水", "三组水管漏水"] {
        bench.add_issue(title);
    }
}

#[test]
fn a_single_mark_decides_which_issue_takes_the_step() {
    let mut bench = Bench::sample(80, 24);
    with_registered(&mut bench);
    // The mark stays on the first row, the cursor goes on.
    bench.keys("3<Insert>");
    let marked = *bench.app.book().marked.keys().next().unwrap();
    assert_ne!(bench.app.current().unwrap().id, marked);
    let number = bench.office.context().directory.label(Kind::Issue, marked).unwrap();
    bench.keys("<F6>");
    assert!(menu_title(&bench).contains(&number), "{}", menu_title(&bench));
    bench.keys("<Enter>");
    assert!(bench.app.open_form().unwrap().form.title().contains(&number), "{}", bench.text());
}

#[test]
fn rows_a_filter_took_are_marked_and_answered_together() {
    let mut bench = Bench::sample(80, 24);
    with_registered(&mut bench);
    bench.keys("3<F7>");
    bench.form_field("title", "水管漏水");
    bench.keys("<F7>");
    bench.finish_search();
    bench.keys("<Space><Space><Insert>");
    bench.shows(&["找到 3 件", "已勾选 3 条"]);
    bench.keys("<F6>");
    assert!(menu_title(&bench).contains('3'), "{}", menu_title(&bench));
    bench.keys("1");
    bench.form_field("text", "水站当天修好。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Filtered, "{}", bench.text());
    assert_eq!([3, 4, 5].map(|id| stage(&bench, id)), [Stage::Replied; 3]);
    bench.lacks("已勾选");
    bench.keys("<C-z>");
    assert_eq!([3, 4, 5].map(|id| stage(&bench, id)), [Stage::Registered; 3]);
    bench.keys("<C-y>");
    assert_eq!([3, 4, 5].map(|id| stage(&bench, id)), [Stage::Replied; 3]);
    assert!(bench.message().contains("已重做"), "{}", bench.message());
}

#[test]
fn what_a_joint_step_leaves_on_the_list_is_all_shown() {
    let mut bench = Bench::sample(80, 24);
    with_registered(&mut bench);
    // Of the registered ones the two newest are marked; the cursor stands on the next.
    bench.keys("3<Tab><Tab><Space><Space>");
    let next = bench.app.current().unwrap().id;
    bench.keys("<F6>1");
    bench.form_field("text", "水站当天修好。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    let ids: Vec<u64> = bench.app.book().cursor.rows().iter().map(|row| row.entry.id).collect();
    assert_eq!((ids, bench.app.current().unwrap().id), (vec![3, 1], next), "{}", bench.text());
}

#[test]
fn the_draft_of_a_joint_step_is_gone_on_with_for_all() {
    let mut bench = Bench::sample(80, 24);
    with_registered(&mut bench);
    bench.keys("3<Insert><Insert><Insert><F6>1");
    bench.form_field("text", "水站当天修好。");
    bench.keys("<Esc>1<Enter>");
    assert!(bench.app.open_form().unwrap().form.title().contains("3 件"), "{}", bench.text());
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!([3, 4, 5].map(|id| stage(&bench, id)), [Stage::Replied; 3], "{}", bench.text());
}

#[test]
fn the_draft_of_a_joint_step_and_that_of_one_issue_are_two() {
    let mut bench = Bench::sample(80, 24);
    with_registered(&mut bench);
    bench.keys("3<Insert><Insert><Home><F6>1");
    bench.form_field("text", "两件一并修好。");
    bench.keys("<Esc><C-u>");
    // One of the two alone: what was typed for both is not taken up, nor lost.
    bench.keys("<F6>1");
    assert!(!bench.app.open_form().unwrap().form.title().contains("2 件"), "{}", bench.text());
    bench.form_field("text", "这件先修好。");
    bench.keys("<Esc>");
    let mut also: Vec<usize> = bench.drafts().iter().map(|draft| draft.also.len()).collect();
    also.sort_unstable();
    assert_eq!(also, [0, 1]);
    bench.keys("1");
    bench.shows(&["等 2 件"]);
}

#[test]
fn what_is_voided_is_not_marked_and_a_mark_can_always_be_taken_away() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<Delete>重复登记<C-s><Tab><Insert>");
    assert!(bench.app.book().marked.is_empty());
    assert!(bench.message().contains("已作废"), "{}", bench.message());
    bench.keys("3<Insert><Up><Insert>");
    assert!(bench.app.book().marked.is_empty());
}

#[test]
fn enter_alone_voids_nothing() {
    let mut bench = Bench::sample(80, 24);
    // A paste that arrives as keys ends in Enter.
    bench.keys("4<Delete>重复登记<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt);
    bench.shows(&["Ctrl+S", "重复登记"]);
    bench.keys("<Esc>");
    bench.shows(&["冬修水利"]);
}
