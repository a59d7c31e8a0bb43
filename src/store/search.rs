//! Search through a kind, newest first, hits as they come: for a word by characters and pinyin, or by a filter.
//!
//! There is no index of words: two Chinese characters, a single one, or half a syllable must be found. The stored values
//! are gone through as bytes; a query of Chinese characters alone is looked for in the bytes themselves (bincode writes
//! texts as plain UTF-8), and only a value that has it is decoded. Newest is what was entered last; our own records come before
//! those of the stations below, and these station by station, as their keys stand.

use std::collections::{BTreeSet, HashSet};
use std::ops::{Bound, ControlFlow};

use memchr::memmem::Finder;

use super::books::Books;
use super::codec;
use super::db::{Pair, Tree};
use super::index::Total;
use super::reader::{Direction, List, ReadError, Reader};
use crate::model::activity::Activity;
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::field::{Access, Field};
use crate::model::filter::Filter;
use crate::model::handling::Handling;
use crate::model::issue::Issue;
use crate::model::pack::Pack;
use crate::model::party::Party;
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::model::received::Received;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::report::Report;
use crate::model::setting::Setting;
use crate::model::station::Station;
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Entry, FieldKind, Kind, Org, Record, Value};
use crate::text::pinyin::Matcher;

#[cfg(test)]
mod tests;

/// Records read at a time, and so between two signs of life.
const CHUNK: usize = 256;
/// Records read at first: about as many as a screen shows.
const FIRST_CHUNK: usize = 32;
/// Most people and units whose names a query may stand for; a query that fits more says nothing.
const MAX_NAMED: usize = 100;

/// What a search has to say as it goes.
pub enum SearchNews {
    /// A hit, newest first.
    Hit(Box<Entry>),
    /// So many records looked at, of so many.
    Progress(u64, u64),
}

/// What is looked for in each record.
enum Sought<'a> {
    /// A word, and who may be called so.
    Word(Wanted),
    /// What a filter asks.
    Filter(&'a Filter),
}

impl Sought<'_> {
    /// Whether it may be found in records of an organisation. A filter that asks for records or deputies by their numbers means
    /// those of one.
    fn may_be_of(&self, org: Org, meant: Org) -> bool {
        match self {
            Sought::Word(_) => true,
            Sought::Filter(filter) => org == meant || !filter.names_records(),
        }
    }
}

/// A word in the text of a record or in the names it refers to.
struct Wanted {
    matcher: Matcher,
    /// Deputies and units whose name fits: a record of the same organisation that refers to one of them is a hit as well.
    named: HashSet<(Kind, Org, u64)>,
}

/// Hears what is found, and may stop the search.
type Told<'a> = &'a mut dyn FnMut(SearchNews) -> ControlFlow<()>;

impl Reader {
    /// Looks through the live records of a kind, the last entered first, in their own text and in the names they refer to,
    /// by characters and pinyin; stops when told. An empty query finds nothing.
    pub fn search(&self, kind: Kind, query: &str, news: Told<'_>) -> Result<(), ReadError> {
        let matcher = Matcher::new(query);
        if matcher.is_match("") {
            return Ok(());
        }
        let wanted = Wanted { named: self.named(kind, &matcher)?, matcher };
        // Bytes can only tell when nothing but the record's own text is asked for.
        let is_own_text = wanted.named.is_empty() && kind != Kind::Handling;
        let literal = wanted.matcher.literal().filter(|_| is_own_text).map(str::to_owned);
        let finders: Vec<Finder<'_>> = literal.iter().map(|text| Finder::new(text.as_bytes())).collect();
        self.scan(kind, &Sought::Word(wanted), &finders, news)
    }

    /// Looks through the live records of a filter's kind, the last entered first, for those it takes; stops when told. Where the
    /// filter names records by their numbers, these are the organisation's own.
    pub fn sift(&self, filter: &Filter, news: Told<'_>) -> Result<(), ReadError> {
        if let Some(ids) = filter.ids() {
            return self.among(filter, ids, news);
        }
        if filter.is_of_waiting() {
            return self.waiting(&Sought::Filter(filter), news);
        }
        if let Some(deputy) = filter.deputy() {
            return self.naming(filter, deputy, news);
        }
        if let Some(meant) = filter.whose() {
            return self.of_desks(filter, meant, news);
        }
        let finders: Vec<Finder<'_>> = filter.literals().map(|text| Finder::new(text.as_bytes())).collect();
        self.scan(filter.kind(), &Sought::Filter(filter), &finders, news)
    }

