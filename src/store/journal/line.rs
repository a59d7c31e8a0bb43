//! One line: an envelope, a tab, a body. Its written form, and the checks that need no other line.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::Flaw;
use super::hash::Hash;
use crate::model::{Kind, Org};

/// The longest line, its newline included, in bytes.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;

/// Hex digits in a salt.
const SALT_DIGITS: usize = 32;
/// `,"hash":"` + 64 hex digits + `"}`: what of an envelope its hash does not cover.
const HASH_SUFFIX_BYTES: usize = HASH_KEY.len() + 64 + 2;
const HASH_KEY: &str = r#","hash":""#;

const CLEAR_START: &str = r#"{"salt":""#;
const CLEAR_DATA: &str = r#"","data":"#;
const SEALED_START: &str = r#"{"sealed":""#;
const SEALED_END: &str = r#""}"#;
const WITHHELD: &str = r#"{"withheld":true}"#;
const ERASED: &str = r#"{"erased":true}"#;

/// What a line says about its body, and its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Envelope {
    /// The line's number, from 1 without gaps.
    pub seq: u64,
    /// When it was written: RFC 3339 with the desk's offset.
    pub at: String,
    /// Who wrote it.
    pub by: String,
    /// The organisation that owns the record; a string of digits, because other programs read long JSON numbers as
    /// floating point.
    pub org: Org,
    /// The record's kind.
    pub kind: String,
    /// The record's number with its owner and kind.
    pub id: u64,
    /// How often the record has been written, from 1.
    pub rev: u32,
    /// What was done.
    pub verb: String,
    /// Whether the next line belongs to the same save.
    #[serde(default)]
    pub more: bool,
    /// SHA-256 of the body's salt and data, see [`Body::Clear`].
    pub digest: Hash,
    /// The hash of the line before.
    pub prev: Hash,
    /// SHA-256 of the envelope up to here.
    pub hash: Hash,
}

/// What a line carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// The record after the change, readable; its digest has been checked.
    Clear {
        /// 32 hex digits; the digest takes the digits themselves.
        salt: String,
        /// A JSON object, byte for byte as it stands.
        data: Box<RawValue>,
    },
    /// A readable body under the desk's data key; its digest is checked after opening it.
    Sealed(String),
    /// Left out of a package for someone else.
    Withheld,
    /// Taken out for good.
    Erased,
}

impl Body {
    /// The record's JSON, if it can be read as it is.
    pub fn data(&self) -> Option<&str> {
        match self {
            Self::Clear { data, .. } => Some(data.get()),
            Self::Sealed(_) | Self::Withheld | Self::Erased => None,
        }
    }
}

/// A line that was read and is sound in itself.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its envelope.
    pub envelope: Envelope,
    /// Its body.
    pub body: Body,
    /// Offset of its first byte in the file.
    pub start: u64,
    /// Offset just past its newline.
    pub end: u64,
}

impl Line {
    /// Whether it is one of the entries that are told to people: about a record that is reported, and there for whoever has the line. What
    /// is erased later stays counted.
    pub fn is_reported(&self) -> bool {
        let kind: Option<Kind> = self.envelope.kind.parse().ok();
        kind.is_some_and(Kind::is_reported) && !matches!(self.body, Body::Withheld)
    }
}

/// As [`Line::is_reported`], of a line as it stands, without its newline; nothing of it is checked.
pub fn tells(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Told {
        kind: String,
    }
    let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { return false };
    let told: Option<Told> = serde_json::from_slice(&line[..tab]).ok();
    let kind: Option<Kind> = told.and_then(|told| told.kind.parse().ok());
    kind.is_some_and(Kind::is_reported) && &line[tab + 1..] != WITHHELD.as_bytes()
}

/// What a new line is made of.
pub(super) struct Draft<'a> {
    pub(super) seq: u64,
    pub(super) at: &'a str,
    pub(super) by: &'a str,
    pub(super) org: Org,
    pub(super) kind: &'a str,
    pub(super) id: u64,
    pub(super) rev: u32,
    pub(super) verb: &'a str,
    pub(super) more: bool,
    pub(super) prev: Hash,
    pub(super) salt: [u8; SALT_DIGITS / 2],
    /// Passed [`compact_object`].
    pub(super) data: &'a str,
}

