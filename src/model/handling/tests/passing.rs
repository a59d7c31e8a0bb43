//! Decisions of a city about an issue of a station, which a county passes on or keeps back.

use super::*;

/// The issue as the county's books hold it.
fn at_county(naming: &[Entry]) -> Deciding {
    Deciding::of(entry(issue()), naming.to_vec(), COUNTY)
}

#[test]
fn a_decision_of_the_city_is_passed_on_as_one_of_the_county() {
    let context = Books::shared().context();
    let theirs = of_city(3, Handling { unit: None, ..decision("assign") });
    let about = at_county(std::slice::from_ref(&theirs));
    assert_eq!((about.waiting.len(), about.above.len()), (0, 1));
    // The station does not know of it: the county may decide, and what is decided above does not count as decided here.
    assert_eq!(about.verbs(), [Verb::Assign]);
    // A unit and a term have to be there, as for one of the county's own.
    let Err(Why::DoesNotFit(_, found)) = passed_on(&theirs, &about, &context) else { panic!() };
    assert_eq!(found.iter().map(|one| one.key).collect::<Vec<_>>(), ["unit", "due_on"]);

    let assigned = decided(100, assign());
    let urge = of_city(4, Handling { text: "请抓紧。".to_owned(), ..decision("urge") });
    let too_early = passed_on(&urge, &at_county(std::slice::from_ref(&urge)), &context);
    let Err(Why::NotNow(message)) = too_early else { panic!("{too_early:?}") };
    assert!(message.contains("催办"), "{message}");
    let naming = [urge.clone(), assigned.clone()];
    let passed = passed_on(&urge, &at_county(&naming), &context).unwrap();
    let told = (passed.station.as_str(), passed.issue, passed.verb.as_str(), passed.text.as_str(), passed.on);
    assert_eq!(told, ("430122105001", 7, "urge", "请抓紧。", Some(day(2026, 11, 10))));
    assert_eq!((passed.passes(), passed.origin_name.as_str()), (Some((CITY, 4)), "4301"));

    // Once: from then on it waits for the station, and says so at the city.
    let ours = decided(101, passed.clone());
    let naming = [ours.clone(), urge.clone(), assigned];
    let about = at_county(&naming);
    assert!(about.above.is_empty());
    assert_eq!(about.waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [100, 101]);
    assert_eq!(passed_on(&urge, &about, &context), Err(Why::Passed));
    assert_eq!(standing(&urge, &entry(issue()), &naming), Standing::Passed);
    let at_city = Deciding::of(entry(issue()), naming.to_vec(), CITY);
    assert_eq!(at_city.waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [100, 101], "not counted twice");

    // The station takes over the county's, which is the city's.
    let assigned = behind(&[assign()], &context);
    let decided = Decided { org: COUNTY, id: 101, handling: &passed, unit: None, from: "县人大" };
    let event = take_over(decided, &assigned, "李慧", &context).unwrap();
    assert_eq!((event.leader.as_str(), event.handling.as_str()), ("4301", "430122/101"), "who decided first");
    let mut taken = assigned;
    let Record::Issue(issue) = &mut taken.record else { panic!() };
    **issue = life::step(issue, event.clone(), &context).unwrap();
    assert_eq!(standing(&urge, &taken, &naming), Standing::Taken(event.on));
    assert!(may_void(&urge, Some(&taken), &naming).is_err());
    assert!(may_void(&urge, Some(&self::entry(self::issue())), &naming).is_ok());
}

