//! Forms on a test screen: what stands where, and where the cursor is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Rect};

use crate::app::form::tests::random::{Act, act, opened, perform};
use crate::app::form::tests::support::{held_day, issue, new_form, run};
use crate::app::form::{Form, Outcome};
use crate::model::books::Books;
use crate::model::{Kind, Record};
use crate::text::zh::app::form as say;
use crate::view::snapshot;
use crate::view::theme::Theme;

/// The rows of the screen without the cells a wide character covers, and where the cursor is.
fn screen(books: &Books, form: &Form, columns: u16, rows: u16) -> (Vec<String>, Position) {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal
        .draw(|frame| super::draw(frame, Rect::new(0, 0, columns, rows), form, &books.context(), &Theme::default()))
        .unwrap();
    let position = terminal.get_cursor_position().unwrap();
    (snapshot::rows(terminal.backend().buffer()), position)
}

fn sized(mut form: Form, columns: u16, rows: u16) -> Form {
    form.fit(columns, rows);
    form
}

#[test]
fn a_new_day_at_80_by_24() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]), 80, 24);
    let (lines, cursor) = screen(&books, &form, 80, 24);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    新增接待日
     *日期           2026-11-23                周一
     *开始           09:00
     *结束           11:30
     *地点           茶亭镇代表联络站
     *接待代表       张三、李四
     *状态           已举行
      主题
      联合接待单位
      公告日期
      到站情况        1 张三  到站
                      2 李四  到站
                      + F2 增加
     *记录人         李工
    > 批次
      人次
      资料(份)
      咨询(件)
      情况摘要

      本次登记的意见  + F2 登记一件意见


    Enter 下一空栏  Ctrl+S 保存  Ctrl+N 保存并再录  Esc 返回  F9 登记意见  F1 帮助
    "#);
    assert_eq!(cursor, Position::new(17, 14));
    // The focused section is scrolled into view.
    run(&books, &mut form, "<PageDown><PageDown>");
    let (lines, _) = screen(&books, &form, 80, 24);
    assert!(lines.iter().any(|line| line.contains("本次登记的意见")));
}

#[test]
fn the_cursor_stands_where_the_next_character_goes() {
    let books = Books::sample();
    let record = Record::Issue(Box::new(issue()));
    let mut form = sized(new_form(&books, Kind::Issue, Some(&record), &[1]), 80, 24);
    let (_, before) = screen(&books, &form, 80, 24);
    run(&books, &mut form, "路灯A");
    let (_, after) = screen(&books, &form, 80, 24);
    assert_eq!((after.x - before.x, after.y), (5, before.y));
    run(&books, &mut form, "<Left><Left>");
    assert_eq!(screen(&books, &form, 80, 24).1.x, before.x + 2);
    // A value that typing replaces: the input method belongs at its beginning.
    run(&books, &mut form, "<Up>");
    assert_eq!(screen(&books, &form, 80, 24).1.x, before.x);
    run(&books, &mut form, "<Down><Enter>一<Enter>二");
    let (lines, cursor) = screen(&books, &form, 80, 24);
    let row = usize::from(cursor.y);
    assert!(lines[row].trim_end().ends_with('二'), "{lines:#?}");
}

#[test]
fn what_is_wrong_shows_without_colour() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Visit, None, &[]), 80, 24);
    run(&books, &mut form, "<C-s>");
    let (lines, cursor) = screen(&books, &form, 80, 24);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    新增代表走访
     *日期           2026-11-23                周一
    >!代表                                     可填几个，用顿号隔开
     !走访方式
     !村(社区)
      走访对象
      次数           1
      户
     *人数           1
      走访主题
     !情况摘要

      宣讲政策
      办实事          + F2 增加
      本次登记的意见  + F2 登记一件意见


    >! 1. 请填写「代表」
     ! 2. 请填写「走访方式」
     ! 3. 请填写「村(社区)」
     ! 4. 请填写「情况摘要」
    1 张三  2 李四  3 张三丰  4 王五（第 4 位）  5 王五（第 5 位）  6 赵六
    不能保存，有 4 处要改（F6 逐处查看）：请填写「代表」
    Enter 下一空栏  Ctrl+S 保存  Ctrl+N 保存并再录  Esc 返回  F4 选择  F9 登记意见
    "#);
    assert_eq!(cursor.y, 2);
}

#[test]
fn a_pick_list_has_the_cursor_in_its_filter() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Visit, None, &[]), 60, 20);
    run(&books, &mut form, "<F4>张");
    let (lines, cursor) = screen(&books, &form, 60, 20);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    新增代表走访
    选择代表：张
    >1 [ ] 张三  第 1 位
     3 [ ] 张三丰  第 3 位















    空格 勾选  Enter 确定  Esc 返回  F1 帮助
    "#);
    assert_eq!(cursor, Position::new(12, 1));
}

#[test]
fn an_issue_inside_a_day_at_60_by_20() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Reception, Some(&held_day()), &[1, 2]), 60, 20);
    run(&books, &mut form, "<F2>茶亭村<Enter>三组路灯不亮<Enter>路灯坏了两个月没人修");
    let (lines, _) = screen(&books, &form, 60, 20);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    新增接待日 > 第 1 件意见
      村(社区) 茶亭村
     *标题     三组路灯不亮
    >*内容     路灯坏了两个月没人修

     *类别
     *性质     意见
     *紧急程度 一般
     *涉及人数 1
      条数     1
     *匿名     [x] 是
      急难愁盼 [ ] 否
      普遍性   [ ] 否
      要求保密 [ ] 否
      重点督办 [ ] 否
      外部编号

                                                         10/8000

    Tab 下一栏  Ctrl+S 保存  Ctrl+N 放入并再录  Esc 放入返回
    "#);
}

#[test]
fn a_coded_field_says_when_nothing_fits() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Visit, None, &[]), 80, 24);
    run(&books, &mut form, "查无此人");
    let (lines, _) = screen(&books, &form, 80, 24);
    assert!(lines.iter().any(|line| line.contains(say::NO_MATCH)), "{lines:#?}");
}

#[test]
fn a_long_text_elsewhere_says_how_much_more_there_is() {
    let books = Books::sample();
    let mut form = sized(new_form(&books, Kind::Issue, None, &[]), 60, 20);
    run(&books, &mut form, "<Tab><Tab><Tab>");
    form.paste("标题够长", &books.context());
    run(&books, &mut form, "<Tab>");
    form.paste(&"很长的内容".repeat(40), &books.context());
    run(&books, &mut form, "<Tab>");
    let (lines, _) = screen(&books, &form, 60, 20);
    assert!(lines.iter().any(|line| line.contains("还有")), "{lines:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_size_shows_the_cursor_inside(
        which in 0usize..5,
        acts in prop::collection::vec(act(), 0..40),
        columns in 1u16..100,
        rows in 1u16..40,
    ) {
        let mut books = Books::sample();
        let mut form = opened(&mut books, which);
        for act in &acts {
            perform(&books, &mut form, act);
            if let Act::Size(columns, rows) = act {
                screen(&books, &form, (*columns).max(1), (*rows).max(1));
            }
        }
        let (_, cursor) = screen(&books, &form, columns, rows);
        prop_assert!(cursor.x < columns && cursor.y < rows);
        prop_assert!(!matches!(run(&books, &mut form, "<Enter>"), Outcome::Submit(_)));
    }
}
