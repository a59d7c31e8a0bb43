//! One record of any kind: the type that crosses layers, and the one place that dispatches by kind.

use super::activity::Activity;
use super::date::Date;
use super::deputy::Deputy;
use super::field::{Field, FieldKind, Spec, WrongType};
use super::handling::Handling;
use super::issue::Issue;
use super::kind::Kind;
use super::pack::Pack;
use super::part::{at_in, get_in, set_in, specs_of};
use super::party::Party;
use super::project::Project;
use super::proposal::Proposal;
use super::received::Received;
use super::reception::ReceptionDay;
use super::report::Report;
use super::setting::Setting;
use super::station::Station;
use super::unit::Unit;
use super::value::Value;
use super::visit::Visit;

/// A record of any kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// 联络站.
    Station(Station),
    /// 代表.
    Deputy(Deputy),
    /// 承办单位.
    Unit(Unit),
    /// 接待日.
    Reception(ReceptionDay),
    /// 意见建议.
    Issue(Box<Issue>),
    /// 代表走访.
    Visit(Visit),
    /// 设置.
    Setting(Setting),
    /// 代表活动.
    Activity(Box<Activity>),
    /// 民生实事.
    Project(Box<Project>),
    /// 代表建议.
    Proposal(Box<Proposal>),
    /// 报表.
    Report(Box<Report>),
    /// 往来单位.
    Party(Box<Party>),
    /// 收到的记录.
    Received(Box<Received>),
    /// 上级办理.
    Handling(Box<Handling>),
    /// 数据包.
    Pack(Box<Pack>),
}

impl Kind {
    /// The field table of this kind, without the accessors.
    pub fn specs(self) -> Vec<&'static Spec> {
        match self {
            Kind::Station => specs_of(Station::FIELDS),
            Kind::Deputy => specs_of(Deputy::FIELDS),
            Kind::Unit => specs_of(Unit::FIELDS),
            Kind::Reception => specs_of(ReceptionDay::FIELDS),
            Kind::Issue => specs_of(Issue::FIELDS),
            Kind::Visit => specs_of(Visit::FIELDS),
            Kind::Setting => specs_of(Setting::FIELDS),
            Kind::Activity => specs_of(Activity::FIELDS),
            Kind::Project => specs_of(Project::FIELDS),
            Kind::Proposal => specs_of(Proposal::FIELDS),
            Kind::Report => specs_of(Report::FIELDS),
            Kind::Party => specs_of(Party::FIELDS),
            Kind::Received => specs_of(Received::FIELDS),
            Kind::Handling => specs_of(Handling::FIELDS),
            Kind::Pack => specs_of(Pack::FIELDS),
        }
    }

    /// The field of this kind with the given key.
    pub fn spec(self, key: &str) -> Option<&'static Spec> {
        self.specs().into_iter().find(|spec| spec.key == key)
    }

    /// The place of the field with the given key in this kind's table.
    pub fn place(self, key: &str) -> Option<usize> {
        self.specs().into_iter().position(|spec| spec.key == key)
    }

    /// A record with nothing entered but the type's defaults.
    pub fn blank(self) -> Record {
        match self {
            Kind::Station => Record::Station(Station::default()),
            Kind::Deputy => Record::Deputy(Deputy::default()),
            Kind::Unit => Record::Unit(Unit::default()),
            Kind::Reception => Record::Reception(ReceptionDay::default()),
            Kind::Issue => Record::Issue(Box::default()),
            Kind::Visit => Record::Visit(Visit::default()),
            Kind::Setting => Record::Setting(Setting::default()),
            Kind::Activity => Record::Activity(Box::default()),
            Kind::Project => Record::Project(Box::default()),
            Kind::Proposal => Record::Proposal(Box::default()),
            Kind::Report => Record::Report(Box::default()),
            Kind::Party => Record::Party(Box::default()),
            Kind::Received => Record::Received(Box::default()),
            Kind::Handling => Record::Handling(Box::default()),
            Kind::Pack => Record::Pack(Box::default()),
        }
    }
}

