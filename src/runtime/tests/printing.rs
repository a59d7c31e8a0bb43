//! F8: what is offered where, what is written of what is in view, and where.

use super::bench::Bench;
use crate::app::Layer;
use crate::app::action::Action;
use crate::model::Kind;
use crate::report::docs::blank;
use crate::report::paper::{Block, Content, GridCell, Paper};

/// The choices of the open menu.
fn offered(bench: &Bench) -> Vec<String> {
    match bench.app.layers.last() {
        Some(Layer::Menu(menu)) => menu.items.iter().map(|(name, _)| name.clone()).collect(),
        _ => panic!("no menu is open:\n{}", bench.text()),
    }
}

/// Picks a choice by its name, and takes the folder that is offered.
fn write(bench: &mut Bench, choice: &str) {
    let at = offered(bench).iter().position(|name| name.starts_with(choice)).expect(choice);
    bench.keys(&"<Down>".repeat(at));
    bench.keys("<Enter><Enter>");
    bench.finish_export();
}

#[test]
fn each_place_offers_what_fits_there() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("<F8>");
    assert_eq!(offered(&bench), ["超期清单", "接待日公告", "B类跟踪台账", "空白登记表（手写用）"]);
    bench.keys("<Esc>3<F8>");
    bench.shows(&[
        "打印、导出：整本意见建议台账",
        "xlsx 电子表格",
        "超期清单",
        "公示",
        "空白登记表",
        "GB18030",
        "公开版",
    ]);
    bench.keys("<Esc>2<F8>");
    bench.shows(&["整本接待日志", "接待日公告"]);
    // The single documents are those of the selected row.
    bench.keys("<Esc>3<Home><Down><F8>");
    assert_eq!(
        offered(&bench)[1..7],
        [
            "超期清单",
            "B类跟踪台账",
            "不满意件重办台账",
            "群众意见办理情况公示",
            "意见建议登记表：2026-0001",
            "空白登记表（手写用）"
        ]
    );
    bench.keys("<Esc>3<Home><Enter><F8>");
    assert_eq!(offered(&bench), ["意见建议登记表", "交办单", "督办单", "超期清单", "群众意见办理情况公示"]);
    bench.keys("<Esc><Esc>5<Tab><Home><Enter><F8>");
    assert!(bench.message().contains("没有可打印的文书"), "{}", bench.message());
}

#[test]
fn the_figures_in_view_are_written_as_they_stand_there() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("8<F8>");
    assert!(bench.message().contains("还没有统计出来"), "{}", bench.message());
    bench.finish_count();
    bench.keys("<F8>");
    bench.shows(&["2026年11月统计表", "docx", "xlsx", "网页", "csv"]);
    write(&mut bench, "csv（UTF-8）");
    let file = bench.files_in("export").remove(0);
    let csv = String::from_utf8(bench.bytes_of(&format!("export/{file}"))).unwrap();
    assert!(csv.starts_with("\u{feff}指标,本期,上期,上年同期\r\n接待日（期）,"), "{csv}");
    assert!(csv.contains("\r\n收集意见建议（件）,2,0,0\r\n"), "{csv}");
    bench.keys("<F5>8");
    bench.finish_count();
    bench.keys("<F8>");
    write(&mut bench, "网页");
    let file = bench.files_in("export").into_iter().find(|name| name.ends_with("html")).unwrap();
    assert!(file.contains("接待日") && file.contains("走势"), "{file}");
    let html = String::from_utf8(bench.bytes_of(&format!("export/{file}"))).unwrap();
    assert!(html.contains("<svg") && html.contains("统计期间"), "{html}");
}

#[test]
fn a_document_of_the_open_record_is_written_and_never_over_another() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Home><Enter><F8>");
    write(&mut bench, "督办单");
    let said = bench.message().to_owned();
    assert!(said.contains("已写好：督办单 2026-0002.docx，在 ") && said.contains("export"), "{said}");
    bench.keys("<F8>");
    write(&mut bench, "督办单");
    assert_eq!(bench.files_in("export"), ["督办单 2026-0002 (2).docx", "督办单 2026-0002.docx"]);
    // A document is no ledger that was handed on.
    bench.keys("<A-1>");
    bench.shows(&["还没有导出过台账"]);
}

#[test]
fn a_document_of_the_selected_row_is_written_from_the_list() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Home><F8>");
    write(&mut bench, "交办单：2026-0002");
    bench.keys("3/路灯");
    bench.finish_search();
    bench.keys("<F8>");
    write(&mut bench, "意见建议登记表：2026-0001");
    assert_eq!(bench.files_in("export"), ["交办单 2026-0002.docx", "意见建议登记表 2026-0001.docx"]);
    bench.keys("<Esc>3<Home><Space><F8>");
    assert!(offered(&bench).iter().all(|name| !name.contains('：')), "{:?}", offered(&bench));
}

#[test]
fn bars_with_nothing_say_so_and_not_that_they_are_to_come() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("8");
    bench.finish_count();
    // 立法意见: nobody entered any.
    bench.keys("<End><F5>3");
    bench.finish_count();
    bench.keys("<F8>");
    assert!(bench.message().contains("这样分没有内容"), "{}", bench.message());
}

#[test]
fn a_folder_that_is_typed_takes_the_place_of_the_one_proposed() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F8><Enter>报表<Enter>");
    bench.finish_export();
    let other = tempfile::tempdir().unwrap();
    bench.keys("<F8><Enter>");
    bench.take(Action::Paste(other.path().to_string_lossy().into_owned()));
    bench.keys("<Enter>");
    bench.finish_export();
    assert!(bench.message().contains(&*other.path().to_string_lossy()), "{}", bench.message());
    assert_eq!(bench.files_in("报表").len(), 1);
}

