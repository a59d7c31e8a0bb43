//! For tests: a disk in memory whose power can be cut.
//!
//! The model is stricter than most file systems, within what POSIX allows. Each file has the
//! content last synced and a list of changes since; the names likewise, until their directory is
//! synced. At a power cut only what was synced is sure to survive; of the rest [`Survival`] says
//! how much does. A new directory is durable at once, as [`Disk::create_dir_all`] promises; a
//! renamed or removed one is a change of names like any other.
//!
//! Handles from before a cut are dead: every call on them fails.

mod dice;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use dice::Dice;

use super::{Access, Disk, DiskFile, DiskLock, DiskRead, Drive, Entry, Kind, Meta, Space, parent_of};
use crate::model::order::Order as _;

/// How much of what was not synced is found after a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Nothing of it.
    Least,
    /// All of it.
    Most,
    /// For each file and for the names some first part of the changes, the last one torn; a torn
    /// append may leave its length with zeros in place of its bytes. The number seeds the choice.
    Torn(u64),
}

/// A disk in memory; clones are the same disk.
#[derive(Clone, Default)]
pub struct ModelDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    live: Names,
    durable: Names,
    renames: Vec<NameChange>,
    nodes: Vec<Node>,
    locks: BTreeSet<PathBuf>,
    /// Counts power cuts, so that older handles can be told.
    boot: u64,
    /// The disk's clock in seconds; every change is a second later than the one before.
    now: u64,
    space: Space,
    drives: Vec<Drive>,
    /// Whether names that differ in case only are the same to it, as on FAT.
    ignores_case: bool,
}

/// The names on a disk.
#[derive(Clone, Default)]
struct Names {
    folders: BTreeSet<PathBuf>,
    files: BTreeMap<PathBuf, usize>,
}

#[derive(Default)]
struct Node {
    live: Vec<u8>,
    durable: Vec<u8>,
    changes: Vec<Change>,
    /// When it was last changed, by the disk's clock.
    modified: u64,
}

enum Change {
    Append(Vec<u8>),
    SetLen(usize),
}

#[derive(Clone)]
enum NameChange {
    Created(PathBuf, usize),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
}

impl NameChange {
    /// The directory whose sync makes it durable.
    fn folder(&self) -> &Path {
        match self {
            Self::Created(path, _) | Self::Renamed(_, path) | Self::Removed(path) => parent_of(path),
        }
    }

    fn apply(&self, names: &mut Names) {
        match self {
            Self::Created(path, node) => {
                names.files.insert(path.clone(), *node);
            }
            Self::Removed(path) => {
                names.files.retain(|file, _| !file.starts_with(path));
                names.folders.retain(|folder| !folder.starts_with(path));
            }
            Self::Renamed(from, to) => names.rename(from, to),
        }
    }
}

impl Names {
    /// Moves a file, or a directory with all in it.
    fn rename(&mut self, from: &Path, to: &Path) {
        if let Some(node) = self.files.remove(from) {
            self.files.insert(to.to_path_buf(), node);
            return;
        }
        let moved = |path: &PathBuf| match path.strip_prefix(from) {
            Ok(rest) if rest.as_os_str().is_empty() => to.to_path_buf(),
            Ok(rest) => to.join(rest),
            Err(_) => path.clone(),
        };
        self.folders = self.folders.iter().map(moved).collect();
        self.files = self.files.iter().map(|(path, node)| (moved(path), *node)).collect();
    }

    fn make_folders(&mut self, path: &Path) {
        self.folders.extend(path.ancestors().map(Path::to_path_buf));
    }

    fn has_folder(&self, path: &Path) -> bool {
        self.folders.contains(path) || path == Path::new(".") || path.parent().is_none()
    }

    /// What stands directly in a directory.
    fn inside(&self, dir: &Path) -> Vec<PathBuf> {
        let inside = |path: &&PathBuf| path.parent() == Some(dir);
        let mut paths: Vec<PathBuf> = self.files.keys().filter(inside).cloned().collect();
        paths.extend(self.folders.iter().filter(inside).cloned());
        paths.order();
        paths
    }
}

