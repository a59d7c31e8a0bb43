//! What is known of a chain this desk holds a copy of 收到的记录: of which installation, through which line, and what of it
//! did not fit.
//!
//! Its id is the code of the chain's owner as a number. A line of this kind in our own journal is what takes lines of others in:
//! what stands in a copy beyond `bytes` was never taken in.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Field, FieldKind};
use super::kind::Org;
use super::party::{KEY, LINE_CHARS, TOLD};
use super::value::Value;
use crate::text::zh::model::{label, received as zh};

/// The most quarantined lines that are listed.
pub const MOST_QUARANTINED: usize = 200;
/// The most packages that are held.
pub const MOST_HELD: usize = 50;
/// A date at the beginning of a timestamp.
const DATE_BYTES: usize = 10;
/// Where the minute of a timestamp ends.
const MINUTE_BYTES: usize = 16;

/// A line that was taken in without being used.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quarantined {
    /// Its number in the chain.
    pub seq: u64,
    /// Why.
    pub reason: String,
}

/// A package that waits: for the lines before it, for somebody to agree, or for a signature.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Held {
    /// Its file in the inbox.
    pub file: String,
    /// Its number.
    pub number: u32,
    /// Its first line of this chain.
    pub first: u64,
    /// Its last line of this chain.
    pub last: u64,
    /// Why it waits.
    pub reason: String,
    /// Whether it waits for a signature of the chain's owner.
    pub unsigned: bool,
}

/// 收到的记录.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The code of the chain's owner.
    pub code: String,
    /// The code of the party it came through, the owner's own where it came from there.
    pub via: String,
    /// The installation that wrote it.
    pub epoch: String,
    /// The signing key its chain line names, 64 hex digits.
    pub key: String,
    /// Through which line it was taken in; 0 for none.
    pub seq: u64,
    /// The hash of that line.
    pub hash: String,
    /// The length of our copy through that line.
    pub bytes: u64,
    /// The number of the last package taken in.
    pub number: u32,
    /// When that package was made, by the sender's clock: RFC 3339.
    pub at: String,
    /// When its last line was written: RFC 3339.
    pub last_at: String,
    /// Through which line a signature of the chain's own key covers it.
    pub signed_seq: u64,
    /// Through which line the party above has acknowledged this chain; 0 for none.
    pub acked_seq: u64,
    /// The hash of that line.
    pub acked_hash: String,
    /// Where that line ends in our copy, in bytes.
    pub acked_end: u64,
    /// How many lines through `seq` are told to people ([`super::Kind::is_reported`]).
    pub told: u64,
    /// How many of those the party above has acknowledged.
    pub acked_told: u64,
    /// Lines that were not used, at most [`MOST_QUARANTINED`].
    pub quarantined: Vec<Quarantined>,
    /// How many more were not used than are listed.
    pub unlisted: u64,
    /// Packages that wait, at most [`MOST_HELD`].
    pub held: Vec<Held>,
    /// How the chain parted from our copy; empty where it did not.
    pub forked: String,
    /// The package it did so with, which is kept until somebody has decided; one without a file is none.
    pub parted: Held,
    /// What somebody decided last about a chain that parted, or about a new installation, and why.
    pub decided: String,
}

impl Received {
    /// The chain's owner; none for a code that is none.
    pub fn org(&self) -> Option<Org> {
        self.code.parse().ok()
    }

    /// The day its last package was made.
    pub fn made_on(&self) -> Option<Date> {
        day_of(&self.at)
    }

    /// The day its last line was written.
    pub fn last_on(&self) -> Option<Date> {
        day_of(&self.last_at)
    }

    /// Lines of it that are to be handed on and are not acknowledged above 转报.
    pub fn unacknowledged(&self) -> u64 {
        self.told.saturating_sub(self.acked_told)
    }

    /// The packages of another installation that wait until somebody agrees.
    pub fn installations(&self) -> impl Iterator<Item = &Held> {
        let next = self.seq.saturating_add(1);
        self.held.iter().filter(move |held| held.first <= next && !held.unsigned)
    }

    /// Whether somebody has to decide which chain counts: it parted from our copy, or another installation goes on.
    pub fn is_undecided(&self) -> bool {
        !self.forked.is_empty() || self.installations().next().is_some()
    }

