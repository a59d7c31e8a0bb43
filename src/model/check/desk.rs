//! What holds for the station itself and for its settings.

use super::Findings;
use super::people::namesake;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::setting::Setting;
use crate::model::station::Station;
use crate::model::township;
use crate::text::zh::model::check as zh;

/// Digits of a station's code, and of the township's code it begins with.
const STATION_DIGITS: usize = 12;
const TOWNSHIP_DIGITS: usize = 9;
/// Prefixes of the settings this version knows.
const KNOWN_SETTINGS: [&str; 2] = ["codes.", "deadlines."];

/// The station: a code of twelve digits that begins with a township's.
pub(super) fn station(station: &Station, found: &mut Findings) {
    let code = station.code.as_str();
    if code.is_empty() {
        return;
    }
    let digits = code.len() == STATION_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || code.starts_with('0') {
        found.error("code", zh::BAD_STATION_CODE);
    } else if code.get(..TOWNSHIP_DIGITS).and_then(township::by_code).is_none() {
        // The shipped list is one province's: a station elsewhere is no mistake.
        found.warn("code", zh::UNKNOWN_TOWNSHIP);
    }
}

/// A setting: one for each key, and what the program reads must read.
pub(super) fn setting(setting: &Setting, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    let key = setting.key.as_str();
    if key.is_empty() {
        return;
    }
    if let Some(other) = namesake(Kind::Setting, key, own, context) {
        found.error("key", zh::setting_twice(key, other.id));
    }
    if let Err(error) = context.codes.clone().apply(key, &setting.value) {
        found.error("value", error.to_string());
    } else if !KNOWN_SETTINGS.iter().any(|prefix| key.starts_with(prefix)) {
        found.warn("key", zh::unknown_setting(key));
    }
}