impl ModelDisk {
    /// An empty disk with only its root directory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cuts the power and starts again on what survived.
    pub fn cut_power(&self, survival: Survival) {
        let mut state = self.state();
        let mut dice = Dice::new(survival);
        let renames = std::mem::take(&mut state.renames);
        let kept = dice.part(renames.len());
        for change in &renames[..kept] {
            change.apply(&mut state.durable);
        }
        state.live = state.durable.clone();
        for node in &mut state.nodes {
            node.lose_power(&mut dice);
        }
        state.locks.clear();
        state.boot += 1;
    }

    /// The content of a file as a program sees it now.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let node = *state.live.files.get(path)?;
        state.nodes.get(node).map(|node| node.live.clone())
    }

    /// Puts a file there durably, and the directories above it.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        state.make_folders(parent_of(path));
        let index = state.nodes.len();
        let modified = state.tick();
        state.nodes.push(Node { live: bytes.to_vec(), durable: bytes.to_vec(), changes: Vec::new(), modified });
        state.live.files.insert(path.to_path_buf(), index);
        state.durable.files.insert(path.to_path_buf(), index);
    }

    /// Lets time go by.
    pub fn wait(&self, time: Duration) {
        self.state().now += time.as_secs();
    }

    /// Says what room there is from now on; it does not change by writing.
    pub fn set_space(&self, space: Space) {
        self.state().space = space;
    }

    /// Puts sticks in.
    pub fn set_drives(&self, drives: Vec<Drive>) {
        self.state().drives = drives;
    }

    /// From now on no two new names in a directory differ in case only, as on FAT.
    pub fn ignore_case(&self) {
        self.state().ignores_case = true;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self, state: &State, node: usize) -> Box<dyn DiskFile> {
        Box::new(ModelFile { disk: self.clone(), node, boot: state.boot })
    }
}

impl State {
    fn make_folders(&mut self, path: &Path) {
        self.live.make_folders(path);
        self.durable.make_folders(path);
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        match self.live.files.get(path) {
            Some(node) => Ok(*node),
            None if self.live.has_folder(path) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn content(&self, path: &Path) -> io::Result<Vec<u8>> {
        let node = self.nodes.get(self.find(path)?);
        Ok(node.ok_or(io::ErrorKind::NotFound)?.live.clone())
    }

    /// Whether a name is taken.
    fn has(&self, path: &Path) -> bool {
        let same = |other: &PathBuf| other.as_os_str().eq_ignore_ascii_case(path.as_os_str());
        self.meta(path).is_ok() || (self.ignores_case && self.live.files.keys().any(same))
    }

    fn tick(&mut self) -> u64 {
        self.now += 1;
        self.now
    }

    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.live);
        self.renames.push(change);
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        match self.find(path) {
            Ok(node) => {
                let node = self.nodes.get(node).ok_or(io::ErrorKind::NotFound)?;
                let modified = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(node.modified));
                Ok(Meta { kind: Kind::File, len: length(node.live.len()), modified })
            }
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                Ok(Meta { kind: Kind::Folder, ..Meta::UNKNOWN })
            }
            Err(error) => Err(error),
        }
    }
}

impl Node {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.live);
        self.changes.push(change);
    }

    fn sync(&mut self) {
        self.durable = self.live.clone();
        self.changes.clear();
    }

    fn lose_power(&mut self, dice: &mut Dice) {
        let changes = std::mem::take(&mut self.changes);
        let kept = dice.part(changes.len());
        for change in &changes[..kept] {
            change.apply(&mut self.durable);
        }
        if let Some(Change::Append(bytes)) = changes.get(kept) {
            self.durable.extend_from_slice(&dice.tear(bytes));
        }
        self.live = self.durable.clone();
    }
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Append(bytes) => content.extend_from_slice(bytes),
            Self::SetLen(len) => content.resize(*len, 0),
        }
    }
}

