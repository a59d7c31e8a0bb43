//! The day's backup, made after an opening while the clerk is at work.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::clock;
use crate::model::Org;
use crate::store::backup::{self, Source};
use crate::store::disk::Disk;
use crate::store::journal::JournalReader;
use crate::text::zh::store::backup as text;

/// What the backup of an open desk needs.
pub struct Daily {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// Whose desk it is.
    pub org: Org,
    /// Tells how far the journal is saved.
    pub journal: JournalReader,
}

impl Daily {
    /// Makes it unless there is one of today; gives what the clerk should hear of.
    pub fn make(&self) -> Option<String> {
        let source =
            Source { disk: self.disk.as_ref(), root: &self.root, org: self.org, saved: Some(self.journal.end()) };
        match backup::daily(&source, clock::moment(), &mut |_, _| ControlFlow::Continue(())) {
            Ok(made) => made.and_then(|daily| daily.notice()),
            Err(error) => Some(text::not_made_today(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::ErrorKind;

    use super::*;
    use crate::store::batch::Stamp;
    use crate::store::desk::{Desk, NewDesk};
    use crate::store::disk::RealDisk;
    use crate::store::disk::faulty::{Fault, FaultyDisk, Span};

    #[test]
    fn it_is_made_once_and_a_failure_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let faulty = FaultyDisk::new(Arc::new(RealDisk));
        let disk: Arc<dyn Disk> = Arc::new(faulty.clone());
        let new =
            NewDesk {
                org: Org(430_122_105_001), name: "茶亭镇代表联络站".to_owned(), operator: "李慧".to_owned()
            };
        let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李慧".to_owned() };
        let desk = Desk::init(Arc::clone(&disk), dir.path(), &new, &stamp).unwrap();
        let daily = Daily { disk, root: dir.path().to_owned(), org: desk.org(), journal: desk.journal() };
        // The first operation only looks.
        faulty.fail(1, Fault::Error(ErrorKind::StorageFull), Span::Writes);
        let told = daily.make().unwrap();
        assert!(told.contains("自动备份") && told.contains("空间已满"), "{told}");
        faulty.heal();
        assert_eq!(daily.make(), None);
        faulty.fail(1, Fault::Error(ErrorKind::StorageFull), Span::Writes);
        assert_eq!(daily.make(), None, "there is one of today");
    }
}
