//! Tests of the checks, kind by kind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::books::{Books, day};
use crate::model::date::Time;
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::setting::Setting;
use crate::model::station::Station;
use crate::model::unit::Unit;
use crate::model::visit::Visit;

use Severity::{Error, Warning};

fn issue() -> Issue {
    Issue {
        reported_on: Some(day(2026, 11, 20)),
        channel: "reception".to_owned(),
        source: Some(1),
        deputies: vec![1],
        village: "茶亭社区".to_owned(),
        title: "路灯不亮已半月".to_owned(),
        content: "村口到学校的路灯不亮，孩子晚上回家看不见".to_owned(),
        category: "0202".to_owned(),
        ..Issue::default()
    }
}

fn held() -> ReceptionDay {
    ReceptionDay {
        date: Some(day(2026, 11, 20)),
        start: Time::from_hm(9, 0),
        end: Time::from_hm(11, 30),
        place: "联络站".to_owned(),
        deputies: vec![1, 2],
        attendance: vec![present(1), present(2)],
        recorder: "李工".to_owned(),
        ..ReceptionDay::default()
    }
}

fn present(deputy: u64) -> Attendance {
    Attendance { deputy: Some(deputy), ..Attendance::default() }
}

fn visit() -> Visit {
    Visit {
        date: Some(day(2026, 11, 21)),
        deputies: vec![1],
        way: "home".to_owned(),
        village: "茶亭社区".to_owned(),
        people: 3,
        summary: "走访三户，了解灌溉用水".to_owned(),
        ..Visit::default()
    }
}

fn deputy() -> Deputy {
    Deputy {
        name: "周八".to_owned(),
        levels: vec!["township".to_owned()],
        term: "第十八届".to_owned(),
        ..Deputy::default()
    }
}

fn findings(record: Record) -> Vec<Finding> {
    check(&record, &Books::shared().context())
}

/// The findings as pairs, and that every message says something in Chinese.
fn found(record: Record) -> Vec<(&'static str, Severity)> {
    let findings = findings(record);
    assert!(findings.iter().all(|finding| !finding.message.is_ascii()), "{findings:?}");
    findings.into_iter().map(|finding| (finding.key, finding.severity)).collect()
}

fn of_issue(change: impl FnOnce(&mut Issue)) -> Vec<(&'static str, Severity)> {
    let mut issue = issue();
    change(&mut issue);
    found(Record::Issue(Box::new(issue)))
}

fn of_day(change: impl FnOnce(&mut ReceptionDay)) -> Vec<(&'static str, Severity)> {
    let mut day = held();
    change(&mut day);
    found(Record::Reception(day))
}

fn of_visit(change: impl FnOnce(&mut Visit)) -> Vec<(&'static str, Severity)> {
    let mut visit = visit();
    change(&mut visit);
    found(Record::Visit(visit))
}

fn of_deputy(change: impl FnOnce(&mut Deputy)) -> Vec<(&'static str, Severity)> {
    let mut deputy = deputy();
    change(&mut deputy);
    found(Record::Deputy(deputy))
}

#[test]
fn what_is_right_has_no_findings() {
    assert_eq!(of_issue(|_| {}), []);
    assert_eq!(of_day(|_| {}), []);
    assert_eq!(of_visit(|_| {}), []);
    assert_eq!(of_deputy(|_| {}), []);
    assert_eq!(found(Record::Unit(Unit { name: "供电所".to_owned(), ..Unit::default() })), []);
}

#[test]
fn a_blank_record_names_every_required_field_in_form_order() {
    for kind in crate::model::Kind::ALL {
        let blank = kind.blank();
        let required: Vec<&str> = kind
            .specs()
            .into_iter()
            .filter(|spec| spec.rule == Rule::Required && blank.applies(spec.key) && blank.get(spec.key).is_empty())
            .map(|spec| spec.key)
            .collect();
        let errors: Vec<&str> = findings(blank).into_iter().filter(|f| f.severity == Error).map(|f| f.key).collect();
        assert_eq!(errors, required, "{kind:?}");
    }
}

