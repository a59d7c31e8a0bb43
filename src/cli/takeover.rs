//! `takeover`: what the level above has sent down of its roster, units and code lists is listed against ours, and taken over.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::app::takeover::detail;
use crate::model::Kind;
use crate::model::order::Gather as _;
use crate::model::takeover::Row;
use crate::sync::exchange::takeover::{Offer, Which, collect, offer};
use crate::text::zh::cli::sync as zh;
use crate::text::zh::model::takeover as told;

use super::args::{Takeover, TakeoverOf};
use super::session::Session;
use super::table::{Column, Table};
use super::{Failure, print, prompt, record};

/// What is told of each difference.
const COLUMNS: [Column; 6] = [
    ("kind", zh::TAKEOVER_KIND, 6),
    ("number", zh::TAKEOVER_NUMBER, 6),
    ("standing", zh::TAKEOVER_STANDING, 8),
    ("name", zh::TAKEOVER_NAME, 16),
    ("detail", zh::TAKEOVER_DETAIL, 36),
    ("taken", zh::TAKEOVER_TAKEN, 6),
];

/// `takeover …`.
pub(super) fn takeover(session: &mut Session, given: &Takeover) -> Result<(), Failure> {
    let asks = !given.yes && !given.dry_run;
    if asks && !prompt::is_there() {
        return Err(Failure::usage(zh::TAKEOVER_YES_NEEDED));
    }
    let offered = offer(session.reader(), &session.context()).map_err(Failure::damaged)?;
    let mut offered = offered.ok_or_else(|| Failure::refused(told::NO_UPPER))?;
    offered.rows.retain(|row| given.what.is_none_or(|what| kind_of(what) == row.kind));
    let chosen = chosen(&offered, given)?;
    if offered.rows.is_empty() {
        print::message(told::NOTHING);
        return Ok(());
    }
    list(session, &offered, &chosen, given)?;
    if given.dry_run {
        let would = if given.keep_ours { zh::would_keep } else { zh::would_take_over };
        print::message(&would(chosen.len()));
        return Ok(());
    }
    if chosen.is_empty() {
        return Err(Failure::refused(zh::NOTHING_TO_TAKE_OVER));
    }
    let question = if given.keep_ours { zh::keep_ours } else { zh::take_over };
    if asks && !prompt::line(&question(chosen.len())).is_some_and(|answer| zh::is_yes(&answer)) {
        return Err(Failure::refused(zh::NOT_TAKEN_OVER));
    }
    let (said, rows) = if given.keep_ours { offered.kept(&chosen) } else { offered.chosen(&chosen) };
    let mut batch = session.batch();
    collect(&mut batch, rows);
    let entries = session.commit(batch)?;
    record::tell_saved(session, &entries);
    print::message(&said);
    if !given.keep_ours {
        print::message(zh::TAKEOVER_UNDO);
    }
    Ok(())
}

fn kind_of(what: TakeoverOf) -> Kind {
    match what {
        TakeoverOf::Roster => Kind::Deputy,
        TakeoverOf::Units => Kind::Unit,
        TakeoverOf::Settings => Kind::Setting,
    }
}

/// What is usual, or what was picked; a number that names nothing that can be taken over is refused.
fn chosen(offered: &Offer, given: &Takeover) -> Result<BTreeSet<Which>, Failure> {
    if given.pick.is_empty() {
        let usual = offered.rows.iter().filter(|row| row.wanted.is_some() && row.standing.is_usual());
        return Ok(usual.map(|row| (row.kind, row.id)).gather());
    }
    let mut chosen = BTreeSet::new();
    for id in &given.pick {
        let can_be = |row: &Row| if given.keep_ours { row.kept.is_some() } else { row.wanted.is_some() };
        let row = offered.rows.iter().find(|row| row.id == *id && can_be(row));
        let why = if given.keep_ours { zh::cannot_keep } else { zh::cannot_take_over };
        let row = row.ok_or_else(|| Failure::refused(why(*id)))?;
        chosen.insert((row.kind, row.id));
    }
    Ok(chosen)
}

fn list(session: &Session, offered: &Offer, chosen: &BTreeSet<Which>, given: &Takeover) -> Result<(), Failure> {
    let table = Table::begin(given.format, &COLUMNS)?;
    let context = session.context();
    for row in &offered.rows {
        let is_chosen = !given.keep_ours && chosen.contains(&(row.kind, row.id));
        let key = format!("{:?}", row.standing).to_lowercase();
        table.row(&[
            table.coded(row.kind.key(), told::kind(row.kind)),
            Value::from(row.id),
            table.coded(&key, told::standing(row.standing, row.kind)),
            Value::from(row.name.as_str()),
            Value::from(detail(row, &context)),
            table.coded(if is_chosen { "yes" } else { "no" }, zh::is_taken_over(is_chosen)),
        ])?;
    }
    Ok(())
}