impl Draft<'_> {
    /// The line with its newline, and its hash.
    pub(super) fn encode(&self) -> (String, Hash) {
        let salt = hex::encode(self.salt);
        let digest = digest(&salt, self.data);
        let head = format!(
            r#"{{"seq":{},"at":{},"by":{},"org":"{}","kind":{},"id":{},"rev":{},"verb":{}{},"digest":"{digest}","prev":"{}""#,
            self.seq,
            quoted(self.at),
            quoted(self.by),
            self.org,
            quoted(self.kind),
            self.id,
            self.rev,
            quoted(self.verb),
            if self.more { r#","more":true"# } else { "" },
            self.prev,
        );
        let hash = Hash::of(&[head.as_bytes()]);
        let data = self.data;
        let line = format!("{head}{HASH_KEY}{hash}\"}}\t{CLEAR_START}{salt}{CLEAR_DATA}{data}}}\n");
        (line, hash)
    }
}

/// Reads a line given without its newline; `start` is its offset in the file.
pub(super) fn decode(bytes: &[u8], start: u64) -> Result<Line, Flaw> {
    let text = std::str::from_utf8(bytes).map_err(|_| Flaw::NotUtf8)?;
    // An envelope never holds a raw tab: JSON strings escape it and nothing else may.
    let (envelope, body) = text.split_once('\t').ok_or(Flaw::NoBody)?;
    let envelope = decode_envelope(envelope)?;
    let body = decode_body(body)?;
    if let Body::Clear { salt, data } = &body
        && digest(salt, data.get()) != envelope.digest
    {
        return Err(Flaw::Digest);
    }
    let length = u64::try_from(bytes.len()).map_err(|_| Flaw::TooLong)?;
    Ok(Line { envelope, body, start, end: start.saturating_add(length).saturating_add(1) })
}

/// The line with its body left out; `None` without a body.
pub(super) fn as_withheld(line: &[u8]) -> Option<Vec<u8>> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    Some([&line[..=tab], WITHHELD.as_bytes()].concat())
}

fn decode_envelope(text: &str) -> Result<Envelope, Flaw> {
    let covered = text
        .len()
        .checked_sub(HASH_SUFFIX_BYTES)
        .filter(|at| text.as_bytes()[*at..].starts_with(HASH_KEY.as_bytes()))
        .ok_or(Flaw::Envelope)?;
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| Flaw::Envelope)?;
    // That the suffix is no part of a string follows from the parse: `hash` can stand only once.
    if Hash::of(&[&text.as_bytes()[..covered]]) != envelope.hash {
        return Err(Flaw::Hash);
    }
    Ok(envelope)
}

/// Reads a body by its exact bytes, so that no byte of it can change unnoticed.
fn decode_body(text: &str) -> Result<Body, Flaw> {
    match text {
        WITHHELD => return Ok(Body::Withheld),
        ERASED => return Ok(Body::Erased),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix(SEALED_START) {
        let sealed = rest.strip_suffix(SEALED_END).ok_or(Flaw::Body)?;
        return if sealed.bytes().all(is_base64) { Ok(Body::Sealed(sealed.to_owned())) } else { Err(Flaw::Body) };
    }
    let rest = text.strip_prefix(CLEAR_START).ok_or(Flaw::Body)?;
    let (salt, rest) = rest.split_at_checked(SALT_DIGITS).ok_or(Flaw::Body)?;
    let data = rest.strip_prefix(CLEAR_DATA).and_then(|rest| rest.strip_suffix('}')).ok_or(Flaw::Body)?;
    Ok(Body::Clear { salt: salt.to_owned(), data: compact_object(data).ok_or(Flaw::Body)? })
}

/// `data` if it is one JSON object on one line, without anything around it.
pub(super) fn compact_object(data: &str) -> Option<Box<RawValue>> {
    let bare = data.starts_with('{') && data.ends_with('}');
    if !bare || data.bytes().any(|byte| byte < b' ') {
        return None;
    }
    serde_json::from_str(data).ok()
}

/// The digest takes the salt's hex digits, not the bytes they stand for: every byte of the written
/// body counts, and there is nothing to decode before checking.
fn digest(salt: &str, data: &str) -> Hash {
    Hash::of(&[salt.as_bytes(), data.as_bytes()])
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}
