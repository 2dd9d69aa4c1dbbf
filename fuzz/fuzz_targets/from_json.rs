//! What is read back from JSON or OData text and sent again reads back as what is sent as the same; what is not read is
//! told on its place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Dialect;

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let schema = dialect.open_schema();
    match dialect.decompile(text, &schema) {
        Ok(reading) => {
            let Ok(request) = reading.query().lower(dialect) else { return };
            // OData lowers the case of text, and a list of one is an equality there.
            let again = dialect.decompile(&request.to_json(), &schema).unwrap().query().lower(dialect).unwrap();
            assert_eq!(again.to_json(), request.to_json());
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            assert!(faults.iter().all(|fault| faults.source_text().get(fault.span().range()).is_some()));
        }
    }
});
