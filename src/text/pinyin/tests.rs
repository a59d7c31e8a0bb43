//! Tests of finding by characters and pinyin.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn finds(query: &str, text: &str) -> bool {
    Matcher::new(query).is_match(text)
}

#[test]
fn every_way_to_type_a_name_finds_it() {
    for query in [
        "zs",
        "zhangsan",
        "zhangs",
        "zhsan",
        "zsan",
        "张s",
        "张san",
        "z三",
        "zhang s",
        "zhang'san",
        "ｚｓ",
        "ＺｈａｎｇＳａｎ",
        "ZS",
        "张三",
        " 张三 ",
        "张　三",
        "zhangsa",
        "zhan",
        "三",
        "",
    ] {
        assert!(finds(query, "张三"), "{query}");
    }
    for query in ["zq", "zhangsi", "三张", "zhansan", "张三丰", "zhangsanf", "zang"] {
        assert!(!finds(query, "张三"), "{query}");
    }
}

#[test]
fn follows_every_reading_of_a_character() {
    for query in ["shan", "dan", "chan"] {
        assert!(finds(query, "单位"), "{query}");
    }
    assert!(finds("lvbu", "吕布"));
    assert!(finds("lübu", "吕布"));
    assert!(finds("xian", "西安") && finds("xi'an", "西安") && finds("xian", "先"));
    assert!(finds("ouyangx", "欧阳修"));
    assert!(finds("zhep", "𪚥平"));
}

#[test]
fn finds_parts_of_long_texts() {
    let text = "居民反映老旧小区供水管网近两年频繁停水，希望尽快改造。Wi-Fi ２号楼、".repeat(20);
    for query in ["停水", "供水管网", "gsgwang", "tings", "wi-fi", "2号", "２号", "fi2"] {
        assert!(finds(query, &text), "{query}");
    }
    for query in ["停电", "3号", "tingdian"] {
        assert!(!finds(query, &text), "{query}");
    }
}

#[test]
fn passes_over_blanks_in_the_text() {
    assert!(finds("zhangsan", "张　三"));
    assert!(finds("张s", "张 三"));
}

#[test]
fn ranks_by_how_well_it_fits() {
    let rank = |query: &str, text: &str| Matcher::new(query).rank(text);
    assert_eq!(rank("张三", "张三"), Some(0));
    assert_eq!(rank("abc", "ABC"), Some(0));
    assert_eq!(rank("张", "张三"), Some(1));
    assert_eq!(rank("ab", "ABC"), Some(1));
    assert_eq!(rank("zs", "张三"), Some(2));
    assert_eq!(rank("张s", "张三"), Some(2));
    assert_eq!(rank("三", "张三"), Some(3));
    assert_eq!(rank("bc", "ABC"), Some(3));
    assert_eq!(rank("san", "张三"), Some(4));
    assert_eq!(rank("李", "张三"), None);
    assert_eq!(rank("l", "张三"), None);
    assert_eq!(rank("", "张三"), Some(1));
}

#[test]
fn hostile_queries_cost_no_more() {
    let text = "啊".repeat(100_000);
    assert!(!finds(&("a".repeat(40) + "b"), &text));
    assert!(finds(&"a".repeat(100_000), &text));
}

fn name_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "张", "三", "单", "啊", "z", "a", "n", "Ｚ", "9", " ", "'", "，", "ü", "吕", "Ä", "𠮷",
    ]);
    prop_oneof![prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()), any::<String>(),]
}

proptest! {
    #[test]
    fn a_part_of_a_text_finds_it(before in name_like(), part in name_like(), after in name_like()) {
        let text = before + &part + &after;
        prop_assert!(finds(part.trim(), &text));
    }

    #[test]
    fn rank_and_match_agree(query in name_like(), text in name_like()) {
        let matcher = Matcher::new(&query);
        prop_assert_eq!(matcher.is_match(&text), matcher.rank(&text).is_some());
    }
}

#[test]
fn a_name_is_spelled_in_letters_and_digits() {
    assert_eq!(spelled("路灯A 3号（东）"), "ludenga3haodong");
    assert_eq!(spelled("……"), "");
}
