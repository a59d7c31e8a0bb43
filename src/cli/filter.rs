//! Which records `list` shows: `--where`, `--since` and `--until`.

use crate::model::{Context, Date, Entry, FieldKind, Kind, Spec, Value, typed};
use crate::text::when;
use crate::text::zh::cli::say;

use super::Failure;
use super::args::List;

/// What a record must be like to be listed.
pub struct Filter {
    equal: Vec<(&'static Spec, String)>,
    since: Option<Date>,
    until: Option<Date>,
    dated: Option<&'static Spec>,
}

impl Filter {
    /// Reads the conditions; a field, value or day that cannot be is wrong usage.
    pub fn read(kind: Kind, list: &List, context: &Context<'_>) -> Result<Filter, Failure> {
        let equal = list.filter.iter().map(|pair| condition(kind, pair, context)).collect::<Result<_, _>>()?;
        let day = |text: &Option<String>| -> Result<Option<Date>, Failure> {
            let Some(text) = text else { return Ok(None) };
            when::parse_date(text, context.today.0).map(|day| Some(Date(day))).map_err(Failure::usage)
        };
        let (since, until) = (day(&list.since)?, day(&list.until)?);
        let dated = kind.specs().into_iter().find(|spec| spec.kind == FieldKind::Date);
        if (since.is_some() || until.is_some()) && dated.is_none() {
            return Err(Failure::usage(say::no_dates(kind.key())));
        }
        if let (Some(since), Some(until)) = (since, until)
            && until < since
        {
            return Err(Failure::usage(say::until_before_since(since, until)));
        }
        Ok(Filter { equal, since, until, dated })
    }

    /// Whether a record is like that.
    pub fn takes(&self, entry: &Entry, context: &Context<'_>) -> bool {
        self.in_time(entry) && self.equal.iter().all(|(spec, text)| equals(entry, spec, text, context))
    }

    fn in_time(&self, entry: &Entry) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        match self.dated.map(|spec| entry.record.get(spec.key)) {
            Some(Value::Date(date)) => {
                self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until)
            }
            _ => false,
        }
    }
}

fn condition(kind: Kind, pair: &str, context: &Context<'_>) -> Result<(&'static Spec, String), Failure> {
    let (key, text) = pair.split_once('=').ok_or_else(|| Failure::usage(say::not_a_pair(pair)))?;
    let keys = || kind.specs().iter().map(|spec| spec.key).collect::<Vec<_>>().join(" ");
    let spec = kind.spec(key.trim()).ok_or_else(|| Failure::usage(say::no_field(kind.key(), key.trim(), &keys())))?;
    if spec.key != "source" {
        // What a source means depends on each issue's channel; every other text means the same everywhere.
        typed::meaning(spec, spec.kind.target(), text, context).map_err(Failure::usage)?;
    }
    Ok((spec, text.to_owned()))
}

/// Whether a field is, or among several holds, what was typed, understood as the field would be on entry. A code of the
/// first level stands for those below it.
fn equals(entry: &Entry, spec: &Spec, text: &str, context: &Context<'_>) -> bool {
    let Ok(wanted) = typed::meaning(spec, entry.record.target(spec), text, context) else { return false };
    match (entry.record.get(spec.key), wanted) {
        (Value::Codes(held), Value::Codes(wanted)) => wanted.iter().all(|code| held.contains(code)),
        (Value::Refs(held), Value::Refs(wanted)) => wanted.iter().all(|id| held.contains(id)),
        (Value::Code(held), Value::Code(wanted)) => held == wanted || is_below(spec, &held, &wanted, context),
        (held, wanted) => held == wanted || (held.is_empty() && wanted.is_empty()),
    }
}

fn is_below(spec: &Spec, held: &str, wanted: &str, context: &Context<'_>) -> bool {
    let FieldKind::Code(list) = spec.kind else { return false };
    context.codes.code(list, held).is_some_and(|code| code.parent == wanted)
}
