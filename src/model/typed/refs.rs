//! References: by number, name and pinyin, or by `#id` where a name is not enough.

use super::{Choice, Context, Date, Kind, Pick, Spec, Time, TypedError, clean, when, zh};
use crate::model::context::Candidate;
use crate::model::kind::Org;
use crate::model::record::Record;
use crate::model::whose;
use crate::text::zh::model::whose as whose_zh;

/// Candidates asked for, and shown with an ambiguous text.
const SHOWN: usize = 8;
/// Reception days that may lie ahead: a year of weekly ones.
const AHEAD: usize = 60;
/// Issues at their end that may fit before those still open.
const ENDED: usize = 60;

/// Reads one reference. `None` as target: the record does not say yet what it may point to.
pub(super) fn one(spec: &Spec, target: Option<Kind>, line: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    let Some(kind) = target else { return Err(zh::no_target(spec.label).into()) };
    live(kind, record(kind, line, context)?, context)
}

/// The record a text means: `#12`, `name#12`, or a number, name, pinyin or date that fits one live record only.
pub(super) fn record(kind: Kind, line: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    if let Some((name, id)) = numbered(kind, line) {
        return by_id(kind, (name, id), line, context);
    }
    let found = context.directory.find(kind, &query(kind, line, context), SHOWN);
    match decided(&found).or_else(|| spaced_name(kind, line, context)) {
        Some(id) => Ok(id),
        None if found.is_empty() => Err(zh::no_such_record(kind.name(), line).into()),
        None => {
            let lines: Vec<String> = found.iter().map(|c| zh::candidate(&c.label, c.id, &c.detail)).collect();
            let message = zh::several_records(kind.name(), line, &lines);
            Err(TypedError { message, candidates: found.into_iter().map(choice).collect() })
        }
    }
}

/// Reads an issue of any desk: `茶亭镇/2026-0012`, or a number or words of the title that fit one issue only.
pub(super) fn anywhere(line: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    if let Some((desk, rest)) = line.split_once(whose_zh::DESK_SIGNS) {
        if desk.trim() == whose_zh::OWN {
            return live(Kind::Issue, record(Kind::Issue, rest.trim(), context)?, context);
        }
        let org = Org(whose::named(desk.trim(), context)?);
        let id = context.of(org, |there| live(Kind::Issue, record(Kind::Issue, rest.trim(), there)?, there))?;
        let is_own = context.directory.of(org).is_none();
        let reference = if is_own { Some(id) } else { whose::reference(org, id) };
        return reference.ok_or_else(|| zh::no_such_record(Kind::Issue.name(), line).into());
    }
    if let Some((name, id)) = numbered(Kind::Issue, line) {
        return live(Kind::Issue, by_id(Kind::Issue, (name, id), line, context)?, context);
    }
    let found = context.directory.find_anywhere(line, SHOWN);
    match decided(&found) {
        Some(id) => Ok(id),
        None if found.is_empty() => Err(zh::no_such_issue(line).into()),
        None => {
            let lines: Vec<String> = found.iter().map(|c| zh::told(&c.label, &c.detail)).collect();
            let message = zh::several_issues(line, &lines);
            Err(TypedError { message, candidates: found.into_iter().map(choice).collect() })
        }
    }
}

/// The issues of any desk that fit the text, the best first.
pub(super) fn choices_anywhere(line: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    context.directory.find_anywhere(line, limit).into_iter().map(choice).collect()
}

/// The ids of up to `most` live records a text may mean, the best first.
pub(super) fn records(kind: Kind, line: &str, most: usize, context: &Context<'_>) -> Vec<u64> {
    let found = context.directory.find(kind, &query(kind, line, context), most);
    found.into_iter().map(|candidate| candidate.id).collect()
}

/// Writes a reference so that it is read back as the same record.
pub(super) fn show(target: Option<Kind>, id: u64, context: &Context<'_>) -> String {
    let Some((kind, name)) = target.and_then(|kind| Some((kind, context.directory.label(kind, id)?))) else {
        return format!("#{id}");
    };
    if name.contains(|c: char| zh::SEPARATORS.contains(c)) {
        return format!("#{id}");
    }
    // An issue is called by its number, which no other has.
    let found = || context.directory.find(kind, &query(kind, &name, context), SHOWN);
    if kind == Kind::Issue || (numbered(kind, &name).is_none() && decided(&found()) == Some(id)) {
        name
    } else {
        format!("{name}#{id}")
    }
}

/// Writes an issue of any desk so that [`anywhere`] reads it back.
pub(super) fn show_anywhere(id: u64, context: &Context<'_>) -> String {
    let Some(name) = context.directory.label(Kind::Issue, id) else { return format!("#{id}") };
    let between = whose_zh::DESK_SIGNS[0];
    let Some((org, _)) = whose::apart(id) else { return format!("{}{between}{name}", whose_zh::OWN) };
    // Two desks may be called alike; no two have one code.
    match name.split_once(whose_zh::DESK_SIGNS) {
        Some((desk, number)) if whose::named(desk, context) != Ok(org.0) => format!("{org}{between}{number}"),
        _ => name,
    }
}

