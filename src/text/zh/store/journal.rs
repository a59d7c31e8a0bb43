//! What is said of the journal (日志, the desk's original record of every change).

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::Path;

use super::disk;

/// A line over the limit.
pub const TOO_LONG: &str = "这一行超过 1 MiB";
/// Not UTF-8.
pub const NOT_UTF8: &str = "这一行不是 UTF-8 文字";
/// No tab in the line.
pub const NO_BODY: &str = "这一行缺少正文";
/// The envelope is not one.
pub const ENVELOPE: &str = "信封部分无法识别";
/// The body is not one.
pub const BODY: &str = "正文部分无法识别";
/// The envelope's hash is wrong.
pub const HASH: &str = "信封与它的校验值不符，内容被改动过";
/// The body's digest is wrong.
pub const DIGEST: &str = "正文与它的校验值不符，内容被改动过";
/// The chain is broken.
pub const PREV: &str = "与上一行接不上，中间的内容被改动或删除过";
/// A chain line where none fits, or none where one must be.
pub const CHAIN: &str = "链首信息不符，不是同一套日志的内容";
/// A save beyond its bounds.
pub const LONG_GROUP: &str = "同一次保存的内容多得不合常理";
/// The file is shorter than it was.
pub const ENDS_EARLY: &str = "文件比刚才短，末尾的内容不见了";
/// What can be done about damage.
const WAY_OUT: &str = "为保护数据，现在只能查看，不能保存。\
    请运行 liaison salvage，它会在备份和数据库里找回这一段；找不到的，用最近的备份恢复（liaison restore），\
    或向上级要回本站已上报的数据。";

/// A number that does not follow.
pub fn seq(expected: u64, found: u64) -> String {
    format!("序号应为 {expected}，实际是 {found}")
}

/// A bad line and the way out.
pub fn damage(path: &Path, line: Option<u64>, offset: u64, flaw: &dyn Display) -> String {
    let line = line.map_or_else(|| "有一行".to_owned(), |line| format!("第 {line} 行"));
    format!("日志“{}”{line}（第 {offset} 字节起）损坏：{flaw}。{WAY_OUT}", path.display())
}

/// The file is not there.
pub fn missing(path: &Path) -> String {
    format!("找不到日志“{}”。请检查数据目录是否正确；若文件丢失，请用备份恢复。", path.display())
}

/// A journal would be overwritten.
pub fn exists(path: &Path) -> String {
    format!("日志“{}”已经存在，没有改动它。若要重新初始化，请换一个空的数据目录。", path.display())
}

/// The first line is bad.
pub fn header(damage: &dyn Display) -> String {
    format!("日志打不开，没有改动任何文件。{damage}")
}

/// A journal of someone else.
pub fn other_desk(path: &Path, expected: impl Display, found: impl Display) -> String {
    format!(
        "日志“{}”属于 {found}，不是本站 {expected} 的，没有打开。请检查数据目录，或放回本站自己的日志。",
        path.display()
    )
}

/// The journal has lost its end.
pub fn ahead(path: &Path, applied: u64, found: u64) -> String {
    format!(
        "日志“{}”缺少末尾：已保存到第 {applied} 行，文件里只到第 {found} 行。\
         现在只能查看，不能保存。请运行 liaison salvage 找回缺少的记录。",
        path.display()
    )
}

/// A newer program wrote the file.
pub fn newer(path: &Path, found: u32, known: u32) -> String {
    format!(
        "日志“{}”是新版程序写的（格式 {found}，本程序只会写格式 {known}）。\
         现在只能查看，不能保存。请换用新版程序。",
        path.display()
    )
}

/// The file cannot be written.
pub fn unwritable(path: &Path, cause: ErrorKind) -> String {
    format!("日志“{}”不能写入，现在只能查看，不能保存：{}", path.display(), disk::cause(cause))
}

/// The file is in an unknown state.
pub fn poisoned(path: &Path) -> String {
    format!(
        "上次写日志“{}”没有成功，也没能复原。为免出错，现在只能查看，不能保存。\
         请检查磁盘后退出并重新打开程序；之前显示“已保存”的内容都在。",
        path.display()
    )
}

/// A save that the file system refused.
pub fn not_saved(cause: &dyn Display) -> String {
    format!("没有保存。{cause}")
}

/// A record over the limit.
pub fn line_too_long(bytes: usize, limit: usize) -> String {
    format!("这条记录太长（{bytes} 字节，最多 {limit} 字节），没有保存。请缩短文字后再保存。")
}

/// A save of too many records.
pub fn group_too_large(lines: usize, limit: usize) -> String {
    format!("一次要保存的内容太多（{lines} 条，最多 {limit} 条），没有保存。请分几次保存。")
}

/// The program made a line it may not make.
pub fn bad_line(kind: &str, id: u64) -> String {
    format!(
        "程序内部出错：{kind} {id} 的内容不能写入日志，没有保存。请抄下屏幕上的内容，并把 liaison.log 交给维护人员。"
    )
}
