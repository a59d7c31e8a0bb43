//! Makes the steps of an issue's life out of a ledger's columns: handed over, answered, told, closed.
//!
//! A step is taken where the ledger says all that it needs, by the rules of `life`; a row whose step breaks a rule is
//! refused. What is too little for a step is left out and told. The one exception is an answer without a class, as other
//! boards give it: it comes in as it is.

use super::notes::Remark;
use super::row::{Texts, Wrong};
use crate::model::check::{Finding, Severity};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, DISSATISFIED, ON_SPOT, Verb};
use crate::model::{Context, Kind, Part, Spec, Value, typed};
use crate::report::ledger::{FEEDBACK_ON, FEEDBACK_WAY, REPLY_ON, REPLY_TEXT, STEPS, StepColumn};
use crate::text::zh::report::import as zh;

/// What the ledger's columns say about an issue, and what has been found wrong or left out.
pub struct Life<'a> {
    /// The row's texts by key.
    pub texts: &'a Texts,
    /// Who imports.
    pub by: &'a str,
    /// What the rules look at.
    pub context: &'a Context<'a>,
    /// What is left out.
    pub remarks: Vec<Remark>,
}

impl Life<'_> {
    /// The issue with the steps the row tells of.
    pub fn lived(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let issue = life::registered(issue, self.by);
        let issue = self.assigned(issue)?;
        let issue = self.replied(issue)?;
        let issue = self.told(issue)?;
        self.closed(issue)
    }

    fn has(&self, key: &str) -> bool {
        self.texts.get(key).is_some()
    }

    fn assigned(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        if self.is_on_spot() {
            return Ok(issue);
        }
        let enough = ["route", "unit", "assigned_on"].iter().all(|key| self.has(key));
        if !enough {
            let something = ["route", "unit", "co_units", "assigned_on", "due_on"].iter().any(|key| self.has(key));
            self.remarks.extend(something.then_some(Remark::NoAssignment));
            return Ok(issue);
        }
        let mut event = self.event(Verb::Assign);
        for key in ["route", "unit", "co_units", "assigned_on", "due_on"] {
            self.put(&mut event, key, key, Kind::Issue.spec(key))?;
        }
        event.on = event.assigned_on;
        self.step(&issue, event)
    }

    fn replied(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        match (self.has(REPLY_ON), self.has(REPLY_TEXT)) {
            (_, false) => {
                self.remarks.extend(self.has(REPLY_ON).then_some(Remark::NoReplyText));
                return Ok(issue);
            }
            (false, true) => return Err(vec![Wrong::about(REPLY_ON, zh::REPLY_WITHOUT_DATE)]),
            (true, true) => {}
        }
        let classed = self.has("class") && (issue.stage == Stage::Assigned || self.is_on_spot());
        let mut event = self.event(if self.is_on_spot() { Verb::Answer } else { Verb::Reply });
        self.put_columns(&mut event, Verb::Reply)?;
        if classed {
            self.put(&mut event, "class", "class", Kind::Issue.spec("class"))?;
            return self.step(&issue, event);
        }
        self.remarks.extend((self.has("class") || self.is_on_spot()).then_some(Remark::NoClass));
        let Some(on) = event.on else { return Err(vec![Wrong::about(REPLY_ON, zh::REPLY_WITHOUT_DATE)]) };
        life::imported_reply(issue, on, &event.text, self.by, self.context).map_err(|found| wrongs(Verb::Reply, &found))
    }

    fn told(&mut self, issue: Issue) -> Result<Issue, Vec<Wrong>> {
        let enough = self.has(FEEDBACK_ON) && self.has(FEEDBACK_WAY) && issue.stage == Stage::Replied;
        if !enough {
            let columns = STEPS.iter().filter(|column| column.verb == Verb::Feedback).map(|column| column.key);
            let something = columns.chain(["rating"]).any(|key| self.has(key));
            self.remarks.extend(something.then_some(Remark::NoFeedback));
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
            self.remarks.push(Remark::NoClosing);
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
        let Some((spec, text)) = spec.zip(self.texts.get(key)) else { return Ok(()) };
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
