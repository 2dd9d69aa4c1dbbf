//! `tamis dialects`: prints what each API supports, or what each field of one collection does.

use std::io::Write;
use std::process::ExitCode;

use tamis::endpoint::{Capability, Feature};
use tamis::{Dialect, Endpoint, Operator};

use crate::cli::DialectsOptions;
use crate::failure::Failure;
use crate::query::endpoint;

pub(crate) fn dialects(options: &DialectsOptions) -> Result<ExitCode, Failure> {
    let rows = match &options.endpoint {
        Some(path) => field_table(&endpoint(options.api.dialect, path)?),
        None => dialect_table(),
    };
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut out = std::io::stdout().lock();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns a row for each feature. Types for which all dialects support an operator alike share a row.
fn dialect_table() -> Vec<Vec<String>> {
    let names = Dialect::ALL.iter().map(ToString::to_string);
    let mut rows = vec![std::iter::once(String::new()).chain(names).collect::<Vec<_>>()];
    let mut last: Option<(Operator, Vec<String>)> = None;
    for feature in Feature::all() {
        let cells = Dialect::ALL.iter().map(|dialect| dialect.capability(&feature).to_string());
        let cells: Vec<String> = cells.collect();
        let name = feature.to_string();
        let operator = if let Feature::Compare(operator, _) = feature { Some(operator) } else { None };
        match (&last, rows.last_mut()) {
            (Some((earlier, same)), Some(row)) if Some(*earlier) == operator && *same == cells => {
                let (_, ty) = name.split_once(" on ").unwrap_or_default();
                row[0].push_str(&format!(", {ty}"));
            }
            _ => rows.push(std::iter::once(name).chain(cells.iter().cloned()).collect()),
        }
        last = operator.map(|operator| (operator, cells));
    }
    rows
}

/// Returns a row for each field: its operators by capability.
fn field_table(endpoint: &Endpoint) -> Vec<Vec<String>> {
    let levels = [Capability::Exact, Capability::Superset, Capability::Assumed];
    let names = levels.iter().map(ToString::to_string);
    let mut rows = vec![std::iter::once(endpoint.to_string()).chain(names).collect::<Vec<_>>()];
    for field in endpoint.schema().fields() {
        let operators_at = |level: Capability| {
            let operators = Operator::ALL.iter().filter(|operator| {
                operator.accepts(field.ty()) && endpoint.capability(field, **operator, None) == level
            });
            operators.map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        let cells = levels.iter().map(|level| operators_at(*level));
        rows.push(std::iter::once(format!("{}: {}", field.path(), field.ty())).chain(cells).collect());
    }
    rows
}