#[test]
fn nothing_that_was_done_lies_in_the_future() {
    let tomorrow = Some(day(2026, 11, 24));
    assert_eq!(
        of_issue(|r| (r.reported_on, r.channel) = (tomorrow, "phone".into())),
        [("reported_on", Error), ("source", Warning)]
    );
    assert_eq!(of_visit(|r| r.date = tomorrow), [("date", Error)]);
    assert_eq!(of_day(|r| r.date = tomorrow), [("date", Error)]);
    assert_eq!(of_deputy(|r| r.status_on = tomorrow), [("status_on", Error)]);
    assert_eq!(of_visit(|r| r.date = Some(day(1989, 12, 31))), [("date", Error)]);
    assert_eq!(of_day(|r| (r.date, r.stage) = (Some(day(2101, 1, 1)), "planned".into())), [("date", Error)]);
}

#[test]
fn a_planned_day_may_lie_ahead_and_a_passed_one_asks_what_became_of_it() {
    let planned = |r: &mut ReceptionDay| {
        (r.date, r.stage) = (Some(day(2026, 12, 15)), "planned".into());
        r.attendance.clear();
        r.recorder.clear();
    };
    assert_eq!(of_day(planned), []);
    assert_eq!(of_day(|r| r.stage = "planned".into()), [("stage", Warning)]);
    assert_eq!(of_day(|r| r.stage = "cancelled".into()), [("reason", Error)]);
    let announced = |notice| {
        of_day(|r| {
            planned(r);
            (r.stage, r.notice_on) = ("announced".into(), notice);
        })
    };
    assert_eq!(announced(None), [("notice_on", Warning)]);
    assert_eq!(announced(Some(day(2026, 11, 23))), []);
    assert_eq!(announced(Some(day(2026, 11, 24))), [("notice_on", Error)]);
}

#[test]
fn a_notice_comes_three_days_ahead() {
    assert_eq!(of_day(|r| r.notice_on = Some(day(2026, 11, 17))), []);
    assert_eq!(of_day(|r| r.notice_on = Some(day(2026, 11, 18))), [("notice_on", Warning)]);
    assert_eq!(of_day(|r| r.notice_on = Some(day(2026, 11, 21))), [("notice_on", Warning)]);
}

#[test]
fn a_held_day_has_hours_a_recorder_and_its_deputies() {
    assert_eq!(of_day(|r| r.end = Time::from_hm(9, 0)), [("end", Error)]);
    assert_eq!(of_day(|r| r.recorder.clear()), [("recorder", Error)]);
    assert_eq!(of_day(|r| r.attendance.clear()), [("attendance", Warning)]);
    assert_eq!(of_day(|r| r.attendance.push(present(2))), [("attendance", Error)]);
    assert_eq!(of_day(|r| r.attendance.push(present(3))), [("attendance", Error)]);
    assert_eq!(of_day(|r| r.deputies.push(1)), [("deputies", Error)]);
    assert_eq!(of_day(|r| r.attendance[0].state = "late".into()), [("attendance", Error)]);
    let absent = findings(Record::Reception(ReceptionDay { attendance: vec![present(1)], ..held() }));
    assert!(absent[0].message.contains("李四"), "{absent:?}");
}

#[test]
fn every_group_of_visitors_is_at_least_one_person() {
    assert_eq!(of_day(|r| (r.groups, r.people) = (Some(0), Some(0))), []);
    assert_eq!(of_day(|r| (r.groups, r.people) = (Some(2), Some(2))), []);
    assert_eq!(of_day(|r| (r.groups, r.people) = (Some(3), Some(2))), [("people", Error)]);
    assert_eq!(of_day(|r| r.groups = Some(1)), [("people", Error)]);
}

