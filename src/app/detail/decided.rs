//! Decisions about the issue shown: at the end of its time line those that no step has taken over, and where each of them stands.

use super::flow::{self, Flow, Mark, Sheet, Weight};
use crate::app::shown;
use crate::model::handling::{self, Handling, Pending, Standing, told};
use crate::model::station::STATION_ID;
use crate::model::{Context, Entry, Kind, Org, Record, whose};
use crate::text::zh::app::screens::detail as text;

/// The column at which the day of a decision stands, behind its mark.
const DAY_AT: usize = 2;
/// The column at which what was decided begins.
const TEXT_AT: usize = 13;
/// What a decision says, in the order it is told.
const TOLD: [&str; 7] = ["origin_name", "unit", "due_on", "class", "text", "planned_on", "reason"];

/// What our own books say of the decisions about the issue shown.
#[derive(Default)]
pub(super) struct Decided<'a> {
    /// Those that wait, the oldest first.
    pub(super) waiting: Vec<Waiting<'a>>,
    /// What the desks are called that decided, where they are several.
    pub(super) deciders: Vec<(Org, String)>,
}

impl Decided<'_> {
    /// Who made a decision, before what it says; nothing for any other record, and where all are one desk's.
    pub(super) fn told(&self, entry: &Entry) -> String {
        let is_decision = entry.kind() == Kind::Handling;
        let decider = self.deciders.iter().find(|(org, _)| is_decision && *org == entry.org);
        decider.map_or_else(String::new, |(_, name)| format!("{name}  "))
    }
}

/// What the desks are called that made these decisions, in short; nothing where it is one.
pub(super) fn deciders<'a>(naming: impl Iterator<Item = &'a Entry>, context: &Context<'_>) -> Vec<(Org, String)> {
    let mut found: Vec<(Org, String)> = Vec::new();
    for entry in naming {
        if !found.iter().any(|(org, _)| *org == entry.org) {
            found.push((entry.org, whose::short(&from(entry, context)).to_owned()));
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// A decision that waits, with what our own books say of it.
pub(super) struct Waiting<'a> {
    entry: &'a Entry,
    /// What the desk is called that decided.
    from: String,
    /// It is of a desk above, about an issue of a desk below: it waits for us to pass it on.
    is_ours_to_pass: bool,
    /// It is about an issue of ours, or waits for us to pass it on: nobody else can do anything about what stands against it.
    is_for_us: bool,
    /// It passes one on that was voided since.
    is_undone: bool,
}

impl Waiting<'_> {
    /// Of a decision about an issue; `context` is that of our own books.
    pub(super) fn of<'a>(issue: &Entry, entry: &'a Entry, context: &Context<'_>) -> Waiting<'a> {
        let own = context.directory.entry(Kind::Station, STATION_ID).map(|station| station.org);
        let passes = match &entry.record {
            Record::Handling(handling) => handling.passes(),
            _ => None,
        };
        let first = passes.and_then(|(org, id)| context.of(org, |there| there.directory.entry(Kind::Handling, id)));
        let is_ours_to_pass = own.is_some_and(|own| issue.org != own && entry.org.is_above(own));
        Waiting {
            entry,
            from: from(entry, context),
            is_ours_to_pass,
            is_for_us: is_ours_to_pass || own == Some(issue.org),
            is_undone: first.is_some_and(|first| !first.is_live()),
        }
    }
}

/// Lays out what waits to be taken over, the oldest first.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, issue: &Entry, waiting: &[Waiting<'_>]) {
    for (at, one) in waiting.iter().enumerate() {
        if let (Record::Handling(handling), false) = (&one.entry.record, sheet.is_full()) {
            let mut flow = flow_of(sheet, one, handling);
            if let Some(says) = hindrance(issue, waiting, at, sheet.context) {
                flow.put(2, &says, Weight::Dim, None);
            }
            flow.mark(Mark::Ahead, Mark::Plain);
            sheet.push(flow);
        }
    }
}

/// What a decision about an issue still waits for, `naming` being all of those; none for what is no such decision.
pub(super) fn pending<'a>(
    issue: &Entry,
    entry: &Entry,
    naming: impl IntoIterator<Item = &'a Entry>,
) -> Option<Pending> {
    is_about(issue, entry).then(|| handling::pending(entry, issue, naming)).flatten()
}

/// What became of a decision that is shown by itself, in words; `context` is this desk's own.
pub fn state(entry: &Entry, context: &Context<'_>) -> Option<String> {
    let refused = told::refused_by(entry, context).map(|why| shown::free(&why));
    told::cell(entry, "state", context).map(|state| text::state(&state, refused.as_deref()))
}

/// The decisions about an issue, the newest first, each in a line as its detail tells them; `context` is this desk's own.
pub fn lines(issue: &Entry, naming: &[Entry], context: &Context<'_>) -> Vec<String> {
    let decided = Decided { waiting: Vec::new(), deciders: deciders(naming.iter(), context) };
    let line = |entry: &Entry| {
        let headline = context.of(issue.org, |there| headline(issue, entry, naming, there));
        flow::named(decided.told(entry) + &headline, entry.id)
    };
    naming.iter().map(line).collect()
}

