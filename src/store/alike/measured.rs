//! How good it is on real messages, kept outside the project: `cargo test --lib alike::measured -- --ignored --nocapture`.
//!
//! The vote's figures in `model::alike` were chosen with every second message, and the others are the measure. Near-duplicates
//! are so few that the least likeness was chosen with all of them: there both halves only show how alike they are. Messages
//! come from all over a province, so the place a title names stands for the village and is taken out of the title.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::model::alike::{self, Asked, Mark, Survey};
use crate::report::sheet::{Cell, Limits, Step, Workbook};
use crate::store::disk::RealDisk;

/// Messages about the same thing in the same place, by their numbers; found by reading the likest titles and the likest
/// texts of all, so that one which neither shows is missing.
const SAME: [(&str, &str); 14] = [
    ("37042", "37042"),
    ("100825", "104720"),
    ("167053", "167074"),
    ("34961", "34994"),
    ("19040", "19234"),
    ("126447", "126462"),
    ("165347", "165366"),
    ("382", "4082"),
    ("18801", "19859"),
    ("26481", "457"),
    ("15471", "15070"),
    ("1896", "30029"),
    ("13066", "15471"),
    ("1110", "1440"),
];

struct Message {
    number: String,
    title: String,
    place: String,
    category: String,
    marks: Vec<Mark>,
}

fn shared(file: &str) -> PathBuf {
    let shared = std::env::var_os("LIAISON_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    shared.join(file)
}

/// Columns: number, who, title, when, text, and in one of the workbooks the category.
fn messages(file: &str, has_category: bool) -> Vec<Message> {
    let mut book = Workbook::open(&RealDisk, &shared(file)).unwrap();
    let sheet = book.sheets()[0].to_owned();
    let mut messages = Vec::new();
    let mut take = |step| {
        if let Step::Row(row) = step
            && row.number > 1
        {
            let text = |column| row.cell(column).map(|cell| Cell::text(cell).into_owned()).unwrap_or_default();
            let title = text(2);
            let place = place(&title).unwrap_or_default().to_owned();
            let category = if has_category { text(5) } else { String::new() };
            let marks = alike::marks(&title, &place);
            messages.push(Message { number: text(0), title, place, category, marks });
        }
        ControlFlow::Continue(())
    };
    book.rows(&sheet, &Limits::default(), &mut take).unwrap();
    messages
}

/// The first place of a title as the publisher renamed it: a letter, perhaps digits, and what it is (A市, K3县).
fn place(title: &str) -> Option<&str> {
    title.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).find_map(|(start, _)| {
        let rest = &title[start + 1..];
        let kind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let end = title.len() - kind.len() + kind.chars().next().filter(|c| "市县区".contains(*c))?.len_utf8();
        title.get(start..end)
    })
}

fn begun(title: &str, part: f64) -> String {
    let count = (title.chars().count() as f64 * part).ceil() as usize;
    title.chars().take(count).collect()
}

fn survey(messages: &[&Message], asked: Asked) -> Survey {
    let mut survey = Survey::new(&asked);
    for (id, message) in (0..).zip(messages) {
        survey.look(id, alike::village_mark(&message.place), message.marks.iter().copied());
    }
    survey
}

#[test]
#[ignore = "needs ../shared/data"]
fn the_category_is_suggested() {
    let all = messages("messages-by-category.xlsx", true);
    let half = |odd: usize| all.iter().skip(odd).step_by(2).collect::<Vec<_>>();
    for (name, earlier, typed) in [
        ("tuned on", half(0), half(0)),
        ("held out", half(0), half(1)),
        ("held out, among themselves", half(1), half(1)),
    ] {
        // The majority class is that of the messages known before, as the vote's are.
        let mut of_category: BTreeMap<&str, usize> = BTreeMap::new();
        earlier.iter().for_each(|message| *of_category.entry(&message.category).or_default() += 1);
        let mut by_size: Vec<(&str, usize)> = of_category.into_iter().collect();
        by_size.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let hits = |most: usize| {
            let is_named = |message: &&&Message| by_size.iter().take(most).any(|(name, _)| *name == message.category);
            typed.iter().filter(is_named).count()
        };
        let (largest, three) = (hits(1), hits(3));
        println!(
            "{name}: {} messages; always the largest category: top-1 {:.3}, the three largest: top-3 {:.3}",
            typed.len(),
            share(largest, typed.len()),
            share(three, typed.len())
        );
        for part in [0.4, 0.6, 0.8, 1.0] {
            let (mut made, mut clear, mut first, mut among) = (0, 0, 0, 0);
            for message in &typed {
                // The message itself and one entered twice are not earlier ones.
                let others: Vec<&Message> = earlier.iter().copied().filter(|m| m.title != message.title).collect();
                let title = begun(&message.title, part);
                let asked = Asked { title, village: message.place.clone(), except: None };
                let voters = survey(&others, asked).ranking().voters;
                let votes = voters.iter().map(|(id, likeness)| (others[*id as usize].category.as_str(), *likeness));
                let found = alike::categories(votes);
                if let Some(category) = found.clear() {
                    made += 1;
                    clear += usize::from(*category == message.category);
                }
                first += usize::from(found.ranked.first() == Some(&message.category.as_str()));
                among += usize::from(found.ranked.contains(&message.category.as_str()));
            }
            let (first, among) = (share(first, typed.len()), share(among, typed.len()));
            let of_made = share(clear, made);
            println!(
                "  {part:.1} of the title: top-1 {first:.3}, top-3 {among:.3}; named alone for {:.2}, right {of_made:.2}",
                share(made, typed.len())
            );
            // Well beyond what naming the largest category would be worth, from less than half of a title on.
            assert!(of_made > 2.0 * share(largest, typed.len()) && share(made, typed.len()) > 0.25);
            assert!(part < 1.0 || (first > share(largest, typed.len()) && among > share(three, typed.len())));
        }
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn near_duplicates_are_shown() {
    let mut all = messages("messages-by-category.xlsx", true);
    all.extend(messages("messages-with-replies.xlsx", false));
    let every: Vec<&Message> = all.iter().collect();
    let is_same = |one: &Message, other: &Message| {
        let numbers = (one.number.as_str(), other.number.as_str());
        SAME.contains(&numbers) || SAME.contains(&(numbers.1, numbers.0))
    };
    for with_place in [true, false] {
        for (name, odd) in [("tuned on", 0), ("held out", 1)] {
            for part in [0.6, 1.0] {
                let (mut shown, mut same, mut there) = (0, 0, 0);
                for (id, message) in all.iter().enumerate().filter(|(id, _)| id % 2 == odd) {
                    let village = if with_place { message.place.clone() } else { String::new() };
                    let title = begun(&message.title, part);
                    let asked = Asked { title, village, except: Some(id as u64) };
                    let found = survey(&every, asked).ranking().shown;
                    shown += found.len();
                    same += found.iter().filter(|other| is_same(message, &all[**other as usize])).count();
                    there += all.iter().enumerate().filter(|(other, m)| *other != id && is_same(message, m)).count();
                }
                println!(
                    "{name}, {} place, {part:.1} of the title: {} asked; precision {:.3} ({same} of {shown} shown), recall \
                     {:.3} ({same} of {there} labelled)",
                    if with_place { "with" } else { "without" },
                    all.len() / 2,
                    share(same, shown),
                    share(same, there),
                );
                // Nearly all are there, and what is shown besides can be read at a glance.
                assert!(!with_place || part < 1.0 || share(same, there) > 0.8);
                assert!(shown < all.len() / 2);
            }
        }
    }
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
