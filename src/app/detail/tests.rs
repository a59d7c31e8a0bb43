//! Records laid out: the order of references, time lines, previews.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::app::columns::columns;
use crate::model::any::record_of;
use crate::model::books::{Books, day};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::{Date, Org, life, owing};

fn entry(record: Record) -> Entry {
    Entry { org: Org(430_121_105_001), id: 1, rev: 1, voided: None, extra: String::new(), record }
}

fn step(verb: &str, on: Date) -> Event {
    Event { verb: verb.to_owned(), on: Some(on), by: "李工".to_owned(), ..Event::default() }
}

/// Registered, handed over, put off, answered with a promise and fed back.
fn handled() -> Issue {
    Issue {
        number: "2026-0001".to_owned(),
        channel: "reception".to_owned(),
        source: Some(1),
        deputies: vec![1, 2],
        unit: Some(1),
        stage: Stage::Replied,
        class: "B".to_owned(),
        events: vec![
            step("register", day(2026, 10, 1)),
            Event { unit: Some(1), due_on: Some(day(2026, 11, 1)), ..step("assign", day(2026, 10, 3)) },
            Event {
                due_on: Some(day(2026, 11, 20)),
                reason: "汛期不能施工".to_owned(),
                ..step("extend", day(2026, 10, 3))
            },
            Event {
                text: "已列入冬修计划。".to_owned(),
                class: "B".to_owned(),
                planned_on: Some(day(2026, 11, 26)),
                ..step("reply", day(2026, 11, 2))
            },
            Event { way: "phone".to_owned(), rating: "satisfied".to_owned(), ..step("feedback", day(2026, 11, 3)) },
        ],
        ..Issue::default()
    }
}

fn detail(issue: Issue) -> Detail {
    Detail::new(entry(Record::Issue(Box::new(issue))))
}

fn text_of(line: &DetailLine) -> String {
    let mut text = String::new();
    for piece in &line.pieces {
        let blank = piece.at.saturating_sub(width::columns(&text));
        text += &(" ".repeat(blank) + &piece.text);
    }
    text
}

fn texts(lines: &[DetailLine]) -> Vec<String> {
    lines.iter().map(text_of).collect()
}

/// The references on lines, each once, in the order they stand there.
fn laid_out(lines: &[DetailLine]) -> Vec<usize> {
    let mut found: Vec<usize> =
        lines.iter().flat_map(|line| &line.pieces).filter_map(|piece| piece.reference).collect();
    found.dedup();
    found
}

#[test]
fn every_reference_of_an_issue_leads_to_its_record() {
    let to = |kind, id| Reference { org: None, kind, id };
    let references = detail(handled()).references();
    let expected = [
        to(Kind::Reception, 1),
        to(Kind::Deputy, 1),
        to(Kind::Deputy, 2),
        to(Kind::Unit, 1),
        // The unit once more, in the step that named it.
        to(Kind::Unit, 1),
    ];
    assert_eq!(references, expected);
    let merged = Issue { merged_into: Some(2), ..Issue::default() };
    assert_eq!(detail(merged).references(), [to(Kind::Issue, 2)]);
    let by_phone = Issue { channel: "phone".to_owned(), source: Some(1), ..Issue::default() };
    assert_eq!(detail(by_phone).references(), [], "what the channel has no source for leads nowhere");
}

#[test]
fn a_time_line_tells_day_distance_verb_and_what_matters() {
    let books = Books::sample();
    let lines = detail(handled()).lines(78, &books.context());
    let from = lines.iter().position(|line| line.mark == Mark::First).unwrap();
    assert_eq!(
        texts(&lines[from..]),
        [
            "  2026-10-01        登记（李工）",
            "  2026-10-03 +2天   交办转办（李工）  水利站  办理期限 2026-11-01",
            "  2026-10-03 同日   延期（李工）  办理期限 2026-11-01 改为 2026-11-20",
            "                    延期原因 汛期不能施工",
            "  2026-11-02 +30天  答复（李工）  B类  已列入冬修计划。",
            "                    承诺完成日期 2026-11-26",
            "  2026-11-03 +1天   反馈（李工）  电话  满意",
            "  还没有告知代表",
            "  B类答复已反馈，请转入跟踪",
            "  2026-11-26        B类承诺（还有 3 天）",
        ]
    );
    let marks: Vec<Mark> = lines[from..].iter().map(|line| line.mark).collect();
    use Mark::{Ahead, AheadStep, First, Rail, Step};
    assert_eq!(marks, [First, Step, Step, Rail, Step, Rail, Step, AheadStep, AheadStep, Ahead]);
    assert_eq!(lines.last().unwrap().pieces[0].weight, Weight::Soon);
}

