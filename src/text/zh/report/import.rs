//! About ledgers that are taken in.

use super::printable;
use crate::model::Date;
use std::fmt::Display;
use std::path::Path;

/// Stands in the title of a column of amounts that count ten thousand 元.
pub const TEN_THOUSAND_YUAN: &str = "万元";
/// After such an amount.
pub const TEN_THOUSAND: &str = "万";
/// Signs of a title that mean nothing: required marks, colons, the comma of an enumeration (folded).
pub const PASSED_OVER: &str = "*:、,";
/// Between the two ends of a range of times (folded).
pub const RANGE_SIGNS: &str = "-–—~至到";
/// What a row of sums is called.
pub const SUMS: [&str; 5] = ["合计", "小计", "总计", "共计", "累计"];
/// What follows the figure of a sum.
pub const UNITS_OF_SUMS: &str = ".件人次户条批个元万%";
/// What a note below a table begins with, before a colon or a bracket (folded).
pub const NOTES_BELOW: [&str; 30] = [
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "经办人",
    "记录人",
    "登记人",
    "审核人",
    "审核",
    "审批人",
    "复核人",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "主管领导",
    "站长",
    "联络员",
    "填报单位",
    "填表单位",
    "填报日期",
    "填表日期",
    "制表日期",
    "填报时间",
    "联系人",
    "联系电话",
    "说明",
    "填表说明",
    "备注",
    "注",
];
/// Between month and day, and what may end a day.
pub const MONTH_SIGN: char = '月';
/// See [`MONTH_SIGN`].
pub const DAY_SIGNS: [char; 2] = ['日', '号'];
/// What a time of day or a day of the week behind a day begins with (folded).
pub const TIME_BEGINS: &str = "上下中早晚凌清傍夜周星礼(";
/// What they are made of, beside digits.
pub const TIME_SIGNS: &str = "上下中午早晚凌清晨傍夜间里周星期礼拜一二三四五六日天点时分半整许左右约:()";
/// Ends a year.
pub const YEAR_SIGN: char = '年';
/// What follows a level without saying more.
pub const LEVEL_ENDINGS: [&str; 4] = ["人大代表", "代表", "人大", "级"];
/// Levels as others call them, and as the code list does; the result stays a list with its commas.
pub const LEVEL_NAMES: [(&str, &str); 5] =
    [("区县", "县"), ("县区", "县"), ("区", "县"), ("乡镇", "乡"), ("乡", "乡镇")];

/// Heading of the row numbers in the file of bad rows.
pub const REJECT_ROW: &str = "原行号";
/// Heading of the reasons there.
pub const REJECT_REASON: &str = "未导入原因";
/// Between two reasons.
pub const REASON_JOIN: &str = "；";

/// What the name of a file of bad rows has after that of the input.
pub const REJECTS_MARK: &str = ".未导入";

/// The name of the file of bad rows: beside the input, a further one where that stands already.
pub fn rejects_file(stem: &str, count: u32) -> String {
    if count == 1 { format!("{stem}{REJECTS_MARK}.csv") } else { format!("{stem}{REJECTS_MARK}-{count}.csv") }
}

/// A column by its letters and title.
pub fn column(letters: &str, title: &str) -> String {
    format!("{letters} 列“{}”", printable(title))
}

/// A reason with its column.
pub fn wrong(column: &str, message: &str) -> String {
    format!("{column}：{message}")
}

/// A cell that shows an error.
pub fn error_cell(name: &str) -> String {
    format!("单元格是错误值 {}，请在表格里改成正确的内容", printable(name))
}

/// A date without its year, or no date.
pub fn not_a_full_date(text: &str) -> String {
    format!("“{}”不是完整的日期，请写明年月日，如 2026-11-23", shortened(text))
}

