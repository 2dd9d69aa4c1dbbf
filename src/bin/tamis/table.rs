//! Tables for people: rows, the paths of the query first, then what else fits the terminal; and the fields of a schema.
//!
//! A terminal has a width, and texts are cut to it. A file or a pipe has none, and nothing is cut or left out there.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};

use serde_json::Value as Json;
use tamis::{Field, Path, Schema, Type};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::color::{BOLD, DIM, PLAIN};
use crate::columns::path_in_rows;
use crate::legible::{legible, wrapped};

/// The width up to which a column competes with others for the terminal; it grows beyond that where there is room.
const USUAL: usize = 40;
/// The width that named columns are cut to at most, however narrow the terminal is.
const NARROWEST: usize = 8;
/// The width that a column is padded to at most where nothing is cut: a longer text moves the rest of its own line only.
const WIDEST: usize = 200;
const GAP: usize = 2;
/// How many rows are looked at for columns and their widths.
const SAMPLE: usize = 1000;

/// How rows are shown.
pub(crate) struct Table<'t> {
    /// The paths of the query, which come first.
    pub(crate) fields: &'t [&'t Path],
    /// The columns, where they are named.
    pub(crate) columns: Option<&'t [Path]>,
    /// The order of the rows' members, where it is known.
    pub(crate) names: &'t [String],
    pub(crate) schema: &'t Schema,
    pub(crate) has_header: bool,
    pub(crate) has_colours: bool,
}

/// The number of columns in a table, and of those that it could have had.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    columns: usize,
    of: usize,
}

/// `, 7 of 17 columns` where some are left out.
impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { columns, of } = self;
        if columns < of { write!(f, ", {columns} of {of} columns") } else { Ok(()) }
    }
}

