//! The name of every command and what it does.
#![allow(missing_docs)] // Each constant is named after its command.

pub type Text = (&'static str, &'static str);

pub const TODAY: Text = ("今日", "转到“今日”页");
pub const RECEPTIONS: Text = ("接待日", "转到接待日志");
pub const ISSUES: Text = ("群众意见", "转到意见建议台账");
pub const VISITS: Text = ("走访", "转到走访登记");
pub const DEPUTIES: Text = ("代表", "转到代表名册；Tab 转到承办单位和本站信息");
pub const ACTIVITIES: Text = ("活动", "转到代表活动登记");
pub const PROJECTS: Text = ("实事", "转到民生实事；Tab 转到代表建议");
pub const STATS: Text = ("统计", "转到统计：各项数字、分项图和走势");
pub const SYNC: Text = ("同步", "转到同步：数据包登记；Tab 转到往来单位和收到的记录");
pub const EXCHANGE: Text = ("交换", "与U盘交换数据包：读入给本机的，写出要上报、下发、回执的");
pub const PARTIES: Text = ("往来单位", "添加往来单位、核对指纹、导出本机密钥文件、停用");
pub const TAKE_OVER: Text = ("采纳下发", "看上级下发的名册、单位和码表与本站有什么不同，勾选后采纳");
pub const KEEP_OURS: Text = ("不再提示", "选中的一条以本站为准，不再提示，到上级再改时为止");
pub const TAKE_OVER_MARKED: Text = ("采纳", "采纳勾选的各条，存成本站的记录；可以整批撤销");
pub const CARRY_OUT: Text = ("确定", "开始：读入列出的数据包，写出要送的；完了返回");
pub const DECIDE: Text = ("决定冲突", "选中单位的记录与本机已收到的冲突，或换了电脑：问清后决定以哪一份为准");
pub const AGREE: Text =
    ("同意换机", "同意选中的数据包来自对方新换或重装的电脑，或用它换下本机恢复备份后的录入；先打电话核实");
pub const EARLIER_PERIOD: Text = ("上期", "看上一期的数字：上月、上季度、上半年、上年");
pub const LATER_PERIOD: Text = ("下期", "看下一期的数字");
pub const CHOOSE_PERIOD: Text = ("选期间", "输入要统计的期间，如 2026-10、2026Q3、上半年、2026、3.1-3.31");
pub const NEXT_SORT: Text = ("月季年", "换期间：月、季度、半年、年");
pub const FORMER_SORT: Text = ("倒换期间", "倒着换期间：年、半年、季度、月");
pub const CHARTS: Text = ("图表", "把选中的数字按类别、村社区、代表等分项画图，或看近 12 期走势");
pub const SETTINGS: Text = ("设置", "办理时限、代码表、报送单位等设置；改了马上生效");
pub const RESET: Text = ("恢复", "把选中的一项恢复为随程序的设置，须写明原因");
pub const NARROW: Text = ("查找", "按名称、拼音或类别找设置项");
pub const MOVE_UP: Text = ("上移一行", "把列表里选中的一行上移");
pub const MOVE_DOWN: Text = ("下移一行", "把列表里选中的一行下移");
pub const NEW: Text = ("新增", "登记一条新记录");
pub const NEW_ANY: Text = ("新增", "登记一条新记录：接待日、意见建议、走访、活动、实事或建议");
pub const CONFIRM: Text = ("确定", "按所写的原因办理：作废，或恢复设置");
pub const NEW_LIKE: Text = ("照此新增", "照选中的这条新增一条，日期用今天，改几处就能保存");
pub const OPEN: Text = ("打开", "打开选中的记录或事项；在统计里列出这个数字所计的记录");
pub const ADOPT: Text = (
    "采纳",
    "采纳上级办理：按上级的决定登记本站这一步，下级的意见则作为本级办理转下去；还缺内容的，填好再保存。采纳后上级作废的，记为知悉",
);
pub const DECLINE: Text =
    ("不采纳", "不采纳这条上级办理：写明理由，随下次上报告诉上级。转下去后上级作废的，保留为本级自己的办理");
