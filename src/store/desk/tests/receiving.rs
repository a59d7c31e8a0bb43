//! Taking in chains of other desks: all of it or nothing, the same whatever the order, and their records beside our own.

use std::io::ErrorKind;

use super::*;
use crate::model::{Context, Directory};
use crate::store::copies::{Grown, ReceiveError, Unfit};
use crate::store::desk::{Delivery, Received, Section};
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::journal::{self, Journal, NewLine};

pub(super) const COUNTY: Org = Org(430_122);
pub(super) const ONE: Org = Org(430_122_105_001);
const OTHER: Org = Org(430_122_105_002);

pub(super) fn desk_of(home: &Home, org: Org) -> Desk {
    let new = NewDesk { org, name: format!("{org}站"), operator: "李工".to_owned() };
    Desk::init(Arc::clone(&home.disk), home.root(), &new, &stamp()).unwrap()
}

/// The journal of a station with a deputy, an issue that names the deputy, and `more` issues.
pub(super) fn chain(org: Org, name: &str, more: usize) -> Vec<u8> {
    let home = Home::new();
    let mut desk = desk_of(&home, org);
    add(&mut desk, deputy(name));
    let named =
        Issue { deputies: vec![1], reported_on: date(11, 23), title: format!("{name}收到的"), ..Issue::default() };
    add(&mut desk, Record::Issue(Box::new(named)));
    for round in 0..more {
        add(&mut desk, issue(&format!("第{round}件")));
    }
    std::fs::read(place::journal(home.root(), org)).unwrap()
}

pub(super) fn lines_in(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap()
}

/// The first so many lines.
pub(super) fn first(bytes: &[u8], lines: usize) -> Vec<u8> {
    bytes.split_inclusive(|byte| *byte == b'\n').take(lines).flatten().copied().collect()
}

fn received(grown: &Grown) -> Record {
    crate::store::copies::told(grown)
}

/// Takes lines of chains in, with a record of our own for each.
pub(super) fn take(desk: &mut Desk, chains: &[(Org, &[u8], bool)]) -> Result<Received, ReceiveError> {
    let sections: Vec<Section> =
        chains.iter().map(|(org, bytes, anew)| Section { org: *org, lines: lines_in(bytes), anew: *anew }).collect();
    let all: Vec<u8> = chains.iter().flat_map(|(_, bytes, _)| bytes.iter().copied()).collect();
    let reader = desk.reader();
    let mut compose = |batch: &mut crate::store::batch::Batch, chains: &[Grown]| {
        for grown in chains {
            let record = received(grown);
            match reader.entry(record.kind(), grown.org.0).unwrap() {
                Some(before) => batch.change("receive", &before, record),
                None => batch.add_reserved(grown.org.0, record),
            }
        }
    };
    let delivery = Delivery { sections: &sections, lines: &mut &all[..] };
    desk.receive(stamp(), delivery, &mut compose, &mut go_on)
}

/// All but how many transactions it took.
pub(super) fn content(desk: &Desk) -> Dump {
    let mut all = dump(&desk.reader().books());
    all.retain(|(tree, key, _)| *tree != Tree::Meta || key != b"ticks");
    all
}

pub(super) fn labels(desk: &Desk, org: Org) -> Vec<String> {
    let reader = desk.reader().of(org);
    let rows = reader.page(List::Station(Kind::Issue, org), None, Direction::Forward, 99).unwrap();
    let named = rows.iter().flat_map(|row| as_issue(&row.entry).deputies.clone());
    named.filter_map(|id| reader.label(Kind::Deputy, id)).collect()
}

