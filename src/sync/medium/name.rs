//! Names of files on sticks.

use std::ffi::OsStr;

/// Characters of a name we write, ASCII all: every stick, disc and system takes that.
pub const MAX_NAME_CHARS: usize = 60;
/// How a package's name begins and ends, in whatever case a system shows it.
const PREFIX: &str = "LZ-";
const ENDING: &str = ".lz";
/// Names tried for one file.
const MAX_TURNS: u32 = 999;

/// Whether a file is named like a package. Copies that a file manager has renamed ("… - 副本.lz") are, too.
pub fn is_package_name(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    let begins = bytes.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX.as_bytes()));
    begins && bytes.len() > PREFIX.len() + ENDING.len() && ends_like_one(bytes)
}

fn ends_like_one(bytes: &[u8]) -> bool {
    let at = bytes.len().checked_sub(ENDING.len());
    at.and_then(|at| bytes.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ENDING.as_bytes()))
}

/// Whether a name is one that we write: that of a package, ASCII, in one piece, short enough to get a number.
pub(super) fn is_plain(name: &str) -> bool {
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.len() <= MAX_NAME_CHARS - 4 && name.chars().all(is_good) && is_package_name(OsStr::new(name))
}

/// A name that we could have written, out of any file's: that of a package as it is, of anything else what is ASCII in it.
pub(super) fn plain(name: &OsStr) -> String {
    let text = name.to_string_lossy();
    if is_plain(&text) {
        return text.into_owned();
    }
    let stem = if ends_like_one(text.as_bytes()) { text.get(..text.len() - ENDING.len()) } else { None };
    let stem = stem.unwrap_or(&text);
    let stem = stem
        .get(..PREFIX.len())
        .filter(|start| start.eq_ignore_ascii_case(PREFIX))
        .map_or(stem, |_| stem.get(PREFIX.len()..).unwrap_or_default());
    let is_good = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
    let room = MAX_NAME_CHARS - 4 - PREFIX.len() - ENDING.len();
    let kept: String = stem.chars().filter(is_good).take(room).collect();
    let kept = if kept.is_empty() { "0".to_owned() } else { kept };
    format!("{PREFIX}{kept}{ENDING}")
}

/// The names to try for a file: its own, then with `-2`, `-3` and so on before the ending.
pub(super) fn turns(name: &str) -> impl Iterator<Item = String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (stem, ending) = (stem.to_owned(), ending.to_owned());
    let numbered = (2..=MAX_TURNS).map(move |turn| format!("{stem}-{turn}.{ending}"));
    std::iter::once(name.to_owned()).chain(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_told_by_their_names() {
        for good in ["LZ-430122105001-430122-up-0012.lz", "lz-1-2-UP-0001.LZ", "LZ-x - 副本.lz", "LZ-..lz"] {
            assert!(is_package_name(OsStr::new(good)), "{good}");
        }
        for bad in ["autorun.inf", "LZ-a.lnk", "LZ-a.lz.tmp", "lz-430122-0123abcd.tmp", "LZ-.lz", "LZ", "", "._LZ-a.lz"]
        {
            assert!(!is_package_name(OsStr::new(bad)), "{bad}");
        }
    }

    #[test]
    fn names_in_the_inbox_are_plain_and_short_whatever_they_were() {
        let long = "长x".repeat(200);
        for (name, inbox) in [
            ("LZ-1-2-up-0001.lz", "LZ-1-2-up-0001.lz"),
            ("LZ-1-2-up-0001 - 副本.lz", "LZ-1-2-up-0001-.lz"),
            ("../../etc/passwd", "LZ-etcpasswd.lz"),
            ("C:\\x.LZ", "LZ-Cx.lz"),
            ("包", "LZ-0.lz"),
            ("aux", "LZ-aux.lz"),
        ] {
            assert_eq!(plain(OsStr::new(name)), inbox);
        }
        assert!(is_plain(&plain(OsStr::new(&long))));
        let last = turns(&plain(OsStr::new(&long))).last().unwrap_or_default();
        assert!(last.ends_with("-999.lz") && last.len() <= MAX_NAME_CHARS, "{last}");
    }

    #[test]
    fn names_that_not_every_stick_takes_are_not_written() {
        for bad in ["LZ-包.lz", "LZ-a b.lz", "LZ-../a.lz", "a.lz", "LZ-a.zip"] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert!(!is_plain(&format!("LZ-{}.lz", "1".repeat(60))));
    }
}
