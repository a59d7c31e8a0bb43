//! What is said of keys.

use std::path::Path;

/// The system's random source failed.
pub const NO_RANDOM: &str = "系统没有提供随机数，不能安全地继续。请重新启动电脑后再试一次。";

/// A key would be overwritten.
pub fn exists(path: &Path) -> String {
    format!("本机已有签名密钥“{}”，没有另做一把。若要重新初始化，请换一个空的数据目录。", path.display())
}

/// The key is not there.
pub fn missing(path: &Path) -> String {
    format!("找不到签名密钥“{}”。请从备份中把 keys 文件夹复制回来。", path.display())
}

/// The key file holds something else.
pub fn damaged(path: &Path) -> String {
    format!("密钥文件“{}”已损坏。请从备份中恢复这个文件。", path.display())
}
