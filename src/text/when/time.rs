//! Times of day as typed: bare digits, hours and minutes with separators, halves of the day.

use chrono::NaiveTime;

use super::{WhenError, number, plain, quoted};
use crate::text::zh::text::{CLOCK_WORDS, HALF_DAYS};

/// Reads a time of day as typed.
///
/// Understood are bare digits (`9`, `930`, `0930`), numbers with separators (`9:30`, `9.30`,
/// `9:32:09`), Chinese (`9点`, `9点半`, `9时32分`) and any of these with a half of the day
/// (`下午3点`, `3:30 pm`).
///
/// # Errors
///
/// [`WhenError`] when it is none of the forms, or no such time exists.
pub fn parse_time(input: &str) -> Result<NaiveTime, WhenError> {
    let text = plain(input);
    let half = HALF_DAYS.iter().find_map(|(word, _, _)| {
        let clock = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
        Some((*word, clock))
    });
    let clock = half.map_or(text.as_str(), |(_, clock)| clock);
    let (hour, minute, second) = clock_numbers(clock).ok_or_else(|| WhenError::NotATime(quoted(input)))?;
    let hour = match half {
        Some((word, _)) => hour_of_half(word, hour),
        None => Some(hour),
    };
    hour.and_then(|hour| NaiveTime::from_hms_opt(hour, minute, second))
        .ok_or_else(|| WhenError::NoSuchTime(quoted(input)))
}

/// Cuts from a cell's time what a ledger does not keep: fractions of a second and Beijing's offset.
pub(super) fn without_fraction_and_offset(text: &str) -> &str {
    let text = text.strip_suffix("+08:00").or_else(|| text.strip_suffix("+0800")).unwrap_or(text);
    match text.split_once('.') {
        Some((clock, fraction)) if clock.contains(':') && number(fraction, 9).is_some() => clock,
        _ => text,
    }
}

/// Returns the hour of the day that `hour` is in the half that `word` names.
fn hour_of_half(word: &str, hour: u32) -> Option<u32> {
    HALF_DAYS
        .iter()
        .find(|(known, hours, _)| *known == word && hours.contains(&hour))
        .map(|(_, hours, first)| first + hour - hours.start())
}

/// Reads hour, minute and second, the last two of which may be missing.
fn clock_numbers(text: &str) -> Option<(u32, u32, u32)> {
    let mut clock = text.replace('.', ":");
    for (word, digits) in CLOCK_WORDS {
        clock = clock.replace(word, digits);
    }
    let clock = clock.strip_suffix(':').unwrap_or(&clock);
    let parts: Vec<&str> = clock.split(':').collect();
    match parts.as_slice() {
        [digits] if digits.len() > 2 => {
            let (hour, minute) = digits.split_at_checked(digits.len() - 2)?;
            Some((number(hour, 2)?, number(minute, 2)?, 0))
        }
        [hour] => Some((number(hour, 2)?, 0, 0)),
        [hour, minute] => Some((number(hour, 2)?, number(minute, 2)?, 0)),
        [hour, minute, second] => Some((number(hour, 2)?, number(minute, 2)?, number(second, 2)?)),
        _ => None,
    }
}
