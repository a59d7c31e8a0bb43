//! What a level above has sent down of its roster, its units and its code lists, against our own; pure.
//!
//! A desk writes its own chain only, so what comes from above stands apart until somebody takes it over as records of our own.
//! Which of ours came from which of theirs stands in [`Taken`], with what theirs said then, so that a later change above is told
//! from one made here:
//!
//! | theirs since | ours since | a field |
//! |---|---|---|
//! | as it was | anything | stays ours |
//! | changed | as it was | becomes theirs |
//! | changed | changed otherwise | is shown, and stays ours until a person marks the row |
//!
//! A person who wants ours to stay says so once: what theirs says is noted as seen ([`Row::kept`]), and nothing is shown of it
//! until theirs changes again.
//!
//! What was never taken over is matched by name. A deputy of the same certificate is the same person; of another certificate,
//! another. Who may be several of ours, is one of several of theirs, or sits at another level, is shown and left: nothing is
//! merged by guessing. A person who knows more takes it over as new, or says that it is the one of ours most like it.

mod merge;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

pub use merge::Difference;
use merge::Merged;
pub use settings::of_settings;

use super::check::{Severity, check_as};
use super::context::Context;
use super::deputy::Deputy;
use super::entry::Entry;
use super::handling::{reference, referred};
use super::kind::{Kind, Org};
use super::record::Record;
use super::term::is_in_office;
use crate::model::order::{Gather as _, Order as _};
use crate::text::zh::model::takeover as zh;

/// Most rows taken over in one save.
pub const MOST: usize = 480;
/// The kinds that can be taken over, in the order they are shown.
pub const KINDS: [Kind; 3] = [Kind::Deputy, Kind::Unit, Kind::Setting];

/// Where a record of ours was taken over from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Taken {
    /// Whose record and which: `<org>/<id>`.
    pub from: String,
    /// What that record said, as JSON; of a setting its value, empty where ours was the same.
    pub said: String,
}

/// How a record from above stands to ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// We have no such record.
    New,
    /// Theirs has changed, or says more than ours.
    Changed,
    /// A deputy of ours is in office no longer, a unit takes no more issues.
    Left,
    /// Ours says the same; only that they are the same is to be noted.
    Same,
    /// Both say something else.
    Conflict,
    /// It fits several of ours, one that several of theirs fit, or one by its name alone.
    Unclear,
    /// Theirs was voided after we took it over.
    Gone,
    /// A setting that is not valid here.
    Unusable,
    /// A deputy whose group and constituency are said, and are none of ours.
    Elsewhere,
}

impl Standing {
    /// Whether it is taken over unless somebody unmarks it.
    pub fn is_usual(self) -> bool {
        matches!(self, Standing::New | Standing::Changed | Standing::Left | Standing::Same)
    }

    /// Whether it waits for somebody: what merely notes that two records are the same does not, nor what is not ours.
    pub fn is_waiting(self) -> bool {
        self.is_usual() && self != Standing::Same
    }

    /// Whether somebody has to look at it who knows more.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Standing::Conflict | Standing::Unclear | Standing::Gone | Standing::Unusable)
    }
}

/// A record from above, and what taking it over would do.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What sort of record it is.
    pub kind: Kind,
    /// Its id above.
    pub id: u64,
    /// What it is called.
    pub name: String,
    /// How it stands to ours.
    pub standing: Standing,
    /// Ours as it stands, where there is one.
    pub before: Option<Entry>,
    /// Of those that an unclear one fits the one most like it: the one `kept` is of.
    pub like: Option<Entry>,
    /// What ours becomes; none where that is for a person to enter.
    pub wanted: Option<Record>,
    /// Ours with what theirs says noted as seen, where that is all that is to be done; none where there is nothing of ours to note
    /// it in.
    pub kept: Option<Record>,
    /// The fields that become theirs.
    pub changes: Vec<Difference>,
    /// The fields on which both differ; in a row of standing [`Standing::Conflict`] taking it over makes them theirs.
    pub conflicts: Vec<Difference>,
    /// Whom it fits, or why it cannot be used; empty for neither.
    pub told: String,
}

impl Row {
    /// Leaves out what our own rules would refuse, such as a code that no list here has, and says why: nobody here typed it, and nobody
    /// could save the record again.
    pub fn checked(&mut self, context: &Context<'_>) {
        let own = self.before.as_ref().map(|before| before.id);
        let findings = self.wanted.as_ref().map(|record| check_as(record, own, context)).unwrap_or_default();
        if let Some(finding) = findings.into_iter().find(|finding| finding.severity == Severity::Error) {
            (self.wanted, self.told) = (None, finding.message);
            if !matches!(self.standing, Standing::Elsewhere | Standing::Unclear) {
                self.standing = Standing::Unusable;
            }
        }
    }
}

