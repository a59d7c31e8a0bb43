//! Values, rows and records nobody thought of, for property tests.

use proptest::prelude::*;

use super::books::{Books, day};
use super::date::{Date, Time};
use super::field::{FieldKind, MOST_MONEY, Rule};
use super::issue::{Issue, Stage};
use super::kind::Kind;
use super::part::{Part, PartKind};
use super::received::{Held, Quarantined};
use super::record::Record;
use super::value::Value;
use super::{pack, party};
use crate::text::clean;

/// Any value a typed field of this kind can hold, as it comes out of cleaning and bounds.
pub(crate) fn value_of(kind: FieldKind) -> BoxedStrategy<Value> {
    let books = Books::shared();
    let keys = |list| books.codes.choosable(list).map(|(_, code)| code.key.clone()).collect::<Vec<_>>();
    let wrap = |text: String, wrapped: fn(String) -> Value| {
        if text.is_empty() { Value::Empty } else { wrapped(text) }
    };
    match kind {
        FieldKind::Line { .. } => prop_oneof![r"\PC{0,12}", r"[a张|；;=＝、，# 0-9\[\]-]{0,8}"]
            .prop_map(move |text: String| wrap(clean::line(&text), Value::Text))
            .boxed(),
        FieldKind::Prose { .. } => {
            r"(\PC|\n){0,30}".prop_map(move |text| wrap(clean::prose(&text), Value::Text)).boxed()
        }
        FieldKind::Phone => "[0-9]{3,4}-[0-9]{7,8}".prop_map(Value::Text).boxed(),
        FieldKind::Label => r"\PC{0,12}".prop_map(move |text| wrap(clean::fold(&text), Value::Text)).boxed(),
        FieldKind::Number { min, max } => (min..=max).prop_map(Value::Number).boxed(),
        FieldKind::Money => (0..=MOST_MONEY).prop_map(Value::Money).boxed(),
        FieldKind::Date => (day(1990, 1, 1).days()..=day(2100, 12, 31).days())
            .prop_map(|days| Value::Date(Date::from_days(days).unwrap()))
            .boxed(),
        FieldKind::Time => (0u16..24, 0u16..60).prop_map(|(h, m)| Value::Time(Time::from_hm(h, m).unwrap())).boxed(),
        FieldKind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FieldKind::Code(list) => prop::sample::select(keys(list)).prop_map(Value::Code).boxed(),
        FieldKind::Codes(list) => {
            prop::sample::subsequence(keys(list), 0..=keys(list).len()).prop_map(Value::Codes).boxed()
        }
        FieldKind::Ref(kind) => (1..=if kind == Kind::Deputy { 6u64 } else { 1 }).prop_map(Value::Ref).boxed(),
        FieldKind::Refs(kind) => {
            let most = match kind {
                Kind::Deputy => 6u64,
                Kind::Unit => 3,
                _ => 2,
            };
            prop::sample::subsequence((1..=most).collect::<Vec<_>>(), 0..=2).prop_map(Value::Refs).boxed()
        }
        FieldKind::Rows(kind) => prop::collection::vec(row_of(kind), 0..4).prop_map(Value::Rows).boxed(),
    }
}

pub(crate) fn row_of(kind: PartKind) -> BoxedStrategy<Part> {
    let cells: Vec<_> = kind.specs().into_iter().map(|spec| value_of(spec.kind).prop_map(|v| (spec.key, v))).collect();
    cells
        .prop_map(move |cells| {
            let mut row = kind.blank();
            cells.into_iter().for_each(|(key, value)| row.set(key, value).unwrap());
            row
        })
        .boxed()
}

/// Any record of a kind, an issue with a history.
pub(crate) fn record_of(kind: Kind) -> BoxedStrategy<Record> {
    let typed = kind.specs().into_iter().filter(|spec| spec.rule != Rule::Derived);
    let fields: Vec<_> = typed.map(|spec| value_of(spec.kind).prop_map(|value| (spec.key, value))).collect();
    let history = prop::collection::vec(row_of(PartKind::Event), 0..3);
    (fields, history, prop::sample::select(Stage::ALL.to_vec()))
        .prop_map(move |(fields, history, stage)| {
            let mut record = kind.blank();
            fields.into_iter().for_each(|(key, value)| record.set(key, value).unwrap());
            if let Record::Issue(issue) = &mut record {
                stepped(issue, history, stage);
            }
            record
        })
        .prop_flat_map(exchanged)
        .boxed()
}

/// Fills in what no form sets of the records that tell what was sent and taken in.
fn exchanged(record: Record) -> BoxedStrategy<Record> {
    let code = || (1u64..1_000_000_000_000).prop_map(|code| code.to_string());
    let text = || r"\PC{0,12}".prop_map(|text| clean::line(&text));
    let any = (code(), text(), any::<(u64, u64, u32)>(), prop::collection::vec((any::<u64>(), text()), 0..3));
    any.prop_map(move |(code, text, (first, last, number), rows)| {
        let mut record = record.clone();
        match &mut record {
            Record::Party(party) => {
                party.status = one_of(party::STATUSES, number);
                party.role = one_of(party::ROLES, number);
                (party.code, party.name, party.reason) = (code, text.clone(), text);
                (party.acked_seq, party.last_receipt) = (first, number);
            }
            Record::Received(received) => {
                (received.code, received.at) = (code, text.clone());
                (received.seq, received.bytes, received.number) = (first, last, number);
                received.quarantined =
                    rows.iter().map(|(seq, reason)| Quarantined { seq: *seq, reason: reason.clone() }).collect();
                let held = |(first, file): (u64, String)| Held {
                    file,
                    number,
                    first,
                    last,
                    reason: text.clone(),
                    unsigned: first % 2 == 1,
                };
                received.held = rows.into_iter().map(held).collect();
            }
            Record::Handling(handling) => {
                (handling.station, handling.issue, handling.number) = (code, first, text);
            }
            Record::Pack(pack) => {
                pack.sort = one_of(pack::SORTS, number);
                pack.state = one_of(pack::STATES, number);
                (pack.to, pack.file, pack.by) = (code, text.clone(), text);
                (pack.first, pack.last, pack.reported, pack.number) = (first, last, last, number);
            }
            _ => {}
        }
        record
    })
    .boxed()
}

/// One of a list's codes.
fn one_of(list: &str, number: u32) -> String {
    let codes = Books::shared().codes.list(list);
    codes[number as usize % codes.len()].key.clone()
}

fn stepped(issue: &mut Issue, history: Vec<Part>, stage: Stage) {
    issue.stage = stage;
    for row in history {
        let Part::Event(event) = row else { continue };
        issue.due_on = event.due_on;
        issue.unit = event.unit;
        issue.class.clone_from(&event.class);
        issue.events.push(*event);
    }
}
