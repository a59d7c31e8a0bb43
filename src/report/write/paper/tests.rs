//! What every writer of paper must keep to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
