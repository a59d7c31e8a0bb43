//! The page 统计 over a desk: figures arrive, periods change, and what is shown leads to the records it counts.

use std::ops::ControlFlow;

use super::bench::{Bench, by_phone};
use crate::app::action::Action;
use crate::app::command::Place;
use crate::app::stats::rows::{self, Line, Row};
use crate::app::stats::{Face, sheet};
use crate::app::tab::Tab;
use crate::app::{App, Layer};
use crate::model::stats::{Amount, Asked, Change, Dimension, Period, Sort};
use crate::model::{Kind, Record};
use crate::report::paper::{Block, Content, GridCell};
use crate::report::period::{facts, tables};
use crate::text::zh::app::screens::stats as zh;
use crate::text::zh::report::period as zh_report;
use crate::view::theme::Theme;

fn on_page() -> Bench {
    let mut bench = Bench::sample(80, 24);
    bench.keys("8");
    bench.finish_count();
    bench
}

fn id(app: &App) -> &'static str {
    app.stats.figure().unwrap().id
}

/// Moves the selection to a figure.
fn go_to(bench: &mut Bench, wanted: &str) {
    bench.keys("<Home>");
    for _ in 0..200 {
        if id(&bench.app) == wanted {
            return;
        }
        bench.keys("<Down>");
    }
    panic!("{wanted} is not on the page:\n{}", bench.text());
}

/// The records found, by kind and id.
fn found(bench: &Bench) -> Vec<(Kind, u64)> {
    match bench.app.layers.last() {
        Some(Layer::Find(find)) => find.hits.iter().map(|entry| (entry.kind(), entry.id)).collect(),
        _ => panic!("no list of records:\n{}", bench.text()),
    }
}

#[test]
fn figures_appear_with_their_period_and_cut_off() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("<A-8>");
    assert_eq!((bench.app.tab, bench.app.place()), (Tab::Stats, Place::Stats));
    bench.finish_count();
    bench.shows(&["[8统计]", "统计 2026年11月（统计至2026年11月30日，本期未完）", "接待日 期", "上年同期", "比上期"]);
    bench.shows(&["接待日（R1）：本期举行的接待日"]);
    go_to(&mut bench, "I2");
    assert_eq!(bench.app.stats.amount(), Some(Amount::Count(2)));
    bench.keys("<Left>");
    bench.finish_count();
    bench.shows(&["统计 2026年10月（统计至2026年10月31日）"]);
    assert_eq!((id(&bench.app), bench.app.stats.amount()), ("I2", Some(Amount::Count(0))));
}

#[test]
fn periods_change_by_arrows_brackets_and_tab_and_can_be_typed() {
    let mut bench = on_page();
    let period = |bench: &Bench| bench.app.stats.period().unwrap().key();
    for (keys, expected) in [
        ("【", "2026-10"),
        ("[", "2026-09"),
        ("］", "2026-10"),
        ("<Right><Right>", "2026-12"),
        ("<Left><Tab>", "2026Q4"),
        ("<Tab>", "2026H2"),
        ("<Tab>", "2026"),
        ("<BackTab><BackTab><BackTab>", "2026-11"),
        ("<F7>2025年三季度<Enter>", "2025Q3"),
        ("<F7>上半年<Enter>", "2026H1"),
        ("<F7>3.1-3.20<Enter>", "2026-03-01..2026-03-20"),
        ("<Left>", "2026-02-09..2026-02-28"),
        ("<F7><Enter>", "2026-11"),
    ] {
        bench.keys(keys);
        bench.finish_count();
        assert_eq!(period(&bench), expected, "{keys}");
    }
    bench.keys("<F7>3.1..<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt);
    assert!(bench.message().contains("起止两头"), "{}", bench.message());
    bench.keys("<Esc>");
    assert_eq!(period(&bench), "2026-11");
}

#[test]
fn enter_lists_exactly_the_records_of_a_figure_and_esc_comes_back_to_it() {
    let mut bench = Bench::sample(80, 24);
    bench.office.add(Record::Issue(Box::new(by_phone("桥面塌了一块", "2026-10-05"))));
    bench.keys("8");
    bench.finish_count();
    go_to(&mut bench, "I2");
    bench.keys("<Enter>");
    bench.finish_search();
    assert_eq!(bench.app.place(), Place::Filtered);
    bench.shows(&["2026年11月 收集意见建议 2件 - 找到 2 件，已查完", "二组机耕路塌方", "村口路灯不亮"]);
    bench.lacks("桥面塌了一块");
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Detail);
    bench.keys("<Esc><F7>");
    assert!(bench.message().contains("没有条件可改"), "{}", bench.message());
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), id(&bench.app)), (Place::Stats, "I2"));
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::Today);
}

