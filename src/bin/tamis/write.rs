//! Rows in each form of the output. Each keeps its values in their own bytes, whatever the form.

use std::collections::HashSet;
use std::io::{self, Write};

use memchr::memchr2;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::{Path, Schema};

use crate::color;
use crate::columns::{RowMembers, check_cells, path_in_rows};
use crate::command::RowFormat;
use crate::delimited::Delimited;
use crate::failure::Failure;
use crate::legible::legible_json;
use crate::projection::Projection;
use crate::row_warnings::{RowWarning, RowWarnings};
use crate::rows::{RowFailure, any_row, names};
use crate::table::{self, Table};

/// How many rows are looked at for the columns of CSV and TSV, where none are named.
const SAMPLE: usize = 1000;

/// What is to be written of rows.
pub(crate) struct Wanted<'q> {
    pub(crate) format: RowFormat,
    /// The columns that are named, if any.
    pub(crate) columns: Option<Vec<Path>>,
    pub(crate) has_header: bool,
    /// Whether a spreadsheet opens what is written.
    pub(crate) is_for_spreadsheet: bool,
    /// Whether a terminal shows what is written.
    pub(crate) is_on_terminal: bool,
    /// The paths of the query, which a table shows first.
    pub(crate) fields: Vec<&'q Path>,
    pub(crate) schema: &'q Schema,
    pub(crate) warnings: &'q RowWarnings,
}

/// Writes rows as they come; a table, once all have.
pub(crate) struct Writer<'q, W> {
    out: W,
    wanted: Wanted<'q>,
    /// The columns written, where they are known: of CSV and TSV, or those that NDJSON and JSON are cut to.
    columns: Option<Columns>,
    delimited: Delimited,
    /// The rows that wait: all of a table, or the first, as long as the columns are not known.
    waiting: Vec<Box<[u8]>>,
    has_written: bool,
}

impl<'q, W: Write> Writer<'q, W> {
    pub(crate) fn new(out: W, wanted: Wanted<'q>) -> Self {
        let columns = wanted.columns.as_ref().map(|paths| Columns::new(paths, wanted.schema));
        let delimited = Delimited::new(wanted.format, wanted.is_for_spreadsheet, wanted.is_on_terminal);
        Self { out, wanted, columns, delimited, waiting: Vec::new(), has_written: false }
    }

    /// Fails if a cell of a row cannot be printed: the texts of CSV and TSV, and all that a table shows, are read for that.
    /// JSON keeps its own bytes.
    pub(crate) fn check(&self, row: &[u8]) -> Result<(), RowFailure> {
        let is_text = |cell: &&RawValue| cell.get().starts_with('"');
        match (self.wanted.format, &self.columns) {
            (RowFormat::Ndjson | RowFormat::Json, _) | (RowFormat::Table, None) => Ok(()),
            (RowFormat::Csv | RowFormat::Tsv, None) => check_cells(row, || {
                let RowMembers { outer, inner } = RowMembers::read(row, self.wanted.schema);
                outer.into_iter().chain(inner).map(|(_, cell)| cell).filter(is_text).collect()
            }),
            (format, Some(columns)) => check_cells(row, || {
                let members = RowMembers::read(row, self.wanted.schema);
                let cells = columns.paths_in_rows.iter().filter_map(|path| members.at(path));
                cells.filter(|cell| format == RowFormat::Table || is_text(cell)).collect()
            }),
        }
    }

    /// Takes the text of a row.
    pub(crate) fn row(&mut self, row: &[u8]) -> Result<(), Failure> {
        match (self.wanted.format, &self.columns) {
            (RowFormat::Ndjson, None) if !self.wanted.is_on_terminal => Ok(write_line(&mut self.out, row)?),
            (RowFormat::Ndjson | RowFormat::Json, _) => Ok(self.element(row)?),
            (RowFormat::Csv | RowFormat::Tsv, Some(_)) => Ok(self.record(row)?),
            (RowFormat::Csv | RowFormat::Tsv, None) => {
                self.waiting.push(row.into());
                if self.waiting.len() >= SAMPLE { self.choose_columns() } else { Ok(()) }
            }
            (RowFormat::Table, _) => {
                self.waiting.push(row.into());
                Ok(())
            }
        }
    }

    /// Lets go of what could be written so far.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }

