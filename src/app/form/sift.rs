//! The form of a filter: every field optional, nothing prefilled but the last filter, running it in place of saving.

use super::checks::{As, Verdict};
use super::page::Reading;
use super::{Form, Outcome, Subject};
use crate::app::key::{Code, Key};
use crate::model::filter::{Filter, Manner};
use crate::model::{Context, Kind, Org, Value, whose};

impl Form {
    /// Opens the filter form of a kind, with the conditions of an earlier filter in it.
    pub fn filter(kind: Kind, last: Option<&Filter>, context: &Context<'_>) -> Form {
        let mut form = Form::open(Subject::Filter(kind), kind.blank(), "", context);
        for (key, text) in last.into_iter().flat_map(Filter::texts) {
            if let Some(field) = form.root.fields_mut().iter_mut().find(|field| field.spec.key == key) {
                field.replace(text);
            }
        }
        form.root.read_all(Reading::Accept, context);
        form.root.start(true, context);
        form.arrange();
        form
    }

    /// Acts with the names of the desk whose records a filter asks for: it is their deputies that are asked about then.
    pub(super) fn within(
        &mut self,
        context: &Context<'_>,
        act: impl FnOnce(&mut Form, &Context<'_>) -> Outcome,
    ) -> Outcome {
        match self.asked_desk() {
            Some(org) => context.of(org, |context| act(self, context)),
            None => act(self, context),
        }
    }

    /// The one desk whose records a filter asks for.
    pub fn asked_desk(&self) -> Option<Org> {
        match (&self.subject, self.root.body().get(whose::KEY)) {
            (Subject::Filter(kind), Value::Refs(desks)) if whose::is_told(*kind) => match desks.as_slice() {
                [only] => Some(Org(*only)),
                _ => None,
            },
            _ => None,
        }
    }

    /// F7 and Ctrl+S: hands the filter out, or says what of it cannot be understood.
    pub(super) fn run_filter(&mut self, kind: Kind, context: &Context<'_>) -> Outcome {
        self.root.read_all(Reading::Accept, context);
        // Whose records are meant may only just have been typed.
        self.within(context, |form, context| form.run_asked(kind, context))
    }

    fn run_asked(&mut self, kind: Kind, context: &Context<'_>) -> Outcome {
        self.root.read_all(Reading::Accept, context);
        match self.root.judge(As::New, Vec::new(), context) {
            Verdict::Passes => {}
            verdict => return self.tell(verdict, Key::plain(Code::F(7)), context),
        }
        let mut filter = Filter::new(kind);
        for field in self.root.fields().iter().filter(|field| !field.is_empty()) {
            if let Err(error) = filter.add(field.spec.key, field.text(), Manner::Like, context) {
                return self.refuse(error.message);
            }
        }
        Outcome::Filter(filter)
    }

    /// Empties every field.
    pub(super) fn clear_all(&mut self, context: &Context<'_>) -> Outcome {
        let page = self.active();
        page.fields_mut().iter_mut().filter(|field| !field.is_empty()).for_each(|field| field.replace(""));
        page.read_all(Reading::Accept, context);
        page.findings = Default::default();
        page.start(true, context);
        Outcome::Edited
    }
}
