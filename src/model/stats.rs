//! The figures of a period 统计: every indicator as it stood at the period's cut-off, and what it was counted from.
//!
//! One table ([`indicator::INDICATORS`]) says what each figure is called, its unit and its definition; one [`count::Counter`]
//! makes all of them from the records, for one period or several in one pass. Screens, the command line and every report
//! show a figure by [`amount::Amount::shown`], so that it is the same everywhere to the digit.
//!
//! A figure goes by business dates: what has a date after the cut-off has not happened yet. Voided records count nowhere.

pub mod amount;
pub mod change;
pub mod count;
pub mod dimension;
pub mod figures;
pub mod indicator;
pub mod period;

pub use amount::Amount;
pub use change::Change;
pub use count::{Asked, Counter, Which};
pub use dimension::Dimension;
pub use figures::{Break, Counted, Figure, Figures, Group};
pub use indicator::{INDICATORS, Indicator};
pub use period::{Period, Sort};