/// What [`ADOPT`] does where it was voided above after it was taken over.
pub const KNOW: &str = "知悉";
/// What it does where it was voided above after it was passed on.
pub const FOLLOW: &str = "一并作废";
/// What [`DECLINE`] does there.
pub const KEEP: &str = "保留本级的";
pub const EDIT: Text = ("修改", "修改这条记录");
pub const NEXT_STEP: Text = ("下一步", "办理这一条：列出现在能做的步骤，如交办、答复、反馈、办结，公告、顺延");
pub const TO_PROPOSAL: Text = ("转为代表建议", "由这件意见（或勾选的各件）形成一件代表建议");
pub const TO_PROJECT: Text = ("列为实事候选", "把这件意见（或勾选的各件）列为民生实事候选项目");
pub const FIND: Text = ("查找", "按文字或拼音查找，边输入边显示");
pub const FILTER: Text = ("筛选", "按栏筛选：填哪几栏就按哪几栏找，如日期、状态、村");
pub const REFILTER: Text = ("改条件", "改筛选条件，重新筛选");
pub const GO_TO_NUMBER: Text = ("跳到", "按编号、日期或姓名跳到清单里的那一条");
pub const PLAN: Text = ("排期", "按接待日规则排出一段时间的接待日，先看后存；代表轮流值班");
pub const TERM: Text = ("换届", "换届：先勾选连任的代表；其余的转为往届，连任的建新一届记录");
pub const ALL_OF: Text = ("看全部", "列出这位代表的全部接待日、意见、走访、活动或建议");
pub const SAVE_PLAN: Text = ("保存", "把排出的接待日一并存入");
pub const PALETTE: Text = ("命令", "列出这里能用的全部命令，可按名称或拼音首字母找");
pub const MARK: Text = ("勾选", "勾选或取消这一项");
pub const MARK_ALIKE: Text = ("勾选同类", "与选中的一条类别、情况都相同的各条全部勾选；都勾选了的，全部取消");
pub const MARK_ROW: Text = ("勾选", "勾选或取消这一条；F6、作废对勾选的各条一并办理");
pub const UNMARK: Text = ("取消勾选", "取消全部勾选");
pub const SHELF: Text = ("换清单", "换到本页的下一个清单");
pub const SHELF_BACK: Text = ("上一清单", "换到本页的上一个清单");
pub const NEXT_LINK: Text = ("选相关", "选下一条相关记录，回车打开");
pub const PREVIOUS_LINK: Text = ("上一相关", "选上一条相关记录");
pub const ACCEPT: Text = ("确定", "确定");
pub const CREATE: Text = ("建立", "建立本站台账");
pub const BACK: Text = ("返回", "返回；在列表上回到“今日”页");
pub const HELP: Text = ("帮助", "显示这份帮助");
pub const VOID: Text = ("作废", "作废这条记录，须写明原因；编号保留");
pub const DISMISS: Text = ("隔离已处理", "选中单位隔离的记录记为处理过，不再提示；须写明怎样处理的");
pub const DISCARD: Text = ("删草稿", "删除选中的草稿");
pub const UNDO: Text = ("撤销", "撤销上一次保存的改动");
pub const REDO: Text = ("重做", "重做刚撤销的改动；之后又保存过的就不能了");
pub const REPORTS: Text = ("报表", "转到月报、季报、半年报、年报的清单；F2 写一份，F6 报送，F8 写成文件");
pub const EXPORT: Text =
    ("打印导出", "打印文书，或把台账导出为表格：眼前的清单、筛选或找到的、勾选的各条，或打开的这一条");
pub const IMPORT: Text = ("导入", "导入已有的电子台账或名册：看各列、试读、再写入");
pub const CHANGE_COLUMN: Text = ("改这一项", "改选中的一行：列成为哪一栏，或工作表、台账、表头行、年份、补空格");
pub const TRY_OUT: Text = ("试读", "从头到尾试读一遍，不写入，再看结果");
pub const TAKE_IN: Text = ("正式导入", "把试读过的各行写入台账");
pub const GO_ON: Text = ("继续", "接着导入工作簿里的下一本台账；没有了就返回");
pub const UP: Text = ("上移", "上移一行");
pub const DOWN: Text = ("下移", "下移一行");
pub const PAGE_UP: Text = ("上翻", "上翻一页");
pub const PAGE_DOWN: Text = ("下翻", "下翻一页");
pub const HOME: Text = ("到头", "到第一条");
pub const END: Text = ("到尾", "到最后一条");
pub const REPAINT: Text = ("重画", "屏幕显示错乱时重画");
pub const QUIT: Text = ("退出", "退出；未保存的内容存为草稿");

