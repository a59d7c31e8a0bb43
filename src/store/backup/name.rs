//! The name of a backup: whose it is and when it was made.

use std::fmt;
use std::path::Path;

use chrono::NaiveDateTime;

use crate::model::Org;

const PREFIX: &str = "liaison-";
const ENDING: &str = ".zip";
const TIME: &str = "%Y%m%d-%H%M%S";
/// `yyyymmdd-hhmmss`.
const TIME_CHARS: usize = 15;

/// The name of a backup. The order is that of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Name {
    /// When it was made, by the desk's clock.
    pub(super) at: NaiveDateTime,
    /// 1, or more where the same second has several.
    pub(super) turn: u8,
    /// Whose desk it is of.
    pub(super) org: Org,
}

impl Name {
    /// The name at the end of a path; `None` if this program would not have written it so.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let text = path.file_name()?.to_str()?;
        let (org, rest) = text.strip_prefix(PREFIX)?.strip_suffix(ENDING)?.split_once('-')?;
        let (time, turn) = rest.split_at_checked(TIME_CHARS)?;
        let turn = match turn.strip_prefix('-') {
            Some(digits) => digits.parse().ok()?,
            None => 1,
        };
        let at = NaiveDateTime::parse_from_str(time, TIME).ok()?;
        let name = Self { at, turn, org: org.parse().ok()? };
        (name.to_string() == text).then_some(name)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}-{}", self.org, self.at.format(TIME))?;
        if self.turn != 1 {
            write!(f, "-{}", self.turn)?;
        }
        f.write_str(ENDING)
    }
}
