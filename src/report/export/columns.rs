//! What stands in a book: its columns on paper, and right of them what only a file needs to be read in again.

use super::{Audience, is_register};
use crate::model::codes::CodeLists;
use crate::model::{FieldKind, Kind, Privacy, Rule, Spec, whose};
use crate::report::ledger::{HISTORY, MADE_BY_STEPS, MADE_OTHERWISE, STEPS, StepColumn, piece_label};
use crate::report::table::{Align, Column, Table};
use crate::text::zh::report::export as zh;

/// What a column shows.
#[derive(Clone, Copy)]
pub enum Shows {
    /// The number of the row.
    Serial,
    /// Whose record it is.
    Whose,
    /// A field.
    Field(&'static Spec),
    /// A field of an issue's latest step.
    Step(&'static StepColumn),
    /// A further piece of a text that is too long for one cell.
    Piece(&'static Spec, usize),
}

impl Shows {
    /// Whether a version for the public may have it.
    fn is_public(self) -> bool {
        match self {
            Shows::Serial | Shows::Whose => true,
            Shows::Field(spec) | Shows::Piece(spec, _) => is_open(spec),
            Shows::Step(step) => step.spec().is_some_and(is_open),
        }
    }
}

fn is_open(spec: &Spec) -> bool {
    matches!(spec.privacy, Privacy::Open | Privacy::Free)
}

/// The columns of an issue's ledger on paper with their widths, chosen to stay readable across A4. Every other book is
/// printed as its field table has it.
const ISSUE_ON_PAPER: [(&str, u16); 17] = [
    ("number", 9),
    ("reported_on", 10),
    ("channel", 6),
    ("deputies", 6),
    ("village", 8),
    ("title", 16),
    ("content", 32),
    ("category", 8),
    ("unit", 8),
    ("assigned_on", 10),
    ("due_on", 10),
    ("reply.on", 10),
    ("reply.text", 32),
    ("class", 4),
    ("rating", 6),
    ("closed_on", 10),
    ("stage", 6),
];

/// Fields that no ledger carries: for now every issue is anonymous, and those that ask for it are not in a ledger at all.
const NEVER: [(Kind, &str); 2] = [(Kind::Issue, "anonymous"), (Kind::Issue, "confidential")];
/// What the program works out and a ledger shows as well; import passes it over.
const WORKED_OUT: [(Kind, &str); 3] =
    [(Kind::Activity, "attended"), (Kind::Project, "tally"), (Kind::Proposal, "stage")];
const SERIAL_WIDTH: u16 = 5;
const WHOSE_WIDTH: u16 = 10;
/// The width of a column that is not printed.
const OFF_PAPER: u16 = 12;

/// The columns of a book and how many of them are printed.
pub struct Layout {
    /// What each shows.
    pub shows: Vec<Shows>,
    columns: Vec<Column>,
    printed: usize,
}

/// What a file carries of a book.
pub enum Carries<'a> {
    /// What is on paper.
    Paper,
    /// What is needed to be read in again as well. The fields whose texts take several cells, with how many at most.
    Everything(&'a [(&'static str, usize)]),
}

impl Layout {
    /// The layout of a kind's book; `gathers`: records of several desks stand in it.
    pub fn of(kind: Kind, audience: Audience, carries: Carries<'_>, gathers: bool) -> Layout {
        let mut layout = Layout { shows: Vec::new(), columns: Vec::new(), printed: 0 };
        let (mut on_paper, mut off_paper) = if kind == Kind::Issue { issue() } else { other(kind) };
        if gathers {
            let is_serial = matches!(on_paper.first(), Some((Shows::Serial, _)));
            on_paper.insert(usize::from(is_serial), (Shows::Whose, WHOSE_WIDTH));
        }
        if audience == Audience::Public {
            on_paper.retain(|(shows, _)| shows.is_public());
        }
        let long = match (carries, audience) {
            (Carries::Everything(long), Audience::Office) => long,
            (Carries::Paper, _) | (_, Audience::Public) => {
                off_paper.clear();
                &[]
            }
        };
        for (shows, width) in &on_paper {
            layout.add(*shows, *width);
        }
        layout.printed = layout.columns.len();
        for shows in off_paper {
            layout.add(shows, OFF_PAPER);
        }
        for (key, pieces) in long {
            let spec = kind.spec(key);
            for piece in 1..*pieces {
                spec.iter().for_each(|spec| layout.add(Shows::Piece(spec, piece), OFF_PAPER));
            }
        }
        // What is not on paper must not make its rows taller.
        for column in layout.columns.iter_mut().skip(layout.printed) {
            column.wrap = false;
        }
        layout
    }

