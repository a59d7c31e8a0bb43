//! Earlier issues that look like the one being entered, and the category such issues were filed under.
//!
//! One bounded scan of index list 8 answers: the marks of a title stand in the key, and no record is read but those that are
//! shown or whose category counts.

use std::ops::Bound;

use super::books::Books;
use super::codec;
use super::db::Tree;
use super::index;
use super::journal;
use super::reader::{Direction, ReadError, Reader};
use crate::model::alike::{self, Alike, Asked, Categories, Survey};
use crate::model::{Entry, Kind, Record};

#[cfg(test)]
mod measured;
#[cfg(test)]
mod tests;

/// Issues looked at, the newest first: some years of a busy desk. Older ones are not found, so that the cost has a bound.
const LOOKED_AT_MOST: usize = 20_000;
/// Rows read at a time, and so between two questions whether to go on.
const CHUNK: usize = 256;

impl Reader {
    /// The issues that look like what is typed, and the categories to offer; nothing where too little is typed. `go_on` is
    /// asked every few hundred rows; `None` when it says no.
    ///
    /// `titles` are those of the question before, read anew where something was saved since.
    pub fn alike(
        &self,
        asked: &Asked,
        titles: &mut Titles,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Option<Alike>, ReadError> {
        if !asked.is_enough() {
            return Ok(Some(Alike::default()));
        }
        let books = self.books();
        if !titles.are_current(&books)? {
            let Some(read) = Titles::read(&books, LOOKED_AT_MOST, go_on)? else { return Ok(None) };
            *titles = read;
        }
        let ranking = titles.survey(asked).ranking();
        let mut voters = Vec::new();
        for (id, likeness) in ranking.voters {
            voters.extend(issue(&books, id)?.map(|entry| (entry, likeness)));
        }
        let votes = voters.iter().filter_map(|(entry, likeness)| match &entry.record {
            Record::Issue(issue) => Some((issue.category.as_str(), *likeness)),
            _ => None,
        });
        let Categories { ranked, is_clear } = alike::categories(votes);
        let categories = Categories { ranked: ranked.into_iter().map(str::to_owned).collect(), is_clear };
        let mut issues = Vec::new();
        for id in ranking.shown {
            let read = voters.iter().map(|(entry, _)| entry).find(|entry| entry.id == id).cloned();
            issues.extend(if read.is_some() { read } else { issue(&books, id)? });
        }
        Ok(Some(Alike { issues, categories }))
    }
}

/// The titles of the newest issues, as the index has them. Kept between two questions: while a title is typed nothing is saved,
/// and a key must not cost a scan of the index. About 50 bytes an issue.
#[derive(Default)]
pub struct Titles {
    /// The journal line up to which they stand there; none before the first question.
    as_of: Option<journal::Mark>,
    /// Id, village, and where the marks end, the newest first.
    rows: Vec<(u64, u32, usize)>,
    marks: Vec<alike::Mark>,
}

impl Titles {
    /// Reads up to `most` titles; `None` if told to stop.
    fn read(books: &Books, most: usize, go_on: &dyn Fn() -> bool) -> Result<Option<Titles>, ReadError> {
        let mut titles = Titles { as_of: books.applied()?, ..Titles::default() };
        let prefix = index::ALIKE_PREFIX;
        let end = codec::after_prefix(&prefix);
        let high = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let mut after = None;
        let mut left = most;
        loop {
            if !go_on() {
                return Ok(None);
            }
            let low = after.as_deref().map_or(Bound::Included(&prefix[..]), Bound::Excluded);
            let chunk = books.db().range(Tree::Index, (low, high), Direction::Forward, left.min(CHUNK))?;
            for (row, _) in &chunk {
                // A bent row is for the check to find; what is typed must not wait for it.
                if let (Some((org, id)), Some((village, marks))) = (index::record_of_row(row), index::marks_of_row(row))
                    && org == books.org()
                {
                    titles.marks.extend(marks);
                    titles.rows.push((id, village, titles.marks.len()));
                }
            }
            left = left.saturating_sub(chunk.len());
            match chunk.into_iter().last() {
                Some((last, _)) if left > 0 => after = Some(last),
                _ => return Ok(Some(titles)),
            }
        }
    }

    /// Whether nothing was saved since they were read.
    fn are_current(&self, books: &Books) -> Result<bool, ReadError> {
        Ok(self.as_of.is_some() && self.as_of == books.applied()?)
    }

    /// Holds them against what is typed.
    fn survey(&self, asked: &Asked) -> Survey {
        let mut survey = Survey::new(asked);
        let mut begin = 0;
        for (id, village, end) in &self.rows {
            survey.look(*id, *village, self.marks[begin..*end].iter().copied());
            begin = *end;
        }
        survey
    }
}

/// The issue of a row; `None` where it was voided since.
fn issue(books: &Books, id: u64) -> Result<Option<Entry>, ReadError> {
    let kind = Kind::Issue;
    let entry = books.entry(kind, books.org(), id)?.ok_or(ReadError::Dangling { kind, id })?;
    Ok(Some(entry).filter(Entry::is_live))
}
