//! Tests of code lists: the shipped ones, and settings over them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use super::*;
use crate::model::issue::{Issue, Stage};
use crate::model::{FieldKind, Kind, PartKind};

fn shipped() -> CodeLists {
    CodeLists::shipped().unwrap()
}

#[test]
fn every_list_a_field_names_is_shipped() {
    let lists = shipped();
    let kinds = Kind::ALL.into_iter().flat_map(Kind::specs);
    let parts = [PartKind::Attendance, PartKind::Deed, PartKind::Event].into_iter().flat_map(PartKind::specs);
    for spec in kinds.chain(parts) {
        if let FieldKind::Code(list) | FieldKind::Codes(list) = spec.kind {
            assert!(!lists.list(list).is_empty(), "{} names the list {list}", spec.key);
        }
    }
}

#[test]
fn keys_and_names_are_unique_and_parents_exist() {
    for (list, codes) in &shipped().lists {
        let keys: HashSet<_> = codes.iter().map(|code| &code.key).collect();
        let names: HashSet<_> = codes.iter().map(|code| (&code.parent, &code.name)).collect();
        assert_eq!((keys.len(), names.len()), (codes.len(), codes.len()), "{list}");
        assert!(codes.iter().all(|code| code.parent.is_empty() || keys.contains(&code.parent)), "{list}");
    }
}

#[test]
fn the_rules_know_the_keys_of_the_data() {
    let lists = shipped();
    let stages: Vec<_> = lists.list("stage").iter().map(|code| code.key.as_str()).collect();
    assert_eq!(stages, Stage::ALL.map(Stage::key));
    for code in lists.list("stage") {
        let stage = Stage::ALL.into_iter().find(|stage| stage.key() == code.key).unwrap();
        assert_eq!(stage.is_open(), !code.terminal, "{}", code.key);
    }
    for code in lists.list("channel") {
        let issue = Issue { channel: code.key.clone(), ..Issue::default() };
        assert_eq!(issue.source_kind().map_or("", Kind::key), code.source, "{}", code.key);
    }
    for kind in Kind::ALL {
        for spec in kind.specs() {
            if let FieldKind::Code(list) = spec.kind
                && let crate::model::Value::Code(key) = kind.blank().get(spec.key)
            {
                assert!(lists.code(list, &key).is_some(), "default {key} of {}", spec.key);
            }
        }
    }
}

#[test]
fn the_deadlines_are_read() {
    let deadlines = shipped().deadlines().clone();
    assert_eq!(deadlines, Deadlines { redo_days: 30, warn_days: vec![7, 3], notice_days: 3, erase_months: 12 });
    assert_eq!(shipped().code("route", "proposal").unwrap().max_days, Some(180));
}

#[test]
fn a_category_is_chosen_by_its_code_and_another_code_by_its_place() {
    let lists = shipped();
    let number = |list, key| lists.choosable(list).find(|(_, code)| code.key == key).unwrap().0;
    assert_eq!((number("category", "01"), number("category", "0103"), number("category", "10")), (1, 103, 10));
    assert_eq!((number("channel", "reception"), number("channel", "above")), (1, 9));
    assert_eq!(lists.full_name("category", "0201"), "城乡建设/村镇建设");
    assert_eq!(lists.full_name("category", "02"), "城乡建设");
}

#[test]
fn a_station_renames_moves_adds_and_retires() {
    let toml = "[[nature]]\nkey='help'\nname='求助类'\n[[nature]]\nkey='praise'\nname='表扬'\n\
                [[nature]]\nkey='inquiry'\nname='咨询'\nretired=true\n";
    let (lists, errors) = shipped().with_settings([("codes.nature", toml), ("print.footer", "x")]);
    assert!(errors.is_empty(), "{errors:?}");
    let numbered: Vec<_> = lists.choosable("nature").map(|(n, code)| (n, code.name.as_str())).collect();
    assert_eq!(numbered, [(1, "求助类"), (2, "表扬")]);
    assert_eq!(lists.name("nature", "inquiry"), "咨询");
    assert_eq!(lists.name("nature", "criticism"), "批评", "left out, still known");
}

#[test]
fn what_desks_below_added_is_called_and_counted_and_stands_in_no_list_of_ours() {
    let noise = "[[category]]\nkey='0777'\nname='机场噪声'\nparent='07'\n";
    let pigs = "[[category]]\nkey='0777'\nname='养猪气味'\nparent='07'\n[[category]]\nkey='0701'\nname='改了名'\nparent='07'\n";
    let thanks = "[[nature]]\nkey='thanks'\nname='感谢'\n";
    let ours = "[[category]]\nkey='0790'\nname='机场噪声'\nparent='07'\n";
    let (lists, _) = shipped().with_settings([("codes.category", ours)]);
    let name = lists.full_name("category", "0701");
    let lists = lists.with_theirs(
        &shipped(),
        [("codes.category", noise), ("codes.nature", thanks), ("codes.nature", "[["), ("x", "")],
    );
    assert_eq!(lists.name("nature", "thanks"), "感谢");
    assert!(lists.full_name("category", "0777").ends_with("/机场噪声"), "ours has the name as well");
    assert_eq!(lists.first_level("category", "0777"), "07");
    assert!(lists.list("category").iter().all(|code| code.key != "0777"));
    let all = lists.beyond("nature").map(|(ordinal, code)| (ordinal, code.key.as_str())).collect::<Vec<_>>();
    assert_eq!(all, [(lists.list("nature").len() + 1, "thanks")]);
    let lists = lists.with_theirs(&shipped(), [("codes.category", pigs), ("codes.category", noise)]);
    assert_eq!(lists.name("category", "0777"), "机场噪声或养猪气味");
    assert_eq!(lists.full_name("category", "0701"), name, "what we know is called as we call it");
}

