//! A schema imported from a document is equal to itself written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::Schema;
use tamis::openapi::OpenApi;

fuzz_target!(|text: &str| {
    let Ok(document) = OpenApi::read(text) else { return };
    for operation in document.operations().into_iter().chain(document.lists()) {
        let Ok(import) = document.import(operation.path()) else { continue };
        let again = Schema::from_json(&import.schema.to_json()).unwrap();
        assert!(again.fields().eq(import.schema.fields()));
    }
});
