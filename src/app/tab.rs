//! The tabs and the lists each of them offers.

use crate::model::Kind;
use crate::model::issue::Stage;
use crate::store::reader::List;
use crate::text::zh::app::screens::tab as name;

/// A tab of the frame. Its digit is its place in [`Tab::ALL`], from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Tab {
    /// 今日.
    #[default]
    Today,
    /// 接待日.
    Receptions,
    /// 群众意见.
    Issues,
    /// 走访.
    Visits,
    /// 代表, with 承办单位 and 本站 beside it.
    Deputies,
    /// 活动.
    Activities,
    /// 实事, with 代表建议 beside it.
    Projects,
    /// 统计: a page of figures, with the lists of reports behind it.
    Stats,
    /// 同步: what went to other desks and came from them.
    Sync,
}

/// One of the lists of a tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shelf {
    /// What it is called.
    pub name: &'static str,
    /// What it holds.
    pub list: List,
}

const fn shelf(name: &'static str, list: List) -> Shelf {
    Shelf { name, list }
}

const RECEPTIONS: &[Shelf] =
    &[shelf(name::RECEPTIONS_ALL, List::All(Kind::Reception)), shelf(name::VOIDED, List::Voided(Kind::Reception))];

const ISSUES: &[Shelf] = &[
    shelf(name::ISSUES_ALL, List::All(Kind::Issue)),
    shelf(name::DUE, List::Due),
    shelf(name::REGISTERED, List::Stage(Stage::Registered)),
    shelf(name::ASSIGNED, List::Stage(Stage::Assigned)),
    shelf(name::REPLIED, List::Stage(Stage::Replied)),
    shelf(name::TRACKING, List::Stage(Stage::Tracking)),
    shelf(name::PROMISED, List::Promised),
    shelf(name::DISSATISFIED, List::Dissatisfied),
    shelf(name::CLOSED, List::Stage(Stage::Closed)),
    shelf(name::GUIDED, List::Stage(Stage::Guided)),
    shelf(name::MERGED, List::Stage(Stage::Merged)),
    shelf(name::WITHDRAWN, List::Stage(Stage::Withdrawn)),
    shelf(name::WAITING, List::Waiting),
    shelf(name::DECISIONS, List::Own(Kind::Handling)),
    shelf(name::DECISIONS_VOIDED, List::Voided(Kind::Handling)),
    shelf(name::VOIDED, List::Voided(Kind::Issue)),
];

/// The place of the decisions that wait among the lists of issues.
pub const WAITING: usize = 12;
/// That of the desk's own decisions.
const DECISIONS: usize = 13;

const VISITS: &[Shelf] =
    &[shelf(name::VISITS_ALL, List::All(Kind::Visit)), shelf(name::VOIDED, List::Voided(Kind::Visit))];

const DEPUTIES: &[Shelf] = &[
    shelf(name::DEPUTIES_ALL, List::All(Kind::Deputy)),
    shelf(name::UNITS, List::All(Kind::Unit)),
    shelf(name::STATION, List::All(Kind::Station)),
];

const STATS: &[Shelf] =
    &[shelf(name::REPORTS, List::All(Kind::Report)), shelf(name::REPORTS_VOIDED, List::Voided(Kind::Report))];

const SYNC: &[Shelf] = &[
    shelf(name::PACKS, List::All(Kind::Pack)),
    shelf(name::PARTIES, List::All(Kind::Party)),
    shelf(name::RECEIVED, List::All(Kind::Received)),
    shelf(name::TROUBLED, List::Troubled),
];

/// The place of the parties among the lists of 同步.
pub const PARTIES: usize = 1;
/// That of the chains of which something did not fit.
pub const TROUBLED: usize = 3;

const ACTIVITIES: &[Shelf] =
    &[shelf(name::ACTIVITIES_ALL, List::All(Kind::Activity)), shelf(name::VOIDED, List::Voided(Kind::Activity))];

const PROJECTS: &[Shelf] = &[
    shelf(name::PROJECTS_ALL, List::All(Kind::Project)),
    shelf(name::PROPOSALS, List::All(Kind::Proposal)),
    shelf(name::PROJECTS_VOIDED, List::Voided(Kind::Project)),
    shelf(name::PROPOSALS_VOIDED, List::Voided(Kind::Proposal)),
];

impl Tab {
    /// Every tab, from the left.
    pub const ALL: [Tab; 9] = [
        Tab::Today,
        Tab::Receptions,
        Tab::Issues,
        Tab::Visits,
        Tab::Deputies,
        Tab::Activities,
        Tab::Projects,
        Tab::Stats,
        Tab::Sync,
    ];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Today => name::TODAY,
            Tab::Receptions => name::RECEPTIONS,
            Tab::Issues => name::ISSUES,
            Tab::Visits => name::VISITS,
            Tab::Deputies => name::DEPUTIES,
            Tab::Activities => name::ACTIVITIES,
            Tab::Projects => name::PROJECTS,
            Tab::Stats => name::STATS,
            Tab::Sync => name::SYNC,
        }
    }

    /// Its lists, the one it opens with first; none for 今日. 统计 opens with a page of its own.
    pub fn shelves(self) -> &'static [Shelf] {
        match self {
            Tab::Today => &[],
            Tab::Receptions => RECEPTIONS,
            Tab::Issues => ISSUES,
            Tab::Visits => VISITS,
            Tab::Deputies => DEPUTIES,
            Tab::Activities => ACTIVITIES,
            Tab::Projects => PROJECTS,
            Tab::Stats => STATS,
            Tab::Sync => SYNC,
        }
    }

    /// The tab that keeps records of a kind, and which of its lists holds them all.
    pub fn of(kind: Kind) -> (Tab, usize) {
        match kind {
            Kind::Reception => (Tab::Receptions, 0),
            Kind::Issue => (Tab::Issues, 0),
            Kind::Handling => (Tab::Issues, DECISIONS),
            Kind::Visit => (Tab::Visits, 0),
            Kind::Deputy => (Tab::Deputies, 0),
            Kind::Unit => (Tab::Deputies, 1),
            Kind::Station | Kind::Setting => (Tab::Deputies, 2),
            Kind::Activity => (Tab::Activities, 0),
            Kind::Project => (Tab::Projects, 0),
            Kind::Proposal => (Tab::Projects, 1),
            Kind::Report => (Tab::Stats, 0),
            Kind::Pack => (Tab::Sync, 0),
            Kind::Party => (Tab::Sync, PARTIES),
            Kind::Received => (Tab::Sync, 2),
        }
    }

    /// Its place from the left, from 0.
    pub fn index(self) -> usize {
        self as usize
    }
}
