//! Finding by characters and by pinyin: `zs`, `zhangsan`, `张s` and `张三` all find 张三.
//!
//! The readings are ib-pinyin's, its matcher is not used: it backtracks, so that six letters
//! against a row of 啊 take seconds, and every search takes a text the clerk did not choose.
//! The automaton here is linear in the text whatever the query.

mod automaton;
mod readings;

use automaton::{Automaton, Place, Script};

/// A search text made ready once, to be tried on any number of texts.
///
/// Letters match without regard to case or width; blanks and apostrophes in the query only
/// separate. An empty query finds everything.
#[derive(Debug, Clone)]
pub struct Matcher {
    query: Query,
}

#[derive(Debug, Clone)]
enum Query {
    Empty,
    /// No letter, digit or blank in it: the bytes are searched as they stand, which is fastest.
    Characters(String),
    Mixed(Box<Automaton>),
}

/// Builds the table of readings, which takes some milliseconds and is otherwise done when first needed.
pub fn make_ready() {
    readings::Readings::get();
}

/// Writes a text in letters, digits and `_`: a Chinese character by the first of its readings, everything else dropped.
pub fn spelled(text: &str) -> String {
    let readings = readings::Readings::get();
    let mut spelled = String::new();
    for c in text.chars() {
        let first = readings.classes.get(readings.class(c)).and_then(|syllables| syllables.first());
        match first.and_then(|at| readings.syllables.get(*at)) {
            Some(syllable) => spelled.push_str(syllable),
            None if c.is_ascii_alphanumeric() || c == '_' => spelled.push(c.to_ascii_lowercase()),
            None => {}
        }
    }
    spelled
}

impl Matcher {
    /// Prepares `query`, of which the first [`Matcher::MAX_QUERY`] characters count.
    pub fn new(query: &str) -> Matcher {
        let query: String = query.trim().chars().take(Matcher::MAX_QUERY).collect();
        let query = if query.chars().all(automaton::is_separator) {
            Query::Empty
        } else if query.chars().all(has_one_form) {
            Query::Characters(query)
        } else {
            Query::Mixed(Box::new(Automaton::new(&query)))
        };
        Matcher { query }
    }

    /// Characters of a query that count; nobody types more to find something.
    pub const MAX_QUERY: usize = automaton::MAX_PATTERN;

    /// The query itself where it can only be found as it stands, so that even bytes may be searched for it.
    pub fn literal(&self) -> Option<&str> {
        match &self.query {
            Query::Characters(wanted) => Some(wanted),
            Query::Empty | Query::Mixed(_) => None,
        }
    }

    /// Says whether the query occurs in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.query {
            Query::Empty => true,
            Query::Characters(wanted) => text.contains(wanted),
            Query::Mixed(automaton) => automaton.finds(text, Place::Anywhere, Script::Pinyin),
        }
    }

    /// Says how well `text` fits, lower being better, or `None` if it does not.
    ///
    /// 0 the whole text, 1 its beginning, 2 its beginning by pinyin, 3 somewhere, 4 somewhere by
    /// pinyin. An empty query gives 1.
    pub fn rank(&self, text: &str) -> Option<u8> {
        match &self.query {
            Query::Empty => Some(1),
            Query::Characters(wanted) => {
                if text == wanted {
                    Some(0)
                } else if text.starts_with(wanted) {
                    Some(1)
                } else {
                    text.contains(wanted).then_some(3)
                }
            }
            Query::Mixed(automaton) => [
                (Place::Whole, Script::AsWritten),
                (Place::Start, Script::AsWritten),
                (Place::Start, Script::Pinyin),
                (Place::Anywhere, Script::AsWritten),
                (Place::Anywhere, Script::Pinyin),
            ]
            .into_iter()
            .zip(0..)
            .find_map(|((place, script), rank)| automaton.finds(text, place, script).then_some(rank)),
        }
    }
}

/// Says whether `c` can only be written one way: a Chinese character or sign with no case and no other width.
fn has_one_form(c: char) -> bool {
    c >= '\u{2E80}'
        && !c.is_whitespace()
        && !matches!(c, '\u{A640}'..='\u{ABFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{10000}'..='\u{1FFFF}')
}

#[cfg(test)]
mod tests;
