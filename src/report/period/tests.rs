//! Tests of reports of a period: sentences, sections, what is never named, what is told once.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDateTime;

use super::facts::{Facts, Listing, Named};
use super::restate::{Restated, restated};
use super::{Words, compose, draft, settle, words};
use crate::model::Date;
use crate::model::books::{Books, day};
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::report::Report;
use crate::model::stats::{Amount, Break, Counted, Dimension, Figure, Figures, Period};
use crate::report::paper::{Block, Content, Paper};

fn period() -> Period {
    Period::of(day(2026, 10, 1), day(2026, 10, 31)).unwrap()
}

fn figures(of: &[(&str, Amount)]) -> Figures {
    let figure = |(id, amount): &(&str, Amount)| {
        let (id, part) = id.split_once(':').unwrap_or((id, ""));
        Figure { id: id.to_owned(), part: part.to_owned(), amount: *amount }
    };
    Figures { list: of.iter().map(figure).collect(), breaks: Vec::new() }
}

fn facts(now: Figures) -> Facts {
    Facts {
        station: "茶亭镇代表联络站".to_owned(),
        period: period(),
        trend: vec![(period(), now.clone())],
        now,
        before: None,
        year_before: None,
        groups: Vec::new(),
        overdue: Listing::default(),
        pledges: Listing::default(),
        cases: Vec::new(),
        restated: Vec::new(),
        later: Vec::new(),
    }
}

fn made(facts: &Facts) -> Words {
    words::made(facts, &Books::shared().context())
}

fn noon() -> NaiveDateTime {
    day(2026, 11, 2).0.and_hms_opt(12, 0, 0).unwrap()
}

fn paper(report: &Report, facts: &Facts) -> Paper {
    let context = Books::shared().context();
    let settled = settle(report, &words::made(facts, &context));
    compose::paper(report, &settled.words, facts, &context, noon())
}

/// Everything that stands on a paper, one piece a line.
fn text(paper: &Paper) -> String {
    let mut lines = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Title(text) | Block::Subtitle(text) | Block::Heading(_, text) | Block::Text(text) => {
                lines.push(text.clone());
            }
            Block::Flush(text) | Block::Signed(text) | Block::Note(text) => lines.push(text.clone()),
            Block::Table(grid) => {
                for row in &grid.rows {
                    let cell = |content: &Content| match content {
                        Content::Text(text) => text.clone(),
                        Content::Figure(amount) => amount.shown(),
                    };
                    lines.push(row.cells.iter().map(|cell_| cell(&cell_.content)).collect::<Vec<_>>().join("|"));
                }
            }
            Block::Chart(chart) => lines.push(chart.title.clone()),
            Block::PageBreak => {}
        }
    }
    lines.join("\n")
}

use Amount::{Count, Days, Money, Rate};

#[test]
fn a_period_of_nothing_says_so_and_has_no_other_section() {
    let facts = facts(figures(&[("R1", Count(0)), ("I2", Count(0)), ("R5", Rate { of: 0, among: 23 })]));
    let made = made(&facts);
    assert_eq!(made["overview"], "本月没有接待、走访、活动和意见建议的记录。");
    assert!(made.iter().all(|(key, text)| key == "overview" || text.is_empty()), "{made:?}");
    let paper =
        text(&paper(&Report { first: Some(period().first), last: Some(period().last), ..Report::default() }, &facts));
    assert!(
        paper.starts_with(
            "茶亭镇代表联络站\n2026年10月工作情况月报\n统计期间：2026年10月1日至2026年10月31日\n一、基本情况"
        ),
        "{paper}"
    );
    assert!(!paper.contains("二、"), "{paper}");
}

#[test]
fn one_of_everything_reads_well() {
    let one = figures(&[
        ("R1", Count(1)),
        ("R3", Count(2)),
        ("R6a", Count(0)),
        ("R6b", Count(0)),
        ("I1", Count(1)),
        ("I2", Count(1)),
        ("I3", Count(1)),
        ("I6", Count(1)),
        ("I6:township", Count(1)),
        ("I9", Count(1)),
        ("V1", Count(1)),
        ("V2a", Count(3)),
        ("V2b", Count(0)),
    ]);
    let made = made(&facts(one));
    assert_eq!(
        made["overview"],
        "本月举行代表接待日1期，代表进站2人次，没有群众来访。代表走访1次，联系群众3人。收集群众意见建议1件，受理1件。"
    );
    assert_eq!(made["handling"], "本月收集1件，期末在办1件。首次交办1件，均为转乡镇政府站所。");
    assert_eq!(made["problems"], "截至2026年10月31日，没有超期未办的件。");
}

