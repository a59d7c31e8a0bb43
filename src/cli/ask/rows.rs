//! Rows within a form: who came, deeds done, issues raised that day.

use super::dialogue::{Dialogue, Finished};
use super::talk::{Left, word, yes_no};
use crate::app::form::body::RowKind;
use crate::model::reception::PRESENT;
use crate::model::{Part, PartKind, typed};
use crate::text::pinyin::Matcher;
use crate::text::zh::cli::ask as zh;

impl Dialogue<'_, '_> {
    /// Asks for the rows of a list; `in_passing` on the way through the form, else because the clerk chose it.
    pub fn ask_rows(&mut self, key: &str, in_passing: bool) -> Result<(), Left> {
        let Some(kind) = self.form.page().rows(key).map(|rows| rows.kind) else { return Ok(()) };
        // What a draft left half typed comes first: it would block the save.
        while let Some(at) = self.unfinished(key) {
            if !self.ask_row(key, Some(at))? {
                break;
            }
        }
        if kind == RowKind::Part(PartKind::Attendance) {
            return self.ask_attendance(key);
        }
        if kind == RowKind::Part(PartKind::Participant) {
            return self.ask_people(key, in_passing);
        }
        if !in_passing && self.count(key) > 0 {
            return self.change_rows(key);
        }
        loop {
            let question = zh::add_row(self.label(key), self.count(key));
            if !self.talk.yes(&question, false)? {
                return Ok(());
            }
            self.talk.right();
            self.ask_row(key, None)?;
        }
    }

    fn change_rows(&mut self, key: &str) -> Result<(), Left> {
        loop {
            let lines = self.row_lines(key);
            for (at, line) in lines.iter().enumerate() {
                self.talk.say(&zh::numbered(at + 1, line, ""));
            }
            let question = zh::change_rows(self.label(key), lines.len());
            let typed = word(&self.talk.ask(&question)?);
            let place = typed.parse::<usize>().ok().filter(|place| (1..=lines.len()).contains(place));
            match (place, yes_no(&typed)) {
                (Some(place), _) => {
                    self.ask_row(key, Some(place - 1))?;
                }
                (None, Some(true)) if typed.parse::<usize>().is_err() => {
                    self.ask_row(key, None)?;
                }
                (None, Some(false)) => return Ok(()),
                _ if typed.is_empty() => return Ok(()),
                _ => {
                    self.talk.say(&zh::no_such_row(lines.len()));
                    self.talk.wrong()?;
                    continue;
                }
            }
            self.talk.right();
        }
    }

    /// A row's own page: a new one is asked through, one on the list is offered for changes. `false` where it does not
    /// open.
    fn ask_row(&mut self, key: &str, at: Option<usize>) -> Result<bool, Left> {
        let is_open = at.is_none() || at == self.unfinished(key);
        if !self.form.begin_row(key, at, self.context) {
            return Ok(false);
        }
        self.asked_in_row.clear();
        let title = self.form.nested_title().unwrap_or_default().to_owned();
        self.talk.say(&title);
        if is_open {
            self.ask_open_fields()?;
        } else {
            self.summarize(&title);
        }
        match self.finish(is_open)? {
            Finished::Put => {
                let lines = self.row_lines(key);
                let line = at.map_or(lines.last(), |at| lines.get(at)).cloned().unwrap_or_default();
                self.talk.say(&zh::row_put(&title, &line));
            }
            Finished::Dropped => self.talk.say(zh::DROPPED),
            Finished::Submitted(_) => {}
        }
        self.keep();
        Ok(true)
    }

    /// Who took part: names, a group or everybody in one line; then who of them came.
    fn ask_people(&mut self, key: &str, in_passing: bool) -> Result<(), Left> {
        while self.count(key) == 0 || !in_passing {
            let typed = word(&self.talk.ask(&zh::people(self.label(key), self.count(key)))?);
            if typed.is_empty() {
                break;
            }
            match self.form.answer(key, &typed, self.context) {
                Ok(()) => {
                    self.talk.right();
                    self.keep();
                    break;
                }
                Err(error) => {
                    self.talk.say(&error.message);
                    self.talk.wrong()?;
                }
            }
        }
        self.ask_attendance(key)
    }

