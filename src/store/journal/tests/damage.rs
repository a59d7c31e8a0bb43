//! What can have happened to a file: torn anywhere, a bit flipped anywhere, cut, exchanged.

use super::super::line::decode;
use super::*;

/// Cuts the journal at every byte behind its first line: what is whole stays, the rest is kept beside.
#[test]
fn a_tail_torn_at_any_byte_is_cut_to_whole_groups() {
    let (bytes, ends) = small_bytes();
    // Ends of groups: the header, the issue, the reception day of three lines, the second key.
    let groups = [ends[0], ends[1], ends[4], ends[5]];
    for cut in ends[0]..bytes.len() {
        let disk = disk_with(&bytes[..cut]);
        let whole = *groups.iter().rfind(|end| **end <= cut).unwrap();
        let mut opened = open(&disk, None).unwrap();
        assert!(opened.journal.read_only().is_none());
        assert_eq!(disk.bytes(path()).unwrap(), &bytes[..whole]);
        let torn = path().with_file_name("430122105001.torn-1");
        if whole == cut {
            assert_eq!(opened.found, Found::Sound);
            assert!(disk.bytes(&torn).is_none());
        } else {
            let kept = Some(torn.clone());
            let length = u64::try_from(cut - whole).unwrap();
            assert_eq!(opened.found, Found::Torn { bytes: length, kept });
            assert_eq!(disk.bytes(&torn).unwrap(), &bytes[whole..cut]);
        }
        let more = new_line("issue", 9, "继续");
        opened.journal.append(&stamp(), &[more]).unwrap();
        assert_eq!(open(&disk, None).unwrap().found, Found::Sound);
    }
}

#[test]
fn zeros_behind_the_last_line_are_torn_however_many() {
    let (bytes, _) = small_bytes();
    let zeros = vec![0; MAX_LINE_BYTES * 2];
    let disk = disk_with(&[&bytes[..], &zeros].concat());
    let opened = open(&disk, None).unwrap();
    assert!(matches!(opened.found, Found::Torn { kept: Some(_), .. }));
    assert_eq!(disk.bytes(path()).unwrap(), bytes);
}

#[test]
fn the_next_torn_end_gets_the_next_number() {
    let (bytes, _) = small_bytes();
    let disk = disk_with(&[&bytes[..], b"{"].concat());
    disk.put(&path().with_file_name("430122105001.torn-1"), b"older");
    open(&disk, None).unwrap();
    let second = path().with_file_name("430122105001.torn-2");
    assert_eq!(disk.bytes(&second).unwrap(), b"{");
}

/// Flips every bit of every byte: the file is never taken for sound, and never lost by it.
#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    let (bytes, ends) = small_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << bit;
            let disk = disk_with(&bent);
            let opened = match open(&disk, None) {
                Err(JournalError::Header { .. }) if at < ends[0] => continue,
                Err(error) => panic!("byte {at} bit {bit}: {error}"),
                Ok(opened) => opened,
            };
            if at == bytes.len() - 1 {
                // Only the very last newline: what looks like a torn line is kept beside.
                assert!(matches!(opened.found, Found::Torn { kept: Some(_), .. }));
                continue;
            }
            assert_eq!(disk.bytes(path()).unwrap(), bent, "damage is never cut");
            let Found::Damaged(damage) = opened.found else {
                panic!("byte {at} bit {bit} passed");
            };
            let line = ends.iter().filter(|end| **end <= at).count();
            let line = u64::try_from(line).unwrap() + 1;
            assert_eq!(damage.line, Some(line), "byte {at} bit {bit}");
            assert!(opened.journal.read_only().is_some());
            assert!(opened.journal.head().seq < line);
        }
    }
}

#[test]
fn damage_is_read_up_to_its_group_and_takes_no_lines() {
    let (bytes, ends) = small_bytes();
    let mut bent = bytes.clone();
    bent[ends[4] - 10] ^= 1;
    let disk = disk_with(&bent);
    let mut journal = open(&disk, None).unwrap().journal;
    assert_eq!(journal.head().seq, 2, "the damaged group is left out whole");
    assert_eq!(records(&journal).len(), 1);
    let refused = journal.append(&stamp(), &[new_line("issue", 9, "")]);
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("第 5 行") && message.contains("备份"));
    let verified = verify_all(&journal);
    assert_eq!(verified.damage.unwrap().line, Some(5));
    assert_eq!(disk.bytes(path()).unwrap(), bent);
}

#[test]
fn lines_taken_out_or_exchanged_are_found() {
    let (bytes, ends) = small_bytes();
    let line = |n: usize| &bytes[if n == 0 { 0 } else { ends[n - 1] }..ends[n]];
    let without_one = [line(0), line(2), line(3), line(4), line(5)].concat();
    let exchanged = [line(0), line(1), line(3), line(2), line(4), line(5)].concat();
    let repeated = [line(0), line(1), line(1)].concat();
    for bad in [without_one, exchanged, repeated] {
        let opened = open(&disk_with(&bad), None).unwrap();
        let Found::Damaged(damage) = opened.found else {
            panic!("passed");
        };
        assert!(matches!(damage.flaw, Flaw::Seq { .. }));
    }
    let head = open(&disk_with(line(0)), None).unwrap().journal.head();
    let mut other = head;
    other.hash = Hash([1; 32]);
    let unlinked = [line(0), &crafted(other, "issue", 1, "{}", false)].concat();
    let opened = open(&disk_with(&unlinked), None).unwrap();
    assert!(matches!(opened.found, Found::Damaged(Damage { flaw: Flaw::Prev, .. })));
}

