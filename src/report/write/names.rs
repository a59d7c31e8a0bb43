//! Names of files and sheets that every system and program takes.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::clean::is_clean_char;
use crate::text::zh::report::write as zh;

/// Bytes of a file name; file systems take 255, and copies get additions such as " (2)".
const MAX_FILE_NAME_BYTES: usize = 180;
/// UTF-16 units of a sheet's name, as spreadsheet programs count.
const MAX_SHEET_NAME_UNITS: usize = 31;

/// One name of a file, with its ending, out of any text: no folders, no device, nothing invisible, not too long.
pub fn safe_file_name(text: &str) -> String {
    let cleaned: String = text
        .chars()
        .filter(|c| is_clean_char(*c))
        .map(|c| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .collect();
    // Windows drops blanks and dots at the end; at the start dots hide a file or climb out of its folder.
    let trimmed = cleaned.trim_start_matches(is_edge).trim_end_matches(is_edge);
    let (stem, ending) = match trimmed.rsplit_once('.') {
        Some((stem, ending)) if (1..=5).contains(&ending.len()) => (stem.trim_end_matches(is_edge), Some(ending)),
        _ => (trimmed, None),
    };
    let room = MAX_FILE_NAME_BYTES - ending.map_or(0, |ending| ending.len() + 1);
    let mut name = whole_characters(stem, room, str::len).trim_end_matches(is_edge).to_owned();
    if name.is_empty() {
        name.push_str(zh::UNNAMED);
    }
    if is_device(&name) {
        name.insert(0, '_');
    }
    match ending {
        Some(ending) => format!("{name}.{ending}"),
        None => name,
    }
}

/// One name of a sheet out of any text, different from those in `taken`.
pub fn safe_sheet_name(text: &str, taken: &[String]) -> String {
    let cleaned: String = text
        .chars()
        .filter(|c| is_clean_char(*c))
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '_' } else { c })
        .collect();
    let cleaned = cleaned.trim().trim_matches('\'');
    // The one name that spreadsheet programs keep for themselves.
    let cleaned = if cleaned.is_empty() || cleaned.eq_ignore_ascii_case("history") { zh::UNNAMED } else { cleaned };
    let is_taken = |name: &String| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (1_u32..).map(|number| {
        let suffix = if number == 1 { String::new() } else { format!("({number})") };
        let stem =
            whole_characters(cleaned, MAX_SHEET_NAME_UNITS - suffix.len(), |cluster| cluster.encode_utf16().count());
        format!("{}{suffix}", stem.trim_end_matches('\''))
    });
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
}

/// As many whole characters from the start as measure at most `room`.
fn whole_characters(text: &str, room: usize, measure: impl Fn(&str) -> usize) -> &str {
    let mut used = 0;
    let cut = text.grapheme_indices(true).find(|(_, cluster)| {
        used += measure(cluster);
        used > room
    });
    cut.map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

fn is_edge(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// Names that Windows keeps for devices, whatever the ending.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |name: &str| {
        let number = first.strip_prefix(name).unwrap_or_default();
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$")
        || numbered("COM")
        || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn file_names_stay_in_their_folder() {
        let cases = [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\台账.xlsx", "C__台账.xlsx"),
            ("aux", "_aux"),
            ("Com1.csv", "_Com1.csv"),
            ("com.csv", "com.csv"),
            ("..", zh::UNNAMED),
            (".xlsx", "xlsx"),
            ("台账. .xlsx", "台账.xlsx"),
            ("a\u{202e}b\u{1b}\n.xlsx ", "ab.xlsx"),
            ("意见建议台账（2026年）.xlsx", "意见建议台账（2026年）.xlsx"),
        ];
        for (text, name) in cases {
            assert_eq!(safe_file_name(text), name, "{text:?}");
        }
        let long = safe_file_name(&format!("{}.xlsx", "长".repeat(300)));
        assert!(long.len() <= MAX_FILE_NAME_BYTES && long.ends_with("长.xlsx"), "{long}");
    }

    #[test]
    fn sheet_names_are_short_and_differ() {
        assert_eq!(safe_sheet_name("a/b:c", &[]), "a_b_c");
        assert_eq!(safe_sheet_name("'History'", &[]), zh::UNNAMED);
        assert_eq!(safe_sheet_name("台账", &["台账".into(), "台账(2)".into()]), "台账(3)");
        assert_eq!(safe_sheet_name("ABC", &["abc".into()]), "ABC(2)");
        let long = "长".repeat(40);
        let first = safe_sheet_name(&long, &[]);
        assert_eq!(first.chars().count(), 31);
        assert_eq!(safe_sheet_name(&long, &[first]).chars().count(), 31);
    }

    proptest! {
        #[test]
        fn every_text_gives_a_name(text in "(\\PC|[./\\\\: '\u{0}\u{202e}]){0,40}") {
            let name = safe_file_name(&text);
            let path = std::path::Path::new(&name);
            prop_assert_eq!(path.file_name(), Some(path.as_os_str()));
            prop_assert!(!name.contains(['/', '\\', ':', '\0']) && name.len() <= MAX_FILE_NAME_BYTES + 1);
            let sheet = safe_sheet_name(&text, &[]);
            prop_assert!(rust_xlsxwriter::utility::check_sheet_name(&sheet).is_ok(), "{}", sheet);
        }
    }
}
