//! What the columns of other people's ledgers are called: own labels and keys, and `fixtures/synonyms.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::order::{Gather as _, Order as _};
use crate::model::{Kind, Rule, Spec};
use crate::report::KINDS;
use crate::report::ledger::{STEPS, StepColumn};
use crate::text::clean;
use crate::text::packed::{Packed, packed};
use crate::text::zh::report::{export, import as zh};

static SHIPPED: Packed = packed!("synonyms.toml");
const IGNORE: &str = "ignore";
const DROPPED: &str = "dropped";

/// Ranks: the lower, the surer. A synonym ranks by its place in its list.
const OWN: u16 = 0;
const FIRST_SYNONYM: u16 = 1;
/// A field that the program itself fills: its label is a common word that synonyms may want.
const COMPUTED: u16 = 900;
/// Added where a title fits only without what stands in brackets.
const STRIPPED: u16 = 1000;

/// What a title may stand for.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// A field of the record.
    Field(&'static Spec),
    /// A field of one of an issue's steps.
    Step(&'static StepColumn),
    /// A field that only steps make: what the ledger says of it is held against where its steps lead.
    Told(&'static Spec),
    /// A piece, from 0, of a text that may be too long for one cell.
    Piece(&'static Spec, usize),
    /// Nothing worth keeping.
    Ignored,
    /// Something that must not be kept, for privacy.
    Dropped,
}

impl Meaning {
    /// The key of the field, if it is one.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Meaning::Field(spec) | Meaning::Told(spec) => Some(spec.key),
            Meaning::Step(column) => Some(column.key),
            // The further ones belong to the first.
            Meaning::Piece(spec, 0) => Some(spec.key),
            Meaning::Piece(..) => None,
            Meaning::Ignored | Meaning::Dropped => None,
        }
    }
}

/// All titles known, per kind, and what others call our categories.
pub struct Titles {
    kinds: HashMap<Kind, HashMap<String, Vec<(u16, Meaning)>>>,
    categories: HashMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    category_names: BTreeMap<String, String>,
    #[serde(flatten)]
    kinds: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Titles {
    /// The titles the program ships, read once.
    pub fn shipped() -> Result<&'static Titles, toml::de::Error> {
        static READ: LazyLock<Result<Titles, toml::de::Error>> = LazyLock::new(Titles::read);
        READ.as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Titles, toml::de::Error> {
        let file: File = toml::from_str(SHIPPED.text())?;
        let kinds = KINDS.into_iter().map(|kind| (kind, of_kind(kind, file.kinds.get(kind.key())))).collect();
        let categories = file.category_names.into_iter().map(|(name, code)| (comparable(&name), code)).gather();
        Ok(Titles { kinds, categories })
    }

    /// What a title may stand for in a ledger of a kind, the surest first.
    pub fn meanings(&self, kind: Kind, title: &str) -> Vec<(u16, Meaning)> {
        self.meanings_of(kind, &comparable(title))
    }

    /// As [`Titles::meanings`], of a title in the form in which it is compared.
    pub fn meanings_of(&self, kind: Kind, compared: &str) -> Vec<(u16, Meaning)> {
        let Some(known) = self.kinds.get(&kind) else { return Vec::new() };
        if let Some(found) = known.get(compared) {
            return found.clone();
        }
        let found = known.get(&without_brackets(compared)).into_iter().flatten();
        found.map(|(rank, meaning)| (rank.saturating_add(STRIPPED), *meaning)).collect()
    }

    /// The code others mean by a category's name.
    pub fn category(&self, name: &str) -> Option<&str> {
        self.categories.get(&comparable(name)).map(String::as_str)
    }
}

/// The field or step column of a key.
pub fn of_key(kind: Kind, key: &str) -> Option<Meaning> {
    let step = STEPS.iter().find(|column| kind == Kind::Issue && column.key == key).map(Meaning::Step);
    step.or_else(|| kind.spec(key).map(Meaning::Field))
}

fn of_kind(kind: Kind, synonyms: Option<&BTreeMap<String, Vec<String>>>) -> HashMap<String, Vec<(u16, Meaning)>> {
    let mut known: HashMap<String, Vec<(u16, Meaning)>> = HashMap::new();
    let mut add = |title: &str, rank: u16, meaning: Meaning| {
        known.entry(comparable(title)).or_default().push((rank, meaning));
    };
    for spec in kind.specs() {
        add(spec.key, OWN, Meaning::Field(spec));
        add(spec.label, if spec.rule == Rule::Derived { COMPUTED } else { OWN }, Meaning::Field(spec));
    }
    if kind == Kind::Issue {
        for column in &STEPS {
            add(column.key, OWN, Meaning::Step(column));
            add(column.label, OWN, Meaning::Step(column));
        }
    }
    for (key, titles) in synonyms.into_iter().flatten() {
        let meaning = match key.as_str() {
            IGNORE => Some(Meaning::Ignored),
            DROPPED => Some(Meaning::Dropped),
            key => of_key(kind, key),
        };
        for (title, rank) in titles.iter().zip(FIRST_SYNONYM..) {
            if let Some(meaning) = meaning {
                add(title, rank, meaning);
            }
        }
    }
    add(zh::REJECT_ROW, OWN, Meaning::Ignored);
    add(zh::REJECT_REASON, OWN, Meaning::Ignored);
    // What a desk above stations puts before their rows.
    add(export::WHOSE, OWN, Meaning::Ignored);
    for meanings in known.values_mut() {
        meanings.order_by_key(|(rank, _)| *rank);
        let mut seen = Vec::new();
        meanings.retain(|(_, meaning)| {
            let new = !seen.contains(&meaning.key());
            seen.push(meaning.key());
            new
        });
    }
    known
}

/// The form in which titles are compared: half-width, lower case, without blanks, `*`, `:` and `、`.
pub fn comparable(title: &str) -> String {
    let folded = clean::collapse(&clean::fold(title)).to_lowercase();
    folded.chars().filter(|c| !zh::PASSED_OVER.contains(*c)).collect()
}

/// A comparable title without its brackets and what stands in them.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    title.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn keys(kind: Kind, title: &str) -> Vec<&'static str> {
        let meanings = Titles::shipped().unwrap().meanings(kind, title);
        meanings.into_iter().filter_map(|(_, meaning)| meaning.key()).collect()
    }

    #[test]
    fn titles_are_known_however_they_are_typed() {
        assert_eq!(keys(Kind::Issue, "留言\n主题"), ["title"]);
        assert_eq!(keys(Kind::Issue, " ＊反映日期： "), ["reported_on"]);
        assert_eq!(keys(Kind::Issue, "办理时限（天）"), ["due_on"]);
        assert_eq!(keys(Kind::Issue, "Reply.Text"), ["reply.text"]);
        assert_eq!(keys(Kind::Visit, "村、社区"), ["village"]);
        assert_eq!(keys(Kind::Issue, "天气"), Vec::<&str>::new());
    }

    #[test]
    fn a_common_word_is_first_what_others_mean_by_it() {
        assert_eq!(keys(Kind::Issue, "编号"), ["external_no", "number"]);
        assert_eq!(keys(Kind::Issue, "办理结果"), ["reply.text", "class"]);
    }

    #[test]
    fn every_synonym_names_a_field_and_every_category_a_code() {
        let file: File = toml::from_str(SHIPPED.text()).unwrap();
        for (kind, lists) in &file.kinds {
            let kind: Kind = kind.parse().unwrap();
            for key in lists.keys() {
                assert!([IGNORE, DROPPED].contains(&key.as_str()) || of_key(kind, key).is_some(), "{kind:?} {key}");
            }
        }
        let codes = crate::model::codes::CodeLists::shipped().unwrap();
        for code in file.category_names.values() {
            assert!(codes.code("category", code).is_some(), "{code}");
        }
    }
}