/// Writes `rows` under a line of column names, and the number of rows and of columns left out below.
pub(crate) fn write(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<()> {
    let shown = write_rows(out, rows, table)?;
    writeln!(out, "{} row{}{shown}", rows.len(), if rows.len() == 1 { "" } else { "s" })
}

/// Writes `rows` under a line of column names. Returns how many columns there are.
pub(crate) fn write_rows(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<Shown> {
    let room = width();
    let candidates = match table.columns {
        Some(paths) => named(rows, paths, table.schema),
        None => columns(rows, table),
    };
    let of = candidates.len();
    let wanted = table.columns.map_or(table.fields.len(), <[Path]>::len);
    let columns = match room {
        Some(room) => fit(candidates, wanted, room),
        None => candidates,
    };
    let shown = Shown { columns: columns.len(), of };
    if columns.is_empty() || rows.is_empty() {
        return Ok(Shown { columns: of, of });
    }
    let style = |is_meant, style| if table.has_colours && is_meant { style } else { "" };
    if table.has_header {
        let names = columns.iter().map(|column| (column.name.clone(), column.width, style(true, BOLD)));
        line(out, names, room.is_some())?;
    }
    for row in rows {
        let cells = columns.iter().map(|column| (cell(row, &column.path, table.schema), column.width));
        let cells = cells.map(|(cell, width)| (cell.text, width, style(cell.is_null, DIM)));
        line(out, cells, room.is_some())?;
    }
    writeln!(out)?;
    Ok(shown)
}

/// The least width of the words or the description of a field.
const LEAST_HELD: usize = 24;
/// The width of a schema's lines where there is no terminal.
const PIPED: usize = 100;

/// Writes the fields of a schema: the path, the type, whether it can be null, and the words or the description, which go
/// on in further lines where the terminal, or a usual one, ends.
pub(crate) fn write_schema(out: &mut impl Write, schema: &Schema) -> io::Result<()> {
    let header = ["FIELD", "TYPE", "NULL", "HOLDS"].map(str::to_owned);
    let lines: Vec<[String; 4]> = std::iter::once(header).chain(schema.fields().map(cells)).collect();
    let widest = |column: usize| lines.iter().map(|cells| cells[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let before: usize = widths.iter().map(|width| width + GAP).sum();
    let last = width().unwrap_or(PIPED).saturating_sub(before).max(LEAST_HELD);
    for [path, ty, null, holds] in lines {
        let mut beside = [path, ty, null];
        for holds in wrapped(&holds, last) {
            let width = holds.width();
            let cells = std::mem::take(&mut beside).into_iter().zip(widths).chain([(holds, width)]);
            line(out, cells.map(|(cell, width)| (cell, width, "")), true)?;
        }
    }
    Ok(())
}

fn cells(field: &Field) -> [String; 4] {
    let holds = match words(field.ty()) {
        Some(words) => words,
        None => field.description().unwrap_or_default().to_owned(),
    };
    let null = if field.is_nullable() { "null" } else { "" };
    [field.path().to_string(), field.ty().to_string(), null.to_owned(), holds].map(|cell| legible(&cell))
}

/// The words of an enumeration, or of an array of one; with an ellipsis where there may be others.
fn words(ty: &Type) -> Option<String> {
    match ty {
        Type::Enum(enumeration) => {
            let more = if enumeration.open { Some("…") } else { None };
            Some(enumeration.words().chain(more).collect::<Vec<_>>().join(" "))
        }
        Type::Array(element) => words(element),
        _ => None,
    }
}

struct Column {
    path: Path,
    name: String,
    width: usize,
}

/// The columns that a table may have: those of the query, then those that tell rows apart, then those with one value,
/// then objects and arrays. A member that no row has a value of is none.
fn columns(rows: &[&Json], table: &Table<'_>) -> Vec<Column> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let mut others: Vec<(Path, Rank)> = Vec::new();
    for path in other_paths(sample, table) {
        let cells: Vec<Cell> = sample.iter().map(|row| cell(row, &path, table.schema)).collect();
        let first = cells.first().map_or("", |cell| cell.text.as_str());
        let tells_apart = sample.len() == 1 || cells.iter().any(|cell| cell.text != first);
        let rank = match (cells.iter().any(|cell| cell.is_nested), tells_apart) {
            (true, _) => Rank::Nested,
            (false, true) => Rank::Varied,
            (false, false) => Rank::Constant,
        };
        if tells_apart || !first.is_empty() {
            others.push((path, rank));
        }
    }
    others.sort_by_key(|(_, rank)| *rank);
    let others = others.into_iter().map(|(path, _)| path);
    let paths: Vec<Path> = table.fields.iter().copied().cloned().chain(others).collect();
    named(rows, &paths, table.schema)
}

/// The order in which columns that the query does not name get their place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Varied,
    Constant,
    Nested,
}

/// The columns that fit `room`, cut to it. The first `wanted` are all kept, cut as far as that takes.
fn fit(candidates: Vec<Column>, wanted: usize, room: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut used = 0;
    for column in candidates {
        let is_wanted = columns.len() < wanted.max(1);
        // What the query asks for may take most of the line before others get a place.
        let width = column.width.min(if is_wanted { USUAL.max(room / 3 * 2) } else { USUAL });
        // A column that is too wide leaves its place to narrower ones.
        if is_wanted || used + width <= room {
            used += width + GAP;
            columns.push(column);
        }
    }
    let mut room = room.saturating_sub(columns.len().saturating_sub(1) * GAP);
    // The wanted columns grow first: what they leave is for the others.
    let wanted = wanted.min(columns.len());
    let (wanted, others) = columns.split_at_mut(wanted);
    let kept: usize = others.iter().map(|column| column.width.min(USUAL)).sum();
    room = cut_to(wanted, room.saturating_sub(kept)) + kept;
    cut_to(others, room);
    columns
}

/// Cuts the widest of `columns` so that together they fit `room`. Returns the room that is left.
fn cut_to(columns: &mut [Column], room: usize) -> usize {
    let most = widest_that_fits(columns, room);
    for column in &mut *columns {
        column.width = column.width.min(most);
    }
    room.saturating_sub(columns.iter().map(|column| column.width).sum())
}

/// Returns the width to which columns have to be cut so that together they fit `room`.
fn widest_that_fits(columns: &[Column], room: usize) -> usize {
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

/// The members of rows besides the query's and the object that keeps the fields, in the order of their names.
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

/// A column for each path, as wide as what the first rows have there.
fn named(rows: &[&Json], paths: &[Path], schema: &Schema) -> Vec<Column> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let column = |path: &Path| {
        let name = legible(&path.to_string());
        let widest = sample.iter().map(|row| cell(row, path, schema).text.width()).max().unwrap_or(0);
        Column { path: path.clone(), width: widest.max(name.width()), name }
    };
    paths.iter().map(column).collect()
}

/// The object that keeps the fields of a row, where it is not the row itself.
fn inner<'r>(row: &'r Json, schema: &Schema) -> Option<&'r Json> {
    row.get(schema.row_container()?).filter(|members| members.is_object())
}

struct Cell {
    text: String,
    is_null: bool,
    /// An object or an array.
    is_nested: bool,
}

/// What a row has at `path`, text without its quotes, on one line.
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

/// Writes a line of cells, each with its width and its style. Where cells are not cut, a longer one moves the next.
fn line<'s>(
    out: &mut impl Write,
    cells: impl Iterator<Item = (String, usize, &'s str)>,
    is_cut: bool,
) -> io::Result<()> {
    let mut text = String::new();
    let mut gap = 0;
    for (cell, width, style) in cells {
        let cell = if is_cut { cut(&cell, width) } else { cell };
        if !cell.is_empty() {
            let plain = if style.is_empty() { "" } else { PLAIN };
            text.push_str(&" ".repeat(gap));
            text.push_str(&format!("{style}{cell}{plain}"));
            gap = 0;
        }
        let padded = if is_cut { width } else { width.min(WIDEST) };
        gap += padded.saturating_sub(cell.width()) + GAP;
    }
    writeln!(out, "{}", text.trim_end())
}

/// `text` in at most `width` columns, with an ellipsis where it is longer.
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

/// The width that lines of standard output are cut to: the terminal's; where that does not say, what `COLUMNS` says,
/// or 80 on a terminal. `None` in a file or a pipe, where nothing is cut.
pub(crate) fn width() -> Option<usize> {
    let out = io::stdout();
    let terminal = terminal_size::terminal_size_of(&out).map(|(width, _)| usize::from(width.0));
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let usual = out.is_terminal().then_some(80);
    terminal.filter(|width| *width > 0).or_else(|| columns().filter(|width| *width > 0)).or(usual)
}
