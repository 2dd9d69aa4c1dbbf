//! Printed or formatted text parses to an equal tree and an equal query.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Parsed, Schema};

fuzz_target!(|text: &str| {
    let Ok(parsed) = Parsed::parse(text) else { return };
    assert_eq!(Parsed::parse(&parsed.to_string()).unwrap(), parsed);
    let formatted = Parsed::parse(&parsed.format()).unwrap();
    assert_eq!(formatted, parsed);
    assert_eq!(formatted.format(), parsed.format());
    let Ok(query) = parsed.check(&Schema::open()) else { return };
    let again = Parsed::parse(&query.to_string()).unwrap().check(&Schema::open()).unwrap();
    assert_eq!(again, query);
});
