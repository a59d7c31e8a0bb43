//! What must stand on every document, and what must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod lists;
mod sheets;

use std::sync::{Arc, OnceLock};

use tempfile::TempDir;

use super::*;
use crate::demo;
use crate::model::Org;
use crate::model::codes::CodeLists;
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::project::Project;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::report::paper::Content;
use crate::report::write::PaperForm;
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

const STATION: &str = "茶亭镇代表联络站";
const MOBILE: &str = "13812345678";

const ORG: Org = Org(430_112_103_001);

fn date(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".into(), by: "李慧".into() }
}

fn desk(folder: &TempDir) -> Desk {
    let new = NewDesk { org: ORG, name: STATION.into(), operator: "李慧".into() };
    Desk::init(Arc::new(RealDisk), &folder.path().join("desk"), &new, &stamp()).unwrap()
}

fn codes() -> &'static CodeLists {
    static CODES: OnceLock<CodeLists> = OnceLock::new();
    CODES.get_or_init(|| CodeLists::shipped().unwrap())
}

fn with_printer<T>(reader: &Reader, what: impl FnOnce(&Printer<'_>) -> T) -> T {
    let today = date("2026-11-23").unwrap();
    let context = Context { today, codes: codes(), directory: reader };
    what(&Printer::new(reader, context, today.0.and_hms_opt(9, 0, 0).unwrap()).unwrap())
}

/// Every word of a paper, block by block, cells one below the other.
fn words(paper: &Paper) -> String {
    let cell = |content: &Content| match content {
        Content::Text(text) => text.clone(),
        Content::Figure(amount) => amount.shown(),
    };
    let block = |block: &Block| match block {
        Block::Title(text) | Block::Subtitle(text) | Block::Heading(_, text) | Block::Text(text) => text.clone(),
        Block::Flush(text) | Block::Signed(text) | Block::Note(text) => text.clone(),
        Block::Table(grid) => {
            let cells = grid.rows.iter().flat_map(|row| &row.cells).map(|one| cell(&one.content));
            grid.caption.iter().cloned().chain(cells).collect::<Vec<String>>().join("\n")
        }
        Block::Chart(chart) => chart.title.clone(),
        Block::PageBreak => "----".to_owned(),
    };
    paper.blocks.iter().map(block).collect::<Vec<String>>().join("\n")
}

fn event(verb: &str, on: &str) -> Event {
    Event { verb: verb.into(), on: date(on), by: "李慧".into(), ..Event::default() }
}

/// An overdue issue, one that is confidential, one promised late, one the resident was dissatisfied with.
fn issues() -> Vec<Issue> {
    let usual = |number: &str, title: &str| Issue {
        number: number.into(),
        reported_on: date("2026-09-01"),
        channel: "phone".into(),
        deputies: vec![1],
        village: "茶亭社区".into(),
        title: title.into(),
        content: format!("路灯不亮，电话{MOBILE}。"),
        category: "0101".into(),
        route: "township".into(),
        unit: Some(1),
        assigned_on: date("2026-09-02"),
        due_on: date("2026-10-02"),
        stage: Stage::Assigned,
        events: vec![event("register", "2026-09-01"), event("assign", "2026-09-02")],
        ..Issue::default()
    };
    let mut late = usual("2026-0001", "村口路灯不亮");
    let text = format!("请尽快，找{MOBILE}");
    late.events.push(Event { way: "phone".into(), leader: "周主席".into(), text, ..event("urge", "2026-10-10") });
    let kept_quiet = Issue { confidential: true, ..usual("2026-0002", "邻里纠纷不愿公开") };
    let mut promised = usual("2026-0003", "水渠清淤");
    let promise = |planned_on| Event { planned_on, class: "B".into(), ..event("reply", "2026-09-20") };
    let text = format!("已列入冬修计划。联系{MOBILE}。");
    promised.events.push(Event { text: text.clone(), ..promise(date("2026-10-31")) });
    promised.events.push(event("feedback", "2026-09-22"));
    promised.events.push(event("track", "2026-09-23"));
    (promised.stage, promised.class) = (Stage::Tracking, "B".into());
    let mut redone = usual("2026-0004", "垃圾清运不及时");
    redone.events.push(Event { text, class: "A".into(), ..event("reply", "2026-09-10") });
    let told = Event { rating: "dissatisfied".into(), rated_by: "resident".into(), ..event("feedback", "2026-09-12") };
    redone.events.push(Event { way: "phone".into(), remark: format!("只清了一次，{MOBILE}"), ..told });
    redone.events.push(Event { due_on: date("2026-12-30"), ..event("redo", "2026-09-13") });
    (redone.class, redone.rating, redone.redo_count) = ("A".into(), "dissatisfied".into(), 1);
    redone.due_on = date("2026-12-30");
    vec![late, kept_quiet, promised, redone]
}

fn made() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let mut batch = desk.batch(stamp());
    for (name, public) in [("张三", true), ("李四", false)] {
        let levels = vec!["township".to_owned(), "county".to_owned()];
        let phone = MOBILE.to_owned();
        let deputy =
            Deputy { name: name.into(), levels, public, phone, term: "第十九届".into(), ..Deputy::default() };
        batch.add(Record::Deputy(deputy));
    }
    batch.add(Record::Unit(Unit { name: "镇水利站".into(), level: "township".into(), ..Unit::default() }));
    let came = Attendance { deputy: Some(1), ..Attendance::default() };
    for (day, stage) in [("2026-12-15", "planned"), ("2026-12-01", "announced"), ("2026-11-15", "held")] {
        batch.add(Record::Reception(ReceptionDay {
            date: date(day),
            start: "09:00".parse().ok(),
            end: "11:30".parse().ok(),
            place: STATION.into(),
            theme: "冬修水利".into(),
            deputies: vec![1, 2],
            attendance: if stage == "held" { vec![came.clone()] } else { Vec::new() },
            stage: stage.into(),
            recorder: "李慧".into(),
            groups: (stage == "held").then_some(2),
            people: (stage == "held").then_some(3),
            summary: if stage == "held" { format!("有人留电话{MOBILE}") } else { String::new() },
            ..ReceptionDay::default()
        }));
    }
    issues().into_iter().for_each(|issue| {
        batch.add(Record::Issue(Box::new(issue)));
    });
    batch.add(Record::Visit(Visit {
        date: date("2026-11-21"),
        deputies: vec![1, 2],
        way: "home".into(),
        village: "茶亭社区".into(),
        people: 6,
        topic: "冬修水利".into(),
        summary: format!("联系电话{MOBILE}"),
        deeds: vec![Deed { text: "修水渠".into(), kind: "money".into(), amount: Some(300_000), ..Deed::default() }],
        ..Visit::default()
    }));
    for (title, votes, elected) in [("农贸市场改造", 52, true), ("公园步道", 20, false)] {
        batch.add(Record::Project(Box::new(Project {
            year: Some(2026),
            title: title.into(),
            stage: "voted".into(),
            due: Some(60),
            present: Some(58),
            votes_for: Some(votes),
            votes_against: Some(4),
            abstained: Some(2),
            elected,
            ..Project::default()
        })));
    }
    desk.commit(batch).unwrap();
    (folder, desk)
}

