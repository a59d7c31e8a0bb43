//! Points of Curve25519 that must not be encrypted to.
//!
//! With a point of small order the shared secret is zero whatever the sender's secret, so that anybody could open the
//! package; age does not return at all for one.

/// How a recipient of age begins.
pub(super) const PREFIX: &str = "age1";

/// The digits of bech32 (BIP 173), each five bits.
const DIGITS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Digits of 32 bytes, the checksum's apart.
const DATA_DIGITS: usize = 52;

/// The u-coordinates of small order, little-endian: 0 and 1, the two of order 8, p − 1, and 0 and 1 written as p and p + 1
/// (RFC 7748 reads a coordinate modulo p and without its highest bit).
const WEAK: [[u8; 32]; 7] = [
    [0; 32],
    ends(1, 0, 0),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44,
        0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
    ends(0xec, 0xff, 0x7f),
    ends(0xed, 0xff, 0x7f),
    ends(0xee, 0xff, 0x7f),
];

/// A coordinate of one byte at each end and the same between.
const fn ends(first: u8, between: u8, last: u8) -> [u8; 32] {
    let mut bytes = [between; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// The 32 bytes in the digits behind [`PREFIX`], whose checksum has been checked.
pub(super) fn decode(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = Vec::with_capacity(32);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for digit in digits.bytes().take(DATA_DIGITS) {
        let value = DIGITS.iter().position(|known| *known == digit)?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    bytes.try_into().ok()
}

/// Whether a coordinate is of small order.
pub(super) fn is_weak(mut bytes: [u8; 32]) -> bool {
    bytes[31] &= 0x7f;
    WEAK.contains(&bytes)
}
