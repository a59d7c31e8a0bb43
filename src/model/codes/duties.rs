//! Quotas and the table of scores: as shipped, read from a setting, and written as a setting takes them.

use std::collections::HashSet;
use std::fmt::Write;

use serde::Deserialize;

use super::CodesError;
use super::read::{MAX_BYTES, number, refused, unreadable};
use crate::model::duty::Duty;
use crate::model::quota::{self, Quotas};
use crate::model::score::{MOST_POINTS, MOST_ROWS, ScoreRow, Scores};
use crate::text::zh::model::codes as zh;

const SHIPPED: &str = include_str!("../../../fixtures/duties.toml");
const ENABLED: &str = "enabled";
const TABLE: &str = "table";

/// The shape of the shipped file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    quotas: Quotas,
    scores: Scores,
}

/// The shape of `scores.table`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    table: Vec<ScoreRow>,
}

/// What the program ships.
pub(super) fn shipped() -> Result<(Quotas, Scores), CodesError> {
    const ORIGIN: &str = "duties.toml";
    let file: File = toml::from_str(SHIPPED).map_err(|source| unreadable(ORIGIN, SHIPPED, source))?;
    sound(ORIGIN, &file.scores.table)?;
    Ok((file.quotas, file.scores))
}

/// Reads `quotas.<name>` and puts it in place of the former one.
pub(super) fn quota(origin: &str, name: &str, value: &str, before: Quotas) -> Result<Quotas, CodesError> {
    let mut next = before;
    let place = match name {
        "receptions" => &mut next.receptions,
        "visits" => &mut next.visits,
        _ => return Err(refused(origin, zh::NO_SUCH_QUOTA.to_owned())),
    };
    *place = number(value, quota::MOST).ok_or_else(|| refused(origin, zh::number_expected(quota::MOST)))?;
    Ok(next)
}

/// Reads `scores.<name>` and puts it in place of the former one.
pub(super) fn scores(origin: &str, name: &str, value: &str, before: &Scores) -> Result<Scores, CodesError> {
    let mut next = before.clone();
    match name {
        ENABLED => {
            next.enabled = value.trim().parse().map_err(|_| refused(origin, zh::SWITCH_EXPECTED.to_owned()))?;
        }
        TABLE if value.len() > MAX_BYTES => return Err(refused(origin, zh::too_long(MAX_BYTES))),
        TABLE => {
            let keys = || Duty::ALL.map(Duty::key).join(" ");
            let rows: Rows = toml::from_str(value).map_err(|_| refused(origin, zh::scores_form(&keys())))?;
            sound(origin, &rows.table)?;
            next.table = rows.table;
        }
        _ => return Err(refused(origin, zh::NO_SUCH_SCORE.to_owned())),
    }
    Ok(next)
}

/// `quotas.<name>` as the setting takes it.
pub(super) fn quota_value(quotas: Quotas, name: &str) -> Option<String> {
    match name {
        "receptions" => Some(quotas.receptions.to_string()),
        "visits" => Some(quotas.visits.to_string()),
        _ => None,
    }
}

/// `scores.<name>` as the setting takes it.
pub(super) fn score_value(scores: &Scores, name: &str) -> Option<String> {
    match name {
        ENABLED => Some(scores.enabled.to_string()),
        TABLE => {
            let mut text = String::new();
            for ScoreRow { duty, base, extra, cap } in &scores.table {
                // Writing to a String cannot fail.
                let _whole = write!(
                    text,
                    "[[{TABLE}]]\nduty = \"{}\"\nbase = {base}\nextra = {extra}\ncap = {cap}\n",
                    duty.key()
                );
            }
            Some(text)
        }
        _ => None,
    }
}

fn sound(origin: &str, table: &[ScoreRow]) -> Result<(), CodesError> {
    let mut seen = HashSet::new();
    let is_sound = (1..=MOST_ROWS).contains(&table.len())
        && table.iter().all(|row| {
            seen.insert(row.duty) && [row.base, row.extra, row.cap].into_iter().all(|points| points <= MOST_POINTS)
        });
    if is_sound { Ok(()) } else { Err(refused(origin, zh::bad_scores(MOST_ROWS, MOST_POINTS))) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::model::codes::CodeLists;
    use crate::model::duty::Duty;

    #[test]
    fn what_is_in_force_reads_back_as_the_same() {
        let shipped = CodeLists::shipped().unwrap();
        let mut lists = shipped.clone();
        for name in ["receptions", "visits"] {
            lists.apply(&format!("quotas.{name}"), &shipped.value(&format!("quotas.{name}")).unwrap()).unwrap();
        }
        for name in ["enabled", "table"] {
            lists.apply(&format!("scores.{name}"), &shipped.value(&format!("scores.{name}")).unwrap()).unwrap();
        }
        assert_eq!((lists.quotas(), lists.scores()), (shipped.quotas(), shipped.scores()));
        assert_eq!((shipped.value("quotas.x"), shipped.value("scores.x")), (None, None));
    }

    #[test]
    fn a_station_sets_its_own() {
        let mut lists = CodeLists::shipped().unwrap();
        assert!(!lists.scores().enabled && lists.quotas().receptions > 0);
        lists.apply("quotas.visits", "0").unwrap();
        lists.apply("scores.enabled", " true ").unwrap();
        lists.apply("scores.table", "[[table]]\nduty = \"visit\"\nbase = 1\nextra = 1\ncap = 3\n").unwrap();
        assert_eq!((lists.quotas().visits, lists.scores().enabled), (0, true));
        assert_eq!(lists.scores().table.iter().map(|row| row.duty).collect::<Vec<_>>(), [Duty::Visit]);
    }

    #[test]
    fn what_breaks_a_rule_changes_nothing_and_says_what_to_do() {
        let shipped = CodeLists::shipped().unwrap();
        let mut lists = shipped.clone();
        let row = "[[table]]\nduty = \"visit\"\nbase = 1\nextra = 1\ncap = 3\n";
        let cases = [
            ("quotas.visits", "-1".to_owned(), "整数"),
            ("quotas.visits", "367".to_owned(), "366"),
            ("quotas.deeds", "1".to_owned(), "quotas.receptions"),
            ("scores.enabled", "也许".to_owned(), "true"),
            ("scores.other", "1".to_owned(), "scores.table"),
            ("scores.table", String::new(), "读不懂"),
            ("scores.table", "table = []".to_owned(), "1 到"),
            ("scores.table", row.repeat(2), "只写一行"),
            ("scores.table", row.replace("cap = 3", "cap = 1001"), "1000"),
            ("scores.table", row.replace("visit", "sleep"), "读不懂"),
            ("scores.table", row.replace("cap", "top"), "读不懂"),
        ];
        for (key, value, says) in cases {
            let error = lists.apply(key, &value).unwrap_err().to_string();
            assert!(error.contains(says), "{key}={value}: {error}");
        }
        assert_eq!(lists, shipped);
    }
}
