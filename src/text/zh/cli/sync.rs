//! What `party`, `pack`, `unpack` and `sync` answer.

use std::fmt::Display;
use std::path::Path;

use crate::model::completeness::{Standing, Totals};
use crate::model::party::Party;
use crate::model::stats::Period;
use crate::model::upward::{Owed, Upward};
use crate::model::{Date, Org};
use crate::sync::exchange::below::Below;
use crate::sync::exchange::send::Sent;
use crate::sync::exchange::take::Counts;
use crate::sync::medium::shown_path;
use crate::sync::package::Sort;
use crate::text::zh::app::screens::exchange as screens;
use crate::text::zh::sync::exchange as zh;
use crate::text::zh::sync::medium::size;
use crate::text::zh::sync::package::sort as sort_name;

/// Titles of columns.
pub const FROM: &str = "发自";
/// The sort of a package.
pub const SORT: &str = "种类";
/// Its number.
pub const NUMBER: &str = "包号";
/// How many desks' records are in it.
pub const CHAINS: &str = "单位数";
/// New records.
pub const ADDED: &str = "新增";
/// Changed records.
pub const CHANGED: &str = "更新";
/// What is here already.
pub const KNOWN: &str = "未变";
/// Chains that contradict ours.
pub const FORKS: &str = "冲突";
/// Another installation goes on.
pub const INSTALLATIONS: &str = "换机";
/// Lines that cannot be used.
pub const UNFIT: &str = "隔离";
/// What is missing before.
pub const GAPS: &str = "缺口";
/// What becomes of it.
pub const RESULT: &str = "结果";
/// A party's code.
pub const CODE: &str = "代码";
/// Its name.
pub const NAME: &str = "单位";
/// Whether it has reported the period.
pub const REPORTED: &str = "本期";
/// The day its last package was made.
pub const MADE_ON: &str = "最近打包";
/// The day of its last line.
pub const LAST_ON: &str = "记到";
/// Through which line.
pub const SEQ: &str = "收至行";
/// Packages that wait.
pub const HELD: &str = "暂存";
/// Chains that came through it.
pub const HANDED: &str = "转报";
/// Lines of ours that went into no package to it yet.
pub const UNDELIVERED: &str = "未下发";

/// The number of a line that was not used.
pub const SEQ_OF: &str = "第几行";
/// Why it was not used.
pub const WHY: &str = "原因";
/// When it was written.
pub const AT: &str = "写于";
/// Who wrote it.
pub const BY: &str = "记录人";
/// What kind of record it is about.
pub const KIND: &str = "类别";
/// Its number.
pub const ID: &str = "编号";
/// What it says.
pub const DATA: &str = "内容";
/// Our own chain comes back to a new desk.
pub const REBUILD: &str = "重建本单位";
/// It does so only once somebody agrees.
pub const REPLACES: &str = "要加 --agree 同意";

/// A package is taken in.
pub const TAKEN: &str = "收下";
/// It waits for lines before it.
pub const HAS_GAP: &str = "有缺口，暂存";
/// Lines that came by another desk without a signature of their owner.
pub const UNSIGNED: &str = "没有站里的签名，先存着";
/// It came by another desk under a key that nobody above its owner has confirmed.
pub const STRANGER: &str = "密钥对不上，先存着";
/// It waits for somebody to agree.
pub const OTHER_INSTALLATION: &str = "换机待确认，暂存";
/// It contradicts our copy.
pub const FORKED: &str = "冲突，不收";
/// It only says what the other side has.
pub const RECEIPT: &str = "登记回执";
/// All of it is here.
pub const NOTHING_NEW: &str = "没有新内容";

/// Progress of a check.
pub const CHECKING: &str = "正在核对数据包";
/// Progress of taking in.
pub const TAKING_IN: &str = "正在收入";

/// The key file is written.
pub const EXPORTED: &str =
    "密钥文件已写好，六组数字是指纹。请把文件交给对方，再打电话把指纹念给对方核对。文件里没有私钥，不怕别人看到。";