#[test]
fn records_of_two_stations_stand_beside_our_own() {
    let (one, other) = (chain(ONE, "张三", 2), chain(OTHER, "王五", 0));
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    add(&mut desk, deputy("县代表"));
    let done = take(&mut desk, &[(ONE, &one, false), (OTHER, &other, false)]).unwrap();
    assert_eq!(done.chains.iter().map(|grown| grown.lines).collect::<Vec<_>>(), [lines_in(&one), lines_in(&other)]);
    assert_sound(&desk);
    let reader = desk.reader();
    assert_eq!((reader.total(Kind::Issue), reader.total(Kind::Deputy), reader.total(Kind::Station)), (4, 3, 3));
    assert_eq!(ids(&desk, List::All(Kind::Issue)).len(), 4);
    // Every station has a deputy 1.
    assert_eq!((labels(&desk, ONE), labels(&desk, OTHER)), (vec!["张三".to_owned()], vec!["王五".to_owned()]));
    assert_eq!(reader.label(Kind::Deputy, 1).as_deref(), Some("县代表"));
    assert_eq!(reader.of(OTHER).page(List::Deputy(Kind::Issue, 1), None, Direction::Forward, 9).unwrap().len(), 1);
    assert!(reader.page(List::Deputy(Kind::Issue, 1), None, Direction::Forward, 9).unwrap().is_empty());
    // What is typed here means our own; numbers are given on as if there were no others.
    assert!(reader.find(Kind::Deputy, "张三", 9).is_empty());
    assert_eq!(reader.roster().unwrap().len(), 1);
    assert_eq!(as_issue(&add(&mut desk, issue("县里登记的"))).number, "2026-0001");
    let expected = content(&desk);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    let desk = home.open();
    assert_eq!(content(&desk), expected, "a rebuild comes to the same");
    assert!(desk.notices().is_empty());
}

#[test]
fn what_comes_twice_or_in_parts_changes_nothing_and_a_gap_is_refused() {
    let whole = chain(ONE, "张三", 3);
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(ONE, &first(&whole, 3), false)]).unwrap();
    let behind: Vec<u8> = whole[first(&whole, 4).len()..].to_vec();
    assert!(matches!(take(&mut desk, &[(ONE, &behind, false)]), Err(ReceiveError::DoesNotFit { .. })));
    let (file, lines) = (place::journal(home.root(), ONE), lines_in(&whole));
    assert_eq!(std::fs::read(&file).unwrap(), first(&whole, 3));
    let grown = take(&mut desk, &[(ONE, &whole, false)]).unwrap().chains.remove(0);
    assert_eq!((grown.lines, grown.mark.seq), (lines - 3, lines));
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    let again = take(&mut desk, &[(ONE, &whole, false)]).unwrap();
    assert_eq!((again.chains[0].lines, desk.reader().total(Kind::Issue)), (0, 4));
    assert_sound(&desk);
    assert!(matches!(take(&mut desk, &[(COUNTY, b"", false)]), Err(ReceiveError::Own)));
    assert!(matches!(desk.undoable(), Err(super::super::SaveError::NothingToUndo)), "what was taken in stays");
}

