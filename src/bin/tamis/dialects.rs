//! `tamis dialects`: what each API can be asked, or each field of one collection.

use std::io::Write;
use std::process::ExitCode;

use tamis::endpoint::{Capability, Feature};
use tamis::{Dialect, Endpoint, Operator};

use crate::command::DialectsOptions;
use crate::failure::Failure;
use crate::query::endpoint;

pub(crate) fn dialects(options: &DialectsOptions) -> Result<ExitCode, Failure> {
    let rows = match &options.endpoint {
        Some(path) => of_fields(&endpoint(options.dialect, path)?),
        None => of_dialects(),
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

/// A row a feature; those of an operator that all dialects take alike stand in one.
fn of_dialects() -> Vec<Vec<String>> {
    let names = Dialect::ALL.iter().map(ToString::to_string);
    let mut rows = vec![std::iter::once(String::new()).chain(names).collect::<Vec<_>>()];
    let mut last: Option<(Operator, Vec<String>)> = None;
    for feature in Feature::all() {
        let answers = Dialect::ALL.iter().map(|dialect| dialect.capability(&feature).to_string());
        let answers: Vec<String> = answers.collect();
        let named = feature.to_string();
        let operator = if let Feature::Compare(operator, _) = feature { Some(operator) } else { None };
        match (&last, rows.last_mut()) {
            (Some((earlier, same)), Some(row)) if Some(*earlier) == operator && *same == answers => {
                let (_, ty) = named.split_once(" on ").unwrap_or_default();
                row[0].push_str(&format!(", {ty}"));
            }
            _ => rows.push(std::iter::once(named).chain(answers.iter().cloned()).collect()),
        }
        last = operator.map(|operator| (operator, answers));
    }
    rows
}

/// A row a field: what it can be asked, by how well.
fn of_fields(endpoint: &Endpoint) -> Vec<Vec<String>> {
    let levels = [Capability::Exact, Capability::Superset, Capability::Assumed];
    let names = levels.iter().map(ToString::to_string);
    let mut rows = vec![std::iter::once(endpoint.to_string()).chain(names).collect::<Vec<_>>()];
    for field in endpoint.schema().fields() {
        let taken = |level: Capability| {
            let operators = Operator::ALL.iter().filter(|operator| {
                operator.accepts(field.ty()) && endpoint.capability(field, **operator, None) == level
            });
            operators.map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        let cells = levels.iter().map(|level| taken(*level));
        rows.push(std::iter::once(format!("{}: {}", field.path(), field.ty())).chain(cells).collect());
    }
    rows
}
