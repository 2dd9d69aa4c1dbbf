//! Rows reduced to columns: objects with the columns alone, in their order, nested as in the rows.

use std::io::{self, Write};

use memchr::memchr2;
use serde_json::value::RawValue;
use tamis::Path;

/// The shape of a row that is reduced to columns.
pub(crate) enum Projection {
    /// The value of the column with this index.
    Column(usize),
    Object(Vec<(String, Projection)>),
}

impl Projection {
    /// Returns the shape for `paths`. A path below another one adds nothing.
    pub(crate) fn new(paths: &[Path]) -> Self {
        let mut whole = Self::Object(Vec::new());
        for (column, path) in paths.iter().enumerate() {
            whole.insert(&path.names().collect::<Vec<_>>(), column);
        }
        whole
    }

    fn insert(&mut self, names: &[&str], column: usize) {
        match (names.split_first(), self) {
            (_, Self::Column(_)) => {}
            (None, this) => *this = Self::Column(column),
            (Some((first, others)), Self::Object(members)) => {
                let found = members.iter().position(|(name, _)| name == first);
                let place = found.unwrap_or_else(|| {
                    members.push(((*first).to_owned(), Self::Object(Vec::new())));
                    members.len() - 1
                });
                members[place].1.insert(others, column);
            }
        }
    }

    /// Writes the cells in this shape, with null for a missing one.
    pub(crate) fn write(&self, out: &mut impl Write, cells: &[Option<&RawValue>]) -> io::Result<()> {
        match self {
            Self::Column(column) => write_text(out, cells[*column].map_or("null", RawValue::get).as_bytes()),
            Self::Object(members) => {
                for (index, (name, member)) in members.iter().enumerate() {
                    out.write_all(if index == 0 { b"{" } else { b"," })?;
                    serde_json::to_writer(&mut *out, name)?;
                    out.write_all(b":")?;
                    member.write(out, cells)?;
                }
                out.write_all(b"}")
            }
        }
    }
}

/// Writes JSON text without its line breaks, which are only between tokens.
pub(super) fn write_text(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    if memchr2(b'\n', b'\r', text).is_none() {
        return out.write_all(text);
    }
    for part in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        out.write_all(part)?;
    }
    Ok(())
}
