//! One page of a form: the fields of one record, row or step, which of them apply, and which has the cursor.

mod reading;

pub(in crate::app::form) use reading::Reading;

use tui_input::InputRequest;

use super::body::{Body, RowKind};
use super::checks::Findings;
use super::field::{Control, Edit, Field};
use super::layout;
use super::rows::{Row, Rows};
use super::text_box::TextBox;
use crate::app::key::{Code, Key};
use crate::model::alike::Categories;
use crate::model::check;
use crate::model::event::Event;
use crate::model::field::Stop;
use crate::model::issue::Issue;
use crate::model::life::{Need, Verb};
use crate::model::moves::Move;
use crate::model::setting::known::Item;
use crate::model::typed::{self, Choice};
use crate::model::{Context, FieldKind, Kind, Part, Record, Rule, Spec, Value, filter};
use crate::text::zh::app::form as say;

/// The list of issues registered together with a reception day or visit; it stands in no record type's table.
pub(super) static RAISED: Spec = Spec {
    key: "raised",
    label: say::RAISED,
    kind: FieldKind::Refs(Kind::Issue),
    width: 0,
    rule: Rule::Optional,
    privacy: crate::model::Privacy::Free,
    carry: crate::model::Carry::No,
    stop: Stop::Seldom,
    hint: say::RAISED_HINT,
};

/// The field a value is suggested for.
const CATEGORY: &str = "category";

/// The fields of one record, row or step.
#[derive(Clone, Debug)]
pub struct Page {
    body: Body,
    /// The issue whose step it is.
    issue: Option<Box<Issue>>,
    fields: Vec<Field>,
    shown: Vec<usize>,
    focus: usize,
    /// The first display row that is scrolled into view.
    pub top: usize,
    /// Codes or records the focused field may mean.
    pub choices: Vec<Choice>,
    /// The categories issues like this one were filed under, the likeliest first.
    pub(super) suggested: Categories<String>,
    /// What the last try to save found.
    pub findings: Findings,
    hidden: &'static [&'static str],
    /// Fields a step asks for though the record itself could do without.
    asked: Vec<&'static str>,
    width: usize,
}

/// Where [`Page::go`] leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum To {
    /// The field after.
    Next,
    /// The field before.
    Back,
    /// The next one still to be filled; past the last, the first that must be.
    Empty,
    /// A number of fields on or back.
    By(isize),
}

impl Page {
    /// The page of a record, without the fields named in `hidden`.
    pub fn of_record(record: Record, hidden: &'static [&'static str], context: &Context<'_>) -> Page {
        let specs = record.kind().specs().into_iter().filter(|spec| !hidden.contains(&spec.key));
        let is_wanted = |spec: &Spec| check::wants(&record, spec, context);
        let specs: Vec<(&'static Spec, bool)> = specs.map(|spec| (spec, is_wanted(spec))).collect();
        let raises = matches!(record, Record::Reception(_) | Record::Visit(_));
        let mut page = Page::new(Body::Record(Box::new(record)), specs, context);
        page.hidden = hidden;
        if raises {
            page.fields.push(Field::new(&RAISED, false, Control::Rows(Rows::new(RowKind::Raised))));
            page.refresh_shown();
        }
        page
    }

    /// The page of a nested row.
    pub fn of_part(part: Part, context: &Context<'_>) -> Page {
        let specs = part.kind().specs().into_iter().map(|spec| (spec, spec.rule == Rule::Required)).collect();
        Page::new(Body::Part(part), specs, context)
    }

    /// The page of a step of an issue: the fields its verb asks for.
    pub fn of_step(event: Event, issue: &Issue, verb: Verb, context: &Context<'_>) -> Page {
        let all = Event::specs_of(verb.spec().key);
        let asked = verb.spec().asked(issue).filter_map(|(key, need)| {
            let spec = all.iter().find(|spec| spec.key == key)?;
            Some((*spec, need == Need::Required))
        });
        let specs = asked.collect();
        let mut page = Page::new(Body::Part(Part::Event(Box::new(event))), specs, context);
        page.issue = Some(Box::new(issue.clone()));
        page
    }

    /// Which decision of a desk above the step takes over, or the decision passes on; none for any other page.
    pub(super) fn referred(&self) -> Option<&str> {
        let decision = match &self.body {
            Body::Part(Part::Event(event)) => event.handling.as_str(),
            Body::Record(record) => match record.as_ref() {
                Record::Handling(handling) => handling.origin.as_str(),
                _ => "",
            },
            _ => "",
        };
        Some(decision).filter(|decision| !decision.is_empty())
    }

