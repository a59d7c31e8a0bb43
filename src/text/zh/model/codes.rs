//! What is said about a code list that does not read or breaks a rule.

/// What stands between names in a list and between the levels of a category; no name may hold one of them.
pub const BETWEEN_NAMES: [char; 10] = [',', '，', '、', ';', '；', '/', '／', '|', '｜', '#'];

/// A setting of a list nobody knows.
pub const NO_SUCH_LIST: &str = "没有这个代码表，请核对设置项名称（形如 codes.channel）";
/// A setting of a term nobody knows.
pub const NO_SUCH_DEADLINE: &str = "没有这个期限设置，可设 deadlines.redo_days、warn_days、notice_days、erase_months";

/// A setting of a quota nobody knows.
pub const NO_SUCH_QUOTA: &str = "没有这个定额设置，可设 quotas.receptions、quotas.visits";
/// A setting of the scores nobody knows.
pub const NO_SUCH_SCORE: &str = "没有这个得分设置，可设 scores.enabled、scores.table";
/// A setting of the exchange nobody knows.
pub const NO_SUCH_SYNC: &str = "没有这个上报设置，可设 sync.due_days、sync.remind_days";
/// Yes or no was expected.
pub const SWITCH_EXPECTED: &str = "应为 true（启用）或 false（停用），请改正";

/// What stands between the names that several desks gave one code.
const OR: char = '或';

/// A code in no list that is known here.
pub fn unknown(key: &str) -> String {
    format!("未知代码 {key}")
}

/// Whether a name is one of those a code goes by.
pub fn is_called(names: &str, name: &str) -> bool {
    names == name || names.split(OR).any(|known| known == name)
}

/// A further name of a code.
pub fn or(names: &str, name: &str) -> String {
    format!("{names}{OR}{name}")
}

/// A table of scores that does not read.
pub fn scores_form(duties: &str) -> String {
    format!(
        "读不懂，请逐项写成 [[table]] duty = \"visit\" base = 10 extra = 2 cap = 20（各占一行）；duty 可用 {duties}"
    )
}

/// A table of scores that is too long, counts a duty twice or gives too many points.
pub fn bad_scores(rows: usize, points: u32) -> String {
    format!("得分表应为 1 到 {rows} 行，每项履职只写一行，分值 0 到 {points}，请改正")
}

/// A file or setting that is no TOML of the right shape.
pub fn unreadable(origin: &str, line: Option<usize>) -> String {
    let place = line.map_or(String::new(), |line| format!("第 {line} 行"));
    format!("设置「{origin}」{place}读不懂，仍用原有代码表；请按 [[表名]] key = \"…\" name = \"…\" 的格式改正")
}

/// A setting that is no TOML or not of the shape its kind has.
pub fn out_of_shape(origin: &str, line: Option<usize>, shape: &str) -> String {
    let place = line.map_or(String::new(), |line| format!("第 {line} 行"));
    format!("设置「{origin}」{place}读不懂，仍用原有内容；{shape}")
}

/// What is wrong, with its line where that is known.
pub fn in_line(line: Option<usize>, why: &str) -> String {
    line.map_or_else(|| why.to_owned(), |line| format!("第 {line} 行：{why}"))
}

/// A file or setting that breaks a rule.
pub fn refused(origin: &str, why: &str) -> String {
    format!("设置「{origin}」未采用，仍用原有内容：{why}")
}

/// Too much text.
pub fn too_long(bytes: usize) -> String {
    format!("内容太长，最多 {bytes} 字节，请删减")
}

/// Another list than the setting's own.
pub fn only_list(name: &str) -> String {
    format!("这里只能写 [[{name}]] 一个代码表，请删去其他内容")
}

/// A list whose keys the rules know.
pub fn fixed(key: &str) -> String {
    format!("本表只能改名称，不能增加或停用代码，请去掉「{key}」的改动")
}

/// Too many codes.
pub fn too_many(most: usize) -> String {
    format!("一个代码表最多 {most} 项，请删减")
}

/// A key that stands twice.
pub fn key_twice(key: &str) -> String {
    format!("代码「{key}」重复，请只保留一项")
}

/// A name that stands twice below one parent.
pub fn name_twice(name: &str) -> String {
    format!("名称「{name}」重复，请改成不同的名称")
}

/// A numeric key among others, or one number twice.
pub fn key_number(key: &str) -> String {
    format!("代码「{key}」与其他代码不一致：一个表的代码要么全是数字且数值各不相同，要么都含字母")
}

/// A parent that is not there or is itself below another.
pub fn no_parent(key: &str, parent: &str) -> String {
    format!("代码「{key}」的上级「{parent}」不存在或不是一级代码，请改正")
}

/// A name that is another code's key.
pub fn name_is_key(name: &str) -> String {
    format!("名称「{name}」与另一项的代码相同，请换一个名称")
}

/// A key of the wrong form.
pub fn bad_key(bytes: usize) -> String {
    format!("代码应为 1 到 {bytes} 个英文字母、数字或下划线，请改正")
}

/// A name of the wrong form.
pub fn bad_name(key: &str, chars: usize) -> String {
    format!("代码「{key}」的名称应为 1 到 {chars} 个字，不含空格和逗号、顿号、分号、斜杠、竖线、井号，请改正")
}

/// A name of digits only.
pub fn digits_name(key: &str) -> String {
    format!("代码「{key}」的名称不能全是数字，请改正")
}

/// A definition that is too long or holds control characters.
pub fn bad_definition(key: &str, chars: usize) -> String {
    format!("代码「{key}」的说明最多 {chars} 个字，不含控制字符，请改正")
}

/// Days out of range.
pub fn bad_days(key: &str, most: u32) -> String {
    format!("代码「{key}」的天数应在 0 到 {most} 之间，且最长期限不短于期限，请改正")
}

/// A number was expected.
pub fn number_expected(most: u32) -> String {
    format!("应为 0 到 {most} 的整数，请改正")
}

/// Several numbers were expected.
pub fn numbers_expected(count: usize, most: u32) -> String {
    format!("应为至多 {count} 个 0 到 {most} 的整数，用逗号分开，如 [7, 3]，请改正")
}
