//! Hands the books on: ledgers as xlsx, csv or HTML, masked, without confidential issues, such that import reads them again.

mod columns;
mod place;
mod published;
mod rows;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::KINDS;
use super::roster::Roster;
use super::table::{Ledger, Table};
use super::write::{self, Encoding, Progress, WriteError, WriteFault};
use crate::model::{Context, Date, Directory, Id, Kind, Org, whose};
use crate::store::disk::Disk;
use crate::store::reader::{ReadError, Reader};
use crate::text::zh::report::export as zh;
pub(super) use columns::definitions;
use columns::{Carries, Layout};
use published::Published;
use rows::{Extent, GoesOn, Rows, Selection};

/// The books of the tabs, and the units they name: what `all` stands for, so that it can come in whole on another desk.
pub const ALL: [Kind; 8] = [
    Kind::Reception,
    Kind::Issue,
    Kind::Visit,
    Kind::Deputy,
    Kind::Activity,
    Kind::Project,
    Kind::Proposal,
    Kind::Unit,
];

/// The form of a ledger's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A workbook that looks and prints like a ledger.
    Xlsx,
    /// Headings and rows, UTF-8 with its mark.
    Csv,
    /// Headings and rows in GB18030, for programs that take no UTF-8.
    CsvGb18030,
    /// What is on paper, as a page that a browser prints.
    Html,
}

/// Who will read a ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Audience {
    /// The station and the offices it reports to.
    #[default]
    Office,
    /// Everybody: what is on paper less what the field tables call internal, and no deputy who is not to be published.
    Public,
}

impl Form {
    /// The form that a file's ending asks for.
    pub fn of_ending(path: &Path) -> Option<Form> {
        let ending = path.extension()?.to_ascii_lowercase();
        [Form::Xlsx, Form::Csv, Form::Html].into_iter().find(|form| ending == form.ending())
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Xlsx => "xlsx",
            Form::Csv | Form::CsvGb18030 => "csv",
            Form::Html => "html",
        }
    }
}

/// Which books to write, and where.
pub struct Request<'a> {
    /// The file layer.
    pub disk: &'a dyn Disk,
    /// The kinds of record: from [`KINDS`], or the register of media.
    pub kinds: &'a [Kind],
    /// A file, or a folder for a file each.
    pub to: &'a Path,
    /// By the file's ending where it is not given.
    pub form: Option<Form>,
    /// Who will read them.
    pub audience: Audience,
    /// From this day.
    pub since: Option<Date>,
    /// Through this day.
    pub until: Option<Date>,
    /// Only those of this desk, of a county's with its stations', and the book is called after it; at a desk above stations else
    /// those of all, with whose each is.
    pub whose: Option<Org>,
    /// Only these records, in this order.
    pub chosen: Option<&'a [Id]>,
    /// Now, by the clock of the caller.
    pub made_at: NaiveDateTime,
}

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Rows in all of them.
    pub rows: u64,
    /// What the clerk should know, a sentence each.
    pub notes: Vec<String>,
}

