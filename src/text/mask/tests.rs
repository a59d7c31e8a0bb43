//! Tests of masking. Every number here is made up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

#[test]
fn masks_names_but_for_the_surname() {
    for (whole, masked) in [
        ("张三", "张某"),
        ("李小明", "李某"),
        ("王", "王某"),
        ("欧阳锋", "欧阳某"),
        ("欧阳", "欧某"),
        ("上官婉儿", "上官某"),
        ("买买提·艾力", "买某"),
        ("欧阳•买提", "欧某"),
        ("张　三", "张某"),
        ("𠮷野家", "𠮷某"),
        ("张某", "张某"),
        ("", ""),
        ("　", ""),
    ] {
        assert_eq!(name(whole), masked, "{whole}");
    }
}

#[test]
fn masks_phone_fields() {
    for (whole, masked) in [
        ("13800138000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("+86 138 0013 8000", "+86 138 **** 8000"),
        ("0731-88881234", "****-****1234"),
        ("88881234", "****1234"),
        ("110", "***"),
        ("12345", "*****"),
        ("13800138000、0731-88881234", "138****8000,****-****1234"),
        ("13800138000（张三）", "138****8000(**)"),
        ("无", "*"),
        ("", ""),
    ] {
        assert_eq!(phone(whole), masked, "{whole}");
    }
}

#[test]
fn masks_numbers_in_free_text_only() {
    assert_eq!(
        free("联系张三１３８－００１３－８０００，身份证11010519491231002X，卡4111 1111 1111 1111，共3件。"),
        "联系张三１３８－****－８０００，身份证110***************，卡**** **** **** 1111，共3件。"
    );
    assert_eq!(free("2026年11月23日拨打12345"), "2026年11月23日拨打12345");
}

#[test]
fn masks_document_numbers() {
    assert_eq!(id_like("湘A12345678"), "湘A1*******");
    assert_eq!(id_like("430122-001"), "430***-***");
    assert_eq!(id_like("123456"), "******");
}

proptest! {
    #[test]
    fn free_changes_only_what_was_found(text in "([0-9 -]|1[3-9][0-9]{9}|[张，x]){0,40}|\\PC{0,60}") {
        let masked = free(&text);
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        if detect::find(&text).is_empty() {
            prop_assert_eq!(masked, text);
        }
    }

    #[test]
    fn no_field_shows_more_than_it_may(text in "([0-9 ,+-]|1[3-9][0-9]{9}|[张，]){0,30}|\\PC{0,40}") {
        for number in fold(&text).split([',', ';', '/']) {
            let shown = one_phone(number).chars().filter(|c| c.is_numeric()).count();
            let all = number.chars().filter(|c| c.is_numeric()).count();
            prop_assert!(shown == 0 || shown < all);
        }
        prop_assert!(name(&text).is_empty() || name(&text).ends_with(SOMEONE));
        let _ = id_like(&text);
    }
}
