//! The written form: a golden file, and any text through a line and back.

use proptest::prelude::*;

use super::super::line::{Draft, decode};
use super::*;

/// A journal written by format 1, which every later program must read. The file was checked with
/// a few lines of Python that know nothing of this crate.
const GOLDEN: &[u8] = include_bytes!("../../../../fixtures/journal/430122105001.jsonl");

#[test]
fn the_golden_journal_is_what_is_written() {
    let (bytes, _) = small_bytes();
    let shown = String::from_utf8(bytes).unwrap();
    assert_eq!(shown, String::from_utf8(GOLDEN.to_vec()).unwrap());
}

#[test]
fn the_golden_journal_is_read() {
    let opened = open(&disk_with(GOLDEN), None).unwrap();
    assert_eq!(opened.found, Found::Sound);
    let journal = opened.journal;
    assert_eq!(journal.head().seq, 6);
    assert_eq!(journal.chain().start.program, "liaison 0.2.0");
    assert_eq!(journal.chain().number, 2);
    let records = records(&journal);
    assert_eq!(records.len(), 4);
    let (kind, id, data) = &records[0];
    assert_eq!((kind.as_str(), *id), ("issue", 1));
    assert_eq!(data, r#"{"summary":"路灯不亮\t\"\\"}"#);
}

#[test]
fn unknown_keys_do_not_matter() {
    let line = String::from_utf8(crafted(Mark::START, "issue", 1, "{}", false)).unwrap();
    let (envelope, body) = line.trim_end().split_once('\t').unwrap();
    let head = envelope.split_once(",\"prev\"").unwrap();
    let head = format!("{},\"later\":{{\"x\":[1]}},\"prev\"{}", head.0, head.1);
    let (covered, _) = head.rsplit_once(",\"hash\"").unwrap();
    let hash = Hash::of(&[covered.as_bytes()]);
    let line = format!("{covered},\"hash\":\"{hash}\"}}\t{body}");
    assert_eq!(decode(line.as_bytes(), 0).unwrap().envelope.hash, hash);
    let twice = line.replacen("{\"seq\":1", "{\"seq\":1,\"seq\":1", 1);
    assert!(decode(twice.as_bytes(), 0).is_err());
}

#[test]
fn the_chain_holds_without_the_bodies() {
    let (bytes, _) = small_bytes();
    let text = String::from_utf8(bytes).unwrap();
    let bodies = [r#"{"withheld":true}"#, r#"{"erased":true}"#, r#"{"sealed":"QUJD"}"#];
    for body in bodies {
        let bare = |line: &str| match line.split_once('\t') {
            Some((head, _)) if !head.contains("\"kind\":\"chain\"") => format!("{head}\t{body}\n"),
            _ => format!("{line}\n"),
        };
        let without: String = text.lines().map(bare).collect();
        let journal = open(&disk_with(without.as_bytes()), None).unwrap().journal;
        assert_eq!(journal.head().seq, 6);
        let line = journal.reader().lines_after(Mark::START).unwrap().nth(1);
        assert!(line.unwrap().unwrap().body.data().is_none());
    }
}

#[test]
fn only_the_four_forms_are_bodies() {
    let line = String::from_utf8(crafted(Mark::START, "issue", 1, "{}", false)).unwrap();
    let (envelope, _) = line.split_once('\t').unwrap();
    let salt = "00".repeat(16);
    let bodies = [
        String::new(),
        "{}".to_owned(),
        r#"{"withheld":false}"#.to_owned(),
        r#"{"sealed":"a"b"}"#.to_owned(),
        format!(r#"{{"salt":"{salt}","data":{{}}}} "#),
        format!(r#"{{"salt":"{salt}", "data":{{}}}}"#),
        format!(r#"{{"salt":"{salt}","data":[]}}"#),
        format!(r#"{{"salt":"{salt}","data":{{}},"x":1}}"#),
        format!(r#"{{"salt":"{}","data":{{}}}}"#, "好".repeat(11)),
    ];
    for body in bodies {
        let flaw = decode(format!("{envelope}\t{body}").as_bytes(), 0).unwrap_err();
        assert_eq!(flaw, Flaw::Body, "{body}");
    }
}

fn nasty() -> impl Strategy<Value = String> {
    let chars = prop_oneof![
        any::<char>(),
        proptest::sample::select(vec![
            '\t',
            '\n',
            '\r',
            '\0',
            '"',
            '\\',
            '\u{7f}',
            '\u{9b}',
            '\u{202e}',
            '\u{2028}',
            '中',
            '\u{20000}',
        ]),
    ];
    proptest::collection::vec(chars, 0..40).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_goes_through_a_line_and_back(
        (by, kind, verb, text) in (nasty(), nasty(), nasty(), nasty()),
        (seq, id, rev, org) in (1..u64::MAX, any::<u64>(), any::<u32>(), 1..1_000_000_000_000_u64),
        more in any::<bool>(),
        (salt, prev) in (any::<[u8; 16]>(), any::<[u8; 32]>()),
    ) {
        let data = serde_json::json!({ &text: [&text, 1.5, null_or(more)] }).to_string();
        let draft = Draft {
            seq, at: "2026-11-23T09:12:33+08:00", by: &by, org: Org(org), kind: &kind, id, rev, verb: &verb,
            more, prev: Hash(prev), salt, data: &data,
        };
        let (written, hash) = draft.encode();
        prop_assert_eq!(written.matches('\n').count(), 1);
        let line = decode(written.strip_suffix('\n').unwrap().as_bytes(), 9).unwrap();
        let envelope = line.envelope;
        prop_assert_eq!(line.end, 9 + u64::try_from(written.len()).unwrap());
        prop_assert_eq!((envelope.seq, envelope.id, envelope.rev), (seq, id, rev));
        prop_assert_eq!((envelope.by, envelope.kind, envelope.verb), (by, kind, verb));
        prop_assert_eq!((envelope.org, envelope.more), (Org(org), more));
        prop_assert_eq!((envelope.prev, envelope.hash), (Hash(prev), hash));
        prop_assert_eq!(line.body.data(), Some(data.as_str()));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode(&bytes, u64::MAX);
        let _ = open(&disk_with(&bytes), None);
    }
}

fn null_or(more: bool) -> serde_json::Value {
    if more { serde_json::Value::Null } else { serde_json::json!({"a": {"b": []}}) }
}
