//! Writing a package, line by line.

use std::io::Write;

use age::Encryptor;
use age::stream::StreamWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::error::{PackError, Wrong};
use super::header::{Header, Section};
use super::reader::Sections;
use super::{MAX_HEADER_BYTES, MAX_TEXT_BYTES};
use crate::store::journal::MAX_LINE_BYTES;
use crate::store::keys::DeskKey;
use crate::store::random::random_bytes;
use crate::sync::keys::BoxPublic;

/// Writes a package into `W` as its lines come: signed, gzipped, encrypted. It checks them as a reader will, so that what it
/// finishes reads. Without [`Writer::finish`] it is no package: a reader says that it ends early.
pub struct Writer<W: Write> {
    output: GzEncoder<StreamWriter<W>>,
    sections: Sections,
    chains: Vec<Section>,
    sum: Sha256,
    bytes: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a package for the holder of `to`; the lines that `header.chains` tells of follow, in that order.
    pub fn new(output: W, to: &BoxPublic, header: &Header) -> Result<Self, PackError> {
        header.check()?;
        let line = header.encode()?;
        if line.len() > MAX_HEADER_BYTES {
            return Err(PackError::TooMuch);
        }
        // Without random bytes age would not return: asked for here, where it can be said.
        random_bytes::<1>()?;
        let encryptor = Encryptor::with_recipients(std::iter::once(to.recipient()))
            .map_err(|error| PackError::Write(std::io::Error::other(error)))?;
        let output = GzEncoder::new(encryptor.wrap_output(output)?, Compression::default());
        let (chains, sum) = (header.chains.clone(), Sha256::new());
        let mut writer = Writer { output, sections: Sections::new(&chains), chains, sum, bytes: 0 };
        writer.put(line.as_bytes())?;
        Ok(writer)
    }

    /// Adds the next journal line, given without its newline: as it stands, or with its body withheld
    /// ([`crate::store::journal::withheld`]).
    pub fn line(&mut self, line: &[u8]) -> Result<(), PackError> {
        if line.len() >= MAX_LINE_BYTES {
            return Err(Wrong::LongLine.into());
        }
        self.sections.take(&self.chains, line)?;
        self.put(line)?;
        self.put(b"\n")
    }

    /// Signs and ends the package, and gives back what it was written into, with nothing held back.
    pub fn finish(mut self, key: &DeskKey) -> Result<W, PackError> {
        if !self.sections.is_over(&self.chains) {
            return Err(Wrong::EndsEarly.into());
        }
        let digest: [u8; 32] = self.sum.clone().finalize().into();
        let line = signature_line(&hex::encode(key.sign(&digest)), &key.public().to_string());
        self.output.write_all(line.as_bytes())?;
        let mut output = self.output.finish()?.finish()?;
        output.flush()?;
        Ok(output)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.bytes > MAX_TEXT_BYTES {
            return Err(PackError::TooMuch);
        }
        self.sum.update(bytes);
        Ok(self.output.write_all(bytes)?)
    }
}

/// The last line with its newline.
pub(super) fn signature_line(signature: &str, key: &str) -> String {
    format!("{{\"signature\":\"{signature}\",\"key\":\"{key}\"}}\n")
}
