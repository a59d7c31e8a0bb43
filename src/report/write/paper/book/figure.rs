//! Figures as numbers that show the very characters they have everywhere else.

use rust_xlsxwriter::{Format, Worksheet};

use super::super::super::WriteFault;
use super::super::super::xlsx::write_text;
use crate::model::stats::Amount;

/// The digits a spreadsheet keeps of a number.
const DIGITS: u128 = 999_999_999_999_999;

/// An amount as a spreadsheet has it: the number, and how it is shown; none for what no number shows.
pub(super) fn number(amount: Amount) -> Option<(f64, &'static str)> {
    let (whole, parts, shown) = match amount {
        Amount::Count(count) => (u128::from(count), 1, "0"),
        Amount::Money(fen) => (u128::from(fen), 100, "0.00"),
        Amount::Rate { .. } => (amount.rounded()?, 1_000, "0.0%"),
        Amount::Days { .. } => (amount.rounded()?, 10, "0.0"),
    };
    // Fifteen digits are exact.
    #[allow(clippy::cast_precision_loss)]
    let number = (whole <= DIGITS).then_some(whole as f64 / f64::from(parts));
    number.map(|number| (number, shown))
}

/// Writes an amount into a cell.
pub(super) fn write(sheet: &mut Worksheet, at: (u32, u16), amount: Amount, format: &Format) -> Result<(), WriteFault> {
    match number(amount) {
        Some((number, shown)) => {
            sheet.write_number_with_format(at.0, at.1, number, &format.clone().set_num_format(shown))?;
            Ok(())
        }
        None => write_text(sheet, at, &amount.shown(), format),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a spreadsheet shows of a number in one of our formats.
    fn shown((number, format): (f64, &str)) -> String {
        match format {
            "0" => format!("{number:.0}"),
            "0.00" => format!("{number:.2}"),
            "0.0%" => format!("{:.1}%", number * 100.0),
            _ => format!("{number:.1}"),
        }
    }

    #[test]
    fn nothing_to_divide_by_and_numbers_too_long_are_text() {
        assert_eq!(number(Amount::Rate { of: 3, among: 0 }), None);
        assert_eq!(number(Amount::Count(u64::MAX)), None);
        assert_eq!(number(Amount::Rate { of: 164, among: 607 }), Some((0.27, "0.0%")));
    }

    proptest! {
        #[test]
        fn a_number_shows_the_very_characters(of in 0_u64..100_000_000, among in 1_u64..100_000) {
            for amount in [
                Amount::Count(of),
                Amount::Money(of),
                Amount::Rate { of, among },
                Amount::Days { of, among },
            ] {
                prop_assert_eq!(number(amount).map(shown), Some(amount.shown()));
            }
        }
    }
}
