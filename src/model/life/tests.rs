//! Tests of the life of an issue: every verb from every stage, random walks, due dates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod after;
mod promises;
mod together;
mod walks;

use super::*;
use crate::model::books::{Books, day};
use crate::model::check::Severity;
use crate::model::part::PartKind;

/// An issue raised on 2026-11-02 and registered.
fn raised() -> Issue {
    let issue = Issue { reported_on: Some(day(2026, 11, 2)), deputies: vec![1], ..Issue::default() };
    registered(issue, "李工")
}

fn event(verb: Verb, on: Date) -> Event {
    Event { verb: verb.spec().key.to_owned(), on: Some(on), by: "李工".to_owned(), ..Event::default() }
}

fn assign(on: Date) -> Event {
    Event { route: "township".to_owned(), unit: Some(1), on: None, assigned_on: Some(on), ..event(Verb::Assign, on) }
}

fn reply(on: Date, class: &str) -> Event {
    let planned_on = (class == PROMISED).then(|| on.plus_days(30));
    let reason = if class == IMPOSSIBLE { "政策所限".to_owned() } else { String::new() };
    Event { text: "已修好".to_owned(), class: class.to_owned(), planned_on, reason, ..event(Verb::Reply, on) }
}

fn feedback(on: Date, rating: &str) -> Event {
    let remark = if rating == DISSATISFIED { "又坏了".to_owned() } else { String::new() };
    let told = Some(on);
    let way = "phone".to_owned();
    Event { way, deputy_told_on: told, rating: rating.to_owned(), remark, ..event(Verb::Feedback, on) }
}

fn take_together(
    entries: &[&crate::model::Entry],
    event: &Event,
    context: &Context<'_>,
    new_id: &mut dyn FnMut() -> u64,
) -> Result<Taken, Refused> {
    super::take(entries, event, context, new_id)
}

fn take(issue: &Issue, event: Event) -> Issue {
    step(issue, event, &Books::shared().context()).unwrap_or_else(|found| panic!("{found:?}"))
}

/// The keys of the errors that refuse a step.
fn refused(issue: &Issue, event: Event) -> Vec<&'static str> {
    let found = step(issue, event, &Books::shared().context()).expect_err("taken");
    assert!(found.iter().all(|finding| !finding.message.is_ascii()), "{found:?}");
    found.into_iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.key).collect()
}

fn warned(issue: &Issue, event: &Event) -> Vec<&'static str> {
    check_step(issue, event, &Books::shared().context()).into_iter().map(|finding| finding.key).collect()
}

#[test]
fn every_verb_stands_in_the_table_with_fields_that_exist() {
    let specs = PartKind::Event.specs();
    for line in table() {
        assert_eq!(Verb::from_key(line.key), Some(line.verb));
        assert!(std::ptr::eq(line.verb.spec(), *line));
        assert_eq!(Books::shared().codes.name("verb", line.key), line.name);
        assert!(line.fields.iter().all(|(key, _)| specs.iter().any(|spec| spec.key == *key)), "{}", line.key);
    }
    let keys: Vec<&str> = table().iter().map(|line| line.key).collect();
    assert_eq!(keys, crate::text::zh::model::verb::ALL.map(|(key, _)| key));
    let mut offered: Vec<Verb> = Stage::ALL.iter().flat_map(|stage| common_steps(&[*stage])).map(|s| s.verb).collect();
    offered.sort_by_key(|verb| *verb as usize);
    offered.dedup();
    assert_eq!(offered.len(), 17, "every verb but the first is offered at some stage");
    assert_eq!(Verb::from_key("fly"), None);
}