impl Disk for ModelDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let bytes = self.state().content(path)?;
        if length(bytes.len()) > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn DiskRead>> {
        Ok(Box::new(Cursor::new(self.state().content(path)?)))
    }

    fn open_stored(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.state().content(path)?)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let state = self.state();
        let node = state.find(path)?;
        Ok(self.handle(&state, node))
    }

    fn create_new(&self, path: &Path, _access: Access) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.state();
        if !state.live.has_folder(parent_of(path)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if state.has(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let node = state.nodes.len();
        let modified = state.tick();
        state.nodes.push(Node { modified, ..Node::default() });
        state.change(NameChange::Created(path.to_path_buf(), node));
        Ok(self.handle(&state, node))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let folder = state.meta(from)?.kind == Kind::Folder;
        if !state.live.has_folder(parent_of(to)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        // Stricter than POSIX, which replaces an empty directory: Windows does not.
        if folder && state.meta(to).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.change(NameChange::Renamed(from.to_path_buf(), to.to_path_buf()));
        Ok(())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state().has(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.find(path)?;
        state.change(NameChange::Removed(path.to_path_buf()));
        Ok(())
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state.meta(path)?.kind != Kind::Folder {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        // One by one, so that a power cut can come in between.
        let inside = |file: &&PathBuf| file.starts_with(path);
        let files: Vec<PathBuf> = state.live.files.keys().filter(inside).cloned().collect();
        for file in files {
            state.change(NameChange::Removed(file));
        }
        state.change(NameChange::Removed(path.to_path_buf()));
        Ok(())
    }

    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if path.ancestors().any(|part| state.live.files.contains_key(part)) {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        state.make_folders(path);
        Ok(())
    }

    fn list(&self, dir: &Path, limit: usize) -> io::Result<Vec<Entry>> {
        let state = self.state();
        if !state.live.has_folder(dir) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let paths = state.live.inside(dir);
        if paths.len() > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let entry = |path: PathBuf| {
            let meta = state.meta(&path)?;
            Ok(Entry { path, meta })
        };
        paths.into_iter().map(entry).collect()
    }

    fn each_name(&self, dir: &Path, visit: &mut dyn FnMut(&OsStr, Kind) -> ControlFlow<()>) -> io::Result<()> {
        // The lock is not held while names are shown: who sees one may want to look at it.
        for entry in self.list(dir, usize::MAX)? {
            if visit(entry.path.file_name().unwrap_or_default(), entry.meta.kind).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn look(&self, path: &Path) -> io::Result<Meta> {
        self.state().meta(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        self.state().meta(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.state();
        let (done, left) =
            std::mem::take(&mut state.renames).into_iter().partition(|change: &NameChange| change.folder() == dir);
        state.renames = left;
        let done: Vec<NameChange> = done;
        for change in &done {
            change.apply(&mut state.durable);
        }
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        if !self.exists(path)? {
            self.create_new(path, Access::Shared)?;
        }
        let mut state = self.state();
        let free = state.locks.insert(path.to_path_buf());
        let (disk, path, boot) = (self.clone(), path.to_path_buf(), state.boot);
        Ok(free.then(|| Box::new(ModelLock { disk, path, boot }) as Box<dyn DiskLock>))
    }

    fn space(&self, _dir: &Path) -> io::Result<Space> {
        Ok(self.state().space)
    }

    fn drives(&self) -> io::Result<Vec<Drive>> {
        Ok(self.state().drives.clone())
    }
}

struct ModelFile {
    disk: ModelDisk,
    node: usize,
    boot: u64,
}

impl ModelFile {
    fn with<T>(&self, act: impl FnOnce(&mut Node) -> T) -> io::Result<T> {
        let mut state = self.disk.state();
        if state.boot != self.boot {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let node = state.nodes.get_mut(self.node);
        Ok(act(node.ok_or(io::ErrorKind::NotFound)?))
    }

    fn change(&self, change: Change) -> io::Result<()> {
        let now = self.disk.state().tick();
        self.with(|node| {
            node.change(change);
            node.modified = now;
        })
    }
}

impl DiskFile for ModelFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.change(Change::Append(bytes.to_vec()))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.with(Node::sync)
    }

    fn len(&self) -> io::Result<u64> {
        self.with(|node| length(node.live.len()))
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.change(Change::SetLen(len))
    }
}

struct ModelLock {
    disk: ModelDisk,
    path: PathBuf,
    boot: u64,
}

impl DiskLock for ModelLock {}

impl Drop for ModelLock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state.boot == self.boot {
            state.locks.remove(&self.path);
        }
    }
}

fn length(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
