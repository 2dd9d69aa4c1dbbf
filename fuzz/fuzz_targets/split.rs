//! A plan lowers everything that it pushes, and the text of its residual parses and prints as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Bindings, Dialect, Query};

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let endpoint = dialect.endpoint("things").unwrap();
    let clock = "2026-01-31T08:00:00Z".parse().unwrap();
    let bound = Query::parse(text, endpoint.schema()).and_then(|query| query.bind(&Bindings::at(clock)));
    let Ok(query) = bound else { return };
    let plan = query.split(&endpoint).unwrap();
    assert!(plan.pages().request().is_some() || plan.steps().contains(&tamis::pages::PlanStep::Nothing));
    assert_eq!(plan.residual().to_string().parse::<Query>().unwrap().to_string(), plan.residual().to_string());
});
