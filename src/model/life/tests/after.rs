//! Sent back, put off, pressed, handled again, closed against the resident's word, taken up again, taken back.

use super::*;

fn assigned() -> Issue {
    take(&raised(), assign(day(2026, 11, 3)))
}

fn told(class: &str, rating: &str) -> Issue {
    take(&take(&assigned(), reply(day(2026, 11, 5), class)), feedback(day(2026, 11, 6), rating))
}

/// Answered on the spot, told, closed: no unit ever had it.
fn answered_and_closed(rating: &str) -> Issue {
    let replied = take(&raised(), complete(Verb::Answer, day(2026, 11, 3)));
    take(&replied, feedback(day(2026, 11, 4), rating))
}

#[test]
fn an_issue_sent_back_is_in_nobodys_hands() {
    let with_help = Event { co_units: vec![3], ..assign(day(2026, 11, 3)) };
    let issue = take(&raised(), with_help);
    let back = take(&issue, Event { by_unit: None, ..complete(Verb::Return, day(2026, 11, 5)) });
    assert_eq!(back.events[2].by_unit, Some(1), "by the unit that has it");
    assert_eq!((back.stage, back.unit, back.assigned_on, back.due_on), (Stage::Registered, None, None, None));
    assert!(back.co_units.is_empty());
    assert_eq!(
        refused(&issue, Event { reason: String::new(), ..complete(Verb::Return, day(2026, 11, 5)) }),
        ["reason"]
    );
    let by_helper = Event { by_unit: Some(3), ..complete(Verb::Return, day(2026, 11, 5)) };
    assert!(warned(&issue, &by_helper).is_empty());
    assert_eq!(warned(&assigned(), &by_helper), ["by_unit"], "it never had it");
    assert_eq!(warned(&back, &assign(day(2026, 11, 6))), ["unit"], "it sent it back");
    assert!(warned(&back, &Event { unit: Some(3), ..assign(day(2026, 11, 6)) }).is_empty());
}

#[test]
fn a_term_is_put_off_to_a_later_day_within_what_the_route_allows() {
    let issue = assigned();
    let extend = |due| Event { due_on: Some(due), ..complete(Verb::Extend, day(2026, 11, 10)) };
    assert_eq!(take(&issue, extend(day(2026, 12, 4))).due_on, Some(day(2026, 12, 4)));
    assert_eq!(refused(&issue, extend(day(2026, 12, 3))), ["due_on"], "no later than before");
    assert_eq!(refused(&issue, Event { due_on: None, ..extend(day(2026, 12, 4)) }), ["due_on"]);
    assert_eq!(refused(&issue, Event { reason: String::new(), ..extend(day(2026, 12, 4)) }), ["reason"]);
    let proposal = Event { route: "proposal".to_owned(), external_no: "27".to_owned(), ..assign(day(2026, 11, 3)) };
    let proposal = take(&raised(), proposal);
    let last = day(2026, 11, 3).plus_days(180);
    assert_eq!(refused(&proposal, extend(last.plus_days(1))), ["due_on"]);
    let once = take(&proposal, extend(last.plus_days(-1)));
    assert_eq!(take(&once, extend(last)).due_on, Some(last), "six months in all");
    let told = take(&take(&proposal, reply(day(2026, 11, 5), SOLVED)), feedback(day(2026, 11, 6), DISSATISFIED));
    let again = take(&told, event(Verb::Redo, day(2026, 11, 9)));
    let later = Event { due_on: Some(last.plus_days(6)), ..complete(Verb::Extend, day(2026, 11, 10)) };
    assert_eq!(take(&again, later).due_on, Some(last.plus_days(6)), "from the day it went there again");
}

#[test]
fn pressing_a_unit_has_ways_of_its_own_and_a_leader() {
    let urged = take(&assigned(), complete(Verb::Urge, day(2026, 11, 10)));
    assert_eq!((urged.stage, urged.events[2].leader.as_str()), (Stage::Assigned, "李工"));
    let urge = |way: &str| Event { way: way.to_owned(), ..complete(Verb::Urge, day(2026, 11, 10)) };
    assert_eq!(refused(&assigned(), urge("posted")), ["way"], "a unit is not pressed by a notice to residents");
    let replied = take(&assigned(), reply(day(2026, 11, 10), SOLVED));
    assert_eq!(refused(&replied, Event { way: "meeting".to_owned(), ..feedback(day(2026, 11, 10), UNRATED) }), ["way"]);
}