#[test]
fn a_code_nobody_knows_says_so_and_counts_where_its_key_belongs() {
    let lists = shipped();
    assert_eq!(lists.full_name("category", "0988"), "未知代码 0988");
    assert_eq!((lists.first_level("category", "0988"), lists.first_level("category", "020199")), ("09", "02"));
    assert_eq!((lists.first_level("category", "77"), lists.first_level("category", "0201")), ("77", "02"));
}

#[test]
fn names_of_fixed_lists_change_and_keys_do_not() {
    let (lists, errors) = shipped().with_settings([("codes.class", "[[class]]\nkey='B'\nname='B类（计划）'\n")]);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(lists.choosable("class").count(), 3);
    for toml in ["[[class]]\nkey='D'\nname='D类'\n", "[[class]]\nkey='A'\nname='A类'\nretired=true\n"] {
        assert!(shipped().apply("codes.class", toml).is_err());
    }
}

#[test]
fn a_bad_override_names_the_setting_and_leaves_the_shipped_list() {
    let many: String = (0..600).map(|i| format!("[[nature]]\nkey='k{i}'\nname='名{i}'\n")).collect();
    let long = " ".repeat(300_000);
    let deep = format!("[[nature]]\nkey={}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let bad = [
        "nature = 3",
        "[[nature]]\nkey = 3\nname = '三'",
        "[[nature]]\nkey = 'x'\nname = '甲'\nweight = 1",
        "[[nature]]\nkey = 'x'\nname = '甲'\n[[channel]]\nkey = 'y'\nname = '乙'",
        "[[channel]]\nkey = 'y'\nname = '乙'",
        "[[nature]]\nkey = 'x'\nname = '甲'\n[[nature]]\nkey = 'x'\nname = '乙'",
        "[[nature]]\nkey = 'x'\nname = '甲'\n[[nature]]\nkey = 'y'\nname = '甲'",
        "[[nature]]\nkey = 'x'\nname = '甲、乙'",
        "[[nature]]\nkey = 'x'\nname = 'help'",
        "[[nature]]\nkey = 'x'\nname = '12'",
        "[[nature]]\nkey = '5'\nname = '五'",
        "[[nature]]\nkey = 'x'\nname = \"甲\\u001b[2J\"",
        "[[nature]]\nkey = 'x'\nname = '甲'\nparent = 'zz'",
        "[[nature]]\nkey = '坏'\nname = '甲'",
        "[[nature]]\nkey = 'x'\nname = '甲'\ndays = 99999",
        "[[nature]]\nkey = 'x'\nname = '甲'\ndays = 10\nmax_days = 5",
        "[[nature",
        "",
        &many,
        &long,
        &deep,
    ];
    for toml in bad {
        let (lists, errors) = shipped().with_settings([("codes.nature", toml)]);
        let message = errors.first().unwrap_or_else(|| panic!("taken: {toml:.60}")).to_string();
        assert!(message.contains("codes.nature"), "{message}");
        assert_eq!(lists.origin("codes.nature"), Origin::NotTaken);
        assert_eq!(lists, CodeLists { origins: lists.origins.clone(), ..shipped() });
    }
    for (key, value) in [("codes.verb", "[[verb]]\nkey='x'\nname='甲'"), ("codes.none", ""), ("codes.", "")] {
        assert!(shipped().apply(key, value).unwrap_err().to_string().contains(key));
    }
}

#[test]
fn terms_are_set_one_by_one() {
    let settings = [("deadlines.redo_days", " 20 "), ("deadlines.warn_days", "[10, 5,1]")];
    let (lists, errors) = shipped().with_settings(settings);
    assert!(errors.is_empty());
    assert_eq!((lists.deadlines().redo_days, lists.deadlines().warn_days.as_slice()), (20, [10, 5, 1].as_slice()));
    for (key, value) in [
        ("deadlines.redo_days", "-1"),
        ("deadlines.redo_days", ""),
        ("deadlines.redo_days", "99999999999999999999"),
        ("deadlines.warn_days", "[]"),
        ("deadlines.warn_days", "1,2,3,4,5,6,7,8,9,10,11"),
        ("deadlines.nothing", "1"),
    ] {
        assert!(shipped().apply(key, value).unwrap_err().to_string().contains(key), "{key}={value}");
    }
}
