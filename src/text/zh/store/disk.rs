//! What is said when the file system refuses something.

use std::io::ErrorKind;
use std::path::Path;

/// Reading a file.
pub const READ: &str = "读取";
/// Writing or creating a file.
pub const WRITE: &str = "写入";
/// Removing a file.
pub const REMOVE: &str = "删除";
/// Making or listing a directory.
pub const FOLDER: &str = "打开文件夹";

/// An action on a file that failed, and what to do now.
pub fn failed(action: &str, path: &Path, kind: ErrorKind) -> String {
    format!("{action}“{}”失败：{}", path.display(), cause(kind))
}

/// The cause of a file system error and its cure.
pub fn cause(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "磁盘空间已满。请删除不用的文件或换一个磁盘，然后再试一次。"
        }
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的。请检查写保护开关，或改用可以写入的磁盘，然后再试一次。",
        ErrorKind::PermissionDenied => "没有权限。请确认本账号可以读写该文件，且没有其他程序占用它。",
        ErrorKind::NotFound => "文件或文件夹不存在。请检查路径，或确认移动磁盘已经插好。",
        ErrorKind::AlreadyExists => "同名文件已经存在。请换一个名称，或先把它移走。",
        ErrorKind::FileTooLarge => "文件超过允许的大小。请确认选的是正确的文件。",
        ErrorKind::IsADirectory => "这是一个文件夹，不是文件。请选择其中的文件。",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹。请检查路径。",
        ErrorKind::InvalidInput => "名称不能用作文件，或者它不是普通文件。请检查路径。",
        ErrorKind::Unsupported => "这个磁盘不支持所需的操作。请把数据放在本机硬盘上。",
        ErrorKind::UnexpectedEof => "文件比应有的短。请用备份恢复。",
        _ => "磁盘读写出错。请检查磁盘和连接线，先备份数据目录，然后再试一次。",
    }
}
