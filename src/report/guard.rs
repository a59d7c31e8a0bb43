//! Takes a workbook or csv file into memory once and refuses what is not one, before anything is parsed.
//!
//! Invariant: nothing that came from outside is read by path, by declared size or without an end. The file is read
//! once, at most [`MAX_FILE_BYTES`]; of a workbook only the parts that hold cells are ever inflated, by [`xml::Xml`],
//! which counts what really comes out. Macros, links to other files, pictures and embedded objects are never opened.

mod compound;
mod container;
mod xml;

use std::io;
use std::path::Path;

pub use compound::Compound;
pub use container::Container;
pub use xml::{Node, Xml, attribute};

use crate::store::disk::{Disk, Kind};
use crate::text::zh::report::sheet as zh;

/// The largest file that is read, in bytes as it lies on the disk.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// The most entries a workbook's container may have; ordinary ones have 10 to 100.
pub const MAX_ENTRIES: usize = 10_000;
/// Inflated bytes of one sheet; a full sheet of a million formatted blank rows has some 50 MiB.
pub const MAX_SHEET_BYTES: u64 = 512 << 20;
/// Inflated bytes of the shared text table, the only part that stays in memory.
pub const MAX_STRINGS_BYTES: u64 = 64 << 20;
/// Inflated bytes of every other part that is read: the list of sheets, styles, relationships.
pub const MAX_SMALL_PART_BYTES: u64 = 16 << 20;
/// Bytes of one cell's text; a spreadsheet program itself stops at 32,767 characters.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// A file that was not read, with the reason; its text is for the clerk.
#[derive(Debug, thiserror::Error)]
#[error("{}", zh::refused(file, why))]
pub struct Refusal {
    /// The file's name without its folders.
    pub file: String,
    /// What is wrong with it and what can be done.
    #[source]
    pub why: Why,
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// Nothing stands at that path.
    #[error("{}", zh::MISSING)]
    Missing,
    /// The system does not let the file be read.
    #[error("{}", zh::unreadable(.0.kind()))]
    Unreadable(#[from] io::Error),
    /// The path is a folder.
    #[error("{}", zh::DIRECTORY)]
    Directory,
    /// The path is a pipe or a device.
    #[error("{}", zh::NOT_A_FILE)]
    NotAFile,
    /// The file has no bytes.
    #[error("{}", zh::EMPTY)]
    Empty,
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("{}", zh::too_big(MAX_FILE_BYTES >> 20))]
    TooBig,
    /// The file's length changed while it was read.
    #[error("{}", zh::CHANGING)]
    Changing,
    /// A workbook in a binary format before that of 1997.
    #[error("{}", zh::OLD_WORKBOOK)]
    OldWorkbook,
    /// A workbook locked with a password.
    #[error("{}", zh::ENCRYPTED)]
    Encrypted,
    /// An archive that holds workbooks, not a workbook.
    #[error("{}", zh::archive(.inside))]
    Archive {
        /// The first workbook in it.
        inside: String,
    },
    /// A document of another kind in the same sort of container, or a workbook in a format that is not read.
    #[error("{}", zh::OTHER_DOCUMENT)]
    OtherDocument,
    /// A web page, or a workbook in a format of tags, under a workbook's name.
    #[error("{}", zh::WEB_PAGE)]
    WebPage,
    /// Neither a workbook nor text.
    #[error("{}", zh::NOT_A_TABLE)]
    NotATable,
    /// The container or one of its parts cannot be made sense of.
    #[error("{}", zh::damaged(.part))]
    Damaged {
        /// The part of the container.
        part: String,
    },
    /// More than [`MAX_ENTRIES`] entries.
    #[error("{}", zh::too_many_entries(MAX_ENTRIES))]
    TooManyEntries,
    /// A part that inflates beyond its bound.
    #[error("{}", zh::inflates(.part))]
    Inflates {
        /// The part of the container.
        part: String,
    },
    /// A part that declares entities, which no spreadsheet program writes.
    #[error("{}", zh::declares_entities(.part))]
    DeclaresEntities {
        /// The part of the container.
        part: String,
    },
    /// A tag, text or comment far beyond what a spreadsheet program writes.
    #[error("{}", zh::overlong(.part))]
    Overlong {
        /// The part of the container.
        part: String,
    },
    /// Elements nested without end.
    #[error("{}", zh::too_deep(.part))]
    TooDeep {
        /// The part of the container.
        part: String,
    },
    /// The workbook has no sheet of that name.
    #[error("{}", zh::no_such_sheet(.wanted, .present))]
    NoSuchSheet {
        /// The name that was asked for.
        wanted: String,
        /// The names there are.
        present: Vec<String>,
    },
}

/// What a file's first bytes show it to be.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Shape {
    /// A zip container, perhaps a workbook.
    Container,
    /// A container of the older kind, perhaps a workbook of before 2007 or of WPS.
    Compound,
    /// Text, to be read as csv.
    Text,
}

/// Reads a whole file of at most [`MAX_FILE_BYTES`] once, so that it cannot change while it is looked at.
pub fn load(disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, Why> {
    let before = disk.metadata(path).map_err(missing_or_unreadable)?;
    match before.kind {
        Kind::File => {}
        Kind::Folder => return Err(Why::Directory),
        Kind::Other => return Err(Why::NotAFile),
    }
    let bytes = disk.read(path, MAX_FILE_BYTES).map_err(missing_or_unreadable)?;
    let after = disk.metadata(path).map_err(missing_or_unreadable)?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if read != before.len || read != after.len {
        return Err(Why::Changing);
    }
    Ok(bytes)
}

/// Tells containers and text by content: workbooks, csv and web pages go under each other's names.
pub fn shape(bytes: &[u8], name: &str) -> Result<Shape, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_FILE_BYTES) {
        return Err(Why::TooBig);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return Ok(Shape::Compound);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Shape::Container);
    }
    // Cells without a container, as programs of the eighties and nineties wrote them.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..]) {
        return Err(Why::OldWorkbook);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if text.starts_with(b"<") {
        return Err(Why::WebPage);
    }
    let extension = Path::new(name).extension().map(|ending| ending.to_ascii_lowercase());
    let named = |endings: &[&str]| extension.as_ref().is_some_and(|ending| endings.iter().any(|text| ending == *text));
    // Systems of offices hand csv on under a workbook's name.
    let is_text = named(&["csv", "txt", "tsv"]) || named(&["xls", "et", "xlsx"]) && looks_like_csv(bytes);
    if is_text { Ok(Shape::Text) } else { Err(Why::NotATable) }
}

/// Whether bytes without a text's name are text in columns: no zero bytes, and a delimiter in the first line.
fn looks_like_csv(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let is_plain = bytes.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
    is_plain && first.iter().any(|byte| matches!(byte, b',' | b'\t' | b';'))
}

fn missing_or_unreadable(error: io::Error) -> Why {
    match error.kind() {
        io::ErrorKind::NotFound => Why::Missing,
        io::ErrorKind::FileTooLarge => Why::TooBig,
        _ => Why::Unreadable(error),
    }
}
