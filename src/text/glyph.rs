//! Look-alikes for signs that some terminals draw too wide: on display only, each as wide as the sign is measured.

use unicode_normalization::UnicodeNormalization;

use super::width::{columns, is_doubtful};

/// Stands for a sign that nothing looks like.
const UNKNOWN: char = '?';

/// Signs and what they look like. What is in none of these is looked for in Unicode's own decompositions.
const LOOK_ALIKES: [(&str, char); 37] = [
    ("‐‒–—―─━┄┅┈┉╌╍═╴╶╸╺╼╾¬¯‾ˉ⌒∽", '-'),
    ("│┃┆┇┊┋║╎╏╵╷╹╻╽╿¦∣∥‖", '|'),
    ("·‥…‧˙⋯∴∵", '.'),
    ("“”„‟″‶¨˝", '"'),
    ("‘’‚‛′‵´ˊˋ¸", '\''),
    ("←⇐↩≤≦≪⊂⊆◀◁◄◅«", '<'),
    ("→⇒↪≥≧≫⊃⊇▶▷►▻»", '>'),
    ("↑⇑↖↗▲△∧ˇ", '^'),
    ("↓⇓↘↙▼▽∨√", 'v'),
    ("↔⇔∷≡≒≌", '='),
    ("■□▣▤▥▦▧▨▩▢▪▫█▉▊▋▌▍▎▏▐▓▒░▁▂▃▄▅▆▇▔▕▀", '#'),
    ("●○◎◉◯◇◆◈☉⊙⊕⊗⌀°º∘", 'o'),
    ("★☆※✩✪✫⁂†‡•✻✽∗", '*'),
    ("×✕✖⨯☒", 'x'),
    ("÷∕／╱⁄", '/'),
    ("╲∖", '\\'),
    ("±∓", '+'),
    ("╳", 'X'),
    ("∶ː", ':'),
    ("∼≈～˜∝", '~'),
    ("≠¡", '!'),
    ("¿", '?'),
    ("‰‱℅", '%'),
    ("§∮∫∬", 'S'),
    ("№ℕ", 'N'),
    ("€∑∈∃", 'E'),
    ("∞", '8'),
    ("∩", 'n'),
    ("∪", 'U'),
    ("∏π", 'n'),
    ("∠", 'L'),
    ("⊥", 'T'),
    ("☎☏℡", 'T'),
    ("♂", 'm'),
    ("♀", 'f'),
    ("¤", '$'),
    ("¶", 'P'),
];

/// What stands for a cluster whose width is doubtful; nothing for any other.
pub fn look_alike(cluster: &str) -> Option<String> {
    if !is_doubtful(cluster) {
        return None;
    }
    let sign = cluster.chars().next().map_or(UNKNOWN, of_sign);
    let blanks = columns(cluster).saturating_sub(1);
    Some(format!("{sign}{}", " ".repeat(blanks)))
}

/// The ASCII character that looks most like a sign.
fn of_sign(sign: char) -> char {
    let listed = LOOK_ALIKES.iter().find(|(signs, _)| signs.contains(sign)).map(|(_, look_alike)| *look_alike);
    listed.or_else(|| of_frame(sign)).or_else(|| numeral(sign)).or_else(|| decomposed(sign)).unwrap_or(UNKNOWN)
}

/// What of a box is neither horizontal nor vertical is a corner or a crossing.
fn of_frame(sign: char) -> Option<char> {
    matches!(sign, '\u{2500}'..='\u{257F}').then_some('+')
}

/// Roman numerals up to nine, which take more than one letter.
fn numeral(sign: char) -> Option<char> {
    let nth = match sign {
        '\u{2160}'..='\u{2168}' => u32::from(sign) - 0x2160,
        '\u{2170}'..='\u{2178}' => u32::from(sign) - 0x2170,
        _ => return None,
    };
    char::from_digit(nth + 1, 10)
}

/// The one letter or digit that a sign is made of: `①`, `⑴`, `℃`, `é`.
fn decomposed(sign: char) -> Option<char> {
    let mut letters = std::iter::once(sign).nfkd().filter(char::is_ascii_alphanumeric);
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn signs_of_chinese_texts_have_their_look_alikes() {
        for (sign, wanted) in [
            ("…", "."),
            ("—", "-"),
            ("·", "."),
            ("“", "\""),
            ("’", "'"),
            ("①", "1"),
            ("⑴", "1"),
            ("⒈", "1"),
            ("Ⅳ", "4"),
            ("℃", "C"),
            ("×", "x"),
            ("→", ">"),
            ("↑", "^"),
            ("─", "-"),
            ("│", "|"),
            ("┌", "+"),
            ("█", "#"),
            ("○", "o"),
            ("é", "e"),
            ("‰", "%"),
            // Twenty takes two digits, and half of it would be another number.
            ("⑳", "?"),
            ("α", "?"),
            ("Ж", "?"),
        ] {
            assert_eq!(look_alike(sign).as_deref(), Some(wanted), "{sign}");
        }
    }

    #[test]
    fn what_is_measured_alike_everywhere_stays() {
        for text in ["a", " ", "村", "，", "（", "😀", "ｶ", "e\u{301}", ""] {
            assert_eq!(look_alike(text), None, "{text}");
        }
    }

    #[test]
    fn every_look_alike_is_as_wide_as_its_sign_and_beyond_doubt() {
        let mut doubtful = 0;
        for sign in ('\u{80}'..='\u{1FAFF}').filter(|sign| !sign.is_control()) {
            for cluster in [sign.to_string(), format!("{sign}\u{301}"), format!("{sign}\u{FE0F}")] {
                let Some(shown) = look_alike(&cluster) else { continue };
                doubtful += 1;
                assert!(shown.is_ascii() && !shown.contains(char::is_control), "{cluster}");
                assert_eq!(columns(&shown), columns(&cluster).max(1), "{cluster}");
            }
        }
        assert!(doubtful > 1000);
    }
}
