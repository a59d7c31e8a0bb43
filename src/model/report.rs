//! A report of a period 报表: its text while it is drafted, and what was sent, frozen.
//!
//! A draft holds the words of each section; a section left empty takes the words made from the figures. Once it was sent, the
//! report holds the figures, the whole paper and the digests of its files as they went out, and nothing of it changes.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::stats::Period;
use super::value::Value;
use crate::text::zh::model::{label, report as zh};

/// 草稿: nothing of it has gone out.
pub const DRAFT: &str = "draft";
/// 已报送.
pub const SENT: &str = "sent";
/// The code list of these two.
pub const STAGES: &str = "report_stage";
/// The sections whose words a clerk may change, by the keys of their fields, in the order they stand.
pub const SECTIONS: [&str; 7] = ["overview", "handling", "work", "problems", "promises", "cases_text", "plan"];
/// Most characters of a section.
const MOST_CHARS: usize = 6_000;
/// Most characters of a title.
const TITLE_CHARS: usize = 100;

/// 报表.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// The first day of its period.
    pub first: Option<Date>,
    /// The last day: the cut-off.
    pub last: Option<Date>,
    /// What stands over it; empty for the usual title.
    pub title: String,
    /// The day that stands below it 成文日期.
    pub dated: Option<Date>,
    /// 基本情况.
    pub overview: String,
    /// 群众意见办理.
    pub handling: String,
    /// 代表走访和活动.
    pub work: String,
    /// 存在问题.
    pub problems: String,
    /// B类承诺.
    pub promises: String,
    /// Issues told as examples; never a confidential one.
    pub cases: Vec<u64>,
    /// The words about them.
    pub cases_text: String,
    /// 下步打算.
    pub plan: String,
    /// While a draft: the words as they were made, a JSON object by section, to tell what the clerk changed.
    pub made: String,
    /// The day it was sent.
    pub sent_on: Option<Date>,
    /// The number of the last journal line its figures were counted from.
    pub seq: u64,
    /// The place of that line in the journal, as JSON.
    pub mark: String,
    /// The report it was sent in place of, voided.
    pub corrects: Option<u64>,
    /// The figures as they went out: JSON of [`super::stats::Figures`].
    pub figures: String,
    /// What it told anew of earlier periods: JSON of the rows of 补登.
    pub restated: String,
    /// The paper as it went out, as JSON.
    pub paper: String,
    /// The digest of each file that went out: its ending, a blank, SHA-256 in hex.
    pub digests: Vec<String>,
}

impl Report {
    /// The period it is of; none as long as its days are missing or the wrong way round.
    pub fn period(&self) -> Option<Period> {
        Period::of(self.first?, self.last?)
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.sent_on.is_some()
    }

