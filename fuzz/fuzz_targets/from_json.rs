//! Every text is read as a request of each dialect, and what is read is sent as what reads back as the same; or it is
//! told what is wrong with it, on spans inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Dialect, Fault};

fuzz_target!(|text: &str| {
    for dialect in Dialect::ALL {
        let read = |text: &str| dialect.read(text, &dialect.open_schema());
        let reading = read(text);
        for diagnostic in reading.as_ref().map_or_else(|refused| refused, |reading| reading.warnings()) {
            let is_inside = text.get(diagnostic.span().range()).is_some();
            assert!(is_inside || !matches!(diagnostic.fault(), Fault::Read(_)));
        }
        let Some(request) = reading.ok().and_then(|reading| reading.query().lower(*dialect).ok()) else { continue };
        let again = read(&request.to_json()).unwrap().query().lower(*dialect).unwrap();
        assert_eq!(again.to_json(), request.to_json());
    }
});
