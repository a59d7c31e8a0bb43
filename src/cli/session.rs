//! Where the data lies, and an open desk with what a command needs beside it.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::demo;
use crate::model::codes::CodeLists;
use crate::model::event::BY_CHARS;
use crate::model::station::{NAME_CHARS, STATION_ID};
use crate::model::{Context, Date, Directory, Entry, Kind, Org, Record, township};
use crate::runtime::{Options, clock};
use crate::store::batch::{Batch, Stamp};
use crate::store::codes;
use crate::store::desk::{Desk, NewDesk, Undone};
use crate::store::disk::{Access, Disk, RealDisk};
use crate::store::reader::Reader;
use crate::store::settings::Level;
use crate::sync::keys::OwnKeys;
use crate::text::clean;
use crate::text::zh::cli::say;
use crate::text::zh::model::check;

use super::args::{Demo, Init, Level as LevelArg};
use super::{Exit, Failure, print};

/// Where the data lies and how files are reached.
pub struct Paths {
    /// The data directory.
    pub root: PathBuf,
    /// The file layer.
    pub disk: Arc<dyn Disk>,
}

impl Paths {
    /// `--data`, else the platform's data directory.
    pub fn locate(given: Option<&Path>) -> Result<Paths, Failure> {
        let root = match given {
            Some(path) => path.to_owned(),
            None => dirs::data_dir().ok_or_else(|| Failure::refused(say::NO_DATA_DIR))?.join("liaison"),
        };
        if root.is_file() {
            return Err(Failure::refused(say::data_is_a_file(&root)));
        }
        Ok(Paths { root, disk: Arc::new(RealDisk) })
    }
}

/// An open desk with what a command needs beside it.
pub struct Session {
    desk: Desk,
    reader: Reader,
    codes: CodeLists,
    today: Date,
}

impl Session {
    /// Opens the desk of a data directory; what the opening has to tell goes to standard error.
    pub fn open(paths: &Paths) -> Result<Session, Failure> {
        if !Desk::exists(paths.disk.as_ref(), &paths.root) {
            return Err(Failure::refused(say::no_desk(&paths.root)));
        }
        let mut shown = false;
        let opened = Desk::open(paths.disk.clone(), &paths.root, &mut |done, total| {
            shown = true;
            print::progress(say::OPENING, done, total);
            ControlFlow::Continue(())
        });
        if shown {
            print::progress_done();
        }
        let desk = opened.map_err(opening_failed)?;
        for notice in desk.notices() {
            print::message(&notice.text);
        }
        Session::around(desk)
    }

    fn around(desk: Desk) -> Result<Session, Failure> {
        let reader = desk.reader();
        let (codes, not_taken) = codes::in_force(&reader).map_err(Failure::damaged)?;
        for error in &not_taken {
            print::message(&error.to_string());
        }
        Ok(Session { desk, reader, codes, today: clock::today() })
    }

    /// What rules may look at.
    pub fn context(&self) -> Context<'_> {
        Context { today: self.today, codes: &self.codes, directory: &self.reader }
    }

    /// The books.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Today by the clock when the command began.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Who sits at the keyboard.
    pub fn operator(&self) -> &str {
        self.desk.operator()
    }

    /// What the station is called.
    pub fn station(&self) -> String {
        match Directory::entry(&self.reader, Kind::Station, STATION_ID).map(|entry| entry.record) {
            Some(Record::Station(station)) => station.name,
            _ => String::new(),
        }
    }

    /// The file layer.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        self.desk.disk()
    }

    /// The data directory.
    pub fn root(&self) -> PathBuf {
        self.desk.root().to_owned()
    }

    /// The desk itself, for what lies in `store`.
    pub fn desk(&mut self) -> &mut Desk {
        &mut self.desk
    }

    /// The desk's keys; a desk of before there were packages gets its second one now.
    pub fn keys(&self) -> Result<OwnKeys, Failure> {
        OwnKeys::of_desk(self.desk.disk().as_ref(), self.desk.root()).map_err(Failure::refused)
    }

    /// Now, and who sits at the keyboard.
    pub fn stamp(&self) -> Stamp {
        clock::stamp(self.desk.operator())
    }

    /// Begins a group of changes, stamped now.
    pub fn batch(&self) -> Batch {
        self.desk.batch(clock::stamp(self.desk.operator()))
    }

    /// Saves a group.
    pub fn commit(&mut self, batch: Batch) -> Result<Vec<Entry>, Failure> {
        self.desk.commit(batch).map_err(Failure::refused)
    }

    /// Undoes the last group.
    pub fn undo(&mut self) -> Result<Undone, Failure> {
        let stamp = clock::stamp(self.desk.operator());
        self.desk.undo(stamp).map_err(Failure::refused)
    }

    /// What a record is called.
    pub fn label(&self, entry: &Entry) -> String {
        self.reader.of(entry.org).label(entry.kind(), entry.id).unwrap_or_default()
    }
}

/// An opening that failed, with the exit code for damage where it is damage.
pub fn opening_failed(error: crate::store::desk::OpenError) -> Failure {
    let exit = if error.is_damage() { Exit::Damaged } else { Exit::Refused };
    Failure { exit, message: error.to_string() }
}

