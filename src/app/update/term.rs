//! A change of term: which one ends, which follows, on what day; what it comes to is shown before it is made.

use super::run;
use crate::app::effect::Effect;
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt};
use crate::app::{App, Layer};
use crate::model::term::{Change, Plan, Sitting};
use crate::model::{Context, Date};
use crate::text::when;
use crate::text::zh::app::screens::term as text;
use crate::text::zh::model::term as zh;

/// Terms offered: more are seldom kept, and the command line takes any.
const OFFERED: usize = 9;

/// Offers the terms deputies sit for now.
pub(super) fn offered(app: &mut App, sittings: Vec<Sitting>, context: &Context<'_>) -> Vec<Effect> {
    if sittings.is_empty() {
        app.say(text::NOBODY, Tone::Warning);
        return vec![Effect::Bell];
    }
    let item = |sitting: Sitting| {
        let level = context.codes.name("level", &sitting.level);
        (zh::sitting(level, &sitting.term, sitting.count), Choice::Sitting(sitting))
    };
    let items = sittings.into_iter().take(OFFERED).map(item).collect();
    app.push(Layer::Menu(Box::new(Menu::new(text::WHICH.to_owned(), items))));
    Vec::new()
}

/// Asks what the new term is called, and says what the marked rows mean.
pub(super) fn chosen(app: &mut App, sitting: Sitting) -> Vec<Effect> {
    let question = text::new_term(&sitting.term);
    let effects = run::ask(app, question, Asked::NewTerm(sitting));
    let marked = app.book().marked.len();
    app.say(text::reelected(marked), Tone::Plain);
    effects
}

/// Asks for the day.
pub(super) fn named(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let Asked::NewTerm(Sitting { level, term, .. }) = &prompt.purpose else { return Vec::new() };
    let to = prompt.line.text().trim().to_owned();
    if to.is_empty() {
        return run::ask_again(app, prompt, zh::TERM_NEEDED.to_owned());
    }
    let reelected = app.book().marked.keys().copied().collect();
    let change = Change { level: level.clone(), from: term.clone(), to, on: context.today, reelected };
    run::ask(app, text::DAY.to_owned(), Asked::TermDay(Box::new(change)))
}

/// Has the change worked out.
pub(super) fn dated(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let day = if typed.is_empty() { Ok(context.today.0) } else { when::parse_date(typed, context.today.0) };
    match (day, &prompt.purpose) {
        (Ok(day), Asked::TermDay(change)) => {
            vec![Effect::PlanTerm(Box::new(Change { on: Date(day), ..change.as_ref().clone() }))]
        }
        (Ok(_), _) => Vec::new(),
        (Err(error), _) => run::ask_again(app, prompt, error.to_string()),
    }
}

/// Shows what the change comes to and asks whether it is made.
pub(super) fn planned(app: &mut App, change: Change, plan: &Plan) -> Vec<Effect> {
    let title = text::confirm(&change.from, &change.to, &change.on.to_string());
    let mut items = vec![(text::NOT.to_owned(), Choice::Nothing)];
    items.extend([(text::YES.to_owned(), Choice::ChangeTerm(Box::new(change)))]);
    app.push(Layer::Menu(Box::new(Menu::new(title, items))));
    app.say(text::comes_to(&zh::summary(plan), &zh::details(plan)), Tone::Warning);
    Vec::new()
}
