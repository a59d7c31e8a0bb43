//! Moving between fields and typing in them.

use super::super::field::Control;
use super::super::*;
use super::support::*;
use crate::model::Date;
use crate::model::books::Books;

#[test]
fn a_new_issue_begins_at_the_first_empty_field_and_enter_skips_what_is_filled() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]);
    assert_eq!(text(&form, "reported_on"), "2026-11-23");
    assert_eq!(text(&form, "channel"), "来电");
    assert!(field(&form, "village").prefilled);
    assert_eq!(focus(&form), "title");
    run(&books, &mut form, "路灯不亮请尽快修复<Enter>");
    assert_eq!(focus(&form), "content");
    run(&books, &mut form, "第一行<Enter>第二行<Tab>");
    assert_eq!(text(&form, "content"), "第一行\n第二行");
    assert_eq!(focus(&form), "category");
    // Nature and urgency have their defaults, the counts too.
    run(&books, &mut form, "0102");
    // Nothing is left that most records need; the number from outside is reached by Tab.
    assert_eq!(focus(&form), "category");
    assert!(message(&form).contains("Ctrl+S"));
    assert!(field(&form, "category").text().contains("水利水电"));
}

#[test]
fn up_down_and_the_tabs_walk_all_fields() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    assert_eq!(focus(&form), "deputies");
    run(&books, &mut form, "<Up>");
    assert_eq!(focus(&form), "date");
    run(&books, &mut form, "<Up>");
    assert_eq!(focus(&form), "date");
    run(&books, &mut form, "<Tab><Down><BackTab>");
    assert_eq!(focus(&form), "deputies");
    run(&books, &mut form, "<PageDown>");
    assert_eq!(focus(&form), "raised");
    run(&books, &mut form, "<PageUp>");
    assert_eq!(focus(&form), "date");
}

#[test]
fn typing_replaces_a_prefilled_value_but_arrows_edit_it() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[]);
    form.root.go_to("village", &books.context());
    run(&books, &mut form, "金龙村");
    assert_eq!(text(&form, "village"), "金龙村");
    form.root.go_to("reported_on", &books.context());
    run(&books, &mut form, "<End><Backspace>2<Enter>");
    assert_eq!(text(&form, "reported_on"), "2026-11-22");
    // What the clerk typed is prose and is added to, not replaced.
    form.root.go_to("village", &books.context());
    run(&books, &mut form, "三组");
    assert_eq!(text(&form, "village"), "金龙村三组");
}

#[test]
fn a_date_in_shorthand_shows_what_it_means_before_the_field_is_left() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    run(&books, &mut form, "<Up>-1");
    assert_eq!(field(&form, "date").aside, "= 2026-11-22 周日");
    run(&books, &mut form, "<Enter>");
    assert_eq!((text(&form, "date"), field(&form, "date").aside.as_str()), ("2026-11-22", "周日"));
}

#[test]
fn enter_stays_on_what_is_no_value_and_tab_leaves_it_marked() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    assert!(matches!(run(&books, &mut form, "<Up>1345<Enter>"), Outcome::Refused));
    assert_eq!(focus(&form), "date");
    assert!(!message(&form).is_empty());
    assert!(matches!(run(&books, &mut form, "<Tab>"), Outcome::Refused));
    assert_eq!(focus(&form), "deputies");
    assert!(field(&form, "date").error.is_some());
    assert_eq!(text(&form, "date"), "1345");
}

#[test]
fn yes_no_takes_space_digits_letters_and_characters() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[]);
    form.root.go_to("general", &books.context());
    let expected = [("<Space>", "是"), ("<Space>", "否"), ("1", "是"), ("否", "否"), ("y", "是"), ("０", "否")];
    for (key, shown) in expected {
        run(&books, &mut form, key);
        assert_eq!(text(&form, "general"), shown, "{key}");
    }
    assert!(matches!(run(&books, &mut form, "q"), Outcome::Refused));
    assert_eq!(form.page().body().get("general"), crate::model::Value::YesNo(false));
}

#[test]
fn fields_come_and_go_with_the_stage_of_the_day() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let shown = |form: &Form| form.page().shown().map(|field| field.spec.key).collect::<Vec<_>>();
    assert!(shown(&form).contains(&"attendance") && !shown(&form).contains(&"reason"));
    form.root.go_to("stage", &books.context());
    run(&books, &mut form, "取消<Tab>");
    assert!(shown(&form).contains(&"reason") && !shown(&form).contains(&"attendance"));
    assert!(!shown(&form).contains(&"raised"));
}

#[test]
fn a_pasted_line_break_is_a_space_in_one_line_and_never_saves() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[]);
    form.root.go_to("title", &books.context());
    assert!(matches!(form.paste("路灯\r\n不亮\u{202e}\u{1b}\n", &books.context()), Outcome::Edited));
    assert_eq!((text(&form, "title"), focus(&form)), ("路灯 不亮", "title"));
    form.root.go_to("content", &books.context());
    form.paste("一\r\n二", &books.context());
    assert_eq!(text(&form, "content"), "一\n二");
}

