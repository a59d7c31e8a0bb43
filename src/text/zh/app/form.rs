//! What forms say: names of their commands, messages, titles.

use super::super::model::typed::COMMA;

/// Characters that mean yes.
pub const YES_KEYS: &str = "是有对1１yYｙＹ";
/// Characters that mean no.
pub const NO_KEYS: &str = "否不无0０nNｎＮ";
/// The section of issues registered together with the record.
pub const RAISED: &str = "本次登记的意见";
/// Help for that section.
pub const RAISED_HINT: &str = "F2 登记一件，回车打开，Ctrl+D 移除；与本记录一起保存";

/// A key that means nothing in the field.
pub const NOT_HERE: &str = "这里用不上这个键";
/// A letter in a yes-no field.
pub const YES_OR_NO: &str = "这一栏只填是或否：按空格切换，或按 1、0";
/// No hexadecimal digits before the caret.
pub const NO_CODE_POINT: &str = "请先输入生僻字的编码，如 U+20BB7，再按 Alt+X";
/// F3 with nothing to copy.
pub const NO_LAST: &str = "没有上一条可照抄，或上一条此栏为空";
/// F4 in a field without a list.
pub const NO_LIST: &str = "这一栏没有可选的清单，请直接输入";
/// Nothing fits in the pick list.
pub const NOT_IN_LIST: &str = "清单中没有这一项：退格重输，或按 Esc 返回";
/// F2 where nothing can be added.
pub const NO_ROWS: &str = "这一栏不是列表，没有可增加的行";
/// Registering an issue where none can be.
pub const RAISES_NOTHING: &str = "只有已举行的接待日和走访才能在表里登记意见";
/// Delete with no row selected.
pub const NO_ROW: &str = "请先用上下键选中要移除的一行";
/// A row was removed.
pub const ROW_REMOVED: &str = "已移除一行，保存后生效";
/// F6 with nothing found.
pub const NO_FINDINGS: &str = "没有要改的地方";
/// Enter with nothing left empty.
pub const ALL_FILLED: &str = "要填的栏都填了：按 Ctrl+S 保存；其余各栏可按 Tab 走到";
/// The same on a nested page.
pub const ALL_FILLED_NESTED: &str = "要填的栏都填了：Ctrl+N 放入并再录，Esc 放入返回，Ctrl+S 连同整条记录保存";
/// Enter on the last field of a filter.
pub const ALL_ASKED: &str = "已到最后一栏：按 F7 或 Ctrl+S 筛选";
/// Esc on a nested page with something typed.
pub const LEFT_UNFINISHED: &str = "没填完的一行留在列表中：回车打开接着填，或按 Ctrl+D 移除";
/// The sign of an unfinished row.
pub const UNFINISHED: &str = "未完成";
/// The line of a list that adds a row.
pub const ADD_ROW: &str = "F2 增加";
/// The line that adds people.
pub const ADD_PEOPLE: &str = "F4 从名册勾选，F2 增加一人";
/// The line that registers an issue.
pub const ADD_RAISED: &str = "F2 登记一件意见";
/// The sign of an issue saved earlier.
pub const SAVED_EARLIER: &str = "已登记";
/// Stands where nothing fits in a pick list.
pub const NOTHING_FITS: &str = "没有相符的项：退格改写，或按 Ctrl+U 看全部";
/// Issues of a reception day without visitors.
pub fn raised_by_nobody(issues: usize) -> String {
    format!("这次接待登记了 {issues} 件意见，批次、人次却没有填：统计里来访为 0，请补填")
}
/// Stands in a pick list of records where there are none at all.
pub fn none_yet(kind: &str, tab: usize) -> String {
    format!("还没有{kind}：先按 Esc，到 Alt+{tab} 录入后再选")
}
/// Stands below a coded field in which something was typed that fits nothing.
pub const NO_MATCH: &str = "没有相符的项：退格重输，或按 F4 看全部";
/// Help for a field whose value typing replaces.
pub const TYPING_REPLACES: &str = "直接输入即替换，按左右键或 End 修改";
/// Help for a yes-no field.
pub const TOGGLE_HINT: &str = "空格切换是否";
/// Help for attendance.
pub const ATTENDANCE_HINT: &str = "空格切换到站、请假、缺席；直接输签到时间，如 855；F2 增加";
/// The sign-in time of the selected deputy stands.
pub const SIGNED_IN: &str = "已记签到时间；按回车记下一位";
/// Digits that are no time.
pub const NO_SUCH_TIME: &str = "没有这个时间，请重新输入，如 855、0855、1430";

