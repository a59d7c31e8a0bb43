//! Reads what a form starts from, for the screens and for plain mode.

use super::pages;
use crate::app::MARKED_AT_MOST;
use crate::app::detail::LINKS_AT_MOST;
use crate::app::start::{Groundwork, Start};
use crate::model::{Date, Entry, Kind};
use crate::store::codes;
use crate::store::drafts::Draft;
use crate::store::reader::{ReadError, Reader};

/// Reception days read to know who is on duty: more than any station holds on one day.
const DAYS_READ: usize = 8;

/// Reads what a form starts from.
pub fn read(reader: &Reader, drafts: Vec<Draft>, start: Start, today: Date) -> Result<Groundwork, ReadError> {
    let entry = match (start.setting(), start.kind(), start.id()) {
        (Some(key), ..) => codes::setting(reader, key)?.map(Box::new),
        (None, Some(kind), Some(id)) => reader.entry(kind, id)?.map(Box::new),
        _ => None,
    };
    let deciding = match start.about() {
        Some((org, id)) => pages::deciding(reader, org, id)?.map(Box::new),
        None => None,
    };
    let mut company = Vec::new();
    for id in start.also().iter().take(MARKED_AT_MOST) {
        // One voided since the draft was written is left out.
        company.extend(reader.entry(start.kind_of_others(), *id)?.filter(Entry::is_live));
    }
    let last = match start.kind() {
        Some(kind) => reader.latest(kind)?.map(|entry| Box::new(entry.record)),
        None => None,
    };
    let last_issue = match start.kind() {
        Some(Kind::Reception | Kind::Visit) => reader.latest(Kind::Issue)?.map(|entry| Box::new(entry.record)),
        _ => None,
    };
    let raised = match start.raised() {
        Some(list) => pages::of_list(reader, list, LINKS_AT_MOST)?,
        None => Vec::new(),
    };
    let draft_name = new_draft_name(start.kind().map_or("", Kind::key), &drafts);
    let receptions = reader.on_day(Kind::Reception, today, DAYS_READ)?;
    Ok(Groundwork { start, entry, company, deciding, last, last_issue, receptions, raised, drafts, draft_name })
}

/// A name no draft has: two new records left unfinished are two drafts.
fn new_draft_name(kind: &str, drafts: &[Draft]) -> String {
    let is_free = |name: &String| drafts.iter().all(|draft| draft.name != *name);
    let mut names = (1_u64..).map(|number| format!("{kind}-new-{number}"));
    names.find(is_free).unwrap_or_default()
}
