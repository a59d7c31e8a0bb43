//! Whose a record is, as a field: no field of the record, but lists show it, filters ask for it and ledgers carry it like one,
//! where records of several desks stand together.

use super::context::Context;
use super::entry::Entry;
use super::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop};
use super::kind::{Kind, Org};
use super::typed::TypedError;
use crate::text::width;
use crate::text::zh::model::typed::NUMBER_SIGNS;
use crate::text::zh::model::whose as zh;

/// Desks told where a name fits several.
const SHOWN: usize = 8;

/// The key it is asked for by.
pub const KEY: &str = "station";

/// Its line of the tables. A desk is named by the number of its chain, as in [`Kind::Received`].
pub static SPEC: Spec = Spec {
    key: KEY,
    label: zh::LABEL,
    kind: FieldKind::Refs(Kind::Received),
    width: 12,
    rule: Rule::Derived,
    privacy: Privacy::Open,
    carry: Carry::No,
    stop: Stop::Empty,
    hint: zh::HINT,
};

/// The bits of a reference to another desk's record that hold its id. A desk's code of twelve digits takes the 40 above.
const ID_BITS: u32 = 24;

/// A reference to a record of any desk as one number: its id below its desk's code. None where it does not fit.
pub fn reference(org: Org, id: u64) -> Option<u64> {
    let fits = id >> ID_BITS == 0 && org.0 > 0 && org.0.leading_zeros() >= ID_BITS;
    fits.then_some(org.0 << ID_BITS | id)
}

/// The desk and the id of a reference to another desk's record; none for one to our own, which is the bare id.
pub fn apart(reference: u64) -> Option<(Org, u64)> {
    let (org, id) = (reference >> ID_BITS, reference & ((1 << ID_BITS) - 1));
    (org > 0).then_some((Org(org), id))
}

/// Whether records of a kind come from several desks and do not say themselves whose they are.
pub fn is_told(kind: Kind) -> bool {
    match kind {
        Kind::Deputy
        | Kind::Unit
        | Kind::Reception
        | Kind::Issue
        | Kind::Visit
        | Kind::Activity
        | Kind::Project
        | Kind::Proposal => true,
        Kind::Station | Kind::Setting | Kind::Report | Kind::Party | Kind::Received | Kind::Handling | Kind::Pack => {
            false
        }
    }
}

/// Whether a field is this one: a decision names a station as well, by a field of its own.
pub fn is_whose(spec: &Spec) -> bool {
    spec.key == KEY && matches!(spec.kind, FieldKind::Refs(Kind::Received))
}

/// The number of the desk that a name, a code or pinyin means: the only one that fits, or the only one that fits exactly. What the
/// program itself writes where names are alike, `name#code`, is read as well.
pub fn named(typed: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    let typed = typed.rsplit_once(NUMBER_SIGNS).map_or(typed, |(_, code)| code);
    let found = context.directory.find(Kind::Received, typed, SHOWN);
    let exact = || {
        let mut exact = found.iter().filter(|candidate| candidate.exact);
        exact.next().filter(|_| exact.next().is_none())
    };
    match found.as_slice() {
        [] => Err(zh::unknown(typed).into()),
        [only] => Ok(only.id),
        _ => exact().map(|candidate| candidate.id).ok_or_else(|| {
            let names: Vec<String> = found.iter().map(|one| zh::candidate(&one.label, &one.detail)).collect();
            zh::several(typed, &names).into()
        }),
    }
}

/// Whose record it is, in short: ours, or what its desk is called; of a chain whose that is.
pub fn called(entry: &Entry, context: &Context<'_>) -> String {
    called_within(entry, usize::MAX, context)
}

/// The same in so many display columns: what does not fit with its county before it stands without, so that stations of one county
/// are told apart.
pub fn called_within(entry: &Entry, columns: usize, context: &Context<'_>) -> String {
    let name = |org: Org| {
        let name = context.directory.label(Kind::Received, org.0).unwrap_or_else(|| org.to_string());
        let placed = placed(short(&name), org, context);
        if width::columns(&placed) > columns { short(&name).to_owned() } else { placed }
    };
    match (entry.kind(), context.directory.of(entry.org)) {
        (Kind::Received, _) => name(Org(entry.id)),
        (_, Some(_)) => name(entry.org),
        (_, None) => zh::OWN.to_owned(),
    }
}