/// How two desks compare.
pub const HOW_TO_COMPARE: &str = "请给对方打电话（用您本来就知道的号码，不用文件里或来人给的号码），双方各念一遍指纹。";
/// Nobody to ask.
pub const FINGERPRINT_NEEDED: &str = "请写对方在电话里念的指纹：--fingerprint \"六组数字\"。";
/// Nothing was typed.
pub const NOT_CONFIRMED: &str = "没有输入指纹，没有确认。";
/// `--all` where it cannot be.
pub const ALL_IS_DOWNWARD: &str = "--all 只用于 down 和 receipt，请去掉，或用 --for 指定单位。";
/// Nobody to ask whether to take in.
pub const YES_NEEDED: &str = "这里不是终端，不能询问。请加 --dry-run 先试算，或加 --yes 直接收。";
/// The clerk said no.
pub const NOT_TAKEN: &str = "没有收，什么都没有改动。";
/// Neither above nor below.
pub const ALONE: &str =
    "还没有往来单位。请先用 liaison party export 导出本单位的密钥文件，用 liaison party add 添加对方的。";
/// None above.
pub const NO_UPPER: &str = "没有上级单位。";

/// A party was added, or given new keys.
pub fn added(party: &Party, role: &str) -> String {
    let name = party.called();
    if party.is_confirmed() {
        format!("{role}“{name}”（{}）的密钥没有变化，已核对过。", party.code)
    } else {
        format!("已添加{role}“{name}”（{}），密钥还没有核对，暂不收发数据包。", party.code)
    }
}

/// Our own fingerprint.
pub fn read_out(fingerprint: &str) -> String {
    format!("念给对方的本单位指纹：{fingerprint}")
}

/// The very key that was revoked.
pub fn was_revoked(why: &str) -> String {
    format!("注意：这正是停用过的那把密钥（{why}）。请问清楚再决定要不要核对。")
}

/// What comes after adding.
pub fn confirm_next(code: &str) -> String {
    format!("请打电话让对方念出它的指纹，然后运行：liaison party confirm {code}")
}

/// The question for what the other side reads out.
pub fn type_fingerprint(name: &str) -> String {
    format!("请输入“{name}”念的六组数字：")
}

/// It is trusted.
pub fn confirmed(name: &str) -> String {
    format!("“{name}”的指纹一致，已确认，可以收发数据包。")
}

/// It is not trusted any more.
pub fn revoked(name: &str) -> String {
    format!("“{name}”的密钥已停用，不再收发它的数据包。要恢复，请对方重新导出密钥文件，添加并核对。")
}

/// A package was written.
pub fn packed(sort: Sort, to: &str, sent: &Sent) -> String {
    let Sent { number, lines, handed, chains, bytes, .. } = sent;
    let what = match (sort, chains) {
        (Sort::Receipt, _) => String::new(),
        (_, 0 | 1) => format!("，记录 {lines} 条"),
        (_, chains) if *handed > 0 => {
            format!("，{chains} 个单位的记录 {lines} 条（{}）", zh::lines(lines.saturating_sub(*handed), *handed))
        }
        (_, chains) => format!("，{chains} 个单位的记录 {lines} 条"),
    };
    format!("给“{to}”的{}第 {number} 号{what}，{}。", sort_name(sort), size(*bytes))
}

/// Packages stand there, though what was to follow does not.
pub fn written_before(count: usize) -> String {
    format!("前 {count} 个数据包已写好；后面的没有写成。")
}

/// Whose packages were not written, the one that failed first.
pub fn not_written_to(names: &[String]) -> String {
    format!("没有写成的 {} 个：{}。", names.len(), names.join("、"))
}

/// Some parties got none.
pub fn not_all_written(count: usize) -> String {
    format!("有 {count} 个单位的数据包没有写，原因见上。")
}

/// Nobody that such a package could go to.
pub fn nobody(sort: Sort) -> &'static str {
    match sort {
        Sort::Down => "没有已核对的下级单位。请先用 liaison party add 添加并核对。",
        Sort::Receipt => "还没有收到过数据包，没有可回执的内容。",
        Sort::Up | Sort::Full => "没有已核对的往来单位。请先用 liaison party add 添加并核对。",
    }
}

/// Nothing waits to go down to any of several parties.
pub fn nothing_down(parties: &[&Party]) -> String {
    format!("没有要下发的：各下级都已写过，没有写数据包。仍要写的，用 --all 或 --for 代码：{}。", named(parties))
}

/// Several parties that it could go to.
pub fn which(parties: &[&Party]) -> String {
    format!("合适的单位不止一个，请用 --for 代码 指定：{}。", named(parties))
}

fn named(parties: &[&Party]) -> String {
    const SHOWN: usize = 5;
    let mut named: Vec<String> =
        parties.iter().take(SHOWN).map(|party| format!("{} {}", party.code, party.called())).collect();
    if parties.len() > SHOWN {
        named.push(format!("等 {} 个", parties.len()));
    }
    named.join("、")
}

