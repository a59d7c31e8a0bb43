//! The desk's Ed25519 signing key: made once at set-up, kept in `keys/`, named by a fingerprint.
//!
//! `desk.key` is one line, `liaison-desk-key 1 <64 hex digits>`: the private seed, readable by its
//! owner only. `<org>.pub` is one line, `liaison-public-key 1 <org> <64 hex digits>`; it can be made
//! again from the first at any time. Hex digits are lower case. The number is the format's version.
//!
//! A fingerprint is what two clerks compare over the telephone: six groups of five decimal digits,
//! because digits are told apart best when read aloud. It is of both keys of a desk, the one it signs with and the one
//! that packages for it are encrypted to, so that neither can be exchanged. Group *i* is the big-endian number in bytes
//! 2*i* and 2*i*+1 of SHA-256(`liaison fingerprint 2` ‖ signing key ‖ encryption key as written, `age1…`), so a
//! fingerprint has 96 bits.

use std::fmt;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::model::Org;
use crate::store::disk::{Access, Disk, DiskError};
use crate::store::random::{RandomError, random_bytes};
use crate::text::zh::store::keys as zh;

#[cfg(test)]
mod tests;

/// File name of the private key in the key directory.
const DESK_KEY: &str = "desk.key";
const SECRET_TAG: &str = "liaison-desk-key 1 ";
const PUBLIC_TAG: &str = "liaison-public-key 1 ";
const FINGERPRINT_TAG: &[u8] = b"liaison fingerprint 2";
/// How many groups of five digits a fingerprint has.
const FINGERPRINT_GROUPS: usize = 6;
/// A key file is about a hundred bytes; whatever is longer is none.
const MAX_KEY_FILE_BYTES: u64 = 4096;

/// Length of a signature in bytes.
pub const SIGNATURE_BYTES: usize = 64;

/// Why a key cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is a key already, and a second one would orphan what the first has signed.
    #[error("{}", zh::exists(path))]
    Exists {
        /// The private key's file.
        path: PathBuf,
    },
    /// There is no key.
    #[error("{}", zh::missing(path))]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is not a key of ours.
    #[error("{}", zh::damaged(path))]
    Damaged {
        /// The key's file.
        path: PathBuf,
    },
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// There were no random bytes to make a key of.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// A public key as it stands in journals and packages; not yet known to be a valid point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Takes 64 lower-case hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        from_lower_hex(text).map(Self)
    }

    /// The key's 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether `signature` is this key's over `message`. Weak keys and signatures in any but the
    /// one canonical form are not accepted, so that no message has two signatures.
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }

    /// Whether a signature, written as 128 lower-case hex digits, is this key's over `message`; see [`Self::verify`].
    pub fn verify_hex(&self, message: &[u8], signature: &str) -> bool {
        from_lower_hex(signature).is_some_and(|signature| self.verify(message, &signature))
    }

    /// The fingerprint of this key with the desk's encryption key: six groups of five digits, separated by spaces.
    pub fn fingerprint(&self, box_key: &str) -> String {
        let digest = Sha256::new().chain_update(FINGERPRINT_TAG).chain_update(self.0).chain_update(box_key).finalize();
        let groups: Vec<String> = digest
            .chunks_exact(2)
            .take(FINGERPRINT_GROUPS)
            .map(|pair| format!("{:05}", u16::from_be_bytes([pair[0], pair[1]])))
            .collect();
        groups.join(" ")
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// The desk's private key; its bytes are wiped from memory on drop.
pub struct DeskKey(SigningKey);

impl DeskKey {
    /// Makes a key and writes `desk.key` and `<org>.pub` into `dir`, which is made if missing.
    pub fn create(disk: &dyn Disk, dir: &Path, org: Org) -> Result<Self, KeyError> {
        let path = dir.join(DESK_KEY);
        if disk.exists(&path).map_err(DiskError::reading(&path))? {
            return Err(KeyError::Exists { path });
        }
        disk.create_dir_all(dir).map_err(DiskError::folder(dir))?;
        let key = Self(SigningKey::from_bytes(&random_bytes()?));
        let line = format!("{SECRET_TAG}{}\n", hex::encode(key.0.as_bytes()));
        disk.write_atomic(&path, line.as_bytes(), Access::Private).map_err(DiskError::writing(&path))?;
        key.write_public(disk, dir, org)?;
        Ok(key)
    }

    /// Reads `desk.key` from `dir`.
    pub fn load(disk: &dyn Disk, dir: &Path) -> Result<Self, KeyError> {
        let path = dir.join(DESK_KEY);
        let bytes = match disk.read(&path, MAX_KEY_FILE_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(KeyError::Missing { path });
            }
            Err(error) => return Err(DiskError::reading(&path)(error).into()),
        };
        match one_line(&bytes, SECRET_TAG).and_then(from_lower_hex) {
            Some(seed) => Ok(Self(SigningKey::from_bytes(&seed))),
            None => Err(KeyError::Damaged { path }),
        }
    }

    /// Writes `<org>.pub` into `dir`, in the place of any there.
    pub fn write_public(&self, disk: &dyn Disk, dir: &Path, org: Org) -> Result<(), KeyError> {
        let path = public_path(dir, org);
        let line = format!("{PUBLIC_TAG}{org} {}\n", self.public());
        disk.write_atomic(&path, line.as_bytes(), Access::Shared).map_err(DiskError::writing(&path))?;
        Ok(())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The signature over `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for DeskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the secret: a debug line may end in a log.
        write!(f, "DeskKey({})", self.public())
    }
}

/// Reads the public key of `org` from `dir`.
pub fn load_public(disk: &dyn Disk, dir: &Path, org: Org) -> Result<PublicKey, KeyError> {
    let path = public_path(dir, org);
    let bytes = disk.read(&path, MAX_KEY_FILE_BYTES).map_err(DiskError::reading(&path))?;
    one_line(&bytes, PUBLIC_TAG)
        .and_then(|rest| rest.split_once(' '))
        .filter(|(owner, _)| *owner == org.to_string())
        .and_then(|(_, key)| PublicKey::from_hex(key))
        .ok_or(KeyError::Damaged { path })
}

fn public_path(dir: &Path, org: Org) -> PathBuf {
    dir.join(format!("{org}.pub"))
}

/// What follows `tag` in a file of one line; an editor may have dropped or changed the line's end.
fn one_line<'a>(bytes: &'a [u8], tag: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.trim_end_matches(['\r', '\n']).strip_prefix(tag)
}

/// Bytes from hex digits of lower case only, so that a key has one written form.
pub fn from_lower_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
