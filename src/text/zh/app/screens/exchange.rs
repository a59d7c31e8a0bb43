//! The tab 同步 and the exchange of packages with a stick.

use crate::model::completeness::{Standing as Reported, Totals};
use crate::model::party::Party;
use crate::model::stats::Period;
use crate::model::upward::Upward;
use crate::model::{Date, Org};
use crate::sync::exchange::send::Sent;
use crate::sync::exchange::standing::Troubles;
use crate::sync::exchange::take::Counts;
use crate::sync::package::Sort;
use crate::text::zh::sync::exchange::lines;
use crate::text::zh::sync::package::sort as sort_name;

/// The desk is lent.
pub const BUSY: &str = "正在与U盘交换数据包，结束后再保存；按 Esc 可以停下";
/// Asked for while something goes on.
pub const GOES_ON: &str = "正在找U盘或读写数据包，请等它结束，或按 Esc 停下";
/// Drives are looked for.
pub const SEEKING: &str = "正在找U盘…";
/// The standing is being read.
pub const READING: &str = "正在读收发情况…";
/// A stick is looked through.
pub const LOOKING: &str = "正在查看U盘…";
/// It begins.
pub const BEGUN: &str = "开始读写，请不要拔出…";
/// Esc was pressed.
pub const STOPPING: &str = "正在停下…";
/// Somebody stopped it.
pub const STOPPED: &str = "已停下：读入的到前一个包为止，没有写完的没有留下。可以再按 F2 接着做";
/// Which stick?
pub const WHICH_DRIVE: &str = "用哪个U盘";
/// A folder whose path is typed.
pub const OTHER_FOLDER: &str = "别的文件夹（输入路径）";
/// Which folder?
pub const WHICH_FOLDER: &str = "U盘或文件夹的路径（可粘贴）：";
/// No stick.
pub const NO_STICK: &str = "没有找到U盘；插好后按 Esc 再试，或输入文件夹路径";
/// What to do once the stick was read.
pub const RUN_NEXT: &str = "还没有改动。按回车开始：读入上面的包，写出要送的";
/// Nothing to do.
pub const NOTHING: &str = "没有要读入的，也没有要写出的；按 Esc 返回，可以拔出";
/// There is nothing to agree to.
pub const NO_AGREEMENT: &str = "选中的数据包没有要同意的";
/// Agreed.
pub const AGREED: &str = "已同意，开始后读入；再按 F4 取消";
/// Not agreed.
pub const NOT_AGREED: &str = "已取消同意，这个包先不读入";
/// Whether it was agreed to, in the package's line.
pub const IS_AGREED: &str = "（已同意）";
/// What came in.
pub const CAME: &str = "读入：";
/// What was written.
pub const WENT: &str = "写出并核对：";
/// What failed.
pub const FAILED: &str = "没有做成：";
/// What others could not use.
pub const UNUSED: &str = "对方没有采用的：";
/// Everything stands on the stick.
pub const CAN_BE_PULLED: &str = "可以拔出。按回车返回";
/// Everything that was to be written does; something was not taken in.
pub const CAN_BE_PULLED_BUT: &str = "可以拔出。有的包没有读入，原因见下；按回车返回";
/// Not everything does.
pub const NOT_ALL_WRITTEN: &str = "没有全部写好，不能当作已送出。请按下面说的处理，再按 F2 重做";
/// Titles of the table of packages.
pub const TITLES: [&str; 8] = ["来自", "数据包", "新增", "更新", "未变", "冲突", "隔离", "缺口"];
/// What will be written.
pub const GOING: &str = "将写出：";
/// Nothing will.
pub const NOT_GOING: &str = "将写出：没有（都已回执，也没有要回执的）";
/// No package for us.
pub const NO_ARRIVALS: &str = "没有给本机的数据包";
/// Titles of the list of parties.
pub const PARTY_TITLES: [&str; 6] = ["单位", "密钥", "末包", "收到至", "存 缺 决", "上月"];
/// No party yet.
pub const NO_PARTIES: &str = "还没有往来单位：按 F6 添加对方的密钥文件，打电话核对指纹，再按 F2 交换";
/// No package yet.
pub const NO_PACKS: &str = "还没有写出过数据包；插上U盘按 F2 交换";
/// Everything fits.
pub const NO_TROUBLED: &str = "没有待处理的：没有冲突、换机、暂存和隔离";
/// Nothing came yet.
pub const NO_RECEIVED: &str = "还没有收到过别的单位的记录；插上U盘按 F2 交换";
/// Add a party.
pub const ADD: &str = "添加往来单位（对方的密钥文件）";
/// Write our key file.
pub const EXPORT_KEY: &str = "导出本机密钥文件";
/// Which key file?
pub const WHICH_KEY: &str = "对方密钥文件（LZ-…-key.txt）的路径：";
/// Which of those found?
pub const WHICH_KEY_FILE: &str = "用哪个密钥文件";
/// None was found.
pub const NO_KEY_FILE: &str = "U盘上没有找到密钥文件；请输入它的路径";
/// No such party any more.
pub const NO_PARTY: &str = "没有选中的往来单位；按 Tab 转到往来单位，选一个再按 F6";