#[test]
fn a_ledger_holds_the_records_in_view() {
    let mut bench = Bench::sample(80, 24);
    let mut written = |keys: &str, heading: &str| {
        bench.keys("<Esc><Esc><Esc>");
        bench.keys(keys);
        bench.finish_search();
        bench.keys("<F8>");
        bench.shows(&[heading]);
        write(&mut bench, "意见建议台账　csv（UTF-8）");
        bench.message().to_owned()
    };
    assert!(written("3", "整本意见建议台账").contains("已导出 2 行"));
    assert!(written("3<Tab>", "“待答复（按期限）”清单").contains("已导出 1 行"));
    assert!(written("3<F7>已交办<C-s>", "找到的 1 件").contains("已导出 1 行"));
    assert!(written("3/路灯", "找到的 1 件").contains("已导出 1 行"));
    assert!(written("3<Home><Space>", "勾选的 1 件").contains("已导出 1 行"));
    assert_eq!(bench.files_in("export").len(), 5, "{:?}", bench.files_in("export"));
}

#[test]
fn marked_records_are_printed_a_sheet_each() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<Home><Space><Space><F8>");
    write(&mut bench, "意见建议登记表");
    assert!(bench.message().contains("等2张"), "{}", bench.message());
    bench.keys("<F8>");
    write(&mut bench, "交办单");
    assert!(bench.message().contains("2026-0001 不能打印交办单：还没有交办"), "{}", bench.message());
}

#[test]
fn a_list_that_would_hold_nothing_says_so() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F8>");
    write(&mut bench, "B类跟踪台账");
    assert!(bench.message().contains("没有列过B类的意见"), "{}", bench.message());
    bench.keys("/<F8>");
    assert!(bench.message().contains("请先输入要找的内容"), "{}", bench.message());
}

#[test]
fn the_folder_of_the_last_time_is_offered_again() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3<F8><Enter>报表<Enter>");
    bench.finish_export();
    assert_eq!(bench.files_in("报表").len(), 1, "{}", bench.message());
    bench.keys("<F8><Enter>");
    bench.shows(&["存到文件夹：报表"]);
    let mut bench = bench.reopened();
    bench.keys("3<F8><Enter>");
    bench.shows(&["存到文件夹：报表"]);
    bench.keys("<C-u>报表/乙.csv<Enter>");
    bench.finish_export();
    assert!(bench.message().contains("不一致"), "{}", bench.message());
    bench.keys("<F8><Enter>");
    bench.shows(&["存到文件夹：报表"]);
}

#[test]
fn what_can_be_shown_is_asked_for_and_what_is_written_can_be_stopped() {
    let mut bench = Bench::sample(80, 24);
    bench.app.desk.as_mut().unwrap().has_viewer = true;
    bench.keys("3<F8><Enter><Enter>");
    assert_eq!(offered(&bench), ["打开看（可打印）", "只存文件"]);
    bench.keys("2");
    assert!(bench.app.is_writing);
    bench.keys("<F8>");
    assert!(bench.message().contains("正在写文件"), "{}", bench.message());
    bench.keys("<Esc>");
    assert!(bench.message().contains("正在停下"), "{}", bench.message());
    assert_eq!(bench.app.tab, crate::app::tab::Tab::Issues, "Esc stops and does nothing else");
    bench.finish_export();
    assert!(!bench.app.is_writing);
    bench.keys("<Esc>");
    assert_eq!(bench.app.tab, crate::app::tab::Tab::Today);
}

/// The labels of a form's fields as they stand on paper, from the top.
fn labels(paper: &Paper) -> Vec<String> {
    let mut labels = Vec::new();
    let is_name = |cell: &&GridCell| cell.label && cell.columns < 4;
    let words = |cell: &GridCell| match &cell.content {
        Content::Text(text) => text.trim_end_matches('*').to_owned(),
        Content::Figure(amount) => amount.shown(),
    };
    for block in &paper.blocks {
        let Block::Table(grid) = block else { continue };
        match &grid.caption {
            Some(caption) => labels.push(caption.trim_end_matches('*').to_owned()),
            None => labels.extend(grid.rows.iter().flat_map(|row| &row.cells).filter(is_name).map(words)),
        }
    }
    labels
}

#[test]
fn a_blank_form_asks_in_the_order_of_the_screen() {
    for (kind, keys) in [(Kind::Reception, "2<F2>"), (Kind::Issue, "3<F2>"), (Kind::Visit, "4<F2>")] {
        let mut bench = Bench::sample(80, 24);
        let paper = bench.office.with_printer(|printer| blank::form(kind, printer));
        bench.keys(keys);
        // By pen only days that are held are taken down: the form does not ask what became of their plan.
        let told = |key: &str| kind != Kind::Reception || !["stage", "reason", "moved_to"].contains(&key);
        let form = bench.app.open_form().unwrap();
        let fields = form.form.page().fields().iter().filter(|field| told(field.spec.key));
        let mut asked = fields.map(|field| field.spec.label).peekable();
        assert!(asked.peek().is_some());
        let on_paper = labels(&paper);
        let mut rest = on_paper.iter();
        for label in asked {
            assert!(rest.any(|other| other == label), "{label} is not on paper, or not in its place: {on_paper:?}");
        }
    }
}
