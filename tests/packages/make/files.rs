//! What each file is. Their numbers are those of `HOSTILE`: 1 to 21 are packages; what is wrong with which stands in the tables of
//! `golden`.

use std::fs;
use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use liaison::model::Org;
use liaison::store::journal::{Epoch, Hash};
use liaison::sync::package::{Ack, Header, Sort};

use super::chain::{Chain, Made};
use super::{
    ADDED, AT, COUNTY, Maker, NEIGHBOUR, REVOKED, STATION, STRANGER, WEAK, encoded, fixtures, gzipped, last_line,
};

/// The order of Ed25519's group, little-endian (RFC 8032, 5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];
const DAY: &str = "2026-11-20";

pub fn all(maker: &Maker) {
    for entry in fs::read_dir(fixtures("hostile")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "lz") {
            fs::remove_file(path).unwrap();
        }
    }
    let sound = Chain::new(maker, STATION).visits(1..=2, DAY);
    layers(maker, &sound);
    forms(maker, &sound);
    headers(maker, &sound);
    signatures(maker, &sound);
    senders(maker, &sound);
    numbers(maker, &sound);
    orders(maker);
    receipts(maker);
    contents(maker, &sound);
}

/// A bomb: a text, and so many MiB of zeros after it.
fn bomb(start: &[u8], mebibytes: u64) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(start).unwrap();
    io::copy(&mut io::repeat(0).take(mebibytes << 20), &mut writer).unwrap();
    writer.finish().unwrap()
}

/// 1 to 7.
fn layers(maker: &Maker, sound: &Chain) {
    let text = sound.package(sound.all(), 1);
    let whole = [&text[..], maker.signature(STATION, &text).as_bytes()].concat();
    maker.file("01-empty.lz", b"");
    maker.file("02-archive.lz", b"PK\x03\x04 an archive, renamed");
    maker.file("02-gzip.lz", &gzipped(&whole));
    maker.file("02-later-age.lz", b"age-encryption.org/v9\n-> X\n--- x\n");
    maker
        .file("02-many-receivers.lz", &[b"age-encryption.org/v1\n", "-> X25519 a\n".repeat(5_000).as_bytes()].concat());
    maker.file("02-text.lz", &whole);
    let other = Maker { keys: maker.keys.clone(), to: age::x25519::Identity::generate().to_public() };
    other.enclosed("03-other-key.lz", &whole);
    maker.enclosed("04-05-small.lz", &whole);
    let header = text.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    maker.file("06-bomb.lz", &maker.encrypted(&bomb(b"", 64)));
    maker.file("06-bomb-for-a-line.lz", &maker.encrypted(&bomb(header, 64)));
    maker.file("06-bomb-behind-the-signature.lz", &maker.encrypted(&bomb(&whole, 64)));
    maker.enclosed("07-behind-the-signature.lz", &[&whole[..], b"\n"].concat());
    maker.file("07-second-member.lz", &maker.encrypted(&[gzipped(&whole), gzipped(b"more")].concat()));
    maker.file("07-behind-the-gzip.lz", &maker.encrypted(&[&gzipped(&whole)[..], b"x"].concat()));
    maker.file("07-behind-the-age.lz", &[&maker.encrypted(&gzipped(&whole))[..], b"x"].concat());
}

/// 8.
fn forms(maker: &Maker, sound: &Chain) {
    let text = sound.package(sound.all(), 1);
    let header_end = text.iter().position(|byte| *byte == b'\n').unwrap();
    let with = |at: usize, byte: u8| {
        let mut text = text.clone();
        text[at] = byte;
        text
    };
    maker.signed("08-mark-of-order.lz", STATION, &[&b"\xEF\xBB\xBF"[..], &text].concat());
    maker.signed("08-crlf.lz", STATION, &[&text[..header_end], b"\r", &text[header_end..]].concat());
    maker.signed("08-not-utf8.lz", STATION, &with(30, 0xff));
    maker.signed("08-nul.lz", STATION, &with(30, 0));
    maker.signed("08-crlf-in-a-line.lz", STATION, &[&text[..text.len() - 1], b"\r\n"].concat());
    maker.signed("08-not-utf8-in-a-line.lz", STATION, &with(text.len() - 6, 0xff));
    maker.signed("08-nul-in-a-line.lz", STATION, &with(text.len() - 6, 0));
}