/// A book that was not written; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Records of that kind have no book.
    #[error("{}", zh::no_book(.kind.name()))]
    NoBook {
        /// The kind.
        kind: Kind,
    },
    /// Neither an ending nor anything else says what form the file is to have.
    #[error("{}", zh::unknown_ending(.path))]
    UnknownEnding {
        /// The file.
        path: PathBuf,
    },
    /// The ending and the form that was asked for do not agree.
    #[error("{}", zh::other_ending(.path, .form.ending()))]
    OtherEnding {
        /// The file.
        path: PathBuf,
        /// The form.
        form: Form,
    },
    /// Several books for one csv file.
    #[error("{}", zh::one_book_only(.path))]
    OneBookOnly {
        /// The file.
        path: PathBuf,
    },
    /// The folder could not be made.
    #[error("{}", zh::no_folder(.path, .source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The desk could not be read.
    #[error(transparent)]
    Desk(#[from] ReadError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Whether a kind's records have a book for these readers: those that come in again, and for the office the registers of what
/// went to other desks and came from them.
pub fn has_book(kind: Kind, audience: Audience) -> bool {
    KINDS.contains(&kind) || (is_register(kind) && audience == Audience::Office)
}

/// Whether a kind's records are a register that nobody enters by hand.
fn is_register(kind: Kind) -> bool {
    matches!(kind, Kind::Pack | Kind::Party | Kind::Received)
}

/// Writes books. `progress` hears the rows written so far, over all files, and may cancel: whole files stay.
pub fn books(
    reader: &Reader,
    context: &Context<'_>,
    request: &Request<'_>,
    progress: &mut Progress<'_>,
) -> Result<Written, ExportError> {
    if let Some(kind) = request.kinds.iter().find(|kind| !has_book(**kind, request.audience)) {
        return Err(ExportError::NoBook { kind: *kind });
    }
    let station = reader.desk_name(request.whose.unwrap_or(reader.org()))?.unwrap_or_default();
    let (form, files) = place::files(request, &station)?;
    let roster = Roster::with_people(context.directory, reader)?;
    let desks = request.whose.map(|org| reader.desks_of(&[org])).transpose()?.unwrap_or_default();
    let mut written = Written::default();
    let desk = Desk { reader, context, roster: &roster, station: &station, desks: &desks, request, form };
    for (path, kinds) in files {
        let before = written.rows;
        let mut going = |rows: u64| progress(before.saturating_add(rows));
        // Above the rows of a csv stands nothing that must be counted before, and hardly ever a text that goes on.
        let file = match form {
            Form::Csv | Form::CsvGb18030 => match desk.file(&path, &kinds, false, &mut going) {
                Err(ExportError::Write(error)) if goes_on(&error) => desk.file(&path, &kinds, true, &mut going),
                other => other,
            },
            Form::Xlsx | Form::Html => desk.file(&path, &kinds, true, &mut going),
        }?;
        written.rows = written.rows.saturating_add(file.rows);
        written.notes.extend(file.notes);
        written.files.extend(file.files);
    }
    Ok(written)
}

/// Whether the file was not written because of a text that goes on where none was counted.
fn goes_on(error: &WriteError) -> bool {
    matches!(&error.why, WriteFault::Source(source) if source.is::<GoesOn>())
}

/// Where the books come from, and what was asked for.
struct Desk<'a> {
    reader: &'a Reader,
    context: &'a Context<'a>,
    roster: &'a Roster<'a>,
    station: &'a str,
    /// The desks that the one asked for stands for.
    desks: &'a [Org],
    request: &'a Request<'a>,
    form: Form,
}