#[test]
fn many_are_compared_where_there_is_something_to_compare_with() {
    let now = figures(&[
        ("I1", Count(9)),
        ("I2", Count(7)),
        ("I3", Count(6)),
        ("I5a", Count(2)),
        ("I5b", Rate { of: 2, among: 6 }),
        ("I6", Count(4)),
        ("I6:township", Count(3)),
        ("I6:hotline", Count(1)),
        ("I7", Count(3)),
        ("I8", Count(5)),
        ("I9", Count(4)),
        ("I10", Rate { of: 0, among: 0 }),
        ("I14", Rate { of: 3, among: 5 }),
        ("I15", Rate { of: 2, among: 5 }),
        ("I15s", Rate { of: 5, among: 5 }),
        ("I16", Rate { of: 0, among: 5 }),
        ("I22a", Days { of: 7, among: 2 }),
        ("I22b", Days { of: 7, among: 2 }),
    ]);
    let mut facts = facts(now);
    facts.before = Some(figures(&[("I2", Count(4))]));
    facts.year_before = Some(figures(&[("I2", Count(0)), ("V1", Count(2))]));
    let named = |name: &str, count| Named { name: name.to_owned(), figures: figures(&[("I2", Count(count))]) };
    facts.groups = vec![(Dimension::Category, vec![named("农业农村", 2), named("城乡建设", 5)])];
    let made = made(&facts);
    assert_eq!(made["overview"], "收集群众意见建议7件（9条），受理6件，比上月增加3件。");
    assert_eq!(
        made["handling"],
        "期初结转3件，本月收集7件，办结5件次，期末在办4件。反映较多的是城乡建设5件、农业农村2件。\
         当场答复2件，占受理的33.3%，首次交办4件，其中转乡镇政府站所3件、转12345的1件。\
         受理并已答复的件中A类3件、B类2件，解决率60.0%，解决率和计划解决率合计100.0%。\
         本月办结的件平均办理3.5天，中位数3.5天。"
    );
    assert!(!made.values().any(|text| text.contains('—')), "{made:?}");
}

#[test]
fn the_bulletins_figures_stand_in_a_text_as_they_are_rounded() {
    let year = Period::of(day(2025, 1, 1), day(2025, 12, 31)).unwrap();
    let mut facts = facts(figures(&[
        ("V1", Count(700_000)),
        ("V2a", Count(1_000_000)),
        ("V6a", Money(65_000_000_000)),
        ("V5", Count(88_000)),
        ("V7", Count(72_000)),
        ("L1a", Count(607)),
        ("L1b", Count(164)),
        ("L1c", Rate { of: 164, among: 607 }),
        ("I17a", Count(1_263)),
        ("I17b", Count(1_049)),
        ("I17c", Count(115)),
        ("I17d", Count(99)),
    ]));
    facts.period = year;
    let made = made(&facts);
    assert!(made["work"].contains("征集立法意见607条，采纳164条，采纳率27.0%。"), "{}", made["work"]);
    assert!(made["work"].contains("帮扶资金物资折合650000000.00元"), "{}", made["work"]);
    assert_eq!(
        made["promises"],
        "截至2025年12月31日，曾答复为B类的共1263件，其中转为A类1049件、转为C类115件、仍为B类99件。"
    );
}

fn late(number: &str) -> Issue {
    let event = |verb: &str, on: Date| Event { verb: verb.to_owned(), on: Some(on), ..Event::default() };
    Issue {
        number: number.to_owned(),
        title: "路灯不亮，电话13812345678".to_owned(),
        village: "桥头村".to_owned(),
        events: vec![
            Event { unit: Some(1), due_on: Some(day(2026, 10, 10)), ..event("assign", day(2026, 9, 10)) },
            Event {
                due_on: Some(day(2026, 10, 20)),
                reason: "等配件。".to_owned(),
                ..event("extend", day(2026, 10, 8))
            },
            event("urge", day(2026, 10, 22)),
            Event { text: "已经修好".to_owned(), ..event("reply", day(2026, 11, 1)) },
        ],
        ..Issue::default()
    }
}

#[test]
fn what_is_overdue_is_told_with_why_as_it_stood_at_the_cut_off() {
    let mut facts = facts(figures(&[("I2", Count(1)), ("I9", Count(3)), ("I11", Count(2))]));
    facts.overdue = Listing { issues: vec![(crate::model::Org(0), late("2026-0012"))], rest: 0, withheld: 1 };
    let problems = made(&facts)["problems"].clone();
    let unit = Books::shared().context().directory.label(crate::model::Kind::Unit, 1).unwrap();
    assert_eq!(
        problems,
        format!(
            "截至2026年10月31日，超期未办的2件。\n1．2026-0012　路灯不亮，电话138****5678（桥头村），承办单位{unit}，\
             应于2026年10月20日前答复，已超期11天，2026年10月8日延期，原因：等配件，已催办1次，最近一次2026年10月22日。\n\
             另有要求保密的1件，不列明。"
        )
    );
}

#[test]
fn a_confidential_issue_is_never_an_example() {
    let mut books = Books::sample();
    let secret = Issue { confidential: true, ..late("2026-0099") };
    let open = late("2026-0098");
    let ids = [secret, open].map(|issue| books.add(crate::model::Record::Issue(Box::new(issue))));
    let examples = super::facts::examples(&ids, &books.context());
    assert_eq!(examples.iter().map(|(_, issue)| issue.number.as_str()).collect::<Vec<_>>(), ["2026-0098"]);
}