#[test]
fn an_issue_says_where_it_came_from() {
    assert_eq!(of_issue(|r| r.source = None), [("source", Error)]);
    assert_eq!(of_issue(|r| r.source = Some(9)), [("source", Error)]);
    assert_eq!(of_issue(|r| r.channel = "visit".into()), [("source", Warning)], "the visit was on another day");
    assert_eq!(of_issue(|r| r.reported_on = Some(day(2026, 11, 19))), [("source", Warning)]);
    assert_eq!(of_issue(|r| r.channel = "pigeon".into()), [("channel", Error), ("source", Warning)]);
    assert_eq!(of_issue(|r| (r.channel, r.source) = ("phone".into(), None)), []);
}

#[test]
fn a_deputy_received_it_unless_it_came_by_letter_or_from_above() {
    assert_eq!(of_issue(|r| r.deputies.clear()), [("deputies", Error)]);
    for channel in ["letter", "above"] {
        assert_eq!(of_issue(|r| (r.channel, r.source, r.deputies) = (channel.into(), None, vec![])), []);
    }
    assert_eq!(of_issue(|r| r.deputies = vec![1, 1]), [("deputies", Error)]);
    assert_eq!(of_issue(|r| r.deputies = vec![7]), [("deputies", Error)], "voided");
    assert_eq!(of_issue(|r| r.deputies = vec![6]), [("deputies", Warning)], "out of office");
    let before = day(2025, 12, 31);
    assert_eq!(of_visit(|r| (r.deputies, r.date) = (vec![6], Some(before))), []);
}

#[test]
fn an_issue_says_something_and_names_nobody() {
    assert_eq!(of_issue(|r| r.title = "路灯".into()), [("title", Warning)]);
    assert_eq!(of_issue(|r| r.content = "不亮".into()), [("content", Warning)]);
    assert_eq!(of_issue(|r| r.title = "灯".repeat(61)), [("title", Error)]);
    assert_eq!(of_issue(|r| r.content = "灯".repeat(8_001)), [("content", Error)]);
    assert_eq!(of_issue(|r| r.content = "灯".repeat(8_000)), []);
    assert_eq!(of_issue(|r| r.anonymous = false), [("anonymous", Error)]);
    assert_eq!(of_issue(|r| r.contact = Some(1)), [("anonymous", Error)]);
    assert_eq!(of_issue(|r| (r.items, r.headcount) = (0, 0)), [("headcount", Error), ("items", Error)]);
}

#[test]
fn a_house_number_is_asked_about() {
    for village in ["茶亭社区3号", "茶亭村十二号", "花园小区５栋", "幸福里2幢", "和平路8号101室"]
    {
        assert_eq!(of_issue(|r| r.village = village.into()), [("village", Warning)], "{village}");
    }
    for village in ["茶亭社区", "八号村", "十字路社区", "第三村民小组", "号"] {
        assert_eq!(of_issue(|r| r.village = village.into()), [], "{village}");
    }
    assert_eq!(of_visit(|r| r.village = "茶亭社区3号".into()), [("village", Warning)]);
}

#[test]
fn a_personal_number_is_asked_about_and_never_repeated() {
    let text = "联系 13800138000 张先生";
    let in_issue = findings(Record::Issue(Box::new(Issue { content: text.into(), ..issue() })));
    assert_eq!(in_issue.len(), 1);
    assert_eq!((in_issue[0].key, in_issue[0].severity), ("content", Warning));
    assert!(in_issue[0].message.contains("手机"), "{in_issue:?}");
    assert!(!in_issue[0].message.contains("138"), "{in_issue:?}");
    assert_eq!(of_issue(|r| r.village = text.into()), [("village", Warning)]);
    assert_eq!(of_visit(|r| r.policy = text.into()), [("policy", Warning)]);
    assert_eq!(of_day(|r| r.summary = text.into()), [("summary", Warning)]);
    assert_eq!(of_day(|r| r.attendance[0].note = text.into()), [("attendance", Warning)]);
    assert_eq!(of_deputy(|r| r.phone = "13800138000".into()), [], "the office's own field for it");
}

