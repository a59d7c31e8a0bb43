//! How the frame divides the screen: numbers only, so that a list knows how many rows it shows before it is drawn.

/// The least screen the frame fits on.
pub const LEAST: Size = Size { columns: 60, rows: 20 };
/// From here on the detail stands beside the list.
const BESIDE_FROM: u16 = 120;
/// Below this the detail is left out.
const DETAIL_FROM: Size = Size { columns: 80, rows: 24 };
/// Header, tabs and caption above; rule, message and hints below.
const ABOVE: u16 = 3;
const BELOW: u16 = 3;
/// The rows of what is said of the selected figure; a rule stands above them.
pub const FIGURE_FOOT: u16 = 3;
/// The row of column titles above a list.
const TITLES: u16 = 1;

/// The rows above a list that say how the desk stands with others.
const HEAD: u16 = 3;

/// A size in display columns and rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Display columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A part of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// First column, from 0.
    pub x: u16,
    /// First row, from 0.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Where the parts of the frame stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Everything between the caption and the lower rule.
    pub middle: Area,
    /// Everything below the caption: a form has its own message line and hints.
    pub form: Area,
    /// What stands above the list, where there is something.
    pub head: Option<Area>,
    /// The list with its column titles.
    pub list: Area,
    /// The detail of the selected row, where there is room for it.
    pub detail: Option<Area>,
    /// Whether the detail stands beside the list.
    pub beside: bool,
}

impl Size {
    /// Whether the frame fits.
    pub fn is_enough(self) -> bool {
        self.columns >= LEAST.columns && self.rows >= LEAST.rows
    }
}

impl Layout {
    /// Divides a screen. Nothing overlaps and nothing passes the edge, at any size.
    pub fn of(size: Size) -> Layout {
        let height = size.rows.saturating_sub(ABOVE + BELOW);
        let middle = Area { x: 0, y: ABOVE.min(size.rows), width: size.columns, height };
        let form = Area { height: size.rows.saturating_sub(ABOVE), ..middle };
        if size.columns >= BESIDE_FROM {
            // Eleven twentieths; divided first so that no width overflows.
            let width = size.columns - size.columns / 20 * 9;
            let list = Area { width, ..middle };
            // One column for the rule between the two.
            let x = width + 1;
            let detail = Area { x, width: size.columns - x, ..middle };
            return Layout { middle, form, head: None, list, detail: Some(detail), beside: true };
        }
        if size.columns < DETAIL_FROM.columns || size.rows < DETAIL_FROM.rows {
            return Layout { middle, form, head: None, list: middle, detail: None, beside: false };
        }
        let below = height * 2 / 5;
        let list = Area { height: height - below - 1, ..middle };
        let detail = Area { y: list.y + list.height + 1, height: below, ..middle };
        Layout { middle, form, head: None, list, detail: Some(detail), beside: false }
    }

    /// The same with rows above the list that say how the desk stands with others.
    pub fn headed(self) -> Layout {
        let rows = HEAD.min(self.list.height);
        let below = |area: Area| Area { y: area.y + rows, height: area.height - rows, ..area };
        let detail = self.detail.map(|detail| if self.beside { below(detail) } else { detail });
        Layout { head: Some(Area { height: rows, ..self.middle }), list: below(self.list), detail, ..self }
    }

    /// How many records the list shows.
    pub fn list_rows(&self) -> usize {
        usize::from(self.list.height.saturating_sub(TITLES)).max(1)
    }

    /// How many rows of figures the middle shows between their titles and what is said of the selected one.
    pub fn figure_rows(&self) -> usize {
        usize::from(self.middle.height.saturating_sub(TITLES + FIGURE_FOOT + 1)).max(1)
    }

    /// How many settings the middle shows between their titles and the line of help.
    pub fn setting_rows(&self) -> usize {
        usize::from(self.middle.height.saturating_sub(TITLES + 1)).max(1)
    }

    /// The display columns a record over the whole middle is laid out in: all but one at either edge.
    pub fn record_columns(&self) -> usize {
        usize::from(self.middle.width.saturating_sub(2))
    }

    /// How many lines a record over the whole middle shows.
    pub fn middle_rows(&self) -> usize {
        usize::from(self.middle.height).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_on_the_screen_at_any_size() {
        for columns in [0, 1, 7, 59, 60, 79, 80, 119, 120, 300, u16::MAX] {
            for rows in [0, 1, 5, 6, 7, 19, 20, 23, 24, 60, 6000] {
                let layout = Layout::of(Size { columns, rows });
                for layout in [layout, layout.headed()] {
                    let areas = [Some(layout.middle), layout.head, Some(layout.list), layout.detail];
                    for area in areas.into_iter().flatten() {
                        assert!(area.x + area.width <= columns, "{columns}x{rows}: {area:?}");
                        assert!(area.y + area.height <= rows, "{columns}x{rows}: {area:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_detail_goes_before_the_list_does() {
        assert!(Layout::of(Size { columns: 60, rows: 20 }).detail.is_none());
        assert!(Layout::of(Size { columns: 80, rows: 23 }).detail.is_none());
        let usual = Layout::of(Size { columns: 80, rows: 24 });
        assert_eq!(usual.list_rows(), 9);
        assert_eq!(usual.detail.map(|area| area.height), Some(7));
        assert!(Layout::of(Size { columns: 120, rows: 24 }).beside);
    }
}
