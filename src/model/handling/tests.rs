//! Tests of decisions: what they need where they are made, and what a station makes of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod passing;

use super::*;
use crate::model::books::{Books, day};
use crate::model::check::{self, Severity};
use crate::model::entry::Entry;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::record::Record;
use crate::model::unit::Unit;
use crate::model::{Context, life};

const STATION: Org = Org(430_122_105_001);
const COUNTY: Org = Org(430_122);
const CITY: Org = Org(4301);
/// Of the county's records.
const ID: u64 = 9;

/// An issue registered on the second of November.
fn issue() -> Issue {
    let on = Some(day(2026, 11, 2));
    let issue = Issue {
        number: "2026-0007".to_owned(),
        reported_on: on,
        channel: "letter".to_owned(),
        title: "通组路塌方".to_owned(),
        content: "雨后塌了半边。".to_owned(),
        ..Issue::default()
    };
    life::registered(issue, "李慧")
}

fn entry(issue: Issue) -> Entry {
    let record = Record::Issue(Box::new(issue));
    Entry { org: STATION, id: 7, rev: 1, voided: None, extra: String::new(), record }
}

/// A decision of the tenth of November.
fn decision(verb: &str) -> Handling {
    Handling {
        station: STATION.to_string(),
        issue: 7,
        number: "2026-0007".to_owned(),
        verb: verb.to_owned(),
        on: Some(day(2026, 11, 10)),
        ..Handling::default()
    }
}

fn assign() -> Handling {
    Handling { unit: Some(1), due_on: Some(day(2026, 12, 10)), ..decision("assign") }
}

fn reply(class: &str) -> Handling {
    let planned_on = (class == "B").then(|| day(2027, 6, 30));
    let reason = if class == "C" { "规划不允许" } else { "" }.to_owned();
    Handling { class: class.to_owned(), text: "已列入计划。".to_owned(), planned_on, reason, ..decision("reply") }
}

fn unit_named(name: &str) -> Unit {
    Unit { name: name.to_owned(), ..Unit::default() }
}

/// The name of the first unit of the station's books.
fn ours(context: &Context<'_>) -> Unit {
    unit_named(&context.directory.label(Kind::Unit, 1).unwrap())
}

fn take(handling: &Handling, unit: Option<&Unit>, issue: &Entry, context: &Context<'_>) -> Result<Event, Why> {
    let decided = Decided {
        org: COUNTY,
        id: ID,
        handling,
        unit,
        from: "长沙县人大常委会代表工作委员会办公室（代表联络服务中心）",
    };
    take_over(decided, issue, "李慧", context)
}

/// The issue behind the steps that take these decisions over.
fn behind(handlings: &[Handling], context: &Context<'_>) -> Entry {
    let mut entry = entry(issue());
    for (at, handling) in handlings.iter().enumerate() {
        let unit = ours(context);
        let decided = Decided { org: COUNTY, id: 100 + at as u64, handling, unit: Some(&unit), from: "县人大" };
        let event = take_over(decided, &entry, "李慧", context).unwrap();
        let Record::Issue(issue) = &mut entry.record else { panic!() };
        **issue = life::step(issue, event, context).unwrap();
    }
    entry
}

fn findings(handling: &Handling) -> Vec<(&'static str, Severity)> {
    let record = Record::Handling(Box::new(handling.clone()));
    let found = check::check(&record, &Books::shared().context());
    found.into_iter().map(|one| (one.key, one.severity)).collect()
}

