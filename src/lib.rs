//! Liaison: the duty desk of a people's deputies' liaison station (代表联络站值班台).

pub mod app;
pub mod demo;
pub mod model;
pub mod report;
pub mod runtime;
pub mod store;
pub mod text;
pub mod view;
