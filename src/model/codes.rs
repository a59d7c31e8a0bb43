//! Every setting in force: code lists, which are closed lists of coded values, and all else that differs between stations.
//!
//! What is in force is shipped in `fixtures/`, with a station's settings over it. A family of settings (`family`) is what
//! their keys begin with, how one is read and how what is in force is written; both go through [`CodeLists::apply`] and
//! [`CodeLists::value`], and what one writes the other takes.

mod duties;
mod family;
mod read;
mod sync;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(super) use read::{MAX_DAYS, MAX_MONTHS};

use serde::{Deserialize, Deserializer};

use super::calendar::Calendar;
use super::duty::Duty;
use super::quota::Quotas;
use super::recipients::Recipients;
use super::schedule::Schedule;
use super::score::Scores;
use super::setting::score::DUTIES;
use super::upward::Terms;
use crate::text::packed::{Packed, packed};
use crate::text::zh::model::{codes as zh, duty, verb};

/// A list the program makes, so that no setting changes it: its name, and the key and name of each code.
pub type Made = (&'static str, &'static [(&'static str, &'static str)]);

/// One code of a list. A code, once used, never changes its meaning.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What is stored.
    pub key: String,
    /// What the clerk reads.
    pub name: String,
    /// The key of the code above it, in a list of two levels.
    #[serde(default)]
    pub parent: String,
    /// What the code means where the name is not enough (class A, B, C).
    #[serde(default)]
    pub definition: String,
    /// Whether it may still be chosen (in the data: not `retired`); old records keep showing it.
    #[serde(rename = "retired", default = "yes", deserialize_with = "negated")]
    pub active: bool,
    /// For a channel: whether a deputy must be named.
    #[serde(default = "yes")]
    pub deputies: bool,
    /// For a channel: the kind of record an issue's source must point to; empty for none.
    #[serde(default)]
    pub source: String,
    /// For a route: days until an answer is due.
    #[serde(default)]
    pub days: Option<u32>,
    /// For a route: whether those are working days.
    #[serde(default)]
    pub working: bool,
    /// For a route: the most days with every extension.
    #[serde(default)]
    pub max_days: Option<u32>,
    /// For a stage: whether nothing more is due from anyone.
    #[serde(default)]
    pub terminal: bool,
    /// For a route: whether what goes that way has a number of its own there.
    #[serde(default)]
    pub numbered: bool,
    /// For a way of feedback, or where an issue is guided to: whether a reason must be written down.
    #[serde(default)]
    pub reason: bool,
}

/// Terms that belong to no route.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// Days a unit gets when an issue rated 不满意 is handled again.
    pub redo_days: u32,
    /// How many days before a due date the desk warns, and warns again.
    pub warn_days: Vec<u32>,
    /// A reception day announced fewer days ahead than this gets a warning.
    pub notice_days: u32,
    /// Months after an issue is closed until a resident's contact is erased.
    pub erase_months: u32,
}

impl Deadlines {
    /// The most days before a due date at which the desk warns; 0 where it never does.
    pub fn warned(&self) -> i64 {
        self.warn_days.iter().max().copied().map_or(0, i64::from)
    }
}

fn yes() -> bool {
    true
}

fn negated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    bool::deserialize(deserializer).map(|retired| !retired)
}

/// The setting that holds the rules of the station's reception days.
pub const SCHEDULE_RULES: &str = "schedule.rules";

/// Where a setting's content comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The program ships it.
    Shipped,
    /// The station set it.
    Station,
    /// The station set something that was not taken: what the program ships is in force.
    NotTaken,
}

/// All settings in force: the code lists by name, and what else a station can set.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CodeLists {
    lists: BTreeMap<String, Vec<Code>>,
    /// Codes that desks below added to lists of theirs, by list.
    beyond: BTreeMap<String, Vec<Code>>,
    deadlines: Deadlines,
    quotas: Quotas,
    scores: Scores,
    sync: Terms,
    calendar: Calendar,
    schedule: Schedule,
    recipients: Recipients,
    /// The keys a station has set.
    origins: BTreeMap<String, Origin>,
}

