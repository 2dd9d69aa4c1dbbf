//! Tables for people: rows, the paths of the query first, then what else fits the terminal; and the fields of a schema.

use std::io::{self, IsTerminal, Write};

use serde_json::Value as Json;
use tamis::{Field, Path, Schema, Type};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The widest a column gets.
const WIDEST: usize = 40;
const GAP: usize = 2;
/// How many rows are looked at for columns and their widths.
const SAMPLE: usize = 1000;

/// Writes `rows`, which are of `schema`, under a line of column names, and below how many there are.
pub(crate) fn write(out: &mut impl Write, rows: &[&Json], fields: &[&Path], schema: &Schema) -> io::Result<()> {
    let columns = columns(rows, fields, schema, width());
    if !columns.is_empty() && !rows.is_empty() {
        line(out, columns.iter().map(|column| (column.name.clone(), column.width)))?;
        for row in rows {
            line(out, columns.iter().map(|column| (cell(row, &column.path, schema), column.width)))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{} row{}", rows.len(), if rows.len() == 1 { "" } else { "s" })
}

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
        line(out, [(path, widths[0]), (ty, widths[1]), (null, widths[2]), (holds, last)].into_iter())?;
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

fn columns(rows: &[&Json], fields: &[&Path], schema: &Schema, width: usize) -> Vec<Column> {
    let sample = &rows[..rows.len().min(SAMPLE)];
    let mut paths: Vec<Path> = fields.iter().copied().cloned().collect();
    let mut shown: Vec<Path> = fields.iter().map(|path| path_in_rows(path, schema)).collect();
    for row in sample {
        let members = [inner(row, schema), Some(*row)].into_iter().flatten().filter_map(Json::as_object).flatten();
        for (name, _) in members.filter(|(_, value)| !value.is_object() && !value.is_array()) {
            let path = Path::new([name.as_str()]);
            if !shown.contains(&path) {
                shown.push(path.clone());
                paths.push(path);
            }
        }
    }
    let mut columns = Vec::new();
    let mut used = 0;
    for path in paths {
        let name = legible(&path.to_string());
        let widest = sample.iter().map(|row| cell(row, &path, schema).width()).max().unwrap_or(0);
        let column = widest.max(name.width()).min(WIDEST);
        if used + column > width && !columns.is_empty() {
            break;
        }
        used += column + GAP;
        columns.push(Column { path, name, width: column });
    }
    columns
}

/// The object that keeps the fields of a row, where it is not the row itself.
fn inner<'r>(row: &'r Json, schema: &Schema) -> Option<&'r Json> {
    row.get(schema.members()?).filter(|members| members.is_object())
}

fn path_in_rows(path: &Path, schema: &Schema) -> Path {
    schema.field(path).map_or(path, |field| field.path_in_rows()).clone()
}

/// What a row has at `path`, text without its quotes, on one line.
fn cell(row: &Json, path: &Path, schema: &Schema) -> String {
    let path = path_in_rows(path, schema);
    let has_first = |members: &&Json| path.names().next().is_some_and(|name| members.get(name).is_some());
    let start = inner(row, schema).filter(has_first).unwrap_or(row);
    let found = path.names().try_fold(start, |json, name| json.as_object()?.get(name));
    let text = match found {
        None => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(json) => json.to_string(),
    };
    legible(&text)
}

/// `text` without what would move the cursor or hide in it.
pub(crate) fn legible(text: &str) -> String {
    let is_hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    text.chars().map(|character| if is_hidden(character) { ' ' } else { character }).collect()
}

fn line(out: &mut impl Write, cells: impl Iterator<Item = (String, usize)>) -> io::Result<()> {
    let mut text = String::new();
    for (cell, width) in cells {
        let cell = cut(&cell, width);
        text.push_str(&cell);
        text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
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