/// It begins, with so many entries to take in.
pub fn begun(lines: u64) -> String {
    if lines == 0 { BEGUN.to_owned() } else { format!("开始读写 {lines} 条，请不要拔出…") }
}

/// Nothing is written, for there is nobody to write to.
pub const NOBODY: &str = "将写出：没有——还没有往来单位。请回到“同步”页按 F6 添加上级的密钥文件，核对指纹后再来";

/// Nothing goes up, for the party's key does not stand.
pub fn cannot_go(name: &str, is_revoked: bool, Upward { unsent, handed, .. }: &Upward) -> String {
    let unsent = lines(*unsent, *handed);
    match is_revoked {
        true => format!(
            "将写出：没有——“{name}”的密钥已停用，未上报 {unsent}送不出。请对方重新导出密钥文件，按 F6 添加并核对"
        ),
        false => {
            format!("将写出：没有——“{name}”的密钥还没核对，未上报 {unsent}送不出。请打电话核对指纹，按 F6 确认")
        }
    }
}

/// Why nothing goes up from a desk that is behind what others have seen of it.
pub fn behind(name: &str, Upward { unsent, handed, .. }: &Upward) -> String {
    let unsent = lines(*unsent, *handed);
    format!("将写出：没有上报包——本机的数据不是最新的，未上报 {unsent}先不送。请“{name}”写全量包，按 F2 读入接上再上报")
}

/// What goes down with what was in no package yet.
pub fn going_down(name: &str, lines: u64) -> String {
    format!("下发包给“{name}”（未下发 {lines} 条，附回执）")
}

/// What all below share waits for other sticks: this one is of one of them.
pub fn stays_undelivered(parties: u64) -> String {
    format!(
        "另有 {parties} 个下级没收到名册、单位或设置的改动：这个U盘上只有一个单位的包，只写给它。换空U盘再按 F2 写给其余的"
    )
}

/// Our own chain comes back to this new desk.
pub fn rebuild(lines: u64, seq: u64, until: Option<Date>) -> String {
    let until = day(until);
    format!(
        "重建本站：{lines} 条记录，补回到{until}（第 {seq} 行）。编号和历史不变；此后录入而没有上报的要补录；下次上报请上级同意换机"
    )
}

/// Our own chain comes back to a desk that came back from an older backup.
pub fn returns(lines: u64, through: u64, entries: u64) -> String {
    let entered = match entries {
        0 => "之后没有录入过，不会丢内容".to_owned(),
        entries => format!("之后在本机录入的 {entries} 条会另存并列出来，请补录"),
    };
    format!(
        "接回：本机恢复过旧备份，日志第 {through} 行以后与上级的不同，此后换成上级收到的 {lines} 条；{entered}；下次上报请上级同意换机"
    )
}

/// Entries made here go aside only once somebody has agreed.
pub fn replaces(entries: u64) -> String {
    format!("要同意：本机录入的 {entries} 条会被换下。请打电话与上级核实；属实就按 F4 同意，不同意就不读入")
}

