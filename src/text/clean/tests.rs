//! Tests of cleaning, folding and identity.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

#[test]
fn trims_blanks_of_both_widths() {
    assert_eq!(line("　 张三\u{A0}　"), "张三");
    assert_eq!(line("张　三"), "张　三");
    assert_eq!(line("　"), "");
}

#[test]
fn breaks_and_tabs_become_one_space() {
    assert_eq!(line("供水\r\n\t 管网\u{2028}改造\n"), "供水 管网 改造");
}

#[test]
fn removes_terminal_instructions() {
    assert_eq!(line("a\u{1B}[31mb"), "a[31mb");
    assert_eq!(line("\u{1B}]52;c;eA==\u{7}"), "]52;c;eA==");
    assert_eq!(line("\u{9B}2J\u{90}x\u{9C}"), "2Jx");
    assert_eq!(line("a\0\u{8}\u{7F}b"), "ab");
}

#[test]
fn removes_what_nobody_sees() {
    for hidden in [
        '\u{202A}',
        '\u{202E}',
        '\u{2066}',
        '\u{2069}',
        '\u{200E}',
        '\u{200F}',
        '\u{200B}',
        '\u{200D}',
        '\u{FEFF}',
        '\u{FFFE}',
        '\u{FFFF}',
        '\u{1FFFE}',
        '\u{10FFFF}',
        '\u{FDD0}',
        '\u{E0001}',
        '\u{E007F}',
        '\u{E0100}',
        '\u{FE0F}',
        '\u{3164}',
        '\u{AD}',
        '\u{61C}',
    ] {
        assert!(!is_clean_char(hidden), "{hidden:?}");
        assert_eq!(line(&format!("张{hidden}三")), "张三", "{hidden:?}");
    }
}

#[test]
fn keeps_names_prose_and_emoji() {
    for kept in ["𠮷野", "\u{E863}", "①㎡", "，。：", "👨‍👩‍👧", "❤️", "👍🏽", "买买提·艾力", "\u{FFFD}"]
    {
        assert_eq!(line(kept), kept);
        assert_eq!(prose(kept), kept);
    }
}

#[test]
fn composes_but_never_folds() {
    assert_eq!(line("e\u{301}"), "é");
    assert_eq!(line("１２Ａ"), "１２Ａ");
}

#[test]
fn prose_keeps_its_lines() {
    assert_eq!(prose("\n　\r\n　　一\t二 　\r三\u{B}\n\n四\n \n"), "一 二\n三\n\n\n四");
    assert_eq!(prose("一\n　　二"), "一\n　　二");
}

#[test]
fn bounds_a_storm_of_marks() {
    let storm = format!("a{}b", "\u{316}".repeat(10_000));
    assert_eq!(line(&storm).chars().count(), 2 + MAX_MARKS);
}

#[test]
fn folds_coded_fields() {
    assert_eq!(fold("　２０２６。３、５　"), "2026.3,5");
    assert_eq!(fold("（０７３１）８８－１２—３"), "(0731)88-12-3");
    assert_eq!(fold("Ａｂ／：，"), "Ab/:,");
    assert_eq!(fold("①"), "①");
}

#[test]
fn collapses_for_identity() {
    assert_eq!(collapse("张　 三"), "张三");
    assert_eq!(collapse("买买提•艾力"), collapse("买买提·艾力"));
}

/// Arbitrary text, and text made of the characters the rules are about.
fn dirty_text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(
        "a张　 \t\n\r\u{B}\u{85}\u{1B}\u{202E}\u{200D}\u{FE0F}👨👧❤\u{301}\u{327}\u{344}\u{FEFF}\u{E0041}\u{2028}ᄀ\u{1161}\u{11A8}\u{9C7}\u{9BE}。－"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![prop::collection::vec(nasty, 0..40).prop_map(String::from_iter), any::<String>(),]
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in dirty_text()) {
        for clean in [line, prose, fold, collapse] {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }

    #[test]
    fn only_clean_characters_remain(text in dirty_text()) {
        let allowed = |c: char| is_clean_char(c) || matches!(c, '\u{200D}' | '\u{FE0F}');
        let cleaned = line(&text);
        prop_assert!(cleaned.chars().all(allowed));
        prop_assert_eq!(cleaned.trim(), &cleaned);
        prop_assert!(prose(&text).chars().all(|c| c == '\n' || allowed(c)));
    }
}
