//! The places that name every operator and that the compiler cannot list: the lexer, the grammar, the builder, the
//! documentation, the editors' grammar and the naive evaluator. A new operator fails here until each of them has it.
//! `tests/suite/cases.rs` demands its cases.

use std::fs;
use std::path::Path;

use tamis::{Operator, Query};

/// The form in which a file names an operator.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// The variant: `Operator::StartsWith`.
    Variant,
    /// The spelling as a terminal of the grammar: `"startswith"`.
    Terminal,
    /// The spelling in backticks, in a rule of meaning: later sections name words of other languages too.
    Ticked,
    /// The first word of a spelling. Symbols are not searched: a grammar lists their characters.
    Word,
}

const PLACES: &[(&str, Form)] = &[
    ("src/build.rs", Form::Variant),
    ("src/syntax.rs", Form::Terminal),
    ("docs/semantics.md", Form::Ticked),
    ("editors/tamis.tmLanguage.json", Form::Word),
    ("tests/suite/common/naive.rs", Form::Variant),
];

#[test]
fn every_place_names_every_operator() {
    let mut missing = Vec::new();
    for (file, form) in PLACES {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        missing.extend(
            Operator::ALL
                .iter()
                .filter(|operator| !is_named(**operator, *form, &text))
                .map(|operator| format!("{file} lacks `{operator}` ({form:?})")),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn is_named(operator: Operator, form: Form, text: &str) -> bool {
    let spelling = operator.spelling();
    let first = spelling.split(' ').next().unwrap();
    let has = |part: String| {
        let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        text.match_indices(&part).any(|(start, _)| is_end(&text[start + part.len()..]))
    };
    let has_rule = |part: String| {
        let (rules, _) = text.split_once("\n## Requests and plans\n").expect("the section after the rules of meaning");
        rules.contains(&part)
    };
    match form {
        Form::Variant => has(format!("Operator::{operator:?}")),
        Form::Terminal => has(format!("\"{first}\"")),
        Form::Ticked => has_rule(format!("`{spelling}`")),
        Form::Word => !first.starts_with(char::is_alphabetic) || has(first.to_owned()),
    }
}

#[test]
fn every_spelling_is_parsed() {
    for operator in Operator::ALL {
        for spelling in operator.aliases().iter().copied().chain([operator.spelling()]) {
            let operand = if operator.takes_list() { "(\"x\")" } else { "\"x\"" };
            let text = format!("a {spelling} {operand}");
            let query: Query = text.parse().unwrap_or_else(|faults| panic!("{text}: {faults}"));
            assert_eq!(query.comparisons()[0].operator.node, *operator, "{text}");
            assert_eq!(query.to_string(), format!("a {operator} {operand}"));
        }
    }
}
