//! What is said of sending to other desks and of taking in from them.

use std::path::{Path, PathBuf};

use crate::model::Org;
use crate::model::handling::Standing;
use crate::model::party::Party;
use crate::sync::medium::shown_path;
use crate::sync::package::Sort;
use crate::text::zh::model::party;

/// There is no party above.
pub const NO_UPPER: &str =
    "还没有上级单位。请先在“9 同步”页按 F6（或用“liaison party add 密钥文件”）添加上级，核对指纹后再打包。";
/// This desk's own key file was given.
pub const OWN_ENROLMENT: &str = "这是本单位自己的密钥文件，没有添加。请用对方导出的那一份。";
/// What was typed is another fingerprint.
pub const OTHER_FINGERPRINT: &str =
    "指纹不一致，没有确认。请打电话请对方逐组念一遍；若确实不同，请对方重新导出密钥文件。";
/// What was typed is this desk's own fingerprint.
pub const OWN_FINGERPRINT: &str = "这是本机自己的指纹，没有确认。请输入对方在电话里念的六组数字。";
/// A reason is missing.
pub const NO_REASON: &str = "停用要写明原因。";

/// Not six groups of five digits were typed.
pub fn fingerprint_length(digits: usize) -> String {
    format!("指纹要六组、每组五个数字（共 30 个），现在是 {digits} 个，没有确认。请对方再念一遍。")
}

/// A folder without a key file of another desk.
pub fn no_key_file(folder: &Path) -> String {
    format!("“{}”里没有别的单位的密钥文件（LZ-…-key.txt），没有添加。请对方导出后再试。", shown_path(folder))
}

/// A folder with several.
pub fn several_key_files(files: &[PathBuf]) -> String {
    const SHOWN: usize = 10;
    let name = |path: &PathBuf| path.file_name().map(|name| shown_path(Path::new(name))).unwrap_or_default();
    let shown: Vec<String> = files.iter().take(SHOWN).map(name).collect();
    let all = if files.len() > SHOWN { format!("等 {} 个", files.len()) } else { String::new() };
    format!("这个文件夹里的密钥文件不止一个，请写明用哪一个：{}{all}。", shown.join("、"))
}

/// How many lines: our own, and those of desks below that are handed on with them.
pub fn lines(own: u64, handed: u64) -> String {
    if handed > 0 { format!("本级 {own} 条、转报 {handed} 条") } else { format!("{own} 条") }
}

/// A package is taken in, and what was to follow it is not done.
pub fn unsettled(name: &str, why: &str) -> String {
    format!("{name}：数据已经收下；但等着它的数据包还没有一起处理：{why}下次收下一个包时会再试。")
}

/// Nobody has added it.
pub fn no_party(org: Org) -> String {
    format!("还没有编码为 {org} 的往来单位。请先在“9 同步”页按 F6（或用“liaison party add 密钥文件”）添加。")
}

/// Nobody has compared its fingerprint.
pub fn not_confirmed(name: &str) -> String {
    format!("“{name}”的密钥还没有核对。请打电话核对指纹，再在“9 同步”页按 F6（或用“liaison party confirm”）确认。")
}

/// Its key is not trusted any more.
pub fn revoked(name: &str) -> String {
    format!("“{name}”的密钥已停用。请让对方换好电脑或密钥后重新导出密钥文件，在这里添加并核对后再试。")
}

/// A package of this sort does not go to this party.
pub fn wrong_way(name: &str, sort: Sort) -> String {
    match sort {
        Sort::Up => format!("“{name}”不是上级，上报包不能发给它。"),
        Sort::Down => format!("“{name}”不是下级，下发包不能发给它。"),
        Sort::Full | Sort::Receipt => format!("这种数据包不能发给“{name}”。"),
    }
}

/// Nothing was taken in from there.
pub fn nothing_to_acknowledge(name: &str) -> String {
    format!("还没有收到过“{name}”的数据包，没有可回执的内容。")
}

/// Neither above nor below.
pub fn same_level(org: Org) -> String {
    format!("编码 {org} 既不是本单位的上级，也不是下级，不能往来数据包。请核对编码。")
}

/// What was sent waits until the desk above agrees.
pub fn not_agreed(from: Org, through: u64) -> String {
    format!(
        "{from} 已收到本机的数据包，但还没有同意换机，先存着；回执说的是换机以前的记录（到第 {through} 行），没有采用。\
         请打电话请对方在“同步”按 F4 同意，再读他之后写的回执；要找回换机以前的记录，请对方写一份全量包给本机。"
    )
}

/// Lines that were never sent.
pub fn acknowledges_too_much(from: Org, org: Org, through: u64) -> String {
    if org.is_above(from) {
        return format!(
            "数据包里的回执说已收到 {org} 的记录（到第 {through} 行），但本机没有发出过这些，没有采用。本机若是从旧备份恢复的：请先写一个下发包给对方，对方在“同步”按 F4 同意后再上报，就能收下；恢复前下发过、本机已没有的办理，请与对方核对后重新作出。本单位若有另一台电脑在用这套数据，请停用本机。"
        );
    }
    format!(
        "数据包里的回执说已收到 {org} 的记录（到第 {through} 行），但本机没有发出过这些，没有采用。请与对方核对：本站若有另一台电脑用过这套数据、对方已改收那一台的，请停用本机；本机若是重装的或从旧备份恢复的，先不要录入，请对方写一份全量包给本机，在本机读入就能接上，之后录入的会列出来供补录。"
    )
}

