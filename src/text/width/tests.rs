//! Tests of measuring, cutting and wrapping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn lines(text: &str, width: usize) -> Vec<&str> {
    wrap(text, width).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn counts_columns_by_grapheme() {
    assert_eq!(columns(""), 0);
    assert_eq!(columns("abc 12"), 6);
    assert_eq!(columns("代表"), 4);
    assert_eq!(columns("𠮷"), 2);
    assert_eq!(columns("e\u{301}"), 1);
    assert_eq!(columns("👨‍👩‍👧"), 2);
    assert_eq!(columns("\u{7}a\tb\r\n"), 2);
    assert_eq!(columns("ｶﾞ"), 2);
    assert_eq!(columns("〔①〕"), 5);
}

#[test]
fn what_is_counted_at_a_glance_is_counted_right() {
    let plain: Vec<char> = ('\0'..='\u{FFFF}').filter(|c| plain_columns(*c).is_some()).collect();
    assert!(plain.len() > 20_000);
    for pair in plain.windows(2) {
        let text: String = pair.iter().collect();
        assert_eq!(columns(&text), text.graphemes(true).map(grapheme_columns).sum::<usize>(), "{text}");
        assert_eq!(text.graphemes(true).count(), 2, "{text}");
    }
}

#[test]
fn cuts_only_between_graphemes() {
    assert_eq!(cut("代表", 3), "代");
    assert_eq!(cut("代表", 4), "代表");
    assert_eq!(cut("代表", 0), "");
    assert_eq!(cut("👨‍👩‍👧家", 1), "");
    assert_eq!(cut("ae\u{301}b", 2), "ae\u{301}");
}

#[test]
fn fits_exactly() {
    assert_eq!(fit("代表", 6), "代表  ");
    assert_eq!(fit("代表联络站", 6), "代表… ");
    assert_eq!(fit("代表联络站", 7), "代表联…");
    assert_eq!(fit("代表", 1), "…");
    assert_eq!(fit("代表", 0), "");
}

#[test]
fn breaks_chinese_anywhere_and_keeps_words_whole() {
    assert_eq!(lines("代表联络站", 4), ["代表", "联络", "站"]);
    assert_eq!(lines("请拨12345反映", 8), ["请拨", "12345反", "映"]);
    assert_eq!(lines("one two", 4), ["one ", "two"]);
    assert_eq!(lines("one  two", 3), ["one", "two"]);
    assert_eq!(lines("abcdefg", 3), ["abc", "def", "g"]);
}

#[test]
fn closing_punctuation_begins_no_line() {
    assert_eq!(lines("停水三天，盼修", 8), ["停水三", "天，盼修"]);
    assert_eq!(lines("他说：“好。”了", 10), ["他说：", "“好。”了"]);
    assert_eq!(lines("水，水", 2), ["水", "，", "水"]);
}

#[test]
fn opening_punctuation_ends_no_line() {
    assert_eq!(lines("依据《代表法》", 6), ["依据", "《代表", "法》"]);
}

#[test]
fn keeps_paragraphs_and_empty_lines() {
    assert_eq!(lines("", 4), [""]);
    assert_eq!(lines("一\n\n二\n", 4), ["一", "", "二", ""]);
    assert_eq!(lines("　　", 1), [""]);
    assert_eq!(wrap("ab\ncd", 9), vec![0..2, 3..5]);
}

#[test]
fn narrowest_widths_end() {
    assert_eq!(lines("代a", 0), ["代", "a"]);
    assert_eq!(lines("代a", 1), ["代", "a"]);
}

/// Text of the kinds that break lines: wide, narrow, blank, punctuation, marks and emoji.
fn mixed_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "代",
        "表",
        "，",
        "。",
        "”",
        "“",
        "（",
        "）",
        "《",
        "a",
        "b",
        "7",
        "-",
        " ",
        "　",
        "\n",
        "\u{301}",
        "👍🏽",
        "👨‍👩‍👧",
        "\u{200D}",
        "\r",
        "…",
        "ｶﾞ",
        "🇨",
        "🇳",
    ]);
    prop_oneof![prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()), any::<String>(),]
}

proptest! {
    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost(text in mixed_text(), width in 0_usize..12) {
        let mut end = 0;
        for range in wrap(&text, width) {
            let line = &text[range.clone()];
            prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
            prop_assert!(!line.contains('\n'));
            let visible = line.graphemes(true).filter(|g| columns(g) > 0).count();
            prop_assert!(columns(line) <= width || visible == 1, "{line:?} at {width}");
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn cut_is_the_longest_prefix(text in mixed_text(), max in 0_usize..12) {
        let head = cut(&text, max);
        prop_assert!(text.starts_with(head));
        prop_assert!(columns(head) <= max);
        if let Some(next) = text[head.len()..].graphemes(true).next() {
            prop_assert!(columns(head) + columns(next) > max);
        }
    }

    #[test]
    fn fit_is_exact(text in mixed_text(), width in 0_usize..12) {
        prop_assert_eq!(columns(&fit(&text, width)), width);
    }
}

#[test]
fn cutting_short_says_that_something_is_missing() {
    assert_eq!(cut_short("路灯不亮", 8), "路灯不亮");
    assert_eq!(cut_short("路灯不亮", 7), "路灯不…");
    assert_eq!(cut_short("路灯不亮", 6), "路灯…");
    assert_eq!(cut_short("路灯不亮", 0), "");
}

proptest! {
    #[test]
    fn clusters_are_those_of_unicode(text in "[ -~一-龥、。（）e\u{301}\u{200d}👩🌾🇨🇳\u{fe0f}\r\n가-각\u{11a8}\u{e01}\u{e33}…①]{0,40}") {
        let ours: Vec<(usize, &str)> = clusters(&text).collect();
        let theirs: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
        prop_assert_eq!(ours, theirs);
    }
}
