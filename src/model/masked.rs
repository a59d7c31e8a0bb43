//! The one masking step: every list, print and export passes its values through here before anyone reads them.

use super::field::{Privacy, Spec};
use super::part::Part;
use super::value::Value;
use crate::text::mask;

/// The value as it may be shown: personal numbers in free text and phone numbers are masked, in nested rows as well.
pub fn masked(spec: &Spec, value: Value) -> Value {
    match (spec.privacy, value) {
        (Privacy::Free | Privacy::Internal, Value::Text(text)) => Value::Text(mask::free(&text)),
        (Privacy::Phone, Value::Text(text)) => Value::Text(mask::phone(&text)),
        (_, Value::Rows(rows)) => Value::Rows(rows.into_iter().map(masked_part).collect()),
        (_, value) => value,
    }
}

fn masked_part(mut part: Part) -> Part {
    for spec in part.specs() {
        let value = part.get(spec.key);
        if spec.privacy != Privacy::Open && !value.is_empty() {
            // A field that was just read takes its own type back.
            let _same_type = part.set(spec.key, masked(spec, value));
        }
    }
    part
}
