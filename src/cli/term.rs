//! `term`: who sits for which term, and a change of term.

use crate::app::term::collect;
use crate::model::deputy::Deputy;
use crate::model::term::{self, Change};
use crate::model::{Date, Record};
use crate::text::zh::cli::say;
use crate::text::zh::model::term as zh;
use crate::text::{clean, when};

use super::args::{Term, TermChange};
use super::session::{Paths, Session};
use super::{Failure, print, record};

/// `term …`.
pub(super) fn term(paths: &Paths, what: &Term) -> Result<(), Failure> {
    match what {
        Term::List => list(&Session::open(paths)?),
        Term::Change(change) => self::change(&mut Session::open(paths)?, change),
    }
}

/// `term list`: the deputies in office by level and term, and the leading officials among them.
fn list(session: &Session) -> Result<(), Failure> {
    let roster = session.reader().roster().map_err(Failure::damaged)?;
    let codes = session.context().codes;
    let sittings = term::sittings(&roster);
    if sittings.is_empty() {
        print::message(say::NOTHING_LISTED);
        return Ok(());
    }
    for sitting in sittings {
        print::result(&zh::sitting(codes.name("level", &sitting.level), &sitting.term, sitting.count))?;
    }
    let deputies = roster.iter().filter_map(|entry| match &entry.record {
        Record::Deputy(deputy) => Some(deputy),
        _ => None,
    });
    let in_office: Vec<&Deputy> = deputies.filter(|deputy| term::is_in_office(deputy)).collect();
    let leading = in_office.iter().filter(|deputy| deputy.leading).count();
    print::result(&zh::in_office(in_office.len(), leading))
}

/// `term change …`.
fn change(session: &mut Session, given: &TermChange) -> Result<(), Failure> {
    let roster = session.reader().roster().map_err(Failure::damaged)?;
    let context = session.context();
    let level = clean::line(&given.level);
    let known = context.codes.list("level").iter().find(|code| code.key == level || code.name == level);
    let level = known.map_or(level, |code| code.key.clone());
    let on = match &given.on {
        Some(typed) => when::parse_date(typed, session.today().0).map(Date).map_err(Failure::usage)?,
        None => session.today(),
    };
    let (from, to) = (clean::line(&given.from), clean::line(&given.to));
    let names: Vec<&str> = given.reelected.iter().flat_map(|names| names.split(zh::BETWEEN_TERMS)).collect();
    let level_name = context.codes.name("level", &level).to_owned();
    let reelected = term::named(&roster, (&level, &level_name), &from, &names).map_err(Failure::refused)?;
    let change = Change { level, from, to, on, reelected };
    let plan = term::plan(&roster, &change, &context).map_err(Failure::refused)?;
    for line in zh::details(&plan) {
        print::message(&line);
    }
    if given.dry_run {
        return print::result(&zh::summary(&plan));
    }
    let said = zh::changed(&change.to, &plan);
    let mut batch = session.batch();
    collect(&mut batch, plan);
    let entries = session.commit(batch)?;
    record::tell_saved(session, &entries);
    print::message(&said);
    Ok(())
}
