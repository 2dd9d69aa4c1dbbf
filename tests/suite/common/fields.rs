//! Properties of a collection of rows that need no expected answers: every field with every operator that accepts it
//! agrees with the naive evaluator, and a misspelled name is hinted at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tamis::{Collation, Enumeration, Field, Operator, Path, Query, Schema, Type};

use super::naive::{self, Twin};

/// Values of a field that queries compare with, at most; more prove nothing new.
const MOST_VALUES: usize = 3;

/// The cases of a property, and those that contradict it.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) filters: usize,
    pub(crate) cases: usize,
    pub(crate) wrong: Vec<String>,
}

/// Compares the program of every query about every field of `rows` with the naive evaluator, row by row.
pub(crate) fn compare_fields(rows: &[Json]) -> Outcome {
    let mut outcome = Outcome::default();
    let twin = Twin::new(Collation::Ordinal, "2026-01-31T08:00:00Z", 0);
    for (names, values) in &fields(rows) {
        let path = Path::new(names.iter().map(String::as_str));
        let literals = literals(values);
        let typed = types(values)
            .into_iter()
            .map(|ty| Schema::builder("guessed from its values").field(Field::new(path.clone(), ty)).build().unwrap());
        for schema in typed.chain([Schema::open()]) {
            for query in queries(&path, &literals, &schema) {
                let program = query.compile().unwrap();
                outcome.filters += 1;
                outcome.cases += rows.len();
                let differs = |row: &&Json| program.matches(row) != twin.matches(query.filter(), row);
                outcome.wrong.extend(rows.iter().filter(differs).map(|row| format!("{query} on {row}")));
            }
        }
    }
    outcome
}

/// Swaps the last two letters of one name of each path, and checks that a survey of `rows` hints at the right path.
/// Short names are left out: hints need more than two letters in common.
pub(crate) fn misspell_names(rows: &[Json]) -> Outcome {
    let mut outcome = Outcome::default();
    let fields = fields(rows);
    for names in fields.keys().filter(|names| names.iter().all(|name| name.len() > 4)) {
        for index in 0..names.len() {
            let mut misspelled = names.clone();
            let swapped = misspelled[index].pop().zip(misspelled[index].pop()).unwrap();
            misspelled[index].extend([swapped.0, swapped.1]);
            if misspelled == *names || fields.contains_key(&misspelled) {
                continue;
            }
            let query = format!("{} == \"no such text\"", Path::new(misspelled.iter().map(String::as_str)));
            let program = query.parse::<Query>().unwrap().compile().unwrap();
            let mut survey = program.survey();
            rows.iter().for_each(|row| survey.observe(row));
            let hint = survey.hints()[0].nearest().map(ToString::to_string);
            let expected = Path::new(names.iter().map(String::as_str)).to_string();
            outcome.cases += 1;
            if hint.as_deref() != Some(&*expected) {
                outcome.wrong.push(format!("{query}: the hint is {hint:?}"));
            }
        }
    }
    outcome
}

/// Returns every path into the objects of `rows`, with its values.
fn fields(rows: &[Json]) -> BTreeMap<Vec<String>, Vec<&Json>> {
    let mut fields = BTreeMap::new();
    rows.iter().for_each(|row| gather(row, &mut Vec::new(), &mut fields));
    fields
}

fn gather<'r>(json: &'r Json, names: &mut Vec<String>, fields: &mut BTreeMap<Vec<String>, Vec<&'r Json>>) {
    for (name, value) in json.as_object().into_iter().flatten() {
        names.push(name.clone());
        fields.entry(names.clone()).or_default().push(value);
        gather(value, names, fields);
        names.pop();
    }
}

/// Returns literals of the values and of parts of them, as the language writes them.
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

/// Returns the types that a schema may give to a field with these values.
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

/// Returns every query of an operator and a literal or a list that passes the check against `schema`.
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
