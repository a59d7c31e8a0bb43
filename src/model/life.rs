//! The life of an issue: the table of verbs, and the only code that moves an issue from stage to stage.
//!
//! A step is checked against the stage, its fields and the verb's guard, then appended to the history, which nothing
//! ever edits or shortens. The callers keep a voided issue from taking steps: whether a record is voided is not the
//! issue's own matter.

mod behind;
mod promise;
#[cfg(test)]
mod tests;
mod together;
mod verbs;

pub use behind::{Behind, behind, merged_in};
pub use promise::{Outcome, Promise, promised_on, promises, was_promised};
pub use together::{Change, Refused, Taken, take};
pub(super) use verbs::GUIDED;

use super::check::{Finding, Findings, blocks, check_value, not_future};
use super::context::Context;
use super::date::Date;
use super::event::Event;
use super::field::MOST_ROWS;
use super::handling;
use super::issue::{Issue, Stage};
use super::part::Part;
use crate::model::order::Order as _;
use crate::text::zh::model::{check, label, life as zh};

/// The class of an answer that settles the matter.
pub const SOLVED: &str = "A";
/// The class of an answer that promises.
pub const PROMISED: &str = "B";
/// The class of an answer that says why not.
pub const IMPOSSIBLE: &str = "C";
/// The rating that sends an issue back.
pub const DISSATISFIED: &str = "dissatisfied";
/// No rating given.
pub const UNRATED: &str = "unrated";
/// The route of an answer given at once.
pub const ON_SPOT: &str = "on_spot";

/// A step in an issue's life.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verb {
    /// 登记: how every issue begins; done by adding it.
    Register,
    /// 当场答复.
    Answer,
    /// 交办转办.
    Assign,
    /// 退回.
    Return,
    /// 延期.
    Extend,
    /// 催办督办.
    Urge,
    /// 答复.
    Reply,
    /// 反馈.
    Feedback,
    /// 转入跟踪.
    Track,
    /// 进展.
    Progress,
    /// 重新办理.
    Redo,
    /// 办结.
    Close,
    /// 重开.
    Reopen,
    /// 引导.
    Guide,
    /// 并案.
    Merge,
    /// 拆分.
    Split,
    /// 撤回.
    Withdraw,
    /// 恢复.
    Restore,
    /// 不予采纳: a decision of a level above that the station does not take over.
    Decline,
    /// 知悉作废: a decision that was taken over and voided above since.
    Noted,
}

/// Whether a verb needs a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Always.
    Required,
    /// Asked for, may stay empty; the guard may still want it (a class B answer's promised date).
    Asked,
    /// Required where no unit handles the issue, because it was answered on the spot; else not asked for, though it may be
    /// given.
    Unhandled,
}

/// Who may take a step. Stands in the table now, is checked once there are users.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// 联络员, and the head with them.
    Liaison,
    /// 站长 only.
    Head,
}

/// One line of the table of verbs.
pub struct VerbSpec {
    /// The verb.
    pub verb: Verb,
    /// Its key in events and on the command line.
    pub key: &'static str,
    /// Its name on screen.
    pub name: &'static str,
    /// The stages it starts from; none for the one that begins a life.
    pub from: &'static [Stage],
    /// The stage it leads to; `None` stays.
    pub to: Option<Stage>,
    /// The fields of [`Event`] it carries, in the order the form asks for them.
    pub fields: &'static [(&'static str, Need)],
    /// Why several issues cannot take it together; none where they can.
    pub alone: Option<&'static str>,
    /// Who may take it.
    role: fn(&Issue) -> Role,
    /// What stands against it whatever is filled in, and what to do first.
    bar: fn(&Issue) -> Option<&'static str>,
    /// Fills what was left empty and has a default.
    fill: fn(&mut Event, &Issue, &Context<'_>),
    /// What must hold beyond stage and fields.
    guard: fn(&Issue, &Event, &Context<'_>, &mut Findings),
    /// What the step brings about beside the stage.
    apply: fn(&mut Issue, &Event),
}

impl VerbSpec {
    /// Who may take the step of an issue.
    pub fn role(&self, issue: &Issue) -> Role {
        (self.role)(issue)
    }

    /// What stands against the step of an issue at the right stage, whatever would be filled in: a sentence that says what
    /// to do first.
    pub fn bar(&self, issue: &Issue) -> Option<&'static str> {
        (self.bar)(issue)
    }

    /// The fields the step of an issue is asked for.
    pub fn asked(&self, issue: &Issue) -> impl Iterator<Item = (&'static str, Need)> + use<> {
        let is_unhandled = issue.unit.is_none();
        let fields = self.fields.iter().copied();
        fields.filter_map(move |(key, need)| match need {
            Need::Unhandled => is_unhandled.then_some((key, Need::Required)),
            _ => Some((key, need)),
        })
    }
}