#[test]
fn what_became_of_a_decision_that_was_passed_on_is_told_where_it_was_made_and_waits_there_no_more() {
    let context = Books::shared().context();
    let urge = of_city(4, Handling { text: "请抓紧。".to_owned(), ..decision("urge") });
    let ours = decided(101, Handling { origin: "4301/4".to_owned(), ..decision("urge") });
    let naming = [ours.clone(), urge.clone()];
    let told = |decision: &Entry, issue: &Entry| told::state(decision, Some(issue), &naming);
    let open = behind(&[assign()], &context);
    assert_eq!(pending(&urge, &open, [&urge]), Some(Pending::Open), "the county has to pass it on");
    assert_eq!((pending(&urge, &open, &naming), told(&urge, &open)), (None, told::State::Passed));
    assert_eq!((pending(&ours, &open, &naming), told(&ours, &open)), (Some(Pending::Open), told::State::Waiting));
    let with = |verb: &str| {
        let mut issue = open.clone();
        let Record::Issue(content) = &mut issue.record else { panic!() };
        content.events.push(Event { verb: verb.to_owned(), handling: reference(COUNTY, 101), ..Event::default() });
        issue
    };
    // The station's refusal of the county's is one of the city's.
    let refused = with("decline");
    assert_eq!((pending(&urge, &refused, &naming), told(&urge, &refused)), (None, told::State::Refused));
    assert_eq!(may_void(&urge, Some(&refused), &naming), Ok(()));
    // The county took its own back then: the city's waits for it again.
    let voided = Entry { voided: Some("重办".to_owned()), ..ours.clone() };
    assert_eq!(pending(&urge, &refused, [&voided, &urge]), Some(Pending::Open));
    // Voided by the city: what passes it on has to follow, and may, taken over or not; nothing is left of what was refused.
    let (taken, gone) = (with("urge"), Entry { voided: Some("有误".to_owned()), ..urge.clone() });
    let naming = [ours.clone(), gone.clone()];
    let told = |issue: &Entry| (pending(&gone, issue, &naming), told::state(&gone, Some(issue), &naming));
    assert_eq!(told(&open), (Some(Pending::Revoked), told::State::VoidedPassed));
    assert_eq!(told(&taken), (Some(Pending::Revoked), told::State::VoidedTaken));
    assert_eq!(told(&refused).0, None);
    assert_eq!(may_void(&ours, Some(&taken), &naming), Ok(()));
    assert!(may_void(&ours, Some(&taken), &[ours.clone(), urge.clone()]).is_err());
    assert_eq!(pending(&gone, &taken, [&voided, &gone]), None);
    assert_eq!(passings(&gone, &naming).map(|entry| entry.id).collect::<Vec<_>>(), [101]);
}

#[test]
fn why_a_decision_goes_no_further_is_a_record_that_goes_up_and_asks_nothing_of_anybody() {
    let context = Books::shared().context();
    let urge = of_city(4, Handling { text: "请抓紧。".to_owned(), ..decision("urge") });
    let naming = [urge.clone(), decided(100, assign())];
    let about = at_county(&naming);
    let refusal = declined(&urge, &about, &context).unwrap();
    let told = (refusal.origin.as_str(), refusal.verb.as_str(), refusal.issue, refusal.station.as_str());
    assert_eq!(told, ("4301/4", "decline", about.issue.id, STATION.to_string().as_str()));
    let found = |refusal: &Handling| {
        let mut found = check::check(&Record::Handling(Box::new(refusal.clone())), &context);
        found.extend(about.check(refusal, &context));
        found.into_iter().filter(|one| one.severity == Severity::Error).map(|one| one.key).collect::<Vec<_>>()
    };
    assert_eq!(found(&refusal), ["reason"]);
    let refusal = Handling { reason: "不归我县管".to_owned(), ..refusal };
    assert!(found(&refusal).is_empty());
    assert_eq!(found(&Handling { origin: String::new(), ..refusal.clone() }), ["on"], "it refuses nothing");
    assert_eq!(still_waits(&refusal, &about, &context), Ok(()));

    let ours = decided(101, refusal.clone());
    let naming = [ours.clone(), urge.clone(), decided(100, assign())];
    let open = behind(&[assign()], &context);
    assert_eq!(standing(&urge, &open, &naming), Standing::Refused(refusal.on));
    assert_eq!((pending(&urge, &open, &naming), pending(&ours, &open, &naming)), (None, None));
    assert_eq!(told::state(&ours, Some(&open), &naming), told::State::Refused);
    assert_eq!(may_void(&ours, Some(&open), &naming), Ok(()));
    let now = at_county(&naming);
    assert!(now.above.is_empty() && now.waiting.iter().all(|one| one.id != ours.id));
    assert_eq!(still_waits(&refusal, &now, &context), Err(Why::Passed));
    assert_eq!(declined(&urge, &now, &context), Err(Why::Passed));
    // No desk takes it for a step.
    let (handling, from) = (&refusal, "长沙县人大");
    let step = take_over(Decided { org: COUNTY, id: 101, handling, unit: None, from }, &open, "李慧", &context);
    assert_eq!(step, Err(Why::NotOurs));
    // Voided, the city's waits for the county again; voided by the city, nothing is left to do.
    let voided = Entry { voided: Some("再议".to_owned()), ..ours.clone() };
    assert_eq!(pending(&urge, &open, [&voided, &urge]), Some(Pending::Open));
    let gone = Entry { voided: Some("有误".to_owned()), ..urge };
    assert_eq!(pending(&gone, &open, [&ours, &gone]), None);
}

