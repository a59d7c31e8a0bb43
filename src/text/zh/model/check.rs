//! Findings of the checks: what is wrong or odd with a record, and what to do about it.

use std::fmt::Display;

/// What stands after the number of a house, a room or a building.
pub const HOUSE_MARKS: &str = "号室栋幢";
/// Chinese numerals before such a mark.
pub const NUMERALS: &str = "〇零一二三四五六七八九十百千";
/// What follows where a number is part of a place's name, as in 八号村.
pub const PLACE_ENDINGS: &str = "村社";

/// A deputy who is not serving, since no one knows when.
pub const STATUS_WITHOUT_DATE: &str = "不在任的代表请填写状态日期，统计按这一天算";
/// A station code of another form.
pub const BAD_STATION_CODE: &str = "站点代码应为 12 位数字：9 位乡镇街道区划代码加 3 位顺序号，请核对";
/// A station code whose township is not in the shipped list.
pub const UNKNOWN_TOWNSHIP: &str = "站点代码前 9 位不在本机区划表（湖南省）内，如为外省站点可继续，否则请核对";
/// End not after start.
pub const END_BEFORE_START: &str = "结束时间应晚于开始时间，请改正";
/// More groups than people.
pub const FEWER_PEOPLE_THAN_GROUPS: &str = "人次不能少于批次，每批至少 1 人次，请核对";
/// Another reception day at the same time and place.
pub const DAY_TWICE: &str = "同一天、同一时间、同一地点已有一次接待日，请核对是否重复登记";
/// More households than people.
pub const FEWER_PEOPLE_THAN_HOUSEHOLDS: &str = "人数少于户数，请核对";
/// A held day that has not come.
pub const HELD_IN_FUTURE: &str = "日期在今天以后，不能是「已举行」：请改日期，或把状态改为「计划」";
/// A planned day that has passed.
pub const PLAN_HAS_PASSED: &str = "这一天已过：已举行的请改为「已举行」，未举行的请改为「顺延」或「取消」并写明原因";
/// Announced, but no day of the notice.
pub const ANNOUNCED_WITHOUT_DATE: &str = "已公告的接待日请填写公告日期";
/// A very short title.
pub const SHORT_TITLE: &str = "标题不足 4 个字，请写明什么地方的什么事";
/// A very short content.
pub const SHORT_CONTENT: &str = "内容不足 5 个字，请照群众原话写清楚";
/// A resident's identity, which this version has no place for.
pub const ANONYMOUS_ONLY: &str = "本版只登记匿名意见，不保存群众身份：请把「匿名」填「是」";
/// A source on a channel that has none.
pub const SOURCE_WITHOUT_USE: &str = "来源渠道不是接待日或代表走访，来源记录不起作用，请清空或改渠道";
/// A village with a house number.
pub const HOUSE_NUMBER: &str = "村（社区）里像有门牌号：只写到村或社区，请删去门牌";
/// Money or goods without an amount.
pub const NO_AMOUNT: &str = "资金、物资类请填写金额（物资填折价），否则不计入帮扶金额";
/// Money or goods without who paid.
pub const NO_MONEY_SOURCE: &str = "资金、物资类请填写资金来源，统计按来源分列";

/// A required field is empty.
pub fn missing(label: &str) -> String {
    format!("请填写「{label}」")
}

/// Text longer than its field.
pub fn too_long(label: &str, max: usize, over: usize) -> String {
    format!("「{label}」最多 {max} 个字，多了 {over} 个，请删减")
}

/// Text with control, invisible or stray blank characters.
pub fn unclean(label: &str) -> String {
    format!("「{label}」含控制字符、不可见字符或首尾空格，请重新输入这一项")
}

/// A count outside its range.
pub fn out_of_range(label: &str, min: u32, max: u32) -> String {
    format!("「{label}」应在 {min} 到 {max} 之间，请改正")
}

/// An amount beyond all measure.
pub fn too_much_money(label: &str) -> String {
    format!("「{label}」超过一千亿元，请核对单位是不是元")
}

/// A year outside the years of use.
pub fn odd_year(label: &str, first: i32, last: i32) -> String {
    format!("「{label}」的年份应在 {first} 到 {last} 之间，请改正")
}

/// A day that has not come yet.
pub fn future(label: &str, today: impl Display) -> String {
    format!("「{label}」不能晚于今天（{today}），请改正")
}

/// A code that is not in its list.
pub fn unknown_code(label: &str, key: &str) -> String {
    format!("「{label}」没有代码「{key}」，请从代码表里重选")
}

/// A code taken out of use.
pub fn retired_code(label: &str, name: &str) -> String {
    format!("「{label}」的「{name}」已停用，新登记请改选")
}

/// A reference to nothing.
pub fn no_such_record(label: &str, id: u64) -> String {
    format!("「{label}」所指的记录 #{id} 不存在，请重选")
}

/// A reference to a voided record.
pub fn voided_record(label: &str, name: &str, id: u64) -> String {
    format!("「{label}」所指的 {name} #{id} 已作废，请改选或清空")
}

/// Too many entries in one field.
pub fn too_many(label: &str, most: usize) -> String {
    format!("「{label}」最多 {most} 项，请删减")
}

