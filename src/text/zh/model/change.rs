//! How much a figure changed, in words.

/// A change of a rate: the difference of two percentages is said in points, never in percent.
pub fn points(tenths: &str) -> String {
    format!("{tenths}百分点")
}
