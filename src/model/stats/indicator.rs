//! The table of indicators: what each figure is called, its unit and what it means.

use Chapter::{Activity, Issue, Legislation, Project, Reception, Visit};

use crate::text::zh::model::stats as zh;

/// One indicator. The ids are those of the domain's table, with a letter where one line there holds several figures.
#[derive(Debug)]
pub struct Indicator {
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

const fn indicator(chapter: Chapter, id: &'static str, (name, unit, definition): zh::Told) -> Indicator {
    Indicator { id, name, unit, definition, parts: None, chapter }
}

impl Indicator {
    const fn by(mut self, list: &'static str) -> Indicator {
        self.parts = Some(list);
        self
    }

    /// The indicator of an id.
    pub fn of(id: &str) -> Option<&'static Indicator> {
        INDICATORS.iter().find(|indicator| indicator.id == id)
    }
}

/// Every indicator, in the order it is shown.
pub static INDICATORS: [Indicator; 67] = [
    indicator(Reception, "R1", zh::R1),
    indicator(Reception, "R2", zh::R2),
    indicator(Reception, "R3", zh::R3),
    indicator(Reception, "R4", zh::R4),
    indicator(Reception, "R5", zh::R5).by("level"),
    indicator(Reception, "R6a", zh::R6A),
    indicator(Reception, "R6b", zh::R6B),
    indicator(Issue, "I1", zh::I1),
    indicator(Issue, "I2", zh::I2),
    indicator(Issue, "I3", zh::I3),
    indicator(Issue, "I4", zh::I4),
    indicator(Issue, "I5a", zh::I5A),
    indicator(Issue, "I5b", zh::I5B),
    indicator(Issue, "I6", zh::I6).by("route"),
    indicator(Issue, "I7", zh::I7),
    indicator(Issue, "I7a", zh::I7A),
    indicator(Issue, "I8", zh::I8),
    indicator(Issue, "I8a", zh::I8A),
    indicator(Issue, "I9", zh::I9),
    indicator(Issue, "I10", zh::I10),
    indicator(Issue, "I11", zh::I11),
    indicator(Issue, "I12", zh::I12),
    indicator(Issue, "I13", zh::I13),
    indicator(Issue, "I14", zh::I14),
    indicator(Issue, "I15", zh::I15),
    indicator(Issue, "I15s", zh::I15S),
    indicator(Issue, "I16", zh::I16),
    indicator(Issue, "I17a", zh::I17A),
    indicator(Issue, "I17b", zh::I17B),
    indicator(Issue, "I17c", zh::I17C),
    indicator(Issue, "I17d", zh::I17D),
    indicator(Issue, "I17e", zh::I17E),
    indicator(Issue, "I17f", zh::I17F),
    indicator(Issue, "I18", zh::I18),
    indicator(Issue, "I19", zh::I19),
    indicator(Issue, "I20a", zh::I20A),
    indicator(Issue, "I20b", zh::I20B),
    indicator(Issue, "I21a", zh::I21A),
    indicator(Issue, "I21b", zh::I21B),
    indicator(Issue, "I22a", zh::I22A),
    indicator(Issue, "I22b", zh::I22B),
    indicator(Issue, "I23", zh::I23),
    indicator(Issue, "I24a", zh::I24A),
    indicator(Issue, "I24b", zh::I24B),
    indicator(Visit, "V1", zh::V1),
    indicator(Visit, "V2a", zh::V2A),
    indicator(Visit, "V2b", zh::V2B),
    indicator(Visit, "V3a", zh::V3A),
    indicator(Visit, "V3b", zh::V3B),
    indicator(Visit, "V3c", zh::V3C),
    indicator(Visit, "V4", zh::V4),
    indicator(Visit, "V5", zh::V5).by("deed_kind"),
    indicator(Visit, "V6a", zh::V6A).by("deed_kind"),
    indicator(Visit, "V6b", zh::V6B).by("deed_source"),
    indicator(Visit, "V7", zh::V7),
    indicator(Visit, "V8", zh::V8),
    indicator(Activity, "D1a", zh::D1A).by("activity_type"),
    indicator(Activity, "D1b", zh::D1B).by("activity_type"),
    indicator(Activity, "D2a", zh::D2A),
    indicator(Activity, "D2b", zh::D2B),
    indicator(Legislation, "L1a", zh::L1A),
    indicator(Legislation, "L1b", zh::L1B),
    indicator(Legislation, "L1c", zh::L1C),
    indicator(Project, "P1a", zh::P1A),
    indicator(Project, "P1b", zh::P1B),
    indicator(Project, "P1c", zh::P1C),
    indicator(Project, "P1d", zh::P1D),
];
