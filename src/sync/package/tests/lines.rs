//! What is written reads the same; what no package may hold is not written.

use std::io::Read;

use proptest::prelude::*;

use super::*;
use crate::store::disk::RealDisk;
use crate::store::journal::{Body, withheld};
use crate::store::keys::PublicKey;

/// All that the county reads of a file, in order.
fn read(world: &World, file: &[u8]) -> Vec<(usize, Org, Vec<u8>)> {
    let checked = world.check(file).unwrap();
    let mut lines = checked.lines(file, &world.county).unwrap();
    let mut read = Vec::new();
    while let Some(item) = lines.advance().unwrap() {
        read.push((item.section, item.org, item.raw.strip_suffix(b"\n").unwrap().to_vec()));
    }
    assert!(lines.advance().unwrap().is_none());
    read
}

#[test]
fn a_package_reads_as_it_was_written() {
    let world = World::new(&["路灯不亮", "一+", "二+", "三"]);
    let (first, header) = (3, world.header(3));
    let file = world.pack(&header, &world.lines[first - 1..]).unwrap();
    let checked = world.check(&file).unwrap();
    assert_eq!((checked.header(), checked.signer()), (&header, world.sign.public()));
    let lines: Vec<_> = world.lines[first - 1..].iter().map(|line| (0, STATION, line.clone())).collect();
    assert_eq!(read(&world, &file), lines);
    // Encrypted anew it is another file and the same package.
    let again = world.pack(&header, &world.lines[first - 1..]).unwrap();
    assert!(again != file);
    assert_eq!(world.check(&again).unwrap(), checked);
    assert_eq!(header_of(&file[..], &world.county).unwrap(), header);
}

#[test]
fn chains_of_others_follow_the_own_one() {
    let world = World::new(&["一"]);
    let (other, disk) = (Org(430_122_105_002), ModelDisk::new());
    let theirs = journal(&disk, other, Epoch([0xe1; 16]), &world.sign, &["二", "三"]);
    let mut header = world.header(1);
    header.chains.push(section(other, Epoch([0xe1; 16]), &theirs, 2));
    let lines: Vec<Vec<u8>> = world.lines.iter().chain(&theirs[1..]).cloned().collect();
    let read = read(&world, &world.pack(&header, &lines).unwrap());
    assert_eq!(
        read.iter().map(|(section, org, _)| (*section, *org)).collect::<Vec<_>>(),
        [(0, STATION), (0, STATION), (1, other), (1, other)]
    );
}

