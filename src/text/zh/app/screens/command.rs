//! The name of every command and what it does.
#![allow(missing_docs)] // Each constant is named after its command.

pub type Text = (&'static str, &'static str);

pub const TODAY: Text = ("今日", "转到“今日”页");
pub const RECEPTIONS: Text = ("接待日", "转到接待日志");
pub const ISSUES: Text = ("群众意见", "转到意见建议台账");
pub const VISITS: Text = ("走访", "转到走访登记");
pub const DEPUTIES: Text = ("代表", "转到代表名册；Tab 转到承办单位和本站信息");
pub const NEW: Text = ("新增", "登记一条新记录");
pub const OPEN: Text = ("打开", "打开选中的记录或事项");
pub const EDIT: Text = ("修改", "修改这条记录");
pub const NEXT_STEP: Text = ("下一步", "办理这件意见：交办、答复、反馈、办结");
pub const FIND: Text = ("查找", "按文字或拼音查找，边输入边显示");
pub const SHELF: Text = ("换清单", "换到本页的下一个清单");
pub const SHELF_BACK: Text = ("上一清单", "换到本页的上一个清单");
pub const NEXT_LINK: Text = ("选相关", "选下一条相关记录，回车打开");
pub const PREVIOUS_LINK: Text = ("上一相关", "选上一条相关记录");
pub const ACCEPT: Text = ("确定", "确定");
pub const CREATE: Text = ("建立", "建立本站台账");
pub const BACK: Text = ("返回", "返回；在列表上回到“今日”页");
pub const HELP: Text = ("帮助", "显示这份帮助");
pub const VOID: Text = ("作废", "作废这条记录，须写明原因；编号保留");
pub const DISCARD: Text = ("删草稿", "删除选中的草稿");
pub const UNDO: Text = ("撤销", "撤销上一次保存的改动");
pub const EXPORT: Text = ("导出", "把这本台账导出为表格");
pub const UP: Text = ("上移", "上移一行");
pub const DOWN: Text = ("下移", "下移一行");
pub const PAGE_UP: Text = ("上翻", "上翻一页");
pub const PAGE_DOWN: Text = ("下翻", "下翻一页");
pub const HOME: Text = ("到头", "到第一条");
pub const END: Text = ("到尾", "到最后一条");
pub const REPAINT: Text = ("重画", "屏幕显示错乱时重画");
pub const QUIT: Text = ("退出", "退出；未保存的内容存为草稿");

/// Why a command may not run now.
pub mod refused {
    pub const NO_DESK: &str = "请先完成本站设置，按 Ctrl+S 建立台账";
    pub const AT_HOME: &str = "已在“今日”页；退出请按 Ctrl+Q";
    pub const NO_LINKS: &str = "这条记录没有相关记录";
    pub const NO_LIST: &str = "请先转到一本台账（Alt+2 到 Alt+5）";
    pub const NO_RECORD: &str = "没有选中的记录";
    pub const IS_VOIDED: &str = "这条记录已作废，不能再改；刚刚误作废的，可按 Ctrl+Z 撤销";
    pub const ONE_STATION: &str = "一台机器只管一个站；修改本站信息请按 F3";
    pub const STATION_STAYS: &str = "本站信息不能作废；修改请按 F3";
    pub const NOT_AN_ISSUE: &str = "只有群众意见才有下一步，请先选中一件意见";
    pub const NO_STEPS: &str = "这件意见已办理完毕，没有下一步";

    /// Nothing can be written.
    pub fn read_only(reason: &str) -> String {
        format!("本机台账现在只能查看：{reason}")
    }
}