    /// How many lines were not used and not dealt with, listed or not.
    pub fn unused(&self) -> u64 {
        u64::try_from(self.quarantined.len()).unwrap_or(u64::MAX).saturating_add(self.unlisted)
    }

    /// Whether somebody has to decide something: it parted, a line was not used, or a package waits.
    pub fn is_troubled(&self) -> bool {
        let is_kept = !self.held.is_empty() || !self.parted.file.is_empty();
        is_kept || !self.forked.is_empty() || self.unused() > 0
    }

    /// The field table.
    pub const FIELDS: &'static [Field<Received>] = &[
        text("code", label::RECEIVED_CODE, FieldKind::Label, |r| Value::of_text(&r.code)).listed(13),
        text("via", label::RECEIVED_VIA, FieldKind::Label, |r| Value::of_text(&r.via)),
        text("seq", label::RECEIVED_SEQ, FieldKind::Label, |r| Value::of_count(r.seq)).listed(8),
        text("number", label::RECEIVED_NUMBER, FieldKind::Label, |r| Value::of_count(u64::from(r.number))).listed(8),
        text("at", label::RECEIVED_AT, FieldKind::Label, |r| Value::of_text(&minute_of(&r.at))).listed(16),
        text("last_at", label::RECEIVED_LAST_AT, FieldKind::Label, |r| Value::of_text(&minute_of(&r.last_at))),
        text("signed_seq", label::SIGNED_SEQ, FieldKind::Label, |r| Value::of_count(r.signed_seq)),
        text("bytes", label::RECEIVED_BYTES, FieldKind::Label, |r| Value::of_count(r.bytes)),
        text("forked", label::FORKED, FieldKind::Line { max: LINE_CHARS }, |r| Value::of_text(&r.forked))
            .open()
            .listed(20),
        text("decided", label::DECIDED, FieldKind::Line { max: LINE_CHARS }, |r| Value::of_text(&r.decided)).open(),
        text("quarantined", label::QUARANTINED, TOLD, quarantined).open(),
        text("held", label::HELD, TOLD, held).open(),
        text("epoch", label::EPOCH, FieldKind::Label, |r| Value::of_text(&r.epoch)),
        text("key", label::SIGN_KEY, KEY, |r| Value::of_text(&r.key)).open(),
        text("hash", label::RECEIVED_HASH, KEY, |r| Value::of_text(&r.hash)).open(),
    ];
}

const fn text(key: &'static str, label: &'static str, kind: FieldKind, get: fn(&Received) -> Value) -> Field<Received> {
    Field::<Received>::new(key, label, kind, Access::Derived(get))
}

fn quarantined(received: &Received) -> Value {
    let mut lines: Vec<String> =
        received.quarantined.iter().map(|line| zh::quarantined(line.seq, &line.reason)).collect();
    lines.extend((received.unlisted > 0).then(|| zh::unlisted(received.quarantined.len(), received.unlisted)));
    Value::of_text(&lines.join("\n"))
}

fn held(received: &Received) -> Value {
    let lines: Vec<String> = received.held.iter().map(zh::held).collect();
    Value::of_text(&lines.join("\n"))
}

/// A timestamp as times are shown: its day and minute, where it was written.
fn minute_of(at: &str) -> String {
    match (at.get(..DATE_BYTES), at.get(DATE_BYTES..DATE_BYTES + 1), at.get(DATE_BYTES + 1..MINUTE_BYTES)) {
        (Some(day), Some("T"), Some(minute)) => format!("{day} {minute}"),
        _ => at.to_owned(),
    }
}

fn day_of(at: &str) -> Option<Date> {
    at.get(..DATE_BYTES)?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_day_of_a_timestamp_is_that_of_its_own_offset() {
        let received = |at: &str| Received { at: at.to_owned(), ..Received::default() }.made_on();
        assert_eq!(received("2026-10-08T00:10:00+08:00"), Date::from_ymd(2026, 10, 8));
        for odd in ["", "2026-02-30T00:00:00Z", "2026", "二〇二六年十月八日", "+026-10-08"] {
            assert_eq!(received(odd), None, "{odd}");
        }
    }
}
