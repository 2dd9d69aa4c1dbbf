//! Rows cut to columns: objects of the shape that the rows have, with the columns alone in their order.

use std::io::{self, Write};

use serde_json::value::RawValue;
use tamis::Path;

use crate::write::write_text;

/// The shape of a row that is cut to columns.
pub(crate) enum Projection {
    /// The column of that number.
    Column(usize),
    Object(Vec<(String, Projection)>),
}

impl Projection {
    /// Of a path and another below it, the upper is all.
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

    /// Writes the cells in their shape, null for what is missing.
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
