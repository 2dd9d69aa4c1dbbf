//! Writing rows in each output format. Values keep their own bytes in every format but tables.
//!
//! `columns` finds the cells of a row; `table`, `delimited` (CSV and TSV) and `projection` (JSON reduced to columns)
//! write them; `counts` makes the rows of `--count-by`.

pub(crate) mod columns;
pub(crate) mod counts;
mod delimited;
mod projection;
pub(crate) mod schema_table;
pub(crate) mod table;

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::{Path, Schema};

use crate::cli::RowFormat;
use crate::color;
use crate::encoding::match_all;
use crate::failure::Failure;
use crate::legible::legible_json;
use crate::row_warnings::{RowWarning, RowWarningPolicy};
use crate::rows::{RowFailure, names};
use columns::{RowMembers, check_cells, path_in_rows};
use delimited::{Delimited, Separator};
use projection::{Projection, write_text};
use table::Table;

/// The number of first rows whose fields become the columns of CSV and TSV without `--columns`.
const SAMPLE: usize = 1000;

/// The options for writing rows.
pub(crate) struct OutputOptions<'q> {
    pub(crate) format: RowFormat,
    /// The columns of `--columns`.
    pub(crate) columns: Option<Vec<Path>>,
    pub(crate) has_header: bool,
    /// `true` if the output is for a spreadsheet.
    pub(crate) is_for_spreadsheet: bool,
    /// `true` if the output goes to a terminal.
    pub(crate) is_on_terminal: bool,
    /// The paths of the query, which a table shows first.
    pub(crate) fields: Vec<&'q Path>,
    pub(crate) schema: &'q Schema,
    pub(crate) warnings: &'q RowWarningPolicy,
}

/// A writer of rows. It writes each row at once, except for a table, which needs all of them.
pub(crate) struct RowWriter<'q, W> {
    out: W,
    options: OutputOptions<'q>,
    /// The columns, once they are known: of CSV and TSV, or those that NDJSON and JSON are reduced to.
    columns: Option<Columns>,
    delimited: Delimited,
    /// Rows that are not written yet: all rows of a table, or the first rows while the columns are not known.
    buffered: Vec<Box<[u8]>>,
    has_written: bool,
}

impl<'q, W: Write> RowWriter<'q, W> {
    pub(crate) fn new(out: W, options: OutputOptions<'q>) -> Self {
        let columns = options.columns.as_ref().map(|paths| Columns::new(paths, options.schema));
        let separator = if options.format == RowFormat::Tsv { Separator::Tab } else { Separator::Comma };
        let delimited = Delimited::new(separator, options.is_for_spreadsheet, options.is_on_terminal);
        Self { out, options, columns, delimited, buffered: Vec::new(), has_written: false }
    }

    /// Fails if a cell of a row cannot be printed. Texts of CSV and TSV and all cells of a table have to be parsed;
    /// JSON keeps its own bytes.
    pub(crate) fn check(&self, row: &[u8]) -> Result<(), RowFailure> {
        let is_text = |cell: &&RawValue| cell.get().starts_with('"');
        match (self.options.format, &self.columns) {
            (RowFormat::Ndjson | RowFormat::Json, _) | (RowFormat::Table, None) => Ok(()),
            (RowFormat::Csv | RowFormat::Tsv, None) => check_cells(row, || {
                let RowMembers { outer, inner } = RowMembers::parse(row, self.options.schema);
                outer.into_iter().chain(inner).map(|(_, cell)| cell).filter(is_text).collect()
            }),
            (format, Some(columns)) => check_cells(row, || {
                let members = RowMembers::parse(row, self.options.schema);
                let cells = columns.paths_in_rows.iter().filter_map(|path| members.at(path));
                cells.filter(|cell| format == RowFormat::Table || is_text(cell)).collect()
            }),
        }
    }

    /// Writes or buffers a row.
    pub(crate) fn row(&mut self, row: &[u8]) -> Result<(), Failure> {
        match (self.options.format, &self.columns) {
            (RowFormat::Ndjson, None) if !self.options.is_on_terminal => Ok(write_line(&mut self.out, row)?),
            (RowFormat::Ndjson | RowFormat::Json, _) => Ok(self.element(row)?),
            (RowFormat::Csv | RowFormat::Tsv, Some(_)) => Ok(self.record(row)?),
            (RowFormat::Csv | RowFormat::Tsv, None) => {
                self.buffered.push(row.into());
                if self.buffered.len() >= SAMPLE { self.choose_columns() } else { Ok(()) }
            }
            (RowFormat::Table, _) => {
                self.buffered.push(row.into());
                Ok(())
            }
        }
    }

    /// Flushes the rows that are written so far.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }

