//! What the first-use set-up says.

use crate::app::setup::Step;
use crate::store::settings::Level;

/// What this is for.
pub const INTRODUCTION: &str = "本机还没有台账。请填写这是哪个站（或哪一级人大），按 Ctrl+S 建立。";
/// The rule above all others.
pub const SECRETS: &str = "不得录入、存储国家秘密。";
/// No township was chosen.
pub const NO_TOWNSHIP: &str = "请输入乡镇街道名称、拼音首字母或九位区划代码，用上下键选中后按回车";
/// No division was chosen.
pub const NO_DIVISION: &str = "请输入名称、拼音首字母或区划代码，用上下键选中后按回车";
/// What is typed is no township of the list.
pub const NOT_LISTED: &str = "名录里没有；请换个写法，或输入九位区划代码";
/// What is typed is no division of the list.
pub const NO_DIVISION_LISTED: &str = "名录里没有；请换个写法，或输入区划代码（县 6 位、市州 4 位、省 2 位）";
/// A code the list does not have.
pub const UNLISTED: &str = "名录里没有这个代码，也可以用；名称请自己填写";
/// Enter in the last field.
pub const LAST_FIELD: &str = "填好了请按 Ctrl+S 建立";
/// The serial is no serial.
pub const BAD_SERIAL: &str = "站点序号是三位数字，如 001";
/// The name is missing or too long.
pub const BAD_NAME: &str = "请填写名称，不超过 40 个字";
/// The operator is missing or too long.
pub const BAD_OPERATOR: &str = "请填写值班员姓名，不超过 20 个字";
/// The code as far as it is known.
pub const CODE: &str = "单位代码";

/// A field's label.
pub fn label(step: Step, level: Level) -> &'static str {
    match (step, level) {
        (Step::Level, _) => "层级",
        (Step::Place, Level::Station) => "乡镇街道",
        (Step::Place, Level::County) => "县市区",
        (Step::Place, Level::City) => "市州",
        (Step::Place, Level::Province) => "省区市",
        (Step::Serial, _) => "站点序号",
        (Step::Name, Level::Station) => "站点名称",
        (Step::Name, _) => "单位名称",
        (Step::Operator, _) => "值班员",
    }
}

/// A field's help.
pub fn hint(step: Step, level: Level) -> &'static str {
    match (step, level) {
        (Step::Level, _) => "按 1 站、2 县级、3 市州级、4 省级，或左右键换；回车往下",
        (Step::Place, Level::Station) => "名称、拼音首字母或代码；上下键选，回车取用；县级以上先按上键",
        (Step::Place, _) => "输入名称、拼音首字母或区划代码；上下键选，回车取用",
        (Step::Serial, _) => "同一乡镇有几个站时依次编 001、002；只有一个站不用改",
        (Step::Name, Level::Station) => "门牌上的名称，会印在每张表上",
        (Step::Name, _) => "本单位的名称，会印在每张表上",
        (Step::Operator, _) => "现在坐在这里的人，写进每条记录的经办人",
    }
}

/// What a level is called where it is chosen.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Station => "乡镇街道等联络站",
        Level::County => "县级人大",
        Level::City => "市州级人大",
        Level::Province => "省级人大",
    }
}

/// What a station is usually called.
pub fn station_name(township: &str) -> String {
    format!("{township}代表联络站")
}

/// What the office of a congress that looks after stations is called.
pub fn office_name(place: &str) -> String {
    format!("{place}人大常委会代表联络工作委员会")
}

/// The desk was made.
pub fn made(name: &str, level: Level) -> String {
    match level {
        Level::Station => format!("已建立 {name} 的台账；先到“代表”页（Alt+5）录入代表名册"),
        _ => format!("已建立 {name} 的台账；先到“同步”页（Alt+9）登记下面报送的单位"),
    }
}
