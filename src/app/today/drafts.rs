//! What a draft is called.

use crate::app::{form, shown};
use crate::model::setting::known;
use crate::model::station::STATION_ID;
use crate::model::{Context, Kind, life, moves, whose};
use crate::store::drafts::Draft;
use crate::text::width;
use crate::text::zh::app::screens::today as text;

/// The fields that tell one draft of a new record from another, the most telling first.
const TELLING_KEYS: [&str; 8] = ["title", "name", "topic", "theme", "content", "summary", "village", "place"];
/// Columns shown of a desk's name, so that number and time stay.
const DESK_COLUMNS: usize = 24;
/// Columns shown of such a field.
const TELLING_COLUMNS: usize = 30;

/// What a draft is of, in one line.
pub fn draft_text(draft: &Draft, context: &Context<'_>) -> String {
    let verb = life::Verb::from_key(&draft.verb).map(|verb| verb.spec().name);
    let moved = moves::from_key(&draft.verb);
    let what = match (verb, draft.kind.parse::<Kind>()) {
        (_, Ok(kind)) if moved.is_some() => {
            let label = context.directory.label(kind, draft.id).unwrap_or_default();
            text::draft_of_step(moved.map_or("", |step| step.name), &label, draft.also.len())
        }
        (Some(name), _) if draft.kind == form::DECIDE => {
            let station = form::station_of(draft);
            let called = |org| {
                let issue = context.of(org, |there| there.directory.label(Kind::Issue, draft.id)).unwrap_or_default();
                let of = context.of(org, |there| there.directory.label(Kind::Station, STATION_ID));
                let of = of.unwrap_or_else(|| org.to_string());
                text::draft_of_decision(name, &width::cut_short(whose::short(&of), DESK_COLUMNS), &issue)
            };
            station.map_or_else(|| name.to_owned(), called)
        }
        (Some(name), _) => {
            let issue = context.directory.label(Kind::Issue, draft.id).unwrap_or_default();
            text::draft_of_step(name, &issue, draft.also.len())
        }
        (None, Ok(Kind::Setting)) if form::setting_of(draft).is_some() => {
            let item = form::setting_of(draft).and_then(known::find);
            text::draft_of_edit(Kind::Setting, &item.map_or_else(String::new, |item| item.label()))
        }
        (None, Ok(kind)) if draft.id == 0 => text::draft_of_new(kind, &words_of(draft)),
        (None, Ok(kind)) => text::draft_of_edit(kind, &context.directory.label(kind, draft.id).unwrap_or_default()),
        (None, Err(())) => draft.kind.clone(),
    };
    text::draft_line(&what, &draft.at)
}

/// The first words typed in a draft of a new record, so that two of them can be told apart; personal numbers masked.
pub fn words_of(draft: &Draft) -> String {
    let typed = |key: &&str| {
        let field = draft.fields.iter().find(|(of, _)| of == key);
        field.map(|(_, typed)| typed.trim()).filter(|typed| !typed.is_empty())
    };
    let words = TELLING_KEYS.iter().find_map(typed).unwrap_or_default();
    let line = words.lines().next().unwrap_or_default();
    width::cut(&shown::free(line), TELLING_COLUMNS).to_owned()
}
