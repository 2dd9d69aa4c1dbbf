//! The law of cures: a query that edits make of another language's condition selects the rows that the condition would.
//!
//! `tests/suite/foreign` has a small model of each language whose operators are cured, written from the documentation
//! of that language alone. Random conditions are cured until no edit is left, and run beside the model. A condition
//! with an error that has no edit is not cured, and so breaks no law; but of each language a good part has to be cured.
//!
//! The rows are such that the languages agree about values: texts have no line breaks, values are of the kind that they
//! are compared with, and values that are compared with `<` or negated are not null. Only texts of ASCII letters and
//! digits are ordered, since all languages agree on their order.

mod languages;
mod model;
mod queries;
mod scripts;

use languages::{LANGUAGES, Language};
use model::{Case, Chance, row};
use tamis::{Collation, Field, Query, Schema, Type};

/// Returns the count of conditions for each language, schema and default; `TAMIS_CONDITIONS` overrides it.
fn conditions() -> usize {
    std::env::var("TAMIS_CONDITIONS").map_or(150, |count| count.parse().unwrap())
}

const ROWS: usize = 40;
/// The most rounds of edits.
const ROUNDS: usize = 20;

/// Returns the query that all edits make of `text`, or `None` if an error is left, or if it is a query of this language
/// already, with its own meaning. Fails if the edits never end.
fn cured(text: &str, schema: &Schema) -> Option<Query> {
    if Query::parse(text, schema).is_ok() {
        return None;
    }
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let read = Query::parse(&text, schema);
        let (edited, cured) = match &read {
            Ok(query) => query.warnings().fix(),
            Err(faults) => faults.fix(),
        };
        if cured.is_empty() {
            return read.ok();
        }
        text = edited;
    }
    panic!("edits without an end: {text}");
}

/// Returns the schema of the rows.
fn typed() -> Schema {
    let text = ["name", "state", "end", "owner", "note"].map(|name| Field::new(name, Type::Text));
    let others = [
        Field::new("size", Type::Integer),
        Field::new("tags", Type::Array(Type::Text.into())),
        Field::new("enabled", Type::Boolean),
    ];
    Schema::builder("rows").fields(text).fields(others).build().unwrap()
}

fn hold(language: &Language, schema: &Schema, store: Case, seed: u64) {
    let collation = if store == Case::Ignored { Collation::IgnoreCase } else { Collation::Ordinal };
    let schema = schema.with_collation(collation);
    let conditions = conditions();
    let mut chance = Chance(seed);
    let mut of_leaf = |chance: &mut Chance| (language.leaf)(chance, store);
    let (mut count, mut matched) = (0, 0);
    for _ in 0..conditions {
        let condition = language.connectives.condition(&mut chance, 2, &mut of_leaf);
        let text = format!("{}{}{}", language.head, condition.text, language.tail);
        let rows: Vec<_> = (0..ROWS).map(|_| row(&mut chance)).collect();
        let Some(query) = cured(&text, &schema) else { continue };
        count += 1;
        let program = query.compile().unwrap();
        for row in rows {
            let wanted = (condition.test)(&row);
            matched += usize::from(wanted);
            let found = program.matches(&row);
            assert_eq!(found, wanted, "{} under {collation}: {text}\nis cured to: {query}\nrow: {row}", language.name);
        }
    }
    println!(
        "{} under {collation}: {count} of {conditions} cured, {matched} of {} rows match",
        language.name,
        count * ROWS
    );
    assert!(count * 100 >= conditions * language.least_cured, "{}: only {count} cured", language.name);
    assert!(matched > 0 && matched < count * ROWS);
}

#[test]
fn a_cured_condition_means_the_same() {
    for (index, language) in LANGUAGES.iter().enumerate() {
        for store in [Case::Sensitive, Case::Ignored] {
            hold(language, &Schema::open(), store, u64::try_from(index).unwrap());
            hold(language, &typed(), store, u64::try_from(index + LANGUAGES.len()).unwrap());
        }
    }
}
