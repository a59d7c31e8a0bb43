//! What a field reads like on the screen: written out, then masked. Every list, detail and line of 今日 goes through here.

use crate::model::entry::VOIDED;
use crate::model::field::{Privacy, Spec};
use crate::model::handling::told;
use crate::model::issue::Stage;
use crate::model::party::UPPER;
use crate::model::setting::known;
use crate::model::station::STATION_ID;
use crate::model::{Context, Entry, FieldKind, Kind, Org, Part, Record, Value, life, typed, whose};
use crate::text::mask;
use crate::text::zh::app::screens::detail as text;

/// A field of a record, masked, on one line. Two people of one name are not told apart: that would cost a search for each.
pub fn field(record: &Record, spec: &Spec, context: &Context<'_>) -> String {
    masked(spec, typed::glance(spec, record.target(spec), &record.get(spec.key), context))
}

/// What a list shows that no field of the record says: whose it is, and of a decision the issue and what became of it, masked. None for
/// a field that says it itself. `context` is this desk's own.
pub fn told(entry: &Entry, spec: &Spec, context: &Context<'_>) -> Option<String> {
    if let Record::Pack(pack) = &entry.record {
        let to = pack.to.parse::<Org>().ok().filter(|_| spec.key == "to");
        let named = |kind, org: Org| context.directory.label(kind, org.0).filter(|name| *name != pack.to);
        return to.and_then(|org| named(Kind::Received, org).or_else(|| named(Kind::Party, org)));
    }
    let told = told::cell(entry, spec.key, context).map(|text| masked(spec, text));
    let why = || (spec.key == VOIDED.key).then(|| free(entry.voided.as_deref().unwrap_or_default()));
    told.or_else(|| whose::is_whose(spec).then(|| whose::called(entry, context))).or_else(why)
}

/// The same for a cell of so many display columns: a station that does not fit with its county stands without it.
pub fn told_within(entry: &Entry, spec: &Spec, columns: usize, context: &Context<'_>) -> Option<String> {
    if whose::is_whose(spec) { Some(whose::called_within(entry, columns, context)) } else { told(entry, spec, context) }
}

/// A field as a list shows it: of an issue that is watched, the day waited for is the promised one, as in [`is_overdue`]
/// and in the order of what is due; the term of its answer is over.
pub fn listed(record: &Record, spec: &Spec, context: &Context<'_>) -> String {
    match record {
        Record::Issue(issue) if spec.key == "due_on" && issue.stage == Stage::Tracking => {
            by_key(record, "promised_on", context)
        }
        _ => field(record, spec, context),
    }
}

/// A field of a nested row, masked.
pub fn part_field(part: &Part, spec: &Spec, context: &Context<'_>) -> String {
    let target = match spec.kind {
        FieldKind::Ref(kind) | FieldKind::Refs(kind) => Some(kind),
        _ => None,
    };
    masked(spec, typed::glance(spec, target, &part.get(spec.key), context))
}

/// What a record named by a field is called. People and units of one name are told apart where asked for; everything else
/// has a number or a day of its own, and looking for others of its name would cost a search.
pub fn reference(spec: &Spec, target: Option<Kind>, id: u64, tell_apart: bool, context: &Context<'_>) -> String {
    let may_share_name = matches!(target, Some(Kind::Deputy | Kind::Unit));
    let show = if tell_apart && may_share_name { typed::show } else { typed::glance };
    show(spec, target, &Value::Ref(id), context)
}

/// A field by its key; empty for a key the kind does not have.
pub fn by_key(record: &Record, key: &str, context: &Context<'_>) -> String {
    record.kind().spec(key).map_or_else(String::new, |spec| field(record, spec, context))
}