#[test]
fn each_step_asks_for_what_its_verb_needs() {
    use Severity::Error;
    for handling in [assign(), reply("A"), reply("B"), reply("C")] {
        assert_eq!(findings(&handling), [], "{handling:?}");
    }
    assert_eq!(findings(&Handling { verb: String::new(), ..assign() }), [("verb", Error)]);
    assert_eq!(findings(&decision("assign")), [("unit", Error), ("due_on", Error)]);
    assert_eq!(findings(&decision("extend")), [("due_on", Error), ("reason", Error)]);
    assert_eq!(findings(&decision("return")), [("reason", Error)]);
    assert_eq!(findings(&decision("urge")), [("text", Error)]);
    assert_eq!(findings(&decision("reply")), [("text", Error), ("class", Error)]);
    assert_eq!(findings(&Handling { planned_on: None, ..reply("B") }), [("planned_on", Error)]);
    assert_eq!(findings(&Handling { planned_on: Some(day(2026, 11, 10)), ..reply("B") }), [("planned_on", Error)]);
    assert_eq!(findings(&Handling { reason: String::new(), ..reply("C") }), [("reason", Error)]);
    assert_eq!(findings(&Handling { due_on: Some(day(2026, 11, 9)), ..assign() }), [("due_on", Error)]);
    assert_eq!(findings(&Handling { unit: Some(2), ..assign() }), [("unit", Error)], "out of use");
    assert_eq!(findings(&Handling { on: Some(day(2026, 11, 24)), ..reply("A") }), [("on", Error)]);
    assert_eq!(findings(&Handling { class: "A".to_owned(), ..assign() }), [("class", Error)], "no field of the step");
    assert_eq!(findings(&Handling { station: "x".to_owned(), ..reply("A") }), [("station", Error)]);
    assert_eq!(findings(&Handling { verb: "close".to_owned(), ..reply("A") })[0], ("verb", Error));
}

#[test]
fn a_decision_fits_the_issue_behind_those_that_wait() {
    let books = Books::shared();
    let context = books.context();
    let keys = |handling: &Handling, waiting: &[Handling]| {
        fits(handling, &issue(), waiting, &context).into_iter().map(|one| one.key).collect::<Vec<_>>()
    };
    let extend = |due_on| Handling { due_on: Some(due_on), reason: "汛期".to_owned(), ..decision("extend") };
    assert_eq!(keys(&assign(), &[]), [""; 0]);
    assert_eq!(keys(&reply("A"), &[]), ["verb"], "nobody has it yet");
    assert_eq!(keys(&reply("A"), &[assign()]), [""; 0], "the station has still to take the first over");
    assert_eq!(keys(&assign(), &[assign()]), ["verb"]);
    assert_eq!(keys(&assign(), &[assign(), decision("return")]), [""; 0]);
    assert_eq!(keys(&extend(day(2026, 12, 10)), &[assign()]), ["due_on"], "no later than before");
    assert_eq!(keys(&extend(day(2026, 12, 11)), &[assign()]), [""; 0]);
    let early = Handling { on: Some(day(2026, 11, 1)), ..assign() };
    assert_eq!(keys(&early, &[]), ["on"], "before it was raised");
    assert_eq!(stage_behind(&issue(), &[assign(), reply("A"), assign()]), Stage::Replied);
}

#[test]
fn each_decision_becomes_the_step_it_is() {
    let books = Books::shared();
    let context = books.context();
    let unit = ours(&context);
    let event = take(&assign(), Some(&unit), &entry(issue()), &context).unwrap();
    let told = (event.verb.as_str(), event.route.as_str(), event.unit, event.handling.as_str(), event.by.as_str());
    assert_eq!(told, ("assign", "county", Some(1), "430122/9", "李慧"));
    assert_eq!((event.assigned_on, event.due_on), (Some(day(2026, 11, 10)), Some(day(2026, 12, 10))));

    let assigned = behind(&[assign()], &context);
    let event = take(&reply("B"), None, &assigned, &context).unwrap();
    assert_eq!((event.verb.as_str(), event.class.as_str()), ("reply", "B"));
    assert_eq!((event.text.as_str(), event.planned_on), ("已列入计划。", Some(day(2027, 6, 30))));

    let later = Handling { due_on: Some(day(2026, 12, 20)), reason: "汛期".to_owned(), ..decision("extend") };
    assert_eq!(take(&later, None, &assigned, &context).unwrap().due_on, Some(day(2026, 12, 20)));

    let urge = Handling { text: "请抓紧。".to_owned(), ..decision("urge") };
    let event = take(&urge, None, &assigned, &context).unwrap();
    assert_eq!((event.way.as_str(), event.leader.chars().count()), ("written", 20));

    let back = Handling { reason: "不属县级权限".to_owned(), ..decision("return") };
    let event = take(&back, None, &assigned, &context).unwrap();
    assert_eq!((event.by_unit, event.reason.as_str()), (Some(1), "不属县级权限"));
    for verb in VERBS {
        assert!(zh::VERBS.iter().any(|(key, name)| (*key, *name) == (verb.spec().key, verb.spec().name)));
    }
}

