//! A form as a draft and back: texts exactly as typed, nested pages included.

use super::body::RowKind;
use super::field::{Control, Field};
use super::nested::DECIDED;
use super::page::{Page, Reading};
use super::rows::{Row, Rows};
use super::{Form, Subject};
use crate::model::event::Event;
use crate::model::handling;
use crate::model::issue::Issue;
use crate::model::{Context, Kind, Org, Part, PartKind, Record};
use crate::store::drafts::Draft;

/// What a draft of a step in an issue's life has for a kind; that of another record's step has the record's.
pub(in crate::app) const STEP: &str = "step";
/// What a draft of a decision about an issue of a desk below has for a kind.
pub(in crate::app) const DECIDE: &str = "decide";
/// Stands among the fields of such a draft, with whose issue it is.
const STATION: &str = "station";
/// Stands among the fields of a draft of a decision that passes one on, with who decided it first.
const FIRST: &str = "origin_name";
/// What the name of the draft of a joint step ends in.
const JOINT: &str = "-joint";
/// Stands among the fields of a setting's draft, with the setting's key.
const SETTING: &str = "setting";
/// Stands among the fields of a nested page that was left before it was put on its list; no field has this key.
const UNFINISHED: &str = "unfinished";

/// The name of a form's draft, unless the caller gives another: one for each record and step.
pub(super) fn usual_name(subject: &Subject) -> String {
    match subject {
        Subject::New(kind) => format!("{}-new", kind.key()),
        Subject::Edit(entry) => format!("{}-{}", entry.kind().key(), entry.id),
        Subject::Step(entry, verb) => format!("{STEP}-{}-{}", entry.id, verb.spec().key),
        Subject::Decide(about, verb) => {
            format!("{DECIDE}-{}-{}-{}", about.issue.org, about.issue.id, verb.spec().key)
        }
        Subject::Move(entry, step) => format!("{}-{}-{}", entry.kind().key(), entry.id, step.key),
        Subject::Filter(kind) => format!("{}-filter", kind.key()),
        Subject::Setting(item, _) => format!("{SETTING}-{}", item.key.replace('.', "-")),
    }
}

/// The key of the setting a draft is of.
pub fn setting_of(draft: &Draft) -> Option<&str> {
    draft.fields.iter().find(|(of, _)| of == SETTING).map(|(_, key)| key.as_str())
}

/// Whose issue a draft of a decision is about; none for any other draft.
pub(in crate::app) fn station_of(draft: &Draft) -> Option<Org> {
    let (_, code) = draft.fields.iter().find(|(of, _)| draft.kind == DECIDE && of == STATION)?;
    code.parse().ok()
}

/// The name of the draft of a step that takes over a decision.
pub(super) fn adopting_name(name: &str, event: &Event) -> String {
    format!("{name}-{}", event.handling.replace('/', "-"))
}

/// The name of the draft of a step that other issues take as well.
pub(super) fn joint_name(name: &str) -> String {
    if name.ends_with(JOINT) { name.to_owned() } else { format!("{name}{JOINT}") }
}

impl Form {
    /// Opens a form from a draft; what was typed stands as typed.
    pub fn resume(draft: &Draft, subject: Subject, record: Record, by: &str, context: &Context<'_>) -> Form {
        let mut form = Form::open(subject, record, by, context);
        form.draft_name.clone_from(&draft.name);
        fill(&mut form.root, draft, context);
        let said = |key: &str| draft.fields.iter().find(|(of, _)| of == key).map(|(_, said)| said.as_str());
        if let Some(decision) = said(handling::KEY).filter(|_| [STEP, DECIDE].contains(&draft.kind.as_str())) {
            form.root.refer(decision, said(FIRST).unwrap_or_default());
        }
        form.root.start(false, context);
        form.arrange();
        form
    }

    /// Names the draft; without it there is one for each kind of new record, each record and each step.
    pub fn set_draft_name(&mut self, name: String) {
        self.draft_name = name;
    }

    /// The name of this form's draft.
    pub fn draft_name(&self) -> &str {
        &self.draft_name
    }

