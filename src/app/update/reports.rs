//! Reports of a period: their list, a new one by its period, its files.

use super::go_to_shelf;
use super::run::{ask, ask_again, prepare};
use crate::app::effect::Effect;
use crate::app::line::Line;
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt};
use crate::app::start::Start;
use crate::app::stats::period;
use crate::app::tab::Tab;
use crate::app::{App, Layer};
use crate::model::stats::{Period, Sort};
use crate::model::{Context, Kind};
use crate::text::zh::report::period::said as text;

/// Goes to the list of reports.
pub(super) fn go(app: &mut App) -> Vec<Effect> {
    let (tab, all) = Tab::of(Kind::Report);
    app.layers.clear();
    let mut effects = super::go_to(app, tab);
    effects.extend(go_to_shelf(app, tab, all));
    effects
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

/// Asks where the files of the selected report go; none where no report is selected.
pub(super) fn export(app: &mut App) -> Option<Vec<Effect>> {
    let id = app.current().filter(|entry| entry.kind() == Kind::Report)?.id;
    let line = Line::new(app.desk.as_ref().map_or("", |desk| desk.folder.as_str()));
    let question = text::WHICH_FOLDER.to_owned();
    app.message = None;
    app.push(Layer::Prompt(Box::new(Prompt { question, line, purpose: Asked::ReportFolder(id) })));
    Some(Vec::new())
}
