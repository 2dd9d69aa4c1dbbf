//! The runner of laws: properties of generated values.

use std::fmt::Display;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use tamis::{Program, Query, Schema};

use super::generate::bindings;

/// Runs `law` over generated values until one breaks it, and then shrinks that value.
pub(crate) fn hold<S: Strategy>(cases: u64, values: S, law: impl Fn(S::Value) -> TestCaseResult) {
    let cases = u32::try_from(cases).expect("fewer than 2^32 cases");
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    match TestRunner::new(config).run(&values, law) {
        Ok(()) => {}
        // The value itself is not printed: the reason names the query and the row, and a case has many rows.
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// Returns the value; an error fails the case and names `text`.
pub(crate) fn accepted<T, E: Display>(text: &str, result: Result<T, E>) -> Result<T, TestCaseError> {
    result.map_err(|error| TestCaseError::fail(format!("`{text}`: {error}")))
}

pub(crate) fn compiled(text: &str, schema: &Schema) -> Result<Program, TestCaseError> {
    let query = accepted(text, Query::parse(text, schema))?;
    accepted(text, accepted(text, query.bind(&bindings()))?.compile())
}
