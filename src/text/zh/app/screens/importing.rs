//! Taking ledgers in on the screen.

/// Which file?
pub const WHICH_FILE: &str = "导入哪个文件或文件夹（可粘贴路径）：";
/// Which year?
pub const WHICH_YEAR: &str = "没写年份的日期算哪一年（空着为不补）：";
/// Not a year.
pub const NOT_A_YEAR: &str = "请写四位年份，如 2025；不补年份就空着";
/// A file is being looked at.
pub const LOOKING: &str = "正在读取文件…";
/// Quotes an input method types.
pub const QUOTES: &str = "“”‘’「」";
/// Nothing in a folder.
pub const EMPTY_FOLDER: &str = "这个文件夹里没有 xlsx、xls、et、csv 文件，请核对路径";
/// A path that is not there.
pub const NO_PATH: &str = "没有这个文件或文件夹，请核对路径";
/// Which of the files of a folder?
pub const CHOOSE_FILE: &str = "导入哪个文件（新的在前）";
/// The sheet.
pub const SHEET: &str = "工作表";
/// What the rows become.
pub const KIND: &str = "读入为";
/// The row of the titles.
pub const HEADER_ROW: &str = "表头行";
/// The year of days without one.
pub const YEAR: &str = "年份";
/// What the year is for.
pub const YEAR_HELP: &str = "“7月5日”这样没写年份的日期";
/// Nothing is added.
pub const NO_YEAR: &str = "不补";
/// The columns whose blanks are filled.
pub const FILL: &str = "补空格";
/// What they are filled with.
pub const FILL_HELP: &str = "空格沿用上一行（合并的格不用选）";

/// The columns that are filled.
pub fn filled(titles: &[&str]) -> String {
    if titles.is_empty() { NO_YEAR.to_owned() } else { titles.join("、") }
}

/// What a column's line says of its blanks.
pub fn filling(column: &str, is_filled: bool) -> String {
    if is_filled { format!("{column}：沿用上一行（选它改为不补）") } else { format!("{column}：不补") }
}

/// Chosen by the clerk.
pub const BY_HAND: &str = "已选定";
/// Chosen for such a file before.
pub const AS_BEFORE: &str = "按上次";
/// Known by its title.
pub const BY_TITLE: &str = "按列名";
/// Found by the program.
pub const FOUND: &str = "自动";
/// Not known.
pub const UNKNOWN: &str = "请看一看";
/// A column that is left out.
pub const NOTHING: &str = "不取这一列";
/// Titles of the columns.
pub const TITLES: [&str; 4] = ["列", "前几行的内容", "成为", "依据"];
/// Above the rows that cannot come in.
pub const BAD: &str = "有问题的行：";
/// Above the rows that come in.
pub const GOOD: &str = "可新增的行（前面一些）：";
/// Nothing to be taken in.
pub const NOTHING_NEW: &str = "没有可以新增的行；按 Esc 回去改各列，或返回";
/// What to do next.
pub const TRY_NEXT: &str = "Enter 改选中的一行，Ctrl+S 试读（不写入）";
/// What to do next.
pub const RUN_NEXT: &str = "Ctrl+S 正式导入，Esc 回去改各列";
/// It cannot be taken in twice.
pub const IS_IN: &str = "已经导入，不用再按；按 Esc 返回";
/// What to do next.
pub const LEAVE_NEXT: &str = "按 Esc 返回";
/// What to do next where the workbook has another ledger.
pub fn next(sheet: &str) -> String {
    format!("Enter 接着导入“{sheet}”，Esc 返回")
}

/// The desk is being written by an import.
pub const BUSY: &str = "正在导入台账，请等它结束，或回到导入页按 Esc 停下";
/// It cannot be stopped twice.
pub const STOPPING: &str = "正在停下：已存入的是完整的记录…";

/// How many sheets there are.
pub fn sheets(count: usize) -> String {
    if count > 1 { format!("共 {count} 张") } else { String::new() }
}

/// A row of the sheet.
pub fn row(row: u32) -> String {
    format!("第 {row} 行")
}

/// A row with what stands in it.
pub fn row_with(row: u32, text: &str) -> String {
    format!("第 {row} 行：{text}")
}

/// What is asked about a line.
pub fn choose(name: &str) -> String {
    format!("{name}：")
}

/// What the part below is.
pub fn caption(file: &str) -> String {
    format!("导入 {file}")
}

/// How far it is.
pub fn reading(is_real: bool, permille: u16, added: u64) -> String {
    let percent = permille / 10;
    if is_real {
        format!("正在导入 {percent}%，已存入 {added} 行；按 Esc 停下")
    } else {
        format!("正在试读 {percent}%；按 Esc 停下")
    }
}

/// It ended.
pub fn done(added: u64) -> String {
    format!("导入结束，新增 {added} 行")
}

/// What was chosen could not be kept.
pub fn not_remembered(why: &str) -> String {
    format!("各列的对应没有记下：{why}")
}
