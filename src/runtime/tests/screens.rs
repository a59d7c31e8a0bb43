//! Every screen and popup as it looks at three sizes, with both glyph sets and in all themes, and that no size breaks one.

use std::fmt::Write;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use sha2::{Digest, Sha256};

use super::audit::audit;
use super::bench::Bench;
use super::{county, other, takeover};
use crate::app::action::Action;
use crate::app::layout::Size;
use crate::runtime::terminal::DrawProgress;
use crate::runtime::{Kept, RunError};
use crate::text::width;
use crate::view::snapshot::rows;
use crate::view::theme::{Palette, Theme};
use crate::view::{draw_healing, draw_opening};

const SIZES: [(u16, u16); 3] = [(80, 24), (60, 20), (120, 40)];

/// A digest differs from one run to the next: only where it stands is looked at.
fn without_digests(seen: &str) -> String {
    let mut told = String::with_capacity(seen.len());
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let mut rest = seen;
    while let Some(at) = rest.find(is_digit) {
        let (before, from) = rest.split_at(at);
        let (digits, after) = from.split_at(from.find(|c| !is_digit(c)).unwrap_or(from.len()));
        told.push_str(before);
        match digits.len() > 18 {
            true => told.extend(digits.chars().map(|_| '#')),
            false => told.push_str(digits),
        }
        rest = after;
    }
    told.push_str(rest);
    told
}