/// How many lines of a package were not used, and where they are shown.
pub fn took_unfit(lines: u64) -> String {
    format!("；其中隔离 {lines} 条没有采用：到“待处理”列表选中该单位回车看是哪些、为什么，告诉对方核对")
}

/// How many came in all, where they are more than those of our own.
fn with_others(lines: u64, all: u64) -> String {
    if all > lines { format!("（连同别的单位的，共读入 {all} 条）") } else { String::new() }
}

/// It has come back, so many lines of our own and so many in all, and what was entered here stands listed in a file.
pub fn rebuilt_aside(lines: u64, all: u64, path: &str) -> String {
    let all = with_others(lines, all);
    format!("已接回本站：补回 {lines} 条记录{all}。恢复后录入的列在“{path}”，请对照补录。下次上报请上级同意换机（F4）")
}

/// It has come back, so many lines of our own and so many in all.
pub fn rebuilt(lines: u64, all: u64, until: Option<Date>) -> String {
    let until = day(until);
    let all = with_others(lines, all);
    format!(
        "已重建本站：{lines} 条记录{all}，补回到{until}，此后录入的要补录。下次上报请上级同意换机（F4）；重建前的数据在备份里"
    )
}

/// The menu's title: our own fingerprint, to be read out.
pub fn menu(fingerprint: &str) -> String {
    format!("往来单位  本机指纹 {fingerprint}")
}

/// Confirm a party.
pub fn confirm(name: &str) -> String {
    format!("核对“{name}”的指纹")
}

/// Revoke it.
pub fn revoke(name: &str) -> String {
    format!("停用“{name}”的密钥")
}

/// Write one package to it.
pub fn send(name: &str, sort: Sort) -> String {
    let sort = match sort {
        Sort::Up => "上报包",
        Sort::Down => "下发包",
        Sort::Full => "全量包",
        Sort::Receipt => "回执",
    };
    format!("写一个{sort}给“{name}”")
}

/// Which fingerprint was heard?
pub fn heard(name: &str) -> String {
    format!("“{name}”在电话里念的六组数字：")
}

/// What to do with it.
pub fn how_to_confirm(name: &str, revoked_for: &str) -> String {
    let how = format!("请打电话给“{name}”（用您本来就知道的号码），让对方念出指纹，照听到的输入");
    if revoked_for.is_empty() {
        how
    } else {
        format!("这把密钥停用过：{revoked_for}。确实要再用，{how}")
    }
}

/// Why is it revoked?
pub fn revoke_reason(name: &str) -> String {
    format!("停用“{name}”的原因：")
}

/// A party was added.
pub fn added(name: &str, revoked_for: &str, is_confirmed: bool) -> String {
    if is_confirmed {
        format!("“{name}”已在往来单位里，密钥没有变")
    } else {
        let warning = match revoked_for {
            "" => String::new(),
            why => format!("注意：这正是停用过的那把密钥（{why}）。"),
        };
        format!("已添加“{name}”。{warning}请打电话让对方念指纹，再按 F6 输入核对")
    }
}

/// A party was confirmed.
pub fn confirmed(name: &str) -> String {
    format!("已核对“{name}”的指纹，可以按 F2 交换数据包")
}

/// A party was revoked.
pub fn revoked(name: &str) -> String {
    format!("已停用“{name}”的密钥，不再与它交换数据包")
}

/// The key file was written.
pub fn exported(path: &str, fingerprint: &str) -> String {
    format!("密钥文件已写好：{path}。可以拔出。本机指纹 {fingerprint}，对方来电时念给对方")
}

/// The head line about the party above.
pub fn above(upper: Option<&Party>, upward: &Upward, decisions: u64) -> String {
    let Some(party) = upper else { return "上级：没有".to_owned() };
    let status = match (party.is_confirmed(), party.status.as_str()) {
        (true, _) => "",
        (_, crate::model::party::REVOKED) => "（已停用）",
        _ => "（未核对）",
    };
    let Upward { unsent, waiting, handed, handed_waiting, .. } = upward;
    let unsent = lines(*unsent, *handed);
    let waiting = match waiting + handed_waiting {
        0 => String::new(),
        waiting => format!("（已写出待回执 {waiting}）"),
    };
    let decided =
        if decisions > 0 { format!("  上级办理 {decisions} 项待采纳、待知悉") } else { String::new() };
    // What a narrow screen cuts off is the name.
    format!("未上报 {unsent}{waiting}{decided}  上级{status}：{}", party.called())
}