/// A sign-in time is being typed.
pub fn signing_in(typed: &str) -> String {
    format!("签到时间 {typed}")
}

/// Help for who took part in an activity.
pub const PARTICIPANTS_HINT: &str = "F4 从名册勾选（可选全体、小组）；输姓名找人，空格切换到会、请假、缺席";
/// No name on the list fits.
pub const NOBODY_CALLED_SO: &str = "列表里没有这个人；按 F4 从名册勾选";

/// So many people.
pub fn people(count: usize) -> String {
    format!("{count} 人")
}

/// So many people are on the list now.
pub fn on_list(count: usize) -> String {
    format!("已列 {count} 人，都记为到会；没到会的，输姓名找到后按空格改")
}

/// A name is looked for.
pub fn seeking(typed: &str) -> String {
    format!("找“{typed}”；按空格切换到会、请假、缺席")
}

/// Help for other rows.
pub const ROWS_HINT: &str = "F2 增加，回车打开，Ctrl+D 移除";

/// Help for the codes of a list.
pub const CODES_HINT: &str = "F2 增加，回车修改，空格停用或恢复，Alt+上下键调整先后；代码只停用不删除";
/// Help for rows whose order counts.
pub const ORDERED_HINT: &str = "F2 增加，回车打开，Ctrl+D 移除，Alt+上下键调整先后";
/// A code that the list had before is taken off.
pub const CODE_RETIRED: &str = "代码只停用不删除，旧记录仍显示它的名称；再按空格恢复";
/// A code of a fixed list is taken off.
pub const CODE_FIXED: &str = "这个表的代码由程序使用，只能改名称和先后，不能增减、停用";
/// A row is moved that cannot be.
pub const NO_MOVE: &str = "先选中要移动的一行；第一行不能上移，最后一行不能下移";
/// A setting is saved as it stands.
pub const SETTING_UNCHANGED: &str = "没有改动，不用保存；按 Esc 返回";

/// The title of a setting's form.
pub fn setting(label: &str) -> String {
    format!("设置 {label}")
}

/// The title of a form for a new record.
pub fn new_record(kind: &str) -> String {
    format!("新增{kind}")
}

/// The title of a form for a kept record.
pub fn edit_record(kind: &str, label: &str) -> String {
    format!("修改{kind} {label}").trim_end().to_owned()
}

/// The title of a step's form.
pub fn step(verb: &str, number: &str, title: &str) -> String {
    format!("{verb}  {number} {title}")
}

/// The title of a decision's form.
pub fn decide(verb: &str, number: &str, title: &str) -> String {
    format!("上级办理·{verb}  {number} {title}")
}

/// The title of a step that other records take as well: so many of them in all.
pub fn with_others(title: &str, all: &str) -> String {
    format!("{title} 等 {all}一并办理")
}

/// Fields that a change of a reception day's stage empties, and the issues raised on it.
pub fn would_empty(labels: &[&str], raised: usize) -> String {
    let remain =
        if raised == 0 { String::new() } else { format!("；已登记的 {raised} 件意见仍挂在这一天") };
    format!("改状态会清空：{}{remain}", labels.join(COMMA))
}

/// Issues raised on a day that was not held.
pub fn issues_remain(raised: usize) -> String {
    format!("这一天已登记 {raised} 件意见，改状态后它们仍挂在这一天")
}

/// A day that was put off is to stand again beside the one it was put off to.
pub fn moved_already(later: &str) -> String {
    format!("这一天已顺延到 {later}，簿上另有那一期；要恢复原来的日期，请先作废那一期，或按 Ctrl+Z 撤销顺延")
}

/// Issues raised on a day whose date is changed.
pub fn issues_keep_their_day(raised: usize) -> String {
    format!("已登记的 {raised} 件意见，反映日期不会跟着改")
}

/// The same issue was entered before.
pub fn twin(number: &str) -> String {
    format!("{number} 的标题和村都和这件一样，是不是重复登记了")
}

/// What the rules say of the same step of another issue.
pub fn of_another(number: &str, message: &str) -> String {
    format!("{number}：{message}")
}

