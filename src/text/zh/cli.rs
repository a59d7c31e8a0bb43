//! What the command line says: help, usage errors, results.

pub mod ask;
pub mod help;
pub mod keep;
pub mod say;
pub mod settings;
pub mod stats;
pub mod sync;
pub mod usage;