/// How a takeover is undone.
pub const TAKEOVER_UNDO: &str = "弄错了的，可用 liaison undo 整批撤销。";

/// What was put aside has to be entered again.
pub fn reenter(path: &str) -> String {
    format!(
        "恢复时换下的记录列在“{path}”，请对照补录；补录完，在“今日”页选中那一行按回车，或把文件改名为 .done.txt 结尾。"
    )
}

/// Packages for others, among some for us.
pub fn passed_over(count: usize, own: Org) -> String {
    format!("另有 {count} 个数据包不是给本单位（{own}）的，没有打开。")
}

/// Packages for others only.
pub fn none_for_us(count: usize, own: Org) -> String {
    format!("这里的 {count} 个数据包都不是给本单位（{own}）的，没有打开。请看是否插对了U盘。")
}

/// A package that is not taken in.
pub fn refused(name: &str, why: &dyn Display) -> String {
    format!("{name}：{why}")
}

/// Nothing was taken in, for it was only tried.
pub const ONLY_TRIED: &str = "只是试读，没有改动。要收下请去掉 --dry-run。";

/// What there is to decide about a chain was not read.
pub fn sides_unread(org: Org, why: &dyn Display) -> String {
    format!("{org} 两边的内容没有读到：{why}")
}

/// A package that waits for lines before it.
pub fn waits(name: &str, why: &str) -> String {
    format!(
        "{name}：先暂存（{why}）。等前面的数据包收到后会自动收下；没有的话，请把回执交给对方再打一次包；仍不行就请对方打全量包（liaison pack full）。"
    )
}

/// A package with lines that came by another desk without a signature of their owner.
pub fn waits_for_signature(name: &str) -> String {
    format!(
        "{name}：里面转来的记录没有站里的签名，先存着，其余已收下。请打电话问转来的单位和那个站；站里下次上报的包带着签名转到，就会自动收下。"
    )
}

/// A package with a first chain under a key that nobody above its owner has confirmed.
pub fn waits_for_key(name: &str) -> String {
    format!(
        "{name}：里面转来的站，密钥与县里登记的不同，先存着，其余已收下。请打电话问清；县里核对登记好再上报，就自动收下，属实也可以加 --agree 收一次。"
    )
}

/// A new installation under a key that the desk above it has confirmed.
pub fn vouched(name: &str, org: Org) -> String {
    format!("{name}：{org} 换了电脑或重装过，新密钥它的上级已核对，已换成新的，不用再同意。")
}

/// A package of another installation.
pub fn waits_for_agreement(name: &str) -> String {
    format!(
        "{name}：对方换了电脑、重装过或恢复过备份，先暂存。请打电话确认这一份是对的，再加 --agree 收一次；\
         原来收到的记录会换成这一份。"
    )
}

/// A chain that parted from our copy.
pub fn forked(name: &str, org: Org) -> String {
    format!(
        "{name}：{org} 的记录与本机已收到的不一致，没有采用。对方可能恢复过旧备份，或有两台电脑用了同一份数据。\
         请打电话问清哪一份为准，请对方停用另一台；再用 liaison party decide {org} --adopt --reason \"…\" 采用新发来的，\
         或用 --keep 保留已收到的。"
    )
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| format!(" {day} "))
}

/// A package from which this new desk becomes the former one.
pub fn rebuilds(name: &str, lines: u64, until: Option<Date>) -> String {
    let until = day(until);
    format!(
        "{name}：重建本站：{lines} 条记录。收下后补回到{until}上级收到的最后一条，编号和历史不变；没有上报过的不在其中，要补录，编号会接着排。"
    )
}

/// This desk has become the former one.
pub fn rebuilt(lines: u64, until: Option<Date>) -> String {
    let until = day(until);
    format!(
        "已重建本站：{lines} 条记录，补回到{until}为止，此后录入的要补录。本机是新装的，下一次上报时请上级确认换机（收包时加 --agree，或按 F4）。\
         重建前的数据在备份里。"
    )
}

/// What is here stays.
pub fn kept(org: Org) -> String {
    format!("已决定：{org} 的记录以本机已收到的为准，冲突的数据包不要了。请让对方停用另一台电脑，或从头核对。")
}

/// What came took its place.
pub fn adopted(org: Org, lines: u64) -> String {
    format!("已决定：{org} 的记录采用对方新发来的，收下 {lines} 条；被换下的（如有）另存在数据目录的 journal 里。")
}