#[test]
fn words_left_as_they_were_made_follow_the_figures_and_a_clerks_own_stay() {
    let before: Words = [("overview", "一期。"), ("handling", "三件。"), ("problems", "无。")]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .into();
    let mut report = draft(period(), String::new(), &before, day(2026, 11, 1));
    report.problems = "路灯配件缺货。".to_owned();
    report.handling = String::new();
    report.plan = "多走访。".to_owned();
    let mut fresh = before.clone();
    fresh.insert("overview".to_owned(), "两期。".to_owned());
    let settled = settle(&report, &fresh);
    assert_eq!(settled.words["overview"], "两期。");
    assert_eq!(settled.words["handling"], "三件。");
    assert_eq!(settled.words["problems"], "路灯配件缺货。");
    assert_eq!(settled.words["plan"], "多走访。");
    assert_eq!((settled.renewed, settled.own), (vec!["overview"], vec!["problems"]));
}

#[test]
fn a_break_of_an_identity_is_printed() {
    let mut facts = facts(figures(&[("I2", Count(1))]));
    facts.now.breaks = vec![Break { id: "I9".to_owned(), counted: 4, reckoned: 5 }];
    let paper = text(&paper(&Report::default(), &facts));
    assert!(paper.contains("数据核对：“期末在办”直接统计为4，按其他指标推算为5，两者不符，请核对台账"), "{paper}");
}

fn sent(month: u32, seq: u64, told: &[(&str, Amount)], anew: &[Restated]) -> Report {
    let around = Period::around(crate::model::stats::Sort::Month, day(2026, month, 1)).unwrap();
    Report {
        first: Some(around.first),
        last: Some(around.last),
        sent_on: Some(day(2026, month, 28)),
        seq,
        figures: serde_json::to_string(&figures(told)).unwrap(),
        restated: serde_json::to_string(anew).unwrap(),
        ..Report::default()
    }
}

#[test]
fn a_figure_that_changed_is_told_once() {
    let september = Period::around(crate::model::stats::Sort::Month, day(2026, 9, 1)).unwrap();
    let counted = |count| Counted {
        period: september,
        total: figures(&[("I2", Count(count)), ("I13", Rate { of: 1, among: count })]),
        groups: Vec::new(),
    };
    let first = sent(9, 10, &[("I2", Count(4)), ("I13", Rate { of: 1, among: 4 })], &[]);
    assert_eq!(restated(std::slice::from_ref(&first), &[counted(4)]), []);
    let told = restated(std::slice::from_ref(&first), &[counted(5)]);
    let shown: Vec<_> =
        told.iter().map(|row| (row.id.as_str(), row.told.shown(), row.now.shown(), row.difference())).collect();
    assert_eq!(
        shown,
        [("I2", "4".into(), "5".into(), "+1".into()), ("I13", "25.0%".into(), "20.0%".into(), "-5.0".into())]
    );
    // The report after it told that; nothing is new until it changes again.
    let second = sent(10, 20, &[], &told);
    assert_eq!(restated(&[second.clone(), first.clone()], &[counted(5)]), []);
    let again = restated(&[first, second], &[counted(6)]);
    assert_eq!(again[0].told, Count(5));
}

#[test]
fn earlier_periods_stand_in_a_section_of_their_own() {
    let mut facts = facts(figures(&[("I2", Count(1))]));
    let september = Period::around(crate::model::stats::Sort::Month, day(2026, 9, 1)).unwrap();
    facts.restated = vec![Restated { period: september, id: "I2".to_owned(), told: Count(4), now: Count(5) }];
    facts.later = vec![(september, 2, false)];
    let paper = text(&paper(&Report::default(), &facts));
    assert!(
        paper.contains(
            "以前各期的补登\n2026年9月报送后有补录、更正，涉及1项数据，现数如下表。2026年9月报送后补录、改动的记录2条。"
        ),
        "{paper}"
    );
    assert!(paper.contains("2026年9月|收集意见建议（件）|4|5|+1"), "{paper}");
}

#[test]
fn every_table_says_its_period_and_what_is_counted() {
    let mut facts =
        facts(figures(&[("I2", Count(3)), ("I3", Count(3)), ("V6b", Money(1_050)), ("V6b:social", Money(1_050))]));
    facts.before = Some(figures(&[("I2", Count(2)), ("V1", Count(1))]));
    let paper = paper(&Report::default(), &facts);
    let all = text(&paper);
    assert!(all.contains("收集意见建议（件）|3|2"), "{all}");
    assert!(all.contains("代表走访（次）|0|1"), "{all}");
    assert!(all.contains("　其中：社会|10.50|0.00"), "{all}");
    assert!(all.contains("统计期间2026年10月1日至2026年10月31日，截止日为期末当日"), "{all}");
    let meaning = "收集意见建议（件）：反映日期在本期的件";
    assert_eq!(all.matches(meaning).count(), 1, "{all}");
    assert!(all.contains("附：指标口径") && all.contains("答复类别："), "{all}");
}
