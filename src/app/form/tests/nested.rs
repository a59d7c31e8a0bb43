//! Attendance, deeds, and issues registered inside a form.

use super::super::*;
use super::support::*;
use crate::model::books::Books;

fn day(books: &Books) -> Form {
    new_form(books, Kind::Reception, Some(&held_day()), &[1, 2])
}

fn lines(form: &Form, key: &str) -> Vec<String> {
    form.page().rows(key).unwrap().rows.iter().map(|row| row.page.summary()).collect()
}

#[test]
fn attendance_is_prefilled_and_space_goes_round() {
    let books = Books::sample();
    let mut form = day(&books);
    assert_eq!(lines(&form, "attendance"), ["张三  到站", "李四  到站"]);
    form.root.go_to("attendance", &books.context());
    run(&books, &mut form, "<Down><Space>");
    assert_eq!(lines(&form, "attendance")[1], "李四  请假");
    run(&books, &mut form, "<Space><Space>");
    assert_eq!(lines(&form, "attendance")[1], "李四  到站");
    run(&books, &mut form, "<Enter>");
    assert_eq!(form.page().focused().unwrap().spec.key, "deputy");
    run(&books, &mut form, "<Tab><Tab>905<Esc>");
    assert_eq!(lines(&form, "attendance")[1], "李四  到站  09:05");
}

#[test]
fn a_day_ahead_is_planned_until_the_clerk_says_otherwise() {
    let books = Books::sample();
    let mut form = day(&books);
    form.root.go_to("date", &books.context());
    run(&books, &mut form, "<C-u>20301231<Tab>");
    assert_eq!(text(&form, "stage"), "计划");
    assert!(form.page().shown().all(|field| field.spec.key != "attendance"));
    form.root.go_to("date", &books.context());
    run(&books, &mut form, "<C-u>今天<Tab>");
    assert_eq!(text(&form, "stage"), "已举行");
    assert_eq!(lines(&form, "attendance").len(), 2);
    form.root.go_to("stage", &books.context());
    run(&books, &mut form, "<C-u>已公告<Tab>");
    form.root.go_to("date", &books.context());
    run(&books, &mut form, "<C-u>20301231<Tab>");
    assert_eq!(text(&form, "stage"), "已公告");
}

#[test]
fn digits_on_the_list_are_the_sign_in_time() {
    let books = Books::sample();
    let mut form = day(&books);
    form.root.go_to("attendance", &books.context());
    run(&books, &mut form, "855<Down>１４３０");
    assert_eq!(lines(&form, "attendance"), ["张三  到站  08:55", "李四  到站  14:30"]);
    // Going on types another; what is no time changes nothing and says so.
    run(&books, &mut form, "0902");
    assert_eq!(lines(&form, "attendance")[1], "李四  到站  09:02");
    run(&books, &mut form, "9999");
    assert_eq!(lines(&form, "attendance")[1], "李四  到站  09:02");
    assert!(message(&form).contains("没有这个时间"), "{}", message(&form));
    run(&books, &mut form, "185");
    assert_eq!(lines(&form, "attendance")[1], "李四  到站  09:02", "three digits may be the beginning of four");
    run(&books, &mut form, "5<Space>");
    assert_eq!(lines(&form, "attendance")[1], "李四  请假  18:55");
    // On the line that adds there is nobody to sign in.
    run(&books, &mut form, "<Down>9");
    assert_eq!(lines(&form, "attendance").len(), 2);
}

#[test]
fn enter_after_a_sign_in_time_goes_on_to_the_next_deputy() {
    let books = Books::sample();
    let mut form = day(&books);
    form.root.go_to("attendance", &books.context());
    run(&books, &mut form, "855<Enter>9<Enter>");
    assert_eq!(lines(&form, "attendance"), ["张三  到站  08:55", "李四  到站  09:00"]);
    assert!(form.nested.is_none() && focus(&form) == "attendance", "the second was the last");
    run(&books, &mut form, "<Up>91");
    assert!(matches!(run(&books, &mut form, "<Enter>"), Outcome::Refused), "half a time is none");
    assert!(message(&form).contains("没有这个时间"), "{}", message(&form));
    // Where nothing is being typed Enter opens the row, and so it does after the state was changed.
    run(&books, &mut form, "90<Space><Enter>");
    assert!(form.nested.is_some());
}

#[test]
fn attendance_follows_the_deputies_on_duty_but_keeps_what_was_noted() {
    let books = Books::sample();
    let mut form = day(&books);
    form.root.go_to("attendance", &books.context());
    run(&books, &mut form, "<Space>");
    form.root.go_to("deputies", &books.context());
    run(&books, &mut form, "<C-u>张三丰<Tab>");
    assert_eq!(lines(&form, "attendance"), ["张三  请假", "张三丰  到站"]);
}

