//! Dialogues over lines in memory: what is asked, what is understood, and how many keys it costs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;

use super::dialogue::Dialogue;
use super::hear::{Heard, Hearing, Unheard};
use super::talk::{Left, Talk};
use crate::app::form::tests::support::{date, held_day, issue, new_form, record_of, step_form};
use crate::app::form::{self, Filled, Form, Subject, Submission};
use crate::model::alike::Alike;
use crate::model::books::Books;
use crate::model::issue::Issue;
use crate::model::life::Verb;
use crate::model::reception::ReceptionDay;
use crate::model::visit::Visit;
use crate::model::{Kind, PartKind, Record};
use crate::store::drafts::Draft;

/// Most keys of a routine record beyond its free text.
const MOST_KEYS: usize = 12;

/// What was said and typed, as it would stand on a terminal.
#[derive(Clone, Default)]
struct Transcript(Rc<RefCell<String>>);

impl Write for Transcript {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push_str(std::str::from_utf8(bytes).unwrap());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A person with a script, who counts the keys.
struct Script {
    lines: VecDeque<Heard>,
    pasted: usize,
    transcript: Transcript,
    keys: usize,
}

impl Hearing for Script {
    fn hear(&mut self) -> Heard {
        let Some(heard) = self.lines.pop_front() else { return Heard::End };
        self.pasted = self.pasted.saturating_sub(1);
        if let Heard::Line(line) = &heard {
            let mut transcript = self.transcript.0.borrow_mut();
            let question = transcript.rsplit('\n').next().unwrap().to_owned();
            // Every Enter is a key, and every character but those of free text.
            let typed = line.chars().count();
            self.keys += 1 + if typed > 1 && is_free(&question) { 0 } else { typed };
            transcript.push_str(line);
            transcript.push('\n');
        }
        heard
    }

    fn is_pasted(&mut self) -> bool {
        self.pasted > 0
    }
}

/// Whether a question is for a text that only the clerk can know; lines of one that goes on stand behind no question.
fn is_free(question: &str) -> bool {
    let specs = [Kind::Issue, Kind::Reception, Kind::Visit].into_iter().flat_map(Kind::specs);
    let specs = specs.chain([PartKind::Deed, PartKind::Attendance].into_iter().flat_map(PartKind::specs));
    let prose = |kind| matches!(kind, crate::model::FieldKind::Line { .. } | crate::model::FieldKind::Prose { .. });
    let mut labels = specs.filter(|spec| prose(spec.kind)).map(|spec| spec.label);
    question.is_empty() || labels.any(|label| question.starts_with(label))
}

/// How a dialogue went.
struct Went {
    outcome: Result<Box<Submission>, Left>,
    said: String,
    keys: usize,
    drafts: Vec<Draft>,
}

impl Went {
    fn record(self) -> (Record, Vec<Issue>) {
        match self.outcome {
            Ok(submission) => record_of(*submission),
            Err(why) => panic!("{why:?}\n{}", self.said),
        }
    }

    fn hears(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(self.said.contains(piece), "{piece} is not in\n{}", self.said);
        }
    }
}

fn heard(lines: &[&str]) -> VecDeque<Heard> {
    lines.iter().map(|line| Heard::Line((*line).to_owned())).collect()
}

fn talk(books: &Books, form: &mut Form, lines: VecDeque<Heard>, pasted: usize) -> Went {
    let transcript = Transcript::default();
    let mut ears = Script { lines, pasted, transcript: transcript.clone(), keys: 0 };
    let (mut mouth, mut drafts) = (transcript.clone(), Vec::new());
    let mut keep = |_: &str, draft: Option<Draft>| {
        drafts.extend(draft);
        Ok(())
    };
    let mut talk = Talk::new(&mut ears, &mut mouth, &mut keep);
    let outcome = Dialogue::new(form, &books.context(), &|_| Alike::default(), &mut talk).run();
    let (said, keys) = (transcript.0.borrow().clone(), ears.keys);
    Went { outcome, said, keys, drafts }
}

fn went(books: &Books, form: &mut Form, lines: &[&str]) -> Went {
    talk(books, form, heard(lines), 0)
}

fn new_issue(books: &Books) -> Form {
    new_form(books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[])
}

