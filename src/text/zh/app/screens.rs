//! What the frame, the lists and the set-up say to the clerk.

use std::fmt::Display;

use crate::model::Kind;

pub mod command;
pub mod deciding;
pub mod detail;
pub mod editing;
pub mod exchange;
pub mod frame;
pub mod importing;
pub mod plan;
pub mod printing;
pub mod sending;
pub mod settings;
pub mod setup;
pub mod stats;
pub mod takeover;
pub mod term;
pub mod terminal;
pub mod today;

/// Names of tabs and their lists.
pub mod tab {
    #![allow(missing_docs)] // Each constant is named after its tab or list.

    pub const TODAY: &str = "今日";
    pub const RECEPTIONS: &str = "接待日";
    pub const ISSUES: &str = "群众意见";
    pub const VISITS: &str = "走访";
    pub const DEPUTIES: &str = "代表";
    pub const ACTIVITIES: &str = "活动";
    pub const PROJECTS: &str = "实事";
    pub const STATS: &str = "统计";
    pub const SYNC: &str = "同步";

    pub const RECEPTIONS_ALL: &str = "接待日志";
    pub const ISSUES_ALL: &str = "全部意见";
    pub const DUE: &str = "待答复（按期限）";
    pub const REGISTERED: &str = "已登记待交办";
    pub const ASSIGNED: &str = "已交办";
    pub const REPLIED: &str = "已答复待反馈办结";
    pub const TRACKING: &str = "B类跟踪（未兑现）";
    pub const PROMISED: &str = "B类台账（曾列B类）";
    pub const DISSATISFIED: &str = "不满意重办（曾不满意）";
    pub const CLOSED: &str = "已办结";
    pub const GUIDED: &str = "已引导";
    pub const MERGED: &str = "已并案";
    pub const WITHDRAWN: &str = "已撤回";
    pub const WAITING: &str = "上级办理待采纳、待知悉";
    pub const DECISIONS: &str = "本级作出的办理";
    pub const DECISIONS_VOIDED: &str = "本级和下级已作废的办理";
    pub const VISITS_ALL: &str = "走访登记";
    pub const DEPUTIES_ALL: &str = "代表名册";
    pub const UNITS: &str = "承办单位";
    pub const STATION: &str = "本站信息";
    pub const REPORTS: &str = "报表";
    pub const REPORTS_VOIDED: &str = "作废的报表";
    pub const PACKS: &str = "数据包登记";
    pub const PARTIES: &str = "往来单位";
    pub const RECEIVED: &str = "收到的记录";
    pub const TROUBLED: &str = "待处理";
    pub const VOIDED: &str = "已作废";
    pub const ACTIVITIES_ALL: &str = "活动登记";
    pub const PROJECTS_ALL: &str = "民生实事";
    pub const PROPOSALS: &str = "代表建议";
    pub const PROJECTS_VOIDED: &str = "已作废实事";
    pub const PROPOSALS_VOIDED: &str = "已作废建议";
}

/// What records are counted in: an issue in 件, a reception day in 期, a visit in 次; 条 are the points within an issue.
pub fn counter(kind: Kind) -> &'static str {
    match kind {
        Kind::Issue | Kind::Project | Kind::Proposal => "件",
        Kind::Report | Kind::Pack => "份",
        Kind::Reception => "期",
        Kind::Visit | Kind::Activity => "次",
        Kind::Deputy => "人",
        Kind::Unit | Kind::Station | Kind::Party | Kind::Received => "个",
        Kind::Setting | Kind::Handling => "项",
    }
}

/// So many records of a kind.
pub fn counted(kind: Kind, count: impl Display) -> String {
    format!("{count} {}", counter(kind))
}

/// Names of keys that have none of their own.
pub mod key {
    /// The space bar.
    pub const SPACE: &str = "空格";
    /// Backspace.
    pub const BACKSPACE: &str = "退格";
    /// The arrow up; a word, because arrows are two columns wide in some terminals.
    pub const UP: &str = "上";
    /// The arrow down.
    pub const DOWN: &str = "下";
    /// The arrow left.
    pub const LEFT: &str = "左";
    /// The arrow right.
    pub const RIGHT: &str = "右";
}

