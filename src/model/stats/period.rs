//! A period of days whose last day is the cut-off, and the ones it is compared with.

use serde::{Deserialize, Serialize};

use crate::model::Date;
use crate::text::zh::model::stats as zh;

/// Days from the first to the last, both included; figures are as they stood at the end of the last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day: the cut-off 截止日.
    pub last: Date,
}

/// What sort of period it is, by its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A calendar month.
    Month,
    /// A quarter of a calendar year.
    Quarter,
    /// The first or second half of a calendar year.
    Half,
    /// A calendar year.
    Year,
    /// Anything else.
    Days,
}

impl Sort {
    fn months(self) -> u32 {
        match self {
            Sort::Month => 1,
            Sort::Quarter => 3,
            Sort::Half => 6,
            Sort::Year => 12,
            Sort::Days => 0,
        }
    }
}

/// The sorts that are calendar periods.
const CALENDAR: [Sort; 4] = [Sort::Month, Sort::Quarter, Sort::Half, Sort::Year];

impl Period {
    /// The days from one to another; none where they are the other way round.
    pub fn of(first: Date, last: Date) -> Option<Period> {
        (first <= last).then_some(Period { first, last })
    }

    /// The calendar period of a sort that a day lies in; a period of any days has none.
    pub fn around(sort: Sort, day: Date) -> Option<Period> {
        let months = sort.months();
        let begins = (day.month().checked_sub(1)? / months.max(1)) * months + 1;
        let first = Date::from_ymd(day.year(), begins, 1).filter(|_| months > 0)?;
        Some(Period { first, last: last_of(first, months)? })
    }

    /// What sort of period it is.
    pub fn sort(self) -> Sort {
        let is = |sort: &Sort| Period::around(*sort, self.first) == Some(self);
        CALENDAR.into_iter().find(is).unwrap_or(Sort::Days)
    }

    /// Whether a day lies within.
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The day that decides what is late: the cut-off; while the period runs still, today.
    pub fn as_at(self, today: Date) -> Date {
        self.last.min(today)
    }

    /// The period just before it, of the same sort or as many days 上期.
    pub fn before(self) -> Option<Period> {
        let last = Date::from_days(self.first.days().checked_sub(1)?)?;
        match self.sort() {
            Sort::Days => {
                let length = self.last.days().checked_sub(self.first.days())?;
                Period::of(Date::from_days(last.days().checked_sub(length)?)?, last)
            }
            sort => Period::around(sort, last),
        }
    }

    /// The period just after it, of the same sort or as many days.
    pub fn after(self) -> Option<Period> {
        let first = Date::from_days(self.last.days().checked_add(1)?)?;
        match self.sort() {
            Sort::Days => {
                let length = self.last.days().checked_sub(self.first.days())?;
                Period::of(first, Date::from_days(first.days().checked_add(length)?)?)
            }
            sort => Period::around(sort, first),
        }
    }

    /// The same days a year earlier 上年同期; the 29th of February becomes the 28th.
    pub fn year_before(self) -> Option<Period> {
        match self.sort() {
            Sort::Days => Period::of(year_before(self.first)?, year_before(self.last)?),
            sort => Period::around(sort, year_before(self.first)?),
        }
    }

    /// The period in words: `2026年10月`, `2026年第三季度`, `2026年上半年`, `2026年`, or its days.
    pub fn title(self) -> String {
        zh::period(self)
    }

    /// The period as the command line takes it: `2026-10`, `2026Q3`, `2026H1`, `2026`, or `D..D`.
    pub fn key(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.sort() {
            Sort::Month => format!("{year}-{month:02}"),
            Sort::Quarter => format!("{year}Q{}", month.div_ceil(3)),
            Sort::Half => format!("{year}H{}", month.div_ceil(6)),
            Sort::Year => year.to_string(),
            Sort::Days => format!("{}..{}", self.first, self.last),
        }
    }
}

fn year_before(day: Date) -> Option<Date> {
    let earlier = |of_month| Date::from_ymd(day.year().checked_sub(1)?, day.month(), of_month);
    earlier(day.day()).or_else(|| earlier(28))
}

/// The last of so many months that begin with a day.
fn last_of(first: Date, months: u32) -> Option<Date> {
    let behind = first.month() + months;
    let next = if behind > 12 {
        Date::from_ymd(first.year().checked_add(1)?, behind - 12, 1)
    } else {
        Date::from_ymd(first.year(), behind, 1)
    };
    Date::from_days(next?.days().checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn days(first: (i32, u32, u32), last: (i32, u32, u32)) -> Period {
        let day = |(year, month, day)| Date::from_ymd(year, month, day).unwrap();
        Period::of(day(first), day(last)).unwrap()
    }

    #[test]
    fn the_sort_of_a_period_is_told_by_its_days() {
        let told = [
            (days((2026, 10, 1), (2026, 10, 31)), Sort::Month, "2026-10"),
            (days((2026, 7, 1), (2026, 9, 30)), Sort::Quarter, "2026Q3"),
            (days((2026, 7, 1), (2026, 12, 31)), Sort::Half, "2026H2"),
            (days((2024, 1, 1), (2024, 12, 31)), Sort::Year, "2024"),
            (days((2026, 10, 1), (2026, 10, 30)), Sort::Days, "2026-10-01..2026-10-30"),
        ];
        for (period, sort, key) in told {
            assert_eq!((period.sort(), period.key().as_str()), (sort, key));
        }
    }

    #[test]
    fn the_periods_compared_with_are_of_the_same_sort() {
        let month = days((2026, 3, 1), (2026, 3, 31));
        assert_eq!(month.before().unwrap().key(), "2026-02");
        assert_eq!(month.after().unwrap().key(), "2026-04");
        assert_eq!(month.year_before().unwrap().key(), "2025-03");
        assert_eq!(days((2026, 1, 1), (2026, 6, 30)).before().unwrap().key(), "2025H2");
        let some = days((2024, 2, 20), (2024, 2, 29));
        assert_eq!(some.before().unwrap(), days((2024, 2, 10), (2024, 2, 19)));
        assert_eq!(some.year_before().unwrap(), days((2023, 2, 20), (2023, 2, 28)));
    }
}
