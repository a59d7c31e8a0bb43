//! What 今日 says.

use super::counted;
use crate::model::Kind;

/// What the opening of the desk has to tell.
pub const NOTICES: &str = "打开台账时的提示";
/// What comes first.
pub const START: &str = "开始使用";
/// The first steps, and the records they are about.
pub const STEPS: [(&str, Kind); 3] = [
    ("第一步  录入代表名册（回车转到，按 F2 新增）", Kind::Deputy),
    ("第二步  录入承办单位", Kind::Unit),
    ("第三步  核对本站信息", Kind::Station),
];
/// A station that has its ledgers already; the command stands on a line of its own.
pub const START_WITH_LEDGERS: [&str; 2] =
    ["已有电子台账的，先退出，再运行下面的命令导入：", "    liaison import 台账文件.xlsx"];
/// Reception days.
pub const RECEPTIONS: &str = "接待日";
/// None is planned.
pub const NO_RECEPTION: &str = "今天没有接待日，也没有排定下一次；到接待日页按 F2 排定";
/// The whole due list.
pub const ALL_DUE: &str = "查看全部待答复意见";
/// The books.
pub const TOTALS: &str = "台账";

/// Unfinished forms.
pub fn drafts(count: usize) -> String {
    format!("未保存的草稿 {count} 份（回车继续，Delete 删除）")
}

/// A draft.
pub fn draft_line(what: &str, at: &str) -> String {
    let at: String = at.chars().take(16).map(|letter| if letter == 'T' { ' ' } else { letter }).collect();
    format!("{what}  {at}")
}

/// A draft of a step, which so many other issues take as well.
pub fn draft_of_step(verb: &str, issue: &str, others: usize) -> String {
    if others == 0 { format!("{verb} {issue}") } else { format!("{verb} {issue} 等 {} 件", others + 1) }
}

/// A draft of a new record.
pub fn draft_of_new(kind: Kind, words: &str) -> String {
    format!("新增{}  {words}", name(kind)).trim_end().to_owned()
}

/// A draft of a change.
pub fn draft_of_edit(kind: Kind, record: &str) -> String {
    format!("修改{} {record}", name(kind))
}

/// Today's reception.
pub fn on_duty(start: &str, place: &str, deputies: &str) -> String {
    format!("今天 {start} {place}，值班代表：{deputies}")
}

/// A reception day ahead.
pub fn ahead(days: i64, record: &str) -> String {
    match days {
        1 => format!("明天  {record}"),
        days => format!("{days} 天后  {record}"),
    }
}

/// How many are late and how many soon due.
///
/// Each with whether that is all of them.
pub fn due((late, is_all_late): (usize, bool), (soon, is_all_soon): (usize, bool), warned: i64) -> String {
    let least = |is_all: bool| if is_all { "" } else { "至少 " };
    format!("待答复：超期 {}{late} 件，{warned} 天内到期 {}{soon} 件", least(is_all_late), least(is_all_soon))
}

/// One of them.
pub fn due_line(days: i64, record: &str) -> String {
    match days {
        0 => format!("今天到期  {record}"),
        days if days < 0 => format!("超期 {} 天  {record}", -days),
        days => format!("还有 {days} 天  {record}"),
    }
}

/// Not assigned yet.
pub fn registered(count: u64) -> String {
    format!("已登记、还没有交办或答复的意见 {count} 件")
}

/// Answered, not fed back.
pub fn not_fed_back(count: usize, is_whole: bool) -> String {
    let least = if is_whole { "" } else { "至少 " };
    format!("已答复、还没有向群众反馈的意见 {least}{count} 件")
}

/// A promise of class B that falls due.
pub fn promise(days: i64, record: &str) -> String {
    match days {
        0 => format!("B类承诺今天到期  {record}"),
        days if days < 0 => format!("B类承诺已过 {} 天  {record}", -days),
        days => format!("B类承诺还有 {days} 天  {record}"),
    }
}

/// A book and how much is in it.
pub fn total(name: &str, kind: Kind, count: u64) -> String {
    format!("{name} {}", counted(kind, count))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Station => "本站信息",
        Kind::Deputy => "代表",
        Kind::Unit => "承办单位",
        Kind::Reception => "接待日",
        Kind::Issue => "群众意见",
        Kind::Visit => "走访",
        Kind::Setting => "设置",
        Kind::Activity => "活动",
        Kind::Project => "民生实事",
        Kind::Proposal => "代表建议",
    }
}
