//! What is said about typed text that is no value of its field, and the signs that stand between typed things.

/// Between names of a list, as typed.
pub const SEPARATORS: &str = "，、,；;/／|｜";
/// Between names of a list, as written.
pub const COMMA: &str = "、";
/// Everybody in office together, as written and as typed.
pub const ALL_SERVING: [&str; 4] = ["全体在任代表", "全体在任", "全体代表", "全体"];
/// Between nested rows, as typed.
pub const ROW_SEPARATORS: [char; 3] = ['\n', '；', ';'];
/// Between nested rows, as written.
pub const ROW_JOIN: &str = "；";
/// Between the cells of a nested row, as typed.
pub const CELL_SEPARATORS: [char; 2] = ['|', '｜'];
/// Between the cells of a nested row, as written.
pub const CELL_JOIN: &str = " | ";
/// Between a cell's label and its value.
pub const EQUALS: [char; 2] = ['=', '＝'];
/// Before the id of a record.
pub const NUMBER_SIGNS: [char; 2] = ['#', '＃'];
/// What a phone number may hold beside digits and ASCII signs: an extension.
pub const PHONE_SIGNS: &str = "转";
/// Measure words after a count, the longer first.
pub const MEASURES: [&str; 14] =
    ["人次", "批次", "年度", "年", "人", "件", "条", "户", "份", "批", "次", "票", "处", "%"];
/// Signs before an amount.
pub const MONEY_SIGNS: &str = "¥￥";
/// The unit of an amount.
pub const YUAN: &str = "元";
/// Ten thousand of it.
pub const TEN_THOUSAND: &str = "万";
/// Yes, folded and in lower case.
pub const YES: [&str; 14] = ["是", "y", "yes", "1", "true", "t", "√", "✓", "✔", "有", "对", "真", "完成", "已完成"];
/// No, folded and in lower case.
pub const NO: [&str; 14] = ["否", "n", "no", "0", "false", "f", "×", "✗", "x", "无", "没有", "不", "假", "未完成"];

/// Yes or no, as written.
pub fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// A message of the text layer about one field.
pub fn about(label: &str, message: &str) -> String {
    format!("「{label}」{message}")
}

/// A field the program fills.
pub fn derived(label: &str) -> String {
    format!("「{label}」由程序生成，不能填写或修改（意见的办理情况用「下一步」或 liaison do 登记）")
}

/// Nothing but what stands between names.
pub fn names_nothing(label: &str) -> String {
    format!("「{label}」里只有分隔符号，没有内容：请输入名称，不填就清空")
}

/// Not a phone number.
pub fn not_a_phone(label: &str) -> String {
    format!("「{label}」只能是数字和 + - ( ) 转，如 0731-12345678 转 2，请改正")
}

/// Not a count.
pub fn not_a_number(label: &str, min: u32, max: u32) -> String {
    format!("「{label}」应为 {min} 到 {max} 的整数，请改正")
}

/// Not an amount.
pub fn not_money(label: &str) -> String {
    format!("「{label}」应为金额，单位元，精确到分，如 3000、1,234.50、2.5万元，请改正")
}

/// Neither yes nor no.
pub fn not_yes_no(label: &str) -> String {
    format!("「{label}」请填「是」或「否」（也可填 y n 1 0 √ ×）")
}

/// A code nobody knows.
pub fn unknown_code(label: &str, typed: &str) -> String {
    format!("「{label}」没有「{typed}」，请从代码表里选序号、名称或拼音")
}

/// A text that fits several codes.
pub fn several_codes(label: &str, typed: &str, candidates: &[String]) -> String {
    format!("「{label}」的「{typed}」有几种可能：{}，请输入前面的数字或全名", candidates.join("；"))
}

/// A reference whose target is not known yet.
pub fn no_target(label: &str) -> String {
    format!("先把「来源渠道」选为接待日或代表走访，再填「{label}」")
}

/// No record fits.
pub fn no_such_record(kind: &str, typed: &str) -> String {
    format!("没有找到{kind}「{typed}」，请核对，或先登记{kind}")
}

/// Several records fit.
pub fn several_records(kind: &str, typed: &str, candidates: &[String]) -> String {
    format!("{kind}「{typed}」有几个：{}，请输入全名或 # 加序号", candidates.join("；"))
}

/// No issue of any desk fits.
pub fn no_such_issue(typed: &str) -> String {
    format!("没有找到意见建议「{typed}」，请写 站名/编号（如 茶亭镇/2026-0012），或按 F4 选")
}

/// Issues of several desks fit.
pub fn several_issues(typed: &str, candidates: &[String]) -> String {
    format!("意见建议「{typed}」有几件：{}，请写成 站名/编号", candidates.join("；"))
}

/// One of several issues, by its number and title.
pub fn told(number: &str, title: &str) -> String {
    if title.is_empty() { number.to_owned() } else { format!("{number}（{title}）") }
}

/// One of several records.
pub fn candidate(label: &str, id: u64, detail: &str) -> String {
    if detail.is_empty() { format!("{label}#{id}") } else { format!("{label}#{id}（{detail}）") }
}

/// A record that was voided.
pub fn voided_record(kind: &str, name: &str, id: u64) -> String {
    format!("{kind} {name}#{id} 已作废，请改选")
}

/// A name and an id that do not belong together.
pub fn other_name(id: u64, label: &str, typed: &str) -> String {
    format!("#{id} 是「{label}」，不是「{typed}」，请核对")
}

/// A cell of a nested row that fits no field.
pub fn no_place_for(cell: &str) -> String {
    format!("「{cell}」不知道填在哪一项，请写成「项目=内容」")
}

/// Rows that are no JSON array of objects.
pub fn not_json_rows(label: &str, line: usize, column: usize) -> String {
    format!("「{label}」不是 JSON 数组（第 {line} 行第 {column} 列），应形如 [{{\"项\":\"值\"}}]，请改正")
}

/// A key no field of the row has.
pub fn no_such_key(key: &str, keys: &[&str]) -> String {
    format!("没有「{key}」这一项，可用：{}", keys.join(" "))
}

/// Something wrong with a step of a history.
pub fn in_step(step: usize, message: &str) -> String {
    format!("「办理经过」第 {step} 步：{message}")
}

/// A JSON value that nobody could type.
pub fn not_plain(key: &str) -> String {
    format!("「{key}」应是文字、数字、是否或它们的列表，请改正")
}
