//! About tables that are written.

use super::printable;
use std::fmt::Display;
use std::io;

/// Font of titles and headings.
pub const HEAD_FONT: &str = "宋体";
/// Font of what stands below.
pub const BODY_FONT: &str = "仿宋";
/// Page numbers below each printed page, in the spreadsheet's own notation.
pub const PAGE_FOOTER: &str = "&C第 &P 页，共 &N 页";
/// Stands at the end of a text that was longer than a cell holds.
pub const CUT_MARK: &str = "…（单元格放不下，以下从略，全文见本机）";
/// A file or sheet without a usable name.
pub const UNNAMED: &str = "未命名";

/// The path is a folder.
pub const DIRECTORY: &str = "这是文件夹。请在后面写上文件名，例如“台账.xlsx”。";
/// The path is a device or a pipe.
pub const NOT_A_FILE: &str = "那里不是普通文件。请换一个文件名。";
/// The folder does not exist.
pub const NO_FOLDER: &str = "文件夹不存在。请核对路径；如在 U 盘上，请看 U 盘是否插好。";
/// The target is open in another program.
pub const OPEN_ELSEWHERE: &str =
    "原来的文件正被别的程序打开，或不许改动。请在 WPS 或 Excel 里关闭它再导出，或换一个文件名。";
/// The workbook library gave up.
pub const WORKBOOK: &str = "表格没有拼成。请改为导出 csv。";
/// The clerk broke off.
pub const CANCELLED: &str = "已取消，没有留下文件。";

/// Frames a reason with the file it is about.
pub fn failed(path: &str, why: &dyn Display) -> String {
    format!("没有写出“{}”：{why}", printable(path))
}

/// The system's refusal, by what can be done about it.
pub fn system(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有写入权限。请换一个文件夹，例如“文档”。",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘或 U 盘是只读的。请关掉写保护开关，或换一个位置。",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "空间不足。请腾出空间，或换一个位置。",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "路径里有一段是文件，不是文件夹。请检查路径，或换一个文件夹。"
        }
        io::ErrorKind::InvalidFilename => "文件名太长或含有不能用的字符。请换一个短一些的文件名。",
        _ => "写入出错。请检查磁盘或 U 盘，或换一个位置。",
    }
}

/// More rows than a sheet has.
pub fn too_many_rows(limit: u32) -> String {
    format!("超过一张工作表的 {limit} 行。请按年度分开导出，或导出 csv。")
}

/// Texts that were cut.
pub fn cut_cells(count: u64) -> String {
    format!("有 {count} 格文字超过单元格上限（32767 字），已截短并注明。")
}

/// Rows that show only part of their text.
pub fn overfull_rows(count: u64) -> String {
    format!("有 {count} 行太高，表格里显示不全，文字是全的；要看全文请点开单元格。")
}
