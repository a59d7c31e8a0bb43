//! What is said about the offices reports go to.

/// A list nobody knows.
pub const NO_SUCH_LIST: &str = "没有这个名单，可设 recipients.to（报送）、recipients.copy（抄送）";

/// No list of names.
pub fn unreadable(line: usize) -> String {
    format!("第 {line} 行读不懂；请写成 [\"甲单位\", \"乙单位\"]，或用顿号隔开的单位名称")
}

/// A name of the wrong form.
pub fn bad_name(name: &str, most: usize) -> String {
    format!("单位名称「{name}」应在 {most} 个字以内，不含逗号、顿号、分号、斜杠、竖线、井号，请改正")
}

/// A name that stands twice.
pub fn twice(name: &str) -> String {
    format!("「{name}」重复，请只保留一个")
}

/// Too many names.
pub fn too_many(most: usize) -> String {
    format!("最多 {most} 个单位，请删减")
}