/// What a deputy of another desk is called among those of all: with the desk's name behind, 张三（茶亭镇）.
pub fn with_desk(name: String, org: Org, context: &Context<'_>) -> String {
    match context.directory.of(org).and_then(|_| context.directory.label(Kind::Received, org.0)) {
        Some(desk) => zh::of_desk(&name, &placed(short(&desk), org, context)),
        None => name,
    }
}

/// The name of a station where other counties have stations of the same name, 长沙县茶亭镇: at a desk above counties; that of a county
/// likewise with its city, at a desk above cities.
pub fn placed(name: &str, org: Org, context: &Context<'_>) -> String {
    let above = place_of(org);
    // Of our own stations nobody has to be told the county.
    let other = context.directory.of(above).filter(|_| above != org);
    let called = other.and_then(|_| context.directory.label(Kind::Received, above.0));
    // Of a county that sent no name there is nothing but the code, which is no name of a place.
    match called.filter(|called| *called != above.to_string()) {
        Some(above) => of_county(&above, name),
        None => name.to_owned(),
    }
}

/// The desk whose name tells where another is: a station's county, a county's city; of others themselves.
pub fn place_of(org: Org) -> Org {
    let county = org.county();
    if county == org { org.city() } else { county }
}

/// A station's name with that of its county before it, or a county's with that of its city, unless it begins with that itself.
pub fn of_county(county: &str, name: &str) -> String {
    let county = short(county);
    if name.starts_with(county) { name.to_owned() } else { format!("{county}{name}") }
}

/// What a desk is called where there is little room: 茶亭镇 for 茶亭镇代表联络站. The whole name where nothing would be left of it.
pub fn short(name: &str) -> &str {
    let cut = zh::ENDS.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
    if cut == 0 { name } else { &name[..cut] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_names_end_in_is_left_out() {
        let names = [
            ("茶亭镇代表联络站", "茶亭镇"),
            ("茶亭镇人大代表联络站", "茶亭镇"),
            ("第1联络站", "第1"),
            ("长沙县人大常委会代表联络工作委员会", "长沙县"),
            ("代表联络站", "代表联络站"),
            ("代表之家", "代表之家"),
            ("", ""),
        ];
        for (name, wanted) in names {
            assert_eq!(short(name), wanted);
        }
    }

    #[test]
    fn a_station_is_told_with_its_county() {
        let told = |name| of_county("长沙县人大常委会", name);
        assert_eq!((told("茶亭镇"), told("长沙县茶亭镇")), ("长沙县茶亭镇".to_owned(), "长沙县茶亭镇".to_owned()));
        let stations = [(Org(430_121_105_001), Org(430_121)), (Org(430_121), Org(430_121)), (Org(43), Org(43))];
        assert!(stations.into_iter().all(|(org, county)| org.county() == county));
        assert_eq!(
            [Org(430_121_105_001), Org(430_121), Org(4301), Org(43)].map(place_of),
            [430_121, 4301, 4301, 43].map(Org)
        );
        assert!(Org(43).has_cities() && !Org(4301).has_cities());
        assert!(Org(43).has_counties() && Org(4301).has_counties() && !Org(430_121).has_counties());
        assert!(Org(43).is_above(Org(4301)) && !Org(4301).is_above(Org(4301)) && !Org(4301).is_above(Org(43)));
    }

    #[test]
    fn a_reference_to_another_desk_is_one_number() {
        let station = Org(999_999_999_999);
        for id in [1, 12, (1 << ID_BITS) - 1] {
            assert_eq!(reference(station, id).and_then(apart), Some((station, id)));
            assert_eq!(apart(id), None);
        }
        assert_eq!((reference(station, 1 << ID_BITS), reference(Org(u64::MAX), 1)), (None, None));
    }

    #[test]
    fn no_kind_has_a_field_of_its_key() {
        for kind in Kind::ALL.into_iter().filter(|kind| is_told(*kind)) {
            assert!(kind.spec(KEY).is_none(), "{kind:?}");
        }
    }
}