/// `liaison` without a verb: the desk on the screen.
pub fn open_desk(paths: &Paths, options: Options) -> Result<(), Failure> {
    crate::runtime::run(&paths.root, paths.disk.clone(), options).map_err(Failure::refused)
}

/// `init`.
pub fn init(paths: &Paths, init: &Init) -> Result<(), Failure> {
    let code = clean::fold(&init.code);
    let level = match init.level {
        LevelArg::Station => Level::Station,
        LevelArg::County => Level::County,
        LevelArg::City => Level::City,
        LevelArg::Province => Level::Province,
    };
    let org: Option<Org> = code.parse().ok().filter(|org| code.len() == level.digits() && Level::of(*org) == level);
    let org = org.ok_or_else(|| Failure::usage(say::bad_code(&code, level)))?;
    let name = clean::line(&init.name);
    if name.is_empty() {
        return Err(Failure::usage(say::NAME_NEEDED));
    }
    let operator = init.by.as_deref().map(clean::line).filter(|by| !by.is_empty());
    let operator = operator.unwrap_or_else(|| say::OPERATOR.to_owned());
    for (option, text, most) in [("--name", &name, NAME_CHARS), ("--by", &operator, BY_CHARS)] {
        if text.chars().count() > most {
            return Err(Failure::usage(say::option_too_long(option, most)));
        }
    }
    if level == Level::Station && code.get(..9).and_then(township::by_code).is_none() {
        print::message(check::UNKNOWN_TOWNSHIP);
    }
    let new = NewDesk { org, name, operator };
    let stamp = clock::stamp(&new.operator);
    Desk::init(paths.disk.clone(), &paths.root, &new, &stamp).map_err(opening_failed)?;
    OwnKeys::prepare(paths.disk.as_ref(), &paths.root);
    print::message(&say::made(&new.name, &paths.root));
    Ok(())
}

/// The file that tells a sample desk from a real one: only where it stands may `demo` throw anything away. It is empty
/// until the sample is whole, so that one that was stopped half way is made anew.
const SAMPLE_MARK: &str = "sample";
/// The mark holds a sentence for whoever opens it.
const MOST_MARK_BYTES: u64 = 4096;
/// One name is enough to know that a directory is in use.
const MOST_NAMES: usize = 1;

/// `demo`: makes the sample desk where it is not there yet, then opens it.
pub fn demo(given: Option<&Path>, demo: &Demo, options: Options) -> Result<(), Failure> {
    let mut paths = Paths::locate(given)?;
    if given.is_none() {
        paths.root.set_file_name("liaison-demo");
    }
    let mark = paths.root.join(SAMPLE_MARK);
    // Where the mark cannot be read, what is there counts as real.
    let marked = paths.disk.read(&mark, MOST_MARK_BYTES).ok();
    if marked.is_none() && Desk::exists(paths.disk.as_ref(), &paths.root) {
        return Err(Failure::refused(say::not_a_sample(&paths.root)));
    }
    if marked.is_none() && is_occupied(&paths) {
        return Err(Failure::refused(say::not_empty(&paths.root)));
    }
    let whole = marked.as_ref().is_some_and(|text| !text.is_empty());
    if whole && !demo.fresh {
        if demo.no_open {
            print::message(&say::demo_there(&paths.root));
        }
    } else {
        if marked.is_some() {
            let removed = paths.disk.remove_dir_all(&paths.root);
            removed.map_err(|error| Failure::refused(say::not_removed(&paths.root, &error)))?;
        }
        paths
            .disk
            .create_dir_all(&paths.root)
            .map_err(|error| Failure::refused(say::not_written(&paths.root, &error)))?;
        set_mark(&paths, &mark, "")?;
        make_demo(&paths, demo)?;
        set_mark(&paths, &mark, say::SAMPLE_MARK)?;
        print::message(&say::demo_made(&paths.root));
    }
    if demo.no_open { Ok(()) } else { open_desk(&paths, options) }
}

/// Whether anything stands in the directory: `--fresh` throws away all that does, so it must be ours alone.
fn is_occupied(paths: &Paths) -> bool {
    match paths.disk.list(&paths.root, MOST_NAMES) {
        Ok(names) => !names.is_empty(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

fn set_mark(paths: &Paths, mark: &Path, text: &str) -> Result<(), Failure> {
    let written = paths.disk.write_atomic(mark, text.as_bytes(), Access::Shared);
    written.map_err(|error| Failure::refused(say::not_written(mark, &error)))
}

fn make_demo(paths: &Paths, args: &Demo) -> Result<(), Failure> {
    let new = demo::station(say::DEMO_OPERATOR).map_err(Failure::refused)?;
    let stamp = clock::stamp(&new.operator);
    let mut desk = Desk::init(paths.disk.clone(), &paths.root, &new, &stamp).map_err(opening_failed)?;
    OwnKeys::prepare(paths.disk.as_ref(), &paths.root);
    let codes = CodeLists::shipped().map_err(Failure::refused)?;
    demo::year(&mut desk, &codes, clock::today(), &stamp).map_err(Failure::refused)?;
    if let Some(records) = args.records {
        let tell = std::io::stderr().is_terminal();
        demo::large(&mut desk, records, clock::today(), &stamp, &mut |done| {
            if tell {
                print::progress(say::MAKING, u64::from(done), u64::from(records));
            }
        })
        .map_err(Failure::refused)?;
        print::progress_done();
    }
    Ok(())
}
