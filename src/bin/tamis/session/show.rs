//! The commands that show fields, or the last query in another way.

use serde_json::Value as Json;
use tamis::endpoint::Assume;
use tamis::{Field, Operator, Parsed, Path, Query, Schema, Type};

use super::{Outcome, Reply, Session, Warning};
use crate::commands::explain::Explainer;
use crate::commands::plan::split;
use crate::failure::Failure;
use crate::interrupt;

/// The number of first rows that are explained.
const FIRST: u64 = 3;

pub(super) fn schema<'s>(session: &'s Session, path: &str) -> Result<Outcome<'s>, Failure> {
    let known = session.known();
    if path.is_empty() {
        return Ok(Outcome::text(list(&known)));
    }
    // Parsed as a sort key, so that names in backticks work as in queries.
    let parsed = Query::parse(&format!("sort by {path}"), &Schema::open()).ok();
    let path = parsed.and_then(|query| query.fields().first().map(|path| Path::clone(path))).unwrap_or(path.into());
    match known.field(&path) {
        Some(field) => Ok(Outcome::text(describe(field, session.words(&path)))),
        None => Err(Failure::with_help(format_args!("no known field `{path}`"), "`:schema` lists the fields")),
    }
}

fn list(schema: &Schema) -> String {
    let names: Vec<String> = schema.fields().map(|field| field.path().to_string()).collect();
    if names.is_empty() {
        return "no fields are known, and any is accepted; `:endpoint` or `:load` make fields known".to_owned();
    }
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let lines = names.iter().zip(schema.fields()).map(|(name, field)| {
        let description = field.description().map(|text| format!("  {text}")).unwrap_or_default();
        format!("{name:width$}  {}{description}", field.ty())
    });
    std::iter::once(format!("{}:", schema.origin())).chain(lines).collect::<Vec<_>>().join("\n")
}

/// Describes `field`; `words` are its texts in the loaded rows.
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

pub(super) fn plan<'s>(session: &'s Session, names: &str) -> Result<Outcome<'s>, Failure> {
    let named = names.split([',', ' ']).filter(|name| !name.is_empty());
    let granted = named.map(|name| name.parse().map_err(|error| Failure::usage(format_args!("`{name}`: {error}"))));
    let granted: Vec<Assume> = granted.collect::<Result<_, _>>()?;
    let query = session.bound(session.last()?)?;
    let endpoint = session.target.endpoint.as_ref().ok_or_else(|| session.needs_endpoint())?;
    let plan = split(&query, Some(endpoint), &granted)?;
    let warnings = vec![Warning::Query(session.warnings.check(query.warnings())?)];
    Ok(Outcome { warnings, reply: Reply::Text(plan.to_string().trim_end().to_owned()) })
}

pub(super) fn explain(session: &Session) -> Result<Outcome<'_>, Failure> {
    let program = session.bound(session.last()?)?.compile()?;
    let mut explainer = Explainer::new(&program, FIRST, &session.row_warnings, Vec::new());
    for row in session.rows()? {
        explainer.observe(row)?;
    }
    interrupt::check()?;
    let text = String::from_utf8_lossy(&explainer.finish()?).trim_end().to_owned();
    Ok(Outcome::text(text))
}

pub(super) fn fmt(session: &Session) -> Result<Outcome<'_>, Failure> {
    Ok(Outcome::text(Parsed::parse(session.last()?)?.to_string()))
}

pub(super) fn count(session: &Session) -> Result<Outcome<'_>, Failure> {
    let program = session.bound(session.last()?)?.compile()?;
    let count = session.rows()?.filter(|row| program.matches(row)).count();
    interrupt::check()?;
    Ok(Outcome::text(count.to_string()))
}

impl Session {
    /// Returns the text of the last query.
    fn last(&self) -> Result<&str, Failure> {
        let none = || Failure::with_help("there is no query yet", "write one first, such as `limit 5`");
        self.last.as_deref().ok_or_else(none)
    }

    /// Returns the loaded rows. Ends early after Ctrl-C.
    fn rows(&self) -> Result<impl Iterator<Item = &Json>, Failure> {
        let none = || Failure::with_help("no rows are loaded", "`:load FILE` loads them");
        let loaded = self.loaded.as_ref().ok_or_else(none)?;
        Ok(loaded.rows.iter().take_while(|_| !interrupt::is_requested()))
    }
}
