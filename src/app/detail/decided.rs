//! Decisions about the issue shown: at the end of its time line those that no step has taken over, and where each of them stands.

use super::flow::{Flow, Mark, Sheet, Weight};
use crate::app::shown;
use crate::model::event::Event;
use crate::model::handling::{self, Handling, Pending, Standing, told};
use crate::model::life::Verb;
use crate::model::station::STATION_ID;
use crate::model::{Context, Entry, Kind, Record};
use crate::text::zh::app::screens::detail as text;

/// The column at which the day of a decision stands, behind its mark.
const DAY_AT: usize = 2;
/// The column at which what was decided begins.
const TEXT_AT: usize = 13;
/// What a decision says, in the order it is told.
const TOLD: [&str; 6] = ["unit", "due_on", "class", "text", "planned_on", "reason"];

/// Lays out what waits to be taken over, the oldest first.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, issue: &Entry, waiting: &[&Entry]) {
    for entry in waiting {
        if let (Record::Handling(handling), false) = (&entry.record, sheet.is_full()) {
            let mut flow = flow_of(sheet, issue, entry, handling);
            flow.mark(Mark::Ahead, Mark::Plain);
            sheet.push(flow);
        }
    }
}

/// Which decision of a level above a step names, in words; none where it names none.
pub(super) fn referred(event: &Event, context: &Context<'_>) -> Option<String> {
    let (org, id) = handling::referred(&event.handling)?;
    // Whoever looks at it may be the desk that decided.
    let itself = || context.of(org, |there| there.directory.label(Kind::Station, STATION_ID));
    let from = context.directory.label(Kind::Party, org.0).or_else(itself).unwrap_or_else(|| org.to_string());
    let decision = context.of(org, |there| there.directory.entry(Kind::Handling, id)).filter(|entry| entry.org == org);
    let takes = Verb::from_key(&event.verb).is_some_and(handling::decides);
    Some(match takes {
        true => text::taken_over(&from, id, decision.is_some_and(|entry| !entry.is_live())),
        false => text::about_decision(&from, id),
    })
}

/// What a decision about an issue still waits for; none for what is no such decision.
pub(super) fn pending(issue: &Entry, entry: &Entry) -> Option<Pending> {
    is_about(issue, entry).then(|| handling::pending(entry, issue)).flatten()
}

/// What became of a decision that is shown by itself, in words; `context` is this desk's own.
pub(super) fn state(entry: &Entry, context: &Context<'_>) -> Option<String> {
    told::cell(entry, "state", context).map(|state| text::state(&state))
}

/// A record in one line; of a decision about the record it hangs on, with where it stands.
pub(super) fn headline(shown_with: &Entry, entry: &Entry, context: &Context<'_>) -> String {
    if !is_about(shown_with, entry) {
        return shown::headline(entry, context);
    }
    // Which issue it is about is above it.
    let day = shown::by_key(&entry.record, "on", context);
    let says = told::cell(entry, "says", context).map_or_else(String::new, |says| shown::free(&says));
    let stands = match (standing(shown_with, entry), told::state(entry, Some(shown_with))) {
        (Some(standing), _) => text::decision(standing),
        (None, state) => crate::text::zh::model::handling::state(state).to_owned(),
    };
    format!("{day}  {stands}  {says}").replace('\n', " ")
}

fn standing(issue: &Entry, entry: &Entry) -> Option<Standing> {
    (is_about(issue, entry) && entry.is_live()).then(|| handling::standing(entry.org, entry.id, issue))
}

fn is_about(issue: &Entry, entry: &Entry) -> bool {
    let Record::Handling(handling) = &entry.record else { return false };
    issue.kind() == Kind::Issue && handling.org() == Some(issue.org) && handling.issue == issue.id
}

fn flow_of(sheet: &Sheet<'_>, issue: &Entry, entry: &Entry, handling: &Handling) -> Flow {
    let context = sheet.context;
    let mut flow = Flow::new(sheet.columns, TEXT_AT);
    flow.lead(DAY_AT, &handling.on.map_or_else(String::new, |on| on.to_string()), Weight::Soon);
    let step = handling.verb().map_or("", |verb| verb.spec().name);
    flow.put(0, &text::decided(step, &from(entry, context)), Weight::Soon, None);
    context.of(entry.org, |there| {
        for spec in TOLD.iter().filter_map(|key| entry.kind().spec(key)) {
            let says = shown::field(&entry.record, spec, there);
            if !says.is_empty() {
                flow.put(2, &text::labelled(spec.label, &says), Weight::Text, None);
            }
        }
    });
    if let Some(reason) = &entry.voided {
        flow.put(2, &text::revoked(&shown::free(reason)), Weight::Soon, None);
        return flow;
    }
    flow.put(2, &text::decision(Standing::Open), Weight::Soon, None);
    if let Record::Issue(content) = &issue.record
        && let Some(why) = handling::against(handling, content, context)
    {
        flow.put(2, &text::unfit(&why), Weight::Dim, None);
    }
    flow
}

/// What the desk is called that decided: here it may be a partner, or this desk itself.
fn from(entry: &Entry, context: &Context<'_>) -> String {
    let by_party = || context.directory.label(Kind::Party, entry.org.0);
    let itself = || context.of(entry.org, |there| there.directory.label(Kind::Station, STATION_ID));
    by_party().or_else(itself).unwrap_or_else(|| entry.org.to_string())
}
