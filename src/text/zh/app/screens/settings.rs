//! What the settings screen says.
#![allow(missing_docs)] // Each constant is named after what it stands for.

pub const GROUP: &str = "类别";
pub const LABEL: &str = "设置项";
pub const VALUE: &str = "现在是";
pub const ORIGIN: &str = "来自";
pub const SHIPPED: &str = "随程序";
pub const OWN: &str = "本站设定";
pub const NOT_TAKEN: &str = "未采用";
pub const UNITS_GROUP: &str = "名录";
pub const UNITS: (&str, &str) = ("承办单位", "承办单位名录：回车转到名录，F2 新增，不再用的改为停用");
pub const STATION: (&str, &str) = ("本站信息", "站名、地址、电话等：回车转到，F3 修改");
pub const NONE: &str = "没有相符的设置项：按 Esc 看全部";
pub const NARROW_TO: &str = "找设置项（名称、拼音或类别，留空看全部）：";
pub const IS_SHIPPED: &str = "这一项就是随程序的设置，没有改过";
pub const NO_SETTING: &str = "这一行是名录，不能恢复；回车转到名录";

/// What the lines are narrowed to.
pub fn narrowed(word: &str) -> String {
    format!("只列“{word}”（Esc 看全部）  ")
}

/// Why a setting is given up.
pub fn reset_reason(label: &str) -> String {
    format!("把“{label}”恢复为随程序的设置，原因：")
}

/// Nothing can be written.
pub fn read_only(reason: &str) -> String {
    super::command::refused::read_only(reason)
}