#[test]
fn a_count_is_as_many_records_as_it_lists() {
    let mut bench = on_page();
    for wanted in ["R1", "I2", "I3", "I7", "I9", "I11", "V4"] {
        go_to(&mut bench, wanted);
        let amount = bench.app.stats.amount();
        bench.keys("<Enter>");
        bench.finish_search();
        assert_eq!(amount, Some(Amount::Count(found(&bench).len() as u64)), "{wanted}");
        bench.keys("<Esc>");
    }
}

#[test]
fn a_bar_lists_the_records_of_its_group_and_esc_leads_to_the_table() {
    let mut bench = on_page();
    go_to(&mut bench, "I2");
    bench.keys("<F5>4");
    bench.finish_count();
    assert_eq!(bench.app.stats.face, Face::Groups(Dimension::Channel));
    bench.shows(&["收集意见建议 2件 按渠道分", "接待日", "█"]);
    bench.keys("<Enter>");
    bench.finish_search();
    assert_eq!(found(&bench).len(), 2);
    bench.shows(&["2026年11月 接待日 收集意见建议 2件"]);
    bench.keys("<Esc>");
    assert_eq!(bench.app.stats.face, Face::Groups(Dimension::Channel));
    bench.keys("<Esc>");
    assert_eq!((bench.app.stats.face, id(&bench.app), bench.app.tab), (Face::Figures, "I2", Tab::Stats));
}

#[test]
fn the_course_shows_twelve_periods_and_each_its_records() {
    let mut bench = on_page();
    go_to(&mut bench, "I2");
    bench.keys("<F5>8");
    bench.finish_count();
    bench.shows(&["近 12 期走势", "2025年12月", "> 2026年11月"]);
    bench.keys("<Up><Enter>");
    bench.finish_search();
    assert!(found(&bench).is_empty());
    bench.shows(&["2026年10月 收集意见建议 0件", "没有计入任何记录"]);
}

#[test]
fn bars_are_drawn_in_ascii_where_blocks_are_too_wide() {
    let mut bench = on_page();
    go_to(&mut bench, "I2");
    bench.keys("<F5>1");
    bench.finish_count();
    let ascii = bench.screen_in(Theme { ascii: true, ..Theme::default() }).text();
    assert!(ascii.contains("####") && !ascii.contains('█'), "{ascii}");
    bench.shows(&["████"]);
}

#[test]
fn what_is_saved_shows_when_the_page_is_looked_at_again_and_what_holds_is_not_counted_twice() {
    let mut bench = on_page();
    go_to(&mut bench, "I2");
    bench.keys("<A-3><A-8>");
    assert_eq!(bench.app.stats.progress(), None, "nothing was saved in between");
    bench.keys("<A-3>");
    bench.add_issue("桥面塌了一块");
    bench.keys("8");
    // The former figures stay until the new ones are there.
    assert_eq!((id(&bench.app), bench.app.stats.amount()), ("I2", Some(Amount::Count(2))));
    bench.finish_count();
    assert_eq!((id(&bench.app), bench.app.stats.amount()), ("I2", Some(Amount::Count(3))));
    bench.keys("<C-z>2");
    bench.finish_count();
    assert_eq!(bench.app.stats.amount(), Some(Amount::Count(2)));
}

#[test]
fn what_is_done_to_the_records_of_a_figure_changes_it() {
    let mut bench = on_page();
    go_to(&mut bench, "I2");
    bench.keys("<Enter>");
    bench.finish_search();
    bench.keys("<Insert><Insert><Delete>重复登记<C-s><Esc>");
    bench.finish_count();
    assert_eq!((bench.app.place(), id(&bench.app)), (Place::Stats, "I2"));
    assert_eq!(bench.app.stats.amount(), Some(Amount::Count(0)));
}

