//! The commands that look after the data: verify, rebuild, backup, restore, salvage.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::runtime::clock;
use crate::store::backup::{self, BackupError, Closed, Written};
use crate::store::desk::{Desk, OpenError};
use crate::store::mend::{self, MendError, Mended};
use crate::store::restore::{self, RestoreError, Restored};
use crate::store::verify::{self, Step};
use crate::sync::exchange::party_of;
use crate::sync::exchange::restored::cut_off;
use crate::text::zh::cli::{keep as say, say as common};
use crate::text::zh::store::mend as mended;

use super::party::failed;
use super::session::{Paths, opening_failed};
use super::{Exit, Failure, args, print};

/// `verify`: the report on standard output; exit 3 if something is wrong that does not mend itself.
pub(super) fn verify(paths: &Paths) -> Result<(), Failure> {
    need_desk(paths)?;
    let report = verify::verify(&paths.disk, &paths.root, &mut |step, done, total| {
        let what = match step {
            Step::Journal => say::CHECKING_JOURNAL,
            Step::Replay => say::REPLAYING,
            Step::Compare => say::COMPARING,
        };
        print::progress(what, done, total);
        ControlFlow::Continue(())
    });
    print::progress_done();
    let report = report.map_err(opening_failed)?;
    report.lines().iter().for_each(|line| print::line(line));
    if report.is_damaged() {
        return Err(Failure::damaged(report.verdict()));
    }
    print::line(report.verdict());
    Ok(())
}

/// `rebuild`: makes the live store anew.
pub(super) fn rebuild(paths: &Paths) -> Result<(), Failure> {
    need_desk(paths)?;
    // The journal is only read: without room for a backup a rebuild does no harm.
    let daily = Closed::take(Arc::clone(&paths.disk), &paths.root, clock::moment())
        .and_then(|closed| backup::daily(&closed.source(), clock::moment(), &mut shown(say::BACKING_UP)));
    print::progress_done();
    match daily {
        Err(BackupError::Lock(error)) => return Err(Failure::refused(error)),
        Err(error) => print::message(&say::goes_on_without_backup(&error)),
        Ok(_) => {}
    }
    let desk = Desk::rebuild(Arc::clone(&paths.disk), &paths.root, &mut shown(say::REBUILDING));
    print::progress_done();
    let desk = desk.map_err(opening_failed)?;
    tell(&desk);
    print::line(say::REBUILT);
    // Made anew, but from a journal that is not whole.
    desk.read_only().map_or(Ok(()), |reason| Err(Failure::damaged(reason)))
}

/// `backup`: into the data directory's own folder, or another.
pub(super) fn backup(paths: &Paths, args: &args::Backup) -> Result<(), Failure> {
    let closed = Closed::take(Arc::clone(&paths.disk), &paths.root, clock::moment()).map_err(Failure::refused)?;
    let (source, progress) = (closed.source(), &mut shown(say::BACKING_UP));
    let written = match &args.to {
        Some(folder) => backup::write(&source, folder, clock::moment(), progress),
        None => backup::keep(&source, clock::moment(), progress),
    };
    print::progress_done();
    let Written { path, manifest, left_out } = written.map_err(Failure::refused)?;
    left_out.iter().for_each(|path| print::message(&say::left_out(path)));
    print::line(&say::backed_up(&path, manifest.files.len(), manifest.total_bytes()));
    Ok(())
}

/// `restore`: puts a backup in place.
pub(super) fn restore(paths: &Paths, args: &args::Restore) -> Result<(), Failure> {
    let restored = restore::restore(&paths.disk, &paths.root, &args.file, clock::moment(), &mut shown(say::RESTORING));
    print::progress_done();
    let Restored { made_at, last_line, newer_changes, acknowledged, former } = restored.map_err(restoring_failed)?;
    print::line(&say::restored(&made_at, last_line));
    match former {
        Some(former) if newer_changes > 0 => print::line(&say::newer_is_kept(newer_changes, &former)),
        Some(former) => print::line(&say::former_is_kept(&former)),
        None => {}
    }
    // Makes the live store now rather than at the next start, and tells what else there is to do.
    let desk = opened(paths)?;
    tell(&desk);
    if let Some(upper) = cut_off(&desk.reader()).map_err(failed)?.as_ref().and_then(party_of) {
        // The last line is the one that says that this installation begins.
        print::line(&say::cut_off(upper.called(), desk.org(), acknowledged, last_line.saturating_sub(1)));
    }
    Ok(())
}

