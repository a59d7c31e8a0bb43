//! What is said of a change of term.

use crate::model::deputy::Deputy;
use crate::model::term::Plan;
use crate::model::{Date, Entry};

/// What may stand between several terms in the field 届次.
pub const BETWEEN_TERMS: [char; 7] = ['、', '，', ',', '；', ';', '/', '／'];
/// What is written between them.
pub const BETWEEN_TERMS_WRITTEN: &str = "、";
/// A term is missing.
pub const TERM_NEEDED: &str = "请写明原届次和新届次";
/// Nothing would change.
pub const SAME_TERM: &str = "新届次与原届次相同，请改写新届次";
/// Names shown of each sort.
const NAMES_SHOWN: usize = 6;

/// Who sits where.
pub fn sitting(level: &str, term: &str, count: usize) -> String {
    format!("{level} {term}（在任 {count} 人）")
}

/// How many are in office, and how many of them are leading officials.
pub fn in_office(count: usize, leading: usize) -> String {
    format!("在任代表共 {count} 人，其中领导干部 {leading} 人；兼任几级的，各级都计")
}

/// A level that is none.
pub fn no_level(typed: &str, levels: &[&str]) -> String {
    format!("没有“{typed}”这一级别，可填 {}", levels.join("、"))
}

/// A term that does not fit its field.
pub fn term_too_long(most: usize) -> String {
    format!("届次最多 {most} 个字，请写短一些")
}

/// The roster says who is in office now.
pub fn in_future(on: Date) -> String {
    format!("换届日期 {on} 还没有到：名册写的是现在谁在任，请到那天再办")
}

/// Nobody leaves office.
pub fn nobody(level: &str, term: &str, sittings: &[String]) -> String {
    let there = if sittings.is_empty() { "名册里没有在任代表".to_owned() } else { sittings.join("；") };
    format!("名册里没有 {level} {term} 的在任代表，请核对级别和届次；现有：{there}")
}

/// More than one save takes.
pub fn too_many(count: usize, most: usize) -> String {
    format!("这一届有 {count} 人，一次最多换 {most} 人；请先把一部分代表的届次分开写")
}

/// Somebody is re-elected who did not sit.
pub fn strangers(names: &[String], level: &str, term: &str) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES_SHOWN).map(String::as_str).collect();
    let more = if names.len() > NAMES_SHOWN { format!("等 {} 人", names.len()) } else { String::new() };
    format!("{}{more} 不是 {level} {term} 的在任代表，不能算连任；请取消勾选或从连任名单里去掉", shown.join("、"))
}

/// A name that fits nobody of the old term.
pub fn not_of_term(typed: &str, level: &str, term: &str) -> String {
    format!("{level} {term} 的在任代表里没有“{typed}”，请核对姓名")
}

/// A name that fits several of the old term.
pub fn several_of_term(typed: &str, found: &[String]) -> String {
    format!("“{typed}”有 {} 人：{}；请写成 姓名#序号", found.len(), found.join("、"))
}

/// What a change comes to, in one line.
pub fn summary(plan: &Plan) -> String {
    let mut parts = vec![format!("{} 人转为往届", plan.former.len()), format!("{} 人连任", plan.reelected())];
    if !plan.begun.is_empty() {
        parts.push(format!("新建 {} 条新一届记录", plan.begun.len()));
    }
    if plan.there > 0 {
        parts.push(format!("{} 人的新一届记录已在名册", plan.there));
    }
    let other = plan.reduced.len() + plan.continued.len();
    if other > 0 {
        parts.push(format!("{other} 人兼任其他级别，记录保留在任"));
    }
    parts.join("，")
}

/// The change by names, a line for each sort.
pub fn details(plan: &Plan) -> Vec<String> {
    let of = |changes: &[(Entry, Deputy)]| -> Vec<String> {
        changes.iter().map(|(_, deputy)| deputy.name.clone()).collect()
    };
    let begun: Vec<String> = plan.begun.iter().map(|deputy| deputy.name.clone()).collect();
    let sorts = [
        ("转为往届", of(&plan.former)),
        ("连任，新建记录", begun),
        ("连任并兼任其他级别，原记录改届次", of(&plan.continued)),
        ("不再任本级，其他级别保留", of(&plan.reduced)),
    ];
    let line = |(what, names): (&str, Vec<String>)| {
        let more = if names.len() > NAMES_SHOWN { "等" } else { "" };
        let shown: Vec<&str> = names.iter().take(NAMES_SHOWN).map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("{what}（{}）：{}{more}", names.len(), shown.join("、")))
    };
    sorts.into_iter().filter_map(line).collect()
}

/// The change was made.
pub fn changed(to: &str, plan: &Plan) -> String {
    format!("已换届为 {to}：{}；可一并撤销", summary(plan))
}