impl Verb {
    /// Its line of the table.
    pub fn spec(self) -> &'static VerbSpec {
        verbs::of(self)
    }

    /// The verb of a key.
    pub fn from_key(key: &str) -> Option<Verb> {
        verbs::TABLE.iter().find(|spec| spec.key == key).map(|spec| spec.verb)
    }
}

/// The table of verbs.
pub fn table() -> &'static [&'static VerbSpec] {
    &verbs::TABLE
}

/// The steps an issue's stage allows now, the likeliest first: those nothing stands against, then the others, which say
/// why not ([`VerbSpec::bar`]).
pub fn next_steps(issue: &Issue) -> Vec<&'static VerbSpec> {
    let mut steps = common_steps(&[issue.stage]);
    steps.order_by_key(|spec| spec.bar(issue).is_some());
    steps
}

/// The steps that issues of these stages can take together: what each of them allows, the likeliest first.
pub fn common_steps(stages: &[Stage]) -> Vec<&'static VerbSpec> {
    let fits = |spec: &&VerbSpec| stages.iter().all(|stage| spec.from.contains(stage));
    verbs::BY_LIKELIHOOD.iter().map(|verb| verb.spec()).filter(fits).collect()
}

/// A step with its defaults filled in: today, the route's due date, class A of an answer on the spot.
pub fn prefill(issue: &Issue, verb: Verb, by: &str, context: &Context<'_>) -> Event {
    let spec = verb.spec();
    let mut event = Event { verb: spec.key.to_owned(), by: by.to_owned(), ..Event::default() };
    // A verb that does not ask for its day (assign) has it from another field.
    if spec.fields.iter().any(|(key, _)| *key == "on") {
        event.on = Some(context.today);
    }
    (spec.fill)(&mut event, issue, context);
    event
}

/// What the due date is by the route's preset, from the day of assignment; `None` for a route without a term.
pub fn due_on(route: &str, assigned_on: Date, context: &Context<'_>) -> Option<Date> {
    let route = context.codes.code("route", route)?;
    let days = route.days?;
    let calendar = context.codes.calendar();
    Some(if route.working { calendar.add_workdays(assigned_on, days) } else { assigned_on.plus_days(i64::from(days)) })
}

/// The due date a step has where none is given: by the route, or by the term of handling an issue again.
pub fn usual_due(issue: &Issue, event: &Event, context: &Context<'_>) -> Option<Date> {
    let spec = Verb::from_key(&event.verb)?.spec();
    let mut blank = Event { due_on: None, ..event.clone() };
    (spec.fill)(&mut blank, issue, context);
    blank.due_on
}

/// The feedback given on the latest answer, the last one first; none of it counts for an earlier answer.
fn feedbacks(issue: &Issue) -> impl Iterator<Item = &Event> {
    let verb = |event: &Event| Verb::from_key(&event.verb);
    let since = issue.events.iter().rev();
    let since = since.take_while(move |event| !matches!(verb(event), Some(Verb::Answer | Verb::Reply)));
    since.filter(move |event| verb(event) == Some(Verb::Feedback))
}

/// The last feedback given on the latest answer; none while that is still to be told.
pub fn feedback_given(issue: &Issue) -> Option<&Event> {
    feedbacks(issue).next()
}

/// The day of the latest answer.
fn answered_on(issue: &Issue) -> Option<Date> {
    issue.events.iter().rev().find(|event| is_answer(event)).and_then(|event| event.on)
}

/// Whether the resident was told of the latest answer.
pub fn is_fed_back(issue: &Issue) -> bool {
    let is_answered = issue.events.iter().any(is_answer);
    is_answered && feedbacks(issue).next().is_some()
}

/// Whether the deputies who received the issue were told of the latest answer; so they are where there are none.
pub fn is_deputy_told(issue: &Issue) -> bool {
    issue.deputies.is_empty() || feedbacks(issue).any(|event| event.deputy_told_on.is_some())
}

/// Whether the resident was ever dissatisfied 曾不满意.
pub fn was_dissatisfied(issue: &Issue) -> bool {
    issue.events.iter().any(|event| event.rating == DISSATISFIED)
}

/// Whether a step answers the issue.
fn is_answer(event: &Event) -> bool {
    matches!(Verb::from_key(&event.verb), Some(Verb::Answer | Verb::Reply))
}