/// The head line about receipts.
pub fn acknowledged(upper: Option<&Party>, upward: &Upward) -> String {
    let Some(party) = upper else { return String::new() };
    let acked = match party.acked_on {
        Some(on) if party.acked_seq > 0 => format!("已回执 {} 条（{on}）", upward.acknowledged),
        _ => "已回执：还没有".to_owned(),
    };
    // What a narrow screen cuts off is the end.
    let unused = if party.unused > 0 { format!("对方没有采用 {} 条  ", party.unused) } else { String::new() };
    let acked = unused + &acked;
    match upward.packed_on {
        Some(on) => format!("{acked}  最近写出 {on}"),
        None => format!("{acked}  还没有写出过"),
    }
}

/// The head line where this desk came back from a backup and was not brought up since.
pub fn cut_off(upper: &str) -> String {
    format!("恢复过备份，先不要录入：请“{upper}”写全量包，按 F2 读入接上")
}

/// A package of our own on the stick that is not in our register.
pub fn newer(number: u32, to: &str, known: u32, is_upward: bool) -> String {
    let next = if is_upward {
        format!("先不要录入，请“{to}”写全量包来读入")
    } else {
        "先不要录入和下发，有上级的请上级写全量包来读入".to_owned()
    };
    format!(
        "这里有本机写给“{to}”的第 {number} 号包，本机只记到第 {known} 号：恢复过旧备份，或另有电脑在用这套数据。{next}；\
         另有电脑的，停用其中一台"
    )
}

/// The head line about the parties below.
pub fn below((period, totals): &(Period, Totals), troubles: &Troubles) -> String {
    let Totals { parties, in_time, late, missing, pending, exempt, .. } = totals;
    let exempt = if *exempt == 0 { String::new() } else { format!("、免报 {exempt}") };
    let month = period.first.to_string();
    let month = month.get(..7).unwrap_or_default();
    // What is odd stands first: a narrow screen cuts off the end.
    let odd =
        [("冲突", troubles.forks), ("换机", troubles.installations), ("缺口", troubles.gaps), ("暂存", troubles.held)];
    let odd: String =
        odd.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count}，")).collect();
    let parties = parties + totals.exempt;
    format!("下级 {parties} 个，{odd}{month} 按时 {in_time}、迟报 {late}、未报 {missing}、未到期 {pending}{exempt}")
}

/// What was not sent down, and to how many.
pub fn undelivered((lines, parties): (u64, u64)) -> String {
    format!("未下发 {lines} 条（{parties} 个），")
}

/// Our own fingerprint.
pub fn fingerprint(groups: &str) -> String {
    format!("本机指纹 {groups}")
}

/// A party's standing in its list.
pub fn status(party: &Party) -> &'static str {
    match party.status.as_str() {
        crate::model::party::CONFIRMED => "已核对",
        crate::model::party::REVOKED => "已停用",
        _ => "未核对",
    }
}

/// The party above in the list.
pub fn upper(name: &str) -> String {
    format!("{name}（上级）")
}

/// Its last package, and the day of the year it was made; the year stands in the next column.
pub fn last_pack(number: u32, on: Option<Date>) -> String {
    let day = on.map(|on| on.to_string()).unwrap_or_default();
    format!("{number}号 {}", day.get(5..).unwrap_or_default()).trim_end().to_owned()
}

/// What waits, is missing, is to be decided.
pub fn troubles(troubles: &Troubles) -> String {
    let Troubles { held, gaps, forks, installations, .. } = troubles;
    format!("{held:>2} {gaps:>2} {:>2}", forks + installations)
}