#[test]
fn a_line_that_is_no_record_is_told_and_the_rest_goes_on() {
    let home = Home::new();
    let disk = Arc::clone(&home.disk);
    drop(desk_of(&home, ONE));
    let path = place::journal(home.root(), ONE);
    let mut journal = Journal::open(Arc::clone(&disk), &path, ONE, None).unwrap().journal;
    let line = |kind: &str, id, data: &str| NewLine {
        kind: kind.to_owned(),
        id,
        rev: 1,
        verb: "add".to_owned(),
        data: data.to_owned(),
    };
    let lines = [
        line("mystery", 1, "{}"),
        line("issue", u64::MAX, "{}"),
        line("deputy", 1, r#"{"name":7}"#),
        line("deputy", 2, r#"{"name":"张三"}"#),
    ];
    let at = chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap();
    journal.append(&journal::Stamp { at, by: "x".to_owned() }, &lines).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let county = Home::new();
    let mut desk = desk_of(&county, COUNTY);
    let grown = take(&mut desk, &[(ONE, &bytes, false)]).unwrap().chains.remove(0);
    assert_eq!(grown.unfit, [(3, Unfit::UnknownKind), (4, Unfit::Number), (5, Unfit::Unreadable)]);
    assert_eq!(desk.reader().total(Kind::Deputy), 1);
    assert_sound(&desk);
}

#[test]
fn what_comes_from_above_is_kept_apart() {
    let above = chain(COUNTY, "县代表", 2);
    let home = Home::new();
    let mut desk = desk_of(&home, ONE);
    take(&mut desk, &[(COUNTY, &above, false)]).unwrap();
    let reader = desk.reader();
    assert_eq!((reader.total(Kind::Deputy), reader.total(Kind::Issue), reader.total(Kind::Station)), (0, 0, 1));
    assert_eq!(reader.of(COUNTY).label(Kind::Deputy, 1).as_deref(), Some("县代表"));
    assert_eq!(ids(&desk, List::Station(Kind::Deputy, COUNTY)), [1]);
    assert!(ids(&desk, List::All(Kind::Deputy)).is_empty());
    assert_sound(&desk);
}

#[test]
fn a_chain_that_begins_anew_takes_the_place_of_the_old_one() {
    let (old, new) = (chain(ONE, "张三", 3), chain(ONE, "李四", 1));
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(ONE, &old, false)]).unwrap();
    for longer in [3, 4] {
        let other = chain(ONE, "李四", longer);
        assert!(matches!(take(&mut desk, &[(ONE, &other, false)]), Err(ReceiveError::DoesNotFit { .. })));
    }
    take(&mut desk, &[(ONE, &new, true)]).unwrap();
    assert_eq!((labels(&desk, ONE), desk.reader().total(Kind::Issue)), (vec!["李四".to_owned()], 2));
    assert_sound(&desk);
    let path = place::journal(home.root(), ONE);
    assert_eq!(std::fs::read(&path).unwrap(), new);
    assert_eq!(std::fs::read(path.with_extension("old-1")).unwrap(), old);
    let expected = content(&desk);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    assert_eq!(content(&home.open()), expected);
}

#[test]
fn a_copy_that_is_damaged_is_told_of_and_taken_in_anew() {
    let bytes = chain(ONE, "张三", 3);
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(ONE, &bytes, false)]).unwrap();
    drop(desk);
    let path = place::journal(home.root(), ONE);
    let mut bent = bytes.clone();
    let at = first(&bytes, 4).len() + 200;
    bent[at] ^= 1;
    std::fs::write(&path, &bent).unwrap();
    let report = crate::store::verify::verify(&home.disk, home.root(), &mut |_, _, _| ControlFlow::Continue(()));
    let report = report.unwrap();
    assert!(report.is_damaged() && report.lines().join("").contains("430122105001"), "{:?}", report.lines());
    // The store has it all; a rebuild has what can be read, and says so.
    std::fs::remove_dir_all(home.store()).unwrap();
    let mut desk = home.open();
    assert!(desk.notices()[0].text.contains("副本"), "{:?}", desk.notices());
    assert_eq!((desk.read_only(), labels(&desk, ONE)), (None, vec!["张三".to_owned()]));
    assert!(matches!(take(&mut desk, &[(ONE, &bytes, false)]), Err(ReceiveError::Copy { .. })));
    take(&mut desk, &[(ONE, &bytes, true)]).unwrap();
    assert_eq!(desk.reader().total(Kind::Issue), 4);
    assert_sound(&desk);
    drop(desk);
    let report = crate::store::verify::verify(&home.disk, home.root(), &mut |_, _, _| ControlFlow::Continue(()));
    assert!(!report.unwrap().is_damaged());
}

