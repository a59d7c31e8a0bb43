//! Saving: what blocks, what asks once, what is handed out.

use super::super::*;
use super::support::*;
use crate::model::Value;
use crate::model::books::Books;
use crate::model::check::Severity;
use crate::model::issue::Stage;

/// Fills a visit but for what the test is about.
fn visit(books: &Books) -> Form {
    let mut form = new_form(books, Kind::Visit, None, &[]);
    run(books, &mut form, "张三<Enter>1茶亭社区<Enter><Enter><Enter>");
    // How many people were met is asked for, though one stands there.
    assert_eq!(focus(&form), "people");
    run(books, &mut form, "3<Enter>");
    assert_eq!(focus(&form), "topic");
    form
}

#[test]
fn errors_block_are_listed_and_enter_goes_from_one_to_the_next() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    assert!(matches!(run(&books, &mut form, "<C-s>"), Outcome::Refused));
    let keys: Vec<&str> = form.page().findings.list.iter().map(|finding| finding.key).collect();
    assert_eq!(keys, ["deputies", "way", "village", "summary"]);
    assert_eq!(focus(&form), "deputies");
    run(&books, &mut form, "张三<Enter>");
    assert_eq!(focus(&form), "way");
    run(&books, &mut form, "1");
    assert_eq!(focus(&form), "village");
    run(&books, &mut form, "<F6>");
    assert_eq!(focus(&form), "summary");
    run(&books, &mut form, "入户走访三户困难群众<F6>");
    assert_eq!((focus(&form), form.page().findings.list.len()), ("village", 1));
    let submission = submitted(&books, &mut form, "茶亭社区<C-s>");
    assert!(!submission.another);
}

#[test]
fn f6_goes_to_a_marked_field_before_anybody_tried_to_save() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    run(&books, &mut form, "<F6>");
    assert_eq!(message(&form), say::NO_FINDINGS);
    run(&books, &mut form, "查无此人<Down><Down>");
    assert_ne!(focus(&form), "deputies");
    assert!(form.page().findings.list.is_empty());
    run(&books, &mut form, "<F6>");
    assert_eq!(focus(&form), "deputies");
    assert!(message(&form).contains("查无此人"), "{}", message(&form));
}

#[test]
fn a_held_day_with_issues_and_no_visitors_is_asked_about() {
    let mut books = Books::sample();
    let Record::Reception(day) = held_day() else { panic!("no day") };
    let nobody = Record::Reception(crate::model::reception::ReceptionDay { groups: None, people: None, ..day });
    let mut form = edit_form(&mut books, nobody);
    let raised = form.root.rows_mut(page::RAISED.key).unwrap();
    raised.kept.push("2026-0001 路灯".to_owned());
    run(&books, &mut form, "<C-s>");
    assert!(form.page().findings.list.iter().any(|finding| finding.key == "groups"), "{:?}", form.page().findings.list);
}

#[test]
fn f6_says_what_is_wrong_where_it_goes() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    run(&books, &mut form, "查无此人<C-s>");
    assert_eq!(focus(&form), "deputies");
    run(&books, &mut form, "<F6>");
    assert_eq!(focus(&form), "way");
    let wrong = form.page().findings.list[1].message.clone();
    assert_eq!(message(&form), wrong);
}

#[test]
fn a_field_that_does_not_read_blocks_with_its_own_message() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("people", &books.context());
    run(&books, &mut form, "许多<C-s>");
    let found = &form.page().findings.list;
    assert_eq!(found.iter().filter(|finding| finding.key == "people").count(), 1);
    assert_eq!(text(&form, "people"), "许多");
}

#[test]
fn warnings_ask_once_and_again_after_a_change() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]);
    run(&books, &mut form, "路灯<Enter>路灯坏了很久没人修<Tab>0102");
    assert!(matches!(run(&books, &mut form, "<C-s>"), Outcome::Stay));
    assert!(form.page().findings.list.iter().all(|finding| finding.severity == Severity::Warning));
    assert!(message(&form).contains("Ctrl+S"));
    form.root.go_to("title", &books.context());
    assert!(matches!(run(&books, &mut form, "坏<C-s>"), Outcome::Stay));
    let (record, _) = record_of(submitted(&books, &mut form, "<C-s>"));
    assert_eq!(record.get("title"), Value::Text("路灯坏".to_owned()));
}

#[test]
fn enter_never_saves() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("summary", &books.context());
    run(&books, &mut form, "入户走访三户困难群众<Tab>");
    for _ in 0..40 {
        let outcome = run(&books, &mut form, "<Enter>");
        assert!(!matches!(outcome, Outcome::Submit(_) | Outcome::Leave));
    }
    assert!(form.message().is_some());
}