#[test]
fn a_route_the_station_chose_stays() {
    let context = Books::shared().context();
    let unit = ours(&context);
    let route = |route: &str| {
        let entry = entry(Issue { route: route.to_owned(), ..issue() });
        take(&assign(), Some(&unit), &entry, &context).unwrap().route
    };
    assert_eq!((route("township"), route("on_spot"), route("")), ("township".into(), "county".into(), "county".into()));
}

#[test]
fn the_day_of_the_step_lies_between_the_last_one_and_today() {
    let context = Books::shared().context();
    let unit = ours(&context);
    let day_of = |handling: &Handling| take(handling, Some(&unit), &entry(issue()), &context).unwrap().on.unwrap();
    let on = |on| Handling { on, ..assign() };
    assert_eq!(day_of(&on(Some(day(2026, 11, 1)))), day(2026, 11, 2), "not before the issue was raised");
    assert_eq!(day_of(&on(Some(day(2027, 1, 1)))), context.today, "a clock that is ahead");
    assert_eq!(day_of(&on(None)), context.today);
}

#[test]
fn what_does_not_fit_is_told_and_changes_nothing() {
    let context = Books::shared().context();
    let (unit, open) = (ours(&context), entry(issue()));
    let why =
        |handling: &Handling, unit: &Unit, entry: &Entry| take(handling, Some(unit), entry, &context).unwrap_err();

    let withdrawn = entry(Issue { stage: Stage::Withdrawn, ..issue() });
    let Why::NotNow(message) = why(&assign(), &unit, &withdrawn) else { panic!() };
    assert!(message.contains("撤回") && message.contains("交办"), "{message}");
    assert!(matches!(why(&reply("A"), &unit, &open), Why::NotNow(_)), "nobody has it yet");

    let voided = Entry { voided: Some("重复".to_owned()), ..open.clone() };
    assert_eq!(why(&assign(), &unit, &voided), Why::Gone("2026-0007".to_owned()));

    let other = Handling { station: "430122105002".to_owned(), ..assign() };
    for elsewhere in [other, Handling { issue: 8, ..assign() }, decision("close"), decision("")] {
        assert_eq!(why(&elsewhere, &unit, &open), Why::NotOurs, "{elsewhere:?}");
    }

    let stranger = Unit { level: "county".to_owned(), active: false, ..unit_named("县水利局") };
    let Why::NoUnit(wanted) = why(&assign(), &stranger, &open) else { panic!() };
    assert_eq!((wanted.name.as_str(), wanted.level.as_str(), wanted.active), ("县水利局", "county", true));

    // The unit is known here and out of use.
    let Why::DoesNotPass(_, found) = why(&assign(), &unit_named("派出所"), &open) else { panic!() };
    assert_eq!(found[0].key, "unit");

    // A term that ended before the station's last step: a person decides.
    let late = Handling { on: None, due_on: Some(day(2026, 11, 12)), ..assign() };
    let Why::DoesNotPass(event, found) = why(&late, &unit, &open) else { panic!() };
    assert_eq!((event.due_on, found[0].key), (Some(day(2026, 11, 12)), "due_on"));
    let says = Why::DoesNotPass(event, found).to_string();
    assert!(says.contains("改好"), "{says}");
}

fn standing_of(org: Org, id: u64, issue: &Entry) -> Standing {
    standing(&Entry { org, ..decided(id, assign()) }, issue, [])
}

