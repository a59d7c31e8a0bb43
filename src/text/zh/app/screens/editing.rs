//! What the keys do that are no commands.
#![allow(missing_docs)] // Each constant is named after what its keys do.

pub type Text = (&'static str, &'static str);

pub const CARET: Text = ("移动光标", "移动光标，到头、到尾；加 Ctrl 按词移动");
pub const CARET_KEYS: &str = "左 右 Home End";
pub const ERASE: Text = ("删字", "删光标前、后的字或词；Ctrl+Y 贴回刚删的词");
pub const ERASE_KEYS: &str = "退格 Ctrl+W";
pub const LINE_CARET: Text = ("移动光标", "移动光标，到头、到尾");
pub const LINE_ERASE: Text = ("删字", "删光标前、后的字，前一词或整行");
pub const LINE_ERASE_KEYS: &str = "退格 Ctrl+U";
pub const TOGGLE: Text = ("是否、到站", "是否栏切换是否（也可按 1、0）；到站情况一行换一种，输数字记签到时间");
pub const ADD_ROW: Text = ("增加一行", "光标在列表栏里时增加一行");
pub const REMOVE_ROW: Text = ("移除一行", "光标在列表栏里时移除选中的一行");
pub const NARROW: Text = ("放宽", "删去筛选用的字；直接输入名称或拼音就筛选");
pub const PICK_NUMBER: Text = ("按序号选", "输入序号选定；几项的栏勾选");
pub const MENU_NUMBER: Text = ("按序号选", "选定这一项");
pub const NUMBER_KEYS: &str = "1-9";
pub const SETUP_NEXT: Text = ("下一项", "认下这一项，到下一项；在乡镇名录里下移");
pub const SETUP_BACK: Text = ("上一项", "回上一项；在乡镇名录里上移");