#[test]
fn an_issue_goes_from_hand_to_hand_to_its_end() {
    let assigned = take(&raised(), assign(day(2026, 11, 3)));
    assert_eq!(assigned.stage, Stage::Assigned);
    assert_eq!((assigned.route.as_str(), assigned.unit), ("township", Some(1)));
    assert_eq!(assigned.due_on, Some(day(2026, 12, 3)), "thirty days by the route");
    assert_eq!(assigned.events[1].on, Some(day(2026, 11, 3)), "the day of assignment");
    let replied = take(&assigned, reply(day(2026, 11, 10), SOLVED));
    assert_eq!((replied.stage, replied.class.as_str()), (Stage::Replied, "A"));
    assert!(!is_fed_back(&replied));
    let told = take(&replied, feedback(day(2026, 11, 11), "satisfied"));
    assert_eq!((told.stage, told.rating.as_str()), (Stage::Replied, "satisfied"));
    assert_eq!(told.events[3].rated_by, "resident");
    let closed = take(&told, event(Verb::Close, day(2026, 11, 12)));
    assert_eq!((closed.stage, closed.closed_on), (Stage::Closed, Some(day(2026, 11, 12))));
    let verbs: Vec<&str> = closed.events.iter().map(|event| event.verb.as_str()).collect();
    assert_eq!(verbs, ["register", "assign", "reply", "feedback", "close"]);
    assert_eq!(next_steps(&closed).iter().map(|spec| spec.key).collect::<Vec<_>>(), ["reopen"]);
}

#[test]
fn an_answer_on_the_spot_is_of_class_a_unless_it_says_otherwise() {
    let answer = Event { text: "当场解释".to_owned(), ..event(Verb::Answer, day(2026, 11, 2)) };
    let replied = take(&raised(), answer.clone());
    assert_eq!((replied.stage, replied.class.as_str(), replied.route.as_str()), (Stage::Replied, "A", "on_spot"));
    assert_eq!(refused(&raised(), Event { class: "B".to_owned(), ..answer }), ["planned_on"]);
}

/// A decision that was taken over.
const TAKEN: &str = "430122/8";

/// One event of each verb, complete, on the given day.
fn complete(verb: Verb, on: Date) -> Event {
    let reason = "情况有变".to_owned();
    let text = "已到现场查看".to_owned();
    let plain = event(verb, on);
    match verb {
        Verb::Register | Verb::Close | Verb::Track => plain,
        Verb::Answer | Verb::Progress => Event { text, ..plain },
        Verb::Assign => assign(on),
        Verb::Return => Event { by_unit: Some(1), reason, ..plain },
        Verb::Extend => Event { due_on: Some(on.plus_days(60)), reason, ..plain },
        Verb::Urge => Event { way: "meeting".to_owned(), text, ..plain },
        Verb::Reply => reply(on, SOLVED),
        Verb::Feedback => feedback(on, UNRATED),
        Verb::Redo => Event { route: "township".to_owned(), unit: Some(1), ..plain },
        Verb::Reopen => Event { route: "township".to_owned(), unit: Some(1), reason, ..plain },
        Verb::Guide => Event { where_to: "petition".to_owned(), ..plain },
        Verb::Merge => Event { into: Some(2), ..plain },
        Verb::Split => {
            Event { title: "另一盏路灯".to_owned(), content: "另一盏也不亮了".to_owned(), ..plain }
        }
        Verb::Withdraw | Verb::Restore => Event { reason, ..plain },
        Verb::Decline => Event { reason, handling: "430122/9".to_owned(), ..plain },
        Verb::Noted => Event { handling: TAKEN.to_owned(), ..plain },
    }
}

/// An issue at a stage to which nothing stands in the way of the verb but, maybe, the stage.
fn apt(verb: Verb, stage: Stage) -> Issue {
    let class = if verb == Verb::Track { PROMISED } else { SOLVED };
    let rating = if verb == Verb::Redo { DISSATISFIED } else { UNRATED };
    let mut issue = Issue { items: 2, ..raised() };
    issue.events.push(reply(day(2026, 11, 3), class));
    issue.events.push(feedback(day(2026, 11, 3), rating));
    if verb == Verb::Noted {
        issue.events.push(Event { handling: TAKEN.to_owned(), ..event(Verb::Urge, day(2026, 11, 3)) });
    }
    (issue.stage, issue.class, issue.rating) = (stage, class.to_owned(), rating.to_owned());
    issue
}

