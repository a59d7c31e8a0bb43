//! Key scripts on a real desk in a temporary directory: keys in, what stands on the screen and in the books after them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alike;
mod audit;
mod below;
mod bench;
mod books;
mod budget;
mod county;
mod deciding;
mod decisions;
mod exchange;
mod filter;
mod forms;
mod importing;
mod lists;
mod lives;
mod moves;
mod other;
mod parting;
mod planning;
mod printing;
mod random;
mod reading;
mod reports;
mod restored;
mod screens;
mod settings;
mod stats;
mod takeover;
mod term;
mod today;
mod together;
mod unused;
mod week;
