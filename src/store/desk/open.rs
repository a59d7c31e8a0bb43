//! Opening: brings the live store and the journal together. The cases are listed in [`super`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Local;

use super::rebuild::Rebuilt;
use super::{Desk, Notice, OnProgress, OpenError, PROGRAM, aside, rebuild};
use crate::store::apply::{ReplayError, replay};
use crate::store::backup::{self, Source};
use crate::store::batch::Ids;
use crate::store::books::Books;
use crate::store::check;
use crate::store::copies::{self, Behind, Trouble};
use crate::store::db::{DbError, dirs};
use crate::store::disk::Disk;
use crate::store::journal::{Damage, Fit, Found, Journal, Mark, Opened};
use crate::store::lock::{Holder, Lock};
use crate::store::place;
use crate::store::reader::Reader;
use crate::store::restore;
use crate::store::settings::Settings;
use crate::text::zh::store::desk as zh;

/// Copies in trouble that are named at an opening.
const MOST_TROUBLES: usize = 5;

/// A data directory held by this process, and what its settings say.
pub struct Held {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// What desk.toml says.
    pub settings: Settings,
    /// Given back when dropped.
    pub lock: Lock,
}

impl Held {
    /// Takes the directory, and brings a restore that was cut short to its end.
    pub fn take(disk: Arc<dyn Disk>, root: &Path) -> Result<Held, OpenError> {
        if !restore::is_under_way(disk.as_ref(), root) {
            // Before the lock, which cannot be had where there is no directory.
            Settings::load(disk.as_ref(), root)?;
        }
        let lock = lock(&disk, root)?;
        restore::finish(disk.as_ref(), root)?;
        let settings = Settings::load(disk.as_ref(), root)?;
        Ok(Held { disk, root: root.to_path_buf(), settings, lock })
    }

    /// The journal, checked behind what has been applied.
    fn journal(&self, applied: Option<Mark>) -> Result<Opened, OpenError> {
        let org = self.settings.org();
        Ok(Journal::open(Arc::clone(&self.disk), &place::journal(&self.root, org), org, applied)?)
    }

    /// Where copies of other desks' chains stand.
    fn copies(&self) -> Behind<'_> {
        Behind { disk: &self.disk, root: &self.root, settles: true }
    }

    /// Where the live store with the highest number stands.
    fn newest_store(&self) -> Result<Option<PathBuf>, OpenError> {
        let unlisted = |source| DbError::System { path: self.root.clone(), source };
        Ok(dirs::list(&self.root).map_err(unlisted)?.into_iter().last().map(|(_, path)| path))
    }
}

/// Takes the data directory for this process. The time is only for the message to a second one.
pub(super) fn lock(disk: &Arc<dyn Disk>, root: &Path) -> Result<Lock, OpenError> {
    let holder = Holder::this_process(disk.as_ref(), PROGRAM, Local::now().fixed_offset());
    Ok(Lock::acquire(Arc::clone(disk), root, &holder)?)
}

/// Opens a desk on the store it has, as long as that can be used.
pub(super) fn open(held: Held, progress: &mut OnProgress<'_>) -> Result<Desk, OpenError> {
    let mut opening = Opening::default();
    let found = opening.usable_store(&held)?;
    let (opened, found) = open_journal(&held, found)?;
    opening.tell_of_journal(&opened.found);
    let usable = match found {
        Stand::Same(books) => opening.bring_up(&held, books, &opened, progress)?,
        Stand::Ahead(books) => {
            // Where nothing can be written the records can at least be seen.
            let written = aside::beyond(held.disk.as_ref(), &held.root, &books, opened.journal.head());
            opening.notices.push(written.unwrap_or_else(|error| Notice { text: error.to_string() }));
            Some(books)
        }
        Stand::Other(books) => {
            opening.set_fork_aside(&held, &books, &opened)?;
            None
        }
        Stand::Absent => {
            opening.ask_the_backups(&held, &opened);
            None
        }
    };
    let books = match usable {
        Some(books) => books,
        None => opening.rebuild(&held, &opened, progress)?,
    };
    opening.assemble(held, opened.journal, books)
}

