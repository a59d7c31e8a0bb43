//! The offices a station's reports go to 报送 and are copied to 抄送.

use serde::Deserialize;

use super::codes::CodesError;
use super::toml_text;
use crate::text::clean;
use crate::text::zh::model::codes::BETWEEN_NAMES;
use crate::text::zh::model::recipients as zh;
use crate::text::zh::model::typed::SEPARATORS;

/// Most offices of one list.
const MOST: usize = 30;
/// Most characters of an office's name.
pub(in crate::model) const NAME_CHARS: usize = 40;

/// The names of the offices, in the order they are printed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    /// 报送.
    pub to: Vec<String>,
    /// 抄送.
    pub copy: Vec<String>,
}

#[derive(Deserialize)]
struct Wrapped {
    names: Vec<String>,
}

impl Recipients {
    /// Those the program ships.
    pub(super) fn shipped() -> Result<Recipients, CodesError> {
        let toml = include_str!("../../fixtures/recipients.toml");
        toml::from_str(toml).map_err(|source| CodesError::Unreadable {
            origin: "recipients.toml".to_owned(),
            line: None,
            source: Box::new(source),
        })
    }

    /// Puts a setting in force: `["…", "…"]`, or names with commas between them; empty for none.
    pub(super) fn apply(&mut self, key: &str, name: &str, value: &str) -> Result<(), CodesError> {
        let refused = |why: String| CodesError::Refused { origin: key.to_owned(), why };
        let place = match name {
            "to" => &mut self.to,
            "copy" => &mut self.copy,
            _ => return Err(refused(zh::NO_SUCH_LIST.to_owned())),
        };
        *place = names(value).map_err(refused)?;
        Ok(())
    }

    /// A list as a setting holds it.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let names = match name {
            "to" => &self.to,
            "copy" => &self.copy,
            _ => return None,
        };
        Some(toml_text::list(names))
    }
}

/// Reads names in either form, and holds them to the bounds.
fn names(text: &str) -> Result<Vec<String>, String> {
    let given: Vec<String> = if text.trim_start().starts_with('[') {
        let whole = format!("names = {}", text.trim_start());
        let read = toml::from_str::<Wrapped>(&whole).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let skipped = text.len() - text.trim_start().len();
            let lines = |text: &str, until: usize| text.bytes().take(until).filter(|byte| *byte == b'\n').count();
            zh::unreadable(lines(&whole, at) + lines(text, skipped) + 1)
        })?;
        read.names
    } else {
        text.split(|c: char| c == '\n' || SEPARATORS.contains(c)).map(str::to_owned).collect()
    };
    let mut names: Vec<String> = Vec::new();
    for name in given.iter().map(|name| clean::line(name)).filter(|name| !name.is_empty()) {
        if name.chars().count() > NAME_CHARS || name.chars().any(|c| BETWEEN_NAMES.contains(&c)) {
            return Err(zh::bad_name(&name, NAME_CHARS));
        }
        if names.contains(&name) {
            return Err(zh::twice(&name));
        }
        names.push(name);
    }
    if names.len() > MOST { Err(zh::too_many(MOST)) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn both_forms_read_and_what_is_written_reads_back() {
        let mut offices = Recipients::default();
        offices.apply("recipients.to", "to", " 县人大常委会办公室、镇党委，镇人民政府 ").unwrap();
        assert_eq!(offices.to, ["县人大常委会办公室", "镇党委", "镇人民政府"]);
        let text = offices.value("to").unwrap();
        offices.apply("recipients.copy", "copy", &text).unwrap();
        assert_eq!(offices.copy, offices.to);
        offices.apply("recipients.to", "to", "[]").unwrap();
        assert!(offices.to.is_empty());
    }

    #[test]
    fn a_bad_list_changes_nothing_and_names_the_line() {
        let mut offices = Recipients::shipped().unwrap();
        let before = offices.clone();
        let many: Vec<String> = (0..31).map(|number| format!("单位{number}")).collect();
        for bad in ["[\"甲\",\n3]", "[\"甲\"", "甲、甲", "[\"甲、乙\"]", &"长".repeat(41), &many.join("、")] {
            assert!(offices.apply("recipients.to", "to", bad).is_err(), "{bad}");
        }
        assert!(offices.apply("recipients.cc", "cc", "甲").is_err());
        assert_eq!(offices, before);
        let error = offices.apply("recipients.to", "to", "[\"甲\",\n3]").unwrap_err();
        assert!(error.to_string().contains("第 2 行"), "{error}");
    }
}
