//! Sending a report from the screens.

/// How far it is, in hundredths of the counting.
pub fn going(done: u64, of: u64) -> String {
    let percent = done.min(of).saturating_mul(100).checked_div(of).unwrap_or_default();
    format!("正在报送：重新统计、成文 {percent}%；Esc 停下")
}

/// It has begun.
pub const BEGUN: &str = "正在报送：重新统计、成文；Esc 停下";
/// Another key than the one that stops it.
pub const BUSY: &str = "正在报送，请等它写完再来；要停下按 Esc";
/// It is being stopped.
pub const STOPPING: &str = "正在停下……";
/// It was stopped.
pub const STOPPED: &str = "已停下，没有报送，报表还是草稿；再按 Ctrl+S 重新报送";
/// There is nothing to send.
pub const NO_REPORT: &str = "没有要报送的报表";
