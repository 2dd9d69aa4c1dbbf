//! The table of a schema's fields.

use std::io::{self, Write};

use tamis::{Field, Schema, Type};
use unicode_width::UnicodeWidthStr;

use super::table::{GAP, Overflow, TableCell, width, write_line};
use crate::legible::{legible, wrapped};

/// The narrowest last column.
const NARROWEST_LAST: usize = 24;
/// The width of lines without a terminal.
const PIPED_WIDTH: usize = 100;

/// Writes a line for each field of a schema: path, type, `null` if it is nullable, and its enum words or description,
/// wrapped at the width of the terminal.
pub(crate) fn write_schema(out: &mut impl Write, schema: &Schema) -> io::Result<()> {
    let header = ["FIELD", "TYPE", "NULL", "HOLDS"].map(str::to_owned);
    let lines: Vec<[String; 4]> = std::iter::once(header).chain(schema.fields().map(cells)).collect();
    let widest = |column: usize| lines.iter().map(|cells| cells[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let before: usize = widths.iter().map(|width| width + GAP).sum();
    let last = width().unwrap_or(PIPED_WIDTH).saturating_sub(before).max(NARROWEST_LAST);
    for [path, ty, null, holds] in lines {
        let mut beside = [path, ty, null];
        for holds in wrapped(&holds, last) {
            let width = holds.width();
            let cells = std::mem::take(&mut beside).into_iter().zip(widths).chain([(holds, width)]);
            write_line(out, cells.map(|(text, width)| TableCell { text, width, style: "" }), Overflow::Cut)?;
        }
    }
    Ok(())
}

/// Returns the cells of a field's line.
fn cells(field: &Field) -> [String; 4] {
    let holds = match words(field.ty()) {
        Some(words) => words,
        None => field.description().unwrap_or_default().to_owned(),
    };
    let null = if field.is_nullable() { "null" } else { "" };
    [field.path().to_string(), field.ty().to_string(), null.to_owned(), holds].map(|cell| legible(&cell))
}

/// Returns the words of an enum or of an array of one, with an ellipsis if there may be others; `None` for other types.
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
