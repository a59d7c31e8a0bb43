//! The parts of an xlsx workbook: which sheets there are, their texts and formats, where each sheet's cells stand.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cells::{self, Context};
use super::formats::{self, Dates};
use super::strings::{self, Strings};
use super::{Area, Delivery, Limits, Note, Outcome, Step};
use crate::report::guard::{Container, MAX_SHEET_BYTES, MAX_SMALL_PART_BYTES, MAX_STRINGS_BYTES, Node, Why, attribute};

/// More sheets than this are not listed.
const MAX_SHEETS: usize = 1_000;
/// Where the workbook stands if its container does not say.
const USUAL_WORKBOOK: &str = "xl/workbook.xml";

/// An opened workbook: everything but the cells.
pub struct Book {
    container: Container,
    sheets: Vec<Sheet>,
    strings: Strings,
    dates: Dates,
    notes: Vec<Note>,
}

struct Sheet {
    name: String,
    part: String,
    hidden: bool,
}

/// One line of a relationships part.
struct Relation {
    id: String,
    /// The last step of its type's address, such as `worksheet`.
    kind: String,
    target: String,
}

impl Book {
    /// Opens a workbook's container and reads everything but the sheets.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Why> {
        let mut container = Container::open(bytes)?;
        let root = relations(&mut container, "")?;
        let workbook = root.iter().find(|relation| relation.kind == "officeDocument");
        let workbook = workbook.map_or(USUAL_WORKBOOK, |relation| &relation.target).to_owned();
        let related = relations(&mut container, &workbook)?;
        let target =
            |kind: &str| related.iter().find(|relation| relation.kind == kind).map(|relation| &relation.target);

        let (sheets, from_1904) = read_workbook(&mut container, &workbook, &related)?;
        let date_styles = match target("styles") {
            Some(part) => match container.part(part, MAX_SMALL_PART_BYTES)? {
                Some(mut xml) => formats::read(&mut xml)?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        let strings = match target("sharedStrings") {
            Some(part) => match container.part(part, MAX_STRINGS_BYTES)? {
                Some(mut xml) => strings::read_table(&mut xml)?,
                None => Strings::default(),
            },
            None => Strings::default(),
        };
        let mut notes = Vec::new();
        if related.iter().any(|relation| relation.kind == "vbaProject") {
            notes.push(Note::MacrosNotRun);
        }
        if related.iter().any(|relation| relation.kind == "externalLink") {
            notes.push(Note::LinksNotFollowed);
        }
        let dates = Dates { styles: date_styles, from_1904 };
        Ok(Self { container, sheets, strings, dates, notes })
    }

    /// Whether its days count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        self.dates.from_1904
    }

    /// The names of the sheets with cells, hidden ones last.
    pub fn sheets(&self) -> Vec<&str> {
        let named = |hidden: bool| self.sheets.iter().filter(move |sheet| sheet.hidden == hidden);
        named(false).chain(named(true)).map(|sheet| sheet.name.as_str()).collect()
    }

    /// Hands the rows of a sheet over.
    pub fn rows(
        &mut self,
        sheet: &str,
        limits: &Limits,
        receive: &mut dyn FnMut(Step) -> ControlFlow<()>,
    ) -> Result<Outcome, Why> {
        let part = self.part_of(sheet)?;
        let mut delivery = Delivery::new(limits, receive, self.notes.clone());
        let context = Context { strings: &self.strings, dates: &self.dates };
        let xml = self.container.part(&part, MAX_SHEET_BYTES)?;
        cells::read(&mut xml.ok_or(Why::Damaged { part })?, &context, &mut delivery)?;
        Ok(delivery.outcome)
    }

    /// The merged cells of a sheet.
    pub fn merged(&mut self, sheet: &str) -> Result<Vec<Area>, Why> {
        let part = self.part_of(sheet)?;
        let xml = self.container.part(&part, MAX_SHEET_BYTES)?;
        cells::merged(&mut xml.ok_or(Why::Damaged { part })?)
    }

    fn part_of(&self, sheet: &str) -> Result<String, Why> {
        let found = self.sheets.iter().find(|candidate| candidate.name == sheet);
        found.map(|found| found.part.clone()).ok_or_else(|| Why::NoSuchSheet {
            wanted: sheet.to_owned(),
            present: self.sheets().into_iter().map(str::to_owned).collect(),
        })
    }
}

/// Reads the list of sheets, and whether serial dates count from 1904.
fn read_workbook(container: &mut Container, part: &str, related: &[Relation]) -> Result<(Vec<Sheet>, bool), Why> {
    let worksheets: HashMap<&str, &str> = related
        .iter()
        .filter(|relation| relation.kind == "worksheet")
        .map(|relation| (relation.id.as_str(), relation.target.as_str()))
        .collect();
    let mut sheets = Vec::new();
    let mut from_1904 = false;
    let xml = container.part(part, MAX_SMALL_PART_BYTES)?;
    let mut xml = xml.ok_or_else(|| Why::Damaged { part: part.to_owned() })?;
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"workbookPr" => {
                from_1904 = attribute(&tag, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            Node::Start(tag) if tag.local_name().as_ref() == b"sheet" => {
                let part = attribute(&tag, "id").and_then(|id| worksheets.get(id.as_str()).copied());
                if let (Some(name), Some(part)) = (attribute(&tag, "name"), part)
                    && sheets.len() < MAX_SHEETS
                {
                    let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                    sheets.push(Sheet { name, part: part.to_owned(), hidden });
                }
            }
            Node::Over => break,
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(xml.damaged());
    }
    Ok((sheets, from_1904))
}

/// The relationships of a part; those of the container itself for "".
fn relations(container: &mut Container, part: &str) -> Result<Vec<Relation>, Why> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let own = joined(folder, &format!("_rels/{file}.rels"));
    let mut found = Vec::new();
    let Some(mut xml) = container.part(&own, MAX_SMALL_PART_BYTES)? else {
        return Ok(found);
    };
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"Relationship" => {
                let (id, kind, target) = (attribute(&tag, "Id"), attribute(&tag, "Type"), attribute(&tag, "Target"));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Relation { id, kind, target: joined(folder, &target) });
                }
            }
            Node::Over => return Ok(found),
            _ => {}
        }
    }
}

/// A target as seen from a folder of the container; it only ever names a part of the container, never a file.
fn joined(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = start.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_are_parts_of_the_container() {
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl/worksheets", "../tables/t.xml"), "xl/tables/t.xml");
        assert_eq!(joined("xl", "../../../../etc/passwd"), "etc/passwd");
    }
}
