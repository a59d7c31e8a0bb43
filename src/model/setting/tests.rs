//! Tests of settings: the table is whole, what is in force is written as it is read, keys are proposed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use super::code::{CodeRow, Shape};
use super::known::{self, Holds, KNOWN};
use super::{propose, rows};
use crate::model::books::Books;
use crate::model::codes::{CodeLists, Origin};
use crate::model::{FieldKind, Part, PartKind, Value};

fn shipped() -> CodeLists {
    CodeLists::shipped().unwrap()
}

#[test]
fn every_setting_the_program_reads_is_in_the_table() {
    for prefix in CodeLists::prefixes() {
        assert!(KNOWN.iter().any(|known| known.key.starts_with(prefix)), "{prefix}");
    }
    for list in shipped().names() {
        let item = known::find(&format!("codes.{list}")).unwrap_or_else(|| panic!("{list}"));
        assert_eq!(item.known.holds, Holds::Table(list_name(&item.known.holds)));
        assert_eq!(item.known.spec.kind, FieldKind::Rows(PartKind::Code(Shape::of(list))), "{list}");
    }
    let keys: HashSet<&str> = KNOWN.iter().map(|known| known.key).collect();
    assert_eq!(keys.len(), KNOWN.len());
    assert!(known::find("print.footer").is_none() && known::find("codes.").is_none());
}

fn list_name(holds: &Holds) -> &'static str {
    match holds {
        Holds::Table(list) => list,
        _ => panic!("no list"),
    }
}

#[test]
fn what_is_in_force_reads_as_it_is_written_and_as_the_form_writes_it() {
    let books = Books::shared();
    for item in known::all(&books.context()) {
        let codes = shipped();
        let text = codes.value(&item.key).unwrap_or_else(|| panic!("{} has no value", item.key));
        // A year nobody has entered yet is written as one without holidays.
        if text.is_empty() {
            continue;
        }
        let mut again = codes.clone();
        again.apply(&item.key, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again.value(&item.key), Some(text.clone()), "{}", item.key);
        assert_eq!(again.origin(&item.key), Origin::Station);
        let formed = item.text(&item.values(&codes));
        let settled = item.settled(&formed, &codes).unwrap();
        assert!(item.is_in_force(&settled, &codes) && item.is_in_force(text.trim_end(), &codes), "{}", item.key);
        // The rules of reception days are kept as they were written, with their comments; a form writes none.
        if item.known.holds != Holds::Schedule {
            assert_eq!(settled, text.trim_end(), "{}", item.key);
        }
        for (list, name) in codes.names().map(|list| (list, again.list(list))) {
            assert_eq!(codes.list(list), name, "{list} changed by {}", item.key);
        }
        assert!(!item.label().is_empty() && !item.summary(&codes).is_empty() && !item.known.spec.hint.is_empty());
    }
}

#[test]
fn a_code_that_is_added_gets_a_key_of_its_own() {
    let codes = shipped();
    let add = |list: &str, added: &[(&str, &str)]| {
        let shape = Shape::of(list);
        let mut all = rows::of_codes(list, codes.list(list));
        for (name, parent) in added {
            let (name, parent) = ((*name).to_owned(), (*parent).to_owned());
            all.push(Part::Code(Box::new(CodeRow { name, parent, ..CodeRow::blank(shape) })));
        }
        let begin = all.len() - added.len();
        propose::give_keys(&mut all);
        let item = known::find(&format!("codes.{list}")).unwrap();
        item.settled(&rows::text(list, &all), &codes).unwrap();
        all[begin..].iter().map(|row| row.get("key")).collect::<Vec<_>>()
    };
    let text = |key: &str| Value::Text(key.to_owned());
    assert_eq!(add("unit_level", &[("村组", ""), ("（１）", "")]), [text("cunzu"), text("own")]);
    assert_eq!(add("nature", &[("表扬", ""), ("表阳", "")]), [text("biaoyang"), text("biaoyang_2")]);
    let below = codes.list("category").iter().filter(|code| code.parent == "02" && code.key != "0299");
    let last: u32 = below.map(|code| code.key.parse().unwrap()).max().unwrap();
    let next = [text(&format!("{:04}", last + 1)), text(&format!("{:04}", last + 2))];
    assert_eq!(add("category", &[("共享单车", "02"), ("电动车充电", "02")]), next);
}

#[test]
fn a_reset_keeps_what_the_station_added_as_retired() {
    let mut codes = shipped();
    let item = known::find("codes.nature").unwrap();
    assert_eq!(item.reset(&codes).unwrap(), None);
    let text =
        item.settled("[[nature]]\nkey='help'\nname='求助类'\n[[nature]]\nkey='praise'\nname='表扬'\n", &codes).unwrap();
    codes.apply(&item.key, &text).unwrap();
    let back = item.reset(&codes).unwrap().unwrap();
    codes.apply(&item.key, &back).unwrap();
    assert_eq!((codes.name("nature", "help"), codes.name("nature", "praise")), ("求助", "表扬"));
    assert!(!codes.code("nature", "praise").unwrap().active && codes.code("nature", "inquiry").unwrap().active);
    let plain = known::find("deadlines.redo_days").unwrap();
    codes.apply(&plain.key, "20").unwrap();
    assert_eq!(plain.reset(&codes).unwrap(), None);
}

#[test]
fn what_an_input_method_types_is_read_as_in_a_form() {
    let codes = shipped();
    let settled = |key: &str, typed: &str| known::find(key).unwrap().settled(typed, &codes);
    for (key, typed, stored) in [
        ("quotas.visits", "５", "5"),
        ("deadlines.notice_days", " ７　", "7"),
        ("deadlines.warn_days", "１０，３", "[10, 3]"),
        ("scores.enabled", "是", "true"),
        ("scores.enabled", "否", "false"),
    ] {
        assert_eq!(settled(key, typed).unwrap(), stored, "{key} {typed}");
    }
    assert!(settled("quotas.visits", "五").is_err() && settled("scores.enabled", "也许").is_err());
    // Names keep what was typed.
    assert_eq!(settled("recipients.to", "镇人大（主席团）").unwrap(), "[\"镇人大（主席团）\"]");
}