/// `salvage`: mends a damaged journal from backups, then takes in what the live store had beyond the journal's end.
pub(super) fn salvage(paths: &Paths) -> Result<(), Failure> {
    need_desk(paths)?;
    let found = mend::mend(&paths.disk, &paths.root, clock::moment(), &mut shown(say::SALVAGING));
    print::progress_done();
    let lost = match found.map_err(mending_failed)? {
        Mended::Sound => None,
        Mended::Whole(mend) => {
            print::line(&mended::whole(&mend.backup, &mend.damaged, mend.first_bad, mend.last_line));
            None
        }
        Mended::SetAside { damaged, last_line, known } => {
            print::line(&mended::set_aside(&damaged, last_line, known));
            None
        }
        Mended::Part(mend) => Some(mended::part(&mend.backup, &mend.damaged, mend.first_bad, mend.last_line)),
        Mended::NoBackup { damage, last_line } => {
            Some(mended::no_backup(damage.line.unwrap_or_default(), &damage.flaw, last_line))
        }
    };
    // An opening writes down what the live store has and the journal has not.
    let desk = opened(paths);
    if let Some(lost) = lost {
        desk.iter().for_each(tell);
        return Err(Failure::damaged(lost));
    }
    let desk = desk?;
    if desk.read_only().is_some() {
        return take_in(paths, desk);
    }
    tell(&desk);
    print::line(say::NOTHING_MISSING);
    Ok(())
}

/// Takes records in that an opening has set aside, after a backup.
fn take_in(paths: &Paths, desk: Desk) -> Result<(), Failure> {
    let stamp = clock::stamp(desk.operator());
    let reason = desk.read_only().unwrap_or_default().to_owned();
    drop(desk);
    let kept = Closed::take(Arc::clone(&paths.disk), &paths.root, clock::moment())
        .and_then(|closed| backup::keep(&closed.source(), clock::moment(), &mut shown(say::BACKING_UP)));
    print::progress_done();
    kept.map_err(Failure::refused)?;
    let salvaged = Desk::salvage(Arc::clone(&paths.disk), &paths.root, &stamp, &mut shown(say::SALVAGING));
    print::progress_done();
    match salvaged {
        Ok((desk, records)) => {
            tell(&desk);
            print::line(&say::taken_in(records));
            Ok(())
        }
        // Read-only for another reason than records that wait.
        Err(OpenError::NothingToSalvage { .. }) => Err(Failure::damaged(reason)),
        Err(error) => Err(opening_failed(error)),
    }
}

fn opened(paths: &Paths) -> Result<Desk, Failure> {
    let desk = Desk::open(Arc::clone(&paths.disk), &paths.root, &mut shown(common::OPENING));
    print::progress_done();
    desk.map_err(opening_failed)
}

/// Tells what an opening has to tell.
fn tell(desk: &Desk) {
    desk.notices().iter().for_each(|notice| print::message(&notice.text));
}

fn need_desk(paths: &Paths) -> Result<(), Failure> {
    if Desk::exists(paths.disk.as_ref(), &paths.root) {
        Ok(())
    } else {
        Err(Failure::refused(common::no_desk(&paths.root)))
    }
}

/// Shows how far something has got.
fn shown(what: &'static str) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    move |done, total| {
        print::progress(what, done, total);
        ControlFlow::Continue(())
    }
}

fn restoring_failed(error: RestoreError) -> Failure {
    let exit = match error {
        RestoreError::Unusable { .. } | RestoreError::Backup(BackupError::Damaged { .. }) => Exit::Damaged,
        _ => Exit::Refused,
    };
    Failure { exit, message: error.to_string() }
}

fn mending_failed(error: MendError) -> Failure {
    match error {
        MendError::Open(error) => opening_failed(error),
        MendError::Read(error) => Failure::damaged(error),
        other => Failure::refused(other),
    }
}
