//! Coded fields, references and their pick lists.

use super::super::*;
use super::support::*;
use crate::model::Value;
use crate::model::books::Books;

fn visit(books: &Books) -> Form {
    new_form(books, Kind::Visit, None, &[])
}

#[test]
fn a_number_that_can_only_be_one_code_goes_on_by_itself_and_swallows_the_habitual_enter() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("way", &books.context());
    run(&books, &mut form, "2");
    assert_eq!((text(&form, "way"), focus(&form)), ("企业", "village"));
    run(&books, &mut form, "<Enter>");
    assert_eq!(focus(&form), "village");
    run(&books, &mut form, "<Enter>");
    assert_eq!(focus(&form), "targets");
}

#[test]
fn the_list_shows_all_where_nothing_fits_what_was_typed() {
    let books = Books::sample();
    let mut form = visit(&books);
    run(&books, &mut form, "查无此人<F4>");
    let pick = form.pick().unwrap();
    assert!(pick.lines.len() > 1 && pick.typed().is_empty());
    run(&books, &mut form, "查无此人");
    assert!(form.pick().unwrap().lines.is_empty(), "what is typed into the list narrows it");
}

#[test]
fn a_number_that_may_go_on_waits() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[]);
    form.root.go_to("category", &books.context());
    run(&books, &mut form, "01");
    assert_eq!(focus(&form), "category");
    assert!(!form.page().choices.is_empty());
    run(&books, &mut form, "<Enter>");
    assert_eq!(form.page().body().get("category"), Value::Code("01".to_owned()));
}

#[test]
fn names_and_pinyin_find_deputies_and_the_names_show_while_typing() {
    let books = Books::sample();
    let mut form = visit(&books);
    run(&books, &mut form, "ls,#1");
    assert_eq!(field(&form, "deputies").aside, "= 李四、张三");
    run(&books, &mut form, "<Enter>");
    assert_eq!(text(&form, "deputies"), "李四、张三");
    // Typing into a filled list adds to it; Backspace takes the last name off.
    run(&books, &mut form, "<BackTab>zsf<Tab>");
    assert_eq!(form.page().body().get("deputies"), Value::Refs(vec![2, 1, 3]));
    run(&books, &mut form, "<BackTab><Backspace><Backspace><Tab>");
    assert_eq!(form.page().body().get("deputies"), Value::Refs(vec![2]));
}

#[test]
fn enter_on_an_ambiguous_name_opens_the_list_of_those_it_may_be() {
    let books = Books::sample();
    let mut form = visit(&books);
    run(&books, &mut form, "王五<Enter>");
    let lines: Vec<usize> = form.pick().unwrap().lines.iter().map(|line| line.ordinal).collect();
    assert_eq!(lines, [4, 5]);
    run(&books, &mut form, "<Down><Enter>");
    assert_eq!(form.page().body().get("deputies"), Value::Refs(vec![5]));
    assert_eq!(text(&form, "deputies"), "王五#5");
}

#[test]
fn the_pick_list_narrows_by_typing_and_chooses_by_number_or_arrows() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("way", &books.context());
    run(&books, &mut form, "<F4>");
    assert_eq!(form.pick().unwrap().lines.len(), 6);
    run(&books, &mut form, "dc");
    assert_eq!(form.pick().unwrap().lines.len(), 0);
    assert!(matches!(run(&books, &mut form, "<Enter>"), Outcome::Refused));
    run(&books, &mut form, "<Backspace><Backspace>dy<Enter>");
    assert_eq!((text(&form, "way"), focus(&form)), ("调研", "village"));
    run(&books, &mut form, "<Up><F4>6");
    assert_eq!(text(&form, "way"), "陪同");
    run(&books, &mut form, "<Up><F4><Home><Esc>");
    assert!(form.pick().is_none());
    assert_eq!((text(&form, "way"), focus(&form)), ("陪同", "way"));
}

#[test]
fn a_pick_list_of_several_marks_with_space_and_numbers() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("targets", &books.context());
    run(&books, &mut form, "<F4><Space><Down><Down><Insert>4");
    let pick = form.pick().unwrap();
    assert_eq!(pick.marked.len(), 3);
    run(&books, &mut form, "<Enter>");
    assert_eq!(text(&form, "targets"), "农户、困难群众、残疾人");
    // Opened again the marks are there and can be taken off.
    run(&books, &mut form, "<Up>");
    form.root.go_to("targets", &books.context());
    run(&books, &mut form, "<F4>4<Home><Space><Enter>");
    assert_eq!(text(&form, "targets"), "困难群众");
    form.root.go_to("targets", &books.context());
    run(&books, &mut form, "<F4>3<Enter>");
    assert_eq!(text(&form, "targets"), "");
}

#[test]
fn the_pick_list_keeps_what_was_typed_before_the_name_being_typed() {
    let books = Books::sample();
    let mut form = visit(&books);
    run(&books, &mut form, "李四，zs<F4>");
    let pick = form.pick().unwrap();
    assert_eq!((pick.typed().as_str(), pick.marked.len()), ("zs", 1));
    run(&books, &mut form, "<Space><Enter>");
    assert_eq!(text(&form, "deputies"), "李四、张三");
}

#[test]
fn a_field_without_a_list_says_so() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("village", &books.context());
    assert!(matches!(run(&books, &mut form, "<F4>"), Outcome::Refused));
}

#[test]
fn the_due_date_follows_the_route_until_it_is_typed() {
    let mut books = Books::sample();
    let mut form = step_form(&mut books, issue(), Verb::Assign);
    form.root.go_to("route", &books.context());
    run(&books, &mut form, "5");
    let hotline = text(&form, "due_on").to_owned();
    form.root.go_to("route", &books.context());
    run(&books, &mut form, "3");
    assert_eq!(text(&form, "due_on"), "2026-12-23");
    assert_ne!(hotline, "2026-12-23");
    form.root.go_to("due_on", &books.context());
    run(&books, &mut form, "1210<Enter>");
    form.root.go_to("route", &books.context());
    run(&books, &mut form, "4");
    assert_eq!(text(&form, "due_on"), "2026-12-10");
}

#[test]
fn the_channel_brings_the_only_reception_day_of_that_date() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[1]);
    form.root.go_to("reported_on", &books.context());
    run(&books, &mut form, "20<Tab>1");
    assert_eq!(form.page().body().get("source"), Value::Ref(1));
    assert_eq!(text(&form, "source"), "2026-11-20 09:00");
    form.root.go_to("channel", &books.context());
    run(&books, &mut form, "6");
    assert_eq!(form.page().body().get("source"), Value::Empty);
}

#[test]
fn the_pick_list_keeps_the_names_that_are_known() {
    let books = Books::sample();
    let mut form = visit(&books);
    form.root.go_to("deputies", &books.context());
    // One of them nobody has; the list is opened after the field was left and entered again.
    run(&books, &mut form, "张三、李四、无此人<Tab><BackTab><F4>");
    let pick = form.pick().unwrap();
    assert_eq!(pick.marked.len(), 2);
    // A name typed to its end is marked, and nothing narrows the list.
    run(&books, &mut form, "<Esc><C-u>张三、李四<F4>");
    let pick = form.pick().unwrap();
    assert_eq!((pick.marked.len(), pick.typed()), (2, String::new()));
    run(&books, &mut form, "<Enter>");
    assert_eq!(text(&form, "deputies"), "张三、李四");
}
