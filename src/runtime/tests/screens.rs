//! The main screens as they look, and that no size breaks them.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::bench::Bench;
use crate::app::action::Action;
use crate::app::layout::Size;
use crate::runtime::{Kept, RunError};
use crate::text::width;
use crate::view::draw_opening;
use crate::view::snapshot::rows;
use crate::view::theme::Theme;

fn sizes() -> [(u16, u16, &'static str); 2] {
    [(80, 24, "80x24"), (60, 20, "60x20")]
}

fn look(name: &str, script: &str) {
    for (columns, rows, size) in sizes() {
        let mut bench = Bench::sample(columns, rows);
        bench.keys(script);
        let screen = bench.screen();
        let (x, y) = screen.cursor;
        insta::assert_snapshot!(format!("{name}_{size}"), format!("{}\n[{x},{y}]", screen.text()));
    }
}

#[test]
fn today() {
    look("today", "");
}

#[test]
fn receptions() {
    look("receptions", "2<End>");
}

#[test]
fn issues() {
    look("issues", "3");
}

#[test]
fn visits() {
    look("visits", "4");
}

#[test]
fn deputies() {
    look("deputies", "5");
}

#[test]
fn an_issue_whole() {
    look("issue", "3<Enter>");
}

#[test]
fn the_next_step() {
    look("next_step", "3<F6>");
}

#[test]
fn a_new_issue() {
    look("new_issue", "3<F2>");
}

#[test]
fn a_reason_is_asked() {
    look("void", "4<Delete>重复");
}

#[test]
fn the_help() {
    look("help", "3<F1>");
}

#[test]
fn the_set_up() {
    let mut bench = Bench::empty(80, 24);
    bench.keys("茶亭");
    let screen = bench.screen();
    insta::assert_snapshot!("setup", format!("{}\n[{},{}]", screen.text(), screen.cursor.0, screen.cursor.1));
}

#[test]
fn beside_the_list_from_120_columns() {
    let mut bench = Bench::sample(120, 30);
    bench.keys("3");
    insta::assert_snapshot!("issues_120x30", bench.text());
}

#[test]
fn too_small_a_window_says_what_it_needs() {
    let bench = Bench::sample(40, 10);
    insta::assert_snapshot!("too_small", bench.text());
}

#[test]
fn a_long_message_takes_the_hint_line_too() {
    let mut bench = Bench::sample(80, 24);
    let message = "磁盘空间不足，没有保存；".repeat(5);
    bench.take(Action::Failed(message.clone()));
    let rows = bench.screen().rows;
    let below: String = rows[22..].iter().map(|row| row.trim()).collect();
    assert_eq!(below, message);
}

#[test]
fn the_progress_of_an_opening() {
    let mut terminal = Terminal::new(TestBackend::new(60, 20)).unwrap();
    let drawn = terminal.draw(|frame| draw_opening(frame, 2_500, 10_000, Theme::default())).unwrap();
    let rows = rows(drawn.buffer).join("\n");
    assert!(rows.contains("2500/10000（25%）") && rows.contains("按 Esc 停止"), "{rows}");
}

#[test]
fn the_end_after_a_panic_says_what_was_kept_and_where_the_log_is() {
    let log = std::path::PathBuf::from("desk/liaison.log");
    for (kept, says) in [
        (Kept::Nothing, "已保存的记录都在"),
        (Kept::Draft, "已存为草稿"),
        (Kept::Lost("磁盘已满".to_owned()), "磁盘已满"),
    ] {
        let said = RunError::Broken { kept, log: log.clone() }.to_string();
        assert!(said.contains(says) && said.contains("请重新运行") && said.contains("liaison.log"), "{said}");
    }
}

#[test]
fn look_alikes_move_nothing() {
    for script in ["", "2", "3", "3<Enter>", "3<F2>", "3<F6>"] {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        let usual = bench.screen();
        let (app, context) = (&bench.app, bench.office.context());
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let theme = Theme { ascii: true, ..Theme::default() };
        let drawn = terminal.draw(|frame| crate::view::draw(frame, app, &context, theme)).unwrap().buffer.clone();
        for (usual, ascii) in usual.buffer.content.iter().zip(&drawn.content) {
            assert!(!width::is_doubtful(ascii.symbol()), "{script}: {}", ascii.symbol());
            assert_eq!(width::columns(usual.symbol()), width::columns(ascii.symbol()), "{script}");
            assert!(usual.symbol() == ascii.symbol() || width::is_doubtful(usual.symbol()), "{script}");
        }
        let cursor = ratatui::backend::Backend::get_cursor_position(terminal.backend_mut()).unwrap();
        assert_eq!(usual.cursor, (cursor.x, cursor.y), "{script}");
    }
}

#[test]
fn no_size_breaks_a_screen_and_the_cursor_is_always_on_it() {
    let scripts = ["", "2", "3<Enter>", "3<F2>", "3<F6>", "4<Delete>长", "3/路", "5<F1>", "2<F2>"];
    for script in scripts {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        for columns in [1, 2, 3, 10, 59, 60, 61, 79, 80, 81, 119, 120, 200] {
            for rows in [1, 2, 3, 6, 19, 20, 21, 24, 60] {
                bench.take(Action::Resize(Size { columns, rows }));
                let (x, y) = bench.screen().cursor;
                assert!(x < columns && y < rows, "{script} at {columns}x{rows}: cursor at {x},{y}");
            }
        }
    }
}
