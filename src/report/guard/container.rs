//! The zip container of a workbook: which parts it has, and a counted reader for each.

use std::collections::HashMap;
use std::io::Cursor;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::xml::Xml;
use super::{MAX_ENTRIES, Why};

/// The archive's name in messages about the container itself.
const DIRECTORY: &str = "zip";
/// Directory ends in one file; embedded documents bring their own.
const MAX_DIRECTORY_ENDS: usize = 64;

/// A counted reader of one part.
pub type Part<'a> = Xml<ZipFile<'a, Cursor<Vec<u8>>>>;

/// An opened container.
pub struct Container {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Parts by name in lower case with forward slashes: some programs write other spellings than they refer to.
    index: HashMap<String, usize>,
}

impl Container {
    /// Opens a container and makes sure that it is a workbook's.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Why> {
        // Counted in the bytes, not taken from the directory's own word: the zip library would allocate for each.
        let mut entries = 0_usize;
        let mut ends = 0_usize;
        for window in bytes.windows(4) {
            entries += usize::from(window == b"PK\x01\x02");
            ends += usize::from(window == b"PK\x05\x06");
        }
        if entries > MAX_ENTRIES || ends > MAX_DIRECTORY_ENDS {
            return Err(Why::TooManyEntries);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(error, DIRECTORY))?;
        let index = (0..archive.len()).filter_map(|at| Some((folded(archive.name_for_index(at)?), at))).collect();
        let container = Self { archive, index };
        container.is_workbook()?;
        Ok(container)
    }

    /// Whether some part's name starts with `prefix`.
    pub fn has(&self, prefix: &str) -> bool {
        let prefix = folded(prefix);
        self.index.keys().any(|name| name.starts_with(&prefix))
    }

    /// A reader of the part `name` that stops at `limit` inflated bytes; none if there is no such part.
    pub fn part(&mut self, name: &str, limit: u64) -> Result<Option<Part<'_>>, Why> {
        let Some(&at) = self.index.get(&folded(name)) else {
            return Ok(None);
        };
        let file = self.archive.by_index(at).map_err(|error| refused(error, name))?;
        let (packed, declared) = (file.compressed_size(), file.size());
        Ok(Some(Xml::new(file, name, packed, declared, limit)))
    }

    fn is_workbook(&self) -> Result<(), Why> {
        if self.has("_rels/.rels") && self.has("xl/") && !self.has("xl/workbook.bin") {
            return Ok(());
        }
        let is_table =
            |name: &&str| [".xlsx", ".xls", ".et", ".csv"].iter().any(|ending| folded(name).ends_with(ending));
        let inside = self.archive.file_names().find(is_table).map(str::to_owned);
        match inside {
            Some(inside) => Err(Why::Archive { inside }),
            None => Err(Why::OtherDocument),
        }
    }
}

fn folded(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

fn refused(error: ZipError, part: &str) -> Why {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Why::Encrypted,
        _ => Why::Damaged { part: part.to_owned() },
    }
}
