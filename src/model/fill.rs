//! Fills a record from texts by field key: the command line, jsonl and imported cells all come through here.

use super::context::Context;
use super::field::Spec;
use super::part::Part;
use super::proposal;
use super::record::Record;
use super::typed;
use super::value::Value;
use crate::text::zh::model::fill as zh;

/// One field that could not be filled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unfilled {
    /// The key as it was given.
    pub key: String,
    /// What is wrong and what to do, for the clerk.
    pub message: String,
}

/// Fills the fields of a record, in the order of its table whatever order they come in, because what a reference may
/// point to depends on fields before it. Everything that fits is filled; what does not comes back.
pub fn fill(record: &mut Record, texts: &[(String, String)], context: &Context<'_>) -> Vec<Unfilled> {
    let specs = record.kind().specs();
    let mut unfilled = unknown_keys(&specs, texts);
    for spec in specs {
        for (_, text) in texts.iter().filter(|(key, _)| key == spec.key) {
            let result = typed::parse(spec, record.target(spec), text, context)
                .map_err(|error| error.message)
                .and_then(|value| record.set(spec.key, value).map_err(|_| zh::not_typed(spec.label)));
            unfilled.extend(result.err().map(|message| Unfilled { key: spec.key.to_owned(), message }));
        }
    }
    proposal::complete(record, context);
    unfilled
}

/// Fills a nested row, such as a step's event, the same way.
pub fn fill_part(part: &mut Part, texts: &[(String, String)], context: &Context<'_>) -> Vec<Unfilled> {
    let specs = part.specs();
    let mut unfilled = unknown_keys(&specs, texts);
    for spec in specs {
        for (_, text) in texts.iter().filter(|(key, _)| key == spec.key) {
            let result = typed::parse(spec, spec.kind.target(), text, context)
                .map_err(|error| error.message)
                .and_then(|value: Value| part.set(spec.key, value).map_err(|_| zh::not_typed(spec.label)));
            unfilled.extend(result.err().map(|message| Unfilled { key: spec.key.to_owned(), message }));
        }
    }
    unfilled
}

fn unknown_keys(specs: &[&'static Spec], texts: &[(String, String)]) -> Vec<Unfilled> {
    let known = specs.iter().map(|spec| spec.key).collect::<Vec<_>>();
    texts
        .iter()
        .filter(|(key, _)| !known.contains(&key.as_str()))
        .map(|(key, _)| Unfilled { key: key.clone(), message: zh::unknown_key(key, &known.join(" ")) })
        .collect()
}
