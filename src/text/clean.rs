//! Cleaning of text on its way in: what may be stored and shown, folding for coded fields, identity.
//!
//! Text comes from keys, paste, workbooks, packages and file names. What a terminal or a document
//! could take for an instruction, and what nobody can see, is removed here, once. Names and prose
//! are normalised with NFC and never with NFKC, which would turn ① into 1 and ㎡ into m2.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::zh::text::{HALF_WIDTH, MIDDLE_DOT, MIDDLE_DOTS};

/// Combining marks kept on one base character; no script written here needs more.
const MAX_MARKS: usize = 8;

/// Distance from a full-width form (U+FF01 to U+FF5E) to its ASCII character.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// Cleans text of one line, such as a name, a title or a code.
///
/// Trims (U+3000 too), removes what [`is_clean_char`] refuses, and makes each run of line breaks
/// and tabs, with the blanks around it, a single space. Other blanks stay as typed.
pub fn line(text: &str) -> String {
    let lines = visible(text);
    let mut cleaned = String::with_capacity(lines.len());
    for piece in lines.split(['\n', '\t']).map(str::trim) {
        if !piece.is_empty() && !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(piece);
    }
    cleaned
}

/// Cleans text of several lines; line breaks become `\n` and tabs spaces.
///
/// Blanks at the ends of lines and blank lines at both ends go; inside, indents and empty lines stay.
pub fn prose(text: &str) -> String {
    let lines = visible(text).replace('\t', " ");
    let mut cleaned = String::with_capacity(lines.len());
    for piece in lines.trim().split('\n') {
        if !cleaned.is_empty() {
            cleaned.push('\n');
        }
        cleaned.push_str(piece.trim_end());
    }
    cleaned
}

/// Says whether `c` may stand anywhere in stored text.
///
/// Refused are control characters (line breaks and tabs with them), bidirectional controls,
/// zero-width and other invisible characters, variation selectors, tags and noncharacters. Private
/// use stays: old systems keep rare names there.
pub fn is_clean_char(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF);
    !(c.is_control() || noncharacter || is_invisible(c))
}

/// Folds what an input method types into a number, date, phone or code field to half-width.
///
/// Cleans as [`line()`] does. Full-width forms become ASCII; Chinese stops, commas and dashes become
/// the signs they stand for.
pub fn fold(text: &str) -> String {
    line(&text.chars().map(half_width).collect::<String>())
}

/// Reduces a name or number to what makes it the same one: no blanks, one kind of middle dot.
///
/// For comparison only; it is never stored or shown.
pub fn collapse(text: &str) -> String {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    line(&joined).replace(|c| MIDDLE_DOTS.contains(c), MIDDLE_DOT)
}

/// Returns the ASCII character of a full-width form, and any other character unchanged.
pub(super) fn ascii_form(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        _ => c,
    }
}

/// Returns the half-width sign that `c` stands for in a coded field, and any other character unchanged.
pub(super) fn half_width(c: char) -> char {
    HALF_WIDTH.iter().find(|(full, _)| *full == c).map_or_else(|| ascii_form(c), |(_, half)| *half)
}

/// Removes what must not be stored and normalises; line breaks of every kind become `\n`, tabs stay.
pub fn visible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last = '\n';
    while let Some(c) = chars.next() {
        let c = match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ => c,
        };
        let joins = joins_pictographs(last, c, chars.peek().copied());
        if matches!(c, '\n' | '\t') || joins || is_clean_char(c) {
            kept.push(c);
            last = c;
        }
    }
    bound_marks(kept.nfc())
}

/// Says whether `c` holds an emoji sequence together: the selector after a pictograph, the joiner between two.
fn joins_pictographs(last: char, c: char, next: Option<char>) -> bool {
    match c {
        '\u{FE0F}' => is_pictograph(last),
        '\u{200D}' => (is_pictograph(last) || last == '\u{FE0F}') && next.is_some_and(is_pictograph),
        _ => false,
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Drops combining marks beyond [`MAX_MARKS`] in a row.
fn bound_marks(text: impl Iterator<Item = char>) -> String {
    let mut run = 0;
    text.filter(|c| {
        run = if is_combining_mark(*c) { run + 1 } else { 0 };
        run <= MAX_MARKS
    })
    .collect()
}

/// Says whether `c` draws nothing or changes only how its neighbours are ordered or drawn.
///
/// These are the Default_Ignorable_Code_Point characters of Unicode's DerivedCoreProperties, and
/// the interlinear and deprecated format controls.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests;
