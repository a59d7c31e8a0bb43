//! A table of an HTML paper.

use quick_xml::escape::escape;

use super::super::cell_text;
use super::super::layout::Layout;
use super::super::placed::{Places, Slot};
use super::sheet::points;
use crate::report::paper::{Grid, GridCell, GridRow};
use crate::report::table::Align;

/// Writes a table.
pub(super) fn write(out: &mut String, grid: &Grid, layout: &Layout) {
    let places = Places::of(grid);
    let widths = layout.columns(grid, places.columns);
    out.push_str("<table>\n<colgroup>");
    for width in &widths {
        let percent = f64::from(*width) * 100.0 / f64::from(layout.block_width());
        out.push_str(&format!("<col style=\"width:{percent:.2}%\">"));
    }
    out.push_str("</colgroup>\n");
    let headings = headings(grid, &places);
    let rows = || places.rows.iter().zip(&grid.rows);
    if headings > 0 {
        out.push_str("<thead>\n");
        rows().take(headings).for_each(|(slots, row)| write_row(out, slots, row, &widths, layout));
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    rows().skip(headings).for_each(|(slots, row)| write_row(out, slots, row, &widths, layout));
    out.push_str("</tbody>\n</table>\n");
}

/// How many rows are repeated on each page: none where a cell reaches from them into those below, which HTML cannot have.
fn headings(grid: &Grid, places: &Places<'_>) -> usize {
    let first = places.rows.get(grid.headings);
    let reaches = first.is_some_and(|slots| slots.iter().any(|slot| matches!(slot, Slot::Below { .. })));
    if reaches { 0 } else { grid.headings.min(grid.rows.len()) }
}

fn write_row(out: &mut String, slots: &[Slot<'_>], row: &GridRow, widths: &[u32], layout: &Layout) {
    let least = Layout::least_height(row).min(layout.block_height());
    let height = slots.iter().filter_map(|slot| match slot {
        Slot::Cell { cell, column, columns, .. } => {
            Some(layout.text_height(cell, widths.iter().skip(*column).take(*columns).sum()))
        }
        _ => None,
    });
    let tall = height.max().unwrap_or(0) >= layout.block_height() / 2;
    out.push_str(if tall { "<tr class=\"tall\"" } else { "<tr" });
    if least > 0 {
        out.push_str(&format!(" style=\"height:{}\"", points(least)));
    }
    out.push('>');
    for slot in slots {
        match slot {
            Slot::Cell { cell, columns, rows, .. } => write_cell(out, cell, *columns, *rows),
            Slot::Below { .. } => {}
            Slot::Free { columns, .. } => out.push_str(&format!("<td colspan=\"{columns}\"></td>")),
        }
    }
    out.push_str("</tr>\n");
}

fn write_cell(out: &mut String, cell: &GridCell, columns: usize, rows: usize) {
    let element = if cell.label { "th" } else { "td" };
    let label = cell.label.then_some("label");
    let side = match cell.align {
        Align::Left => None,
        Align::Centre => Some("centre"),
        Align::Right => Some("right"),
    };
    out.push_str(&format!("<{element}"));
    let classes: Vec<&str> = label.into_iter().chain(side).collect();
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
    }
    for (attribute, count) in [("colspan", columns), ("rowspan", rows)] {
        if count > 1 {
            out.push_str(&format!(" {attribute}=\"{count}\""));
        }
    }
    let text = cell_text(cell);
    // Line breaks stand as they are: cells keep white space.
    out.push_str(&format!(">{}</{element}>", escape(&text)));
}
