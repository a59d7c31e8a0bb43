//! The desk's keys as others know them: what it signs with ([`crate::store::keys`]), what packages for it are encrypted to,
//! and the file that carries both to another desk.
//!
//! `keys/desk.age` holds the second, in the form that `age -d -i` takes: a comment that says it is ours, a comment with the
//! public half, and the line `AGE-SECRET-KEY-1…`; readable by its owner only.

mod enrolment;
mod point;

#[cfg(test)]
mod tests;

pub use enrolment::{Enrolment, EnrolmentError, MAX_ENROLMENT_BYTES, name_of};

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519;

use crate::store::disk::{Access, Disk, DiskError};
use crate::store::keys::{DeskKey, KeyError};
use crate::store::random::{RandomError, random_bytes};
use crate::text::zh::sync::keys as zh;

/// The folder of a desk's keys, in its data directory.
const KEYS: &str = "keys";
/// File name of the secret half, in that folder.
const BOX_KEY: &str = "desk.age";
/// The first line of that file; the number is its format's version.
const TAG: &str = "# liaison-box-key 1";
/// A key file has under 200 bytes; whatever is longer is none.
const MAX_KEY_FILE_BYTES: u64 = 4096;

/// Why the desk's own keys cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum OwnKeyError {
    /// The signing key.
    #[error(transparent)]
    Sign(#[from] KeyError),
    /// There is a key already; packages on their way are encrypted to it.
    #[error("{}", zh::exists(path))]
    Exists {
        /// The key's file.
        path: PathBuf,
    },
    /// There is none.
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
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Both secret keys of this desk.
pub struct OwnKeys {
    /// What it signs with.
    pub sign: DeskKey,
    /// What opens the packages sent to it.
    pub unbox: BoxKey,
}

impl OwnKeys {
    /// Reads the keys of the desk in `root`. A desk of before there were packages gets its second key now.
    pub fn of_desk(disk: &dyn Disk, root: &Path) -> Result<OwnKeys, OwnKeyError> {
        let dir = root.join(KEYS);
        let sign = DeskKey::load(disk, &dir)?;
        let unbox = match BoxKey::load(disk, &dir) {
            Err(OwnKeyError::Missing { .. }) => BoxKey::create(disk, &dir),
            other => other,
        }?;
        Ok(OwnKeys { sign, unbox })
    }

    /// Makes the second key of a new desk. Where that fails it is made at first need, when the reason can be told.
    pub fn prepare(disk: &dyn Disk, root: &Path) {
        if let Err(error) = Self::of_desk(disk, root) {
            tracing::warn!(%error, "the key for packages is not made yet");
        }
    }

    /// The fingerprint that another desk's clerk compares.
    pub fn fingerprint(&self) -> String {
        self.sign.public().fingerprint(&self.unbox.public().to_string())
    }
}

/// The secret that opens packages sent to this desk: an X25519 identity of age.
pub struct BoxKey(x25519::Identity);

impl BoxKey {
    /// A new key, kept nowhere yet.
    pub fn generate() -> Result<BoxKey, RandomError> {
        // Without random bytes age would not return: asked for here, where it can be said.
        random_bytes::<32>()?;
        Ok(BoxKey(x25519::Identity::generate()))
    }

    /// Makes a key and writes it into `dir`, where there must be none.
    pub fn create(disk: &dyn Disk, dir: &Path) -> Result<BoxKey, OwnKeyError> {
        let path = dir.join(BOX_KEY);
        if disk.exists(&path).map_err(DiskError::reading(&path))? {
            return Err(OwnKeyError::Exists { path });
        }
        let key = BoxKey::generate()?;
        let secret = key.0.to_string();
        let text = format!("{TAG}\n# public key: {}\n{}\n", key.public(), secret.expose_secret());
        disk.write_atomic(&path, text.as_bytes(), Access::Private).map_err(DiskError::writing(&path))?;
        Ok(key)
    }

    /// Reads the key from `dir`.
    pub fn load(disk: &dyn Disk, dir: &Path) -> Result<BoxKey, OwnKeyError> {
        let path = dir.join(BOX_KEY);
        let bytes = match disk.read(&path, MAX_KEY_FILE_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(OwnKeyError::Missing { path }),
            Err(error) => return Err(DiskError::reading(&path)(error).into()),
        };
        Self::read(&bytes).ok_or(OwnKeyError::Damaged { path })
    }

    /// The key in a file's text: behind our tag, comments and one key. An editor may have changed the lines' ends.
    fn read(bytes: &[u8]) -> Option<BoxKey> {
        let mut lines = std::str::from_utf8(bytes).ok()?.lines().map(|line| line.trim_end_matches('\r'));
        if lines.next() != Some(TAG) {
            return None;
        }
        let mut keys = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let key = keys.next()?.parse().ok()?;
        keys.next().is_none().then_some(BoxKey(key))
    }

    /// What others encrypt to.
    pub fn public(&self) -> BoxPublic {
        BoxPublic(self.0.to_public())
    }

    pub(super) fn identity(&self) -> &dyn age::Identity {
        &self.0
    }
}

impl fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the secret: a debug line may end in a log.
        write!(f, "BoxKey({})", self.public())
    }
}

/// What packages for a desk are encrypted to: an X25519 recipient of age, written `age1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct BoxPublic(x25519::Recipient);

impl BoxPublic {
    pub(super) fn recipient(&self) -> &dyn age::Recipient {
        &self.0
    }
}

/// Why a text is no key to encrypt to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoxPublicError {
    /// A secret key was given where a public one belongs.
    #[error("{}", zh::IS_SECRET)]
    Secret,
    /// It does not begin with `age1`.
    #[error("{}", zh::NOT_AGE)]
    NotAge,
    /// A character is wrong, missing or too much.
    #[error("{}", zh::MISTYPED)]
    Mistyped,
    /// A point of small order: everybody could open what is encrypted to it.
    #[error("{}", zh::WEAK)]
    Weak,
}

impl FromStr for BoxPublic {
    type Err = BoxPublicError;

    fn from_str(text: &str) -> Result<BoxPublic, BoxPublicError> {
        if text.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("AGE-SECRET-KEY")) {
            return Err(BoxPublicError::Secret);
        }
        let Some(data) = text.strip_prefix(point::PREFIX) else { return Err(BoxPublicError::NotAge) };
        let recipient: x25519::Recipient = text.parse().map_err(|_| BoxPublicError::Mistyped)?;
        // Bech32 may be written in capitals; a key has one written form.
        let bytes = point::decode(data).filter(|_| recipient.to_string() == text).ok_or(BoxPublicError::Mistyped)?;
        if point::is_weak(bytes) { Err(BoxPublicError::Weak) } else { Ok(BoxPublic(recipient)) }
    }
}

impl fmt::Display for BoxPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for BoxPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BoxPublic({self})")
    }
}
