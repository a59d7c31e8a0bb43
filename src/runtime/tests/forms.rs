//! The set-up, entering records by keys, steps of an issue, drafts.

use super::bench::{Bench, date, titles};
use crate::app::action::Action;
use crate::app::command::Place;
use crate::app::layout::Size;
use crate::model::issue::Stage;
use crate::model::{Kind, Record};
use crate::runtime::guard::caught;
use crate::runtime::office::Chore;
use crate::runtime::parting::{Kept, part};

fn issue_of(bench: &Bench, id: u64) -> crate::model::issue::Issue {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => *issue,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_set_up_makes_a_desk_by_keys_alone() {
    let mut bench = Bench::empty(80, 24);
    assert_eq!(bench.app.place(), Place::Setup);
    bench.shows(&["不得录入、存储国家秘密", "乡镇街道"]);
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Setup, "nothing is made of nothing");
    bench.keys("茶亭<Enter>");
    bench.shows(&["代表联络站"]);
    bench.keys("<Enter><Enter>李工<C-s>");
    assert_eq!(bench.app.place(), Place::Today, "{}", bench.text());
    bench.shows(&["值班员 李工", "录入代表名册"]);
    let bench = bench.reopened();
    bench.shows(&["值班员 李工", "不得录入、存储国家秘密"]);
}

#[test]
fn the_set_up_complains_where_the_clerk_stands() {
    let mut bench = Bench::empty(80, 24);
    bench.keys("没有这个镇");
    bench.shows(&["名录里没有"]);
    bench.keys("<Enter>");
    assert!(bench.app.setup.place.is_none() && bench.app.setup.complaint.is_some());
    bench.keys("<C-u>茶亭<Enter>0011<Enter>");
    bench.shows(&["0011", "站点序号是三位数字"]);
    bench.keys("<Backspace><Enter><Enter>李工<Enter>");
    bench.shows(&["Ctrl+S 建立"]);
    assert_eq!(bench.app.place(), Place::Setup, "Enter never saves");
}

#[test]
fn a_county_is_set_up_by_its_name() {
    let mut bench = Bench::empty(80, 24);
    bench.keys("<Up>");
    bench.shows(&["1 站、2 县级"]);
    bench.keys("２<Enter>长沙<Enter>");
    bench.shows(&["430121", "长沙县人大常委会代表联络工作委员会"]);
    bench.keys("<Enter>王工<C-s>");
    assert_eq!(bench.app.place(), Place::Today, "{}", bench.text());
    assert_eq!(bench.app.desk.as_ref().unwrap().org.to_string(), "430121");
    // What was typed for one level is nothing of another.
    let mut bench = Bench::empty(80, 24);
    bench.keys("茶亭<Up><Up><Right><Right><Right><Left><Enter>");
    bench.shows(&["市州", "上下键选"]);
    bench.keys("4399<Enter><Enter>王工<C-s>");
    bench.shows(&["请填写名称"]);
}

#[test]
fn a_township_that_is_not_listed_is_taken_by_its_code() {
    let mut bench = Bench::empty(80, 24);
    bench.keys("１１０１０１００１");
    bench.shows(&["也可以用"]);
    bench.keys("<Enter><Enter>东华门街道代表联络站<Enter>李工<C-s>");
    assert_eq!(bench.app.place(), Place::Today, "{}", bench.text());
    assert_eq!(bench.app.desk.as_ref().unwrap().org.to_string(), "110101001001");
}

#[test]
fn an_issue_is_entered_in_chinese_and_found_again() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    assert_eq!(bench.app.place(), Place::Form);
    bench.fill_issue("河堤缺口没有修");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    assert!(bench.message().contains("已保存 2026-0003"), "{}", bench.message());
    assert_eq!(bench.app.current().unwrap().id, 3, "the new record is selected");
    let bench = bench.reopened();
    assert!(titles(&bench).contains(&"河堤缺口没有修".to_owned()));
}

#[test]
fn an_issue_goes_through_its_life_by_f6() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    while issue_of(&bench, bench.app.current().unwrap().id).title != "村口路灯不亮" {
        bench.keys("<Down>");
    }
    let id = bench.app.current().unwrap().id;
    bench.keys("<F6>");
    assert_eq!(bench.app.place(), Place::Menu);
    bench.shows(&["当场答复", "交办"]);
    bench.keys("1");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.form_field("text", "已换灯泡，当场答复。");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(issue_of(&bench, id).stage, Stage::Replied, "{}", bench.text());
}

#[test]
fn escaping_a_form_keeps_its_draft_and_today_goes_on_with_it() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "没写完的意见");
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::List);
    assert!(bench.message().contains("草稿"), "{}", bench.message());
    let mut bench = bench.reopened();
    bench.shows(&["未保存的草稿 1 份", "新增群众意见"]);
    bench.keys("<Home><Enter>");
    assert_eq!(bench.app.place(), Place::Form);
    bench.shows(&["没写完的意见"]);
}

#[test]
fn changing_the_tab_in_a_form_keeps_what_was_typed() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "换页也不丢");
    bench.keys("<A-1>");
    assert_eq!(bench.app.place(), Place::Today);
    assert!(bench.message().contains("草稿"), "{}", bench.message());
    bench.shows(&["未保存的草稿 1 份"]);
}

#[test]
fn a_save_the_disk_refuses_leaves_the_form_as_it_was() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.fill_issue("磁盘满了也不丢");
    bench.fill_disk();
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Form);
    bench.shows(&["磁盘满了也不丢"]);
    assert!(bench.chores.contains(&Chore::Bell));
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
}