impl Record {
    /// The day it belongs to, for the kinds that are kept by days; none for one without a date.
    pub fn date(&self) -> Option<Date> {
        match self {
            Record::Issue(issue) => issue.reported_on,
            Record::Visit(visit) => visit.date,
            Record::Reception(day) => day.date,
            Record::Activity(activity) => activity.date,
            Record::Proposal(proposal) => proposal.handed_on,
            Record::Report(report) => report.last,
            Record::Handling(handling) => handling.on,
            Record::Pack(pack) => pack.on,
            Record::Station(_)
            | Record::Deputy(_)
            | Record::Unit(_)
            | Record::Setting(_)
            | Record::Project(_)
            | Record::Party(_)
            | Record::Received(_) => None,
        }
    }

    /// The kind of this record.
    pub fn kind(&self) -> Kind {
        match self {
            Record::Station(_) => Kind::Station,
            Record::Deputy(_) => Kind::Deputy,
            Record::Unit(_) => Kind::Unit,
            Record::Reception(_) => Kind::Reception,
            Record::Issue(_) => Kind::Issue,
            Record::Visit(_) => Kind::Visit,
            Record::Setting(_) => Kind::Setting,
            Record::Activity(_) => Kind::Activity,
            Record::Project(_) => Kind::Project,
            Record::Proposal(_) => Kind::Proposal,
            Record::Report(_) => Kind::Report,
            Record::Party(_) => Kind::Party,
            Record::Received(_) => Kind::Received,
            Record::Handling(_) => Kind::Handling,
            Record::Pack(_) => Kind::Pack,
        }
    }

    /// Reads a field by key; an unknown key reads as nothing.
    pub fn get(&self, key: &str) -> Value {
        match self {
            Record::Station(record) => get_in(Station::FIELDS, record, key),
            Record::Deputy(record) => get_in(Deputy::FIELDS, record, key),
            Record::Unit(record) => get_in(Unit::FIELDS, record, key),
            Record::Reception(record) => get_in(ReceptionDay::FIELDS, record, key),
            Record::Issue(record) => get_in(Issue::FIELDS, record.as_ref(), key),
            Record::Visit(record) => get_in(Visit::FIELDS, record, key),
            Record::Setting(record) => get_in(Setting::FIELDS, record, key),
            Record::Activity(record) => get_in(Activity::FIELDS, record.as_ref(), key),
            Record::Project(record) => get_in(Project::FIELDS, record.as_ref(), key),
            Record::Proposal(record) => get_in(Proposal::FIELDS, record.as_ref(), key),
            Record::Report(record) => get_in(Report::FIELDS, record.as_ref(), key),
            Record::Party(record) => get_in(Party::FIELDS, record.as_ref(), key),
            Record::Received(record) => get_in(Received::FIELDS, record.as_ref(), key),
            Record::Handling(record) => get_in(Handling::FIELDS, record.as_ref(), key),
            Record::Pack(record) => get_in(Pack::FIELDS, record.as_ref(), key),
        }
    }

    /// Reads a field by its place in the table ([`Kind::place`]), which costs no search; no such place reads as nothing.
    pub fn at(&self, place: usize) -> Value {
        match self {
            Record::Station(record) => at_in(Station::FIELDS, record, place),
            Record::Deputy(record) => at_in(Deputy::FIELDS, record, place),
            Record::Unit(record) => at_in(Unit::FIELDS, record, place),
            Record::Reception(record) => at_in(ReceptionDay::FIELDS, record, place),
            Record::Issue(record) => at_in(Issue::FIELDS, record.as_ref(), place),
            Record::Visit(record) => at_in(Visit::FIELDS, record, place),
            Record::Setting(record) => at_in(Setting::FIELDS, record, place),
            Record::Activity(record) => at_in(Activity::FIELDS, record.as_ref(), place),
            Record::Project(record) => at_in(Project::FIELDS, record.as_ref(), place),
            Record::Proposal(record) => at_in(Proposal::FIELDS, record.as_ref(), place),
            Record::Report(record) => at_in(Report::FIELDS, record.as_ref(), place),
            Record::Party(record) => at_in(Party::FIELDS, record.as_ref(), place),
            Record::Received(record) => at_in(Received::FIELDS, record.as_ref(), place),
            Record::Handling(record) => at_in(Handling::FIELDS, record.as_ref(), place),
            Record::Pack(record) => at_in(Pack::FIELDS, record.as_ref(), place),
        }
    }

