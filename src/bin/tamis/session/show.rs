//! The commands that show: fields, and the last query in other ways.

use serde_json::Value as Json;
use tamis::endpoint::Assume;
use tamis::{Field, Operator, Parsed, Path, Query, Schema, Type};

use super::{Outcome, Session, Shown, Warning};
use crate::explain::Explainer;
use crate::failure::Failure;
use crate::interrupt;
use crate::plan;

/// How many of the first rows are explained.
const FIRST: u64 = 3;

pub(super) fn schema<'s>(session: &'s mut Session, path: &str) -> Result<Outcome<'s>, Failure> {
    let known = session.known();
    if path.is_empty() {
        return Ok(Outcome::text(list(&known)));
    }
    // A name in backticks is read as the language reads it.
    let read = Query::parse(&format!("sort by {path}"), &Schema::open()).ok();
    let path = read.and_then(|query| query.fields().first().map(|path| Path::clone(path))).unwrap_or(path.into());
    match known.field(&path) {
        Some(field) => Ok(Outcome::text(describe(field, session.words(&path)))),
        None => Err(Failure::with_help(format_args!("no field `{path}` is known"), "`:schema` lists the fields")),
    }
}

fn list(schema: &Schema) -> String {
    let names: Vec<String> = schema.fields().map(|field| field.path().to_string()).collect();
    if names.is_empty() {
        return "no field is known, any is taken; `:endpoint` or `:load` make some known".to_owned();
    }
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let lines = names.iter().zip(schema.fields()).map(|(name, field)| {
        let description = field.description().map(|text| format!("  {text}")).unwrap_or_default();
        format!("{name:width$}  {}{description}", field.ty())
    });
    std::iter::once(format!("{}:", schema.origin())).chain(lines).collect::<Vec<_>>().join("\n")
}

/// All that is known of `field`, of which the loaded rows have `words`.
fn describe(field: &Field, words: &[String]) -> String {
    let nullable = if field.is_nullable() { ", may be null" } else { "" };
    let mut lines = vec![format!("{}: {}{nullable}", field.path(), field.ty())];
    lines.extend(field.description().map(|text| format!("  {text}")));
    lines.extend(field.known_since().map(|version| format!("  since {version}")));
    lines.extend(field.warning().map(|note| format!("  {note}")));
    let operators = Operator::ALL.iter().filter(|operator| operator.accepts(field.ty()));
    lines.push(format!("  operators: {}", operators.map(|operator| operator.spelling()).collect::<Vec<_>>().join(" ")));
    if let Type::Enum(words) = field.ty() {
        let more = if words.open { " (there may be more)" } else { "" };
        lines.push(format!("  words: {}{more}", words.words().collect::<Vec<_>>().join(" ")));
    }
    if !words.is_empty() {
        lines.push(format!("  in the rows: {}", words.join(", ")));
    }
    lines.join("\n")
}

pub(super) fn plan<'s>(session: &'s mut Session, names: &str) -> Result<Outcome<'s>, Failure> {
    let named = names.split([',', ' ']).filter(|name| !name.is_empty());
    let granted = named.map(|name| name.parse().map_err(|error| Failure::usage(format_args!("`{name}`: {error}"))));
    let granted: Vec<Assume> = granted.collect::<Result<_, _>>()?;
    let query = session.bound(session.last()?)?;
    let endpoint = session.asked.endpoint.as_ref().ok_or_else(|| session.needs_endpoint())?;
    let plan = plan::split(&query, Some(endpoint), &granted)?;
    let warnings = vec![Warning::Found(session.warnings.left(query.warnings())?)];
    Ok(Outcome { warnings, shown: Shown::Text(plan.to_string().trim_end().to_owned()) })
}

pub(super) fn explain<'s>(session: &'s mut Session, _: &str) -> Result<Outcome<'s>, Failure> {
    let program = session.bound(session.last()?)?.compile()?;
    let mut explainer = Explainer::new(&program, FIRST, &session.row_warnings, Vec::new());
    for row in session.rows()? {
        explainer.take(row)?;
    }
    interrupt::check()?;
    let text = String::from_utf8_lossy(&explainer.finish()?).trim_end().to_owned();
    Ok(Outcome::text(text))
}

pub(super) fn fmt<'s>(session: &'s mut Session, _: &str) -> Result<Outcome<'s>, Failure> {
    Ok(Outcome::text(Parsed::parse(session.last()?)?.to_string()))
}

pub(super) fn count<'s>(session: &'s mut Session, _: &str) -> Result<Outcome<'s>, Failure> {
    let program = session.bound(session.last()?)?.compile()?;
    let count = session.rows()?.filter(|row| program.matches(row)).count();
    interrupt::check()?;
    Ok(Outcome::text(count.to_string()))
}

impl Session {
    fn last(&self) -> Result<&str, Failure> {
        let none = || Failure::with_help("there is no query yet", "write one first, such as `limit 5`");
        self.last.as_deref().ok_or_else(none)
    }

    /// Returns the loaded rows, up to the one at which Ctrl-C comes.
    fn rows(&self) -> Result<impl Iterator<Item = &Json>, Failure> {
        let none = || Failure::with_help("no rows are loaded", "`:load FILE` loads some");
        let loaded = self.loaded.as_ref().ok_or_else(none)?;
        Ok(loaded.rows.iter().take_while(|_| !interrupt::is_wanted()))
    }
}