#[test]
fn what_is_passed_on_twice_over_names_who_decided_first() {
    let context = Books::shared().context();
    let province = Handling { text: "请抓紧。".to_owned(), ..decision("urge") };
    let by_city = Handling { origin: "43/7".to_owned(), origin_name: "省人大".to_owned(), ..province.clone() };
    let (province, by_city) = (Entry { org: Org(43), ..decided(7, province) }, of_city(3, by_city));
    let naming = [by_city.clone(), decided(100, assign())];
    let by_county = passed_on(&by_city, &at_county(&naming), &context).unwrap();
    assert_eq!((by_county.origin.as_str(), by_county.origin_name.as_str()), ("4301/3", "省人大"));
    let naming = [decided(101, by_county), by_city, decided(100, assign())];
    let mut taken = behind(&[assign()], &context);
    assert_eq!(standing(&province, &taken, &naming), Standing::Passed);
    let Record::Issue(issue) = &mut taken.record else { panic!() };
    issue.events.push(Event { handling: "430122/101".to_owned(), ..Event::default() });
    assert_eq!(standing(&province, &taken, &naming), Standing::Taken(None));
    // Decisions that pass each other on end somewhere.
    let circle = |id, of: &str| decided(id, Handling { origin: of.to_owned(), ..decision("urge") });
    let naming = [circle(1, "430122/2"), circle(2, "430122/1")];
    assert_eq!(standing(&naming[0], &entry(self::issue()), &naming), Standing::Passed);
}

#[test]
fn what_does_not_fit_below_is_not_passed_on() {
    let context = Books::shared().context();
    let theirs = of_city(3, Handling { text: "请抓紧。".to_owned(), ..decision("urge") });
    let pass = |decision: &Entry, issue: Entry| {
        let about = Deciding::of(issue, [decision.clone()], COUNTY);
        passed_on(decision, &about, &context).unwrap_err()
    };
    let voided = Entry { voided: Some("重复".to_owned()), ..entry(issue()) };
    assert_eq!(pass(&theirs, voided), Why::Gone("2026-0007".to_owned()));
    let closed = entry(Issue { stage: Stage::Closed, ..issue() });
    assert!(matches!(pass(&theirs, closed), Why::NotNow(_)));
    let other = of_city(3, Handling { issue: 8, ..decision("urge") });
    assert_eq!(pass(&other, entry(issue())), Why::NotOurs);
    let back = Entry { voided: Some("有误".to_owned()), ..theirs };
    assert_eq!(pass(&back, entry(issue())), Why::Withdrawn("有误".to_owned()));
    // A desk's own issue is its own to step.
    let about = Deciding::of(entry(issue()), [of_city(3, assign()), decided(1, assign())], STATION);
    assert_eq!((about.waiting.len(), about.above.len()), (2, 0));
}