/// How it stands with a period.
pub fn reported(standing: Reported) -> String {
    match standing {
        Reported::InTime { .. } => "按时".to_owned(),
        Reported::Late { days, .. } => format!("迟{days}天"),
        Reported::Missing { .. } => "未报".to_owned(),
        Reported::Pending { .. } => "未到期".to_owned(),
        Reported::Exempt { .. } => "免报".to_owned(),
    }
}

/// The caption of the page.
pub fn caption(place: &str) -> String {
    format!("与“{place}”交换数据包")
}

/// All packages together.
pub fn summary(packages: usize, refused: usize, counts: &Counts) -> String {
    if packages == 0 {
        return NO_ARRIVALS.to_owned();
    }
    let Counts { added, changed, known, .. } = counts;
    let refused = if refused == 0 { String::new() } else { format!("，不能读入 {refused} 个") };
    format!("给本机的数据包 {packages} 个{refused}：新增 {added}、更新 {changed}、未变 {known}")
}

/// What a package is, in its line.
pub fn package(sort: Sort, number: u32) -> String {
    let sort = match sort {
        Sort::Up => "上报",
        Sort::Down => "下发",
        Sort::Full => "全量",
        Sort::Receipt => "回执",
    };
    format!("{sort} {number}号")
}

/// A package that is refused.
pub fn refused(why: &str) -> String {
    format!("不能读入：{why}")
}

/// A chain that parted.
pub fn fork(org: Org, at: u64) -> String {
    format!(
        "冲突：{org} 的记录从第 {at} 行起与本机已收到的不同，这部分不会读入。对方可能恢复过旧备份，或两台电脑用了同一份数据；\
         请打电话问清以哪台为准，停用另一台，再到“收到的记录”选中它按 F4 决定"
    )
}

/// Lines are missing.
pub fn gap(org: Org, first: u64, last: u64, is_below: bool) -> String {
    let sort = if is_below { "上报包" } else { "下发包" };
    let lines = last.saturating_sub(first).saturating_add(1);
    format!(
        "缺口：{org} 前面的记录还缺 {lines} 行（第 {first} 至 {last} 行）。先存着，补上后自动读入；请把回执交给对方，由它再写一次{sort}，仍不行就写全量包"
    )
}

/// Another installation.
pub fn installation(org: Org) -> String {
    format!("换机：{org} 换了电脑或重装过。请打电话核实；属实就按 F4 同意，不同意则先存着")
}

/// Lines that came by another desk without a signature of their owner.
pub fn unsigned(org: Org) -> String {
    format!(
        "没有站里的签名，先存着：{org} 新来的记录没有它自己的签名。请打电话问它和转来的单位；它下次上报的包带着签名转到，就自动读入"
    )
}

/// A first chain that came by another desk, under a key nobody above its owner has confirmed.
pub fn stranger(org: Org) -> String {
    format!(
        "密钥对不上：{org} 的密钥与转来单位登记的不同。请打电话问清；县里登记好再上报就自动读入，属实也可按 F4 同意"
    )
}

/// A new installation under a key that the desk above it has confirmed.
pub fn vouched(org: Org) -> String {
    format!("换机：{org} 换了电脑或重装过，新密钥它的上级已核对，随包读入，不用再同意")
}

/// So it was taken in.
pub fn took_vouched(orgs: &[Org]) -> String {
    let orgs: Vec<String> = orgs.iter().map(Org::to_string).collect();
    format!("；{} 换了电脑，新密钥它的上级已核对，已换成新的", orgs.join("、"))
}

/// A line that cannot be used.
pub fn unfit(seq: u64, why: &str, of: usize) -> String {
    let all = if of > 1 { format!("，等 {of} 条") } else { String::new() };
    format!("隔离 {of} 条：第 {seq} 行{why}{all}。其余照常读入，隔离的请告诉对方核对")
}

/// What a receipt says of our chain: how many more lines its maker has than we knew of, or that it has lost some.
pub fn receipt(more: Option<u64>, unused: u64) -> String {
    let said = match more {
        Some(more) => format!("回执：对方新收到本机 {more} 条"),
        None => "回执：对方丢失过数据，收到的比以前回执的少，缺的会自动再报".to_owned(),
    };
    if unused > 0 { format!("{said}；有 {unused} 条没有采用，读入后列出") } else { said }
}