    /// Writes a field of the table by its key; `Value::Empty` clears it. Derived fields refuse.
    pub fn set(&mut self, key: &'static str, value: Value) -> Result<(), WrongType> {
        match self {
            Record::Station(record) => set_in(Station::FIELDS, record, key, value),
            Record::Deputy(record) => set_in(Deputy::FIELDS, record, key, value),
            Record::Unit(record) => set_in(Unit::FIELDS, record, key, value),
            Record::Reception(record) => set_in(ReceptionDay::FIELDS, record, key, value),
            Record::Issue(record) => set_in(Issue::FIELDS, record.as_mut(), key, value),
            Record::Visit(record) => set_in(Visit::FIELDS, record, key, value),
            Record::Setting(record) => set_in(Setting::FIELDS, record, key, value),
            Record::Activity(record) => set_in(Activity::FIELDS, record.as_mut(), key, value),
            Record::Project(record) => set_in(Project::FIELDS, record.as_mut(), key, value),
            Record::Proposal(record) => set_in(Proposal::FIELDS, record.as_mut(), key, value),
            Record::Report(record) => set_in(Report::FIELDS, record.as_mut(), key, value),
            Record::Party(record) => set_in(Party::FIELDS, record.as_mut(), key, value),
            Record::Received(record) => set_in(Received::FIELDS, record.as_mut(), key, value),
            Record::Handling(record) => set_in(Handling::FIELDS, record.as_mut(), key, value),
            Record::Pack(record) => set_in(Pack::FIELDS, record.as_mut(), key, value),
        }
    }

    /// The kind of record a reference field points to; only an issue's source depends on the record.
    pub fn target(&self, spec: &Spec) -> Option<Kind> {
        match (self, spec.kind) {
            (Record::Issue(issue), FieldKind::Ref(_)) if spec.key == "source" => issue.source_kind(),
            (_, kind) => kind.target(),
        }
    }

    /// Whether the field has a meaning for this record as it stands.
    pub fn applies(&self, key: &str) -> bool {
        match self {
            Record::Station(record) => applies_in(Station::FIELDS, record, key),
            Record::Deputy(record) => applies_in(Deputy::FIELDS, record, key),
            Record::Unit(record) => applies_in(Unit::FIELDS, record, key),
            Record::Reception(record) => applies_in(ReceptionDay::FIELDS, record, key),
            Record::Issue(record) => applies_in(Issue::FIELDS, record.as_ref(), key),
            Record::Visit(record) => applies_in(Visit::FIELDS, record, key),
            Record::Setting(record) => applies_in(Setting::FIELDS, record, key),
            Record::Activity(record) => applies_in(Activity::FIELDS, record.as_ref(), key),
            Record::Project(record) => applies_in(Project::FIELDS, record.as_ref(), key),
            Record::Proposal(record) => applies_in(Proposal::FIELDS, record.as_ref(), key),
            Record::Report(record) => applies_in(Report::FIELDS, record.as_ref(), key),
            Record::Party(record) => applies_in(Party::FIELDS, record.as_ref(), key),
            Record::Received(record) => applies_in(Received::FIELDS, record.as_ref(), key),
            Record::Handling(record) => applies_in(Handling::FIELDS, record.as_ref(), key),
            Record::Pack(record) => applies_in(Pack::FIELDS, record.as_ref(), key),
        }
    }
}

fn applies_in<R>(fields: &[Field<R>], record: &R, key: &str) -> bool {
    fields.iter().any(|field| field.spec.key == key && (field.applies)(record))
}