/// The day the issue last went to a unit: handed over, to be handled again, or taken up again.
fn handed_over_on(issue: &Issue) -> Option<Date> {
    let is_handover =
        |event: &&Event| matches!(Verb::from_key(&event.verb), Some(Verb::Assign | Verb::Redo | Verb::Reopen));
    issue.events.iter().rev().find(is_handover).and_then(|event| event.on).or(issue.assigned_on)
}

/// When a unit last sent the issue back, if it was this one.
fn returned_by(issue: &Issue, unit: u64) -> Option<Date> {
    let mut returns = issue.events.iter().rev().filter(|event| event.verb == verbs::RETURN_KEY);
    returns.find(|event| event.by_unit == Some(unit)).and_then(|event| event.on)
}

/// The step every life begins with. Its day is the day the issue was raised, so that what was done at once, before
/// anyone came to enter it, does not lie before the beginning.
pub fn register_event(on: Option<Date>, by: &str) -> Event {
    Event { verb: verbs::REGISTER.key.to_owned(), on, by: by.to_owned(), ..Event::default() }
}

/// The issue with its registration in the history; one that has it stays as it is.
pub fn registered(mut issue: Issue, by: &str) -> Issue {
    if issue.events.first().is_none_or(|event| event.verb != verbs::REGISTER.key) {
        issue.events.insert(0, register_event(issue.reported_on, by));
    }
    issue
}

/// A new issue that came with an answer from elsewhere: registered, perhaps handed over, and replied to on `on` in the
/// words of `text`.
///
/// Such a reply has no class: shown and dated, outside A, B and C. The issue goes on like any other that was replied
/// to; fed back, it may be closed, because no one here is left who could class the answer.
pub fn imported_reply(
    issue: Issue,
    on: Date,
    text: &str,
    by: &str,
    context: &Context<'_>,
) -> Result<Issue, Vec<Finding>> {
    let reply = verbs::REPLY.key.to_owned();
    let event = Event { verb: reply, on: Some(on), by: by.to_owned(), text: text.to_owned(), ..Event::default() };
    let mut found = Findings::default();
    if !matches!(issue.stage, Stage::Registered | Stage::Assigned) {
        found.error("on", wrong_stage(&issue, &verbs::REPLY, context));
    }
    let mut next = registered(issue, by);
    check_field(&event, "text", Need::Required, context, &mut found);
    check_day(&next, &event, "on", context, &mut found);
    let found = found.in_order_of(["on", "text"].into_iter());
    if blocks(&found) {
        return Err(found);
    }
    next.stage = Stage::Replied;
    next.events.push(event);
    Ok(next)
}

/// Whether a step of another issue can be noted in this one's history: on a day that is not before its last step.
pub fn may_note(issue: &Issue, event: &Event, context: &Context<'_>) -> Result<(), Vec<Finding>> {
    let mut found = Findings::default();
    check_day(issue, event, "on", context, &mut found);
    if event.on.is_none() {
        found.error("on", check::missing(label::ON));
    }
    if issue.events.len() >= MOST_ROWS {
        found.error("on", zh::history_full(MOST_ROWS));
    }
    let found = found.in_order_of(std::iter::once("on"));
    if blocks(&found) { Err(found) } else { Ok(()) }
}

/// Findings about a step: the stage, the fields, the guard. Empty or only warnings when it may be taken.
pub fn check_step(issue: &Issue, event: &Event, context: &Context<'_>) -> Vec<Finding> {
    check_filled(issue, &filled(issue, event.clone(), context), context)
}

/// Takes a step: the issue after it, with the event appended; refused with the findings where an error stands.
pub fn step(issue: &Issue, event: Event, context: &Context<'_>) -> Result<Issue, Vec<Finding>> {
    let event = filled(issue, event, context);
    let found = check_filled(issue, &event, context);
    let Some(verb) = Verb::from_key(&event.verb) else { return Err(found) };
    if blocks(&found) {
        return Err(found);
    }
    let spec = verb.spec();
    let mut next = issue.clone();
    (spec.apply)(&mut next, &event);
    next.stage = spec.to.unwrap_or(next.stage);
    next.events.push(event);
    Ok(next)
}

/// The step with what was left empty: its verb's defaults, and its day.
pub(super) fn filled(issue: &Issue, mut event: Event, context: &Context<'_>) -> Event {
    if let Some(verb) = Verb::from_key(&event.verb) {
        (verb.spec().fill)(&mut event, issue, context);
        event.on = event.on.or(event.assigned_on).or(Some(context.today));
    }
    event
}

