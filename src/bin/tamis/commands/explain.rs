//! `tamis explain`: prints why the first rows match or do not, and how many rows pass each part of the filter.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::Program;
use tamis::explain::{Funnel, Survey};

use crate::cli::ExplainOptions;
use crate::color;
use crate::failure::Failure;
use crate::row_warnings::{RowWarning, RowWarningPolicy};
use crate::rows::RowVisitor;
use crate::warnings::WarningPolicy;

pub(crate) fn explain(options: &ExplainOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    WarningPolicy::for_local_rows(&options.input.setting).enforce([query.warnings()])?;
    let warnings = RowWarningPolicy::new(&options.input.setting);
    let mut explainer = Explainer::new(&program, options.first, &warnings, BufWriter::new(io::stdout().lock()));
    explainer.has_colours = color::is_on(&io::stdout());
    let skipped = options.input.read(&query, &program, &mut explainer)?;
    explainer.finish()?.flush()?;
    skipped.eprint();
    Ok(warnings.status(skipped.status()))
}

/// Explains the first rows, and observes all of them.
pub(crate) struct Explainer<'p, W: Write> {
    program: &'p Program,
    funnel: Funnel<'p>,
    survey: Survey<'p>,
    /// The number of rows that are explained one by one.
    first: u64,
    warnings: &'p RowWarningPolicy,
    has_colours: bool,
    out: W,
}

impl<'p, W: Write> Explainer<'p, W> {
    pub(crate) fn new(program: &'p Program, first: u64, warnings: &'p RowWarningPolicy, out: W) -> Self {
        Self { program, funnel: program.funnel(), survey: program.survey(), first, warnings, has_colours: false, out }
    }

    /// Observes a row, and writes its explanation if it is among the first.
    pub(crate) fn observe(&mut self, row: &Json) -> io::Result<()> {
        let matches = self.funnel.observe(row);
        self.survey.observe(row);
        let number = self.funnel.rows();
        if number <= self.first {
            let (verdict, colour) = if matches { ("matches", color::GREEN) } else { ("does not match", color::RED) };
            let verdict =
                if self.has_colours { format!("{colour}{verdict}{}", color::PLAIN) } else { verdict.to_owned() };
            writeln!(self.out, "row {number} {verdict}")?;
            for line in self.program.explain(row).to_string().lines() {
                writeln!(self.out, "  {line}")?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes the summary of all rows, which includes the warnings about them, and returns the writer.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "{}", self.funnel)?;
        let mut hints = self.survey.hints();
        hints.retain(|hint| hint.code().is_none_or(|code| self.warnings.shows(code)));
        if !hints.is_empty() {
            writeln!(self.out)?;
        }
        for hint in hints {
            writeln!(self.out, "{hint}")?;
        }
        Ok(self.out)
    }
}

impl<W: Write> RowVisitor for Explainer<'_, W> {
    fn row(&mut self, row: Json, _: &[u8]) -> Result<ControlFlow<()>, Failure> {
        self.observe(&row)?;
        Ok(ControlFlow::Continue(()))
    }

    fn warn(&mut self, warning: &RowWarning) {
        self.warnings.eprint(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}
