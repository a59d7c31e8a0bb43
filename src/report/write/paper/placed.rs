//! Where the cells of a table stand, when some reach over several columns and rows.

use crate::report::paper::{Grid, GridCell};

/// The most columns of a table; a frozen paper from elsewhere may say anything.
const MOST_COLUMNS: usize = 200;

/// What stands at a place of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot<'a> {
    /// A cell.
    Cell {
        /// The cell.
        cell: &'a GridCell,
        /// Its first column, from 0.
        column: usize,
        /// How many columns it takes.
        columns: usize,
        /// How many rows it takes, within the table.
        rows: usize,
    },
    /// A cell of a row above, reaching down.
    Below {
        /// Its first column, from 0.
        column: usize,
        /// How many columns it takes.
        columns: usize,
    },
    /// Columns that the row has no cell for.
    Free {
        /// The first of them, from 0.
        column: usize,
        /// How many.
        columns: usize,
    },
}

/// A table's cells with their places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Places<'a> {
    /// How many columns the table has.
    pub(super) columns: usize,
    /// Its rows from the top, each from left to right without gaps.
    pub(super) rows: Vec<Vec<Slot<'a>>>,
}

impl<'a> Places<'a> {
    /// Places the cells of a table: no text is lost and no place taken twice, whatever the spans say.
    pub(super) fn of(grid: &'a Grid) -> Places<'a> {
        // For each column how many further rows the cell that begins there reaches down, and over how many columns.
        let mut down: Vec<(usize, usize)> = Vec::new();
        let mut rows: Vec<Vec<Slot<'a>>> = Vec::with_capacity(grid.rows.len());
        for (number, row) in grid.rows.iter().enumerate() {
            let mut slots = Vec::with_capacity(row.cells.len());
            let mut cells = row.cells.iter().peekable();
            let mut column = 0;
            while column < down.len() || cells.peek().is_some() {
                if let Some((left, columns)) = down.get_mut(column).filter(|(left, _)| *left > 0) {
                    *left -= 1;
                    slots.push(Slot::Below { column, columns: *columns });
                    column += *columns;
                    continue;
                }
                let free = down.iter().skip(column).position(|(left, _)| *left > 0);
                let Some(cell) = cells.next() else {
                    let columns = free.unwrap_or(down.len() - column);
                    slots.push(Slot::Free { column, columns });
                    column += columns;
                    continue;
                };
                let room = free.unwrap_or(MOST_COLUMNS.saturating_sub(column));
                let columns = usize::from(cell.columns).clamp(1, room.max(1));
                let reach = usize::from(cell.rows).clamp(1, grid.rows.len() - number);
                if down.len() < column + columns {
                    down.resize(column + columns, (0, 1));
                }
                if let Some(place) = down.get_mut(column) {
                    *place = (reach - 1, columns);
                }
                slots.push(Slot::Cell { cell, column, columns, rows: reach });
                column += columns;
            }
            rows.push(slots);
        }
        let columns = down.len().max(grid.widths.len().min(MOST_COLUMNS)).max(1);
        for slots in &mut rows {
            let end = slots.iter().map(|slot| slot.end()).max().unwrap_or(0);
            if end < columns {
                slots.push(Slot::Free { column: end, columns: columns - end });
            }
        }
        Places { columns, rows }
    }
}

impl Slot<'_> {
    /// The column after it.
    fn end(&self) -> usize {
        match self {
            Slot::Cell { column, columns, .. } | Slot::Below { column, columns } | Slot::Free { column, columns } => {
                column + columns
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::report::paper::GridRow;
    use proptest::prelude::*;

    fn grid(columns: usize, rows: Vec<Vec<(u16, u16)>>) -> Grid {
        let cells = |row: Vec<(u16, u16)>| row.into_iter().map(|(c, r)| GridCell::text("x").over(c).down(r)).collect();
        Grid {
            caption: None,
            widths: vec![1; columns],
            headings: 0,
            rows: rows.into_iter().map(|row| GridRow::of(cells(row))).collect(),
        }
    }

    #[test]
    fn cells_stand_beside_what_reaches_down() {
        let grid = grid(4, vec![vec![(1, 2), (3, 1)], vec![(1, 1), (2, 1)]]);
        let places = Places::of(&grid);
        assert_eq!(places.columns, 4);
        let starts = |row: usize| places.rows[row].iter().map(|slot| (slot.end(), matches!(slot, Slot::Below { .. })));
        assert_eq!(starts(0).collect::<Vec<_>>(), [(1, false), (4, false)]);
        assert_eq!(starts(1).collect::<Vec<_>>(), [(1, true), (2, false), (4, false)]);
    }

    proptest! {
        #[test]
        fn every_cell_has_a_place_of_its_own(
            columns in 0_usize..5,
            rows in proptest::collection::vec(proptest::collection::vec((0_u16..9, 0_u16..5), 0..6), 0..6),
        ) {
            let grid = grid(columns, rows);
            let places = Places::of(&grid);
            let cells: usize = grid.rows.iter().map(|row| row.cells.len()).sum();
            let placed = places.rows.iter().flatten().filter(|slot| matches!(slot, Slot::Cell { .. })).count();
            prop_assert_eq!(cells, placed);
            for slots in &places.rows {
                let mut next = 0;
                for slot in slots {
                    let (Slot::Cell { column, columns, .. }
                    | Slot::Below { column, columns }
                    | Slot::Free { column, columns }) = slot;
                    prop_assert_eq!(*column, next);
                    prop_assert!(*columns > 0);
                    next += columns;
                }
                prop_assert_eq!(next, places.columns);
            }
        }
    }
}
