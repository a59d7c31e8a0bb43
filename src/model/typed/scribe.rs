//! Values as text for a whole ledger: what codes and records are called is looked up once.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Context, FieldKind, Kind, Spec, Value, glance, refs, show, zh};
use crate::model::kind::Org;

/// Names remembered; beyond, they are looked up again.
const MOST_REMEMBERED: usize = 10_000;

/// A record that is named, and whose it is where it is another desk's.
type Named = (Option<Org>, Kind, u64);

/// Writes values as [`show`] does. Lives as long as one file is made: what a record is called does not change below it.
pub struct Scribe<'a> {
    context: &'a Context<'a>,
    codes: RefCell<HashMap<&'static str, HashMap<String, String>>>,
    records: RefCell<HashMap<Named, String>>,
    /// Whose record is written, where it is one of another desk.
    other: Cell<Option<Org>>,
}

impl<'a> Scribe<'a> {
    /// Looks names up in the context's lists and directory.
    pub fn new(context: &'a Context<'a>) -> Scribe<'a> {
        Scribe { context, codes: RefCell::default(), records: RefCell::default(), other: Cell::new(None) }
    }

    /// Goes over to a record of a desk. What those of another name is written as a list shows it: it is not read in again here.
    pub fn turn_to(&self, org: Org) {
        self.other.set(self.context.directory.of(org).map(|_| org));
    }

    /// Adds a value to a text, as [`show`] writes it.
    pub fn add(&self, spec: &Spec, target: Option<Kind>, value: &Value, out: &mut String) {
        match (value, spec.kind) {
            (Value::Empty, _) => {}
            (Value::Text(text), _) => out.push_str(text),
            (Value::Date(date), _) => {
                // A text takes whatever is written into it.
                let _always = write!(out, "{}", date.0);
            }
            (Value::YesNo(yes), _) => out.push_str(zh::yes_no(*yes)),
            (Value::Code(key), FieldKind::Code(list)) => self.code(list, key, out),
            (Value::Ref(id), _) => self.record(target, *id, out),
            (Value::Refs(ids), _) => {
                for (at, id) in ids.iter().enumerate() {
                    out.push_str(if at > 0 { zh::COMMA } else { "" });
                    self.record(target, *id, out);
                }
            }
            _ => out.push_str(&match self.other.get() {
                Some(org) => self.context.of(org, |context| glance(spec, target, value, context)),
                None => show(spec, target, value, self.context),
            }),
        }
    }

    fn code(&self, list: &'static str, key: &str, out: &mut String) {
        let mut codes = self.codes.borrow_mut();
        let names = codes.entry(list).or_default();
        if let Some(name) = names.get(key) {
            return out.push_str(name);
        }
        let name = self.context.codes.full_name(list, key);
        out.push_str(&name);
        if names.len() < MOST_REMEMBERED {
            names.insert(key.to_owned(), name);
        }
    }

    fn record(&self, target: Option<Kind>, id: u64, out: &mut String) {
        let other = self.other.get();
        let key = target.map(|kind| (other, kind, id));
        if let Some(name) = key.and_then(|key| self.records.borrow().get(&key).map(|name| out.push_str(name))) {
            return name;
        }
        let name = match other {
            Some(org) => self.context.of(org, |context| refs::label(target, id, context)),
            None => refs::show(target, id, self.context),
        };
        out.push_str(&name);
        let mut records = self.records.borrow_mut();
        if let Some(key) = key.filter(|_| records.len() < MOST_REMEMBERED) {
            records.insert(key, name);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::any::row_of;
    use crate::model::books::Books;
    use crate::model::part::PartKind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_is_written_as_it_is_shown(row in row_of(PartKind::Event)) {
            let books = Books::shared();
            let context = books.context();
            let scribe = Scribe::new(&context);
            for spec in row.specs() {
                let value = row.get(spec.key);
                let target = spec.kind.target();
                // Once looked up, once remembered.
                for _ in 0..2 {
                    let mut text = String::new();
                    scribe.add(spec, target, &value, &mut text);
                    prop_assert_eq!(text, show(spec, target, &value, &context), "{}", spec.key);
                }
            }
        }
    }
}
