//! Where this desk and others no longer go together: what there is to decide about a chain that parted, what was taken away by it, and the
//! signs that this desk is not what others have seen of it.

use super::{Job, name_of};
use crate::app::action::Action;
use crate::app::exchange::Plan;
use crate::app::parting::lines;
use crate::model::{Context, Org};
use crate::runtime::lent::Lent;
use crate::store::reader::Reader;
use crate::sync::exchange::parting::{Replaced, parting};
use crate::sync::exchange::restored::{Newer, cut_off, newer};
use crate::sync::exchange::take::Site;
use crate::sync::exchange::{ExchangeError, party_of};
use crate::sync::keys::OwnKeys;
use crate::sync::medium::{Found, shown_path};
use crate::sync::package::Name;
use crate::text::zh::app::screens::deciding as zh_deciding;
use crate::text::zh::app::screens::exchange as text;
use crate::text::zh::sync::exchange as zh_exchange;

/// What is said where this desk is not what others have seen of it; nothing where that is about to be mended.
pub(super) fn alarm(reader: &Reader, packages: &[Found], plan: &Plan) -> Result<Option<String>, ExchangeError> {
    if plan.arrivals.iter().any(|arrival| arrival.rebuilds && arrival.refused.is_none()) {
        return Ok(None);
    }
    let names = packages.iter().filter_map(|found| Name::parse(&found.name));
    if let Some(Newer { name, known }) = newer(reader, names)? {
        let (to, is_upward) = (name_of(reader, name.to), name.to.is_above(reader.desk()));
        return Ok(Some(text::newer(name.number, &to, known, is_upward)));
    }
    let upper = cut_off(reader)?;
    Ok(upper.as_ref().and_then(party_of).map(|party| text::cut_off(party.called())))
}

/// Whether packages of ours lie on the stick that went up and are not known here: what goes up now would have their numbers.
pub(super) fn is_ahead(reader: &Reader, packages: &[Found]) -> Result<bool, ExchangeError> {
    let names = packages.iter().filter_map(|found| Name::parse(&found.name));
    Ok(newer(reader, names.filter(|name| name.to.is_above(reader.desk())))?.is_some())
}

/// Reads what there is to decide about a chain.
pub fn part(job: &Job, org: Org, lent: &Lent) -> Action {
    let read = || {
        let keys = OwnKeys::of_desk(job.disk.as_ref(), &job.root)?;
        let site = Site { disk: &job.disk, root: &job.root, reader: &job.reader, keys: &keys };
        parting(site, org, &mut |_, _| lent.flow())
    };
    let context = Context { today: job.today, codes: &job.codes, directory: &job.reader };
    let told = match read() {
        Ok(Some(parting)) => lines(&parting, &context),
        Ok(None) => vec![zh_deciding::SIDES_UNREAD.to_owned()],
        Err(error) => vec![error.to_string()],
    };
    Action::Parted(org, told)
}

/// What was taken away where a chain that came took the place of our copy.
pub(super) fn replaced(Replaced { org, entries, pending, path }: &Replaced) -> String {
    zh_exchange::replaced(*org, *entries, *pending, &shown_path(path))
}
