//! Key scripts: what is on the form, keys, what is expected after them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod coded;
mod drafts;
mod editing;
mod nested;
pub(crate) mod random;
mod saving;
pub(crate) mod support;