/// Questions.
pub mod ask {
    /// What is to be registered?
    pub const NEW_OF: &str = "新增什么";
    /// Which of a deputy's records?
    pub fn all_of(name: &str) -> String {
        format!("看 {name} 的全部")
    }

    /// What is decided about an issue of a desk below?
    pub fn decide(number: &str) -> String {
        format!("{number} 上级办理")
    }

    /// Nothing can be decided about it now.
    pub fn nothing_to_decide(stage: &str) -> String {
        format!(
            "这件意见为「{stage}」，或已作出的办理还没有采纳，现在没有可以作出的办理；如站里已有进展，请先收取上报包"
        )
    }

    /// Throw a draft away?
    pub fn discard_draft(draft: &str) -> String {
        format!("删除草稿“{draft}”？不能恢复")
    }

    /// Was what was put aside entered again?
    pub fn reentered(name: &str) -> String {
        format!("{name} 里的记录都补录好了吗？")
    }

    /// It was.
    pub const REENTERED: &str = "都已补录，今日不再提示";
    /// It was not.
    pub const NOT_REENTERED: &str = "还没有（清单在数据目录里，可用记事本打开）";

    /// It is told no more.
    pub fn reentered_kept(name: &str) -> String {
        let stem = name.strip_suffix(".txt").unwrap_or(name);
        format!("已记为补录完，清单留在数据目录的 {stem}.done.txt")
    }

    /// Records that hang on one to be voided.
    pub fn hanging(count: usize) -> String {
        format!("它名下有 {count} 条相关记录，作废后那些记录仍在")
    }

    /// It was thrown away.
    pub const DRAFT_GONE: &str = "草稿已删除";
    /// Yes.
    pub const DISCARD: &str = "删除草稿";
    /// No.
    pub const KEEP: &str = "保留";
    /// Nothing of this session is left to undo.
    pub const UNDO_FURTHER: &str = "这次打开后没有可撤销的改动了";
    /// No.
    pub const UNDO_NOT: &str = "不撤销";

    /// Yes: what was done when the desk was open before.
    pub fn undo_earlier(what: &str) -> String {
        format!("撤销上次打开时的：{what}")
    }

    /// A record of the list by what it is called.
    pub const GO_TO_ISSUE: &str = "跳到哪一件（如 12、2026-0012）：";
    /// A day of the list.
    pub const GO_TO_DAY: &str = "跳到哪一天（如 5、0305、昨天）：";
    /// A name of the list.
    pub const GO_TO_NAME: &str = "跳到谁（姓名、名称或拼音）：";
    /// A package of the list.
    pub const GO_TO_FILE: &str = "跳到哪个数据包（文件名）：";
    /// An issue becomes a record of another kind.
    pub fn turn_into(kind: crate::model::Kind) -> &'static str {
        match kind {
            crate::model::Kind::Project => super::command::TO_PROJECT.0,
            _ => super::command::TO_PROPOSAL.0,
        }
    }

    /// A project or proposal of the list.
    pub const GO_TO_TITLE: &str = "跳到哪一件（标题、编号或拼音）：";
    /// A record is voided for a reason only.
    pub const REASON_NEEDED: &str = "作废须写明原因；不作废请按 Esc";
    /// A setting is not given up without a reason.
    pub const RESET_REASON_NEEDED: &str = "恢复设置须写明原因；不恢复请按 Esc";
    /// A key is not revoked without a reason.
    pub const REVOKE_REASON_NEEDED: &str = "停用密钥须写明原因；不停用请按 Esc";
    /// A chain is not decided about without a reason.
    pub const DECIDE_REASON_NEEDED: &str = "这样决定须写明原因；先不决定请按 Esc";
    /// Quarantined lines are not put by without a reason.
    pub const DISMISS_REASON_NEEDED: &str = "隔离的记录怎样处理的须写明；还没有处理请按 Esc";

    /// Why a record is voided.
    pub fn void_reason(record: &str) -> String {
        format!("作废 {record} 的原因：")
    }

    /// Why several records are voided.
    pub fn void_reason_of(count: usize) -> String {
        format!("作废勾选的 {count} 条的原因：")
    }

    /// Which step comes next for several issues.
    pub fn next_step_of(count: usize, kind: super::Kind) -> String {
        format!("勾选的 {} 下一步", super::counted(kind, count))
    }

    /// A step that cannot be taken yet.
    pub fn not_yet(step: &str) -> String {
        format!("{step}（还不能）")
    }

    /// Which step comes next.
    pub fn next_step(number: &str) -> String {
        format!("{number} 下一步")
    }
}

