//! Makes the steps of an issue's life out of a ledger's columns: handed over, answered, told, closed.
//!
//! A step is taken where the ledger says all that it needs, by the rules of `life`; a row whose step breaks a rule is
//! refused. What is too little for a step is left out and told, and stands in the ledger's own words at the registration:
//! nothing a station wrote down is lost. The one exception is an answer without a class, as other boards give it: it comes
//! in as it is.
//!
//! An answer without its day is left out as well. Figures go by the days of steps, so a day that nobody wrote down would
//! count in a period it may not belong to; the issue stays at the stage its dated steps lead to, until somebody who knows
//! the day takes the step.

use super::mapping::Column;
use super::notes::Remark;
use super::row::{Texts, Wrong};
use crate::model::check::{Finding, Severity};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, DISSATISFIED, ON_SPOT, Verb};
use crate::model::{Context, Kind, Part, Spec, Value, typed};
use crate::report::ledger::{FEEDBACK_ON, FEEDBACK_WAY, REPLY_ON, REPLY_TEXT, STEPS, StepColumn, TOLD_BY_STEPS};
use crate::text::clean;
use crate::text::zh::report::import as zh;

/// The columns of an assignment.
const ASSIGNMENT: [&str; 5] = ["route", "unit", "co_units", "assigned_on", "due_on"];
/// Between two columns' words at the registration.
const LINE_BREAK: &str = "\n";

/// What the ledger's columns say about an issue, and what has been found wrong or left out.
pub struct Life<'a> {
    texts: &'a Texts,
    columns: &'a [Column],
    by: &'a str,
    context: &'a Context<'a>,
    /// The keys of the columns that belong to no step.
    left: Vec<&'static str>,
    /// What is left out.
    pub remarks: Vec<Remark>,
}