    /// Who came: all as they stand with one key, or one by one.
    fn ask_attendance(&mut self, key: &str) -> Result<(), Left> {
        loop {
            let people = self.people(key);
            if people.is_empty() {
                return Ok(());
            }
            let list: Vec<String> = people.iter().map(|(_, name, state)| zh::present(name, state)).collect();
            let question = zh::field(self.label(key), false, &list.join(zh::AND));
            let typed = word(&self.talk.ask(&question)?);
            if typed.is_empty() || yes_no(&typed) == Some(false) {
                return Ok(());
            }
            if typed == "?" {
                self.talk.say(zh::ATTENDANCE_HELP);
            } else if matches!(typed.as_str(), "y" | "yes")
                || yes_no(&typed) == Some(true) && typed.parse::<u64>().is_err()
            {
                // Who is taken off the list meanwhile moves the places of the others.
                for (id, ..) in people {
                    let at = self.people(key).iter().position(|(of, ..)| *of == id);
                    at.map_or(Ok(()), |at| self.ask_present(key, at))?;
                }
            } else if let [at] = matching(&people, &typed).as_slice() {
                self.ask_present(key, *at)?;
            } else {
                self.talk.say(zh::ATTENDANCE_HELP);
                self.talk.wrong()?;
                continue;
            }
            self.talk.right();
        }
    }

    /// One deputy: came or not, and why not.
    fn ask_present(&mut self, key: &str, at: usize) -> Result<(), Left> {
        let Some((_, name, _)) = self.people(key).into_iter().nth(at) else { return Ok(()) };
        if !self.form.begin_row(key, Some(at), self.context) {
            return Ok(());
        }
        self.talk.say(&name);
        self.ask_field("state")?;
        let is_there = matches!(
            self.form.page().body().part(),
            Some(Part::Attendance(attendance) | Part::Participant(attendance)) if attendance.state == PRESENT
        );
        if !is_there {
            self.ask_field("note")?;
        }
        self.finish(true).map(drop)
    }

    /// Every row of attendance: the deputy's id, name and state.
    fn people(&self, key: &str) -> Vec<(u64, String, String)> {
        let rows = self.form.page().rows(key).into_iter().flat_map(|rows| &rows.rows);
        let people = rows.map(|row| {
            let part = row.page.body().part();
            let text = |key: &str| {
                let spec = row.page.fields().iter().find(|field| field.spec.key == key).map(|field| field.spec);
                spec.map_or(String::new(), |spec| {
                    typed::glance(spec, spec.kind.target(), &row.page.body().get(key), self.context)
                })
            };
            let id = match part {
                Some(Part::Attendance(attendance) | Part::Participant(attendance)) => attendance.deputy.unwrap_or(0),
                _ => 0,
            };
            (id, text("deputy"), text("state"))
        });
        people.collect()
    }

    fn row_lines(&self, key: &str) -> Vec<String> {
        let rows = self.form.page().rows(key).into_iter().flat_map(|rows| &rows.rows);
        rows.map(|row| row.page.summary()).collect()
    }

    fn unfinished(&self, key: &str) -> Option<usize> {
        self.form.page().rows(key)?.rows.iter().position(|row| row.unfinished)
    }

    fn count(&self, key: &str) -> usize {
        self.form.page().rows(key).map_or(0, |rows| rows.rows.len())
    }

    fn label(&self, key: &str) -> &'static str {
        self.field(key).map_or("", |field| field.spec.label)
    }
}

/// The places of the people that a number, a name or pinyin means; a whole name stands alone.
fn matching(people: &[(u64, String, String)], typed: &str) -> Vec<usize> {
    if let Ok(id) = typed.trim_start_matches('#').parse::<u64>() {
        return people.iter().position(|(of, ..)| *of == id).into_iter().collect();
    }
    let matcher = Matcher::new(typed);
    let ranks: Vec<(usize, u8)> =
        people.iter().enumerate().filter_map(|(at, (_, name, _))| Some((at, matcher.rank(name)?))).collect();
    let whole: Vec<usize> = ranks.iter().filter(|(_, rank)| *rank == 0).map(|(at, _)| *at).collect();
    if whole.is_empty() { ranks.into_iter().map(|(at, _)| at).collect() } else { whole }
}