    /// Writes the buffered rows and the end of the output.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        match self.options.format {
            RowFormat::Ndjson => {}
            RowFormat::Json => self.out.write_all(if self.has_written { b"\n]\n" } else { b"[]\n" })?,
            RowFormat::Csv | RowFormat::Tsv if self.columns.is_none() => self.choose_columns()?,
            RowFormat::Csv | RowFormat::Tsv if !self.has_written => self.header()?,
            RowFormat::Csv | RowFormat::Tsv => {}
            RowFormat::Table => self.table()?,
        }
        self.delimited.eprint_defused();
        self.flush()
    }

    /// Writes a row of NDJSON, or an element of a JSON array.
    fn element(&mut self, row: &[u8]) -> io::Result<()> {
        if self.options.format == RowFormat::Json {
            self.out.write_all(if self.has_written { b",\n" } else { b"[\n" })?;
        }
        self.has_written = true;
        let mut reduced = Vec::new();
        let text = match &mut self.columns {
            Some(columns) => {
                let members = RowMembers::parse(row, self.options.schema);
                let cells = columns.cells(&members);
                columns.projection.write(&mut reduced, &cells)?;
                &reduced
            }
            None => row,
        };
        let text = if self.options.is_on_terminal { legible_json(text) } else { text.into() };
        write_text(&mut self.out, &text)?;
        if self.options.format == RowFormat::Ndjson { self.out.write_all(b"\n") } else { Ok(()) }
    }

    /// Writes a row of CSV or TSV. The columns are known.
    fn record(&mut self, row: &[u8]) -> io::Result<()> {
        if !self.has_written {
            self.header()?;
        }
        let Some(columns) = &mut self.columns else { return Ok(()) };
        let members = RowMembers::parse(row, self.options.schema);
        if self.options.columns.is_none() {
            columns.warn_of_unlisted(&members, self.options.schema, self.options.warnings);
        }
        writeln!(self.out, "{}", self.delimited.record(&columns.cells(&members)))
    }

    fn header(&mut self) -> io::Result<()> {
        self.has_written = true;
        write!(self.out, "{}", self.delimited.start())?;
        let Some(columns) = self.columns.as_ref().filter(|_| self.options.has_header) else { return Ok(()) };
        writeln!(self.out, "{}", self.delimited.header(&columns.names))
    }

    /// Makes a column of each field of the buffered rows, and writes those rows.
    fn choose_columns(&mut self) -> Result<(), Failure> {
        let buffered = std::mem::take(&mut self.buffered);
        let mut listed = HashSet::new();
        let mut paths = Vec::new();
        for row in &buffered {
            for name in RowMembers::parse(row, self.options.schema).names(self.options.schema) {
                if listed.insert(name.to_owned()) {
                    paths.push(Path::new([name]));
                }
            }
        }
        // A sort may put rows without a value first, so every path of the query gets a column.
        let of_query = self.options.fields.iter().map(|path| path_in_rows(path, self.options.schema));
        for path in of_query.filter(|_| !buffered.is_empty()) {
            let Some(name) = path.names().next() else { continue };
            if listed.insert(name.to_owned()) {
                paths.push(Path::new([name]));
            }
        }
        if paths.is_empty() && !buffered.is_empty() {
            let help = "use `--format ndjson`, or name the columns with `--columns`";
            return Err(Failure::with_help("the rows have no fields to make columns of", help));
        }
        self.columns = Some(Columns { listed, ..Columns::from_row_paths(&paths) });
        for row in &buffered {
            self.record(row)?;
        }
        Ok(())
    }

    fn table(&mut self) -> Result<(), Failure> {
        let rows = self.buffered.iter().map(|row| parse_for_table(row, self.options.schema));
        let rows: Vec<Json> = rows.collect::<Result<_, _>>()?;
        let names = self.buffered.first().map(|row| names(row)).unwrap_or_default();
        let table = Table {
            fields: &self.options.fields,
            columns: self.options.columns.as_deref(),
            names: &names,
            schema: self.options.schema,
            has_header: self.options.has_header,
            has_colours: color::is_on(&io::stdout()),
        };
        Ok(table::write(&mut self.out, &rows.iter().collect::<Vec<_>>(), &table)?)
    }
}

/// Parses a row for a table. A number that fits no double is shown as its text, and a lone surrogate as U+FFFD.
fn parse_for_table(row: &[u8], schema: &Schema) -> Result<Json, Failure> {
    if let Ok(json) = serde_json::from_slice(row) {
        return Ok(json);
    }
    let mut json = match_all()?.read_row(row).unwrap_or_default();
    let RowMembers { outer, inner } = RowMembers::parse(row, schema);
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

/// The columns of the output.
struct Columns {
    names: Vec<String>,
    paths_in_rows: Vec<Path>,
    projection: Projection,
    /// The fields of the first rows, if the columns are from those.
    listed: HashSet<String>,
}

impl Columns {
    fn new(paths: &[Path], schema: &Schema) -> Self {
        let in_rows = paths.iter().map(|path| path_in_rows(path, schema)).collect();
        Self { paths_in_rows: in_rows, ..Self::from_row_paths(paths) }
    }

    fn from_row_paths(paths: &[Path]) -> Self {
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

    /// Warns once about each field that has no column.
    fn warn_of_unlisted(&mut self, row: &RowMembers<'_>, schema: &Schema, warnings: &RowWarningPolicy) {
        for name in row.names(schema) {
            if !self.listed.contains(name) {
                let message = format_args!("`{name}` is left out, because the first {SAMPLE} rows do not have it");
                let warning = RowWarning::new("tamis::rows::unlisted_column", message);
                warnings.eprint(&warning.with_help("name the columns with `--columns`"));
                self.listed.insert(name.to_owned());
            }
        }
    }
}

fn write_line(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    write_text(out, text)?;
    out.write_all(b"\n")
}
