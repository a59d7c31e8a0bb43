//! `sync`: what was not reported upward yet, and how far those below have reported.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::app::stats::{month_of, period};
use crate::model::completeness::{Row, Standing as Reported, Totals};
use crate::model::order::Gather as _;
use crate::model::party::STATUSES;
use crate::model::received::Received;
use crate::model::stats::Period;
use crate::model::upward::due_on;
use crate::model::{Date, Org};
use crate::sync::exchange::below::{Below, Lowers, Undelivered};
use crate::sync::exchange::reentered;
use crate::sync::exchange::restored::cut_off;
use crate::sync::exchange::standing::{Counted, Standing};
use crate::sync::medium::shown_path;
use crate::text::zh::cli::sync as zh;
use crate::text::zh::sync::exchange as zh_exchange;

use super::args::{Format, Sync};
use super::party::failed;
use super::session::Session;
use super::table::{Column, Table};
use super::{Failure, print};

/// What is told of each party below.
const COLUMNS: [Column; 14] = [
    ("code", zh::CODE, 12),
    ("name", zh::NAME, 20),
    ("reported", zh::REPORTED, 10),
    ("number", zh::NUMBER, 4),
    ("made_on", zh::MADE_ON, 10),
    ("last_on", zh::LAST_ON, 10),
    ("seq", zh::SEQ, 6),
    ("held", zh::HELD, 4),
    ("gaps", zh::GAPS, 4),
    ("forks", zh::FORKS, 4),
    ("installations", zh::INSTALLATIONS, 4),
    ("quarantined", zh::UNFIT, 4),
    ("handed", zh::HANDED, 4),
    ("undelivered", zh::UNDELIVERED, 6),
];

/// `sync`.
pub(super) fn sync(session: &mut Session, sync: &Sync) -> Result<(), Failure> {
    let asked = match &sync.period {
        Some(typed) => period(typed, session.today()).map_err(Failure::usage)?,
        None => {
            let month = month_of(session.today());
            month.before().unwrap_or(month)
        }
    };
    let journal = session.desk().journal();
    let standing = Standing::of(session.reader(), &journal, Counted::default()).map_err(failed)?;
    tell(session, &standing, sync.format)?;
    if standing.below.is_empty() {
        return Ok(());
    }
    let mut lowers = Lowers::default();
    lowers.read_on(&journal, asked.last).map_err(failed)?;
    let undelivered = lowers.undelivered();
    let rows = standing.reported(lowers.arrivals(), asked, session.context().codes, session.today());
    if sync.format == Format::Table {
        print::result(&zh::period(asked, due_on(asked, session.context().codes)))?;
    }
    below(session, &standing, (&rows, &undelivered), sync.format)?;
    totals(&rows, asked, sync.format)?;
    match Undelivered::of(&undelivered) {
        (lines, parties) if lines > 0 && sync.format == Format::Table => {
            print::result(&zh::undelivered(lines, parties))
        }
        _ => Ok(()),
    }
}

/// What goes upward: lines for the eye, and one object for a script; csv has the parties below only.
fn tell(session: &Session, standing: &Standing, format: Format) -> Result<(), Failure> {
    let (context, upward) = (session.context(), &standing.upward);
    if format == Format::Jsonl {
        let upper = standing.upper.as_ref();
        return print::result(
            &json!({
                "upper": upper.map(|party| &party.code),
                "status": upper.map(|party| &party.status),
                "unsent": upward.unsent,
                "waiting": upward.waiting,
                "handed": upward.handed,
                "handed_waiting": upward.handed_waiting,
                "decisions": standing.decisions,
                "packed_on": upward.packed_on.map(|on| on.to_string()),
                "acked_on": upward.acknowledged_on.map(|on| on.to_string()),
                "acked_seq": upper.map(|party| party.acked_seq),
            })
            .to_string(),
        );
    }
    let mut lines = Vec::new();
    match &standing.upper {
        Some(party) => {
            lines.push(zh::upper(party, context.codes.name(STATUSES, &party.status)));
            if cut_off(session.reader()).map_err(failed)?.is_some() {
                lines.push(zh_exchange::cut_off(party.called()));
            }
            lines.push(zh::upward(upward, party));
            lines.extend(zh::owed(&standing.owed(context.codes, session.today())));
        }
        None if standing.below.is_empty() => lines.push(zh::ALONE.to_owned()),
        None => lines.push(zh::NO_UPPER.to_owned()),
    }
    let root = session.root();
    let aside = reentered::waiting(session.disk().as_ref(), &root).map_err(failed)?;
    lines.extend(aside.iter().map(|name| zh::reenter(&shown_path(&root.join(name)))));
    lines.iter().try_for_each(|line| match format {
        Format::Table => print::result(line),
        _ => {
            print::message(line);
            Ok(())
        }
    })
}

fn below(
    session: &Session,
    standing: &Standing,
    (rows, undelivered): (&[Row], &BTreeMap<Org, Undelivered>),
    format: Format,
) -> Result<(), Failure> {
    let by_org: BTreeMap<Org, &Row> = rows.iter().map(|row| (row.org, row)).gather();
    let table = Table::begin(format, &COLUMNS)?;
    for party in &standing.below {
        let row = party.party.org().and_then(|org| by_org.get(&org).copied());
        let word = match row {
            Some(row) => zh::reported(row.standing, row.is_silent),
            // One whose key is not confirmed reports nothing.
            None => session.context().codes.name(STATUSES, &party.party.status).to_owned(),
        };
        let key = row.map_or(party.party.status.as_str(), |row| key(row.standing));
        let waits = party.party.org().and_then(|org| undelivered.get(&org)).map_or(0, Undelivered::lines);
        table.row(&values(party, table.coded(key, &word), waits))?;
    }
    if format == Format::Table {
        for party in standing.below.iter().filter(|below| !below.troubles.is_none()) {
            zh::troubles(party).iter().try_for_each(|line| print::result(line))?;
        }
    }
    Ok(())
}

fn key(standing: Reported) -> &'static str {
    match standing {
        Reported::InTime { .. } => "in_time",
        Reported::Late { .. } => "late",
        Reported::Missing { .. } => "missing",
        Reported::Pending { .. } => "pending",
        Reported::Exempt { .. } => "exempt",
    }
}

fn values(below: &Below, reported: Value, undelivered: u64) -> [Value; COLUMNS.len()] {
    let received = below.received.as_deref();
    let day = |on: Option<Date>| on.map_or(Value::Null, |on| json!(on.to_string()));
    [
        json!(below.party.code),
        json!(below.party.name),
        reported,
        received.map_or(Value::Null, |received| json!(received.number)),
        day(received.and_then(Received::made_on)),
        day(received.and_then(Received::last_on)),
        received.map_or(Value::Null, |received| json!(received.seq)),
        json!(below.troubles.held),
        json!(below.troubles.gaps),
        json!(below.troubles.forks),
        json!(below.troubles.installations),
        json!(below.troubles.quarantined),
        json!(below.handed),
        json!(undelivered),
    ]
}

fn totals(rows: &[Row], period: Period, format: Format) -> Result<(), Failure> {
    if format != Format::Table || rows.is_empty() {
        return Ok(());
    }
    print::result(&zh::totals(period, &Totals::of(rows)))
}