/// How many wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Deputies.
    pub deputies: u64,
    /// Units.
    pub units: u64,
    /// Settings.
    pub settings: u64,
    /// Of all kinds, what somebody has to look at.
    pub doubtful: u64,
    /// Of those, the ones that fit several of ours: until somebody says which, they stay out.
    pub unclear: u64,
}

impl Counts {
    /// Of rows of all kinds.
    pub fn of(rows: &[Row]) -> Counts {
        let waiting = |kind| count(rows.iter().filter(|row| row.kind == kind && row.standing.is_waiting()));
        Counts {
            deputies: waiting(Kind::Deputy),
            units: waiting(Kind::Unit),
            settings: waiting(Kind::Setting),
            doubtful: count(rows.iter().filter(|row| row.standing.is_doubtful())),
            unclear: count(rows.iter().filter(|row| row.standing == Standing::Unclear)),
        }
    }

    /// Whether nothing waits to be taken over, or for somebody to say who it is.
    pub fn is_nothing(self) -> bool {
        (self.deputies, self.units, self.settings, self.unclear) == (0, 0, 0, 0)
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> u64 {
    of.fold(0, |sum, _| sum + 1)
}

/// The record from above that one of ours was taken over from; none for one entered here.
pub fn origin(record: &Record) -> Option<(Org, u64)> {
    taken(record).and_then(|taken| referred(&taken.from))
}

fn taken(record: &Record) -> Option<&Taken> {
    match record {
        Record::Deputy(deputy) => deputy.taken.as_deref(),
        Record::Unit(unit) => unit.taken.as_deref(),
        Record::Setting(setting) => setting.taken.as_deref(),
        _ => None,
    }
}

fn with_taken(mut record: Record, taken: Option<Taken>) -> Record {
    let taken = taken.map(Box::new);
    match &mut record {
        Record::Deputy(deputy) => deputy.taken = taken,
        Record::Unit(unit) => unit.taken = taken,
        Record::Setting(setting) => setting.taken = taken,
        _ => {}
    }
    record
}

/// What a record of ours becomes once what theirs said is noted.
fn noted(record: Record, from: Org, id: u64, said: &Record) -> Record {
    let said = match with_taken(said.clone(), None) {
        Record::Deputy(deputy) => serde_json::to_string(&deputy),
        Record::Unit(unit) => serde_json::to_string(&unit),
        Record::Setting(setting) => Ok(setting.value),
        _ => Ok(String::new()),
    };
    // A record always has a JSON form; without it, the next change above would be shown as one of both sides.
    let taken = Taken { from: reference(from, id), said: said.unwrap_or_default() };
    with_taken(record, Some(taken))
}

/// What theirs said when it was taken over; a blank record where it never was, or that does not read.
fn base(record: &Record) -> Record {
    let said = taken(record).map_or("", |taken| taken.said.as_str());
    let read = match record {
        Record::Deputy(_) => serde_json::from_str(said).ok().map(Record::Deputy),
        Record::Unit(_) => serde_json::from_str(said).ok().map(Record::Unit),
        _ => None,
    };
    read.unwrap_or_else(|| record.kind().blank())
}

/// What the deputies, or the units, of a level above would change in ours. `theirs` may hold voided ones that ours came from; `ours`
/// are the live records of our own, `home` what the place of our desk is called.
pub fn of_records(kind: Kind, from: Org, theirs: &[Entry], ours: &[Entry], home: &str) -> Vec<Row> {
    let linked: BTreeMap<u64, &Entry> = ours
        .iter()
        .filter_map(|entry| origin(&entry.record).filter(|(org, _)| *org == from).map(|(_, id)| (id, entry)))
        .gather();
    let mut free: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in ours.iter().filter(|entry| origin(&entry.record).is_none()) {
        free.entry(name_of(&entry.record).trim()).or_default().push(entry);
    }
    let named = |entry: &Entry| free.get(name_of(&entry.record).trim()).map_or(&[][..], Vec::as_slice);
    let theirs: Vec<&Entry> = theirs.iter().filter(|entry| entry.kind() == kind).collect();
    // Who has the certificate of one of theirs is no other of theirs.
    let fresh = theirs.iter().filter(|entry| !linked.contains_key(&entry.id));
    let numbered = |entry: &Entry| {
        let theirs = entry.record.clone();
        named(entry).iter().filter(move |ours| has_number_of(&theirs, &ours.record)).map(|ours| ours.id)
    };
    let numbered: BTreeSet<u64> = fresh.flat_map(|entry| numbered(entry)).gather();
    let fits: Vec<(&Entry, Fit<'_>)> = theirs
        .into_iter()
        .map(|entry| match linked.get(&entry.id) {
            Some(ours) => (entry, Fit::One(ours)),
            None => (entry, Fit::of(entry, named(entry), &numbered)),
        })
        .collect();
    // One of ours that two of theirs fit is nobody's.
    let mut claimed: BTreeMap<u64, u32> = BTreeMap::new();
    for (_, fit) in &fits {
        if let Fit::One(ours) = fit {
            *claimed.entry(ours.id).or_default() += 1;
        }
    }
    let places = Places::of(ours, home);
    let row = |(entry, fit): (&Entry, Fit<'_>)| {
        let fit = match fit {
            Fit::One(ours)
                if claimed.get(&ours.id).is_some_and(|claims| *claims > 1) && !linked.contains_key(&entry.id) =>
            {
                Fit::Several(vec![ours])
            }
            fit => fit,
        };
        row(from, entry, fit, &places)
    };
    let mut rows: Vec<Row> = fits.into_iter().filter_map(row).collect();
    rows.order_by(|a, b| (a.standing, &a.name, a.id).cmp(&(b.standing, &b.name, b.id)));
    rows
}

/// Which of ours a record from above is.
enum Fit<'a> {
    None,
    One(&'a Entry),
    Several(Vec<&'a Entry>),
}

impl<'a> Fit<'a> {
    /// Of those that have the same name; `numbered` are known by a certificate of theirs.
    fn of(theirs: &Entry, named: &[&'a Entry], numbered: &BTreeSet<u64>) -> Fit<'a> {
        let is_number = |ours: &&Entry| has_number_of(&theirs.record, &ours.record);
        let may_be = |ours: &&Entry| may_be(&theirs.record, &ours.record);
        let mut named: Vec<&'a Entry> = named.iter().copied().filter(may_be).collect();
        if named.iter().any(is_number) {
            named.retain(is_number);
        } else {
            named.retain(|ours| !numbered.contains(&ours.id) && !is_another(&theirs.record, &ours.record));
        }
        match named.as_slice() {
            [] => Fit::None,
            [only] if is_number(only) || is_same(&theirs.record, &only.record) => Fit::One(only),
            _ => Fit::Several(named),
        }
    }
}

/// Whether one of the same name may be meant: a deputy who is in office or sat for the same term.
fn may_be(theirs: &Record, ours: &Record) -> bool {
    match (theirs, ours) {
        (Record::Deputy(theirs), Record::Deputy(ours)) => {
            is_in_office(ours) || super::term::names(ours, theirs.term.trim())
        }
        (Record::Unit(_), Record::Unit(_)) => true,
        _ => false,
    }
}

/// The numbers of both certificates, where both are deputies and have one.
fn numbers<'a>(theirs: &'a Record, ours: &'a Record) -> Option<(&'a str, &'a str)> {
    match (theirs, ours) {
        (Record::Deputy(theirs), Record::Deputy(ours)) => {
            let numbers = (theirs.cert_no.trim(), ours.cert_no.trim());
            (!numbers.0.is_empty() && !numbers.1.is_empty()).then_some(numbers)
        }
        _ => None,
    }
}

/// Whether the certificates of both have one number.
fn has_number_of(theirs: &Record, ours: &Record) -> bool {
    numbers(theirs, ours).is_some_and(|(theirs, ours)| theirs == ours)
}

/// Whether one that has the same name is somebody else, by the certificates: one person may sit at several levels.
fn is_another(theirs: &Record, ours: &Record) -> bool {
    numbers(theirs, ours).is_some_and(|(theirs, ours)| theirs != ours)
}

/// Whether the only one that has the same name, and is not [another](is_another), is the same: a deputy sits at a level in common.
fn is_same(theirs: &Record, ours: &Record) -> bool {
    match (theirs, ours) {
        (Record::Deputy(theirs), Record::Deputy(ours)) => shares_level(theirs, ours),
        _ => true,
    }
}

fn shares_level(one: &Deputy, other: &Deputy) -> bool {
    one.levels.iter().any(|level| other.levels.contains(level))
}

/// Of several of ours the one that has most fields in common with theirs; of those the oldest.
fn most_like<'a>(theirs: &Record, ours: &[&'a Entry]) -> Option<&'a Entry> {
    let alike = |entry: &Entry| {
        let merged = Merged::of(theirs, &entry.record, &theirs.kind().blank());
        (merged.conflicts.len(), merged.changes.len())
    };
    ours.iter().copied().min_by_key(|entry| (alike(entry), entry.id))
}

/// Who of a county's deputies is another station's: whose group or constituency is said, and is none of our own deputies' and not
/// called after the place of our desk. A county that says neither of its deputies means them for everybody.
struct Places<'a> {
    known: BTreeSet<&'a str>,
    home: &'a str,
}

impl<'a> Places<'a> {
    fn of(ours: &'a [Entry], home: &'a str) -> Places<'a> {
        let deputies = ours.iter().filter_map(|entry| match &entry.record {
            Record::Deputy(deputy) => Some(deputy),
            _ => None,
        });
        let places = deputies.flat_map(|deputy| [deputy.group.trim(), deputy.constituency.trim()]);
        Places { known: places.filter(|place| !place.is_empty()).collect(), home: home.trim() }
    }

