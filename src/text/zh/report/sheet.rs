//! About workbooks and csv files that are read.

use super::printable;
use std::fmt::Display;
use std::io::ErrorKind;

/// `refused` frames a reason with the file it is about.
pub fn refused(file: &str, why: &dyn Display) -> String {
    format!("没有读入“{}”：{why}", printable(file))
}

/// The path leads nowhere.
pub const MISSING: &str = "找不到这个文件。请核对路径和文件名；如在 U 盘上，请看 U 盘是否插好。";
/// The path is a folder.
pub const DIRECTORY: &str = "这是文件夹，不是文件。请写到文件夹里的那个 .xlsx、.xls 或 .csv 文件。";
/// The path is a pipe or a device.
pub const NOT_A_FILE: &str = "这不是普通文件。请先存成 .xlsx 或 .csv 文件再导入。";
/// No bytes.
pub const EMPTY: &str = "文件是空的（0 字节）。可能没有拷完，请重新拷贝。";
/// The length changed while reading.
pub const CHANGING: &str = "读取时文件还在变动。请等拷贝或保存完成、在表格软件里关闭它以后再导入。";
/// A format before that of 1997.
pub const OLD_WORKBOOK: &str =
    "这是 Excel 95 或更早的旧格式（改了扩展名也一样）。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。";
/// A web page or XML under a workbook's name.
pub const WEB_PAGE: &str = "这是网页或 XML 文本，只是用了表格的名字，有些系统导出的“.xls”就是这样。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。";
/// Locked with a password.
pub const ENCRYPTED: &str = "工作簿设了打开密码。请用 WPS 或 Excel 打开，取消密码，另存为 .xlsx 再导入。";
/// A document of another kind.
pub const OTHER_DOCUMENT: &str = "这不是 .xlsx 或 .xls 工作簿（可能是文档、压缩包，或 .xlsb、.ods 格式）。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。";
/// Neither a workbook nor text.
pub const NOT_A_TABLE: &str =
    "这不是 .xlsx、.xls、.et 工作簿，也不是 .csv 文本。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。";
/// A cell that is true.
pub const TRUE: &str = "是";
/// A cell that is false.
pub const FALSE: &str = "否";
/// Stands in place of a value a formula has not got.
pub const FORMULA_WITHOUT_VALUE: &str = "公式没有结果";

/// What to do with a file that looks made to do harm.
const SUSPECT: &str =
    "请不要再用这个文件，向对方要原件；确是自己的台账，就用 WPS 或 Excel 打开，把内容复制到新工作簿再导入。";

/// The system refuses the file.
pub fn unreadable(kind: ErrorKind) -> String {
    let cause = match kind {
        ErrorKind::PermissionDenied => "没有读取权限，或正被别的程序占用。请关闭打开它的程序，或把文件拷到自己的文件夹",
        _ => "读取出错。请检查磁盘或 U 盘，把文件拷到本机",
    };
    format!("{cause}再导入。")
}

/// The file is larger than is read.
pub fn too_big(limit_mib: u64) -> String {
    format!("文件超过 {limit_mib} MB。请按年份或类别拆成几个文件，分别导入。")
}

/// An archive with workbooks in it.
pub fn archive(inside: &str) -> String {
    format!("这是压缩包，里面有“{}”。请先解压，再导入解出来的工作簿。", printable(inside))
}

/// A part makes no sense.
pub fn damaged(part: &str) -> String {
    format!(
        "工作簿已损坏（{}）。请用 WPS 或 Excel 打开看看，能打开就另存为 .xlsx 再导入；不能就请对方重发。",
        printable(part)
    )
}

/// Too many entries in the container.
pub fn too_many_entries(limit: usize) -> String {
    format!("工作簿里的部件超过 {limit} 个，不像正常的台账。{SUSPECT}")
}

/// A part inflates beyond its bound.
pub fn inflates(part: &str) -> String {
    format!("解压后大得不正常（{}），可能是恶意文件。{SUSPECT}", printable(part))
}

/// A part declares entities.
pub fn declares_entities(part: &str) -> String {
    format!("含有表格软件不会写的实体声明（{}），可能是恶意文件。{SUSPECT}", printable(part))
}

/// A tag or a text far too long.
pub fn overlong(part: &str) -> String {
    format!("有一处内容长得不正常（{}），一个单元格最多 32767 字。{SUSPECT}", printable(part))
}

/// Elements nested without end.
pub fn too_deep(part: &str) -> String {
    format!("结构层层嵌套，不像正常的工作簿（{}）。{SUSPECT}", printable(part))
}

/// No sheet of that name.
pub fn no_such_sheet(wanted: &str, present: &[String]) -> String {
    let names: Vec<String> = present.iter().map(|name| printable(name)).collect();
    format!("没有名为“{}”的工作表。现有：{}。", printable(wanted), names.join("、"))
}

/// Macros were seen and not run.
pub const MACROS_NOT_RUN: &str = "工作簿带有宏：宏没有运行，只读了数据。";
/// Links to other workbooks were seen and not followed.
pub const LINKS_NOT_FOLLOWED: &str = "工作簿链接了别的文件：没有打开，用的是上次保存的值。";
/// Bytes of two encodings in one csv.
pub const MIXED_ENCODINGS: &str = "文件里混有 UTF-8 和 GB18030 两种编码：已逐行辨认，请核对有无乱码。";

/// Cells beyond the last column that is read.
pub fn columns_beyond(limit: u32, row: u32) -> String {
    format!("只读前 {limit} 列，右边的没有读（例如第 {row} 行）。")
}

/// Rows beyond the last that is read.
pub fn rows_beyond(limit: u32) -> String {
    format!("只读前 {limit} 个有内容的行，后面的没有读。请拆成几个文件，分别导入。")
}

/// Bytes that are no character in the encoding.
pub fn undecodable(row: u32) -> String {
    format!("有认不出的字符（例如第 {row} 行），已用“�”代替。请在 WPS 里另存为“CSV UTF-8”再导入。")
}

/// Zero bytes in a csv.
pub fn zero_bytes(count: usize) -> String {
    format!("去掉了 {count} 个空字符（NUL），文件可能受过损坏，请核对。")
}

/// A quote that is never closed.
pub fn unclosed_quote(row: u32) -> String {
    format!("第 {row} 行的双引号没有配对，从这一行起没有读入。请用表格软件打开，补上或删去引号。")
}

/// A cell longer than is read.
pub fn overlong_cell(row: u32) -> String {
    format!("第 {row} 行有一格超过 1 MB，从这一行起没有读入。可能缺了引号或换行，请用表格软件打开检查。")
}