#[test]
fn what_slipped_past_cleaning_is_refused() {
    for text in [
        "路灯\u{1b}[2J不亮",
        "路灯\u{202e}不亮了",
        "路灯\u{200b}不亮了",
        " 路灯不亮了",
        "路灯\n不亮了",
        "路灯\u{9b}不亮了",
    ] {
        assert_eq!(of_issue(|r| r.title = text.into()), [("title", Error)], "{text:?}");
    }
    assert_eq!(of_issue(|r| r.content = "第一行说路灯\n第二行说路".into()), []);
    assert_eq!(of_issue(|r| r.external_no = "A\u{0}1".into()), [("external_no", Error)]);
}

#[test]
fn codes_stand_in_their_list() {
    assert_eq!(of_issue(|r| r.category = "7777".into()), [("category", Error)]);
    assert_eq!(of_deputy(|r| r.levels = vec!["moon".into()]), [("levels", Error)]);
    assert_eq!(of_deputy(|r| r.levels = vec!["city".into(), "city".into()]), [("levels", Error)]);
    let mut books = Books::sample();
    books.codes.apply("codes.nature", "[[nature]]\nkey='help'\nname='求助'\n").unwrap();
    let retired = check(&Record::Issue(Box::new(issue())), &books.context());
    assert_eq!((retired[0].key, retired[0].severity), ("nature", Warning));
}

#[test]
fn an_edit_keeps_the_day_before_the_steps() {
    let step = |verb: &str, on| Event { verb: verb.into(), on: Some(on), ..Event::default() };
    let events = vec![step("register", day(2026, 11, 21)), step("assign", day(2026, 11, 21))];
    assert_eq!(of_issue(|r| r.events = events.clone()), [], "the registration keeps the day first entered");
    let late = |r: &mut Issue| {
        (r.events, r.reported_on, r.channel, r.source) = (events, Some(day(2026, 11, 22)), "phone".into(), None)
    };
    assert_eq!(of_issue(late), [("reported_on", Error)]);
}

#[test]
fn deeds_in_money_say_how_much_and_whose() {
    let deed = |kind: &str, amount, source: &str| Deed {
        text: "修水渠".into(),
        kind: kind.into(),
        amount,
        source: source.into(),
        ..Deed::default()
    };
    let of_deed = |deed| of_visit(|r| r.deeds = vec![deed]);
    assert_eq!(of_deed(deed("money", Some(100), "social")), []);
    assert_eq!(of_deed(deed("solved", None, "")), []);
    assert_eq!(of_deed(deed("money", None, "social")), [("deeds", Warning)]);
    assert_eq!(of_deed(deed("goods", Some(0), "")), [("deeds", Warning), ("deeds", Warning)]);
    assert_eq!(of_deed(deed("gold", None, "")), [("deeds", Error)]);
    assert_eq!(of_deed(Deed::default()), [("deeds", Error), ("deeds", Error)]);
    assert_eq!(of_visit(|r| r.deeds = vec![deed("solved", None, ""); 201]), [("deeds", Error)]);
}

#[test]
fn namesakes_are_asked_about_but_nobody_is_his_own() {
    assert_eq!(of_deputy(|r| r.name = "张三".into()), [("name", Warning)]);
    let books = Books::sample();
    let zhang = Record::Deputy(Deputy { name: "张三".into(), ..deputy() });
    assert_eq!(check_as(&zhang, Some(1), &books.context()), []);
    assert_eq!(found(Record::Unit(Unit { name: "水利站".into(), ..Unit::default() })), [("name", Warning)]);
    assert_eq!(of_deputy(|r| r.status = "former".into()), [("status_on", Warning)]);
}

