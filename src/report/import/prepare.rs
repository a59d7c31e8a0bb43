//! Puts a row's texts in the form the field tables read: what ledgers leave out, run together, or call otherwise.

use super::cell;
use super::notes::Remark;
use super::row::{ISSUES, Texts};
use super::titles::Titles;
use crate::model::{Context, FieldKind, Kind, Record};
use crate::text::clean;
use crate::text::zh::model::typed;
use crate::text::zh::report::import as zh;

/// The channel of an issue whose ledger does not say how it came: that of a foreign board's messages.
const FROM_ABOVE: &str = "above";
/// The category that takes what fits nowhere.
const OTHER: &str = "99";
/// Characters of a title made of the content's beginning.
const TITLE_FROM_CONTENT: usize = 30;

/// Prepares the texts of a row of any kind.
pub fn texts(kind: Kind, texts: &mut Texts, titles: &Titles, context: &Context<'_>, remarks: &mut Vec<Remark>) {
    match kind {
        Kind::Issue => {
            texts.entry("channel").or_insert_with(|| FROM_ABOVE.to_owned());
            category(texts, titles, context, remarks);
            title_and_content(texts, remarks);
        }
        Kind::Deputy => levels(texts),
        Kind::Visit | Kind::Activity | Kind::Proposal => issues(texts, context, remarks),
        Kind::Project => {
            issues(texts, context, remarks);
            progress(texts);
        }
        Kind::Reception
        | Kind::Unit
        | Kind::Station
        | Kind::Setting
        | Kind::Report
        | Kind::Party
        | Kind::Received
        | Kind::Handling
        | Kind::Pack => {}
    }
}

/// Fills in what a record needs and its row did not say, who took the notes of a day that was held, and what no form sets:
/// the date the day was first meant for.
pub fn complete(record: &mut Record, texts: &Texts, by: &str) {
    let Record::Reception(day) = record else { return };
    if day.is_held() && day.recorder.is_empty() {
        by.clone_into(&mut day.recorder);
    }
    day.moved_from = texts.get("moved_from").and_then(|text| text.parse().ok());
}

/// The issues a record names that are there; those that are not are told, because they may come in later.
fn issues(texts: &mut Texts, context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some(text) = texts.remove(ISSUES) else { return };
    let mut there = Vec::new();
    for name in text.split(|c: char| c == '\n' || typed::SEPARATORS.contains(c)).map(clean::line) {
        if name.is_empty() {
            continue;
        }
        match crate::model::typed::record(Kind::Issue, &name, context) {
            Ok(_) => there.push(name),
            Err(_) => remarks.push(Remark::NoIssue(name)),
        }
    }
    if !there.is_empty() {
        texts.insert(ISSUES, there.join(typed::COMMA));
    }
}

/// Takes a day with a range of times apart; whether it was one.
pub fn day_with_times(text: &str, texts: &mut Texts) -> bool {
    let Some((date, start, end)) = cell::range_of_times(text) else { return false };
    if let Some(date) = date {
        texts.insert("date", date.to_string());
    }
    texts.insert("start", start.to_string());
    texts.insert("end", end.to_string());
    true
}

/// An amount of a column whose title counts in 万元.
pub fn amount(text: String, title: &str) -> String {
    let is_plain = clean::fold(&text).chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    if is_plain && title.contains(zh::TEN_THOUSAND_YUAN) { format!("{text}{}", zh::TEN_THOUSAND) } else { text }
}

/// A sheet shows 0.7 as 70 %.
fn progress(texts: &mut Texts) {
    let Some(text) = texts.get_mut("progress") else { return };
    if let Some(share) = text.strip_prefix("0.").or_else(|| text.strip_prefix('.'))
        && (1..=2).contains(&share.len())
        && share.bytes().all(|digit| digit.is_ascii_digit())
    {
        *text = format!("{share:0<2}");
    }
}

/// The category by its code, its name or what others call it; what is unknown goes to 其他.
fn category(texts: &mut Texts, titles: &Titles, context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let name = texts.remove("category").map(|text| clean::line(&text)).unwrap_or_default();
    let known = known_category(&name, context).or_else(|| titles.category(&name).map(str::to_owned));
    let known = known.filter(|key| context.codes.code("category", key).is_some());
    if known.is_none() && !name.is_empty() {
        remarks.push(Remark::UnknownCategory(name));
    }
    texts.insert("category", known.unwrap_or_else(|| OTHER.to_owned()));
}

fn known_category(name: &str, context: &Context<'_>) -> Option<String> {
    let comparable = |text: &str| clean::collapse(&clean::fold(text));
    let wanted = comparable(name);
    let list = context.codes.list("category");
    if let Some(code) = list.iter().find(|code| code.key == wanted) {
        return Some(code.key.clone());
    }
    // The first level goes by its name alone, the second by both names, or alone where no other is called so.
    let mut by_full_name =
        list.iter().filter(|code| comparable(&context.codes.full_name("category", &code.key)) == wanted);
    if let Some(code) = by_full_name.next() {
        return Some(code.key.clone());
    }
    let named: Vec<_> = list.iter().filter(|code| code.active && comparable(&code.name) == wanted).collect();
    if let [only] = named.as_slice() { Some(only.key.clone()) } else { None }
}

/// An issue needs both a title and a content; a title that is too long stands whole before the content.
fn title_and_content(texts: &mut Texts, remarks: &mut Vec<Remark>) {
    let title = texts.remove("title").map(|text| clean::line(&text)).unwrap_or_default();
    let content = texts.remove("content").map(|text| clean::prose(&text)).unwrap_or_default();
    let most = match Kind::Issue.spec("title").map(|spec| spec.kind) {
        Some(FieldKind::Line { max }) => max,
        _ => usize::MAX,
    };
    let too_long = title.chars().count() > most;
    let (title, content) = match (title.is_empty(), content.is_empty()) {
        (true, true) => return,
        (true, false) => {
            remarks.push(Remark::NoTitle);
            (cut(&clean::line(&content), TITLE_FROM_CONTENT), content)
        }
        (false, true) => {
            remarks.push(Remark::NoContent);
            (cut(&title, most), title)
        }
        (false, false) if too_long && !clean::line(&content).starts_with(&title) => {
            (cut(&title, most), format!("{title}\n{content}"))
        }
        (false, false) => (cut(&title, most), content),
    };
    if too_long {
        remarks.push(Remark::LongTitle);
    }
    texts.insert("title", title);
    texts.insert("content", content);
}

/// At most so many characters, with a mark where some were left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// 县级人大代表 and 县人大代表 are of level 县.
fn levels(texts: &mut Texts) {
    let Some(text) = texts.get_mut("levels") else { return };
    let plain = zh::LEVEL_ENDINGS.iter().fold(clean::line(text), |text, ending| text.replace(ending, ""));
    if !plain.trim().is_empty() {
        *text = zh::LEVEL_NAMES.iter().fold(plain, |text, (other, name)| text.replace(other, name));
    }
}
