//! Reports of a period: their list, a new one by its period, its files.

use super::go_to_shelf;
use super::run::{ask, ask_again, prepare};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt};
use crate::app::start::Start;
use crate::app::stats::period;
use crate::app::tab::Tab;
use crate::model::stats::{Period, Sort};
use crate::model::{Context, Kind};
use crate::text::zh::report::period::said as text;

/// Goes to the list of reports; from there, back to the figures.
pub(super) fn go(app: &mut App) -> Vec<Effect> {
    let (tab, all) = Tab::of(Kind::Report);
    let is_there = app.layers.is_empty() && app.kind() == Some(Kind::Report);
    if is_there { turn_back(app) } else { go_to_shelf(app, tab, all) }
}

/// From the list of reports back to the figures.
pub(super) fn turn_back(app: &mut App) -> Vec<Effect> {
    app.stats.is_behind = false;
    super::go_to(app, Tab::Stats)
}

/// Asks which period a new report is of.
pub(super) fn ask_period(app: &mut App) -> Vec<Effect> {
    ask(app, text::WHICH_PERIOD.to_owned(), Asked::ReportPeriod)
}

/// A period was typed; nothing is the month before this one.
pub(super) fn period_typed(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let meant = match typed {
        "" => {
            Period::around(Sort::Month, context.today).and_then(Period::before).ok_or_else(|| text::bad_period(typed))
        }
        _ => period(typed, context.today),
    };
    match meant {
        Ok(period) => {
            app.say(text::COUNTING, Tone::Plain);
            vec![Effect::DraftReport(period)]
        }
        Err(why) => ask_again(app, prompt, why),
    }
}

/// A report's text was made, or the draft there is was found: its form opens, unless another was opened meanwhile.
pub(super) fn ready(app: &mut App, start: Start) -> Vec<Effect> {
    if app.open_form().is_some() {
        app.say(text::FORM_OPEN, Tone::Warning);
        return vec![Effect::Bell];
    }
    let effects = prepare(app, start);
    app.say(text::WHAT_NEXT, Tone::Plain);
    effects
}
