//! What is said of `desk.toml`.

use std::path::Path;

/// The comment at the top of the file.
pub const HEADER: &str = "本机设置，由 liaison 写入；全站共用的设置在日志里。";
/// What `level` may be.
pub const LEVELS: &str = "station、county、city 或 province（加引号）";
/// What `org` may be.
pub const CODE: &str = "加引号的机构代码，1 至 12 位数字，不以 0 开头";
/// What `operator` may be.
pub const NAME: &str = "加引号的值班员姓名，1 至 20 个字";

/// There is none.
pub fn missing(path: &Path) -> String {
    format!("没有找到“{}”，这里还不是一个值班台。请先运行 liaison init，或用 --data 指定数据目录。", path.display())
}

/// Not TOML.
pub fn syntax(path: &Path, line: usize) -> String {
    format!("“{}”第 {line} 行写法有误。请按“名称 = \"值\"”改正，或从备份恢复该文件。", path.display())
}

/// A key that must be there is not.
pub fn absent(path: &Path, key: &str) -> String {
    format!("“{}”缺少 {key}。请补上一行 {key} = \"…\"，或从备份恢复该文件。", path.display())
}

/// A key with a value it cannot have.
pub fn bad_value(path: &Path, key: &str, line: usize, expected: &str) -> String {
    format!("“{}”第 {line} 行 {key} 的值不对，应为{expected}。请改正后重新打开。", path.display())
}
