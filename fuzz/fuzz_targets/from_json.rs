//! What is read back from JSON or OData text and sent again reads back as the same query; what is not read is told.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Dialect;

fuzz_target!(|input: (u8, &str)| {
    let (index, text) = input;
    let dialect = Dialect::ALL[usize::from(index) % Dialect::ALL.len()];
    let schema = dialect.open_schema();
    match dialect.read(text, &schema) {
        Ok(reading) => {
            let Ok(request) = reading.query().lower(dialect) else { return };
            let again = dialect.read(&request.to_json(), &schema).unwrap();
            assert_eq!(again.query().to_string(), reading.query().to_string());
        }
        Err(faults) => assert!(!faults.is_empty()),
    }
});
