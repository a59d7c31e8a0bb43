//! Keeps exported text from becoming a formula, in a way that import takes back exactly.
//!
//! A text is *armed* if, after any apostrophes, it starts with what a spreadsheet program could take for a formula:
//! `=` `+` `-` `@`, also full-width, also after blanks and invisible characters, or a tab or line end. In csv an armed
//! text gets one apostrophe in front; reading takes one apostrophe off a text that is armed. Apostrophes do not change
//! whether a text is armed, so one is taken off exactly where one was put on, and a text that had some of its own keeps
//! them: `=1` ⇄ `'=1`, `'=1` ⇄ `''=1`, `'今天` ⇄ `'今天`. In xlsx the text stays as it is: it is written as a text
//! cell whose style says so (quote prefix), also when it is edited later.

use std::borrow::Cow;

use crate::text::clean::is_clean_char;

const MARK: char = '\'';

/// Whether a spreadsheet program could take the text, apostrophes aside, for a formula.
pub fn is_armed(text: &str) -> bool {
    let bare = text.trim_start_matches(MARK);
    if bare.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    bare.trim_start_matches(is_unseen).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// The text as it goes into csv.
pub fn made_harmless(text: &str) -> Cow<'_, str> {
    if is_armed(text) { format!("{MARK}{text}").into() } else { text.into() }
}

/// The text as it was before [`made_harmless`].
pub fn disarmed(text: String) -> String {
    match text.strip_prefix(MARK) {
        Some(rest) if is_armed(rest) => rest.to_owned(),
        _ => text,
    }
}

/// Blanks and what is not seen: a program may pass over it before it looks for a formula.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || !is_clean_char(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whatever_may_start_a_formula_is_armed() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\t=1",
            "\ra",
            "\na",
            "  =1",
            "\u{feff}=1",
            "\u{3000}-1",
            "''=1",
            " \u{200b}=1",
        ] {
            assert!(is_armed(text), "{text:?}");
        }
        for text in ["", "a=1", "1-1", "'", "''a", "。=", " '=1"] {
            assert!(!is_armed(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn taking_back_is_exact(text in "['=+@＝\\- \t\u{feff}a中]{0,6}") {
            let harmless = made_harmless(&text).into_owned();
            prop_assert!(!is_armed(&harmless) || harmless.starts_with(MARK));
            prop_assert_eq!(disarmed(harmless), text);
        }
    }
}
