//! A request decompiles to a query of the same request; every refusal has a span inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Bindings, Dialect, Query};

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let schema = dialect.open_schema();
    let clock = "2026-01-31T08:00:00Z".parse().unwrap();
    let Ok(query) = Query::parse(text, &schema).and_then(|query| query.bind(&Bindings::at(clock))) else { return };
    match query.lower(dialect) {
        Ok(request) => {
            let decompiled = dialect.decompile(&request.to_json(), &schema).unwrap();
            assert_eq!(decompiled.query().lower(dialect).unwrap().to_json(), request.to_json());
        }
        Err(diagnostics) => {
            assert!(diagnostics.iter().all(|diagnostic| query.source().get(diagnostic.span().range()).is_some()));
        }
    }
});
