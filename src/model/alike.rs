//! What looks like the issue being entered: titles compared by pairs of characters; pure.
//!
//! A title is reduced to its [`marks`], each a pair of neighbouring characters squeezed into 16 bits, so that an index can
//! hold them without holding text. A [`Survey`] is shown the marks of earlier titles, newest first, and ranks them: a mark
//! that few titles have says more than one that many have, and a title counts by how much of either side is shared, because
//! what is typed is often only the beginning.

use crate::model::order::Order as _;
use crate::text::clean;
use crate::text::zh::model::check as zh;

use super::entry::Entry;

#[cfg(test)]
mod tests;

/// A pair of neighbouring characters. Different pairs may have the same mark.
pub type Mark = u16;

/// Most marks of one title. A longer title keeps its smallest, which is the same choice in every title.
pub const MOST_MARKS: usize = 24;
/// Most issues shown.
pub const MOST_SHOWN: usize = 5;
/// Most categories offered first.
pub const MOST_CATEGORIES: usize = 3;
/// Issues whose categories are counted.
const VOTERS: usize = 10;
/// Pairs a title must have to be looked for: fewer are in too many others.
const FEWEST_MARKS: usize = 2;

// Chosen with some 600 real messages (`store::alike::measured` prints what comes of them), those of the vote with half of them.

/// The least likeness shown of an issue of the same village.
const LIKE_HERE: f64 = 0.2;
/// The least likeness shown where one of the two names no village.
const LIKE_ANYWHERE: f64 = 0.3;
/// The part of all votes that makes a clear winner.
const CLEAR_PART: f64 = 0.6;
/// The least votes of a winner: two issues that share a tenth each, or one that shares more.
const FEWEST_VOTES: f64 = 0.025;

/// What is being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The title as far as it goes.
    pub title: String,
    /// The village or community, empty for none.
    pub village: String,
    /// The issue being edited, which is like itself.
    pub except: Option<u64>,
}

impl Asked {
    /// Whether there is enough of a title to look.
    pub fn is_enough(&self) -> bool {
        marks(&self.title, &self.village).len() >= FEWEST_MARKS
    }
}

/// What looks like it.
#[derive(Clone, Debug, Default)]
pub struct Alike {
    /// At most [`MOST_SHOWN`] issues of the same village, or where one names none; the likest first.
    pub issues: Vec<Entry>,
    /// The categories the likest were filed under, in whatever village.
    pub categories: Categories<String>,
}

/// The marks of a title, sorted, each once, at most [`MOST_MARKS`]. Only letters, digits and Chinese characters pair; case
/// and width do not count, and neither does the name of the issue's own village, which is compared by itself.
pub fn marks(title: &str, village: &str) -> Vec<Mark> {
    let (title, village) = (folded(title), folded(village));
    let without = if village.chars().count() > 1 { title.replace(&village, " ") } else { title };
    let mut marks = Vec::new();
    for word in without.split(|c: char| !c.is_alphanumeric()) {
        marks.extend(word.chars().zip(word.chars().skip(1)).map(|(first, second)| mark(first, second)));
    }
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(MOST_MARKS);
    marks
}

/// What stands for a village in an index: the same for the same name, 0 for none.
pub fn village_mark(village: &str) -> u32 {
    let village = clean::collapse(village);
    // 清水塘 and 清水塘村 are one place.
    let village = zh::PLACE_SUFFIXES.iter().find_map(|suffix| village.strip_suffix(suffix)).unwrap_or(&village);
    if village.is_empty() {
        return 0;
    }
    // FNV-1a.
    let hash = village.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    mixed(hash).max(1)
}

fn folded(text: &str) -> String {
    clean::fold(text).to_lowercase()
}

fn mark(first: char, second: char) -> Mark {
    let hash = mixed(u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second));
    // The upper half of a number shifted down fits.
    u16::try_from(hash >> 16).unwrap_or(Mark::MAX)
}

/// Spreads a number over all bits, so that any part of it may serve (the end of MurmurHash3). Never to be changed without
/// a new schema of the store: indexes hold what comes of it.
fn mixed(number: u32) -> u32 {
    let number = (number ^ (number >> 16)).wrapping_mul(0x85EB_CA6B);
    let number = (number ^ (number >> 13)).wrapping_mul(0xC2B2_AE35);
    number ^ (number >> 16)
}

/// Earlier titles held against the one that is typed.
pub struct Survey {
    marks: Vec<Mark>,
    village: u32,
    except: Option<u64>,
    /// How many titles have each of the marks.
    counts: Vec<u32>,
    looked_at: u32,
    seen: Vec<Seen>,
}

/// An earlier title that shares something.
struct Seen {
    id: u64,
    place: Place,
    /// The marks shared, by their place among those typed.
    shared: u32,
    /// Marks it has besides.
    others: u8,
    /// How many of the marks typed, which are sorted, it would show if it had them: all, but where it was too long to keep
    /// all its own.
    reach: usize,
}

/// Where an earlier issue is from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Here,
    Unknown,
    Elsewhere,
}

/// What a survey comes to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ranking {
    /// The issues to show, the likest first, the newest first among equals.
    pub shown: Vec<u64>,
    /// The likest of all, with their likeness from 0 to 1.
    pub voters: Vec<(u64, f64)>,
}

