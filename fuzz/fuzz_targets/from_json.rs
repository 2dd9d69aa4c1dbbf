//! Decompiled JSON or OData text that is lowered again decompiles to a query of the same request; every error has a
//! span inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Dialect;

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let schema = dialect.open_schema();
    match dialect.decompile(text, &schema) {
        Ok(decompiled) => {
            let Ok(request) = decompiled.query().lower(dialect) else { return };
            // The texts are compared, not the queries: OData lowers the case of text, and writes a list of one as an
            // equality.
            let again = dialect.decompile(&request.to_json(), &schema).unwrap().query().lower(dialect).unwrap();
            assert_eq!(again.to_json(), request.to_json());
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty());
            let source = diagnostics.source_text();
            assert!(diagnostics.iter().all(|diagnostic| source.get(diagnostic.span().range()).is_some()));
        }
    }
});
