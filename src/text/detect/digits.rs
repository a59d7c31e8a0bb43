//! Splits a text into its groups of digits and says which belong together.

use std::ops::Range;

use crate::text::clean::half_width;

/// Digits that stand together.
#[derive(Debug)]
pub struct Group {
    /// Where they stand, in bytes.
    pub range: Range<usize>,
    /// The digits in ASCII; an X at the end where a check digit may be.
    pub number: String,
    /// Whether a single blank, dash or stop parts this group from the one before.
    pub linked: bool,
    /// Whether it already belongs to a number that was found.
    pub taken: bool,
}

/// Returns the groups of `text` in order.
pub fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut separator_end = None;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let sign = half_width(c);
        let current = groups.last_mut().filter(|group| group.range.end == start);
        match (sign, current) {
            ('0'..='9', Some(group)) => {
                group.number.push(sign);
                group.range.end = end;
            }
            ('0'..='9', None) => groups.push(Group {
                range: start..end,
                number: sign.to_string(),
                linked: separator_end == Some(start),
                taken: false,
            }),
            ('x' | 'X', Some(group)) if may_take_x(group, &text[end..]) => {
                group.number.push('X');
                group.range.end = end;
            }
            (' ' | '\u{A0}' | '-' | '.', Some(_)) => separator_end = Some(end),
            _ => {}
        }
    }
    groups
}

/// Says whether an X after `group` can be the check digit of an identity number.
///
/// That is after 17 digits, or after the last three where the number is written in groups.
fn may_take_x(group: &Group, rest: &str) -> bool {
    let goes_on = rest.chars().next().is_some_and(|c| half_width(c).is_ascii_alphanumeric());
    matches!(group.number.len(), 3 | 17) && !goes_on
}
