//! The settings: what each is called, what it is for, and what is said about them.
#![allow(missing_docs)] // Each constant is named after what it stands for.

/// A setting's label and its line of help.
pub type Text = (&'static str, &'static str);

pub const GROUP_DEADLINES: &str = "办理时限";
pub const GROUP_CODES: &str = "代码表";
pub const GROUP_RECIPIENTS: &str = "报送对象";
pub const GROUP_SCHEDULE: &str = "接待与放假";
pub const GROUP_DUTIES: &str = "代表履职";

pub const GROUP_SYNC: &str = "上报与回执";

pub const REDO_DAYS: Text = ("重办期限", "评价不满意、重新办理时，默认给承办单位的天数");
pub const WARN_DAYS: Text = ("到期提醒", "到期前多少天开始提醒，可设几次，用逗号隔开，如 7, 3");
pub const NOTICE_DAYS: Text = ("公告提前", "接待日公告比这个天数还晚的，保存时提醒");
pub const ERASE_MONTHS: Text =
    ("联系信息保存", "意见办结后群众联系信息保存的月数；本版不登记群众联系信息，没有要抹除的，暂不起作用");
pub const ROUTE: Text = ("办理方式", "意见往哪里办，各自的办理期限和是否按工作日算；改了只影响以后交办的意见");

pub const CATEGORY: Text = ("意见分类", "意见的两级分类；新增的编号自动接在本级最后");
pub const CHANNEL: Text = ("收集渠道", "意见是怎么来的，要不要写明由哪位代表收到");
pub const NATURE: Text = ("意见性质", "意见是建议、批评还是求助等");
pub const URGENCY: Text = ("紧急程度", "意见的轻重缓急");
pub const CLASS: Text = ("答复类别", "答复的 A、B、C 类及其说明，说明印在各种报表上");
pub const STAGE: Text = ("意见状态", "意见办到哪一步的叫法");
pub const OWING: Text = ("待办事项", "意见现在还欠哪一步的叫法，筛选时用");
pub const RATING: Text = ("满意度", "群众或代表对结果的评价");
pub const RATED_BY: Text = ("评价人", "由谁作出评价");
pub const GUIDE_TO: Text = ("引导去向", "不予受理的意见引导到哪里");
pub const WAY_FEEDBACK: Text = ("反馈方式", "用什么方式反馈群众，要不要写明原因");
pub const WAY_URGE: Text = ("催办方式", "用什么方式催办督办");
pub const WAY_VISIT: Text = ("走访方式", "代表走访的方式");
pub const TARGET: Text = ("走访对象", "走访了哪些人，只记类别不记姓名");
pub const DEED_KIND: Text = ("办实事类型", "走访中为群众办的实事属哪一类");
pub const DEED_SOURCE: Text = ("资金来源", "办实事的资金物资从哪里来");
pub const RECEPTION_STAGE: Text = ("接待日状态", "接待日办到哪一步的叫法");
pub const ATTENDANCE: Text = ("到站情况", "值班代表到站、请假还是缺席");
pub const LEVEL: Text = ("代表层级", "代表是哪一级人大的代表");
pub const DEPUTY_STATUS: Text = ("代表状态", "代表在任、暂停、终止还是往届");
pub const UNIT_LEVEL: Text = ("单位层级", "承办单位属哪一级");
pub const ACTIVITY_TYPE: Text = ("活动类型", "代表活动的类别");
pub const ACTIVITY_MODE: Text = ("活动形式", "线上还是线下");
pub const PROJECT_STAGE: Text = ("实事阶段", "民生实事办到哪一步");
pub const PARTICIPATION: Text = ("到会情况", "参加活动的代表到会、请假还是缺席");
pub const PROPOSAL_STAGE: Text = ("建议阶段", "代表建议办到哪一步");
pub const REPORT_STAGE: Text = ("报表状态", "报表是草稿还是已经报送");
pub const PROPOSAL_CHECK: Text = ("转建议核对", "意见转为代表建议前逐项核对什么");
pub const PROPOSAL_SESSION: Text = ("建议提出时间", "代表建议在会议期间还是闭会期间提出");
pub const STATION_KIND: Text = ("联络站类型", "本站是哪一类联络站");
pub const ORGAN: Text = ("所属机构", "本站落款的机构");
pub const ROLE: Text = ("用户角色", "本机用户的角色");

pub const SYNC_DUE_DAYS: Text = ("上报期限", "每期数据在期末后几个工作日内上报，县里按此算按时、迟报");
pub const SYNC_REMIND_DAYS: Text = ("上报提醒", "超过多少天没有打上报包时提醒，填 0 不提醒");