/// Every screen and popup, and the keys that lead there on the sample desk.
const SCENES: &[(&str, &str)] = &[
    ("today", ""),
    ("today_with_a_draft", "3<F2><Down><Down>没写完的意见<Esc><A-1><Home>"),
    ("receptions", "2<End>"),
    ("plan_period", "2<F4>"),
    ("plan", "2<F4>12月-2027.1.31<Enter>"),
    ("postpone", "2<Home><F6>3"),
    ("sync", "9"),
    ("sync_parties", "9<Tab>"),
    ("sync_received", "9<Tab><Tab>"),
    ("sync_menu", "9…<F6>"),
    ("sync_no_stick", "9…<F2>"),
    ("issues", "3"),
    ("issues_marked", "3<Space><Space>"),
    ("issues_due", "3<Tab>"),
    ("issues_voided_none", "3<BackTab>"),
    ("visits", "4"),
    ("visits_voided", "4<Delete>重复登记<C-s><Tab>"),
    ("deputies", "5"),
    ("units", "5<Tab>"),
    ("station", "5<Tab><Tab>"),
    ("issue", "3<Enter>"),
    ("reception", "2<End><Enter><Tab>"),
    ("visit", "4<Enter>"),
    ("deputy", "5<Enter>"),
    ("all_of_a_deputy", "5<Enter><F7>"),
    ("term_that_ends", "5<Space><A-h>"),
    ("term_confirmed", "5<Space><A-h>1第二十届<Enter><Enter>"),
    ("new_reception", "2<F2>"),
    ("new_issue", "3<F2>"),
    ("new_visit", "4<F2>"),
    ("new_deputy", "5<F2>"),
    ("new_unit", "5<Tab><F2>"),
    ("new_like", "4<F5>"),
    ("edit_issue", "3<F3>"),
    ("settings", "<F9>"),
    ("settings_found", "<F9>/rll<Enter>/代码表<Enter>"),
    ("setting_number", "<F9><Down><Enter>20"),
    ("setting_routes", "<F9><Enter>"),
    ("setting_route", "<F9><Enter><Down><Down><Enter>"),
    ("setting_category_added", "<F9>/意见分类<Enter><Enter><F2>共享单车<Enter>02"),
    ("setting_reset_none", "<F9><Delete>"),
    ("edit_station", "5<Tab><Tab><F3>"),
    ("issue_in_a_day", "2<F2><F9>护栏断了<Enter>放学时孩子多<Enter>怕掉下去"),
    ("issue_on_the_list", "2<F2><F9>护栏断了一截<Enter>放学时孩子多怕掉下去<Tab>202<Esc>"),
    ("deed", "4<F2><PageDown><Up><F2>送棉被"),
    ("pick_one", "3<F2>路灯不亮<Enter>村口三盏灯<Tab><F4>"),
    ("pick_several", "4<F2><F4><Space>"),
    ("pick_nothing", "4<F2><F4>没有这个人"),
    ("choices_while_typing", "4<F2>z"),
    ("date_understood", "4<F2><Up>-1"),
    ("findings", "4<F2><C-s>"),
    ("warnings", "3<F2>路灯<Enter>坏了坏了坏了<Tab>102<C-s>"),
    ("next_step", "3<F6>"),
    ("next_step_of_several", "3<Insert><Down><Insert><F6>"),
    ("assign", "3<End><F6>2"),
    ("merge", "3<End><F6>3<C-u>塌方"),
    ("merged", "3<End><F6>3<C-u>塌方<Tab><C-s>"),
    ("returned", "3<Home><F6>4不归本站管<C-s>"),
    ("urge", "3<Home><F6>2"),
    ("void", "4<Delete>重复"),
    ("void_by_enter", "4<Delete>重复<Enter>"),
    ("undone", "4<Delete>重复<C-s><C-z>"),
    ("alike", "3<F2>村口路灯坏了"),
    ("category_suggested", "3<F2>村口路灯坏了<Enter>晚上看不见路<Tab>"),
    ("new_of_several", "<F2>"),
    ("not_here", "<F3>"),
    ("export", "3<F8>"),
    ("export_folder", "3<F8><Enter>"),
    ("print_of_a_record", "3<Home><Enter><F8>"),
    ("print_marked", "3<Space><F8>"),
    ("print_today", "<F8>"),
    ("print_found", "3/灯…<F8>"),
    ("go_to", "3#"),
    ("go_to_none", "3#9999<Enter>"),
    ("go_to_another_day", "4#11.22<Enter>"),
    ("undo", "3<C-z>"),
    ("discard_draft", "3<F2><Down><Down>没写完的意见<Esc><A-1><Home><Delete>"),
    ("find_nothing_typed", "3/"),
    ("find", "3/灯"),
    ("find_none", "3/没有这件事"),
    ("filter", "3<F7>"),
    ("filter_wrong", "3<F7><Tab><Tab><Tab><Tab><Tab>2026-02-30<C-s>"),
    ("filtered", "3<F7>已交办<C-s>"),
    ("filtered_marked", "3<F7>已交办<C-s>…<Space>"),
    ("filtered_visits", "4<F7><Tab>欧阳<F7>"),
    ("palette", "3<C-p>"),
    ("palette_narrowed", "3<C-p>cz"),
    ("palette_in_a_form", "3<F2><C-p>"),
    ("help", "3<F1>"),
    ("help_in_a_form", "3<F2><F1><PageDown>"),
    ("refused", "4<F6>"),
    ("saved", "4<F5><C-s><C-s>"),
    ("stats", "8"),
    ("stats_part", "8…<PageDown><Down><Down>"),
    ("stats_quarter_before", "8…<Tab>…<Left>…<End>"),
    ("stats_period", "8…<F7>2026H1"),
    ("stats_open_period", "8…<F7>3.1..<Enter>"),
    ("stats_faces", "8…<F5>"),
    ("stats_groups", "8…<PageDown><F5>1"),
    ("stats_groups_of_deputies", "8…<PageDown><F5>3"),
    ("stats_no_groups", "8…<End><F5>2"),
    ("stats_course", "8…<PageDown><F5>8"),
    ("stats_records", "8…<PageDown>…<Enter>"),
    ("stats_no_records", "8…<End><Enter>"),
    ("stats_help", "8<F1>"),
];

