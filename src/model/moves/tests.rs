//! Every move from wherever a record may stand, and that the table is sound.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::books::{Books, day};
use crate::model::check::blocks;
use crate::model::date::Time;
use crate::model::deputy::Deputy;
use crate::model::field::FieldKind;
use crate::model::project::Project;
use crate::model::proposal::{self, Proposal};
use crate::model::reception::ReceptionDay;
use crate::model::report::{DRAFT, Report, SENT};
use crate::text::zh::model::verb;

fn planned(stage: &str) -> Entry {
    let record = ReceptionDay {
        date: Some(day(2026, 11, 23)),
        start: Time::from_hm(9, 0),
        end: Time::from_hm(11, 0),
        place: "接待室".to_owned(),
        deputies: vec![1, 2],
        stage: stage.to_owned(),
        ..ReceptionDay::default()
    };
    entry(Record::Reception(record))
}

fn entry(record: Record) -> Entry {
    let org = crate::model::Org(430_122_105_001);
    Entry { org, id: 9, rev: 1, voided: None, extra: String::new(), record }
}

#[test]
fn every_move_stands_on_fields_and_codes_that_exist() {
    let codes = &Books::shared().codes;
    let mut keys = Vec::new();
    for step in table() {
        let Some(FieldKind::Code(list)) = step.kind.spec(step.field).map(|spec| spec.kind) else {
            panic!("{} goes by no coded field", step.key);
        };
        let is_code = |key: &str| codes.code(list, key).is_some();
        assert!(!step.from.is_empty() && step.from.iter().all(|key| is_code(key)), "{}", step.key);
        assert!(step.to.is_empty() || is_code(step.to), "{}", step.key);
        assert_eq!(step.specs().len(), step.asks.len(), "{}", step.key);
        assert_eq!(from_key(step.key), Some(step));
        assert!(verb::ALL.iter().all(|(verb, _)| *verb != step.key), "{} is a verb of an issue", step.key);
        assert!(!keys.contains(&step.key), "{} stands twice", step.key);
        keys.push(step.key);
    }
}

/// A report of October as a draft, on 23 November; or of a period that ends on another day.
fn drafted(last: crate::model::Date) -> Entry {
    let report = Report { first: Some(day(2026, 10, 1)), last: Some(last), ..Report::default() };
    entry(Record::Report(Box::new(report)))
}

#[test]
fn a_report_is_sent_once_after_its_period_and_never_again() {
    let books = Books::shared();
    let context = books.context();
    let submit = from_key(SUBMIT).unwrap();
    assert_eq!(submit.role, Role::Head);
    let before = drafted(day(2026, 10, 31));
    assert_eq!(standing(&before.record).as_deref(), Some(DRAFT));
    assert_eq!(next(Kind::Report, DRAFT).map(|step| step.key).collect::<Vec<_>>(), [SUBMIT]);
    // Whoever saves it fixes it first: the step itself changes nothing, and says what it means.
    let after = submit.begin(&before.record, "李工", &context);
    assert_eq!(after, before.record);
    let found = submit.check(&before, &after, &context);
    assert!(!blocks(&found) && found.iter().any(|finding| finding.message.contains("不能再改")), "{found:?}");
    assert!(submit.companion(&before.record, &after).is_none());
    // The clerk's words go out with it.
    let mut worded = after.clone();
    worded.set("plan", Value::Text("下月走访两个村。".to_owned())).unwrap();
    assert!(!blocks(&submit.check(&before, &worded, &context)));

    let running = drafted(context.today);
    assert!(!blocks(&submit.check(&running, &running.record, &context)), "its last day is today");
    let early = drafted(context.today.plus_days(1));
    let found = submit.check(&early, &early.record, &context);
    assert!(blocks(&found) && found.iter().any(|finding| finding.key == "last"), "{found:?}");

    let Record::Report(mut sent) = before.record.clone() else { panic!() };
    sent.sent_on = Some(day(2026, 11, 2));
    let sent = entry(Record::Report(sent));
    assert_eq!(standing(&sent.record).as_deref(), Some(SENT));
    assert_eq!(next(Kind::Report, SENT).count(), 0);
    let found = submit.check(&sent, &sent.record, &context);
    assert!(blocks(&found) && found[0].message.contains("已报送"), "{found:?}");
    assert!(common(Kind::Report, &[DRAFT, DRAFT]).is_empty(), "each is read over by itself");
}