#[test]
fn a_station_code_is_twelve_digits_of_a_township() {
    let of_code = |code: &str| {
        let station = Station {
            code: code.into(),
            name: "茶亭镇代表联络站".into(),
            kind: "township".into(),
            organ: "presidium".into(),
            ..Station::default()
        };
        found(Record::Station(station))
    };
    assert_eq!(of_code("430102001001"), []);
    assert_eq!(of_code("440102001001"), [("code", Warning)]);
    for code in ["43010200100", "4301020010011", "43010200100a", "030102001001", "４３０１０２００１００１"]
    {
        assert_eq!(of_code(code), [("code", Error)], "{code}");
    }
}

#[test]
fn a_setting_reads_or_is_refused() {
    let of_setting = |key: &str, value: &str| {
        found(Record::Setting(Setting { key: key.into(), value: value.into(), ..Setting::default() }))
    };
    assert_eq!(of_setting("codes.nature", "[[nature]]\nkey='praise'\nname='表扬'"), []);
    assert_eq!(of_setting("codes.nature", "[[nature]]"), [("value", Error)]);
    assert_eq!(of_setting("deadlines.redo_days", "20"), []);
    assert_eq!(of_setting("deadlines.redo_days", "soon"), [("value", Error)]);
    assert_eq!(of_setting("colour", "red"), [("key", Warning)]);
}

#[test]
fn a_setting_stands_once() {
    let mut books = Books::empty();
    let setting =
        || Record::Setting(Setting { key: "deadlines.redo_days".into(), value: "20".into(), ..Setting::default() });
    let id = books.add(setting());
    assert!(check(&setting(), &books.context()).iter().any(|f| f.key == "key" && f.message.contains("#1")));
    assert_eq!(check_as(&setting(), Some(id), &books.context()), []);
}

#[test]
fn an_issue_stays_in_the_year_of_its_number() {
    let numbered = |number: &str| of_issue(|r| r.number = number.into());
    let raised = issue().reported_on.unwrap();
    assert_eq!(numbered(&format!("{}-0007", raised.year())), []);
    assert_eq!(numbered(&format!("{}-0007", raised.year() - 1)), [("reported_on", Error)]);
}

/// What is found about a record beside some others kept, as pairs.
fn beside(kept: &[Record], record: &Record, own: Option<u64>) -> Vec<(&'static str, Severity)> {
    let mut books = Books::sample();
    for record in kept {
        books.add(record.clone());
    }
    let found = check_as(record, own, &books.context());
    found.into_iter().map(|finding| (finding.key, finding.severity)).collect()
}

#[test]
fn an_issue_comes_from_a_day_that_was_held() {
    let from_day_2 = |date, stage: &str| {
        let source = ReceptionDay { date: Some(date), stage: stage.to_owned(), ..held() };
        let raised = Issue { source: Some(2), ..issue() };
        beside(&[Record::Reception(source)], &Record::Issue(Box::new(raised)), None)
    };
    assert_eq!(from_day_2(day(2026, 11, 20), "held"), []);
    assert_eq!(from_day_2(day(2026, 11, 24), "planned"), [("source", Error)], "tomorrow");
    for stage in ["postponed", "cancelled"] {
        assert_eq!(from_day_2(day(2026, 11, 20), stage), [("source", Warning)], "{stage}");
    }
}

#[test]
fn a_day_is_held_once_at_a_time_and_place() {
    let [day_2, elsewhere] = ["联络站", "茶亭村"].map(|place| ReceptionDay { place: place.into(), ..held() });
    let kept = [Record::Reception(day_2.clone())];
    assert_eq!(beside(&kept, &Record::Reception(day_2.clone()), None), [("place", Warning)]);
    assert_eq!(beside(&kept, &Record::Reception(day_2.clone()), Some(2)), [], "the day itself");
    let by_others = ReceptionDay { deputies: vec![3], attendance: vec![present(3)], ..elsewhere };
    assert_eq!(beside(&kept, &Record::Reception(by_others), None), []);
    let later = ReceptionDay { start: Time::from_hm(9, 30), ..day_2 };
    assert_eq!(beside(&kept, &Record::Reception(later), None), []);
}