#[test]
fn every_verb_from_every_stage_goes_by_the_table() {
    for stage in Stage::ALL {
        for line in table() {
            let issue = apt(line.verb, stage);
            let taken = step(&issue, complete(line.verb, day(2026, 11, 5)), &Books::shared().context());
            match taken {
                Ok(next) => {
                    assert!(line.from.contains(&stage), "{} from {stage:?}", line.key);
                    assert_eq!(next.stage, line.to.unwrap_or(stage));
                    assert_eq!(next.events.len(), issue.events.len() + 1);
                }
                Err(found) => {
                    assert!(!line.from.contains(&stage), "{} from {stage:?}: {found:?}", line.key);
                    assert_eq!(found.len(), 1, "the stage alone is told");
                    let name = Books::shared().codes.name("stage", stage.key());
                    assert!(found[0].message.contains(name) && found[0].message.contains(line.name), "{found:?}");
                }
            }
        }
    }
}

#[test]
fn a_refused_step_says_what_can_be_done() {
    let close = event(Verb::Close, day(2026, 11, 3));
    let found = step(&raised(), close, &Books::shared().context()).unwrap_err();
    assert!(found[0].message.contains("已登记") && found[0].message.contains("当场答复、交办转办"), "{found:?}");
    assert_eq!(refused(&raised(), Event { verb: "fly".to_owned(), ..Event::default() }), ["verb"]);
}

#[test]
fn an_assignment_has_a_way_a_unit_and_a_term() {
    let on = day(2026, 11, 3);
    let changed = |change: fn(&mut Event)| {
        let mut event = assign(day(2026, 11, 3));
        change(&mut event);
        event
    };
    assert_eq!(refused(&raised(), changed(|e| e.route.clear())), ["route", "due_on"]);
    assert_eq!(refused(&raised(), changed(|e| e.unit = None)), ["unit"]);
    assert_eq!(refused(&raised(), changed(|e| e.unit = Some(2))), ["unit"], "out of use");
    assert_eq!(refused(&raised(), changed(|e| e.unit = Some(9))), ["unit"]);
    assert_eq!(refused(&raised(), changed(|e| e.co_units = vec![1])), ["co_units"]);
    assert_eq!(refused(&raised(), changed(|e| e.co_units = vec![2])), ["co_units"], "out of use");
    assert_eq!(refused(&raised(), changed(|e| e.route = "on_spot".into())), ["route"]);
    assert_eq!(refused(&raised(), changed(|e| e.route = "guided".into())), ["route", "due_on"]);
    assert_eq!(refused(&raised(), changed(|e| e.due_on = Some(day(2026, 11, 2)))), ["due_on"]);
    assert_eq!(refused(&raised(), changed(|e| e.on = Some(day(2026, 11, 4)))), ["assigned_on"]);
    assert_eq!(refused(&raised(), changed(|e| e.class = "A".into())), ["class"], "not a field of this verb");
    let proposal = |days| {
        let mut event = assign(day(2026, 11, 3));
        (event.route, event.due_on) = ("proposal".to_owned(), Some(day(2026, 11, 3).plus_days(days)));
        event
    };
    assert_eq!(refused(&raised(), proposal(181)), ["due_on"]);
    assert_eq!(take(&raised(), proposal(180)).due_on, Some(on.plus_days(180)));
}

#[test]
fn a_due_date_follows_from_the_route() {
    let due = |route| due_on(route, day(2026, 11, 3), &Books::shared().context());
    assert_eq!(due("on_spot"), Some(day(2026, 11, 3)));
    assert_eq!(due("hotline"), Some(day(2026, 11, 17)), "ten working days from a Tuesday");
    assert_eq!(due("village"), Some(day(2026, 11, 24)));
    assert_eq!(due("county"), Some(day(2027, 2, 1)));
    assert_eq!((due("guided"), due("none")), (None, None));
}