/// No header in any sheet.
pub fn no_header(file: &str, sheets: &[String]) -> String {
    let sheets: Vec<String> = sheets.iter().map(|name| printable(name)).collect();
    format!(
        "“{}”里没有找到表头（看了每张表的前 20 行：{}）。请在第一行写上列名，如“反映日期、标题、内容、类别”；\
         或用 --kind 说明是哪本台账、用 --map 列名=字段 指定各列。",
        printable(file),
        sheets.join("、")
    )
}

/// A kind that no ledger holds.
pub fn wrong_kind(kind: &str, known: &[&str]) -> String {
    format!("{kind}不能从表格导入。--kind 可用：{}。", known.join(" "))
}

/// `--map` names no column.
pub fn no_column(wanted: &str, present: &[String]) -> String {
    let present: Vec<String> = present.iter().map(|title| printable(title)).collect();
    format!("--map：表里没有“{}”这一列。现有：{}。", printable(wanted), present.join("、"))
}

/// `--map` names no field that can be filled.
pub fn no_field(kind: &str, wanted: &str) -> String {
    format!(
        "--map：{kind}没有可导入的字段“{}”。请写字段名（如 reported_on）或它的中文名（如 反映日期）；等号后留空表示不导入该列。",
        printable(wanted)
    )
}

/// The program's own list of titles does not read.
pub const TITLES_UNREADABLE: &str = "程序自带的列名表读不出来，请重新安装程序。";

/// The rest of the file cannot be read.
pub fn cut_short(added: u64, why: &dyn Display) -> String {
    format!("导入中断，已存入 {added} 行，其后的没有读：{why}\n换一份好的文件重新导入即可，已存入的不会重复。")
}

/// A group was refused.
pub fn not_saved(added: u64, why: &dyn Display) -> String {
    format!("导入中断，已存入 {added} 行：{why}\n处理好以后重新导入同一文件即可，已存入的不会重复。")
}

/// The file of bad rows was not written.
pub fn no_rejects(added: u64, why: &dyn Display) -> String {
    format!("已存入 {added} 行；有问题的行没能另存：{why}\n请用 --dry-run 查看有问题的行。")
}

/// A remark about many rows.
pub fn remark(text: &str, count: u64, first_row: u32) -> String {
    if count == 1 {
        format!("第 {first_row} 行：{text}")
    } else {
        format!("{count} 行（如第 {first_row} 行）：{text}")
    }
}

/// A category nobody knows.
pub fn unknown_category(name: &str) -> String {
    format!("类别“{}”不在类别表里，归入“其他”", shortened(name))
}

/// A title beyond its length.
pub const LONG_TITLE: &str = "标题超过 60 字：标题截短，全文放在内容开头";
/// A title that is missing.
pub const NO_TITLE: &str = "没有标题：用内容开头作标题";
/// A content that is missing.
pub const NO_CONTENT: &str = "没有内容：用标题作内容";
/// Too little for an assignment.
pub const NO_ASSIGNMENT: &str = "交办情况没有导入：办理方式、承办单位、交办日期三样要齐全";
/// What was said of an answer without its words.
pub const NO_REPLY_TEXT: &str = "没有答复内容：答复没有导入";
/// An answer without its day.
pub const NO_REPLY_DATE: &str = "有答复内容、没有答复日期：答复没有导入。别的列有这个日期的，先把那一列改为“答复日期”\
                                 （命令行用 --map 列名=答复日期）；没有的，以后在“下一步”里补记";
/// A stage the steps do not lead to.
pub const OTHER_STAGE: &str = "台账写的办理状态与导入的各步不一致：按各步算";
/// The ledger's words of what became no step.
pub const NOTED: &str = "没有导入的各项，原话记在这件意见“登记”一步的“原台账所记”里";
/// A class without what it belongs to.
pub const NO_CLASS: &str = "答复已导入，不分 A/B/C 类（要分类，须写明类别，并且是当场答复或有交办情况）";
/// Too little for a feedback.
pub const NO_FEEDBACK: &str = "反馈和评价没有导入：要有答复，还要有反馈群众的日期和方式";
/// A closing without feedback.
pub const NO_CLOSING: &str = "办结日期没有导入：要先有答复和反馈，评为不满意的还要先重新办理";
/// A history that does not begin at the beginning.
pub const HISTORY_BEGINS: &str = "第一步应是“登记”；请恢复这一格的原样，或清空后按其余各列导入";
/// A column that does not say what the history says.
pub const NOT_AS_TOLD: &str =
    "与“办理经过(供再次导入)”不一致。请恢复原样；要以这一列为准的，清空这一行的“办理经过”各列再导入";

