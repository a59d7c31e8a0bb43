//! Words of packages, parties and sticks.

pub mod medium;
