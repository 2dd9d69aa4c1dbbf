//! `tamis explain`: why the first rows match or do not, and how many rows each part of the filter leaves.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::Program;
use tamis::explain::{Funnel, Survey};

use crate::color;
use crate::command::ExplainOptions;
use crate::failure::Failure;
use crate::row_warnings::{RowWarning, RowWarnings};
use crate::rows::Each;
use crate::warnings::Warnings;

pub(crate) fn explain(options: &ExplainOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let warnings = RowWarnings::new(&options.input.setting);
    let mut explainer = Explainer::new(&program, options.first, &warnings, BufWriter::new(io::stdout().lock()));
    explainer.has_colours = color::is_on(&io::stdout());
    let skipped = options.input.read(&query, &program, &mut explainer)?;
    explainer.finish()?.flush()?;
    skipped.tell();
    Ok(warnings.status(skipped.status()))
}

/// Explains the first rows, and looks at all.
pub(crate) struct Explainer<'p, W: Write> {
    program: &'p Program,
    funnel: Funnel<'p>,
    survey: Survey<'p>,
    /// How many rows are explained one by one.
    first: u64,
    warnings: &'p RowWarnings,
    has_colours: bool,
    out: W,
}

impl<'p, W: Write> Explainer<'p, W> {
    pub(crate) fn new(program: &'p Program, first: u64, warnings: &'p RowWarnings, out: W) -> Self {
        Self { program, funnel: program.funnel(), survey: program.survey(), first, warnings, has_colours: false, out }
    }

    pub(crate) fn take(&mut self, row: &Json) -> io::Result<()> {
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

    /// Writes what is said about all rows. Warnings are part of it, and so they are not printed by themselves.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "{}", self.funnel)?;
        let mut hints = self.survey.hints();
        hints.retain(|hint| hint.code().is_none_or(|code| self.warnings.wants(code)));
        if !hints.is_empty() {
            writeln!(self.out)?;
        }
        for hint in hints {
            writeln!(self.out, "{hint}")?;
        }
        Ok(self.out)
    }
}

impl<W: Write> Each for Explainer<'_, W> {
    fn row(&mut self, row: Json, _: &[u8]) -> Result<ControlFlow<()>, Failure> {
        self.take(&row)?;
        Ok(ControlFlow::Continue(()))
    }

    fn warn(&mut self, warning: &RowWarning) {
        self.warnings.tell(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}
