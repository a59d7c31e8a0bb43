//! Taking over what the level above has sent down: read, shown, marked, saved as one.

use crate::app::effect::Effect;
use crate::app::message::Tone;
use crate::app::takeover::Takeover;
use crate::app::{App, Layer};
use crate::model::Context;
use crate::sync::exchange::takeover::{Offer, Which};
use crate::text::zh::app::screens::takeover as text;
use crate::text::zh::model::takeover as zh;

/// Shows what is offered; where that is nothing, only says so.
pub(super) fn offered(app: &mut App, offer: Option<Box<Offer>>, context: &Context<'_>) -> Vec<Effect> {
    let why = match &offer {
        None => zh::NO_UPPER,
        Some(offer) if offer.rows.is_empty() => zh::NOTHING,
        Some(_) => "",
    };
    match offer {
        Some(offer) if why.is_empty() => {
            app.message = None;
            app.push(Layer::Takeover(Box::new(Takeover::new(&offer, context))));
        }
        _ => app.say(why, Tone::Plain),
    }
    Vec::new()
}

/// Marks the selected line, or takes its mark away.
pub(super) fn mark(app: &mut App) -> Vec<Effect> {
    marked(app, Takeover::mark)
}

/// Marks all lines of the selected one's sort, or takes their marks away.
pub(super) fn mark_alike(app: &mut App) -> Vec<Effect> {
    marked(app, Takeover::mark_alike)
}

fn marked(app: &mut App, mark: fn(&mut Takeover) -> bool) -> Vec<Effect> {
    app.message = None;
    let Some(Layer::Takeover(page)) = app.layers.last_mut() else { return Vec::new() };
    if mark(page) {
        return Vec::new();
    }
    app.say(text::CANNOT_BE, Tone::Warning);
    vec![Effect::Bell]
}

/// Has ours of the selected line stay as it is.
pub(super) fn keep(app: &mut App) -> Vec<Effect> {
    app.message = None;
    let Some(Layer::Takeover(page)) = app.top() else { return Vec::new() };
    match page.line().filter(|line| line.can_stay) {
        Some(line) => vec![Effect::KeepOurs(line.which)],
        None => {
            app.say(text::CANNOT_STAY, Tone::Warning);
            vec![Effect::Bell]
        }
    }
}

/// Ours of a line stays: the line goes, and with the last one the page.
pub(super) fn kept(app: &mut App, which: Which) {
    for layer in &mut app.layers {
        if let Layer::Takeover(page) = layer {
            page.put_away(which);
        }
    }
    app.layers.retain(|layer| !matches!(layer, Layer::Takeover(page) if page.lines.is_empty()));
}

/// Takes the marked ones over; the page stays until that is done.
pub(super) fn accept(app: &mut App, page: Box<Takeover>) -> Vec<Effect> {
    let marked = page.marked.clone();
    app.layers.push(Layer::Takeover(page));
    if marked.is_empty() {
        app.say(text::NOTHING_MARKED, Tone::Warning);
        return vec![Effect::Bell];
    }
    vec![Effect::TakeOver(marked)]
}
