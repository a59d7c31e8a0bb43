//! What was read, put where it was wanted.

use super::{change, preview, run};
use crate::app::action::SearchReport;
use crate::app::detail::{File, Links};
use crate::app::effect::Effect;
use crate::app::find::Progress;
use crate::app::form::{self, Form, Subject};
use crate::app::list::PageRequest;
use crate::app::message::{Message, Tone};
use crate::app::start::{Groundwork, Start};
use crate::app::tab::Tab;
use crate::app::today::{Gathered, on_duty};
use crate::app::{App, DeskInfo, Layer, OpenForm, shown};
use crate::model::alike::{Alike, Asked};
use crate::model::handling::Deciding;
use crate::model::life::Verb;
use crate::model::{Context, Entry, Kind, Org, Record, sources};
use crate::store::drafts::Draft;
use crate::store::reader::Row;
use crate::store::settings::Level;
use crate::text::zh::app::screens::{said as text, setup};

/// Rows of the list that is shown; those of a list left meanwhile are dropped.
pub(super) fn page(app: &mut App, request: &PageRequest, rows: Vec<Row>, total: Option<u64>) -> Vec<Effect> {
    if app.book().cursor.list() != request.list {
        return Vec::new();
    }
    let book = app.book_mut();
    book.cursor.take(&request.seek, rows);
    book.total = total;
    preview(app)
}

pub(super) fn links(app: &mut App, of: (Org, Kind, u64), links: &[Links], file: Option<&File>) -> Vec<Effect> {
    let layers = app.layers.iter_mut().filter_map(|layer| match layer {
        Layer::Detail(detail) => Some(detail.as_mut()),
        _ => None,
    });
    for detail in layers.chain(app.preview.as_mut()) {
        if (detail.entry.org, detail.entry.kind(), detail.entry.id) == of {
            detail.take_links(links.to_vec());
            detail.take_file(file.cloned().map(Box::new));
        }
    }
    Vec::new()
}

pub(super) fn gathered(app: &mut App, gathered: Gathered, context: &Context<'_>) -> Vec<Effect> {
    app.today.take_gathered(gathered, context);
    Vec::new()
}

pub(super) fn drafts(app: &mut App, drafts: Vec<Draft>, context: &Context<'_>) -> Vec<Effect> {
    app.today.take_drafts(drafts, context);
    Vec::new()
}

/// The decision a form opens with: what is passed on of one above, or one that begins.
fn begun(about: &Deciding, verb: Verb, start: &Start, context: &Context<'_>) -> Record {
    Record::Handling(match start {
        Start::Pass(_, _, handling) => handling.clone(),
        _ => Box::new(about.begin(verb, context)),
    })
}

/// Opens a form: on a draft of the same record or step if there is one, so that what was typed is not typed twice.
pub(super) fn prepared(app: &mut App, ground: &Groundwork, context: &Context<'_>) -> Vec<Effect> {
    let Some(subject) = ground.subject() else { return gone(app) };
    let by = app.operator().to_owned();
    let is_new = matches!(subject, Subject::New(_));
    let Some(record) = record(ground, &subject, &by, context) else { return gone(app) };
    let mut form = Form::open(subject.clone(), record.clone(), &by, context);
    if let Start::Adopt(_, event) = &ground.start {
        form.take_over(event.as_ref().clone(), context);
    }
    if !is_new {
        form.set_company(ground.company.clone());
    }
    let draft = match &ground.start {
        Start::Resume(draft) => Some(draft.as_ref()),
        Start::New(_) | Start::Like(..) | Start::Turn(..) | Start::Made(_) | Start::UnitFor(..) => None,
        Start::Edit(..)
        | Start::Step(..)
        | Start::Adopt(..)
        | Start::Decide(..)
        | Start::Pass(..)
        | Start::Move(..)
        | Start::Setting(_) => ground.drafts.iter().find(|draft| draft.name == form.draft_name()),
    };
    // A form saved with "and the next" has said what it saved; that stays to be read.
    let mut said = app.message.take();
    if let Some(draft) = draft {
        form = Form::resume(draft, subject, record, &by, context);
        form.set_company(ground.company.clone());
        let is_old = ground.entry.as_ref().is_some_and(|entry| entry.rev != draft.rev);
        let also: Vec<u64> = ground.company.iter().map(|other| other.id).collect();
        let (mut text, mut tone) = (text::RESUMED.to_owned(), Tone::Plain);
        for (holds, warning) in [(is_old, text::DRAFT_IS_OLD), (also != draft.also, text::OTHER_COMPANY)] {
            if holds {
                (text, tone) = (format!("{text}；{warning}"), Tone::Warning);
            }
        }
        said = Some(Message { text, tone });
    } else if is_new {
        form.set_draft_name(ground.draft_name.clone());
    }
    form.set_last(ground.last.as_deref().cloned());
    form.set_last_issue(ground.last_issue.as_deref().cloned());
    if !ground.raised.is_empty() {
        form.show_saved_issues(ground.raised.iter().map(|entry| shown::headline(entry, context)).collect());
    }
    let area = app.layout().form;
    form.fit(area.width, area.height);
    let draft = draft.map(|draft| draft.name.clone());
    app.push(Layer::Form(Box::new(OpenForm { form, draft, undrafted: false, adopts: ground.start.adopts() })));
    if let Some(Message { text, tone }) = said {
        app.say(text, tone);
    }
    change::ask_alike(app).into_iter().collect()
}

