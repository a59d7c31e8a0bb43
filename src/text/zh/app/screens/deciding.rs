//! Deciding about a chain that parted, another installation, and lines that were not used.

use crate::model::{Date, Org};

/// Nothing is to be decided.
pub const NOTHING_TO_DECIDE: &str = "选中的单位没有冲突，也没有等待同意的换机";

/// The list of what was written is shown: where what came is decided about.
pub const WHERE_TO_DECIDE: &str = "这里是写出的包；冲突、换机、隔离在“待处理”里：按 Tab 转到，选中单位后再按此键";

/// What came is taken.
pub const ADOPT: &str = "采用对方新发来的（本机原来收到的换下，另存在旁边）";

/// What is here stays.
pub const KEEP: &str = "保留本机已收到的（新发来的不要）";

/// Neither yet.
pub const DECIDE_LATER: &str = "先不决定";

/// What to do before.
pub const DECIDE_NEXT: &str = "先打电话问清以哪台电脑为准，再选";

/// What taking it means.
pub const ADOPT_MEANS: &str = "确定后，该单位的记录换成新发来的；原来的文件另存，不删除";

/// What leaving it means.
pub const KEEP_MEANS: &str = "确定后，冲突的数据包不要了；对方那台电脑以后发来的仍会报冲突";

/// Nothing was left unused.
pub const NOTHING_UNUSED: &str = "选中的单位没有隔离的记录";

/// What putting away means.
pub const DISMISS_MEANS: &str = "确定后不再提示这些隔离的记录；原来的行仍保存在收到的记录里";

/// Why do the lines that were not used need nothing more?
pub fn dismiss_reason(name: &str, lines: u64) -> String {
    format!("{name} 隔离的 {lines} 条记为处理过，怎样处理的：")
}

/// They were put away.
pub fn dismissed(lines: u64) -> String {
    format!("隔离的记录 {lines} 条已记为处理过，不再提示")
}

/// It is being done.
pub const DECIDING: &str = "正在换记录…";

/// What is here and what came is being read.
pub const READING_SIDES: &str = "正在读两边的内容…";

/// It is not there to be read.
pub const SIDES_UNREAD: &str = "两边的内容没有读到";

/// What is here.
pub const SIDE_HERE: &str = "本机已收到的";

/// What came.
pub const SIDE_CAME: &str = "对方新发来的";

/// The last line that both have.
pub fn parted_behind(through: Option<u64>) -> String {
    match through {
        Some(0) => "两边从头就不同：".to_owned(),
        Some(line) => format!("到第 {line} 行为止两边相同，此后："),
        None => "两边早就不同，从新发来的这一段起：".to_owned(),
    }
}

/// What one of the two has: how many entries, of which days, of which kinds.
pub fn side(name: &str, lines: u64, days: Option<(Date, Date)>, kinds: &[(&str, u64)]) -> String {
    let Some((first, last)) = days.filter(|_| lines > 0) else { return format!("{name}：没有别的记录") };
    let days = if first == last { first.to_string() } else { format!("{first} 至 {last}") };
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    format!("{name} {lines} 条，{days}：{}；最近的：", kinds.join("、"))
}

/// One of its newest records.
pub fn side_record(day: Option<Date>, kind: &str, says: &str) -> String {
    let day = day.map_or_else(String::new, |day| day.to_string());
    format!("  {day} {kind}  {says}")
}

/// The menu about a chain.
pub fn decide(org: Org, forked: bool) -> String {
    let what = if forked { "记录冲突" } else { "换了电脑" };
    format!("{org} {what}，以哪一份为准")
}

/// Why is it decided so?
pub fn decide_reason(org: Org, adopts: bool) -> String {
    let what = if adopts { "采用新发来的" } else { "保留已收到的" };
    format!("{org} {what}，原因：")
}

/// It was decided.
pub fn decided(org: Org, adopts: bool, lines: u64) -> String {
    if adopts {
        format!("{org} 的记录已采用对方新发来的，收下 {lines} 条")
    } else {
        format!("{org} 的记录以本机已收到的为准")
    }
}

/// It was decided, and what was to follow it is not done.
pub fn decided_but(done: &str, why: &str) -> String {
    format!("{done}。等着它的数据包还没有一起处理：{why}下次收下一个包时会再试")
}
