//! The figures a province published, made of real records.
