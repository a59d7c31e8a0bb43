//! Text that was signed and is still none of a package (HOSTILE 8 to 10, 16, 17, 19), and names that are none.

use super::*;
use crate::store::journal::Flaw;

/// The text of a sound package with its header changed as a text.
fn with_header(world: &World, change: impl Fn(String) -> String) -> Vec<u8> {
    let header = world.header(1).encode().unwrap();
    let rest = world.text()[header.len()..].to_vec();
    [change(header).into_bytes(), rest].concat()
}

#[track_caller]
fn refuses_header(world: &World, from: &str, to: &str, wrong: Wrong) {
    let text = with_header(world, |header| {
        assert!(header.contains(from), "{header}");
        header.replacen(from, to, 1)
    });
    world.refuses(&text, wrong);
}

/// 8.
#[test]
fn text_has_one_written_form() {
    let world = World::new(&["lamps"]);
    world.refuses(&[&b"\xEF\xBB\xBF"[..], &world.text()[..]].concat(), Wrong::Header);
    world.refuses(&with_header(&world, |header| header.replace('\n', "\r\n")), Wrong::Header);
    let text = world.text();
    let mut latin = text.clone();
    latin[30] = 0xff;
    world.refuses(&latin, Wrong::Header);
    let mut nul = text.clone();
    nul[30] = 0;
    world.refuses(&nul, Wrong::Header);
    let carriage = [&text[..text.len() - 1], b"\r\n"].concat();
    let found = world.check(&world.signed(&carriage)).unwrap_err();
    assert_eq!(found, PackageError::Line { org: STATION, seq: 2, flaw: Flaw::Body });
    let end = text.len() - 6;
    for (byte, flaw) in [(0xff, Flaw::NotUtf8), (0, Flaw::Body), (b'x', Flaw::Digest)] {
        let mut bent = text.clone();
        bent[end] = byte;
        let found = world.check(&world.signed(&bent)).unwrap_err();
        assert_eq!(found, PackageError::Line { org: STATION, seq: 2, flaw }, "{byte}");
    }
}

/// 9.
#[test]
fn a_monstrous_header_is_refused() {
    let world = World::new(&[]);
    let with_key = |value: &str| with_header(&world, |header| header.replacen('{', &format!("{{\"x\":{value},"), 1));
    world.refuses(&with_header(&world, |header| header.replacen('{', "{\"to\":\"430122\",", 1)), Wrong::Header);
    refuses_header(&world, "\"number\":12", "\"number\":1e999", Wrong::Header);
    refuses_header(&world, "\"number\":12", "\"number\":-1", Wrong::Header);
    refuses_header(&world, "\"number\":12", "\"number\":4294967296", Wrong::Header);
    refuses_header(&world, "\"chains\":[", &format!("\"chains\":{}", "[".repeat(10_000)), Wrong::Header);
    world.refuses(&with_key(&format!("\"{}\"", "x".repeat(10_000_000))), Wrong::LongLine);
    let tiny = "{}\n".repeat(100_000);
    world.refuses(tiny.as_bytes(), Wrong::Header);
    world.refuses(b"[\"package\",1,1]\n", Wrong::Header);
    let found = world.check(&world.signed(&[&world.text()[..], tiny.as_bytes()].concat())).unwrap_err();
    assert_eq!(found, PackageError::Wrong(Wrong::Unsigned));
    // Deep or large in a key that is not ours it is only skipped: bounded by the line.
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    world.check(&world.signed(&with_key(&deep))).unwrap();
    let many = ["1e999"; 1000].join(",");
    world.check(&world.signed(&with_key(&format!("[{many}]")))).unwrap();
}

/// 10.
#[test]
fn a_header_changed_after_signing_is_refused() {
    let world = World::new(&["路灯"]);
    let signed = signature(&world.sign, &world.text());
    let changed = with_header(&world, |header| header.replace("\"number\":12", "\"number\":13"));
    let file = world.enclosed(&[&changed[..], signed.as_bytes()].concat());
    assert_eq!(world.check(&file).unwrap_err(), PackageError::BadSignature { from: STATION });
}

