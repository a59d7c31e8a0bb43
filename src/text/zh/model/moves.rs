//! The names of the steps of records that are no issues, and what is said where one cannot be taken.

/// A day's public notice goes out.
pub const ANNOUNCE: &str = "公告";
/// A day takes place.
pub const HOLD: &str = "举行";
/// A day is called off.
pub const CANCEL: &str = "取消";

/// A deputy's office rests.
pub const SUSPEND: &str = "暂停";
/// A deputy leaves office.
pub const END: &str = "终止";
/// A deputy is in office again.
pub const RESUME: &str = "恢复在任";

/// Every one by its key, in the order of the kinds.
pub const ALL: &[(&str, &str)] = &[
    ("announce", ANNOUNCE),
    ("hold", HOLD),
    ("cancel", CANCEL),
    ("suspend", SUSPEND),
    ("end", END),
    ("resume", RESUME),
];

/// A step that does not fit where the record stands.
pub fn wrong_standing(kind: &str, now: &str, step: &str, from: &[String], next: &[&str]) -> String {
    let from = from.join("、");
    let next = if next.is_empty() {
        "没有可做的步骤".to_owned()
    } else {
        format!("现在可做：{}", next.join("、"))
    };
    format!("{kind}现为「{now}」，不能「{step}」：「{step}」只用于「{from}」的{kind}。{next}")
}
