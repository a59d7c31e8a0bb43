//! The table of indicators: what each figure is called, its unit and what it means.

use Chapter::{Activity, Issue, Legislation, Project, Reception, Visit};

use crate::text::zh::model::stats as zh;

/// One indicator. The ids are those of the domain's table, with a letter where one line there holds several figures.
#[derive(Debug)]
pub struct Indicator {
    /// Which one it is.
    pub which: Id,
    /// Its id, for the command line and frozen reports: never changed.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Its unit; empty for a rate.
    pub unit: &'static str,
    /// What is counted and by what it is divided.
    pub definition: &'static str,
    /// The code list whose codes it is broken down by.
    pub parts: Option<&'static str>,
    /// Which part of the books it belongs to.
    pub chapter: Chapter,
    /// What sort of amount it comes to.
    pub shape: Shape,
}

/// A part of the books, in the order figures are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Chapter {
    /// 接待.
    Reception,
    /// 群众意见.
    Issue,
    /// 走访.
    Visit,
    /// 活动.
    Activity,
    /// 立法意见.
    Legislation,
    /// 民生实事.
    Project,
}

/// What sort of amount an indicator comes to, and of what that is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A number that is added up.
    Count,
    /// 分 that are added up.
    Money,
    /// A number that is added up, of another.
    Rate,
    /// How many people there are among those named, each once.
    People,
    /// Those people of another indicator, of all in office.
    Share(Id),
    /// The mean of days.
    Mean,
    /// The median of days.
    Median,
    /// The points of each deputy, added up; only where the station keeps scores.
    Score,
}

/// Which indicator: its place in [`INDICATORS`]. What each is stands there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)]
pub enum Id {
    R1,
    R2,
    R3,
    R4,
    R5,
    R6a,
    R6b,
    I1,
    I2,
    I3,
    I4,
    I5a,
    I5b,
    I6,
    I7,
    I7a,
    I8,
    I8a,
    I9,
    I10,
    I11,
    I12,
    I13,
    I14,
    I15,
    I15s,
    I16,
    I17a,
    I17b,
    I17c,
    I17d,
    I17e,
    I17f,
    I18,
    I19,
    I20a,
    I20b,
    I21a,
    I21b,
    I22a,
    I22b,
    I23,
    I24a,
    I24b,
    V1,
    V2a,
    V2b,
    V3a,
    V3b,
    V3c,
    V4,
    V5,
    V6a,
    V6b,
    V7,
    V8,
    D1a,
    D1b,
    D2a,
    D2b,
    D3,
    L1a,
    L1b,
    L1c,
    P1a,
    P1b,
    P1c,
    P1d,
}

const fn indicator(chapter: Chapter, which: Id, id: &'static str, (name, unit, definition): zh::Told) -> Indicator {
    Indicator { which, id, name, unit, definition, parts: None, chapter, shape: Shape::Count }
}

impl Indicator {
    const fn by(mut self, list: &'static str) -> Indicator {
        self.parts = Some(list);
        self
    }

    const fn shaped(mut self, shape: Shape) -> Indicator {
        self.shape = shape;
        self
    }

    /// The indicator of an id.
    pub fn of(id: &str) -> Option<&'static Indicator> {
        INDICATORS.iter().find(|indicator| indicator.id == id)
    }
}

/// How many indicators there are.
pub const HOW_MANY: usize = 68;

