//! Rows that are no records, in the three formats: columns for the eye, csv, and JSON objects.

use serde_json::{Map, Value};

use crate::report::formula::made_harmless;

use super::args::Format;
use super::{Failure, list, print};

/// A column: its key for scripts, its title, and its width on a screen.
pub type Column = (&'static str, &'static str, usize);

/// A table that is printed row by row.
pub struct Table {
    format: Format,
    columns: &'static [Column],
}

impl Table {
    /// Prints the titles, where the format has any.
    pub fn begin(format: Format, columns: &'static [Column]) -> Result<Table, Failure> {
        let titles = columns.iter().map(|(_, title, width)| ((*title).to_owned(), *width));
        match format {
            Format::Jsonl => {}
            Format::Csv => print::result(&list::csv_line(titles.map(|(title, _)| title)))?,
            Format::Table => print::result(&print::columns(&titles.collect::<Vec<_>>()))?,
        }
        Ok(Table { format, columns })
    }

    /// What has a key for scripts and a word for people.
    pub fn coded(&self, key: &str, word: &str) -> Value {
        Value::from(if self.format == Format::Jsonl { key } else { word })
    }

    /// Prints a row of as many values as there are columns.
    pub fn row(&self, values: &[Value]) -> Result<(), Failure> {
        let cells = self.columns.iter().zip(values);
        match self.format {
            Format::Jsonl => {
                let object: Map<String, Value> =
                    cells.map(|((key, ..), value)| ((*key).to_owned(), value.clone())).collect();
                print::result(&Value::Object(object).to_string())
            }
            Format::Csv => {
                let texts = cells.map(|(_, value)| made_harmless(&shown(value)).into_owned());
                print::result(&list::csv_line(texts))
            }
            Format::Table => {
                let texts = cells.map(|((_, _, width), value)| (shown(value), *width));
                print::result(&print::columns(&texts.collect::<Vec<_>>()))
            }
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
