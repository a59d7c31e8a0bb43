//! A range as typed, taken apart at its sign: `3..8`, `>=5`, `3至8`, `5以上`.
//!
//! The ends come back as they stand; what they mean is for whoever asked. A dash is no sign of its own, because dates have
//! them inside: see [`at_dashes`].

use super::zh::text as zh;

/// The ends of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span<'a> {
    /// From here on, this included.
    AtLeast(&'a str),
    /// From here on, this left out.
    MoreThan(&'a str),
    /// Up to here, this included.
    AtMost(&'a str),
    /// Up to here, this left out.
    LessThan(&'a str),
    /// From one to the other, both included.
    Between(&'a str, &'a str),
}

/// Takes folded text apart at its first sign of a range; `None` where it has none. An end may be empty.
pub fn span(text: &str) -> Option<Span<'_>> {
    let after = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_prefix(sign)).map(str::trim);
    let before = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_suffix(sign)).map(str::trim);
    if let Some(end) = after(&zh::AT_LEAST_SIGNS) {
        return Some(Span::AtLeast(end));
    }
    if let Some(end) = after(&zh::AT_MOST_SIGNS) {
        return Some(Span::AtMost(end));
    }
    if let Some(end) = after(&zh::MORE_THAN_SIGNS) {
        return Some(Span::MoreThan(end));
    }
    if let Some(end) = after(&zh::LESS_THAN_SIGNS) {
        return Some(Span::LessThan(end));
    }
    if let Some((low, high)) = zh::BETWEEN_SIGNS.iter().find_map(|sign| text.split_once(sign)) {
        return Some(match (low.trim(), high.trim_start_matches('.').trim()) {
            ("", high) => Span::AtMost(high),
            (low, "") => Span::AtLeast(low),
            (low, high) => Span::Between(low, high),
        });
    }
    before(&zh::AT_LEAST_ENDINGS).map(Span::AtLeast).or_else(|| before(&zh::AT_MOST_ENDINGS).map(Span::AtMost))
}

/// The ways to take folded text apart at one of its dashes, both parts not empty.
pub fn at_dashes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = text.match_indices('-').map(|(at, dash)| (text[..at].trim(), text[at + dash.len()..].trim()));
    parts.filter(|(low, high)| !low.is_empty() && !high.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_takes_a_range_apart() {
        for (text, expected) in [
            ("3..8", Some(Span::Between("3", "8"))),
            ("3...8", Some(Span::Between("3", "8"))),
            ("3…8", Some(Span::Between("3", "8"))),
            ("3……8", Some(Span::Between("3", "8"))),
            ("3 至 8", Some(Span::Between("3", "8"))),
            ("3~8", Some(Span::Between("3", "8"))),
            ("3..", Some(Span::AtLeast("3"))),
            ("..8", Some(Span::AtMost("8"))),
            ("..", Some(Span::AtMost(""))),
            (">=5", Some(Span::AtLeast("5"))),
            ("》=5", Some(Span::AtLeast("5"))),
            ("≥5", Some(Span::AtLeast("5"))),
            (">=", Some(Span::AtLeast(""))),
            (">5", Some(Span::MoreThan("5"))),
            ("《5", Some(Span::LessThan("5"))),
            ("<= 5", Some(Span::AtMost("5"))),
            ("5以上", Some(Span::AtLeast("5"))),
            ("5人及以下", Some(Span::AtMost("5人"))),
            ("5", None),
            ("3-8", None),
            ("", None),
        ] {
            assert_eq!(span(text), expected, "{text}");
        }
        assert_eq!(at_dashes("2026-3-1").collect::<Vec<_>>(), [("2026", "3-1"), ("2026-3", "1")]);
        assert_eq!(at_dashes("-1").count() + at_dashes("1-").count() + at_dashes("路").count(), 0);
    }
}
