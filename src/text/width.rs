//! Display columns: measuring, cutting, padding and wrapping. Nothing else in the crate measures text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::zh::text::{ELLIPSIS, NO_LINE_END, NO_LINE_START};

/// Counts the terminal columns `text` takes; control characters count as none.
///
/// The unit is the grapheme cluster, as in ratatui's buffer, so that what is measured here is
/// what is drawn there.
pub fn columns(text: &str) -> usize {
    clusters(text).map(|(_, cluster)| grapheme_columns(cluster)).sum()
}

/// The grapheme clusters of `text` with where they begin. Finding their ends by Unicode's rules is the dearest part of
/// drawing a screen, so they are asked only where a character does not stand alone.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = text.len() - rest.len();
        let mut letters = rest.chars();
        let first = letters.next()?;
        let stands_alone = plain_columns(first).is_some() && letters.next().is_none_or(|c| plain_columns(c).is_some());
        let length = match stands_alone {
            true => first.len_utf8(),
            false => rest.graphemes(true).next().map_or(first.len_utf8(), str::len),
        };
        let (cluster, behind) = rest.split_at(length);
        rest = behind;
        Some((at, cluster))
    })
}

/// The columns of a character that is a cluster by itself where another of the kind follows: most of what is measured.
fn plain_columns(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '·' | '—' | '“' | '”' | '…' | '\u{2500}'..='\u{257F}' => Some(1),
        '\u{3000}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' => Some(2),
        _ => None,
    }
}

/// Says whether some terminals draw `text` wider than [`columns`] counts: it holds signs of ambiguous width, which are
/// as wide as a Chinese character in Chinese fonts.
pub fn is_doubtful(text: &str) -> bool {
    !text.is_ascii() && (text.width_cjk() != text.width() || text.contains(is_wide_letter))
}

/// The letters of ambiguous width in Unicode's EastAsianWidth.txt, which unicode-width counts as narrow everywhere:
/// Chinese character sets have them, and their fonts draw them wide.
fn is_wide_letter(c: char) -> bool {
    matches!(
        c,
        'Æ' | 'Ð' | 'Ø' | 'Þ'..='á' | 'æ' | 'è'..='ê' | 'ì'..='í' | 'ð' | 'ò'..='ó' | 'ø'..='ú' | 'ü' | 'þ'
            | 'ā' | 'đ' | 'ē' | 'ě' | 'Ħ'..='ħ' | 'ī' | 'ı'..='ĳ' | 'ĸ' | 'Ŀ'..='ł' | 'ń' | 'ň'..='ŋ' | 'ō'
            | 'Œ'..='œ' | 'Ŧ'..='ŧ' | 'ū' | 'ǎ' | 'ǐ' | 'ǒ' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ɑ' | 'ɡ'
            | 'Α'..='Ω' | 'α'..='ω' | 'Ё' | 'А'..='я' | 'ё'
    )
}

/// Returns the longest prefix of at most `max` columns that splits no grapheme.
pub fn cut(text: &str, max: usize) -> &str {
    let mut used = 0;
    for (start, grapheme) in clusters(text) {
        used += grapheme_columns(grapheme);
        if used > max {
            return &text[..start];
        }
    }
    text
}

/// Makes `text` exactly `width` columns wide: cut with `…` when longer, padded on the right when shorter.
pub fn fit(text: &str, width: usize) -> String {
    let (mut shown, padding) = shorten(text, width);
    shown.extend(std::iter::repeat_n(' ', padding));
    shown
}

/// Returns `text` as it is where it fits into `max` columns, else cut and ending in `…`.
pub fn cut_short(text: &str, max: usize) -> String {
    shorten(text, max).0
}

/// Breaks `text` into display lines of at most `width` columns and returns their byte ranges in order.
///
/// A line ends at `\n`, or where the next grapheme would pass `width`. Words and numbers in narrow
/// characters stay whole and closing punctuation never begins a line, unless a line would hold
/// nothing else. What lies between two ranges is a `\n` or the blanks that no longer fitted. A
/// single grapheme wider than `width` has a line of its own. Empty text is one empty line.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(text, start..start + paragraph.len(), width, &mut lines);
        start += paragraph.len() + '\n'.len_utf8();
    }
    lines
}

fn wrap_paragraph(text: &str, span: Range<usize>, width: usize, lines: &mut Vec<Range<usize>>) {
    let lines_before = lines.len();
    let mut start = span.start;
    let mut used = 0;
    let mut last_break = None;
    let mut previous = "";
    let mut swallowing = false;
    for (offset, grapheme) in clusters(&text[span.clone()]) {
        let at = span.start + offset;
        let wide = grapheme_columns(grapheme);
        // Blanks that pass the edge belong to the break: the next line begins after them.
        swallowing = is_blank(grapheme) && wide > 0 && (swallowing || used + wide > width);
        if swallowing {
            if at > start {
                lines.push(start..at);
            }
            start = at + grapheme.len();
            used = 0;
            last_break = None;
            continue;
        }
        if at > start && may_break(previous, grapheme) {
            last_break = Some(at);
        }
        while wide > 0 && used + wide > width && at > start {
            let end = last_break.take().unwrap_or(at);
            lines.push(start..end);
            start = end;
            used = columns(&text[start..at]);
        }
        used += wide;
        previous = grapheme;
    }
    if start < span.end || lines.len() == lines_before {
        lines.push(start..span.end);
    }
}

/// Says whether a line may end after `before` and the next begin with `after`.
fn may_break(before: &str, after: &str) -> bool {
    if is_blank(before) {
        return true;
    }
    if NO_LINE_START.contains(after) || NO_LINE_END.contains(before) || is_blank(after) {
        return false;
    }
    grapheme_columns(before) > 1 || grapheme_columns(after) > 1
}

fn is_blank(grapheme: &str) -> bool {
    !grapheme.is_empty() && grapheme.chars().all(char::is_whitespace)
}

fn grapheme_columns(grapheme: &str) -> usize {
    let mut letters = grapheme.chars();
    if let (Some(columns), None) = (letters.next().and_then(plain_columns), letters.next()) {
        return columns;
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    grapheme.width()
}

/// Shortens `text` to `width` columns; the second value is the columns that remain.
fn shorten(text: &str, width: usize) -> (String, usize) {
    let whole = columns(text);
    if whole <= width {
        return (text.to_owned(), width - whole);
    }
    let Some(room) = width.checked_sub(columns(ELLIPSIS)) else {
        return (String::new(), width);
    };
    let shown = cut(text, room);
    (shown.to_owned() + ELLIPSIS, room - columns(shown))
}

#[cfg(test)]
mod tests;