#[test]
fn what_is_owed_now_ends_the_time_line() {
    let books = Books::sample();
    let last = |issue: Issue| {
        let lines = detail(issue).lines(78, &books.context());
        let line = lines.last().unwrap();
        (text_of(line).trim().to_owned(), line.pieces[0].weight)
    };
    let at = |stage, due_on| Issue { stage, due_on: Some(due_on), class: "A".to_owned(), ..handled() };
    let owed = |text: &str, weight| (text.to_owned(), weight);
    assert_eq!(
        last(at(Stage::Assigned, day(2026, 11, 20))),
        owed("2026-11-20        办理期限（超期 3 天）", Weight::Late)
    );
    assert_eq!(
        last(at(Stage::Assigned, day(2026, 11, 23))),
        owed("2026-11-23        办理期限（今天到期）", Weight::Soon)
    );
    assert_eq!(
        last(at(Stage::Assigned, day(2026, 12, 9))),
        owed("2026-12-09        办理期限（还有 16 天）", Weight::Text)
    );
    assert_eq!(last(at(Stage::Registered, day(2026, 12, 9))), owed("还没有交办或答复", Weight::Soon));
    let mut untold = at(Stage::Replied, day(2026, 12, 9));
    untold.events.pop();
    assert_eq!(last(untold), owed("还没有向群众反馈", Weight::Soon));
    let (closed, _) = last(at(Stage::Closed, day(2026, 11, 20)));
    assert!(closed.contains("反馈（李工）"), "{closed}");
    let mut voided = detail(at(Stage::Assigned, day(2026, 11, 20)));
    voided.entry.voided = Some("重复".to_owned());
    let lines = voided.lines(78, &books.context());
    assert!(lines.iter().all(|line| line.mark != Mark::Ahead), "a voided issue owes nothing");
}

#[test]
fn what_a_resident_found_wanting_is_owed_as_today_counts_it() {
    let books = Books::sample();
    let says = |class: &str, redo_count, told: &str| {
        let rating = life::DISSATISFIED.to_owned();
        let mut issue = Issue { class: class.to_owned(), rating, redo_count, deputies: Vec::new(), ..handled() };
        issue.stage = Stage::Replied;
        assert_eq!(owing::owed(&issue), [owing::Owing::Redo]);
        let lines = detail(issue).lines(78, &books.context());
        assert!(texts(&lines).iter().any(|line| line.contains(told)), "{class} {redo_count}: {told}");
    };
    says("A", 0, "请重新办理");
    says("C", 1, "可再重办，或由站长写明理由后办结");
    // A promise is never closed as it is.
    says("B", 1, "请重新办理");
}

#[test]
fn choosing_goes_round_and_scrolls_to_what_is_chosen() {
    let books = Books::sample();
    let context = books.context();
    let issue = Issue { content: "很长的内容。".repeat(200), ..handled() };
    let mut detail = detail(issue);
    let mut chosen = Vec::new();
    for _ in 0..6 {
        detail.choose(true, 58, 10, &context);
        let at = detail.chosen().unwrap();
        let line = detail.lines(58, &context).iter().position(|line| line.holds(at)).unwrap();
        assert!((detail.scroll..detail.scroll + 10).contains(&line), "reference {at} is out of view");
        chosen.push(at);
    }
    assert_eq!(chosen, [0, 1, 2, 3, 4, 0]);
    detail.choose(false, 58, 10, &context);
    assert_eq!(detail.chosen(), Some(4));
}

#[test]
fn the_first_reference_chosen_is_one_on_the_screen() {
    let books = Books::sample();
    let issue = Issue { content: "很长的内容。".repeat(200), ..handled() };
    let mut detail = detail(issue);
    detail.scroll = 20;
    detail.choose(true, 58, 10, &books.context());
    assert_eq!(detail.reference(), Some(Reference { org: None, kind: Kind::Unit, id: 1 }));
    let mut upwards = detail.clone();
    upwards.chosen = None;
    upwards.scroll = 20;
    upwards.choose(false, 58, 10, &books.context());
    assert_eq!(upwards.reference(), Some(Reference { org: None, kind: Kind::Deputy, id: 2 }));
}

