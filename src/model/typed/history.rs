//! The whole history of an issue as a text that reads back as the same history: a line for each step.
//!
//! ```text
//! 交办转办 | 日期=2026-03-03 | 录入人=李慧 | 办理方式=转乡镇政府站所 | 承办单位=水利站 | …
//! 答复 | 日期=2026-03-20 | 录入人=李慧 | 答复内容=已疏通。\n另一段。 | 答复类别=A类
//! ```
//!
//! The first cell is the step, every other a field as the step's verb calls it. A backslash stands before what would be
//! misread: `\n` is a line break in a text, `\|` a bar, `\\` a backslash. Nothing is guessed at, and nothing is checked by
//! the rules of an issue's life: whoever reads a history takes its steps one by one.

use super::{Context, Scribe, Spec, TypedError, Value, meaning, zh};
use crate::model::event::Event;
use crate::model::field::MOST_ROWS;
use crate::model::part::{Part, PartKind};
use crate::text::zh::model::check;

/// The key of the field that says which step it is.
const VERB: &str = "verb";
/// Between two cells.
const BETWEEN: &str = " | ";
const BAR: char = '|';
const EQUALS: char = '=';
const ESCAPE: char = '\\';
const LINE_BREAK: char = 'n';

/// Writes steps, one a line, each value as `shown` lets it be seen. What [`read()`] makes of it are the same steps, but for
/// keys this version does not know.
pub fn write(events: &[Event], shown: fn(&Spec, Value) -> Value, scribe: &Scribe<'_>) -> String {
    let mut text = String::new();
    for (at, event) in events.iter().enumerate() {
        text.push_str(if at > 0 { "\n" } else { "" });
        for (field, spec) in Event::FIELDS.iter().zip(Event::table_of(&event.verb)) {
            let value = shown(spec, field.get(event));
            if value.is_empty() && spec.key != VERB {
                continue;
            }
            if spec.key != VERB {
                text.push_str(BETWEEN);
                text.push_str(spec.label);
                text.push(EQUALS);
            }
            let begin = text.len();
            scribe.add(spec, spec.kind.target(), &value, &mut text);
            escape_from(begin, &mut text);
        }
    }
    text
}

/// Reads steps; blank lines are passed over. The error names the line.
pub fn read(text: &str, context: &Context<'_>) -> Result<Vec<Event>, TypedError> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.len() > MOST_ROWS {
        return Err(check::too_many(crate::text::zh::model::label::EVENTS, MOST_ROWS).into());
    }
    let in_line = |at: usize, error: TypedError| TypedError { message: zh::in_step(at + 1, &error.message), ..error };
    lines.into_iter().enumerate().map(|(at, line)| step(line, context).map_err(|error| in_line(at, error))).collect()
}

/// One step, as a line has it.
fn step(line: &str, context: &Context<'_>) -> Result<Event, TypedError> {
    let mut cells = cells(line).into_iter();
    let mut row = PartKind::Event.blank();
    let verb = row.specs().into_iter().find(|spec| spec.key == VERB);
    put(&mut row, verb, cells.next().unwrap_or_default().trim(), context)?;
    let specs = row.specs();
    for cell in cells {
        let no_place = || TypedError::from(zh::no_place_for(cell.trim()));
        let (label, text) = cell.split_once(EQUALS).ok_or_else(no_place)?;
        let spec = specs.iter().find(|spec| spec.label == label.trim()).copied().ok_or_else(no_place)?;
        put(&mut row, Some(spec), text, context)?;
    }
    match row {
        Part::Event(event) => Ok(*event),
        _ => Ok(Event::default()),
    }
}

fn put(row: &mut Part, spec: Option<&'static Spec>, text: &str, context: &Context<'_>) -> Result<(), TypedError> {
    let Some(spec) = spec else { return Ok(()) };
    let value = meaning(spec, spec.kind.target(), text, context)?;
    row.set(spec.key, value).map_err(|_| zh::no_place_for(text).into())
}

/// Escapes what stands from a place to the end of a text.
fn escape_from(begin: usize, text: &mut String) {
    let is_sign = |byte: &u8| matches!(*byte, b'\n' | b'|' | b'\\');
    if !text.as_bytes().iter().skip(begin).any(is_sign) {
        return;
    }
    let plain = text.split_off(begin);
    for c in plain.chars() {
        match c {
            '\n' => text.extend([ESCAPE, LINE_BREAK]),
            BAR | ESCAPE => text.extend([ESCAPE, c]),
            c => text.push(c),
        }
    }
}

/// The cells of a line, with what a backslash hides.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let added = match c {
            BAR => {
                cells.push(String::new());
                continue;
            }
            ESCAPE => match chars.next() {
                Some(LINE_BREAK) => '\n',
                Some(other) => other,
                None => ESCAPE,
            },
            c => c,
        };
        if let Some(cell) = cells.last_mut() {
            cell.push(added);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::any::row_of;
    use crate::model::books::Books;
    use crate::model::life::table;
    use proptest::prelude::*;

    #[test]
    fn the_fields_of_a_step_are_called_differently() {
        for line in table() {
            let mut labels: Vec<&str> = Event::specs_of(line.key).iter().map(|spec| spec.label).collect();
            let count = labels.len();
            labels.sort_unstable();
            labels.dedup();
            assert_eq!(labels.len(), count, "{}: {labels:?}", line.key);
        }
    }

    #[test]
    fn what_is_no_history_is_refused_with_its_line() {
        let books = Books::shared();
        let error = |text: &str| read(text, &books.context()).unwrap_err().message;
        assert!(error("登记 | 日期=2026-03-03\n没有这一步").contains("第 2 步"));
        assert!(error("登记 | 天气=晴").contains("天气=晴"));
        assert!(error("登记 | 日期=昨天的昨天").contains("第 1 步"));
        assert!(read(&"登记\n".repeat(MOST_ROWS + 1), &books.context()).is_err());
        assert_eq!(read(" \n", &books.context()), Ok(Vec::new()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn a_history_reads_back(rows in prop::collection::vec((row_of(PartKind::Event), 0..18usize), 0..4)) {
            let books = Books::shared();
            let events: Vec<Event> = rows.into_iter().filter_map(|(row, verb)| match row {
                Part::Event(event) => Some(Event { verb: table()[verb].key.to_owned(), way: String::new(), ..*event }),
                _ => None,
            }).collect();
            let context = books.context();
            let written = write(&events, |_, value| value, &Scribe::new(&context));
            prop_assert_eq!(read(&written, &books.context()).unwrap(), events, "{}", written);
        }

        #[test]
        fn no_text_makes_reading_panic(text in r"(\PC|[|=\\n登记答复\n]){0,40}") {
            let _any = read(&text, &Books::shared().context());
        }
    }
}