/// The text of a package with its header changed.
fn bent(sound: &Chain, from: &str, to: &str) -> Vec<u8> {
    let header = encoded(&sound.header(sound.all(), 1));
    assert!(header.contains(from), "{header}");
    [header.replacen(from, to, 1).as_bytes(), &sound.text(sound.all())].concat()
}

/// 9 and 10.
fn headers(maker: &Maker, sound: &Chain) {
    let tiny = "{}\n".repeat(100_000);
    for (name, from, to) in [
        ("09-key-twice.lz", "{", r#"{"to":"430122","#.to_owned()),
        ("09-depth.lz", "\"chains\":[", format!("\"chains\":{}", "[".repeat(10_000))),
        ("09-number-beyond-all.lz", "\"number\":1", "\"number\":1e999".to_owned()),
        ("09-number-below-zero.lz", "\"number\":1", "\"number\":-1".to_owned()),
        ("09-long-field.lz", "{", format!("{{\"x\":\"{}\",", "x".repeat(10_000_000))),
    ] {
        maker.signed(name, STATION, &bent(sound, from, &to));
    }
    maker.signed("09-tiny-lines.lz", STATION, tiny.as_bytes());
    maker.signed("09-tiny-lines-behind.lz", STATION, &[&sound.package(sound.all(), 1)[..], tiny.as_bytes()].concat());
    let (text, changed) = (sound.package(sound.all(), 1), bent(sound, "\"number\":1", "\"number\":2"));
    maker.enclosed("10-changed-after-signing.lz", &[&changed[..], maker.signature(STATION, &text).as_bytes()].concat());
}

/// 11.
fn signatures(maker: &Maker, sound: &Chain) {
    let text = sound.package(sound.all(), 1);
    let with = |name: &str, last: &str| maker.enclosed(name, &[&text[..], last.as_bytes()].concat());
    let (key, digest) = (maker.key(STATION), Hash::of(&[&text]).0);
    let (signature, public) = (key.sign(&digest), key.public().to_string());
    with("11-no-signature.lz", "");
    with("11-another-object.lz", "{}\n");
    with("11-zeros.lz", &last_line(&[0; 64], &public));
    let (mut not_canonical, mut carry) = (signature, 0_u16);
    for (byte, of_order) in not_canonical[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(of_order) + carry;
        (*byte, carry) = (u8::try_from(sum & 0xff).unwrap(), sum >> 8);
    }
    with("11-not-canonical.lz", &last_line(&not_canonical, &public));
    with("11-other-station.lz", &maker.signature(NEIGHBOUR, &text));
    with("11-other-station-under-our-key.lz", &last_line(&maker.key(NEIGHBOUR).sign(&digest), &public));
    for (name, org) in [("11-unknown.lz", STRANGER), ("11-not-confirmed.lz", ADDED), ("11-revoked.lz", REVOKED)] {
        let chain = Chain::new(maker, org).visit(1, DAY);
        maker.signed(name, org, &chain.package(chain.all(), 1));
    }
    // A point of small order is a key under which anybody can sign.
    let chain = Chain::new(maker, WEAK).visit(1, DAY);
    let mut small = [0; 64];
    small[0] = 1;
    let last = last_line(&small, &"00".repeat(32));
    maker.enclosed("11-small-order.lz", &[&chain.package(chain.all(), 1)[..], last.as_bytes()].concat());
}

/// 12 and 13.
fn senders(maker: &Maker, sound: &Chain) {
    let own = Chain::new(maker, COUNTY).visit(1, DAY);
    let mut header = own.header(own.all(), 1);
    header.to = STATION;
    maker.signed("12-from-ourselves.lz", COUNTY, &[encoded(&header).as_bytes(), &own.text(own.all())].concat());
    maker.signed("12-other-county.lz", STATION, &bent(sound, "\"to\":\"430122\"", "\"to\":\"430123\""));
    let neighbour = Chain::new(maker, NEIGHBOUR).visit(1, DAY);
    maker.signed("12-not-its-owners-key.lz", STATION, &neighbour.package(neighbour.all(), 1));
    let both = [sound.header(sound.all(), 1), neighbour.header(neighbour.all(), 1)];
    let header = Header { chains: both.iter().flat_map(|header| header.chains.clone()).collect(), ..both[0].clone() };
    let text = [encoded(&header).as_bytes(), &sound.text(sound.all()), &neighbour.text(neighbour.all())].concat();
    maker.signed("12-chain-of-a-neighbour.lz", STATION, &text);
    maker.signed("13-down-from-below.lz", STATION, &bent(sound, "\"sort\":\"up\"", "\"sort\":\"down\""));
    maker.signed("13-up-as-receipt.lz", STATION, &bent(sound, "\"sort\":\"up\"", "\"sort\":\"receipt\""));
    let header = Header { chains: Vec::new(), ..sound.header(sound.all(), 1) };
    maker.signed("13-receipt-as-up.lz", STATION, encoded(&header).as_bytes());
}

/// 16 and 17.
fn numbers(maker: &Maker, sound: &Chain) {
    let last = format!("\"last\":{}", sound.lines.len());
    let count = format!("\"count\":{}", sound.lines.len());
    for (name, from, to) in [
        ("16-first-zero.lz", "\"first\":1", "\"first\":0"),
        ("16-last-greatest.lz", last.as_str(), "\"last\":18446744073709551615"),
        ("16-last-beyond-all.lz", last.as_str(), "\"last\":18446744073709551616"),
        ("16-descending.lz", "\"first\":1", "\"first\":9"),
        ("16-other-count.lz", count.as_str(), "\"count\":1"),
        ("17-other-installation.lz", &"e1".repeat(16), &"e2".repeat(16)),
    ] {
        maker.signed(name, STATION, &bent(sound, from, to));
    }
    let chain = sound.clone().visits(3..=4, DAY);
    let with = |name: &str, lines: &[&[u8]]| {
        let text = [encoded(&chain.header(chain.all(), 1)).as_bytes(), &lines.join(&b'\n'), b"\n"].concat();
        maker.signed(name, STATION, &text);
    };
    let lines: Vec<&[u8]> = chain.lines.iter().map(Vec::as_slice).collect();
    with("16-lines-descending.lz", &[lines[4], lines[3], lines[2], lines[1], lines[0]]);
    with("16-line-repeated.lz", &[lines[0], lines[1], lines[1], lines[2], lines[3]]);
    let mut line = lines[2].to_vec();
    let at = line.iter().position(|byte| *byte == b'\t').unwrap() - 3;
    line[at] = if line[at] == b'0' { b'1' } else { b'0' };
    with("17-hash.lz", &[lines[0], lines[1], &line, lines[3], lines[4]]);
    let other = Chain::new(maker, STATION).visits(1..=4, "2026-11-19");
    with("17-hash-before.lz", &[lines[0], lines[1], &other.lines[2], lines[3], lines[4]]);
    with("17-ends-elsewhere.lz", &other.lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
}

/// 14 and 15: each is sound; what they mean depends on what came before.
fn orders(maker: &Maker) {
    let chain = Chain::new(maker, STATION).visits(1..=6, DAY);
    let of = |name: &str, chain: &Chain, range, number| maker.signed(name, STATION, &chain.package(range, number));
    of("14-first.lz", &chain, (1, 3), 1);
    of("14-second.lz", &chain, (4, 5), 2);
    of("14-third.lz", &chain, (6, 7), 3);
    of("14-overlap.lz", &chain, (2, 5), 4);
    let other = Chain::new(maker, STATION).visits(1..=2, DAY).visits(3..=6, "2026-11-21");
    of("14-fork.lz", &other, (4, 5), 2);
    of("14-fork-in-the-overlap.lz", &other, (2, 7), 3);
    let again = Chain::new(maker, STATION).visit(1, DAY).begins(maker, 2, Epoch([7; 16])).visits(2..=4, "2026-11-22");
    of("15-restored.lz", &again, again.all(), 5);
}

/// 18: what they acknowledge is the county's chain, as it lies in the fixtures.
fn receipts(maker: &Maker) {
    let journal = fs::read_to_string(fixtures("packages/county/journal/430122.jsonl")).unwrap();
    let envelopes: Vec<serde_json::Value> =
        journal.lines().map(|line| serde_json::from_str(line.split_once('\t').unwrap().0).unwrap()).collect();
    let hash = |seq: u64| {
        let at = usize::try_from(seq - 1).unwrap();
        Hash::from_hex(envelopes[at]["hash"].as_str().unwrap()).unwrap()
    };
    let begin: serde_json::Value =
        serde_json::from_str(journal.lines().next().unwrap().split_once('\t').unwrap().1).unwrap();
    let epoch = Epoch(hex::decode(begin["data"]["epoch"].as_str().unwrap()).unwrap().try_into().unwrap());
    let all = envelopes.len() as u64;
    // Last stands the line that says that the package is written, which was in none.
    let sent = all - 1;
    for (name, number, org, through, hash) in [
        ("18-all-that-was-sent.lz", 2, COUNTY, sent, hash(sent)),
        ("18-older.lz", 1, COUNTY, sent - 1, hash(sent - 1)),
        ("18-never-sent.lz", 3, COUNTY, all, hash(all)),
        ("18-never-written.lz", 3, COUNTY, all + 1, hash(all)),
        ("18-other-hash.lz", 3, COUNTY, sent, hash(sent - 1)),
        ("18-greatest.lz", 3, COUNTY, u64::MAX - 1, hash(1)),
        ("18-chain-of-a-neighbour.lz", 3, NEIGHBOUR, 3, hash(3)),
    ] {
        let next = through + 1;
        let (missing, held, quarantined, unused) = (vec![], vec![], vec![], 0);
        let mut header = Header::new(Sort::Receipt, STATION, COUNTY, number, AT, 1);
        header.acks = vec![Ack { org, epoch, through, hash, next, missing, held, quarantined, unused }];
        maker.signed(name, STATION, encoded(&header).as_bytes());
    }
}

/// 9 (in a record), 19, 20 and 21: packages of which all holds but single lines.
fn contents(maker: &Maker, sound: &Chain) {
    let mut newer = bent(sound, "\"format\":1,\"least\":1", "\"format\":3,\"least\":2");
    maker.signed("19-newer.lz", STATION, &newer);
    newer = bent(sound, "{", "{\"colour\":{\"deep\":[1,2]},");
    maker.signed("19-unknown-keys.lz", STATION, &newer);
    let end = |name: &str, chain: Chain| {
        let chain = chain.visit(99, DAY);
        maker.signed(name, STATION, &chain.package(chain.all(), 1));
    };
    let made =
        |chain: Chain, org: Org, kind: &str, id: u64, data: &str| chain.made(&Made { org, at: AT, kind, id, data });
    let base = || Chain::new(maker, STATION).visit(1, DAY);
    end("19-unknown-kind.lz", made(base(), STATION, "colour", 1, r#"{"deep":[1,2]}"#));
    let deep = format!("{{\"date\":\"{DAY}\",\"x\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    end("09-depth-in-a-record.lz", made(base(), STATION, "visit", 2, &deep));
    let twice = format!("{{\"date\":\"{DAY}\",\"date\":\"2026-11-21\"}}");
    end("09-key-twice-in-a-record.lz", made(base(), STATION, "visit", 2, &twice));
    let (mut chain, stolen) = (base(), r#"{"title":"改了"}"#);
    for org in [NEIGHBOUR, COUNTY, Org(4301), STRANGER, Org(999_999_999_999)] {
        chain = made(chain, org, "issue", 1, stolen);
    }
    end("20-records-of-others.lz", chain);
    let days = ["0000-00-00", "0000-01-01", "2026-02-30", "9999-12-31", "10000-01-01", "-001-01-01"];
    end("21-days.lz", (2..).zip(days).fold(base(), |chain, (id, day)| chain.visit(id, day)));
    let times = ["9999-12-31T23:59:59+14:00", "0000-00-00T00:00:00Z", "1970-01-01T00:00:00-12:00", "", "很久以前"];
    let data = format!("{{\"date\":\"{DAY}\",\"people\":3}}");
    let clocks = (2..)
        .zip(times)
        .fold(base(), |chain, (id, at)| chain.made(&Made { org: STATION, at, kind: "visit", id, data: &data }));
    end("21-clock-jumps.lz", clocks);
    maker.signed("21-made-on-no-day.lz", STATION, &bent(sound, AT, "2026-02-30T00:00:00+08:00"));
}
