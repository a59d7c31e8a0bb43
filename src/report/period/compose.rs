//! Puts a report on paper: title, sections, who it is from and for, and the tables behind.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::facts::Facts;
use super::{Words, tables, title};
use crate::model::report::{Report, SECTIONS};
use crate::model::stats::{Break, Indicator};
use crate::model::{Context, Date};
use crate::report::paper::{Block, Level, Page, Paper};
use crate::text::zh::report::period as zh;
use crate::text::zh::report::period::words as say;
use crate::text::{mask, width};

/// Columns of text that surely fit a title's line: 20 characters of 2号 fill the text block of 156 mm, but digits of a font
/// that stands in for 小标宋 may be wider than half a character.
const TITLE_COLUMNS: usize = 36;

/// The paper of a report, with the words settled for its sections.
pub fn paper(report: &Report, words: &Words, facts: &Facts, context: &Context<'_>, made_at: NaiveDateTime) -> Paper {
    let title = title(report, &facts.station);
    let mut blocks = vec![Block::Title(in_lines(&title, &facts.station))];
    blocks.extend(report.corrects.map(|_| Block::Subtitle(zh::CORRECTION.to_owned())));
    blocks.push(Block::Subtitle(zh::period(facts.period)));
    blocks.extend(broken(&facts.now.breaks).into_iter().map(Block::Note));
    blocks.extend(sections(words, facts));
    blocks.push(Block::Signed(facts.station.clone()));
    let dated = report.dated.unwrap_or(Date(made_at.date()));
    blocks.push(Block::Signed(zh::dated(dated)));
    let behind = tables::all(facts, context.codes);
    if !behind.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.extend(behind);
    }
    let recipients = context.codes.recipients();
    blocks.extend((!recipients.to.is_empty()).then(|| Block::Flush(zh::to(&recipients.to))));
    blocks.extend((!recipients.copy.is_empty()).then(|| Block::Flush(zh::copy(&recipients.copy))));
    Paper { name: title, author: facts.station.clone(), made_at, page: Page::Report, blocks }
}

/// A title as it stands on paper: one too long for a line goes on in the next behind the station's name, not within a word.
fn in_lines(title: &str, station: &str) -> String {
    match title.strip_prefix(station) {
        Some(rest) if !station.is_empty() && width::columns(title) > TITLE_COLUMNS && !rest.trim().is_empty() => {
            format!("{station}\n{}", rest.trim_start())
        }
        _ => title.to_owned(),
    }
}

/// The identities that do not hold, in words: told on the paper and to whoever makes it.
pub fn broken(breaks: &[Break]) -> Vec<String> {
    let told = |broken: &Break| {
        let name = Indicator::of(&broken.id).map_or(broken.id.as_str(), |indicator| indicator.name);
        zh::broken(name, broken.counted, broken.reckoned)
    };
    breaks.iter().map(told).collect()
}

/// The sections that say something, numbered as they come.
fn sections(words: &Words, facts: &Facts) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut head = |blocks: &mut Vec<Block>, name: &str| {
        blocks.push(Block::Heading(Level::First, zh::heading(at, name)));
        at += 1;
    };
    for key in SECTIONS {
        let Some(text) = words.get(key).filter(|text| !text.is_empty()) else { continue };
        head(&mut blocks, zh::section(key));
        blocks.push(Block::Text(mask::free(text)));
    }
    if !facts.restated.is_empty() || !facts.later.is_empty() {
        head(&mut blocks, zh::RESTATED);
        blocks.extend(restated(facts));
    }
    blocks
}

/// What has changed of periods told before.
fn restated(facts: &Facts) -> Vec<Block> {
    let mut text = String::new();
    let mut periods: BTreeMap<_, usize> = BTreeMap::new();
    for row in &facts.restated {
        *periods.entry(row.period).or_default() += 1;
    }
    if !periods.is_empty() {
        let names: Vec<String> = periods.keys().map(|period| period.title()).collect();
        text += &say::restated(&names, facts.restated.len());
    }
    for (period, count, more) in &facts.later {
        text += &say::entered_later(&period.title(), *count, *more);
    }
    let mut blocks = vec![Block::Text(text)];
    if !facts.restated.is_empty() {
        blocks.extend(tables::restated(&facts.restated));
    }
    blocks
}