impl<'a> Life<'a> {
    /// The life a row's texts tell of, `by` who imports it.
    pub fn of_row(texts: &'a Texts, columns: &'a [Column], by: &'a str, context: &'a Context<'a>) -> Life<'a> {
        Life { texts, columns, by, context, left: Vec::new(), remarks: Vec::new() }
    }

    /// The issue with the steps the row tells of.
    pub fn lived(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let issue = life::registered(issue, self.by);
        let issue = self.assigned(issue)?;
        let issue = self.replied(issue)?;
        let issue = self.told(issue)?;
        let issue = self.closed(issue)?;
        self.held_against(&issue);
        self.noted(issue)
    }

    /// Leaves out what the columns of some keys say, if they say anything; the remark tells why.
    fn leave(&mut self, keys: impl IntoIterator<Item = &'static str>, why: Remark) {
        let said: Vec<&str> = keys.into_iter().filter(|key| self.has(key)).collect();
        self.remarks.extend((!said.is_empty()).then_some(why));
        self.left.extend(said);
    }

    /// A stage the steps do not lead to is not forgotten.
    fn held_against(&mut self, issue: &Issue) {
        let Some((spec, text)) = Kind::Issue.spec(TOLD_BY_STEPS).zip(self.texts.get(TOLD_BY_STEPS)) else { return };
        if typed::meaning(spec, None, text, self.context) != Ok(Value::Code(issue.stage.key().to_owned())) {
            self.leave([TOLD_BY_STEPS], Remark::OtherStage);
        }
    }

    /// The issue with what belongs to no step at its registration, each column by its title.
    fn noted(&mut self, mut issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let said = self.columns.iter().filter_map(|column| {
            let key = column.key().filter(|key| self.left.contains(key))?;
            self.texts.get(key).map(|text| (key, zh::said(&clean::line(&column.title), text)))
        });
        let (keys, lines): (Vec<&str>, Vec<String>) = said.unzip();
        let (Some(first), Some(event)) = (keys.first(), issue.events.first_mut()) else { return Ok(issue) };
        let spec = Event::specs_of(&event.verb).into_iter().find(|spec| spec.key == "text");
        let mut noted = std::mem::take(event);
        self.fill(&mut noted, (first, "text"), spec, &lines.join(LINE_BREAK))?;
        *event = noted;
        self.remarks.push(Remark::Noted);
        Ok(issue)
    }

    fn has(&self, key: &str) -> bool {
        self.texts.get(key).is_some()
    }

    fn assigned(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        if self.is_on_spot() {
            // No unit has what is answered on the spot; the route is what the answer brings about.
            let beside: Vec<&str> = ASSIGNMENT.into_iter().filter(|key| *key != "route" && self.has(key)).collect();
            self.left.extend(beside);
            return Ok(issue);
        }
        let enough = ["route", "unit", "assigned_on"].iter().all(|key| self.has(key));
        if !enough {
            self.leave(ASSIGNMENT, Remark::NoAssignment);
            return Ok(issue);
        }
        let mut event = self.event(Verb::Assign);
        for key in ASSIGNMENT {
            self.put(&mut event, key, key, Kind::Issue.spec(key))?;
        }
        event.on = event.assigned_on;
        self.step(&issue, event)
    }

    fn replied(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let route = self.is_on_spot().then_some("route");
        let beside = columns_of(Verb::Reply).filter(|key| ![REPLY_ON, REPLY_TEXT].contains(key));
        let beside = beside.chain(["class"]).chain(route);
        if !self.has(REPLY_ON) || !self.has(REPLY_TEXT) {
            let why = if self.has(REPLY_TEXT) { Remark::NoReplyDate } else { Remark::NoReplyText };
            self.leave(beside.chain([REPLY_ON, REPLY_TEXT]), why);
            return Ok(issue);
        }
        let classed = self.has("class") && (issue.stage == Stage::Assigned || self.is_on_spot());
        let mut event = self.event(if self.is_on_spot() { Verb::Answer } else { Verb::Reply });
        self.put_columns(&mut event, Verb::Reply)?;
        if classed {
            self.put(&mut event, "class", "class", Kind::Issue.spec("class"))?;
            return self.step(&issue, event);
        }
        let Some(on) = event.on else {
            self.leave(beside.chain([REPLY_TEXT]), Remark::NoReplyDate);
            return Ok(issue);
        };
        self.leave(beside, Remark::NoClass);
        life::imported_reply(issue, on, &event.text, self.by, self.context).map_err(|found| wrongs(Verb::Reply, &found))
    }

    fn told(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let enough = self.has(FEEDBACK_ON) && self.has(FEEDBACK_WAY) && issue.stage == Stage::Replied;
        if !enough {
            self.leave(columns_of(Verb::Feedback).chain(["rating"]), Remark::NoFeedback);
            return Ok(issue);
        }
        let mut event = self.event(Verb::Feedback);
        self.put_columns(&mut event, Verb::Feedback)?;
        self.put(&mut event, "rating", "rating", Kind::Issue.spec("rating"))?;
        self.step(&issue, event)
    }

    fn closed(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        if !self.has("closed_on") {
            return Ok(issue);
        }
        // A ledger does not say how often it was handled again: against the resident's word it is closed here, not there.
        let is_content = issue.rating != DISSATISFIED;
        if issue.stage != Stage::Replied || !life::is_fed_back(&issue) || !is_content {
            self.leave(["closed_on"], Remark::NoClosing);
            return Ok(issue);
        }
        let mut event = self.event(Verb::Close);
        self.put(&mut event, "closed_on", "on", Kind::Issue.spec("closed_on"))?;
        self.step(&issue, event)
    }

    /// Whether the route says that it was answered at once.
    fn is_on_spot(&self) -> bool {
        let Some((spec, text)) = Kind::Issue.spec("route").zip(self.texts.get("route")) else { return false };
        typed::meaning(spec, None, text, self.context) == Ok(Value::Code(ON_SPOT.to_owned()))
    }

    fn event(&self, verb: Verb) -> Event {
        Event { verb: verb.spec().key.to_owned(), by: self.by.to_owned(), ..Event::default() }
    }

    fn put_columns(&self, event: &mut Event, verb: Verb) -> Result<(), Vec<Wrong>> {
        let columns = STEPS.iter().filter(|column| column.verb == verb);
        columns.into_iter().try_for_each(|column| self.put(event, column.key, column.field, column.spec()))
    }

    /// Reads a text by its line of a field table into a field of the step.
    fn put(
        &self,
        event: &mut Event,
        key: &'static str,
        field: &'static str,
        spec: Option<&Spec>,
    ) -> Result<(), Vec<Wrong>> {
        let Some(text) = self.texts.get(key) else { return Ok(()) };
        self.fill(event, (key, field), spec, text)
    }

    /// Reads a text into a field of the step; what is wrong is told of the column of a key.
    fn fill(
        &self,
        event: &mut Event,
        (key, field): (&'static str, &'static str),
        spec: Option<&Spec>,
        text: &str,
    ) -> Result<(), Vec<Wrong>> {
        let Some(spec) = spec else { return Ok(()) };
        let value = typed::meaning(spec, spec.kind.target(), text, self.context)
            .map_err(|error| vec![Wrong::about(key, &error.message)])?;
        let mut part = Part::Event(Box::new(std::mem::take(event)));
        let put = part.set(field, value).map_err(|error| vec![Wrong::about(key, &error.to_string())]);
        if let Part::Event(filled) = part {
            *event = *filled;
        }
        put
    }

    fn step(&self, issue: &Issue, event: Event) -> Result<Issue, Vec<Wrong>> {
        let verb = Verb::from_key(&event.verb).unwrap_or(Verb::Register);
        life::step(issue, event, self.context).map_err(|found| wrongs(verb, &found))
    }
}

/// The keys of the columns that carry a step of a verb.
fn columns_of(verb: Verb) -> impl Iterator<Item = &'static str> + Clone {
    STEPS.iter().filter(move |column| column.verb == verb).map(|column| column.key)
}

/// A rule's findings about a step, told of the columns they came from.
fn wrongs(verb: Verb, found: &[Finding]) -> Vec<Wrong> {
    let verb = if verb == Verb::Answer { Verb::Reply } else { verb };
    let key = |finding: &Finding| match (verb, finding.key) {
        (Verb::Close, "on") => "closed_on",
        (Verb::Assign, "on") => "assigned_on",
        (verb, key) => StepColumn::of(verb, key).map_or(key, |column| column.key),
    };
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| Wrong::about(key(finding), &finding.message)).collect()
}