    /// Who decided first what the decision passes on; nobody for any other page.
    pub(super) fn decided_first(&self) -> &str {
        match self.body.record() {
            Some(Record::Handling(handling)) => &handling.origin_name,
            _ => "",
        }
    }

    /// Notes which decision of a desk above the step takes over, or the decision passes on, and who decided that first.
    pub(super) fn refer(&mut self, decision: &str, first: &str) {
        match &mut self.body {
            Body::Part(Part::Event(event)) => decision.clone_into(&mut event.handling),
            Body::Record(record) => {
                if let Record::Handling(handling) = record.as_mut() {
                    decision.clone_into(&mut handling.origin);
                    first.clone_into(&mut handling.origin_name);
                }
            }
            _ => {}
        }
    }

    /// The issue whose step it is.
    pub(super) fn issue(&self) -> Option<&Issue> {
        self.issue.as_deref()
    }

    /// The page of a step of a record that is no issue: the fields it asks for, or the whole record.
    pub fn of_move(record: Record, step: &Move, context: &Context<'_>) -> Page {
        if step.asks.is_empty() {
            return Page::of_record(record, &["issues"], context);
        }
        let specs = step.specs().into_iter().map(|(spec, need)| {
            let is_wanted =
                need == Need::Required || (record.applies(spec.key) && check::wants(&record, spec, context));
            (spec, is_wanted)
        });
        let specs = specs.collect();
        let mut page = Page::new(Body::Record(Box::new(record)), specs, context);
        page.asked = step.asks.iter().filter(|(_, need)| *need == Need::Required).map(|(key, _)| *key).collect();
        page
    }

    /// The page of a filter: every field one may ask about.
    pub fn of_filter(kind: Kind, context: &Context<'_>) -> Page {
        let specs = filter::fields(kind, context.directory.gathers()).iter().map(|spec| (spec, false)).collect();
        Page::new(Body::Filter(kind, Vec::new()), specs, context)
    }

    /// The page of a setting: what is in force.
    pub fn of_setting(item: Item, context: &Context<'_>) -> Page {
        let specs = item.known.specs().map(|spec| (spec, spec.rule == Rule::Required)).collect();
        let values = item.values(context.codes);
        Page::new(Body::Setting(item, values), specs, context)
    }

    fn new(body: Body, specs: Vec<(&'static Spec, bool)>, context: &Context<'_>) -> Page {
        let fields = specs
            .into_iter()
            .filter(|(spec, _)| spec.rule != Rule::Derived)
            .map(|(spec, required)| Field::new(spec, required, control(&body, spec, context)))
            .collect();
        let mut page = Page {
            body,
            issue: None,
            fields,
            shown: Vec::new(),
            focus: 0,
            top: 0,
            choices: Vec::new(),
            suggested: Categories::default(),
            findings: Findings::default(),
            hidden: &[],
            asked: Vec::new(),
            width: layout::USUAL_WIDTH,
        };
        page.refresh_shown();
        for index in 0..page.fields.len() {
            page.refresh_aside(index, context);
        }
        page.refit();
        page
    }

    /// What the page fills in, as far as it has been read.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Fields of the record that are decided elsewhere.
    pub(super) fn hidden(&self) -> &[&'static str] {
        self.hidden
    }

    /// All fields, those that do not apply included.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    pub(super) fn fields_mut(&mut self) -> &mut [Field] {
        &mut self.fields
    }

    /// The fields that apply, in the order of the form.
    pub fn shown(&self) -> impl Iterator<Item = &Field> {
        self.shown.iter().filter_map(|index| self.fields.get(*index))
    }