fn new_visit(books: &Books) -> Form {
    let last =
        Visit {
            date: date("2026-11-21"), way: "home".to_owned(), village: "茶亭社区".to_owned(), ..Visit::default()
        };
    let last = Visit { way: books.codes.list("way_visit")[0].key.clone(), ..last };
    new_form(books, Kind::Visit, Some(&Record::Visit(last)), &[])
}

const ISSUE: [&str; 6] = ["ls", "三组路灯不亮", "三组路口的路灯坏了两个月，晚上走路不安全。", "", "0102", ""];

#[test]
fn a_routine_issue_costs_few_keys() {
    let books = Books::shared();
    let went = went(books, &mut new_issue(books), &ISSUE);
    assert!(went.keys <= MOST_KEYS, "{} keys\n{}", went.keys, went.said);
    went.hears(&["已填好：1 反映日期 2026-11-23 周一；2 来源渠道 来电；4 村(社区) 茶亭村", "= 李四", "= 农村农业/"]);
    let (record, _) = went.record();
    let Record::Issue(issue) = record else { panic!() };
    assert_eq!((issue.deputies.as_slice(), issue.category.as_str()), (&[2][..], "0102"));
    assert_eq!((issue.title.as_str(), issue.channel.as_str()), ("三组路灯不亮", "phone"));
    assert_eq!((issue.reported_on, issue.village.as_str()), (date("2026-11-23"), "茶亭村"));
}

#[test]
fn a_reception_day_with_two_issues_costs_few_keys_each() {
    let books = Books::shared();
    let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let day = ["", "2", "5", "接待群众两批五人次。", ""];
    let issues = [
        &["y", "茶亭村", "三组路灯不亮", "路灯坏了两个月没人修。", "", "0102"][..],
        &["y", "机耕路塌方一处", "雨后塌方，农机过不去。", "", "0102"],
    ];
    let lines = [&day[..], issues[0], issues[1], &["", ""]].concat();
    let went = went(books, &mut form, &lines);
    let whole = went.keys;
    assert!(whole <= 3 * MOST_KEYS, "{whole} keys for three records\n{}", went.said);
    went.hears(&["张三 到站；李四 到站", "已记下第 1 件意见：茶亭村  三组路灯不亮"]);
    let (record, raised) = went.record();
    let Record::Reception(day_kept) = record else { panic!() };
    assert_eq!((day_kept.groups, day_kept.people, day_kept.attendance.len()), (Some(2), Some(5), 2));
    let told: Vec<(&str, &str)> = raised.iter().map(|i| (i.title.as_str(), i.village.as_str())).collect();
    assert_eq!(told, [("三组路灯不亮", "茶亭村"), ("机耕路塌方一处", "茶亭村")]);
    // The day by itself, so that the issues do not hide what it costs.
    let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let alone = super::tests::went(books, &mut form, &[&day[..], &["", ""]].concat());
    assert!(alone.outcome.is_ok() && alone.keys <= MOST_KEYS, "{} keys\n{}", alone.keys, alone.said);
    assert!(whole - alone.keys <= 2 * MOST_KEYS);
}

#[test]
fn a_routine_visit_costs_few_keys() {
    let books = Books::shared();
    let lines = ["1", "", "", "3", "春耕备耕", "走访三户，了解春耕用水。", "", "", "", ""];
    let went = went(books, &mut new_visit(books), &lines);
    assert!(went.keys <= MOST_KEYS, "{} keys\n{}", went.keys, went.said);
    let (Record::Visit(visit), issues) = went.record() else { panic!() };
    assert_eq!((visit.deputies.as_slice(), visit.topic.as_str(), issues.len()), (&[1][..], "春耕备耕", 0));
}

#[test]
fn a_visit_takes_deeds_and_issues() {
    let books = Books::shared();
    let deed = ["y", "送化肥十包", "2", "1200", "", ""];
    let issue = ["是", "机耕路塌方一处", "雨后塌方，农机过不去。", "", "0102"];
    let start = ["张三", "", "3", "6", "", "走访三户，了解春耕用水。", ""];
    // What the rules find odd about the deed is said, and taken on the second Enter.
    let lines = [&start[..], &deed, &["n"], &issue, &["", "", ""]].concat();
    let went = went(books, &mut new_visit(books), &lines);
    went.hears(&["请核对 1 处", "资金来源", "已记下办实事：送化肥十包"]);
    let (Record::Visit(visit), issues) = went.record() else { panic!() };
    assert_eq!(visit.deeds.len(), 1);
    assert_eq!((visit.deeds[0].amount, visit.households), (Some(120_000), Some(3)));
    assert_eq!(issues[0].village, "茶亭社区");
}

