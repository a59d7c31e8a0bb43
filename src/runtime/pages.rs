//! Reads what lists, 今日 and details ask for; every reading is bounded.

use crate::app::detail::{LINKS_AT_MOST, Links};
use crate::app::list::{PageRequest, Seek};
use crate::app::today::{DUE_READ, Gathered, RECEPTIONS_READ, REPLIED_READ};
use crate::model::issue::Stage;
use crate::model::{Date, Entry, Kind};
use crate::store::reader::{Direction, List, Position, ReadError, Reader, Row};

/// The books whose totals 今日 shows.
const BOOKS: [Kind; 4] = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Deputy];

/// The rows a list wishes for, in list order.
pub fn rows(reader: &Reader, request: &PageRequest) -> Result<Vec<Row>, ReadError> {
    let (list, count) = (request.list, request.count);
    match &request.seek {
        Seek::First => reader.page(list, None, Direction::Forward, count),
        Seek::Last => reader.page(list, None, Direction::Backward, count),
        Seek::After(from, _) => reader.page(list, Some(from), Direction::Forward, count),
        Seek::Before(from, _) => reader.page(list, Some(from), Direction::Backward, count),
        Seek::Around { kind, id, fallback, above } => {
            let entry = reader.entry(*kind, *id)?;
            let found = entry.and_then(|entry| {
                let position = reader.position_of(list, &entry)?;
                Some(Row { position, entry })
            });
            around(reader, list, found, fallback.as_ref(), *above, count)
        }
    }
}

/// Rows around a row; around the place where it stood if the list does not hold it any more.
fn around(
    reader: &Reader,
    list: List,
    found: Option<Row>,
    fallback: Option<&Position>,
    above: usize,
    count: usize,
) -> Result<Vec<Row>, ReadError> {
    let Some(centre) = found.as_ref().map(|row| row.position.clone()).or_else(|| fallback.cloned()) else {
        return reader.page(list, None, Direction::Forward, count);
    };
    let mut rows = reader.page(list, Some(&centre), Direction::Backward, above)?;
    rows.extend(found);
    let below = reader.page(list, Some(&centre), Direction::Forward, count.saturating_sub(rows.len()))?;
    rows.extend(below);
    // Near the end of the list there is room above for more.
    if let (Some(first), missing @ 1..) = (rows.first(), count.saturating_sub(rows.len())) {
        let mut more = reader.page(list, Some(&first.position.clone()), Direction::Backward, missing)?;
        more.append(&mut rows);
        rows = more;
    }
    Ok(rows)
}

/// How many records a list holds, where that is kept.
pub fn total(reader: &Reader, list: List) -> Option<u64> {
    match list {
        List::All(kind) => Some(reader.total(kind)),
        List::Stage(stage) => Some(reader.stage_total(stage)),
        List::Due => Some(reader.stage_total(Stage::Assigned) + reader.stage_total(Stage::Tracking)),
        List::Promised => Some(reader.promised_total()),
        List::Dissatisfied => Some(reader.dissatisfied_total()),
        List::From(..) | List::Deputy(..) | List::Voided(_) | List::Naming(..) => None,
    }
}

/// The first records of each list.
pub fn links(reader: &Reader, lists: &[List]) -> Result<Vec<Links>, ReadError> {
    let read = |list: &List| {
        let mut entries = entries(reader, *list, LINKS_AT_MOST + 1)?;
        let more = entries.len() > LINKS_AT_MOST;
        entries.truncate(LINKS_AT_MOST);
        Ok(Links { list: *list, entries, more })
    };
    lists.iter().map(read).collect()
}

/// What 今日 shows.
pub fn gather(reader: &Reader, today: Date) -> Result<Gathered, ReadError> {
    Ok(Gathered {
        receptions: entries(reader, List::All(Kind::Reception), RECEPTIONS_READ)?,
        due: entries(reader, List::Due, DUE_READ)?,
        coming: reader.due_from(today, DUE_READ)?,
        replied: entries(reader, List::Stage(Stage::Replied), REPLIED_READ)?,
        totals: BOOKS.map(|kind| (kind, reader.total(kind))).to_vec(),
        registered: reader.stage_total(Stage::Registered),
        replied_total: reader.stage_total(Stage::Replied),
    })
}

/// At most `count` records of a list, from its beginning.
pub fn of_list(reader: &Reader, list: List, count: usize) -> Result<Vec<Entry>, ReadError> {
    entries(reader, list, count)
}

fn entries(reader: &Reader, list: List, count: usize) -> Result<Vec<Entry>, ReadError> {
    let rows = reader.page(list, None, Direction::Forward, count)?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}