    /// As [`Reader::search`], among the decisions of desks above that wait for a step of ours.
    pub fn search_waiting(&self, query: &str, news: Told<'_>) -> Result<(), ReadError> {
        let matcher = Matcher::new(query);
        if matcher.is_match("") {
            return Ok(());
        }
        let wanted = Wanted { named: self.named(Kind::Handling, &matcher)?, matcher };
        self.waiting(&Sought::Word(wanted), news)
    }

    /// The decisions that wait, as far as they are sought.
    fn waiting(&self, sought: &Sought<'_>, news: Told<'_>) -> Result<(), ReadError> {
        let (books, mut from) = (self.books(), None);
        loop {
            let rows = self.page(List::Waiting, from.as_ref(), Direction::Forward, CHUNK)?;
            let Some(last) = rows.last() else { return Ok(()) };
            from = Some(last.position.clone());
            for row in rows {
                let is_hit = match sought {
                    Sought::Word(wanted) => fits(&row.entry, wanted) || is_about(&books, &row.entry, wanted)?,
                    Sought::Filter(filter) => filter.takes(&row.entry.record),
                };
                if is_hit && news(SearchNews::Hit(Box::new(row.entry))).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// The records of a filter that names them, each read by its id.
    fn among(&self, filter: &Filter, ids: &BTreeSet<u64>, news: Told<'_>) -> Result<(), ReadError> {
        for id in ids {
            let entry = self.entry(filter.kind(), *id)?.filter(Entry::is_live);
            if let Some(entry) = entry.filter(|entry| filter.takes(&entry.record))
                && news(SearchNews::Hit(Box::new(entry))).is_break()
            {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The records of a filter that name a deputy, by the deputy's own list.
    fn naming(&self, filter: &Filter, deputy: u64, news: Told<'_>) -> Result<(), ReadError> {
        let mut from = None;
        loop {
            let rows = self.page(List::Deputy(filter.kind(), deputy), from.as_ref(), Direction::Forward, CHUNK)?;
            let Some(last) = rows.last() else { return Ok(()) };
            from = Some(last.position.clone());
            for row in rows {
                if filter.takes(&row.entry.record) && news(SearchNews::Hit(Box::new(row.entry))).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// The records of a filter that asks for those of certain desks, each in its own list: what other desks have costs nothing.
    /// Names of records mean those of the only desk asked for, else our own.
    fn of_desks(&self, filter: &Filter, meant: &[Org], news: Told<'_>) -> Result<(), ReadError> {
        let names_own = filter.names_records() && filter.desk().is_none();
        let mut seen = 0_u64;
        for org in self.desks_of(meant)?.into_iter().filter(|org| !names_own || *org == self.org()) {
            let mut from = None;
            loop {
                let rows = self.page(List::Station(filter.kind(), org), from.as_ref(), Direction::Forward, CHUNK)?;
                let Some(last) = rows.last() else { break };
                from = Some(last.position.clone());
                seen = seen.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
                for row in rows {
                    if filter.takes(&row.entry.record) && news(SearchNews::Hit(Box::new(row.entry))).is_break() {
                        return Ok(());
                    }
                }
                // How many there will be nobody has counted.
                if news(SearchNews::Progress(seen, seen)).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn scan(&self, kind: Kind, sought: &Sought<'_>, finders: &[Finder<'_>], news: Told<'_>) -> Result<(), ReadError> {
        let books = self.books();
        let total = books.total(Total::Kind(kind))?;
        let mut scan = Scan { books: &books, kind, total, seen: 0, count: FIRST_CHUNK };
        let own = codec::record_prefix(kind, books.org());
        if sought.may_be_of(books.org(), self.org())
            && scan.down(&own, codec::after_prefix(&own), finders, sought, news)?.is_break()
        {
            return Ok(());
        }
        // Every other organisation that has such records, from the greatest code down.
        let all = [kind.byte()];
        let mut high = codec::after_prefix(&all);
        while let Some(org) = scan.owner_below(&all, high.as_deref())? {
            let prefix = codec::record_prefix(kind, org);
            let is_ours = org != books.org() && books.place(org)?.lists(kind) && sought.may_be_of(org, self.org());
            if is_ours && scan.down(&prefix, codec::after_prefix(&prefix), finders, sought, news)?.is_break() {
                return Ok(());
            }
            high = Some(prefix);
        }
        Ok(())
    }

    /// The deputies and units a query may mean, for kinds that refer to them.
    fn named(&self, kind: Kind, matcher: &Matcher) -> Result<HashSet<(Kind, Org, u64)>, ReadError> {
        let mut named = HashSet::new();
        for target in [Kind::Deputy, Kind::Unit].into_iter().filter(|target| refers_to(kind, *target)) {
            let mut from = None;
            loop {
                let page = self.page(List::All(target), from.as_ref(), Direction::Forward, CHUNK)?;
                let fits = page
                    .iter()
                    .filter(|row| matches!(row.entry.record.get("name"), Value::Text(name) if matcher.is_match(&name)));
                named.extend(fits.map(|row| (target, row.entry.org, row.entry.id)));
                match page.into_iter().last() {
                    Some(last) => from = Some(last.position),
                    None => break,
                }
            }
        }
        if matches!(kind, Kind::Received | Kind::Handling) {
            // A chain is called as its desk, and a decision shows whose issue it is about.
            let fits = |one: &&(Org, String)| matcher.is_match(&one.1);
            named.extend(self.desks()?.iter().filter(fits).map(|(org, _)| (Kind::Received, self.desk(), org.0)));
        }
        Ok(if named.len() > MAX_NAMED { HashSet::new() } else { named })
    }
}

/// A search on its way through the records of a kind.
struct Scan<'a> {
    books: &'a Books,
    kind: Kind,
    /// How many there are.
    total: u64,
    /// How many were looked at.
    seen: u64,
    /// How many are read at a time. Few at first: the newest records are on the screen before the rest is read.
    count: usize,
}

impl Scan<'_> {
    /// Goes through the records of one organisation, the last entered first.
    fn down(
        &mut self,
        prefix: &[u8],
        mut high: Option<Vec<u8>>,
        finders: &[Finder<'_>],
        sought: &Sought<'_>,
        news: Told<'_>,
    ) -> Result<ControlFlow<()>, ReadError> {
        loop {
            let end = high.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
            let range = (Bound::Included(prefix), end);
            let chunk = self.books.db().range(Tree::Record, range, Direction::Backward, self.count)?;
            self.count = (self.count * 2).min(CHUNK);
            for pair in &chunk {
                if let Some(entry) = hit(self.books, self.kind, pair, finders, sought)?
                    && news(SearchNews::Hit(Box::new(entry))).is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
            }
            self.seen = self.seen.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            let Some((last, _)) = chunk.last() else { return Ok(ControlFlow::Continue(())) };
            // Voided records were looked at too, and are not in the total.
            if news(SearchNews::Progress(self.seen.min(self.total), self.total)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            high = Some(last.to_vec());
        }
    }

    /// The organisation with the greatest code whose records stand before a key.
    fn owner_below(&self, all: &[u8], high: Option<&[u8]>) -> Result<Option<Org>, ReadError> {
        let range = (Bound::Included(all), high.map_or(Bound::Unbounded, Bound::Excluded));
        let last = self.books.db().range(Tree::Record, range, Direction::Backward, 1)?;
        Ok(last.first().and_then(|(key, _)| codec::read_record_key(key)).map(|(_, org, _)| org))
    }
}

fn refers_to(kind: Kind, target: Kind) -> bool {
    kind.specs().iter().any(|spec| match spec.kind {
        FieldKind::Rows(rows) => rows.specs().iter().any(|spec| spec.kind.target() == Some(target)),
        kind => kind.target() == Some(target),
    })
}

fn hit(
    books: &Books,
    kind: Kind,
    (key, value): &Pair,
    finders: &[Finder<'_>],
    sought: &Sought<'_>,
) -> Result<Option<Entry>, ReadError> {
    if finders.iter().any(|finder| finder.find(value).is_none()) {
        return Ok(None);
    }
    let (_, org, id) = codec::read_record_key(key).ok_or_else(|| books.bent("a record without a key"))?;
    let entry = books.decode(kind, org, id, value)?;
    // The bytes may have been those of a reason, of an unknown key, or of the clerk's name.
    let is_sought = entry.is_live()
        && match sought {
            Sought::Word(wanted) => fits(&entry, wanted) || is_about(books, &entry, wanted)?,
            Sought::Filter(filter) => filter.takes(&entry.record),
        };
    Ok(is_sought.then_some(entry))
}

/// Whether a decision is about an issue that is called so: lists show its title.
fn is_about(books: &Books, entry: &Entry, wanted: &Wanted) -> Result<bool, ReadError> {
    let Record::Handling(handling) = &entry.record else { return Ok(false) };
    let Some(org) = handling.org() else { return Ok(false) };
    let issue = books.entry(Kind::Issue, org, handling.issue)?;
    Ok(matches!(issue.map(|issue| issue.record), Some(Record::Issue(issue)) if wanted.matcher.is_match(&issue.title)))
}

fn fits(entry: &Entry, wanted: &Wanted) -> bool {
    let called = |org: Org| wanted.named.iter().any(|(kind, _, id)| *kind == Kind::Received && *id == org.0);
    let wanted = &Of { wanted, org: entry.org };
    match &entry.record {
        Record::Station(record) => any(Station::FIELDS, record, wanted),
        Record::Deputy(record) => any(Deputy::FIELDS, record, wanted),
        Record::Unit(record) => any(Unit::FIELDS, record, wanted),
        Record::Setting(record) => any(Setting::FIELDS, record, wanted),
        Record::Reception(day) => {
            any(ReceptionDay::FIELDS, day, wanted)
                || day.attendance.iter().any(|attendance| any(Attendance::FIELDS, attendance, wanted))
        }
        Record::Issue(issue) => {
            any(Issue::FIELDS, issue.as_ref(), wanted)
                || issue.events.iter().any(|event| any(Event::FIELDS, event, wanted))
        }
        Record::Activity(activity) => {
            any(Activity::FIELDS, activity.as_ref(), wanted)
                || activity.participants.iter().any(|row| any(Attendance::OF_ACTIVITY, row, wanted))
        }
        Record::Project(project) => any(Project::FIELDS, project.as_ref(), wanted),
        Record::Proposal(proposal) => any(Proposal::FIELDS, proposal.as_ref(), wanted),
        Record::Report(report) => any(Report::FIELDS, report.as_ref(), wanted),
        Record::Party(party) => any(Party::FIELDS, party.as_ref(), wanted),
        Record::Received(received) => {
            let is_called = wanted.wanted.named.contains(&(Kind::Received, entry.org, entry.id));
            is_called || any(Received::FIELDS, received.as_ref(), wanted)
        }
        Record::Handling(handling) => {
            any(Handling::FIELDS, handling.as_ref(), wanted) || handling.org().is_some_and(called)
        }
        Record::Pack(pack) => any(Pack::FIELDS, pack.as_ref(), wanted),
        Record::Visit(visit) => {
            any(Visit::FIELDS, visit, wanted) || visit.deeds.iter().any(|deed| any(Deed::FIELDS, deed, wanted))
        }
    }
}

/// Who entered a step is no text of the record: a clerk's own name would find everything.
const NOT_SEARCHED: &str = "by";

/// What is looked for, in a record of an organisation.
struct Of<'a> {
    wanted: &'a Wanted,
    org: Org,
}

fn any<R>(fields: &[Field<R>], record: &R, Of { wanted, org }: &Of<'_>) -> bool {
    fields.iter().filter(|field| field.spec.key != NOT_SEARCHED).any(|field| {
        let named = |id: &u64| match field.spec.kind {
            FieldKind::Ref(kind) | FieldKind::Refs(kind) => wanted.named.contains(&(kind, *org, *id)),
            _ => false,
        };
        match field.access {
            Access::Text(get, _) => wanted.matcher.is_match(get(record)),
            Access::Ref(get, _) => get(record).as_ref().is_some_and(named),
            Access::Refs(get, _) => get(record).iter().any(named),
            Access::Derived(get) if !matches!(field.spec.kind, FieldKind::Rows(_)) => match get(record) {
                Value::Text(text) => wanted.matcher.is_match(&text),
                Value::Ref(id) => named(&id),
                Value::Refs(ids) => ids.iter().any(named),
                _ => false,
            },
            _ => false,
        }
    })
}
