//! A record as its own form has it, field by field: a sheet for the file.

use super::sheet::{Sheet, rows_table, signatures};
use super::{DocError, Printer, Scope};
use crate::model::{Entry, FieldKind};
use crate::report::paper::Block;
use crate::text::zh::report::docs::record as zh;

pub fn make(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let mut sheet = Sheet::default();
    let mut tables = Vec::new();
    for spec in entry.kind().specs().into_iter().filter(|spec| record.applies(spec.key)) {
        match spec.kind {
            FieldKind::Rows(_) if record.get(spec.key).is_empty() => {}
            FieldKind::Rows(_) => tables.extend(rows_table(record, spec, 0, printer)),
            _ => sheet.field(record, spec, printer),
        }
    }
    let mut blocks = vec![Block::Title(zh::title(entry.kind())), Block::Subtitle(printer.station.name.clone())];
    blocks.push(sheet.block());
    blocks.extend(tables);
    if entry.kind() == crate::model::Kind::Proposal {
        blocks.push(super::definitions(printer));
    }
    blocks.push(signatures(&zh::SIGNATURES));
    Ok(blocks)
}
