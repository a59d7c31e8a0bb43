//! The issues of 今日: answers that are late or soon due, promises, and what the station itself owes.

use std::ops::RangeInclusive;

use super::{DUE_READ, Narrow, Target, Today, TodayLine, Weight, heading, leading, record};
use crate::app::shown;
use crate::app::tab::Tab;
use crate::model::issue::Stage;
use crate::model::owing::Owing;
use crate::model::{Context, Date, Entry, Kind, Record, life};
use crate::store::reader::List;
use crate::text::zh::app::screens::today as text;

/// How many answers are shown one by one.
const DUE_LINES: usize = 5;
/// How many promises are.
const PROMISE_LINES: usize = 3;

/// What the station owes and no day says: told as a number, each with the list of them. What is left is owed by others.
const OWED: [Owing; 6] = [Owing::HandOn, Owing::Feedback, Owing::TellDeputy, Owing::Redo, Owing::Track, Owing::Close];

/// Days from and to which an answer falls due, so many issues, and whether those are all.
pub type Tier = (RangeInclusive<i64>, usize, bool);

impl Today {
    pub(super) fn due_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        let tiers = tiers(&context.codes.deadlines().warn_days);
        let late = due_within(&self.gathered.due, i64::MIN..=-1, context);
        let warned = tiers.last().map_or(-1, |tier| *tier.end());
        let soon = due_within(&self.gathered.coming, 0..=warned, context);
        let is_all = |read: &[Entry], seen: usize| read.len() < DUE_READ || seen < read.len();
        let count = |days: &RangeInclusive<i64>| soon.iter().filter(|(_, due)| days.contains(due)).count();
        let all_soon = is_all(&self.gathered.coming, soon.len());
        let counted: Vec<Tier> = tiers.iter().map(|days| (days.clone(), count(days), all_soon)).collect();
        lines.push(heading(text::due((late.len(), is_all(&self.gathered.due, late.len())), &counted)));
        // Those that can still be answered in time are not crowded out by those that are late.
        let least = soon.len().min(DUE_LINES / 2);
        let of_late = late.iter().take(DUE_LINES - least);
        let rest = DUE_LINES - of_late.len();
        for (entry, days) in of_late.chain(soon.iter().take(rest)) {
            let weight = match days {
                days if *days < 0 => Weight::Late,
                days if tiers.first().is_some_and(|nearest| nearest.contains(days)) => Weight::Soon,
                _ => Weight::Plain,
            };
            lines.push(leading(text::due_line(*days, &shown::headline(entry, context)), weight, record(entry)));
        }
        if late.len() + soon.len() > DUE_LINES {
            let all = self.gathered.owed(Owing::Answer) + self.gathered.owed(Owing::Promise);
            lines.push(leading(text::all_due(all), Weight::Plain, Target::list(Tab::Issues, List::Due)));
        }
    }

    /// What the level above decided and no step has taken over yet, and what it voided after one had.
    pub(super) fn decision_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        if self.gathered.decisions > 0 {
            let says = text::decisions(self.gathered.decisions);
            lines.push(leading(says, Weight::Soon, Target::list(Tab::Issues, List::Waiting)));
        }
        if self.gathered.revoked > 0 {
            let told = if context.directory.gathers() { text::withdrawn } else { text::revoked };
            let says = told(self.gathered.revoked);
            lines.push(leading(says, Weight::Late, Target::list(Tab::Issues, List::Waiting)));
        }
        let fruitless = self.gathered.fruitless;
        if fruitless.refused + fruitless.moot > 0 {
            let says = text::fruitless(&fruitless);
            lines.push(leading(says, Weight::Soon, Target::list(Tab::Issues, List::Own(Kind::Handling))));
        }
        if self.gathered.refused > 0 {
            let says = text::refused(self.gathered.refused);
            lines.push(leading(says, Weight::Soon, Target::list(Tab::Sync, List::All(Kind::Party))));
        }
    }

    pub(super) fn owed_lines(&self, lines: &mut Vec<TodayLine>) {
        for owing in OWED {
            let count = self.gathered.owed(owing);
            if count > 0 {
                let weight = match owing {
                    Owing::Redo => Weight::Late,
                    Owing::Close => Weight::Plain,
                    _ => Weight::Soon,
                };
                lines.push(leading(text::owed(owing, count), weight, Target::Narrow(Narrow::Owing(owing))));
            }
        }
    }

    /// Promises past or falling due, whether the issue is tracked already or its answer was only just entered.
    pub(super) fn promise_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        let warned = context.codes.deadlines().warned();
        let days = |entry: &Entry| promise_of(entry).map(|day| day.days_since(context.today));
        let promises = self.gathered.promised.iter().filter_map(|entry| days(entry).map(|days| (entry, days)));
        let due: Vec<(&Entry, i64)> = promises.filter(|(_, days)| *days <= warned).collect();
        for (entry, days) in due.iter().take(PROMISE_LINES) {
            let weight = if *days < 0 { Weight::Late } else { Weight::Soon };
            lines.push(leading(text::promise(*days, &shown::headline(entry, context)), weight, record(entry)));
        }
        if due.len() > PROMISE_LINES {
            let is_whole =
                self.gathered.promised.len() < super::PROMISED_READ || due.len() < self.gathered.promised.len();
            let line = text::all_promised(due.len(), is_whole, warned);
            lines.push(leading(line, Weight::Plain, Target::Narrow(Narrow::Promised)));
        }
    }
}

/// The days from today in which the desk warns, the nearest first, each day in one of them: `[7, 3]` is 0–3 and 4–7.
fn tiers(warn_days: &[u32]) -> Vec<RangeInclusive<i64>> {
    let mut ends: Vec<i64> = warn_days.iter().copied().map(i64::from).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut from = 0;
    let tier = |end| {
        let days = from..=end;
        from = end + 1;
        days
    };
    ends.into_iter().map(tier).collect()
}

/// The issues that await an answer within so many days from today, with the days. Promises have lines of their own.
fn due_within<'e>(issues: &'e [Entry], days: RangeInclusive<i64>, context: &Context<'_>) -> Vec<(&'e Entry, i64)> {
    let due_in = |entry: &'e Entry| match &entry.record {
        Record::Issue(issue) if issue.stage == Stage::Assigned => {
            issue.due_on.map(|due| (entry, due.days_since(context.today)))
        }
        _ => None,
    };
    issues.iter().filter_map(due_in).filter(|(_, due)| days.contains(due)).collect()
}

/// The promised finish date of a class-B answer that is not finished.
fn promise_of(entry: &Entry) -> Option<Date> {
    let Record::Issue(issue) = &entry.record else { return None };
    life::promised_on(issue).filter(|_| issue.stage.is_open())
}

#[cfg(test)]
mod tests {
    use super::tiers;

    #[test]
    fn every_day_of_warning_stands_in_one_tier() {
        assert_eq!(tiers(&[7, 3]), [0..=3, 4..=7]);
        assert_eq!(tiers(&[3, 7, 3, 15]), [0..=3, 4..=7, 8..=15]);
        assert_eq!(tiers(&[0]), [0..=0]);
        assert!(tiers(&[]).is_empty());
    }
}
