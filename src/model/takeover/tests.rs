#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::model::codes::CodeLists;
use crate::model::setting::Setting;
use crate::model::unit::Unit;
use crate::model::value::Value;

const COUNTY: Org = Org(430_122);
const OWN: Org = Org(430_122_105_001);
/// Where our desk is.
const HOME: &str = "茶亭镇";

fn entry(org: Org, id: u64, record: Record) -> Entry {
    Entry { org, id, rev: 1, voided: None, extra: String::new(), record }
}

fn deputy(name: &str, levels: &[&str]) -> Deputy {
    Deputy {
        name: name.to_owned(),
        levels: levels.iter().map(|level| (*level).to_owned()).collect(),
        term: "县第十八届".to_owned(),
        group: "茶亭镇代表小组".to_owned(),
        ..Deputy::default()
    }
}

fn theirs(id: u64, deputy: &Deputy) -> Entry {
    entry(COUNTY, id, Record::Deputy(deputy.clone()))
}

fn ours(id: u64, deputy: &Deputy) -> Entry {
    entry(OWN, id, Record::Deputy(deputy.clone()))
}

fn rows(theirs: &[Entry], ours: &[Entry]) -> Vec<Row> {
    of_records(Kind::Deputy, COUNTY, theirs, ours, HOME)
}

