//! Township-level division codes (statistical division codes, 2023 edition), behind the set-up's station code.

use std::sync::OnceLock;

use crate::model::order::Order as _;
use crate::text::clean;
use crate::text::packed::{Packed, packed};
use crate::text::pinyin::Matcher;

/// `code9,name,kind,county_code`, sorted by code.
static TABLE: Packed = packed!("townships.csv");

/// One township-level unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Township {
    /// Nine digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// 街道, 镇, 乡 …
    pub kind: &'static str,
}

/// Townships whose code begins with, or whose name holds or sounds like, what was typed, the best first; at most `limit`.
pub fn find(typed: &str, limit: usize) -> Vec<Township> {
    let typed = clean::fold(typed);
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return all().iter().filter(|township| township.code.starts_with(&typed)).take(limit).copied().collect();
    }
    let matcher = Matcher::new(&typed);
    let mut ranked: Vec<(u8, &Township)> =
        all().iter().filter_map(|township| matcher.rank(township.name).map(|rank| (rank, township))).collect();
    ranked.order_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(limit).map(|(_, township)| *township).collect()
}

/// The township of a nine-digit code.
pub fn by_code(code: &str) -> Option<Township> {
    let at = all().binary_search_by(|township| township.code.cmp(code)).ok()?;
    all().get(at).copied()
}

fn all() -> &'static [Township] {
    static TOWNSHIPS: OnceLock<Vec<Township>> = OnceLock::new();
    TOWNSHIPS.get_or_init(|| TABLE.text().lines().skip(1).filter_map(row).collect())
}

fn row(line: &'static str) -> Option<Township> {
    let mut cells = line.split(',');
    Some(Township { code: cells.next()?, name: cells.next()?, kind: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_sorted() {
        assert_eq!(all().len(), TABLE.text().lines().count() - 1);
        assert!(all().windows(2).all(|pair| pair[0].code < pair[1].code));
        let well_formed = |t: &Township| t.code.len() == 9 && !t.name.is_empty() && !t.kind.is_empty();
        assert!(all().iter().all(well_formed));
    }

    #[test]
    fn a_township_is_found_by_code_name_and_pinyin() {
        let wanted = by_code("430102001").map(|township| township.name);
        assert_eq!(wanted, Some("文艺路街道"));
        assert_eq!(by_code("430102999"), None);
        assert_eq!(by_code("43010"), None);
        for typed in ["430102001", "４３０１０２００１", "文艺路", "wylj", "wenyilu", " 文艺路街道 "] {
            assert!(find(typed, 10).iter().any(|township| township.code == "430102001"), "{typed}");
        }
        assert!(find("430102", 5).len() == 5);
        assert_eq!(find("文艺路街道", 1).first().map(|township| township.code), Some("430102001"));
        assert!(find("没有这个地方", 5).is_empty());
        assert_eq!(find("", 3).len(), 3);
    }
}
