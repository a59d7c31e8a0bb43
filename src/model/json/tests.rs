//! Tests of records as journal JSON: round trips, unknown keys, golden files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::model::any::record_of;
use crate::model::{PartKind, Value};

/// Bodies as journals hold them. They must read for ever: a file is never changed, a later form gets a file of its own.
const GOLDEN: &[(Kind, &str)] = &[
    (Kind::Station, include_str!("../../../fixtures/records/station.json")),
    (Kind::Deputy, include_str!("../../../fixtures/records/deputy.json")),
    (Kind::Unit, include_str!("../../../fixtures/records/unit.json")),
    (Kind::Reception, include_str!("../../../fixtures/records/reception.json")),
    (Kind::Reception, include_str!("../../../fixtures/records/reception-moved.json")),
    (Kind::Issue, include_str!("../../../fixtures/records/issue.json")),
    (Kind::Issue, include_str!("../../../fixtures/records/issue-2.json")),
    (Kind::Visit, include_str!("../../../fixtures/records/visit.json")),
    (Kind::Setting, include_str!("../../../fixtures/records/setting.json")),
    (Kind::Activity, include_str!("../../../fixtures/records/activity.json")),
    (Kind::Project, include_str!("../../../fixtures/records/project.json")),
    (Kind::Proposal, include_str!("../../../fixtures/records/proposal.json")),
    (Kind::Report, include_str!("../../../fixtures/records/report.json")),
    (Kind::Party, include_str!("../../../fixtures/records/party.json")),
    (Kind::Received, include_str!("../../../fixtures/records/received.json")),
    (Kind::Handling, include_str!("../../../fixtures/records/handling.json")),
    (Kind::Pack, include_str!("../../../fixtures/records/pack.json")),
    (Kind::Issue, include_str!("../../../fixtures/records/issue-3.json")),
];

fn body(record: Record) -> Body {
    Body { record, voided: None, extra: String::new() }
}

