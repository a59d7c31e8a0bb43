//! Finds mobile, ID-card and bank-card numbers in free text.
//!
//! For a warning while text is entered and for masking on the way out. Digits count at either
//! width, and numbers written in groups count as well as those written in one piece. What a rule
//! cannot tell from a real number is reported: a false warning costs less than a number shown.

mod digits;
mod rules;

use std::ops::Range;

use super::zh::text as zh;
use digits::Group;

/// A kind of number that tells who somebody is, in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Personal {
    /// Citizen identity number 公民身份号码, of 18 digits or the older 15.
    IdCard,
    /// Mobile telephone number.
    Mobile,
    /// Number of a payment card.
    BankCard,
}

/// A number found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands, in bytes; a country code before it belongs to it.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Personal,
}

impl Personal {
    const BY_PRECEDENCE: [Personal; 3] = [Personal::IdCard, Personal::Mobile, Personal::BankCard];

    /// Names the kind to the clerk.
    pub fn label(self) -> &'static str {
        match self {
            Personal::IdCard => zh::ID_CARD,
            Personal::Mobile => zh::MOBILE,
            Personal::BankCard => zh::BANK_CARD,
        }
    }

    /// The group lengths in which the number is written; of two that begin alike the longer first.
    fn layouts(self) -> &'static [&'static [usize]] {
        match self {
            Personal::IdCard => &[&[18], &[6, 8, 4], &[6, 4, 4, 4], &[15], &[6, 6, 3]],
            Personal::Mobile => {
                &[&[11], &[12], &[13], &[15], &[3, 4, 4], &[2, 11], &[2, 3, 4, 4], &[4, 11], &[4, 3, 4, 4]]
            }
            Personal::BankCard => &[
                &[16],
                &[17],
                &[18],
                &[19],
                &[6, 10],
                &[6, 13],
                &[4, 4, 4, 4, 3],
                &[4, 4, 4, 4, 2],
                &[4, 4, 4, 4, 1],
                &[4, 4, 4, 4],
            ],
        }
    }

    /// Says whether the first groups are laid out like this kind of number and pass its rule.
    fn fits(self, groups: &[Group], layout: &[usize]) -> bool {
        let Some(groups) = groups.get(..layout.len()) else {
            return false;
        };
        let laid_out = |(place, group): (usize, &Group)| {
            !group.taken && Some(&group.number.len()) == layout.get(place) && (place == 0 || group.linked)
        };
        groups.iter().enumerate().all(laid_out)
            && self.accepts(&groups.iter().map(|group| &*group.number).collect::<String>())
    }

    fn accepts(self, number: &str) -> bool {
        match self {
            Personal::IdCard => rules::is_id_card(number),
            Personal::Mobile => rules::is_mobile(number),
            Personal::BankCard => rules::is_bank_card(number),
        }
    }
}

/// Digits that the shortest number has: a mobile one.
const FEWEST_DIGITS: usize = 11;

/// Whether a text may have digits for a number: an upper bound that is cheap, because most texts have none.
fn may_hold_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    // The last two bytes of a full-width digit; other characters may have them as well.
    let behind = bytes.get(1..).unwrap_or_default();
    let wide = bytes.iter().zip(behind).filter(|(a, b)| (**a == 0xBC) & (0x90..=0x99).contains(*b)).count();
    ascii + wide >= FEWEST_DIGITS
}

/// Returns every personal number in `text`, in order and without overlap.
pub fn find(text: &str) -> Vec<Hit> {
    if !may_hold_one(text) {
        return Vec::new();
    }
    let mut groups = digits::groups(text);
    let mut hits = Vec::new();
    for kind in Personal::BY_PRECEDENCE {
        for at in 0..groups.len() {
            let layouts = kind.layouts().iter();
            let Some(layout) = layouts.copied().find(|layout| kind.fits(&groups[at..], layout)) else {
                continue;
            };
            let number = &mut groups[at..at + layout.len()];
            hits.extend(covered(text, number).map(|range| Hit { range, kind }));
            for group in number {
                group.taken = true;
            }
        }
    }
    hits.sort_by_key(|hit| hit.range.start);
    hits
}

/// Returns the bytes from the first to the last group, with a plus sign before them.
fn covered(text: &str, groups: &[Group]) -> Option<Range<usize>> {
    let (first, last) = (groups.first()?, groups.last()?);
    let before = &text[..first.range.start];
    let start = before.strip_suffix(['+', '\u{FF0B}']).unwrap_or(before).len();
    Some(start..last.range.end)
}

#[cfg(test)]
mod tests;