/// Our own chain would take the place of entries made here.
pub fn replaces(through: u64, entries: u64) -> String {
    format!(
        "这个全量包会换掉本机后来录入的 {entries} 条（日志第 {through} 行以后），没有同意，没有读入，什么都没有改动。请先打电话与上级核实；\
         属实就在交换页选中它按 F4 同意（或给 unpack 加 --agree），换掉的会列出来供补录。"
    )
}

/// Somebody else's chain.
pub fn not_theirs(from: Org, org: Org) -> String {
    format!("{from} 发来的数据包里有 {org} 的记录，而 {org} 不归它管，整包没有采用。请告知对方。")
}

/// Its own chain is under another key.
pub fn other_chain_key(org: Org) -> String {
    format!(
        "{org} 发来的记录里写的签名密钥，与在本机核对过指纹的那一把不同，整包没有采用。请打电话问清；对方若换了电脑或密钥，请它重新导出密钥文件，在这里添加并核对后再读。"
    )
}

/// The copy is gone.
pub fn lost_copy(org: Org) -> String {
    format!("本机保存的 {org} 的记录副本找不到或已损坏。请从备份恢复，或请对方发一份全量包。")
}

/// How a chain parted from the copy.
pub fn forked(at: u64, number: u32, on: &str) -> String {
    format!("{on} 第 {number} 号包从第 {at} 行起与本机已收到的不同：对方可能恢复过旧备份，或有两台电脑用了同一份数据")
}

/// Lines are missing before it.
pub fn waits_for(first: u64, last: u64) -> String {
    if first == last { format!("缺第 {first} 行") } else { format!("缺第 {first} 至 {last} 行") }
}

/// A reason is missing.
pub const NO_DECISION_REASON: &str = "请写明为什么这样决定。";

/// Nothing is to be decided.
pub fn nothing_to_decide(org: Org) -> String {
    format!("{org} 的记录没有冲突，也没有等待确认的换机，不必决定。")
}

/// The package is gone.
pub fn parted_lost(org: Org) -> String {
    format!(
        "与本机冲突的那个数据包已经不在了，没有采用，原有记录不变。请 {org} 发一份全量包（liaison pack full），收到后再决定。"
    )
}

/// The package begins behind where the chains parted.
pub fn does_not_join(org: Org) -> String {
    format!(
        "那个数据包不是从头开始的，与本机的副本接不上，没有采用。请 {org} 发一份全量包（liaison pack full），收到后再决定。"
    )
}

/// What was decided, on which day and why.
pub fn decided(adopts: bool, on: &str, reason: &str) -> String {
    let what = if adopts { "采用对方新发来的" } else { "保留本机已收到的" };
    format!("{on} {what}：{reason}")
}

/// That line is not quarantined, or none is.
pub fn nothing_quarantined(org: Org) -> String {
    format!("{org} 没有这样一行被隔离的记录，没有改动。可先用“liaison party quarantined {org}”查看。")
}

/// How lines that were not used were dealt with: all, or the one.
pub fn dismissed(seq: Option<u64>, lines: u64, on: &str, reason: &str) -> String {
    let which = seq.map_or_else(|| format!("{lines} 条"), |seq| format!("第 {seq} 行"));
    format!("{on} 隔离的{which}已处理：{reason}")
}

/// Another installation.
pub const WAITS_FOR_AGREEMENT: &str = "对方换了电脑或重装过，等待确认";

/// Lines that came by another desk without a signature of their owner.
pub const WAITS_FOR_SIGNATURE: &str = "没有站里的签名，先存着";

/// Lines of ours that a party could not use, and what to do.
pub fn unused(name: &str, party: &Party) -> Vec<String> {
    let mut lines = party::refused(&party.refused, party.unused);
    lines.insert(0, format!("“{name}”收到后有 {} 条没有采用：", party.unused));
    lines.push("请打电话与对方核对：对方程序旧的，升级后再读一次就能用；内容有误的，改正后再上报".to_owned());
    lines
}

/// A first chain that came by another desk, under a key nobody above its owner has confirmed.
pub const WAITS_FOR_KEY: &str = "站里的密钥与县里登记的不同，先存着，等县里登记或这里同意";

/// A new key was taken because the desk above has confirmed it.
pub fn vouched_on(on: &str) -> String {
    format!("{on} 换机：新密钥它的上级已核对，随包收下")
}

/// Another installation was taken in while a package of before it contradicted our copy.
pub fn fork_settled(on: &str, is_vouched: bool) -> String {
    let taken = if is_vouched { "新密钥它的上级已核对，随包收下" } else { "已同意换机" };
    format!("{on} {taken}；先前冲突的数据包不要了")
}

