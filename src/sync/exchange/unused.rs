//! What the other side could not use of our chain, as its receipts tell: kept with the party until a later one tells no more of it.

use std::collections::BTreeMap;

use super::acks::mark_of;
use super::trial::{Site, own_journal};
use super::{ExchangeError, party_of};
use crate::model::party::{LINE_CHARS, MOST_REFUSED, Party, Refused};
use crate::model::setting::known;
use crate::model::{Directory, Entry, Kind, Org, Record};
use crate::store::journal::Mark;
use crate::store::reader::Reader;
use crate::sync::package::{Ack, Header};
use crate::text::zh::model::party as zh;
use crate::text::{clean, mask};

/// The party with what an acknowledgement of our chain says that it could not use; none where it says what was known.
pub(super) fn told(site: Site<'_>, party: &Party, ack: &Ack) -> Result<Option<Party>, ExchangeError> {
    let named: BTreeMap<u64, String> = ack
        .quarantined
        .iter()
        .filter(|line| (1..=ack.through).contains(&line.seq))
        .take(MOST_REFUSED)
        .map(|line| (line.seq, clean::line(&line.reason).chars().take(LINE_CHARS).collect()))
        .collect();
    // A program from before they were counted lists all.
    let unused = ack.unused.max(u64::try_from(ack.quarantined.len()).unwrap_or(u64::MAX));
    let known = party.refused.iter().map(|line| (line.seq, &line.reason));
    if unused == party.unused && known.eq(named.iter().map(|(seq, reason)| (*seq, reason))) {
        return Ok(None);
    }
    Ok(Some(Party { refused: refused(site, &named)?, unused, ..party.clone() }))
}

/// The lines with the records they are about.
fn refused(site: Site<'_>, named: &BTreeMap<u64, String>) -> Result<Vec<Refused>, ExchangeError> {
    let Some((last, _)) = named.last_key_value() else { return Ok(Vec::new()) };
    let mut refused = Vec::with_capacity(named.len());
    for line in own_journal(site)?.lines_after(Mark::START)? {
        let envelope = line?.envelope;
        if let Some(reason) = named.get(&envelope.seq) {
            let kind: Option<Kind> = envelope.kind.parse().ok();
            let record = match kind {
                Some(kind) => {
                    let entry = site.reader.entry(kind, envelope.id)?;
                    format!("{} {}", kind.name(), entry.map(|entry| called(&entry, site.reader)).unwrap_or_default())
                }
                None => zh::REFUSED_UNKNOWN.to_owned(),
            };
            refused.push(Refused { seq: envelope.seq, record: record.trim().to_owned(), reason: reason.clone() });
        }
        if envelope.seq >= *last {
            break;
        }
    }
    Ok(refused)
}

/// What a record is called to the clerk, masked: an issue by its number and title, a setting by its name.
pub(super) fn called(entry: &Entry, directory: &dyn Directory) -> String {
    match &entry.record {
        Record::Issue(issue) => format!("{} {}", issue.number, mask::free(&issue.title)),
        Record::Setting(setting) => known::find(&setting.key).map_or_else(|| setting.key.clone(), |item| item.label()),
        _ => directory.label(entry.kind(), entry.id).unwrap_or_default(),
    }
}

/// The party that made a package, where that says of lines of ours that it could not use them: for who has just read it.
pub fn told_by(reader: &Reader, header: &Header) -> Result<Option<Party>, ExchangeError> {
    let own: Org = reader.desk();
    if !header.acks.iter().any(|ack| ack.org == own && !ack.quarantined.is_empty()) {
        return Ok(None);
    }
    let entry = reader.entry(Kind::Party, header.from.0)?;
    Ok(entry.as_ref().and_then(party_of).filter(|party| party.unused > 0).cloned())
}

/// How many of our entries more a party has than it had acknowledged, by what it says now; none where it has fewer.
pub fn newly(site: Site<'_>, party: &Party, through: u64) -> Result<Option<u64>, ExchangeError> {
    if through < party.acked_seq {
        return Ok(None);
    }
    let mut more = 0;
    let from = mark_of(party.acked_seq, &party.acked_hash, party.acked_end);
    for line in own_journal(site)?.lines_after(from)? {
        let line = line?;
        if line.envelope.seq > through {
            break;
        }
        more += u64::from(line.is_reported());
    }
    Ok(Some(more))
}
