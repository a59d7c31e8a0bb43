//! What plain mode asks and says: one line each, read aloud as it stands.

use std::fmt::Display;

/// Said before the first question.
pub const INTRO: &str = "回车保留方括号里的内容，? 看说明。";
/// General help.
pub const HELP: &str =
    "回车保留方括号里的内容，直接输入即替换，单独一个 - 清空或先跳过，Ctrl+D 中途离开，已填的存成草稿。";
/// What a yes-no question does not take.
pub const YES_OR_NO: &str = "请输入 y（是）或 n（否），直接回车为方括号里的。";
/// A field was emptied.
pub const CLEARED: &str = "已清空。";
/// A row was dropped.
pub const DROPPED: &str = "已去掉。";
/// Between things in one sentence.
pub const AND: &str = "；";
/// No rows.
pub const NONE: &str = "无";
/// Help for prose.
pub const PROSE_HELP: &str = "可写多行，空行结束。";
/// Help for a date.
pub const DATE_HELP: &str = "可输入 今天、昨天、-1、5（本月 5 日）、0305、20260305。";
/// Help for a time.
pub const TIME_HELP: &str = "可输入 930、1830、9:30。";
/// Help for yes or no.
pub const YES_NO_HELP: &str = "输入 y（是）或 n（否）。";
/// Help for an amount.
pub const MONEY_HELP: &str = "金额，单位元，如 3000、2.5万元。";
/// Help for codes and records.
pub const LIST_HELP: &str = "输入序号、名称或拼音；? 后面加几个字可缩小范围。可选：";
/// Nothing to choose from.
pub const NOTHING_FITS: &str = "没有相符的项。";
/// Attendance is asked for one by one.
pub const ATTENDANCE_HELP: &str = "回车：全部照方括号里的；y：逐人填写；输入某人的序号、姓名或拼音：只改这一人。";
/// An empty line in the middle of a paste.
pub const PASTED: &str = "后面还有一起粘贴进来的内容，先不保存。";
/// A line too long.
pub const TOO_LONG: &str = "这一行太长，没有收下，请重新输入。";
/// A line that is not UTF-8.
pub const NOT_TEXT: &str = "这一行不是 UTF-8 编码的文字，没有收下，请重新输入。";
/// A line with control characters.
pub const CONTROLS: &str = "这一行里有方向键或其他控制字符，没有收下，请重新输入。";
/// Text far beyond what any field takes.
pub const OVERLONG: &str = "内容太长，后面的没有收下，请核对。";
/// Too many wrong answers one after the other.
pub const GIVEN_UP: &str = "连续多次输入有误，已停止。";
/// Input ended.
pub const ENDED: &str = "输入已结束。";
/// Told to end.
pub const STOPPED: &str = "已中断。";
/// Rows given on the command line for a record of which there is a draft.
pub const DRAFT_FIRST: &str = "这条记录有一份没有保存的草稿，请先不带 --set 接着填完，再改到站情况、办实事等内容。";
/// Nothing was typed.
pub const NOTHING: &str = "没有填写或改动内容，未保存。";
/// What stands on the form where not even a draft could be written.
pub const KEPT_NOWHERE: &str = "已填的内容如下，请自行抄存：";

/// A question about a field of one line.
pub fn field(label: &str, required: bool, value: &str) -> String {
    let star = if required { "*" } else { "" };
    if value.is_empty() { format!("{label}{star}：") } else { format!("{label}{star} [{value}]：") }
}

/// Who took part.
pub fn people(label: &str, listed: usize) -> String {
    let listed = if listed > 0 { format!("，已列 {listed} 人，回车不变") } else { String::new() };
    format!("{label}（姓名用顿号隔开，或 全体在任、小组名{listed}）：")
}

/// A question about a text of several lines.
pub fn prose(label: &str, required: bool, value: &str) -> String {
    let star = if required { "*" } else { "" };
    if value.is_empty() {
        format!("{label}{star}（可写多行，空行结束）：")
    } else {
        format!("{label}{star} [{value}]（回车保留，重写可多行，空行结束）：")
    }
}

/// A long text, shortened.
pub fn shortened(beginning: &str, chars: usize) -> String {
    format!("{beginning}……共 {chars} 字")
}

/// The category earlier issues like this one were filed under.
pub fn like_category(name: &str) -> String {
    format!("类别像是：{name}")
}

/// What was understood.
pub fn understood(shown: &str, about: &str) -> String {
    if about.is_empty() { format!("= {shown}") } else { format!("= {shown}  {about}") }
}

/// A value with its weekday.
pub fn with_weekday(date: &str, weekday: &str) -> String {
    format!("{date} {weekday}")
}