/// Why a code file or a setting was not taken; what was in force stays in force. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum CodesError {
    /// Not TOML, or not in the shape of `fixtures/codes.toml`.
    #[error("{}", zh::unreadable(.origin, *.line))]
    Unreadable {
        /// The file or setting.
        origin: String,
        /// The line it stopped at, if known.
        line: Option<usize>,
        /// What is wrong with it.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// Not TOML, or not in the shape of a setting of its kind.
    #[error("{}", zh::out_of_shape(.origin, *.line, .shape))]
    OutOfShape {
        /// The file or setting.
        origin: String,
        /// The line it stopped at, if known.
        line: Option<usize>,
        /// What it should look like, for the clerk.
        shape: &'static str,
        /// What is wrong with it.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// Reads, but breaks a rule of code lists.
    #[error("{}", zh::refused(.origin, .why))]
    Refused {
        /// The file or setting.
        origin: String,
        /// What is wrong and what to do.
        why: String,
    },
}

impl CodesError {
    /// What is wrong and what to do, for whoever sees the setting before them.
    pub fn why(&self) -> String {
        match self {
            CodesError::Unreadable { .. } | CodesError::OutOfShape { .. } => self.to_string(),
            CodesError::Refused { why, .. } => why.clone(),
        }
    }
}

static CODES: Packed = packed!("codes.toml");
static CATEGORIES: Packed = packed!("categories.toml");

impl CodeLists {
    /// The lists the program ships.
    pub fn shipped() -> Result<CodeLists, CodesError> {
        let mut lists = read::file("codes.toml", CODES.text())?;
        let categories = read::file("categories.toml", CATEGORIES.text())?;
        lists.lists.extend(categories.lists);
        (lists.quotas, lists.scores) = duties::shipped()?;
        lists.sync = sync::shipped()?;
        lists.calendar = Calendar::shipped()?;
        lists.schedule = Schedule::shipped()?;
        lists.lists.insert(read::VERB.to_owned(), verb::ALL.iter().map(|(key, name)| Code::named(key, name)).collect());
        let duties = Duty::ALL.map(|of| Code::named(of.key(), duty::name(of))).to_vec();
        lists.lists.insert(DUTIES.to_owned(), duties);
        for (list, names) in read::made() {
            lists.lists.insert((*list).to_owned(), names.iter().map(|(key, name)| Code::named(key, name)).collect());
        }
        lists.recipients = Recipients::shipped()?;
        Ok(lists)
    }

    /// Puts a station's settings over these; what does not read or breaks a rule is left out and told.
    pub fn with_settings<'a>(
        mut self,
        settings: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (CodeLists, Vec<CodesError>) {
        let mut errors = Vec::new();
        for (key, value) in settings {
            if let Err(error) = self.apply(key, value) {
                self.origins.insert(key.to_owned(), Origin::NotTaken);
                errors.push(error);
            }
        }
        (self, errors)
    }

    /// Makes the codes known that desks below added to their lists, so that their records are called and counted by them; no
    /// setting of ours holds them. They stand over what the program ships, as there. What a desk calls a code that we know otherwise stays its affair. A key that desks gave
    /// different meanings is called by all of them.
    pub fn with_theirs<'a>(
        mut self,
        shipped: &CodeLists,
        settings: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> CodeLists {
        for (key, value) in settings {
            let Some(list) = family::list_of(key) else { continue };
            // What does not read was told at the desk that set it.
            let Ok(read) = read::list(key, list, value, shipped.list(list)) else { continue };
            let added: Vec<Code> =
                read.into_iter().filter(|code| self.list(list).iter().all(|own| own.key != code.key)).collect();
            let beyond = self.beyond.entry(list.to_owned()).or_default();
            for code in added {
                match beyond.iter_mut().find(|known| known.key == code.key) {
                    Some(known) if zh::is_called(&known.name, &code.name) => {}
                    Some(known) => known.name = zh::or(&known.name, &code.name),
                    None => beyond.push(code),
                }
            }
        }
        self
    }

    /// Puts one setting over these; refused, it changes nothing.
    ///
    /// `codes.<list>` holds a list as TOML (`[[list]] key = … name = …`), `deadlines.<name>` a number or `[7, 3]`,
    /// `holidays.<year>` and `schedule.rules` TOML in the shape of `fixtures/`, `quotas.<name>` a number, `scores.enabled`
    /// true or false, `scores.table` TOML (`[[table]] duty = … base = … extra = … cap = …`), `recipients.<name>` a list of
    /// names, `sync.<name>` a number; other keys are none of ours.
    pub fn apply(&mut self, key: &str, value: &str) -> Result<(), CodesError> {
        let Some((family, name)) = family::of(key) else { return Ok(()) };
        (family.read)(self, key, name, value)?;
        self.origins.insert(key.to_owned(), Origin::Station);
        Ok(())
    }

    /// What is in force under a setting's key, in the form [`CodeLists::apply`] takes; none for a key that is none of ours.
    pub fn value(&self, key: &str) -> Option<String> {
        let (family, name) = family::of(key)?;
        (family.write)(self, name)
    }

    /// Whether a setting of a level above is for the desks below it as well.
    pub fn is_shared(key: &str) -> bool {
        family::of(key).is_some_and(|(family, _)| family.is_shared)
    }

    /// Where what is in force under a key comes from.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).copied().unwrap_or(Origin::Shipped)
    }

    /// What the keys of the settings begin with that are read here.
    #[cfg(test)]
    pub(super) fn prefixes() -> impl Iterator<Item = &'static str> {
        family::FAMILIES.iter().map(|family| family.prefix)
    }

    /// Whether a list's keys are those the rules know: names and their order may change, nothing may be added or retired.
    pub fn is_fixed(list: &str) -> bool {
        read::is_fixed(list)
    }

    /// The names of the lists a station can change.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str).filter(|list| !read::is_made(list))
    }

    /// The offices reports go to.
    pub fn recipients(&self) -> &Recipients {
        &self.recipients
    }

    /// The terms that belong to no route.
    pub fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// How often a deputy should receive and visit in a year.
    pub fn quotas(&self) -> Quotas {
        self.quotas
    }

    /// The table of scores, and whether it is in use.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The terms of reporting upward.
    pub fn sync(&self) -> Terms {
        self.sync
    }

    /// The holidays and make-up workdays, by year.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The rules of the station's reception days.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The codes of a list in their order; an unknown list is empty.
    pub fn list(&self, list: &str) -> &[Code] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// The codes that may be chosen, each with the number that chooses it: its place from 1, or, in a list whose keys
    /// are numbers (the categories), the key itself, so that a number never means two codes.
    pub fn choosable(&self, list: &str) -> impl Iterator<Item = (usize, &Code)> {
        let active = self.list(list).iter().filter(|code| code.active);
        active.enumerate().map(|(index, code)| (read::key_number(&code.key).unwrap_or(index + 1), code))
    }

    /// The codes of a list and those that desks below added to theirs.
    pub fn known(&self, list: &str) -> impl Iterator<Item = &Code> {
        self.list(list).iter().chain(self.beyond.get(list).into_iter().flatten())
    }

    /// The codes of desks below that are in no list of ours and may be chosen there, numbered as [`CodeLists::choosable`] goes on.
    pub fn beyond(&self, list: &str) -> impl Iterator<Item = (usize, &Code)> {
        let last = self.list(list).len();
        let active = self.beyond.get(list).into_iter().flatten().filter(|code| code.active);
        active.enumerate().map(move |(index, code)| (read::key_number(&code.key).unwrap_or(last + index + 1), code))
    }

    /// One code by its key.
    pub fn code(&self, list: &str, key: &str) -> Option<&Code> {
        self.known(list).find(|code| code.key == key)
    }

    /// The key of the first level a code belongs to; one that no list has belongs where the longest known beginning of its key
    /// does, and stands for itself where there is none.
    pub fn first_level<'a>(&'a self, list: &str, key: &'a str) -> &'a str {
        let begins = |code: &&Code| key.starts_with(&code.key) && read::key_number(&code.key).is_some();
        let longest = || self.known(list).filter(begins).max_by_key(|code| code.key.len());
        match self.code(list, key).or_else(longest) {
            Some(code) if !code.parent.is_empty() => &code.parent,
            Some(code) => &code.key,
            None => key,
        }
    }

    /// The name of a code; an unknown key shows as it stands.
    pub fn name<'a>(&'a self, list: &str, key: &'a str) -> &'a str {
        self.code(list, key).map_or(key, |code| code.name.as_str())
    }

    /// The name of a code below the name of its parent, `城乡建设/村镇建设`; an unknown key says that it is one.
    pub fn full_name(&self, list: &str, key: &str) -> String {
        match self.code(list, key) {
            Some(code) if !code.parent.is_empty() => format!("{}/{}", self.name(list, &code.parent), code.name),
            Some(code) => code.name.clone(),
            None => zh::unknown(key),
        }
    }
}

impl Code {
    fn named(key: &str, name: &str) -> Code {
        Code {
            key: key.to_owned(),
            name: name.to_owned(),
            parent: String::new(),
            definition: String::new(),
            active: true,
            deputies: true,
            source: String::new(),
            days: None,
            working: false,
            max_days: None,
            terminal: false,
            numbered: false,
            reason: false,
        }
    }
}
