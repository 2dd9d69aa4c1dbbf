//! Tables of rows for people: the paths of the query first, then the other columns that fit the terminal.
//!
//! On a terminal, columns are left out and texts are cut to fit its width. In a file or a pipe nothing is.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};

use serde_json::Value as Json;
use tamis::{Path, Schema};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::columns::path_in_rows;
use crate::color::{BOLD, DIM, PLAIN};
use crate::legible::legible;

/// The width up to which a column competes with others for the terminal; it gets more only if there is room left.
const USUAL: usize = 40;
/// The narrowest width that columns are cut to, however narrow the terminal is.
const NARROWEST: usize = 8;
/// The widest padding of a column if nothing is cut: a longer text shifts the rest of its own line only.
const WIDEST: usize = 200;
/// The blanks between columns.
pub(super) const GAP: usize = 2;
/// The number of first rows that determine the columns and their widths.
const SAMPLE: usize = 1000;

/// The options of a table.
pub(crate) struct Table<'t> {
    /// The paths of the query, which come first.
    pub(crate) fields: &'t [&'t Path],
    /// The columns, if they are named.
    pub(crate) columns: Option<&'t [Path]>,
    /// The names of the rows' members in order, if it is known.
    pub(crate) names: &'t [String],
    pub(crate) schema: &'t Schema,
    pub(crate) has_header: bool,
    pub(crate) has_colours: bool,
}

/// The number of columns in a table, and of the columns it would have with enough width.
#[derive(Clone, Copy)]
pub(crate) struct ColumnCount {
    shown: usize,
    of: usize,
}

/// `, 7 of 17 columns` if some are left out, else nothing.
impl fmt::Display for ColumnCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shown, of } = self;
        if shown < of { write!(f, ", {shown} of {of} columns") } else { Ok(()) }
    }
}

/// Writes `rows` under a line of column names, and below them the number of rows and of left-out columns.
pub(crate) fn write(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<()> {
    let shown = write_rows(out, rows, table)?;
    writeln!(out, "{} row{}{shown}", rows.len(), if rows.len() == 1 { "" } else { "s" })
}

/// Writes `rows` under a line of column names. Returns the number of columns.
pub(crate) fn write_rows(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<ColumnCount> {
    let room = width();
    let candidates = match table.columns {
        Some(paths) => columns_of(rows, paths, table.schema),
        None => all_columns(rows, table),
    };
    let of = candidates.len();
    let required = table.columns.map_or(table.fields.len(), <[Path]>::len);
    let columns = match room {
        Some(room) => fit(candidates, required, room),
        None => candidates,
    };
    let shown = ColumnCount { shown: columns.len(), of };
    if columns.is_empty() || rows.is_empty() {
        return Ok(ColumnCount { shown: of, of });
    }
    let style = |applies, style| if table.has_colours && applies { style } else { "" };
    let overflow = if room.is_some() { Overflow::Cut } else { Overflow::Shift };
    if table.has_header {
        let names = columns.iter().map(|column| TableCell {
            text: column.name.clone(),
            width: column.width,
            style: style(true, BOLD),
        });
        write_line(out, names, overflow)?;
    }
    for row in rows {
        let cells = columns.iter().map(|column| (cell(row, &column.path, table.schema), column.width));
        let cells = cells.map(|(cell, width)| TableCell { text: cell.text, width, style: style(cell.is_null, DIM) });
        write_line(out, cells, overflow)?;
    }
    writeln!(out)?;
    Ok(shown)
}

struct TableColumn {
    path: Path,
    name: String,
    width: usize,
}

/// Returns all columns that a table may have: the query's paths, then members whose values differ between rows, then
/// those with one value, then objects and arrays. A member without any value gets no column.
fn all_columns(rows: &[&Json], table: &Table<'_>) -> Vec<TableColumn> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let mut others: Vec<(Path, Rank)> = Vec::new();
    for path in other_paths(sample, table) {
        let cells: Vec<Cell> = sample.iter().map(|row| cell(row, &path, table.schema)).collect();
        let first = cells.first().map_or("", |cell| cell.text.as_str());
        let is_varied = sample.len() == 1 || cells.iter().any(|cell| cell.text != first);
        let rank = match (cells.iter().any(|cell| cell.is_nested), is_varied) {
            (true, _) => Rank::Nested,
            (false, true) => Rank::Varied,
            (false, false) => Rank::Constant,
        };
        if is_varied || !first.is_empty() {
            others.push((path, rank));
        }
    }
    others.sort_by_key(|(_, rank)| *rank);
    let others = others.into_iter().map(|(path, _)| path);
    let paths: Vec<Path> = table.fields.iter().copied().cloned().chain(others).collect();
    columns_of(rows, &paths, table.schema)
}

/// The order of the columns that are not in the query.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Varied,
    Constant,
    Nested,
}

/// Returns the columns that fit `room`, cut to it. The first `required` are always kept, however far they have to be
/// cut.
fn fit(candidates: Vec<TableColumn>, required: usize, room: usize) -> Vec<TableColumn> {
    let mut columns: Vec<TableColumn> = Vec::new();
    let mut used = 0;
    for column in candidates {
        let is_required = columns.len() < required.max(1);
        // The query's paths may take most of the line before others get a place.
        let width = column.width.min(if is_required { USUAL.max(room / 3 * 2) } else { USUAL });
        // A column that is too wide leaves its room to narrower ones.
        if is_required || used + width <= room {
            used += width + GAP;
            columns.push(column);
        }
    }
    let mut room = room.saturating_sub(columns.len().saturating_sub(1) * GAP);
    // The required columns grow first; the others get the room that is left.
    let required = required.min(columns.len());
    let (required, others) = columns.split_at_mut(required);
    let kept: usize = others.iter().map(|column| column.width.min(USUAL)).sum();
    room = cut_to(required, room.saturating_sub(kept)) + kept;
    cut_to(others, room);
    columns
}

/// Cuts the widest of `columns` so that together they fit `room`. Returns the room that is left.
fn cut_to(columns: &mut [TableColumn], room: usize) -> usize {
    let most = widest_that_fits(columns, room);
    for column in &mut *columns {
        column.width = column.width.min(most);
    }
    room.saturating_sub(columns.iter().map(|column| column.width).sum())
}

/// Returns the width to which columns have to be cut so that together they fit `room`, or `usize::MAX` if they already
/// do.
fn widest_that_fits(columns: &[TableColumn], room: usize) -> usize {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
    widths.sort_unstable();
    let mut left = room;
    for (index, width) in widths.iter().enumerate() {
        let share = left / (widths.len() - index);
        if *width > share {
            return share.max(NARROWEST);
        }
        left -= width;
    }
    usize::MAX
}

/// Returns the members of rows that are not in the query, without the object that keeps the fields, in the order of
/// `table.names`.
fn other_paths(sample: &[&Json], table: &Table<'_>) -> Vec<Path> {
    let Table { names, schema, .. } = table;
    let mut seen: HashSet<Path> = table.fields.iter().map(|path| path_in_rows(path, schema)).collect();
    let mut paths = Vec::new();
    for row in sample {
        let members = [inner(row, schema), Some(*row)].into_iter().flatten().filter_map(Json::as_object).flatten();
        for (name, _) in members.filter(|(name, _)| Some(name.as_str()) != schema.row_container()) {
            let path = Path::new([name.as_str()]);
            if seen.insert(path.clone()) {
                paths.push(path);
            }
        }
    }
    let place = |path: &Path| names.iter().position(|name| path.names().eq([name.as_str()])).unwrap_or(names.len());
    paths.sort_by_cached_key(place);
    paths
}

/// Returns a column for each path, as wide as the values of the first rows.
fn columns_of(rows: &[&Json], paths: &[Path], schema: &Schema) -> Vec<TableColumn> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let column = |path: &Path| {
        let name = legible(&path.to_string());
        let widest = sample.iter().map(|row| cell(row, path, schema).text.width()).max().unwrap_or(0);
        TableColumn { path: path.clone(), width: widest.max(name.width()), name }
    };
    paths.iter().map(column).collect()
}

