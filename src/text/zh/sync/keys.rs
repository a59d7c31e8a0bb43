//! What is said of the keys that packages are encrypted to, and of the files that carry keys to another desk.

use std::fmt::Display;
use std::path::Path;

/// A secret key was given away.
pub const IS_SECRET: &str = "这是私钥，不能交给别人，也不要发送。请改用对方的公钥（以 age1 开头）。";
/// No recipient of age.
pub const NOT_AGE: &str = "加密公钥应以 age1 开头。请重新向对方要密钥文件。";
/// The checksum is wrong.
pub const MISTYPED: &str = "加密公钥有错字、缺字或多字。请重新复制，或重新向对方要密钥文件。";
/// A point of small order.
pub const WEAK: &str = "这把加密公钥不安全，用它加密的内容谁都能打开，没有采用。请告知对方重新生成密钥文件。";
/// Some other file.
pub const NOT_ENROLMENT: &str =
    "这不是密钥文件。请选择对方用“liaison party export”导出的文件，名称如 LZ-430122105001-key.txt。";
/// It is not what was signed.
pub const ALTERED: &str = "密钥文件不完整或被改动过，没有采用。请让对方重新导出，再复制一次。";

/// The desk's key would be overwritten.
pub fn exists(path: &Path) -> String {
    format!("本机已有解密密钥“{}”，没有另做一把，否则已经寄来的数据包会打不开。", path.display())
}

/// The desk's key is not there.
pub fn missing(path: &Path) -> String {
    format!("找不到解密密钥“{}”。请从备份中把 keys 文件夹复制回来。", path.display())
}

/// The desk's key file holds something else.
pub fn damaged(path: &Path) -> String {
    format!("解密密钥文件“{}”已损坏。请从备份中恢复这个文件。", path.display())
}

/// A newer program made the file.
pub fn newer(format: u32) -> String {
    format!("密钥文件是新版程序导出的（格式 {format}），本程序读不了。请先升级本机的程序。")
}

/// The key in the file is none.
pub fn bad_box_key(cause: &dyn Display) -> String {
    format!("密钥文件里的加密公钥不能用：{cause}")
}
