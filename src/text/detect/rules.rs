//! What makes a row of digits a personal number.

use chrono::NaiveDate;

/// First two digits of an identity number: the provinces of GB/T 2260, the special regions, Taiwan
/// (71 and, on residence permits, 83) and places of birth abroad (91).
const PROVINCES: [u32; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83, 91,
];

/// Says whether `number` is a mobile number, alone or after a trunk zero or China's country code.
///
/// Mobile numbers have 11 digits and begin with 13 to 19 (MIIT, numbering plan of the
/// telecommunication network, 2017).
pub fn is_mobile(number: &str) -> bool {
    let Some((prefix, mobile)) = number.len().checked_sub(11).and_then(|at| number.split_at_checked(at)) else {
        return false;
    };
    matches!(prefix, "" | "0" | "86" | "0086")
        && mobile.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(mobile.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// Says whether `number` is a citizen identity number of 18 digits (GB 11643-1999) or 15 (GB 11643-1989).
///
/// Both name a province and a date of birth; the longer ends in a check digit by ISO 7064 MOD 11-2,
/// the shorter has no century and no check digit.
pub fn is_id_card(number: &str) -> bool {
    let Some(province) = part(number, 0, 2) else {
        return false;
    };
    let born = match number.len() {
        18 => part(number, 6, 14),
        15 => part(number, 6, 12).map(|date| 19_000_000 + date),
        _ => None,
    };
    PROVINCES.contains(&province)
        && born.is_some_and(is_birth_date)
        && (number.len() == 15 && part(number, 12, 15).is_some() || check_digit_agrees(number))
}

/// Says whether `number` has the length of a card number (JR/T 0008) and the check digit of ISO/IEC 7812-1 (Luhn).
pub fn is_bank_card(number: &str) -> bool {
    let Some(digits) = digits_of(number) else {
        return false;
    };
    // No issuer's number begins with 0, and a row of zeros would pass the check.
    if !(16..=19).contains(&digits.len()) || digits.first() == Some(&0) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => *digit,
            _ => digit * 2 % 10 + digit / 5,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn part(number: &str, start: usize, end: usize) -> Option<u32> {
    let digits = digits_of(number.get(start..end)?)?;
    Some(digits.iter().fold(0, |value, digit| value * 10 + digit))
}

fn digits_of(number: &str) -> Option<Vec<u32>> {
    number.chars().map(|c| c.to_digit(10)).collect()
}

/// Says whether the digits `yyyymmdd` are a day on which somebody alive may have been born.
fn is_birth_date(date: u32) -> bool {
    let year = i32::try_from(date / 10_000).unwrap_or(0);
    (1900..2100).contains(&year) && NaiveDate::from_ymd_opt(year, date / 100 % 100, date % 100).is_some()
}

/// Checks the 18th digit: the sum of each digit times 2 to the number of places after it is 1 modulo 11.
fn check_digit_agrees(number: &str) -> bool {
    let Some((body, check)) = number.split_at_checked(17) else {
        return false;
    };
    let (Some(digits), Some(check)) = (digits_of(body), check_value(check)) else {
        return false;
    };
    let sum = digits.iter().fold(0, |sum, digit| (sum + digit) * 2 % 11);
    (sum + check) % 11 == 1
}

fn check_value(check: &str) -> Option<u32> {
    match check {
        "X" => Some(10),
        _ => check.parse().ok(),
    }
}
