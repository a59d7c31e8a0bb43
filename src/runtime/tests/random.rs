//! Keys nobody would press in that order: nothing panics, and the cursor stays on the screen.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::bench::Bench;
use crate::app::action::Action;
use crate::app::layout::Size;
use crate::app::list::Motion;
use crate::runtime::office::Chore;

/// F8 is left out: random letters would be a path to write to.
const KEYS: [&str; 45] = [
    "<A-1>",
    "<A-2>",
    "<A-3>",
    "<A-4>",
    "<A-5>",
    "1",
    "3",
    "5",
    "<F1>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F6>",
    "<F7>",
    "<F7>",
    "<F12>",
    "<Enter>",
    "<Enter>",
    "<Esc>",
    "<Esc>",
    "<Tab>",
    "<BackTab>",
    "<Up>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<PageUp>",
    "<PageDown>",
    "<Delete>",
    "<Backspace>",
    "<C-s>",
    "<C-n>",
    "<C-z>",
    "<C-d>",
    "<C-f>",
    "<A-i>",
    "/",
    "？",
    "张",
    "路灯不亮",
    "2026",
    "９",
    "今天",
];

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (5, 3), (132, 43)];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn random_keys_never_panic(script in vec(select(&KEYS[..]), 150), sizes in vec(select(&SIZES[..]), 4)) {
        let mut bench = Bench::sample(80, 24);
        for (index, key) in script.iter().enumerate() {
            bench.keys(key);
            if index % 40 == 39 {
                let (columns, rows) = sizes[index / 40];
                bench.take(Action::Resize(Size { columns, rows }));
            }
            let (x, y) = bench.screen().cursor;
            let Size { columns, rows } = bench.app.size;
            prop_assert!(x < columns && y < rows, "{}: cursor at {},{}", key, x, y);
            prop_assert!(!bench.chores.contains(&Chore::Quit));
        }
    }

    /// The cursor over an index against a plain list of what is in it.
    #[test]
    fn moving_agrees_with_a_plain_list(motions in vec(select(&MOTIONS[..]), 200)) {
        let mut bench = Bench::sample(80, 24);
        bench.add_units(61);
        bench.keys("5<Tab>");
        let height = bench.app.layout().list_rows();
        let ids = all_ids(&mut bench);
        let last = ids.len() - 1;
        prop_assert_eq!(last, 62);
        let mut at = last;
        for (motion, key) in motions {
            at = match motion {
                Motion::Up => at.saturating_sub(1),
                Motion::Down => (at + 1).min(last),
                Motion::PageUp => at.saturating_sub(height),
                Motion::PageDown => (at + height).min(last),
                Motion::Home => 0,
                Motion::End => last,
            };
            bench.keys(key);
            prop_assert_eq!(bench.app.current().unwrap().id, ids[at], "after {}", key);
            let shown: Vec<u64> = bench.app.book().cursor.rows().iter().map(|row| row.entry.id).collect();
            let top = ids.iter().position(|id| *id == shown[0]).unwrap();
            prop_assert_eq!(&shown[..], &ids[top..top + height]);
        }
    }
}

/// Up and down more often than the rest, so that the window creeps as well as jumps.
const MOTIONS: [(Motion, &str); 10] = [
    (Motion::Up, "<Up>"),
    (Motion::Up, "<Up>"),
    (Motion::Up, "<Up>"),
    (Motion::Down, "<Down>"),
    (Motion::Down, "<Down>"),
    (Motion::Down, "<Down>"),
    (Motion::PageUp, "<PageUp>"),
    (Motion::PageDown, "<PageDown>"),
    (Motion::Home, "<Home>"),
    (Motion::End, "<End>"),
];

/// Every id of the list, read off by going down to its end.
fn all_ids(bench: &mut Bench) -> Vec<u64> {
    let mut ids = vec![bench.app.current().unwrap().id];
    loop {
        bench.keys("<Down>");
        let id = bench.app.current().unwrap().id;
        if ids.last() == Some(&id) {
            return ids;
        }
        ids.push(id);
    }
}
