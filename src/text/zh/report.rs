//! What the `report` layer says to the clerk.

use crate::text::clean::is_clean_char;

pub mod docs;
pub mod export;
pub mod import;
pub mod ledger;
pub mod paper;
pub mod period;
pub mod roster;
pub mod sheet;
pub mod write;

/// Characters of a name or path that a message shows at most.
const MAX_SHOWN: usize = 200;

/// A name or path from outside, without what could steer a terminal or turn the reading direction.
fn printable(name: &str) -> String {
    let shown = |c: char| if is_clean_char(c) { c } else { '�' };
    name.chars().map(shown).take(MAX_SHOWN).collect()
}