#[test]
fn every_move_of_a_day_from_every_stage_goes_by_the_table() {
    let books = Books::shared();
    let context = books.context();
    for stage in ["planned", "announced", "held", "postponed", "cancelled"] {
        let before = planned(stage);
        for step in table().filter(|step| step.kind == Kind::Reception) {
            let after = step.begin(&before.record, "李工", &context);
            let found = step.check(&before, &after, &context);
            let refused = found.iter().any(|finding| finding.message.contains("不能"));
            assert_eq!(refused, !step.from.contains(&stage), "{} from {stage}: {found:?}", step.key);
            if refused {
                let name = books.codes.name("reception_stage", stage);
                assert!(found.len() == 1 && found[0].message.contains(name), "{found:?}");
            } else {
                assert_eq!(standing(&after).unwrap(), step.to);
            }
        }
        let allowed: Vec<&str> = next(Kind::Reception, stage).map(|step| step.key).collect();
        assert_eq!(allowed.is_empty(), ["held", "postponed", "cancelled"].contains(&stage), "{stage}");
    }
}

#[test]
fn a_deputy_is_suspended_ended_and_resumed_with_the_day() {
    let books = Books::shared();
    let context = books.context();
    for (status, expected) in [
        ("serving", &["suspend", "end"][..]),
        ("suspended", &["end", "resume"]),
        ("ended", &["resume"]),
        ("former", &[]),
    ] {
        let deputy = Deputy {
            name: "新来的".to_owned(),
            levels: vec!["township".to_owned()],
            term: "第十九届".to_owned(),
            status: status.to_owned(),
            status_on: Some(day(2022, 1, 10)),
            ..Deputy::default()
        };
        let before = entry(Record::Deputy(deputy));
        assert_eq!(next(Kind::Deputy, status).map(|step| step.key).collect::<Vec<_>>(), expected);
        for step in next(Kind::Deputy, status) {
            let mut after = step.begin(&before.record, "李工", &context);
            assert_eq!(
                (standing(&after).as_deref(), after.get("status_on")),
                (Some(step.to), Value::Date(context.today))
            );
            assert_eq!(step.check(&before, &after, &context), []);
            after.set("status_on", Value::Date(context.today.plus_days(1))).unwrap();
            assert!(blocks(&step.check(&before, &after, &context)), "a day that is still to come");
        }
    }
}

#[test]
fn what_a_move_asks_for_must_be_given() {
    let books = Books::shared();
    let before = planned("planned");
    let cancel = from_key("cancel").unwrap();
    let mut after = cancel.begin(&before.record, "李工", &books.context());
    let keys: Vec<&str> = cancel.check(&before, &after, &books.context()).iter().map(|finding| finding.key).collect();
    assert_eq!(keys, ["reason"]);
    after.set("reason", Value::Text("防汛".to_owned())).unwrap();
    assert_eq!(cancel.check(&before, &after, &books.context()), []);
}

#[test]
fn days_announced_together_share_the_day_of_the_notice() {
    let books = Books::shared();
    let context = books.context();
    let announce = from_key("announce").unwrap();
    let mut made = announce.begin(&planned("planned").record, "李工", &context);
    made.set("notice_on", Value::Date(day(2026, 11, 20))).unwrap();
    let Record::Reception(other) = announce.likewise(&planned("planned").record, &made, "李工", &context) else {
        panic!()
    };
    assert_eq!((other.notice_on, other.stage.as_str()), (Some(day(2026, 11, 20)), "announced"));
    assert_eq!(
        common(Kind::Reception, &["planned", "announced"]).iter().map(|step| step.key).collect::<Vec<_>>(),
        ["cancel"]
    );
}

#[test]
fn a_held_day_begins_with_everybody_present() {
    let books = Books::shared();
    let hold = from_key("hold").unwrap();
    let Record::Reception(day) = hold.begin(&planned("announced").record, "李工", &books.context()) else { panic!() };
    assert_eq!(day.attendance.iter().map(|row| row.deputy).collect::<Vec<_>>(), [Some(1), Some(2)]);
    assert_eq!(day.recorder, "李工");
}