/// Records of the desk by their numbers.
fn own(ids: &[u64]) -> Vec<Id> {
    ids.iter().map(|id| (ORG, *id)).collect()
}

fn printed(desk: &Desk, key: &str, scope: &Scope) -> Result<Paper, DocError> {
    with_printer(&desk.reader(), |printer| find(key).unwrap().paper(printer, scope))
}

fn text_of(desk: &Desk, key: &str, ids: &[u64]) -> String {
    let chosen = (!ids.is_empty()).then(|| own(ids));
    words(&printed(desk, key, &Scope { chosen, ..Scope::default() }).unwrap())
}

fn has(text: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(text.contains(word), "{word} does not stand on:\n{text}");
    }
}

fn lacks(text: &str, unwanted: &[&str]) {
    for word in unwanted {
        assert!(!text.contains(word), "{word} stands on:\n{text}");
    }
}

#[test]
fn every_document_of_a_year_is_made_and_shows_no_phone_number() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    demo::year(&mut desk, codes(), date("2026-11-23").unwrap(), &stamp()).unwrap();
    let papers = with_printer(&desk.reader(), |printer| every_paper(printer).unwrap());
    assert_eq!(papers.len(), DOCUMENTS.len() + 4, "{:?}", papers.iter().map(|p| &p.name).collect::<Vec<_>>());
    for paper in &papers {
        let text = words(paper);
        assert!(crate::text::detect::find(&text).is_empty(), "{}:\n{text}", paper.name);
        lacks(&text, &["None", "Some(", "null"]);
        assert_eq!(paper.author, desk_name(&desk));
    }
    let mut names: Vec<&str> = papers.iter().map(|paper| paper.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), papers.len());
}