/// 16.
#[test]
fn numbers_must_fit_each_other() {
    let world = World::new(&["路灯"]);
    let (zeros, other) = (format!("\"before\":\"{}\"", "00".repeat(32)), format!("\"before\":\"{}\"", "ab".repeat(32)));
    for (from, to) in [
        ("\"first\":1", "\"first\":0"),
        ("\"first\":1", "\"first\":2"),
        ("\"first\":1,\"last\":2", "\"first\":2,\"last\":1"),
        ("\"last\":2", "\"last\":18446744073709551615"),
        ("\"count\":2", "\"count\":1"),
        ("\"count\":2", "\"count\":0"),
        (zeros.as_str(), other.as_str()),
    ] {
        refuses_header(&world, from, to, Wrong::Range);
    }
    refuses_header(&world, "\"last\":2", "\"last\":18446744073709551616", Wrong::Header);
    refuses_header(&world, "\"number\":12", "\"number\":0", Wrong::Header);
    refuses_header(&world, AT, "2026-02-30T00:00:00+08:00", Wrong::Header);
}

#[test]
fn chains_and_acks_must_fit_the_sort() {
    let world = World::new(&["路灯"]);
    let sound = world.header(1);
    let wrong = |change: fn(&mut Header)| {
        let mut header = sound.clone();
        change(&mut header);
        header.check()
    };
    assert_eq!(wrong(|_| {}), Ok(()));
    assert_eq!(wrong(|header| header.chains.clear()), Err(Wrong::OwnFirst));
    assert_eq!(wrong(|header| header.from = Org(1)), Err(Wrong::OwnFirst));
    assert_eq!(wrong(|header| header.sort = Sort::Receipt), Err(Wrong::Receipt));
    assert_eq!(wrong(|header| header.chains.push(header.chains[0].clone())), Err(Wrong::Twice));
    let theirs = |header: &mut Header| header.chains.push(Section { org: COUNTY, ..header.chains[0].clone() });
    assert_eq!(wrong(theirs), Err(Wrong::Twice));
    let rebuilt = |header: &mut Header| {
        header.sort = Sort::Full;
        header.chains.push(Section { org: COUNTY, ..header.chains[0].clone() });
    };
    assert_eq!(wrong(rebuilt), Ok(()));
    let partial = |header: &mut Header| {
        header.sort = Sort::Full;
        header.chains[0] = Section { first: 2, before: Hash([1; 32]), count: 1, ..header.chains[0].clone() };
    };
    assert_eq!(wrong(partial), Err(Wrong::Range));
    let ack = Ack {
        org: COUNTY,
        epoch: world.epoch,
        through: 5,
        hash: Hash([1; 32]),
        next: 6,
        missing: vec![(8, 9)],
        held: vec![],
        quarantined: vec![],
        unused: 0,
    };
    let acked = |ack: Ack| Header { acks: vec![ack], ..sound.clone() }.check();
    assert_eq!(acked(ack.clone()), Ok(()));
    assert_eq!(acked(Ack { next: 5, ..ack.clone() }), Err(Wrong::Ack));
    assert_eq!(acked(Ack { hash: Hash::ZERO, ..ack.clone() }), Err(Wrong::Ack));
    assert_eq!(acked(Ack { missing: vec![(9, 8)], ..ack.clone() }), Err(Wrong::Ack));
    assert_eq!(acked(Ack { missing: vec![(5, 8)], ..ack.clone() }), Err(Wrong::Ack));
    assert_eq!(acked(Ack { held: vec![1; MAX_HELD + 1], ..ack.clone() }), Err(Wrong::Ack));
    let twice = Header { acks: vec![ack.clone(), ack], ..sound.clone() };
    assert_eq!(twice.check(), Err(Wrong::Ack));
}

