//! Divisions above the townships: provinces, and of the province the list of townships is of, its cities and counties (codes of
//! GB/T 2260, with the few of the statistical edition), behind the set-up of a desk above stations.

use std::sync::OnceLock;

use super::township::Township;
use crate::model::order::Order as _;
use crate::text::clean;
use crate::text::pinyin::Matcher;

/// `code,name`: two digits for a province, four for a city, six for a county.
const TABLE: &str = include_str!("../../fixtures/divisions.csv");

/// Divisions with a code of so many digits whose code begins with, or whose name holds or sounds like, what was typed, the best
/// first; at most `limit`.
pub fn find(typed: &str, digits: usize, limit: usize) -> Vec<Township> {
    let typed = clean::fold(typed);
    let is_code = typed.bytes().all(|byte| byte.is_ascii_digit());
    let matcher = Matcher::new(&typed);
    let rank = |one: &Township| {
        if is_code { one.code.starts_with(&typed).then_some(0) } else { matcher.rank(one.name) }
    };
    let of_level = all().iter().filter(|one| one.code.len() == digits);
    let mut ranked: Vec<(u8, &Township)> = of_level.filter_map(|one| rank(one).map(|rank| (rank, one))).collect();
    ranked.order_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(limit).map(|(_, one)| *one).collect()
}

fn all() -> &'static [Township] {
    static DIVISIONS: OnceLock<Vec<Township>> = OnceLock::new();
    let row = |line: &'static str| line.split_once(',').map(|(code, name)| Township { code, name, kind: "" });
    DIVISIONS.get_or_init(|| TABLE.lines().skip(1).filter_map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::township;

    #[test]
    fn a_division_is_found_by_code_name_and_pinyin_within_its_level() {
        let first = |typed: &str, digits| find(typed, digits, 6).first().map(|one| one.name);
        assert_eq!(first("430121", 6), Some("长沙县"));
        assert_eq!(first("４３０１２１", 6), Some("长沙县"));
        assert_eq!(first("长沙", 6), Some("长沙县"));
        assert_eq!(first("长沙", 4), Some("长沙市"));
        assert_eq!(first("css", 4), Some("长沙市"));
        assert_eq!(first("hunan", 2), Some("湖南省"));
        assert_eq!(first("长沙县", 2), None);
        assert_eq!(find("", 2, 99).len(), 31);
    }

    #[test]
    fn every_township_lies_in_a_county_of_the_list() {
        for township in township::find("", usize::MAX) {
            let county = township.code.get(..6).unwrap_or_default();
            assert!(all().iter().any(|one| one.code == county), "{county}");
            assert!(all().iter().any(|one| Some(one.code) == county.get(..4)), "{county}");
        }
        assert!(all().iter().all(|one| [2, 4, 6].contains(&one.code.len()) && !one.name.is_empty()));
    }
}
