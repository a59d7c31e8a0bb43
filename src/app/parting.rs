//! What there is to decide about a chain that parted, in words: what is here and what came, side by side.

use super::shown;
use crate::model::Context;
use crate::sync::exchange::parting::{Parting, Side};
use crate::text::zh::app::screens::deciding as text;

/// The lines, masked; `context` is this desk's own.
pub fn lines(parting: &Parting, context: &Context<'_>) -> Vec<String> {
    let mut lines = vec![text::parted_behind(parting.through)];
    for (name, side) in [(text::SIDE_HERE, &parting.ours), (text::SIDE_CAME, &parting.theirs)] {
        let Side { lines: count, days, kinds, .. } = side;
        let kinds: Vec<(&str, u64)> = kinds.iter().map(|(kind, count)| (kind.name(), *count)).collect();
        lines.push(text::side(name, *count, *days, &kinds));
        for (day, entry) in side.newest(parting.org) {
            let says = context.of(parting.org, |there| shown::headline(&entry, there));
            lines.push(text::side_record(day, entry.kind().name(), &says));
        }
    }
    lines
}