/// Nothing is quarantined.
pub fn none_quarantined(org: Org) -> String {
    format!("{org} 没有被隔离的记录。")
}

/// Lines that were not used are dealt with.
pub fn dismissed(org: Org, lines: u64) -> String {
    format!("{org} 被隔离的记录 {lines} 条已记为处理过，不再提示；原来的行仍在它的 journal 里。")
}

/// The question before taking in.
pub fn take_them(count: usize) -> String {
    format!("收下这 {count} 个数据包？输入 y 收下，其他不收：")
}

/// Whether an answer is yes.
pub fn is_yes(answer: &str) -> bool {
    crate::text::zh::model::typed::YES.contains(&answer.trim().to_lowercase().as_str())
}

/// What was taken in: packages and lines, receipts noted, packages that wait.
pub fn taken((packages, lines): (u32, u64), receipts: usize, waiting: usize) -> String {
    let mut said = Vec::new();
    if packages > 0 {
        said.push(format!("已收下 {packages} 个数据包，记录 {lines} 条"));
    }
    if receipts > 0 {
        said.push(format!("已登记回执 {receipts} 个"));
    }
    if waiting > 0 {
        said.push(format!("暂存 {waiting} 个"));
    }
    if said.is_empty() {
        return "没有收到新内容。".to_owned();
    }
    format!("{}。", said.join("，"))
}

/// A receipt that was not written.
pub fn receipt_not_written(why: &dyn Display) -> String {
    format!("数据已经收下，回执没有写成：{why}")
}

/// The receipt for all that came lies there.
pub fn is_answered(org: Org) -> String {
    format!("给 {org} 的回执已在上面，不用再写。")
}

/// The receipt that should go back.
pub fn receipt_next(org: Org, path: &Path) -> String {
    format!("要把回执写回U盘，请运行：liaison pack receipt --for {org} --to \"{}\"", shown_path(path))
}

/// Some were not taken in.
pub fn not_all_taken(refused: usize, forked: usize) -> String {
    let mut said = Vec::new();
    if refused > 0 {
        said.push(format!("有 {refused} 个数据包没有采用"));
    }
    if forked > 0 {
        said.push(format!("有 {forked} 个数据包与已收到的冲突"));
    }
    format!("{}，原因见上。", said.join("，"))
}

/// Packages kept here are taken in with those that were tried.
pub fn freed(count: usize, counts: &Counts) -> String {
    format!("{}。", screens::freed(count, counts))
}

/// The party above.
pub fn upper(party: &Party, status: &str) -> String {
    format!("上级：{}（{}，{status}）", party.called(), party.code)
}

/// How far our records have gone.
pub fn upward(upward: &Upward, party: &Party) -> String {
    let mut said = vec![format!("未上报 {}", zh::lines(upward.unsent, upward.handed))];
    if upward.waiting + upward.handed_waiting > 0 {
        said.push(format!("其中已写出、待回执 {}", zh::lines(upward.waiting, upward.handed_waiting)));
    }
    if let Some(on) = upward.packed_on {
        said.push(format!("最近打包 {on}"));
    }
    said.push(match party.acked_on {
        Some(on) => format!("已回执 {} 条（{on}）", upward.acknowledged),
        None => "还没有收到回执".to_owned(),
    });
    if party.unused > 0 {
        said.push(format!("对方没有采用 {} 条（见 liaison show party {}）", party.unused, party.code));
    }
    format!("{}。", said.join("，"))
}

/// What wants to be done.
pub fn owed(owed: &Owed) -> Vec<String> {
    let mut lines = Vec::new();
    if owed.decisions > 0 {
        lines.push(format!("上级办理待采纳、待知悉 {} 项，见 liaison adopt。", owed.decisions));
    }
    if let Some((period, until)) = owed.due {
        lines.push(format!("{}的数据应在 {until} 前上报，还没有打包。", period.title()));
    }
    if let Some(days) = owed.remind {
        lines.push(format!("已有 {days} 天没有打包上报。"));
    }
    lines
}

/// What went into no package down yet.
pub fn undelivered(lines: u64, parties: u64) -> String {
    format!("未下发 {lines} 条，等着收的下级 {parties} 个；用 liaison pack down --to 文件夹 写出下发包。")
}

/// The period that is looked at below.
pub fn period(period: Period, due_on: Date) -> String {
    format!("\n下级上报情况：{}（{due_on} 前应报）", period.title())
}

