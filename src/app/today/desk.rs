//! What 今日 says of the deputies and of the desk itself: quotas, exports, the next year's holidays, how much is kept.

use chrono::Datelike;

use super::{Narrow, Target, Today, TodayLine, Weight, heading, leading};
use crate::app::tab::Tab;
use crate::model::{Context, Kind};
use crate::store::reader::List;
use crate::text::zh::app::screens::today as text;
use crate::text::zh::model::takeover;

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
        if !self.gathered.offered.is_nothing() {
            lines.push(leading(takeover::waiting(self.gathered.offered), Weight::Soon, Target::Takeover));
        }
        let this = context.today.year();
        let next = (context.today.0.month() >= NOTICE_MONTH).then_some(this + 1);
        // Terms in working days and the days of reception go by it: a year that has begun is no less wrong without.
        for year in [Some(this), next].into_iter().flatten() {
            if !context.codes.calendar().is_official(year) {
                lines.push(leading(text::no_holidays(year), Weight::Soon, Target::Holidays(year)));
            }
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
