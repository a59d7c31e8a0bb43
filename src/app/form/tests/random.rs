//! Any keys, pastes and sizes: no panic, and what was typed is still there.

use proptest::prelude::*;

use super::super::*;
use super::support::*;
use crate::model::books::Books;

const NAMES: [&str; 28] = [
    "<Enter>",
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
    "<Backspace>",
    "<Delete>",
    "<Insert>",
    "<Esc>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F6>",
    "<C-s>",
    "<C-n>",
    "<C-d>",
    "<C-u>",
    "<C-w>",
    "<C-y>",
    "<A-i>",
    "<A-x>",
    "<C-Left>",
];

#[derive(Clone, Debug)]
pub(crate) enum Act {
    Keys(String),
    Paste(String),
    Size(u16, u16),
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => proptest::sample::select(NAMES.to_vec()).prop_map(|name| Act::Keys(name.to_owned())),
        3 => "[0-9a-z 张三李四王，、。１２３是否路灯…①]{1,6}".prop_map(Act::Keys),
        1 => "\\PC{0,40}(\r\n|\n)?[\u{1b}\u{202e}\u{200d}e\u{301}👩𠮷]{0,4}".prop_map(Act::Paste),
        1 => (0u16..100, 0u16..40).prop_map(|(width, height)| Act::Size(width, height)),
    ]
}

pub(crate) fn opened(books: &mut Books, which: usize) -> Form {
    match which % 5 {
        0 => new_form(books, Kind::Reception, Some(&held_day()), &[1, 2]),
        1 => new_form(books, Kind::Visit, None, &[]),
        2 => new_form(books, Kind::Issue, Some(&Record::Issue(Box::new(issue()))), &[1]),
        3 => edit_form(books, held_day()),
        _ => step_form(books, issue(), Verb::Assign),
    }
}

pub(crate) fn perform(books: &Books, form: &mut Form, act: &Act) {
    match act {
        Act::Keys(script) => drop(run(books, form, script)),
        Act::Paste(text) => drop(form.paste(text, &books.context())),
        Act::Size(width, height) => form.fit(*width, *height),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_panics_and_a_draft_gives_itself_back(which in 0usize..5, acts in prop::collection::vec(act(), 0..60)) {
        let mut books = Books::sample();
        let mut form = opened(&mut books, which);
        for act in &acts {
            perform(&books, &mut form, act);
        }
        if let Some(draft) = form.draft() {
            let record = match form.subject() {
                Subject::New(kind) | Subject::Filter(kind) => kind.blank(),
                Subject::Edit(entry) | Subject::Step(entry, _) | Subject::Move(entry, _) => entry.record.clone(),
                Subject::Decide(..) => Kind::Handling.blank(),
                Subject::Setting(..) => Kind::Setting.blank(),
            };
            let back = Form::resume(&draft, form.subject().clone(), record, "李工", &books.context());
            prop_assert_eq!(back.draft(), Some(draft));
        }
    }
}
