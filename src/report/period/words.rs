//! The words of each section, made from the figures. What did not happen is not mentioned; a section of nothing is empty.

mod issues;

use super::Words;
use super::facts::{Facts, says_something};
use crate::model::codes::CodeLists;
use crate::model::order::Order as _;
use crate::model::stats::{Amount, Dimension, Figures, Indicator};
use crate::model::{Context, Date};
use crate::text::zh::report::period as zh;
use crate::text::zh::report::period::words as say;

/// The groups that are named as those with most issues.
const MOSTLY: usize = 3;
/// Fewer issues than this have no groups to speak of.
const FEW: u64 = 3;

/// The words of every section; 下步打算 is for the clerk to write.
pub fn made(facts: &Facts, context: &Context<'_>) -> Words {
    let sections = [
        ("overview", overview(facts)),
        ("handling", handling(facts, context.codes)),
        ("work", work(facts, context.codes)),
        ("problems", problems(facts, context)),
        ("promises", promises(facts, context)),
        ("cases_text", issues::cases(&facts.cases, facts.period.last, context)),
        ("plan", String::new()),
    ];
    sections.into_iter().map(|(key, text)| (key.to_owned(), text)).collect()
}

/// A figure as it is shown, where it is not nothing.
struct Told<'a>(&'a Figures);

impl Told<'_> {
    fn amount(&self, id: &str) -> Option<Amount> {
        self.0.get(id)
    }

    /// As it is shown; nothing is 0.
    fn shown(&self, id: &str) -> String {
        self.amount(id).unwrap_or(Amount::Count(0)).shown()
    }

    /// A count or an amount that is more than nothing.
    fn some(&self, id: &str) -> Option<String> {
        let is_some = match self.amount(id)? {
            Amount::Count(count) | Amount::Money(count) => count > 0,
            Amount::Rate { among, .. } | Amount::Days { among, .. } => among > 0,
        };
        is_some.then(|| self.shown(id))
    }

    fn count(&self, id: &str) -> u64 {
        self.0.count(id)
    }

    /// The numerator and denominator of a rate that has one.
    fn rate(&self, id: &str) -> Option<(u64, u64)> {
        match self.amount(id)? {
            Amount::Rate { of, among } if among > 0 => Some((of, among)),
            _ => None,
        }
    }

    /// The parts of a figure as names with their amounts.
    fn parts(&self, id: &str, codes: &CodeLists) -> Vec<String> {
        let Some(indicator) = Indicator::of(id) else { return Vec::new() };
        let list = indicator.parts.unwrap_or_default();
        let filled = self.0.parts(id).filter(|figure| figure.amount != Amount::Count(0));
        filled
            .map(|figure| say::so_many(codes.name(list, &figure.part), &figure.amount.shown(), indicator.unit))
            .collect()
    }
}

fn overview(facts: &Facts) -> String {
    if !says_something(&facts.now) {
        return say::nothing(zh::now(facts.period.sort()));
    }
    let told = Told(&facts.now);
    let now = zh::now(facts.period.sort());
    let mut text = String::new();
    if let Some(days) = told.some("R1") {
        let mut clauses = vec![say::held(now, &days)];
        clauses.extend(told.some("R3").map(|times| say::came(&times)));
        clauses.push(match told.some("R6b") {
            Some(people) => say::visitors(&told.shown("R6a"), &people),
            None => say::NO_VISITORS.to_owned(),
        });
        text += &say::sentence(&clauses);
    }
    if let Some(times) = told.some("V1") {
        text += &say::sentence(&[say::visits(&times), say::met(&told.shown("V2a"), told.some("V2b").as_deref())]);
    }
    if let Some(issues) = told.some("I2") {
        let items = told.some("I1").filter(|items| *items != issues);
        let mut clauses = vec![say::collected(&issues, items.as_deref())];
        clauses.extend(told.some("I3").map(|accepted| say::accepted(&accepted)));
        clauses.extend(compared(facts));
        text += &say::sentence(&clauses);
    }
    if let Some(times) = told.some("D1a") {
        text += &say::sentence(&[say::activities(&times)]);
    }
    text
}

