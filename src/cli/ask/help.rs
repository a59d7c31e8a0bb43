//! `?`: what a field takes, and the codes or records with the numbers that choose them.

use super::dialogue::Dialogue;
use super::question::is_by_id;
use crate::app::form::field::Control;
use crate::model::FieldKind;
use crate::model::typed::{self, Choice};
use crate::text::zh::cli::ask as zh;

/// Most choices read out at once.
const MOST_READ: usize = 40;

/// Says what a field takes; its choices narrowed to `sought`.
pub fn help(dialogue: &mut Dialogue<'_, '_>, key: &str, sought: &str) {
    let Some(field) = dialogue.field(key) else { return };
    let spec = field.spec;
    let kind = match spec.kind {
        FieldKind::Line { max } => zh::line_help(max),
        FieldKind::Prose { max } => format!("{}{}", zh::PROSE_HELP, zh::line_help(max)),
        FieldKind::Number { min, max } => zh::number_help(min, max),
        FieldKind::Date => zh::DATE_HELP.to_owned(),
        FieldKind::Time => zh::TIME_HELP.to_owned(),
        FieldKind::YesNo => zh::YES_NO_HELP.to_owned(),
        FieldKind::Money => zh::MONEY_HELP.to_owned(),
        _ => String::new(),
    };
    // The hint of a list of rows speaks of keys.
    let hint = if matches!(field.control, Control::Rows(_)) { "" } else { spec.hint };
    let has_choices = field.has_choices();
    let target = dialogue.form.page().body().target(spec);
    let by_id = is_by_id(field, target);
    for line in [zh::HELP, hint, &kind].into_iter().filter(|line| !line.is_empty()) {
        dialogue.talk.say(line);
    }
    if has_choices {
        let choices = typed::choices(spec, target, sought, MOST_READ + 1, dialogue.context);
        dialogue.talk.say(if choices.is_empty() { zh::NOTHING_FITS } else { zh::LIST_HELP });
        for found in choices.iter().take(MOST_READ) {
            dialogue.talk.say(&choice(found, by_id));
        }
        if choices.len() > MOST_READ {
            dialogue.talk.say(&zh::more_choices(MOST_READ));
        }
    }
}

/// A choice with what chooses it.
pub fn choice(choice: &Choice, by_id: bool) -> String {
    let number = match (&choice.pick, by_id) {
        (typed::Pick::Record(id), true) => format!("#{id}"),
        // The first level of a list in two levels is chosen by as many digits as it has.
        (typed::Pick::Code(code), _) if code.bytes().all(|byte| byte.is_ascii_digit()) => code.clone(),
        _ => choice.ordinal.to_string(),
    };
    zh::choice(&number, &choice.label, &choice.detail)
}
