//! What is said when a data directory is in use.

use std::path::Path;

/// A time stamp as a clerk reads it: to the minute, without the offset, which is this place's own.
fn to_the_minute(stamp: &str) -> String {
    stamp.chars().take(MINUTE_CHARS).map(|letter| if letter == 'T' { ' ' } else { letter }).collect()
}

/// Characters of `2026-11-23T09:05`.
const MINUTE_CHARS: usize = 16;

/// Another program holds the data directory: its process number, computer and start, if known.
pub fn held(dir: &Path, holder: Option<(u32, &str, &str)>) -> String {
    let who = match holder {
        Some((pid, "", since)) => format!("进程 {pid}，{} 打开", to_the_minute(since)),
        Some((pid, host, since)) => format!("电脑 {host} 上的进程 {pid}，{} 打开", to_the_minute(since)),
        None => "不知道是哪个进程".to_owned(),
    };
    format!(
        "数据目录“{}”正被另一个程序使用（{who}）。请先在那个窗口里退出，再重新打开；找不到窗口时可重启电脑。",
        dir.display()
    )
}
