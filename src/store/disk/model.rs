//! For tests: a disk in memory whose power can be cut.
//!
//! The model is stricter than most file systems, within what POSIX allows. Each file has the
//! content last synced and a list of changes since; the names likewise, until their directory is
//! synced. At a power cut only what was synced is sure to survive; of the rest [`Survival`] says
//! how much does. A new directory is durable at once, as [`Disk::create_dir_all`] promises; a
//! renamed or removed one is a change of names like any other.
//!
//! Handles from before a cut are dead: every call on them fails.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Access, Disk, DiskFile, DiskLock, DiskRead, Entry, Kind, Meta, parent_of};

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
        paths.sort();
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
        state.nodes.push(Node { live: bytes.to_vec(), durable: bytes.to_vec(), changes: Vec::new() });
        state.live.files.insert(path.to_path_buf(), index);
        state.durable.files.insert(path.to_path_buf(), index);
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

    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.live);
        self.renames.push(change);
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        match self.find(path) {
            Ok(node) => {
                Ok(Meta { kind: Kind::File, len: length(self.nodes.get(node).map_or(0, |node| node.live.len())) })
            }
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => Ok(Meta { kind: Kind::Folder, len: 0 }),
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
        if state.meta(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let node = state.nodes.len();
        state.nodes.push(Node::default());
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
}

impl DiskFile for ModelFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.with(|node| node.change(Change::Append(bytes.to_vec())))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.with(Node::sync)
    }

    fn len(&self) -> io::Result<u64> {
        self.with(|node| length(node.live.len()))
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.with(|node| node.change(Change::SetLen(len)))
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

/// Chooses what survives (xorshift64; the choice need only be varied and repeatable).
struct Dice {
    survival: Survival,
    state: u64,
}

impl Dice {
    fn new(survival: Survival) -> Self {
        let seed = match survival {
            Survival::Torn(seed) => seed,
            Survival::Least | Survival::Most => 0,
        };
        // Spreads small seeds over all bits; the xorshift state must not be 0.
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        Self { survival, state }
    }

    /// How many of `len` things survive.
    fn part(&mut self, len: usize) -> usize {
        match self.survival {
            Survival::Least => 0,
            Survival::Most => len,
            Survival::Torn(_) => self.below(len + 1),
        }
    }

    /// What survives of an append that did not survive whole.
    fn tear(&mut self, bytes: &[u8]) -> Vec<u8> {
        if !matches!(self.survival, Survival::Torn(_)) {
            return Vec::new();
        }
        let kept = self.below(bytes.len() + 1);
        let mut torn = bytes[..kept].to_vec();
        if self.below(3) == 0 {
            torn.resize(bytes.len(), 0);
        }
        torn
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        // The low bits of xorshift are the weak ones. Less than `limit`, so it fits a usize again.
        usize::try_from((self.state >> 16) % limit).unwrap_or(0)
    }
}