#[test]
fn what_a_journal_holds_reads_and_is_written_as_it_was() {
    for &(kind, golden) in GOLDEN {
        let golden = golden.trim_end();
        let read = read(kind, golden).unwrap();
        assert_eq!(write(&read).unwrap(), golden, "{kind:?}");
        assert_eq!(read.extra, r#"{"later":{"deep":[1,2.5,"三"]}}"#, "{kind:?}");
    }
    for kind in Kind::ALL {
        let of_kind = || GOLDEN.iter().filter(|(golden, _)| *golden == kind);
        let records: Vec<Record> = of_kind().map(|(_, golden)| read(kind, golden).unwrap().record).collect();
        for spec in kind.specs() {
            let holds = |record: &Record| record.get(spec.key) != Value::Empty;
            assert!(records.iter().any(holds), "{kind:?} {}: the files hold every key", spec.key);
        }
    }
}

#[test]
fn golden_rows_hold_every_key_and_keep_unknown_ones() {
    let rows = [
        (Kind::Reception, "attendance", PartKind::Attendance),
        (Kind::Visit, "deeds", PartKind::Deed),
        (Kind::Issue, "events", PartKind::Event),
        (Kind::Activity, "participants", PartKind::Participant),
    ];
    for (kind, list, part) in rows {
        let of_kind = GOLDEN.iter().filter(|(golden, _)| *golden == kind);
        let (mut rows, mut keeps_unknown) = (Vec::new(), false);
        for (_, golden) in of_kind {
            keeps_unknown |= golden.contains(r#""unheard":"of""#);
            let Value::Rows(more) = read(kind, golden).unwrap().record.get(list) else { panic!("{list}") };
            rows.extend(more);
        }
        assert!(keeps_unknown, "{list}");
        for spec in part.specs() {
            assert!(rows.iter().any(|row| !row.get(spec.key).is_empty()), "{list} {}", spec.key);
        }
    }
}

#[test]
fn an_empty_object_is_a_record_of_defaults() {
    for kind in Kind::ALL {
        assert_eq!(read(kind, "{}").unwrap(), body(kind.blank()));
    }
}

#[test]
fn a_voided_record_says_why_in_whatever_shape() {
    let reason = |text: &str| read(Kind::Unit, text).unwrap().voided;
    assert_eq!(reason(r#"{"voided":"重复"}"#), Some("重复".to_owned()));
    assert_eq!(reason(r#"{"voided":""}"#), Some(String::new()));
    assert_eq!(reason(r#"{"voided":{"by":"李工"}}"#), Some(r#"{"by":"李工"}"#.to_owned()));
    assert_eq!(reason(r#"{"voided":null}"#), None);
}

#[test]
fn an_unknown_key_named_extra_is_kept_like_any_other() {
    let text = r#"{"deeds":[{"text":"修渠","done":true,"extra":{"a":1}}],"times":1,"people":1,"extra":"x"}"#;
    let read = read(Kind::Visit, text).unwrap();
    let written: Json = serde_json::from_str(&write(&read).unwrap()).unwrap();
    assert_eq!(written, serde_json::from_str::<Json>(text).unwrap());
}

#[test]
fn what_does_not_fit_is_refused() {
    let deep = format!("{{\"later\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    for text in [
        "",
        "3",
        "[]",
        "{",
        r#"{"title":3}"#,
        r#"{"title":null}"#,
        r#"{"reported_on":"2026-02-30"}"#,
        r#"{"reported_on":"0000-00-00"}"#,
        r#"{"headcount":-1}"#,
        r#"{"headcount":4294967296}"#,
        r#"{"headcount":1e999}"#,
        r#"{"stage":"flying"}"#,
        r#"{"events":[3]}"#,
        r#"{"events":3}"#,
        &deep,
    ] {
        assert!(read(Kind::Issue, text).is_err(), "{text:.60}");
    }
}

fn any_record() -> impl Strategy<Value = Record> {
    prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(record_of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_reads_back(record in any_record(), voided in prop::option::of(r"\PC{0,9}")) {
        let body = Body { voided, ..body(record) };
        let text = write(&body).unwrap();
        prop_assert!(!text.contains('\n'));
        prop_assert_eq!(read(body.record.kind(), &text).unwrap(), body);
    }

    #[test]
    fn unknown_keys_survive_a_change(record in any_record(), key in "x_[a-z]{1,5}", number in any::<i64>(), text in any::<String>()) {
        let kind = record.kind();
        let mut object: Map<String, Json> = serde_json::from_str(&write(&body(record)).unwrap()).unwrap();
        let unknown = serde_json::json!({"n": number, "t": text, "l": [null, true]});
        object.insert(key.clone(), unknown.clone());
        for list in ROW_LISTS {
            if let Some(Json::Array(rows)) = object.get_mut(list) {
                rows.iter_mut().filter_map(Json::as_object_mut).for_each(|row| {
                    row.insert(key.clone(), unknown.clone());
                });
            }
        }
        let read = read(kind, &serde_json::to_string(&object).unwrap()).unwrap();
        let again: Map<String, Json> = serde_json::from_str(&write(&read).unwrap()).unwrap();
        prop_assert_eq!(again, object);
    }
}

#[test]
fn the_short_way_reads_as_the_long_one() {
    let read_both = |kind: Kind, text: &str| {
        let long = by_keys(kind, text);
        if let Some(record) = plain(kind, text).unwrap() {
            assert_eq!(long.unwrap(), body(record), "{text}");
            return true;
        }
        false
    };
    for &(kind, golden) in GOLDEN {
        assert!(!read_both(kind, golden), "{kind:?}: what is not known goes the long way");
        let whole = write(&body(read(kind, golden).unwrap().record)).unwrap();
        let has_unknown_rows = whole.contains("unheard");
        assert_ne!(read_both(kind, &whole), has_unknown_rows, "{kind:?}");
    }
    for odd in [r#"{"title":"a","title":"b"}"#, r#"{"voided":"x"}"#, r#"{"title":7}"#, "[]", "{", "{} x"] {
        assert!(!read_both(Kind::Issue, odd), "{odd}");
    }
    assert!(!read_both(Kind::Issue, r#"{"t\u0069tle":"a"}"#));
    assert!(!read_both(Kind::Visit, r#"{"deeds":[{"extra":"x"}]}"#), "no key of a row has this name");
    assert!(read_both(Kind::Issue, r#"{"title":"a"}"#));
}