/// Every indicator, in the order it is shown.
pub static INDICATORS: [Indicator; HOW_MANY] = [
    indicator(Reception, Id::R1, "R1", zh::R1),
    indicator(Reception, Id::R2, "R2", zh::R2).shaped(Shape::Rate),
    indicator(Reception, Id::R3, "R3", zh::R3),
    indicator(Reception, Id::R4, "R4", zh::R4).shaped(Shape::People),
    indicator(Reception, Id::R5, "R5", zh::R5).by("level").shaped(Shape::Share(Id::R4)),
    indicator(Reception, Id::R6a, "R6a", zh::R6A),
    indicator(Reception, Id::R6b, "R6b", zh::R6B),
    indicator(Issue, Id::I1, "I1", zh::I1),
    indicator(Issue, Id::I2, "I2", zh::I2),
    indicator(Issue, Id::I3, "I3", zh::I3),
    indicator(Issue, Id::I4, "I4", zh::I4),
    indicator(Issue, Id::I5a, "I5a", zh::I5A),
    indicator(Issue, Id::I5b, "I5b", zh::I5B).shaped(Shape::Rate),
    indicator(Issue, Id::I6, "I6", zh::I6).by("route"),
    indicator(Issue, Id::I7, "I7", zh::I7),
    indicator(Issue, Id::I7a, "I7a", zh::I7A),
    indicator(Issue, Id::I8, "I8", zh::I8),
    indicator(Issue, Id::I8a, "I8a", zh::I8A),
    indicator(Issue, Id::I9, "I9", zh::I9),
    indicator(Issue, Id::I10, "I10", zh::I10).shaped(Shape::Rate),
    indicator(Issue, Id::I11, "I11", zh::I11),
    indicator(Issue, Id::I12, "I12", zh::I12).shaped(Shape::Rate),
    indicator(Issue, Id::I13, "I13", zh::I13).shaped(Shape::Rate),
    indicator(Issue, Id::I14, "I14", zh::I14).shaped(Shape::Rate),
    indicator(Issue, Id::I15, "I15", zh::I15).shaped(Shape::Rate),
    indicator(Issue, Id::I15s, "I15s", zh::I15S).shaped(Shape::Rate),
    indicator(Issue, Id::I16, "I16", zh::I16).shaped(Shape::Rate),
    indicator(Issue, Id::I17a, "I17a", zh::I17A),
    indicator(Issue, Id::I17b, "I17b", zh::I17B),
    indicator(Issue, Id::I17c, "I17c", zh::I17C),
    indicator(Issue, Id::I17d, "I17d", zh::I17D),
    indicator(Issue, Id::I17e, "I17e", zh::I17E),
    indicator(Issue, Id::I17f, "I17f", zh::I17F),
    indicator(Issue, Id::I18, "I18", zh::I18).shaped(Shape::Rate),
    indicator(Issue, Id::I19, "I19", zh::I19).shaped(Shape::Rate),
    indicator(Issue, Id::I20a, "I20a", zh::I20A).shaped(Shape::Rate),
    indicator(Issue, Id::I20b, "I20b", zh::I20B).shaped(Shape::Rate),
    indicator(Issue, Id::I21a, "I21a", zh::I21A),
    indicator(Issue, Id::I21b, "I21b", zh::I21B),
    indicator(Issue, Id::I22a, "I22a", zh::I22A).shaped(Shape::Mean),
    indicator(Issue, Id::I22b, "I22b", zh::I22B).shaped(Shape::Median),
    indicator(Issue, Id::I23, "I23", zh::I23),
    indicator(Issue, Id::I24a, "I24a", zh::I24A),
    indicator(Issue, Id::I24b, "I24b", zh::I24B),
    indicator(Visit, Id::V1, "V1", zh::V1),
    indicator(Visit, Id::V2a, "V2a", zh::V2A),
    indicator(Visit, Id::V2b, "V2b", zh::V2B),
    indicator(Visit, Id::V3a, "V3a", zh::V3A),
    indicator(Visit, Id::V3b, "V3b", zh::V3B).shaped(Shape::People),
    indicator(Visit, Id::V3c, "V3c", zh::V3C).shaped(Shape::Share(Id::V3b)),
    indicator(Visit, Id::V4, "V4", zh::V4),
    indicator(Visit, Id::V5, "V5", zh::V5).by("deed_kind"),
    indicator(Visit, Id::V6a, "V6a", zh::V6A).by("deed_kind").shaped(Shape::Money),
    indicator(Visit, Id::V6b, "V6b", zh::V6B).by("deed_source").shaped(Shape::Money),
    indicator(Visit, Id::V7, "V7", zh::V7),
    indicator(Visit, Id::V8, "V8", zh::V8),
    indicator(Activity, Id::D1a, "D1a", zh::D1A).by("activity_type"),
    indicator(Activity, Id::D1b, "D1b", zh::D1B).by("activity_type"),
    indicator(Activity, Id::D2a, "D2a", zh::D2A),
    indicator(Activity, Id::D2b, "D2b", zh::D2B),
    indicator(Activity, Id::D3, "D3", zh::D3).shaped(Shape::Score),
    indicator(Legislation, Id::L1a, "L1a", zh::L1A),
    indicator(Legislation, Id::L1b, "L1b", zh::L1B),
    indicator(Legislation, Id::L1c, "L1c", zh::L1C).shaped(Shape::Rate),
    indicator(Project, Id::P1a, "P1a", zh::P1A),
    indicator(Project, Id::P1b, "P1b", zh::P1B),
    indicator(Project, Id::P1c, "P1c", zh::P1C).shaped(Shape::Rate),
    indicator(Project, Id::P1d, "P1d", zh::P1D).shaped(Shape::Money),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_indicator_stands_at_its_own_place_and_says_what_it_is() {
        for (at, indicator) in INDICATORS.iter().enumerate() {
            assert_eq!(indicator.which as usize, at, "{}", indicator.id);
            assert_eq!(format!("{:?}", indicator.which), indicator.id);
            assert!(std::ptr::eq(Indicator::of(indicator.id).unwrap(), indicator));
            assert!(!indicator.name.is_empty() && !indicator.definition.is_empty());
            let is_share = matches!(indicator.shape, Shape::Rate | Shape::Share(_));
            assert_eq!(indicator.unit.is_empty(), is_share, "{}", indicator.id);
        }
    }
}