/// The head of the list of what is to be entered again.
pub fn reenter(through: u64, entries: u64, records: usize) -> String {
    format!(
        "本机恢复过旧备份，已换成上级收到的那一份。恢复以后在本机录入和改动的共 {entries} 条，涉及下面 {records} 个记录，\
         现在的台账里没有这些内容，请逐个对照补录。（日志从第 {} 行起换过）",
        through + 1
    )
}

/// The list ends early.
pub const REENTER_MORE: &str = "后面还有，没有列完；全部内容在重建前的备份里。\n";

/// A record as it was called here, behind its place in the list.
pub fn reenter_record(at: usize, kind: &str, label: &str) -> String {
    format!("{at}. {kind} {label}")
}

/// When, who, and what was done with it.
pub fn reenter_step(at: &str, by: &str, verb: &str) -> String {
    format!("{at} {verb}（{by}）")
}

/// A field with what it held.
pub fn reenter_field(label: &str, value: &str) -> String {
    format!("{label}：{value}")
}

/// When, who, what kind of record with its number and whether it was new, and its fields.
pub fn reenter_line(at: &str, by: &str, (kind, id, is_new): (&str, u64, bool), fields: &[String]) -> String {
    let what = if is_new { "新录入" } else { "改动" };
    format!("{at} {by} {what} {kind} {id}：{}", fields.join("；"))
}

/// It was here before: only what was changed is missing.
pub const REENTER_CHANGED: &str = "恢复前已有的记录，请对照改动";

/// It was voided in the end: what was new here needs nothing.
pub fn reenter_voided(reason: &str, is_old: bool) -> String {
    if is_old {
        format!("恢复前已有的记录，后来作废了（{reason}），请再作废一次")
    } else {
        format!("最后作废了（{reason}），不用补录")
    }
}

/// It cannot be read.
pub const REENTER_UNREAD: &str = "内容读不出来，请到重建前的备份里查";

/// The head of the list of what our copy of a chain had and what took its place has not: how many entries behind which last line that both
/// have, and how many decisions among them waited, where there are any.
pub fn replaced_head(org: Org, (through, entries): (Option<u64>, u64), pending: Option<u64>) -> String {
    let from = match through {
        Some(0) => "从头".to_owned(),
        Some(line) => format!("第 {line} 行之后"),
        None => "中间".to_owned(),
    };
    let decided = pending.map_or_else(String::new, |count| {
        format!("待采纳的办理 {count} 项不再提示，请与对方核对，仍要办的请对方重新作出；已采纳的仍在本站的办理过程里。")
    });
    format!(
        "{org} 的记录已换成对方新发来的一份，{from}不同。下面 {entries} 条本机原来收到过，新的一份里没有。{decided}"
    )
}

/// How a decision stood when it was taken away.
pub fn stood(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "本站还没有采纳",
        Standing::Passed => "已转办",
        Standing::Taken(_) => "本站已采纳",
        Standing::Refused(_) => "本站没有采纳",
        Standing::Moot | Standing::Other => "不再适用",
    }
}

/// What was taken away where a chain that came took the place of our copy, and where it is listed.
pub fn replaced(org: Org, entries: u64, pending: u64, path: &str) -> String {
    let waits = if pending > 0 { format!("（其中待采纳的办理 {pending} 项）") } else { String::new() };
    format!("{org} 原来的记录换下 {entries} 条{waits}，列在“{path}”，请打电话与对方核对")
}

/// Records do not go up from a desk that came back from a backup and was not brought up since.
pub fn may_not_go(upper: &str) -> String {
    format!(
        "本机恢复过备份，还没有接上，没有写出：现在上报会与“{upper}”收到的冲突。请“{upper}”写一个全量包给本机，读入接上后再上报。"
    )
}

/// This desk came back from a backup, and nothing was exchanged with the party above since: what to do.
pub fn cut_off(upper: &str) -> String {
    format!(
        "本机恢复过备份，还没有与“{upper}”接上：它收到过的、这份备份里没有的记录要由它发回。先不要录入和上报；\
         请它写一份全量包，在本机读入（“9 同步”按 F2，或 liaison unpack）。"
    )
}

/// A package of our own on a stick that is not in our register.
pub fn newer(name: &str, to: &str, known: u32, is_upward: bool) -> String {
    let known = if known == 0 { "没有记过给它的包".to_owned() } else { format!("只记到第 {known} 号") };
    let next = if is_upward {
        format!("恢复过的，先不要录入和上报，请“{to}”写一份全量包，在本机读入")
    } else {
        "恢复过的，先不要录入和下发，本单位有上级的请上级写一份全量包，在本机读入；没有上级的请各下级核对办理"
            .to_owned()
    };
    format!(
        "这里有本机写给“{to}”的包 {name}，而本机{known}：本机恢复过旧备份，或另有一台电脑在用这套数据。\
         另有电脑的，请停用其中一台；{next}。"
    )
}
