//! What was chosen for the columns of a file, for the next one with the same titles.
//!
//! A file is the same kind of file by its titles. What was chosen holds for each title by itself: where one has changed, the
//! others are known all the same, and only that one is guessed at anew.

use std::path::Path;
use std::sync::Arc;

use super::mapping::{Chosen, column_of};
use super::titles::comparable;
use super::{ByHand, ImportError, Request, Source, mapping};
use crate::store::disk::Disk;
use crate::store::mappings::{Mapping, Mappings};

/// Files tried that were mapped before, where no title of this one is known.
const MOST_TRIED: usize = 10;

/// Opens a file with what was chosen for its titles before.
pub fn open(disk: &Arc<dyn Disk>, path: &Path, request: &Request, mappings: &Mappings) -> Result<Source, ImportError> {
    let mut source = match Source::open(disk, path, request) {
        Err(ImportError::NoHeader { file, sheets }) => {
            let tried = mappings.newest_first().take(MOST_TRIED);
            let opened = tried.filter_map(|mapping| opened_as_before(disk, path, request, mapping)).next();
            opened.ok_or(ImportError::NoHeader { file, sheets })?
        }
        other => other?,
    };
    let Some(mapping) = mappings.of_titles(&titles(&source), request.kind.map(|kind| kind.key())) else {
        return Ok(source);
    };
    if source.kind().key() != mapping.kind {
        match Source::open(disk, path, &as_before(request, mapping)) {
            Ok(again) => source = again,
            Err(_) => return Ok(source),
        }
    }
    if request.fill.is_none() {
        source.filled =
            known_titles(&source).filter(|(title, _)| mapping.fill.contains(title)).map(|(_, at)| at).collect();
    }
    let now: Vec<u32> = request.map.iter().filter_map(|hand| column_of(&source.header, &hand.column)).collect();
    let mut map = request.map.clone();
    let mut before = Vec::new();
    for column in &source.header.columns {
        let Some(field) = mapping.fields.get(&comparable(&column.title)) else { continue };
        if !now.contains(&column.at) && column_of(&source.header, &column.title) == Some(column.at) {
            before.push(column.at);
            map.push(ByHand { column: column.title.clone(), field: field.clone() });
        }
    }
    // A field that is no more is guessed at anew.
    if let Ok(columns) = mapping::columns(&source.header, &map, source.titles) {
        source.columns = columns;
        for column in source.columns.iter_mut().filter(|column| before.contains(&column.at)) {
            column.chosen = Some(Chosen::Before);
        }
    }
    Ok(source)
}

/// The file, as one that was mapped before. Titles that have changed since are guessed at anew; where most have, it is
/// another file.
fn opened_as_before(disk: &Arc<dyn Disk>, path: &Path, request: &Request, mapping: &Mapping) -> Option<Source> {
    let mut again = as_before(request, mapping);
    loop {
        let wanted = match Source::open(disk, path, &again) {
            Ok(source) => return Some(source),
            Err(ImportError::NoColumn { wanted, .. }) => wanted,
            Err(_) => return None,
        };
        let before = again.map.len();
        again.map.retain(|hand| hand.column != wanted);
        let kept = again.map.len().saturating_sub(request.map.len());
        let is_said_now = request.map.iter().any(|hand| hand.column == wanted);
        if is_said_now || again.map.len() == before || kept * 2 <= mapping.fields.len() {
            return None;
        }
    }
}

/// What is worth remembering: every column a person chose, now or before.
pub fn memory(source: &Source, request: &Request) -> Option<Mapping> {
    let Request { map, fill, .. } = request;
    let is_mapped = source.columns.iter().any(|column| column.chosen.is_some());
    let is_chosen = is_mapped || fill.is_some() || !source.filled.is_empty();
    let field = |column: &super::Column| {
        let now = map.iter().find(|hand| column_of(&source.header, &hand.column) == Some(column.at));
        now.map_or_else(|| column.key().unwrap_or_default().to_owned(), |hand| hand.field.clone())
    };
    let chosen = source.columns.iter().filter(|column| column.chosen.is_some());
    is_chosen.then(|| Mapping {
        kind: source.kind().key().to_owned(),
        titles: titles(source),
        fill: known_titles(source).filter(|(_, at)| source.filled.contains(at)).map(|(title, _)| title).collect(),
        fields: chosen.map(|column| (comparable(&column.title), field(column))).collect(),
    })
}

fn titles(source: &Source) -> Vec<String> {
    source.header.columns.iter().map(|column| comparable(&column.title)).collect()
}

/// The titles that name one column, with it: of two that are the same, the first is meant.
fn known_titles(source: &Source) -> impl Iterator<Item = (String, u32)> {
    let titled = source.header.columns.iter().map(|column| (comparable(&column.title), column.at));
    titled.filter(|(title, at)| column_of(&source.header, title) == Some(*at))
}

fn as_before(request: &Request, mapping: &Mapping) -> Request {
    let fields = mapping.fields.iter().map(|(column, field)| ByHand { column: column.clone(), field: field.clone() });
    Request {
        kind: request.kind.or(mapping.kind.parse().ok()),
        sheet: request.sheet.clone(),
        map: request.map.iter().cloned().chain(fields).collect(),
        fill: request.fill.clone(),
        header_row: request.header_row,
        year: request.year,
    }
}