#[test]
fn a_way_with_numbers_of_its_own_asks_for_one() {
    let by = |route: &str, no: &str| Event {
        route: route.to_owned(),
        external_no: no.to_owned(),
        ..assign(day(2026, 11, 3))
    };
    for route in ["hotline", "proposal"] {
        assert_eq!(warned(&raised(), &by(route, "")), ["external_no"]);
        assert!(warned(&raised(), &by(route, "20261103-7")).is_empty());
    }
    assert!(warned(&raised(), &by("county", "")).is_empty());
    let numbered = Issue { external_no: "20261103-7".to_owned(), ..raised() };
    assert!(warned(&numbered, &by("hotline", "")).is_empty());
    assert_eq!(take(&numbered, by("hotline", "")).external_no, "20261103-7");
}

#[test]
fn dissatisfied_it_is_handled_again_by_the_same_unit() {
    let redo = complete(Verb::Redo, day(2026, 11, 7));
    let again = take(&told(SOLVED, DISSATISFIED), Event { unit: None, route: String::new(), ..redo.clone() });
    assert_eq!((again.stage, again.unit, again.redo_count), (Stage::Assigned, Some(1), 1));
    let days = (again.assigned_on, again.due_on);
    assert_eq!(days, (Some(day(2026, 11, 3)), Some(day(2026, 12, 7))), "thirty days; first assigned when it was");
    assert_eq!(refused(&told(SOLVED, "satisfied"), redo.clone()), ["on"]);
    let untold = take(&again, reply(day(2026, 11, 8), SOLVED));
    assert_eq!(refused(&untold, redo), ["on"], "the new answer was not told yet");
}

#[test]
fn without_a_unit_a_way_and_one_are_asked_for() {
    let blank = Event { unit: None, route: String::new(), ..complete(Verb::Redo, day(2026, 11, 7)) };
    let issue = answered_and_closed(DISSATISFIED);
    let asked = |issue: &Issue, verb: Verb| verb.spec().asked(issue).map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(asked(&issue, Verb::Redo), ["on", "route", "unit", "due_on", "reason"]);
    assert_eq!(asked(&told(SOLVED, DISSATISFIED), Verb::Redo), ["on", "due_on", "reason"]);
    assert_eq!(refused(&issue, blank.clone()), ["route", "unit"]);
    let on_spot = Event { route: ON_SPOT.to_owned(), unit: Some(1), ..blank };
    assert_eq!(refused(&issue, on_spot), ["route"]);
    let again = take(&issue, complete(Verb::Redo, day(2026, 11, 7)));
    assert_eq!((again.route.as_str(), again.unit, again.stage), ("township", Some(1), Stage::Assigned));
    let closed = take(&answered_and_closed("satisfied"), event(Verb::Close, day(2026, 11, 7)));
    let reopen = complete(Verb::Reopen, day(2026, 11, 9));
    assert_eq!(
        refused(&closed, Event { unit: None, route: String::new(), ..reopen.clone() }),
        ["route", "unit", "due_on"]
    );
    let open = take(&closed, reopen);
    assert_eq!((open.stage, open.closed_on, open.due_on), (Stage::Assigned, None, Some(day(2026, 12, 9))));
}

#[test]
fn the_head_may_close_against_the_residents_word_after_it_was_handled_again() {
    let redone = take(&told(SOLVED, DISSATISFIED), complete(Verb::Redo, day(2026, 11, 7)));
    let told = take(&take(&redone, reply(day(2026, 11, 8), SOLVED)), feedback(day(2026, 11, 9), DISSATISFIED));
    let close = event(Verb::Close, day(2026, 11, 9));
    assert_eq!(Verb::Close.spec().role(&told), Role::Head);
    assert_eq!(refused(&told, close.clone()), ["reason"]);
    let closed = take(&told, Event { reason: "补偿标准已按政策上限执行".to_owned(), ..close });
    assert_eq!((closed.stage, closed.rating.as_str()), (Stage::Closed, DISSATISFIED), "it stays so in statistics");
    assert!(was_dissatisfied(&closed));
}

#[test]
fn a_closed_issue_is_taken_up_again_by_the_route_it_went() {
    let closed = take(&told(SOLVED, "satisfied"), event(Verb::Close, day(2026, 11, 7)));
    assert_eq!(refused(&closed, event(Verb::Reopen, day(2026, 11, 9))), ["reason"]);
    let reopen = Event { reason: "路灯又灭了".to_owned(), ..event(Verb::Reopen, day(2026, 11, 9)) };
    let open = take(&closed, reopen);
    assert_eq!((open.stage, open.unit, open.closed_on), (Stage::Assigned, Some(1), None));
    assert_eq!(open.due_on, Some(day(2026, 12, 9)));
}