    /// Writes what waits, and what ends the output.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        match self.wanted.format {
            RowFormat::Ndjson => {}
            RowFormat::Json => self.out.write_all(if self.has_written { b"\n]\n" } else { b"[]\n" })?,
            RowFormat::Csv | RowFormat::Tsv if self.columns.is_none() => self.choose_columns()?,
            RowFormat::Csv | RowFormat::Tsv if !self.has_written => self.header()?,
            RowFormat::Csv | RowFormat::Tsv => {}
            RowFormat::Table => self.table()?,
        }
        self.delimited.tell_defused();
        self.flush()
    }

    /// A row of JSON, in an array where that is the form.
    fn element(&mut self, row: &[u8]) -> io::Result<()> {
        if self.wanted.format == RowFormat::Json {
            self.out.write_all(if self.has_written { b",\n" } else { b"[\n" })?;
        }
        self.has_written = true;
        let mut cut = Vec::new();
        let text = match &mut self.columns {
            Some(columns) => {
                let members = RowMembers::read(row, self.wanted.schema);
                let cells = columns.cells(&members);
                columns.projection.write(&mut cut, &cells)?;
                &cut
            }
            None => row,
        };
        let text = if self.wanted.is_on_terminal { legible_json(text) } else { text.into() };
        write_text(&mut self.out, &text)?;
        if self.wanted.format == RowFormat::Ndjson { self.out.write_all(b"\n") } else { Ok(()) }
    }

    /// A row of CSV or TSV, the columns being known.
    fn record(&mut self, row: &[u8]) -> io::Result<()> {
        if !self.has_written {
            self.header()?;
        }
        let Some(columns) = &mut self.columns else { return Ok(()) };
        let members = RowMembers::read(row, self.wanted.schema);
        if self.wanted.columns.is_none() {
            columns.warn_of_unlisted(&members, self.wanted.schema, self.wanted.warnings);
        }
        writeln!(self.out, "{}", self.delimited.record(&columns.cells(&members)))
    }

    fn header(&mut self) -> io::Result<()> {
        self.has_written = true;
        write!(self.out, "{}", self.delimited.start())?;
        let Some(columns) = self.columns.as_ref().filter(|_| self.wanted.has_header) else { return Ok(()) };
        writeln!(self.out, "{}", self.delimited.header(&columns.names))
    }

    /// Makes a column of each field that a row that waits has, and writes those rows.
    fn choose_columns(&mut self) -> Result<(), Failure> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut listed = HashSet::new();
        let mut paths = Vec::new();
        for row in &waiting {
            for name in RowMembers::read(row, self.wanted.schema).names(self.wanted.schema) {
                if listed.insert(name.to_owned()) {
                    paths.push(Path::new([name]));
                }
            }
        }
        // A sort may put the rows without a value first: what the query asks for is a column all the same.
        let asked = self.wanted.fields.iter().map(|path| path_in_rows(path, self.wanted.schema));
        for path in asked.filter(|_| !waiting.is_empty()) {
            let Some(name) = path.names().next() else { continue };
            if listed.insert(name.to_owned()) {
                paths.push(Path::new([name]));
            }
        }
        if paths.is_empty() && !waiting.is_empty() {
            let help = "use `--format ndjson`, or name the columns with `--columns`";
            return Err(Failure::with_help("the rows have no fields, which the columns could be", help));
        }
        self.columns = Some(Columns { listed, ..Columns::as_in_rows(&paths) });
        for row in &waiting {
            self.record(row)?;
        }
        Ok(())
    }

    fn table(&mut self) -> Result<(), Failure> {
        let rows = self.waiting.iter().map(|row| shown(row, self.wanted.schema));
        let rows: Vec<Json> = rows.collect::<Result<_, _>>()?;
        let names = self.waiting.first().map(|row| names(row)).unwrap_or_default();
        let table = Table {
            fields: &self.wanted.fields,
            columns: self.wanted.columns.as_deref(),
            names: &names,
            schema: self.wanted.schema,
            has_header: self.wanted.has_header,
            has_colours: color::is_on(&io::stdout()),
        };
        Ok(table::write(&mut self.out, &rows.iter().collect::<Vec<_>>(), &table)?)
    }
}

/// A row for a table. A number that no double holds is shown as it is written, and half of a surrogate pair as U+FFFD.
fn shown(row: &[u8], schema: &Schema) -> Result<Json, Failure> {
    if let Ok(json) = serde_json::from_slice(row) {
        return Ok(json);
    }
    let mut json = any_row()?.read_row(row).unwrap_or_default();
    let RowMembers { outer, inner } = RowMembers::read(row, schema);
    let members = outer.iter().map(|(name, cell)| (None, name, cell));
    for (within, name, cell) in members.chain(inner.iter().map(|(name, cell)| (schema.row_container(), name, cell))) {
        let object = match within {
            Some(within) => json.get_mut(within),
            None => Some(&mut json),
        };
        if let Some(number) = object.and_then(|object| object.get_mut(&**name)).filter(|value| value.is_number())
            && serde_json::from_str::<Json>(cell.get()).is_err()
        {
            *number = Json::from(cell.get());
        }
    }
    Ok(json)
}

/// The columns that are written.
struct Columns {
    names: Vec<String>,
    paths_in_rows: Vec<Path>,
    projection: Projection,
    /// Where the columns were read off the first rows: the fields that those had.
    listed: HashSet<String>,
}

impl Columns {
    fn new(paths: &[Path], schema: &Schema) -> Self {
        let in_rows = paths.iter().map(|path| path_in_rows(path, schema)).collect();
        Self { paths_in_rows: in_rows, ..Self::as_in_rows(paths) }
    }

    fn as_in_rows(paths: &[Path]) -> Self {
        Self {
            names: paths.iter().map(|path| path.names().collect::<Vec<_>>().join(".")).collect(),
            paths_in_rows: paths.to_vec(),
            projection: Projection::new(paths),
            listed: HashSet::new(),
        }
    }

    fn cells<'t>(&self, row: &RowMembers<'t>) -> Vec<Option<&'t RawValue>> {
        self.paths_in_rows.iter().map(|path| row.at(path)).collect()
    }

    /// Warns once of each field that has no column.
    fn warn_of_unlisted(&mut self, row: &RowMembers<'_>, schema: &Schema, warnings: &RowWarnings) {
        for name in row.names(schema) {
            if !self.listed.contains(name) {
                let message = format_args!("`{name}` is left out, as the first {SAMPLE} rows do not have it");
                let warning = RowWarning::new("tamis::rows::unlisted_column", message);
                warnings.tell(&warning.with_help("name the columns with `--columns`"));
                self.listed.insert(name.to_owned());
            }
        }
    }
}

fn write_line(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    write_text(out, text)?;
    out.write_all(b"\n")
}

/// JSON's own bytes without line breaks, which stand between tokens only.
pub(crate) fn write_text(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    if memchr2(b'\n', b'\r', text).is_none() {
        return out.write_all(text);
    }
    for part in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        out.write_all(part)?;
    }
    Ok(())
}