pub const YEAR: Text = ("节假日", "法定节假日和调休上班日，算工作日期限用；每年国务院通知出来后填一次");
pub const OFFICIAL: Text = ("已按通知核对", "国务院办公厅当年的放假通知出来、照着改好后填是");
pub const HOLIDAYS: Text = ("放假", "F2 增加，回车修改，Ctrl+D 移除：春节 2.15-2.23");
pub const WORKDAYS: Text = ("调休上班", "F2 增加，回车修改，Ctrl+D 移除：周末上班的日子，一天一行");
pub const RECIPIENTS_TO: Text = ("报送单位", "报表报送哪些单位，按印发的先后排列");
pub const RECIPIENTS_COPY: Text = ("抄送单位", "报表抄送哪些单位，按印发的先后排列");

pub const SCHEDULE_RULES: Text = ("接待日规则", "每月几日、每周几或逢几接待，时间、地点和人数；按 F4 排期时用");

pub const QUOTA_RECEPTIONS: Text = ("接待定额", "每位在任代表一年应到站接待几次，“今日”页列出不满的；0 为不要求");
pub const QUOTA_VISITS: Text = ("走访定额", "每位在任代表一年应走访几次，“今日”页列出不满的；0 为不要求");
pub const SCORES_ENABLED: Text = ("履职得分", "代表的履职情况里是否显示得分和算法");
pub const SCORES_TABLE: Text = ("得分办法", "每项履职第一次得 base 分，以后每次加 extra 分，最多 cap 分");

pub const UNIT_TIMES: &str = "次";
pub const UNIT_DAYS: &str = "天";
pub const UNIT_MONTHS: &str = "个月";

pub const CODE_NAME: &str = "名称";
pub const CODE_KEY: &str = "代码";
pub const CODE_PARENT: &str = "上级";
pub const CODE_DEFINITION: &str = "说明";
pub const CODE_DAYS: &str = "办理期限(天)";
pub const CODE_WORKING: &str = "按工作日算";
pub const CODE_MAX_DAYS: &str = "最长期限(天)";
pub const CODE_NUMBERED: &str = "对方有编号";
pub const CODE_DEPUTIES: &str = "须写明代表";
pub const CODE_REASON: &str = "须写明原因";
pub const CODE_RETIRED: &str = "停用";
pub const CODE_SOURCE: &str = "来源记录种类";
pub const CODE_TERMINAL: &str = "办理终结";
pub const OFFICE_NAME: &str = "单位名称";

pub const CODE_PARENT_HINT: &str = "二级分类填它的一级分类；留空就是一级分类";
pub const CODE_DAYS_HINT: &str = "交办后多少天应当答复；留空为不设期限";
pub const CODE_MAX_DAYS_HINT: &str = "连同延期最多多少天；留空为不限";
pub const CODE_DEFINITION_HINT: &str = "光看名称不够明白时写一句，选的时候显示在旁边";
pub const CODE_KEY_HINT: &str = "留空自动编；存入后不能再改，账里存的就是它";

pub const HOLIDAY_NAME: &str = "假期名称";
pub const HOLIDAY_DAYS: &str = "哪几天";
pub const HOLIDAY_DAYS_HINT: &str = "当年的月和日，如 2.15-2.23，只一天的写 1.1";
pub const WORKDAY: &str = "上班日";
pub const WORKDAY_HINT: &str = "当年的月和日，如 2.14";
pub const DUTY: &str = "履职类别";
pub const BASE: &str = "首次得分";
pub const EXTRA: &str = "每多一次加";
pub const CAP: &str = "最高得分";

pub const RULES: Text = ("接待规则", "F2 增加，回车修改，Ctrl+D 移除：几条规则一起排");
pub const CLOSED: Text = ("闭站日期", "F2 增加，Ctrl+D 移除：这些日子不接待");
pub const RULE_PATTERN: &str = "哪些日子";
pub const RULE_PATTERNS: &[(&str, &str)] =
    &[("days", "每月几日"), ("weekly", "每周几"), ("nth", "每月第几个周几"), ("market", "逢集日")];
