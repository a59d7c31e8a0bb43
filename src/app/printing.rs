//! What can be printed or handed on of what is in view, and the way there: what, where to, and whether to show it.

use super::command::Place;
use super::find::Query;
use super::menu::{Choice, Menu};
use super::shown::label;
use super::stats::{Face, sheet};
use super::{App, Layer};
use crate::model::{Context, Entry, Id, Kind};
use crate::report::docs::{self, DOCUMENTS, Document, blank};
use crate::report::export::{Audience, Form, has_book};
use crate::report::paper::Paper;
use crate::report::write::{Encoding, PaperForm};
use crate::store::reader::List;
use crate::text::width;
use crate::text::zh::app::screens::printing as text;
use crate::text::zh::app::screens::stats::{self as zh_stats, sheet as figures};

/// What is written.
#[derive(Clone, Debug)]
pub enum Output {
    /// The ledger of the records.
    Ledger(Form, Audience),
    /// A document.
    Document(&'static Document),
    /// The blank form of a book, or of all of them.
    Blank(Option<Kind>),
    /// The figures of the page 统计.
    Figures(Box<Paper>, Sheet),
    /// Reports of a period: in one form, or in every one.
    Report(Option<PaperForm>),
}

/// How figures are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    /// As a document.
    Paper(PaperForm),
    /// Their table alone, to be read by other programs.
    Csv(Encoding),
}

/// The records in view.
#[derive(Clone, Debug)]
pub enum InView {
    /// All of a kind: what a document is made of is for it to say.
    Book(Kind),
    /// Those of a list.
    List(List),
    /// What a search or filter finds.
    Found(Kind, Query),
    /// These.
    These(Kind, Vec<Id>),
}

/// Something to be written.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What.
    pub output: Output,
    /// Of which records.
    pub of: InView,
}

/// Something to be written, with its place.
#[derive(Clone, Debug)]
pub struct Writing {
    /// What, of which records.
    pub wanted: Wanted,
    /// The folder or file, as it was typed; empty for the data directory's own folder.
    pub folder: String,
    /// Whether the system is to show it.
    pub opens: bool,
}

/// Columns of what a single record is called in a choice.
const CALLED_COLUMNS: usize = 28;
/// The documents of 今日: what is behind, what is to be announced, what was promised.
const TODAY: [&str; 3] = ["overdue", "notice", "promises"];
/// The forms of figures, the usual one first.
const SHEETS: [Sheet; 5] = [
    Sheet::Paper(PaperForm::Docx),
    Sheet::Paper(PaperForm::Xlsx),
    Sheet::Paper(PaperForm::Html),
    Sheet::Csv(Encoding::Utf8),
    Sheet::Csv(Encoding::Gb18030),
];
/// The forms of a report; none stands for all of them.
const REPORTS: [Option<PaperForm>; 4] = [None, Some(PaperForm::Docx), Some(PaperForm::Xlsx), Some(PaperForm::Html)];
/// The forms of a ledger, the usual one first.
const LEDGERS: [(Form, Audience); 5] = [
    (Form::Xlsx, Audience::Office),
    (Form::Csv, Audience::Office),
    (Form::CsvGb18030, Audience::Office),
    (Form::Html, Audience::Office),
    (Form::Html, Audience::Public),
];

impl InView {
    /// The kind of the records.
    pub fn kind(&self) -> Kind {
        match self {
            InView::Book(kind) | InView::Found(kind, _) | InView::These(kind, _) => *kind,
            InView::List(list) => list.kind(),
        }
    }
}