#[test]
fn a_decision_is_taken_over_once() {
    let context = Books::shared().context();
    let unit = ours(&context);
    let mut taken = entry(issue());
    assert_eq!(standing_of(COUNTY, ID, &taken), Standing::Open);
    let event = take(&assign(), Some(&unit), &taken, &context).unwrap();
    let Record::Issue(issue) = &mut taken.record else { panic!() };
    **issue = life::step(issue, event, &context).unwrap();
    let on = Some(day(2026, 11, 10));
    assert_eq!(standing_of(COUNTY, ID, &taken), Standing::Taken(on));
    assert_eq!(take(&assign(), Some(&unit), &taken, &context), Err(Why::Taken(on)));
    assert_eq!(standing_of(COUNTY, ID + 1, &taken), Standing::Open, "another decision about the same issue");
    assert_eq!(standing_of(CITY, ID, &taken), Standing::Open, "one of the same number, of another desk");
    let Record::Issue(issue) = &mut taken.record else { panic!() };
    issue.stage = Stage::Closed;
    assert_eq!(standing_of(COUNTY, ID + 1, &taken), Standing::Moot);
    assert_eq!(standing_of(COUNTY, ID, &taken), Standing::Taken(on), "that it was taken over stays true");
}

#[test]
fn only_a_step_a_decision_can_be_names_one() {
    let context = Books::shared().context();
    let assigned = behind(&[assign(), reply("A")], &context);
    let Record::Issue(issue) = &assigned.record else { panic!() };
    let mut event = life::prefill(issue, Verb::Feedback, "李慧", &context);
    (event.way, event.rating, event.rated_by) = ("phone".to_owned(), "satisfied".to_owned(), "resident".to_owned());
    event.deputy_told_on = event.on;
    assert!(life::step(issue, event.clone(), &context).is_ok());
    event.handling = "430122/9".to_owned();
    let found = life::step(issue, event, &context).unwrap_err();
    assert!(found.iter().any(|one| one.key == KEY), "{found:?}");
}

#[test]
fn what_is_not_taken_over_is_said_once_with_why() {
    let context = Books::shared().context();
    let (decided, open) = (decided(ID, assign()), entry(issue()));
    let event = refuse(&decided, &open, "李慧", &context).unwrap();
    assert_eq!((event.verb.as_str(), event.on), ("decline", Some(context.today)));
    let Record::Issue(content) = &open.record else { panic!() };
    let found = life::step(content, event.clone(), &context).unwrap_err();
    assert_eq!(found[0].key, "reason", "the county hears why");
    let refused = life::step(content, Event { reason: "已自行交办".to_owned(), ..event }, &context).unwrap();
    assert_eq!(refused.stage, content.stage, "it moves nothing");
    let refused = entry(refused);
    assert_eq!(standing_of(COUNTY, ID, &refused), Standing::Refused(Some(context.today)));
    assert_eq!(told::state(&decided, Some(&refused), []), told::State::Refused);
    assert_eq!(pending(&decided, &refused, []), None);
    let unit = ours(&context);
    assert!(matches!(take(&assign(), Some(&unit), &refused, &context), Err(Why::Refused(_))));
    assert!(matches!(refuse(&decided, &refused, "李慧", &context), Err(Why::Refused(_))));
    assert_eq!(may_void(&decided, Some(&refused), &[]), Ok(()));
    let taken = behind(&[assign()], &context);
    assert!(matches!(refuse(&self::decided(100, assign()), &taken, "李慧", &context), Err(Why::Taken(_))));
    let closed = entry(Issue { stage: Stage::Closed, ..issue() });
    assert!(matches!(refuse(&decided, &closed, "李慧", &context), Err(Why::NotNow(_))));
}