#[test]
fn a_receipt_has_acks_and_no_lines() {
    let world = World::new(&[]);
    let mut header = Header::new(Sort::Receipt, STATION, COUNTY, 3, AT, 7);
    assert!(matches!(world.pack(&header, &[]), Err(PackError::Wrong(Wrong::Receipt))));
    let quarantined = vec![Quarantined { seq: 4, reason: "内容不认识".to_owned() }];
    let (through, hash) = (5, Hash([7; 32]));
    let (missing, held) = (vec![(6, 8), (10, 10)], vec![13]);
    header.acks =
        vec![Ack { org: COUNTY, epoch: world.epoch, through, hash, next: 6, missing, held, quarantined, unused: 1 }];
    let file = world.pack(&header, &[]).unwrap();
    assert_eq!(world.check(&file).unwrap().header(), &header);
    let text = header.encode().unwrap();
    assert!(text.contains(r#""missing":[[6,8],[10,10]],"held":[13]"#), "{text}");
}

#[test]
fn a_withheld_body_leaves_the_chain_whole() {
    let world = World::new(&["别站的事", "本站的事"]);
    let mut lines = world.lines.clone();
    lines[1] = withheld(&lines[1]).unwrap();
    let file = world.pack(&world.header(1), &lines).unwrap();
    let checked = world.check(&file).unwrap();
    let mut again = checked.lines(&file[..], &world.county).unwrap();
    let mut bodies = Vec::new();
    while let Some(item) = again.advance().unwrap() {
        bodies.push(matches!(item.line.body, Body::Withheld));
    }
    assert_eq!(bodies, [false, true, false]);
    assert_eq!(withheld(b"no line"), None);
}

#[test]
fn what_no_reader_takes_is_not_written() {
    let world = World::new(&["一", "二+", "三"]);
    let lines = &world.lines;
    let all = world.header(1);
    let wrong = |header: &Header, lines: &[Vec<u8>]| match world.pack(header, lines).unwrap_err() {
        PackError::Wrong(wrong) => wrong,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(&all, &lines[..3]), Wrong::EndsEarly);
    assert_eq!(wrong(&all, &[lines.as_slice(), &lines[..1]].concat()), Wrong::Unsigned);
    assert_eq!(wrong(&all, &[vec![b'x'; 1024 * 1024]]), Wrong::LongLine);
    let mut cut = all.clone();
    cut.chains = vec![section(STATION, world.epoch, &lines[..3], 1)];
    assert_eq!(wrong(&cut, &lines[..3]), Wrong::CutSave);
    let skipped = world.pack(&all, &lines[1..]).unwrap_err();
    assert!(matches!(skipped, PackError::Line { org: STATION, seq: 1, .. }), "{skipped:?}");
}

#[test]
fn a_file_that_changes_between_two_readings_is_refused() {
    let world = World::new(&["一", "二"]);
    let checked = world.check(&world.sound()).unwrap();
    let newer = World { lines: World::new(&["一", "三"]).lines, ..world };
    let mut header = newer.header(1);
    let other = newer.pack(&header, &newer.lines).unwrap();
    assert_eq!(checked.lines(&other[..], &newer.county).err(), Some(PackageError::Changed));
    // The header alone is the same: refused before anything may be made lasting.
    header.chains = checked.header().chains.clone();
    let mixed = [header.encode().unwrap().as_bytes(), &newer.lines.join(&b'\n'), b"\n"].concat();
    let mixed = newer.signed(&mixed);
    let mut lines = checked.lines(&mixed[..], &newer.county).unwrap();
    let ended = loop {
        match lines.advance() {
            Ok(Some(_)) => {}
            ended => break ended.map(|_| ()),
        }
    };
    assert_eq!(ended, Err(PackageError::Wrong(Wrong::EndsElsewhere)));
}

/// With a body withheld every hash stays the same: only the digest of the text tells the two apart.
#[test]
fn a_file_with_the_same_hashes_is_not_the_same_file() {
    let world = World::new(&["一", "二"]);
    let checked = world.check(&world.sound()).unwrap();
    let mut lines = world.lines.clone();
    lines[1] = withheld(&lines[1]).unwrap();
    let other = world.pack(checked.header(), &lines).unwrap();
    let mut again = checked.lines(&other[..], &world.county).unwrap();
    for _ in &lines {
        assert!(again.advance().unwrap().is_some());
    }
    assert_eq!(again.advance().err(), Some(PackageError::Changed));
}

#[test]
fn a_feed_is_the_kept_lines_and_holds_the_last_back() {
    let world = World::new(&["一", "二"]);
    let (other, disk) = (Org(430_122_105_002), ModelDisk::new());
    let theirs = journal(&disk, other, Epoch([0xe1; 16]), &world.sign, &["三", "四"]);
    let mut header = world.header(1);
    header.chains.push(section(other, Epoch([0xe1; 16]), &theirs, 1));
    let lines = [&world.lines[..], &theirs[..]].concat();
    let file = world.pack(&header, &lines).unwrap();
    let checked = world.check(&file).unwrap();
    for (keep, kept) in [([true, true], &lines[..]), ([true, false], &lines[..3]), ([false, true], &lines[3..])] {
        let mut bytes = Vec::new();
        let mut feed = checked.lines(&file[..], &world.county).unwrap().feed(|section| keep[section]);
        feed.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [&kept.join(&b'\n')[..], b"\n"].concat());
    }
    let mut none = checked.lines(&file[..], &world.county).unwrap().feed(|_| false);
    assert_eq!(none.read(&mut [0; 8]).unwrap(), 0);
    // Another text with the same header and hashes: known only at its end, and the last kept line has not come by then.
    let mut withheld_last = lines.clone();
    withheld_last[5] = withheld(&lines[5]).unwrap();
    let changed = world.pack(&header, &withheld_last).unwrap();
    let mut feed = checked.lines(&changed[..], &world.county).unwrap().feed(|section| section == 0);
    let mut bytes = Vec::new();
    assert!(feed.read_to_end(&mut bytes).is_err() && feed.read(&mut [0; 8]).is_err());
    assert_eq!(bytes, [&lines[..2].join(&b'\n')[..], b"\n"].concat());
    assert_eq!(feed.failed(), Some(&PackageError::Changed));
}

#[test]
fn what_is_folded_over_the_lines_comes_with_the_package_alone() {
    let world = World::new(&["一", "二"]);
    let signer = world.signer();
    let expected = Expected { own: COUNTY, name: None, signer: &|_| Some(signer) };
    let see = |seen: &mut Vec<u64>, item: &Item<'_>| seen.push(item.line.envelope.seq);
    let (_, seen) = check(&world.sound()[..], &world.county, &expected, Vec::new(), see, &mut go_on).unwrap();
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn it_can_be_stopped() {
    let texts = ["路灯"; 600];
    let world = World::new(&texts);
    let signer = world.signer();
    let expected = Expected { own: COUNTY, name: None, signer: &|_| Some(signer) };
    let mut told = Vec::new();
    let mut stop = |done, total| {
        told.push((done, total));
        ControlFlow::Break(())
    };
    let stopped = check(&world.sound()[..], &world.county, &expected, (), |(), _| {}, &mut stop);
    assert_eq!(stopped.err(), Some(PackageError::Stopped));
    assert_eq!(told, [(512, 601)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_lines_come_back_as_they_were(texts in prop::collection::vec("\\PC{0,200}[^+]", 0..12), first in 1_usize..4) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let world = World::new(&texts);
        let first = first.min(world.lines.len());
        let file = world.pack(&world.header(first), &world.lines[first - 1..]).unwrap();
        let lines: Vec<Vec<u8>> = read(&world, &file).into_iter().map(|(_, _, line)| line).collect();
        prop_assert_eq!(&lines[..], &world.lines[first - 1..]);
    }
}

/// A file of format 1, made by Python, openssl, gzip and age: what every later version must read as well.
#[test]
fn a_package_made_by_other_tools_reads() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packages");
    let file = std::fs::read(fixtures.join("format-1.lz")).unwrap();
    let text = std::fs::read_to_string(fixtures.join("format-1.txt")).unwrap();
    let county = BoxKey::load(&RealDisk, &fixtures).unwrap();
    let key = PublicKey::from_hex("64b2efce81df1c22462d736b19041ba363375ab833406c97f4a4098fa49aa670").unwrap();
    let signer = Signer { key, role: Role::Lower, standing: Standing::Confirmed };
    let expected = Expected { own: COUNTY, name: None, signer: &|_| Some(signer) };
    let see = |seen: &mut Vec<String>, item: &Item<'_>| {
        seen.push(std::str::from_utf8(item.raw).unwrap().trim_end().to_owned());
    };
    let (checked, seen) = check(&file[..], &county, &expected, Vec::new(), see, &mut go_on).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(seen, lines[1..4]);
    assert_eq!(checked.header().encode().unwrap().trim_end(), lines[0], "what we write is what they wrote");
}
