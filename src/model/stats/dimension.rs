//! By what figures are broken down.

use super::indicator::{Chapter, Id, Indicator};
use crate::model::Org;
use crate::text::zh::model::stats as zh;

/// What the rows of a cross-table (I25) stand for. The key of a group is a code, a village's name, or a deputy's or
/// station's number as text ([`deputy_key`]); the empty key gathers what has none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    /// 联络站: the organisation whose record it is.
    Station,
    /// 县: the county that the organisation belongs to.
    County,
    /// 市: the city that the organisation belongs to.
    City,
    /// 类别: the first level of the category.
    Category,
    /// 村社区.
    Village,
    /// 代表: a record that names several counts for each, so the rows add up to more than the whole.
    Deputy,
    /// 渠道.
    Channel,
    /// 办理方式.
    Route,
    /// 紧急程度.
    Urgency,
}

/// The key of a deputy's group: numbers are an organisation's own.
pub fn deputy_key(org: Org, id: u64) -> String {
    format!("{org}/{id}")
}

/// Whose deputy a key of such a group means.
pub fn deputy_of(key: &str) -> Option<(Org, u64)> {
    let (org, id) = key.split_once('/')?;
    Some((org.parse().ok()?, id.parse().ok()?))
}

impl Dimension {
    /// Every dimension, in the order they are offered.
    pub const ALL: [Dimension; 9] = [
        Dimension::Category,
        Dimension::Village,
        Dimension::Deputy,
        Dimension::Channel,
        Dimension::Route,
        Dimension::Urgency,
        Dimension::Station,
        Dimension::County,
        Dimension::City,
    ];

    /// Its word on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Station => "station",
            Dimension::County => "county",
            Dimension::City => "city",
            Dimension::Category => "category",
            Dimension::Village => "village",
            Dimension::Deputy => "deputy",
            Dimension::Channel => "channel",
            Dimension::Route => "route",
            Dimension::Urgency => "urgency",
        }
    }

    /// Whether a desk's figures can be broken down by it: by county or city only where such stand below.
    pub fn is_of(self, desk: Org) -> bool {
        match self {
            Dimension::County => desk.has_counties(),
            Dimension::City => desk.has_cities(),
            _ => true,
        }
    }

    /// Whether its groups are organisations.
    pub fn is_of_desks(self) -> bool {
        matches!(self, Dimension::Station | Dimension::County | Dimension::City)
    }

    /// The organisation whose group a record of another belongs to; none where groups are no organisations.
    pub fn group_of(self, org: Org) -> Option<Org> {
        match self {
            Dimension::Station => Some(org),
            Dimension::County => Some(org.county()),
            Dimension::City => Some(org.city()),
            _ => None,
        }
    }

    /// What the clerk calls it.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Station => zh::BY_STATION,
            Dimension::County => zh::BY_COUNTY,
            Dimension::City => zh::BY_CITY,
            Dimension::Category => zh::BY_CATEGORY,
            Dimension::Village => zh::BY_VILLAGE,
            Dimension::Deputy => zh::BY_DEPUTY,
            Dimension::Channel => zh::BY_CHANNEL,
            Dimension::Route => zh::BY_ROUTE,
            Dimension::Urgency => zh::BY_URGENCY,
        }
    }

    /// The dimension of a word.
    pub fn from_key(key: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.key() == key)
    }

    /// The code list that a group's key is of; none where it is no code.
    pub fn list(self) -> Option<&'static str> {
        match self {
            Dimension::Category => Some("category"),
            Dimension::Channel => Some("channel"),
            Dimension::Route => Some("route"),
            Dimension::Urgency => Some("urgency"),
            Dimension::Station | Dimension::County | Dimension::City | Dimension::Village | Dimension::Deputy => None,
        }
    }

    /// Whether an indicator says something of one of its groups: only what is counted of records that have such a group, and
    /// no share of a roster that is not the group's.
    pub fn tells(self, indicator: &Indicator) -> bool {
        let of_issues = indicator.chapter == Chapter::Issue || indicator.which == Id::V4;
        match self {
            Dimension::Station | Dimension::County | Dimension::City => true,
            Dimension::Category | Dimension::Channel | Dimension::Route | Dimension::Urgency => of_issues,
            Dimension::Village => of_issues || indicator.chapter == Chapter::Visit && indicator.which != Id::V3c,
            Dimension::Deputy => {
                let of_all = [Id::R2, Id::R4, Id::R5, Id::V3b, Id::V3c].contains(&indicator.which);
                indicator.chapter != Chapter::Project && !of_all
            }
        }
    }
}