#[test]
fn a_day_put_off_leaves_its_row_and_becomes_a_planned_day() {
    let books = Books::shared();
    let context = books.context();
    let postpone = from_key("postpone").unwrap();
    let before = planned("announced");
    let mut after = postpone.begin(&before.record, "李工", &context);
    assert_eq!(after.get("moved_to"), Value::Date(day(2026, 11, 24)), "the next working day is proposed");
    after.set("reason", Value::Text("暴雨".to_owned())).unwrap();
    assert_eq!(postpone.check(&before, &after, &context), []);
    let Some(Record::Reception(later)) = postpone.companion(&before.record, &after) else { panic!() };
    let Record::Reception(first) = &before.record else { panic!() };
    assert_eq!((later.date, later.moved_from), (Some(day(2026, 11, 24)), Some(day(2026, 11, 23))));
    assert_eq!((later.stage.as_str(), later.notice_on, &later.reason[..]), ("planned", None, ""));
    assert_eq!((&later.deputies, later.start, &later.place), (&first.deputies, first.start, &first.place));
}

#[test]
fn a_day_is_put_off_to_a_later_free_day_only() {
    let mut books = Books::sample();
    let taken = ReceptionDay { date: Some(day(2026, 11, 25)), ..reception_of(&planned("planned")) };
    books.add(Record::Reception(taken));
    books.add(Record::Reception(planned_at("茶亭村", day(2026, 11, 27))));
    let context = books.context();
    let postpone = from_key("postpone").unwrap();
    let before = planned("planned");
    let found = |to: Option<crate::model::Date>| {
        let mut after = postpone.begin(&before.record, "", &context);
        after.set("reason", Value::Text("防汛".to_owned())).unwrap();
        after.set("moved_to", to.map_or(Value::Empty, Value::Date)).unwrap();
        let found = postpone.check(&before, &after, &context);
        assert!(found.iter().all(|finding| finding.key == "moved_to"), "{found:?}");
        found.first().map(|finding| (finding.severity, finding.message.clone()))
    };
    let is_error = |to| found(Some(to)).is_some_and(|(severity, _)| severity == Severity::Error);
    for to in [day(2026, 11, 23), day(2026, 11, 1)] {
        let (severity, message) = found(Some(to)).unwrap();
        assert!(
            severity == Severity::Error && message.contains("晚于原定"),
            "not taken for a day of its own: {message}"
        );
    }
    assert!(is_error(day(2026, 11, 25)), "another day stands there");
    assert!(found(None).is_some());
    assert_eq!(found(Some(day(2026, 11, 26))), None);
    // Who is on duty elsewhere at that time is told as well.
    for (to, told) in [(day(2026, 11, 28), "周末"), (day(2027, 1, 1), "元旦"), (day(2026, 11, 27), "茶亭村")] {
        let (severity, message) = found(Some(to)).unwrap();
        assert!(severity == Severity::Warning && message.contains(told), "{message}");
    }
}

fn planned_at(place: &str, date: crate::model::Date) -> ReceptionDay {
    ReceptionDay { date: Some(date), place: place.to_owned(), ..reception_of(&planned("planned")) }
}

fn reception_of(entry: &Entry) -> ReceptionDay {
    let Record::Reception(day) = &entry.record else { panic!() };
    day.clone()
}

/// A proposal that has come so far.
fn proposal(stage: &str) -> Entry {
    let checklist = Books::shared().codes.list("proposal_check").iter().map(|code| code.key.clone()).collect();
    let is_past = |other: &str| {
        let stages = [proposal::OPEN, proposal::HANDED, proposal::REPLIED, proposal::APPRAISED];
        let place = |stage: &str| stages.iter().position(|known| *known == stage).unwrap();
        place(stage) >= place(other)
    };
    let mut record = Proposal { title: "修渠".to_owned(), lead: Some(1), checklist, ..Proposal::default() };
    if is_past(proposal::HANDED) {
        (record.unit, record.handed_on, record.due_on) = (Some(1), Some(day(2026, 9, 1)), Some(day(2026, 11, 30)));
    }
    if is_past(proposal::REPLIED) {
        (record.replied_on, record.class) = (Some(day(2026, 10, 1)), "A".to_owned());
    }
    if is_past(proposal::APPRAISED) {
        (record.rating_attitude, record.rating_result) = ("satisfied".to_owned(), "satisfied".to_owned());
    }
    assert_eq!(record.stage(), stage);
    entry(Record::Proposal(Box::new(record)))
}

