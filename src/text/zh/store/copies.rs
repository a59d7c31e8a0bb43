//! What is said of copies of other desks' records.

use std::fmt::Display;
use std::path::Path;

/// A line about a record of somebody else.
pub const FOREIGN: &str = "记的是别的单位的记录";
/// A kind of record this version does not know.
pub const UNKNOWN_KIND: &str = "这种记录本版程序还不认识，升级程序后再收一次它的包就可用";
/// A number no desk gives.
pub const NUMBER: &str = "记录编号不合理";
/// Not a record of its kind.
pub const UNREADABLE: &str = "内容读不出来";
/// Left out by who sent it.
pub const WITHHELD: &str = "转来时内容被去掉了";
/// Stopped on request.
pub const CANCELLED: &str = "已取消，什么都没有接收。";
/// Our own chain comes as somebody else's.
pub const OWN: &str = "数据包里是本单位自己的记录，不必接收。";
/// Our own chain came back to a desk that is not new.
pub const HOLDS_ENTRIES: &str = "数据包里有本单位以前的记录，但本机已经有录入的内容，不能用它重建，什么都没有改动。\
     要重建：先做一份备份（liaison backup），再用 --data 指定一个空目录重新建台、互换密钥，由上级重新打全量包，在那里收。";
/// It makes no desk.
pub fn unusable(cause: &dyn Display) -> String {
    format!("数据包里本单位的记录不能用，没有重建，现有数据不变。请上级重新打一份全量包。原因：{cause}")
}
/// Half way.
pub fn half_way(cause: &dyn Display) -> String {
    format!("本单位的记录已核对，但还没有全部换入：{cause} 处理后关闭程序再打开，会自动接着做完。")
}
/// More chains than one save takes.
pub fn too_many(most: usize) -> String {
    format!("一次最多接收 {most} 个单位的记录，请分几次接收。")
}

/// The lines do not continue what is there.
pub fn does_not_fit(org: &dyn Display, seq: u64, flaw: &dyn Display) -> String {
    format!("单位 {org} 的第 {seq} 行记录接不上：{flaw}。没有接收，原有数据不变；请向发出单位要完整包。")
}

/// The copy that is there is missing, or not what was taken in.
pub fn copy_damaged(org: &dyn Display, path: &Path) -> String {
    format!("单位 {org} 的记录副本“{}”缺失或损坏；本单位的记录不受影响。请向该单位要完整包。", path.display())
}

/// A copy was found damaged when the desk was opened or checked.
pub fn trouble(org: &dyn Display, applied: u64, taken: u64) -> String {
    format!(
        "单位 {org} 的记录副本缺失或损坏，收到第 {taken} 行，能读到第 {applied} 行；本单位的记录不受影响。请向该单位要完整包。"
    )
}

/// How many copies are whole.
pub fn copies(number: u64, lines: u64) -> String {
    format!("收到的记录：{number} 个单位、{lines} 条，副本完好。")
}

/// The lines to take in could not be read.
pub fn source(cause: &std::io::Error) -> String {
    format!(
        "读取数据包时出错（{}）。没有接收，原有数据不变；请重试，或换一份数据包。",
        super::disk::cause(cause.kind())
    )
}
