//! From options to a checked and bound query: its text, its schema and endpoint, its parameters and clock.

mod clock;
mod target;

use std::collections::BTreeMap;

use tamis::endpoint::Profile;
use tamis::{Bindings, Clock, Endpoint, ParameterValue, Query};

use crate::cli::{QueryText, Setting};
use crate::failure::{Failure, eprint_line};
use crate::files::read;
use crate::warnings::rejected;
pub(crate) use clock::{clock, machine_clock};
pub(crate) use target::{QueryTarget, endpoint};

/// A checked query with its target.
pub(crate) struct Prepared {
    pub(crate) query: Query,
    pub(crate) endpoint: Option<Endpoint>,
    /// The target of a request if there is no endpoint.
    pub(crate) profile: Profile,
}

/// Reads the query, from the command line or a file, and checks it. Prints the notes of its schema.
pub(crate) fn prepare(word: Option<&str>, source: &QueryText, setting: &Setting) -> Result<Prepared, Failure> {
    let text = text(word, source)?;
    let target = QueryTarget::from_setting(setting)?;
    target.eprint_notes();
    let query = target.check(&text, setting)?;
    target.eprint_notes_on_fields(&query);
    Ok(Prepared { query, profile: target.profile, endpoint: target.endpoint })
}

/// Returns the text of the query, from the command line or a file.
pub(crate) fn text(word: Option<&str>, source: &QueryText) -> Result<String, Failure> {
    match (word, &source.file) {
        (Some(text), None) => Ok(text.to_owned()),
        (None, Some(file)) => read(file),
        (Some(text), Some(_)) => Err(Failure::with_help(
            format_args!("two queries: `{text}` and the one in the file of `-f`"),
            "leave one of them out",
        )),
        (None, None) => Err(Failure::with_help("no query", "give it as one word, in quotes, or in a file with `-f`")),
    }
}

/// Binds the parameters and the clock of the options.
pub(crate) fn bind(query: &Query, setting: &Setting) -> Result<Query, Failure> {
    bind_at(query, setting, clock(setting)?)
}

/// Binds the parameters of the options, and `clock`.
pub(crate) fn bind_at(query: &Query, setting: &Setting, clock: Clock) -> Result<Query, Failure> {
    let parameters = parameters(setting)?;
    let used = query.parameters();
    for name in parameters.keys().filter(|name| !used.contains(name.as_str())) {
        eprint_line(format_args!("warning: the query has no parameter `${name}`"));
    }
    let bindings =
        parameters.into_iter().fold(Bindings::at(clock), |bindings, (name, value)| bindings.set(&name, value));
    query.bind(&bindings).map_err(|errors| rejected(&errors, setting))
}

/// Returns the parameters of `--param` and `--param-json`.
pub(crate) fn parameters(setting: &Setting) -> Result<BTreeMap<String, ParameterValue>, Failure> {
    let mut parameters = BTreeMap::new();
    for option in &setting.texts {
        let (name, text) = named(option, "--param name=TEXT")?;
        once(parameters.insert(name.to_owned(), text.into()).is_none(), name)?;
    }
    for option in &setting.jsons {
        let (name, text) = named(option, "--param-json name=JSON")?;
        let value = parse_json(text, "a JSON text needs its quotes; or use `--param`")?;
        once(parameters.insert(name.to_owned(), value).is_none(), name)?;
    }
    Ok(parameters)
}

/// Parses the JSON of a parameter; `help` is the help of the error.
pub(crate) fn parse_json(text: &str, help: &str) -> Result<ParameterValue, Failure> {
    let json: Result<serde_json::Value, _> = serde_json::from_str(text);
    Ok(json.map_err(|error| Failure::with_help(format_args!("`{text}` is not JSON: {error}"), help))?.into())
}

/// Splits `name=value`, with or without a `$` before the name.
fn named<'o>(option: &'o str, form: &str) -> Result<(&'o str, &'o str), Failure> {
    let missing =
        |part: &str| Failure::with_help(format_args!("`{option}` has no {part}"), format_args!("write `{form}`"));
    let (name, value) = option.split_once('=').ok_or_else(|| missing("value"))?;
    if name.is_empty() {
        return Err(missing("parameter name"));
    }
    Ok((name.strip_prefix('$').unwrap_or(name), value))
}

/// Fails if the parameter was already given.
fn once(is_first: bool, name: &str) -> Result<(), Failure> {
    if is_first {
        Ok(())
    } else {
        Err(Failure::with_help(format_args!("`${name}` is given twice"), "leave one of them out"))
    }
}