pub const NEXT_EMPTY: Text = ("下一空栏", "认下这一栏，到下一个要填的栏；在多行栏里换行");
pub const NEXT_FIELD: Text = ("下一栏", "到下一栏");
pub const FIELD_BACK: Text = ("上一栏", "回上一栏");
pub const FIELD_DOWN: Text = ("向下", "下一行，到底后到下一栏");
pub const FIELD_UP: Text = ("向上", "上一行，到顶后回上一栏");
pub const FIELDS_DOWN: Text = ("向下一屏", "向下翻一屏");
pub const FIELDS_UP: Text = ("向上一屏", "向上翻一屏");
pub const SAVE: Text = ("保存", "核对并保存");
pub const PUT: Text = ("保存", "放入列表，连同整条记录一起核对并保存");
pub const PUT_BACK: Text = ("放入返回", "放入列表，回到外层的表；没填完的留作未完成");
pub const RUN_FILTER: Text = ("筛选", "按填了的各栏筛选；全部留空则回到整本台账");
pub const CLEAR_ALL: Text = ("清空各栏", "清空全部条件，重新填");
pub const LEAVE_FILTER: Text = ("返回", "不筛选，返回");
pub const SAVE_ANOTHER: Text = ("保存并再录", "保存，接着录下一条，带出可沿用的栏");
pub const PUT_ANOTHER: Text = ("放入并再录", "放入列表，接着录下一件");
pub const LEAVE: Text = ("返回", "离开；没保存的内容存为草稿");
pub const PICK: Text = ("选择", "打开本栏的代码表或名单");
pub const ADD_ROW: Text = ("增加", "在列表里增加一行；在别的栏登记一件意见");
pub const ADD_ISSUE: Text = ("登记意见", "登记本次收到的一件意见");
pub const REMOVE: Text = ("移除", "从列表里移除选中的一行");
pub const NEXT_FINDING: Text = ("下一处问题", "到下一处要改或要核对的栏");
pub const COPY_LAST: Text = ("照上一条", "本栏照抄上一条");
pub const COPY_ALL: Text = ("整条照抄", "没填过的栏都照抄上一条，日期和记录人除外");
pub const CLEAR: Text = ("清空本栏", "清空这一栏");
pub const CODE_POINT: Text = ("编码转字", "把光标前的编码（如 U+20BB7）变成生僻字");

/// Why a command may not run now.
pub mod refused {
    pub const FEW_WAIT: &str = "待采纳的都在这个清单里；要查某一件意见，请先按 Tab 换到意见清单";
    pub const NOTHING_TO_FILTER: &str = "本站信息只有一条，不用筛选";
    pub const ONLY_ISSUES_TURN: &str = "只有群众意见才能转为代表建议或列为实事候选";
    pub const TOO_LATE_TO_TURN: &str = "这件意见已办结、引导、并案或撤回，不能再转为建议或实事";
    pub const ONE_CHOICE: &str = "这一栏只选一项，按回车选定";
    pub const READING: &str = "正在读，请等它结束，或按 Esc 停下";
    pub const NO_MARKS: &str = "没有勾选的记录；按空格或 Insert 勾选";
    pub const NO_COMMON_STEPS: &str = "勾选的各条没有可以一起做的下一步；请只勾选同一状态的记录";
    pub const TOO_MANY_MARKS: &str = "一次最多勾选 200 条；请先办理已勾选的";
    pub const CONFIRM_BY_CTRL_S: &str = "写好原因后按 Ctrl+S 确定；不要了按 Esc";
    pub const CONFIRM_BY_ENTER: &str = "填好后按回车确定；不要了按 Esc";
    pub const NOT_RECEPTIONS: &str = "F4 在这张表里没有用处；要排接待日，请先按 Alt+2 到接待日志再按 F4";
    pub const NO_FIGURE: &str = "没有选中的数字；统计完再按";
    pub const IS_COUNTED: &str = "这是统计数字所计的记录，没有条件可改；按 Esc 返回统计";
    pub const ARE_MIXED: &str = "这里有几种记录，不能一并勾选；请逐条打开办理";
    pub const NO_FORM: &str = "没有打开的表";
    pub const NO_DESK: &str = "请先完成本站设置，按 Ctrl+S 建立台账";
    pub const AT_HOME: &str = "已在“今日”页；退出请按 Ctrl+Q";
    pub const NO_LINKS: &str = "这条记录没有相关记录";
    pub const NO_LINK_CHOSEN: &str = "先按 Tab 选一条相关记录，再按回车打开";
    pub const NOT_DEPUTIES: &str = "换届只在代表名册里办，请先按 Alt+5";
    pub const NOT_A_DEPUTY: &str = "只有代表才能这样看，请先打开一位代表";
    pub const NO_LIST: &str = "请先转到一本台账（Alt+2 到 Alt+7）";
    pub const NO_RECORD: &str = "没有选中的记录";
    pub const IS_VOIDED: &str = "这条记录已作废，不能再改；刚刚误作废的，可按 Ctrl+Z 撤销";
    pub const OF_ANOTHER: &str = "这是别的单位报来的记录，只能查看和打印；修改请由该单位办理";
    pub const ONE_STATION: &str = "一台机器只管一个站；修改本站信息请按 F3";
    pub const NOT_BY_HAND: &str = "这类记录由收发数据包和上级办理登记，不能直接新增、修改或作废";
    pub const NOTHING_TO_ADOPT: &str = "这里没有待采纳的上级办理";
    pub const STATION_STAYS: &str = "本站信息不能作废；修改请按 F3";
    pub const NO_KIND_OF_STEPS: &str = "这类记录没有下一步；要改内容请按 F3";
    pub const NO_STEPS: &str = "这条记录已经办完，没有下一步";

    /// A key of a command that has no meaning here.
    pub fn not_here(name: &str) -> String {
        format!("这里用不上“{name}”；按 F1 看这里能用的键")
    }

    /// Nothing can be written.
    pub fn read_only(reason: &str) -> String {
        format!("本机台账现在只能查看：{reason}")
    }
}
