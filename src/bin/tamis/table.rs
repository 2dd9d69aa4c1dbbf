//! Tables for people: rows, the paths of the query first, then what else fits the terminal; and the fields of a schema.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};

use serde_json::Value as Json;
use tamis::{Field, Path, Schema, Type};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::columns::path_in_rows;

/// The widest a column gets.
const WIDEST: usize = 40;
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

/// Writes `rows` under a line of column names, and below how many there are.
pub(crate) fn write(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<()> {
    write_rows(out, rows, table)?;
    writeln!(out, "{} row{}", rows.len(), if rows.len() == 1 { "" } else { "s" })
}

/// The same without how many there are.
pub(crate) fn write_rows(out: &mut impl Write, rows: &[&Json], table: &Table<'_>) -> io::Result<()> {
    let columns = match table.columns {
        Some(paths) => named(rows, paths, table.schema),
        None => columns(rows, table, width()),
    };
    if columns.is_empty() || rows.is_empty() {
        return Ok(());
    }
    let style = |is_meant, style| if table.has_colours && is_meant { style } else { "" };
    if table.has_header {
        line(out, columns.iter().map(|column| (column.name.clone(), column.width, style(true, BOLD))))?;
    }
    for row in rows {
        let cells = columns.iter().map(|column| (cell(row, &column.path, table.schema), column.width));
        line(out, cells.map(|(cell, width)| (cell.text, width, style(cell.is_null, DIM))))?;
    }
    writeln!(out)
}

const BOLD: &str = "\u{1B}[1m";
const DIM: &str = "\u{1B}[2m";
const PLAIN: &str = "\u{1B}[0m";

/// Writes a line for each field of a schema: its path, its type, whether it can be null, and its words or description,
/// which are cut where a terminal ends.
pub(crate) fn write_schema(out: &mut impl Write, schema: &Schema) -> io::Result<()> {
    let header = ["FIELD", "TYPE", "NULL", "HOLDS"].map(str::to_owned);
    let lines: Vec<[String; 4]> = std::iter::once(header).chain(schema.fields().map(cells)).collect();
    let widest = |column: usize| lines.iter().map(|cells| cells[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let before: usize = widths.iter().map(|width| width + GAP).sum();
    let last = if io::stdout().is_terminal() { width().saturating_sub(before).max(1) } else { widest(3) };
    for [path, ty, null, holds] in lines {
        let cells = [(path, widths[0]), (ty, widths[1]), (null, widths[2]), (holds, last)];
        line(out, cells.into_iter().map(|(cell, width)| (cell, width, "")))?;
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

/// The columns that fit: those of the query, then those that tell rows apart, then the rest, but for what no row has.
fn columns(rows: &[&Json], table: &Table<'_>, width: usize) -> Vec<Column> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let mut others: Vec<(Path, bool)> = Vec::new();
    for path in other_paths(sample, table) {
        let mut cells = sample.iter().map(|row| cell(row, &path, table.schema).text);
        let first = cells.next().unwrap_or_default();
        let tells_apart = cells.any(|cell| cell != first);
        if tells_apart || !first.is_empty() {
            others.push((path, tells_apart || sample.len() == 1));
        }
    }
    others.sort_by_key(|(_, tells_apart)| !tells_apart);
    let others = others.into_iter().map(|(path, _)| path);
    let paths: Vec<Path> = table.fields.iter().copied().cloned().chain(others).collect();
    let mut columns: Vec<Column> = Vec::new();
    let mut used = 0;
    for column in named(rows, &paths, table.schema) {
        // What is too wide leaves its place to what is narrower.
        if used + column.width <= width || columns.is_empty() {
            used += column.width + GAP;
            columns.push(column);
        }
    }
    columns
}

/// The members of rows besides the query's that are neither objects nor arrays, in the order of their names.
fn other_paths(sample: &[&Json], table: &Table<'_>) -> Vec<Path> {
    let Table { names, schema, .. } = table;
    let mut seen: HashSet<Path> = table.fields.iter().map(|path| path_in_rows(path, schema)).collect();
    let mut paths = Vec::new();
    for row in sample {
        let members = [inner(row, schema), Some(*row)].into_iter().flatten().filter_map(Json::as_object).flatten();
        for (name, _) in members.filter(|(_, value)| !value.is_object() && !value.is_array()) {
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
        Column { path: path.clone(), width: widest.max(name.width()).min(WIDEST), name }
    };
    paths.iter().map(column).collect()
}

/// The object that keeps the fields of a row, where it is not the row itself.
fn inner<'r>(row: &'r Json, schema: &Schema) -> Option<&'r Json> {
    row.get(schema.members()?).filter(|members| members.is_object())
}

struct Cell {
    text: String,
    is_null: bool,
}

/// What a row has at `path`, text without its quotes, on one line.
fn cell(row: &Json, path: &Path, schema: &Schema) -> Cell {
    let path = path_in_rows(path, schema);
    let has_first = |members: &&Json| path.names().next().is_some_and(|name| members.get(name).is_some());
    let start = inner(row, schema).filter(has_first).unwrap_or(row);
    let found = path.names().try_fold(start, |json, name| json.as_object()?.get(name));
    let text = match found {
        None => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(json) => json.to_string(),
    };
    Cell { text: legible(&text), is_null: found == Some(&Json::Null) }
}

/// `text` without what would move the cursor or hide in it.
pub(crate) fn legible(text: &str) -> String {
    let is_hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    text.chars().map(|character| if is_hidden(character) { ' ' } else { character }).collect()
}

/// Writes a line of cells, each with its width and its style.
fn line<'s>(out: &mut impl Write, cells: impl Iterator<Item = (String, usize, &'s str)>) -> io::Result<()> {
    let mut text = String::new();
    let mut gap = 0;
    for (cell, width, style) in cells {
        let cell = cut(&cell, width);
        if !cell.is_empty() {
            let plain = if style.is_empty() { "" } else { PLAIN };
            text.push_str(&" ".repeat(gap));
            text.push_str(&format!("{style}{cell}{plain}"));
            gap = 0;
        }
        gap += width.saturating_sub(cell.width()) + GAP;
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

/// The terminal's width; where it does not say, what `COLUMNS` says, or 80.
fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.filter(|width| *width > 0).or_else(columns).filter(|width| *width > 0).unwrap_or(80)
}