    /// The place of the focused field among those shown.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// The focused field.
    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focused_index())
    }

    /// Takes the categories to offer first.
    pub(super) fn suggest(&mut self, categories: Categories<String>, context: &Context<'_>) {
        self.suggested = categories;
        self.refresh_choices(context);
    }

    /// Whether the first choice offered is one that is suggested.
    pub fn suggests(&self) -> bool {
        let is_meant = self.focused().is_some_and(|field| field.spec.key == CATEGORY && field.sought().is_empty());
        is_meant && self.choices.first().is_some_and(|first| self.is_suggested(first))
    }

    /// Whether what a field may mean can be chosen by its number.
    pub fn is_numbered(&self, field: &Field) -> bool {
        typed::is_numbered(self.body.target(field.spec))
    }

    /// The focused field's rows, where it is a list of rows.
    pub fn focused_rows(&self) -> Option<&Rows> {
        match self.focused().map(|field| &field.control) {
            Some(Control::Rows(rows)) => Some(rows),
            _ => None,
        }
    }

    pub(super) fn rows_mut(&mut self, key: &str) -> Option<&mut Rows> {
        self.fields.iter_mut().find(|field| field.spec.key == key).and_then(|field| match &mut field.control {
            Control::Rows(rows) => Some(rows),
            _ => None,
        })
    }

    /// The rows of a field.
    pub fn rows(&self, key: &str) -> Option<&Rows> {
        self.fields.iter().find(|field| field.spec.key == key).and_then(|field| match &field.control {
            Control::Rows(rows) => Some(rows),
            _ => None,
        })
    }

    pub(super) fn focused_index(&self) -> usize {
        self.shown.get(self.focus).copied().unwrap_or(0)
    }

    pub(super) fn focused_mut(&mut self) -> Option<&mut Field> {
        let index = self.focused_index();
        self.fields.get_mut(index)
    }

    /// Whether anything was entered.
    pub fn is_dirty(&self) -> bool {
        self.fields.iter().any(Field::is_dirty)
    }

    /// Marks every filled field as filled in by the program.
    pub(super) fn mark_prefilled(&mut self) {
        for field in &mut self.fields {
            field.prefilled = !field.is_empty();
        }
    }

    /// Takes what stands on the page for its first content.
    pub(super) fn settle(&mut self) {
        self.fields.iter_mut().for_each(Field::settle);
    }

    /// One line that tells this page from others of its kind.
    pub fn summary(&self) -> String {
        if let Body::Part(Part::Rule(rule)) = &self.body {
            return rule.summary();
        }
        if let Body::Part(Part::Code(code)) = &self.body {
            let parent = self.fields.iter().find(|field| field.spec.key == "parent");
            return code.summary(parent.map_or("", |field| field.text()));
        }
        let brief: &[&str] = match &self.body {
            Body::Record(_) => &["title", "category", "village", "urgency"],
            Body::Part(_) | Body::Filter(..) | Body::Setting(..) => &[],
        };
        let told = self.shown().filter(|field| brief.is_empty() || brief.contains(&field.spec.key));
        let words = told.filter_map(|field| match &field.control {
            Control::Text(text) if !field.is_empty() => Some(text.text().replace('\n', " ")),
            Control::YesNo(true) => Some(field.spec.label.to_owned()),
            _ => None,
        });
        words.collect::<Vec<_>>().join("  ")
    }

    /// Breaks texts into rows for an area of this width.
    pub fn fit(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.refit();
        }
    }

    /// Display columns of the labels.
    pub fn label_columns(&self) -> usize {
        layout::label_columns(self.fields.iter().map(|field| field.spec.label), self.width)
    }

    fn refit(&mut self) {
        let columns = layout::value_columns(self.width, self.label_columns());
        for field in &mut self.fields {
            if let Control::Text(text) = &mut field.control {
                text.fit(columns);
            }
        }
    }

    /// Takes a key that is no command for the focused field.
    pub fn press(&mut self, key: Key, context: &Context<'_>) -> Edit {
        let Some(field) = self.focused_mut() else { return Edit::Ignored };
        if let Control::Rows(rows) = &mut field.control {
            let space = matches!(key.code, Code::Char(' ' | '\u{3000}')) && !key.ctrl && !key.alt;
            if !(space && (rows.cycle_attendance(context) || rows.retire(context))) {
                return Edit::Ignored;
            }
            self.touched();
            return Edit::Changed;
        }
        let edit = field.press(key);
        self.after(edit, context)
    }

    /// Edits the focused field by something else than a key.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Field) -> Edit, context: &Context<'_>) -> Edit {
        let Some(field) = self.focused_mut() else { return Edit::Ignored };
        let edit = change(field);
        self.after(edit, context)
    }

    /// Empties the focused field.
    pub(super) fn clear(&mut self, context: &Context<'_>) -> Edit {
        self.edit(
            |field| match &mut field.control {
                Control::Text(text) if !text.text().is_empty() => {
                    text.request(InputRequest::DeleteLine);
                    field.replace("");
                    Edit::Changed
                }
                _ => Edit::Ignored,
            },
            context,
        )
    }

    fn after(&mut self, edit: Edit, context: &Context<'_>) -> Edit {
        if edit == Edit::Changed {
            let index = self.focused_index();
            self.touch(self.fields[index].spec.key);
            if let Control::YesNo(yes) = self.fields[index].control {
                self.put(index, Value::YesNo(yes), Reading::Accept, context);
            }
            self.refresh_aside(index, context);
            self.refresh_choices(context);
        }
        edit
    }

    /// Goes to another field; the one left should have been accepted before.
    pub fn go(&mut self, to: To, context: &Context<'_>) -> bool {
        let last = self.shown.len().saturating_sub(1);
        let place = match to {
            To::Next => (self.focus < last).then_some(self.focus + 1),
            To::Back => self.focus.checked_sub(1),
            To::By(by) => Some(self.focus.saturating_add_signed(by).min(last)),
            To::Empty => self.next_empty(),
        };
        let Some(place) = place.filter(|place| *place != self.focus) else { return false };
        let backward = place < self.focus;
        self.focus_on(place, context);
        if let Some(Control::Rows(rows)) = self.focused_mut().map(|field| &mut field.control) {
            rows.selected = if backward && to != To::Empty { rows.rows.len() } else { 0 };
        }
        true
    }

    /// Goes to the field of a key; `false` where it is not shown.
    pub fn go_to(&mut self, key: &str, context: &Context<'_>) -> bool {
        let place = self.shown.iter().position(|index| self.fields[*index].spec.key == key);
        if let Some(place) = place {
            self.focus_on(place, context);
            if let Some(Control::Rows(rows)) = self.focused_mut().map(|field| &mut field.control)
                && let Some(unfinished) = rows.rows.iter().position(|row| row.unfinished)
            {
                rows.selected = unfinished;
            }
        }
        place.is_some()
    }

    fn next_empty(&self) -> Option<usize> {
        let field = |place: &usize| self.shown.get(*place).and_then(|index| self.fields.get(*index));
        let stops = |place: &usize| field(place).is_some_and(Field::stops);
        let is_missing = |place: &usize| field(place).is_some_and(|field| field.required && field.is_empty());
        (self.focus + 1..self.shown.len()).find(stops).or_else(|| (0..self.focus).find(is_missing))
    }

    /// Puts the cursor where the clerk begins: on the first field, or on the first that is empty.
    pub(super) fn start(&mut self, at_the_top: bool, context: &Context<'_>) {
        let first = self.shown.iter().position(|index| self.fields[*index].stops());
        self.focus_on(first.filter(|_| !at_the_top).unwrap_or(0), context);
    }

    /// Enters the focused field again.
    pub(super) fn refocus(&mut self, context: &Context<'_>) {
        self.focus_on(self.focus, context);
    }

    /// Puts the cursor on the field at a place among those shown.
    pub(super) fn focus_on(&mut self, place: usize, context: &Context<'_>) {
        self.focus = place.min(self.shown.len().saturating_sub(1));
        if let Some(field) = self.focused_mut() {
            field.fresh = true;
            if let Control::Text(text) = &mut field.control {
                text.request(InputRequest::GoToEnd);
            }
        }
        self.refresh_choices(context);
    }

    /// Works out which fields must be filled in: with another channel others must.
    pub(super) fn refresh_wanted(&mut self, context: &Context<'_>) {
        if let Body::Record(record) = &self.body {
            let asked = &self.asked;
            self.fields.iter_mut().for_each(|field| {
                field.required = check::wants(record, field.spec, context) || asked.contains(&field.spec.key);
            });
        }
    }

    fn refresh_shown(&mut self) {
        let focused = self.shown.get(self.focus).copied();
        let applies = |field: &Field| {
            if field.spec.key != RAISED.key {
                return self.body.applies(field.spec.key);
            }
            !field.is_empty() || !matches!(self.body.record(), Some(Record::Reception(day)) if !day.is_held())
        };
        self.shown = (0..self.fields.len()).filter(|index| applies(&self.fields[*index])).collect();
        let place = focused.and_then(|index| self.shown.iter().position(|shown| *shown == index));
        self.focus = place.unwrap_or(self.focus.min(self.shown.len().saturating_sub(1)));
    }
}

fn control(body: &Body, spec: &Spec, context: &Context<'_>) -> Control {
    let value = body.get(spec.key);
    match spec.kind {
        FieldKind::YesNo => Control::YesNo(value == Value::YesNo(true)),
        FieldKind::Rows(kind) => {
            let mut rows = Rows::new(RowKind::Part(kind));
            if let Value::Rows(parts) = value {
                let made = parts.into_iter().enumerate().map(|(at, part)| Row {
                    page: Page::of_part(part, context),
                    unfinished: false,
                    origin: Some(at),
                });
                rows.rows = made.collect();
            }
            Control::Rows(rows)
        }
        _ => {
            let text = typed::show(spec, body.target(spec), &value, context);
            Control::Text(TextBox::new(&text, matches!(spec.kind, FieldKind::Prose { .. })))
        }
    }
}
