//! Reading a package: first all of it to its end, then, once it holds, its lines.

use std::io::Read;
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use super::error::{PackError, PackageError, Wrong};
use super::header::{Header, Section, Sort};
use super::layers::Text;
use super::name::Name;
use super::writer::signature_line;
use super::{MAX_HEADER_BYTES, MAX_TEXT_BYTES};
use crate::model::Org;
use crate::model::party::{self, Party};
use crate::store::journal::{Flaw, Follow, Hash, Line, MAX_LINE_BYTES};
use crate::store::keys::PublicKey;
use crate::sync::keys::BoxKey;

/// After how many lines [`check()`] tells how far it has got.
const LINES_A_REPORT: u64 = 512;
/// Where the signature's digits and the key's stand in the last line.
const SIGNATURE_AT: std::ops::Range<usize> = 14..142;
const KEY_AT: std::ops::Range<usize> = 151..215;

/// Whether a party stands above or below this desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It sends packages down to us.
    Upper,
    /// It sends packages up to us.
    Lower,
}

/// How far a party's key is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has compared its fingerprint yet.
    Added,
    /// Compared and in force.
    Confirmed,
    /// No longer accepted.
    Revoked,
}

/// What this desk knows of a party that may send it packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Its signing key.
    pub key: PublicKey,
    /// Above or below us.
    pub role: Role,
    /// Whether the key is in force.
    pub standing: Standing,
}

impl Signer {
    /// What our record of a party says; `None` where it says nothing that can be gone by.
    pub fn of(party: &Party) -> Option<Signer> {
        let role = match party.role.as_str() {
            party::UPPER => Role::Upper,
            party::LOWER => Role::Lower,
            _ => return None,
        };
        let standing = match party.status.as_str() {
            party::ADDED => Standing::Added,
            party::CONFIRMED => Standing::Confirmed,
            party::REVOKED => Standing::Revoked,
            _ => return None,
        };
        PublicKey::from_hex(&party.sign_key).map(|key| Signer { key, role, standing })
    }
}

/// What a package must fit.
pub struct Expected<'a> {
    /// This desk.
    pub own: Org,
    /// The name its file has, where it has one of ours.
    pub name: Option<Name>,
    /// Who may have sent it.
    pub signer: &'a dyn Fn(Org) -> Option<Signer>,
}

/// A journal line of a package.
pub struct Item<'a> {
    /// The index of its chain in the header.
    pub section: usize,
    /// The chain's owner.
    pub org: Org,
    /// The line, sound in itself and in its chain. Its offsets count from the first line of the chain in this package.
    pub line: Line,
    /// Its bytes as they stand, with the newline.
    pub raw: &'a [u8],
}

/// A package that holds from its first byte to its last, made by a confirmed party for this desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    header: Header,
    signer: PublicKey,
    digest: Hash,
    bytes: u64,
}

impl Checked {
    /// What it says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The key that signed it: the one in force for `header().from`.
    pub fn signer(&self) -> PublicKey {
        self.signer
    }

    /// SHA-256 of the text that is signed: the same for the same package, however often it was encrypted.
    pub fn digest(&self) -> Hash {
        self.digest
    }

    /// Bytes of its text.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads its lines from the same file once more, which must not have changed.
    pub fn lines<'a>(&self, input: impl Read + Send + 'a, key: &BoxKey) -> Result<Lines<'a>, PackageError> {
        let mut lines = Lines::open(input, key)?;
        if lines.header != self.header {
            return Err(PackageError::Changed);
        }
        lines.signer = Some(self.signer);
        lines.again = Some(self.digest);
        Ok(lines)
    }
}

