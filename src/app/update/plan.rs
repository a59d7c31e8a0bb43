//! Planning reception days: the period asked for, the plan shown, and saved.

use super::run;
use crate::app::effect::Effect;
use crate::app::message::Tone;
use crate::app::planning::{Planning, period};
use crate::app::prompt::{Asked, Prompt};
use crate::app::{App, Layer};
use crate::model::schedule::Plan;
use crate::model::{Context, Date};
use crate::text::zh::app::screens::plan as text;
use crate::text::zh::model::schedule::NO_RULES;

/// Asks for the period; without a rule says where one is set.
pub(super) fn open(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    if context.codes.schedule().rules.is_empty() {
        app.say(NO_RULES, Tone::Warning);
        return vec![Effect::Bell];
    }
    run::ask(app, text::QUESTION.to_owned(), Asked::Plan)
}

/// The period was typed: what is not understood stays to be put right.
pub(super) fn asked(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let typed = if typed.is_empty() { text::NEXT_MONTH } else { typed };
    match period(typed, context.today) {
        Ok((first, last)) => vec![Effect::Plan(first, last)],
        Err(why) => run::ask_again(app, prompt, why),
    }
}

/// Shows what planning comes to; where nothing is to be added, only says so.
pub(super) fn planned(app: &mut App, period: (Date, Date), plan: Plan) -> Vec<Effect> {
    let planning = Planning::new(period, plan);
    if planning.plan.days.is_empty() {
        app.say(text::nothing(&planning.notes()), Tone::Plain);
        return Vec::new();
    }
    app.message = None;
    app.push(Layer::Plan(Box::new(planning)));
    Vec::new()
}

/// Saves the plan; it stays on the screen until that is done.
pub(super) fn accept(app: &mut App, planning: Box<Planning>) -> Vec<Effect> {
    let days = planning.plan.days.clone();
    app.layers.push(Layer::Plan(planning));
    vec![Effect::SavePlan(days)]
}
