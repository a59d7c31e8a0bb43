//! Lines made of pieces: text that flows into lines by display columns, with a hanging indent and places to go to.

use std::collections::BTreeMap;

use crate::app::shown;
use crate::model::{Context, Kind, Spec, Value};
use crate::text::width;
use crate::text::zh::text::ELLIPSIS;

use super::{LINES_AT_MOST, Reference, references_of};

/// Text of at most so many columns goes to the next line rather than being broken in two.
const UNBROKEN: usize = 20;

/// How a piece of a line is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// What the record is.
    Title,
    /// The name of a field or of what follows.
    Label,
    /// What the record says.
    Text,
    /// Of less weight.
    Dim,
    /// Soon due.
    Soon,
    /// Past its day.
    Late,
}

/// A piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The display column at which it begins. The column before a reference is blank: the mark of the chosen one stands
    /// there.
    pub at: usize,
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub weight: Weight,
    /// Which of the record's references it is, if it is one.
    pub reference: Option<usize>,
}

/// What stands before a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    Plain,
    /// A row of a nested list.
    Row,
    /// The first step of several.
    First,
    /// A step between others.
    Step,
    /// The last step.
    Last,
    /// The time between a step and the next.
    Rail,
    /// What is owed now, at the end of the steps.
    Ahead,
    /// The same, with more of it behind.
    AheadStep,
}

/// One line of a laid-out record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DetailLine {
    /// What stands in its first column.
    pub mark: Mark,
    /// Its pieces from the left.
    pub pieces: Vec<Piece>,
}

impl DetailLine {
    /// Whether a reference stands on it.
    pub fn holds(&self, reference: usize) -> bool {
        self.pieces.iter().any(|piece| piece.reference == Some(reference))
    }
}

/// A word of a value: its text, and which reference it is.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) reference: Option<usize>,
}

/// The lines laid out so far, and what they are laid out with.
pub(super) struct Sheet<'a> {
    pub(super) columns: usize,
    pub(super) context: &'a Context<'a>,
    pub(super) lines: Vec<DetailLine>,
    /// How many references were laid out; none are counted where none can be chosen.
    references: Option<usize>,
    /// What records named here are called, by kind and id: looked up once, however often one is named.
    names: BTreeMap<(u8, u64), String>,
}

impl<'a> Sheet<'a> {
    /// A sheet whose references can be chosen.
    pub(super) fn new(columns: usize, context: &'a Context<'a>) -> Sheet<'a> {
        Sheet { columns, context, lines: Vec::new(), references: Some(0), names: BTreeMap::new() }
    }

    /// A sheet for looking at only.
    pub(super) fn without_references(columns: usize, context: &'a Context<'a>) -> Sheet<'a> {
        Sheet { references: None, ..Sheet::new(columns, context) }
    }

    /// The place of the reference laid out next.
    pub(super) fn next_reference(&mut self) -> Option<usize> {
        let next = self.references?;
        self.references = Some(next + 1);
        Some(next)
    }

    /// What a field says: the name of each record it names, or its text as `shown` has it.
    pub(super) fn words(
        &mut self,
        spec: &Spec,
        target: Option<Kind>,
        value: &Value,
        shown: impl FnOnce() -> String,
    ) -> Vec<Word> {
        let to = references_of(value, target);
        if to.is_empty() {
            return vec![Word { text: shown(), reference: None }];
        }
        let mut words = Vec::with_capacity(to.len());
        for one in to {
            let text = self.name(spec, one);
            words.push(Word { text, reference: self.next_reference() });
        }
        words
    }

    fn name(&mut self, spec: &Spec, to: Reference) -> String {
        let (context, tell_apart) = (self.context, self.references.is_some());
        let look_up = || named(shown::reference(spec, Some(to.kind), to.id, tell_apart, context), to.id);
        self.names.entry((to.kind.byte(), to.id)).or_insert_with(look_up).clone()
    }

    /// Makes one rail of all that is still to come: only the last of it is an end.
    pub(super) fn join_ahead(&mut self) {
        let Some(last) = self.lines.iter().rposition(|line| line.mark == Mark::Ahead) else { return };
        let mut is_under = false;
        for line in self.lines.iter_mut().take(last) {
            line.mark = match line.mark {
                Mark::Ahead => Mark::AheadStep,
                Mark::Plain if is_under => Mark::Rail,
                mark => mark,
            };
            is_under |= line.mark == Mark::AheadStep;
        }
    }

    /// Whether no more lines are taken.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() >= LINES_AT_MOST
    }

    /// Adds lines.
    pub(super) fn push(&mut self, flow: Flow) {
        self.lines.extend(flow.lines);
    }

    /// Adds a text in lines of its own.
    pub(super) fn push_text(&mut self, text: &str, weight: Weight) {
        let mut flow = Flow::new(self.columns, 0);
        flow.put(0, text, weight, None);
        self.push(flow);
    }
}

