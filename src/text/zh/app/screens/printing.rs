//! Printing and handing on from the screens.

use crate::app::printing::Sheet;
use crate::model::Kind;
use crate::report::export::{Audience, Form};
use crate::report::write::{Encoding, PaperForm};
use crate::text::zh::report::export;

/// Above what is offered on 今日.
pub const HEADING: &str = "打印";
/// Blank forms.
pub const BLANK: &str = "空白登记表（手写用）";
/// Nothing is offered here.
pub const NOTHING_HERE: &str = "这里没有可打印、导出的；请先转到一本台账（Alt+2 到 Alt+7）";
/// No report is selected.
pub const NO_REPORT: &str = "还没有报表；请按 F2 写一份";
/// The desk is taking a ledger in.
pub const DESK_LENT: &str = "正在导入台账，导完再写报表";
/// Nothing is offered of such a record.
pub const NOTHING_OF_RECORD: &str = "这条记录没有可打印的文书；要导出台账，按 Esc 回到清单再按 F8";
/// A voided record.
pub const IS_VOIDED: &str = "这条记录已作废，不打印";
/// No word was typed yet.
pub const TYPE_FIRST: &str = "请先输入要找的内容，再把找到的打印、导出";
/// Where to; the data directory's own folder is there where none is known yet.
pub fn folder(is_known: bool) -> &'static str {
    if is_known { "存到文件夹：" } else { "存到文件夹（回车用 export）：" }
}
/// Shown when it is written?
pub const SHOW: &str = "写好以后";
/// Yes.
pub const OPEN: &str = "打开看（可打印）";
/// No.
pub const ONLY_WRITE: &str = "只存文件";
/// Something is being written.
pub const BUSY: &str = "正在写文件，写完再来；要停下按 Esc";
/// It is being stopped.
pub const STOPPING: &str = "正在停下……";
/// More than are read for a figure.
pub fn too_many(most: usize) -> String {
    format!("统计数背后的记录超过 {most} 条，请换短一些的时间再导出，或按筛选（F7）导出。")
}

/// Above what is offered.
pub fn heading(what: &str) -> String {
    format!("打印、导出：{what}")
}

/// All records of a kind.
pub fn book(kind: Kind) -> String {
    format!("整本{}", export::book(kind))
}

/// The marked ones.
pub fn marked(kind: Kind, count: usize) -> String {
    format!("勾选的 {}", super::counted(kind, count))
}

/// Those that were found.
pub fn found(kind: Kind, count: u64) -> String {
    format!("找到的 {}", super::counted(kind, usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Those of a list.
pub fn shelf(name: &str) -> String {
    format!("“{name}”清单")
}

/// A ledger.
pub fn ledger(kind: Kind, form: Form, audience: Audience) -> String {
    let form = match (form, audience) {
        (Form::Html, Audience::Public) => "公开版，网页（可打印）",
        (_, Audience::Public) => "公开版",
        (Form::Xlsx, _) => "xlsx 电子表格",
        (Form::Csv, _) => "csv（UTF-8）",
        (Form::CsvGb18030, _) => "csv（GB18030，旧软件用）",
        (Form::Html, _) => "网页（可打印）",
    };
    format!("{}　{form}", export::book(kind))
}

/// How figures are written.
pub fn figures(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Paper(form) => report(Some(form)),
        Sheet::Csv(Encoding::Utf8) => "csv（UTF-8），只有数字表",
        Sheet::Csv(Encoding::Gb18030) => "csv（GB18030，旧软件用），只有数字表",
    }
}

/// The form of a report, or all of them.
pub fn report(form: Option<PaperForm>) -> &'static str {
    match form {
        None => "三种都写：docx、xlsx、网页",
        Some(PaperForm::Docx) => "docx 文档（WPS、Word）",
        Some(PaperForm::Xlsx) => "xlsx 电子表格，带图表",
        Some(PaperForm::Html) => "网页（可打印）",
    }
}

/// Rows are being written.
pub fn writing(rows: u64) -> String {
    format!("正在写，已写 {rows} 行；可以接着做别的事，Esc 停下")
}

/// A ledger is there.
pub fn exported(rows: u64, file: &str, folder: &str) -> String {
    format!("已导出 {rows} 行：{file}，在 {folder}。")
}

/// A document is there.
pub fn printed(file: &str, folder: &str) -> String {
    format!("已写好：{file}，在 {folder}。")
}

/// A document of one record, of those in view.
pub fn of_one(document: &str, called: &str) -> String {
    format!("{document}：{called}")
}

/// A report is there in several forms, named alike but for their endings.
pub fn printed_forms(stem: &str, endings: &[&str], folder: &str) -> String {
    format!("已写好 {} 个文件：{stem}.{}，在 {folder}。", endings.len(), endings.join("、."))
}

/// Several files are there.
pub fn printed_several(files: &[String], folder: &str) -> String {
    format!("已写好 {} 个文件：{}，在 {folder}。", files.len(), files.join("、"))
}

/// The viewer did not start.
pub const NOT_SHOWN: &str = "打开它的程序没有启动，请在文件管理器里打开。";