impl<'a> Desk<'a> {
    /// Which records of a kind the book is asked to hold.
    fn selection(&self, kind: Kind) -> Selection<'a> {
        let (own, request) = (self.reader.org(), self.request);
        // People and units have no day of their own: they are as they are now.
        let (since, until) = if is_dated(kind) { (request.since, request.until) } else { (None, None) };
        let several = self.reader.is_above() && whose::is_told(kind) && request.whose != Some(own);
        // A ledger of our own alone: numbers in it mean something without whose they are.
        let whose = request.whose.or((!several).then_some(own));
        // A county's code means its stations as well.
        let (whose, among) = if self.desks.len() > 1 { (None, self.desks) } else { (whose, &[][..]) };
        // A chain is told by whose it is.
        let gathers = several || kind == Kind::Received;
        Selection { kind, since, until, audience: request.audience, whose, among, gathers, chosen: request.chosen }
    }

    /// Writes one file. `counted`: what its books hold is counted before, for what stands above the rows and for the columns
    /// that long texts go on in.
    fn file(
        &self,
        path: &Path,
        kinds: &[Kind],
        counted: bool,
        progress: &mut Progress<'_>,
    ) -> Result<Written, ExportError> {
        let mut books = Vec::new();
        for kind in kinds {
            let selection = self.selection(*kind);
            let extent = match counted {
                true => selection.extent(self.reader, self.context, &mut || progress(0))?,
                false => Some(Extent::default()),
            };
            let extent = extent.ok_or_else(|| WriteFault::Cancelled.at(path))?;
            books.push(Book::new(selection, extent, self));
        }
        let published = Published::of(self.roster);
        let directory: &dyn Directory = match self.request.audience {
            Audience::Office => self.roster,
            Audience::Public => &published,
        };
        let context = Context { directory, ..*self.context };
        // Only a version for the office has columns for what goes on.
        let counted = counted || self.request.audience == Audience::Public;
        let rows = books.iter();
        let rows = rows.map(|book| Rows::new(book.selection, self.reader, (&book.layout.shows, counted), &context));
        let mut rows: Vec<Rows<'_>> = rows.collect();
        let file = self.write(&books, &mut rows, path, progress)?;
        let withheld = books.iter().zip(&rows).filter(|(_, rows)| rows.withheld() > 0);
        let mut notes: Vec<String> =
            withheld.map(|(book, rows)| zh::withheld(book.selection.kind, rows.withheld())).collect();
        notes.extend(file.notes());
        Ok(Written { files: vec![path.to_owned()], rows: file.rows, notes })
    }

    fn write(
        &self,
        books: &[Book<'_>],
        rows: &mut [Rows<'_>],
        path: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<write::Written, WriteError> {
        let ledgers = books.iter().zip(rows).map(|(book, rows)| Ledger { table: &book.table, rows });
        let mut ledgers: Vec<Ledger<'_>> = ledgers.collect();
        let disk = self.request.disk;
        match self.form {
            Form::Xlsx => write::write_xlsx(disk, &mut ledgers, self.request.made_at, path, progress),
            Form::Html => write::write_html(disk, &mut ledgers, path, progress),
            Form::Csv | Form::CsvGb18030 => {
                let encoding = if self.form == Form::Csv { Encoding::Utf8 } else { Encoding::Gb18030 };
                match ledgers.pop() {
                    Some(ledger) => write::write_csv(disk, ledger, encoding, path, progress),
                    None => Ok(write::Written::default()),
                }
            }
        }
    }
}

fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Issue | Kind::Reception | Kind::Visit | Kind::Activity)
}

/// One book: which records it holds and how it looks.
struct Book<'a> {
    selection: Selection<'a>,
    layout: Layout,
    table: Table,
}

impl<'a> Book<'a> {
    fn new(selection: Selection<'a>, extent: Extent, desk: &Desk<'_>) -> Book<'a> {
        let Selection { kind, since, until, audience, gathers, .. } = selection;
        let days = if is_dated(kind) { extent.days } else { None };
        let period = days.map(|(first, last)| (since.unwrap_or(first), until.unwrap_or(last)));
        // What is kept back is no news for the public.
        let (withheld, caution) = match audience {
            Audience::Office => (extent.withheld, zh::CAUTION),
            Audience::Public => (0, zh::PUBLIC_CAUTION),
        };
        let made_on = Date(desk.request.made_at.date());
        let mut notes = vec![zh::about(kind, period, made_on, extent.rows, withheld), caution.to_owned()];
        if kind == Kind::Issue {
            notes.push(columns::definitions(desk.context.codes));
        }
        let carries = match desk.form {
            // What other desks wrote comes in again by packages, not by ledgers.
            _ if gathers => Carries::Paper,
            Form::Html => Carries::Paper,
            Form::Xlsx | Form::Csv | Form::CsvGb18030 => Carries::Everything(&extent.long),
        };
        let layout = Layout::of(kind, audience, carries, gathers);
        let table = layout.table(zh::book(kind), title(desk.station, kind, audience), notes);
        Book { selection, layout, table }
    }
}

/// What a book is called, with its station: its title and the name of its file.
pub fn title(station: &str, kind: Kind, audience: Audience) -> String {
    match audience {
        Audience::Office => zh::title(station, kind),
        Audience::Public => zh::public_title(station, kind),
    }
}
