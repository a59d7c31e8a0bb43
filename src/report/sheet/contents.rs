//! What the opening of a workbook of either kind finds: its sheets, its texts, how it keeps days, what is to be told.

use super::Note;
use super::formats::Dates;
use super::strings::Strings;
use crate::report::guard::Why;

/// More sheets than this are not listed.
const MAX_SHEETS: usize = 1_000;

/// Everything but the cells; `Place` is where a kind of workbook has those of a sheet.
pub struct Contents<Place> {
    sheets: Vec<Sheet<Place>>,
    /// The texts that cells name by number.
    pub strings: Strings,
    /// How days are told from numbers.
    pub dates: Dates,
    /// What the clerk should know, each once.
    pub notes: Vec<Note>,
}

struct Sheet<Place> {
    name: String,
    place: Place,
    is_hidden: bool,
}

impl<Place> Default for Contents<Place> {
    fn default() -> Self {
        Self { sheets: Vec::new(), strings: Strings::default(), dates: Dates::default(), notes: Vec::new() }
    }
}

impl<Place> Contents<Place> {
    /// Lists a sheet, if there is room.
    pub fn list(&mut self, name: String, place: Place, is_hidden: bool) {
        if self.sheets.len() < MAX_SHEETS {
            self.sheets.push(Sheet { name, place, is_hidden });
        }
    }

    /// Tells something once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The names of the sheets with cells, hidden ones last.
    pub fn names(&self) -> Vec<&str> {
        let named = |is_hidden: bool| self.sheets.iter().filter(move |sheet| sheet.is_hidden == is_hidden);
        named(false).chain(named(true)).map(|sheet| sheet.name.as_str()).collect()
    }

    /// Where the cells of a sheet are.
    pub fn place_of(&self, sheet: &str) -> Result<&Place, Why> {
        let found = self.sheets.iter().find(|candidate| candidate.name == sheet);
        found.map(|found| &found.place).ok_or_else(|| Why::NoSuchSheet {
            wanted: sheet.to_owned(),
            present: self.names().into_iter().map(str::to_owned).collect(),
        })
    }
}