/// What is offered here. That there is nothing is said in words.
pub fn offered(app: &App, context: &Context<'_>) -> Result<Menu, &'static str> {
    if let Some(Layer::Detail(detail)) = app.top() {
        return match detail.entry.kind() {
            Kind::Report => of_reports(app, context),
            _ => of_record(&detail.entry, context),
        };
    }
    if app.place_below() == Place::Today {
        let documents = TODAY.iter().filter_map(|key| docs::find(key));
        let items = documents.map(|document| item(Output::Document(document), InView::Book(document.kind)));
        let blank = item(Output::Blank(None), InView::Book(Kind::Issue));
        return Ok(Menu::new(text::HEADING.to_owned(), items.chain([blank]).collect()));
    }
    if app.place_below() == Place::Stats {
        return of_figures(app, context);
    }
    let (of, told) = in_view(app)?;
    let kind = of.kind();
    if kind == Kind::Report {
        return of_reports(app, context);
    }
    let mut items = Vec::new();
    let mut ledgers = Vec::new();
    let written = LEDGERS.into_iter().filter(|(_, audience)| has_book(kind, *audience));
    let mut written = written.map(|(form, audience)| item(Output::Ledger(form, audience), of.clone()));
    items.extend(written.next());
    ledgers.extend(written);
    let is_chosen = matches!(of, InView::These(..));
    let fitting = DOCUMENTS.iter().filter(|one| one.kind == kind && (is_chosen || !one.is_of_each()));
    items.extend(fitting.map(|document| item(Output::Document(document), of.clone())));
    items.extend(app.current().filter(|_| !is_chosen).into_iter().flat_map(|entry| sheets(entry, context)));
    if blank::FORMS.contains(&kind) && matches!(of, InView::Book(_) | InView::List(_)) {
        items.push(item(Output::Blank(Some(kind)), of.clone()));
    }
    items.extend(ledgers);
    if items.is_empty() { Err(text::NOTHING_HERE) } else { Ok(Menu::new(text::heading(&told), items)) }
}

/// The sheets of the selected row alone, each with what that is called.
fn sheets(entry: &Entry, context: &Context<'_>) -> Vec<(String, Choice)> {
    let called = label(entry, context);
    let called = width::cut_short(&called, CALLED_COLUMNS);
    let of = InView::These(entry.kind(), vec![entry.name()]);
    let own = docs::of_record(entry, context.today).into_iter().filter(|document| document.is_of_each());
    own.map(|document| {
        let (name, choice) = item(Output::Document(document), of.clone());
        (text::of_one(&name, &called), choice)
    })
    .collect()
}

/// The figures in view. They are written as they are shown: nothing is counted again.
fn of_figures(app: &App, context: &Context<'_>) -> Result<Menu, &'static str> {
    let station = app.desk.as_ref().map_or("", |desk| desk.station.as_str());
    let paper = sheet::paper(&app.stats, station, context).ok_or_else(|| missing(app))?;
    let of = InView::Book(Kind::Report);
    let items = SHEETS.map(|sheet| item(Output::Figures(Box::new(paper.clone()), sheet), of.clone()));
    Ok(Menu::new(text::heading(&paper.name), items.to_vec()))
}

/// Why there are no figures to write.
fn missing(app: &App) -> &'static str {
    let is_counted = app.stats.held().is_some() && !app.stats.is_stale();
    if is_counted && app.stats.face != Face::Figures { zh_stats::NO_BARS } else { figures::NOT_YET }
}

/// The marked reports, or the selected one: of a voided one too, where it went out, what went out can be had.
fn of_reports(app: &App, context: &Context<'_>) -> Result<Menu, &'static str> {
    let ids = app.subjects();
    let first = *ids.first().ok_or(text::NO_REPORT)?;
    let called = match ids.len() {
        1 => context.directory.label(Kind::Report, first).unwrap_or_default(),
        count => text::marked(Kind::Report, count),
    };
    let ids = own(app);
    let items = REPORTS.map(|form| item(Output::Report(form), InView::These(Kind::Report, ids.clone())));
    Ok(Menu::new(text::heading(&called), items.to_vec()))
}

/// The marked records, or the current one: of our own, which alone are marked.
fn own(app: &App) -> Vec<Id> {
    let org = app.desk.as_ref().map(|desk| desk.org);
    org.map_or_else(Vec::new, |org| app.subjects().into_iter().map(|id| (org, id)).collect())
}

fn of_record(entry: &Entry, context: &Context<'_>) -> Result<Menu, &'static str> {
    if !entry.is_live() {
        return Err(text::IS_VOIDED);
    }
    let of = InView::These(entry.kind(), vec![entry.name()]);
    // What is put up for everybody, the desk whose record it is puts up.
    let is_own = context.directory.of(entry.org).is_none();
    let documents = docs::of_record(entry, context.today).into_iter().filter(|one| is_own || !one.is_public);
    let items: Vec<_> = documents.map(|document| item(Output::Document(document), of.clone())).collect();
    let called = label(entry, context);
    if items.is_empty() { Err(text::NOTHING_OF_RECORD) } else { Ok(Menu::new(text::heading(&called), items)) }
}

/// The records in view, and what they are called.
fn in_view(app: &App) -> Result<(InView, String), &'static str> {
    let find = match app.top() {
        Some(Layer::Find(find)) => Some(find),
        _ => None,
    };
    let kind = find.map(|find| find.kind).or(app.kind()).ok_or(text::NOTHING_HERE)?;
    if app.takes_marked() {
        let ids = own(app);
        let told = text::marked(kind, ids.len());
        return Ok((InView::These(kind, ids), told));
    }
    if let Some(find) = find {
        let query = find.query().ok_or(text::TYPE_FIRST)?;
        return Ok((InView::Found(kind, query), text::found(kind, find.found)));
    }
    match app.shelf().map(|shelf| shelf.list) {
        None | Some(List::All(_) | List::Voided(_)) => Ok((InView::Book(kind), text::book(kind))),
        Some(list) => {
            let name = app.shelf().map_or("", |shelf| shelf.name);
            Ok((InView::List(list), text::shelf(name)))
        }
    }
}

fn item(output: Output, of: InView) -> (String, Choice) {
    let name = match &output {
        Output::Ledger(form, audience) => text::ledger(of.kind(), *form, *audience),
        Output::Document(document) => document.name.to_owned(),
        Output::Blank(_) => text::BLANK.to_owned(),
        Output::Figures(_, sheet) => text::figures(*sheet).to_owned(),
        Output::Report(form) => text::report(*form).to_owned(),
    };
    (name, Choice::Print(Box::new(Wanted { output, of })))
}