/// A record in one line; of a decision about the record it hangs on, with where it stands.
pub(super) fn headline<'a>(
    shown_with: &Entry,
    entry: &Entry,
    naming: impl IntoIterator<Item = &'a Entry> + Clone,
    context: &Context<'_>,
) -> String {
    if !is_about(shown_with, entry) {
        return shown::headline(entry, context);
    }
    // Which issue it is about is above it.
    let day = shown::by_key(&entry.record, "on", context);
    let says = told::cell(entry, "says", context).map_or_else(String::new, |says| shown::free(&says));
    let stands = match (standing(shown_with, entry, naming.clone()), told::state(entry, Some(shown_with), naming)) {
        (Some(standing), _) => text::decision(standing),
        (None, state) => crate::text::zh::model::handling::state(state).to_owned(),
    };
    format!("{day}  {stands}  {says}").replace('\n', " ")
}

/// Where a decision about an issue stands, `naming` being all of those; none for a voided one and for any other record.
fn standing<'a>(issue: &Entry, entry: &Entry, naming: impl IntoIterator<Item = &'a Entry>) -> Option<Standing> {
    (is_about(issue, entry) && entry.is_live()).then(|| handling::standing(entry, issue, naming))
}

fn is_about(issue: &Entry, entry: &Entry) -> bool {
    let Record::Handling(handling) = &entry.record else { return false };
    issue.kind() == Kind::Issue && handling.org() == Some(issue.org) && handling.issue == issue.id
}

fn flow_of(sheet: &Sheet<'_>, one: &Waiting<'_>, handling: &Handling) -> Flow {
    let (context, entry) = (sheet.context, one.entry);
    let mut flow = Flow::new(sheet.columns, TEXT_AT);
    flow.lead(DAY_AT, &handling.on.map_or_else(String::new, |on| on.to_string()), Weight::Soon);
    let step = handling.verb().map_or("", |verb| verb.spec().name);
    flow.put(0, &text::decided(step, &one.from), Weight::Soon, None);
    context.of(entry.org, |there| {
        for spec in TOLD.iter().filter_map(|key| entry.kind().spec(key)) {
            let says = shown::field(&entry.record, spec, there);
            if !says.is_empty() {
                flow.put(2, &text::labelled(spec.label, &says), Weight::Text, None);
            }
        }
    });
    if let Some(reason) = &entry.voided {
        let says = if one.is_ours_to_pass { text::withdrawn } else { text::revoked };
        flow.put(2, &says(&shown::free(reason)), Weight::Soon, None);
        return flow;
    }
    let stands = if one.is_ours_to_pass { text::TO_PASS_ON.to_owned() } else { text::decision(Standing::Open) };
    flow.put(2, &stands, Weight::Soon, None);
    if one.is_undone {
        flow.put(2, text::UNDONE_ABOVE, Weight::Soon, None);
    }
    flow
}

/// Why one of those that wait cannot be taken over or passed on by us now; none where it can, and where that is not ours to do.
fn hindrance(issue: &Entry, waiting: &[Waiting<'_>], at: usize, context: &Context<'_>) -> Option<String> {
    let one = waiting.get(at).filter(|one| one.is_for_us && one.entry.is_live())?;
    let (Record::Handling(handling), Record::Issue(content)) = (&one.entry.record, &issue.record) else { return None };
    let why = handling::against(handling, content, context)?;
    let decided = |one: &&Waiting<'_>| one.entry.is_live();
    // What was passed on already goes down before it.
    let passed = waiting.iter().filter(decided).filter(|other| one.is_ours_to_pass && !other.is_ours_to_pass);
    let earlier = waiting.iter().take(at).filter(decided).filter(|other| other.is_ours_to_pass == one.is_ours_to_pass);
    if one.is_ours_to_pass && handling::is_due_behind(handling, content, passed.clone().filter_map(content_of)) {
        return None;
    }
    match handling::is_due_behind(handling, content, passed.chain(earlier).filter_map(content_of)) {
        // Where the stage allows it already, something else stands against it.
        true if !handling::is_due_behind(handling, content, []) => Some(text::AFTER_EARLIER.to_owned()),
        _ => Some(text::unfit(&why)),
    }
}

fn content_of<'a>(one: &Waiting<'a>) -> Option<&'a Handling> {
    match &one.entry.record {
        Record::Handling(handling) => Some(handling),
        _ => None,
    }
}

/// What the desk is called that decided: here it may be a partner, or this desk itself.
fn from(entry: &Entry, context: &Context<'_>) -> String {
    let by_party = || context.directory.label(Kind::Party, entry.org.0);
    let itself = || context.of(entry.org, |there| there.directory.label(Kind::Station, STATION_ID));
    by_party().or_else(itself).unwrap_or_else(|| entry.org.to_string())
}