/// Packages for others on the stick.
pub fn for_others(count: usize) -> String {
    format!("另有 {count} 个数据包不是给本机的，没有打开")
}

/// Packages on the stick that were read before and hold nothing more.
pub fn read_before(count: usize) -> String {
    format!("另有 {count} 个以前收过的包，没有新内容，没有列出")
}

/// Packages kept here are taken in with those on the stick.
pub fn freed(count: usize, Counts { added, changed, .. }: &Counts) -> String {
    format!("另有 {count} 个先前存着的包随后一起读入：新增 {added}、更新 {changed}")
}

/// What will be written.
pub fn going(sort: Sort, name: &str, upward: &Upward) -> String {
    match sort {
        // A narrow screen has no room for more than the two numbers.
        Sort::Up if upward.handed > 0 => format!("上报包给“{name}”（{}，附回执）", lines(upward.unsent, upward.handed)),
        Sort::Up => format!("上报包给“{name}”（未上报 {} 条，附回执）", upward.unsent),
        Sort::Down => format!("下发包给“{name}”（附回执）"),
        Sort::Full => format!("全量包给“{name}”"),
        Sort::Receipt => format!("回执给“{name}”"),
    }
}

/// What will be written above where its receipt comes in first.
pub fn going_after_receipt(name: &str) -> String {
    format!("给“{name}”：先读入它的回执，还有没回执的就写上报包，没有就只写回执")
}

/// More than are shown.
pub fn and_more(count: usize) -> String {
    format!("等共 {count} 个")
}

/// Which package of how many.
pub fn step(at: usize, of: usize, what: &str) -> String {
    format!("第 {at}/{of} 个：{what}")
}

/// Lines being taken in.
pub fn taking(done: u64, of: u64) -> String {
    format!("正在读入 {done}/{of} 条，请不要拔出…")
}

/// Lines being tried.
pub fn trying(done: u64, of: u64) -> String {
    format!("正在核对 {done}/{of} 条…")
}

/// What came of a package.
pub fn took(from: &str, file: &str, lines: u64, waits: bool) -> String {
    match (lines, waits) {
        (0, true) => format!("{from}：{file}，先存着等前面的包或确认"),
        (0, false) => format!("{from}：{file}，没有新的记录"),
        (lines, true) => format!("{from}：{file}，读入 {lines} 条，其余先存着"),
        (lines, false) => format!("{from}：{file}，读入 {lines} 条"),
    }
}

/// A package that parted; how many lines of other chains in it came in.
pub fn took_fork(from: &str, file: &str, lines: u64) -> String {
    let others = if lines > 0 { format!("，其余读入 {lines} 条") } else { String::new() };
    format!("{from}：{file}，有冲突，冲突的部分没有读入{others}；请打电话问清以哪台电脑为准")
}

/// One that was not taken in.
pub fn not_taken(from: &str, file: &str, why: &str) -> String {
    // Of one whose name tells nobody there is nothing but the name.
    if from == file {
        format!("{file} 没有读入：{why}")
    } else {
        format!("{from}：{file}，没有读入：{why}")
    }
}

/// One that was written.
pub fn wrote(name: &str, sent: &Sent) -> String {
    format!("给“{name}”：{}（{}）", sent.name, lines(sent.lines.saturating_sub(sent.handed), sent.handed))
}

/// One that was not.
pub fn not_written(name: &str, why: &str) -> String {
    format!("给“{name}”的没有写成：{why}")
}

/// A package that was not begun, once another had failed.
pub fn left(sort: Sort, name: &str) -> String {
    format!("给“{name}”的{}", sort_name(sort))
}

/// All of them.
pub fn all_left(left: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = left.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、");
    let all = if left.len() > SHOWN { format!("等 {} 个", left.len()) } else { String::new() };
    format!("也没有写：{shown}{all}")
}

/// The end in one line, where the page was left.
pub fn ended(verdict: &str, came: usize, went: usize) -> String {
    format!("读入 {came} 个包，写出 {went} 个。{verdict}")
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "最后一次上报".to_owned(), |day| format!(" {day} "))
}