#[test]
fn attendance_is_noted_for_one_or_for_all() {
    let books = Books::shared();
    let day = |answers: &[&str]| {
        let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
        let lines = [answers, &["", "", "", "接待一批。", "", "", ""]].concat();
        let went = went(books, &mut form, &lines);
        let (Record::Reception(ReceptionDay { attendance, .. }), _) = went.record() else { panic!() };
        attendance.iter().map(|row| (row.state.clone(), row.note.clone())).collect::<Vec<_>>()
    };
    let row = |state: &str, note: &str| (state.to_owned(), note.to_owned());
    assert_eq!(day(&["ls", "请假", "外出学习"]), [row("present", ""), row("leave", "外出学习")]);
    assert_eq!(day(&["1", "3", ""]), [row("absent", ""), row("present", "")]);
    assert_eq!(day(&["y", "", "2", "生病"]), [row("present", ""), row("leave", "生病")]);
}

#[test]
fn a_wrong_answer_says_why_and_is_asked_for_again() {
    let books = Books::shared();
    let lines = ["没有这人", "王五", "5", "", "三组路灯不亮", "坏了两个月没人修。", "", "9999", "?cx", "0102"];
    let lines = [&lines[..], &["1", "2099-1-1", "", "昨天", ""][..]].concat();
    let lines: Vec<&str> = lines.into_iter().chain([""]).collect();
    let went = went(books, &mut new_issue(books), &lines);
    went.hears(&[
        "没有找到代表「没有这人」",
        "有几个相符的，请输入前面的序号：\n4 王五（第 4 位）\n5 王五（第 5 位）\n",
        "= 王五#5",
        "请填写「标题」",
        "没有「9999」",
    ]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!((issue.deputies.as_slice(), issue.category.as_str()), (&[5][..], "0102"));
}

#[test]
fn what_was_filled_in_is_changed_by_number_name_and_pinyin() {
    let books = Books::shared();
    let changes = ["1", "0305", "紧急程度", "2", "sjrs", "３０", "jn", "y", "村", "-", "xyz9", ""];
    let lines = [&ISSUE[..5], &changes].concat();
    let went = went(books, &mut new_issue(books), &lines);
    went.hears(&["= 2026-03-05  周四", "已清空。", "没有“xyz9”这一栏"]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!(issue.reported_on, date("2026-03-05"));
    assert_eq!((issue.urgency.as_str(), issue.headcount, issue.hardship), ("urgent", 30, true));
    assert_eq!(issue.village, "");
}

#[test]
fn the_rest_is_asked_for_on_wish() {
    let books = Books::shared();
    let lines = [&ISSUE[..5], &["y", "", "2", "是", "否", "", "也许", "", "12345-1", ""]].concat();
    let went = went(books, &mut new_issue(books), &lines);
    went.hears(&["条数 [1]：2", "急难愁盼 [否]：是", "「重点督办」请填「是」或「否」", "外部编号：12345-1"]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!((issue.items, issue.hardship, issue.general, issue.external_no.as_str()), (2, true, false, "12345-1"));
}

#[test]
fn what_blocks_the_save_is_asked_for_and_what_is_odd_is_asked_once() {
    let books = Books::shared();
    // The channel wants a deputy; the title is left for later; both are gone back to.
    let lines = ["-", "-", "坏了两个月没人修。", "", "0102", "", "李四", "路灯", "", ""];
    let went = went(books, &mut new_issue(books), &lines);
    went.hears(&["不能保存，有 2 处要改：", "请填写「标题」", "请核对 1 处，无误再回车一次：\n标题不足 4 个字"]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!((issue.deputies.as_slice(), issue.title.as_str()), (&[2][..], "路灯"));
}

#[test]
fn a_channel_chosen_later_asks_for_what_it_needs() {
    let books = Books::shared();
    let lines = [&ISSUE[..5], &["来源渠道", "代表走访", "21", "日期", "-2", ""]].concat();
    let went = went(books, &mut new_issue(books), &lines);
    went.hears(&["= 2026-11-21 茶亭社区"]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!((issue.channel.as_str(), issue.source), ("visit", Some(1)));
}

#[test]
fn a_raised_issue_can_be_opened_again_and_dropped() {
    let books = Books::shared();
    let issue = ["y", "茶亭村", "三组路灯不亮", "路灯坏了两个月没人修。", "", "0102"];
    let second = ["y", "机耕路塌方一处", "雨后塌方，农机过不去。", "", "0102", ""];
    let changes = ["本次登记的意见", "2", "d", "1", "标题", "四组路灯不亮", "", "", ""];
    let lines = [&["", "", "2", "5", "接待两批。", ""][..], &issue, &second, &changes].concat();
    let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let went = went(books, &mut form, &lines);
    went.hears(&["2 茶亭村  机耕路塌方一处", "已去掉。", "已记下第 1 件意见：茶亭村  四组路灯不亮"]);
    let (_, raised) = went.record();
    assert_eq!(raised.iter().map(|issue| issue.title.as_str()).collect::<Vec<_>>(), ["四组路灯不亮"]);
}

#[test]
fn a_step_is_asked_for_the_same_way() {
    let mut books = Books::sample();
    let mut form = step_form(&mut books, issue(), Verb::Assign);
    let went = went(&books, &mut form, &["转乡镇", "水利", "", "", ""]);
    went.hears(&["三组路灯不亮", "交办日期 2026-11-23 周一", "= 水利站"]);
    let Ok(submission) = went.outcome else { panic!("{}", went.said) };
    let Filled::Step(event) = submission.outcome else { panic!() };
    assert_eq!((event.route.as_str(), event.unit, event.due_on), ("township", Some(1), date("2026-12-23")));
}

#[test]
fn where_input_ends_everything_answered_is_in_the_draft() {
    let books = Books::shared();
    let field = |draft: &Draft, key: &str| {
        draft.fields.iter().find(|(of, _)| of == key).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut form = new_issue(books);
    let ended = went(books, &mut form, &["ls", "三组路灯不亮", "第一行", "第二行"]);
    assert_eq!(ended.outcome.unwrap_err(), Left::Ended);
    let draft = form.draft().unwrap();
    assert_eq!((field(&draft, "title"), field(&draft, "content")), ("三组路灯不亮".into(), "第一行\n第二行".into()));
    // Each answer is safe as soon as it is given, so that a power cut takes one line at most.
    assert!(
        ended.drafts.iter().any(|draft| field(draft, "title") == "三组路灯不亮" && field(draft, "content").is_empty())
    );
    // A wrong answer is what was typed, too.
    let mut form = new_issue(books);
    assert_eq!(went(books, &mut form, &["没有这人"]).outcome.unwrap_err(), Left::Ended);
    assert_eq!(field(&form.draft().unwrap(), "deputies"), "没有这人");
    // In the middle of an issue raised.
    let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let lines = ["", "", "2", "5", "接待两批。", "", "y", "茶亭村", "三组路灯不亮"];
    assert_eq!(went(books, &mut form, &lines).outcome.unwrap_err(), Left::Ended);
    let draft = form.draft().unwrap();
    let raised = draft.nested.iter().find(|(key, _)| key == "raised").unwrap();
    assert_eq!(field(&raised.1, "title"), "三组路灯不亮");
    // Gone on with, the issue is asked for from where it was left.
    let by = "李工";
    let record = form::prefill(Kind::Reception, Some(&held_day()), &[1, 2], by, &books.context());
    let mut form = Form::resume(&draft, Subject::New(Kind::Reception), record, by, &books.context());
    let went_on = went(books, &mut form, &["", "", "坏了两个月没人修。", "", "0102", "", ""]);
    went_on.hears(&["第 1 件意见\n内容*", "已记下第 1 件意见：茶亭村  三组路灯不亮"]);
    assert_eq!(went_on.record().1.len(), 1);
    let mut form = new_issue(books);
    assert_eq!(went(books, &mut form, &[&ISSUE[..5], &["Ｑ"]].concat()).outcome.unwrap_err(), Left::Quit);
    assert!(form.draft().is_some());
}

#[test]
fn lines_that_are_no_text_are_refused_and_asked_for_again() {
    let books = Books::shared();
    let mut lines = heard(&ISSUE);
    for (at, why) in [(3, Unheard::TooLong), (2, Unheard::Controls), (1, Unheard::NotText), (0, Unheard::Controls)] {
        lines.insert(at, Heard::Refused(why));
    }
    let went = talk(books, &mut new_issue(books), lines, 0);
    went.hears(&["有方向键", "不是 UTF-8", "太长"]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!(issue.content, ISSUE[2]);
}

#[test]
fn a_pasted_text_keeps_its_empty_lines_and_does_not_save() {
    let books = Books::shared();
    let lines = heard(&["ls", "三组路灯不亮", "第一段写清楚", "", "第二段也是", "", "0102", ""]);
    let went = talk(books, &mut new_issue(books), lines, 6);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!(issue.content, "第一段写清楚\n\n第二段也是");
    // An empty line that stood among what was pasted is nobody's wish to save.
    let mut form = new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]);
    let lines = ["", "2", "5", "", "", "", ""];
    let went = talk(books, &mut form, heard(&lines), lines.len());
    went.hears(&["先不保存"]);
    assert!(went.outcome.is_ok());
}

#[test]
fn a_text_beyond_all_bounds_is_refused_but_not_lost() {
    let books = Books::shared();
    let long = "长".repeat(8_001);
    let mut form = new_issue(books);
    let answers = [&["ls", "三组路灯不亮", &long, "", "", "0102", "", "坏了两个月没人修。", "", ""][..]].concat();
    let went = went(books, &mut form, &answers);
    went.hears(&["最多 8000 个字，多了 1 个", "不能保存，有 1 处要改："]);
    let (Record::Issue(issue), _) = went.record() else { panic!() };
    assert_eq!(issue.content, "坏了两个月没人修。");
    let lines = std::iter::repeat_n("长".repeat(9_000), 40).map(Heard::Line).collect::<VecDeque<_>>();
    let mut form = new_issue(books);
    let whole = heard(&["ls", "三组路灯不亮"]).into_iter().chain(lines).collect();
    assert_eq!(talk(books, &mut form, whole, 0).outcome.unwrap_err(), Left::Ended);
    assert!(form.draft().unwrap().fields.iter().all(|(_, text)| text.len() <= 64 * 1024));
}

#[test]
fn input_that_never_makes_sense_comes_to_an_end() {
    let books = Books::shared();
    for line in ["", "没有", "?", "\u{202E}x", "-x", "y"] {
        let lines = std::iter::repeat_n(Heard::Line(line.to_owned()), 120_000).collect();
        let mut form = new_form(books, Kind::Reception, None, &[]);
        let went = talk(books, &mut form, lines, 0);
        assert_eq!(went.outcome.unwrap_err(), Left::GivenUp, "{line:?}");
    }
}

#[test]
fn a_draft_that_cannot_be_written_is_told_once_and_a_failed_save_is_asked_about_again() {
    let books = Books::shared();
    let transcript = Transcript::default();
    let lines = heard(&[&ISSUE[..], &["标题", "四组路灯不亮", ""]].concat());
    let mut ears = Script { lines, pasted: 0, transcript: transcript.clone(), keys: 0 };
    let (mut mouth, mut keep) = (transcript.clone(), |_: &str, _: Option<Draft>| Err("空间已满".to_owned()));
    let mut talk = Talk::new(&mut ears, &mut mouth, &mut keep);
    let mut form = new_issue(books);
    let context = books.context();
    assert!(Dialogue::new(&mut form, &context, &|_| Alike::default(), &mut talk).run().is_ok());
    let submission = Dialogue::new(&mut form, &context, &|_| Alike::default(), &mut talk).run_again().unwrap();
    let (Record::Issue(issue), _) = record_of(*submission) else { panic!() };
    assert_eq!((issue.title.as_str(), issue.category.as_str()), ("四组路灯不亮", "0102"));
    assert_eq!(transcript.0.borrow().matches("空间已满").count(), 1);
}