/// Opens a desk on a store made anew on request. A damaged journal is refused, since the store may know more than can be
/// read of it; what the store has and the journal has lost is set aside first.
pub(super) fn open_anew(held: Held, progress: &mut OnProgress<'_>) -> Result<Desk, OpenError> {
    let mut opening = Opening::default();
    // One that cannot be read has nothing to set aside.
    let found = held.newest_store()?.and_then(|path| Books::open(&path, held.settings.org()).ok());
    let (mut opened, found) = open_journal(&held, found)?;
    opening.tell_of_journal(&opened.found);
    match found {
        Stand::Ahead(books) => {
            opening.notices.push(aside::beyond(held.disk.as_ref(), &held.root, &books, opened.journal.head())?);
            drop(opened);
            opened = held.journal(None)?;
        }
        Stand::Other(books) => opening.set_fork_aside(&held, &books, &opened)?,
        Stand::Absent => opening.ask_the_backups(&held, &opened),
        Stand::Same(_) => {}
    }
    if let Found::Damaged(damage) = opened.found {
        return Err(OpenError::Read(damage.into()));
    }
    let books = opening.rebuild(&held, &opened, progress)?;
    opening.assemble(held, opened.journal, books)
}

/// How a live store stands to the journal.
enum Stand {
    /// There is none.
    Absent,
    /// It is made from this journal, perhaps not from all of it.
    Same(Books),
    /// It goes on where the journal ends: the journal has lost its end.
    Ahead(Books),
    /// It is made from another journal.
    Other(Books),
}

/// Opens the journal behind what the store has applied.
fn open_journal(held: &Held, found: Option<Books>) -> Result<(Opened, Stand), OpenError> {
    let Some(books) = found else { return Ok((held.journal(None)?, Stand::Absent)) };
    let opened = held.journal(books.applied()?)?;
    match opened.fit {
        Fit::Here => Ok((opened, Stand::Same(books))),
        Fit::Beyond if goes_on(&books, &opened)? => Ok((opened, Stand::Ahead(books))),
        Fit::Beyond => {
            // Opened again, since it is this journal that counts and it has lost nothing.
            drop(opened);
            Ok((held.journal(None)?, Stand::Other(books)))
        }
        Fit::Elsewhere | Fit::Nothing => Ok((opened, Stand::Other(books))),
    }
}

/// Whether a store that has more lines than the journal has the journal's first and last line where the journal has them.
fn goes_on(books: &Books, opened: &Opened) -> Result<bool, OpenError> {
    let reader = opened.journal.reader();
    let (first, last) = (reader.read_at(0)?, reader.read_at(opened.journal.head().start)?);
    let same = books.root()? == Some(first.envelope.hash);
    Ok(same && (last.start == first.start || books.has_applied(&last)?))
}

/// What an opening has found so far.
#[derive(Default)]
struct Opening {
    notices: Vec<Notice>,
    /// Whether a store that was there has to be made anew.
    unusable: bool,
    /// A backup that has more of the journal than there is.
    shorter_than: Option<PathBuf>,
    /// A bad line that was met while the store was filled.
    damage: Option<Damage>,
}

impl Opening {
    /// The newest live store, unless it has to be made anew.
    fn usable_store(&mut self, held: &Held) -> Result<Option<Books>, OpenError> {
        let Some(path) = held.newest_store()? else { return Ok(None) };
        match Books::open(&path, held.settings.org()) {
            Ok(books) => Ok(Some(books)),
            Err(error) => {
                self.rebuilding(error)?;
                Ok(None)
            }
        }
    }

