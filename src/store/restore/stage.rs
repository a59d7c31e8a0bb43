//! Unpacks a backup beside the data and makes sure that it is a desk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{RestoreError, switch};
use crate::model::Org;
use crate::model::order::Gather as _;
use crate::store::PROGRAM;
use crate::store::backup::{Archive, BackupError, FOLDERS, Progress};
use crate::store::disk::{Access, Disk, DiskError};
use crate::store::journal::{Chain, Epoch, Journal, Stamp};
use crate::store::keys::{DeskKey, KeyError};
use crate::store::place;
use crate::store::settings::Settings;

/// Unpacks into `restore-work/new` and begins a new epoch there; gives that beginning, the journal's last line.
pub(super) fn stage(
    disk: &Arc<dyn Disk>,
    root: &Path,
    file: &Path,
    archive: Archive,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Chain, RestoreError> {
    let new = switch::new_folder(root);
    for folder in FOLDERS.map(|folder| new.join(folder)) {
        disk.create_dir_all(&folder).map_err(DiskError::folder(&folder))?;
    }
    let org = archive.manifest().org;
    unpack(disk.as_ref(), &new, archive, progress)?;
    begin_epoch(disk, &new, file, org, now)
}

fn unpack(disk: &dyn Disk, new: &Path, mut archive: Archive, progress: &mut Progress<'_>) -> Result<(), RestoreError> {
    let total = archive.manifest().total_bytes();
    let mut done = 0_u64;
    let mut folders = std::iter::once(new.to_path_buf()).gather::<BTreeSet<_>>();
    for item in archive.manifest().files.clone() {
        let path: PathBuf = new.join(item.path.split('/').collect::<PathBuf>());
        let folder = path.parent().unwrap_or(new);
        disk.create_dir_all(folder).map_err(DiskError::folder(folder))?;
        folders.insert(folder.to_path_buf());
        let mut file = disk.create_new(&path, Access::Private).map_err(DiskError::writing(&path))?;
        archive.pour(&item, &mut |bytes| {
            done = done.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            if progress(done, total).is_break() {
                return Err(BackupError::Cancelled);
            }
            Ok(file.append(bytes).map_err(DiskError::writing(&path))?)
        })?;
        file.sync_data().map_err(DiskError::writing(&path))?;
    }
    for folder in folders {
        disk.sync_dir(&folder).map_err(DiskError::folder(&folder))?;
    }
    Ok(())
}

/// Opens the journal that was unpacked, which checks it whole, and appends the line with which this installation begins.
fn begin_epoch(
    disk: &Arc<dyn Disk>,
    new: &Path,
    file: &Path,
    org: Org,
    now: DateTime<FixedOffset>,
) -> Result<Chain, RestoreError> {
    let settings = Settings::load(disk.as_ref(), new).map_err(unusable(file))?;
    let path = place::journal(new, org);
    let mut journal = Journal::open(Arc::clone(disk), &path, settings.org(), None).map_err(unusable(file))?.journal;
    if let Some(reason) = journal.read_only() {
        return Err(unusable(file)(reason.clone()));
    }
    let keys = new.join(place::KEYS);
    let key = match DeskKey::load(disk.as_ref(), &keys) {
        // The desk goes on under a new key; the line that begins the epoch says so.
        Err(KeyError::Missing { .. }) => DeskKey::create(disk.as_ref(), &keys, org),
        other => other,
    };
    let key = key.map_err(unusable(file))?;
    let stamp = Stamp { at: now, by: settings.operator().to_owned() };
    journal.begin_epoch(&stamp, Epoch::random()?, key.public(), PROGRAM)?;
    Ok(journal.chain().clone())
}

fn unusable<E: std::error::Error + Send + Sync + 'static>(file: &Path) -> impl FnOnce(E) -> RestoreError {
    let file = file.to_path_buf();
    move |cause| RestoreError::Unusable { file, cause: Box::new(cause) }
}