#[test]
fn a_save_without_end_is_damage() {
    let (bytes, ends) = small_bytes();
    let head = open(&disk_with(&bytes[..ends[0]]), None).unwrap().journal.head();
    let grown = |lines: usize, data: &str| {
        let (mut file, mut mark) = (bytes[..ends[0]].to_vec(), head);
        for left in (0..lines).rev() {
            let line = crafted(mark, "issue", 1, data, left > 0);
            mark = mark.past(&decode(&line[..line.len() - 1], mark.end).unwrap());
            file.extend(line);
        }
        open(&disk_with(&file), None).unwrap()
    };
    assert_eq!(grown(MAX_GROUP_LINES, "{}").found, Found::Sound);
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_LINE_BYTES - 1000));
    for opened in [grown(MAX_GROUP_LINES + 1, "{}"), grown(MAX_GROUP_BYTES / MAX_LINE_BYTES + 1, &large)] {
        assert!(matches!(opened.found, Found::Damaged(Damage { flaw: Flaw::LongGroup, .. })));
        assert_eq!(opened.journal.head(), head);
    }
}

#[test]
fn a_file_that_is_no_journal_of_this_desk_is_refused() {
    let (bytes, ends) = small_bytes();
    let missing = open(&ModelDisk::new(), None);
    assert!(matches!(missing, Err(JournalError::Missing { .. })));
    let other = Journal::open(arc(&disk_with(&bytes)), path(), Org(ORG.0 + 1), None);
    assert!(matches!(other, Err(JournalError::OtherDesk { found: ORG, .. })));
    let no_header = crafted(Mark::START, "issue", 1, "{}", false);
    let bom = [b"\xef\xbb\xbf", &bytes[..]].concat();
    let crlf = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n");
    let long = [vec![b'x'; MAX_LINE_BYTES + 1], bytes.clone()].concat();
    let starts: [&[u8]; 7] = [b"", b"\n", &bytes[..ends[0] - 1], &no_header, &bom, crlf.as_bytes(), &long];
    for start in starts {
        let disk = disk_with(start);
        assert!(matches!(open(&disk, None), Err(JournalError::Header { .. })));
        assert_eq!(disk.bytes(path()).unwrap(), start);
    }
    let folder = ModelDisk::new();
    folder.create_dir_all(path()).unwrap();
    assert!(matches!(open(&folder, None), Err(JournalError::Disk(_))));
}

fn chain_data(format: u32, org: Org) -> String {
    let mut data: serde_json::Value = serde_json::from_str(&start().to_json()).unwrap();
    data["format"] = format.into();
    data["org"] = org.to_string().into();
    data["future"] = "unknown keys are left alone".into();
    data.to_string()
}

#[test]
fn a_second_header_must_go_on_from_the_first() {
    let (bytes, ends) = small_bytes();
    let head = open(&disk_with(&bytes[..ends[0]]), None).unwrap().journal.head();
    let fits = |id, format, org| {
        let line = crafted(head, CHAIN_KIND, id, &chain_data(format, org), false);
        let opened = open(&disk_with(&[&bytes[..ends[0]], &line].concat()), None).unwrap();
        opened.found == Found::Sound
    };
    assert!(fits(2, 1, ORG));
    assert!(!fits(1, 1, ORG), "a first header again");
    assert!(!fits(3, 1, ORG), "one is missing");
    assert!(!fits(2, 0, ORG), "an older format");
    assert!(!fits(2, 1, Org(ORG.0 + 1)), "another desk");
    let data = chain_data(1, ORG).replace(&"a1".repeat(32), &"b2".repeat(32));
    let line = crafted(head, CHAIN_KIND, 2, &data, false);
    let opened = open(&disk_with(&[&bytes[..ends[0]], &line].concat()), None).unwrap();
    assert!(opened.found != Found::Sound, "the same installation with another key");
}

#[test]
fn a_newer_format_is_read_and_not_written() {
    let newer = crafted(Mark::START, CHAIN_KIND, 1, &chain_data(FORMAT + 1, ORG), false);
    for tail in [&b""[..], b"{\"torn", b"a line of a kind yet unknown\n"] {
        let bytes = [&newer[..], tail].concat();
        let disk = disk_with(&bytes);
        let mut journal = open(&disk, None).unwrap().journal;
        let reason = journal.read_only().cloned().unwrap();
        assert!(matches!(reason, ReadOnly::Newer { found: 2, known: 1, .. }));
        assert!(reason.to_string().contains("新版程序"));
        assert!(journal.append(&stamp(), &[new_line("issue", 1, "")]).is_err());
        assert_eq!(disk.bytes(path()).unwrap(), bytes);
    }
}

fn verify_all(journal: &Journal) -> Verified {
    let mut go_on = |_, _| std::ops::ControlFlow::Continue(());
    journal.reader().verify(&mut go_on).unwrap()
}
