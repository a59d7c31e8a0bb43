//! What filling a record by field keys says.

/// A key that the kind does not have.
pub fn unknown_key(key: &str, known: &str) -> String {
    format!("没有名为“{key}”的字段。可用的字段：{known}")
}

/// A field the program fills itself.
pub fn not_typed(label: &str) -> String {
    format!("“{label}”由程序生成，不能直接填写。")
}
