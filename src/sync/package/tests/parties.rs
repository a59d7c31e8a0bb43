//! Who may send what to whom, and whose signature it must bear (HOSTILE 11 to 13).

use super::*;
use crate::model::party::{self, Party};

/// The order of Ed25519's group, little-endian (RFC 8032, 5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn with_last_line(world: &World, line: &str) -> Result<Checked, PackageError> {
    world.check(&world.enclosed(&[&world.text()[..], line.as_bytes()].concat()))
}

/// 11: no signature, or none where it must stand.
#[test]
fn an_unsigned_package_is_refused() {
    let world = World::new(&["路灯"]);
    assert_eq!(with_last_line(&world, "").unwrap_err(), PackageError::Wrong(Wrong::EndsEarly));
    let sound = signature(&world.sign, &world.text());
    with_last_line(&world, &sound).unwrap();
    for bent in [
        "{}\n".to_owned(),
        sound.replace("\"key\"", " \"key\""),
        sound.replace("}\n", ",\"x\":1}\n"),
        sound.to_ascii_uppercase(),
        sound.replace('\n', "\r\n"),
        "路".repeat(73) + "\n",
    ] {
        assert_eq!(with_last_line(&world, &bent).unwrap_err(), PackageError::Wrong(Wrong::Unsigned), "{bent}");
    }
    assert_eq!(with_last_line(&world, sound.trim_end()).unwrap_err(), PackageError::Wrong(Wrong::EndsEarly));
}

/// 11: signatures in any but the one form, of other keys, of weak keys.
#[test]
fn a_signature_that_is_not_the_partys_is_refused() {
    let world = World::new(&["路灯"]);
    let text = world.text();
    let digest = Hash::of(&[&text]).0;
    let (sound, key) = (world.sign.sign(&digest), world.sign.public().to_string());
    let bad = PackageError::BadSignature { from: STATION };
    let zeros = signature_line(&hex::encode([0; 64]), &key);
    assert_eq!(with_last_line(&world, &zeros).unwrap_err(), bad);
    let mut not_canonical = sound;
    let mut carry = 0_u16;
    for (byte, of_order) in not_canonical[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(of_order) + carry;
        (*byte, carry) = (u8::try_from(sum & 0xff).unwrap(), sum >> 8);
    }
    assert_eq!(with_last_line(&world, &signature_line(&hex::encode(not_canonical), &key)).unwrap_err(), bad);
    let other = World::new(&[]).sign;
    let found = with_last_line(&world, &signature(&other, &text)).unwrap_err();
    assert_eq!(found, PackageError::OtherKey { from: STATION, key: other.public() });
    // The other's signature under the party's key.
    let forged = signature_line(&hex::encode(other.sign(&digest)), &key);
    assert_eq!(with_last_line(&world, &forged).unwrap_err(), bad);
    for weak in ["00".repeat(32), format!("01{}", "00".repeat(31))] {
        let public = crate::store::keys::PublicKey::from_hex(&weak).unwrap();
        let signer = Signer { key: public, ..world.signer() };
        let mut small = [0; 64];
        small[0] = 1;
        for signature in [[0; 64], small] {
            let line = signature_line(&hex::encode(signature), &weak);
            let file = world.enclosed(&[&text[..], line.as_bytes()].concat());
            assert_eq!(world.check_as(&file, Some(signer)).unwrap_err(), bad);
        }
    }
}

/// 11: whom we know and how.
#[test]
fn only_a_confirmed_party_may_send() {
    let world = World::new(&["路灯"]);
    let file = world.sound();
    let from = STATION;
    assert_eq!(world.check_as(&file, None).unwrap_err(), PackageError::Unknown { from });
    let standing = |standing| world.check_as(&file, Some(Signer { standing, ..world.signer() })).unwrap_err();
    assert_eq!(standing(Standing::Added), PackageError::Unconfirmed { from });
    assert_eq!(standing(Standing::Revoked), PackageError::Revoked { from });
}

/// 12.
#[test]
fn it_must_be_for_us_and_from_another() {
    let world = World::new(&["路灯"]);
    let file = world.sound();
    let signer = world.signer();
    let found = |own| {
        let expected = Expected { own, name: None, signer: &|_| Some(signer) };
        check(&file[..], &world.county, &expected, (), |(), _| {}, &mut go_on).unwrap_err()
    };
    assert_eq!(found(STATION), PackageError::FromSelf);
    assert_eq!(found(Org(430_123)), PackageError::OtherReceiver { to: COUNTY, own: Org(430_123) });
}

/// 13.
#[test]
fn a_sort_comes_from_its_side_under_its_name() {
    let world = World::new(&["路灯"]);
    let upper = Signer { role: Role::Upper, ..world.signer() };
    let found = world.check_as(&world.sound(), Some(upper)).unwrap_err();
    assert_eq!(found, PackageError::WrongSort { from: STATION, sort: Sort::Up });
    let down = Header { sort: Sort::Down, ..world.header(1) };
    let down = world.pack(&down, &world.lines).unwrap();
    assert_eq!(world.check(&down).unwrap_err(), PackageError::WrongSort { from: STATION, sort: Sort::Down });
    world.check_as(&down, Some(upper)).unwrap();
    let (file, signer, name) = (world.sound(), world.signer(), world.header(1).name());
    for other in [Name { sort: Sort::Down, ..name }, Name { sort: Sort::Receipt, ..name }, Name { number: 13, ..name }]
    {
        let expected = Expected { own: COUNTY, name: Some(other), signer: &|_| Some(signer) };
        let found = check(&file[..], &world.county, &expected, (), |(), _| {}, &mut go_on).unwrap_err();
        assert_eq!(found, PackageError::Named { name: other.to_string(), header: name.to_string() });
    }
}

#[test]
fn a_partys_record_says_who_may_sign() {
    let world = World::new(&[]);
    let party = Party {
        role: party::LOWER.to_owned(),
        status: party::CONFIRMED.to_owned(),
        sign_key: world.sign.public().to_string(),
        ..Party::default()
    };
    assert_eq!(Signer::of(&party), Some(world.signer()));
    let revoked = Party { status: party::REVOKED.to_owned(), role: party::UPPER.to_owned(), ..party.clone() };
    let expected = Signer { role: Role::Upper, standing: Standing::Revoked, ..world.signer() };
    assert_eq!(Signer::of(&revoked), Some(expected));
    for unknown in [
        Party { role: String::new(), ..party.clone() },
        Party { status: "trusted".to_owned(), ..party.clone() },
        Party { sign_key: "00".to_owned(), ..party },
    ] {
        assert_eq!(Signer::of(&unknown), None);
    }
}

/// Every refusal is a sentence that ends by saying what to do.
#[test]
fn refusals_speak_to_the_clerk() {
    let world = World::new(&["路灯"]);
    for file in [&b""[..], b"x", &world.sound()[..100], &World::new(&[]).sound(), &world.signed(b"{}\n")] {
        let said = world.check(file).unwrap_err().to_string();
        assert!(said.contains('请') && said.ends_with('。'), "{said}");
    }
}