/// One entry twice in one field.
pub fn twice(label: &str) -> String {
    format!("「{label}」里有重复的一项，请只留一个")
}

/// A finding about a nested row.
pub fn in_row(label: &str, row: usize, message: &str) -> String {
    format!("「{label}」第 {row} 行：{message}")
}

/// Numbers of persons in a free text; `masked` says whether outputs hide them.
pub fn personal_number(label: &str, kinds: &[&str], masked: bool) -> String {
    let kinds = kinds.join("、");
    let shown = if masked { "输出时会遮盖" } else { "输出时不遮盖" };
    format!("「{label}」里像有{kinds}（{shown}）：不是办理所必需的请删去")
}

/// A deputy of the same name.
pub fn deputy_namesake(name: &str, detail: &str) -> String {
    let detail = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
    format!("已有同名代表 {name}{detail}：同一人请不要重复登记，不是同一人可继续")
}

/// A unit of the same name.
pub fn unit_twice(name: &str) -> String {
    format!("已有同名单位 {name}，请不要重复登记")
}

/// A deputy who was not in office.
pub fn not_serving(name: &str, status: &str, since: Option<impl Display>) -> String {
    let since = since.map_or(String::new(), |since| format!("（{since} 起）"));
    format!("代表 {name} 的状态是「{status}」{since}，请核对人选")
}

/// A setting this version does not read.
pub fn unknown_setting(key: &str) -> String {
    format!("本版不认识设置项「{key}」，保存后不起作用，请核对名称")
}

/// More text than a setting holds.
pub fn too_long_setting(most: usize) -> String {
    format!("内容太长，一项设置最多 {most} 个字，请删减")
}

/// A setting under a key that has one.
pub fn setting_twice(key: &str, id: u64) -> String {
    format!("设置项「{key}」已有一条（#{id}），请修改那一条，不要另加")
}

/// A day in another year than that of the number.
pub fn other_year(number: &str, year: i32) -> String {
    format!("编号 {number} 是 {year} 年的，反映日期不能改到别的年份：确实记错年份的，请作废后重新登记")
}

/// A notice that came late.
pub fn late_notice(ahead: i64, wanted: u32) -> String {
    if ahead < 0 {
        "公告日期在接待日之后，请核对".to_owned()
    } else {
        format!("只提前 {ahead} 天公告，应至少提前 {wanted} 天")
    }
}

/// Attendance of someone who was not on duty.
pub fn not_on_duty(name: &str) -> String {
    format!("到站情况里的 {name} 不在接待代表里：请加进接待代表，或删去这一行")
}

/// Attendance of one deputy twice.
pub fn attends_twice(name: &str) -> String {
    format!("到站情况里 {name} 有两行，请只留一行")
}

/// Deputies on duty of whom nothing is said; `is_none` where nothing is said of anybody: then all of them are counted.
pub fn no_attendance(names: &[String], count: usize, is_none: bool) -> String {
    let more = if count > names.len() { format!("等 {count} 人") } else { String::new() };
    let counted = if is_none { "进站人次暂按接待代表计入" } else { "进站人次不会计入" };
    format!("{}{more}还没有到站情况，{counted}，请补填到站、请假或缺席", names.join("、"))
}

/// An issue raised through a channel that has a deputy.
pub fn deputy_wanted(channel: &str) -> String {
    format!("来源渠道是「{channel}」，请填写接待或反映的代表")
}

/// Raised after something was done about it.
pub fn after_first_step(step: impl Display) -> String {
    format!("反映日期晚于已有的办理步骤（{step}），请改正")
}

/// What names of villages and communities end in, the longest first; left out in talk.
pub const PLACE_SUFFIXES: [&str; 4] = ["村委会", "居委会", "社区", "村"];

/// Raised on a day that has not come.
pub fn source_ahead(day: impl Display) -> String {
    format!("来源记录是 {day}，还没有到，不会有这一天收到的意见；请改选已举行的那一次")
}

/// Raised on a day that was not held.
pub fn source_not_held(stage: &str) -> String {
    format!("来源记录那一天「{stage}」，没有举行；请核对，意见若是另一天收到的，请改选那一次")
}

/// The same visit was entered before.
pub const VISIT_TWICE: &str = "同一天、同样的代表、同一个村、同样的情况已登记过一次走访，是不是重复登记了";

/// A number that begins like a mobile one.
pub fn odd_mobile(label: &str, digits: usize) -> String {
    format!("「{label}」像手机号，但有 {digits} 位数字，手机号应为 11 位，请核对")
}

/// Raised on another day than the record it came from.
pub fn other_day(raised: impl Display, day: impl Display) -> String {
    format!("反映日期是 {raised}，来源记录是 {day}，请核对是不是同一天")
}

/// A deputy who is to be at two places at once.
pub fn on_duty_elsewhere(deputy: &str, place: &str) -> String {
    format!("{deputy}同一时间还要在“{place}”接待，请核对")
}

/// A day was put off to a day that is no later.
pub fn moved_to_before(date: impl Display) -> String {
    format!("顺延至的日期应晚于原定的 {date}，请改正")
}
