//! What there is to decide about a chain that parted, in words: what is here and what came, side by side.

use super::shown;
use crate::model::{Context, Date, Entry};
use crate::sync::exchange::parting::{Parting, Side};
use crate::text::clean;
use crate::text::zh::app::screens::deciding as text;

/// The lines, masked; `context` is this desk's own.
pub fn lines(parting: &Parting, context: &Context<'_>) -> Vec<String> {
    let mut lines = vec![text::parted_behind(parting.through)];
    for (name, side) in [(text::SIDE_HERE, &parting.ours), (text::SIDE_CAME, &parting.theirs)] {
        let Side { lines: count, days, kinds, .. } = side;
        let kinds: Vec<(&str, u64)> = kinds.iter().map(|(kind, count)| (kind.name(), *count)).collect();
        lines.push(text::side(name, *count, *days, &kinds));
        for (day, entry) in side.newest(parting.org) {
            lines.push(context.of(parting.org, |there| record(day, &entry, there)));
        }
    }
    lines
}

/// One of the newest records of a side. Nobody has judged yet what it holds: no sign of it may reach a terminal.
fn record(day: Option<Date>, entry: &Entry, there: &Context<'_>) -> String {
    text::side_record(day, entry.kind().name(), &clean::line(&shown::headline(entry, there)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::model::books::Books;
    use crate::model::issue::Issue;
    use crate::model::{Org, Record};

    #[test]
    fn what_came_orders_nothing_about_the_terminal() {
        let issue = Issue { title: "路灯\u{1b}]0;改标题\u{7}不亮\n第二行".to_owned(), ..Issue::default() };
        let came = Record::Issue(Box::new(issue));
        let org = Org(430_122_105_001);
        let entry = Entry { org, id: 1, rev: 1, voided: None, extra: String::new(), record: came };
        let told = record(None, &entry, &Books::shared().context());
        assert!(told.contains("路灯") && told.contains("不亮"), "{told:?}");
        assert!(!told.contains(char::is_control), "{told:?}");
    }
}