/// Issues against the period before and the year before, where there were any.
fn compared(facts: &Facts) -> Vec<String> {
    let now = facts.now.count("I2");
    let names = [zh::before(facts.period.sort()), zh::table::YEAR_BEFORE];
    let then = [&facts.before, &facts.year_before];
    let pairs = names.into_iter().zip(then);
    let filled = pairs.filter_map(|(name, figures)| Some((name, figures.as_ref()?.count("I2"))));
    filled.filter(|(_, then)| *then > 0).map(|(name, then)| say::compared(name, now, then)).collect()
}

fn handling(facts: &Facts, codes: &CodeLists) -> String {
    let told = Told(&facts.now);
    let now = zh::now(facts.period.sort());
    if ["I2", "I7", "I8", "I9"].iter().all(|id| told.count(id) == 0) {
        return String::new();
    }
    let flow = [
        told.some("I7").map(|issues| say::carried(&issues)),
        told.some("I2").map(|issues| say::taken(now, &issues)),
        told.some("I7a").map(|times| say::reopened(&times)),
        told.some("I8").map(|times| say::closed(&times)),
        told.some("I8a").map(|times| say::left(&times)),
        Some(say::open(&told.shown("I9"))),
    ];
    let mut text = say::sentence(&flow.into_iter().flatten().collect::<Vec<_>>());
    let mostly = mostly(facts);
    text += &say::sentence(&mostly.into_iter().collect::<Vec<_>>());
    text += &answers(&told, now, codes);
    let outcomes = [
        told.some("I22a").map(|mean| say::took(now, &mean, &told.shown("I22b"))),
        told.some("I23").map(|issues| say::proposals(&issues)),
        told.some("I24a").map(|issues| say::hotline(&issues, &told.shown("I24b"))),
    ];
    for clause in outcomes.into_iter().flatten() {
        text += &say::sentence(&[clause]);
    }
    text
}

/// Handed over, answered, fed back, rated.
fn answers(told: &Told<'_>, now: &str, codes: &CodeLists) -> String {
    let mut text = String::new();
    let assigned = told.some("I6").map(|issues| {
        let mut routes = told.parts("I6", codes);
        if let [only] = routes.as_mut_slice()
            && let Some(figure) = told.0.parts("I6").next()
        {
            // One route of all: its count would be said twice.
            codes.name("route", &figure.part).clone_into(only);
        }
        say::assigned(&issues, &routes)
    });
    let on_spot = told.some("I5a").map(|issues| say::on_spot(&issues, &told.shown("I5b")));
    text += &say::sentence(&on_spot.into_iter().chain(assigned).collect::<Vec<_>>());
    if let Some((of, among)) = told.rate("I10") {
        text += &say::sentence(&[say::in_time(now, &among.to_string(), &of.to_string(), &told.shown("I10"))]);
    }
    let classes: Vec<String> = [("A", "I14"), ("B", "I15"), ("C", "I16")]
        .into_iter()
        .filter_map(|(letter, id)| Some((letter, told.rate(id)?.0)).filter(|(_, of)| *of > 0))
        .map(|(letter, of)| say::class(letter, of))
        .collect();
    if !classes.is_empty() {
        text += &say::sentence(&[say::classes(&classes, &told.shown("I14"), &told.shown("I15s"))]);
    }
    let fed_back = told.rate("I18").map(|(of, _)| say::fed_back(&of.to_string(), &told.shown("I18")));
    let rated =
        told.rate("I20a").map(|(_, among)| say::rated(&among.to_string(), &told.shown("I20a"), &told.shown("I20b")));
    text += &say::sentence(&fed_back.into_iter().chain(rated).collect::<Vec<_>>());
    text
}

/// What most issues are about.
fn mostly(facts: &Facts) -> Option<String> {
    if facts.now.count("I2") < FEW {
        return None;
    }
    let (_, groups) = facts.groups.iter().find(|(by, _)| *by == Dimension::Category)?;
    let mut counts: Vec<(u64, &str)> =
        groups.iter().map(|group| (group.figures.count("I2"), group.name.as_str())).collect();
    counts.retain(|(count, _)| *count > 0);
    // Those of the same size stay in the order of the list.
    counts.order_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counts.as_slice() {
        [] => None,
        [(_, only)] => Some(say::all_of(only)),
        several => {
            let named = several.iter().take(MOSTLY);
            let items = named.map(|(count, name)| say::so_many(name, &count.to_string(), zh::chart::UNIT));
            Some(say::mostly(&items.collect::<Vec<_>>()))
        }
    }
}

