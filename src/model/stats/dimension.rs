//! By what figures are broken down.

/// What the rows of a cross-table (I25) stand for. The key of a group is a code, a village's name, or a deputy's or
/// station's number as text; the empty key gathers what has none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    /// 联络站: the organisation whose record it is.
    Station,
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

impl Dimension {
    /// Every dimension, in the order they are offered.
    pub const ALL: [Dimension; 7] = [
        Dimension::Category,
        Dimension::Village,
        Dimension::Deputy,
        Dimension::Channel,
        Dimension::Route,
        Dimension::Urgency,
        Dimension::Station,
    ];

    /// Its word on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Station => "station",
            Dimension::Category => "category",
            Dimension::Village => "village",
            Dimension::Deputy => "deputy",
            Dimension::Channel => "channel",
            Dimension::Route => "route",
            Dimension::Urgency => "urgency",
        }
    }
}