#[test]
fn a_due_date_in_working_days_passes_over_holidays_and_counts_make_up_days() {
    let due = |month, date| due_on("hotline", day(2026, month, date), &Books::shared().context());
    assert_eq!(due(9, 18), Some(day(2026, 10, 9)), "over 中秋 and 国庆, with Sunday the twentieth worked");
    assert_eq!(due(2, 12), Some(day(2026, 3, 4)), "over 春节, with two Saturdays worked");
}

#[test]
fn a_class_asks_for_what_it_means() {
    let assigned = take(&raised(), assign(day(2026, 11, 3)));
    let on = day(2026, 11, 10);
    assert_eq!(refused(&assigned, Event { class: String::new(), ..reply(on, SOLVED) }), ["class"]);
    assert_eq!(refused(&assigned, Event { text: String::new(), ..reply(on, SOLVED) }), ["text"]);
    assert_eq!(refused(&assigned, Event { planned_on: None, ..reply(on, PROMISED) }), ["planned_on"]);
    assert_eq!(refused(&assigned, Event { planned_on: Some(on), ..reply(on, PROMISED) }), ["planned_on"]);
    assert_eq!(refused(&assigned, Event { planned_on: Some(on.plus_days(1)), ..reply(on, SOLVED) }), ["planned_on"]);
    assert_eq!(refused(&assigned, Event { reason: String::new(), ..reply(on, IMPOSSIBLE) }), ["reason"]);
    assert_eq!(refused(&assigned, Event { text: "长".repeat(10_001), ..reply(on, SOLVED) }), ["text"]);
    let promised = take(&assigned, reply(on, PROMISED));
    assert_eq!(promised_on(&promised), Some(on.plus_days(30)));
    assert_eq!(promised_on(&take(&assigned, reply(on, IMPOSSIBLE))), None);
}

#[test]
fn feedback_says_how_and_what_the_resident_thought() {
    let on = day(2026, 11, 10);
    let replied = take(&take(&raised(), assign(day(2026, 11, 3))), reply(on, SOLVED));
    let named = Issue { anonymous: false, ..replied.clone() };
    assert_eq!(refused(&named, Event { way: String::new(), ..feedback(on, UNRATED) }), ["way"]);
    let posted = take(&replied, Event { way: String::new(), ..feedback(on, UNRATED) });
    assert_eq!(posted.events[3].way, "posted", "nobody knows whom to tell");
    let unreachable = Event { way: "unreachable".to_owned(), ..feedback(on, UNRATED) };
    assert_eq!(refused(&replied, unreachable.clone()), ["reason"]);
    take(&replied, Event { reason: "三次电话无人接".to_owned(), ..unreachable });
    assert_eq!(refused(&replied, Event { remark: String::new(), ..feedback(on, DISSATISFIED) }), ["remark"]);
    let untold = Event { deputy_told_on: None, ..feedback(on, UNRATED) };
    assert_eq!(warned(&replied, &untold), ["deputy_told_on"]);
    assert_eq!(take(&replied, untold).rating, UNRATED);
    let tomorrow = Event { deputy_told_on: Some(day(2026, 11, 24)), ..feedback(on, UNRATED) };
    assert_eq!(refused(&replied, tomorrow), ["deputy_told_on"]);
}

#[test]
fn an_end_needs_a_settled_answer_that_was_told() {
    let on = day(2026, 11, 10);
    let assigned = take(&raised(), assign(day(2026, 11, 3)));
    let close = || event(Verb::Close, on);
    let replied = |class| take(&assigned, reply(on, class));
    assert_eq!(refused(&replied(SOLVED), close()), ["on"]);
    assert_eq!(refused(&take(&replied(PROMISED), feedback(on, UNRATED)), close()), ["on"]);
    assert_eq!(refused(&take(&replied(SOLVED), feedback(on, DISSATISFIED)), close()), ["on"]);
    assert_eq!(take(&take(&replied(IMPOSSIBLE), feedback(on, "basically")), close()).stage, Stage::Closed);
}