#[test]
fn a_form_whose_draft_cannot_be_written_is_left_only_when_asked_twice() {
    for leaving in ["<Esc>", "<A-1>", "<C-q>"] {
        let mut bench = Bench::sample(80, 24);
        bench.keys("3<F2>");
        bench.form_field("title", "草稿也存不下");
        bench.fill_disk();
        bench.keys(leaving);
        assert_eq!(bench.app.place(), Place::Form, "{leaving}");
        assert!(!bench.chores.contains(&Chore::Quit) && bench.chores.contains(&Chore::Bell), "{leaving}");
        bench.shows(&["草稿也存不下", "没有离开", "空间已满", "再试一次"]);
        bench.fill_disk();
        bench.keys(leaving);
        assert!(bench.app.place() != Place::Form || bench.chores.contains(&Chore::Quit), "{leaving}");
    }
}

#[test]
fn typing_on_after_a_draft_failed_writes_it_again() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "磁盘腾出来");
    bench.fill_disk();
    bench.keys("<Esc>了<Esc>");
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    bench.keys("1");
    bench.shows(&["未保存的草稿 1 份"]);
}

#[test]
fn two_unfinished_new_records_are_two_drafts() {
    let mut bench = Bench::sample(80, 24);
    for title in ["第一件没写完", "第二件没写完"] {
        bench.keys("<A-3><F2>");
        bench.form_field("title", title);
        bench.keys("<Esc>");
    }
    bench.keys("<A-1>");
    bench.shows(&["未保存的草稿 2 份", "第一件没写完", "第二件没写完"]);
    bench.keys("<Home><Delete>2");
    bench.shows(&["未保存的草稿 1 份"]);
}

#[test]
fn editing_again_goes_on_with_what_was_left() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<F3>");
    bench.form_field("topic", "秋修水利");
    bench.keys("<Esc><F3>");
    assert_eq!(bench.app.place(), Place::Form);
    bench.shows(&["秋修水利"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.keys("<A-1>");
    bench.lacks("草稿");
}

#[test]
fn quitting_or_losing_the_terminal_writes_the_draft() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "停电了");
    bench.take(Action::HangUp);
    assert!(bench.chores.contains(&Chore::Quit) && bench.chores.contains(&Chore::DraftWritten));
    let bench = bench.reopened();
    bench.shows(&["未保存的草稿 1 份"]);
}

#[test]
fn what_was_typed_before_a_panic_is_a_draft() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "出错了");
    assert!(
        caught(|| {
            bench.keys("<Tab>");
            panic!("bent");
        })
        .is_none()
    );
    assert_eq!(part(&mut bench.app, &mut bench.office), Kept::Draft);
    let bench = bench.reopened();
    bench.shows(&["未保存的草稿 1 份"]);
}

#[test]
fn a_draft_that_cannot_be_written_at_the_end_is_told() {
    let mut bench = Bench::sample(80, 24);
    assert_eq!(part(&mut bench.app, &mut bench.office), Kept::Nothing);
    bench.keys("3<F2>");
    bench.form_field("title", "出错了");
    bench.fill_disk();
    let Kept::Lost(why) = part(&mut bench.app, &mut bench.office) else { panic!("it was written") };
    assert!(why.contains("空间"), "{why}");
}

#[test]
fn a_reception_day_takes_its_issues_with_it() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<F2>");
    bench.form_field("start", "1430");
    bench.form_field("end", "1630");
    bench.form_field("summary", "接待群众一批。");
    bench.keys("<A-i>");
    bench.fill_issue("桥栏杆坏了");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    let issue = issue_of(&bench, 3);
    assert_eq!(issue.channel, "reception");
    assert_eq!(issue.source, Some(bench.app.current().unwrap().id));
    assert_eq!(issue.reported_on, date("2026-11-23"));
    assert!(bench.message().contains("连同 1 件意见"), "{}", bench.message());
    bench.shows(&["桥栏杆坏了"]);
}

#[test]
fn a_resize_loses_nothing_that_was_typed() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("title", "改窗口大小");
    for (columns, rows) in [(60, 20), (20, 5), (1, 1), (200, 60), (80, 24)] {
        bench.take(Action::Resize(Size { columns, rows }));
        bench.text();
    }
    bench.shows(&["改窗口大小"]);
}

#[test]
fn a_category_whose_name_begins_with_what_is_typed_is_offered_first() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.form_field("category", "jt");
    let first = &bench.app.open_form().unwrap().form.page().choices[0];
    assert_eq!(first.label, "交通运输");
}

#[test]
fn what_was_said_before_does_not_stand_over_a_form() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<F3>");
    bench.form_field("topic", "秋修水利");
    bench.keys("<Esc>");
    assert!(bench.message().contains("草稿"));
    bench.keys("<F2>");
    bench.lacks("草稿");
}

#[test]
fn the_station_keeps_the_code_its_desk_was_made_under() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("5<Tab><Tab><F3>");
    let form = &bench.app.open_form().unwrap().form;
    assert!(form.page().fields().iter().all(|field| field.spec.key != "code"));
    for (key, typed) in [("name", "茶亭中心站"), ("kind", "中心站"), ("organ", "1")] {
        bench.form_field(key, typed);
    }
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.shows(&["430121105001", "茶亭中心站"]);
}

#[test]
fn pasted_line_breaks_neither_save_nor_leave() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F2>");
    bench.take(Action::Paste("第一行\n第二行\r\n".to_owned()));
    assert_eq!(bench.app.place(), Place::Form);
    assert_eq!(titles(&bench).len(), 2);
}