/// How a party stands with the period.
pub fn reported(standing: Standing, is_silent: bool) -> String {
    let said = match standing {
        Standing::InTime { .. } => "按时".to_owned(),
        Standing::Late { days, .. } => format!("迟报{days}天"),
        Standing::Missing { days } => format!("未报{days}天"),
        Standing::Pending { .. } => "未到期".to_owned(),
        Standing::Exempt { since } => format!("当时未接入({since}起)"),
    };
    if is_silent { format!("{said}(无记录)") } else { said }
}

/// What is to be decided or asked for.
pub fn troubles(below: &Below) -> Vec<String> {
    let name = below.party.called();
    let Some(received) = &below.received else {
        return vec![format!("{name}：有暂存的数据包，前面的还没有收到。")];
    };
    let mut lines = Vec::new();
    if !received.forked.is_empty() {
        lines.push(format!("{name}：{}；问清后用 liaison party decide {} 决定", received.forked, received.code));
    }
    lines.extend(received.held.iter().map(|held| format!("{name}：第 {} 号包暂存，{}", held.number, held.reason)));
    if received.unused() > 0 {
        lines.push(format!("{name}：隔离 {} 条，见 liaison party quarantined {}", received.unused(), received.code));
    }
    lines
}

/// All parties together.
pub fn totals(period: Period, totals: &Totals) -> String {
    let Totals { parties, in_time, late, missing, pending, silent, .. } = *totals;
    format!(
        "{}：应报 {parties} 个，按时 {in_time}，迟报 {late}，未报 {missing}，未到期 {pending}，无记录 {silent}；完整率 {}，及时率 {}。",
        period.title(),
        totals.complete().shown(),
        totals.timely().shown(),
    )
}

/// Titles of what the level above offers.
pub const TAKEOVER_KIND: &str = "类别";
/// Its number above.
pub const TAKEOVER_NUMBER: &str = "编号";
/// How it stands to ours.
pub const TAKEOVER_STANDING: &str = "情况";
/// What it is called.
pub const TAKEOVER_NAME: &str = "名称";
/// What would change.
pub const TAKEOVER_DETAIL: &str = "内容";
/// Whether it is taken over.
pub const TAKEOVER_TAKEN: &str = "采纳";
/// Nobody can be asked.
pub const TAKEOVER_YES_NEEDED: &str = "采纳前要确认：请加 --yes 直接采纳，或加 --dry-run 只列出";
/// Nothing that is usual.
pub const NOTHING_TO_TAKE_OVER: &str = "没有可以直接采纳的；非本站的、两边不同的和同名待核的请用 --pick 指明编号";
/// Somebody said no.
pub const NOT_TAKEN_OVER: &str = "没有采纳，没有改动";

/// Whether a row is taken over.
pub fn is_taken_over(is_taken: bool) -> &'static str {
    if is_taken { "是" } else { "否" }
}

/// How many would be.
pub fn would_take_over(count: usize) -> String {
    format!("可以直接采纳 {count} 条；没有改动。加 --yes 采纳")
}

/// Whether they are to be.
pub fn take_over(count: usize) -> String {
    format!("采纳这 {count} 条？输入 y 采纳，其他不采纳：")
}

/// A number of which nothing of ours can be kept.
pub fn cannot_keep(id: u64) -> String {
    format!("编号 {id} 不在不同的里面，或者本站没有对应的记录，不能设为不再提示；请用 --dry-run 查看")
}

/// How many would be kept.
pub fn would_keep(count: usize) -> String {
    format!("可以设为以本站为准、不再提示 {count} 条；没有改动。加 --yes 保存")
}

/// Whether ours are to stay.
pub fn keep_ours(count: usize) -> String {
    format!("这 {count} 条以本站为准，不再提示？输入 y 保存，其他不改：")
}

/// A number that is none of those.
pub fn cannot_take_over(id: u64) -> String {
    format!("编号 {id} 不在待采纳的里面，或者要先人工核对；请用 --dry-run 查看")
}

/// Where this desk's chain parted from what comes back: it came back from an older backup.
pub fn returns(through: u64, entries: u64) -> String {
    format!(
        "本机恢复过旧备份，日志第 {through} 行以后与上级收到的不同。之后在本机录入的 {entries} 条不在其中，会另存并列出来，请补录。"
    )
}

/// Where what is to be entered again is listed.
pub fn listed_aside(path: &std::path::Path) -> String {
    format!("恢复备份后在本机录入的列在“{}”，请对照补录。", path.display())
}