/// A record in one line, enough to know it again: for links, messages and 今日.
pub fn headline(entry: &Entry, context: &Context<'_>) -> String {
    let keys: &[&str] = match entry.kind() {
        Kind::Station | Kind::Unit => &["name"],
        Kind::Deputy => &["name", "post"],
        Kind::Reception => &["date", "place", "stage"],
        Kind::Issue => &["number", "title", "stage"],
        Kind::Visit => &["date", "village", "deputies", "topic"],
        Kind::Setting => &["key"],
        Kind::Activity => &["date", "type", "title"],
        Kind::Project => &["year", "title", "stage"],
        Kind::Proposal => &["title", "lead", "stage"],
        Kind::Report => &["first", "last", "sort", "stage"],
        Kind::Party => &["name", "code", "status"],
        Kind::Received => &["code", "seq"],
        Kind::Handling => &["number", "verb", "on"],
        Kind::Pack => &["on", "sort", "file", "state"],
    };
    if let Record::Setting(setting) = &entry.record
        && let Some(item) = known::find(&setting.key)
    {
        return item.label();
    }
    let mut parts: Vec<String> =
        context.of(entry.org, |context| keys.iter().map(|key| by_key(&entry.record, key, context)).collect::<Vec<_>>());
    parts.retain(|part| !part.is_empty());
    if !entry.is_live() {
        parts.push(text::VOIDED.to_owned());
    }
    // Beside our own records, one of another desk says whose it is.
    if whose::is_told(entry.kind()) && context.directory.of(entry.org).is_some() {
        parts.insert(0, whose::called(entry, context));
    }
    parts.join("  ").replace('\n', " ")
}

/// The shortest name of a record: an issue's number, a day, a name. The headline where it has none.
pub fn label(entry: &Entry, context: &Context<'_>) -> String {
    let label = context.of(entry.org, |context| context.directory.label(entry.kind(), entry.id));
    label.unwrap_or_else(|| headline(entry, context))
}

/// Whose record it is, where it is not one of ours: the name of its station, or the code where that is not known.
pub fn owner(entry: &Entry, context: &Context<'_>) -> Option<String> {
    let other = context.directory.of(entry.org)?;
    let name = other.label(Kind::Station, STATION_ID).or_else(|| context.directory.label(Kind::Party, entry.org.0));
    Some(whose::placed(&name.unwrap_or_else(|| entry.org.to_string()), entry.org, context))
}

/// Whose record it is, in a sentence, where it is not one of ours: reported from below, or sent down from above.
pub fn told_whose(entry: &Entry, may_decide: bool, context: &Context<'_>) -> Option<String> {
    let owner = owner(entry, context)?;
    let party = context.directory.entry(Kind::Party, entry.org.0).map(|entry| entry.record);
    let is_above = matches!(party, Some(Record::Party(party)) if party.role == UPPER);
    Some(if is_above { text::sent_down_by(&owner) } else { text::reported_by(&owner, may_decide) })
}

/// Whether an issue is past its day: assigned and due before today, or watched and promised for a day before.
pub fn is_overdue(record: &Record, context: &Context<'_>) -> bool {
    let Record::Issue(issue) = record else { return false };
    let owed_on = match issue.stage {
        Stage::Assigned => issue.due_on,
        Stage::Tracking => life::promised_on(issue),
        _ => None,
    };
    owed_on.is_some_and(|on| on < context.today)
}

/// Free text that belongs to no field, masked.
pub fn free(text: &str) -> String {
    mask::free(text)
}

fn masked(spec: &Spec, text: String) -> String {
    match spec.privacy {
        Privacy::Open => text,
        Privacy::Free | Privacy::Internal => free(&text),
        Privacy::Phone => mask::phone(&text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::model::books::{Books, day};
    use crate::model::event::Event;
    use crate::model::issue::Issue;
    use crate::model::life::PROMISED;

    #[test]
    fn the_list_shows_the_day_that_is_waited_for() {
        let (due, promised) = (day(2026, 2, 11), day(2026, 10, 30));
        let reply = Event { class: PROMISED.to_owned(), planned_on: Some(promised), ..Event::default() };
        let shown = |stage| {
            let class = PROMISED.to_owned();
            let issue = Issue { stage, class, due_on: Some(due), events: vec![reply.clone()], ..Issue::default() };
            let record = Record::Issue(Box::new(issue));
            listed(&record, Kind::Issue.spec("due_on").unwrap(), &Books::shared().context())
        };
        assert_eq!(shown(Stage::Tracking), promised.to_string());
        assert_eq!(shown(Stage::Replied), due.to_string());
    }
}
