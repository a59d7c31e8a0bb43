//! `desk.toml`: what concerns this machine only. What is shared stands in the journal.
//!
//! Known keys are typed, unknown ones are kept and written back. A wrong file is refused with the key and its line; it is
//! never replaced by a guess.

use std::io;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::disk::{Access, Disk, DiskError};
use crate::model::{Date, Org};
use crate::text::zh::store::settings as zh;

#[cfg(test)]
mod tests;

/// Its name in the data directory.
pub const FILE: &str = "desk.toml";

/// Some dozen short lines; whatever is longer is not ours.
const MAX_BYTES: u64 = 64 * 1024;
const MAX_OPERATOR_CHARS: usize = 20;

const LEVEL: &str = "level";
const ORG: &str = "org";
const OPERATOR: &str = "operator";
const LAST_EXPORT: &str = "last_export";
const FOLDER: &str = "folder";

/// What a desk is the desk of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// 联络站.
    Station,
    /// 县.
    County,
    /// 市州.
    City,
    /// 省.
    Province,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Level; 4] = [Level::Station, Level::County, Level::City, Level::Province];

    /// Its word in desk.toml and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Level::Station => "station",
            Level::County => "county",
            Level::City => "city",
            Level::Province => "province",
        }
    }

    /// Digits of a code of the level.
    pub fn digits(self) -> usize {
        match self {
            Level::Station => 12,
            Level::County => 6,
            Level::City => 4,
            Level::Province => 2,
        }
    }

    /// The level of a code by its length: two digits for a province, two more for each level down, twelve for a station.
    pub fn of(org: Org) -> Level {
        match org.to_string().len() {
            0..=2 => Level::Province,
            3..=4 => Level::City,
            5..=6 => Level::County,
            _ => Level::Station,
        }
    }
}

/// The settings of this machine.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    level: Level,
    org: Org,
    operator: String,
    /// The whole file, unknown keys and all.
    table: Table,
}

/// Why `desk.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is none, so there is no desk.
    #[error("{}", zh::missing(path))]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Not TOML.
    #[error("{}", zh::syntax(path, *line))]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A key that must be there is not.
    #[error("{}", zh::absent(path, key))]
    Absent {
        /// The file.
        path: PathBuf,
        /// The key.
        key: &'static str,
    },
    /// A key with a value it cannot have.
    #[error("{}", zh::bad_value(path, key, *line, expected))]
    BadValue {
        /// The file.
        path: PathBuf,
        /// The key.
        key: &'static str,
        /// The line, from 1.
        line: usize,
        /// What it may be, for the clerk.
        expected: &'static str,
    },
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Settings {
    /// The settings of a new desk.
    pub fn new(org: Org, operator: &str) -> Settings {
        let mut settings = Settings { level: Level::of(org), org, operator: operator.to_owned(), table: Table::new() };
        settings.table.insert(LEVEL.to_owned(), Value::from(settings.level.key()));
        settings.table.insert(ORG.to_owned(), Value::from(org.to_string()));
        settings.table.insert(OPERATOR.to_owned(), Value::from(operator));
        settings
    }

    /// Whether a directory has such a file.
    pub fn exist(disk: &dyn Disk, root: &Path) -> bool {
        disk.exists(&root.join(FILE)).unwrap_or(false)
    }

    /// Reads `desk.toml`.
    pub fn load(disk: &dyn Disk, root: &Path) -> Result<Settings, SettingsError> {
        let path = root.join(FILE);
        let bytes = match disk.read(&path, MAX_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(SettingsError::Missing { path }),
            other => other.map_err(DiskError::reading(&path))?,
        };
        read(&path, &bytes)
    }

    /// Writes `desk.toml`, with the keys it does not know.
    pub fn save(&self, disk: &dyn Disk, root: &Path) -> Result<(), SettingsError> {
        let path = root.join(FILE);
        let text = format!("# {}\n{}", zh::HEADER, self.table);
        Ok(disk.write_atomic(&path, text.as_bytes(), Access::Shared).map_err(DiskError::writing(&path))?)
    }

    /// What the desk is the desk of.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The desk's own code.
    pub fn org(&self) -> Org {
        self.org
    }

    /// Who sits at the keyboard.
    pub fn operator(&self) -> &str {
        &self.operator
    }

    /// The day a ledger was last exported on this machine; none where that was never noted, or not as a date.
    pub fn last_export(&self) -> Option<Date> {
        self.table.get(LAST_EXPORT).and_then(Value::as_str)?.parse().ok()
    }

    /// Notes the day a ledger was exported; [`Settings::save`] makes it last.
    pub fn set_last_export(&mut self, on: Date) {
        self.table.insert(LAST_EXPORT.to_owned(), Value::from(on.to_string()));
    }

    /// The folder files were last written to; none where that was never noted.
    pub fn folder(&self) -> Option<&str> {
        self.table.get(FOLDER).and_then(Value::as_str)
    }

    /// Notes the folder files were written to; [`Settings::save`] makes it last.
    pub fn set_folder(&mut self, folder: &str) {
        self.table.insert(FOLDER.to_owned(), Value::from(folder));
    }

    /// Puts somebody else at the keyboard; [`Settings::save`] makes it last.
    pub fn set_operator(&mut self, operator: &str) {
        self.operator = operator.to_owned();
        self.table.insert(OPERATOR.to_owned(), Value::from(operator));
    }
}

