//! Fields of a step as one verb has them: called more exactly, explained otherwise, with codes of another list.

use std::sync::LazyLock;

use super::Event;
use crate::model::field::{FieldKind, Spec};
use crate::text::zh::model::label::{self, step};

/// How a verb has one field of the table of steps; what stands empty is as there.
struct Worded {
    verb: &'static str,
    key: &'static str,
    label: &'static str,
    hint: &'static str,
    list: &'static str,
}

const fn worded(verb: &'static str, key: &'static str, label: &'static str, hint: &'static str) -> Worded {
    Worded { verb, key, label, hint, list: "" }
}

impl Worded {
    const fn of_list(self, list: &'static str) -> Worded {
        Worded { list, ..self }
    }
}

/// No help is needed.
const NONE: &str = " ";

static WORDED: [Worded; 26] = [
    worded("register", "from", step::SPLIT_OFF_FROM, ""),
    worded("register", "text", step::FORMER_LEDGER, NONE),
    worded("return", "reason", step::RETURN_REASON, NONE),
    worded("extend", "due_on", "", step::EXTEND_DUE_HINT),
    worded("extend", "reason", step::EXTEND_REASON, NONE),
    worded("urge", "way", step::URGE_WAY, "").of_list("way_urge"),
    worded("urge", "text", step::URGE_TEXT, NONE),
    worded("urge", "leader", "", step::URGE_LEADER_HINT),
    worded("feedback", "way", step::FEEDBACK_WAY, ""),
    worded("feedback", "reason", label::REASON, step::FEEDBACK_REASON_HINT),
    worded("progress", "text", step::PROGRESS_TEXT, NONE),
    worded("progress", "planned_on", "", step::PROGRESS_PLANNED_HINT),
    worded("redo", "reason", step::REDO_REASON, step::REDO_REASON_HINT),
    worded("close", "reason", step::CLOSE_REASON, step::CLOSE_REASON_HINT),
    worded("reopen", "reason", step::REOPEN_REASON, NONE),
    worded("decline", "reason", step::DECLINE_REASON, step::DECLINE_REASON_HINT),
    worded("guide", "reason", step::GUIDE_REASON, step::GUIDE_REASON_HINT),
    worded("merge", "into", "", step::MERGE_INTO_HINT),
    worded("merge", "from", step::MERGED_FROM, ""),
    worded("split", "title", step::SPLIT_TITLE, ""),
    worded("split", "content", step::SPLIT_CONTENT, ""),
    worded("split", "items", step::SPLIT_ITEMS, step::SPLIT_ITEMS_HINT),
    worded("split", "into", step::SPLIT_INTO, ""),
    worded("withdraw", "reason", step::WITHDRAW_REASON, NONE),
    worded("restore", "reason", step::RESTORE_REASON, NONE),
    worded("restore", "from", step::RESTORED_FROM, ""),
];

static SPECS: LazyLock<Vec<(&'static str, Spec)>> = LazyLock::new(|| {
    let table = || Event::FIELDS.iter().map(|field| &field.spec);
    let made = |worded: &Worded| {
        let base = table().find(|spec| spec.key == worded.key)?;
        let or = |own: &'static str, base: &'static str| if own.is_empty() { base } else { own };
        let kind = if worded.list.is_empty() { base.kind } else { FieldKind::Code(worded.list) };
        let hint = or(worded.hint, base.hint).trim_ascii();
        Some((worded.verb, Spec { label: or(worded.label, base.label), hint, kind, ..*base }))
    };
    WORDED.iter().filter_map(made).collect()
});

/// The field table as each verb has it that words a field of its own.
static TABLES: LazyLock<Vec<(&'static str, Vec<&'static Spec>)>> = LazyLock::new(|| {
    let mut verbs: Vec<&'static str> = SPECS.iter().map(|(verb, _)| *verb).collect();
    verbs.dedup();
    let table = |verb: &'static str| {
        let own = |base: &'static Spec| {
            let found = SPECS.iter().find(|(of, spec)| *of == verb && spec.key == base.key);
            found.map_or(base, |(_, spec)| spec)
        };
        (verb, Event::FIELDS.iter().map(|field| own(&field.spec)).collect())
    };
    verbs.into_iter().map(table).collect()
});

/// The field table of every other verb.
static PLAIN: LazyLock<Vec<&'static Spec>> = LazyLock::new(|| Event::FIELDS.iter().map(|field| &field.spec).collect());

impl Event {
    /// The field table as one verb has it, by the verb's key.
    pub fn specs_of(verb: &str) -> Vec<&'static Spec> {
        Self::table_of(verb).to_vec()
    }

    /// As [`Event::specs_of`], where many steps are gone through.
    pub fn table_of(verb: &str) -> &'static [&'static Spec] {
        TABLES.iter().find(|(of, _)| *of == verb).map_or(&PLAIN, |(_, table)| table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::life::table;

    #[test]
    fn every_wording_is_of_a_field_a_verb_carries_or_sets() {
        assert_eq!(SPECS.len(), WORDED.len(), "every key is one of the table");
        for (verb, spec) in SPECS.iter() {
            let line = table().iter().find(|line| line.key == *verb);
            let is_set = ["from", "into"].contains(&spec.key);
            assert!(line.is_some_and(|line| is_set || line.fields.iter().any(|(key, _)| *key == spec.key)), "{verb}");
        }
    }
}
