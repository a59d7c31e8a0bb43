//! How ledgers tell records of one name apart.

use crate::text::zh::model::typed::{NUMBER_SIGNS, SEPARATORS};

/// Stands for what would be read as the end of a name.
pub const DOT: char = '·';
const OPENS: char = '〔';
const CLOSES: char = '〕';

/// What tells deputies of one name apart.
pub fn of_deputy(term: &str, constituency: &str) -> String {
    let parts: Vec<&str> = [term, constituency].into_iter().filter(|part| !part.is_empty()).collect();
    plain(&parts.join(&DOT.to_string()))
}

/// A name with what tells it from others.
pub fn with_mark(name: &str, mark: &str) -> String {
    format!("{name}{OPENS}{mark}{CLOSES}")
}

/// The two parts of such a name.
pub fn marked(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix(CLOSES)?.rsplit_once(OPENS)
}

/// A name without what would be read as its end or as a record's number.
pub fn plain(name: &str) -> String {
    let misread = |c: char| SEPARATORS.contains(c) || NUMBER_SIGNS.contains(&c);
    let mut plain = name.replace(misread, &DOT.to_string());
    // Digits alone are the number of a person or unit.
    if !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        plain.push(DOT);
    }
    plain
}