/// What a record is called, whoever else is called so.
pub(super) fn label(target: Option<Kind>, id: u64, context: &Context<'_>) -> String {
    target.and_then(|kind| context.directory.label(kind, id)).unwrap_or_else(|| format!("#{id}"))
}

/// The records that fit the text, the best first.
pub(super) fn choices(target: Option<Kind>, line: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    let Some(kind) = target else { return Vec::new() };
    if let Some((name, id)) = numbered(kind, line) {
        let known = by_id(kind, (name, id), line, context).and_then(|id| live(kind, id, context)).ok();
        let known = known.and_then(|id| context.directory.label(kind, id));
        return known
            .map(|label| choice(Candidate { id, label, detail: String::new(), exact: true }))
            .into_iter()
            .collect();
    }
    context.directory.find(kind, &query(kind, line, context), limit).into_iter().map(choice).collect()
}

/// As [`choices`], of days and visits that have come: nothing was raised on one that lies ahead.
pub(super) fn choices_so_far(target: Option<Kind>, line: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    let has_come = |choice: &Choice| {
        // They are called by their date.
        let day = choice.label.split(' ').next().and_then(|day| day.parse::<Date>().ok());
        day.is_none_or(|day| day <= context.today)
    };
    let found = choices(target, line, limit.saturating_add(AHEAD), context);
    found.into_iter().filter(has_come).take(limit).collect()
}

/// As [`choices`], of issues that are still open: nothing goes into one at its end.
pub(super) fn choices_open(target: Option<Kind>, line: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    let is_open = |choice: &Choice| match choice.pick {
        Pick::Record(id) => match context.directory.entry(Kind::Issue, id).map(|entry| entry.record) {
            Some(Record::Issue(issue)) => issue.stage.is_open(),
            _ => false,
        },
        Pick::Code(_) | Pick::Records(_) => false,
    };
    let found = choices(target, line, limit.saturating_add(ENDED), context);
    found.into_iter().filter(is_open).take(limit).collect()
}

/// The one record meant: the only one that fits, or the only one that fits exactly.
fn decided(found: &[Candidate]) -> Option<u64> {
    if let [only] = found {
        return Some(only.id);
    }
    let mut exact = found.iter().filter(|candidate| candidate.exact);
    match (exact.next(), exact.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    }
}

/// The one person or unit meant by a name with blanks in it: paper tables spread 张三 to the width of 张三丰.
fn spaced_name(kind: Kind, line: &str, context: &Context<'_>) -> Option<u64> {
    if !matches!(kind, Kind::Deputy | Kind::Unit) || !line.contains(char::is_whitespace) {
        return None;
    }
    let joined: String = line.split_whitespace().collect();
    decided(&context.directory.find(kind, &joined, SHOWN))
}

/// Splits `name#id`, `#id`, and for people and units, who have no other number, a bare `id`.
fn numbered(kind: Kind, line: &str) -> Option<(&str, u64)> {
    let (name, digits) = match line.rsplit_once(zh::NUMBER_SIGNS) {
        Some(parts) => parts,
        None if matches!(kind, Kind::Deputy | Kind::Unit) => ("", line),
        None => return None,
    };
    let digits = clean::fold(digits);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if number { digits.parse().ok().map(|id| (name.trim(), id)) } else { None }
}

fn by_id(kind: Kind, (name, id): (&str, u64), line: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    let Some(label) = context.directory.label(kind, id) else {
        return Err(zh::no_such_record(kind.name(), line).into());
    };
    if !name.is_empty() && clean::collapse(name) != clean::collapse(&label) {
        return Err(zh::other_name(id, &label, name).into());
    }
    Ok(id)
}

fn live(kind: Kind, id: u64, context: &Context<'_>) -> Result<u64, TypedError> {
    match context.directory.entry(kind, id) {
        Some(entry) if !entry.is_live() => {
            let label = context.directory.label(kind, id).unwrap_or_default();
            Err(zh::voided_record(kind.name(), &label, id).into())
        }
        _ => Ok(id),
    }
}

/// What the directory is asked for: reception days and visits by their date, typed in shorthand.
fn query(kind: Kind, line: &str, context: &Context<'_>) -> String {
    if !kind.is_by_day() {
        return line.to_owned();
    }
    let date = |text: &str| when::parse_date(text, context.today.0).ok().map(Date);
    if let Some(date) = date(line) {
        return date.to_string();
    }
    match line.split_once(' ').and_then(|(day, rest)| Some((date(day)?, rest.trim()))) {
        Some((date, rest)) => match when::parse_time(rest) {
            Ok(time) => format!("{date} {}", Time::from(time)),
            Err(_) => format!("{date} {rest}"),
        },
        None => line.to_owned(),
    }
}

fn choice(candidate: Candidate) -> Choice {
    Choice {
        pick: Pick::Record(candidate.id),
        // An id beyond the platform's word never comes near: ids count records.
        ordinal: usize::try_from(candidate.id).unwrap_or(usize::MAX),
        label: candidate.label,
        detail: candidate.detail,
    }
}
