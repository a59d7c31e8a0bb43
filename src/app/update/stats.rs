//! The page 统计: looked at, its period and face chosen, and the records behind a figure listed.

use super::run;
use crate::app::command::{Command, Place};
use crate::app::effect::Effect;
use crate::app::find::{Counting, Find};
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::prompt::{Asked, Prompt};
use crate::app::stats::{self, Face, Of, Report, group_name, month_of};
use crate::app::{App, Layer};
use crate::model::Context;
use crate::model::stats::Dimension;
use crate::text::zh::app::screens::stats as text;

/// Shows what is known of the chosen period, and asks for what is not.
pub(super) fn look(app: &mut App) -> Vec<Effect> {
    app.countings += 1;
    app.stats.look(app.countings).into_iter().collect()
}

/// The same where the page is shown.
pub(super) fn look_again(app: &mut App) -> Vec<Effect> {
    if app.shows_figures() { look(app) } else { Vec::new() }
}

pub(super) fn run(app: &mut App, command: Command) -> Vec<Effect> {
    app.message = None;
    let period = app.stats.period();
    let is_changed = match command {
        Command::EarlierPeriod => app.stats.choose(period.and_then(|period| period.before())),
        Command::LaterPeriod => app.stats.choose(period.and_then(|period| period.after())),
        Command::NextSort => app.stats.change_sort(true),
        Command::FormerSort => app.stats.change_sort(false),
        Command::ChoosePeriod => return run::ask(app, text::QUESTION.to_owned(), Asked::StatsPeriod),
        _ => return offer_faces(app),
    };
    if is_changed { look(app) } else { vec![Effect::Bell] }
}

/// The period was typed: what is not understood stays to be put right.
pub(super) fn typed(app: &mut App, prompt: Prompt, context: &Context<'_>) -> Vec<Effect> {
    let typed = prompt.line.text().trim();
    let period = match typed {
        "" => Ok(month_of(context.today)),
        typed => stats::period(typed, context.today),
    };
    match period {
        Ok(period) if app.stats.choose(Some(period)) => look(app),
        Ok(_) => run::ask_again(app, prompt, text::UNUSUAL),
        Err(why) => run::ask_again(app, prompt, why),
    }
}

/// Offers what the selected figure can be broken down by, and its course.
fn offer_faces(app: &mut App) -> Vec<Effect> {
    let desk = app.desk.as_ref().map(|desk| desk.org);
    let groups = Dimension::ALL.into_iter().filter(|by| desk.is_some_and(|desk| by.is_of(desk)));
    let groups = groups.map(|by| (text::by(by), Choice::Face(Face::Groups(by))));
    let course = (text::COURSE.to_owned(), Choice::Face(Face::Course));
    let items = groups.chain([course, (text::FIGURES.to_owned(), Choice::Face(Face::Figures))]);
    app.push(Layer::Menu(Box::new(Menu::new(text::FACES.to_owned(), items.collect()))));
    Vec::new()
}

pub(super) fn turn(app: &mut App, face: Face) -> Vec<Effect> {
    app.message = None;
    app.stats.turn(face);
    look(app)
}

/// Esc on bars: the table again, on the same figure. Nothing where the page shows the table, or something lies over it.
pub(super) fn back(app: &mut App) -> Option<Vec<Effect>> {
    let is_face = app.place() == Place::Stats && app.stats.face != Face::Figures;
    is_face.then(|| turn(app, Face::Figures))
}

/// Lists the records that the selected figure counts.
pub(super) fn open(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    let (Some(which), Some(of)) = (app.stats.which(), app.stats.figure()) else { return vec![Effect::Bell] };
    let group = which.group.as_ref().map(|(by, key)| {
        let station = app.desk.as_ref().map_or("", |desk| desk.station.as_str());
        group_name(*by, key, station, context)
    });
    let title = text::counting(which.period, &figure(app, &of, context), group.as_deref());
    app.searches += 1;
    let token = app.searches;
    let find = Find::behind(Counting { which, title }, token);
    let search = find.query().map(|query| Effect::Search { token, query });
    app.message = None;
    app.preview = None;
    app.push(Layer::Find(Box::new(find)));
    search.into_iter().collect()
}

/// The selected figure with what it amounts to, in words.
fn figure(app: &App, of: &Of, context: &Context<'_>) -> String {
    let unit = crate::model::stats::Indicator::of(of.id).map_or("", |indicator| indicator.unit);
    text::figure(&stats::name(of, context.codes), app.stats.selected_amount(), unit)
}

/// What was heard of a counting.
pub(super) fn counted(app: &mut App, token: u64, report: Report, context: &Context<'_>) -> Vec<Effect> {
    match app.stats.take(token, report, context.codes) {
        Some(why) => {
            app.say(why, Tone::Error);
            vec![Effect::Bell]
        }
        None => Vec::new(),
    }
}
