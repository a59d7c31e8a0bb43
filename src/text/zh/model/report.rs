//! What reports of a period are called, and what is wrong with one.

use std::fmt::Display;

use crate::model::stats::{Period, Sort};

/// What a report of such a period is called.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Month => "月报",
        Sort::Quarter => "季报",
        Sort::Half => "半年报",
        Sort::Year => "年报",
        Sort::Days => "报告",
    }
}

/// What a report is called in lists.
pub fn called(period: Period) -> String {
    format!("{} {}", period.key(), sort(period.sort()))
}

/// The usual title.
pub fn title(station: &str, period: Period) -> String {
    format!("{station}{}工作情况{}", period.title(), sort(period.sort()))
}

/// The days are the wrong way round.
pub const ENDS_BEFORE: &str = "截止日早于开始日，请核对";

/// A period that is not over.
pub fn not_over(last: impl Display) -> String {
    format!("本期到 {last} 才结束，现在的数据还会变")
}

/// A report of a period that is not over is not sent.
pub fn cannot_send_yet(last: impl Display) -> String {
    format!("本期到 {last} 才结束，还不能报送；请在截止日当天或以后报送")
}

/// Sending cannot be taken back.
pub const SENDS: &str = "报送后内容不能再改，重印与报送时逐字相同；请看过一遍再保存";

/// Nothing of a sent report changes.
pub fn is_sent(on: impl Display) -> String {
    format!("这份报表已于 {on} 报送，不能再改。要更正，请先作废这一份（写明原因），再写一份同期的报表")
}

/// The period was reported already.
pub fn sent_twice(called: &str, on: impl Display) -> String {
    format!("{called}已于 {on} 报送，同一期不能报送两次。要更正，请先作废那一份（写明原因）")
}

/// Another draft of the period.
pub const DRAFTED_TWICE: &str = "同一期已有一份草稿，请核对是否重复";

/// A confidential issue is no example.
pub fn confidential(number: &str) -> String {
    format!("{number} 要求保密，不能作为典型案例，请换一件")
}

/// The day below it lies before its end.
pub const DATED_BEFORE: &str = "成文日期早于本期截止日，请核对";
