//! The parts of an xlsx workbook: which sheets there are, their texts and formats, where each sheet's cells stand.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cells::{self, Context};
use super::contents::Contents;
use super::{Area, Delivery, Limits, Note, Outcome, Step};
use super::{formats, strings};
use crate::report::guard::{Container, MAX_SHEET_BYTES, MAX_SMALL_PART_BYTES, MAX_STRINGS_BYTES, Node, Why, attribute};

/// Where the workbook stands if its container does not say.
const USUAL_WORKBOOK: &str = "xl/workbook.xml";

/// An opened workbook: everything but the cells.
pub struct Book {
    container: Container,
    /// A sheet's place is the part that has its cells.
    pub contents: Contents<String>,
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

        let mut contents = read_workbook(&mut container, &workbook, &related)?;
        if let Some(part) = target("styles")
            && let Some(mut xml) = container.part(part, MAX_SMALL_PART_BYTES)?
        {
            contents.dates.styles = formats::read(&mut xml)?;
        }
        if let Some(part) = target("sharedStrings")
            && let Some(mut xml) = container.part(part, MAX_STRINGS_BYTES)?
        {
            contents.strings = strings::read_table(&mut xml)?;
        }
        for (kind, note) in [("vbaProject", Note::MacrosNotRun), ("externalLink", Note::LinksNotFollowed)] {
            if target(kind).is_some() {
                contents.note(note);
            }
        }
        Ok(Self { container, contents })
    }

    /// Hands the rows of a sheet over.
    pub fn rows(
        &mut self,
        sheet: &str,
        limits: &Limits,
        receive: &mut dyn FnMut(Step) -> ControlFlow<()>,
    ) -> Result<Outcome, Why> {
        let part = self.contents.place_of(sheet)?.clone();
        let mut delivery = Delivery::new(limits, receive, self.contents.notes.clone());
        let context = Context { strings: &self.contents.strings, dates: &self.contents.dates };
        let xml = self.container.part(&part, MAX_SHEET_BYTES)?;
        cells::read(&mut xml.ok_or(Why::Damaged { part })?, &context, &mut delivery)?;
        Ok(delivery.outcome)
    }

    /// The merged cells of a sheet.
    pub fn merged(&mut self, sheet: &str) -> Result<Vec<Area>, Why> {
        let part = self.contents.place_of(sheet)?.clone();
        let xml = self.container.part(&part, MAX_SHEET_BYTES)?;
        cells::merged(&mut xml.ok_or(Why::Damaged { part })?)
    }
}

/// Reads the list of sheets, and whether serial dates count from 1904.
fn read_workbook(container: &mut Container, part: &str, related: &[Relation]) -> Result<Contents<String>, Why> {
    let worksheets: HashMap<&str, &str> = related
        .iter()
        .filter(|relation| relation.kind == "worksheet")
        .map(|relation| (relation.id.as_str(), relation.target.as_str()))
        .collect();
    let mut contents = Contents::default();
    let xml = container.part(part, MAX_SMALL_PART_BYTES)?;
    let mut xml = xml.ok_or_else(|| Why::Damaged { part: part.to_owned() })?;
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"workbookPr" => {
                contents.dates.from_1904 =
                    attribute(&tag, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            Node::Start(tag) if tag.local_name().as_ref() == b"sheet" => {
                let part = attribute(&tag, "id").and_then(|id| worksheets.get(id.as_str()).copied());
                if let (Some(name), Some(part)) = (attribute(&tag, "name"), part) {
                    let is_hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                    contents.list(name, part.to_owned(), is_hidden);
                }
            }
            Node::Over => break,
            _ => {}
        }
    }
    if contents.names().is_empty() {
        return Err(xml.damaged());
    }
    Ok(contents)
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