/// 17.
#[test]
fn the_chain_must_hold_in_the_middle() {
    let world = World::new(&["一", "二", "三"]);
    let other = World::new(&["一", "别的", "三"]);
    let text = |lines: &[Vec<u8>]| [world.header(1).encode().unwrap().as_bytes(), &lines.join(&b'\n'), b"\n"].concat();
    let found = |lines: &[Vec<u8>]| world.check(&world.signed(&text(lines))).unwrap_err();
    let swapped = [&world.lines[..2], &other.lines[2..3], &world.lines[3..]].concat();
    assert_eq!(found(&swapped), PackageError::Line { org: STATION, seq: 3, flaw: Flaw::Prev });
    let (twice, skipped) =
        ([&world.lines[..2], &world.lines[1..3]].concat(), [&world.lines[..1], &world.lines[2..]].concat());
    let seq = |expected, found| PackageError::Line { org: STATION, seq: expected, flaw: Flaw::Seq { expected, found } };
    assert_eq!(found(&twice), seq(3, 2));
    assert_eq!(found(&skipped), seq(2, 3));
    let reversed: Vec<Vec<u8>> = world.lines.iter().rev().cloned().collect();
    assert_eq!(found(&reversed), seq(1, 4));
    let mut bent = world.lines.clone();
    let at = bent[2].iter().position(|byte| *byte == b'\t').unwrap() - 3;
    bent[2][at] = if bent[2][at] == b'0' { b'1' } else { b'0' };
    assert_eq!(found(&bent), PackageError::Line { org: STATION, seq: 3, flaw: Flaw::Hash });
    world.refuses(&text(&other.lines), Wrong::EndsElsewhere);
    refuses_header(&world, &world.epoch.to_string(), &"00".repeat(16), Wrong::OtherChain);
}

#[test]
fn a_chain_of_someone_else_is_none_of_the_owner() {
    let world = World::new(&["一"]);
    let disk = ModelDisk::new();
    let theirs = journal(&disk, Org(430_122_105_009), world.epoch, &world.sign, &["一"]);
    let mut header = world.header(1);
    header.chains = vec![section(STATION, world.epoch, &theirs, 1)];
    let text = [header.encode().unwrap().as_bytes(), &theirs.join(&b'\n'), b"\n"].concat();
    world.refuses(&text, Wrong::OtherChain);
}

/// 19.
#[test]
fn a_newer_package_says_what_it_needs() {
    let world = World::new(&["路灯"]);
    let newer = with_header(&world, |header| {
        let header = header.replace("\"format\":1,\"least\":1", "\"format\":3,\"least\":2");
        header.replace("\"sort\":\"up\"", "\"sort\":\"sideways\"").replace("liaison 0.1.0", "liaison \\u001b[2J9.0")
    });
    let found = world.check(&world.signed(&newer)).unwrap_err();
    assert!(matches!(found, PackageError::Newer { format: 3, least: 2, .. }), "{found:?}");
    assert!(!found.to_string().contains('\u{1b}'));
    let unknown = with_header(&world, |header| {
        header.replacen('{', "{\"colour\":{\"deep\":[1,2]},", 1).replace("\"format\":1", "\"format\":3")
    });
    assert_eq!(world.check(&world.signed(&unknown)).unwrap().header().format, 3);
}

/// 26, 31, and the names of the folder's other files.
#[test]
fn a_name_is_ours_or_not() {
    let name = Name { from: STATION, to: COUNTY, sort: Sort::Receipt, number: 12 };
    assert_eq!(name.to_string(), "LZ-430122105001-430122-receipt-0012.lz");
    let longest = Name { from: Org(999_999_999_999), to: Org(999_999_999_999), number: u32::MAX, ..name };
    assert_eq!(longest.to_string().len(), 50);
    for name in [name, longest, Name { sort: Sort::Up, number: 10_000, ..name }] {
        assert_eq!(Name::parse(&name.to_string()), Some(name));
    }
    for other in [
        "",
        "LZ-.lz",
        "LZ-430122105001-430122-up-12.lz",
        "LZ-430122105001-430122-up-00012.lz",
        "LZ-430122105001-430122-up-0000.lz",
        "LZ-430122105001-430122-up-+012.lz",
        "LZ-430122105001-430122-up-0012.lz.tmp",
        "LZ-430122105001-430122-up-0012-x.lz",
        "LZ-430122105001-430122-UP-0012.lz",
        "lz-430122105001-430122-up-0012.lz",
        "LZ-0430122-430122-up-0012.lz",
        "LZ-../430122-up-0012.lz",
        "LZ-430122105001-../../430122-up-0012.lz",
        "LZ-4301221050010-430122-up-0012.lz",
        "LZ-430122105001-430122-up-99999999999.lz",
        "LZ-４３０１２２-430122-up-0012.lz",
        "autorun.inf",
    ] {
        assert_eq!(Name::parse(other), None, "{other}");
    }
}
