//! What the first-use set-up says.

use crate::app::setup::Step;

/// What this is for.
pub const INTRODUCTION: &str = "本机还没有台账。请填写这是哪个站，按 Ctrl+S 建立。";
/// The rule above all others.
pub const SECRETS: &str = "不得录入、存储国家秘密。";
/// No township was chosen.
pub const NO_TOWNSHIP: &str = "请输入乡镇街道名称、拼音首字母或九位区划代码，用上下键选中后按回车";
/// What is typed is no township of the list.
pub const NOT_LISTED: &str = "名录里没有；请换个写法，或输入九位区划代码";
/// A code the list does not have.
pub const UNLISTED: &str = "名录里没有这个代码，也可以用；站点名称请自己填写";
/// Enter in the last field.
pub const LAST_FIELD: &str = "填好了请按 Ctrl+S 建立";
/// The serial is no serial.
pub const BAD_SERIAL: &str = "站点序号是三位数字，如 001";
/// The name is missing or too long.
pub const BAD_NAME: &str = "请填写站点名称，不超过 40 个字";
/// The operator is missing or too long.
pub const BAD_OPERATOR: &str = "请填写值班员姓名，不超过 20 个字";
/// The code as far as it is known.
pub const CODE: &str = "站点代码";

/// A field's label.
pub fn label(step: Step) -> &'static str {
    match step {
        Step::Township => "乡镇街道",
        Step::Serial => "站点序号",
        Step::Name => "站点名称",
        Step::Operator => "值班员",
    }
}

/// A field's help.
pub fn hint(step: Step) -> &'static str {
    match step {
        Step::Township => "输入名称、拼音首字母或区划代码；上下键选，回车取用",
        Step::Serial => "同一乡镇有几个站时依次编 001、002；只有一个站不用改",
        Step::Name => "门牌上的名称，会印在每张表上",
        Step::Operator => "现在坐在这里的人，写进每条记录的经办人",
    }
}

/// What a station is usually called.
pub fn station_name(township: &str) -> String {
    format!("{township}代表联络站")
}

/// The desk was made.
pub fn made(station: &str) -> String {
    format!("已建立 {station} 的台账；先到“代表”页（Alt+5）录入代表名册")
}