pub const RULE_WEEKDAY: &str = "周几";
pub const RULE_WEEKDAY_HINT: &str = "1 到 7，周日为 7；几个之间用逗号隔开";
pub const RULE_NTH: &str = "第几个";
pub const RULE_NTH_HINT: &str = "1 到 5，最后一个写 -1；几个之间用逗号隔开";
pub const RULE_WEEKS: &str = "隔几周";
pub const RULE_WEEKS_HINT: &str = "每周写 1，隔周写 2；不是每周的要填从哪天起";
pub const RULE_DAYS: &str = "几日";
pub const RULE_DAYS_HINT: &str = "如 15；最后一日写 -1；几个之间用逗号隔开";
pub const RULE_MARKET: &str = "逢几";
pub const RULE_MARKET_HINT: &str = "日期的个位，如 4, 9";
pub const RULE_LUNAR: &str = "按农历";
pub const RULE_START: &str = "开始";
pub const RULE_END: &str = "结束";
pub const RULE_PLACE: &str = "地点";
pub const RULE_DEPUTIES: &str = "每次几名代表";
pub const RULE_THEME: &str = "主题";
pub const RULE_MONTH: &str = "哪些月份";
pub const RULE_MONTHS: &[(&str, &str)] = &[("all", "每月"), ("odd", "单月"), ("even", "双月"), ("chosen", "指定月份")];
pub const RULE_CHOSEN: &str = "指定月份";
pub const RULE_CHOSEN_HINT: &str = "1 到 12，几个之间用逗号隔开";
pub const RULE_SINCE: &str = "从哪天起";
pub const RULE_SINCE_HINT: &str = "留空为不限；隔周的从这一周算起";
pub const RULE_MOVE: &str = "遇放假";
pub const RULE_MOVES: &[(&str, &str)] = &[("holiday", "节假日顺延"), ("day_off", "休息日都顺延"), ("none", "不顺延")];
/// Numbers of a rule as they are said: what stands before and after them, the last, and 周日.
pub const BEFORE_NUMBERS: [&str; 7] = ["每周", "星期", "礼拜", "周", "逢", "第", "初"];
pub const AFTER_NUMBERS: [&str; 4] = ["个", "日", "号", "月"];
pub const LAST_WORDS: [&str; 6] = ["最后一个", "最后一日", "最后一天", "最后", "月末", "月底"];
pub const SUNDAY: [&str; 2] = ["日", "天"];
/// Zero to nine.
pub const NUMERALS: &str = "〇一二三四五六七八九";
pub const TEN: char = '十';
pub const SINCE_NEEDED: &str = "不是每周的，要填从哪天起：隔几周从这一天所在的那周算起";
pub const UNREADABLE_RULE: &str = "没填全或有误，回车打开改正";
pub const CLOSED_DAYS: &str = "闭站日期";
pub const CLOSED_DAYS_HINT: &str = "带年份，如 2027-02-10；几天的写 2027-07-01-2027-07-05";

pub const NO_YEAR: &str = "（未填，只按周末算）";

pub const NO_DEPUTY: &str = "不要求写代表";
pub const WITH_REASON: &str = "须写原因";
pub const RETIRED_SIGN: &str = "停用";

pub const KEY: &str = "键";

/// The code above another.
pub fn below(name: &str) -> String {
    format!("属 {name}")
}

/// A term.
pub fn term(days: u32, working: bool, most: Option<u32>) -> String {
    let kind = if working { "个工作日" } else { "天" };
    let most = most.map_or(String::new(), |most| format!("，最长 {most} 天"));
    format!("{days} {kind}{most}")
}

/// A list of codes, in a few words.
pub fn codes(active: usize, retired: usize, first: &str) -> String {
    let retired = if retired == 0 { String::new() } else { format!("，停用 {retired} 项") };
    format!("{active} 项{retired}：{first}")
}

/// Rows, in a few words.
pub fn rows(count: usize, first: &str) -> String {
    format!("{count} 项：{first}")
}

/// Nothing is set.
pub const NOTHING: &str = "（未设）";

/// More than were told.
pub const MORE: &str = " 等";

/// A year's holidays, in a few words.
pub fn year(holidays: usize, workdays: usize, official: bool) -> String {
    let sign = if official { "" } else { "，通知未出" };
    format!("{holidays} 个假期，调休上班 {workdays} 天{sign}")
}

/// Numbers that are none or out of range.
pub fn bad_numbers(label: &str, hint: &str) -> String {
    format!("「{label}」填得不对，应为：{hint}")
}

/// A setting of one year.
pub fn of_year(label: &str, year: &str) -> String {
    format!("{year}年{label}")
}

/// No setting of this key.
pub fn unknown(key: &str) -> String {
    format!("没有设置项「{key}」；用 liaison settings list 看全部设置项")
}

/// A code that the station added was left out.
pub fn lost_code(key: &str) -> String {
    format!("代码「{key}」是本站加过的，账里可能在用，不能删去；请留着它，不再用的写 retired = true（停用）")
}