#[test]
fn days_never_run_backwards_or_ahead() {
    let assigned = take(&raised(), assign(day(2026, 11, 3)));
    assert_eq!(refused(&raised(), assign(day(2026, 11, 1))), ["assigned_on"]);
    assert_eq!(refused(&assigned, reply(day(2026, 11, 2), SOLVED)), ["on"]);
    assert_eq!(refused(&assigned, reply(day(2026, 11, 24), SOLVED)), ["on"]);
    take(&assigned, reply(day(2026, 11, 3), SOLVED));
}

#[test]
fn a_corrected_day_counts_and_not_the_one_first_entered() {
    let mut issue = raised();
    issue.reported_on = Some(day(2026, 10, 30));
    take(&issue, assign(day(2026, 10, 31)));
    issue.reported_on = Some(day(2026, 11, 5));
    assert_eq!(refused(&issue, assign(day(2026, 11, 3))), ["assigned_on"]);
}

#[test]
fn a_step_left_blank_is_filled() {
    let context = Books::shared().context();
    let prefilled = prefill(&raised(), Verb::Answer, "李工", &context);
    assert_eq!((prefilled.class.as_str(), prefilled.on, prefilled.by.as_str()), ("A", Some(context.today), "李工"));
    let prefilled = prefill(&raised(), Verb::Assign, "李工", &context);
    assert_eq!((prefilled.on, prefilled.assigned_on, prefilled.due_on), (None, Some(context.today), None));
    let returned = take(&take(&raised(), assign(day(2026, 11, 3))), complete(Verb::Return, day(2026, 11, 4)));
    let again = prefill(&returned, Verb::Assign, "李工", &context);
    let due = Some(day(2026, 12, 23));
    assert_eq!((again.route.as_str(), again.unit, again.due_on), ("township", None, due), "not the unit it came from");
    assert_eq!(prefill(&raised(), Verb::Feedback, "李工", &context).rating, UNRATED);
    let today = Event { on: None, ..reply(day(2026, 11, 3), SOLVED) };
    let replied = take(&take(&raised(), assign(day(2026, 11, 3))), today);
    assert_eq!(replied.events[2].on, Some(context.today));
}

#[test]
fn registering_twice_is_registering_once() {
    let issue = raised();
    assert_eq!(issue.events, [register_event(Some(day(2026, 11, 2)), "李工")]);
    assert_eq!(registered(issue.clone(), "张工"), issue);
}

#[test]
fn an_imported_reply_has_no_class_and_can_be_closed() {
    let context = Books::shared().context();
    let issue = Issue { reported_on: Some(day(2026, 11, 2)), channel: "above".to_owned(), ..Issue::default() };
    let imported = |on, text: &str| imported_reply(issue.clone(), on, text, "李工", &context);
    let replied = imported(day(2026, 11, 9), "已转办").unwrap();
    let verbs: Vec<&str> = replied.events.iter().map(|event| event.verb.as_str()).collect();
    assert_eq!(
        (replied.stage, replied.class.as_str(), verbs.as_slice()),
        (Stage::Replied, "", ["register", "reply"].as_slice())
    );
    let told = take(&replied, Event { way: "posted".to_owned(), ..feedback(day(2026, 11, 10), UNRATED) });
    assert_eq!(take(&told, event(Verb::Close, day(2026, 11, 10))).stage, Stage::Closed);
    for (on, text) in [(day(2026, 11, 1), "早"), (day(2026, 11, 24), "晚"), (day(2026, 11, 9), "")] {
        assert!(imported(on, text).is_err(), "{on} {text}");
    }
    assert!(imported_reply(replied, day(2026, 11, 9), "再", "李工", &context).is_err());
}

#[test]
fn a_history_has_an_end() {
    let mut issue = take(&take(&raised(), assign(day(2026, 11, 3))), reply(day(2026, 11, 3), SOLVED));
    while issue.events.len() < MOST_ROWS {
        issue = take(&issue, feedback(day(2026, 11, 3), UNRATED));
    }
    assert_eq!(refused(&issue, feedback(day(2026, 11, 3), UNRATED)), ["on"]);
}