fn desk_name(desk: &Desk) -> String {
    with_printer(&desk.reader(), |printer| printer.station.name.clone())
}

#[test]
fn tables_are_as_wide_in_every_row() {
    let (_folder, desk) = made();
    let papers = with_printer(&desk.reader(), |printer| every_paper(printer).unwrap());
    let grids = papers.iter().flat_map(|paper| &paper.blocks);
    for block in grids {
        let Block::Table(grid) = block else { continue };
        for row in &grid.rows {
            let columns: usize = row.cells.iter().map(|cell| usize::from(cell.columns)).sum();
            assert_eq!(columns, grid.widths.len(), "{row:?}");
        }
    }
}

#[test]
fn a_notice_holds_the_days_ahead_and_names_only_deputies_who_may_be() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "notice", &[]);
    has(&text, &["接待日公告", "现将2026年12月", "2026年12月1日（星期二）", "9:00—11:30", "2026年12月15日"]);
    has(&text, &["张三（乡镇、县人大代表），另有代表 1 名", "冬修水利", STATION, "2026年11月23日"]);
    lacks(&text, &["李四", "11月15日"]);
    assert!(text.find("12月1日").unwrap() < text.find("12月15日").unwrap());
    let one = text_of(&desk, "notice", &[1]);
    has(&one, &["2026年12月15日"]);
    lacks(&one, &["12月1日（"]);
    let none = Scope { since: date("2027-01-01"), until: date("2027-01-31"), ..Scope::default() };
    assert!(matches!(printed(&desk, "notice", &none), Err(DocError::Nothing(why)) if why.contains("F4")));
}

#[test]
fn a_reception_day_is_told_or_left_to_the_pen() {
    let (_folder, desk) = made();
    let held = text_of(&desk, "reception", &[3]);
    has(&held, &["2026年11月15日", "张三、李四", "到站情况", "138****5678", "记录人\n签名", "没有登记意见建议"]);
    lacks(&held, &[MOBILE, "□"]);
    let planned = text_of(&desk, "reception", &[1]);
    has(&planned, &["批次", "人次", "序号", "张三\n□到站　□请假　□缺席", "李四\n□到站　□请假　□缺席"]);
    lacks(&planned, &["没有登记意见建议"]);
}

#[test]
fn fields_of_a_step_are_joined_without_two_marks_in_a_row() {
    let fields = ["答复内容：已修好。", "办理结果：A类"].map(str::to_owned);
    assert_eq!(zh::joined(fields.into_iter()), "答复内容：已修好；办理结果：A类");
    assert_eq!(zh::joined(std::iter::empty()), "");
}

#[test]
fn a_box_is_never_parted_from_its_name() {
    let choices = ["□接待日", "□代表走访", "□来电"].map(str::to_owned);
    assert_eq!(sheet::laid(&choices, 20), "□接待日　□代表走访\n□来电");
    assert_eq!(sheet::laid(&choices, 0), "□接待日\n□代表走访\n□来电");
    assert_eq!(sheet::squares("□A类　"), 7);
}

