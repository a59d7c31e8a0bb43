//! What is said of sticks and folders: U盘 is a stick, 数据包 a package.

use std::path::Path;

use crate::store::disk::Space;
use crate::sync::medium::{Going, Looked, Passing, Stage, shown_path};

/// The clerk stopped it.
pub const CANCELLED: &str = "已停止，没有留下半成品。";
/// The system did not tell its drives.
pub const NO_DRIVES: &str = "没有查到插着的U盘。请直接输入U盘或文件夹的路径。";

/// Bytes of a kilobyte, as drives are sold and file managers count them.
const UNIT: u64 = 1024;

/// A number of bytes, to one decimal: 12.3 MB.
pub fn size(bytes: u64) -> String {
    let mut unit = UNIT;
    for name in ["KB", "MB", "GB"] {
        let next = unit.saturating_mul(UNIT);
        if bytes < next || name == "GB" {
            let tenths = bytes.saturating_mul(10) / unit;
            return if bytes < UNIT {
                format!("{bytes} 字节")
            } else {
                format!("{}.{} {name}", tenths / 10, tenths % 10)
            };
        }
        unit = next;
    }
    String::new()
}

/// A drive in a list.
pub fn drive(label: &str, root: &str, space: Space) -> String {
    let name = if label.is_empty() { "U盘" } else { label };
    let room = match space {
        Space { is_read_only: true, .. } => "，只读".to_owned(),
        Space { free: Some(free), .. } => format!("，可用 {}", size(free)),
        Space { free: None, .. } => String::new(),
    };
    format!("{name}（{root}{room}）")
}

/// It stands there, whole: only here and in the next is this said.
pub fn can_be_pulled(name: &str, folder: &Path) -> String {
    format!("已写好并核对：{name}，在“{}”。可以拔出。", shown_path(folder))
}

/// Several stand there, whole, and no other is to come.
pub fn all_can_be_pulled(count: usize, folder: &Path) -> String {
    format!("已写好并核对 {count} 个数据包，在“{}”。可以拔出。", shown_path(folder))
}

/// How far it has got.
pub fn going(going: Going) -> String {
    let Going { stage, done, of } = going;
    let counted = if of > 0 { format!("{} / {}", size(done.min(of)), size(of)) } else { size(done) };
    match stage {
        Stage::Looking => format!("正在查找数据包，已看 {done} 个文件…"),
        Stage::Taking => format!("正在读入 {counted}，请不要拔出…"),
        Stage::Writing => format!("正在写出 {counted}，请不要拔出…"),
        Stage::Settling => "正在等U盘存好，请不要拔出…".to_owned(),
        Stage::Checking => format!("正在核对 {counted}，请不要拔出…"),
    }
}

/// What was found, beyond the list itself; empty where there is nothing to add.
pub fn looked(found: &Looked, folder: &Path) -> String {
    let mut said = Vec::new();
    if found.packages.is_empty() {
        said.push(format!("“{}”里没有数据包（LZ-…….lz）。请看是否插对了U盘。", shown_path(folder)));
    }
    said.extend(
        found
            .passed
            .iter()
            .take(1)
            .map(|first| format!("没有打开 {} 个：“{}”{}。", found.passed.len(), first.name, passing(first.why))),
    );
    if found.is_cut {
        said.push(format!("文件太多，只看了前 {} 个。请把数据包单独放进一个文件夹。", found.names));
    }
    said.concat()
}

/// Why something named like a package is not opened.
pub fn passing(why: Passing) -> &'static str {
    match why {
        Passing::Folder => "是文件夹，不是数据包",
        Passing::NotAFile => "不是普通文件（可能是链接或设备）",
        Passing::TooLarge => "超过 4 GB，不是数据包",
    }
}

/// No such folder.
pub fn no_folder(folder: &Path) -> String {
    format!("打不开“{}”。请确认U盘已经插好，或检查路径。", shown_path(folder))
}

/// A file where a folder was wanted.
pub fn not_a_folder(folder: &Path) -> String {
    format!("“{}”不是文件夹。请输入U盘或文件夹的路径。", shown_path(folder))
}

/// Write-protected.
pub fn read_only(folder: &Path) -> String {
    format!("“{}”是只读的，没有写入。请拨开U盘上的写保护开关，或换一个U盘。", shown_path(folder))
}

/// It takes no file, whatever it is.
pub fn not_writable(folder: &Path) -> String {
    format!("“{}”里不能建文件，没有写入。请换一个文件夹或U盘。", shown_path(folder))
}

/// Found before writing.
pub fn no_space(folder: &Path, needed: u64, free: u64) -> String {
    let (needed, free) = (size(needed), size(free));
    format!("“{}”空间不足：需要 {needed}，只剩 {free}，没有写入。请删去不用的文件，或换一个U盘。", shown_path(folder))
}

/// Found while writing.
pub fn full(folder: &Path, written: u64) -> String {
    let written = size(written);
    format!(
        "“{}”写到 {written} 时空间用完，没有写成，也没有留下半个数据包。请删去不用的文件，或换一个U盘。",
        shown_path(folder)
    )
}

/// Over the limit of FAT.
pub fn too_large(path: &Path) -> String {
    format!("“{}”超过 4 GB，U盘（FAT32）放不下这么大的数据包。请先分次上报，再试一次。", shown_path(path))
}

/// The stick does not answer while it is written to.
pub fn pulled_while_writing(folder: &Path) -> String {
    format!("写到一半时“{}”没有了回应，可能被拔出或接触不良。这次没有写成，请重新插好，再写一次。", shown_path(folder))
}

/// The stick does not answer while it is read.
pub fn pulled_while_reading(path: &Path) -> String {
    format!(
        "读到一半时“{}”没有了回应，可能被拔出或接触不良。没有改动任何数据，请重新插好，再读一次。",
        shown_path(path)
    )
}

/// What was read back differs.
pub fn bent(folder: &Path) -> String {
    format!("写到“{}”后读回来核对不一致，没有留下数据包。这个U盘可能坏了，请换一个。", shown_path(folder))
}

/// A name not every system takes.
pub fn bad_name(name: &str) -> String {
    format!("“{name}”不能用作数据包的文件名。数据包的名称由本程序起，请更新程序后再试。")
}

/// All names are taken.
pub fn no_free_name(folder: &Path, name: &str) -> String {
    format!("“{}”里与“{name}”同名的文件太多。请把旧的数据包移走，再试一次。", shown_path(folder))
}

/// No regular file.
pub fn not_a_file(path: &Path) -> String {
    format!("“{}”不是普通文件（是文件夹、链接或设备），没有打开。请选择 LZ-…….lz 文件。", shown_path(path))
}

/// It was written to meanwhile.
pub fn changed(path: &Path) -> String {
    format!("读取时“{}”正在改变，没有读入。请等它复制完，再读一次。", shown_path(path))
}
