//! Packages as files: hostile ones as they lie in `fixtures/hostile/`, and sound ones in the hands of tools that anybody has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod golden;
mod make;
mod tools;
