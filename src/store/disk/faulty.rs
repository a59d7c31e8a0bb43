//! For tests: a disk around another one that counts operations and makes chosen ones fail.
//!
//! A test runs once without faults to learn how many operations there are, then once for each of
//! them with that one failing. Together with [`super::model::ModelDisk`] underneath, a fault that
//! lasts for everything is the moment at which the power goes.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Access, Disk, DiskFile, DiskLock, DiskRead, Drive, Entry, Kind, Meta, Space};

/// What a disk is asked to do; the unit of counting and failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the Disk method of its name, or of its kind")]
pub enum Operation {
    Read,
    OpenRead,
    ReadBytes,
    OpenAppend,
    CreateNew,
    Append,
    SyncData,
    Len,
    SetLen,
    Rename,
    RenameNew,
    Remove,
    RemoveDirAll,
    CreateDirAll,
    List,
    Metadata,
    SyncDir,
    TryLock,
    Space,
    Drives,
}

impl Operation {
    /// Whether it changes anything on the disk.
    pub fn writes(self) -> bool {
        let reads = matches!(self, Self::Read | Self::OpenRead | Self::ReadBytes | Self::Len | Self::List);
        !(reads || matches!(self, Self::Metadata | Self::Space | Self::Drives))
    }
}

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// With an error and no effect.
    Error(io::ErrorKind),
    /// An append writes that many bytes before the error; anything else fails without effect.
    Short(usize, io::ErrorKind),
}

impl Fault {
    fn kind(self) -> io::ErrorKind {
        match self {
            Self::Error(kind) | Self::Short(_, kind) => kind,
        }
    }
}

/// How long a fault lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The one operation.
    Once,
    /// That operation, and every later one that writes.
    Writes,
    /// That operation and every later one: the disk is gone.
    Everything,
}

#[derive(Clone, Copy)]
struct Plan {
    at: u64,
    fault: Fault,
    span: Span,
}

#[derive(Default)]
struct Tally {
    done: u64,
    by_kind: BTreeMap<Operation, u64>,
    plan: Option<Plan>,
}

impl Tally {
    /// Counts an operation and says how it is to fail, if it is.
    fn next(&mut self, operation: Operation) -> Option<Fault> {
        let index = self.done;
        self.done += 1;
        *self.by_kind.entry(operation).or_default() += 1;
        let plan = self.plan?;
        let hit = match plan.span {
            Span::Once => index == plan.at,
            Span::Writes => index == plan.at || (index > plan.at && operation.writes()),
            Span::Everything => index >= plan.at,
        };
        // A short write is short once; from then on nothing gets through at all.
        let lasting = match plan.fault {
            Fault::Short(_, kind) if index > plan.at => Fault::Error(kind),
            fault => fault,
        };
        hit.then_some(lasting)
    }
}

/// A disk around another that counts and fails; clones share the count.
#[derive(Clone)]
pub struct FaultyDisk {
    inner: Arc<dyn Disk>,
    tally: Shared,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Tally>>);

impl Shared {
    fn get(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self, operation: Operation) -> io::Result<()> {
        match self.get().next(operation) {
            Some(fault) => Err(fault.kind().into()),
            None => Ok(()),
        }
    }
}

impl FaultyDisk {
    /// Passes everything on to `inner` until told to fail.
    pub fn new(inner: Arc<dyn Disk>) -> Self {
        Self { inner, tally: Shared::default() }
    }

    /// Makes the `nth` operation from now on fail (0 is the next one).
    pub fn fail(&self, nth: u64, fault: Fault, span: Span) {
        let mut tally = self.tally.get();
        let at = tally.done.saturating_add(nth);
        tally.plan = Some(Plan { at, fault, span });
    }