fn only(theirs: &[Entry], ours: &[Entry]) -> Row {
    let mut rows = rows(theirs, ours);
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

/// Ours once a row was taken over.
fn after(row: &Row, id: u64) -> Entry {
    entry(OWN, id, row.wanted.clone().unwrap())
}

fn as_deputy(entry: &Entry) -> &Deputy {
    match &entry.record {
        Record::Deputy(deputy) => deputy,
        _ => panic!(),
    }
}

#[test]
fn a_new_one_is_taken_over_and_its_changes_are_recognised() {
    let one = Deputy { phone: "13900000001".to_owned(), ..deputy("张三", &["county"]) };
    let row = only(&[theirs(7, &one)], &[]);
    assert_eq!((row.standing, row.before.as_ref()), (Standing::New, None));
    let own = after(&row, 3);
    assert_eq!(origin(&own.record), Some((COUNTY, 7)));
    assert_eq!(Deputy { taken: None, ..as_deputy(&own).clone() }, one);
    assert!(rows(&[theirs(7, &one)], std::slice::from_ref(&own)).is_empty());
    // Renamed and moved above, and its telephone changed here: each keeps what it changed.
    let moved = Deputy { name: "张叁".to_owned(), post: "村支书".to_owned(), ..one.clone() };
    let own = ours(3, &Deputy { phone: "13900000002".to_owned(), ..as_deputy(&own).clone() });
    let row = only(&[theirs(7, &moved)], std::slice::from_ref(&own));
    assert_eq!(row.standing, Standing::Changed);
    assert_eq!(row.changes.iter().map(|change| change.key).collect::<Vec<_>>(), ["name", "post"]);
    let own = after(&row, 3);
    let expected = ("张叁", "村支书", "13900000002");
    let is = as_deputy(&own);
    assert_eq!((is.name.as_str(), is.post.as_str(), is.phone.as_str()), expected);
    assert!(rows(&[theirs(7, &moved)], &[own]).is_empty());
}

#[test]
fn what_both_changed_stays_ours_and_is_shown_until_somebody_decides() {
    let one = Deputy { phone: "1".to_owned(), ..deputy("张三", &["county"]) };
    let own = after(&only(&[theirs(7, &one)], &[]), 3);
    let own = ours(3, &Deputy { phone: "2".to_owned(), ..as_deputy(&own).clone() });
    let changed = Deputy { phone: "3".to_owned(), post: "校长".to_owned(), ..one };
    let row = only(&[theirs(7, &changed)], std::slice::from_ref(&own));
    assert_eq!((row.standing, row.conflicts.len()), (Standing::Changed, 1));
    let own = after(&row, 3);
    assert_eq!((as_deputy(&own).phone.as_str(), as_deputy(&own).post.as_str()), ("2", "校长"));
    // The telephone is still open, alone, and not taken unless marked.
    let row = only(&[theirs(7, &changed)], std::slice::from_ref(&own));
    assert_eq!((row.standing, row.standing.is_usual()), (Standing::Conflict, false));
    let expected = Difference { key: "phone", ours: Value::of_text("2"), theirs: Value::of_text("3") };
    assert_eq!(row.conflicts, [expected]);
    let own = after(&row, 3);
    assert_eq!(as_deputy(&own).phone, "3");
    assert!(rows(&[theirs(7, &changed)], &[own]).is_empty());
}

#[test]
fn one_entered_here_is_the_same_by_name_and_level() {
    let above = Deputy { post: "教师".to_owned(), ..deputy("张三", &["county"]) };
    let here = Deputy { phone: "1".to_owned(), public: false, ..deputy("张三", &["county", "township"]) };
    let here = Deputy { term: "县第十八届、镇第十九届".to_owned(), ..here };
    let row = only(&[theirs(7, &above)], &[ours(3, &here)]);
    assert_eq!(row.standing, Standing::Changed);
    let own = after(&row, 3);
    let expected = Deputy { post: "教师".to_owned(), taken: as_deputy(&own).taken.clone(), ..here.clone() };
    assert_eq!(*as_deputy(&own), expected);
    // Nothing to change: that they are the same is noted, and does not wait for anybody.
    let same = deputy("张三", &["county"]);
    let row = only(&[theirs(7, &same)], &[ours(3, &here)]);
    assert_eq!(row.standing, Standing::Same);
    assert!(Counts::of(std::slice::from_ref(&row)).is_nothing());
    assert_eq!(origin(row.wanted.as_ref().unwrap()), Some((COUNTY, 7)));
}

#[test]
fn namesakes_of_one_level_are_left_to_a_person() {
    let above = deputy("张三", &["county"]);
    let here = |id| ours(id, &above);
    // Two of ours; two of theirs for one of ours.
    let cases: [(Vec<Entry>, Vec<Entry>); 2] = [
        (vec![theirs(7, &above)], vec![here(3), here(4)]),
        (vec![theirs(7, &above), theirs(8, &above)], vec![here(3)]),
    ];
    for (theirs, ours) in cases {
        let found = rows(&theirs, &ours);
        assert_eq!(found.len(), theirs.len());
        for row in found {
            assert_eq!(row.standing, Standing::Unclear, "{ours:?}");
            assert!(row.told.contains("张三#3"), "{}", row.told);
            let counts = Counts::of(std::slice::from_ref(&row));
            assert_eq!((counts.deputies, counts.unclear, counts.is_nothing()), (0, 1, false));
        }
    }
    // It is taken over as another person, or put away as the one of ours most like it; then it is known.
    let other = Deputy { post: "教师".to_owned(), ..above.clone() };
    let own = [here(3), ours(4, &other)];
    let row = only(&[theirs(7, &other)], &own);
    let mut with_new = own.to_vec();
    with_new.push(after(&row, 5));
    assert!(rows(&[theirs(7, &other)], &with_new).is_empty());
    assert_eq!(row.like.as_ref().map(|entry| entry.id), Some(4));
    let put_away = entry(OWN, 4, row.kept.clone().unwrap());
    assert_eq!(Deputy { taken: None, ..as_deputy(&put_away).clone() }, other);
    assert!(rows(&[theirs(7, &other)], &[here(3), put_away]).is_empty());
}

#[test]
fn a_certificate_tells_namesakes_apart() {
    let of = |level: &str, number: &str| Deputy { cert_no: number.to_owned(), ..deputy("张三", &[level]) };
    let standing = |theirs: &[(u64, &Deputy)], ours: &[(u64, &Deputy)]| {
        let theirs: Vec<Entry> = theirs.iter().map(|(id, deputy)| super::tests::theirs(*id, deputy)).collect();
        let ours: Vec<Entry> = ours.iter().map(|(id, deputy)| super::tests::ours(*id, deputy)).collect();
        let mut found = rows(&theirs, &ours);
        found.sort_by_key(|row| row.id);
        found.iter().map(|row| (row.standing, row.before.as_ref().map(|entry| entry.id))).collect::<Vec<_>>()
    };
    let above = of("county", "X8");
    // Other certificates: another person. Another level alone is for a person to judge.
    for other in [of("township", "Z7"), of("county", "Z7")] {
        assert_eq!(standing(&[(7, &above)], &[(3, &other)]), [(Standing::New, None)], "{other:?}");
    }
    assert_eq!(standing(&[(7, &above)], &[(3, &of("township", ""))])[0].0, Standing::Unclear);
    // The same certificate: the same person, whoever else is called so, and whatever the level.
    for same in [of("county", "X8"), of("township", "X8")] {
        let found = standing(&[(7, &above)], &[(2, &of("county", "")), (3, &same), (4, &of("county", "Z9"))]);
        assert_eq!(found[0].1, Some(3), "{found:?}");
    }
    // Who is known by the certificate is nobody else.
    let found = standing(&[(7, &above), (8, &of("county", ""))], &[(3, &of("county", "X8"))]);
    assert_eq!(found, [(Standing::Same, Some(3)), (Standing::New, None)]);
}

#[test]
fn a_mandate_that_is_over_or_known_is_no_namesake() {
    let above = deputy("张三", &["county"]);
    // Of an older term and out of office: another mandate, so a new record.
    let former = Deputy { status: "former".to_owned(), term: "县第十七届".to_owned(), ..above.clone() };
    assert_eq!(only(&[theirs(7, &above)], &[ours(3, &former)]).standing, Standing::New);
    // A second one above does not take the place of one that is known.
    let known = after(&only(&[theirs(7, &above)], &[]), 3);
    let found = rows(&[theirs(7, &above), theirs(8, &above)], &[known]);
    assert_eq!(found.iter().map(|row| (row.id, row.standing)).collect::<Vec<_>>(), [(8, Standing::New)]);
}

#[test]
fn leaving_office_comes_with_its_day_and_a_voided_one_is_told() {
    let one = Deputy { status_on: crate::model::Date::from_ymd(2024, 1, 5), ..deputy("张三", &["county"]) };
    let own = after(&only(&[theirs(7, &one)], &[]), 3);
    let on = crate::model::Date::from_ymd(2026, 11, 20);
    let left = Deputy { status: "ended".to_owned(), status_on: on, ..one.clone() };
    let row = only(&[theirs(7, &left)], std::slice::from_ref(&own));
    assert_eq!(row.standing, Standing::Left);
    let is = after(&row, 3);
    assert_eq!((as_deputy(&is).status.as_str(), as_deputy(&is).status_on), ("ended", on));
    // Nobody's business here.
    assert!(rows(&[theirs(9, &Deputy { name: "李四".to_owned(), ..left })], &[]).is_empty());
    let voided = Entry { voided: Some("重复".to_owned()), ..theirs(7, &one) };
    let row = only(std::slice::from_ref(&voided), std::slice::from_ref(&own));
    assert_eq!((row.standing, row.wanted), (Standing::Gone, None));
    assert!(rows(&[voided], &[]).is_empty());
}

#[test]
fn who_sits_elsewhere_is_not_taken_over_unasked() {
    let of = |name: &str, group: &str| Deputy { group: group.to_owned(), ..deputy(name, &["county"]) };
    let above = [theirs(1, &of("张三", "一组")), theirs(2, &of("李四", "二组"))];
    let known = ours(3, &of("王五", "一组"));
    let found: Vec<_> = rows(&above, &[known]).iter().map(|row| (row.id, row.standing)).collect();
    assert_eq!(found, [(1, Standing::New), (2, Standing::Elsewhere)]);
    // Nothing is known of our own yet: those of our township are ours, and whoever is not said to be of another.
    let at = |name: &str, group: &str, constituency: &str| Deputy {
        constituency: constituency.to_owned(),
        ..of(name, group)
    };
    let above = [
        theirs(1, &at("张三", "", "茶亭镇第一选区")),
        theirs(2, &at("李四", "桥驿镇代表小组", "")),
        theirs(3, &at("王五", "", "")),
    ];
    let mut found = rows(&above, &[]);
    found.sort_by_key(|row| row.id);
    let stands: Vec<_> = found.iter().map(|row| (row.standing, row.wanted.is_some())).collect();
    assert_eq!(stands, [(Standing::New, true), (Standing::Elsewhere, true), (Standing::New, true)]);
    assert_eq!(Counts::of(&found), Counts { deputies: 2, ..Counts::default() });
    // A desk that is called after no place, with no deputies: no group is another's.
    let found = of_records(Kind::Deputy, COUNTY, &above, &[], "");
    assert!(found.iter().all(|row| row.standing == Standing::New), "{found:?}");
}

#[test]
fn what_was_put_away_stays_away_until_it_changes_above() {
    let kept = |row: &Row, id| entry(OWN, id, row.kept.clone().unwrap());
    let one = Deputy { phone: "1".to_owned(), ..deputy("张三", &["county"]) };
    let here =
        Deputy { phone: "2".to_owned(), levels: vec!["township".to_owned(), "county".to_owned()], ..one.clone() };
    let own = kept(&only(&[theirs(7, &one)], &[ours(3, &here)]), 3);
    assert_eq!(Deputy { taken: None, ..as_deputy(&own).clone() }, here, "ours is as it was");
    assert!(rows(&[theirs(7, &one)], std::slice::from_ref(&own)).is_empty());
    // What changes above later is told alone, and what was put away is not told with it.
    let moved = Deputy { post: "校长".to_owned(), ..one.clone() };
    let row = only(&[theirs(7, &moved)], std::slice::from_ref(&own));
    assert_eq!((row.standing, row.changes.len(), row.conflicts.len()), (Standing::Changed, 1, 0));
    // Who left above may stay here; one that was voided above as well, as a record of ours alone.
    let left = Deputy { status: "ended".to_owned(), ..moved };
    let own = kept(&only(&[theirs(7, &left)], &[own]), 3);
    assert_eq!(as_deputy(&own).status, "serving");
    assert!(rows(&[theirs(7, &left)], std::slice::from_ref(&own)).is_empty());
    let voided = Entry { voided: Some("重复".to_owned()), ..theirs(7, &one) };
    let own = kept(&only(std::slice::from_ref(&voided), &[own]), 3);
    assert_eq!((rows(&[voided], std::slice::from_ref(&own)), origin(&own.record)), (vec![], None));
    // Nothing of ours could hold it.
    assert_eq!(only(&[theirs(7, &one)], &[]).kept, None);
}

#[test]
fn a_roster_is_compared_in_one_go() {
    let name = |at: u64| format!("代表{at}");
    let above: Vec<Entry> = (1..=6_000).map(|at| theirs(at, &deputy(&name(at), &["county"]))).collect();
    let here: Vec<Entry> = (1..=6_000).map(|at| ours(at, &deputy(&name(at), &["county"]))).collect();
    let found = rows(&above, &here);
    assert_eq!(found.len(), 6_000);
    assert!(found.iter().all(|row| row.standing == Standing::Same && row.before.as_ref().unwrap().id == row.id));
}

#[test]
fn levels_that_the_desk_above_does_not_keep_stay() {
    let one = deputy("张三", &["county"]);
    let own = after(&only(&[theirs(7, &one)], &[]), 3);
    let both = Deputy { levels: vec!["county".to_owned(), "township".to_owned()], ..as_deputy(&own).clone() };
    let city = Deputy { levels: vec!["city".to_owned()], ..one };
    let row = only(&[theirs(7, &city)], &[ours(3, &both)]);
    assert_eq!(as_deputy(&after(&row, 3)).levels, ["township", "city"]);
}

#[test]
fn units_are_the_same_by_name() {
    let unit = |name: &str, active| Unit { name: name.to_owned(), level: "county".to_owned(), active, taken: None };
    let above = |id, name: &str, active| entry(COUNTY, id, Record::Unit(unit(name, active)));
    let here = [entry(OWN, 1, Record::Unit(unit("水利局", true))), entry(OWN, 2, Record::Unit(unit("交通局", true)))];
    let found = of_records(
        Kind::Unit,
        COUNTY,
        &[above(1, "水利局", true), above(2, "交通局", false), above(3, "民政局", true), above(4, "撤销的局", false)],
        &here,
        HOME,
    );
    let found: Vec<_> = found.iter().map(|row| (row.name.as_str(), row.standing)).collect();
    assert_eq!(found, [("民政局", Standing::New), ("交通局", Standing::Left), ("水利局", Standing::Same)]);
}

#[test]
fn settings_of_the_station_are_never_overwritten_unasked() {
    let setting = |org, id, key: &str, value: &str| {
        entry(org, id, Record::Setting(Setting { key: key.to_owned(), value: value.to_owned(), taken: None }))
    };
    let shipped = CodeLists::shipped().unwrap();
    let in_force = |ours: &[Entry]| {
        let pairs = ours.iter().filter_map(|entry| match &entry.record {
            Record::Setting(setting) => Some((setting.key.as_str(), setting.value.as_str())),
            _ => None,
        });
        shipped.clone().with_settings(pairs).0
    };
    let key = "deadlines.redo_days";
    let found = |theirs: &[Entry], ours: &[Entry]| of_settings(COUNTY, theirs, ours, &in_force(ours));
    let above = setting(COUNTY, 1, key, "20");
    let row = found(std::slice::from_ref(&above), &[]).remove(0);
    assert_eq!(row.standing, Standing::New);
    let own = after(&row, 5);
    assert!(found(std::slice::from_ref(&above), std::slice::from_ref(&own)).is_empty());
    // Changed above.
    let later = setting(COUNTY, 1, key, "25");
    assert_eq!(found(std::slice::from_ref(&later), &[own])[0].standing, Standing::Changed);
    // Set here: shown, and left.
    let set = setting(OWN, 5, key, "15");
    let row = found(&[later], &[set]).remove(0);
    assert_eq!((row.standing, row.standing.is_usual()), (Standing::Conflict, false));
    // Put away, until it changes above; and set here after it was taken over.
    let put_away = entry(OWN, 5, row.kept.clone().unwrap());
    assert!(matches!(&put_away.record, Record::Setting(setting) if setting.value == "15"));
    let again = |value: &str, ours: &Entry| found(&[setting(COUNTY, 1, key, value)], std::slice::from_ref(ours));
    assert!(again("25", &put_away).is_empty());
    assert_eq!(
        again("30", &put_away)[0].standing,
        Standing::Conflict,
        "ours is not what was seen: it is not taken unasked"
    );
    let mut changed = again("30", &put_away)[0].wanted.clone().unwrap();
    if let Record::Setting(setting) = &mut changed {
        setting.value = "16".to_owned();
    }
    let changed = entry(OWN, 5, changed);
    assert!(again("30", &changed).is_empty(), "what the station set since is its own");
    assert_eq!(again("31", &changed)[0].standing, Standing::Conflict);
    // One that the station never set is put away as what is in force.
    let fresh = found(&[setting(COUNTY, 1, key, "20")], &[]).remove(0);
    let fresh = entry(OWN, 5, fresh.kept.clone().unwrap());
    assert_eq!(in_force(std::slice::from_ref(&fresh)).value(key), shipped.value(key));
    assert!(again("20", &fresh).is_empty());
    // What is of the desk above alone, what says what is in force, and what is not valid.
    let shipped_days = shipped.value(key).unwrap();
    let others = [
        setting(COUNTY, 2, "sync.due_days", "9"),
        setting(COUNTY, 3, "schedule.rules", ""),
        setting(COUNTY, 4, "recipients.report_to", "[]"),
        setting(COUNTY, 5, key, &shipped_days),
    ];
    assert!(found(&others, &[]).is_empty());
    let bad = found(&[setting(COUNTY, 6, key, "很久")], &[]).remove(0);
    assert_eq!((bad.standing, bad.wanted), (Standing::Unusable, None));
    assert!(!bad.told.is_empty());
}
