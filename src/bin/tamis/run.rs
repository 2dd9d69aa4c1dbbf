//! `tamis run`: the rows that match, printed as they come, or sorted once all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::explain::Survey;
use tamis::rows::Selection;
use tamis::{Path, Program, Query, Schema};

use crate::columns::{path, paths};
use crate::command::{RowFormat, RunOptions};
use crate::counts::{self, Counts};
use crate::failure::{Failure, INTERRUPTED, NOTHING};
use crate::interrupt;
use crate::progress::Progress;
use crate::row_warnings::{RowWarning, RowWarnings, RowsSeen};
use crate::rows::{Lines, Place, RowFailure, Sink, Skipped, find_rows};
use crate::warnings::Warnings;
use crate::write::{Wanted, Writer};

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let warnings = RowWarnings::new(&options.input.setting);
    let wanted = wanted(options, &query, &warnings)?;
    let counts = options.count_by.as_deref().map(|text| path("--count-by", text)).transpose()?;
    // Where values are counted, the columns are those of the counts.
    let columns = counts.as_ref().map_or(wanted.columns.as_deref().unwrap_or_default(), std::slice::from_ref);
    let named: Vec<Path> = columns.iter().filter(|path| query.schema().field(path).is_none()).cloned().collect();
    let sorts_counts = counts.is_some().then(|| counts::sort_key(&query)).flatten();
    let printed = columns.to_vec();
    let counts = counts.map(|path| Counts::new(&path, query.schema()));
    let prints = !options.count && !options.quiet;
    let writes_as_it_goes = prints && wanted.format != RowFormat::Table && counts.is_none() && !program.sorts();
    let files = options.input.files()?;
    let mut rows_seen = RowsSeen::new((program.limit() != Some(0)).then(|| survey(&program, &named)));
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
        rows_seen: &mut rows_seen,
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
    let mut skipped = Skipped::default();
    let counted = options.input.skip_bad.then_some(&mut skipped);
    let read = find_rows(files, &place, &lines, threads, &mut output, counted);
    let is_interrupted = interrupt::is_wanted();
    let done = match read {
        Ok(()) if is_interrupted => output.stop(),
        Ok(()) => output.finish(options.count),
        Err(failure) => Err(failure),
    };
    let status = match done {
        Ok(_) if is_interrupted => ExitCode::from(INTERRUPTED),
        // Where rows were skipped, it is not known that nothing matches.
        Ok(0) if options.exit_status && skipped.is_empty() => ExitCode::from(NOTHING),
        // Who read the output has gone, and yet may want to know what was wrong with the rows.
        Ok(_) | Err(Failure::Closed) => skipped.status(),
        Err(failure) => return Err(failure),
    };
    if let Some(key) = sorts_counts {
        warnings.tell(&counts::warning_of_sort(key));
    }
    rows_seen.warn(sorts_counts, &warnings);
    skipped.tell();
    Ok(if is_interrupted { status } else { warnings.status(status) })
}

/// A survey of what the query, and what is named besides, read of rows.
fn survey<'p>(program: &'p Program, named: &'p [Path]) -> Survey<'p> {
    let mut survey = program.survey();
    named.iter().for_each(|path| survey.add_path(path));
    survey
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
    /// Parses a row. Fails where a sort key holds what cannot be read.
    fn new(program: &Program, row: &[u8]) -> Result<Self, RowFailure> {
        Ok(Self { json: program.read_row(row)?, bytes: row.into() })
    }
}

impl Borrow<Json> for Kept {
    fn borrow(&self) -> &Json {
        &self.json
    }
}

/// Where matching rows go.
struct Output<'p, 's, W: Write> {
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
    rows_seen: &'p mut RowsSeen<'s>,
    warnings: &'p RowWarnings,
}

impl<W: Write> Sink for Output<'_, '_, W> {
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if self.wants_more() {
            let matches = self.program.matches_bytes(row)?;
            self.rows_seen.take(row);
            if matches {
                return self.matching(row);
            }
        }
        Ok(self.flow())
    }

    fn wants_each(&self) -> bool {
        // Lines that are rows come all together, whether they match or not.
        false
    }

    fn skim(&mut self, lines: &[u8]) {
        self.rows_seen.skim(lines);
    }

    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if !self.wants_more() {
            return Ok(ControlFlow::Break(()));
        }
        self.rows_seen.has_match();
        if self.program.sorts() {
            self.check(row)?;
            self.sorted.push(Kept::new(self.program, row)?);
        } else if self.skipped < self.program.offset() {
            self.skipped += 1;
        } else {
            self.check(row)?;
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

impl<W: Write> Output<'_, '_, W> {
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

    /// Fails if what is to be printed of a row cannot be.
    fn check(&self, row: &[u8]) -> Result<(), RowFailure> {
        match &self.counts {
            _ if !self.prints => Ok(()),
            Some(counts) => counts.check(row, self.schema),
            None => self.writer.check(row),
        }
    }

    /// Lets go of what could be written so far.
    fn stop(mut self) -> Result<usize, Failure> {
        self.progress.end();
        self.writer.flush()?;
        Ok(self.count)
    }

    /// Writes what waited, or how many rows there are, which it gives.
    fn finish(mut self, writes_count: bool) -> Result<usize, Failure> {
        self.progress.end();
        if self.program.sorts() {
            let rows = std::mem::replace(&mut self.sorted, self.program.selection()).finish();
            self.count = rows.len();
            for row in &rows {
                self.give(&row.bytes)?;
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
