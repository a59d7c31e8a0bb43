//! What making sample data says.

/// A fixture that does not fit: a mistake of the program's makers.
pub fn bad_fixture(file: &str, line: usize, why: &str) -> String {
    format!("演示数据 {file} 第 {line} 行有误：{why}。这是程序的问题，请联系维护人员。")
}
