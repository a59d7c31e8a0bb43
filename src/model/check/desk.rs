//! What holds for the station itself and for its settings.

use super::Findings;
use super::people::namesake;
use crate::model::codes::CodeLists;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::setting::{Setting, known};
use crate::model::station::Station;
use crate::model::township;
use crate::text::zh::model::check as zh;
use crate::text::zh::model::setting as settings;

/// Digits of a station's code, and of the township's code it begins with.
const STATION_DIGITS: usize = 12;
const TOWNSHIP_DIGITS: usize = 9;

/// Digits of the codes of counties, cities and provinces.
const DIGITS_ABOVE: [usize; 3] = [6, 4, 2];

/// The station: a code of twelve digits that begins with a township's; above stations that of the division.
pub(super) fn station(station: &Station, found: &mut Findings) {
    let code = station.code.as_str();
    if code.is_empty() {
        return;
    }
    if DIGITS_ABOVE.contains(&code.len()) && !code.starts_with('0') && code.bytes().all(|byte| byte.is_ascii_digit()) {
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
    } else if known::find(key).is_none() {
        found.warn("key", zh::unknown_setting(key));
    } else if let Some(lost) = lost_code(setting, context) {
        found.error("value", settings::lost_code(&lost));
    }
}

/// A code the station added that its new list leaves out. One the program ships stays known in any case.
fn lost_code(setting: &Setting, context: &Context<'_>) -> Option<String> {
    let list = setting.key.strip_prefix("codes.")?;
    let mut next = CodeLists::shipped().ok()?;
    next.apply(&setting.key, &setting.value).ok()?;
    let lost = context.codes.list(list).iter().find(|code| next.code(list, &code.key).is_none());
    lost.map(|code| code.key.clone())
}
