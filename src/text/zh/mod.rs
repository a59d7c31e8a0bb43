//! Every Chinese string the clerk sees, one file for each layer that speaks; its sentences may take that layer's types.
//! Nothing else in `src/` holds Chinese text.

pub mod app;
pub mod cli;
pub mod demo;
pub mod model;
pub mod report;
pub mod store;
pub mod sync;
pub mod text;
