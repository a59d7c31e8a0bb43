//! Signs that this desk is not what others have seen of it: it came back from a backup, or another computer goes on with the same data.

use std::collections::BTreeMap;

use super::{ExchangeError, packs_to, party_of, upper};
use crate::model::pack::RECEIPT;
use crate::model::{Entry, Kind, Org};
use crate::store::reader::{ReadError, Reader};
use crate::sync::package::{Name, Sort};

/// The party above, where our chain began under another installation and nothing was exchanged with it since: what it has of ours
/// behind the backup is not here. Some short readings, however long the chain is.
pub fn cut_off(reader: &Reader) -> Result<Option<Entry>, ExchangeError> {
    let begun = reader.last_mark()?.map_or(0, |mark| mark.chain);
    // The first installation begins at the journal's first byte.
    let Some(party) = upper(reader)?.filter(|_| begun > 0) else { return Ok(None) };
    let own = reader.of(reader.desk());
    let is_since =
        |entry: &Entry| -> Result<bool, ReadError> { Ok(own.written_at(entry)?.is_some_and(|at| at > begun)) };
    let mut known: Vec<Entry> = own.entry(Kind::Received, party.id)?.into_iter().collect();
    // One that was only begun, and a receipt, brought nothing up.
    packs_to(reader, Org(party.id), &mut |entry, pack| {
        let went_up = pack.is_out() && pack.sort != RECEIPT;
        known.extend(went_up.then(|| entry.clone()));
        !went_up
    })?;
    known.push(party.clone());
    for entry in &known {
        if is_since(entry)? {
            return Ok(None);
        }
    }
    Ok(Some(party))
}

/// Refuses what would carry our records to the party above while this desk is [`cut_off`] from it: they would part from what it has.
pub fn may_go(reader: &Reader, sort: Sort, to: Org) -> Result<(), ExchangeError> {
    let Some(party) = cut_off(reader)?.filter(|party| party.id == to.0 && sort != Sort::Receipt) else { return Ok(()) };
    Err(ExchangeError::CutOff { name: party_of(&party).map_or_else(String::new, |party| party.called().to_owned()) })
}

/// A package on a stick that this desk made, and does not know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newer {
    /// What it is called: whom it is for and its number.
    pub name: Name,
    /// The number of the last package to them that is known here; 0 for none.
    pub known: u32,
}

/// The newest package under these names that this desk made and does not know of: then it came back from a backup, or another computer
/// uses the same data. Names are all that can be gone by, for what goes out is encrypted to others.
pub fn newer(reader: &Reader, names: impl Iterator<Item = Name>) -> Result<Option<Newer>, ReadError> {
    let mut newest: BTreeMap<Org, Name> = BTreeMap::new();
    for name in names.filter(|name| name.from == reader.desk()) {
        let other = newest.entry(name.to).or_insert(name);
        if other.number < name.number {
            *other = name;
        }
    }
    for name in newest.into_values() {
        // Anybody can put a name on a stick; nothing went to who is no party.
        if reader.entry(Kind::Party, name.to.0)?.is_none() {
            continue;
        }
        let mut known = 0;
        packs_to(reader, name.to, &mut |_, pack| {
            known = pack.number;
            false
        })?;
        if name.number > known {
            return Ok(Some(Newer { name, known }));
        }
    }
    Ok(None)
}
