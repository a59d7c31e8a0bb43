//! What `settings` answers.

use std::fmt::Display;
use std::path::Path;

/// Neither a value nor a file.
pub const VALUE_NEEDED: &str = "请写内容，或用 --file 文件 给出；--file - 从标准输入读。";
/// A reset without a reason.
pub const REASON_NEEDED: &str = "恢复要写明原因：--reason 原因。";
/// Nothing to give up.
pub const IS_SHIPPED: &str = "这一项就是随程序的设置，没有改过。";

/// A setting was saved.
pub fn set(key: &str, label: &str) -> String {
    format!("已设置 {key} {label}")
}

/// A setting was given up.
pub fn reset(key: &str, label: &str) -> String {
    format!("已恢复 {key} {label} 为随程序的设置")
}

/// A list was given up to which the station has added codes.
pub fn reset_list(key: &str, label: &str) -> String {
    format!("{}；本站加过的代码留作停用", reset(key, label))
}

/// A group that does not exist.
pub fn unknown_group(word: &str, known: &str) -> String {
    format!("没有“{word}”这一类设置。可用：{known}。")
}

/// A file that cannot be read.
pub fn not_read(file: &Path, error: &impl Display) -> String {
    format!("读不出 {}：{error}。请检查文件名和权限。", file.display())
}

/// A file that no setting is as long as.
pub fn too_large(file: &Path) -> String {
    format!("{} 太大，不是一项设置的内容，请检查是不是选错了文件。", file.display())
}

/// A file that is not UTF-8.
pub fn not_utf8(file: &Path) -> String {
    format!("{} 不是 UTF-8 编码，请另存为 UTF-8 后再试。", file.display())
}
