//! What the `app` layer says to the clerk.

pub mod form;
pub mod screens;