impl Survey {
    /// Begins with nothing seen.
    pub fn new(asked: &Asked) -> Survey {
        let marks = marks(&asked.title, &asked.village);
        let counts = vec![0; marks.len()];
        let village = village_mark(&asked.village);
        Survey { marks, village, except: asked.except, counts, looked_at: 0, seen: Vec::new() }
    }

    /// Looks at the title of an earlier issue.
    pub fn look(&mut self, id: u64, village: u32, marks: impl Iterator<Item = Mark>) {
        if self.except == Some(id) {
            return;
        }
        self.looked_at = self.looked_at.saturating_add(1);
        let end = full_end(self.marks.len(), self.marks.last());
        let (mut shared, mut others, mut length, mut last) = (0_u32, 0_u8, 0, None);
        for mark in marks {
            (length, last) = (length + 1, last.max(Some(mark)));
            match self.marks.binary_search(&mark) {
                // A place is below MOST_MARKS, fewer than there are bits.
                Ok(place) => shared |= 1 << place,
                Err(_) if mark <= end => others = others.saturating_add(1),
                Err(_) => {}
            }
        }
        if shared == 0 {
            return;
        }
        for place in places(shared) {
            if let Some(count) = self.counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        let end = full_end(length, last.as_ref());
        let reach = self.marks.partition_point(|mark| *mark <= end);
        let place = match village {
            _ if village == 0 || self.village == 0 => Place::Unknown,
            _ if village == self.village => Place::Here,
            _ => Place::Elsewhere,
        };
        self.seen.push(Seen { id, place, shared, others, reach });
    }

    /// Ranks what was seen.
    pub fn ranking(&self) -> Ranking {
        let weights: Vec<f64> = self.counts.iter().map(|count| weight(*count, self.looked_at)).collect();
        let mut likest: Vec<(f64, &Seen)> = self.seen.iter().map(|seen| (likeness(seen, &weights), seen)).collect();
        likest.sort_unstable_by(|(one, a), (other, b)| other.total_cmp(one).then(b.id.cmp(&a.id)));
        let is_shown = |likeness: f64, place: Place| match place {
            Place::Here => likeness >= LIKE_HERE,
            Place::Unknown => likeness >= LIKE_ANYWHERE,
            Place::Elsewhere => false,
        };
        let shown = likest.iter().filter(|(likeness, seen)| is_shown(*likeness, seen.place));
        Ranking {
            shown: shown.take(MOST_SHOWN).map(|(_, seen)| seen.id).collect(),
            voters: likest.iter().take(VOTERS).map(|(likeness, seen)| (seen.id, *likeness)).collect(),
        }
    }
}

/// The largest mark that marks as many as these can tell of: behind the last of a full set others were left out.
fn full_end(length: usize, last: Option<&Mark>) -> Mark {
    last.copied().filter(|_| length >= MOST_MARKS).unwrap_or(Mark::MAX)
}

/// The places of the bits that are set.
fn places(bits: u32) -> impl Iterator<Item = usize> {
    (0..MOST_MARKS).filter(move |place| bits >> place & 1 == 1)
}

/// What a mark says that so many of all titles have. One that none has says no more than one that a single title has: on a
/// young desk most are of that kind.
fn weight(count: u32, all: u32) -> f64 {
    (f64::from(all) / f64::from(count.max(1))).ln_1p()
}

/// The part of what was typed that is shared and the part of the earlier title that is, as their geometric mean. Marks of
/// the earlier title that were not typed were not counted; each is taken to say as much as those typed do on the average.
fn likeness(seen: &Seen, weights: &[f64]) -> f64 {
    let typed: f64 = weights.iter().take(seen.reach).sum();
    let shared: f64 = places(seen.shared).filter_map(|place| weights.get(place)).sum();
    // At most MOST_MARKS.
    let reach = f64::from(u8::try_from(seen.reach).unwrap_or(u8::MAX));
    let earlier = shared + f64::from(seen.others) * typed / reach;
    if typed > 0.0 && earlier > 0.0 { (shared / (typed * earlier).sqrt()).min(1.0) } else { 0.0 }
}

/// The categories the likest issues were filed under.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Categories<T> {
    /// At most [`MOST_CATEGORIES`], the one with most votes first.
    pub ranked: Vec<T>,
    /// Whether the first wins clearly, so that it can be named alone.
    pub is_clear: bool,
}

impl<T> Categories<T> {
    /// The one that wins clearly.
    pub fn clear(&self) -> Option<&T> {
        self.ranked.first().filter(|_| self.is_clear)
    }
}

/// Ranks the categories by votes. A vote is the square of an issue's likeness; an empty category has none. Among equals the
/// one of the likest issue comes first.
pub fn categories<'a>(voters: impl Iterator<Item = (&'a str, f64)>) -> Categories<&'a str> {
    let mut votes: Vec<(&str, f64)> = Vec::new();
    for (category, likeness) in voters.filter(|(category, likeness)| !category.is_empty() && *likeness > 0.0) {
        match votes.iter_mut().find(|(other, _)| *other == category) {
            Some((_, sum)) => *sum += likeness * likeness,
            None => votes.push((category, likeness * likeness)),
        }
    }
    let all: f64 = votes.iter().map(|(_, sum)| sum).sum();
    votes.order_by(|(_, one), (_, other)| other.total_cmp(one));
    let is_clear = votes.first().is_some_and(|(_, most)| *most >= FEWEST_VOTES && *most >= all * CLEAR_PART);
    Categories { ranked: votes.into_iter().take(MOST_CATEGORIES).map(|(category, _)| category).collect(), is_clear }
}
