//! Tests of finding personal numbers. Every number here is made up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::Personal::{BankCard, IdCard, Mobile};
use super::*;

fn found(text: &str) -> Vec<(&str, Personal)> {
    find(text).into_iter().map(|hit| (&text[hit.range], hit.kind)).collect()
}

#[test]
fn finds_mobile_numbers_as_people_write_them() {
    for number in [
        "13800138000",
        "19912345678",
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "138－0013－8000",
        "+8613800138000",
        "+86 138 0013 8000",
        "＋86-13800138000",
        "0086 13800138000",
        "013800138000",
    ] {
        let text = format!("请打电话{number}，谢谢");
        assert_eq!(found(&text), [(number, Mobile)]);
    }
}

#[test]
fn finds_several_and_keeps_their_order() {
    let text = "6222021234567890128、430122199001010011和13800138000/13900139000 15812345678";
    let kinds: Vec<_> = found(text).into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, [BankCard, IdCard, Mobile, Mobile, Mobile]);
}

#[test]
fn leaves_other_numbers_alone() {
    for text in [
        "12800138000",
        "1380013800",
        "138001380001",
        "0731-88881234",
        "2026-11-23 09:30",
        "138-0013-80001",
        "12345",
        "3.5元×20户",
        "",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn finds_identity_numbers() {
    for number in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "430122199001010011",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "110105491231002",
        "110105 491231 002",
    ] {
        let text = format!("身份证{number}。");
        assert_eq!(found(&text), [(number, IdCard)]);
    }
}

#[test]
fn checks_identity_numbers() {
    for wrong in [
        "110105194912310021",
        "11010519491331002X",
        "11010519490230002X",
        "99010519491231002X",
        "11010519491231002Y",
        "110105491331002",
        "990105491231002",
    ] {
        assert!(!rules::is_id_card(wrong), "{wrong}");
    }
}

#[test]
fn identity_number_comes_before_card_number() {
    let ambiguous = (0..1000)
        .flat_map(|serial| (0..10).map(move |check| format!("43012219900101{serial:03}{check}")))
        .find(|number| rules::is_id_card(number) && rules::is_bank_card(number))
        .unwrap();
    assert_eq!(found(&ambiguous), [(ambiguous.as_str(), IdCard)]);
}

#[test]
fn finds_card_numbers() {
    let in_fours = |digits: &str| {
        let groups: Vec<&str> = (0..digits.len()).step_by(4).map(|at| &digits[at..digits.len().min(at + 4)]).collect();
        groups.join(" ")
    };
    for number in ["6222021234567894", "62220212345678903", "6222021234567890128", "4111111111111111"] {
        assert_eq!(found(number), [(number, BankCard)]);
        let spaced = in_fours(number);
        assert_eq!(found(&spaced), [(spaced.as_str(), BankCard)]);
    }
    for wrong in ["4111111111111112", "0000000000000000", "400000000000006", "62220212345678940000"] {
        assert_eq!(found(wrong), [], "{wrong}");
    }
}

#[test]
fn a_card_number_leaves_the_mobile_after_it() {
    let text = "4111 1111 1111 1111 138 0013 8000";
    assert_eq!(found(text), [("4111 1111 1111 1111", BankCard), ("138 0013 8000", Mobile)]);
}

fn numberish() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9０-９ xXＸ\\-－+.张]{0,60}", "(1[3-9][0-9]{9}[ ,]?|[0-9]{4}[ -]){0,8}", any::<String>(),]
}

proptest! {
    #[test]
    fn hits_are_ordered_apart_and_on_boundaries(text in numberish()) {
        let mut end = 0;
        for hit in find(&text) {
            prop_assert!(hit.range.start >= end && hit.range.start < hit.range.end);
            prop_assert!(text.get(hit.range.clone()).is_some());
            end = hit.range.end;
        }
    }

    #[test]
    fn every_mobile_number_is_found(number in "1[3-9][0-9]{9}", before in "[\\PN]{0,8}", after in "[\\PN]{0,8}") {
        let text = format!("{before}{number}{after}");
        prop_assert!(find(&text).iter().any(|hit| text[hit.range.clone()].ends_with(&number)));
    }
}
