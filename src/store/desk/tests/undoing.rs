//! What an undo takes back, and how far it goes.

use super::*;
use crate::store::desk::SaveError;

fn undo(desk: &mut Desk) -> String {
    desk.undo(stamp()).unwrap().text
}

#[test]
fn an_edit_gets_its_former_values_back_and_an_addition_is_voided() {
    let home = Home::new();
    let mut desk = home.init();
    let first = add(&mut desk, deputy("张三"));
    edit(&mut desk, &first, deputy("张三丰"));
    assert_eq!(undo(&mut desk), "已撤销：修改代表“张三丰”");
    let back = entry(&desk, Kind::Deputy, 1);
    assert_eq!((&back.record, back.rev), (&first.record, 3));
    assert_eq!(undo(&mut desk), "已撤销：新增代表“张三”");
    assert!(!entry(&desk, Kind::Deputy, 1).is_live());
    assert_eq!(desk.reader().total(Kind::Deputy), 0);
    // The station record stays.
    assert!(matches!(desk.undo(stamp()), Err(SaveError::NothingToUndo)));
    assert_sound(&desk);
}

#[test]
fn a_void_is_taken_back() {
    let home = Home::new();
    let mut desk = home.init();
    let saved = add(&mut desk, issue("路灯不亮"));
    let mut batch = desk.batch(stamp());
    batch.void(&saved, "录重了");
    desk.commit(batch).unwrap();
    assert_eq!(undo(&mut desk), "已撤销：作废意见建议“2026-0001”");
    let back = entry(&desk, Kind::Issue, 1);
    assert!(back.is_live());
    assert_eq!(back.record, saved.record);
}

#[test]
fn what_was_undone_is_done_again_until_something_else_is_saved() {
    let home = Home::new();
    let mut desk = home.init();
    assert!(matches!(desk.redo(stamp()), Err(SaveError::NothingToRedo)));
    let first = add(&mut desk, deputy("张三"));
    edit(&mut desk, &first, deputy("张三丰"));
    undo(&mut desk);
    undo(&mut desk);
    assert!(!entry(&desk, Kind::Deputy, 1).is_live());
    assert_eq!(desk.redo(stamp()).unwrap().text, "已重做：新增代表“张三”");
    assert_eq!(entry(&desk, Kind::Deputy, 1).record, first.record);
    assert_eq!(desk.redo(stamp()).unwrap().text, "已重做：修改代表“张三丰”");
    assert!(entry(&desk, Kind::Deputy, 1).is_live());
    assert!(matches!(desk.redo(stamp()), Err(SaveError::NothingToRedo)));
    // What was done again can be undone again.
    assert_eq!(desk.undoable().unwrap(), "修改代表“张三丰”");
    assert_eq!(undo(&mut desk), "已撤销：修改代表“张三丰”");
    let now = entry(&desk, Kind::Deputy, 1);
    assert_eq!(now.record, first.record);
    edit(&mut desk, &now, deputy("李四"));
    assert!(matches!(desk.redo(stamp()), Err(SaveError::NothingToRedo)));
    assert_sound(&desk);
}

#[test]
fn repeated_undo_skips_what_was_undone_also_after_opening_again() {
    let home = Home::new();
    let mut desk = home.init();
    let mut now = add(&mut desk, deputy("甲"));
    for name in ["乙", "丙", "丁"] {
        now = edit(&mut desk, &now, deputy(name));
    }
    undo(&mut desk);
    undo(&mut desk);
    assert_eq!(entry(&desk, Kind::Deputy, 1).record, deputy("乙"));
    let now = entry(&desk, Kind::Deputy, 1);
    edit(&mut desk, &now, deputy("戊"));
    drop(desk);
    let mut desk = home.open();
    undo(&mut desk);
    assert_eq!(entry(&desk, Kind::Deputy, 1).record, deputy("乙"));
    undo(&mut desk);
    assert_eq!(entry(&desk, Kind::Deputy, 1).record, deputy("甲"));
    undo(&mut desk);
    assert!(!entry(&desk, Kind::Deputy, 1).is_live());
}

#[test]
fn a_group_is_undone_whole() {
    let home = Home::new();
    let mut desk = home.init();
    let before = add(&mut desk, deputy("张三"));
    let mut batch = desk.batch(stamp());
    batch.add(issue("一"));
    batch.add(issue("二"));
    batch.change("edit", &before, deputy("张叁"));
    desk.commit(batch).unwrap();
    let undone = desk.undo(stamp()).unwrap();
    assert_eq!(undone.text, "已撤销：登记意见建议“2026-0001”等 3 条记录");
    assert_eq!(undone.entries.len(), 3);
    assert_eq!(desk.reader().total(Kind::Issue), 0);
    assert_eq!(entry(&desk, Kind::Deputy, 1).record, before.record);
    // The numbers stay used.
    assert_eq!(as_issue(&add(&mut desk, issue("三"))).number, "2026-0003");
}