/// Reads a package to its end and checks all of it.
///
/// `see` is shown each line and folds it into `start`; since no line may be believed before the end, what it has folded is
/// given out only with the [`Checked`]. `progress` gets the lines done and to do, and may stop it.
pub fn check<T>(
    input: impl Read + Send,
    key: &BoxKey,
    expected: &Expected<'_>,
    start: T,
    see: fn(&mut T, &Item<'_>),
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(Checked, T), PackageError> {
    let mut lines = Lines::open(input, key)?;
    lines.signer = Some(admit(&lines.header, expected)?);
    let (total, mut done, mut folded) = (lines.header.lines(), 0_u64, start);
    while let Some(item) = lines.advance()? {
        see(&mut folded, &item);
        done += 1;
        if done.is_multiple_of(LINES_A_REPORT) && progress(done, total).is_break() {
            return Err(PackageError::Stopped);
        }
    }
    let Lines { header, signer: Some(signer), bytes, sum, .. } = lines else { return Err(Wrong::Unsigned.into()) };
    Ok((Checked { header, signer, digest: Hash(sum.finalize().into()), bytes }, folded))
}

/// What a package says of itself, for a list of packages only: nothing of it has been checked.
pub fn header_of<'a>(input: impl Read + Send + 'a, key: &BoxKey) -> Result<Header, PackageError> {
    Lines::open(input, key).map(|lines| lines.header)
}

/// Whether such a package may come from there to here, and the key that must have signed it.
fn admit(header: &Header, expected: &Expected<'_>) -> Result<PublicKey, PackageError> {
    let (from, to, own, sort) = (header.from, header.to, expected.own, header.sort);
    if from == own {
        return Err(PackageError::FromSelf);
    }
    if to != own {
        return Err(PackageError::OtherReceiver { to, own });
    }
    if let Some(name) = expected.name.filter(|name| *name != header.name()) {
        return Err(PackageError::Named { name: name.to_string(), header: header.name().to_string() });
    }
    let signer = (expected.signer)(from).ok_or(PackageError::Unknown { from })?;
    match signer.standing {
        Standing::Confirmed => {}
        Standing::Added => return Err(PackageError::Unconfirmed { from }),
        Standing::Revoked => return Err(PackageError::Revoked { from }),
    }
    match (sort, signer.role) {
        (Sort::Up, Role::Upper) | (Sort::Down, Role::Lower) => Err(PackageError::WrongSort { from, sort }),
        _ => Ok(signer.key),
    }
}

/// The lines of a package, from its file.
pub struct Lines<'a> {
    text: Text<'a>,
    header: Header,
    sections: Sections,
    /// The key that must have signed.
    signer: Option<PublicKey>,
    /// The digest that was found before.
    again: Option<Hash>,
    sum: Sha256,
    bytes: u64,
    buffer: Vec<u8>,
    over: bool,
}

impl<'a> Lines<'a> {
    fn open(input: impl Read + Send + 'a, key: &BoxKey) -> Result<Lines<'a>, PackageError> {
        let mut text = Text::open(input, key)?;
        let mut buffer = Vec::new();
        text.line(&mut buffer, MAX_HEADER_BYTES)?;
        let Some((b'\n', line)) = buffer.split_last() else { return Err(Wrong::Header.into()) };
        let header = Header::decode(line)?;
        let (sections, sum) = (Sections::new(&header.chains), Sha256::new().chain_update(&buffer));
        let bytes = u64::try_from(buffer.len()).unwrap_or(u64::MAX);
        Ok(Lines { text, header, sections, signer: None, again: None, sum, bytes, buffer, over: false })
    }

    /// What the package says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next line; `None` once the package has been read to its end and all of it holds. Nothing of it may be made
    /// lasting before that, and nothing at all after an error.
    pub fn advance(&mut self) -> Result<Option<Item<'_>>, PackageError> {
        if !self.next()? {
            return Ok(None);
        }
        let Some((_, line)) = self.buffer.split_last() else { return Err(Wrong::EndsEarly.into()) };
        let (section, line) = self.sections.take(&self.header.chains, line).map_err(refusal)?;
        let org = self.header.chains.get(section).map_or(self.header.from, |section| section.org);
        Ok(Some(Item { section, org, line, raw: &self.buffer }))
    }

    /// As [`Lines::advance`], for what checks the lines itself: the index of the line's chain, and its bytes with the newline. That
    /// they are those that were checked before, the end tells.
    pub(super) fn pass(&mut self) -> Result<Option<(usize, &[u8])>, PackageError> {
        if !self.next()? {
            return Ok(None);
        }
        let section = self.sections.pass(&self.header.chains);
        Ok(Some((section, &self.buffer)))
    }

