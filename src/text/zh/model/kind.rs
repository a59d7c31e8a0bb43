//! What the kinds of record are called.
#![allow(missing_docs)] // Each constant is named after its kind.

pub const ACTIVITY: &str = "代表活动";
pub const DEPUTY: &str = "代表";
pub const ISSUE: &str = "意见建议";
pub const PROJECT: &str = "民生实事";
pub const PROPOSAL: &str = "代表建议";
pub const RECEPTION: &str = "接待日";
pub const REPORT: &str = "报表";
pub const SETTING: &str = "设置";
pub const STATION: &str = "联络站";
pub const UNIT: &str = "承办单位";
pub const VISIT: &str = "代表走访";
