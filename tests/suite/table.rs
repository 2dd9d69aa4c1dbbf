//! The complete table: every operator on every kind of row value, for every type of field, with every kind of literal
//! that it accepts, under every collation. Nothing is sampled; the naive evaluator returns the expected result.

use crate::common::naive::Twin;
use serde_json::{Value as Json, json};
use tamis::{Collation, Enumeration, Field, Operator, Query, Schema, Type};

const NOW: &str = "2026-01-31T08:00:00Z";
const UUID: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

/// Every kind of literal, as written in queries. The check rejects those that a type does not accept.
const LITERALS: &[&str] = &[
    "null",
    "true",
    "false",
    "5",
    "5.5",
    "\"5\"",
    "1e400",
    "\"\"",
    "\"b\"",
    "\"vm02\"",
    "Running",
    "2026-01-31T08:00:00Z",
    "\"2026-01-31T09:00:00+01:00\"",
    "30m",
    "\"PT1800S\"",
    "\"{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}\"",
    "now",
];

fn types() -> Vec<Type> {
    let state = || Type::from(Enumeration::open("State", ["Running", "b"]));
    let scalars = || {
        vec![
            Type::Text,
            state(),
            Type::Integer,
            Type::Number,
            Type::Boolean,
            Type::DateTime,
            Type::Duration,
            Type::Uuid,
            Type::Object,
            Type::Any,
        ]
    };
    let arrays = scalars().into_iter().map(Type::array).chain([Type::array(Type::array(Type::Text))]);
    scalars().into_iter().chain(arrays).collect()
}

/// Every kind of value that a row may have, also as elements of arrays.
fn values() -> Vec<Json> {
    let mut scalars = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(5),
        json!(5.0),
        json!(5.5),
        json!(-5),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("5"),
        json!("b"),
        json!("B"),
        json!("abc"),
        json!("VM2"),
        json!("vm2x"),
        json!("running"),
        json!("Running"),
        json!("2026-01-31T08:00:00Z"),
        json!("2026-01-31 09:00:00.0+01:00"),
        json!("2026-01-31"),
        json!("PT30M"),
        json!("PT31M"),
        json!(UUID),
        json!("{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}"),
    ];
    let nested = [json!([]), json!({}), json!([[]]), json!([{"b": 5}]), json!({"f": "b"})];
    let pairs: Vec<Json> = scalars.iter().map(|value| json!([value, "b"])).collect();
    let alone: Vec<Json> = scalars.iter().map(|value| json!([value])).collect();
    scalars.push(json!(["b", "b", 5, 5.0, null]));
    scalars.into_iter().chain(nested).chain(pairs).chain(alone).collect()
}

#[test]
fn every_operator_meets_every_kind_of_value() {
    let mut rows: Vec<Json> = values().into_iter().map(|value| json!({ "f": value })).collect();
    rows.extend([json!({}), json!(null), json!(5), json!([]), json!({"g": 1})]);
    let (mut accepted, mut compared, mut matched) = (0, 0, 0);
    let mut seen = std::collections::BTreeSet::new();
    for ty in types() {
        let schema = Schema::builder("table").field(Field::new("f", ty.clone())).build().unwrap();
        for operator in Operator::ALL {
            for text in operands(*operator) {
                for collation in Collation::ALL {
                    let query = format!("f {operator} {text} collate {collation}");
                    let Ok(query) = Query::parse(&query, &schema) else { continue };
                    let query = query.bind(&tamis::Bindings::at(NOW.parse().unwrap())).unwrap();
                    let program = query.compile().unwrap();
                    let twin = Twin::new(Collation::Ordinal, NOW, 0);
                    accepted += 1;
                    seen.insert((*operator, ty.to_string()));
                    for row in &rows {
                        let expected = twin.matches(query.filter(), row);
                        assert_eq!(program.matches(row), expected, "{ty}: {query} on {row}");
                        compared += 1;
                        matched += usize::from(expected);
                    }
                }
            }
        }
    }
    println!("{accepted} filters, {compared} comparisons, {matched} true, {} pairs of operator and type", seen.len());
    for operator in Operator::ALL {
        for ty in types().iter().filter(|ty| operator.accepts(ty)) {
            assert!(seen.contains(&(*operator, ty.to_string())), "{operator} on {ty} was never compared");
        }
    }
    assert!(accepted > 1_000 && compared > 100_000 && matched * 20 > compared);
}

/// Returns operands of `operator`: every literal, or lists of no literal, of each one, and of every two neighbours.
fn operands(operator: Operator) -> Vec<String> {
    let one = || LITERALS.iter().map(|literal| (*literal).to_owned());
    if !operator.takes_list() {
        return one().collect();
    }
    let lists = one().chain(LITERALS.windows(2).map(|pair| pair.join(", "))).chain([String::new()]);
    lists.map(|items| format!("({items})")).collect()
}

#[test]
fn a_row_with_many_members_is_searched() {
    let row: Json =
        (0..100_000).map(|column| (format!("c{column}"), json!(column))).collect::<serde_json::Map<_, _>>().into();
    let program =
        Query::parse("c99999 == 99999 and c0 < 1 and c100000 == null", &Schema::open()).unwrap().compile().unwrap();
    assert!(program.matches(&row));
}