/// A county that has some lines of one station, on a disk that can fail.
fn county(bytes: &[u8]) -> (ModelDisk, FaultyDisk, Home) {
    let model = ModelDisk::new();
    let disk = FaultyDisk::new(Arc::new(model.clone()));
    let home = Home::on(Arc::new(disk.clone()));
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(ONE, bytes, false)]).unwrap();
    (model, disk, home)
}

/// Takes chains in with a failure at every operation in turn; each time there is the old or the new, and it can be tried again.
fn survives(before: &[u8], chains: &[(Org, &[u8], bool)], issues: (u64, u64), survivals: &[Option<Survival>]) {
    for survival in survivals {
        let mut nth = 0;
        loop {
            let (model, disk, home) = county(before);
            let mut desk = home.open();
            let span = if survival.is_some() { Span::Everything } else { Span::Once };
            let begun = disk.operations();
            disk.fail(nth, Fault::Short(20, ErrorKind::StorageFull), span);
            let taken = take(&mut desk, chains);
            let operations = disk.operations() - begun;
            drop(desk);
            if let Some(survival) = survival {
                model.cut_power(*survival);
            }
            disk.heal();
            let what = format!("{survival:?} at {nth}");
            let mut desk = home.try_open().unwrap_or_else(|error| panic!("{what}: {error}"));
            // Of our own journal an unfinished end may have been cut.
            let is_whole = desk.notices().iter().all(|notice| !notice.text.contains("副本"));
            assert!(desk.read_only().is_none() && is_whole, "{what} {:?}", desk.notices());
            let total = desk.reader().total(Kind::Issue);
            assert!(total == issues.1 || taken.is_err() && total == issues.0, "{what}: {total} {taken:?}");
            assert_sound(&desk);
            if total == issues.0 {
                take(&mut desk, chains).unwrap_or_else(|error| panic!("{what}: {error}"));
            }
            assert_eq!(desk.reader().total(Kind::Issue), issues.1, "{what}");
            assert_sound(&desk);
            if operations <= nth {
                break;
            }
            nth += 1;
        }
        assert!(nth > 8, "every step was made to fail");
    }
}

pub(super) const CUTS: [Option<Survival>; 4] =
    [None, Some(Survival::Least), Some(Survival::Most), Some(Survival::Torn(3))];

#[test]
fn any_failure_and_any_power_cut_leaves_the_old_or_the_new() {
    let (one, other) = (chain(ONE, "张三", 2), chain(OTHER, "王五", 1));
    survives(&first(&one, 3), &[(ONE, &one, false), (OTHER, &other, false)], (0, 5), &CUTS);
}

#[test]
fn a_chain_is_replaced_or_not_whatever_fails() {
    let (old, new) = (chain(ONE, "张三", 3), chain(ONE, "李四", 1));
    survives(&old, &[(ONE, &new, true)], (4, 2), &CUTS);
}

