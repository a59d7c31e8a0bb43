//! Filtering a list: the form opened, and run.

use super::{change, preview};
use crate::app::effect::Effect;
use crate::app::find::Find;
use crate::app::form::Form;
use crate::app::message::Tone;
use crate::app::{App, Layer, OpenForm};
use crate::model::filter::Filter;
use crate::model::{Context, Kind};
use crate::store::reader::List;
use crate::text::zh::app::screens::said as text;

/// Opens the form with the last filter of the list's kind in it.
pub(super) fn open(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    // What a filter took may lie over a record of another kind.
    let filtered = match app.top() {
        Some(Layer::Find(find)) if find.filter().is_some() => Some(find.kind),
        _ => None,
    };
    let Some(kind) = filtered.or(app.kind()) else { return Vec::new() };
    let mut form = Form::filter(kind, app.filters.get(&kind), context);
    let area = app.layout().form;
    form.fit(area.width, area.height);
    app.message = None;
    app.push(Layer::Form(Box::new(OpenForm { form, draft: None, undrafted: false, adopts: None })));
    Vec::new()
}

/// Shows what a filter takes in place of its form and of what an earlier one took. Without a condition the list itself
/// shows all there is.
pub(super) fn run(app: &mut App, mut filter: Filter) -> Vec<Effect> {
    change::close_form(app);
    if filter.kind() == Kind::Handling && app.shelf().is_some_and(|shelf| shelf.list == List::Waiting) {
        filter.waiting();
    }
    if matches!(app.layers.last(), Some(Layer::Find(find)) if find.filter().is_some()) {
        app.layers.pop();
    }
    app.preview = None;
    app.message = None;
    if filter.is_empty() {
        app.filters.remove(&filter.kind());
        app.say(text::NO_CONDITIONS, Tone::Plain);
        let mut effects = vec![Effect::CancelSearch];
        effects.extend(preview(app));
        return effects;
    }
    app.filters.insert(filter.kind(), filter.clone());
    app.searches += 1;
    let token = app.searches;
    let find = Find::by(filter, token);
    let search = find.query().map(|query| Effect::Search { token, query });
    app.push(Layer::Find(Box::new(find)));
    search.into_iter().collect()
}