    /// Lets no operation begin until what comes back is dropped.
    pub fn hold(&self) -> impl Drop + '_ {
        self.tally.get()
    }

    /// Ends a fault.
    pub fn heal(&self) {
        self.tally.get().plan = None;
    }

    /// How many operations there were so far, failed ones included.
    pub fn operations(&self) -> u64 {
        self.tally.get().done
    }

    /// How many operations of one kind there were so far, failed ones included.
    pub fn count(&self, operation: Operation) -> u64 {
        let tally = self.tally.get();
        tally.by_kind.get(&operation).copied().unwrap_or(0)
    }

    fn file(&self, inner: Box<dyn DiskFile>) -> Box<dyn DiskFile> {
        Box::new(FaultyFile { inner, tally: self.tally.clone() })
    }
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.tally.check(Operation::Read)?;
        self.inner.read(path, limit)
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn DiskRead>> {
        self.tally.check(Operation::OpenRead)?;
        Ok(Box::new(FaultyRead { inner: self.inner.open_read(path)?, tally: self.tally.clone() }))
    }

    fn open_stored(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        self.tally.check(Operation::OpenRead)?;
        Ok(Box::new(FaultyRead { inner: self.inner.open_stored(path)?, tally: self.tally.clone() }))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.tally.check(Operation::OpenAppend)?;
        Ok(self.file(self.inner.open_append(path)?))
    }

    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn DiskFile>> {
        self.tally.check(Operation::CreateNew)?;
        Ok(self.file(self.inner.create_new(path, access)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tally.check(Operation::Rename)?;
        self.inner.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tally.check(Operation::RenameNew)?;
        self.inner.rename_new(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.tally.check(Operation::Remove)?;
        self.inner.remove(path)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.tally.check(Operation::RemoveDirAll)?;
        self.inner.remove_dir_all(path)
    }

    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        self.tally.check(Operation::CreateDirAll)?;
        self.inner.create_dir_all(path)
    }

    fn list(&self, dir: &Path, limit: usize) -> io::Result<Vec<Entry>> {
        self.tally.check(Operation::List)?;
        self.inner.list(dir, limit)
    }

    fn each_name(&self, dir: &Path, visit: &mut dyn FnMut(&OsStr, Kind) -> ControlFlow<()>) -> io::Result<()> {
        self.tally.check(Operation::List)?;
        self.inner.each_name(dir, visit)
    }

    fn look(&self, path: &Path) -> io::Result<Meta> {
        self.tally.check(Operation::Metadata)?;
        self.inner.look(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        self.tally.check(Operation::Metadata)?;
        self.inner.metadata(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.tally.check(Operation::SyncDir)?;
        self.inner.sync_dir(dir)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        self.tally.check(Operation::TryLock)?;
        self.inner.try_lock(path)
    }

    fn space(&self, dir: &Path) -> io::Result<Space> {
        self.tally.check(Operation::Space)?;
        self.inner.space(dir)
    }

    fn drives(&self) -> io::Result<Vec<Drive>> {
        self.tally.check(Operation::Drives)?;
        self.inner.drives()
    }
}

struct FaultyFile {
    inner: Box<dyn DiskFile>,
    tally: Shared,
}

impl DiskFile for FaultyFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let fault = self.tally.get().next(Operation::Append);
        match fault {
            None => self.inner.append(bytes),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Short(kept, kind)) => {
                self.inner.append(&bytes[..kept.min(bytes.len())])?;
                Err(kind.into())
            }
        }
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.tally.check(Operation::SyncData)?;
        self.inner.sync_data()
    }

    fn len(&self) -> io::Result<u64> {
        self.tally.check(Operation::Len)?;
        self.inner.len()
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.tally.check(Operation::SetLen)?;
        self.inner.set_len(len)
    }
}

struct FaultyRead<R> {
    inner: R,
    tally: Shared,
}

impl<R: Read> Read for FaultyRead<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.tally.check(Operation::ReadBytes)?;
        self.inner.read(buf)
    }
}

impl<R: Seek> Seek for FaultyRead<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