    /// Applies what the store lacks; `None` if it is damaged and must be made anew.
    fn bring_up(
        &mut self,
        held: &Held,
        books: Books,
        opened: &Opened,
        progress: &mut OnProgress<'_>,
    ) -> Result<Option<Books>, OpenError> {
        let applied = is_whole(&books, progress).and_then(|()| {
            let damage = replay(&books, &opened.journal.reader(), progress)?;
            Ok((damage, copies::catch_up(&books, held.copies(), progress)?))
        });
        match applied {
            Ok((damage, troubles)) => {
                self.damage = damage;
                self.tell_of_copies(&troubles);
                Ok(Some(books))
            }
            Err(ReplayError::Store(error)) => {
                self.rebuilding(error)?;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Takes damage as the order to rebuild; passes on what a rebuild would not cure.
    fn rebuilding(&mut self, error: DbError) -> Result<(), OpenError> {
        if !error.wants_rebuild() {
            return Err(error.into());
        }
        tracing::warn!(?error, "the live store must be made anew");
        self.unusable = true;
        Ok(())
    }

    /// Writes down what a store of another history has and the journal has not. Where that cannot be written the store
    /// stays, and the desk closed.
    fn set_fork_aside(&mut self, held: &Held, books: &Books, opened: &Opened) -> Result<(), OpenError> {
        tracing::warn!(path = %books.db().path().display(), "the live store is of another history");
        match aside::fork(held.disk.as_ref(), &held.root, books, &opened.journal.reader()) {
            Ok(Some(notice)) => self.notices.push(notice),
            Ok(None) => self.unusable = true,
            Err(OpenError::Store(error)) => self.rebuilding(error)?,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Without a live store only the backups can tell that a journal has lost its end.
    fn ask_the_backups(&mut self, held: &Held, opened: &Opened) {
        let source = Source { disk: held.disk.as_ref(), root: &held.root, org: held.settings.org(), saved: None };
        if !rebuild::lacks_lines(&opened.journal) {
            self.shorter_than = backup::that_goes_on(&source, opened.journal.head());
        }
    }

    fn tell_of_journal(&mut self, found: &Found) {
        match found {
            Found::Sound => {}
            Found::Torn { bytes, kept: Some(kept) } => {
                self.notices.push(Notice { text: zh::torn(*bytes, kept) });
            }
            // What stands in the way of writing is told as the reason for that.
            Found::Torn { kept: None, .. } | Found::Damaged(_) => {}
        }
    }

    fn tell_of_copies(&mut self, troubles: &[Trouble]) {
        let told = troubles.iter().take(MOST_TROUBLES).map(|trouble| Notice { text: trouble.to_string() });
        self.notices.extend(told);
    }

    fn rebuild(&mut self, held: &Held, opened: &Opened, progress: &mut OnProgress<'_>) -> Result<Books, OpenError> {
        let journal = &opened.journal;
        let Rebuilt { books, damage, troubles } =
            rebuild::rebuild(held.copies(), held.settings.org(), journal, progress)?;
        self.tell_of_copies(&troubles);
        if let Some(backup) = &self.shorter_than {
            self.notices.push(Notice { text: zh::shorter_than(backup) });
        } else if self.unusable {
            let whole = damage.is_none() && !rebuild::lacks_lines(journal);
            let text = if whole { zh::REBUILT } else { zh::REBUILT_IN_PART };
            self.notices.push(Notice { text: text.to_owned() });
        }
        self.damage = damage;
        Ok(books)
    }

    fn assemble(self, held: Held, journal: Journal, books: Books) -> Result<Desk, OpenError> {
        let Held { disk, root, settings, lock } = held;
        let ids = Arc::new(Ids::starting_at(books.next_ids()?));
        let damage = self.damage.as_ref().map(ToString::to_string);
        let read_only = journal.read_only().map(ToString::to_string).or(damage);
        let reader = Reader::new(Arc::new(books));
        let notices = self.notices;
        Ok(Desk {
            disk,
            root,
            settings,
            journal,
            reader,
            ids,
            notices,
            read_only,
            behind: false,
            undone: Vec::new(),
            redone: Vec::new(),
            _lock: lock,
        })
    }
}

/// After an unclean stop the store is checked: what was not settled may have been lost in part, without a read error.
fn is_whole(books: &Books, progress: &mut OnProgress<'_>) -> Result<(), ReplayError> {
    if books.is_settled()? {
        return Ok(());
    }
    match check::check(books, progress)? {
        check::Outcome::Sound => Ok(()),
        check::Outcome::Stopped => Err(ReplayError::Cancelled),
        check::Outcome::Wrong(problems) => Err(books.bent(&problems.join("; ")).into()),
    }
}
