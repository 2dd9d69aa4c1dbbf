//! How an example query is read: lines of the form `# KEY: VALUE` at its head say so, and are taken off.
//!
//! ```text
//! # schema: sessions       the rows of this endpoint of AHV, `samples` (tests/errors/samples.json), or `open`
//! # endpoint: clusters     what it is lowered to; else the dialect alone
//! # clock: 2026-01-31      what `now` is; without it and `parameter`, a query is lowered unbound
//! # parameter: name=JSON   what `$name` stands for; one line for each
//! # limits: nesting=2 text=64 items=3
//! # cured: a == 1          a query that the help leads to; one line for each
//! ```

use std::fs;

use tamis::{Bindings, Diagnostics, Dialect, Limits, Parsed, Query, Schema};

pub(crate) struct Setting {
    pub(crate) schema: Schema,
    pub(crate) endpoint: Option<String>,
    pub(crate) bindings: Option<Bindings>,
    pub(crate) limits: Limits,
    pub(crate) cured: Vec<String>,
}

/// The schema of this name.
pub(crate) fn schema(name: &str) -> Schema {
    match name {
        "open" => Schema::open(),
        "samples" => {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/samples.json");
            Schema::from_json(&fs::read_to_string(path).unwrap()).unwrap()
        }
        endpoint => Dialect::Ahv.endpoint(endpoint).unwrap().schema().clone(),
    }
}

impl Setting {
    /// What the head of `text` says, under the schema of the name `default` unless it says another; and the query.
    pub(crate) fn read(text: &str, default: &str) -> (Self, String) {
        let mut setting = Self {
            schema: schema(default),
            endpoint: None,
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
            "schema" => self.schema = schema(value),
            "endpoint" => self.endpoint = Some(value.to_owned()),
            "clock" => self.bindings = Some(Bindings::at(value.parse().unwrap())),
            "parameter" => {
                let (name, json) = value.split_once('=').unwrap();
                let json: serde_json::Value = serde_json::from_str(json).unwrap();
                self.bindings = Some(self.bindings.take().unwrap_or_default().set(name, json));
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

    /// What is found in `query` in a stage: `parse`, `check` or `lower`; or before it. In the stage `query`, what parse and
    /// check find together.
    pub(crate) fn found(&self, query: &str, stage: &str) -> Diagnostics {
        if stage == "query" {
            let query = Query::parse_within(query, &self.schema, &self.limits);
            return query.map_or_else(|faults| faults, |query| query.warnings().clone());
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
        if stage == "check" {
            let bound = checked.bind(&self.bindings.clone().unwrap_or_default());
            return bound.map_or_else(|faults| faults, |bound| bound.warnings().clone());
        }
        let bound = match &self.bindings {
            Some(bindings) => checked.bind(bindings).unwrap(),
            None => checked,
        };
        let lowered = match &self.endpoint {
            Some(path) => bound.lower(&Dialect::Ahv.endpoint(path).unwrap()),
            None => bound.lower(Dialect::Ahv),
        };
        lowered.map_or_else(|faults| faults, |request| request.warnings())
    }
}
