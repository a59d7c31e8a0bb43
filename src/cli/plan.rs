//! `plan`: the reception days of a period by the station's rules, shown or added.

use crate::app::planning::period;
use crate::model::{Entry, Kind, Record, jsonl};
use crate::store::schedule::{self, PlanError};
use crate::text::zh::app::screens::plan as text;
use crate::text::zh::cli::say;

use super::args::{Format, Plan};
use super::session::Session;
use super::{Failure, list, print};

/// `plan PERIOD`: prints the days that are added, or with `--dry-run` those that would be.
pub fn plan(session: &mut Session, plan: &Plan) -> Result<(), Failure> {
    let period = period(&plan.period, session.today()).map_err(Failure::usage)?;
    let planned = schedule::plan(session.reader(), period, &session.context()).map_err(|error| match error {
        PlanError::Refused(why) => Failure::refused(why),
        PlanError::Read(error) => Failure::damaged(error),
    })?;
    let notes: Vec<String> = planned.notes.iter().map(|note| note.said()).collect();
    if planned.days.is_empty() {
        print::message(&text::nothing(&notes));
        return print_days(session, &[], plan.format);
    }
    let org = session.desk().org();
    let unsaved = |record| Entry { org, id: 0, rev: 0, voided: None, extra: String::new(), record };
    let records = planned.days.iter().map(|day| Record::Reception(day.record()));
    let entries = if plan.dry_run {
        records.map(unsaved).collect()
    } else {
        let mut batch = session.batch();
        records.for_each(|record| {
            batch.add(record);
        });
        session.commit(batch)?
    };
    print_days(session, &entries, plan.format)?;
    for day in &planned.days {
        if let Some(from) = day.moved_from {
            print::message(&say::moved(day.date, from));
        }
    }
    notes.iter().for_each(|note| print::message(note));
    print::message(&if plan.dry_run { say::would_plan(entries.len()) } else { say::planned(entries.len()) });
    Ok(())
}

fn print_days(session: &Session, days: &[Entry], format: Format) -> Result<(), Failure> {
    if format == Format::Csv || !days.is_empty() {
        list::heading(Kind::Reception, format, &session.context())?;
    }
    for day in days {
        let row = match format {
            Format::Jsonl => {
                let mut object = jsonl::object(day, false, &session.context());
                // A day that is not saved has no id.
                if day.id == 0 {
                    object.shift_remove("id");
                }
                serde_json::Value::Object(object).to_string()
            }
            Format::Csv | Format::Table => list::row(day, format, &session.context()),
        };
        print::result(&row)?;
    }
    Ok(())
}
