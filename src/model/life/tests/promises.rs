//! Promises: made, moved, kept, given up, taken back.

use super::*;

fn tracked() -> Issue {
    let assigned = take(&raised(), assign(day(2026, 11, 3)));
    let told = take(&take(&assigned, reply(day(2026, 11, 4), PROMISED)), feedback(day(2026, 11, 5), UNRATED));
    take(&told, event(Verb::Track, day(2026, 11, 6)))
}

fn progress(on: Date, planned_on: Option<Date>) -> Event {
    Event { text: "材料已到场".to_owned(), planned_on, ..event(Verb::Progress, on) }
}

fn only(issue: &Issue) -> Promise {
    let all = promises(issue);
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

#[test]
fn a_promise_stands_until_it_is_kept() {
    let issue = tracked();
    let standing = only(&issue);
    assert_eq!((standing.made_on, standing.promised_for), (Some(day(2026, 11, 4)), Some(day(2026, 12, 4))));
    assert_eq!((standing.outcome, standing.days_late(day(2026, 12, 9))), (Outcome::Open, Some(5)));
    let moved =
        take(&take(&issue, progress(day(2026, 11, 7), None)), progress(day(2026, 11, 8), Some(day(2027, 3, 1))));
    assert_eq!((moved.stage, promised_on(&moved)), (Stage::Tracking, Some(day(2027, 3, 1))));
    assert_eq!(only(&moved).moved, [(Some(day(2026, 11, 8)), day(2027, 3, 1))]);
    assert_eq!(only(&moved).days_late(day(2026, 12, 9)), Some(-82), "by the day it was moved to");
    let kept = take(&moved, reply(day(2026, 11, 9), SOLVED));
    assert_eq!((only(&kept).outcome, promised_on(&kept)), (Outcome::Kept(Some(day(2026, 11, 9))), None));
    assert_eq!(only(&kept).days_late(day(2027, 12, 9)), Some(-112));
    assert!(was_promised(&kept));
}

#[test]
fn a_promise_moves_to_a_day_that_lies_ahead() {
    assert_eq!(refused(&tracked(), progress(day(2026, 11, 7), Some(day(2026, 11, 7)))), ["planned_on"]);
    assert_eq!(refused(&tracked(), Event { text: String::new(), ..progress(day(2026, 11, 7), None) }), ["text"]);
}

#[test]
fn a_promise_is_given_up_or_taken_back() {
    let given_up = take(&tracked(), reply(day(2026, 11, 9), IMPOSSIBLE));
    assert_eq!(only(&given_up).outcome, Outcome::GivenUp(Some(day(2026, 11, 9))));
    assert_eq!(only(&given_up).days_late(day(2027, 12, 9)), None);
    let withdrawn = take(&tracked(), complete(Verb::Withdraw, day(2026, 11, 9)));
    assert_eq!(only(&withdrawn).outcome, Outcome::Withdrawn(Some(day(2026, 11, 9))));
    let restored = take(&withdrawn, complete(Verb::Restore, day(2026, 11, 10)));
    assert!(matches!(only(&restored).outcome, Outcome::Withdrawn(_)), "it does not come back with the issue");
    assert_eq!(promised_on(&restored), None);
    let redone = take(&take(&tracked(), reply(day(2026, 11, 9), PROMISED)), feedback(day(2026, 11, 9), DISSATISFIED));
    let redone = take(&redone, complete(Verb::Redo, day(2026, 11, 9)));
    let returned = take(&redone, complete(Verb::Return, day(2026, 11, 10)));
    let guided = take(&returned, complete(Verb::Guide, day(2026, 11, 10)));
    assert_eq!(only(&guided).outcome, Outcome::Guided(Some(day(2026, 11, 10))));
    let passed = take(&redone, complete(Verb::Merge, day(2026, 11, 10)));
    assert_eq!(only(&passed).outcome, Outcome::Passed(Some(day(2026, 11, 10))));
    assert_eq!(only(&passed).days_late(day(2027, 12, 9)), None);
}

#[test]
fn a_promise_is_renewed_by_another_answer_and_through_handling_again() {
    let renewed = take(&tracked(), Event { planned_on: Some(day(2027, 1, 31)), ..reply(day(2026, 11, 9), PROMISED) });
    assert_eq!((only(&renewed).planned_on(), promised_on(&renewed)), (Some(day(2027, 1, 31)), Some(day(2027, 1, 31))));
    let redone =
        take(&take(&renewed, feedback(day(2026, 11, 10), DISSATISFIED)), complete(Verb::Redo, day(2026, 11, 11)));
    assert_eq!((only(&redone).outcome, promised_on(&redone)), (Outcome::Open, Some(day(2027, 1, 31))));
    let again = take(&redone, reply(day(2026, 11, 12), PROMISED));
    assert_eq!(only(&again).planned_on(), Some(day(2026, 12, 12)));
}

#[test]
fn a_second_promise_is_one_of_its_own() {
    let kept = take(&take(&tracked(), reply(day(2026, 11, 9), SOLVED)), feedback(day(2026, 11, 10), UNRATED));
    let closed = take(&kept, event(Verb::Close, day(2026, 11, 10)));
    let open = take(&closed, complete(Verb::Reopen, day(2026, 11, 11)));
    let again = take(&open, reply(day(2026, 11, 12), PROMISED));
    let outcomes: Vec<Outcome> = promises(&again).iter().map(|promise| promise.outcome).collect();
    assert_eq!(outcomes, [Outcome::Kept(Some(day(2026, 11, 9))), Outcome::Open]);
    assert!(promises(&raised()).is_empty() && !was_promised(&raised()));
}