#[test]
fn whatever_is_typed_as_a_period_is_taken_or_can_be_put_right() {
    let mut bench = on_page();
    for typed in [
        "某年",
        "路灯不亮",
        "2026-13",
        "2026Q5",
        "9999999999999999999999",
        "2026-02-30..2026-03-01",
        "..",
        "😀",
        "1..2..3",
    ] {
        bench.keys("<F7>");
        bench.take(Action::Paste(typed.to_owned()));
        bench.keys("<Enter>");
        assert_eq!(bench.app.place(), Place::Prompt, "{typed}");
        assert!(!bench.message().is_empty(), "{typed}");
        // What does not fit beside the question is seen from its end.
        let end: String = typed.chars().skip(typed.chars().count().saturating_sub(12)).collect();
        bench.shows(&[&end]);
        bench.keys("<Esc>");
    }
    for (typed, key) in
        [("２０２６年９月", "2026-09"), ("2026.3.1-3.20", "2026-03-01..2026-03-20"), ("上月", "2026-10")]
    {
        bench.keys(&format!("<F7>{typed}<Enter>"));
        bench.finish_count();
        assert_eq!(
            bench.app.stats.period().map(|period| period.key()).as_deref(),
            Some(key),
            "{typed}: {}",
            bench.text()
        );
    }
}

/// Every figure and part of a period with what it is compared with, as `liaison stats --compare` prints them.
fn told(bench: &Bench, period: Period) -> Vec<(Line, Vec<String>)> {
    bench.office.with_printer(|printer| {
        let periods = vec![period, period.before().unwrap(), period.year_before().unwrap()];
        let asked = Asked { periods, by: None, today: printer.context.today };
        let mut go_on = |_, _| ControlFlow::Continue(());
        let counted = printer.reader.counted(&asked, printer.context.codes, &mut go_on).unwrap().unwrap();
        let lines = rows::of(&counted, Some(period), printer.context.codes).into_iter().filter_map(|row| match row {
            Row::Figure(line) => Some(line),
            Row::Chapter(_) => None,
        });
        let with_shown = |line: Line| {
            let amounts = [line.now, line.before, line.year_before].map(|amount| amount.unwrap().shown());
            let change = line.change().map_or("—".to_owned(), Change::shown);
            (line, amounts.into_iter().chain([change]).collect())
        };
        lines.map(with_shown).collect()
    })
}

/// The cells of a paper's first table, row by row.
fn cells(blocks: &[Block]) -> Vec<Vec<String>> {
    let grid = blocks.iter().find_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).unwrap();
    let text = |cell: &GridCell| match &cell.content {
        Content::Text(text) => text.clone(),
        Content::Figure(amount) => amount.shown(),
    };
    grid.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
}

#[test]
fn a_figure_is_the_same_to_the_digit_on_the_page_by_command_and_on_paper() {
    let mut bench = Bench::year(100, 160);
    bench.keys("8");
    bench.finish_count();
    bench.keys("<Left>");
    bench.finish_count();
    let month = Period::around(Sort::Month, "2026-10-01".parse().unwrap()).unwrap();
    let told = told(&bench, month);
    assert!(told.len() > 80, "{}", told.len());
    // On the screen, in the order of the page.
    let screen = bench.text();
    let mut lines = screen.lines();
    for (line, amounts) in &told {
        let called = zh::with_unit(&line.name, line.unit);
        let wanted: Vec<&str> = called.split_whitespace().chain(amounts.iter().map(String::as_str)).collect();
        let is_it =
            |shown: &str| shown.trim_start_matches(['>', '▶', ' ']).split_whitespace().eq(wanted.iter().copied());
        assert!(lines.any(is_it), "{wanted:?} is not there, or not in its place:\n{screen}");
    }
    // On the paper of the page, and in the report of the month.
    let station = bench.app.desk.as_ref().unwrap().station.clone();
    let page = sheet::paper(&bench.app.stats, &station, &bench.office.context()).unwrap();
    let facts = bench.office.with_printer(|printer| {
        let mut go_on = |_, _| ControlFlow::Continue(());
        facts::gather(printer.reader, &printer.context, month, &[], &mut go_on).unwrap().unwrap()
    });
    let report = cells(&tables::all(&facts, bench.office.context().codes));
    let mut of_page = cells(&page.blocks).into_iter().filter(|row| row.len() > 1).skip(1);
    let mut in_report = 0;
    for (line, amounts) in &told {
        let row = of_page.next().unwrap();
        assert_eq!(row[1..], amounts[..3], "{}", row[0]);
        // What was nothing in every period is left out of a report.
        let label = zh_report::named(&line.name, line.unit);
        if let Some(row) = report.iter().find(|row| line.of.part.is_empty() && row[0] == label) {
            assert_eq!(row[1], amounts[0], "{label}");
            in_report += 1;
        }
    }
    assert!(of_page.next().is_none() && in_report >= 40, "{in_report}");
}
