//! A decompiled URL that is lowered again decompiles to a query of the same request; every failure has a
//! diagnostic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Dialect;

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let schema = dialect.open_schema();
    let text = format!("https://host.example/things?{text}");
    match dialect.decompile(&text, &schema) {
        Ok(decompiled) => {
            let Ok(request) = decompiled.query().lower(dialect) else { return };
            let sent = request.query_string();
            // A request with a body, or for all rows, has no query string.
            if sent.as_str().is_empty() {
                return;
            }
            let again = dialect.decompile(sent.as_str(), &schema).unwrap().query().lower(dialect).unwrap();
            assert_eq!(again.to_json(), request.to_json());
        }
        Err(diagnostics) => assert!(!diagnostics.is_empty()),
    }
});
