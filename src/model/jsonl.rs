//! Records as lines of JSON for people and scripts: the field keys of the domain, codes as their English keys,
//! references as numbers or names the way a clerk would type them. What this writes, `fill` reads back.

use serde_json::{Map, Value as Json};

use super::context::Context;
use super::entry::Entry;
use super::field::Spec;
use super::kind::Kind;
use super::masked::masked;
use super::typed;
use super::value::Value;

/// One record as a JSON object, `id` first, and whose it is where it is another's; empty fields are left out. `unmasked` shows personal numbers as stored.
pub fn object(entry: &Entry, unmasked: bool, context: &Context<'_>) -> Map<String, Json> {
    let is_of_another = context.directory.of(entry.org).is_some();
    context.of(entry.org, |context| told(entry, unmasked, is_of_another, context))
}

fn told(entry: &Entry, unmasked: bool, is_of_another: bool, context: &Context<'_>) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), entry.id.into());
    if is_of_another {
        object.insert("org".to_owned(), entry.org.to_string().into());
    }
    for spec in entry.kind().specs() {
        let value = entry.record.get(spec.key);
        if value.is_empty() {
            continue;
        }
        let value = if unmasked { value } else { masked(spec, value) };
        object.insert(spec.key.to_owned(), json_of(spec, entry.record.target(spec), &value, context));
    }
    if let Some(reason) = &entry.voided {
        object.insert("voided".to_owned(), reason.clone().into());
    }
    object
}

/// The keys and typed texts of a JSON object, ready for [`super::fill::fill`]. Nested rows stay JSON text; `id`,
/// derived fields and `voided` are left to the caller.
pub fn texts(object: &Map<String, Json>) -> Vec<(String, String)> {
    object.iter().map(|(key, value)| (key.clone(), text_of(value))).collect()
}

fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(items) if items.iter().all(|item| item.is_string() || item.is_number()) => {
            items.iter().map(text_of).collect::<Vec<_>>().join(",")
        }
        Json::Bool(yes) => if *yes { "y" } else { "n" }.to_owned(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

fn json_of(spec: &Spec, target: Option<Kind>, value: &Value, context: &Context<'_>) -> Json {
    let name = |id: &u64| -> Json { typed::show(spec, target, &Value::Ref(*id), context).into() };
    match value {
        Value::Number(number) => (*number).into(),
        Value::YesNo(yes) => (*yes).into(),
        Value::Code(key) => key.clone().into(),
        Value::Codes(keys) => keys.iter().cloned().map(Json::String).collect(),
        Value::Ref(id) => name(id),
        Value::Refs(ids) => ids.iter().map(name).collect(),
        Value::Rows(rows) => rows
            .iter()
            .map(|row| {
                let fields = row.specs().into_iter().map(|spec| (spec, row.get(spec.key)));
                let filled = fields.filter(|(_, value)| !value.is_empty());
                let row: Map<String, Json> = filled
                    .map(|(spec, value)| (spec.key.to_owned(), json_of(spec, spec.kind.target(), &value, context)))
                    .collect();
                Json::Object(row)
            })
            .collect(),
        Value::Empty => Json::Null,
        // Dates, times, amounts in 元 and text read the same to a person and to a script.
        other => typed::show(spec, target, other, context).into(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use proptest::prelude::*;

    use super::*;
    use crate::model::any::record_of;
    use crate::model::books::Books;
    use crate::model::fill::fill;
    use crate::model::{Org, Record, Rule};

    fn entry(record: Record) -> Entry {
        Entry { org: Org(430_122_105_001), id: 9, rev: 1, voided: None, extra: String::new(), record }
    }

    /// Fields that are typed, and whose reference has something to point to.
    fn typed_specs(record: &Record) -> Vec<&'static Spec> {
        let points = |spec: &Spec| spec.kind.target().is_none() || record.target(spec).is_some();
        record.kind().specs().into_iter().filter(|spec| spec.rule != Rule::Derived && points(spec)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_written_fills_the_same_record(
            record in prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(record_of)
        ) {
            let context = Books::shared().context();
            let kind = record.kind();
            let specs = typed_specs(&record);
            let mut written = texts(&object(&entry(record.clone()), true, &context));
            written.retain(|(key, _)| specs.iter().any(|spec| spec.key == key));
            let mut read = kind.blank();
            prop_assert_eq!(fill(&mut read, &written, &context), vec![]);
            for spec in specs {
                prop_assert_eq!(read.get(spec.key), record.get(spec.key), "{}", spec.key);
            }
        }
    }

    #[test]
    fn namesakes_are_told_apart() {
        let context = Books::shared().context();
        let mut record = Kind::Issue.blank();
        record.set("deputies", Value::Refs(vec![1, 4])).unwrap();
        let object = object(&entry(record), false, &context);
        assert_eq!(object["deputies"], serde_json::json!(["张三", "王五#4"]));
    }
}
