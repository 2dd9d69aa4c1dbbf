//! The setting of an example query: lines of the form `# KEY: VALUE` at its head, which are removed from it.
//!
//! ```text
//! # schema: vbr:sessions   the schema of this endpoint, to which the query is also lowered; without a dialect, the schema
//!                          of an endpoint of the setting's dialect; `samples` or `counted` (of tests/errors), or `open`
//! # dialect: one           the dialect that the query is lowered to, or the request decompiled from; else AHV
//! # endpoint: clusters     the endpoint of the dialect that it is lowered to; else the dialect without one
//! # split: vbr:sessions    the endpoint that it is split for instead
//! # clock: 2026-01-31      the time of `now`; without it and `parameter`, a query is lowered unbound
//! # parameter: name=JSON   the value of `$name`; one line for each
//! # numbers: name=2000     the numbers from 1 to this one as the value of `$name`
//! # limits: nesting=2 text=64 items=3
//! # cured: a == 1          a query that follows the help, and must be clean; one line for each
//! ```

use std::fs;

use tamis::{Bindings, Diagnostics, Dialect, Endpoint, Limits, Parsed, Query, Schema};

#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) schema: Schema,
    dialect: Dialect,
    endpoint: Option<String>,
    split: Option<Endpoint>,
    pub(crate) bindings: Option<Bindings>,
    pub(crate) limits: Limits,
    pub(crate) cured: Vec<String>,
}

/// Returns the schema of this name.
pub(crate) fn schema(name: &str) -> Schema {
    match name {
        "open" => Schema::open(),
        "samples" | "counted" => {
            let path = format!("{}/tests/errors/{name}.json", env!("CARGO_MANIFEST_DIR"));
            Schema::from_json(&fs::read_to_string(path).unwrap()).unwrap()
        }
        name => endpoint(name).schema().clone(),
    }
}

/// Returns the endpoint of this name: a dialect and a path, such as `vbr:sessions`; without a dialect, one of AHV.
fn endpoint(name: &str) -> Endpoint {
    let (dialect, path) = name.split_once(':').unwrap_or(("ahv", name));
    dialect.parse::<Dialect>().unwrap().endpoint(path).unwrap()
}

impl Setting {
    /// Parses the head of `text`, with the schema of the name `default` unless it names another, and returns the query
    /// too.
    pub(crate) fn read(text: &str, default: &str) -> (Self, String) {
        let mut setting = Self {
            schema: schema(default),
            dialect: Dialect::Ahv,
            endpoint: None,
            split: None,
            bindings: None,
            limits: Limits::default(),
            cured: Vec::new(),
        };
        let mut rest = text;
        while let Some((line, below)) = rest.split_once('\n') {
            let header = line.strip_prefix("# ").and_then(|line| line.split_once(": "));
            let Some((key, value)) = header else { break };
            setting.set(key, value);
            rest = below;
        }
        (setting, rest.to_owned())
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "schema" => {
                let is_of_dialect = !value.contains(':') && !matches!(value, "open" | "samples" | "counted");
                self.schema =
                    schema(&if is_of_dialect { format!("{}:{value}", self.dialect) } else { value.to_owned() });
                if let Some((dialect, path)) = value.split_once(':') {
                    self.dialect = dialect.parse().unwrap();
                    self.endpoint = Some(path.to_owned());
                }
            }
            "dialect" => self.dialect = value.parse().unwrap(),
            "split" => self.split = Some(endpoint(value)),
            "endpoint" => self.endpoint = Some(value.to_owned()),
            "clock" => self.bindings = Some(Bindings::at(value.parse().unwrap())),
            "parameter" => {
                let (name, json) = value.split_once('=').unwrap();
                let json: serde_json::Value = serde_json::from_str(json).unwrap();
                self.bindings = Some(self.bindings.take().unwrap_or_default().set(name, json));
            }
            "numbers" => {
                let (name, last) = value.split_once('=').unwrap();
                let numbers = (1..=last.parse::<u64>().unwrap()).collect::<serde_json::Value>();
                self.bindings = Some(self.bindings.take().unwrap_or_default().set(name, numbers));
            }
            "limits" => {
                for limit in value.split(' ') {
                    match limit.split_once('=').unwrap() {
                        ("nesting", most) => self.limits.nesting = most.parse().unwrap(),
                        ("text", most) => self.limits.text = most.parse().unwrap(),
                        ("items", most) => self.limits.items = most.parse().unwrap(),
                        (other, _) => panic!("no such limit: {other}"),
                    }
                }
            }
            "cured" => self.cured.push(value.to_owned()),
            other => panic!("no such key: {other}"),
        }
    }

    /// Returns the diagnostics of `query` from a stage (`parse`, `check`, `lint` or `lower`), or from an earlier one
    /// that fails. The stage `query` is parse and check together; in the stage `read` the text is a request.
    pub(crate) fn found(&self, query: &str, stage: &str) -> Diagnostics {
        if stage == "query" {
            let query = Query::parse_within(query, &self.schema, &self.limits);
            return query.map_or_else(|faults| faults, |query| query.warnings().clone());
        }
        if stage == "read" {
            let read = self.dialect.decompile_within(query, &self.schema, &self.limits);
            return read.map_or_else(|faults| faults, |reading| reading.warnings().clone());
        }
        let parsed = match (Parsed::parse_within(query, &self.limits), stage) {
            (Err(faults), _) => return faults,
            (Ok(_), "parse") => return Diagnostics::clone(Query::parse("", &Schema::open()).unwrap().warnings()),
            (Ok(parsed), _) => parsed,
        };
        let checked = match parsed.check(&self.schema) {
            Err(faults) => return faults,
            Ok(checked) => checked,
        };
        if matches!(stage, "check" | "lint") {
            let bound = checked.bind(&self.bindings.clone().unwrap_or_default());
            return match bound {
                Ok(bound) => bound.compile().err().unwrap_or_else(|| bound.warnings().clone()),
                Err(faults) => faults,
            };
        }
        let bound = match &self.bindings {
            Some(bindings) => checked.bind(bindings).unwrap(),
            None => checked,
        };
        if let Some(endpoint) = &self.split {
            return bound.split(endpoint).map_or_else(|faults| faults, |_| bound.warnings().clone());
        }
        let lowered = match &self.endpoint {
            Some(path) => bound.lower(&self.dialect.endpoint(path).unwrap()),
            None => bound.lower(self.dialect),
        };
        lowered.map_or_else(|faults| faults, |request| request.warnings())
    }
}
