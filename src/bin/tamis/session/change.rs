//! The commands that change a session: rows, collection, API, format and parameters.

use clap::ValueEnum;
use tamis::{Dialect, Severity};

use super::loaded::Loaded;
use super::{Outcome, Reply, Session, Warning};
use crate::cli::RequestFormat;
use crate::failure::Failure;
use crate::files::at_home;
use crate::query::parse_json;

pub(super) fn load<'s>(session: &'s mut Session, file: &str) -> Result<Outcome<'s>, Failure> {
    if file.is_empty() {
        return Ok(Outcome::text(match &session.loaded {
            Some(loaded) => loaded.to_string(),
            None => "no rows are loaded; `:load FILE` loads them".to_owned(),
        }));
    }
    let loaded = Loaded::read_until_interrupted(&at_home(file), &session.rows_at, session.skips_bad)?;
    let text = loaded.to_string();
    session.loaded = Some(loaded);
    let warnings = session.warnings_of_load().into_iter().map(Warning::Rows).collect();
    Ok(Outcome { warnings, reply: Reply::Text(text) })
}

pub(super) fn endpoint<'s>(session: &'s mut Session, path: &str) -> Result<Outcome<'s>, Failure> {
    if path.is_empty() {
        let known: Vec<String> = session.target.dialect.endpoints().map(|endpoint| format!("\n  {endpoint}")).collect();
        let chosen = session.target.endpoint.as_ref();
        let chosen = chosen.map_or("no collection is chosen".to_owned(), |endpoint| format!("{endpoint} is chosen"));
        let known = if known.is_empty() { " no built-in collections".to_owned() } else { known.concat() };
        return Ok(Outcome::text(format!("{chosen}; {} has{known}", session.target.dialect)));
    }
    session.target.set_endpoint((path != "-").then_some(path))?;
    let text = match &session.target.endpoint {
        None => "no collection is chosen: any property is accepted".to_owned(),
        Some(endpoint) if endpoint.schema().fields().len() == 0 => format!("{endpoint}, whose fields are not known"),
        Some(endpoint) => format!("{endpoint}, {} fields", endpoint.schema().fields().len()),
    };
    let note = session.target.note().map(|note| Warning::Note(note.to_owned()));
    Ok(Outcome { warnings: note.into_iter().collect(), reply: Reply::Text(text) })
}

pub(super) fn dialect<'s>(session: &'s mut Session, name: &str) -> Result<Outcome<'s>, Failure> {
    if name.is_empty() {
        let known = Dialect::ALL.iter().map(|dialect| {
            let is_chosen = *dialect == session.target.dialect;
            format!("{} {dialect}", if is_chosen { "*" } else { " " })
        });
        return Ok(Outcome::text(known.collect::<Vec<_>>().join("\n")));
    }
    let dialect: Dialect = name.parse().map_err(|error| Failure::usage(format_args!("`{name}`: {error}")))?;
    if dialect == session.target.dialect {
        return Ok(Outcome::text(format!("{dialect}, as before")));
    }
    let left = session.target.set_dialect(dialect).map(|endpoint| format!("; {endpoint} is no longer chosen"));
    Ok(Outcome::text(format!("{dialect}{}", left.unwrap_or_default())))
}

pub(super) fn format<'s>(session: &'s mut Session, argument: &str) -> Result<Outcome<'s>, Failure> {
    let (name, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let mut form = session.form.clone();
    if !name.is_empty() {
        form.format = RequestFormat::from_str(name, true).map_err(|_| {
            let help = format_args!("the formats are {}", formats().collect::<Vec<_>>().join(", ")).to_string();
            Failure::with_help(format_args!("no format `{name}`"), help)
        })?;
    }
    let rest = rest.trim();
    let (value, missing) = match form.format {
        RequestFormat::Nbwss => (&mut form.id, "a UUID that no other message has, as in `:format nbwss UUID`"),
        _ => (&mut form.base, "the API's address, such as `:format curl vbr.example`"),
    };
    if !rest.is_empty() {
        *value = Some(rest.to_owned());
    }
    let needs_value = matches!(form.format, RequestFormat::Curl | RequestFormat::Powershell | RequestFormat::Nbwss);
    if needs_value && value.is_none() {
        return Err(Failure::with_help(
            format_args!("`:format {name}` needs an argument"),
            format_args!("add {missing}"),
        ));
    }
    let outcome = match &session.last {
        None => Outcome::text("the format of requests is set"),
        Some(text) => match session.bound(text).and_then(|query| session.request_of(&query, &form)) {
            Ok(request) => {
                let warnings = std::iter::once(Warning::Query(request.warnings)).chain(request.note).collect();
                Outcome { warnings, reply: Reply::Text(request.text) }
            }
            // The format is set even if the last query has no request.
            Err(Failure::Rejected(errors)) => Outcome {
                warnings: vec![Warning::Query(errors.at_most(Severity::Warning))],
                reply: Reply::Text("the format of requests is set; the last query has no request".to_owned()),
            },
            Err(failure) => return Err(failure),
        },
    };
    session.form = form;
    Ok(outcome)
}

/// Returns the names of the request formats.
pub(super) fn formats() -> impl Iterator<Item = String> {
    RequestFormat::value_variants().iter().filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()))
}

pub(super) fn parameter<'s>(session: &'s mut Session, argument: &str) -> Result<Outcome<'s>, Failure> {
    if argument.is_empty() {
        let names: Vec<String> = session.parameters.keys().map(|name| format!("${name}")).collect();
        let none = "no parameter is set; `:param name=TEXT` sets one";
        return Ok(Outcome::text(if names.is_empty() { none.to_owned() } else { names.join("\n") }));
    }
    let named = argument.split_once('=').map(|(name, value)| (name.trim_end(), value.trim_start()));
    let form = "write `:param name=TEXT`, or `:param name:=JSON`";
    let (name, value) = named.ok_or_else(|| Failure::with_help(format_args!("`{argument}` has no value"), form))?;
    let (name, value) = match name.strip_suffix(':') {
        Some(name) => (name, parse_json(value, "a JSON text needs its quotes; or use `=` instead of `:=`")?),
        None => (name, value.into()),
    };
    let name = name.strip_prefix('$').unwrap_or(name);
    if name.is_empty() {
        return Err(Failure::with_help(format_args!("`{argument}` has no parameter name"), form));
    }
    session.parameters.insert(name.to_owned(), value);
    Ok(Outcome { warnings: Vec::new(), reply: Reply::Nothing })
}
