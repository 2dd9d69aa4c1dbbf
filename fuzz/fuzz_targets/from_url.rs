//! Parameters that are read are sent in a query string that reads back as the same request, and the rest is kept.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Dialect;

fuzz_target!(|text: &str| {
    for dialect in Dialect::ALL {
        let read = |text: &str| dialect.read(text, &dialect.open_schema());
        let Ok(reading) = read(&format!("/things?{text}")) else { continue };
        assert!(reading.rest().len() <= text.split('&').count());
        let Ok(request) = reading.query().lower(*dialect) else { continue };
        if request.body().is_none() {
            let again = read(&format!("?{}", request.query_string())).unwrap().query().lower(*dialect).unwrap();
            assert_eq!(again.to_json(), request.to_json());
        }
    }
});