#[test]
fn what_was_voided_after_it_was_taken_over_is_looked_at_until_that_is_known() {
    let context = Books::shared().context();
    let voided = Entry { voided: Some("单位弄错了".to_owned()), ..decided(100, assign()) };
    let taken = behind(&[assign()], &context);
    assert_eq!(pending(&voided, &entry(issue()), []), None, "what was never taken over");
    assert_eq!(pending(&voided, &taken, []), Some(Pending::Revoked));
    assert_eq!(pending(&decided(100, assign()), &taken, []), None);
    let Record::Issue(content) = &taken.record else { panic!() };
    let known = Event { verb: "noted".to_owned(), handling: reference(COUNTY, 100), ..Event::default() };
    let known = entry(life::step(content, known, &context).unwrap());
    assert_eq!(pending(&voided, &known, []), None);
    assert_eq!(standing_of(COUNTY, 100, &known), Standing::Taken(content.events.last().unwrap().on));
    assert_eq!(told::state(&voided, Some(&known), []), told::State::VoidedTaken);
    let Record::Issue(content) = &known.record else { panic!() };
    for (handling, says) in
        [(reference(COUNTY, 100), "已经记过"), (reference(COUNTY, 7), "没有采纳过"), (String::new(), "F5")]
    {
        let again = Event { verb: "noted".to_owned(), handling, ..Event::default() };
        let found = life::step(content, again, &context).unwrap_err();
        assert!(found[0].message.contains(says), "{found:?}");
    }
}

#[test]
fn a_history_refers_to_a_decision_once() {
    let context = Books::shared().context();
    let assigned = behind(&[assign()], &context);
    let Record::Issue(issue) = &assigned.record else { panic!() };
    let mut event =
        take(&Handling { text: "请抓紧".to_owned(), ..decision("urge") }, None, &assigned, &context).unwrap();
    // A desk that came back from a backup gives a number again: under that of the assignment it urges now.
    event.handling = reference(COUNTY, 100);
    let urged = life::step(issue, event.clone(), &context).unwrap();
    let found = life::step(&urged, event, &context).unwrap_err();
    assert!(found[0].message.contains("已于"), "{found:?}");
    let Record::Issue(content) = &assigned.record else { panic!() };
    let again = Entry { record: Record::Issue(content.clone()), ..assigned.clone() };
    let state = |handling: Handling| standing(&decided(100, handling), &again, []);
    assert!(matches!(state(assign()), Standing::Taken(_)));
    assert_eq!(state(decision("urge")), Standing::Open);
}

/// The city's decision: assigned to a unit of its own list.
fn of_city(id: u64, handling: Handling) -> Entry {
    Entry { org: CITY, ..decided(id, handling) }
}

fn decided(id: u64, handling: Handling) -> Entry {
    let record = Record::Handling(Box::new(handling));
    Entry { org: COUNTY, id, rev: 1, voided: None, extra: String::new(), record }
}

#[test]
fn what_may_be_decided_goes_by_the_stage_behind_what_waits() {
    let context = Books::shared().context();
    let verbs = |about: &Deciding| about.verbs().into_iter().map(|verb| verb.spec().key).collect::<Vec<_>>();
    let fresh = Deciding::of(entry(issue()), [], COUNTY);
    assert_eq!(verbs(&fresh), ["assign"]);
    let begun = fresh.begin(Verb::Assign, &context);
    assert_eq!((begun.station.as_str(), begun.issue, begun.number.as_str()), ("430122105001", 7, "2026-0007"));
    assert_eq!(begun.due_on, Some(context.today.plus_days(90)), "the term of the county's route");
    assert!(fresh.check(&Handling { unit: Some(1), ..begun }, &context).is_empty());
    let voided = Entry { voided: Some("有误".to_owned()), ..decided(3, assign()) };
    assert_eq!(verbs(&Deciding::of(entry(issue()), [voided], COUNTY)), ["assign"], "what was voided does not wait");
    let waiting = Deciding::of(entry(issue()), [decided(2, reply("A")), decided(1, assign())], COUNTY);
    assert_eq!(waiting.waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [1, 2], "the oldest first");
    assert!(verbs(&waiting).is_empty(), "it would be replied to");
    assert_eq!(waiting.check(&decision("urge"), &context)[0].key, "verb");
    let waiting = Deciding::of(entry(issue()), [decided(1, assign())], COUNTY);
    assert_eq!(verbs(&waiting), ["return", "extend", "urge", "reply"]);
    let voided = Entry { voided: Some("重复".to_owned()), ..entry(issue()) };
    assert!(verbs(&Deciding::of(voided, [], COUNTY)).is_empty());
}

