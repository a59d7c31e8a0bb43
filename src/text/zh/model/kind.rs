//! What the kinds of record are called.
#![allow(missing_docs)] // Each constant is named after its kind.

pub const ACTIVITY: &str = "代表活动";
pub const DEPUTY: &str = "代表";
pub const HANDLING: &str = "上级办理";
pub const ISSUE: &str = "意见建议";
pub const PACK: &str = "数据包";
pub const PARTY: &str = "往来单位";
pub const PROJECT: &str = "民生实事";
pub const PROPOSAL: &str = "代表建议";
pub const RECEIVED: &str = "收到的记录";
pub const RECEPTION: &str = "接待日";
pub const REPORT: &str = "报表";
pub const SETTING: &str = "设置";
pub const STATION: &str = "联络站";
pub const UNIT: &str = "承办单位";
pub const VISIT: &str = "代表走访";
