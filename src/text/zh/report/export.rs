//! About books that are handed on: their names, what stands above them, why one was not written.

use super::printable;
use crate::model::{Date, Kind};
use std::io;
use std::path::Path;

/// Heading of the row numbers.
pub const SERIAL: &str = "序号";
/// The column of whose a record is. No field is called so: a desk passes it over when it takes such a ledger in.
pub const WHOSE: &str = "所属联络站";
/// Heading of an answer's class.
pub const CLASS: &str = "答复类别";
/// Stands above every book.
pub const CAUTION: &str = "本表供站内工作使用，文中的电话、证件、银行卡号码已遮盖。不得录入、存储国家秘密。";

/// Stands above every book for the public.
pub const PUBLIC_CAUTION: &str =
    "本表为公开版，供张贴、公示；不含要求保密的事项和站内记录，电话、证件、银行卡号码已遮盖。";

/// Stands for a deputy who is not to be published.
pub const UNPUBLISHED: &str = "（不公开）";

/// What a kind's book is called.
pub fn book(kind: Kind) -> &'static str {
    match kind {
        Kind::Issue => "意见建议台账",
        Kind::Reception => "接待日志",
        Kind::Visit => "代表走访登记簿",
        Kind::Deputy => "代表花名册",
        Kind::Unit => "承办单位名册",
        Kind::Activity => "代表活动登记簿",
        Kind::Project => "民生实事项目台账",
        Kind::Proposal => "代表建议台账",
        Kind::Pack => "数据包登记簿",
        Kind::Party => "往来单位登记簿",
        Kind::Received => "收到记录登记簿",
        Kind::Station | Kind::Setting | Kind::Report | Kind::Handling => kind.name(),
    }
}

/// A book with its station.
pub fn title(station: &str, kind: Kind) -> String {
    format!("{station}{}", book(kind))
}

/// A book for the public with its station.
pub fn public_title(station: &str, kind: Kind) -> String {
    format!("{}（公开版）", title(station, kind))
}

/// What a book covers, when it was made and how much stands in it.
pub fn about(kind: Kind, period: Option<(Date, Date)>, made_on: Date, rows: u64, withheld: u64) -> String {
    let period = period.map(|(first, last)| format!("起止日期：{first} 至 {last}　　")).unwrap_or_default();
    let unit = match kind {
        Kind::Issue | Kind::Project | Kind::Proposal => "件",
        Kind::Activity => "次",
        Kind::Reception => "期",
        Kind::Visit => "条",
        Kind::Deputy => "人",
        _ => "个",
    };
    let withheld =
        if withheld > 0 { format!("（另有 {withheld} 件要求保密，不在本表）") } else { String::new() };
    format!("{period}制表日期：{made_on}　　共 {rows} {unit}{withheld}")
}

/// What the classes of an answer mean.
pub fn definitions(classes: &[(&str, &str)]) -> String {
    let classes: Vec<String> = classes.iter().map(|(name, definition)| format!("{name}——{definition}")).collect();
    format!("答复类别：{}。", classes.join("；"))
}

/// Records that are left out.
pub fn withheld(kind: Kind, count: u64) -> String {
    match kind {
        Kind::Deputy => format!("有 {count} 名代表不公开，没有写入公开版。"),
        _ => format!("有 {count} 件意见要求保密，没有写入台账。"),
    }
}

/// A kind without a book.
pub fn no_book(kind: &str) -> String {
    format!(
        "{kind}没有台账可导出。可导出：reception、issue、visit、deputy、unit、activity、project、proposal、pack（数据包登记簿），或 all（全部台账）。"
    )
}

/// No form can be made out.
pub fn unknown_ending(path: &Path) -> String {
    format!("不知道把“{}”写成哪种格式。请让文件名以 .xlsx、.csv 或 .html 结尾，或写上 --format。", shown(path))
}

/// Two forms were asked for.
pub fn other_ending(path: &Path, form: &str) -> String {
    format!("“{}”的后缀与 --format {form} 不一致。请把后缀改成 .{form}，或去掉 --format。", shown(path))
}

/// Several books in a csv.
pub fn one_book_only(path: &Path) -> String {
    format!("一个 csv 文件只能放一本台账（“{}”）。请写成 .xlsx 或 .html，或让 --to 指向一个文件夹。", shown(path))
}

/// A folder that could not be made.
pub fn no_folder(path: &Path, why: &io::Error) -> String {
    format!("不能建立文件夹“{}”：{}", shown(path), super::write::system(why))
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}