#[test]
fn it_can_be_stopped_until_it_is_decided() {
    let bytes = chain(ONE, "张三", 2);
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    let sections = [Section { org: ONE, lines: lines_in(&bytes), anew: false }];
    let delivery = Delivery { sections: &sections, lines: &mut &bytes[..] };
    let stopped = desk.receive(stamp(), delivery, &mut |_, _| {}, &mut |done, total| {
        if done == total { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(ReceiveError::Cancelled)));
    assert!(!place::journal(home.root(), ONE).exists());
    take(&mut desk, &[(ONE, &bytes, false)]).unwrap();
}

#[test]
fn opening_does_not_look_at_other_copies() {
    let costs = |stations: u64| {
        let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
        let home = Home::on(Arc::new(disk.clone()));
        let mut desk = desk_of(&home, COUNTY);
        for station in 0..stations {
            let org = Org(ONE.0 + station);
            take(&mut desk, &[(org, &chain(org, "张三", 0), false)]).unwrap();
        }
        drop(desk);
        let before = disk.operations();
        drop(home.open());
        disk.operations() - before
    };
    assert_eq!(costs(1), costs(4));
}

fn sifted(desk: &Desk, conditions: &[(&str, &str)]) -> Vec<String> {
    sifted_with(desk, &crate::model::codes::CodeLists::shipped().unwrap(), conditions)
}

fn sifted_with(desk: &Desk, codes: &crate::model::codes::CodeLists, conditions: &[(&str, &str)]) -> Vec<String> {
    use crate::model::filter::{Filter, Manner};
    let reader = desk.reader();
    let context = Context { today: date(11, 23).unwrap(), codes, directory: &reader };
    let mut filter = Filter::new(Kind::Issue);
    for (key, typed) in conditions {
        // Names are those of the only desk that is asked for.
        let org = filter.desk().unwrap_or(reader.org());
        context.of(org, |context| filter.add(key, typed, Manner::Like, context)).unwrap();
    }
    let mut found = Vec::new();
    let mut news = |news| {
        if let crate::store::reader::SearchNews::Hit(entry) = news {
            found.push(format!("{} {}", entry.org, as_issue(&entry).title));
        }
        ControlFlow::Continue(())
    };
    reader.sift(&filter, &mut news).unwrap();
    found
}

#[test]
fn desks_are_found_by_name_code_and_pinyin_and_their_records_are_told_apart() {
    let (one, other) = (chain(ONE, "张三", 1), chain(OTHER, "王五", 0));
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    add(&mut desk, issue("县里登记的"));
    let called = |desk: &Desk, typed: &str| {
        let found = desk.reader().find(Kind::Received, typed, 9);
        found.into_iter().map(|one| (one.id, one.exact)).collect::<Vec<_>>()
    };
    assert_eq!(called(&desk, ""), [(COUNTY.0, false)]);
    take(&mut desk, &[(ONE, &one, false), (OTHER, &other, false)]).unwrap();
    // What was read of names before is not believed any more.
    assert_eq!(called(&desk, "").len(), 3);
    assert_eq!(called(&desk, "430122105002"), [(OTHER.0, true)]);
    assert_eq!(called(&desk, "４３０１２２１０５００２站"), [(OTHER.0, true)]);
    assert_eq!(called(&desk, "430122105001z"), [(ONE.0, false)]);
    assert!(called(&desk, "没有").is_empty());
    assert!(desk.reader().gathers() && !chain_holder().gathers());

    assert_eq!(sifted(&desk, &[("station", "430122105002")]), ["430122105002 王五收到的"]);
    let both = sifted(&desk, &[("station", "430122105001,430122105002")]);
    assert_eq!(both.len(), 3);
    assert_eq!(sifted(&desk, &[("station", "430122站")]), ["430122 县里登记的"], "ours alone, not those below");
    // Each station has a deputy 1.
    let asked = [("station", "430122105001"), ("deputies", "张三")];
    assert_eq!(sifted(&desk, &asked), ["430122105001 张三收到的"]);
    assert_eq!(sifted(&desk, &[("station", "430122105002"), ("title", "第")]), Vec::<String>::new());
    let reader = desk.reader();
    assert_eq!(reader.desks_of(&[COUNTY]).unwrap(), [COUNTY]);
    assert_eq!(reader.desks_of(&[OTHER, ONE]).unwrap(), [OTHER, ONE]);
}

#[test]
fn a_report_above_takes_issues_of_its_stations_as_examples() {
    use crate::model::typed;
    let (one, other) = (chain(ONE, "张三", 1), chain(OTHER, "王五", 0));
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    let own = add(&mut desk, issue("县里登记的"));
    take(&mut desk, &[(ONE, &one, false), (OTHER, &other, false)]).unwrap();
    let reader = desk.reader();
    let codes = crate::model::codes::CodeLists::shipped().unwrap();
    let context = Context { today: date(11, 23).unwrap(), codes: &codes, directory: &reader };
    let spec = Kind::Report.spec("cases").unwrap();
    let target = Some(Kind::Issue);
    let number = as_issue(&own).number.clone();
    let parse = |typed: &str| typed::parse(spec, target, typed, &context);
    let typed = format!("430122105001/{number}，{other}／{number}，430122站/{number}", other = OTHER.0);
    let value = parse(&typed).unwrap();
    let crate::model::Value::Refs(ids) = &value else { panic!("{value:?}") };
    let titles: Vec<String> =
        ids.iter().map(|id| as_issue(&context.directory.entry(Kind::Issue, *id).unwrap()).title.clone()).collect();
    assert_eq!(titles, ["张三收到的", "王五收到的", "县里登记的"]);
    assert_eq!(ids[2], own.id, "our own is the bare id");
    // What is shown is read back; a name is written where it means one desk.
    let shown = typed::show(spec, target, &value, &context);
    assert_eq!(parse(&shown).unwrap(), value, "{shown}");
    // A number that several have is told with whose they are, words of a title that one has are enough.
    let error = parse(&number).unwrap_err();
    assert_eq!(error.candidates.len(), 3, "{error}");
    assert!(error.message.contains(&format!("430122105001站/{number}")), "{error}");
    assert_eq!(parse("王五").unwrap(), crate::model::Value::Refs(vec![ids[1]]));
    assert!(parse("没有的站/2026-0001").is_err() && parse("430122105001/2026-0099").is_err());
    let listed = |typed| typed::choices(spec, target, typed, 9, &context).len();
    assert_eq!((listed(""), listed("第"), listed(&number), listed("430122105002/")), (4, 1, 3, 1));
    // Elsewhere an issue is one of ours.
    let spec = Kind::Proposal.spec("issues").unwrap();
    assert_eq!(typed::parse(spec, target, &number, &context).unwrap(), crate::model::Value::Refs(vec![own.id]));
}

#[test]
fn codes_that_a_station_added_are_known_above() {
    use crate::model::setting::Setting;
    let one = {
        let home = Home::new();
        let mut desk = desk_of(&home, ONE);
        let value = "[[category]]\nkey='0777'\nname='机场噪声'\nparent='07'\n".to_owned();
        add(&mut desk, Record::Setting(Setting { key: "codes.category".to_owned(), value, ..Setting::default() }));
        let noisy = Issue {
            category: "0777".to_owned(),
            reported_on: date(11, 23),
            title: "太吵".to_owned(),
            ..Issue::default()
        };
        add(&mut desk, Record::Issue(Box::new(noisy)));
        std::fs::read(place::journal(home.root(), ONE)).unwrap()
    };
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(ONE, &one, false)]).unwrap();
    let (codes, not_taken) = crate::store::codes::in_force(&desk.reader()).unwrap();
    assert!(not_taken.is_empty());
    assert_eq!(codes.name("category", "0777"), "机场噪声");
    for typed in ["机场", "0777", "07", "机场噪声"] {
        assert_eq!(sifted_with(&desk, &codes, &[("category", typed)]), ["430122105001 太吵"], "{typed}");
    }
}

#[test]
fn a_county_stands_for_its_stations_where_it_is_not_our_own() {
    let home = Home::new();
    let mut city = desk_of(&home, Org(4301));
    let county = {
        let home = Home::new();
        drop(desk_of(&home, COUNTY));
        std::fs::read(place::journal(home.root(), COUNTY)).unwrap()
    };
    let one = chain(ONE, "张三", 0);
    take(&mut city, &[(COUNTY, &county, false), (ONE, &one, false)]).unwrap();
    assert_eq!(city.reader().desks_of(&[COUNTY]).unwrap(), [COUNTY, ONE]);
    assert_eq!(sifted(&city, &[("station", "430122站")]), ["430122105001 张三收到的"]);
}

/// The reader of a station.
fn chain_holder() -> crate::store::reader::Reader {
    let home = Home::new();
    desk_of(&home, ONE).reader()
}
