//! The rows nested in a record: attendance, deeds, and the steps of an issue in one line each.

use super::flow::{Flow, Mark, Sheet, Weight};
use super::{Reference, history, references_of, shown_specs};
use crate::app::shown;
use crate::model::life::Verb;
use crate::model::{Entry, Part, Record, Spec, Value};
use crate::text::zh::app::screens::detail as text;

/// The column at which a row's text begins, behind its mark.
const TEXT_AT: usize = 2;
/// Columns between two parts of a row.
const GAP: usize = 2;
/// Fields of rows that need no label: what they say tells what they are.
const BARE: [&str; 10] = ["deputy", "state", "text", "kind", "unit", "route", "class", "way", "rating", "where_to"];

/// Lays out every nested list of a record; an issue's steps as a time line.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, entry: &Entry) {
    for spec in shown_specs(&entry.record) {
        let Value::Rows(rows) = entry.record.get(spec.key) else { continue };
        sheet.push_text(&text::rows(spec.label, rows.len()), Weight::Label);
        match &entry.record {
            Record::Issue(issue) => history::lay_out(sheet, issue, entry.is_live()),
            _ => rows.iter().for_each(|row| push_row(sheet, row)),
        }
    }
}

/// Lays out a row that is no step.
pub(super) fn push_row(sheet: &mut Sheet<'_>, row: &Part) {
    let mut flow = Flow::new(sheet.columns, TEXT_AT);
    for spec in told_specs(row) {
        put_field(&mut flow, sheet, row, spec);
    }
    flow.mark(Mark::Row, Mark::Plain);
    sheet.push(flow);
}

/// Puts a field of a row, with its label where it needs one.
pub(super) fn put_field(flow: &mut Flow, sheet: &mut Sheet<'_>, row: &Part, spec: &'static Spec) {
    let context = sheet.context;
    let shown = || shown::part_field(row, spec, context);
    let words = sheet.words(spec, spec.kind.target(), &row.get(spec.key), shown);
    if is_bare(row, spec) {
        flow.put_words(GAP, &words);
    } else {
        flow.put_labelled(GAP, spec.label, &words);
    }
}

/// Whether a field goes without its label. What stands at a registration is the word of a former ledger, and says so.
fn is_bare(row: &Part, spec: &Spec) -> bool {
    let is_registration = matches!(row, Part::Event(event) if Verb::from_key(&event.verb) == Some(Verb::Register));
    BARE.contains(&spec.key) && !is_registration
}

/// The fields of a row that say something, in the order they are shown.
pub(super) fn told_specs(row: &Part) -> Vec<&'static Spec> {
    let specs = match row {
        Part::Event(event) => history::told_specs(event),
        _ => row.specs(),
    };
    specs.into_iter().filter(|spec| !row.get(spec.key).is_empty()).collect()
}

/// Where the references of a row lead, in the order they are shown.
pub(super) fn references(row: &Part) -> Vec<Reference> {
    let specs = told_specs(row).into_iter();
    specs.flat_map(|spec| references_of(&row.get(spec.key), spec.kind.target())).collect()
}