#[test]
fn ctrl_n_saves_and_asks_for_another_and_a_failed_save_keeps_the_form() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("summary", &books.context());
    let submission = submitted(&books, &mut form, "入户走访三户困难群众<C-n>");
    assert!(submission.another);
    form.failed("磁盘已满".to_owned());
    assert_eq!(message(&form), "磁盘已满");
    assert!(form.draft().is_some());
    form.saved();
    assert!(form.draft().is_none());
}

#[test]
fn what_no_longer_applies_is_not_saved() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]);
    form.root.go_to("groups", &books.context());
    run(&books, &mut form, "3<Tab>5<Tab>");
    form.root.go_to("stage", &books.context());
    run(&books, &mut form, "5");
    form.root.go_to("reason", &books.context());
    let (record, _) = record_of(submitted(&books, &mut form, "台风停办<C-s>"));
    assert_eq!((record.get("groups"), record.get("attendance").is_empty()), (Value::Empty, true));
}

#[test]
fn the_usual_day_costs_few_keys() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]);
    // Everything but what the day brought is filled in, both deputies are present.
    let script = "2<Enter>5<Enter><C-s>";
    let (record, issues) = record_of(submitted(&books, &mut form, script));
    let Record::Reception(day) = record else { panic!() };
    assert_eq!(day.attendance.len(), 2);
    assert!(day.attendance.iter().all(|row| row.state == "present"));
    assert_eq!((day.groups, day.people, issues.len()), (Some(2), Some(5), 0));
}

#[test]
fn a_step_is_checked_against_its_issue_and_handed_out() {
    let mut books = Books::sample();
    let mut form = step_form(&mut books, issue(), Verb::Assign);
    assert!(form.title().contains("2026-0012") && form.title().contains("三组路灯不亮"));
    assert!(matches!(run(&books, &mut form, "<C-s>"), Outcome::Refused));
    form.root.go_to("route", &books.context());
    run(&books, &mut form, "3");
    form.root.go_to("unit", &books.context());
    run(&books, &mut form, "水利<Enter>");
    let submission = submitted(&books, &mut form, "<C-s>");
    let Filled::Step(event) = submission.outcome else { panic!() };
    assert_eq!((event.verb.as_str(), event.route.as_str(), event.unit), ("assign", "township", Some(1)));
}

#[test]
fn an_error_of_another_issue_comes_before_a_warning_of_the_first() {
    let mut books = Books::sample();
    let replied = |on: &str| {
        let event = Event {
            verb: "reply".to_owned(),
            on: Some(on.parse().unwrap()),
            class: "A".to_owned(),
            ..Event::default()
        };
        Issue { stage: Stage::Replied, class: "A".to_owned(), events: vec![event], ..issue() }
    };
    books.add(Record::Issue(Box::new(Issue { number: "2026-0099".to_owned(), ..replied("2026-11-22") })));
    let other = books.entries.last().unwrap().clone();
    let mut form = step_form(&mut books, replied("2026-11-21"), Verb::Feedback);
    form.set_company(vec![other]);
    form.root.go_to("on", &books.context());
    run(&books, &mut form, "20261121<Tab>");
    form.root.go_to("way", &books.context());
    run(&books, &mut form, "1");
    form.root.go_to("deputy_told_on", &books.context());
    run(&books, &mut form, "<C-u><C-s>");
    let list = &form.page().findings.list;
    assert_eq!((list[0].key, list[0].severity), ("on", Severity::Error), "{list:?}");
    assert!(list[0].message.contains("2026-0099"), "{list:?}");
}

#[test]
fn a_held_day_is_not_emptied_without_a_word() {
    let mut books = Books::sample();
    let mut form = edit_form(&mut books, held_day());
    form.show_saved_issues(vec!["2026-0012 路灯不亮".to_owned()]);
    form.root.go_to("stage", &books.context());
    run(&books, &mut form, "取消<Tab>");
    form.root.go_to("reason", &books.context());
    run(&books, &mut form, "下雨<C-s>");
    let said = message(&form);
    assert!(said.contains("会清空") && said.contains("1 件意见"), "{said}");
    assert!(matches!(run(&books, &mut form, "<C-s>"), Outcome::Submit(_)), "{:?}", message(&form));
}

#[test]
fn what_was_mended_leaves_the_list_without_another_try_to_save() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1]);
    form.root.go_to("end", &books.context());
    run(&books, &mut form, "800<C-s>");
    assert!(form.page().findings.list.iter().any(|finding| finding.key == "end"));
    form.root.go_to("start", &books.context());
    run(&books, &mut form, "700<Tab>");
    assert!(!form.page().findings.list.iter().any(|finding| finding.key == "end"), "{:?}", form.page().findings);
}
