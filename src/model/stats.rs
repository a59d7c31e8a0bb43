//! The figures of a period 统计: every indicator as it stood at the period's cut-off, and what it was counted from.
//!
//! One table ([`indicator::INDICATORS`]) says what each figure is called, its unit and its definition; one function
//! ([`adds::Subject::adds`]) what a record adds to each, as it stood at the cut-off ([`standing`]). [`count::Counter`] makes
//! all of them from the records, for one period or several in one pass, and [`count::counts`] finds the records behind one.
//! Screens, the command line and every report show a figure by [`amount::Amount::shown`], so that it is the same everywhere
//! to the digit. Two identities are checked each time; what does not add up is told ([`figures::Break`]).
//!
//! A figure goes by business dates: what has a date after the cut-off has not happened yet. Voided records count nowhere.

pub mod adds;
pub mod amount;
pub mod beside;
pub mod change;
pub mod count;
pub mod dimension;
pub mod figures;
pub mod indicator;
pub mod period;
pub mod quiet;
pub mod roster;
pub mod slim;
pub mod standing;
pub mod sums;

pub use amount::Amount;
pub use beside::Beside;
pub use change::Change;
pub use count::{Asked, Counter, Which, counts};
pub use dimension::Dimension;
pub use figures::{Break, Counted, Figure, Figures, Group};
pub use indicator::{INDICATORS, Indicator};
pub use period::{Period, Sort};
pub use quiet::quiet_after;
pub use slim::slim;

#[cfg(test)]
mod tests;