#[test]
fn what_is_not_ours_is_guided_and_may_come_back() {
    let guide = |to: &str| Event { where_to: to.to_owned(), ..complete(Verb::Guide, day(2026, 11, 3)) };
    assert_eq!(refused(&raised(), guide("other")), ["reason"]);
    assert_eq!(refused(&raised(), guide("法院")), ["where_to"], "one of the list");
    let guided = take(&raised(), guide("litigation"));
    assert_eq!((guided.stage, guided.route.as_str()), (Stage::Guided, "guided"));
    let back = take(&guided, complete(Verb::Restore, day(2026, 11, 4)));
    assert_eq!((back.stage, back.route.as_str()), (Stage::Registered, ""));
}

#[test]
fn what_was_withdrawn_begins_anew() {
    let withdrawn = take(&told(PROMISED, "basically"), complete(Verb::Withdraw, day(2026, 11, 8)));
    assert_eq!(withdrawn.stage, Stage::Withdrawn);
    let back = take(&withdrawn, complete(Verb::Restore, day(2026, 11, 9)));
    assert_eq!((back.stage, back.unit, back.due_on, back.class.as_str()), (Stage::Registered, None, None, ""));
    assert_eq!(back.events.len(), 6, "its history stays");
}

#[test]
fn a_deputy_told_later_leaves_the_rest_of_the_feedback_as_it_was() {
    let replied = take(&assigned(), reply(day(2026, 11, 5), SOLVED));
    let first = Event { deputy_told_on: None, ..feedback(day(2026, 11, 6), DISSATISFIED) };
    let told = take(&replied, first);
    assert!(is_fed_back(&told) && !is_deputy_told(&told));
    let later = Event { deputy_told_on: Some(day(2026, 11, 8)), ..event(Verb::Feedback, day(2026, 11, 8)) };
    let told = take(&told, later);
    assert!(is_deputy_told(&told));
    let last = told.events.last().unwrap();
    let kept = (last.way.as_str(), last.rating.as_str(), last.remark.as_str());
    assert_eq!(kept, ("phone", DISSATISFIED, "又坏了"));
    assert!(warned(&told, &event(Verb::Feedback, day(2026, 11, 9))).is_empty());
    let replied = take(&take(&told, complete(Verb::Redo, day(2026, 11, 9))), reply(day(2026, 11, 9), SOLVED));
    assert!(!is_fed_back(&replied) && !is_deputy_told(&replied), "a new answer is told anew");
}

#[test]
fn the_likeliest_step_comes_first_and_what_cannot_be_yet_last() {
    let steps = |issue: &Issue| next_steps(issue).iter().map(|spec| spec.key).collect::<Vec<_>>();
    assert_eq!(steps(&raised()), ["answer", "assign", "merge", "guide", "withdraw", "split"]);
    assert_eq!(steps(&assigned()), ["reply", "urge", "extend", "return", "merge", "withdraw"]);
    let replied = take(&assigned(), reply(day(2026, 11, 5), PROMISED));
    assert_eq!(steps(&replied), ["feedback", "withdraw", "redo", "track", "close"]);
    assert_eq!(steps(&told(PROMISED, UNRATED))[0], "track");
    assert_eq!(steps(&told(SOLVED, DISSATISFIED))[0], "redo");
    assert_eq!(steps(&told(IMPOSSIBLE, UNRATED))[0], "close");
    let tracking = take(&told(PROMISED, UNRATED), event(Verb::Track, day(2026, 11, 7)));
    assert_eq!(steps(&tracking), ["progress", "reply", "urge", "withdraw"]);
}

#[test]
fn a_rating_gives_way_to_another_only() {
    let issue = told(SOLVED, DISSATISFIED);
    let on = day(2026, 11, 20);
    assert_eq!(refused(&issue, feedback(on, UNRATED)), ["rating"], "closed as if nobody had complained");
    assert_eq!(take(&issue, feedback(on, "satisfied")).rating, "satisfied");
    assert_eq!(take(&told(SOLVED, UNRATED), feedback(on, UNRATED)).rating, UNRATED);
}

#[test]
fn a_deputy_is_told_of_an_answer_that_was_given() {
    let issue = take(&assigned(), reply(day(2026, 11, 5), SOLVED));
    let told = |on| Event { deputy_told_on: Some(on), ..feedback(day(2026, 11, 9), UNRATED) };
    assert_eq!(refused(&issue, told(day(2026, 11, 4))), ["deputy_told_on"]);
    assert_eq!(take(&issue, told(day(2026, 11, 5))).stage, Stage::Replied);
}