#[test]
fn what_does_not_fit_is_refused_with_the_reason() {
    let (_folder, desk) = made();
    let said = |key, chosen: Option<Vec<u64>>| {
        let chosen = chosen.map(|ids| own(&ids));
        printed(&desk, key, &Scope { chosen, ..Scope::default() }).unwrap_err().to_string()
    };
    assert!(said("assign", None).contains("请写明是哪一件"));
    assert!(said("urge", Some(vec![99])).contains("#99 不能打印督办单：没有这条记录"));
    assert!(said("issue", Some((1..=201).collect())).contains("一次最多打印 200 张"));
    assert!(find("不存在").is_none() && find("交办单").is_some_and(|document| document.key == "assign"));
    let mut keys: Vec<&str> = DOCUMENTS.iter().map(|document| document.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), DOCUMENTS.len());
}

#[test]
fn a_menu_offers_what_fits_the_record() {
    let (_folder, desk) = made();
    let reader = desk.reader();
    let keys = |kind, id| {
        let entry = reader.entry(kind, id).unwrap().unwrap();
        of_record(&entry, date("2026-11-23").unwrap()).iter().map(|document| document.key).collect::<Vec<&str>>()
    };
    assert_eq!(keys(Kind::Issue, 1), ["issue", "assign", "urge", "overdue", "public-issues"]);
    assert_eq!(keys(Kind::Issue, 3), ["issue", "assign", "urge", "feedback", "overdue", "promises", "public-issues"]);
    assert_eq!(keys(Kind::Reception, 1), ["reception", "notice"]);
    assert_eq!(keys(Kind::Reception, 3), ["reception"]);
    assert_eq!(keys(Kind::Unit, 1), Vec::<&str>::new());
}

#[test]
fn a_blank_form_asks_for_every_field_and_ticks_nothing() {
    let (_folder, desk) = made();
    with_printer(&desk.reader(), |printer| {
        for kind in blank::FORMS {
            let text = words(&blank::form(kind, printer));
            for spec in blank::fields(kind) {
                has(&text, &[spec.label]);
            }
            lacks(&text, &["■", MOBILE]);
        }
        let all = words(&blank::forms(printer));
        has(&all, &["接待日记录表", "意见建议登记表", "代表走访登记表", "□来电", "□入户", "□是　□否", "标题*"]);
        // Two of three have a back for what is raised.
        assert_eq!(all.matches("----").count(), 4);
        let day = words(&blank::form(Kind::Reception, printer));
        lacks(&day, &["状态", "原因", "顺延"]);
        let (front, back) = day.split_once("----").unwrap();
        has(front, &["到站情况", "□到站　□请假　□缺席", "填表人\n签名", "写在背面"]);
        has(back, &["本次登记的意见", "内容*"]);
        lacks(&all, &["□镇水利站"]);
    });
}

#[test]
fn a_file_in_a_folder_never_takes_the_place_of_another() {
    let (folder, desk) = made();
    let paper = printed(&desk, "issue", &Scope { chosen: Some(own(&[1])), ..Scope::default() }).unwrap();
    let to = folder.path().join("文书");
    let put_there =
        |form| put(&RealDisk, &paper, &to, form).unwrap().file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(put_there(None), "意见建议登记表 2026-0001.docx");
    assert_eq!(put_there(None), "意见建议登记表 2026-0001 (2).docx");
    assert_eq!(put_there(Some(PaperForm::Html)), "意见建议登记表 2026-0001.html");
    let bad = |name: &str, form| put(&RealDisk, &paper, &folder.path().join(name), form).unwrap_err();
    assert!(matches!(bad("a.pdf", None), PutError::UnknownEnding { .. }));
    assert!(matches!(bad("a.docx", Some(PaperForm::Html)), PutError::OtherEnding { .. }));
    let under_a_file = put(&RealDisk, &paper, &to.join("意见建议登记表 2026-0001.docx/"), None).unwrap_err();
    assert!(under_a_file.to_string().contains("不是文件夹"), "{under_a_file}");
    let evil = Paper { name: "../../长\u{202e}".repeat(80), ..paper.clone() };
    let inside = put(&RealDisk, &evil, &to, None).unwrap();
    let again = put(&RealDisk, &evil, &to, None).unwrap();
    assert_eq!((inside.parent(), again.parent()), (Some(to.as_path()), Some(to.as_path())));
    assert_ne!(inside, again);
}
