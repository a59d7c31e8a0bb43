//! Rows judged by the sample books; what a real desk makes of files is in [`desk`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
mod ledgers;

use super::*;
use crate::model::books::Books;
use crate::model::issue::{Issue, Stage};
use crate::model::{Date, Record};
use crate::report::sheet::Cell;

/// Judges the rows of a table, the first of which is the header, by the records of the sample books.
struct Table {
    books: Books,
    header: Header,
    columns: Vec<Column>,
    titles: &'static Titles,
}

impl Table {
    fn new(kind: Kind, titles: &[&str]) -> Table {
        let row = row(1, titles);
        let shipped = Titles::shipped().unwrap();
        let header = header::find(&[row], &[], Some(kind), &[], shipped).unwrap();
        let columns = mapping::columns(&header, &[], shipped).unwrap();
        Table { books: Books::sample(), header, columns, titles: shipped }
    }

    fn judged(&self, rows: &[&[&str]]) -> (Vec<Verdict>, Vec<String>) {
        let context = self.books.context();
        let roster = Roster::of(&self.books);
        let known = Known::default();
        let mut judge = Judge::new(self.header.kind, &self.columns, self.titles, &context, &roster, "李慧", known);
        let verdicts = (2..).zip(rows).map(|(number, cells)| judge.judge(&row(number, cells))).collect();
        (verdicts, judge.remarks.lines())
    }

    fn issue(&self, cells: &[&str]) -> Result<Issue, Vec<String>> {
        match self.judged(&[cells]).0.remove(0) {
            Verdict::New(record) => match *record {
                Record::Issue(issue) => Ok(*issue),
                other => panic!("{other:?}"),
            },
            Verdict::Bad(reasons) => Err(reasons),
            other => panic!("{other:?}"),
        }
    }
}

fn row(number: u32, cells: &[&str]) -> Row {
    let cells = (0..).zip(cells).filter(|(_, text)| !text.is_empty());
    Row { number, cells: cells.map(|(at, text)| (at, Cell::Text((*text).to_owned()))).collect() }
}