/// The same of a directory without a desk.
const FIRST_SCENES: &[(&str, &str)] = &[
    ("setup", ""),
    ("setup_offered", "茶亭"),
    ("setup_complaint", "没有这个镇<Enter>"),
    ("setup_last", "茶亭<Enter><Enter><Enter>李工"),
    ("setup_level", "<Up>2"),
    ("setup_county", "<Up>2<Enter>长沙"),
    ("setup_help", "<F1>"),
    ("setup_palette", "<C-p>"),
];

/// Screens of a county with two stations.
const COUNTY_SCENES: &[(&str, &str)] = &[
    ("county_today", ""),
    ("county_issues", "3"),
    ("county_issue", "3<Down><Enter>"),
    ("county_filter", "3<F7>qiaoyi<Enter>"),
    ("county_filtered", "3<F7>qiaoyi<Enter><F7>…"),
    ("county_visits", "4"),
    ("county_deputies", "5"),
    ("county_stations", "5<Tab><Tab>"),
    ("county_received", "9<Tab><Tab>"),
    ("county_received_found", "9<Tab><Tab>/qiaoyi…"),
    ("county_received_print", "9<Tab><Tab><F8>"),
];

/// Draws a scene at every size, with both glyph sets and all themes; every frame is audited, what it shows becomes one
/// snapshot: the text at each size and with each glyph set, and the styles of each theme.
fn look(mut bench: Bench, name: &str, script: &str) {
    // What stands behind the dots is pressed once everything was found or counted.
    for part in script.split('…') {
        bench.keys(part);
        bench.finish_search();
        bench.finish_count();
        bench.finish_exchange();
        // Every desk has keys of its own.
        if let Some(stood) = &mut bench.app.sync.stood {
            "12345 67890 12345 67890 12345 67890".clone_into(&mut stood.fingerprint);
        }
    }
    if script.contains("路灯坏了") {
        bench.finish_alike();
    }
    // A draft says when it was written.
    bench.app.today.drafts.iter_mut().for_each(|draft| "2026-11-23T09:12:33+08:00".clone_into(&mut draft.at));
    let mut seen = String::new();
    for (columns, rows) in SIZES {
        bench.take(Action::Resize(Size { columns, rows }));
        for ascii in [false, true] {
            for palette in Palette::ALL {
                let screen = bench.screen_in(Theme { palette, ascii });
                audit(&bench.app, &screen, ascii);
                let (x, y) = screen.cursor;
                if palette == Palette::Normal {
                    let glyphs = if ascii { " ascii" } else { "" };
                    let _ = write!(seen, "== {columns}x{rows}{glyphs} [{x},{y}]\n{}\n", screen.text());
                }
                // Written out at the usual size, where a reader looks; elsewhere enough to see a change.
                let styles = match (columns, rows) == SIZES[0] && !ascii {
                    true => format!("\n{}", screen.styles()),
                    false => format!(" {}", &hex::encode(Sha256::digest(screen.styles()))[..16]),
                };
                let _ = writeln!(seen, "== {palette:?}{styles}");
            }
        }
    }
    insta::assert_snapshot!(name, without_digests(&seen));
}

#[test]
fn every_screen_and_popup() {
    for (name, script) in SCENES {
        look(Bench::sample(80, 24), name, script);
    }
}

#[test]
fn every_screen_of_a_county() {
    for (name, script) in COUNTY_SCENES {
        look(county::county(80, 24), name, script);
    }
}

#[test]
fn every_screen_of_the_set_up() {
    for (name, script) in FIRST_SCENES {
        look(Bench::empty(80, 24), name, script);
    }
}

/// An exchange with a stick: what was found on it, and the end.
#[test]
fn every_screen_of_an_exchange() {
    for (name, script) in [("exchange_tried", "9<F2>"), ("exchange_done", "9<F2>…<Enter>")] {
        look(other::acquainted(80, 24).0, name, script);
    }
    for (name, script) in [("exchange_arrived", "9<F2>"), ("exchange_answered", "9<F2>…<Enter>")] {
        look(other::with_a_package(), name, script);
    }
    look(takeover::offered(80, 24).0, "takeover", "9…<F5>");
}

