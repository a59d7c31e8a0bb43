//! The desks whose records stand in the books, by their names: read when one is looked for, kept until the store has changed.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Direction, List, ReadError, Reader};
use crate::model::order::Order as _;
use crate::model::whose::{of_county, place_of, short};
use crate::model::{Candidate, Entry, Kind, Org, Record};
use crate::store::settings::Level;
use crate::text::clean;
use crate::text::pinyin::Matcher;

/// Stations read at a time.
const PAGE: usize = 500;
/// The rank of a whole name or code.
const EXACT: u8 = 0;

/// What the desks are called, in the order of their codes.
type Names = Arc<Vec<(Org, String)>>;

/// The names as they were read, with the store's stamp then.
#[derive(Default)]
pub(super) struct Desks(Mutex<Option<(u64, Names)>>);

impl Reader {
    /// Whether the desk stands above stations, so that records of several stand in its books.
    pub fn is_above(&self) -> bool {
        Level::of(self.desk()) != Level::Station
    }

    /// Our own desk and those below, in the order of their codes, with their names.
    pub fn desks(&self) -> Result<Names, ReadError> {
        let now = self.applied()?;
        let mut kept = self.desks.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, names)) = kept.as_ref().filter(|(at, _)| *at == now) {
            return Ok(Arc::clone(names));
        }
        let (mut names, mut from) = (Vec::new(), None);
        loop {
            let rows = self.page(List::All(Kind::Station), from.as_ref(), Direction::Forward, PAGE)?;
            let Some(last) = rows.last() else { break };
            from = Some(last.position.clone());
            names.extend(rows.into_iter().filter_map(|row| match row.entry.record {
                Record::Station(station) => Some((row.entry.org, station.name)),
                _ => None,
            }));
        }
        let names = Arc::new(names);
        *kept = Some((now, Arc::clone(&names)));
        Ok(names)
    }

    /// The desks that are meant by each of these: a county's code stands for it and for the stations below it, our own for our own
    /// records alone.
    pub fn desks_of(&self, meant: &[Org]) -> Result<Vec<Org>, ReadError> {
        let own = self.desk();
        if meant.iter().all(|org| *org == own || Level::of(*org) == Level::Station) {
            return Ok(meant.to_vec());
        }
        let is_below = |org: Org, above: Org| above != own && org.to_string().starts_with(&above.to_string());
        let is_meant = |org: &Org| meant.iter().any(|above| above == org || is_below(*org, *above));
        Ok(self.desks()?.iter().map(|(org, _)| *org).filter(is_meant).collect())
    }

    /// The issues of a number, our own and those of every desk below: one look for each desk.
    pub fn issues_numbered(&self, number: &str) -> Result<Vec<Entry>, ReadError> {
        let mut found = Vec::new();
        for (org, _) in self.desks()?.iter() {
            found.extend(self.of(*org).issue_by_number(number)?);
        }
        Ok(found)
    }

    /// What a desk is called; none for one without a record of its own.
    pub fn desk_name(&self, org: Org) -> Result<Option<String>, ReadError> {
        let entry = self.of(org).entry(Kind::Station, crate::model::station::STATION_ID)?;
        Ok(entry.and_then(|entry| match entry.record {
            Record::Station(station) => Some(station.name).filter(|name| !name.is_empty()),
            _ => None,
        }))
    }

    /// The desks whose name or code fits what was typed, the best first.
    pub(in crate::store) fn desks_called(&self, typed: &str, limit: usize) -> Result<Vec<Candidate>, ReadError> {
        let typed = clean::fold(typed);
        let matcher = Matcher::new(&typed);
        let rank = |org: &Org, name: &str, county: Option<&str>| {
            let code = org.to_string();
            let by_code = if code == typed { Some(EXACT) } else { code.starts_with(&typed).then_some(EXACT + 1) };
            // 茶亭镇 is the whole of what is shown of 茶亭镇代表联络站.
            // So is 长沙县茶亭镇 where there are several, and 长沙县茶亭镇代表联络站 of the whole name.
            let placed = county.map(|county| [name, short(name)].map(|name| of_county(county, name)));
            let placed = placed.iter().flatten().map(String::as_str);
            let by_name = [name, short(name)].into_iter().chain(placed).filter_map(|name| matcher.rank(name));
            let by_name = by_name.min();
            by_code.into_iter().chain(by_name).min()
        };
        let names = self.desks()?;
        let (own, has_counties) = (self.desk(), self.desk().has_counties());
        let county = |org: Org| {
            let above = place_of(org);
            let at = names.binary_search_by_key(&above, |(org, _)| *org).ok().filter(|_| has_counties)?;
            names.get(at).filter(|(above, _)| *above != org && *above != own).map(|(_, name)| name.as_str())
        };
        let mut ranked: Vec<(u8, &(Org, String))> =
            names.iter().filter_map(|one| rank(&one.0, &one.1, county(one.0)).map(|rank| (rank, one))).collect();
        ranked.order_by_key(|(rank, _)| *rank);
        let candidate = |(rank, (org, name)): (u8, &(Org, String))| Candidate {
            id: org.0,
            label: match county(*org) {
                _ if name.is_empty() => org.to_string(),
                Some(county) => of_county(county, name),
                None => name.clone(),
            },
            detail: org.to_string(),
            exact: rank == EXACT,
        };
        Ok(ranked.into_iter().take(limit).map(candidate).collect())
    }
}
