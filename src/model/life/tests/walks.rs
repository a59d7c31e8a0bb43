//! Random walks through the life of an issue, and of several that meet.

use proptest::prelude::*;

use super::together::{books, issue, keep};
use super::*;

/// A step as a hasty clerk fills it in: sometimes right.
fn any_step() -> impl Strategy<Value = Event> {
    let verbs: Vec<Verb> = table().iter().map(|line| line.verb).collect();
    let class = prop::sample::select(vec![SOLVED, PROMISED, IMPOSSIBLE]);
    let rating = prop::sample::select(vec!["satisfied", "basically", DISSATISFIED, UNRATED]);
    (prop::sample::select(verbs), -2i64..30, class, rating).prop_map(|(verb, days, class, rating)| {
        let on = day(2026, 11, 2).plus_days(days);
        match verb {
            Verb::Reply => reply(on, class),
            Verb::Feedback => feedback(on, rating),
            _ => complete(verb, on),
        }
    })
}

/// What holds for every issue, wherever it came.
fn is_sound(issue: &Issue) -> Result<(), TestCaseError> {
    let days: Vec<_> = issue.events.iter().map(|event| event.on.unwrap()).collect();
    prop_assert!(days.is_sorted() && days.iter().all(|on| *on <= Books::shared().today));
    prop_assert_eq!(issue.stage == Stage::Merged, issue.merged_into.is_some());
    prop_assert_eq!(issue.stage == Stage::Closed, issue.closed_on.is_some());
    prop_assert!(issue.stage != Stage::Assigned || (issue.unit.is_some() && issue.due_on.is_some()));
    prop_assert!(issue.stage != Stage::Registered || (issue.unit.is_none() && issue.due_on.is_none()));
    prop_assert!(issue.stage != Stage::Tracking || promised_on(issue).is_some());
    let is_content = issue.rating != DISSATISFIED || issue.redo_count > 0;
    prop_assert!(issue.stage != Stage::Closed || (is_fed_back(issue) && is_content && issue.class != PROMISED));
    let promises = promises(issue);
    let standing = promises.iter().filter(|promise| promise.outcome == Outcome::Open).count();
    let is_elsewhere = matches!(issue.stage, Stage::Withdrawn | Stage::Guided | Stage::Merged);
    prop_assert_eq!(standing, usize::from(issue.class == PROMISED && !is_elsewhere));
    prop_assert_eq!(was_promised(issue), !promises.is_empty());
    prop_assert!(issue.items >= 1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_walk_keeps_its_history_and_its_order(steps in prop::collection::vec(any_step(), 0..24)) {
        let mut issue = raised();
        for event in steps {
            let line = Verb::from_key(&event.verb).unwrap().spec();
            let Ok(next) = step(&issue, event, &Books::shared().context()) else { continue };
            prop_assert!(line.from.contains(&issue.stage));
            prop_assert_eq!(next.stage, line.to.unwrap_or(issue.stage));
            prop_assert_eq!(&next.events[..issue.events.len()], &issue.events[..]);
            prop_assert_eq!(next.events.len(), issue.events.len() + 1);
            is_sound(&next)?;
            issue = next;
        }
    }
}

/// Which issues a step is tried on, on which day of the walk, and which of the likely steps it is.
type Try = (Vec<u64>, u8, i64, u8, u8, u64);

fn any_try() -> impl Strategy<Value = Try> {
    let some = prop::sample::subsequence(vec![1u64, 2, 3, 4, 5], 1..3);
    (some, 0..8u8, 0..2i64, 0..3u8, 0..4u8, 1..7u64)
}

/// A step that the first issue's stage allows, filled in as it should be.
fn likely(of: &Issue, (_, which, _, class, rating, into): &Try, on: Date) -> Option<Event> {
    let steps = next_steps(of);
    let verb = steps.get(usize::from(*which) % steps.len().max(1))?.verb;
    Some(match verb {
        Verb::Reply => reply(on, [SOLVED, PROMISED, IMPOSSIBLE][usize::from(*class)]),
        Verb::Feedback => feedback(on, ["satisfied", "basically", DISSATISFIED, UNRATED][usize::from(*rating)]),
        Verb::Close => Event { reason: "已尽力".to_owned(), ..event(verb, on) },
        Verb::Extend => Event { due_on: of.due_on.map(|due| due.plus_days(20)), ..complete(verb, on) },
        Verb::Merge => Event { into: Some(*into), ..event(verb, on) },
        _ => complete(verb, on),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn issues_that_meet_lose_nothing(tries in prop::collection::vec(any_try(), 0..60)) {
        let mut books = books(5);
        let mut on = day(2026, 11, 2);
        let items = |books: &Books| (1..=books_size(books)).map(|id| issue(books, id).items).sum::<u32>();
        let all = items(&books);
        for one in tries {
            on = on.plus_days(one.2).min(books.today);
            let before: Vec<Issue> = (1..=books_size(&books)).map(|id| issue(&books, id)).collect();
            let Some(event) = likely(&before[one.0[0] as usize - 1], &one, on) else { continue };
            let Ok(changed) = keep(&mut books, &one.0, &event) else {
                let after: Vec<Issue> = (1..=books_size(&books)).map(|id| issue(&books, id)).collect();
                prop_assert_eq!(before, after, "refused, it changes nothing");
                continue;
            };
            prop_assert!((1..changed.len()).all(|at| !changed[..at].contains(&changed[at])), "each is changed once");
            for id in 1..=books_size(&books) {
                let now = issue(&books, id);
                is_sound(&now)?;
                let Some(was) = before.get(id as usize - 1) else { continue };
                prop_assert_eq!(&now.events[..was.events.len()], &was.events[..]);
                prop_assert_eq!(now.events.len() > was.events.len(), changed.contains(&id));
            }
            prop_assert_eq!(items(&books), all, "条 are divided, never made or lost");
            meets_what_it_names(&books)?;
        }
    }
}

fn books_size(books: &Books) -> u64 {
    books.entries.iter().filter(|entry| entry.kind() == crate::model::Kind::Issue).count() as u64
}

/// Merged issues and what they went into name each other, without a circle; parts and wholes as well.
fn meets_what_it_names(books: &Books) -> Result<(), TestCaseError> {
    for id in 1..=books_size(books) {
        let one = issue(books, id);
        let mut at = one.clone();
        let mut hops = 0;
        while let Some(into) = at.merged_into {
            at = issue(books, into);
            hops += 1;
            prop_assert!(hops <= books_size(books), "a circle");
        }
        if let Some(into) = one.merged_into {
            prop_assert!(merged_in(&issue(books, into)).contains(&id));
        }
        for from in merged_in(&one) {
            prop_assert_eq!(issue(books, from).merged_into, Some(id));
        }
        if let Some(from) = one.events[0].from {
            prop_assert!(issue(books, from).events.iter().any(|event| event.verb == "split" && event.into == Some(id)));
        }
    }
    Ok(())
}