/// A project that has come so far and was chosen on its way.
fn project(stage: &str) -> Entry {
    let mut record =
        Project { year: Some(2026), title: "修渠".to_owned(), stage: stage.to_owned(), ..Project::default() };
    if record.is_voted() {
        (record.due, record.present, record.votes_for, record.elected) = (Some(60), Some(58), Some(52), true);
    }
    entry(Record::Project(Box::new(record)))
}

/// Every move of a kind from every place a record may stand at: taken or refused as the table has it, and where it leads.
fn goes_by_the_table(kind: Kind, list: &str, stages: &[&str], of: fn(&str) -> Entry) {
    let books = Books::shared();
    let context = books.context();
    for stage in stages {
        let before = of(stage);
        assert_eq!(standing(&before.record).unwrap(), *stage);
        for step in table().filter(|step| step.kind == kind) {
            let after = step.begin(&before.record, "李工", &context);
            let found = step.check(&before, &after, &context);
            let refused = found.iter().any(|finding| finding.message.contains("不能「"));
            assert_eq!(refused, !step.from.contains(stage), "{} from {stage}: {found:?}", step.key);
            if refused {
                assert!(found.len() == 1 && found[0].message.contains(books.codes.name(list, stage)), "{found:?}");
            } else if !step.to.is_empty() {
                assert_eq!(standing(&after).unwrap(), step.to);
            }
        }
    }
}

#[test]
fn every_move_of_a_project_from_every_stage_goes_by_the_table() {
    goes_by_the_table(Kind::Project, "project_stage", &crate::model::project::STAGES, project);
    let next = |stage| next(Kind::Project, stage).map(|step| step.key).collect::<Vec<_>>();
    assert_eq!(next("collected"), ["draft"]);
    assert_eq!(next("drafted"), ["review"]);
    assert_eq!(next("reviewed"), ["vote"]);
    assert_eq!(next("voted"), ["start"]);
    assert_eq!(next("running"), ["advance", "evaluate"]);
    assert!(next("rated").is_empty());
}

#[test]
fn every_move_of_a_proposal_from_every_stage_goes_by_the_table() {
    let stages = [proposal::OPEN, proposal::HANDED, proposal::REPLIED, proposal::APPRAISED];
    goes_by_the_table(Kind::Proposal, "proposal_stage", &stages, proposal);
    let next = |stage| next(Kind::Proposal, stage).map(|step| step.key).collect::<Vec<_>>();
    assert_eq!(next("open"), ["hand"]);
    assert_eq!(next("handed"), ["prolong", "respond"]);
    assert_eq!(next("replied"), ["appraise"]);
    assert!(next("appraised").is_empty());
}

#[test]
fn a_project_that_was_not_chosen_is_not_begun() {
    let books = Books::shared();
    let mut before = project("voted");
    let Record::Project(voted) = &mut before.record else { panic!() };
    (voted.votes_for, voted.elected, voted.unit, voted.finish_by) = (Some(20), false, Some(1), Some(day(2026, 12, 1)));
    let start = from_key("start").unwrap();
    let after = start.begin(&before.record, "李工", &books.context());
    let found = start.check(&before, &after, &books.context());
    assert!(found.len() == 1 && found[0].key == "stage" && found[0].message.contains("票决入选"), "{found:?}");
}

#[test]
fn more_time_for_an_answer_is_more_and_at_most_six_months() {
    let books = Books::shared();
    let before = proposal("handed");
    let prolong = from_key("prolong").unwrap();
    let to = |due| {
        let mut after = prolong.begin(&before.record, "李工", &books.context());
        after.set("due_on", Value::Date(due)).unwrap();
        prolong.check(&before, &after, &books.context()).len()
    };
    assert_eq!((to(day(2026, 11, 30)), to(day(2026, 12, 1)), to(day(2027, 2, 28)), to(day(2027, 3, 1))), (1, 0, 0, 1));
}

#[test]
fn a_step_begins_with_today_and_the_term_of_the_law() {
    let books = Books::shared();
    let hand = from_key("hand").unwrap();
    let Record::Proposal(handed) = hand.begin(&proposal("open").record, "李工", &books.context()) else { panic!() };
    assert_eq!((handed.handed_on, handed.due_on), (Some(day(2026, 11, 23)), Some(day(2027, 2, 21))));
    let respond = from_key("respond").unwrap();
    let Record::Proposal(replied) = respond.begin(&proposal("handed").record, "李工", &books.context()) else {
        panic!()
    };
    assert_eq!(replied.replied_on, Some(day(2026, 11, 23)));
}
