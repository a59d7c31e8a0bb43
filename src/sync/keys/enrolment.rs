//! The file with which a desk makes itself known to another: `LZ-<org>-key.txt`, one line of JSON.
//!
//! ```text
//! {"liaison":"key","format":1,"org":"…","name":"…","level":"…","sign":"<64 hex>","box":"age1…","at":"…","signature":"<128 hex>"}
//! ```
//!
//! The signature is that of `sign` over SHA-256 of the bytes before `,"signature"`. It shows that the file is whole and that
//! its maker holds the signing key; whose key it is, only the fingerprint tells, compared over the telephone.

use serde::{Deserialize, Serialize};

use super::{BoxPublic, BoxPublicError, OwnKeys};
use crate::model::Org;
use crate::model::station::NAME_CHARS;
use crate::store::journal::Hash;
use crate::store::keys::PublicKey;
use crate::text::clean;
use crate::text::zh::sync::keys as zh;

/// An enrolment file is about 400 bytes; whatever is longer is none.
pub const MAX_ENROLMENT_BYTES: u64 = 4096;

/// The version of the file's format.
const FORMAT: u32 = 1;
const TAG: &str = "key";
const SIGNATURE_START: &str = r#","signature":""#;
const SIGNATURE_END: &str = r#""}"#;
const SIGNATURE_DIGITS: usize = 128;
/// A level's key and a time stamp are short words.
const WORD_BYTES: usize = 40;

/// What a desk says of itself to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Its code.
    pub org: Org,
    /// Its name.
    pub name: String,
    /// The key of its level.
    pub level: String,
    /// What it signs with.
    pub sign: PublicKey,
    /// What packages for it are encrypted to.
    pub unbox: BoxPublic,
    /// When the file was made: RFC 3339.
    pub at: String,
}

/// Why a file is no enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// Some other file.
    #[error("{}", zh::NOT_ENROLMENT)]
    NotEnrolment,
    /// Written by a newer program.
    #[error("{}", zh::newer(*.format))]
    Newer {
        /// The file's format.
        format: u32,
    },
    /// It is not what was signed.
    #[error("{}", zh::ALTERED)]
    Altered,
    /// The key to encrypt to is none.
    #[error("{}", zh::bad_box_key(.0))]
    BoxKey(#[from] BoxPublicError),
}

#[derive(Serialize, Deserialize)]
struct Written {
    liaison: String,
    format: u32,
    org: Org,
    name: String,
    level: String,
    sign: String,
    #[serde(rename = "box")]
    unbox: String,
    at: String,
}

/// What even a later format has.
#[derive(Deserialize)]
struct Probe {
    liaison: String,
    format: u32,
}

/// What an organisation's enrolment file is called.
pub fn name_of(org: Org) -> String {
    format!("LZ-{org}-key.txt")
}

impl Enrolment {
    /// This desk's own.
    pub fn of_desk(org: Org, name: &str, level: &str, keys: &OwnKeys, at: &str) -> Enrolment {
        Enrolment {
            org,
            name: name.to_owned(),
            level: level.to_owned(),
            sign: keys.sign.public(),
            unbox: keys.unbox.public(),
            at: at.to_owned(),
        }
    }

    /// The fingerprint to compare before its keys are trusted.
    pub fn fingerprint(&self) -> String {
        self.sign.fingerprint(&self.unbox.to_string())
    }

    /// The file's text, signed with the key that it names.
    pub fn encode(&self, keys: &OwnKeys) -> Result<String, serde_json::Error> {
        let written = Written {
            liaison: TAG.to_owned(),
            format: FORMAT,
            org: self.org,
            name: self.name.clone(),
            level: self.level.clone(),
            sign: self.sign.to_string(),
            unbox: self.unbox.to_string(),
            at: self.at.clone(),
        };
        let json = serde_json::to_string(&written)?;
        let signed = json.strip_suffix('}').unwrap_or(&json);
        let signature = hex::encode(keys.sign.sign(&Hash::of(&[signed.as_bytes()]).0));
        Ok(format!("{signed}{SIGNATURE_START}{signature}{SIGNATURE_END}\n"))
    }

    /// Reads a file's bytes. A mail program or an editor may have added a mark at the start or changed the line's end.
    pub fn decode(bytes: &[u8]) -> Result<Enrolment, EnrolmentError> {
        let not_one = EnrolmentError::NotEnrolment;
        let text = std::str::from_utf8(bytes).map_err(|_| not_one)?;
        let line = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_end_matches(['\r', '\n']);
        if !line.starts_with('{') || line.bytes().any(|byte| byte < b' ') {
            return Err(not_one);
        }
        let probe: Probe = serde_json::from_str(line).map_err(|_| not_one)?;
        match probe {
            Probe { liaison, .. } if liaison != TAG => return Err(not_one),
            Probe { format, .. } if format > FORMAT => return Err(EnrolmentError::Newer { format }),
            _ => {}
        }
        let tail = SIGNATURE_START.len() + SIGNATURE_DIGITS + SIGNATURE_END.len();
        let (signed, end) =
            line.len().checked_sub(tail).and_then(|at| line.split_at_checked(at)).ok_or(EnrolmentError::Altered)?;
        let signature = end.strip_prefix(SIGNATURE_START).and_then(|end| end.strip_suffix(SIGNATURE_END));
        let written: Written = serde_json::from_str(line).map_err(|_| not_one)?;
        let sign = PublicKey::from_hex(&written.sign).ok_or(EnrolmentError::Altered)?;
        let digest = Hash::of(&[signed.as_bytes()]);
        if !signature.is_some_and(|signature| sign.verify_hex(&digest.0, signature)) {
            return Err(EnrolmentError::Altered);
        }
        let unbox = written.unbox.parse()?;
        let name = clean::line(&written.name).chars().take(NAME_CHARS).collect();
        let word = |text: &str| if text.len() <= WORD_BYTES { clean::line(text) } else { String::new() };
        let (level, at) = (word(&written.level), word(&written.at));
        Ok(Enrolment { org: written.org, name, level, sign, unbox, at })
    }
}
