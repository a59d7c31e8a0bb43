//! The reception days of 今日: who is on duty, what comes next and whether it is announced, what was never closed.

use super::{Narrow, Target, Today, TodayLine, Weight, date_of, heading, leading, record};
use crate::app::shown;
use crate::app::tab::Tab;
use crate::model::reception::{ANNOUNCED, PLANNED, ReceptionDay};
use crate::model::{Context, Entry, Kind, Record, schedule};
use crate::store::reader::List;
use crate::text::zh::app::screens::today as text;

/// Reception days ahead that are shown, whether or not anything is due for them.
const NEXT: usize = 2;
/// Reception days ahead that are shown at most.
const AHEAD: usize = 4;
/// Days before its last day a notice is spoken of as due.
const NOTICE_SOON: i64 = 3;

impl Today {
    /// Today's reception days.
    pub fn receptions_today<'a>(&'a self, context: &Context<'_>) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let today = context.today;
        self.gathered.receptions.iter().filter(move |entry| date_of(entry) == Some(today))
    }

    pub(super) fn reception_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        lines.push(heading(text::RECEPTIONS.to_owned()));
        let before = lines.len();
        for entry in self.receptions_today(context) {
            let names = shown::by_key(&entry.record, "deputies", context);
            let place = shown::by_key(&entry.record, "place", context);
            let line = text::on_duty(&shown::by_key(&entry.record, "start", context), &place, &names);
            lines.push(leading(line, Weight::Plain, record(entry)));
        }
        let waiting = self.gathered.ahead.iter().filter_map(|entry| waiting(entry).map(|day| (entry, day)));
        let shown = waiting.enumerate().filter(|(place, (_, day))| *place < NEXT || is_notice_due(day, context));
        for (_, (entry, day)) in shown.take(AHEAD) {
            lines.push(ahead(entry, day, context));
        }
        if lines.len() == before {
            let to = Target::list(Tab::Receptions, List::All(Kind::Reception));
            lines.push(leading(text::NO_RECEPTION.to_owned(), Weight::Plain, to));
        }
        self.past_lines(lines, context);
    }

    /// Days that have passed and still stand in the plan.
    fn past_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        let is_past =
            |entry: &&Entry| waiting(entry).is_some() && date_of(entry).is_some_and(|day| day < context.today);
        let past: Vec<&Entry> = self.gathered.receptions.iter().filter(is_past).collect();
        match past.as_slice() {
            [] => {}
            [only] => {
                lines.push(leading(text::past_day(&shown::headline(only, context)), Weight::Late, record(only)));
            }
            several => {
                let is_whole = self.gathered.receptions.len() < super::RECEPTIONS_READ;
                let line = text::past_days(several.len(), is_whole);
                lines.push(leading(line, Weight::Late, Target::Narrow(Narrow::PastDays)));
            }
        }
    }
}

/// A day that is to be held yet.
fn waiting(entry: &Entry) -> Option<&ReceptionDay> {
    match &entry.record {
        Record::Reception(day) if [PLANNED, ANNOUNCED].contains(&day.stage.as_str()) => Some(day),
        _ => None,
    }
}

/// Days until a day's notice must be out; `None` where it is out.
fn notice_in(day: &ReceptionDay, context: &Context<'_>) -> Option<i64> {
    schedule::notice_due(day, context).map(|last| last.days_since(context.today))
}

fn is_notice_due(day: &ReceptionDay, context: &Context<'_>) -> bool {
    notice_in(day, context).is_some_and(|days| days <= NOTICE_SOON)
}

fn ahead(entry: &Entry, day: &ReceptionDay, context: &Context<'_>) -> TodayLine {
    let days = day.date.map_or(0, |date| date.days_since(context.today));
    let (notice, weight) = match notice_in(day, context) {
        // That it is announced, its stage says.
        None => (String::new(), Weight::Plain),
        Some(left) => {
            let last = context.today.plus_days(left).to_string();
            let weight = match left {
                left if left < 0 => Weight::Late,
                left if left <= NOTICE_SOON => Weight::Soon,
                _ => Weight::Plain,
            };
            (text::notice(left, &last), weight)
        }
    };
    leading(text::ahead(days, &shown::headline(entry, context), &notice), weight, record(entry))
}
