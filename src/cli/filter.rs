//! Which records `list` shows: `--where`, `--since` and `--until`, read into the filter the screens have as well.

use crate::model::filter::{Filter, Manner};
use crate::model::{Context, Date, Kind, whose};
use crate::text::when;
use crate::text::zh::cli::say;

use super::args::List;
use super::session::Session;
use super::{Failure, find};

/// Reads the conditions; a field, value or day that cannot be is wrong usage.
pub fn read(kind: Kind, list: &List, session: &Session, context: &Context<'_>) -> Result<Filter, Failure> {
    let mut filter = Filter::new(kind);
    // Whose records are meant says whose deputies a name means.
    let asks_whose =
        |pair: &str| whose::is_told(kind) && pair.split(say::CONDITION_SIGNS).next().map(str::trim) == Some(whose::KEY);
    let (desks, others): (Vec<&String>, Vec<&String>) = list.filter.iter().partition(|pair| asks_whose(pair));
    if let Some(typed) = &list.station {
        if !whose::is_told(kind) && kind != Kind::Handling {
            return Err(Failure::usage(say::not_by_station(kind.name())));
        }
        find::desk(session, typed)?;
        filter.add(whose::KEY, typed, Manner::Like, context).map_err(Failure::usage)?;
    }
    for pair in desks {
        add(&mut filter, pair, context)?;
    }
    let org = filter.desk().unwrap_or(session.reader().org());
    for pair in others {
        context.of(org, |context| add(&mut filter, pair, context))?;
    }
    let day = |text: &Option<String>| -> Result<Option<Date>, Failure> {
        let Some(text) = text else { return Ok(None) };
        when::parse_date(text, context.today.0).map(|day| Some(Date(day))).map_err(Failure::usage)
    };
    let (since, until) = (day(&list.since)?, day(&list.until)?);
    if since.is_none() && until.is_none() {
        return Ok(filter);
    }
    if !filter.within(since, until) {
        return Err(Failure::usage(say::no_dates(kind.name())));
    }
    match (since, until) {
        (Some(since), Some(until)) if until < since => Err(Failure::usage(say::until_before_since(since, until))),
        _ => Ok(filter),
    }
}

/// Adds `field=value` (it is that), `field~text` (it holds that), or `field>=value` and its like.
fn add(filter: &mut Filter, pair: &str, context: &Context<'_>) -> Result<(), Failure> {
    let at = pair.find(say::CONDITION_SIGNS).ok_or_else(|| Failure::usage(say::not_a_pair(pair)))?;
    let (key, rest) = pair.split_at(at);
    let (manner, typed) = match rest.strip_prefix(say::IS_SIGNS) {
        Some(typed) => (Manner::Equal, typed),
        None => (Manner::Like, rest.strip_prefix(say::HOLDS_SIGNS).unwrap_or(rest)),
    };
    let (kind, key) = (filter.kind(), key.trim());
    if kind.spec(key).is_none() && !(whose::is_told(kind) && key == whose::KEY) {
        let keys = kind.specs().iter().map(|spec| spec.key).collect::<Vec<_>>().join(" ");
        return Err(Failure::usage(say::no_field(kind.key(), key, &keys)));
    }
    filter.add(key, typed, manner, context).map_err(Failure::usage)
}
