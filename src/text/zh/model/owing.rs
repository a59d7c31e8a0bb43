//! What the station owes for an issue, as a field of the filter form.

/// The name of the field.
pub const LABEL: &str = "待办事项";
