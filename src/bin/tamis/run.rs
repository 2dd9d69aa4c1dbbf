//! `tamis run`: the rows that match, printed as they come, or sorted once all are read.

use std::borrow::Borrow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;

use memchr::memchr2;
use serde_json::Value as Json;
use tamis::{Path, Program, Selection};

use crate::command::{RowFormat, RunOptions};
use crate::failure::{Failure, INTERRUPTED, NOTHING, show, tell};
use crate::interrupt;
use crate::progress::Progress;
use crate::query::{bind, prepare};
use crate::rows::{Input, Lines, Place, RowFailure, Sink, read_rows};
use crate::table;

pub(crate) fn run(options: &RunOptions) -> Result<ExitCode, Failure> {
    let setting = &options.setting;
    let (query, files) = match (&setting.file, options.words.split_first()) {
        (None, Some((query, files))) => (Some(query.as_str()), files),
        _ => (None, options.words.as_slice()),
    };
    let prepared = prepare(query, setting)?;
    let query = bind(&prepared.query, setting)?;
    let program = query.compile()?;
    show(query.warnings());
    let place = match options.rows.as_deref() {
        None => Place::Found,
        Some(".") => Place::Value,
        Some(path) => Place::At(path.into()),
    };
    let format = if io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Ndjson };
    let format = if options.count || options.quiet { RowFormat::Ndjson } else { options.format.unwrap_or(format) };
    let prints = !options.count && !options.quiet;
    let shows_rows = prints && format == RowFormat::Ndjson && !program.sorts() && io::stdout().is_terminal();
    let mut output = Output {
        is_table: format == RowFormat::Table,
        program: &program,
        prints,
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        progress: Progress::new(files, shows_rows),
        skipped: 0,
        count: 0,
        sorted: program.selection(),
        kept: Vec::new(),
    };
    let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
    if reads_stdin && setting.file.as_deref() == Some("-") {
        let message = "standard input cannot give both the query and the rows";
        return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
    }
    let lines =
        Lines { program: program.clone(), may_hold_rows: matches!(place, Place::Found), unchecked: options.unchecked };
    let threads = options
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get);
    interrupt::listen();
    let stdin = ["-".to_owned()];
    for file in if files.is_empty() { &stdin } else { files } {
        let input = match file.as_str() {
            "-" => {
                if io::stdin().is_terminal() {
                    tell("reading rows from the terminal; Ctrl-D ends them");
                }
                Input::stdin()
            }
            file => Input::open(file)?,
        };
        if read_rows(input, &place, &lines, threads, &mut output)?.is_break() {
            break;
        }
    }
    if interrupt::is_wanted() {
        output.out.flush()?;
        return Ok(ExitCode::from(INTERRUPTED));
    }
    let fields = query.fields();
    let count = output.finish(&fields)?;
    if options.count {
        writeln!(io::stdout(), "{count}")?;
    }
    Ok(if options.exit_status && count == 0 { ExitCode::from(NOTHING) } else { ExitCode::SUCCESS })
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
    is_table: bool,
    prints: bool,
    out: W,
    progress: Progress,
    skipped: usize,
    count: usize,
    /// Where the query sorts: what may be among the first rows.
    sorted: Selection<'p, Kept>,
    /// For a table: the rows that it will show.
    kept: Vec<Kept>,
}

impl<W: Write> Sink for Output<'_, W> {
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if self.wants_more() && self.program.matches_bytes(row).map_err(RowFailure::Row)? {
            return Ok(self.matching(row)?);
        }
        Ok(self.flow())
    }

    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, Failure> {
        if !self.wants_more() {
            return Ok(ControlFlow::Break(()));
        }
        if self.program.sorts() {
            self.sorted.take(Kept::new(row));
        } else if self.skipped < self.program.offset() {
            self.skipped += 1;
        } else {
            self.count += 1;
            if self.is_table {
                self.kept.push(Kept::new(row));
            } else if self.prints {
                write_row(&mut self.out, row)?;
            }
        }
        Ok(self.flow())
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
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

    /// Writes what waited; gives the number of rows.
    fn finish(mut self, fields: &[&Path]) -> Result<usize, Failure> {
        self.progress.end();
        let mut rows = self.kept;
        if self.program.sorts() {
            rows = self.sorted.finish();
            self.count = rows.len();
        }
        if self.prints && self.is_table {
            let rows: Vec<&Json> = rows.iter().map(|row| &row.json).collect();
            table::write(&mut self.out, &rows, fields)?;
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
fn write_row(out: &mut impl Write, row: &[u8]) -> io::Result<()> {
    if memchr2(b'\n', b'\r', row).is_none() {
        out.write_all(row)?;
    } else {
        for part in row.split(|byte| matches!(byte, b'\n' | b'\r')) {
            out.write_all(part)?;
        }
    }
    out.write_all(b"\n")
}
