//! `import` and `export`: ledgers in and out.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::{Context, Date, Kind};
use crate::report::export::{self, Audience, Form};
use crate::report::import::{self, ByHand, News, Request, Source, Verdict};
use crate::runtime::clock;
use crate::store::mappings::{self, Mappings};
use crate::store::settings;
use crate::text::when;
use crate::text::zh::report::import as zh;

use super::args::{Encoding, Export, Import, Ledger};
use super::session::Session;
use super::{Failure, find, print};

/// The word for every book.
const ALL: &str = "all";

/// Bad rows told one by one; all of them stand in the file beside.
const BAD_SHOWN: u32 = 20;

/// `import FILE …`.
pub(super) fn import(session: &mut Session, import: &Import) -> Result<(), Failure> {
    let kind = import.kind.as_deref().map(find::kind).transpose()?;
    let (sheet, map, fill) = (import.sheet.clone(), by_hand(&import.map)?, import.fill.clone());
    let fill = Some(fill).filter(|fill| !fill.is_empty());
    let mut request = Request { kind, sheet, map, fill, header_row: None, year: import.year };
    let (mappings, told) = match Mappings::load(session.disk().as_ref(), &session.root()) {
        Ok(mappings) if !import.forget => (mappings, None),
        Ok(_) => (Mappings::default(), None),
        Err(error) => (Mappings::default(), Some(error.to_string())),
    };
    told.iter().for_each(|told| print::message(told));
    let ledgers = import::ledgers(session.disk(), &import.file, &request, &mappings).map_err(Failure::refused)?;
    let sheets: Vec<String> = ledgers.into_iter().map(|(sheet, _)| sheet).collect();
    if sheets.len() > 1 {
        print::message(&zh::ledgers(&sheets));
        if import.dry_run {
            print::message(zh::TRIAL_OF_SEVERAL);
        }
    }
    let stopped = interrupted();
    for (at, sheet) in sheets.iter().enumerate() {
        request.sheet = Some(sheet.clone());
        let opened = Source::open_again(session.disk(), &import.file, &request, &mappings);
        let source = opened.map_err(Failure::refused)?;
        let unread = source.unread(&sheets).filter(|_| at == 0);
        unread.iter().chain(&source.lines()).for_each(|line| print::message(line));
        one_sheet(session, import, source, &request, &stopped)?;
    }
    Ok(())
}

/// Takes one sheet in, or only tries it.
fn one_sheet(
    session: &mut Session,
    import: &Import,
    mut source: Source,
    request: &Request,
    stopped: &AtomicBool,
) -> Result<(), Failure> {
    let context = session.context();
    let (codes, reader, today) = (context.codes.clone(), session.reader().clone(), session.today());
    let context = Context { today, codes: &codes, directory: &reader };
    let mut bad = 0;
    let mut news = |news: News<'_>| {
        match news {
            News::Row(row, verdict) if import.dry_run => print::line(&import::line(row, verdict, &context)),
            News::Row(row, verdict @ Verdict::Bad(_)) if bad < BAD_SHOWN => {
                bad += 1;
                print::message(&import::line(row, verdict, &context));
            }
            News::Progress(permille, _) if !import.dry_run => {
                print::progress(zh::IMPORTING, u64::from(permille), 1000);
            }
            News::Row(..) | News::Progress(..) => {}
        }
        if stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let outcome = if import.dry_run {
        source.preview(&reader, session.operator(), &context, &mut news)
    } else {
        let stamp = clock::stamp(session.operator());
        let desk = session.desk();
        let root = desk.root().to_owned();
        let outcome = source.take_in(desk, &stamp, &context, &root, &mut news);
        print::progress_done();
        outcome
    };
    let outcome = outcome.map_err(Failure::refused)?;
    // What was chosen by hand is worth knowing when the next such file comes.
    if let Some(mapping) = source.memory(request).filter(|_| !import.dry_run)
        && let Err(error) = mappings::remember(session.disk().as_ref(), &session.root(), mapping)
    {
        print::message(&error.to_string());
    }
    outcome.lines(import.dry_run).iter().for_each(|line| print::message(line));
    if outcome.cancelled { Err(Failure::refused(zh::CANCELLED)) } else { Ok(()) }
}

/// `export KIND|all --to PATH …`.
pub(super) fn export(session: &Session, export: &Export) -> Result<(), Failure> {
    let one;
    let kinds: &[Kind] = if export.kind == ALL {
        &export::ALL
    } else {
        one = [find::kind(&export.kind)?];
        &one
    };
    let request = export::Request {
        disk: session.disk().as_ref(),
        kinds,
        to: &export.to,
        form: form(export)?,
        audience: if export.public { Audience::Public } else { Audience::Office },
        whose: export.station.as_deref().map(|typed| find::desk(session, typed)).transpose()?,
        chosen: None,
        since: day(&export.since, session.today())?,
        until: day(&export.until, session.today())?,
        made_at: clock::wall(),
    };
    let stopped = interrupted();
    let total = kinds.iter().map(|kind| session.reader().total(*kind)).fold(0, u64::saturating_add);
    let mut shown = false;
    let written = export::books(session.reader(), &session.context(), &request, &mut |rows| {
        shown = true;
        print::progress(zh::EXPORTING, rows, total);
        if stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if shown {
        print::progress_done();
    }
    let written = written.map_err(Failure::refused)?;
    written.notes.iter().for_each(|note| print::message(note));
    written.files.iter().for_each(|path| print::line(&path.to_string_lossy()));
    settings::note_export(session.disk().as_ref(), &session.root(), session.today());
    Ok(())
}

/// The form that was asked for; an encoding asks for csv.
fn form(export: &Export) -> Result<Option<Form>, Failure> {
    Ok(match (export.format, export.encoding) {
        (None, None) => None,
        (Some(Ledger::Xlsx), None) => Some(Form::Xlsx),
        (Some(Ledger::Html), None) => Some(Form::Html),
        (Some(Ledger::Csv), None) | (None | Some(Ledger::Csv), Some(Encoding::Utf8)) => Some(Form::Csv),
        (None | Some(Ledger::Csv), Some(Encoding::Gb18030)) => Some(Form::CsvGb18030),
        (Some(Ledger::Xlsx | Ledger::Html), Some(_)) => return Err(Failure::usage(zh::ENCODING_OF_CSV)),
    })
}

fn by_hand(map: &[String]) -> Result<Vec<ByHand>, Failure> {
    let pair = |pair: &String| {
        let (column, field) = pair.rsplit_once('=').ok_or_else(|| Failure::usage(zh::MAP_FORM))?;
        Ok(ByHand { column: column.to_owned(), field: field.to_owned() })
    };
    map.iter().map(pair).collect()
}

/// A day that was typed.
pub(super) fn day(text: &Option<String>, today: Date) -> Result<Option<Date>, Failure> {
    let Some(text) = text else { return Ok(None) };
    when::parse_date(text, today.0).map(|day| Some(Date(day))).map_err(Failure::usage)
}

/// Turns true with the first Ctrl+C, so that what has begun ends whole; the second one ends the program.
pub(super) fn interrupted() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    {
        use signal_hook::{consts::SIGINT, flag as signal};
        // In this order: the second signal finds the flag already set. Without handlers Ctrl+C just ends the program,
        // and the journal holds whole groups in any case.
        let _unhandled = signal::register_conditional_default(SIGINT, Arc::clone(&flag))
            .and_then(|_| signal::register(SIGINT, Arc::clone(&flag)));
    }
    flag
}