    /// Where it stands, by code of list [`STAGES`].
    pub fn stage(&self) -> &'static str {
        if self.is_sent() { SENT } else { DRAFT }
    }

    /// What it is called: its period and sort, `2026-10 月报`.
    pub fn called(&self) -> String {
        self.period().map_or_else(|| self.title.clone(), zh::called)
    }

    /// The words of a section as the clerk left them.
    pub fn section(&self, key: &str) -> &str {
        match key {
            "overview" => &self.overview,
            "handling" => &self.handling,
            "work" => &self.work,
            "problems" => &self.problems,
            "promises" => &self.promises,
            "cases_text" => &self.cases_text,
            "plan" => &self.plan,
            _ => "",
        }
    }

    /// Puts words into a section; a key that is none does nothing.
    pub fn set_section(&mut self, key: &str, text: String) {
        match key {
            "overview" => self.overview = text,
            "handling" => self.handling = text,
            "work" => self.work = text,
            "problems" => self.problems = text,
            "promises" => self.promises = text,
            "cases_text" => self.cases_text = text,
            "plan" => self.plan = text,
            _ => {}
        }
    }

    /// The field table, in the order of the paper.
    pub const FIELDS: &'static [Field<Report>] = &[
        Field::<Report>::new(
            "first",
            label::REPORT_FIRST,
            FieldKind::Date,
            Access::Date(|r| r.first, |r| &mut r.first),
        )
        .required()
        .carry(Carry::Never)
        .listed(11),
        Field::<Report>::new("last", label::REPORT_LAST, FieldKind::Date, Access::Date(|r| r.last, |r| &mut r.last))
            .required()
            .carry(Carry::Never)
            .listed(11),
        Field::<Report>::new("sort", label::REPORT_SORT, FieldKind::Line { max: 10 }, Access::Derived(sort)).listed(8),
        Field::<Report>::new(
            "title",
            label::REPORT_TITLE,
            FieldKind::Line { max: TITLE_CHARS },
            Access::Text(|r| &r.title, |r| &mut r.title),
        )
        .carry(Carry::Never)
        .hint(label::REPORT_TITLE_HINT)
        .listed(30),
        Field::<Report>::new(
            "dated",
            label::REPORT_DATED,
            FieldKind::Date,
            Access::Date(|r| r.dated, |r| &mut r.dated),
        )
        .carry(Carry::Today)
        .seldom()
        .hint(label::REPORT_DATED_HINT),
        section("overview", label::REPORT_OVERVIEW, Access::Text(|r| &r.overview, |r| &mut r.overview)),
        section("handling", label::REPORT_HANDLING, Access::Text(|r| &r.handling, |r| &mut r.handling)),
        section("work", label::REPORT_WORK, Access::Text(|r| &r.work, |r| &mut r.work)),
        section("problems", label::REPORT_PROBLEMS, Access::Text(|r| &r.problems, |r| &mut r.problems)),
        section("promises", label::REPORT_PROMISES, Access::Text(|r| &r.promises, |r| &mut r.promises)),
        Field::<Report>::new(
            "cases",
            label::REPORT_CASES,
            FieldKind::Refs(Kind::Issue),
            Access::Refs(|r| &r.cases, |r| &mut r.cases),
        )
        .carry(Carry::Never)
        .hint(label::REPORT_CASES_HINT),
        section("cases_text", label::REPORT_CASES_TEXT, Access::Text(|r| &r.cases_text, |r| &mut r.cases_text)),
        section("plan", label::REPORT_PLAN, Access::Text(|r| &r.plan, |r| &mut r.plan)).hint(label::REPORT_PLAN_HINT),
        Field::<Report>::new(
            "stage",
            label::REPORT_STAGE,
            FieldKind::Code(STAGES),
            Access::Derived(|r| Value::Code(r.stage().to_owned())),
        )
        .listed(8),
        Field::<Report>::new(
            "sent_on",
            label::REPORT_SENT_ON,
            FieldKind::Date,
            Access::Derived(|r| r.sent_on.map_or(Value::Empty, Value::Date)),
        )
        .when(Report::is_sent)
        .listed(11),
        Field::<Report>::new(
            "corrects",
            label::REPORT_CORRECTS,
            FieldKind::Ref(Kind::Report),
            Access::Derived(|r| r.corrects.map_or(Value::Empty, Value::Ref)),
        )
        .when(|r| r.corrects.is_some()),
        Field::<Report>::new(
            "digests",
            label::REPORT_DIGESTS,
            FieldKind::Prose { max: MOST_CHARS },
            Access::Derived(|r| if r.digests.is_empty() { Value::Empty } else { Value::Text(r.digests.join("\n")) }),
        )
        .open()
        .when(Report::is_sent),
    ];
}

const fn section(key: &'static str, label: &'static str, access: Access<Report>) -> Field<Report> {
    Field::<Report>::new(key, label, FieldKind::Prose { max: MOST_CHARS }, access)
        .carry(Carry::Never)
        .seldom()
        .hint(label::REPORT_SECTION_HINT)
}

fn sort(report: &Report) -> Value {
    report.period().map_or(Value::Empty, |period| Value::Text(zh::sort(period.sort()).to_owned()))
}