/// Returns the object inside a row that keeps its fields, or `None` if the row itself does.
fn inner<'r>(row: &'r Json, schema: &Schema) -> Option<&'r Json> {
    row.get(schema.row_container()?).filter(|members| members.is_object())
}

/// The value of a cell.
struct Cell {
    text: String,
    is_null: bool,
    /// `true` for an object or an array.
    is_nested: bool,
}

/// Returns the value of a row at `path`, on one line; a text without its quotes.
fn cell(row: &Json, path: &Path, schema: &Schema) -> Cell {
    let found = schema.find(row, path);
    let text = match found {
        None => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(json) => json.to_string(),
    };
    let is_nested = found.is_some_and(|json| json.is_object() || json.is_array());
    Cell { text: legible(&text), is_null: found == Some(&Json::Null), is_nested }
}

/// A cell as it is written.
pub(super) struct TableCell<'s> {
    pub(super) text: String,
    pub(super) width: usize,
    /// The escape sequence before the text, or an empty one.
    pub(super) style: &'s str,
}

/// The treatment of a text that is longer than its column is wide.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Overflow {
    /// Cuts the text, with an ellipsis.
    Cut,
    /// Shifts the rest of the line.
    Shift,
}

/// Writes a line of cells.
pub(super) fn write_line<'s>(
    out: &mut impl Write,
    cells: impl Iterator<Item = TableCell<'s>>,
    overflow: Overflow,
) -> io::Result<()> {
    let mut line = String::new();
    let mut gap = 0;
    for TableCell { text: cell, width, style } in cells {
        let cell = if overflow == Overflow::Cut { cut(&cell, width) } else { cell };
        if !cell.is_empty() {
            let plain = if style.is_empty() { "" } else { PLAIN };
            line.push_str(&" ".repeat(gap));
            line.push_str(&format!("{style}{cell}{plain}"));
            gap = 0;
        }
        let padded = if overflow == Overflow::Cut { width } else { width.min(WIDEST) };
        gap += padded.saturating_sub(cell.width()) + GAP;
    }
    writeln!(out, "{}", line.trim_end())
}

/// Returns `text` cut to `width` columns, with an ellipsis if it is longer.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |character: &char| {
        used += character.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Returns the width that lines of standard output are cut to: the terminal's, else that of `COLUMNS`, else 80 on a
/// terminal. `None` in a file or a pipe without `COLUMNS`, where nothing is cut.
pub(crate) fn width() -> Option<usize> {
    let out = io::stdout();
    let terminal = terminal_size::terminal_size_of(&out).map(|(width, _)| usize::from(width.0));
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let usual = out.is_terminal().then_some(80);
    terminal.filter(|width| *width > 0).or_else(|| columns().filter(|width| *width > 0)).or(usual)
}
