//! Which sheets of a workbook are ledgers, and in what order they come in.

use std::path::Path;
use std::sync::Arc;

use super::{ImportError, Request, Source, header, top};
use crate::model::Kind;
use crate::model::order::Order as _;
use crate::store::disk::Disk;
use crate::store::mappings::Mappings;

/// The kinds in the order in which their ledgers come in: what others name comes before them. Visits name issues as issues
/// name visits; those a visit names are added when its ledger comes in once more.
const ORDER: [Kind; 8] = [
    Kind::Unit,
    Kind::Deputy,
    Kind::Reception,
    Kind::Visit,
    Kind::Issue,
    Kind::Activity,
    Kind::Project,
    Kind::Proposal,
];

/// The sheets that are taken in where the clerk asks for a file, in their order, each with what it is by its titles: all
/// that are ledgers, or the one that is meant where the clerk said something of a sheet, a kind, a row or columns.
pub fn ledgers(
    disk: &Arc<dyn Disk>,
    path: &Path,
    request: &Request,
    mappings: &Mappings,
) -> Result<Vec<(String, Kind)>, ImportError> {
    let mut source = Source::open_again(disk, path, request, mappings)?;
    let one = (source.sheet.clone(), source.kind());
    let is_said = request.sheet.is_some() || request.kind.is_some() || request.header_row.is_some();
    if is_said || !request.map.is_empty() || request.fill.is_some() {
        return Ok(vec![one]);
    }
    let names: Vec<String> = source.workbook.sheets().into_iter().map(str::to_owned).collect();
    let mut found = vec![one];
    for sheet in names.into_iter().filter(|sheet| *sheet != source.sheet) {
        let (rows, areas) = top(&mut source.workbook, &sheet)?;
        found.extend(header::find(&rows, &areas, None, &[], source.titles).map(|header| (sheet, header.kind)));
    }
    // Sheets of one kind stay as they lie in the file.
    found.order_by_key(|(_, kind)| ORDER.iter().position(|other| other == kind));
    Ok(found)
}