/// What becomes of a column that is left out.
pub const BECOMES_NOTHING: &str = "不取";
/// Of one that must not be kept.
pub const BECOMES_DROPPED: &str = "不取（个人信息）";
/// Of one the program works out.
pub const BECOMES_COMPUTED: &str = "不取（程序自动得出）";
/// Of one nobody knows.
pub const BECOMES_UNKNOWN: &str = "没有认出，不取";

/// Of one whose field another one fits better.
pub fn becomes_outdone(label: &str) -> String {
    format!("不取（{label}取自另一列）")
}

/// Of one that is held against what the steps lead to.
pub fn becomes_told(label: &str) -> String {
    format!("{label}（与各步核对）")
}

/// What a column says of an issue.
pub fn said(title: &str, text: &str) -> String {
    format!("{}：{text}", printable(title))
}

/// A day that is written without its year, in the forms that are read.
pub fn with_year(year: i32, text: &str) -> [String; 3] {
    let text = text.trim();
    [format!("{year}年{text}"), format!("{year}.{text}"), format!("{year}-{text}")]
}

/// Which step of a history is meant.
pub fn step(number: usize, name: &str) -> String {
    format!("第 {number} 步“{name}”：")
}

/// An issue a record names that is not there yet.
pub fn no_issue(number: &str) -> String {
    format!("关联的意见“{}”还没有登记，没有关联；先导入意见台账，再导入一次本表即可补上", shortened(number))
}

/// An issue a history names that is nowhere.
pub fn lost_link(number: &str) -> String {
    format!("办理经过里的意见 {} 不在表里，也不在台账里，没有关联", shortened(number))
}

/// An issue that gets another number.
pub fn renumbered(number: &str) -> String {
    format!("编号 {} 已被另一件使用，改给新编号；其他台账里写着原编号的，请核对", shortened(number))
}

/// Records that got links they lacked.
pub fn linked(count: u64) -> String {
    format!("已有记录补上关联意见 {count} 行。")
}

/// A record that gets links it lacked.
pub fn links(row: u32, called: &str) -> String {
    format!("第 {row} 行：已有记录，补上关联的意见：{}", printable(called))
}

/// Stands for all that is not said one by one.
pub const MORE_REMARKS: &str = "还有其他提示，不一一列出";

/// The start of a text from a cell.
fn shortened(text: &str) -> String {
    const MOST: usize = 30;
    let text = printable(text);
    if text.chars().count() <= MOST { text } else { format!("{}…", text.chars().take(MOST).collect::<String>()) }
}

/// What is read, and as what.
pub fn read_as(file: &str, sheet: &str, kind: &str, header: u32) -> String {
    format!("“{}”工作表“{}”：表头在第 {header} 行，按{kind}读入。", printable(file), printable(sheet))
}

/// Sheets that are not read.
pub fn other_sheets(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
    format!("没有读的工作表：{}，要导入请加 --sheet 表名。", names.join("、"))
}

/// The ledgers of a workbook, in the order they come in.
pub fn ledgers(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
    format!("依次读入 {} 张工作表：{}。", names.len(), names.join("、"))
}

/// What a trial of several ledgers cannot know.
pub const TRIAL_OF_SEVERAL: &str = "试读时各张表都只同现有台账核对：前面的表里才有的承办单位、代表，后面的表会说“没有找到”，\
                                     正式导入时不会。";

/// A column that becomes a field.
pub fn kept(column: &str, field: &str) -> String {
    format!("  {column} → {field}")
}