fn check_filled(issue: &Issue, event: &Event, context: &Context<'_>) -> Vec<Finding> {
    let mut found = Findings::default();
    let Some(spec) = Verb::from_key(&event.verb).map(Verb::spec) else {
        found.error("verb", zh::unknown_verb(&event.verb));
        return found.in_order_of(std::iter::empty());
    };
    let keys = || spec.fields.iter().map(|(key, _)| *key);
    let first = keys().next().unwrap_or("on");
    if !spec.from.contains(&issue.stage) {
        found.error(first, wrong_stage(issue, spec, context));
        return found.in_order_of(keys());
    }
    if let Some(bar) = spec.bar(issue) {
        found.error(first, bar);
        return found.in_order_of(keys());
    }
    if issue.events.len() >= MOST_ROWS {
        found.error(first, zh::history_full(MOST_ROWS));
    }
    if let Some(why) = handling::settled(issue, event) {
        found.error(first, why);
    }
    for (key, need) in spec.fields {
        let is_wanted = spec.asked(issue).any(|asked| asked == (*key, Need::Required));
        let need = if is_wanted { Need::Required } else { *need };
        check_field(event, key, need, context, &mut found);
    }
    foreign_fields(spec, event, &mut found);
    // Assigning asks for its day under a name of its own.
    let day = keys().find(|key| ["on", "assigned_on"].contains(key)).unwrap_or(first);
    check_day(issue, event, day, context, &mut found);
    (spec.guard)(issue, event, context, &mut found);
    found.in_order_of(keys())
}

fn check_field(event: &Event, key: &'static str, need: Need, context: &Context<'_>, found: &mut Findings) {
    let row = Part::Event(Box::new(event.clone()));
    for spec in row.specs().into_iter().filter(|spec| spec.key == key) {
        check_value(spec, need == Need::Required, spec.kind.target(), &row.get(key), context, found);
    }
}

/// A step holds nothing but its verb's own fields: what stands in the history is read by the verb.
fn foreign_fields(spec: &VerbSpec, event: &Event, found: &mut Findings) {
    let row = Part::Event(Box::new(event.clone()));
    let own = |key: &str| {
        let is_decision = key == handling::KEY && handling::names_decisions(spec.verb);
        is_decision || ["verb", "on", "by"].contains(&key) || spec.fields.iter().any(|(own, _)| *own == key)
    };
    for field in row.specs() {
        if !own(field.key) && !row.get(field.key).is_empty() {
            found.error(field.key, zh::foreign_field(spec.name, field.label));
        }
    }
}

/// What the class of an answer asks for: B a promised date, C a reason.
pub(super) fn check_class(answer: &Event, found: &mut Findings) {
    verbs::class(answer, found);
}

/// The units a step names are in use.
pub(super) fn check_units(event: &Event, context: &Context<'_>, found: &mut Findings) {
    verbs::units(event, context, found);
}

/// Why an issue cannot take a step now, whatever would be filled in: another stage, or what has to come first.
pub(super) fn not_now(issue: &Issue, verb: Verb, context: &Context<'_>) -> Option<String> {
    let spec = verb.spec();
    if spec.from.contains(&issue.stage) {
        spec.bar(issue).map(str::to_owned)
    } else {
        Some(wrong_stage(issue, spec, context))
    }
}

/// A step's day lies between the step before it and today. `key` is the field to jump to.
fn check_day(issue: &Issue, event: &Event, key: &'static str, context: &Context<'_>, found: &mut Findings) {
    let name = if key == "on" { label::ON } else { label::ASSIGNED_ON };
    not_future(key, name, event.on, context, found);
    if let (Some(on), Some(earliest)) = (event.on, earliest(issue))
        && on < earliest
    {
        found.error(key, zh::before_last_step(on, earliest));
    }
}

/// The first day the next step may have: that of the last step, and never before the issue was raised. The
/// registration itself follows `reported_on` where that was corrected; that of an issue split off is a step like others.
pub(super) fn earliest(issue: &Issue) -> Option<Date> {
    let split_off = issue.events.first().filter(|event| event.from.is_some());
    split_off.into_iter().chain(steps(issue)).filter_map(|event| event.on).chain(issue.reported_on).max()
}

/// What was done about an issue since it was registered.
pub fn steps(issue: &Issue) -> impl Iterator<Item = &Event> {
    issue.events.iter().filter(|event| event.verb != verbs::REGISTER.key)
}

fn wrong_stage(issue: &Issue, spec: &VerbSpec, context: &Context<'_>) -> String {
    let stage_name = |stage: &Stage| context.codes.name("stage", stage.key()).to_owned();
    let from: Vec<String> = spec.from.iter().map(stage_name).collect();
    let next: Vec<&str> = next_steps(issue).into_iter().map(|spec| spec.name).collect();
    zh::wrong_stage(&stage_name(&issue.stage), spec.name, &from, &next)
}