/// The title of a nested page.
pub fn inside(outer: &str, inner: &str) -> String {
    format!("{outer} > {inner}")
}

/// The nested page of an issue.
pub fn issue_raised(place: usize) -> String {
    format!("第 {place} 件意见")
}

/// A row was put on its list.
pub fn put_on_list(count: usize) -> String {
    format!("已放入列表，共 {count} 行；按 Ctrl+S 随本记录一起保存")
}

/// An issue was put on the list of those raised.
pub fn issue_put(count: usize) -> String {
    format!("已放入本次登记的意见，共 {count} 件；按 Ctrl+S 随本记录一起保存")
}

/// Fields above and below the part that is shown; nothing where there are none.
pub fn out_of_sight(above: usize, below: usize) -> String {
    match (above, below) {
        (0, 0) => String::new(),
        (0, below) => format!("下面还有 {below} 栏"),
        (above, 0) => format!("上面还有 {above} 栏"),
        (above, below) => format!("上面还有 {above} 栏，下面还有 {below} 栏"),
    }
}

/// Stands at the right of an empty field that takes several.
pub const SEVERAL: &str = "可填几个，用顿号隔开";
/// An earlier issue that looks like the one being entered.
pub fn alike(issue: &str, reported_on: &str) -> String {
    format!("相近 {reported_on} {issue}")
}

/// Stands below the title while there are such issues.
pub const ALIKE_HINT: &str = "以前有相近的：同一件事不必另登，Esc 留草稿，按 # 转到那一件";

/// What tells a choice from another of the same name.
pub fn told_apart(detail: &str) -> String {
    format!("（{detail}）")
}

/// A code that is suggested.
pub fn suggested(choice: &str) -> String {
    format!("像是 {choice}")
}

/// Stands behind choices that are not all of them.
pub const MORE_CHOICES: &str = "… F4 看全部";

/// A row that is not finished.
pub fn unfinished(label: &str, row: usize) -> String {
    format!("「{label}」第 {row} 行还没有填完：回车打开，填完按 Esc 放回，或按 Ctrl+D 移除")
}

/// Errors that block a save.
pub fn errors(count: usize, first: &str) -> String {
    match count {
        1 => format!("不能保存：{first}"),
        _ => format!("不能保存，有 {count} 处要改（F6 逐处查看）：{first}"),
    }
}

/// The title of a filter's form.
pub fn filter(kind: &str) -> String {
    format!("筛选{kind}：填哪几栏就按哪几栏找，F7 开始")
}

/// Conditions that cannot be understood.
pub fn filter_errors(count: usize, first: &str) -> String {
    match count {
        1 => format!("不能筛选：{first}"),
        _ => format!("不能筛选，有 {count} 处要改（F6 逐处查看）：{first}"),
    }
}

/// Warnings that are asked about once.
pub fn warnings(count: usize, first: &str, key: &str) -> String {
    match count {
        1 => format!("{first}。无误再按一次 {key}"),
        _ => format!("请核对 {count} 处（F6 逐处查看），无误再按一次 {key}：{first}"),
    }
}

/// What stands before what is typed in a pick list.
pub fn pick_label(label: &str) -> String {
    format!("选择{label}：")
}

/// What is marked in a pick list.
pub fn marked(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("已选 {} 项：{}", names.len(), names.join(COMMA)) }
}

/// What stands at the right of a field: what was understood, and what is worth knowing about it.
pub fn understood(value: Option<&str>, about: &str) -> String {
    match value {
        Some(value) if about.is_empty() => format!("= {value}"),
        Some(value) => format!("= {value} {about}"),
        None => about.to_owned(),
    }
}

/// So many fields were copied from the last record.
pub fn copied(count: usize) -> String {
    match count {
        0 => "没有可照抄的栏了：填过的栏不会被改动".to_owned(),
        _ => format!("已照上一条填入 {count} 栏，请逐栏核对后按 Ctrl+S 保存"),
    }
}

/// Characters typed of those allowed.
pub fn count(typed: usize, most: usize) -> String {
    if typed > most { format!("{typed}/{most} 超 {} 字", typed - most) } else { format!("{typed}/{most}") }
}

/// Rows of a long text that are not shown while the cursor is elsewhere.
pub fn more_rows(count: usize) -> String {
    format!("（还有 {count} 行）")
}
