//! What is said of packages (数据包): why one is refused, and why one could not be made.

use std::fmt::Display;
use std::io::ErrorKind;

use crate::model::Org;
use crate::sync::package::Sort;
use crate::text::clean;
use crate::text::width;
use crate::text::zh::store::disk;

/// Columns of a program's name that came from elsewhere.
const PROGRAM_COLUMNS: usize = 40;

/// No bytes.
pub const EMPTY: &str = "这个文件是空的，没有内容。请向发送方重新要一份，或重新复制。";
/// Some other file.
pub const NOT_PACKAGE: &str = "这不是数据包，或者内容已损坏，没有采用。请从对方的U盘重新拷贝，或请对方重新打包。";
/// Encrypted to another key.
pub const NOT_FOR_KEY: &str = "本机的密钥打不开这个数据包：它可能是给别的单位的，或是按本站旧的密钥做的，\
     也可能复制时损坏了。请先重新复制；仍打不开，就把本站的密钥文件再交给发送方，请它重做。";
/// It ends too early.
pub const CUT: &str = "数据包不完整，后面的内容没有复制过来。请从原处重新复制；原件也不行，就请发送方重做。";
/// It is not what was written.
pub const ALTERED: &str = "数据包已损坏或被改动过，没有采用。请从原处重新复制；原件也不行，就请发送方重做。";
/// The file is another than it was.
pub const CHANGED: &str = "数据包在读取过程中变了，没有采用。请确认没有别的程序在写它，然后再试一次。";
/// Stopped by the clerk.
pub const STOPPED: &str = "已停止，数据包没有采用。";
/// From this desk.
pub const FROM_SELF: &str = "这是本站自己做的数据包，是给对方的，不用在本机接收。";
/// Too many lines or chains for one package.
pub const TOO_MUCH: &str = "要发送的内容太多，一个数据包放不下，没有写出。请改为分几次上报，或与上级联系。";

/// Not gzip.
pub const GZIP: &str = "解密后的内容不是压缩数据";
/// The header is none.
pub const HEADER: &str = "开头的说明无法识别";
/// The maker's own chain does not stand first.
pub const OWN_FIRST: &str = "里面没有发送方自己的记录";
/// A receipt with lines or with nothing.
pub const RECEIPT: &str = "回执里多了记录或少了内容";
/// A chain twice, or the receiver's.
pub const TWICE: &str = "里面有重复的或不该有的单位";
/// Numbers that do not fit.
pub const RANGE: &str = "说明里的起止序号与条数不符";
/// An ack that contradicts itself.
pub const ACK: &str = "说明里的回执内容自相矛盾";
/// A line beyond its bounds.
pub const LONG_LINE: &str = "有一行超过 1 MiB";
/// Fewer lines than told.
pub const ENDS_EARLY: &str = "记录没有写完就结束了";
/// No signature where it must stand.
pub const UNSIGNED: &str = "末尾没有签名";
/// The last line is another than told.
pub const ENDS_ELSEWHERE: &str = "最后一条记录与说明不符";
/// The lines end within a save.
pub const CUT_SAVE: &str = "最后一次保存的记录不全";
/// A chain line of someone else.
pub const OTHER_CHAIN: &str = "链首信息与说明不符";
/// Bytes behind the end.
pub const TRAILING: &str = "签名之后还有多余的内容";

/// The sorts by name.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Up => "上报包",
        Sort::Down => "下发包",
        Sort::Full => "全量包",
        Sort::Receipt => "回执",
    }
}

/// The file could not be read.
pub fn unreadable(kind: ErrorKind) -> String {
    format!("数据包读不出来：{}", disk::cause(kind))
}

/// Beyond the limit.
pub fn too_large(limit: u64) -> String {
    format!("数据包解开后超过 {} MiB，不合常理，没有采用。请与发送方联系。", limit / (1024 * 1024))
}

/// Only later programs read it.
pub fn newer(format: u32, least: u32, program: &str) -> String {
    let program = width::cut_short(&clean::line(program), PROGRAM_COLUMNS);
    let by = if program.is_empty() { String::new() } else { format!("由 {program} 制作，") };
    format!(
        "数据包是新版程序做的（{by}格式 {format}），要能读格式 {least} 的程序才能接收。\
         请升级本机的程序后再接收；数据包请先留着。"
    )
}

/// Made otherwise than packages are.
pub fn wrong(cause: &dyn Display) -> String {
    format!("数据包不符合规定：{cause}。没有采用。请让发送方升级程序、重做一份，并保留这一份备查。")
}

/// A line that does not hold.
pub fn line(org: Org, seq: u64, flaw: &dyn Display) -> String {
    format!(
        "数据包里 {org} 的第 {seq} 行记录不对：{flaw}。整个数据包没有采用。\
         请让发送方运行 liaison verify 检查后重做一份。"
    )
}

/// For another desk.
pub fn other_receiver(to: Org, own: Org) -> String {
    format!("这个数据包是给 {to} 的，本机是 {own}，没有采用。请把它交给 {to}，或请发送方另做一份。")
}

/// The name says something else.
pub fn named(name: &str, header: &str) -> String {
    format!(
        "文件名是 {name}，里面写的却是 {header}，没有采用。\
         若只是改错了名，请把它改回 {header} 再试；否则请发送方重做。"
    )
}

/// From nobody we know.
pub fn unknown(from: Org) -> String {
    format!(
        "数据包来自 {from}，它不在往来单位里，没有采用。\
         若确应往来，请先要来它的密钥文件登记（liaison party add），电话核对指纹后再接收。"
    )
}

/// From a party whose fingerprint nobody has compared.
pub fn unconfirmed(from: Org) -> String {
    format!(
        "数据包来自 {from}，它的密钥还没有核对，没有采用。\
         请打电话与对方核对指纹并确认（liaison party confirm），然后再接收。"
    )
}

/// From a party whose key is revoked.
pub fn revoked(from: Org) -> String {
    format!("数据包来自 {from}，它的密钥已经停用，没有采用。请向对方要新的密钥文件，核对指纹后请它重做。")
}

/// Of a sort that does not come from there.
pub fn wrong_sort(from: Org, of: Sort) -> String {
    format!("{from} 不会给本站发{}，没有采用。请核对往来单位里它是上级还是下级，并与对方联系。", sort(of))
}

/// Signed with another key.
pub fn other_key(from: Org) -> String {
    format!(
        "数据包写着来自 {from}，签名用的却不是它登记的密钥，没有采用。\
         请打电话问对方：换过密钥的，要来新的密钥文件登记并核对指纹；没换过的，这份数据包不可信，请保留备查。"
    )
}

/// The signature is wrong.
pub fn bad_signature(from: Org) -> String {
    format!("数据包的签名与内容不符，不是 {from} 做的原样，没有采用。请让对方重做一份，并保留这一份备查。")
}

/// The program or the journal gave what no package may hold.
pub fn not_made(cause: &dyn Display) -> String {
    format!("数据包没有做成：{cause}。请运行 liaison verify 检查本机的数据，并把 liaison.log 交给维护人员。")
}

/// A line of the journal that does not hold.
pub fn not_made_line(org: Org, seq: u64, flaw: &dyn Display) -> String {
    format!("数据包没有做成：{org} 的第 {seq} 行记录不对（{flaw}）。请运行 liaison verify 检查本机的数据。")
}

/// Where it was to be written refused.
pub fn not_written(kind: ErrorKind) -> String {
    format!("数据包没有写成：{}", disk::cause(kind))
}