#[test]
fn a_chosen_reference_stays_chosen_when_the_record_changes() {
    let mut detail = detail(handled());
    detail.chosen = Some(4);
    let changed = Issue { deputies: vec![3, 4, 1], ..handled() };
    detail.take_entry(entry(Record::Issue(Box::new(changed))));
    assert_eq!(detail.chosen(), Some(5), "the unit in its step, not in its field");
    let bare = Issue { events: Vec::new(), ..handled() };
    detail.take_entry(entry(Record::Issue(Box::new(bare))));
    assert_eq!(detail.reference(), Some(Reference { org: None, kind: Kind::Unit, id: 1 }));
    detail.take_entry(entry(Record::Issue(Box::default())));
    assert_eq!(detail.chosen(), None);
}

#[test]
fn labels_of_a_preview_stay_where_they_are() {
    let books = Books::sample();
    let labels = |issue: Issue, size| {
        let lines = detail(issue).preview_lines(size, &columns(Kind::Issue, 75, false), &books.context());
        let of = |line: &DetailLine| {
            let labels = line.pieces.iter().filter(|piece| piece.weight == Weight::Label);
            labels.map(|piece| (piece.at, piece.text.clone())).collect::<Vec<_>>()
        };
        lines.iter().map(of).take(3).collect::<Vec<_>>()
    };
    for size in [(78, 7), (53, 24)] {
        let full = labels(handled(), size);
        let named = Issue { deputies: vec![1, 2, 3, 4, 5, 6, 7], village: "茶".to_owned(), ..handled() };
        assert_eq!(labels(named, size), full);
        assert_eq!(labels(Issue { unit: None, deputies: Vec::new(), ..handled() }, size), full);
    }
}

#[test]
fn a_low_preview_shows_the_latest_step_and_a_high_one_how_many_there_are() {
    let books = Books::sample();
    let mut issue = handled();
    let reply = issue.events[3].clone();
    issue.events.splice(3..3, std::iter::repeat_n(reply, 60));
    let detail = detail(issue);
    let low = texts(&detail.preview_lines((78, 7), &columns(Kind::Issue, 75, false), &books.context()));
    assert!(low.iter().any(|line| line.contains("反馈（李工）")), "{low:#?}");
    assert!(low.last().unwrap().contains("B类承诺"), "{low:#?}");
    let high = detail.preview_lines((53, 24), &columns(Kind::Issue, 75, false), &books.context());
    assert!(high.len() <= 24);
    assert!(texts(&high).iter().any(|line| line.contains("办理经过（65，最近 ")), "{:#?}", texts(&high));
    assert!(laid_out(&high).is_empty(), "nothing beside the list can be chosen");
}

#[test]
fn what_the_list_cuts_off_is_read_to_its_end_below() {
    let books = Books::sample();
    let title = "村口到小学一段路的三盏路灯不亮，夜里接孩子不安全".to_owned();
    let read = |issue: Issue, width| {
        let lines = detail(issue).preview_lines((78, 7), &columns(Kind::Issue, width, false), &books.context());
        texts(&lines).join("\n")
    };
    let issue = Issue { title: title.clone(), ..handled() };
    assert!(read(issue.clone(), 75).contains(&title));
    assert!(!read(issue, 160).contains(&title), "the list shows it whole");
}

fn any_detail() -> impl Strategy<Value = Detail> {
    let kinds = prop::sample::select(Kind::ALL.to_vec());
    (kinds.prop_flat_map(record_of), prop::collection::vec(record_of(Kind::Issue), 0..3)).prop_map(
        |(record, linked)| {
            let mut detail = Detail::new(entry(record));
            let entries = linked.into_iter().map(entry).collect();
            detail.take_links(vec![Links { list: List::From(Kind::Reception, 1), entries, more: false }]);
            detail
        },
    )
}

proptest! {
    #[test]
    fn references_stand_in_their_order_and_lines_within_their_columns(
        mut detail in any_detail(),
        columns in 24..140_usize,
        rows in 1..40_usize,
    ) {
        let books = Books::shared();
        let context = books.context();
        let lines = detail.lines(columns, &context);
        let all: Vec<usize> = (0..detail.references().len()).collect();
        prop_assert_eq!(laid_out(&lines), all);
        let previewed = detail.preview_lines((columns, rows), &[], &context);
        prop_assert!(previewed.len() <= rows);
        for piece in lines.iter().chain(&previewed).flat_map(|line| &line.pieces) {
            prop_assert!(piece.at + width::columns(&piece.text) <= columns, "{piece:?} passes {columns}");
            prop_assert!(piece.reference.is_none() || piece.at > 0, "no room for the mark of {piece:?}");
        }
        detail.choose(true, columns, rows, &context);
        prop_assert_eq!(detail.chosen().is_none(), detail.references().is_empty());
    }
}
