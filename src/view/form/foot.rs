//! Draws what stands below the fields: findings, help or matches, the message, the keys.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::app::command;
use crate::app::form::body::RowKind;
use crate::app::form::checks::Findings;
use crate::app::form::field::{Control, Field};
use crate::app::form::{Form, Weight};
use crate::model::check::Severity;
use crate::model::setting::code::Shape;
use crate::model::typed::Choice;
use crate::model::{Kind, PartKind};
use crate::text::width;
use crate::text::zh::app::form as say;
use crate::view::theme::Role;

/// Blanks between two choices.
const GAP: usize = 2;
/// Columns of what tells a choice from others.
const DETAIL: usize = 20;

/// The findings around the one the cursor was sent to.
pub(super) fn findings(brush: &mut Brush<'_, '_>, area: Rect, findings: &Findings) {
    let height = usize::from(area.height);
    let first = findings.at.checked_div(height).map_or(0, |page| page * height);
    for (row, (at, finding)) in findings.list.iter().enumerate().skip(first).take(height).enumerate() {
        let mark = if at == findings.at { '>' } else { ' ' };
        let (sign, role) = match finding.severity {
            Severity::Error => ('!', Role::Error),
            Severity::Warning => ('?', Role::Warning),
        };
        let line = format!("{mark}{sign} {}. {}", at + 1, finding.message);
        brush.text(area, 0, row, &line, role);
    }
}

/// The issues that look like the one being entered.
pub(super) fn alike(brush: &mut Brush<'_, '_>, area: Rect, lines: &[String]) {
    for (row, line) in lines.iter().enumerate().take(area.height.into()) {
        brush.text(area, 0, row, line, Role::Warning);
    }
}

/// The codes or records the field may mean, or its help; at the right the characters typed.
pub(super) fn help(brush: &mut Brush<'_, '_>, area: Rect, form: &Form) {
    let Some(field) = form.page().focused().filter(|_| form.pick().is_none()) else { return };
    let mut room = usize::from(area.width);
    if let Some((typed, most)) = field.count() {
        let count = say::count(typed, most);
        let columns = width::columns(&count);
        let role = if typed > most { Role::Error } else { Role::Dim };
        if columns < room {
            room -= columns + 1;
            brush.text(area, room + 1, 0, &count, role);
        }
    }
    if form.page().choices.is_empty() {
        // What was understood stands at the right of the field, even where no code is called so.
        let is_unknown = field.has_choices() && !field.sought().is_empty() && field.aside.is_empty();
        let text = match field {
            _ if !form.alike().is_empty() => say::ALIKE_HINT,
            _ if is_unknown => say::NO_MATCH,
            field => hint(field),
        };
        brush.within(area, (0, 0), room, text, Role::Dim);
        return;
    }
    let is_numbered = form.page().is_numbered(field);
    let choices = &form.page().choices;
    let named = |choice: &Choice| {
        let is_alone = choices.iter().filter(|other| other.label == choice.label).count() == 1;
        // Nobody knows an issue by its number.
        let is_known = is_alone && field.spec.kind.target() != Some(Kind::Issue);
        let detail = match is_known || choice.detail.is_empty() {
            true => String::new(),
            false => say::told_apart(&width::cut_short(&choice.detail, DETAIL)),
        };
        match is_numbered {
            true => format!("{} {}{detail}", choice.ordinal, choice.label),
            false => format!("{}{detail}", choice.label),
        }
    };
    let mut texts: Vec<String> = choices.iter().map(named).collect();
    if let Some(first) = texts.first_mut().filter(|_| form.page().suggests()) {
        *first = say::suggested(first);
    }
    let shown = fitting(&texts, room);
    let mut column = 0;
    for text in &texts[..shown] {
        column = brush.text(area, column, 0, text, Role::Text) + GAP;
    }
    if shown < texts.len() {
        brush.text(area, column, 0, say::MORE_CHOICES, Role::Dim);
    }
}

/// How many of the texts fit beside each other, and at least one; where not all do, with room for the sign of more.
fn fitting(texts: &[String], room: usize) -> usize {
    let within = |room: usize| {
        let mut used = 0;
        let fits = texts.iter().take_while(|text| {
            used += width::columns(text) + GAP;
            used <= room + GAP
        });
        fits.count()
    };
    match within(room) {
        all if all == texts.len() => all,
        _ => within(room.saturating_sub(width::columns(say::MORE_CHOICES) + GAP)).max(1),
    }
}

fn hint(field: &Field) -> &'static str {
    match &field.control {
        Control::YesNo(_) => say::TOGGLE_HINT,
        Control::Rows(rows) => match rows.kind {
            RowKind::Raised => say::RAISED_HINT,
            RowKind::Part(PartKind::Attendance) => say::ATTENDANCE_HINT,
            RowKind::Part(PartKind::Participant) => say::PARTICIPANTS_HINT,
            RowKind::Part(PartKind::Code(Shape::Fixed)) => say::CODE_FIXED,
            RowKind::Part(PartKind::Code(_)) => say::CODES_HINT,
            RowKind::Part(kind) if kind.is_ordered() => say::ORDERED_HINT,
            RowKind::Part(_) if !field.spec.hint.is_empty() => field.spec.hint,
            RowKind::Part(_) => say::ROWS_HINT,
        },
        Control::Text(_) if !field.spec.hint.is_empty() => field.spec.hint,
        Control::Text(_) if field.replaces() => say::TYPING_REPLACES,
        Control::Text(_) => "",
    }
}

/// Rows the one message would take.
pub(super) fn message_rows(form: &Form, area: Rect) -> usize {
    form.message().map_or(0, |message| width::wrap(&message.text, area.width.into()).len())
}

/// The one message, broken to the width; what passes the last row ends in `…` there.
pub(super) fn message(brush: &mut Brush<'_, '_>, area: Rect, form: &Form) {
    let Some(message) = form.message() else { return };
    let role = match message.weight {
        Weight::Info => Role::Done,
        Weight::Warning => Role::Warning,
        Weight::Error => Role::Error,
    };
    let lines = width::wrap(&message.text, area.width.into());
    for (row, line) in lines.iter().enumerate().take(area.height.into()) {
        let is_last = row + 1 == usize::from(area.height);
        let end = if is_last { message.text.len() } else { line.end };
        brush.text(area, 0, row, &message.text[line.start..end], role);
    }
}

/// The keys, as many as fit whole.
pub(super) fn keys(brush: &mut Brush<'_, '_>, area: Rect, form: &Form) {
    let mut column = 0;
    for spec in command::form_hints(form) {
        let Some(key) = spec.keys.iter().find(|key| !key.is_full_width()).map(ToString::to_string) else { continue };
        let columns = width::columns(&key) + 1 + width::columns(spec.name);
        if column + columns > usize::from(area.width) {
            continue;
        }
        let after = brush.text(area, column, 0, &key, Role::Key);
        column = brush.text(area, after + 1, 0, spec.name, Role::Text) + 2;
    }
}
