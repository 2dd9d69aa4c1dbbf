//! Words that other languages write after a property to compare it with null.

use super::report::Replacement;
use crate::operator::Operator;
use crate::span::Span;
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::grammar::Input;

/// A comparison with null.
struct NullTest {
    words: &'static [&'static str],
    /// `==` or `!=`.
    operator: Operator,
    /// `true` if an empty text counts as null.
    or_empty: bool,
    doubt: Option<Doubt>,
}

const fn is(words: &'static [&'static str]) -> NullTest {
    NullTest { words, operator: Operator::Equal, or_empty: false, doubt: None }
}

const fn is_not(words: &'static [&'static str]) -> NullTest {
    NullTest { operator: Operator::NotEqual, ..is(words) }
}

impl NullTest {
    const fn or_empty(self) -> Self {
        Self { or_empty: true, ..self }
    }

    /// With a word that an enum may have.
    const fn doubted(self) -> Self {
        Self { doubt: Some(Doubt::Other), ..self }
    }
}

const TESTS: &[NullTest] = &[
    is_not(&["exists"]),
    is(&["not", "exists"]),
    is(&["does", "not", "exist"]),
    is(&["isnull"]),
    is_not(&["isnotnull"]),
    is_not(&["notnull"]),
    is(&["is", "missing"]).doubted(),
    is(&["is", "undefined"]).doubted(),
    is_not(&["is", "defined"]).doubted(),
    is(&["is", "empty"]).or_empty().doubted(),
    is_not(&["is", "not", "empty"]).or_empty().doubted(),
    is(&["is", "blank"]).or_empty().doubted(),
    is_not(&["is", "not", "blank"]).or_empty().doubted(),
];

/// Reports such words after the property at `path`; returns the input after them.
pub(super) fn null_test(input: Input<'_>, path: Span) -> Option<Input<'_>> {
    let name = path.of(input.text());
    TESTS.iter().find_map(|test| {
        let rest = test.words.iter().try_fold(input, |rest, word| rest.is_word(word).then(|| rest.rest()))?;
        let meant = null_comparison(name, test.operator, test.or_empty);
        rest.ends_operand().then(|| {
            let edit = Replacement::new(path.to(input.up_to(&rest)), meant, test.doubt);
            input.report_edit(ForeignSyntax::ForeignOperator, input.up_to(&rest), edit);
            rest
        })
    })
}

/// Returns the comparison of the property `name` with null, and with the empty text if `or_empty`.
pub(super) fn null_comparison(name: &str, operator: Operator, or_empty: bool) -> String {
    let joined = if operator == Operator::Equal { "or" } else { "and" };
    match or_empty {
        true => format!("({name} {operator} null {joined} {name} {operator} \"\")"),
        false => format!("{name} {operator} null"),
    }
}
