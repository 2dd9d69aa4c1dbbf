//! `tamis run`: the rows that match, printed as they come, or sorted once all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::{Path, Program, Query, Schema, Selection, Survey};

use crate::columns::{path, paths};
use crate::command::{RowFormat, RunOptions};
use crate::counts::{self, Counts};
use crate::failure::{Failure, INTERRUPTED, NOTHING};
use crate::interrupt;
use crate::progress::Progress;
use crate::row_warnings::{RowWarning, RowWarnings, warn_of_rows};
use crate::rows::{Lines, Place, RowFailure, Sink, find_rows};
use crate::warnings::Warnings;
use crate::write::{Wanted, Writer};

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let warnings = RowWarnings::new(&options.input.setting);
    let wanted = wanted(options, &query, &warnings)?;
    let counts = options.count_by.as_deref().map(|text| path("--count-by", text)).transpose()?;
    let printed: Vec<Path> = match (&counts, &wanted.columns) {
        (Some(path), _) => vec![path.clone()],
        (None, columns) => columns.clone().unwrap_or_default(),
    };
    let counts = counts.map(|path| Counts::new(&path, query.schema()));
    let prints = !options.count && !options.quiet;
    let writes_as_it_goes = prints && wanted.format != RowFormat::Table && counts.is_none() && !program.sorts();
    let files = options.input.files()?;
    let mut output = Output {
        program: &program,
        schema: query.schema(),
        prints,
        writer: Writer::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()), wanted),
        counts,
        progress: Progress::new(files, writes_as_it_goes && io::stdout().is_terminal()),
        skipped: 0,
        count: 0,
        sorted: program.selection(),
        survey: (program.limit() != Some(0)).then(|| program.survey()),
        warnings: &warnings,
    };
    let place = options.input.place(&query, &printed)?;
    let lines = Lines {
        program: program.clone(),
        may_hold_rows: matches!(place, Place::Found(_)),
        unchecked: options.unchecked,
    };
    let threads = options
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get);
    interrupt::listen();
    find_rows(files, &place, &lines, threads, &mut output)?;
    if interrupt::is_wanted() {
        output.writer.flush()?;
        return Ok(ExitCode::from(INTERRUPTED));
    }
    let survey = output.survey.take();
    let count = output.finish()?;
    if options.count {
        writeln!(io::stdout(), "{count}")?;
    }
    if let Some(survey) = survey {
        warn_of_rows(&survey, &warnings);
    }
    Ok(warnings.status(if options.exit_status && count == 0 { ExitCode::from(NOTHING) } else { ExitCode::SUCCESS }))
}

/// The form of the output.
fn wanted<'q>(options: &RunOptions, query: &'q Query, warnings: &'q RowWarnings) -> Result<Wanted<'q>, Failure> {
    let is_on_terminal = io::stdout().is_terminal();
    let usual = match (options.excel, is_on_terminal) {
        (true, _) => RowFormat::Csv,
        (false, true) => RowFormat::Table,
        (false, false) => RowFormat::Ndjson,
    };
    let columns = match options.columns.as_deref() {
        Some(text) => Some(paths("--columns", text)?),
        None => options.count_by.as_ref().map(|_| counts::FIELDS.map(|name| Path::new([name])).to_vec()),
    };
    let prints = !options.count && !options.quiet;
    let format = if prints { options.format.unwrap_or(usual) } else { RowFormat::Ndjson };
    if options.excel && prints && format != RowFormat::Csv {
        return Err(Failure::with_help("`--excel` writes CSV", "leave `--format` out, or make it `--format csv`"));
    }
    Ok(Wanted {
        format,
        columns,
        has_header: !options.no_header,
        is_for_spreadsheet: options.excel,
        is_on_terminal,
        fields: query.fields(),
        schema: query.schema(),
        warnings,
    })
}

/// A matching row that waits for all to be read.
struct Kept {
    json: Json,
    bytes: Box<[u8]>,
}

impl Kept {
    /// Parses a row, of which it is known that it can be.
    fn new(row: &[u8]) -> Self {
        Self { json: serde_json::from_slice(row).unwrap_or_default(), bytes: row.into() }
    }
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
    progress: Progress,
    skipped: usize,
    count: usize,
    /// Where the query sorts: what may be among the first rows.
    sorted: Selection<'p, Kept>,
    /// As long as no row has matched: what could be why.
    survey: Option<Survey<'p>>,
    warnings: &'p RowWarnings,
}

impl<W: Write> Sink for Output<'_, W> {
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if self.wants_more() {
            if self.program.matches_bytes(row).map_err(RowFailure::Row)? {
                return Ok(self.matching(row)?);
            }
            if let Some(survey) = &mut self.survey {
                survey.take(&serde_json::from_slice(row).unwrap_or_default());
            }
        }
        Ok(self.flow())
    }

    fn wants_each(&self) -> bool {
        self.survey.as_ref().is_some_and(|survey| !survey.is_complete())
    }

    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, Failure> {
        if !self.wants_more() {
            return Ok(ControlFlow::Break(()));
        }
        self.survey = None;
        if self.program.sorts() {
            self.sorted.take(Kept::new(row));
        } else if self.skipped < self.program.offset() {
            self.skipped += 1;
        } else {
            self.count += 1;
            self.give(row)?;
        }
        Ok(self.flow())
    }

    fn warn(&mut self, warning: &RowWarning) {
        self.warnings.tell(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        self.writer.flush()
    }

    fn passed(&mut self, bytes: usize) -> ControlFlow<()> {
        self.progress.passed(bytes);
        if interrupt::is_wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl<W: Write> Output<'_, W> {
    /// Whether rows are still wanted; all are where they are sorted.
    fn wants_more(&self) -> bool {
        self.program.sorts() || self.count < self.program.limit().unwrap_or(usize::MAX)
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.wants_more() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Writes or counts a row of the answer.
    fn give(&mut self, row: &[u8]) -> Result<(), Failure> {
        match &mut self.counts {
            _ if !self.prints => {}
            Some(counts) => counts.take(row, self.schema),
            None => self.writer.row(row)?,
        }
        Ok(())
    }

    /// Writes what waited; gives the number of rows.
    fn finish(mut self) -> Result<usize, Failure> {
        self.progress.end();
        if self.program.sorts() {
            let rows = std::mem::replace(&mut self.sorted, self.program.selection()).finish();
            self.count = rows.len();
            for row in &rows {
                self.give(&row.bytes)?;
            }
        }
        for row in self.counts.into_iter().flat_map(|counts| counts.rows(self.warnings)) {
            self.writer.row(row.as_bytes())?;
        }
        if self.prints {
            self.writer.finish()?
        } else {
            self.writer.flush()?
        }
        Ok(self.count)
    }
}