#[test]
fn a_decision_is_about_the_issue_it_was_made_for() {
    let context = Books::shared().context();
    let unit = ours(&context);
    let born = |birth: &str| entry(Issue { birth: birth.to_owned(), ..issue() });
    let begun = |issue: &Entry| Deciding::of(issue.clone(), [], COUNTY).begin(Verb::Assign, &context);
    // Made for an issue with a birth; for one of before there were births; by a program that knew of none.
    for (made_for, fits) in [(Some("0a"), [true, false, false]), (Some(""), [false, false, true]), (None, [true; 3])] {
        let about = made_for.map_or_else(String::new, |birth| begun(&born(birth)).about);
        let decision = Handling { about, ..assign() };
        for (issue, fits) in ["0a", "0b", ""].map(born).iter().zip(fits) {
            let step = take(&decision, Some(&unit), issue, &context);
            assert_eq!(step.as_ref().err(), (!fits).then_some(&Why::Other), "{made_for:?}");
            let ours = decided(ID, decision.clone());
            let stands = standing(&ours, issue, []);
            assert_eq!(stands, if fits { Standing::Open } else { Standing::Other });
            let about = Deciding::of(issue.clone(), [ours.clone()], COUNTY);
            assert_eq!(about.waiting.len(), usize::from(fits));
            assert_eq!(may_void(&ours, Some(issue), &[]), Ok(()));
            let theirs = of_city(3, decision.clone());
            let about = Deciding::of(issue.clone(), [theirs.clone()], COUNTY);
            let passed = passed_on(&theirs, &about, &context);
            assert_eq!(passed == Err(Why::Other), !fits);
        }
    }
    // What is passed on names the issue it was passed on for.
    let issue = born("0a");
    for about in ["0a", ""] {
        let urge = Handling { text: "请抓紧。".to_owned(), about: about.to_owned(), ..decision("urge") };
        let theirs = of_city(3, urge);
        let naming = [theirs.clone(), decided(100, assign())];
        let passed = passed_on(&theirs, &Deciding::of(issue.clone(), naming, COUNTY), &context).unwrap();
        assert_eq!(passed.about, "0a");
    }
}

#[test]
fn what_was_taken_over_is_not_voided() {
    let context = Books::shared().context();
    let (open, taken) = (entry(issue()), behind(&[assign()], &context));
    let decided = decided(100, assign());
    assert_eq!(may_void(&decided, Some(&open), &[]), Ok(()));
    assert_eq!(may_void(&decided, None, &[]), Ok(()));
    assert!(may_void(&decided, Some(&taken), &[]).unwrap_err().contains("采纳"));
}

#[test]
fn what_its_desk_took_back_is_not_taken_over() {
    let mut books = Books::sample();
    if let Record::Issue(kept) = &mut books.entries.iter_mut().find(|one| one.kind() == Kind::Issue).unwrap().record {
        **kept = issue();
    }
    let context = books.context();
    let mut decided = decided(ID, Handling { issue: 1, unit: Some(1), ..assign() });
    let (about, step) = taken_over(&decided, "李慧", &context);
    assert_eq!((about.unwrap().id, step.unwrap().handling), (1, reference(COUNTY, ID)));
    decided.voided = Some("作出有误".to_owned());
    let (_, step) = taken_over(&decided, "李慧", &context);
    assert_eq!(step, Err(Why::Withdrawn("作出有误".to_owned())));
    let nowhere = self::decided(ID, Handling { issue: 99, ..assign() });
    assert_eq!(taken_over(&nowhere, "李慧", &context).1, Err(Why::NotOurs));
}

#[test]
fn a_decision_has_one_name() {
    assert_eq!(referred(&reference(COUNTY, ID)), Some((COUNTY, ID)));
    for odd in ["", "430122", "430122/", "/9", "430122/09", "430122/+9", "0430122/9", "430122/9/1", "县/9", "430122/ 9"]
    {
        assert_eq!(referred(odd), None, "{odd}");
    }
}