/// A name that can be seen and chosen, whatever the record is called.
pub(super) fn named(name: String, id: u64) -> String {
    if name.trim().is_empty() { format!("#{id}") } else { name }
}

/// Pieces put one after another; what does not fit goes on in the next line, at the indent.
pub(super) struct Flow {
    columns: usize,
    indent: usize,
    /// The column behind the last piece.
    at: usize,
    pub(super) lines: Vec<DetailLine>,
}

impl Flow {
    pub(super) fn new(columns: usize, indent: usize) -> Flow {
        // One wide character fits, however narrow the place.
        Flow { columns: columns.max(indent + 2), indent, at: indent, lines: vec![DetailLine::default()] }
    }

    /// Puts a piece before the indent of the first line.
    pub(super) fn lead(&mut self, at: usize, text: &str, weight: Weight) {
        self.add(at, text, weight, None);
    }

    /// Begins the first line at a column of its own.
    pub(super) fn begin_at(&mut self, at: usize) {
        self.at = at;
    }

    /// Puts a piece, `gap` columns behind the one before it on the line.
    pub(super) fn put(&mut self, gap: usize, text: &str, weight: Weight, reference: Option<usize>) {
        self.keep_together(gap, width::columns(text), reference.is_some());
        self.wrap(text, weight, reference);
    }

    /// Puts a label and a value behind it.
    pub(super) fn put_labelled(&mut self, gap: usize, label: &str, words: &[Word]) {
        let first = words.first().map_or(0, |word| width::columns(&word.text)).min(UNBROKEN);
        let label_columns = width::columns(label);
        self.keep_together(gap, label_columns + 1 + first, true);
        self.wrap(label, Weight::Label, None);
        self.put_words(1, words);
    }

    /// Puts words, the first `gap` columns behind what stands there.
    pub(super) fn put_words(&mut self, gap: usize, words: &[Word]) {
        for (index, word) in words.iter().enumerate() {
            self.put(if index == 0 { gap } else { 2 }, &word.text, Weight::Text, word.reference);
        }
    }

    /// Cuts the flow off behind so many lines and says that there was more.
    pub(super) fn shorten(&mut self, most: usize) {
        if self.lines.len() <= most {
            return;
        }
        self.lines.truncate(most);
        if let Some(piece) = self.lines.last_mut().and_then(|line| line.pieces.last_mut()) {
            let room = self.columns.saturating_sub(piece.at);
            piece.text = width::cut_short(&format!("{}{ELLIPSIS}", piece.text), room);
        }
    }

    /// Marks the first line and those after it.
    pub(super) fn mark(&mut self, first: Mark, rest: Mark) {
        for (index, line) in self.lines.iter_mut().enumerate() {
            line.mark = if index == 0 { first } else { rest };
        }
    }

    /// Goes on in a new line if what comes does not fit on this one and is not long enough to be broken.
    fn keep_together(&mut self, gap: usize, needed: usize, is_whole: bool) {
        if self.at == self.indent {
            return;
        }
        let fits = self.at + gap + needed <= self.columns;
        if fits || !(is_whole || needed <= UNBROKEN) {
            self.at += gap;
        } else {
            self.new_line();
        }
    }

    fn wrap(&mut self, text: &str, weight: Weight, reference: Option<usize>) {
        if self.at >= self.columns {
            self.new_line();
        }
        // The first line is shorter by what stands on it already: as many blanks stand for that.
        let taken = self.at - self.indent;
        let padded = " ".repeat(taken) + text;
        for (index, range) in width::wrap(&padded, self.columns - self.indent).into_iter().enumerate() {
            if index > 0 {
                self.new_line();
            }
            let part = if index == 0 { padded.get(taken..range.end).unwrap_or("") } else { &padded[range] };
            self.add(self.at, part, weight, reference);
            self.at += width::columns(part);
        }
    }

    fn add(&mut self, at: usize, text: &str, weight: Weight, reference: Option<usize>) {
        if let Some(line) = self.lines.last_mut().filter(|_| !text.is_empty()) {
            line.pieces.push(Piece { at, text: text.to_owned(), weight, reference });
        }
    }

    fn new_line(&mut self) {
        self.lines.push(DetailLine::default());
        self.at = self.indent;
    }
}
