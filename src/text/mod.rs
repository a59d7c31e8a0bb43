//! Characters: display width, folding, cleaning, pinyin, dates as typed, masking, every Chinese string.
//!
//! The lowest layer: it knows nothing of records, files or screens and never reads the clock.
//! Everything here is a pure function of its arguments, panics on no input, and takes time in
//! proportion to it.
//!
//! | module | answers |
//! |---|---|
//! | [`width`] | how wide a text is, and how it is cut, padded and wrapped |
//! | [`glyph`] | what stands for a sign that a terminal draws too wide |
//! | [`clean`] | what of a text may be stored, and what it is folded or compared as |
//! | [`pinyin`] | whether what was typed finds a text |
//! | [`when`] | which date, period or time was typed, and how one is shown |
//! | [`span`] | the two ends of a range as typed |
//! | [`packed`] | what a longer text of `fixtures/` is, which the program has inside gzipped |
//! | [`detect`] | where a text holds numbers that tell who somebody is |
//! | [`mask`] | how personal data looks on its way out |
//! | [`zh`] | what is said to the clerk, and the Chinese words the program understands |
//!
//! Text enters the program through [`clean`] and personal data leaves it through [`mask`].

pub mod clean;
pub mod detect;
pub mod glyph;
pub mod mask;
pub mod packed;
pub mod pinyin;
pub mod span;
pub mod when;
pub mod width;
pub mod zh;