/// The day a ledger was last exported on this machine, as its `desk.toml` has it.
pub fn last_export(disk: &dyn Disk, root: &Path) -> Option<Date> {
    Settings::load(disk, root).ok().and_then(|settings| settings.last_export())
}

/// Notes in `desk.toml` that a ledger was exported on a day. The ledger is written either way: that it cannot be noted is
/// told to the log.
pub fn note_export(disk: &dyn Disk, root: &Path, on: Date) {
    note(disk, root, |settings| settings.set_last_export(on));
}

/// The folder files were last written to on this machine, as its `desk.toml` has it.
pub fn folder(disk: &dyn Disk, root: &Path) -> Option<String> {
    Settings::load(disk, root).ok().and_then(|settings| settings.folder().map(str::to_owned))
}

/// Notes in `desk.toml` the folder a file was written to, like [`note_export`].
pub fn note_folder(disk: &dyn Disk, root: &Path, folder: &str) {
    note(disk, root, |settings| settings.set_folder(folder));
}

fn note(disk: &dyn Disk, root: &Path, change: impl FnOnce(&mut Settings)) {
    let noted = Settings::load(disk, root).and_then(|mut settings| {
        let before = settings.clone();
        change(&mut settings);
        if settings == before { Ok(()) } else { settings.save(disk, root) }
    });
    if let Err(error) = noted {
        tracing::warn!(%error, "what is kept of an export was not noted");
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<Settings, SettingsError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let syntax = |line| SettingsError::Syntax { path: path.to_path_buf(), line };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
        syntax(lines_in(sound))
    })?;
    let spanned =
        DeTable::parse(text).map_err(|error| syntax(line_of(text, error.span().map_or(0, |span| span.start))))?;
    // The same text parses again; only the spans are not in the second form.
    let table: Table = text.parse().map_err(|_| syntax(1))?;
    let file = File { path, text, table: spanned.get_ref() };
    let (level, at) = file.string(LEVEL, zh::LEVELS)?;
    let level = Level::ALL.into_iter().find(|known| known.key() == level);
    let level = level.ok_or_else(|| file.bad(LEVEL, at, zh::LEVELS))?;
    let (org, at) = file.string(ORG, zh::CODE)?;
    let org = org.parse().map_err(|()| file.bad(ORG, at, zh::CODE))?;
    let (operator, at) = file.string(OPERATOR, zh::NAME)?;
    if operator.trim().is_empty()
        || operator.chars().count() > MAX_OPERATOR_CHARS
        || operator.contains(char::is_control)
    {
        return Err(file.bad(OPERATOR, at, zh::NAME));
    }
    Ok(Settings { level, org, operator: operator.to_owned(), table })
}

/// The file as it was read, for errors that name the line.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
    table: &'a DeTable<'a>,
}

impl File<'_> {
    /// A string under a key, and where it stands.
    fn string(&self, key: &'static str, expected: &'static str) -> Result<(&str, usize), SettingsError> {
        let value: &Spanned<DeValue<'_>> =
            self.table.get(key).ok_or_else(|| SettingsError::Absent { path: self.path.to_path_buf(), key })?;
        let at = value.span().start;
        let text = value.get_ref().as_str().ok_or_else(|| self.bad(key, at, expected))?;
        Ok((text, at))
    }

    fn bad(&self, key: &'static str, at: usize, expected: &'static str) -> SettingsError {
        let line = line_of(self.text, at);
        SettingsError::BadValue { path: self.path.to_path_buf(), key, line, expected }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    lines_in(text.as_bytes().get(..offset).unwrap_or(text.as_bytes()))
}

fn lines_in(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
}
