//! What the commands that look after the data answer: verify, rebuild, backup, restore, salvage.

use std::fmt::Display;
use std::path::Path;

use crate::model::Org;

/// Progress of a check: reading the journal.
pub const CHECKING_JOURNAL: &str = "正在核对日志";
/// Progress of a check: making a store to compare with.
pub const REPLAYING: &str = "正在重放日志";
/// Progress of a check: comparing.
pub const COMPARING: &str = "正在比较数据库";
/// Progress of a rebuild.
pub const REBUILDING: &str = "正在重建数据库";
/// Progress of a backup.
pub const BACKING_UP: &str = "正在备份";
/// Progress of a restore.
pub const RESTORING: &str = "正在恢复";
/// Progress of mending and of taking records in.
pub const SALVAGING: &str = "正在找回记录";
/// The live store is new.
pub const REBUILT: &str = "数据库已由日志重建。";
/// Nothing is missing, or not any more.
pub const NOTHING_MISSING: &str = "日志完好，没有需要收回的记录。";

/// A backup was made: its file, how many files and bytes it holds.
pub fn backed_up(path: &Path, files: usize, bytes: u64) -> String {
    format!("已备份并核对：{}（{files} 个文件，{}）。", path.display(), size(bytes))
}

/// A file that is in no backup.
pub fn left_out(path: &Path) -> String {
    format!("没有备份“{}”：别的系统不能使用这个文件名。请改名后再备份一次。", path.display())
}

/// The backup before something else was not made; that goes on.
pub fn goes_on_without_backup(cause: &dyn Display) -> String {
    format!("事先的备份没有做成：{cause}")
}

/// A backup was put in place.
pub fn restored(made_at: &str, last: u64) -> String {
    let made_at = made_at.get(..16).unwrap_or(made_at).replace('T', " ");
    format!("已恢复到备份时（{made_at}）的数据，日志现有 {last} 条。")
}

/// What was there before goes further than the backup: how many changes more, and where they are.
pub fn newer_is_kept(changes: u64, kept: &Path) -> String {
    format!(
        "恢复前的数据比备份多 {changes} 次改动，它们不在现在的数据里，保存在“{}”。需要时可以用 liaison restore 换回来。",
        kept.display()
    )
}

/// What is to be done at a desk that has a party above: that one has its chain through `acknowledged`, as far as is known, the backup
/// through `through`.
pub fn cut_off(upper: &str, own: Org, acknowledged: u64, through: u64) -> String {
    let has = if acknowledged > through {
        format!("“{upper}”已收到本机至第 {acknowledged} 条，这份备份只到第 {through} 条，中间的要从它那里接回。")
    } else {
        format!("这份备份到第 {through} 条，“{upper}”可能收到过此后的记录，要先接上。")
    };
    format!(
        "{has}先不要录入和上报：①请它写一份全量包（“9 同步”选中本单位按 F6，或 liaison pack full --for {own}）；\
         ②在本机读入（“9 同步”按 F2，或 liaison unpack 路径）；它没有更新的记录时，读入后什么也不变；\
         ③恢复后在本机录入过的会列出来，请对照补录。在此之前“今日”和“同步”页会提示。"
    )
}

/// Where the data from before are.
pub fn former_is_kept(kept: &Path) -> String {
    format!("恢复前的数据保存在“{}”。", kept.display())
}

/// Records were taken back in.
pub fn taken_in(records: usize) -> String {
    format!("已把 {records} 条记录补回日志。")
}

/// A length for people.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    match bytes {
        0..KIB => format!("{bytes} 字节"),
        KIB..MIB => format!("{} KB", bytes.div_ceil(KIB)),
        _ => format!("{}.{} MB", bytes / MIB, bytes % MIB * 10 / MIB),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lengths_are_for_people() {
        assert_eq!(super::size(1023), "1023 字节");
        assert_eq!(super::size(1025), "2 KB");
        assert_eq!(super::size(5 * 1024 * 1024 + 600 * 1024), "5.5 MB");
    }
}
