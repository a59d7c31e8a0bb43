//! A bit-parallel matcher: the set of all partial matches is one integer, moved on by each character.
//!
//! Bit `i` of a state says that the first `i` characters of the pattern are matched by what was
//! read last. A character moves a bit on by one where it stands in the pattern itself, by one where
//! the pattern has the first letter of one of its readings (by two for zh, ch and sh), and by the length of a reading where the
//! pattern spells it out. So every way to read a text is followed at once and none twice.

use super::readings::Readings;
use crate::text::clean::ascii_form;

/// Longest pattern in characters: one bit for each, and one for the end.
pub const MAX_PATTERN: usize = 63;

/// Letters of the longest syllable, as in `zhuang`.
const MAX_SYLLABLE: usize = 6;

/// Initials that may be typed with both letters or with the first alone.
const TWO_LETTER_INITIALS: [&str; 3] = ["zh", "ch", "sh"];

/// Where in a text a pattern must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// From its first to its last character.
    Whole,
    /// At its beginning.
    Start,
    /// At any place.
    Anywhere,
}

/// What the letters of a pattern may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Only themselves.
    AsWritten,
    /// Themselves and the readings of Chinese characters.
    Pinyin,
}

/// A pattern made ready.
#[derive(Debug, Clone)]
pub struct Automaton {
    /// The bit that says the whole pattern is matched.
    accept: u64,
    /// For each ASCII character the positions at which the pattern has it.
    ascii: [u64; 128],
    /// The same for other characters.
    others: Vec<(char, u64)>,
    /// For each class of readings what it does to a state, as an index into `moves`.
    move_of_class: Vec<u16>,
    /// The distinct moves; the first does nothing.
    moves: Vec<Move>,
    readings: &'static Readings,
}

/// What the readings of a character do to a state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Move {
    /// Positions from which anything below applies.
    any: u64,
    /// Positions at which a reading uses up one letter, two letters, and so on.
    by_letters: [u64; MAX_SYLLABLE],
    /// Positions from which the rest of the pattern is the beginning of a reading.
    ends: u64,
}

impl Automaton {
    /// Prepares `pattern`, leaving out separators and what passes [`MAX_PATTERN`].
    pub fn new(pattern: &str) -> Automaton {
        let pattern: Vec<char> = pattern.chars().filter(|c| !is_separator(*c)).map(folded).take(MAX_PATTERN).collect();
        let mut ascii = [0; 128];
        let mut others: Vec<(char, u64)> = Vec::new();
        for (at, c) in pattern.iter().enumerate() {
            let bit = 1 << at;
            if let Some(positions) = ascii.get_mut(code(*c)) {
                *positions |= bit;
            } else if let Some((_, positions)) = others.iter_mut().find(|(other, _)| other == c) {
                *positions |= bit;
            } else {
                others.push((*c, bit));
            }
        }
        let readings = Readings::get();
        let (moves, move_of_class) = moves(&pattern, readings);
        Automaton { accept: 1 << pattern.len(), ascii, others, move_of_class, moves, readings }
    }

    /// Says whether the pattern stands at `place` in `text`. Separators in the text are passed over.
    pub fn finds(&self, text: &str, place: Place, script: Script) -> bool {
        let mut state = 1;
        for c in text.chars().filter(|c| !is_separator(*c)) {
            let next = self.step(state, c, script);
            match place {
                Place::Whole | Place::Start if next == 0 => return false,
                Place::Start | Place::Anywhere if next & self.accept != 0 => return true,
                Place::Whole | Place::Start => state = next,
                Place::Anywhere => state = next | 1,
            }
        }
        state & self.accept != 0
    }

    fn step(&self, state: u64, c: char, script: Script) -> u64 {
        let c = folded(c);
        if let Some(positions) = self.ascii.get(code(c)) {
            return (state & positions) << 1;
        }
        let written = self.others.iter().find(|(other, _)| *other == c);
        let next = written.map_or(0, |(_, positions)| (state & positions) << 1);
        if script == Script::AsWritten {
            return next;
        }
        let by_reading = self
            .move_of_class
            .get(self.readings.class(c))
            .and_then(|index| self.moves.get(usize::from(*index)))
            .map_or(0, |step| step.apply(state, self.accept));
        next | by_reading
    }
}

impl Move {
    fn apply(&self, state: u64, accept: u64) -> u64 {
        if state & self.any == 0 {
            return 0;
        }
        let mut next = if state & self.ends == 0 { 0 } else { accept };
        for (positions, letters) in self.by_letters.iter().zip(1..) {
            next |= (state & positions) << letters;
        }
        next
    }
}

/// Says whether `c` only separates syllables or words.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '\u{2019}')
}

/// Reduces `c` to the one form in which patterns and texts are compared.
fn folded(c: char) -> char {
    match ascii_form(c) {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        'ü' | 'Ü' => 'v',
        c @ '\u{2E80}'..'\u{10000}' => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn code(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(usize::MAX)
}

/// Works out what each class of readings does to a state of `pattern`.
fn moves(pattern: &[char], readings: &Readings) -> (Vec<Move>, Vec<u16>) {
    let of_syllable: Vec<Move> =
        readings.syllables.iter().map(|syllable| move_of_syllable(pattern, syllable)).collect();
    let mut moves = vec![Move::default()];
    let move_of_class = readings
        .classes
        .iter()
        .map(|syllables| {
            let mut combined = Move::default();
            for step in syllables.iter().filter_map(|id| of_syllable.get(*id)) {
                combined.join(step);
            }
            let known = moves.iter().position(|step| *step == combined);
            let index = known.unwrap_or_else(|| {
                moves.push(combined);
                moves.len() - 1
            });
            // At most one move for each class, of which there are fewer than 65,536.
            u16::try_from(index).unwrap_or(0)
        })
        .collect();
    (moves, move_of_class)
}

fn move_of_syllable(pattern: &[char], syllable: &str) -> Move {
    let initial = if TWO_LETTER_INITIALS.iter().any(|two| syllable.starts_with(two)) { 2 } else { 1 };
    let mut step = Move::default();
    for at in 0..pattern.len() {
        let rest = &pattern[at..];
        let agreeing = syllable.chars().zip(rest).take_while(|(a, b)| a == *b).count();
        for letters in [1, initial, syllable.len()] {
            if letters <= agreeing
                && let Some(positions) = step.by_letters.get_mut(letters - 1)
            {
                *positions |= 1 << at;
            }
        }
        if agreeing == rest.len() {
            step.ends |= 1 << at;
        }
        if agreeing > 0 {
            step.any |= 1 << at;
        }
    }
    step
}

impl Move {
    fn join(&mut self, other: &Move) {
        self.any |= other.any;
        self.ends |= other.ends;
        for (mine, others) in self.by_letters.iter_mut().zip(other.by_letters) {
            *mine |= others;
        }
    }
}
