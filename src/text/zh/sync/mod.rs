//! Words of packages, parties and sticks.

pub mod exchange;
pub mod keys;
pub mod medium;
pub mod package;