fn work(facts: &Facts, codes: &CodeLists) -> String {
    let told = Told(&facts.now);
    let mut text = String::new();
    if let Some(times) = told.some("V1") {
        let rate = told.rate("V3c").map(|_| told.shown("V3c"));
        let mut clauses = vec![say::visits(&times)];
        clauses.extend(told.some("V3b").map(|deputies| say::went(&deputies, &told.shown("V3a"), rate.as_deref())));
        clauses.push(say::met(&told.shown("V2a"), told.some("V2b").as_deref()));
        clauses.extend(told.some("V4").map(|issues| say::from_visits(&issues)));
        text += &say::sentence(&clauses);
    }
    let deeds = [
        told.some("V5").map(|deeds| say::deeds(&deeds)),
        told.some("V6a").map(|yuan| say::money(&yuan)),
        told.some("V8").map(|times| say::served(&times)),
        told.some("V7").map(|issues| say::solved(&issues)),
    ];
    text += &say::sentence(&deeds.into_iter().flatten().collect::<Vec<_>>());
    if let Some(times) = told.some("D1a") {
        text += &say::sentence(&[say::activities_of(&times, &told.parts("D1a", codes), &told.shown("D1b"))]);
    }
    let others = [
        told.some("L1a").map(|comments| say::comments(&comments, &told.shown("L1b"), &told.shown("L1c"))),
        told.some("P1a").map(|voted| {
            let elected = told.rate("P1c").map_or(0, |(_, elected)| elected);
            say::projects(&voted, elected, &told.shown("P1b"), &told.shown("P1c"))
        }),
    ];
    for clause in others.into_iter().flatten() {
        text += &say::sentence(&[clause]);
    }
    text
}

fn problems(facts: &Facts, context: &Context<'_>) -> String {
    let told = Told(&facts.now);
    let cut_off: Date = facts.period.as_at(context.today);
    let mut paragraphs = Vec::new();
    match told.some("I11") {
        Some(issues) => {
            paragraphs.push(say::sentence(&[say::overdue(cut_off, &issues)]));
            paragraphs.extend(issues::overdue(&facts.overdue, cut_off, context));
        }
        None if told.count("I9") > 0 => paragraphs.push(say::none_overdue(cut_off)),
        None => {}
    }
    let dissatisfied = told.some("I21a").map(|issues| say::dissatisfied(&issues, told.some("I21b").as_deref()));
    let not_held = told
        .rate("R2")
        .filter(|(held, planned)| held < planned)
        .map(|(held, planned)| say::not_held(planned, held, &told.shown("R2")));
    for clause in dissatisfied.into_iter().chain(not_held) {
        paragraphs.push(say::sentence(&[clause]));
    }
    paragraphs.join("\n")
}

fn promises(facts: &Facts, context: &Context<'_>) -> String {
    let told = Told(&facts.now);
    let Some(ever) = told.some("I17a") else { return String::new() };
    let became = [
        ("I17b", say::became::KEPT),
        ("I17c", say::became::GIVEN_UP),
        ("I17d", say::became::OPEN),
        ("I17e", say::became::LEFT),
    ];
    let became: Vec<String> = became
        .into_iter()
        .filter_map(|(id, name)| told.some(id).map(|count| say::so_many(name, &count, zh::chart::UNIT)))
        .collect();
    let mut clauses = vec![say::ever_promised(facts.period.last, &ever, &became)];
    clauses.extend(told.some("I17f").map(|issues| say::promises_overdue(&issues)));
    let mut paragraphs = vec![say::sentence(&clauses)];
    paragraphs.extend(issues::promises(&facts.pledges, facts.period.as_at(context.today), context));
    paragraphs.join("\n")
}
