//! Draws a pick list over the fields.

use ratatui::layout::{Position, Rect};

use super::brush::Brush;
use crate::app::form::pick::Pick;
use crate::app::tab::Tab;
use crate::model::typed::Pick as Picked;
use crate::model::{Context, FieldKind};
use crate::text::width;
use crate::text::zh::app::form as say;
use crate::view::theme::Role;

/// Draws the list, its filter in the first row; returns where the cursor belongs.
pub(super) fn draw(brush: &mut Brush<'_, '_>, area: Rect, pick: &Pick, context: &Context<'_>) -> Position {
    let after = brush.text(area, 0, 0, &say::pick_label(pick.spec.label), Role::Label);
    let end = brush.text(area, after, 0, &pick.typed(), Role::Focus);
    if pick.several {
        let names: Vec<String> = pick.marked.iter().map(|picked| name(pick, picked, context)).collect();
        brush.text(area, end + 2, 0, &say::marked(&names), Role::Dim);
    }
    let height = usize::from(area.height).saturating_sub(1);
    if pick.lines.is_empty() {
        let says = match pick.target().filter(|_| pick.typed().trim().is_empty()) {
            Some(kind) => say::none_yet(kind.name(), Tab::of(kind).0.index() + 1),
            None => say::NOTHING_FITS.to_owned(),
        };
        brush.text(area, 2, 1, &says, Role::Warning);
    }
    // Whole pages, so that the lines stand still while the selection moves.
    let first = pick.selected.checked_div(height).map_or(0, |page| page * height);
    let number = pick.lines.iter().map(|line| line.ordinal.to_string().len()).max().unwrap_or(1);
    for (row, (at, line)) in pick.lines.iter().enumerate().skip(first).take(height).enumerate() {
        let selected = at == pick.selected;
        let mark = if selected { '>' } else { ' ' };
        let check = match (pick.several, pick.is_marked(line)) {
            (false, _) => "",
            (true, true) => "[x] ",
            (true, false) => "[ ] ",
        };
        let text = match pick.is_numbered() {
            // It stands for several, and no number chooses it.
            true if line.ordinal == 0 => format!("{mark}{:>number$} {check}{}", "", line.label),
            true => format!("{mark}{:>number$} {check}{}", line.ordinal, line.label),
            false => format!("{mark} {check}{}", line.label),
        };
        let end = brush.text(area, 0, row + 1, &text, if selected { Role::Selected } else { Role::Text });
        brush.text(area, end + 2, row + 1, &line.detail, Role::Dim);
    }
    let column = after + width::columns(&pick.typed());
    Position { x: area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX)), y: area.y }
}

fn name(pick: &Pick, picked: &Picked, context: &Context<'_>) -> String {
    match (picked, pick.spec.kind) {
        (Picked::Code(key), FieldKind::Code(list) | FieldKind::Codes(list)) => context.codes.name(list, key).to_owned(),
        (Picked::Code(key), _) => key.clone(),
        (Picked::Record(id), FieldKind::Ref(kind) | FieldKind::Refs(kind)) => {
            context.directory.label(kind, *id).unwrap_or_else(|| id.to_string())
        }
        (Picked::Record(id), _) => id.to_string(),
        (Picked::Records(_), _) => String::new(),
    }
}
