//! `tamis run`: the rows that match, printed as they come, or sorted once all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::{Path, Program, Schema, Selection, Survey};

use crate::command::{RowFormat, RunOptions};
use crate::failure::{Failure, NOTHING};
use crate::hints::nothing_found;
use crate::rows::{Row, Sink};
use crate::table;
use crate::warnings::Warnings;

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let format = if io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Ndjson };
    let format = if options.count || options.quiet { RowFormat::Ndjson } else { options.format.unwrap_or(format) };
    let mut output = Output {
        is_table: format == RowFormat::Table,
        program: &program,
        prints: !options.count && !options.quiet,
        out: BufWriter::new(io::stdout().lock()),
        skipped: 0,
        count: 0,
        sorted: program.selection(),
        kept: Vec::new(),
        survey: (!options.quiet && program.limit() != Some(0)).then(|| program.survey()),
    };
    options.input.read(&mut output)?;
    let survey = output.survey.take();
    let fields = query.fields();
    let count = output.finish(&fields, query.schema())?;
    if options.count {
        writeln!(io::stdout(), "{count}")?;
    }
    if let Some(survey) = survey {
        nothing_found(&survey);
    }
    Ok(if options.exit_status && count == 0 { ExitCode::from(NOTHING) } else { ExitCode::SUCCESS })
}

/// A matching row that waits for all to be read.
struct Kept {
    json: Json,
    bytes: Box<str>,
}

impl Borrow<Json> for Kept {
    fn borrow(&self) -> &Json {
        &self.json
    }
}

/// Where matching rows go.
struct Output<'p, W: Write> {
    program: &'p Program,
    is_table: bool,
    prints: bool,
    out: W,
    skipped: usize,
    count: usize,
    /// Where the query sorts: what may be among the first rows.
    sorted: Selection<'p, Kept>,
    /// For a table: the rows that it will show.
    kept: Vec<Kept>,
    /// As long as no row has matched: what could be why.
    survey: Option<Survey<'p>>,
}

impl<W: Write> Sink for Output<'_, W> {
    fn row(&mut self, row: Row<'_>) -> Result<ControlFlow<()>, Failure> {
        if let Some(survey) = &mut self.survey {
            if !self.program.matches(&row.json) {
                survey.take(&row.json);
                return Ok(ControlFlow::Continue(()));
            }
            self.survey = None;
        }
        let kept = |row: Row<'_>| Kept { json: row.json, bytes: row.text.into() };
        if self.program.sorts() {
            self.sorted.take(kept(row));
            return Ok(ControlFlow::Continue(()));
        }
        let limit = self.program.limit().unwrap_or(usize::MAX);
        if self.count < limit && self.program.matches(&row.json) {
            if self.skipped < self.program.offset() {
                self.skipped += 1;
            } else {
                self.count += 1;
                if self.is_table {
                    self.kept.push(kept(row));
                } else if self.prints {
                    write_row(&mut self.out, row.text)?;
                }
            }
        }
        Ok(if self.count >= limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}

impl<W: Write> Output<'_, W> {
    /// Writes what waited; gives the number of rows.
    fn finish(mut self, fields: &[&Path], schema: &Schema) -> Result<usize, Failure> {
        let mut rows = self.kept;
        if self.program.sorts() {
            rows = self.sorted.finish();
            self.count = rows.len();
        }
        if self.prints && self.is_table {
            let rows: Vec<&Json> = rows.iter().map(|row| &row.json).collect();
            table::write(&mut self.out, &rows, fields, schema)?;
        } else if self.prints {
            for row in &rows {
                write_row(&mut self.out, &row.bytes)?;
            }
        }
        self.out.flush()?;
        Ok(self.count)
    }
}

/// A row's own bytes without line breaks, which in JSON stand between tokens only.
fn write_row(out: &mut impl Write, text: &str) -> io::Result<()> {
    for part in text.split(['\n', '\r']) {
        out.write_all(part.as_bytes())?;
    }
    out.write_all(b"\n")
}
