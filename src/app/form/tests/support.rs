//! A desk in memory, and forms driven by scripts such as `城南<Tab>3<C-s>`.

use super::super::*;
use crate::app::key::Code;
use crate::model::Date;
use crate::model::books::Books;
use crate::model::issue::Issue;
use crate::model::reception::ReceptionDay;

/// A form for a new record, as the desk opens it.
pub(crate) fn new_form(books: &Books, kind: Kind, last: Option<&Record>, on_duty: &[u64]) -> Form {
    let record = prefill(kind, last, on_duty, "李工", &books.context());
    let mut form = Form::open(Subject::New(kind), record, "李工", &books.context());
    form.set_last(last.cloned());
    form
}

/// Keeps a record and opens the form that edits it.
pub(crate) fn edit_form(books: &mut Books, record: Record) -> Form {
    let entry = kept(books, record);
    Form::open(Subject::Edit(Box::new(entry.clone())), entry.record, "李工", &books.context())
}

pub(crate) fn step_form(books: &mut Books, issue: Issue, verb: Verb) -> Form {
    let entry = kept(books, Record::Issue(Box::new(issue)));
    Form::open(Subject::Step(Box::new(entry.clone()), verb), entry.record, "李工", &books.context())
}

fn kept(books: &mut Books, record: Record) -> Entry {
    books.add(record);
    books.entries.last().unwrap().clone()
}

/// Presses every key of a script and returns what the last one did.
pub(crate) fn run(books: &Books, form: &mut Form, script: &str) -> Outcome {
    let mut outcome = Outcome::Stay;
    for key in keys_of(script) {
        outcome = form.press(key, &books.context());
    }
    outcome
}

/// Presses every key of a script, the last of which saves.
pub(crate) fn submitted(books: &Books, form: &mut Form, script: &str) -> Submission {
    match run(books, form, script) {
        Outcome::Submit(submission) => *submission,
        other => panic!("{other:?}: {:?} {:?}", form.message(), form.page().findings),
    }
}

/// The record in a submission and the issues raised with it.
pub(crate) fn record_of(submission: Submission) -> (Record, Vec<Issue>) {
    match submission.outcome {
        Filled::Record(record, issues) => (*record, issues),
        Filled::Step(_) => panic!("a step"),
    }
}

/// `a<Enter><C-s>` as keys.
pub(crate) fn keys_of(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(letter) = rest.chars().next() {
        if letter == '<' {
            let (name, after) = rest[1..].split_once('>').unwrap();
            keys.push(named(name));
            rest = after;
        } else {
            keys.push(Key::plain(Code::Char(letter)));
            rest = &rest[letter.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> Key {
    if let Some(letter) = name.strip_prefix("C-") {
        return Key { ctrl: true, ..named(letter) };
    }
    if let Some(letter) = name.strip_prefix("A-") {
        return Key { alt: true, ..named(letter) };
    }
    Key::plain(match name {
        "Enter" => Code::Enter,
        "Esc" => Code::Esc,
        "Tab" => Code::Tab,
        "BackTab" => Code::BackTab,
        "Backspace" => Code::Backspace,
        "Delete" => Code::Delete,
        "Insert" => Code::Insert,
        "Up" => Code::Up,
        "Down" => Code::Down,
        "Left" => Code::Left,
        "Right" => Code::Right,
        "Home" => Code::Home,
        "End" => Code::End,
        "PageUp" => Code::PageUp,
        "PageDown" => Code::PageDown,
        "Space" => Code::Char(' '),
        _ => match name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => Code::F(number),
            None => Code::Char(name.chars().next().unwrap()),
        },
    })
}

/// What stands in a field.
pub(crate) fn text<'a>(form: &'a Form, key: &str) -> &'a str {
    field(form, key).text()
}

pub(crate) fn field<'a>(form: &'a Form, key: &str) -> &'a field::Field {
    form.page().fields().iter().find(|field| field.spec.key == key).unwrap()
}

/// The key of the field with the cursor.
pub(crate) fn focus(form: &Form) -> &'static str {
    form.page().focused().unwrap().spec.key
}

pub(crate) fn message(form: &Form) -> &str {
    form.message().map_or("", |message| message.text.as_str())
}

pub(crate) fn date(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

/// A held day with two deputies, as the last record to carry from.
pub(crate) fn held_day() -> Record {
    Record::Reception(ReceptionDay {
        date: date("2026-11-15"),
        start: "09:00".parse().ok(),
        end: "11:30".parse().ok(),
        place: "茶亭镇代表联络站".to_owned(),
        deputies: vec![1, 2],
        recorder: "李工".to_owned(),
        ..ReceptionDay::default()
    })
}

/// A registered issue.
pub(crate) fn issue() -> Issue {
    Issue {
        number: "2026-0012".to_owned(),
        reported_on: date("2026-11-20"),
        channel: "phone".to_owned(),
        deputies: vec![1],
        village: "茶亭村".to_owned(),
        title: "三组路灯不亮".to_owned(),
        content: "三组路口的路灯坏了两个月，晚上走路不安全。".to_owned(),
        category: "0102".to_owned(),
        ..Issue::default()
    }
}
