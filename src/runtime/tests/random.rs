//! Keys nobody would press in that order: nothing panics, nothing saved or typed is lost, the selection is a record.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::bench::Bench;
use crate::app::action::Action;
use crate::app::layout::Size;
use crate::app::list::Motion;
use crate::app::{Layer, OpenForm};
use crate::model::Kind;
use crate::runtime::office::Chore;
use crate::store::drafts::Draft;

/// F8 is left out: random letters would be a path to write to. Quitting is left out: nothing would come after it.
const KEYS: [&str; 64] = [
    "<A-1>",
    "<A-Up>",
    "<A-Down>",
    "<A-2>",
    "<A-3>",
    "<A-4>",
    "<A-5>",
    "1",
    "3",
    "5",
    "8",
    "<A-8>",
    "<F1>",
    "<F2>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F5>",
    "<F6>",
    "<F7>",
    "<F9>",
    "<F12>",
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "<Esc>",
    "<Esc>",
    "<Tab>",
    "<Tab>",
    "<BackTab>",
    "<Up>",
    "<Down>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<PageUp>",
    "<PageDown>",
    "<Delete>",
    "<Insert>",
    "<Space>",
    "<Backspace>",
    "<C-s>",
    "<C-s>",
    "<C-s>",
    "<C-n>",
    "<C-z>",
    "<C-d>",
    "<C-f>",
    "<C-p>",
    "<C-u>",
    "<C-y>",
    "<A-i>",
    "<A-x>",
    "/",
    "？",
    "#",
    "张",
    "路灯不亮",
    "2026",
    "９",
    "今天",
    "居民反映多次",
];

const PASTES: [&str; 6] =
    ["一行\r\n二行\n", "\u{1b}[31m红\u{9b}", "\u{202e}倒\u{200b}", "2026-11-20", "张三，李四", "𠮷①…“长”"];

const SIZES: [(u16, u16); 6] = [(80, 24), (60, 20), (5, 3), (132, 43), (1, 1), (119, 25)];

/// What happens to the desk.
#[derive(Clone, Debug)]
enum Act {
    Keys(&'static str),
    Paste(&'static str),
    Resize((u16, u16)),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        20 => select(&KEYS[..]).prop_map(Act::Keys),
        1 => select(&PASTES[..]).prop_map(Act::Paste),
        1 => select(&SIZES[..]).prop_map(Act::Resize),
    ]
}

fn perform(bench: &mut Bench, act: &Act) {
    match act {
        Act::Keys(script) => bench.keys(script),
        Act::Paste(text) => bench.take(Action::Paste((*text).to_owned())),
        Act::Resize((columns, rows)) => bench.take(Action::Resize(Size { columns: *columns, rows: *rows })),
    }
}

/// The draft of the open form and whether a clerk could lose it: what is typed and not saved.
fn typed(bench: &Bench) -> Option<Draft> {
    bench.app.open_form().and_then(|open| open.form.draft())
}

/// What a form says that was saved, alone or for several records together.
const SAVED: [&str; 2] = ["已保存", "已一并办理"];

/// What was typed in a form that is gone now must stand in a record or in a draft. A draft is thrown away on another
/// screen, where no form is open.
fn check_kept(bench: &Bench, before: Option<Draft>) -> Result<(), TestCaseError> {
    let Some(before) = before else { return Ok(()) };
    let is_same = |open: &OpenForm| open.form.draft_name() == before.name;
    let was_saved = SAVED.iter().any(|said| bench.message().starts_with(said));
    if bench.app.open_form().is_some_and(is_same) || was_saved {
        return Ok(());
    }
    let kept = bench.drafts().into_iter().find(|draft| draft.name == before.name);
    let Some(kept) = kept else { return Err(TestCaseError::fail(format!("{before:?} is gone: {}", bench.message()))) };
    prop_assert!(says_as_much(&before, &kept), "{:?}\n{:?}\n{}", before, kept, bench.message());
    Ok(())
}

/// Whether nothing that was typed is missing. Leaving a field trims prose and writes values the way they are read.
fn says_as_much(before: &Draft, kept: &Draft) -> bool {
    let prose = ["title", "content", "summary", "topic", "theme", "text"];
    let is_there = |(key, text): &(String, String)| {
        let now = kept.fields.iter().find(|(of, _)| of == key).map_or("", |(_, now)| now.as_str());
        match prose.contains(&key.as_str()) {
            true => now.trim() == text.trim(),
            false => now.trim().is_empty() == text.trim().is_empty(),
        }
    };
    before.fields.iter().all(is_there) && before.nested.len() <= kept.nested.len()
}

/// The selection is a record that is there; the cursor is on the screen.
fn check_screen(bench: &Bench) -> Result<(), TestCaseError> {
    let (x, y) = bench.screen().cursor;
    let Size { columns, rows } = bench.app.size;
    prop_assert!(x < columns && y < rows, "cursor at {},{}", x, y);
    let has_rows = match bench.app.layers.last() {
        None if bench.app.shelf().is_some() => !bench.app.book().cursor.rows().is_empty(),
        Some(Layer::Find(find)) => !find.hits.is_empty(),
        Some(Layer::Detail(_)) => true,
        _ => return Ok(()),
    };
    let current = bench.app.current().map(|entry| (entry.kind(), entry.id));
    prop_assert_eq!(current.is_some(), has_rows);
    if let Some((kind, id)) = current {
        prop_assert!(bench.office.context().directory.entry(kind, id).is_some(), "{:?} {}", kind, id);
    }
    Ok(())
}

/// How many records of each kind there are, voided ones included, and the newest revision of each.
fn books(bench: &Bench) -> Vec<(Kind, u64, u32)> {
    let context = bench.office.context();
    let of_kind = |kind: Kind| {
        (1..)
            .map_while(move |id| context.directory.entry(kind, id).map(|entry| (kind, id, entry.rev)))
            .collect::<Vec<_>>()
    };
    Kind::ALL.into_iter().flat_map(of_kind).collect()
}

/// No record goes away, and none falls back behind what was saved of it.
fn check_books(before: &[(Kind, u64, u32)], after: &[(Kind, u64, u32)]) -> Result<(), TestCaseError> {
    for (kind, id, rev) in before {
        let now = after.iter().find(|(of, number, _)| of == kind && number == id);
        prop_assert!(now.is_some_and(|(.., now)| now >= rev), "{:?} {} was at {}, is {:?}", kind, id, rev, now);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn random_keys_pastes_and_sizes_lose_nothing(acts in vec(act(), 160)) {
        let mut bench = Bench::sample(80, 24);
        let mut known = books(&bench);
        for act in &acts {
            let before = typed(&bench);
            perform(&mut bench, act);
            check_kept(&bench, before)?;
            if bench.chores.contains(&Chore::Quit) {
                // Chosen in the palette: the program ends, and is started again.
                bench = bench.reopened();
            }
            check_screen(&bench)?;
            let now = books(&bench);
            check_books(&known, &now)?;
            known = now;
        }
        // The plug is pulled: what was saved is there, what was typed is offered.
        let last = typed(&bench);
        bench.take(Action::DraftDue);
        let bench = bench.reopened();
        check_books(&known, &books(&bench))?;
        check_kept(&bench, last)?;
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