/// A field with its number and value.
pub fn numbered(number: usize, label: &str, value: &str) -> String {
    if value.is_empty() { format!("{number} {label}") } else { format!("{number} {label} {value}") }
}

/// What is filled in before anything is asked.
pub fn filled(fields: &[String]) -> String {
    format!("已填好：{}。最后可以改。", fields.join(AND))
}

/// What is answered with no.
pub fn no(fields: &[String]) -> String {
    format!("填“否”的：{}。", fields.join(AND))
}

/// What is still empty.
pub fn empty(fields: &[String]) -> String {
    format!("未填：{}。", fields.join(AND))
}

/// Before the list of everything on the page.
pub fn summary(title: &str) -> String {
    format!("{title}，请核对：")
}

/// The last question of a form: `left` optional fields were not asked for.
pub fn finish(left: usize) -> String {
    format!("回车保存，输入栏目名或序号修改{}，q 放弃并存草稿：", rest(left))
}

/// The last question about a row.
pub fn finish_row(left: usize) -> String {
    format!("回车放回，输入栏目名或序号修改{}，d 去掉：", rest(left))
}

fn rest(left: usize) -> String {
    if left == 0 { String::new() } else { format!("，y 逐项填写其余 {left} 栏") }
}

/// No field is called so.
pub fn no_such_field(typed: &str) -> String {
    format!("没有“{typed}”这一栏，请输入栏目名、拼音或前面的序号；? 再听一遍。")
}

/// Several fields are called so.
pub fn several_fields(fields: &[String]) -> String {
    format!("有几栏相符，请输入序号：{}。", fields.join(AND))
}

/// What blocks the save.
pub fn errors(count: usize) -> String {
    format!("不能保存，有 {count} 处要改：")
}

/// What wants a second look.
pub fn warnings(count: usize) -> String {
    format!("请核对 {count} 处，无误再回车一次：")
}

/// Several things it may mean.
pub fn several(label: &str) -> String {
    format!("「{label}」有几个相符的，请输入前面的序号：")
}

/// One of them.
pub fn choice(number: &str, label: &str, detail: &str) -> String {
    if detail.is_empty() { format!("{number} {label}") } else { format!("{number} {label}（{detail}）") }
}

/// More of them.
pub fn more_choices(most: usize) -> String {
    format!("只列出前 {most} 项，? 后面加几个字可缩小范围。")
}

/// Help for a text of one line.
pub fn line_help(most: usize) -> String {
    format!("最多 {most} 个字。")
}

/// Help for a count.
pub fn number_help(min: u32, max: u32) -> String {
    format!("{min} 到 {max} 的整数。")
}

/// Whether a row is to be added.
pub fn add_row(label: &str, count: usize) -> String {
    match count {
        0 => format!("{label}：登记一件？ [否]："),
        _ => format!("{label}已有 {count} 件，再登记一件？ [否]："),
    }
}

/// The same, with rows that can be opened.
pub fn change_rows(label: &str, count: usize) -> String {
    format!("{label}共 {count} 件。输入序号修改，y 再登记一件，回车返回：")
}

/// No row has this number.
pub fn no_such_row(count: usize) -> String {
    format!("请输入 1 到 {count} 的序号，y 再登记一件，或直接回车。")
}

/// A row stands on its list.
pub fn row_put(title: &str, summary: &str) -> String {
    format!("已记下{title}：{summary}")
}

/// The rows of a list.
pub fn rows(lines: &[String]) -> String {
    format!("{} 项：{}", lines.len(), lines.join(AND))
}

/// A person and what became of the duty.
pub fn present(name: &str, state: &str) -> String {
    format!("{name} {state}")
}

/// Whether to go on with a draft.
pub fn resume(at: &str, words: &str) -> String {
    let at: String = at.chars().take(16).map(|letter| if letter == 'T' { ' ' } else { letter }).collect();
    format!("有一份没有保存的草稿（{at}）{words}。接着填写？ [是]：")
}

/// A draft of this kind that is let be.
pub fn other_drafts(count: usize) -> String {
    format!("另有没有保存的草稿 {count} 份，这次不用。")
}

/// Ended without saving; the draft stands.
pub fn left(why: &str, command: &str) -> String {
    format!("{why}没有保存；已填的内容存成了草稿，再次运行 {command} 可接着填，值班台“今日”里也能继续。")
}

/// Ended without saving, and the draft could not be written.
pub fn lost(why: &str, error: &dyn Display) -> String {
    format!("{why}没有保存，草稿也没有存下：{error}")
}

/// A draft that could not be written while going on.
pub fn undrafted(error: &dyn Display) -> String {
    format!("草稿没有存下：{error}。可以继续填写，保存前请不要关机。")
}

/// Standard input cannot be read.
pub fn unheard(error: &dyn Display) -> String {
    format!("不能读取键盘输入：{error}。")
}
