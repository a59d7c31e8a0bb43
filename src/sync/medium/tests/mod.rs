//! Tests of sticks: the protocol under faults, what is found, what is taken. A number before a test is its case in `HOSTILE`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod faults;
mod looking;
mod stick;
mod taking;
mod writing;

use std::convert::Infallible;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::{Going, MediumError, Order, WriteError, Written, is_package_name, write};
use crate::model::Org;
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;

const STICK: &str = "/media/lihua/LZDATA";
const NAME: &str = "LZ-430122105001-430122-up-0012.lz";
const OWNER: Org = Org(430_122_105_001);

/// A disk with an empty stick.
fn stick() -> ModelDisk {
    let disk = ModelDisk::new();
    disk.create_dir_all(Path::new(STICK)).unwrap();
    disk
}

/// Longer than what is held in memory at once, and nowhere like itself.
static CONTENT: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..150_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect());

fn content() -> &'static [u8] {
    &CONTENT
}

fn going_on(_: Going) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn order(disk: &dyn Disk) -> Order<'_> {
    Order { disk, folder: Path::new(STICK), name: NAME, owner: OWNER, estimate: 150_000 }
}

fn put(order: &Order<'_>) -> Result<Written<()>, MediumError> {
    put_watched(order, &mut going_on)
}

fn put_watched(
    order: &Order<'_>,
    progress: &mut dyn FnMut(Going) -> ControlFlow<()>,
) -> Result<Written<()>, MediumError> {
    // What comes back from the stick is swallowed, as a careless writer would: it must be told all the same.
    let fill = |out: &mut dyn Write| -> Result<(), Infallible> {
        for piece in content().chunks(10_000) {
            let _ = out.write_all(piece);
        }
        Ok(())
    };
    write(order, fill, progress).map_err(|error| match error {
        WriteError::Medium(error) => error,
        WriteError::Source(never) => match never {},
    })
}

fn files(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    disk.list(folder, 100).unwrap().into_iter().map(|entry| entry.path).collect()
}

fn packages(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    let mut files = files(disk, folder);
    files.retain(|path| is_package_name(path.file_name().unwrap()));
    files
}
