//! `tamis run`: the rows that match, printed as they come, or sorted once all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::{Path, Program, Query, Schema, Selection, Survey};

use crate::columns::{path, paths};
use crate::command::{RowFormat, RunOptions};
use crate::counts::{self, Counts};
use crate::failure::{Failure, NOTHING};
use crate::hints::nothing_found;
use crate::rows::{Row, Sink};
use crate::warnings::Warnings;
use crate::write::{Wanted, Writer};

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    let wanted = wanted(options, &query)?;
    let counts = options.count_by.as_deref().map(|text| path("--count-by", text)).transpose()?;
    let counts = counts.map(|path| Counts::new(&path, query.schema()));
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let mut output = Output {
        program: &program,
        schema: query.schema(),
        prints: !options.count && !options.quiet,
        writer: Writer::new(BufWriter::new(io::stdout().lock()), wanted),
        counts,
        skipped: 0,
        count: 0,
        sorted: program.selection(),
        survey: (!options.quiet && program.limit() != Some(0)).then(|| program.survey()),
    };
    options.input.read(&mut output)?;
    let survey = output.survey.take();
    let count = output.finish()?;
    if options.count {
        writeln!(io::stdout(), "{count}")?;
    }
    if let Some(survey) = survey {
        nothing_found(&survey);
    }
    Ok(if options.exit_status && count == 0 { ExitCode::from(NOTHING) } else { ExitCode::SUCCESS })
}

/// The form of the output.
fn wanted<'q>(options: &RunOptions, query: &'q Query) -> Result<Wanted<'q>, Failure> {
    let usual = if io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Ndjson };
    let columns = match options.columns.as_deref() {
        Some(text) => Some(paths("--columns", text)?),
        None => options.count_by.as_ref().map(|_| counts::FIELDS.map(|name| Path::new([name])).to_vec()),
    };
    let prints = !options.count && !options.quiet;
    let format = if prints { options.format.unwrap_or(usual) } else { RowFormat::Ndjson };
    Ok(Wanted { format, columns, has_header: !options.no_header, fields: query.fields(), schema: query.schema() })
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
    schema: &'p Schema,
    prints: bool,
    writer: Writer<'p, W>,
    /// Where values are counted instead of rows written.
    counts: Option<Counts>,
    skipped: usize,
    count: usize,
    /// Where the query sorts: what may be among the first rows.
    sorted: Selection<'p, Kept>,
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
        if self.program.sorts() {
            self.sorted.take(Kept { json: row.json, bytes: row.text.into() });
            return Ok(ControlFlow::Continue(()));
        }
        let limit = self.program.limit().unwrap_or(usize::MAX);
        if self.count < limit && self.program.matches(&row.json) {
            if self.skipped < self.program.offset() {
                self.skipped += 1;
            } else {
                self.count += 1;
                self.give(row.text)?;
            }
        }
        Ok(if self.count >= limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn idle(&mut self) -> Result<(), Failure> {
        self.writer.flush()
    }
}

impl<W: Write> Output<'_, W> {
    /// Writes or counts a row of the answer.
    fn give(&mut self, row: &str) -> Result<(), Failure> {
        match &mut self.counts {
            _ if !self.prints => Ok(()),
            Some(counts) => {
                counts.take(row, self.schema);
                Ok(())
            }
            None => self.writer.row(row),
        }
    }

    /// Writes what waited; gives the number of rows.
    fn finish(mut self) -> Result<usize, Failure> {
        if self.program.sorts() {
            let rows = std::mem::replace(&mut self.sorted, self.program.selection()).finish();
            self.count = rows.len();
            for row in &rows {
                self.give(&row.bytes)?;
            }
        }
        for row in self.counts.into_iter().flat_map(Counts::rows) {
            self.writer.row(&row)?;
        }
        if self.prints {
            self.writer.finish()?
        } else {
            self.writer.flush()?
        }
        Ok(self.count)
    }
}