/// A ledger coming in: its columns, the trial, the end.
#[test]
fn every_screen_of_an_import() {
    for (name, steps) in [("import_columns", 0), ("import_tried", 1), ("import_done", 2)] {
        let mut bench = Bench::sample(80, 24);
        let bad = if steps == 1 { "不知道哪天,没写日期的一件事,其他,,\n" } else { "" };
        let rows = "7月5日,村口路灯不亮一个月,交通运输,13812345678,晴\n7月6日,水渠堵了灌不了田,农村农业,,雨\n";
        bench.put_file("2026年台账.csv", format!("反映时间,反映内容,类别,电话,天气\n{rows}{bad}"));
        bench.keys("<A-i>2026年台账.csv<Enter>");
        bench.finish_import();
        for _ in 0..steps {
            bench.keys("<C-s>");
            bench.finish_import();
        }
        look(bench, name, "");
    }
}

/// A report of a period: asked for, drafted, kept, read over, sent, its files.
#[test]
fn every_screen_of_a_report() {
    let steps: [(&str, &str); 6] = [
        ("reports_none", "<A-r>"),
        ("report_period", "<F2>"),
        ("report_draft", "2026-10<Enter>"),
        ("reports", "<C-s>"),
        ("report_to_be_sent", "<F6><Enter><C-s>"),
        ("report_sent", "<C-s>"),
    ];
    for steps in (1..=steps.len()).map(|count| &steps[..count]) {
        let mut bench = Bench::sample(80, 24);
        for (name, keys) in steps {
            bench.keys(keys);
            match *name {
                "report_draft" => bench.finish_report(),
                "reports" => bench.settle_warnings(),
                _ => bench.finish_sending(),
            }
        }
        look(bench, steps[steps.len() - 1].0, "");
    }
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
fn the_progress_of_an_opening_names_the_key_that_stops_it_and_that_of_a_mending_none() {
    let mut terminal = Terminal::new(TestBackend::new(60, 20)).unwrap();
    let draws: [(DrawProgress, bool); 2] = [(draw_opening, true), (draw_healing, false)];
    for (draw, can_stop) in draws {
        let drawn = terminal.draw(|frame| draw(frame, 2_500, 10_000, Theme::default())).unwrap();
        let rows = rows(drawn.buffer).join("\n");
        assert!(rows.contains("2500/10000（25%）"), "{rows}");
        assert_eq!(rows.contains("按 Esc 停止"), can_stop, "{rows}");
    }
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
        let drawn = bench.screen_in(Theme { ascii: true, ..Theme::default() });
        for (usual, ascii) in usual.buffer.content.iter().zip(&drawn.buffer.content) {
            assert!(!width::is_doubtful(ascii.symbol()), "{script}: {}", ascii.symbol());
            assert_eq!(width::columns(usual.symbol()), width::columns(ascii.symbol()), "{script}");
            assert!(usual.symbol() == ascii.symbol() || width::is_doubtful(usual.symbol()), "{script}");
        }
        assert_eq!(usual.cursor, drawn.cursor, "{script}");
    }
}

#[test]
fn no_size_breaks_a_screen_and_every_frame_passes_the_audit() {
    for (_, script) in SCENES.iter().step_by(3) {
        let mut bench = Bench::sample(80, 24);
        bench.keys(script);
        for columns in [1, 2, 3, 10, 59, 60, 61, 79, 80, 81, 119, 120, 200, 500] {
            for rows in [1, 2, 3, 6, 19, 20, 21, 24, 60, 200] {
                bench.take(Action::Resize(Size { columns, rows }));
                audit(&bench.app, &bench.screen(), false);
            }
        }
    }
}