/// A column whose field another one fits better.
pub fn outdone(column: &str, field: &str) -> String {
    format!("  {column} 未导入：{field}已取自另一列（要改用这一列，请加 --map）")
}

/// Columns that are not kept, for privacy.
pub const DROPPED: &str = "为保护个人信息不导入";
/// Columns the program works out.
pub const COMPUTED: &str = "由程序自动得出，不导入";
/// Columns that carry nothing.
pub const IGNORED: &str = "不导入";
/// Columns whose blanks take what stands above.
pub const FILLED: &str = "空格沿用上一行";
/// Columns nobody knows.
pub const UNKNOWN: &str = "没有认出、不导入（需要的话加 --map 列名=字段）";

/// Columns of one lot.
pub fn columns(told: &str, names: &[String]) -> String {
    format!("  {told}：{}", names.join("、"))
}

/// A row that becomes a record.
pub fn becomes(row: u32, kind: &str, described: &str) -> String {
    format!("第 {row} 行：新增{kind} {}", printable(described))
}

/// An issue in a preview.
pub fn issue(day: &str, category: &str, called: &str, replied: Option<Date>) -> String {
    let replied = replied.map(|on| format!("（{on} 答复）")).unwrap_or_default();
    format!("{day} [{category}] {called}{replied}")
}

/// A row that repeats a record of the desk.
pub fn repeated_on_desk(row: u32, called: &str) -> String {
    format!("第 {row} 行：与已有记录相同，不再导入：{}", printable(called))
}

/// A row that repeats an earlier one.
pub fn repeated_in_file(row: u32, first: u32, called: &str) -> String {
    format!("第 {row} 行：与第 {first} 行相同，不再导入：{}", printable(called))
}

/// A row that cannot come in.
pub fn bad(row: u32, reasons: &str) -> String {
    format!("第 {row} 行：不能导入。{reasons}")
}

/// A sum, or the header once more.
pub fn left_out(row: u32) -> String {
    format!("第 {row} 行：合计行、重复的表头或表下说明，未取")
}

/// The counts.
pub fn summary(preview: bool, added: u64, repeated: u64, bad: u64) -> String {
    let added = if preview {
        format!("试读完毕，没有写入：可新增 {added} 行")
    } else {
        format!("已新增 {added} 行")
    };
    format!("{added}，与已有记录相同 {repeated} 行，有问题 {bad} 行。")
}

/// Rows that are no records.
pub fn left(sums: u64, headers: u64, notes: u64) -> String {
    let kinds = [("合计行", sums), ("重复的表头", headers), ("表下说明", notes)];
    let kinds = kinds.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count} 行"));
    format!("{}未取。", kinds.collect::<Vec<_>>().join("、"))
}

/// Days whose year the file did not give in full.
pub fn year_taken(year: i32) -> String {
    format!("日期没有写全年份，按 {year} 年读（依据表头上方、表名、文件名或同列上一行），请核对")
}

/// Where the bad rows are.
pub fn rejects_at(path: &Path) -> String {
    format!("有问题的行和原因写在“{}”，改好后导入这个文件即可。", printable(&path.to_string_lossy()))
}

/// What would become of bad rows.
pub const BAD_IN_PREVIEW: &str = "正式导入时，有问题的行会另存到原文件旁边，改好后再导入。";
/// An import was cancelled.
pub const CANCELLED: &str = "已取消：存入的都是完整的记录，再次导入会从没有存入的行接着来。";
/// The progress of an import.
pub const IMPORTING: &str = "正在导入（千分之）";
/// The progress of an export.
pub const EXPORTING: &str = "正在导出（行）";
/// An encoding for a file that is not csv.
pub const ENCODING_OF_CSV: &str = "--encoding 只用于 csv。请去掉它，或写 --format csv。";
/// Nothing to import as.
pub const MAP_FORM: &str = "--map 要写成 列名=字段，例如 --map 来电内容=content；等号后留空表示不导入该列。";
