//! About documents on paper.

/// Font of the body, as GB/T 9704-2012 names it.
pub const BODY_FONT: &str = "仿宋_GB2312";
/// Font of titles.
pub const TITLE_FONT: &str = "方正小标宋简体";
/// Font of headings of the first level, and of what names a cell.
pub const HEAD_FONT: &str = "黑体";
/// Font of headings of the second level, and of what stands below a title.
pub const SUB_FONT: &str = "楷体_GB2312";
/// Font of page numbers.
pub const NUMBER_FONT: &str = "宋体";
/// Fonts of a document, each with what takes its place on a computer that does not have it.
pub const FONTS: [(&str, &str); 5] =
    [(BODY_FONT, "仿宋"), (TITLE_FONT, "华文中宋"), (HEAD_FONT, "SimHei"), (SUB_FONT, "楷体"), (NUMBER_FONT, "SimSun")];

/// The body's fonts for a browser, the best first.
pub const BODY_FONTS: &str = r#""仿宋_GB2312","仿宋",FangSong,STFangsong,"华文仿宋",serif"#;
/// The title's.
pub const TITLE_FONTS: &str = r#""方正小标宋简体","方正小标宋_GBK","华文中宋",STZhongsong,"宋体",SimSun,serif"#;
/// Those of headings of the first level.
pub const HEAD_FONTS: &str = r#""黑体",SimHei,STHeiti,"微软雅黑",sans-serif"#;
/// Those of headings of the second level.
pub const SUB_FONTS: &str = r#""楷体_GB2312","楷体",KaiTi,STKaiti,"华文楷体",serif"#;
/// Those of page numbers.
pub const NUMBER_FONTS: &str = r#""宋体",SimSun,STSong,serif"#;

/// The unit of a chart's values, behind its title.
pub fn with_unit(title: &str, unit: &str) -> String {
    format!("{title}（单位：{unit}）")
}

/// One of several parts of a chart that is too long for a page.
pub fn part_of(title: &str, number: usize, parts: usize) -> String {
    format!("{title}（{number}/{parts}）")
}

/// A document with more rows than a text program bears.
pub fn too_long(rows: usize, limit: usize) -> String {
    format!("表格共 {rows} 行，超过文档能放的 {limit} 行。请改存为 xlsx，或缩短时段、缩小范围。")
}

/// The first sheet of a workbook.
pub const SUMMARY: &str = "汇总";

/// A table without a line above it, by its number in the document.
pub fn table(number: usize) -> String {
    format!("表{number}")
}

/// Stands on the first sheet where a table or a chart has a sheet of its own.
pub fn elsewhere(sheet: &str) -> String {
    format!("（见工作表“{sheet}”）")
}