#[test]
fn a_deed_is_added_and_removed() {
    let books = Books::sample();
    let mut form = new_form(&books, Kind::Visit, None, &[]);
    form.root.go_to("deeds", &books.context());
    // Enter on the empty list goes on instead of opening a page: to the first field that must be filled.
    run(&books, &mut form, "<Enter>");
    assert_eq!(focus(&form), "deputies");
    form.root.go_to("deeds", &books.context());
    run(&books, &mut form, "<F2>");
    run(&books, &mut form, "送春耕化肥<Enter>3");
    assert_eq!(focus(&form), "amount");
    run(&books, &mut form, "1200<Esc>");
    assert_eq!(focus(&form), "deeds");
    assert!(!form.page().rows("deeds").unwrap().rows[0].unfinished);
    assert_eq!(lines(&form, "deeds").len(), 1);
    run(&books, &mut form, "<Up><C-d>");
    assert_eq!(lines(&form, "deeds").len(), 0);
    assert!(matches!(run(&books, &mut form, "<C-d>"), Outcome::Refused));
}

#[test]
fn issues_are_registered_inside_the_day_and_handed_out_with_it() {
    let books = Books::sample();
    let mut form = day(&books);
    form.root.go_to("groups", &books.context());
    run(&books, &mut form, "1<F2>");
    assert!(form.title().contains("第 1 件"));
    let shown: Vec<&str> = form.page().shown().map(|field| field.spec.key).collect();
    assert_eq!(shown.first(), Some(&"village"));
    assert!(!shown.contains(&"channel") && !shown.contains(&"deputies"));
    run(&books, &mut form, "茶亭村<Enter>三组路灯不亮<Enter>路灯坏了两个月没人修<Tab>0102<C-n>");
    assert!(form.title().contains("第 2 件"), "{} {:?}", form.title(), form.page().findings);
    assert_eq!(text(&form, "village"), "茶亭村");
    run(&books, &mut form, "机耕路塌方一处<Enter>雨后塌方农机过不去<Tab>0102<Esc>");
    // Back where the clerk was, and typing there replaces as on entering.
    assert_eq!(focus(&form), "groups");
    assert!(field(&form, "groups").replaces());
    assert_eq!(lines(&form, "raised").len(), 2);
    form.root.go_to("people", &books.context());
    let (record, issues) = record_of(submitted(&books, &mut form, "2<C-s>"));
    assert_eq!(record.kind(), Kind::Reception);
    let titles: Vec<&str> = issues.iter().map(|issue| issue.title.as_str()).collect();
    assert_eq!(titles, ["三组路灯不亮", "机耕路塌方一处"]);
}

#[test]
fn ctrl_s_on_a_nested_page_saves_the_whole_record() {
    let books = Books::sample();
    let mut form = day(&books);
    let script = "2<Enter>3<Enter><A-i>茶亭村<Enter>三组路灯不亮<Enter>路灯坏了两个月没人修<Tab>0102<C-s>";
    let (record, issues) = record_of(submitted(&books, &mut form, script));
    assert_eq!((record.get("groups"), issues.len()), (crate::model::Value::Number(2), 1));
}

#[test]
fn ctrl_s_on_a_nested_page_that_does_not_pass_stays_there() {
    let books = Books::sample();
    let mut form = day(&books);
    assert!(matches!(run(&books, &mut form, "<A-i>茶亭村<Enter>路灯<C-s>"), Outcome::Refused));
    assert!(form.title().contains("第 1 件"));
    assert_eq!(focus(&form), "content");
}

#[test]
fn f3_in_the_first_issue_of_a_day_copies_from_the_last_one_of_the_book() {
    let books = Books::sample();
    let mut form = day(&books);
    form.set_last_issue(Some(Record::Issue(Box::new(issue()))));
    run(&books, &mut form, "<A-i>");
    assert_eq!((text(&form, "village"), focus(&form)), ("茶亭村", "title"));
    form.nested.as_mut().unwrap().page.go_to("category", &books.context());
    run(&books, &mut form, "<F3>");
    assert!(text(&form, "category").contains("水利水电"));
}

#[test]
fn an_issue_left_half_typed_stays_on_the_list_and_blocks_the_save() {
    let books = Books::sample();
    let mut form = day(&books);
    run(&books, &mut form, "<A-i>茶亭村<Enter>路灯<Esc>");
    assert!(form.page().rows("raised").unwrap().rows[0].unfinished);
    assert!(matches!(run(&books, &mut form, "<C-s>"), Outcome::Refused));
    assert_eq!(focus(&form), "raised");
    run(&books, &mut form, "<Enter>");
    assert_eq!(text(&form, "title"), "路灯");
    run(&books, &mut form, "<Esc><C-d>");
    assert_eq!(lines(&form, "raised").len(), 0);
    submitted(&books, &mut form, "<C-s>");
}

#[test]
fn an_untouched_nested_page_leaves_nothing_behind() {
    let books = Books::sample();
    let mut form = day(&books);
    run(&books, &mut form, "<A-i><Esc>");
    assert_eq!(lines(&form, "raised").len(), 0);
    assert!(form.draft().is_none());
}

#[test]
fn issues_saved_earlier_are_shown_and_not_touched() {
    let mut books = Books::sample();
    let mut form = edit_form(&mut books, held_day());
    form.show_saved_issues(vec!["2026-0003 路灯".to_owned()]);
    run(&books, &mut form, "<PageDown><PageDown><PageDown>");
    assert_eq!(focus(&form), "raised");
    assert!(matches!(run(&books, &mut form, "<C-d>"), Outcome::Refused));
    assert_eq!(form.page().rows("raised").unwrap().kept.len(), 1);
    assert!(!form.is_dirty());
}