#[test]
fn nobody_is_on_duty_at_two_places_at_once() {
    let there = ReceptionDay { place: "茶亭村".to_owned(), ..held() };
    let with = |stage: &str, day: &ReceptionDay| {
        let kept = ReceptionDay { stage: stage.to_owned(), reason: "防汛".to_owned(), ..held() };
        beside(&[Record::Reception(kept)], &Record::Reception(day.clone()), None)
    };
    assert_eq!(with("held", &there), [("deputies", Warning)]);
    let overlapping = ReceptionDay { start: Time::from_hm(11, 0), end: Time::from_hm(15, 0), ..there.clone() };
    assert_eq!(with("announced", &overlapping), [("deputies", Warning)]);
    let afternoon = ReceptionDay { start: Time::from_hm(11, 30), end: Time::from_hm(15, 0), ..there.clone() };
    assert_eq!(with("held", &afternoon), []);
    assert_eq!(with("cancelled", &there), [], "called off");
    assert_eq!(with("held", &ReceptionDay { date: Some(day(2026, 11, 19)), ..there }), []);
}

#[test]
fn a_visit_is_asked_about_when_it_stands_already() {
    let kept = [Record::Visit(visit())];
    assert_eq!(beside(&kept, &Record::Visit(visit()), None), [("summary", Warning)]);
    assert_eq!(beside(&kept, &Record::Visit(visit()), Some(2)), [], "the visit itself");
    let others = [
        Visit { deputies: vec![2], ..visit() },
        Visit { village: "石门村".to_owned(), ..visit() },
        Visit { summary: "走访另外三户，了解道路".to_owned(), ..visit() },
        Visit { date: Some(day(2026, 11, 20)), ..visit() },
    ];
    for other in others {
        assert_eq!(beside(&kept, &Record::Visit(other), None), []);
    }
}

#[test]
fn every_household_visited_has_somebody_in_it() {
    assert_eq!(of_visit(|r| (r.households, r.people) = (Some(3), 3)), []);
    assert_eq!(of_visit(|r| (r.households, r.people) = (Some(4), 3)), [("people", Warning)]);
}

#[test]
fn a_mobile_number_has_eleven_digits() {
    for odd in ["1380013800", "138001380000"] {
        assert_eq!(of_deputy(|r| r.phone = odd.into()), [("phone", Warning)], "{odd}");
    }
    for fine in ["13800138000", "12345", "0731-87654321", "87654321"] {
        assert_eq!(of_deputy(|r| r.phone = fine.into()), [], "{fine}");
    }
}

#[test]
fn a_deputy_is_wanted_where_the_channel_has_one_receive() {
    let books = Books::shared();
    let wants_deputy = |channel: &str| {
        let record = Record::Issue(Box::new(Issue { channel: channel.to_owned(), ..issue() }));
        let spec = record.kind().specs().into_iter().find(|spec| spec.key == "deputies").unwrap();
        wants(&record, spec, &books.context())
    };
    assert!(wants_deputy("reception"));
    assert!(!wants_deputy("letter"));
    assert!(!wants_deputy(""));
}

#[test]
fn a_code_the_station_added_is_not_left_out_of_its_list() {
    let mut books = Books::sample();
    let added = "[[nature]]\nkey='praise'\nname='表扬'";
    books.codes.apply("codes.nature", added).unwrap();
    let of = |value: &str| {
        let setting =
            Record::Setting(Setting { key: "codes.nature".into(), value: value.into(), ..Setting::default() });
        check(&setting, &books.context())
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error && finding.key == "value")
            .count()
    };
    assert_eq!((of(added), of("[[nature]]\nkey='help'\nname='求助'")), (0, 1));
    assert_eq!(of("[[nature]]\nkey='praise'\nname='表扬'\nretired=true"), 0);
}
