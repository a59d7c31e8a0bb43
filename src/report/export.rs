//! Hands the books on: ledgers as xlsx, csv or HTML, masked, without confidential issues, such that import reads them again.

mod columns;
mod place;
mod published;
mod rows;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::KINDS;
use super::roster::Roster;
use super::table::{Ledger, Table};
use super::write::{self, Encoding, Progress, WriteError, WriteFault};
use crate::model::station::STATION_ID;
use crate::model::{Context, Date, Directory, Kind, Record};
use crate::store::disk::Disk;
use crate::store::reader::{ReadError, Reader};
use crate::text::zh::report::export as zh;
use columns::Layout;
pub(super) use columns::definitions;
use published::Published;
use rows::{Extent, Rows, Selection};

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
    /// Only these records, in this order.
    pub chosen: Option<&'a [u64]>,
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

/// Whether a kind's records have a book for these readers: those that come in again, and the register of media for the office.
fn has_book(kind: Kind, audience: Audience) -> bool {
    KINDS.contains(&kind) || (kind == Kind::Pack && audience == Audience::Office)
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
    let station = station_name(reader)?;
    let (form, files) = place::files(request, &station)?;
    let roster = Roster::with_people(context.directory, reader)?;
    let mut written = Written::default();
    for (path, kinds) in files {
        let before = written.rows;
        let mut books = Vec::new();
        for kind in &kinds {
            let book = Book::new(*kind, &station, reader, context, request, &mut || progress(before))?;
            books.push(book.ok_or_else(|| WriteFault::Cancelled.at(&path))?);
        }
        let file = write_file(&books, reader, (context, &roster), request, (form, &path), &mut |rows| {
            progress(before.saturating_add(rows))
        })?;
        written.rows = written.rows.saturating_add(file.rows);
        written.notes.extend(books.iter().filter_map(Book::note));
        written.notes.extend(file.notes());
        written.files.push(path);
    }
    Ok(written)
}

/// One book: what it holds and how it looks.
struct Book<'a> {
    selection: Selection<'a>,
    extent: Extent,
    layout: Layout,
    table: Table,
}

impl<'a> Book<'a> {
    fn new(
        kind: Kind,
        station: &str,
        reader: &Reader,
        context: &Context<'_>,
        request: &Request<'a>,
        ask: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<Book<'a>>, ReadError> {
        // People and units have no day of their own: they are as they are now.
        let dated = matches!(kind, Kind::Issue | Kind::Reception | Kind::Visit | Kind::Activity);
        let (since, until) = if dated { (request.since, request.until) } else { (None, None) };
        let audience = request.audience;
        let selection = Selection { kind, since, until, audience, chosen: request.chosen };
        let Some(extent) = selection.extent(reader, context, ask)? else { return Ok(None) };
        let days = if dated { extent.days } else { None };
        let period = days.map(|(first, last)| (since.unwrap_or(first), until.unwrap_or(last)));
        // What is kept back is no news for the public.
        let (withheld, caution) = match audience {
            Audience::Office => (extent.withheld, zh::CAUTION),
            Audience::Public => (0, zh::PUBLIC_CAUTION),
        };
        let made_on = Date(request.made_at.date());
        let mut notes = vec![zh::about(kind, period, made_on, extent.rows, withheld), caution.to_owned()];
        if kind == Kind::Issue {
            notes.push(columns::definitions(context.codes));
        }
        let layout = Layout::of(kind, audience, &extent.long);
        let table = layout.table(zh::book(kind), title(station, kind, audience), notes);
        Ok(Some(Book { selection, extent, layout, table }))
    }

    fn note(&self) -> Option<String> {
        let Extent { withheld, .. } = self.extent;
        (withheld > 0).then(|| zh::withheld(self.selection.kind, withheld))
    }
}

fn write_file(
    books: &[Book<'_>],
    reader: &Reader,
    (context, roster): (&Context<'_>, &Roster<'_>),
    request: &Request<'_>,
    (form, path): (Form, &Path),
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<write::Written, WriteError> {
    let published = Published::of(roster);
    let directory: &dyn Directory = match request.audience {
        Audience::Office => roster,
        Audience::Public => &published,
    };
    let context = Context { directory, ..*context };
    let rows = books.iter().map(|book| Rows::new(book.selection, reader, &book.layout.shows, &context));
    let mut rows: Vec<Rows<'_>> = rows.collect();
    let ledgers = books.iter().zip(&mut rows).map(|(book, rows)| Ledger { table: &book.table, rows });
    let mut ledgers: Vec<Ledger<'_>> = ledgers.collect();
    match form {
        Form::Xlsx => write::write_xlsx(request.disk, &mut ledgers, request.made_at, path, progress),
        Form::Html => write::write_html(request.disk, &mut ledgers, path, progress),
        Form::Csv | Form::CsvGb18030 => {
            let encoding = if form == Form::Csv { Encoding::Utf8 } else { Encoding::Gb18030 };
            match ledgers.pop() {
                Some(ledger) => write::write_csv(request.disk, ledger, encoding, path, progress),
                None => Ok(write::Written::default()),
            }
        }
    }
}

/// What a book is called, with its station: its title and the name of its file.
pub fn title(station: &str, kind: Kind, audience: Audience) -> String {
    match audience {
        Audience::Office => zh::title(station, kind),
        Audience::Public => zh::public_title(station, kind),
    }
}

fn station_name(reader: &Reader) -> Result<String, ReadError> {
    Ok(match reader.entry(Kind::Station, STATION_ID)?.map(|entry| entry.record) {
        Some(Record::Station(station)) => station.name,
        _ => String::new(),
    })
}