    /// Reads the next line into the buffer; false once the package has been read to its end and all of it holds.
    fn next(&mut self) -> Result<bool, PackageError> {
        if self.over {
            return Ok(false);
        }
        self.text.line(&mut self.buffer, MAX_LINE_BYTES)?;
        if self.buffer.is_empty() {
            return Err(Wrong::EndsEarly.into());
        }
        self.bytes = self.bytes.saturating_add(u64::try_from(self.buffer.len()).unwrap_or(u64::MAX));
        if self.bytes > MAX_TEXT_BYTES {
            return Err(PackageError::TooLarge { limit: MAX_TEXT_BYTES });
        }
        if self.sections.is_over(&self.header.chains) {
            self.end()?;
            return Ok(false);
        }
        self.sum.update(&self.buffer);
        Ok(true)
    }

    /// With the last line in the buffer: the signature, the end of every layer, the digest found before.
    fn end(&mut self) -> Result<(), PackageError> {
        let from = self.header.from;
        let line = std::str::from_utf8(&self.buffer).map_err(|_| Wrong::Unsigned)?;
        let part = |at: std::ops::Range<usize>| line.get(at).ok_or(Wrong::Unsigned);
        let (signature, key) = (part(SIGNATURE_AT)?, part(KEY_AT)?);
        if signature_line(signature, key) != line {
            return Err(Wrong::Unsigned.into());
        }
        let key = PublicKey::from_hex(key).ok_or(Wrong::Unsigned)?;
        if self.signer != Some(key) {
            return Err(PackageError::OtherKey { from, key });
        }
        let digest: [u8; 32] = self.sum.clone().finalize().into();
        if !key.verify_hex(&digest, signature) {
            return Err(PackageError::BadSignature { from });
        }
        self.text.end()?;
        if self.again.is_some_and(|before| before != Hash(digest)) {
            return Err(PackageError::Changed);
        }
        self.over = true;
        Ok(())
    }
}

/// What a line taken at writing is refused for is refused for the same at reading.
fn refusal(error: PackError) -> PackageError {
    match error {
        PackError::Line { org, seq, flaw } => PackageError::Line { org, seq, flaw },
        PackError::Wrong(wrong) => PackageError::Wrong(wrong),
        PackError::TooMuch => PackageError::TooLarge { limit: MAX_TEXT_BYTES },
        PackError::Random(_) | PackError::Write(_) => PackageError::Altered,
    }
}

/// How far the chains of a header have been gone through.
pub(super) struct Sections {
    index: usize,
    follow: Follow,
    /// Lines of the chain that were passed over without a look.
    passed: u64,
}

impl Sections {
    pub(super) fn new(chains: &[Section]) -> Sections {
        Sections { index: 0, follow: start_of(chains.first()), passed: 0 }
    }

    /// Whether every line of every chain was taken.
    pub(super) fn is_over(&self, chains: &[Section]) -> bool {
        self.index >= chains.len()
    }

    /// Passes over the next line of a package that was checked before, and tells the index of its chain.
    fn pass(&mut self, chains: &[Section]) -> usize {
        let index = self.index;
        self.passed += 1;
        if chains.get(index).is_none_or(|section| self.passed >= section.count) {
            self.index += 1;
            self.passed = 0;
        }
        index
    }

    /// Takes the next line, given without its newline, and tells the index of its chain.
    pub(super) fn take(&mut self, chains: &[Section], line: &[u8]) -> Result<(usize, Line), PackError> {
        let index = self.index;
        let section = chains.get(index).ok_or(Wrong::Unsigned)?;
        let org = section.org;
        let seq = self.follow.mark().seq.saturating_add(1);
        let line = self.follow.take(line).map_err(|flaw: Flaw| PackError::Line { org, seq, flaw })?;
        let chain = self.follow.chain().map(|chain| &chain.start);
        if chain.is_some_and(|chain| chain.org != org) {
            return Err(Wrong::OtherChain.into());
        }
        if self.follow.mark().seq == section.last {
            if self.follow.mark().hash != section.after {
                return Err(Wrong::EndsElsewhere.into());
            }
            if !self.follow.is_between_saves() {
                return Err(Wrong::CutSave.into());
            }
            if chain.is_some_and(|chain| chain.epoch != section.epoch) {
                return Err(Wrong::OtherChain.into());
            }
            self.index += 1;
            self.follow = start_of(chains.get(self.index));
        }
        Ok((index, line))
    }
}

fn start_of(section: Option<&Section>) -> Follow {
    section.map_or_else(
        || Follow::behind(0, Hash::ZERO),
        |section| Follow::behind(section.first.saturating_sub(1), section.before),
    )
}