#[test]
fn more_than_the_limit_can_be_typed_and_is_said() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[]);
    form.root.go_to("title", &books.context());
    form.paste(&"路".repeat(63), &books.context());
    assert_eq!(field(&form, "title").count(), Some((63, 60)));
    assert!(matches!(run(&books, &mut form, "<Enter>"), Outcome::Refused));
    assert_eq!(text(&form, "title").chars().count(), 63);
}

#[test]
fn arrows_move_by_the_rows_a_long_text_is_broken_into() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, None, &[]);
    form.fit(40, 24);
    form.root.go_to("content", &books.context());
    form.paste(&"路".repeat(40), &books.context());
    let rows = match &field(&form, "content").control {
        Control::Text(text) => text.rows().len(),
        _ => 0,
    };
    assert!(rows > 2, "{rows}");
    run(&books, &mut form, "<Up><Home>灯<End>坏");
    let typed = text(&form, "content");
    assert!(typed.contains('灯') && typed.contains('坏') && !typed.starts_with('灯'), "{typed}");
    run(&books, &mut form, "<C-Home>头<PageDown><PageDown>");
    assert!(text(&form, "content").starts_with('头'));
    assert_ne!(focus(&form), "content");
}

#[test]
fn f3_copies_the_last_record_and_a_code_point_becomes_its_character() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[]);
    form.root.go_to("title", &books.context());
    run(&books, &mut form, "<F3>");
    assert_eq!(text(&form, "title"), "三组路灯不亮");
    run(&books, &mut form, "<C-u>U+20BB7<A-x>");
    assert_eq!(text(&form, "title"), "\u{20bb7}");
    assert!(matches!(run(&books, &mut form, "<C-u>张<A-x>"), Outcome::Refused));
    form.set_last(None);
    assert!(matches!(run(&books, &mut form, "<F3>"), Outcome::Refused));
}

#[test]
fn what_the_rules_say_of_a_field_is_heard_when_it_is_left() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]);
    // A day ahead is an error, which blocks nothing before the save.
    form.root.go_to("reported_on", &books.context());
    assert!(matches!(run(&books, &mut form, "20261201<Tab>"), Outcome::Refused));
    assert_eq!(focus(&form), "channel");
    let found = field(&form, "reported_on").found.clone().unwrap();
    assert_eq!(message(&form), found.message);
    // Another value is looked at anew.
    run(&books, &mut form, "<BackTab>今天<Tab>");
    assert_eq!((field(&form, "reported_on").found.clone(), message(&form)), (None, ""));
    // A number that is nobody's business is only warned about.
    form.root.go_to("content", &books.context());
    assert!(matches!(run(&books, &mut form, "路灯坏了，打13812345678<Tab>"), Outcome::Edited));
    assert!(message(&form).contains("手机"), "{}", message(&form));
    assert_eq!(focus(&form), "category");
    // What is still empty is not complained about on the way.
    run(&books, &mut form, "<Tab>");
    assert_eq!(message(&form), "");
}

#[test]
fn what_is_entered_in_one_field_mends_what_was_found_in_another() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Reception, Some(&held_day()), &[1]);
    form.root.go_to("end", &books.context());
    assert!(matches!(run(&books, &mut form, "800<Tab>"), Outcome::Refused));
    assert!(field(&form, "end").found.is_some());
    form.root.go_to("start", &books.context());
    run(&books, &mut form, "700<Tab>");
    assert_eq!(field(&form, "end").found, None);
}

#[test]
fn a_field_that_must_be_filled_in_has_its_sign_as_the_channel_says() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]);
    form.root.go_to("channel", &books.context());
    run(&books, &mut form, "接待日<Tab>");
    assert!(field(&form, "deputies").required);
    form.root.go_to("channel", &books.context());
    run(&books, &mut form, "来信意见箱<Tab>");
    assert!(!field(&form, "deputies").required, "{:?}", message(&form));
}

#[test]
fn f5_leaves_out_what_belongs_to_one_record() {
    let books = Books::sample();
    let last = Issue { external_no: "HN12345-777".to_owned(), route: "hotline".to_owned(), ..issue() };
    let mut form = new_form(&books, Kind::Issue, Some(&Record::Issue(Box::new(last))), &[1]);
    run(&books, &mut form, "<F5>");
    assert_eq!((text(&form, "title"), text(&form, "external_no")), ("三组路灯不亮", ""));
    // The days of a step and its number are its own; whose hands it goes to may be the same.
    let mut books = Books::sample();
    let last = Issue { due_on: Some(Date::from_ymd(2026, 12, 30).unwrap()), route: "township".to_owned(), ..issue() };
    let mut form = step_form(&mut books, issue(), Verb::Assign);
    form.set_last(Some(Record::Issue(Box::new(Issue { external_no: "777".to_owned(), ..last }))));
    run(&books, &mut form, "<F5>");
    assert!(!text(&form, "route").is_empty());
    assert_ne!(text(&form, "due_on"), "2026-12-30");
    assert_eq!(text(&form, "external_no"), "");
}
