//! What the figures of a period are called.

use crate::model::Date;
use crate::model::stats::{Period, Sort};

/// A period in words.
pub fn period(period: Period) -> String {
    let (year, month) = (period.first.year(), period.first.month());
    match period.sort() {
        Sort::Month => format!("{year}年{month}月"),
        Sort::Quarter => {
            let names = ["一", "二", "三", "四"];
            let name = usize::try_from(month / 3).ok().and_then(|at| names.get(at)).copied();
            format!("{year}年第{}季度", name.unwrap_or_default())
        }
        Sort::Half if month == 1 => format!("{year}年上半年"),
        Sort::Half => format!("{year}年下半年"),
        Sort::Year => format!("{year}年"),
        Sort::Days => format!("{}至{}", day(period.first), day(period.last)),
    }
}

/// A day in words, without leading zeros as GB/T 9704 has it.
pub fn day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// Name, unit and definition of an indicator.
pub type Told = (&'static str, &'static str, &'static str);

/// R1.
pub const R1: Told = ("接待日", "期", "本期举行的接待日，无人来访的也算一期");
/// R2.
pub const R2: Told =
    ("计划完成率", "", "原定日在本期的接待日中，截止日已举行的÷（计划－取消）；顺延前后算同一期，按原定日计");
/// R3.
pub const R3: Told = ("进站代表", "人次", "本期接待日到站的代表人次；未记出勤的按值班名单计");
/// R4.
pub const R4: Told = ("进站代表", "人", "本期到过站的代表，不重复计");
/// R5.
pub const R5: Told = ("进站率", "", "进站代表人数÷截止日在任代表人数（含暂停履职）；分级按代表所任各级分别计");
/// R6A.
pub const R6A: Told = ("接待群众", "批次", "本期接待日来访批次之和");
/// R6B.
pub const R6B: Told = ("接待群众", "人次", "本期接待日来访人次之和");
/// I1.
pub const I1: Told = ("收集意见建议", "条", "本期反映的各件所含条数之和");
/// I2.
pub const I2: Told = ("收集意见建议", "件", "反映日期在本期的件，作废的不计；拆分出的件随原件的反映日期");
/// I3.
pub const I3: Told = ("受理", "件", "收集件数减去截止日已引导、已撤回、已并案的");
/// I4.
pub const I4: Told = ("引导不予受理", "件", "收集的件中截止日为已引导的");
/// I5A.
pub const I5A: Told = ("当场答复", "件", "受理的件中当场答复过的");
/// I5B.
pub const I5B: Told = ("当场答复率", "", "当场答复÷受理");
/// I6.
pub const I6: Told = ("交办", "件", "本期首次交办的件，按当时的办理方式分列；当场答复后才转交办理的，按转交那天计");
/// I7.
pub const I7: Told = ("期初结转", "件", "本期开始前反映、期初仍未办结的件");
/// I7A.
pub const I7A: Told = ("本期重开、恢复", "件次", "本期重开、恢复办理的次数，一件几次计几次");
/// I8.
pub const I8: Told = ("本期办结", "件次", "本期办结的次数，重开后再办结的再计一次");
/// I8A.
pub const I8A: Told = ("本期退出", "件次", "本期引导、并案、撤回的次数，一件几次计几次");
/// I9.
pub const I9: Told = ("期末在办", "件", "截止日仍未办结的件；应等于期初结转＋收集＋重开恢复－办结－退出");
/// I10.
pub const I10: Told = (
    "按期答复率",
    "",
    "答复期限在本期的件中首次答复不晚于期限的所占比例；期限按首次答复时的（含延期），未答复的按截止日的；已引导、并案、撤回的不计；本期未完的，只看期限在今日之前的",
);
/// I11.
pub const I11: Told =
    ("超期", "件", "截止日已交办而过了答复期限的，以及跟踪中过了承诺日期的；本期未完的，看到今日为止");
/// I12.
pub const I12: Told = ("答复率", "", "受理的件中截止日为止答复过的÷受理");
/// I13.
pub const I13: Told = ("办结率", "", "受理的件中截止日已办结的÷受理");
/// I14.
pub const I14: Told = ("解决率（A类）", "", "受理的件中截止日为A类的÷（A类＋B类＋C类）");
/// I15.
pub const I15: Told = ("计划解决率（B类）", "", "受理的件中截止日为B类的÷（A类＋B类＋C类）");
/// I15S.
pub const I15S: Told = ("解决率和计划解决率", "", "A类与B类之和÷（A类＋B类＋C类）");
/// I16.
pub const I16: Told = ("C类占比", "", "受理的件中截止日为C类的÷（A类＋B类＋C类）");
/// I17A.
pub const I17A: Told = ("曾列B类", "件", "截止日为止曾答复为B类的全部件；应等于转A、转C、仍为B、撤回之和");
/// I17B.
pub const I17B: Told = ("B类转A类", "件", "曾列B类，现为A类");
/// I17C.
pub const I17C: Told = ("B类转C类", "件", "曾列B类，现为C类");
/// I17D.
pub const I17D: Told = ("仍为B类", "件", "曾列B类，现仍为B类");
/// I17E.
pub const I17E: Told = ("B类撤回", "件", "曾列B类，后来撤回或并案的；恢复后尚未再答复的仍计在此");
/// I17F.
pub const I17F: Told = ("B类逾期未兑现", "件", "仍为B类而过了承诺日期的；本期未完的，看到今日为止");
/// I18.
pub const I18: Told = ("反馈率", "", "受理的件中向群众反馈过的÷答复过的");
/// I19.
pub const I19: Told = ("评价率", "", "受理的件中最近一次反馈有评价的÷反馈过的");
/// I20A.
pub const I20A: Told = ("满意率", "", "最近一次评价为满意的÷已评价的，未评价不计入");
/// I20B.
pub const I20B: Told = ("满意率（含基本满意）", "", "最近一次评价为满意、基本满意的÷已评价的");
/// I21A.
pub const I21A: Told = ("不满意", "件", "受理的件中截止日为止曾评价不满意的");
/// I21B.
pub const I21B: Told = ("不满意重办办结", "件", "曾评价不满意的件中重新办理并已办结的");
/// I22A.
pub const I22A: Told =
    ("平均办理天数", "天", "办结日在本期、截止日仍为办结的件从首次交办到办结的天数，平均数；未交办过的不计");
/// I22B.
pub const I22B: Told =
    ("办理天数中位数", "天", "办结日在本期、截止日仍为办结的件从首次交办到办结的天数，中位数；未交办过的不计");
/// I23.
pub const I23: Told = ("形成代表建议", "件", "受理的件中截止日办理方式为形成代表建议的");
/// I24A.
pub const I24A: Told = ("转12345", "件", "受理的件中截止日办理方式为转12345的");
/// I24B.
pub const I24B: Told = ("转12345已办结", "件", "转12345的件中截止日已办结的");
/// V1.
pub const V1: Told = ("代表走访", "次", "本期走访次数之和");
/// V2A.
pub const V2A: Told = ("走访联系群众", "人", "本期走访人数之和");
/// V2B.
pub const V2B: Told = ("走访联系群众", "户", "本期走访户数之和");
/// V3A.
pub const V3A: Told = ("参加走访代表", "人次", "本期走访的代表人次：每次走访的代表人数乘走访次数");
/// V3B.
pub const V3B: Told = ("参加走访代表", "人", "本期参加过走访的代表，不重复计");
/// V3C.
pub const V3C: Told = ("走访覆盖率", "", "参加走访代表人数÷截止日在任代表人数（含暂停履职）");
/// V4.
pub const V4: Told = ("走访收集意见", "件", "本期反映、渠道为代表走访的件");
/// V5.
pub const V5: Told = ("办实事", "件", "本期走访中已办成的实事，按种类分列");
/// V6A.
pub const V6A: Told = ("帮扶资金物资", "元", "已办成实事的金额之和，按种类分列");
/// V6B.
pub const V6B: Told = ("帮扶资金物资（按来源）", "元", "已办成实事的金额之和，按来源分列");
/// V7.
pub const V7: Told = (
    "帮助解决问题",
    "件",
    "本期办结、截止日仍为办结的A类件，加上已办成的解决问题类实事；走访中有意见登记的，其实事不再计",
);
/// V8.
pub const V8: Told = ("服务", "人次", "已办成实事的服务人次之和");
/// D1A.
pub const D1A: Told = ("代表活动", "次", "本期开始的活动，按类型分列");
/// D1B.
pub const D1B: Told = ("参加活动", "人次", "本期开始的活动到场人次，按类型分列");
/// D2A.
pub const D2A: Told = ("学习培训", "期", "类型为学习培训的活动");
/// D2B.
pub const D2B: Told = ("参加培训", "人次", "学习培训的到场人次");
/// D3.
pub const D3: Told = (
    "履职得分",
    "分",
    "按“履职得分表”：每位代表每类履职第一次得基本分，以后每次加分，到封顶分为止，各类相加；次数按本期的记录，意见按反映日期、建议按交办日期；总数为各代表之和",
);
/// L1A.
pub const L1A: Told = ("立法意见", "条", "立法意见征集活动收集的意见条数");
/// L1B.
pub const L1B: Told = ("立法意见采纳", "条", "其中被采纳的条数");
/// L1C.
pub const L1C: Told = ("采纳率", "", "采纳条数÷意见条数");
/// P1A.
pub const P1A: Told = ("民生实事票决", "件", "截止日所在年度的项目中已票决的，按现有记录");
/// P1B.
pub const P1B: Told = ("民生实事完成", "件", "截止日所在年度票决选中的项目中进度为100%的，按现有记录");
/// P1C.
pub const P1C: Told = ("完成率", "", "完成÷票决选中");
/// P1D.
pub const P1D: Told = ("投资", "元", "截止日所在年度票决选中项目的预算之和，按现有记录");

/// By station.
pub const BY_STATION: &str = "联络站";
/// The breakdown by county.
pub const BY_COUNTY: &str = "县市区";
/// The breakdown by city.
pub const BY_CITY: &str = "市州";
/// By the first level of the category.
pub const BY_CATEGORY: &str = "类别";
/// By village.
pub const BY_VILLAGE: &str = "村社区";
/// By deputy.
pub const BY_DEPUTY: &str = "代表";
/// By channel.
pub const BY_CHANNEL: &str = "渠道";
/// By route.
pub const BY_ROUTE: &str = "办理方式";
/// By urgency.
pub const BY_URGENCY: &str = "紧急程度";
