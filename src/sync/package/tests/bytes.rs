//! The file's bytes: nothing may be missing, changed or added (HOSTILE 1 to 7).

use std::io::{self, Read};

use super::*;

/// Bytes over which every truncation and every flipped bit is tried.
const SMALL: usize = 2048;

/// 1.
#[test]
fn an_empty_file_is_told_as_such() {
    let world = World::new(&[]);
    assert_eq!(world.check(b"").unwrap_err(), PackageError::Empty);
}

/// 2.
#[test]
fn another_file_is_told_as_such() {
    let world = World::new(&[]);
    let long = vec![b'a'; 1 << 20];
    for file in [&b"PK\x03\x04"[..], b"x", b"age-encryption.org/v9\n-> X\n", b"\n", &long, &gzipped(b"text")] {
        assert_eq!(world.check(file).unwrap_err(), PackageError::NotPackage);
    }
    let mut endless = b"age-encryption.org/v1\n".to_vec();
    endless.extend(b"-> X25519 a\n".repeat(100_000));
    assert_eq!(world.check(&endless).unwrap_err(), PackageError::Altered);
}

/// 3.
#[test]
fn a_package_for_another_key_is_told_as_such() {
    let (world, other) = (World::new(&[]), World::new(&[]));
    assert_eq!(world.check(&other.sound()).unwrap_err(), PackageError::NotForKey);
}

/// 4.
#[test]
fn every_truncation_is_refused() {
    let world = World::new(&["路灯不亮"]);
    let file = world.sound();
    assert!(file.len() < SMALL, "{} bytes", file.len());
    for length in 1..file.len() {
        let found = world.check(&file[..length]).unwrap_err();
        // Cut where a chunk could have ended, the chunk's own sum shows it.
        assert!(matches!(found, PackageError::Cut | PackageError::Altered), "{length} bytes: {found:?}");
    }
}

/// 5.
#[test]
fn every_flipped_bit_is_refused() {
    let world = World::new(&["路灯不亮"]);
    let mut file = world.sound();
    assert!(file.len() < SMALL, "{} bytes", file.len());
    for at in 0..file.len() {
        for bit in 0..8 {
            file[at] ^= 1 << bit;
            let found = world.check(&file).unwrap_err();
            let told = matches!(
                found,
                PackageError::Altered | PackageError::Cut | PackageError::NotPackage | PackageError::NotForKey
            );
            assert!(told, "bit {bit} of byte {at}: {found:?}");
            file[at] ^= 1 << bit;
        }
    }
    world.check(&file).unwrap();
}

/// 5, under the encryption: what a sound package could be changed into by one who has the key.
#[test]
fn every_flipped_bit_of_the_text_is_refused() {
    let world = World::new(&["路灯"]);
    let text = world.text();
    let text = [&text[..], signature(&world.sign, &text).as_bytes()].concat();
    for at in 0..text.len() {
        let mut text = text.clone();
        text[at] ^= 1 << (at % 8);
        assert!(world.check(&world.enclosed(&text)).is_err(), "byte {at}");
    }
    world.check(&world.enclosed(&text)).unwrap();
}

/// 6: 64 KiB that become 64 MiB.
#[test]
fn a_bomb_is_refused_at_the_first_line_that_is_too_long() {
    let world = World::new(&["路灯"]);
    let bomb = |start: &[u8]| {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        writer.write_all(start).unwrap();
        io::copy(&mut io::repeat(0).take(64 << 20), &mut writer).unwrap();
        world.encrypted(&writer.finish().unwrap())
    };
    assert!(bomb(b"").len() < 70_000);
    let header = world.header(1).encode().unwrap();
    for start in [&b""[..], header.as_bytes(), &world.text()] {
        assert_eq!(world.check(&bomb(start)).unwrap_err(), PackageError::Wrong(Wrong::LongLine));
    }
    // Behind the signature not a byte of it is looked at.
    let signed = [&world.text()[..], signature(&world.sign, &world.text()).as_bytes()].concat();
    assert_eq!(world.check(&bomb(&signed)).unwrap_err(), PackageError::Wrong(Wrong::Trailing));
}

/// 7.
#[test]
fn bytes_behind_the_end_of_a_layer_are_refused() {
    let world = World::new(&["路灯"]);
    let text = [&world.text()[..], signature(&world.sign, &world.text()).as_bytes()].concat();
    let trailing = PackageError::Wrong(Wrong::Trailing);
    assert_eq!(world.check(&world.enclosed(&[&text[..], b"\n"].concat())).unwrap_err(), trailing);
    let twice = [gzipped(&text), gzipped(b"more")].concat();
    assert_eq!(world.check(&world.encrypted(&twice)).unwrap_err(), trailing);
    assert_eq!(world.check(&world.encrypted(&[&gzipped(&text)[..], b"x"].concat())).unwrap_err(), trailing);
    assert_eq!(world.check(&[&world.sound()[..], b"x"].concat()).unwrap_err(), PackageError::Altered);
}

#[test]
fn what_is_inside_must_be_sound_gzip_to_its_end() {
    let world = World::new(&["路灯"]);
    let gzip = PackageError::Wrong(Wrong::Gzip);
    assert_eq!(world.check(&world.encrypted(b"plain text")).unwrap_err(), gzip);
    assert_eq!(world.check(&world.encrypted(b"")).unwrap_err(), gzip);
    let text = [&world.text()[..], signature(&world.sign, &world.text()).as_bytes()].concat();
    let mut bytes = gzipped(&text);
    let sum = bytes.len() - 8;
    bytes[sum] ^= 1;
    assert_eq!(world.check(&world.encrypted(&bytes)).unwrap_err(), gzip);
    assert_eq!(world.check(&world.encrypted(&bytes[..sum])).unwrap_err(), gzip);
}

/// 22, 29: the stick is pulled while reading.
#[test]
fn an_error_of_the_disk_is_told_as_one() {
    struct Pulled<'a>(&'a [u8]);
    impl Read for Pulled<'_> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buf)? {
                0 => Err(io::ErrorKind::NotConnected.into()),
                read => Ok(read),
            }
        }
    }
    let world = World::new(&["路灯"]);
    let (file, signer) = (world.sound(), world.signer());
    let expected = Expected { own: COUNTY, name: None, signer: &|_| Some(signer) };
    for length in [0, 10, 40, 300, file.len() - 1] {
        let found = check(Pulled(&file[..length]), &world.county, &expected, (), |(), _| {}, &mut go_on);
        assert_eq!(found.unwrap_err(), PackageError::Disk(io::ErrorKind::NotConnected), "{length} bytes");
    }
}
