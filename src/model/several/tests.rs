//! Deputies named together.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::model::books::Books;
use crate::model::part::{Part, PartKind};
use crate::model::typed;
use crate::model::value::Value;

/// The sample with 张三 and 张三丰 in one group, 李四 in another and 赵六, who is out of office, in the first.
fn grouped() -> Books {
    let mut books = Books::sample();
    for (id, group) in [(1, "一组"), (2, "二组"), (3, "一组"), (6, "一组")] {
        let entry = books.entries.iter_mut().find(|entry| entry.kind() == Kind::Deputy && entry.id == id).unwrap();
        let Record::Deputy(deputy) = &mut entry.record else { panic!() };
        group.clone_into(&mut deputy.group);
    }
    books
}

fn named_in(books: &Books, typed: &str) -> Vec<u64> {
    let spec = Kind::Activity.spec("participants").unwrap();
    let value = typed::parse(spec, None, typed, &books.context()).unwrap();
    let Value::Rows(rows) = value else { panic!("{value:?}") };
    rows.iter().filter_map(|row| if let Part::Participant(row) = row { row.deputy } else { None }).collect()
}

#[test]
fn everybody_in_office_stands_first_then_the_groups() {
    let books = grouped();
    let names: Vec<(String, Vec<u64>)> =
        all(&books.context()).into_iter().map(|several| (several.name, several.deputies)).collect();
    let expected = [("全体在任代表", vec![1, 2, 3, 4, 5]), ("一组", vec![1, 3]), ("二组", vec![2])];
    assert_eq!(names, expected.map(|(name, ids)| (name.to_owned(), ids)));
    assert!(all(&Books::empty().context()).is_empty());
}

#[test]
fn a_list_of_people_reads_names_groups_and_everybody() {
    let books = grouped();
    assert_eq!(named_in(&books, "全体在任"), [1, 2, 3, 4, 5]);
    assert_eq!(named_in(&books, "一组、李四"), [1, 3, 2]);
    assert_eq!(named_in(&books, "李四，二组"), [2], "named twice is once");
    assert_eq!(named_in(&books, "张三、李四\n张三丰"), [1, 2, 3]);
    assert_eq!(named_in(&books, "一组；张三 | 请假；李四"), [1, 3, 2], "one of the group did not come");
    let spec = Kind::Activity.spec("participants").unwrap();
    assert!(typed::parse(spec, None, "三组", &books.context()).is_err());
    let value = typed::parse(spec, None, "张三；李四 | 请假 | 备注=出差", &books.context()).unwrap();
    let Value::Rows(rows) = &value else { panic!() };
    assert_eq!(rows[1].get("state"), Value::Code("leave".to_owned()));
    // What is written is read back as the same.
    let text = typed::show(spec, None, &value, &books.context());
    assert_eq!(typed::parse(spec, None, &text, &books.context()).unwrap(), value);
    assert_eq!(rows[0].kind(), PartKind::Participant);
}
