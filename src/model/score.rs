//! The score of a deputy's year 履职得分 (D3): points for each kind of duty, by a table that is a setting and off by default.

use serde::Deserialize;

use super::duty::{Duty, Served};

/// The most rows of the table, and the most points of one figure in it.
pub const MOST_ROWS: usize = 40;
/// The most points a row may give for anything.
pub const MOST_POINTS: u32 = 1_000;

/// The points of one kind of duty: `base` for the first time, `extra` for each further one, never more than `cap`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreRow {
    /// What is counted.
    pub duty: Duty,
    /// Points for the first.
    pub base: u32,
    /// Points for each further one.
    pub extra: u32,
    /// The most points.
    pub cap: u32,
}

/// The table, and whether the station keeps scores at all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// Whether scores are shown.
    pub enabled: bool,
    /// The table, in the order it is shown.
    pub table: Vec<ScoreRow>,
}

/// The points of one kind of duty in a year, and how they came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScoreLine {
    /// Its row of the table.
    pub row: ScoreRow,
    /// How often.
    pub count: u64,
    /// The points before the cap.
    pub sum: u64,
    /// The points: min(cap, base·[n≥1] + extra·max(0, n−1)).
    pub points: u64,
}

impl ScoreRow {
    /// The points for so many times.
    pub fn of(self, count: u64) -> ScoreLine {
        let further = count.saturating_sub(1).saturating_mul(self.extra.into());
        let sum = if count == 0 { 0 } else { further.saturating_add(self.base.into()) };
        ScoreLine { row: self, count, sum, points: sum.min(self.cap.into()) }
    }
}

impl Scores {
    /// The row of a kind of duty; none where it gives no points.
    pub fn row(&self, duty: Duty) -> Option<&ScoreRow> {
        self.table.iter().find(|row| row.duty == duty)
    }

    /// The lines of a year, one for each row of the table.
    pub fn lines(&self, served: &Served, year: i32) -> Vec<ScoreLine> {
        self.table.iter().map(|row| row.of(served.in_year(year, row.duty))).collect()
    }
}

/// The points of all lines together.
pub fn total(lines: &[ScoreLine]) -> u64 {
    lines.iter().fold(0, |sum, line| sum.saturating_add(line.points))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::text::zh::model::duty as zh;

    const ROW: ScoreRow = ScoreRow { duty: Duty::Reception, base: 10, extra: 2, cap: 20 };

    #[test]
    fn points_go_by_the_formula() {
        // min(20, 10·[n≥1] + 2·max(0, n−1)), by hand.
        for (count, points) in [(0, 0), (1, 10), (2, 12), (3, 14), (6, 20), (7, 20), (u64::MAX, 20)] {
            assert_eq!(ROW.of(count).points, points, "{count}");
        }
        let low_cap = ScoreRow { cap: 5, ..ROW };
        assert_eq!((low_cap.of(0).points, low_cap.of(1).points), (0, 5));
        assert_eq!(ScoreRow { base: 0, extra: 3, cap: 100, ..ROW }.of(4).points, 9);
    }

    #[test]
    fn the_lines_of_a_year_leave_other_years_out_and_add_up() {
        let mut served = Served::default();
        served.add(2026, Duty::Reception, 3);
        served.add(2025, Duty::Reception, 9);
        served.add(2026, Duty::Visit, 1);
        let visits = ScoreRow { duty: Duty::Visit, base: 5, extra: 1, cap: 10 };
        let deeds = ScoreRow { duty: Duty::Deed, base: 5, extra: 1, cap: 10 };
        let scores = Scores { enabled: true, table: vec![ROW, visits, deeds] };
        let lines = scores.lines(&served, 2026);
        assert_eq!(lines.iter().map(|line| line.points).collect::<Vec<_>>(), [14, 5, 0]);
        assert_eq!(total(&lines), 19);
    }

    #[test]
    fn the_arithmetic_is_shown() {
        let told = |count| zh::score_line(&ROW.of(count));
        assert_eq!(told(0), "接待到站 0 次：0");
        assert_eq!(told(1), "接待到站 1 次：10，封顶 20");
        assert_eq!(told(3), "接待到站 3 次：10 + 2×2 = 14，封顶 20");
        assert_eq!(told(9), "接待到站 9 次：10 + 8×2 = 26，封顶 20，得 20");
    }
}