    /// The table with what stands above it.
    pub fn table(&self, name: &str, title: String, notes: Vec<String>) -> Table {
        Table { name: name.to_owned(), title, notes, columns: self.columns.clone(), printed: self.printed }
    }

    fn add(&mut self, shows: Shows, width: u16) {
        let piece;
        let (label, kind) = match shows {
            Shows::Serial => (zh::SERIAL, None),
            Shows::Whose => (zh::WHOSE, Some(whose::SPEC.kind)),
            Shows::Field(spec) if spec.key == HISTORY => {
                piece = piece_label(spec, 0);
                (piece.as_str(), Some(spec.kind))
            }
            Shows::Piece(spec, at) => {
                piece = piece_label(spec, at);
                (piece.as_str(), Some(spec.kind))
            }
            // The field's own label means the words of an answer elsewhere.
            Shows::Field(spec) if spec.key == "class" => (zh::CLASS, Some(spec.kind)),
            Shows::Field(spec) => (spec.label, Some(spec.kind)),
            Shows::Step(step) => (step.label, step.spec().map(|spec| spec.kind)),
        };
        let align = match kind {
            None | Some(FieldKind::Date | FieldKind::Time | FieldKind::YesNo | FieldKind::Number { .. }) => {
                Align::Centre
            }
            Some(FieldKind::Code(_) | FieldKind::Label | FieldKind::Phone) => Align::Centre,
            Some(FieldKind::Money) => Align::Right,
            _ => Align::Left,
        };
        let wrap = !matches!(kind, None | Some(FieldKind::Date | FieldKind::Time | FieldKind::Number { .. }));
        self.columns.push(Column { label: label.to_owned(), width, align, wrap });
        self.shows.push(shows);
    }
}

type OnAndOffPaper = (Vec<(Shows, u16)>, Vec<Shows>);

fn issue() -> OnAndOffPaper {
    let step = |key: &str| STEPS.iter().find(|step| step.key == key).map(Shows::Step);
    let on_paper: Vec<(Shows, u16)> = ISSUE_ON_PAPER
        .iter()
        .filter_map(|(key, width)| Some((step(key).or_else(|| Kind::Issue.spec(key).map(Shows::Field))?, *width)))
        .collect();
    let printed = |key: &str| ISSUE_ON_PAPER.iter().any(|(printed, _)| *printed == key);
    let fields = Kind::Issue
        .specs()
        .into_iter()
        .filter(|spec| is_carried(Kind::Issue, spec) && !printed(spec.key))
        .map(Shows::Field);
    let steps = STEPS.iter().filter(|step| !printed(step.key)).map(Shows::Step);
    (on_paper, fields.chain(steps).collect())
}

fn other(kind: Kind) -> OnAndOffPaper {
    let (on_paper, off_paper): (Vec<_>, Vec<_>) =
        kind.specs().into_iter().filter(|spec| is_carried(kind, spec)).partition(|spec| spec.width > 0);
    let serial = std::iter::once((Shows::Serial, SERIAL_WIDTH));
    let on_paper = serial.chain(on_paper.into_iter().map(|spec| (Shows::Field(spec), spec.width)));
    (on_paper.collect(), off_paper.into_iter().map(Shows::Field).collect())
}

/// Whether a ledger carries the field: what was entered or what import makes steps of, and no phone number; of a
/// register, which nobody enters, what is listed.
fn is_carried(kind: Kind, spec: &Spec) -> bool {
    let made_by_steps = kind == Kind::Issue && (MADE_BY_STEPS.contains(&spec.key) || spec.key == HISTORY);
    let read_again = MADE_OTHERWISE.contains(&(kind, spec.key)) || WORKED_OUT.contains(&(kind, spec.key));
    let registered = is_register(kind) && spec.width > 0;
    let entered = spec.rule != Rule::Derived || made_by_steps || read_again || registered;
    entered && spec.privacy != Privacy::Phone && !NEVER.contains(&(kind, spec.key))
}

/// What the classes of an answer mean: the same letters mean other things elsewhere.
pub fn definitions(codes: &CodeLists) -> String {
    let classes = codes.list("class").iter().filter(|code| !code.definition.is_empty());
    zh::definitions(&classes.map(|code| (code.name.as_str(), code.definition.as_str())).collect::<Vec<_>>())
}