fn board() -> Table {
    Table::new(
        Kind::Issue,
        &["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "一级分类"],
    )
}

#[test]
fn a_boards_message_becomes_an_issue_with_its_reply() {
    let content = "\n\t\t\u{3000}\u{3000}小区门口的路灯\r\n坏了三个月。\n\t\n";
    let cells =
        ["2549", "A00045581", "路灯坏了", "2019/4/25 9:32:09", content, "已修好。", "2019/5/10 14:56:53", "城乡建设"];
    let issue = board().issue(&cells).unwrap();
    assert_eq!(issue.external_no, "2549");
    assert_eq!(issue.reported_on, Date::from_ymd(2019, 4, 25));
    assert_eq!((issue.title.as_str(), issue.content.as_str()), ("路灯坏了", "小区门口的路灯\n坏了三个月。"));
    assert_eq!((issue.channel.as_str(), issue.category.as_str()), ("above", "02"));
    assert_eq!((issue.nature.as_str(), issue.urgency.as_str(), issue.headcount), ("opinion", "normal", 1));
    assert_eq!((issue.stage, issue.class.as_str()), (Stage::Replied, ""));
    let steps: Vec<(&str, Option<Date>, &str)> =
        issue.events.iter().map(|event| (event.verb.as_str(), event.on, event.text.as_str())).collect();
    assert_eq!(
        steps,
        [("register", Date::from_ymd(2019, 4, 25), ""), ("reply", Date::from_ymd(2019, 5, 10), "已修好。"),]
    );
    let whole = format!("{issue:?}");
    assert!(!whole.contains("A00045581"), "a resident's identity never comes in");
}

#[test]
fn what_is_wrong_names_its_column_and_the_cure() {
    let early = board().issue(&["1", "", "标题在此", "2019-05-01", "内容内容", "好的好的", "2019-04-01", "交通运输"]);
    assert!(matches!(&early.unwrap_err()[..], [reason] if reason.starts_with("G 列“答复时间”")));
    let undated = board().issue(&["1", "", "标题在此", "4月25日", "内容内容", "已办", "", ""]).unwrap_err();
    assert!(undated[0].starts_with("D 列“留言时间”：“4月25日”不是完整的日期"), "{undated:?}");
    let future = board().issue(&["1", "", "标题在此", "2031-01-01", "内容内容", "", "", ""]);
    assert!(future.unwrap_err()[0].contains("D 列"));
    let long = "长".repeat(8001);
    let too_long = board().issue(&["1", "", "标题在此", "2019-04-25", &long, "", "", ""]).unwrap_err();
    assert!(too_long[0].starts_with("E 列“留言详情”"), "{too_long:?}");
    assert_eq!(too_long.len(), 1, "what is too long is not missing besides");
}

#[test]
fn titles_and_contents_stand_in_for_each_other_and_stay_whole() {
    let long = "这是一个很长的标题".repeat(8);
    let rows: [&[&str]; 3] = [
        &["1", "", &long, "2019-04-25", "正文在这里"],
        &["2", "", "", "2019-04-25", "只有内容，没有标题。第二句也不短，足够截断的了，还有第三句，再加一句。"],
        &["3", "", "只有标题没内容", "2019-04-25", ""],
    ];
    let (verdicts, remarks) = board().judged(&rows);
    let texts = verdicts.into_iter().map(|verdict| match verdict {
        Verdict::New(record) => match *record {
            Record::Issue(issue) => (issue.title, issue.content),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    });
    let texts: Vec<(String, String)> = texts.collect();
    assert!(texts[0].0.chars().count() == 60 && texts[0].0.ends_with('…'));
    assert_eq!(texts[0].1, format!("{long}\n正文在这里"));
    assert!(texts[1].0.starts_with("只有内容，没有标题。") && texts[1].0.ends_with('…'));
    assert_eq!((texts[2].0.as_str(), texts[2].1.as_str()), ("只有标题没内容", "只有标题没内容"));
    assert_eq!(remarks.len(), 3, "{remarks:?}");
}

#[test]
fn categories_are_known_by_many_names_and_the_unknown_go_to_other() {
    let table = Table::new(Kind::Issue, &["反映日期", "标题", "内容", "类别"]);
    let category = |name: &str| table.issue(&["2026-01-05", "标题在此", "内容内容", name]).unwrap().category;
    let names = ["城乡建设", "城乡建设/城市建设和市政管理", "0202", "路 灯", "02", "其他", "天文", ""];
    assert_eq!(names.map(category), ["02", "0202", "0202", "0202", "02", "99", "99", "99"]);
    let (_, remarks) = table.judged(&[&["2026-01-05", "标题在此", "内容内容内容", "天文"]]);
    assert!(matches!(&remarks[..], [remark] if remark.contains("天文")), "{remarks:?}");
}

#[test]
fn the_same_row_comes_in_once() {
    let rows: [&[&str]; 5] = [
        &["37042", "", "医保查询", "2012/1/19 17:49:30", "能否在网上查询？", "", "", "城乡建设"],
        &["37042", "", "医保查询", "2012/1/19 17:49:30", "能否在网上查询？", "", "", "劳动和社会保障"],
        &["37042", "", "医保查询", "2012/1/19 17:49:30", "另一件事情", "", "", "城乡建设"],
        &["", "", "合计", "", "", "", "", ""],
        &["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "一级分类"],
    ];
    let (verdicts, _) = board().judged(&rows);
    assert!(matches!(&verdicts[1], Verdict::Repeated(_, Earlier::Row(2))), "{:?}", verdicts[1]);
    assert!(matches!(&verdicts[2], Verdict::New(_)));
    assert_eq!(verdicts[3..], [Verdict::Left, Verdict::Left]);
}

#[test]
fn a_stations_ledger_brings_an_issues_whole_life() {
    let titles = [
        "反映日期",
        "来源渠道",
        "代表",
        "标题",
        "内容",
        "办理方式",
        "承办单位",
        "交办日期",
        "办理期限",
        "答复日期",
        "答复内容",
        "答复类别",
        "反馈群众日期",
        "反馈群众方式",
        "满意度",
        "办结日期",
    ];
    let table = Table::new(Kind::Issue, &titles);
    let mut cells = [
        "2026-03-02",
        "座谈会",
        "张三、李 四",
        "水渠堵了",
        "渠道堵塞，灌不了田。",
        "转乡镇政府站所",
        "水利站",
        "2026-03-03",
        "2026-04-02",
        "2026-03-20",
        "已疏通。",
        "A类",
        "2026-03-21",
        "当面",
        "满意",
        "2026-03-22",
    ];
    let issue = table.issue(&cells).unwrap();
    assert_eq!((issue.stage, issue.class.as_str(), issue.rating.as_str()), (Stage::Closed, "A", "satisfied"));
    assert_eq!((issue.deputies, issue.unit, issue.closed_on), (vec![1, 2], Some(1), Date::from_ymd(2026, 3, 22)));
    assert_eq!(issue.events.len(), 5);

    let class = std::mem::take(&mut cells[11]);
    let unclassed = table.issue(&cells).unwrap();
    assert_eq!((unclassed.stage, unclassed.class.as_str(), unclassed.unit), (Stage::Closed, "", Some(1)));
    cells[11] = class;
    cells[6] = "水";
    assert!(table.issue(&cells).unwrap_err()[0].contains("先登记承办单位"), "names are not guessed at");
    cells[6] = "";
    let (verdicts, remarks) = table.judged(&[&cells]);
    assert!(matches!(&verdicts[0], Verdict::New(_)), "{verdicts:?}");
    assert!(remarks.iter().any(|remark| remark.contains("交办情况没有导入")), "{remarks:?}");
    cells[2] = "不在册";
    assert!(table.issue(&cells).unwrap_err()[0].contains("先登记代表"));
}

/// What stands in the ledger's own words at the registration.
fn noted(issue: &Issue) -> &str {
    &issue.events[0].text
}

#[test]
fn an_answer_without_its_day_is_kept_in_its_words_and_is_no_step() {
    let table = Table::new(Kind::Issue, &["反映日期", "标题", "内容", "办理\n结果", "办理状态"]);
    let rows: [&[&str]; 4] = [
        &["2025-03-02", "路灯不亮", "村口路灯不亮一个月", "已修好。\n电工站来过。", "已办结"],
        &["2025-03-03", "水渠堵塞", "水渠堵塞灌不了田", "已答复", ""],
        &["2025-03-04", "井盖松动", "路口的井盖松动", "", "已登记"],
        &["2025-03-05", "公交改线", "公交改线不便出行", "", "办理中"],
    ];
    let (verdicts, remarks) = table.judged(&rows);
    let issues = verdicts.into_iter().map(|verdict| match verdict {
        Verdict::New(record) => match *record {
            Record::Issue(issue) => *issue,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    });
    let issues: Vec<Issue> = issues.collect();
    for issue in &issues {
        assert_eq!((issue.stage, issue.events.len()), (Stage::Registered, 1), "no day, no step: {issue:?}");
    }
    let words: Vec<&str> = issues.iter().map(noted).collect();
    assert_eq!(
        words,
        ["办理 结果：已修好。\n电工站来过。\n办理状态：已办结", "办理 结果：已答复", "", "办理状态：办理中"],
        "and the content stays the resident's"
    );
    let told = |part: &str| remarks.iter().filter(|remark| remark.contains(part)).cloned().collect::<Vec<_>>();
    assert!(matches!(&told("没有答复日期")[..], [told] if told.starts_with("2 行（如第 2 行）")), "{remarks:?}");
    assert!(matches!(&told("按各步算")[..], [told] if told.starts_with("2 行（如第 2 行）")), "{remarks:?}");
    assert!(matches!(&told("原台账所记")[..], [told] if told.starts_with("3 行（如第 2 行）")), "{remarks:?}");
}

#[test]
fn whatever_becomes_no_step_is_kept_in_its_words() {
    let titles = [
        "反映日期",
        "标题",
        "内容",
        "办理方式",
        "承办单位",
        "交办日期",
        "答复日期",
        "答复内容",
        "答复类别",
        "满意度",
        "办结日期",
    ];
    let table = Table::new(Kind::Issue, &titles);
    let issue = |cells: [&str; 8]| {
        let row: Vec<&str> = ["2026-03-02", "水渠堵了", "渠道堵塞，灌不了田。"].into_iter().chain(cells).collect();
        table.issue(&row).unwrap()
    };
    let unhandled = issue(["", "水管所", "", "", "", "", "", ""]);
    assert_eq!((unhandled.stage, noted(&unhandled)), (Stage::Registered, "承办单位：水管所"));
    let unanswered = issue(["转乡镇", "水利站", "2026-03-03", "", "已疏通", "B类", "满意", "2026-03-22"]);
    assert_eq!(unanswered.stage, Stage::Assigned, "the steps that have their days are taken");
    assert_eq!(noted(&unanswered), "答复内容：已疏通\n答复类别：B类\n满意度：满意\n办结日期：2026-03-22");
    let wordless = issue(["", "", "", "2026-03-20", "", "", "", ""]);
    assert_eq!(noted(&wordless), "答复日期：2026-03-20");
    let unclassed = issue(["", "", "", "2026-03-20", "已疏通", "A类", "", ""]);
    assert_eq!((unclassed.stage, noted(&unclassed)), (Stage::Replied, "答复类别：A类"));
    let on_spot = issue(["当场答复", "水利站", "", "2026-03-02", "已说明", "A类", "", ""]);
    assert_eq!((on_spot.stage, noted(&on_spot)), (Stage::Replied, "承办单位：水利站"));
    let whole = issue(["转乡镇", "水利站", "2026-03-03", "2026-03-20", "已疏通", "A类", "", ""]);
    assert_eq!(noted(&whole), "");
    // Too long to be kept whole anywhere: refused, and so in the file beside.
    let long = "长".repeat(10_001);
    let row = ["2026-03-02", "水渠堵了", "渠道堵塞，灌不了田。", "", "", "", "", &long];
    assert!(table.issue(&row).unwrap_err()[0].starts_with("H 列“答复内容”"));
}

#[test]
fn columns_that_disagree_with_the_history_are_refused_until_it_is_emptied() {
    let titles = ["反映日期", "标题", "内容", "状态", "答复日期", "答复内容", "办理经过(供再次导入)"];
    let table = Table::new(Kind::Issue, &titles);
    let history = "登记 | 日期=2026-03-02 | 经办人=张工\n答复 | 日期=2026-03-20 | 经办人=张工 | 答复内容=已疏通。";
    let issue = |stage: &str, on: &str, text: &str, history: &str| {
        table.issue(&["2026-03-02", "水渠堵了", "渠道堵塞，灌不了田。", stage, on, text, history])
    };
    let as_told = issue("已答复", "2026-03-20", "已疏通。", history).unwrap();
    assert_eq!((as_told.stage, as_told.events[1].by.as_str()), (Stage::Replied, "张工"));
    for (stage, on, text, column) in [
        ("已办结", "2026-03-20", "已疏通。", "D 列“状态”"),
        ("已答复", "2026-03-25", "已疏通。", "E 列“答复日期”"),
        ("已答复", "2026-03-20", "已疏通，已清淤。", "F 列“答复内容”"),
        ("已答复", "", "已疏通。", "E 列“答复日期”"),
    ] {
        let reasons = issue(stage, on, text, history).unwrap_err();
        assert!(matches!(&reasons[..], [reason] if reason.starts_with(column)), "{reasons:?}");
        assert!(reasons[0].contains("清空这一行的“办理经过”"), "the way out is told: {reasons:?}");
    }
    let emptied = issue("已答复", "2026-03-25", "已疏通，已清淤。", "").unwrap();
    let reply = &emptied.events[1];
    assert_eq!((reply.on, reply.text.as_str()), (Date::from_ymd(2026, 3, 25), "已疏通，已清淤。"));
    assert_eq!((emptied.stage, noted(&emptied)), (Stage::Replied, ""), "the visible columns are what counts");
    // A history somebody wrote into is not believed either.
    assert!(issue("已答复", "2026-03-20", "已疏通。", "答复 | 日期=2026-03-20").unwrap_err()[0].contains("登记"));
}

#[test]
fn the_other_books_come_in_as_well() {
    let day = Table::new(Kind::Reception, &["接待时间", "接待地点", "接待代表", "来访批次", "来访人数", "接待情况"]);
    let (verdicts, _) = day.judged(&[&["2026年3月5日 9:00-11:30", "站内", "张三", "2", "3人", "反映两件事"]]);
    let Verdict::New(record) = &verdicts[0] else { panic!("{verdicts:?}") };
    let Record::Reception(day) = record.as_ref() else { panic!("{record:?}") };
    assert_eq!((day.date, day.end.map(|end| end.to_string())), (Date::from_ymd(2026, 3, 5), Some("11:30".to_owned())));
    assert_eq!((day.groups, day.people, day.recorder.as_str()), (Some(2), Some(3), "李慧"));

    let visit = Table::new(Kind::Visit, &["走访日期", "走访代表", "走访方式", "走访地点", "人数", "走访情况"]);
    let (verdicts, _) = visit.judged(&[&["2026-03-05", "李四", "入户", "茶亭社区", "4", "了解春耕"]]);
    assert!(matches!(&verdicts[0], Verdict::New(_)), "{verdicts:?}");

    let roster = Table::new(Kind::Deputy, &["姓名", "性别", "代表层级", "届次", "选区", "手机"]);
    let (verdicts, _) = roster.judged(&[
        &["钱八", "女", "县级人大代表、乡镇", "第十八届", "第三选区", "13800138000"],
        &["钱八", "女", "县", "第十九届", "第三选区", ""],
        &["钱 八", "女", "县", "第十八届", "第三选区", ""],
    ]);
    let Verdict::New(record) = &verdicts[0] else { panic!("{verdicts:?}") };
    let Record::Deputy(deputy) = record.as_ref() else { panic!("{record:?}") };
    assert_eq!(deputy.levels, ["county", "township"]);
    assert!(matches!(&verdicts[1], Verdict::New(_)));
    assert!(matches!(&verdicts[2], Verdict::Repeated(_, Earlier::Row(2))), "{:?}", verdicts[2]);

    let units = Table::new(Kind::Unit, &["单位名称", "单位层级"]);
    let (verdicts, _) = units.judged(&[&["农技站", ""]]);
    assert!(matches!(&verdicts[0], Verdict::New(_)), "{verdicts:?}");
}