    /// The draft of what is typed now, its `at` left to the caller; `None` when nothing was typed beyond the prefill, and
    /// for a filter, with which nothing is lost.
    pub fn draft(&self) -> Option<Draft> {
        if !self.is_dirty() {
            return None;
        }
        let mut draft = of_page(&self.root);
        draft.name.clone_from(&self.draft_name);
        match &self.subject {
            Subject::New(kind) => draft.kind = kind.key().to_owned(),
            Subject::Edit(entry) => {
                draft.kind = entry.kind().key().to_owned();
                draft.id = entry.id;
                draft.rev = entry.rev;
            }
            Subject::Step(entry, verb) => {
                draft.kind = STEP.to_owned();
                draft.id = entry.id;
                draft.rev = entry.rev;
                draft.verb = verb.spec().key.to_owned();
                draft.also = self.company.iter().map(|other| other.id).collect();
                if let Some(decision) = self.root.referred() {
                    draft.fields.push((handling::KEY.to_owned(), decision.to_owned()));
                }
            }
            Subject::Decide(about, verb) => {
                draft.kind = DECIDE.to_owned();
                draft.id = about.issue.id;
                draft.rev = about.issue.rev;
                draft.verb = verb.spec().key.to_owned();
                draft.fields.push((STATION.to_owned(), about.issue.org.to_string()));
                if let Some(decision) = self.root.referred() {
                    draft.fields.push((handling::KEY.to_owned(), decision.to_owned()));
                    draft.fields.push((FIRST.to_owned(), self.root.decided_first().to_owned()));
                }
            }
            Subject::Move(entry, step) => {
                draft.kind = entry.kind().key().to_owned();
                draft.id = entry.id;
                draft.rev = entry.rev;
                draft.verb = step.key.to_owned();
                draft.also = self.company.iter().map(|other| other.id).collect();
            }
            Subject::Filter(_) => return None,
            Subject::Setting(item, before) => {
                draft.kind = Kind::Setting.key().to_owned();
                draft.id = before.as_ref().map_or(0, |entry| entry.id);
                draft.rev = before.as_ref().map_or(0, |entry| entry.rev);
                draft.fields.push((SETTING.to_owned(), item.key.clone()));
            }
        }
        if let Some(nested) = self.nested.as_ref().filter(|nested| nested.page.is_dirty()) {
            let open = of_row(&nested.page, true, None);
            let mut same = draft.nested.iter_mut().filter(|(key, _)| key == nested.key()).map(|(_, row)| row);
            match nested.at().and_then(|at| same.nth(at)) {
                Some(row) => *row = Draft { id: row.id, ..open },
                None => {
                    // Rows stand in the order of their lists, as a page tells them.
                    let place = |key: &str| self.root.fields().iter().position(|field| field.spec.key == key);
                    let own = place(nested.key());
                    let at = draft.nested.iter().position(|(key, _)| place(key) > own).unwrap_or(draft.nested.len());
                    draft.nested.insert(at, (nested.key().to_owned(), open));
                }
            }
        }
        Some(draft)
    }
}

fn of_page(page: &Page) -> Draft {
    let mut draft = Draft::default();
    for field in page.fields() {
        draft.fields.push((field.spec.key.to_owned(), field.text().to_owned()));
        if let Control::Rows(rows) = &field.control {
            let rows = rows.rows.iter().map(|row| of_row(&row.page, row.unfinished, row.origin));
            draft.nested.extend(rows.map(|row| (field.spec.key.to_owned(), row)));
        }
    }
    draft
}

fn of_row(page: &Page, unfinished: bool, origin: Option<usize>) -> Draft {
    let mut draft = of_page(page);
    // The row it came from, from 1, so that keys this version does not know stay with their row.
    draft.id = origin.and_then(|at| u64::try_from(at + 1).ok()).unwrap_or(0);
    if unfinished {
        draft.fields.push((UNFINISHED.to_owned(), String::new()));
    }
    draft
}

/// Types a draft into a page. Keys nobody knows any more are left out; rows stand in place of the record's own.
fn fill(page: &mut Page, draft: &Draft, context: &Context<'_>) {
    for (key, text) in &draft.fields {
        let Some(field) = page.fields_mut().iter_mut().find(|field| field.spec.key == key) else { continue };
        if let Control::Rows(rows) = &mut field.control {
            let drafts = draft.nested.iter().filter(|(of, _)| of == key).map(|(_, row)| row);
            let made: Vec<Row> = drafts.map(|row| resumed(rows, row, context)).collect();
            rows.rows = made;
            rows.changed = true;
        } else if field.text() != text {
            field.replace(text);
        }
    }
    page.read_all(Reading::Draft, context);
}

fn resumed(rows: &Rows, draft: &Draft, context: &Context<'_>) -> Row {
    let origin = usize::try_from(draft.id).ok().and_then(|at| at.checked_sub(1));
    let unfinished = draft.fields.iter().any(|(key, _)| key == UNFINISHED);
    let mut page = match rows.kind {
        RowKind::Part(kind) => Page::of_part(base(rows, origin, kind), context),
        RowKind::Raised => Page::of_record(Record::Issue(Box::<Issue>::default()), &DECIDED, context),
    };
    fill(&mut page, draft, context);
    page.fields_mut().iter_mut().for_each(Field::settle);
    Row { page, unfinished, origin }
}

fn base(rows: &Rows, origin: Option<usize>, kind: PartKind) -> Part {
    let of_origin = origin.and_then(|at| rows.rows.iter().find(|row| row.origin == Some(at)));
    of_origin.and_then(|row| row.page.body().part().cloned()).unwrap_or_else(|| kind.blank())
}
