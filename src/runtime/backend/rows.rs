//! Brings what stands on a terminal to what shall stand there, row by row, in few bytes.

use std::collections::BTreeMap;

use super::pen::Pen;
use super::sheet::{Sheet, Spot};

/// Fewer changed rows than this are not worth a scroll.
const FEWEST_CHANGED: usize = 4;
/// So many rows at least must be found again in another place.
const FEWEST_MOVED: usize = 2;

/// A band of rows that moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Move {
    top: u16,
    /// The row after its last.
    bottom: u16,
    /// Rows it moved up, or down where negative.
    by: i32,
}

/// Writes the difference, with a scroll where that is shorter.
pub fn write(pen: &mut Pen, old: &Sheet, new: &Sheet) {
    let plainly = |pen: &mut Pen| write_rows(pen, old, new);
    let Some(Move { top, bottom, by }) = moved(old, new) else { return plainly(pen) };
    pen.shorter(plainly, |pen| {
        let mut scrolled = old.clone();
        scrolled.scroll(top, bottom, by);
        pen.scroll(top, bottom, by);
        write_rows(pen, &scrolled, new);
    });
}

fn write_rows(pen: &mut Pen, old: &Sheet, new: &Sheet) {
    for y in 0..new.size().height {
        let (old, new) = (old.row(y), new.row(y));
        if old != new {
            write_row(pen, y, old, new);
        }
    }
}

fn write_row(pen: &mut Pen, y: u16, old: &[Spot], new: &[Spot]) {
    let text_end = new.iter().rposition(|spot| !spot.is_blank()).map_or(0, |last| last + 1);
    let left_over = (text_end..new.len()).find(|&x| old[x] != new[x]);
    let whole = |pen: &mut Pen| write_columns(pen, y, old, new, new.len());
    let Some(left_over) = left_over.and_then(|x| u16::try_from(x).ok()) else { return whole(pen) };
    pen.shorter(whole, |pen| {
        write_columns(pen, y, old, new, text_end);
        pen.erase_from(left_over, y);
    });
}

/// Writes what changed before a column. Left to right, so that what a character covered in part is written after it.
fn write_columns(pen: &mut Pen, y: u16, old: &[Spot], new: &[Spot], end: usize) {
    for (x, (before, after)) in (0..).zip(old.iter().zip(new).take(end)) {
        if after.columns > 0 && before != after {
            pen.put(x, y, new);
        }
    }
}

/// The band of rows that were found again most often in another place.
fn moved(old: &Sheet, new: &Sheet) -> Option<Move> {
    let changed: Vec<u16> = (0..new.size().height).filter(|&y| old.row(y) != new.row(y)).collect();
    if changed.len() < FEWEST_CHANGED {
        return None;
    }
    let is_text = |y: &&u16| new.row(**y).iter().any(|spot| !spot.is_blank());
    // For each shift, the rows that are found again in their former place.
    let mut found: BTreeMap<i32, Vec<u16>> = BTreeMap::new();
    for &y in changed.iter().filter(is_text) {
        for &from in changed.iter().filter(|&&from| from != y && old.row(from) == new.row(y)) {
            found.entry(i32::from(from) - i32::from(y)).or_default().push(y);
        }
    }
    let (by, rows) = found.into_iter().max_by_key(|(_, rows)| rows.len())?;
    let (first, last) = (*rows.first()?, *rows.last().filter(|_| rows.len() >= FEWEST_MOVED)?);
    let reach = u16::try_from(by.unsigned_abs()).unwrap_or(u16::MAX);
    // The band holds where the rows stood and where they stand; one more row where that came along with small changes.
    let came_along = |from: u16, to: u16| is_alike(old.row(from), new.row(to));
    let (top, bottom) = if by > 0 {
        let bottom = last + reach + 1;
        (first, bottom + u16::from(came_along(bottom, last + 1)))
    } else {
        let top = first - reach;
        (top - u16::from(top.checked_sub(1).is_some_and(|above| came_along(above, first - 1))), last + 1)
    };
    Some(Move { top, bottom, by })
}

/// Whether more than half of two rows is the same.
fn is_alike(one: &[Spot], other: &[Spot]) -> bool {
    one.iter().zip(other).filter(|(one, other)| one == other).count() * 2 > other.len()
}