    fn is_other(&self, deputy: &Deputy) -> bool {
        // Where nothing is known of ours, no place can be said to be another.
        if self.known.is_empty() && self.home.is_empty() {
            return false;
        }
        let is_home = |place: &str| !self.home.is_empty() && place.contains(self.home);
        let said = [deputy.group.trim(), deputy.constituency.trim()];
        let mut said = said.into_iter().filter(|place| !place.is_empty()).peekable();
        said.peek().is_some() && !said.any(|place| self.known.contains(place) || is_home(place))
    }
}

/// Whether a record is in use: a deputy in office, a unit that takes issues.
fn is_in_use(record: &Record) -> bool {
    match record {
        Record::Deputy(deputy) => is_in_office(deputy),
        Record::Unit(unit) => unit.active,
        _ => true,
    }
}

fn name_of(record: &Record) -> &str {
    match record {
        Record::Deputy(deputy) => &deputy.name,
        Record::Unit(unit) => &unit.name,
        Record::Setting(setting) => &setting.key,
        _ => "",
    }
}

/// What taking a record over would do; none where there is nothing to do.
fn row(from: Org, theirs: &Entry, fit: Fit<'_>, places: &Places<'_>) -> Option<Row> {
    let blank = Row {
        kind: theirs.kind(),
        id: theirs.id,
        name: name_of(&theirs.record).to_owned(),
        standing: Standing::New,
        before: None,
        like: None,
        wanted: None,
        kept: None,
        changes: Vec::new(),
        conflicts: Vec::new(),
        told: String::new(),
    };
    let is_live = theirs.is_live();
    let as_new = || noted(theirs.record.clone(), from, theirs.id, &theirs.record);
    match fit {
        Fit::None if !is_live || !is_in_use(&theirs.record) => None,
        Fit::None => {
            let is_elsewhere = matches!(&theirs.record, Record::Deputy(deputy) if places.is_other(deputy));
            let standing = if is_elsewhere { Standing::Elsewhere } else { Standing::New };
            Some(Row { standing, wanted: Some(as_new()), ..blank })
        }
        Fit::Several(ours) => (is_live && is_in_use(&theirs.record)).then(|| {
            let called = |entry: &Entry| format!("{}#{}", name_of(&entry.record), entry.id);
            let told: Vec<String> = ours.iter().map(|entry| called(entry)).collect();
            let like = most_like(&theirs.record, &ours);
            Row {
                standing: Standing::Unclear,
                like: like.cloned(),
                wanted: Some(as_new()),
                kept: like.map(|ours| noted(ours.record.clone(), from, theirs.id, &theirs.record)),
                told: zh::fits(&told, &like.map(called).unwrap_or_default()),
                ..blank
            }
        }),
        Fit::One(ours) if !is_live => {
            let is_told = origin(&ours.record).is_some() && is_in_use(&ours.record);
            is_told.then(|| Row {
                standing: Standing::Gone,
                before: Some(ours.clone()),
                kept: Some(with_taken(ours.record.clone(), None)),
                told: zh::GONE.to_owned(),
                ..blank
            })
        }
        Fit::One(ours) => merged(from, theirs, ours).map(|(standing, wanted, merged)| Row {
            standing,
            before: Some(ours.clone()),
            wanted: Some(wanted),
            kept: Some(noted(ours.record.clone(), from, theirs.id, &theirs.record)),
            changes: merged.changes,
            conflicts: merged.conflicts,
            ..blank
        }),
    }
}

fn merged(from: Org, theirs: &Entry, ours: &Entry) -> Option<(Standing, Record, Merged)> {
    let merged = Merged::of(&theirs.record, &ours.record, &base(&ours.record));
    let standing = match (merged.changes.is_empty(), merged.conflicts.is_empty()) {
        (true, true) if origin(&ours.record).is_some() => return None,
        (true, true) => Standing::Same,
        (true, false) => Standing::Conflict,
        (false, _) if is_in_use(&ours.record) && !is_in_use(&merged.record) => Standing::Left,
        (false, _) => Standing::Changed,
    };
    let wanted = match standing {
        Standing::Conflict => noted(merged.forced.clone(), from, theirs.id, &theirs.record),
        _ => noted(merged.record.clone(), from, theirs.id, &merged.said),
    };
    Some((standing, wanted, merged))
}
