//! The clock: the only place of the screens that reads it.

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, SecondsFormat};

use crate::model::Date;
use crate::store::batch::Stamp;

/// Today by the local calendar.
pub fn today() -> Date {
    Date(Local::now().date_naive())
}

/// Now by the clock on the wall, without an offset: what stands on a printed table.
pub fn wall() -> NaiveDateTime {
    Local::now().naive_local()
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
