//! The kinds of record and what an organisation's code is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::text::zh::model::kind as zh;

/// A kind of record this version knows. The discriminant is the byte that stands in stored keys and values: never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// 联络站, this desk itself; one record with id 1.
    Station = 1,
    /// 代表.
    Deputy = 2,
    /// 承办单位.
    Unit = 3,
    /// 接待日.
    Reception = 4,
    /// 意见建议.
    Issue = 5,
    /// 代表走访.
    Visit = 6,
    /// 设置, a key with a value.
    Setting = 7,
    /// 代表活动.
    Activity = 8,
    /// 民生实事.
    Project = 9,
    /// 代表建议.
    Proposal = 10,
    /// 报表.
    Report = 11,
    /// 往来单位; its id is the organisation's code as a number.
    Party = 12,
    /// 收到的记录, of a chain this desk holds a copy of; its id is the owner's code as a number.
    Received = 13,
    /// 上级办理.
    Handling = 14,
    /// 数据包.
    Pack = 15,
}

impl Kind {
    /// Every kind, in the order of their bytes.
    pub const ALL: [Kind; 15] = [
        Kind::Station,
        Kind::Deputy,
        Kind::Unit,
        Kind::Reception,
        Kind::Issue,
        Kind::Visit,
        Kind::Setting,
        Kind::Activity,
        Kind::Project,
        Kind::Proposal,
        Kind::Report,
        Kind::Party,
        Kind::Received,
        Kind::Handling,
        Kind::Pack,
    ];

    /// The name in the journal and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Station => "station",
            Kind::Deputy => "deputy",
            Kind::Unit => "unit",
            Kind::Reception => "reception",
            Kind::Issue => "issue",
            Kind::Visit => "visit",
            Kind::Setting => "setting",
            Kind::Activity => "activity",
            Kind::Project => "project",
            Kind::Proposal => "proposal",
            Kind::Report => "report",
            Kind::Party => "party",
            Kind::Received => "received",
            Kind::Handling => "handling",
            Kind::Pack => "pack",
        }
    }

    /// What the clerk calls it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Station => zh::STATION,
            Kind::Deputy => zh::DEPUTY,
            Kind::Unit => zh::UNIT,
            Kind::Reception => zh::RECEPTION,
            Kind::Issue => zh::ISSUE,
            Kind::Visit => zh::VISIT,
            Kind::Setting => zh::SETTING,
            Kind::Activity => zh::ACTIVITY,
            Kind::Project => zh::PROJECT,
            Kind::Proposal => zh::PROPOSAL,
            Kind::Report => zh::REPORT,
            Kind::Party => zh::PARTY,
            Kind::Received => zh::RECEIVED,
            Kind::Handling => zh::HANDLING,
            Kind::Pack => zh::PACK,
        }
    }

    /// Whether its records are called by their day: a clerk types the day where others have a name or number.
    pub fn is_by_day(self) -> bool {
        matches!(self, Kind::Reception | Kind::Visit | Kind::Activity)
    }

    /// Whether a line of it is news to the level above: counted in "未上报 n 条". What only tells what was sent and taken in is
    /// not, or every package would leave something to report.
    pub fn is_reported(self) -> bool {
        !matches!(self, Kind::Party | Kind::Received | Kind::Pack)
    }

    /// Whether its records are made by what is sent and decided between levels, and not by hand: nobody adds, edits, voids or
    /// imports one as such.
    pub fn is_exchanged(self) -> bool {
        matches!(self, Kind::Party | Kind::Received | Kind::Handling | Kind::Pack)
    }

    /// The byte in stored keys and values.
    pub fn byte(self) -> u8 {
        self as u8
    }

    /// The kind of a stored byte.
    pub fn from_byte(byte: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.byte() == byte)
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(key: &str) -> Result<Kind, ()> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key).ok_or(())
    }
}

/// The code of an organisation: 12 digits for a station (9-digit division code and 3-digit serial, the first digit
/// never 0), fewer for the levels above. JSON: a string of its digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Org(pub u64);

/// Digits of a county's code.
const COUNTY_DIGITS: usize = 6;
/// Those of a city.
const CITY_DIGITS: usize = 4;

impl Org {
    /// Whether this desk stands above another: division codes begin with that of the division they belong to.
    pub fn is_above(self, other: Org) -> bool {
        self != other && other.to_string().starts_with(&self.to_string())
    }

    /// The county that a desk belongs to: of a station that of the first six digits of its code, of any other desk itself.
    pub fn county(self) -> Org {
        let code = self.to_string();
        code.get(..COUNTY_DIGITS).and_then(|code| code.parse().ok()).unwrap_or(self)
    }

    /// The city that a county belongs to, of a station that of its county; of a city or province itself.
    pub fn city(self) -> Org {
        let code = self.to_string();
        code.get(..CITY_DIGITS).and_then(|code| code.parse().ok()).unwrap_or(self)
    }

    /// Whether cities stand below it: a province.
    pub fn has_cities(self) -> bool {
        self.to_string().len() < CITY_DIGITS
    }

    /// Whether counties stand below it: a city, a province.
    pub fn has_counties(self) -> bool {
        self.to_string().len() < COUNTY_DIGITS
    }
}

impl fmt::Display for Org {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Org {
    type Err = ();

    fn from_str(text: &str) -> Result<Org, ()> {
        let plain =
            (1..=12).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse().map(Org).map_err(|_| ()) } else { Err(()) }
    }
}

impl Serialize for Org {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Org {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Org, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|()| de::Error::custom("not an organisation code"))
    }
}
