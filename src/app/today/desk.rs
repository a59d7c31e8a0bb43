//! What 今日 says of the deputies and of the desk itself: quotas, exports, the next year's holidays, how much is kept.

use chrono::Datelike;

use super::{Narrow, Target, Today, TodayLine, Weight, heading, leading};
use crate::app::tab::Tab;
use crate::model::{Context, Kind};
use crate::store::reader::List;
use crate::text::zh::app::screens::today as text;

/// The month from which the next year's holidays are awaited: the State Council's notice comes out in it.
const NOTICE_MONTH: u32 = 11;

impl Today {
    pub(super) fn deputy_lines(&self, lines: &mut Vec<TodayLine>) {
        let short: Vec<_> = self.gathered.short.iter().filter(|short| !short.ids.is_empty()).collect();
        if short.is_empty() {
            return;
        }
        lines.push(heading(text::DEPUTIES.to_owned()));
        for short in short {
            let line = text::short(short.duty, short.wanted, short.ids.len(), short.is_whole);
            lines.push(leading(line, Weight::Plain, Target::Narrow(Narrow::Short(short.duty))));
        }
    }

    pub(super) fn desk_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        lines.push(heading(text::DESK.to_owned()));
        let next = context.today.year() + 1;
        if context.today.0.month() >= NOTICE_MONTH && !context.codes.calendar().is_official(next) {
            lines.push(leading(text::no_holidays(next), Weight::Soon, Target::Settings));
        }
        let days = self.gathered.last_export.map(|on| (on.to_string(), context.today.days_since(on).max(0)));
        let export = match &days {
            Some((on, days)) => text::exported(on, *days),
            None => text::NEVER_EXPORTED.to_owned(),
        };
        lines.push(leading(export, Weight::Plain, Target::list(Tab::Issues, List::All(Kind::Issue))));
        let totals = text::totals(&self.gathered.totals);
        lines.push(TodayLine { text: totals, weight: Weight::Plain, target: None });
    }
}
