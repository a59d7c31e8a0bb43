//! The layers around a package's text: age, gzip; and which of them is to blame for an error.

use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read};
use std::sync::{Arc, Mutex, PoisonError};

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use flate2::bufread::GzDecoder;

use super::MAX_AGE_HEADER_BYTES;
use super::error::{PackageError, Wrong};
use crate::sync::keys::BoxKey;

/// Bytes read at a time, in each layer.
const CHUNK: usize = 64 * 1024;
/// The first line of every file of age's first version.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// The first word of the line that ends an age header.
const LAST_HEADER_LINE: &[u8] = b"--- ";

/// The first thing that went wrong below a layer. An error passed up through other readers does not tell by itself whether
/// the file could not be read, was cut or altered, or was made wrongly; and each has another way out.
#[derive(Clone, Default)]
struct Fault(Arc<Mutex<Option<Cause>>>);

#[derive(Clone, Copy)]
enum Cause {
    Disk(ErrorKind),
    Cut,
    Altered,
}

impl Fault {
    fn note(&self, cause: Cause) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(cause);
    }

    fn told(&self) -> Option<PackageError> {
        let cause = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cause.map(|cause| match cause {
            Cause::Disk(kind) => PackageError::Disk(kind),
            Cause::Cut => PackageError::Cut,
            Cause::Altered => PackageError::Altered,
        })
    }
}

/// The file.
struct Source<'a> {
    input: Box<dyn Read + Send + 'a>,
    fault: Fault,
}

impl Read for Source<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.input.read(buf).inspect_err(|error| {
            if error.kind() != ErrorKind::Interrupted {
                self.fault.note(Cause::Disk(error.kind()));
            }
        })
    }
}

/// What age gives, each chunk authenticated.
struct Plain<'a> {
    stream: StreamReader<Chain<Cursor<Vec<u8>>, BufReader<Source<'a>>>>,
    fault: Fault,
}

impl Read for Plain<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buf).inspect_err(|error| {
            let is_cut = error.kind() == ErrorKind::UnexpectedEof;
            self.fault.note(if is_cut { Cause::Cut } else { Cause::Altered });
        })
    }
}

/// The text of a package, as far as encryption and gzip hold.
pub(super) struct Text<'a> {
    input: BufReader<GzDecoder<BufReader<Plain<'a>>>>,
    fault: Fault,
}

impl<'a> Text<'a> {
    /// Opens the layers for the holder of `key`.
    pub(super) fn open(input: impl Read + Send + 'a, key: &BoxKey) -> Result<Text<'a>, PackageError> {
        let fault = Fault::default();
        let source = Source { input: Box::new(input), fault: fault.clone() };
        let mut file = BufReader::with_capacity(CHUNK, source);
        let open = |error| fault.told().unwrap_or(error);
        let head = age_header(&mut file).map_err(open)?;
        let decryptor = Decryptor::new_buffered(Cursor::new(head).chain(file));
        let stream = decryptor
            .and_then(|decryptor| decryptor.decrypt(std::iter::once(key.identity())))
            .map_err(|error| open(refused(&error)))?;
        let plain = BufReader::with_capacity(CHUNK, Plain { stream, fault: fault.clone() });
        Ok(Text { input: BufReader::with_capacity(CHUNK, GzDecoder::new(plain)), fault })
    }

    /// Reads a line with its newline into `line`, at most `limit` bytes; nothing at the end of the text.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> Result<(), PackageError> {
        line.clear();
        let most = u64::try_from(limit).unwrap_or(u64::MAX);
        let read = self.input.by_ref().take(most).read_until(b'\n', line);
        read.map_err(|error| self.blame(&error))?;
        match line.last() {
            None | Some(b'\n') => Ok(()),
            Some(_) if line.len() >= limit => Err(Wrong::LongLine.into()),
            Some(_) => Err(Wrong::EndsEarly.into()),
        }
    }

    /// Reads to the end of every layer, where nothing may be left.
    pub(super) fn end(&mut self) -> Result<(), PackageError> {
        // At its end gzip checks its sum, and age that no chunk is missing and none follows.
        let of_text = self.input.fill_buf().map(<[u8]>::is_empty);
        let plain = self.input.get_mut().get_mut();
        let ended = of_text.and_then(|ended| Ok(ended && plain.fill_buf()?.is_empty()));
        match ended {
            Ok(true) => Ok(()),
            Ok(false) => Err(Wrong::Trailing.into()),
            Err(error) => Err(self.blame(&error)),
        }
    }

    fn blame(&self, error: &io::Error) -> PackageError {
        tracing::debug!(%error, "a package does not read");
        self.fault.told().unwrap_or(PackageError::Wrong(Wrong::Gzip))
    }
}

/// The age header, which age itself would read without a limit.
fn age_header(file: &mut impl BufRead) -> Result<Vec<u8>, PackageError> {
    let mut head = Vec::new();
    loop {
        let start = head.len();
        let left = u64::try_from(MAX_AGE_HEADER_BYTES.saturating_sub(start)).unwrap_or(0);
        file.by_ref().take(left).read_until(b'\n', &mut head).map_err(|error| PackageError::Disk(error.kind()))?;
        let known = head.len().min(MAGIC.len());
        if head.is_empty() {
            return Err(PackageError::Empty);
        } else if head[..known] != MAGIC[..known] {
            return Err(PackageError::NotPackage);
        } else if head.len() >= MAX_AGE_HEADER_BYTES {
            return Err(PackageError::Altered);
        } else if head.len() == start || head.last() != Some(&b'\n') {
            return Err(PackageError::Cut);
        } else if head[start..].starts_with(LAST_HEADER_LINE) {
            return Ok(head);
        }
    }
}

fn refused(error: &DecryptError) -> PackageError {
    match error {
        DecryptError::NoMatchingKeys => PackageError::NotForKey,
        DecryptError::UnknownFormat => PackageError::NotPackage,
        DecryptError::Io(_) => PackageError::Cut,
        _ => PackageError::Altered,
    }
}
