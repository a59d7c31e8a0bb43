//! Tests of counting: what a desk counts against the same figures made another way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alike;
mod lines;
mod made;
mod slow;
