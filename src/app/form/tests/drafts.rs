//! Drafts: what was typed comes back as it was typed.

use super::super::*;
use super::support::*;
use crate::model::books::Books;

#[test]
fn nothing_typed_is_no_draft() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]);
    assert!(form.draft().is_none());
    run(&books, &mut form, "<Tab><Tab><Up>");
    assert!(form.draft().is_none());
}

#[test]
fn texts_and_nested_pages_come_back_as_typed() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]);
    form.root.go_to("attendance", &books.context());
    run(&books, &mut form, "<Space>");
    form.root.go_to("date", &books.context());
    run(&books, &mut form, "1399<Tab>");
    run(&books, &mut form, "<A-i>茶亭村<Enter>三组路灯不亮<Enter>路灯坏了两个月没人修<Tab>0102<C-n>");
    run(&books, &mut form, "半件事<Tab>正在写");
    let draft = form.draft().unwrap();
    assert_eq!((draft.name.as_str(), draft.kind.as_str(), draft.nested.len()), ("reception-new", "reception", 4));
    let back = Form::resume(&draft, Subject::New(Kind::Reception), Kind::Reception.blank(), "李工", &books.context());
    assert_eq!(text(&back, "date"), "1399");
    assert_eq!(text(&back, "place"), "茶亭镇代表联络站");
    assert_eq!(back.page().rows("attendance").unwrap().rows[0].page.summary(), "张三  请假");
    let raised = &back.page().rows("raised").unwrap().rows;
    assert_eq!((raised[0].unfinished, raised[1].unfinished), (false, true));
    assert_eq!(back.draft().unwrap(), draft);
}

#[test]
fn a_draft_of_an_edit_and_of_a_step_know_what_they_belong_to() {
    let mut books = Books::sample();
    let mut form = edit_form(&mut books, held_day());
    run(&books, &mut form, "<Tab><Tab>12");
    let draft = form.draft().unwrap();
    assert_eq!((draft.name.as_str(), draft.id, draft.rev), ("reception-2", 2, 1));
    let mut form = step_form(&mut books, issue(), Verb::Reply);
    form.root.go_to("text", &books.context());
    run(&books, &mut form, "已修好");
    let draft = form.draft().unwrap();
    assert_eq!((draft.kind.as_str(), draft.verb.as_str(), draft.id), ("step", "reply", 3));
    form.set_draft_name("step-7".to_owned());
    assert_eq!(form.draft().unwrap().name, "step-7");
}

#[test]
fn a_resumed_yes_is_saved_as_yes() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]);
    run(&books, &mut form, "三组路灯不亮了<Enter>路灯坏了两个月没人修<Tab>0102");
    form.root.go_to("hardship", &books.context());
    run(&books, &mut form, "<Space>");
    let draft = form.draft().unwrap();
    let blank = Kind::Issue.blank();
    let mut back = Form::resume(&draft, Subject::New(Kind::Issue), blank, "李工", &books.context());
    let (record, _) = record_of(submitted(&books, &mut back, "<C-s>"));
    let Record::Issue(issue) = record else { panic!() };
    assert!(issue.hardship);
    assert_eq!((issue.channel.as_str(), issue.deputies.as_slice()), ("phone", [1].as_slice()));
}
