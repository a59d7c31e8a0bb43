//! `settings`: what is in force and where it comes from, one setting out or in, and back to what the program ships.

use std::io::Read;
use std::path::Path;

use serde_json::json;

use crate::app::settings::origin_name;
use crate::model::check;
use crate::model::codes::Origin;
use crate::model::setting::known::{self, Group, Item};
use crate::model::setting::{SETTING_CHARS, Setting};
use crate::model::{Entry, Record};
use crate::report::formula::made_harmless;
use crate::store::codes;
use crate::text::clean;
use crate::text::zh::app::screens::settings as words;
use crate::text::zh::cli::{say as common, settings as say};
use crate::text::zh::model::setting as zh;

use super::args::{Format, SettingGet, SettingReset, SettingSet, Settings, SettingsList};
use super::session::{Paths, Session};
use super::{Failure, list, print, record};

/// Display columns of a table: key, name, what is in force.
const COLUMNS: [usize; 3] = [26, 18, 26];
/// More than any setting within bounds takes.
const MOST_BYTES: u64 = 1 << 20;
/// Stands for standard input in place of a file's name.
const STDIN: &str = "-";

/// `settings …`.
pub(super) fn settings(paths: &Paths, settings: &Settings) -> Result<(), Failure> {
    match settings {
        Settings::List(list) => print_list(&Session::open(paths)?, list),
        Settings::Get(get) => print_value(&Session::open(paths)?, get),
        Settings::Set(set) => set_value(&mut Session::open(paths)?, set),
        Settings::Reset(reset) => give_up(&mut Session::open(paths)?, reset),
    }
}

/// `settings list`.
fn print_list(session: &Session, list: &SettingsList) -> Result<(), Failure> {
    let group = list.group.as_deref().map(group).transpose()?;
    let context = session.context();
    let all = known::all(&context).into_iter().filter(|item| group.is_none_or(|group| item.known.group == group));
    let heading = [zh::KEY, words::LABEL, words::VALUE, words::ORIGIN].map(str::to_owned);
    match list.format {
        Format::Table => print::result(&table_row(heading))?,
        Format::Csv => print::result(&list::csv_line(heading.into_iter()))?,
        Format::Jsonl => {}
    }
    for item in all {
        let origin = context.codes.origin(&item.key);
        let cells = [item.key.clone(), item.label(), item.summary(context.codes), origin_name(origin).to_owned()];
        let row = match list.format {
            Format::Table => table_row(cells),
            Format::Csv => list::csv_line(cells.iter().map(|cell| made_harmless(cell).into_owned())),
            Format::Jsonl => json!({
                "key": item.key,
                "group": item.known.group.key(),
                "label": item.label(),
                "value": context.codes.value(&item.key).unwrap_or_default(),
                "origin": origin_key(origin),
            })
            .to_string(),
        };
        print::result(&row)?;
    }
    Ok(())
}

fn table_row([key, label, value, origin]: [String; 4]) -> String {
    let mut cells: Vec<(String, usize)> = [key, label, value].into_iter().zip(COLUMNS).collect();
    cells.push((origin, 0));
    print::columns(&cells)
}

fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Shipped => "shipped",
        Origin::Station => "station",
        Origin::NotTaken => "not_taken",
    }
}

/// `settings get KEY`: in the form `set` takes.
fn print_value(session: &Session, get: &SettingGet) -> Result<(), Failure> {
    let item = item(&get.key)?;
    print::result(session.context().codes.value(&item.key).unwrap_or_default().trim_end())
}

/// `settings set KEY VALUE`, or from a file or standard input.
fn set_value(session: &mut Session, set: &SettingSet) -> Result<(), Failure> {
    let item = item(&set.key)?;
    let text = match (&set.value, &set.file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => read(file)?,
        (None, None) => return Err(Failure::usage(say::VALUE_NEEDED)),
    };
    let (before, setting, unchanged) = {
        let context = session.context();
        let text = item.settled(&clean::prose(&text), context.codes).map_err(Failure::refused)?;
        let unchanged = item.is_in_force(&text, context.codes);
        if text.chars().count() > SETTING_CHARS {
            return Err(Failure::refused(crate::text::zh::model::check::too_long_setting(SETTING_CHARS)));
        }
        let before = codes::setting(session.reader(), &item.key).map_err(Failure::damaged)?;
        (before, Record::Setting(Setting { key: item.key.clone(), value: text, ..Setting::default() }), unchanged)
    };
    if unchanged {
        print::message(common::UNCHANGED);
        return Ok(());
    }
    record::weigh(&check::check_as(&setting, before.as_ref().map(|entry| entry.id), &session.context()))?;
    let mut batch = session.batch();
    codes::set(&mut batch, before.as_ref(), setting);
    let entries = session.commit(batch)?;
    told(&item, &entries, say::set);
    Ok(())
}

/// `settings reset KEY --reason TEXT`.
fn give_up(session: &mut Session, reset: &SettingReset) -> Result<(), Failure> {
    let item = item(&reset.key)?;
    let reason = clean::line(&reset.reason);
    if reason.is_empty() {
        return Err(Failure::refused(say::REASON_NEEDED));
    }
    let mut batch = session.batch();
    let context = session.context();
    let is_there = codes::reset(&mut batch, session.reader(), &item.key, &reason, context.codes);
    if !is_there.map_err(Failure::refused)? {
        print::message(say::IS_SHIPPED);
        return Ok(());
    }
    let entries = session.commit(batch)?;
    // A list with codes of the station's own is written anew, anything else is given up.
    let is_kept = entries.iter().any(Entry::is_live);
    told(&item, &entries, if is_kept { say::reset_list } else { say::reset });
    Ok(())
}

fn told(item: &Item, entries: &[Entry], say: fn(&str, &str) -> String) {
    if !entries.is_empty() {
        print::line(&say(&item.key, &item.label()));
    }
}

fn item(key: &str) -> Result<Item, Failure> {
    let key = clean::fold(key);
    known::find(&key).ok_or_else(|| Failure::usage(zh::unknown(&key)))
}

fn group(word: &str) -> Result<Group, Failure> {
    let word = clean::fold(word);
    let found = Group::ALL.iter().copied().find(|group| group.key() == word || group.name() == word);
    found.ok_or_else(|| {
        let known: Vec<&str> = Group::ALL.iter().map(|group| group.key()).collect();
        Failure::usage(say::unknown_group(&word, &known.join(" ")))
    })
}

/// The text of a file, or of standard input; a byte order mark is none of it.
fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new(STDIN) {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    let count = read.map_err(|error| Failure::refused(say::not_read(file, &error)))?;
    if u64::try_from(count).is_ok_and(|count| count > MOST_BYTES) {
        return Err(Failure::refused(say::too_large(file)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Failure::refused(say::not_utf8(file)))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
