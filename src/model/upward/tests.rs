//! Tests of what is owed to the level above.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::model::books::day;
use crate::model::pack::{DOWN, FULL, MADE, UP};

fn codes() -> CodeLists {
    CodeLists::shipped().unwrap()
}

fn county(acked_seq: u64) -> Party {
    Party { code: "430122".to_owned(), acked_seq, acked_on: Some(day(2026, 11, 6)), ..Party::default() }
}

fn pack(sort: &str, state: &str, last: u64, reported: u64, on: Date) -> Pack {
    let (sort, state, to) = (sort.to_owned(), state.to_owned(), "430122".to_owned());
    Pack { sort, state, to, last, reported, on: Some(on), ..Pack::default() }
}

#[test]
fn what_no_receipt_acknowledges_is_unsent() {
    assert_eq!(Upward::of((7, 0), &county(0), []).unsent, 7);
    let packs = [
        pack(UP, ACKNOWLEDGED, 100, 90, day(2026, 11, 2)),
        pack(UP, WRITTEN, 150, 130, day(2026, 11, 20)),
        pack(UP, MADE, 170, 145, day(2026, 11, 22)),
    ];
    let upward = Upward::of((150, 0), &county(100), &packs);
    assert_eq!((upward.unsent, upward.waiting, upward.unpacked()), (60, 40, 20));
    assert_eq!(upward.packed_on, Some(day(2026, 11, 20)), "what was only made is not out");
    assert_eq!(upward.days_since(day(2026, 11, 23)), Some(3));
    // Everything acknowledged, in whatever order the records come.
    let upward = Upward::of((130, 0), &county(150), packs.iter().rev());
    assert_eq!((upward.unsent, upward.waiting, upward.unpacked()), (0, 0, 0));
}

#[test]
fn a_receipt_within_a_package_leaves_the_package_unsent() {
    let packs = [pack(FULL, WRITTEN, 100, 90, day(2026, 11, 2))];
    let upward = Upward::of((90, 0), &county(99), &packs);
    assert_eq!((upward.unsent, upward.waiting), (90, 90));
}

#[test]
fn what_is_handed_on_waits_with_the_last_package() {
    let handing = |number, handed, pack| Pack { number, handed, ..pack };
    let packs = [
        handing(3, 12, pack(UP, WRITTEN, 150, 130, day(2026, 11, 20))),
        handing(2, 10, pack(UP, WRITTEN, 120, 100, day(2026, 11, 9))),
        handing(1, 40, pack(UP, ACKNOWLEDGED, 90, 80, day(2026, 11, 2))),
    ];
    let upward = |handed| Upward::of((130, handed), &county(100), &packs);
    assert_eq!((upward(15).handed, upward(15).handed_waiting, upward(15).unpacked()), (15, 12, 3));
    // The receipt came by another way, for some of them.
    assert_eq!((upward(5).handed_waiting, upward(5).unpacked()), (5, 0));
    assert!(!Upward::of((80, 1), &county(100), []).is_settled());
}

#[test]
fn the_parts_of_what_was_too_much_for_one_package_wait_together() {
    let part = |number, (first, last), handed| Pack {
        number,
        first,
        handed,
        ..pack(UP, WRITTEN, last, 130, day(2026, 11, 20))
    };
    // The first was sent again with all that followed, in three parts.
    let packs = [part(4, (153, 154), 5), part(3, (151, 152), 20), part(2, (101, 150), 20), part(1, (101, 140), 20)];
    let upward = Upward::of((130, 50), &county(100), &packs);
    assert_eq!((upward.handed_waiting, upward.unpacked()), (45, 5));
}

#[test]
fn packages_to_others_and_downward_report_nothing() {
    let other = Pack { to: "4301".to_owned(), ..pack(UP, WRITTEN, 100, 90, day(2026, 11, 2)) };
    let packs =
        [other, pack(DOWN, WRITTEN, 100, 90, day(2026, 11, 2)), pack(RECEIPT, WRITTEN, 0, 90, day(2026, 11, 2))];
    let upward = Upward::of((90, 0), &county(0), &packs);
    assert_eq!((upward.unsent, upward.waiting, upward.packed_on), (90, 0, None));
    // A record that says more than there is takes nothing below nothing.
    let bent = [pack(UP, WRITTEN, 5, u64::MAX, day(2026, 11, 2))];
    assert_eq!(Upward::of((3, 0), &county(u64::MAX), &bent).unsent, 0);
}

#[test]
fn the_desk_reminds_of_what_is_not_packed_for_long() {
    let today = day(2026, 11, 23);
    let owed = |packed_on: Option<Date>, unsent, waiting, begun_on| {
        let upward = Upward { unsent, waiting, packed_on, ..Upward::default() };
        Owed::of(0, &upward, begun_on, &codes(), today)
    };
    let begun = Some(day(2026, 1, 5));
    assert_eq!(owed(Some(day(2026, 10, 24)), 4, 0, begun).remind, None, "30 days are not more than 30");
    assert_eq!(owed(Some(day(2026, 10, 23)), 4, 0, begun).remind, Some(31));
    assert_eq!(owed(Some(day(2026, 10, 23)), 4, 4, begun).remind, None, "all of it is on its way");
    assert_eq!(owed(None, 4, 0, begun).remind, Some(322), "from the first line where nothing was packed yet");
    assert_eq!(owed(None, 4, 0, None).remind, None);
    let mut never = codes();
    never.apply("sync.remind_days", "0").unwrap();
    let upward = Upward { unsent: 4, packed_on: Some(day(2020, 1, 1)), ..Upward::default() };
    assert_eq!(Owed::of(0, &upward, begun, &never, today).remind, None);
}

#[test]
fn the_last_month_is_due_until_a_package_of_after_its_end_is_out() {
    let today = day(2026, 11, 3);
    let due = |packed_on: Option<Date>, begun_on: Date| {
        let upward = Upward { packed_on, ..Upward::default() };
        Owed::of(0, &upward, Some(begun_on), &codes(), today).due
    };
    let october = Period::around(Sort::Month, day(2026, 10, 1)).unwrap();
    let begun = day(2026, 1, 5);
    // Five working days after the 31st of October, a Saturday.
    assert_eq!(due(None, begun), Some((october, day(2026, 11, 6))));
    assert_eq!(due(Some(day(2026, 10, 30)), begun), Some((october, day(2026, 11, 6))));
    assert_eq!(due(Some(day(2026, 10, 31)), begun), None, "made on the last day");
    assert_eq!(due(None, day(2026, 11, 1)), None, "the desk is younger than the month's end");
    assert!(Owed::of(0, &Upward::default(), None, &codes(), today).is_nothing());
}

#[test]
fn a_receipt_acknowledges_the_packages_it_reaches() {
    let on = day(2026, 11, 2);
    assert_eq!(acknowledged(&pack(UP, WRITTEN, 100, 90, on), 100), Some(ACKNOWLEDGED));
    assert_eq!(acknowledged(&pack(UP, WRITTEN, 101, 90, on), 100), None);
    assert_eq!(acknowledged(&pack(UP, MADE, 100, 90, on), 100), None, "it is not known to have left");
    assert_eq!(acknowledged(&pack(RECEIPT, WRITTEN, 0, 0, on), 100), None);
    assert_eq!(acknowledged(&pack(UP, ACKNOWLEDGED, 100, 90, on), 100), None);
}
