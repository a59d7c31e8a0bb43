//! Documents as an office gets them: the files themselves, and what LibreOffice makes of them on the page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod check;
mod every;
mod files;
mod office;
mod pages;
mod samples;