/// What came of something.
pub mod said {
    /// Between two complaints.
    pub const SEPARATOR: &str = "；";
    /// A change of nothing.
    pub const NOTHING_TO_SAVE: &str = "没有要保存的内容";
    /// The form was left with something typed.
    pub const DRAFT_KEPT: &str = "未保存的内容已存为草稿，可在“今日”页继续填写";
    /// A draft of this record was there.
    pub const RESUMED: &str = "已接着上次没有保存的草稿填写";
    /// The draft is of a step of other issues than those that take it now.
    pub const OTHER_COMPANY: &str = "一并办理的与上次不同，请核对是哪几件";
    /// The record changed after the draft was written.
    pub const DRAFT_IS_OLD: &str = "草稿写下之后记录又被改过，请逐项核对后再保存";
    /// A filter without a condition.
    pub const NO_CONDITIONS: &str = "没有填筛选条件，列出整本台账";
    /// A setting went back to what the program ships.
    ///
    /// `is_kept`: the station has added codes to the list.
    pub fn setting_reset(label: &str, is_kept: bool) -> String {
        let kept = if is_kept { "；本站加过的代码留作停用" } else { "" };
        format!("“{label}”已恢复为随程序的设置{kept}")
    }

    /// A record that is not there.
    pub const RECORD_GONE: &str = "这条记录已不在台账中；按 Alt+1 回“今日”页刷新";
    /// Nothing of the list is of that day; this is the last before it.
    pub fn no_such_day(wanted: &str, kind: &str, day: &str) -> String {
        format!("{wanted} 没有{kind}，已到之前最近的一次：{day}")
    }

    /// No record is called so.
    pub fn not_called(typed: &str) -> String {
        format!("没有找到“{typed}”，请改；按内容找先按 Esc 再按 /")
    }

    /// What the start screen says.
    pub const SECRETS: &str = "不得录入、存储国家秘密";

    /// A form is not left, because its draft cannot be written.
    pub fn draft_lost(why: &str) -> String {
        format!("没有离开，填的内容还在表里（再按一次同样的键就放弃这些内容）。{why}")
    }

    /// A form was saved.
    pub fn saved(record: &str, changes: usize) -> String {
        if changes > 1 {
            format!("已保存 {record}，连同 {} 件意见", changes - 1)
        } else {
            format!("已保存 {record}")
        }
    }

    /// Issues a saved record came from that no unit has yet.
    pub fn still_waiting(numbers: &[&str]) -> String {
        const SHOWN: usize = 3;
        let more = if numbers.len() > SHOWN { format!("等 {} 件", numbers.len()) } else { String::new() };
        let shown = numbers.iter().take(SHOWN).copied().collect::<Vec<_>>().join("、");
        format!("；来源意见 {shown}{more} 仍为已登记，填写承办单位后一并交办")
    }

    /// A decision of a level above was passed on.
    pub fn passed_on(record: &str) -> String {
        format!("已采纳 {record}，随下发包转给站里")
    }

    /// What passed on a decision that was voided above is this desk's own now.
    pub fn kept(record: &str) -> String {
        format!("已保留 {record}，作为本级自己的办理")
    }

    /// A step was taken that brought another record about.
    pub fn saved_with(done: &str, made: &str) -> String {
        format!("{done}，并新增 {made}；按 Ctrl+Z 可一并撤销")
    }

    /// A unit was entered so that a decision of a level above could be taken over, which was done with it.
    pub fn with_unit(unit: &str, done: &str) -> String {
        format!("已登记承办单位 {unit}；{done}")
    }

    /// The form of a unit that a decision of a level above waits for was left.
    pub const ADOPT_WAITS: &str = "没有登记这个单位，上级办理仍待采纳；再按 F4 接着办";
    /// The same, and what was typed is kept.
    pub const ADOPT_WAITS_DRAFT: &str = "已存为草稿；上级办理仍待采纳，登记这个单位后再按 F4";

    /// What was filled in for a decision that was voided above meanwhile.
    pub fn decision_gone(reason: &str, then: &str) -> String {
        format!("上级刚作废了这条办理（{reason}），没有按采纳保存。{then}")
    }

