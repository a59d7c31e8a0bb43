//! The clock: the only place of the screens that reads it.

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, SecondsFormat};

use crate::model::Date;
use crate::store::batch::Stamp;

/// Today by the local calendar.
pub fn today() -> Date {
    Date(Local::now().date_naive())
}

/// Now by the clock on the wall, without an offset: what stands on a printed table.
#[cfg(not(test))]
pub fn wall() -> NaiveDateTime {
    Local::now().naive_local()
}

/// In tests what is printed is always of the same moment, so that the same comes out to the byte.
#[cfg(test)]
pub fn wall() -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(9, 12, 33)).unwrap_or_default()
}

/// Now, with the local offset, and who sits at the keyboard.
pub fn stamp(by: &str) -> Stamp {
    Stamp { at: now(), by: by.to_owned() }
}

/// Now as RFC 3339 with the local offset, in whole seconds.
pub fn now() -> String {
    Local::now().to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Now, with the local offset.
pub fn moment() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}
