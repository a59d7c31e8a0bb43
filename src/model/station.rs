//! The station 联络站 itself: one record a desk, with id 1.

use serde::{Deserialize, Serialize};

use super::field::{Access, Field, FieldKind};
use super::value::Value;
use crate::text::zh::model::label;

/// The id of the one station record of a desk.
pub const STATION_ID: u64 = 1;

/// Most characters of a station's name.
pub const NAME_CHARS: usize = 40;

/// 联络站.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Station {
    /// Nine digits of the division code and a serial of three.
    pub code: String,
    /// Its name as it stands over the door and on every print.
    pub name: String,
    /// Code of list `station_kind`.
    pub kind: String,
    /// Who it works under: code of list `organ`.
    pub organ: String,
    /// Where it is.
    pub address: String,
    /// The number residents may call.
    pub public_phone: String,
    /// The station head 站长.
    pub head: String,
    /// The duty staff 联络员.
    pub liaisons: String,
    /// The reception rule in words (每月 15 日).
    pub schedule: String,
    /// 报送 and 抄送, in words.
    pub reports_to: String,
}

impl Station {
    /// The record of a desk as set-up knows it: of a station, or of a county, city or province by the length of its code.
    pub fn of_place(code: &str, name: &str) -> Station {
        let kind = match code.len() {
            2 => "province",
            4 => "city",
            6 => "county",
            _ => return Station::of_township(code, name),
        };
        Station {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            organ: "standing".to_owned(),
            ..Station::default()
        }
    }

    /// A station as set-up knows it: of a township, until its record says otherwise, and under the organ that such a
    /// township has.
    fn of_township(code: &str, name: &str) -> Station {
        // Of the nine digits of a division code the last three are 001 to 099 for a subdistrict 街道, 100 and more for
        // towns and townships (rules of the statistical division codes).
        let is_subdistrict = code.get(6..9).is_some_and(|unit| unit.starts_with('0'));
        let organ = if is_subdistrict { "committee" } else { "presidium" };
        Station {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: "township".to_owned(),
            organ: organ.to_owned(),
            ..Station::default()
        }
    }

    /// The field table.
    pub const FIELDS: &'static [Field<Station>] = &[
        Field::<Station>::new(
            "code",
            label::STATION_CODE,
            FieldKind::Label,
            // The code names the desk's journal and key: given at set-up, for good.
            Access::Derived(|r| if r.code.is_empty() { Value::Empty } else { Value::Text(r.code.clone()) }),
        )
        .listed(12),
        Field::<Station>::new(
            "name",
            label::STATION_NAME,
            FieldKind::Line { max: NAME_CHARS },
            Access::Text(|r| &r.name, |r| &mut r.name),
        )
        .required()
        .open()
        .listed(24),
        Field::<Station>::new(
            "kind",
            label::STATION_KIND,
            FieldKind::Code("station_kind"),
            Access::Code(|r| &r.kind, |r| &mut r.kind),
        )
        .required()
        .listed(12),
        Field::<Station>::new(
            "organ",
            label::ORGAN,
            FieldKind::Code("organ"),
            Access::Code(|r| &r.organ, |r| &mut r.organ),
        )
        .required(),
        Field::<Station>::new(
            "address",
            label::ADDRESS,
            FieldKind::Line { max: 80 },
            Access::Text(|r| &r.address, |r| &mut r.address),
        )
        .open(),
        Field::<Station>::new(
            "public_phone",
            label::PUBLIC_PHONE,
            FieldKind::Phone,
            Access::Text(|r| &r.public_phone, |r| &mut r.public_phone),
        )
        .open(),
        Field::<Station>::new(
            "head",
            label::HEAD,
            FieldKind::Line { max: 20 },
            Access::Text(|r| &r.head, |r| &mut r.head),
        )
        .open(),
        Field::<Station>::new(
            "liaisons",
            label::LIAISONS,
            FieldKind::Line { max: 80 },
            Access::Text(|r| &r.liaisons, |r| &mut r.liaisons),
        )
        .open(),
        Field::<Station>::new(
            "schedule",
            label::SCHEDULE,
            FieldKind::Line { max: 80 },
            Access::Text(|r| &r.schedule, |r| &mut r.schedule),
        )
        .open(),
        Field::<Station>::new(
            "reports_to",
            label::REPORTS_TO,
            FieldKind::Line { max: 200 },
            Access::Text(|r| &r.reports_to, |r| &mut r.reports_to),
        )
        .open(),
    ];
}

#[cfg(test)]
mod tests {
    use super::Station;

    #[test]
    fn a_station_works_under_the_organ_its_township_has() {
        assert_eq!(Station::of_place("430102001001", "").organ, "committee");
        assert_eq!(Station::of_place("430112103001", "").organ, "presidium");
        assert_eq!(Station::of_place("", "").organ, "presidium");
    }

    #[test]
    fn a_desk_above_stations_is_of_its_level() {
        for (code, kind) in [("43", "province"), ("4301", "city"), ("430122", "county"), ("430122105001", "township")] {
            let station = Station::of_place(code, "");
            assert_eq!((station.kind.as_str(), station.organ == "standing"), (kind, kind != "township"));
        }
    }
}
