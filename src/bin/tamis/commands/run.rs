//! `tamis run`: prints the rows that match, as they are read, or sorted after all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::explain::Survey;
use tamis::rows::Selection;
use tamis::{Path, Program, Query, Schema};

use crate::cli::{RowFormat, RunOptions};
use crate::failure::{Failure, INTERRUPTED, NOTHING};
use crate::interrupt;
use crate::output::counts::{self, Counts};
use crate::output::{OutputOptions, RowWriter};
use crate::paths::{path, paths};
use crate::progress::Progress;
use crate::row_warnings::{RowSurvey, RowWarning, RowWarningPolicy};
use crate::rows::{LineScanner, RowFailure, RowSink, RowsAt, Skipped, scan_files};
use crate::warnings::WarningPolicy;

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    WarningPolicy::for_local_rows(&options.input.setting).enforce([query.warnings()])?;
    let warnings = RowWarningPolicy::new(&options.input.setting);
    let output_options = output_options(options, &query, &warnings)?;
    let counts = options.count_by.as_deref().map(|text| path("--count-by", text)).transpose()?;
    // With `--count-by`, the counted path takes the place of the columns: those that are printed are of the counts.
    let columns = counts.as_ref().map_or(output_options.columns.as_deref().unwrap_or_default(), std::slice::from_ref);
    let unknown: Vec<Path> = columns.iter().filter(|path| query.schema().field(path).is_none()).cloned().collect();
    let key_of_counts = counts.is_some().then(|| counts::sort_key(&query)).flatten();
    let printed = columns.to_vec();
    let counts = counts.map(|path| Counts::new(&path, query.schema()));
    let prints = !options.count && !options.quiet;
    let prints_at_once = prints && output_options.format != RowFormat::Table && counts.is_none() && !program.sorts();
    let files = options.input.files()?;
    let mut row_survey = RowSurvey::new((program.limit() != Some(0)).then(|| survey(&program, &unknown)));
    let mut output = Output {
        program: &program,
        schema: query.schema(),
        prints,
        writer: RowWriter::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()), output_options),
        counts,
        progress: Progress::new(files, prints_at_once && io::stdout().is_terminal()),
        skipped: 0,
        count: 0,
        sorted: program.selection(),
        row_survey: &mut row_survey,
        warnings: &warnings,
    };
    let at = options.input.rows_at(&query, &printed)?;
    let scanner = LineScanner {
        program: program.clone(),
        may_hold_rows: matches!(at, RowsAt::Detected(_)),
        unchecked: options.unchecked,
    };
    let threads = options
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get);
    interrupt::listen();
    let mut skipped = Skipped::default();
    let counted = options.input.rows.skip_bad.then_some(&mut skipped);
    let read = scan_files(files, &at, &scanner, threads, &mut output, counted);
    let is_interrupted = interrupt::is_requested();
    let done = match read {
        Ok(()) if is_interrupted => output.stop(),
        Ok(()) => output.finish(options.count),
        Err(failure) => Err(failure),
    };
    let status = match done {
        Ok(_) if is_interrupted => ExitCode::from(INTERRUPTED),
        // If rows were skipped, one of them might have matched.
        Ok(0) if options.exit_status && skipped.is_empty() => ExitCode::from(NOTHING),
        // If the reader of the output closed it, warnings about the rows are still printed.
        Ok(_) | Err(Failure::Closed) => skipped.status(),
        Err(failure) => return Err(failure),
    };
    if let Some(key) = key_of_counts {
        warnings.eprint(&counts::warning_of_sort(key));
    }
    row_survey.eprint(key_of_counts, &warnings);
    skipped.eprint();
    Ok(if is_interrupted { status } else { warnings.status(status) })
}

/// Returns a survey of the query's paths and of `others`.
fn survey<'p>(program: &'p Program, others: &'p [Path]) -> Survey<'p> {
    let mut survey = program.survey();
    others.iter().for_each(|path| survey.add_path(path));
    survey
}