    /// It can be a step of our own all the same.
    pub const GONE_AS_STEP: &str = "填的内容还在：再按 Ctrl+S 作为本站自己的一步保存，按 Esc 不保存";
    /// It can be a decision of our own all the same.
    pub const GONE_AS_OURS: &str = "填的内容还在：再按 Ctrl+S 作为本级自己的办理保存，按 Esc 不保存";
    /// There is nothing left to refuse.
    pub const GONE_REFUSED: &str = "不用再说明不采纳，按 Esc 离开";

    /// A decision of a level above is refused by filling in why.
    pub const REFUSE: &str = "写明不采纳的理由；保存后不再列为待采纳，随下次上报让上级看到";

    /// Several records took a step together.
    pub fn stepped(counted: &str) -> String {
        format!("已一并办理 {counted}；按 Ctrl+Z 可一并撤销")
    }

    /// What else was written with it.
    pub fn noted_in(done: &str, others: &[String]) -> String {
        format!("{done}；同时记入 {}", others.join("、"))
    }

    /// Several records were voided together.
    pub fn voided_several(count: usize) -> String {
        format!("已作废 {count} 条；误作废可按 Ctrl+Z 一并撤销")
    }

    /// Another of the marked issues does not allow the step.
    pub fn not_stepped(number: &str, why: &str) -> String {
        format!("{number} 不能这样办，一件也没有保存：{why}")
    }

    /// A change was undone.
    pub fn may_redo(undone: &str) -> String {
        format!("{undone}；要重做按 Ctrl+Y")
    }

    /// A record was voided.
    pub fn voided(record: &str) -> String {
        format!("已作废 {record}；误作废可按 Ctrl+Z 撤销")
    }
}

/// The help screen.
pub mod help {
    use crate::app::command::Place;

    /// The rule above all others.
    pub const SECRETS: &str = "不得录入、存储国家秘密。居民身份信息不登记，默认匿名。";
    /// Why there are two keys for most things.
    pub const INPUT_METHOD: &str = "中文输入法打开时字母键会被输入法吃掉，请用功能键或 Ctrl、Alt 组合键。";

    /// How a form is filled in.
    pub const FILLING: [&str; 5] = [
        "* 是必填栏，! 是填错的栏，? 是要再看一眼的栏。回车不保存，Ctrl+S 才保存。",
        "日期可输 今天、昨天、-1、5（本月5日）、0305、20260305；时间可输 930、1830。",
        "代表、单位、类别等栏可输序号、名称或拼音首字母，多项用逗号隔开，F4 看全部。",
        "没保存就离开，内容存为草稿，在“今日”页继续。",
        "打不出的生僻字：输入编码如 U+20BB7，再按 Alt+X。",
    ];

    /// What stands before a row.
    pub const MARKS: &str = "列表行首的 > 是选中的一行，* 是勾选的，! 是超过办理期限的意见，x 是已作废的。";

    /// The titles of the key table.
    pub const TABLE_HEAD: &str = "| 键 | 命令 | 做什么 | 在哪里 |\n|---|---|---|---|\n";

    /// A row of the key table.
    pub fn table_row(keys: &str, name: &str, help: &str, places: &[&str]) -> String {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        format!("| {} | {name} | {help} | {} |\n", keys.join(" "), places.join("、"))
    }

    /// The name of a chapter.
    pub fn place(place: Place) -> &'static str {
        match place {
            Place::Today => "今日",
            Place::Stats => "统计",
            Place::Sync => "同步",
            Place::Exchange => "交换数据包",
            Place::List => "台账列表",
            Place::Find => "查找",
            Place::Filter => "筛选条件",
            Place::Filtered => "筛选结果",
            Place::Detail => "记录全文",
            Place::Plan => "排期",
            Place::Takeover => "采纳下发",
            Place::Import => "导入",
            Place::Imported => "导入结果",
            Place::Form => "填表",
            Place::Nested => "填表里的一行",
            Place::Pick => "选单",
            Place::Prompt => "提问",
            Place::Menu => "选择",
            Place::Palette => "命令面板",
            Place::Help => "帮助",
            Place::Settings => "设置",
            Place::Setup => "首次设置",
        }
    }
}