/// What the form begins with; none where the record is gone.
fn record(ground: &Groundwork, subject: &Subject, by: &str, context: &Context<'_>) -> Option<Record> {
    Some(match (subject, &ground.entry) {
        (Subject::Setting(..), _) => Kind::Setting.blank(),
        (Subject::Decide(about, verb), _) => begun(about, *verb, &ground.start, context),
        (Subject::New(kind), _) => {
            let on_duty = on_duty(&ground.receptions, context.today);
            match (&ground.start, &ground.entry) {
                (Start::Made(made) | Start::UnitFor(made, ..), _) => made.as_ref().clone(),
                (Start::Like(..), Some(other)) => form::like(&other.record, by, context),
                _ => {
                    let mut record = form::prefill(*kind, ground.last.as_deref(), &on_duty, by, context);
                    if matches!(ground.start, Start::Turn(..)) {
                        sources::turn(&mut record, &ground.company);
                    }
                    record
                }
            }
        }
        (_, Some(entry)) => entry.record.clone(),
        (_, None) => return None,
    })
}

/// What looks like the issue being entered, where its form is still open.
pub(super) fn alike(app: &mut App, asked: &Asked, alike: Alike, context: &Context<'_>) -> Vec<Effect> {
    if let Some(open) = app.open_form_mut() {
        open.form.take_alike(asked, alike, context);
    }
    Vec::new()
}

/// Shows a record that was asked for.
pub(super) fn entry(app: &mut App, entry: Option<Box<Entry>>) -> Vec<Effect> {
    match entry {
        Some(entry) => super::show(app, *entry),
        None => gone(app),
    }
}

/// Selects a record that was looked up in its list; where the list shown does not hold it, in the one that holds all.
pub(super) fn located(app: &mut App, typed: &str, entry: Option<Box<Entry>>) -> Vec<Effect> {
    let Some(entry) = entry else {
        // What was typed stays, to be put right.
        let again = run::go_to_number(app);
        if let Some(Layer::Prompt(prompt)) = app.layers.last_mut() {
            prompt.line.paste(typed);
        }
        app.say(text::not_called(typed), Tone::Warning);
        return again.into_iter().chain([Effect::Bell]).collect();
    };
    app.message = None;
    let kind = entry.kind();
    let (tab, all) = Tab::of(kind);
    if app.tab != tab || app.shelf().is_none_or(|shelf| shelf.list != tab.shelves()[all].list) {
        super::go_to_shelf(app, tab, all);
    }
    if let Some(day) = entry.record.date().filter(|day| kind.is_by_day() && day.to_string() != typed) {
        app.say(text::no_such_day(typed, kind.name(), &day.to_string()), Tone::Warning);
    }
    vec![Effect::Page(app.book().cursor.around_entry(&entry))]
}

fn gone(app: &mut App) -> Vec<Effect> {
    app.say(text::RECORD_GONE, Tone::Error);
    vec![Effect::Bell]
}

/// News of a search; those of an earlier one are dropped.
pub(super) fn search(app: &mut App, token: u64, report: SearchReport) -> Vec<Effect> {
    let mut layers = app.layers.iter_mut().rev();
    let find = layers.find_map(|layer| match layer {
        Layer::Find(find) if find.token == token => Some(find),
        _ => None,
    });
    let Some(find) = find else { return Vec::new() };
    match report {
        SearchReport::Hit(entry) => {
            find.take(*entry);
            if find.hits.len() == 1 {
                return preview(app);
            }
        }
        SearchReport::Looked { looked, of, found } => {
            find.count(found);
            find.progress = Progress::Running(looked, of);
        }
        SearchReport::Finished => find.progress = Progress::Finished,
        SearchReport::Failed(why) => {
            find.progress = Progress::Finished;
            app.say(why, Tone::Error);
            return vec![Effect::Bell];
        }
    }
    Vec::new()
}

/// A desk is open: 今日 shows what it says, and the message line what the opening has to tell.
pub(super) fn opened(app: &mut App, desk: DeskInfo) -> Vec<Effect> {
    app.today.notices = desk.read_only.iter().chain(&desk.notices).cloned().collect();
    // The set-up was filled in where this desk was just made.
    let said = app.setup.code().map_or(text::SECRETS.to_owned(), |_| setup::made(&desk.station, Level::of(desk.org)));
    app.desk = Some(desk);
    app.say(said, Tone::Plain);
    [Effect::Gather, Effect::Drafts].into_iter().chain(super::exchange::read(app)).collect()
}