/// Returns the output options of the command line, with their defaults.
fn output_options<'q>(
    options: &RunOptions,
    query: &'q Query,
    warnings: &'q RowWarningPolicy,
) -> Result<OutputOptions<'q>, Failure> {
    let is_on_terminal = io::stdout().is_terminal();
    let default = match (options.excel, is_on_terminal) {
        (true, _) => RowFormat::Csv,
        (false, true) => RowFormat::Table,
        (false, false) => RowFormat::Ndjson,
    };
    let columns = match options.columns.as_deref() {
        Some(text) => Some(paths("--columns", text)?),
        None => options.count_by.as_ref().map(|_| counts::FIELDS.map(|name| Path::new([name])).to_vec()),
    };
    let prints = !options.count && !options.quiet;
    let format = if prints { options.format.unwrap_or(default) } else { RowFormat::Ndjson };
    if options.excel && prints && format != RowFormat::Csv {
        return Err(Failure::with_help("`--excel` writes CSV", "leave `--format` out, or make it `--format csv`"));
    }
    Ok(OutputOptions {
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

/// A matching row that is sorted after all rows are read.
struct BufferedRow {
    json: Json,
    bytes: Box<[u8]>,
}

impl BufferedRow {
    /// Parses a row. Fails if the value of a sort key cannot be represented.
    fn new(program: &Program, row: &[u8]) -> Result<Self, RowFailure> {
        Ok(Self { json: program.read_row(row)?, bytes: row.into() })
    }
}

impl Borrow<Json> for BufferedRow {
    fn borrow(&self) -> &Json {
        &self.json
    }
}

/// The sink of matching rows: skips the offset, then sorts, counts or writes.
struct Output<'p, 's, W: Write> {
    program: &'p Program,
    schema: &'p Schema,
    prints: bool,
    writer: RowWriter<'p, W>,
    /// The counts of `--count-by`, which are written instead of the rows.
    counts: Option<Counts>,
    progress: Progress,
    /// The number of matching rows skipped by the offset.
    skipped: usize,
    /// The number of rows of the result.
    count: usize,
    /// The rows that may be among the first, if the query sorts.
    sorted: Selection<'p, BufferedRow>,
    row_survey: &'p mut RowSurvey<'s>,
    warnings: &'p RowWarningPolicy,
}

impl<W: Write> RowSink for Output<'_, '_, W> {
    fn untested_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if self.wants_more() {
            let matches = self.program.matches_bytes(row)?;
            self.row_survey.observe(row);
            if matches {
                return self.matching_row(row);
            }
        }
        Ok(self.flow())
    }

    fn wants_every_row(&self) -> bool {
        // `observe_lines` receives the rows that do not match.
        false
    }

    fn observe_lines(&mut self, lines: &[u8]) {
        self.row_survey.observe_lines(lines);
    }

    fn matching_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if !self.wants_more() {
            return Ok(ControlFlow::Break(()));
        }
        self.row_survey.set_matched();
        if self.program.sorts() {
            self.check(row)?;
            self.sorted.push(BufferedRow::new(self.program, row)?);
        } else if self.skipped < self.program.offset() {
            self.skipped += 1;
        } else {
            self.check(row)?;
            self.count += 1;
            self.emit(row)?;
        }
        Ok(self.flow())
    }

    fn warn(&mut self, warning: &RowWarning) {
        self.warnings.eprint(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        self.writer.flush()
    }

    fn processed(&mut self, bytes: usize) -> ControlFlow<()> {
        self.progress.add(bytes);
        if interrupt::is_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl<W: Write> Output<'_, '_, W> {
    /// Returns `true` if more rows are wanted; a sort wants all.
    fn wants_more(&self) -> bool {
        self.program.sorts() || self.count < self.program.limit().unwrap_or(usize::MAX)
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.wants_more() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Writes or counts a row of the result.
    fn emit(&mut self, row: &[u8]) -> Result<(), Failure> {
        match &mut self.counts {
            _ if !self.prints => {}
            Some(counts) => counts.add(row, self.schema),
            None => self.writer.row(row)?,
        }
        Ok(())
    }

    /// Fails if a value to print or count cannot be represented.
    fn check(&self, row: &[u8]) -> Result<(), RowFailure> {
        match &self.counts {
            _ if !self.prints => Ok(()),
            Some(counts) => counts.check(row, self.schema),
            None => self.writer.check(row),
        }
    }

    /// Ends after an interrupt: flushes the rows written so far. Returns the number of rows.
    fn stop(mut self) -> Result<usize, Failure> {
        self.progress.end();
        self.writer.flush()?;
        Ok(self.count)
    }

    /// Writes the sorted rows, the counts and, if `writes_count`, the number of rows. Returns that number.
    fn finish(mut self, writes_count: bool) -> Result<usize, Failure> {
        self.progress.end();
        if self.program.sorts() {
            let rows = std::mem::replace(&mut self.sorted, self.program.selection()).finish();
            self.count = rows.len();
            for row in &rows {
                self.emit(&row.bytes)?;
            }
        }
        for row in self.counts.into_iter().flat_map(Counts::rows) {
            self.writer.row(row.as_bytes())?;
        }
        if self.prints {
            self.writer.finish()?
        } else {
            self.writer.flush()?
        }
        if writes_count {
            writeln!(io::stdout(), "{}", self.count)?;
        }
        Ok(self.count)
    }
}
