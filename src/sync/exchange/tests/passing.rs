//! What a province or city decides about a station's issue, handed on level by level 逐级交办.

use super::*;
use crate::model::Context;
use crate::model::codes::CodeLists;
use crate::model::handling::{self, Deciding, Handling, Why};
use crate::model::unit::Unit;
use crate::store::reader::{Direction, List};

const PROVINCE: Org = Org(43);

impl Party {
    fn with<T>(&self, act: impl FnOnce(&Context<'_>) -> T) -> T {
        let (codes, reader) = (CodeLists::shipped().unwrap(), self.desk.reader());
        act(&Context { today: Date::from_ymd(2026, 11, 23).unwrap(), codes: &codes, directory: &reader })
    }

    fn unit(&mut self, name: &str) {
        let mut batch = self.desk.batch(stamp());
        batch.add(Record::Unit(Unit { name: name.to_owned(), active: true, ..Unit::default() }));
        self.desk.commit(batch).unwrap();
    }

    fn keeps(&mut self, handling: Handling) -> Entry {
        let mut batch = self.desk.batch(stamp());
        batch.add(Record::Handling(Box::new(handling)));
        self.desk.commit(batch).unwrap().remove(0)
    }

    pub(super) fn about(&self, org: Org, issue: u64) -> Deciding {
        let there = self.desk.reader().of(org);
        let naming = all_of(&there, List::Naming(Kind::Handling, issue)).unwrap();
        Deciding::of(there.entry(Kind::Issue, issue).unwrap().unwrap(), naming, self.desk.org())
    }

    /// What waits here, of desks above.
    pub(super) fn waiting(&self) -> Vec<Entry> {
        let reader = self.desk.reader();
        let rows = reader.page(List::Waiting, None, Direction::Forward, 99).unwrap();
        assert_eq!(rows.len() as u64, reader.waiting_total());
        rows.into_iter().map(|row| row.entry).collect()
    }

    /// Passes on the first decision about an issue that waits.
    pub(super) fn pass_on(&mut self, org: Org, issue: u64) -> Result<Entry, Why> {
        let about = self.about(org, issue);
        let handling = self.with(|context| handling::passed_on(&about.above[0], &about, context))?;
        Ok(self.keeps(handling))
    }

    /// Takes over what waits for an issue of ours.
    pub(super) fn adopt(&mut self, decision: &Entry) -> Result<(), Why> {
        let (about, event) = self.with(|context| {
            let (about, event) = handling::taken_over(decision, "李慧", context);
            event.map(|event| (about.unwrap(), event))
        })?;
        let mut batch = self.desk.batch(stamp());
        self.with(|context| batch.take_step(&[&about], &event, context).unwrap());
        self.desk.commit(batch).unwrap();
        Ok(())
    }

    fn down(&mut self, to: &mut Party, stick: &TempDir) {
        let sent = self.send(Sort::Down, to.desk.org(), stick);
        to.take(&sent);
        std::fs::remove_file(&sent.path).unwrap();
    }

    fn up(&mut self, to: &mut Party, stick: &TempDir) {
        let sent = self.send(Sort::Up, to.desk.org(), stick);
        to.take(&sent);
        std::fs::remove_file(&sent.path).unwrap();
    }
}

/// An issue as the rules want it, so that it can take steps.
fn registered(station: &mut Party) -> u64 {
    let entry = station.issue("通组路塌方");
    let Record::Issue(issue) = entry.record.clone() else { panic!() };
    let mut batch = station.desk.batch(stamp());
    let content = "雨后塌了半边".to_owned();
    batch.change("edit", &entry, Record::Issue(Box::new(Issue { content, headcount: 1, items: 1, ..*issue })));
    station.desk.commit(batch).unwrap();
    entry.id
}

#[test]
fn a_decision_of_the_province_reaches_the_station_and_its_answer_the_province() {
    let (mut one, mut two, stick) = (station(1), station(2), folder());
    let (mut county, mut city, mut province) = (party(COUNTY), party(CITY), party(PROVINCE));
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut two, &mut county, &stick);
    acquaint(&mut county, &mut city, &stick);
    acquaint(&mut city, &mut province, &stick);
    let (org, id) = (one.desk.org(), registered(&mut one));
    let other = registered(&mut two);
    one.up(&mut county, &stick);
    two.up(&mut county, &stick);
    county.up(&mut city, &stick);
    city.up(&mut province, &stick);

    province.unit("省水利厅");
    let begun = |party: &Party, org, id| {
        party.with(|context| party.about(org, id).begin(crate::model::life::Verb::Assign, context))
    };
    let first = province.keeps(Handling { unit: Some(1), ..begun(&province, org, id) });
    province.keeps(Handling { unit: Some(1), ..begun(&province, two.desk.org(), other) });
    province.down(&mut city, &stick);
    assert_eq!(city.waiting().len(), 2);

