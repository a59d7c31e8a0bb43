//! `print` and `forms`: documents and blank forms on paper.

use crate::model::Id;
use crate::report::docs::{self, DOCUMENTS, DocError, Document, Printer, Scope, blank};
use crate::report::write::PaperForm;
use crate::runtime::clock;
use crate::text::zh::report::docs as zh;

use super::args::{Forms, Print, Sheet};
use super::ledger::day;
use super::session::{Paths, Session};
use super::{Failure, find, print};

/// Columns of a document's key and name in the list of all of them.
const KEY_COLUMNS: usize = 18;
const NAME_COLUMNS: usize = 26;

/// `print DOC [ID] --to PATH …`, and `print --list`.
pub(super) fn print(paths: &Paths, print: &Print) -> Result<(), Failure> {
    let (Some(called), Some(to), false) = (&print.document, &print.to, print.list) else { return list() };
    let document = docs::find(called).ok_or_else(|| Failure::usage(zh::unknown(called, &known())))?;
    let session = Session::open(paths)?;
    let scope = Scope {
        chosen: chosen(&session, document, &print.ids)?,
        since: day(&print.since, session.today())?,
        until: day(&print.until, session.today())?,
        year: print.year,
        whose: None,
    };
    let paper = document.paper(&printer(&session)?, &scope).map_err(failed)?;
    let path = docs::put(session.disk().as_ref(), &paper, to, print.format.map(form)).map_err(Failure::refused)?;
    if document.is_public {
        print::message(zh::LOOK_FOR_NAMES);
    }
    print::line(&path.to_string_lossy());
    Ok(())
}

/// `forms --to PATH`: a file each into a folder, or all of them in one file.
pub(super) fn forms(session: &Session, forms: &Forms) -> Result<(), Failure> {
    let printer = printer(session)?;
    let papers = match PaperForm::of_ending(&forms.to).filter(|_| !forms.to.is_dir()) {
        Some(_) => vec![blank::forms(&printer)],
        None => blank::FORMS.map(|kind| blank::form(kind, &printer)).to_vec(),
    };
    for paper in &papers {
        let put = docs::put(session.disk().as_ref(), paper, &forms.to, forms.format.map(form));
        print::line(&put.map_err(Failure::refused)?.to_string_lossy());
    }
    Ok(())
}

fn printer(session: &Session) -> Result<Printer<'_>, Failure> {
    Printer::new(session.reader(), session.context(), clock::wall()).map_err(Failure::damaged)
}

/// The records that were named; none where the document is to find its own.
fn chosen(session: &Session, document: &Document, ids: &[String]) -> Result<Option<Vec<Id>>, Failure> {
    let found = ids.iter().map(|id| find::entry(session, document.kind, id).map(|entry| entry.name()));
    let found = found.collect::<Result<Vec<Id>, Failure>>()?;
    Ok((!found.is_empty()).then_some(found))
}

fn failed(error: DocError) -> Failure {
    match error {
        DocError::NoRecord(_) => Failure::usage(error),
        DocError::Desk(error) => Failure::damaged(error),
        _ => Failure::refused(error),
    }
}

fn form(sheet: Sheet) -> PaperForm {
    match sheet {
        Sheet::Docx => PaperForm::Docx,
        Sheet::Html => PaperForm::Html,
    }
}

fn known() -> Vec<zh::Named> {
    DOCUMENTS.iter().map(|document| (document.key, document.name)).collect()
}

fn list() -> Result<(), Failure> {
    let row = |document: &Document| {
        let of = zh::made_of(document.kind.name(), document.is_of_each());
        print::columns(&[
            (document.key.to_owned(), KEY_COLUMNS),
            (document.name.to_owned(), NAME_COLUMNS),
            (of, usize::MAX),
        ])
    };
    DOCUMENTS.iter().try_for_each(|document| print::result(&row(document)))
}
