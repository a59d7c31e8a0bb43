//! `mappings.toml`: what was chosen for the columns of files that were imported on this machine, the newest fifty.
//!
//! It only saves asking again. A file that does not read is told of and passed over, and set aside before a new one is
//! written, so that nothing a person may want back is lost.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Access, Disk, DiskError};
use crate::text::zh::store::mappings as zh;

/// Its name in the data directory.
pub const FILE: &str = "mappings.toml";
/// Where one that does not read is set aside.
const ASIDE: &str = "mappings-unreadable.toml";
/// Mappings kept.
const MOST: usize = 50;
/// Fifty of 256 columns each, and room.
const MAX_BYTES: u64 = 4 << 20;

/// What was chosen for the columns of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mapping {
    /// The kind of record its rows became.
    pub kind: String,
    /// Its titles, in the form in which they are compared.
    pub titles: Vec<String>,
    /// The titles whose blank cells take what stands above them.
    #[serde(default)]
    pub fill: Vec<String>,
    /// The field of each title that was chosen; empty where the column is left out.
    pub fields: BTreeMap<String, String>,
}

/// Everything that was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mappings {
    /// The oldest first.
    #[serde(default)]
    mapping: Vec<Mapping>,
}

/// Why nothing is known of what was chosen; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum MappingsError {
    /// The file is not what it should be.
    #[error("{}", zh::unreadable(path))]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Mappings {
    /// Reads what was chosen; nothing where nothing was.
    pub fn load(disk: &dyn Disk, root: &Path) -> Result<Mappings, MappingsError> {
        let path = root.join(FILE);
        let bytes = match disk.read(&path, MAX_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Mappings::default()),
            other => other.map_err(DiskError::reading(&path))?,
        };
        let text = String::from_utf8(bytes).ok();
        text.and_then(|text| toml::from_str(&text).ok()).ok_or(MappingsError::Unreadable { path })
    }

    /// The mapping made for a file of these titles, or failing that for one with most of them; of a kind, if one is given.
    pub fn of_titles(&self, titles: &[String], kind: Option<&str>) -> Option<&Mapping> {
        let shared = |mapping: &Mapping| titles.iter().filter(|title| mapping.titles.contains(title)).count();
        let fits = |mapping: &&Mapping| {
            let most = titles.len().max(mapping.titles.len());
            kind.is_none_or(|kind| mapping.kind == kind) && shared(mapping) * 2 > most
        };
        self.mapping.iter().filter(fits).max_by_key(|mapping| shared(mapping))
    }

    /// Those made last come first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Mapping> {
        self.mapping.iter().rev()
    }

    fn add(&mut self, mapping: Mapping) {
        self.mapping.retain(|other| (&other.kind, &other.titles) != (&mapping.kind, &mapping.titles));
        self.mapping.push(mapping);
        let beyond = self.mapping.len().saturating_sub(MOST);
        self.mapping.drain(..beyond);
    }
}

/// Keeps what was chosen for a file.
pub fn remember(disk: &dyn Disk, root: &Path, mapping: Mapping) -> Result<(), MappingsError> {
    let path = root.join(FILE);
    let mut mappings = match Mappings::load(disk, root) {
        Ok(mappings) => mappings,
        Err(MappingsError::Unreadable { .. }) => {
            disk.rename(&path, &root.join(ASIDE)).map_err(DiskError::writing(&path))?;
            Mappings::default()
        }
        Err(error) => return Err(error),
    };
    mappings.add(mapping);
    let text = toml::to_string(&mappings).map_err(|_| MappingsError::Unreadable { path: path.clone() })?;
    let text = format!("# {}\n{text}", zh::HEADER);
    Ok(disk.write_atomic(&path, text.as_bytes(), Access::Shared).map_err(DiskError::writing(&path))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::disk::RealDisk;

    fn mapping(titles: &[&str], field: &str) -> Mapping {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        let fields = BTreeMap::from([(titles[0].clone(), field.to_owned())]);
        Mapping { kind: "issue".to_owned(), titles, fields, fill: Vec::new() }
    }

    #[test]
    fn what_was_chosen_is_kept_the_newest_fifty() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Mappings::load(&RealDisk, folder.path()).unwrap(), Mappings::default());
        for at in 0..MOST + 3 {
            let title = format!("列{at}");
            remember(&RealDisk, folder.path(), mapping(&[&title, "甲", "乙"], "title")).unwrap();
        }
        remember(&RealDisk, folder.path(), mapping(&["列9", "甲", "乙"], "content")).unwrap();
        let kept = Mappings::load(&RealDisk, folder.path()).unwrap();
        assert_eq!(kept.newest_first().count(), MOST);
        let titles = ["列9", "甲", "乙"].map(str::to_owned);
        assert_eq!(kept.of_titles(&titles, None).unwrap().fields["列9"], "content");
        assert_eq!(kept.of_titles(&titles, Some("visit")), None);
        let changed = ["列9", "甲", "丁"].map(str::to_owned);
        assert_eq!(kept.of_titles(&changed, None).unwrap().fields["列9"], "content", "most titles are the same");
        assert_eq!(kept.of_titles(&["别的".to_owned()], None), None);
    }

    #[test]
    fn a_file_that_does_not_read_is_told_of_and_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "这不是").unwrap();
        let error = Mappings::load(&RealDisk, folder.path()).unwrap_err();
        assert!(error.to_string().contains(FILE), "{error}");
        remember(&RealDisk, folder.path(), mapping(&["甲"], "title")).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join(ASIDE)).unwrap(), "这不是");
        assert_eq!(Mappings::load(&RealDisk, folder.path()).unwrap().newest_first().count(), 1);
    }
}
