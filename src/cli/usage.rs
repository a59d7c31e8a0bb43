//! Turns clap's usage errors into sentences for the clerk; help and version pass as they are.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::zh::cli::usage as zh;

/// What to print and where for an error of the argument parser.
pub enum Parsed {
    /// Help or version: standard output, exit 0.
    Print(String),
    /// Wrong usage: standard error, exit 2.
    Wrong(String),
}

/// Says an argument error in Chinese.
pub fn explain(error: &clap::Error) -> Parsed {
    let argument = context(error, ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return Parsed::Print(in_chinese(&error.render().to_string()));
        }
        ErrorKind::UnknownArgument => zh::unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => {
            let suggestion = context(error, ContextKind::SuggestedSubcommand);
            let suggestion = (!suggestion.is_empty()).then_some(suggestion.as_str());
            zh::unknown_verb(&context(error, ContextKind::InvalidSubcommand), suggestion)
        }
        // Counts are the only values that are checked here; the commands check the rest.
        ErrorKind::ValueValidation => zh::bad_count(&argument, &context(error, ContextKind::InvalidValue)),
        ErrorKind::InvalidValue => {
            let value = context(error, ContextKind::InvalidValue);
            if value.is_empty() {
                zh::value_missing(&argument)
            } else {
                zh::bad_value(&argument, &value, &context(error, ContextKind::ValidValue))
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => zh::value_missing(&argument),
        ErrorKind::MissingRequiredArgument => zh::missing(&argument),
        ErrorKind::MissingSubcommand => zh::missing_verb(&context(error, ContextKind::ValidSubcommand)),
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues => zh::conflict(&argument),
        ErrorKind::InvalidUtf8 => zh::NOT_UTF8.to_owned(),
        _ => zh::OTHER.to_owned(),
    };
    Parsed::Wrong(format!("{sentence}\n{}", zh::SEE_HELP))
}

/// The words clap itself puts into help texts.
pub fn in_chinese(help: &str) -> String {
    zh::HELP_WORDS.iter().fold(help.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
