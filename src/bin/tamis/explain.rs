//! `tamis explain`: why the first rows match or do not, and how many rows each part of the filter leaves.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use tamis::{Funnel, Program, Survey};

use crate::command::ExplainOptions;
use crate::failure::Failure;
use crate::rows::{Row, Sink};
use crate::warnings::Warnings;

pub(crate) fn explain(options: &ExplainOptions) -> Result<ExitCode, Failure> {
    let query = options.input.query()?;
    let program = query.compile()?;
    Warnings::over_rows(&options.input.setting).heed([query.warnings()])?;
    let out = BufWriter::new(io::stdout().lock());
    let (funnel, survey) = (program.funnel(), program.survey());
    let mut explainer = Explainer { program: &program, funnel, survey, first: options.first, out };
    options.input.read(&mut explainer)?;
    let Explainer { funnel, survey, mut out, .. } = explainer;
    writeln!(out, "{funnel}")?;
    let hints = survey.hints();
    if !hints.is_empty() {
        writeln!(out)?;
    }
    for hint in hints {
        writeln!(out, "{hint}")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Explains the first rows, and looks at all.
struct Explainer<'p, W: Write> {
    program: &'p Program,
    funnel: Funnel<'p>,
    survey: Survey<'p>,
    /// How many rows are explained one by one.
    first: u64,
    out: W,
}

impl<W: Write> Sink for Explainer<'_, W> {
    fn row(&mut self, row: Row<'_>) -> Result<ControlFlow<()>, Failure> {
        let matches = self.funnel.take(&row.json);
        self.survey.take(&row.json);
        let number = self.funnel.rows();
        if number <= self.first {
            writeln!(self.out, "row {number} {}", if matches { "matches" } else { "does not match" })?;
            for line in self.program.explain(&row.json).to_string().lines() {
                writeln!(self.out, "  {line}")?;
            }
            writeln!(self.out)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}
