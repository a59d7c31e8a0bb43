//! Where a word was found in a record: which field has it, and what stands around it.

use super::shown;
use crate::model::{Context, FieldKind, Record, Spec};
use crate::text::pinyin::Matcher;
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

/// The first field that holds the word, with as much around it as `columns` display columns take, masked like any other
/// text; `None` where only what is masked, or nothing that is shown, holds it.
pub fn matched(record: &Record, word: &str, columns: usize, context: &Context<'_>) -> Option<String> {
    let matcher = Matcher::new(word.trim());
    if matcher.is_match("") {
        return None;
    }
    let searched = record.kind().specs().into_iter().filter(|spec| is_searched(spec));
    searched.into_iter().find_map(|spec| {
        let whole = shown::field(record, spec, context).replace('\n', " ");
        let end = end_of_match(&whole, &matcher)?;
        let room = columns.saturating_sub(width::columns(&text::matched(spec.label, "")));
        Some(text::matched(spec.label, &around(&whole, end, room)))
    })
}

/// The fields a search looks at: see `store::search`.
fn is_searched(spec: &Spec) -> bool {
    match spec.kind {
        FieldKind::Line { .. } | FieldKind::Prose { .. } | FieldKind::Phone | FieldKind::Label => true,
        FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::Rows(_) => true,
        FieldKind::Number { .. } | FieldKind::Money | FieldKind::Date | FieldKind::Time => false,
        FieldKind::YesNo | FieldKind::Code(_) | FieldKind::Codes(_) => false,
    }
}

/// The byte behind the first occurrence: the shortest beginning of the text that holds the word ends there.
fn end_of_match(whole: &str, matcher: &Matcher) -> Option<usize> {
    if !matcher.is_match(whole) {
        return None;
    }
    let ends: Vec<usize> = whole.char_indices().map(|(at, _)| at).chain([whole.len()]).collect();
    ends.get(ends.partition_point(|end| !matcher.is_match(&whole[..*end]))).copied()
}

/// As much of a text as fits, what ends at `end` in its first part.
fn around(whole: &str, end: usize, room: usize) -> String {
    if width::columns(whole) <= room {
        return whole.to_owned();
    }
    let mut start = end;
    let mut taken = 0;
    for (at, letter) in whole[..end].char_indices().rev() {
        taken += width::columns(letter.encode_utf8(&mut [0; 4]));
        if taken > room / 2 {
            break;
        }
        start = at;
    }
    let before = if start > 0 { text::CUT } else { "" };
    let rest = format!("{before}{}", &whole[start..]);
    width::fit(&rest, width::columns(&rest).min(room))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::model::books::Books;
    use crate::model::issue::Issue;

    fn place(content: &str, word: &str, columns: usize) -> Option<String> {
        let record = Record::Issue(Box::new(Issue {
            title: "三组路灯".to_owned(),
            content: content.to_owned(),
            deputies: vec![1],
            ..Issue::default()
        }));
        matched(&record, word, columns, &Books::shared().context())
    }

    #[test]
    fn the_field_and_what_stands_around_the_word_are_told() {
        assert_eq!(place("", "路灯", 60).unwrap(), "「标题」三组路灯");
        assert_eq!(place("", "zhangsan", 60).unwrap(), "「代表」张三");
        let content = format!("{}河堤缺口{}", "前".repeat(4_000), "后".repeat(4_000));
        for word in ["河堤", "hedi", "hd"] {
            let found = place(&content, word, 40).unwrap();
            assert!(found.starts_with("「内容」…前") && found.contains("河堤缺口后"), "{found}");
            assert!(width::columns(&found) <= 40, "{found}");
        }
        assert_eq!(place("", "没有的字", 60), None);
        assert_eq!(place("", " ", 60), None);
    }

    #[test]
    fn a_masked_number_stays_masked() {
        let content = "联系电话13812345678，请回电";
        assert_eq!(place(content, "13812345678", 60), None);
        assert_eq!(place(content, "回电", 60).unwrap(), "「内容」联系电话138****5678，请回电");
    }

    #[test]
    fn no_room_is_no_harm() {
        for columns in 0..12 {
            place("河堤缺口", "河堤", columns);
        }
    }
}
