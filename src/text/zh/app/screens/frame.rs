//! What the frame says around the lists.

use super::counted;
use crate::app::find::{Find, Progress};
use crate::app::layout::LEAST;
use crate::model::Kind;
use crate::text::width;

/// The program's name at the left of the header.
pub const PROGRAM: &str = "代表联络站值班台";
/// Before the selected row.
pub const SELECTED: &str = ">";
/// Before a marked row.
pub const MARKED: &str = "*";
/// Before an issue past its day.
pub const OVERDUE: &str = "!";
/// Stands before a voided row.
pub const VOIDED: &str = "x";
/// The caption of the settings.
pub const SETTINGS: &str = "设置";
/// The caption of the help.
pub const HELP: &str = "帮助";
/// The title of 今日.
pub const TODAY: &str = "今日事项";
/// The title of the set-up.
pub const SETUP: &str = "首次使用：设置本站";
/// Nothing in the list.
pub const EMPTY: &str = "还没有记录；按 F2 新增";
/// Nothing in a list to which nothing can be added.
pub const EMPTY_SHELF: &str = "这个清单里没有记录";
/// The question of a search.
pub const FIND_QUESTION: &str = "查找：";
/// Nothing found.
pub const NOT_FOUND: &str = "没有找到";
/// Stands for what was cut off before a text.
pub const CUT: &str = "…";

/// The page 今日, of which so many lines stand below the screen.
pub fn today(below: usize) -> String {
    if below == 0 { TODAY.to_owned() } else { format!("{TODAY}（下面还有 {below} 行）") }
}

/// The field a word was found in, and what stands around it.
pub fn matched(label: &str, around: &str) -> String {
    format!("「{label}」{around}")
}

/// Nothing is like what the filter asks.
pub const NOT_FILTERED: &str = "没有符合条件的记录；按 F7 修改条件，按 Esc 返回";
/// A figure counts no record.
pub const NOT_COUNTED: &str = "这个数字没有计入任何记录；按 Esc 返回";
/// What to type in a search.
pub const FIND_HOW: &str = "输入要找的文字或拼音首字母，边输入边显示";

/// The operator in the header.
pub fn operator(name: &str) -> String {
    format!("值班员 {name}")
}

/// The list's name and how many records it holds.
pub fn caption(name: &str, kind: Kind, total: Option<u64>) -> String {
    match total {
        Some(total) if kind != Kind::Station => format!("{name} 共 {}", counted(kind, total)),
        _ => name.to_owned(),
    }
}

/// Which of the tab's lists it is; nothing where there is but one.
pub fn shelf_place(at: usize, of: usize) -> String {
    if of < 2 { String::new() } else { format!("（清单 {at}/{of}）") }
}

/// How many rows are marked; nothing where none is.
pub fn marked(count: usize) -> String {
    if count == 0 { String::new() } else { format!("，已勾选 {count} 条") }
}

/// The palette's title.
pub const PALETTE: &str = "命令面板";
/// The question of the palette.
pub const PALETTE_QUESTION: &str = "命令：";
/// No command is called so.
pub const NO_COMMAND: &str = "没有这个命令";

/// What is searched, what was found and how far it is.
pub fn find_caption(book: &str, kind: Kind, find: &Find) -> String {
    match find.progress {
        Progress::Idle => format!("在{book}中查找"),
        _ => format!("在{book}中查找：{}", found(kind, find)),
    }
}

/// What a filter asks, what was found and how far it is: the conditions in as many columns as the rest leaves.
pub fn filter_caption(conditions: &str, kind: Kind, find: &Find, columns: usize) -> String {
    let found = found(kind, find);
    let room =
        columns.saturating_sub(width::columns(FILTER_HEAD) + width::columns(&found) + width::columns(FILTER_DASH));
    let seen = width::columns(conditions).min(room);
    format!("{FILTER_HEAD}{}{FILTER_DASH}{found}", width::fit(conditions, seen))
}

/// Which figure's records are listed, in as many columns as what was found of them leaves.
pub fn counted_caption(title: &str, find: &Find, columns: usize) -> String {
    let found = found(find.kind, find);
    let room = columns.saturating_sub(width::columns(&found) + width::columns(FILTER_DASH));
    format!("{}{FILTER_DASH}{found}", width::cut_short(title, room))
}

const FILTER_HEAD: &str = "筛选：";
const FILTER_DASH: &str = " - ";

fn found(kind: Kind, find: &Find) -> String {
    let state = match find.progress {
        Progress::Idle | Progress::Running(0, _) => "正在找".to_owned(),
        Progress::Running(looked, of) => format!("已看 {looked}/{of}"),
        Progress::Finished => "已查完".to_owned(),
    };
    let kept = u64::try_from(find.hits.len()).unwrap_or(u64::MAX);
    let kept = if find.found > kept { format!("，列出前 {kept}") } else { String::new() };
    let counted = if find.is_mixed { format!("{} 条", find.found) } else { counted(kind, find.found) };
    format!("找到 {counted}{kept}，{state}")
}

/// How much of a long record is seen.
pub fn lines_seen(first: usize, last: usize, of: usize) -> String {
    if first == 1 && last == of {
        format!("共 {of} 行")
    } else {
        format!("第 {first}-{last} 行，共 {of} 行，PageDown、PageUp 翻页")
    }
}

/// The screen is too small.
pub fn too_small(columns: u16, rows: u16) -> Vec<String> {
    vec![
        format!("窗口太小：{columns}×{rows}"),
        format!("至少要 {}×{}", LEAST.columns, LEAST.rows),
        "请放大窗口或缩小字号".to_owned(),
        "已输入的内容都在".to_owned(),
    ]
}

/// The desk is being read anew.
pub fn opening(done: u64, of: u64) -> String {
    let percent = done.saturating_mul(100).checked_div(of).unwrap_or(0);
    format!("正在从流水账重建台账：{done}/{of}（{percent}%）")
}

/// How to stop it.
pub const OPENING_CANCEL: &str = "按 Esc 停止；流水账不会改动，下次打开时再从头重建";
