//! A record from top to bottom, a line for each field that says something: what is shown and listed of it in plain text.

use super::context::Context;
use super::entry::Entry;
use super::handling::{self, told};
use super::life::Verb;
use super::masked::masked;
use super::part::Part;
use super::typed;
use super::value::Value;
use crate::text::zh::model::said as zh;

/// What stands before the rows of a nested list.
const INDENT: &str = "  ";
/// What stands before further lines of a text, so that none looks like a field of its own.
const CONTINUED: &str = "\n    ";
/// What stands between the parts of a nested row.
const GAP: &str = "  ";

/// Every filled field on a line, every step and nested row on one of its own, masked. `context` is that of the record's desk.
pub fn lines(entry: &Entry, context: &Context<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    // What a field holds that no longer applies (why a day was called off that is planned again) is not so any more.
    for spec in entry.kind().specs().into_iter().filter(|spec| entry.record.applies(spec.key)) {
        match masked(spec, entry.record.get(spec.key)) {
            value if value.is_empty() => {}
            Value::Rows(rows) => {
                lines.push(zh::labelled(spec.label, ""));
                lines.extend(rows.iter().map(|row| format!("{INDENT}{}", masked_row(row, context))));
            }
            value => {
                let shown = typed::show(spec, entry.record.target(spec), &value, context);
                lines.push(zh::labelled(spec.label, &shown));
            }
        }
    }
    lines.iter().map(|line| line.replace('\n', CONTINUED)).collect()
}

/// A nested row in one text: for a step its day, verb and who entered it, then what the verb carries. What it holds is masked.
fn masked_row(row: &Part, context: &Context<'_>) -> String {
    let (lead, skip): (String, &[&str]) = match row {
        Part::Event(event) => {
            let verb = Verb::from_key(&event.verb).map_or(event.verb.as_str(), |verb| verb.spec().name);
            let day = event.on.map_or_else(String::new, |day| day.to_string());
            (zh::step(&day, verb, &event.by), &["verb", "on", "by"])
        }
        _ => (String::new(), &[]),
    };
    let mut parts: Vec<String> = if lead.is_empty() { Vec::new() } else { vec![lead] };
    for spec in row.specs().into_iter().filter(|spec| !skip.contains(&spec.key)) {
        let value = row.get(spec.key);
        let decision = match row {
            Part::Event(event) if spec.key == handling::KEY => told::referred(event, context),
            _ => None,
        };
        if let Some(told) = decision {
            parts.push(told);
        } else if !value.is_empty() {
            parts.push(zh::labelled(spec.label, &typed::glance(spec, spec.kind.target(), &value, context)));
        }
    }
    parts.join(GAP)
}
