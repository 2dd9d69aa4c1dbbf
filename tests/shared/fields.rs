//! Every field of a collection, with every operator it takes and values from its own rows, against the naive evaluator.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tamis::{Collation, Enumeration, Field, Operator, Path, Query, Schema, Type};

use crate::common::naive::{self, Twin};

/// Values of a field that are compared with, at most; more say nothing new.
const MOST_VALUES: usize = 3;

/// How many filters were compared on how many rows, and which the two disagree on.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) filters: usize,
    pub(crate) pairs: usize,
    pub(crate) wrong: Vec<String>,
}

impl Compared {
    pub(crate) fn collection(&mut self, rows: &[Json]) {
        let mut fields: BTreeMap<Vec<String>, Vec<&Json>> = BTreeMap::new();
        for row in rows {
            gather(row, &mut Vec::new(), &mut fields);
        }
        for (names, values) in &fields {
            let path = Path::new(names.iter().map(String::as_str));
            let literals = literals(values);
            let typed = types(values).into_iter().map(|ty| {
                Schema::builder("guessed from its values").field(Field::new(path.clone(), ty)).build().unwrap()
            });
            for schema in typed.chain([Schema::open()]) {
                for query in queries(&path, &literals, &schema) {
                    self.query(&query, rows);
                }
            }
        }
    }

    fn query(&mut self, query: &Query, rows: &[Json]) {
        let program = query.compile().unwrap();
        let twin = Twin::new(Collation::Ordinal, "2026-01-31T08:00:00Z", 0);
        self.filters += 1;
        for row in rows {
            self.pairs += 1;
            if program.matches(row) != twin.matches(query.filter(), row) {
                self.wrong.push(format!("{query} on {row}"));
            }
        }
    }
}

/// Every property that a path leads to, with what it holds.
pub(crate) fn gather<'r>(json: &'r Json, names: &mut Vec<String>, fields: &mut BTreeMap<Vec<String>, Vec<&'r Json>>) {
    for (name, value) in json.as_object().into_iter().flatten() {
        names.push(name.clone());
        fields.entry(names.clone()).or_default().push(value);
        gather(value, names, fields);
        names.pop();
    }
}

/// Literals made of the values, and of parts of them, as the language writes them.
fn literals(values: &[&Json]) -> Vec<String> {
    let mut literals = BTreeSet::from(["null".to_owned()]);
    for value in values {
        for value in value.as_array().map_or(std::slice::from_ref(*value), Vec::as_slice) {
            match value {
                Json::String(text) => {
                    let half = text.chars().take(text.chars().count() / 2).collect::<String>();
                    literals
                        .extend([text, &half, &text.to_uppercase()].map(|text| Json::from(text.as_str()).to_string()));
                    if naive::instant(text).is_some() {
                        literals.insert(text.clone());
                    }
                }
                Json::Array(_) | Json::Object(_) => {}
                scalar => drop(literals.insert(scalar.to_string())),
            }
        }
    }
    let step = literals.len().div_ceil(MOST_VALUES);
    literals.into_iter().step_by(step).collect()
}

/// The types that a field of such values may have been given.
fn types(values: &[&Json]) -> Vec<Type> {
    let known: Vec<&Json> = values.iter().copied().filter(|value| !value.is_null()).collect();
    let all = |is: fn(&Json) -> bool| known.iter().all(|value| is(value));
    let text = |read: fn(&str) -> bool| known.iter().all(|value| value.as_str().is_some_and(read));
    let mut types = Vec::new();
    if all(Json::is_string) {
        let words = known.iter().filter_map(|value| value.as_str());
        types.extend([Type::Text, Enumeration::open("", words).into()]);
        types.extend(text(|text| naive::instant(text).is_some()).then_some(Type::DateTime));
        types.extend(text(|text| naive::uuid(text).is_some()).then_some(Type::Uuid));
        types.push(Type::Duration);
    }
    if all(Json::is_number) {
        types.extend([Type::Integer, Type::Number]);
    }
    if all(Json::is_boolean) {
        types.push(Type::Boolean);
    }
    if all(Json::is_object) {
        types.push(Type::Object);
    }
    if all(Json::is_array) {
        types.extend([Type::array(Type::Text), Type::array(Type::Integer), Type::array(Type::Object)]);
    }
    types
}

/// Every query of an operator with a literal or a list that the schema lets pass.
fn queries(path: &Path, literals: &[String], schema: &Schema) -> Vec<Query> {
    let mut queries = Vec::new();
    for operator in Operator::ALL {
        let operands: Vec<String> = if operator.takes_list() {
            let lists = literals.windows(2).map(|pair| pair.join(", ")).chain([literals.join(", "), String::new()]);
            lists.map(|items| format!("({items})")).collect()
        } else {
            literals.to_vec()
        };
        for operand in operands {
            // A collation decides only where text is compared.
            let collations = if operand.contains('"') { Collation::ALL } else { &[Collation::Ordinal] };
            for collation in collations {
                queries.extend(Query::parse(&format!("{path} {operator} {operand} collate {collation}"), schema));
            }
        }
    }
    queries
}