    // The unit has to be in the list of who passes it on, for there the next one below looks it up.
    let Err(Why::NoUnit(unit)) = city.pass_on(org, id) else { panic!() };
    assert_eq!(unit.name, "省水利厅");
    city.unit("省水利厅");
    city.pass_on(org, id).unwrap();
    assert_eq!(city.waiting().len(), 1, "the other station's");
    city.down(&mut county, &stick);
    county.unit("县水利局");
    county.unit("省水利厅");
    assert_eq!(county.waiting().len(), 1);
    let passed = county.pass_on(org, id).unwrap();
    let Record::Handling(passed) = &passed.record else { panic!() };
    assert_eq!((passed.origin.as_str(), passed.origin_name.as_str(), passed.unit), ("4301/1", "单位43", Some(2)));
    assert!(county.waiting().is_empty());
    county.down(&mut one, &stick);
    county.down(&mut two, &stick);
    // The other station has nothing of it, not even which issue it is about.
    assert!(two.waiting().is_empty() && two.desk.reader().of(COUNTY).entry(Kind::Handling, 1).unwrap().is_none());

    one.unit("省水利厅");
    let waits = one.waiting();
    assert_eq!(waits.len(), 1);
    one.adopt(&waits[0]).unwrap();
    let stands = |desk: &Party| {
        let about = desk.about(org, id);
        let naming = all_of(&desk.desk.reader().of(org), List::Naming(Kind::Handling, id)).unwrap();
        handling::standing(&first, &about.issue, &naming)
    };
    assert_eq!(stands(&province), handling::Standing::Open, "nothing has come back yet");
    city.up(&mut province, &stick);
    assert_eq!(stands(&province), handling::Standing::Passed);
    one.up(&mut county, &stick);
    county.up(&mut city, &stick);
    city.up(&mut province, &stick);
    assert_eq!(stands(&province), handling::Standing::Taken(Date::from_ymd(2026, 11, 23)));
    assert!(province.about(org, id).waiting.is_empty() && one.waiting().is_empty());
}

#[test]
fn a_decision_stays_off_another_issue_of_its_id() {
    let (mut one, mut county, mut city, stick) = (station(1), party(COUNTY), party(CITY), folder());
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut county, &mut city, &stick);
    let (org, id) = (one.desk.org(), registered(&mut one));
    one.up(&mut county, &stick);
    county.up(&mut city, &stick);
    county.unit("县水利局");
    city.unit("县水利局");
    let assign = |party: &Party| {
        let begun = party.with(|context| party.about(org, id).begin(crate::model::life::Verb::Assign, context));
        Handling { unit: Some(1), ..begun }
    };
    let theirs = assign(&county);
    let old = county.keeps(theirs.clone());
    city.keeps(assign(&city));
    city.down(&mut county, &stick);
    assert_eq!((county.waiting().len(), county.about(org, id).waiting.len()), (1, 1));

    // The station's computer is lost; the next one begins with another issue under the same number, and the county agrees to it.
    drop(one);
    let mut one = party(org);
    acquaint(&mut one, &mut county, &stick);
    assert_eq!(registered(&mut one), id);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&sent.path).unwrap();
    take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    std::fs::remove_file(&sent.path).unwrap();
    let about = county.about(org, id);
    assert_eq!((about.waiting.len(), about.above.len(), county.waiting().len()), (0, 0, 0));
    assert_eq!(handling::standing(&old, &about.issue, []), handling::Standing::Other);
    // What had been begun for the one before is not saved for this one either.
    assert!(county.with(|context| about.check(&theirs, context)).iter().any(|one| one.message.contains("另一件")));
    let Err(Why::Other) = county.with(|context| {
        let above = context.of(CITY, |there| there.directory.entry(Kind::Handling, 1)).unwrap();
        handling::passed_on(&above, &about, context)
    }) else {
        panic!()
    };

    county.down(&mut one, &stick);
    one.unit("县水利局");
    assert!(one.waiting().is_empty());
    assert_eq!(one.adopt(&old), Err(Why::Other));
    // What is decided about the new one reaches it, also once its title was changed.
    let decided = assign(&county);
    county.keeps(decided);
    let entry = one.desk.reader().entry(Kind::Issue, id).unwrap().unwrap();
    let Record::Issue(issue) = entry.record.clone() else { panic!() };
    let mut batch = one.desk.batch(stamp());
    let issue = Issue { title: "路灯不亮".to_owned(), birth: String::new(), ..*issue };
    batch.change("edit", &entry, Record::Issue(Box::new(issue)));
    one.desk.commit(batch).unwrap();
    county.down(&mut one, &stick);
    let waits = one.waiting();
    assert_eq!(waits.len(), 1);
    one.adopt(&waits[0]).unwrap();
    assert!(one.waiting().is_empty());
}
