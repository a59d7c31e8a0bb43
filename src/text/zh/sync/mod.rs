//! Words of packages, parties and sticks.
