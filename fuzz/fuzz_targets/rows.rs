//! Cutting text into pieces changes neither the length of its first value nor its error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;
use tamis::rows::{ValueContext, ValueScanner};

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (text, lengths) = input;
    let whole = ValueScanner::new(ValueContext::Document).scan(&text, true);
    let (mut scanner, mut end) = (ValueScanner::new(ValueContext::Document), 0);
    let early = lengths.iter().find_map(|length| {
        end += usize::from(*length);
        scanner.scan(text.get(..end)?, false).transpose()
    });
    let cut = early.map_or_else(|| scanner.scan(&text, true), |early| early.map(Some));
    assert_eq!(cut, whole);
    // The scanner accepts a text if and only if serde_json does.
    let rest = whole.ok().flatten().map(|length| &text[length..]);
    let is_one = rest.is_some_and(|rest| rest.iter().all(|byte| b" \t\r\n".contains(byte)));
    let is_json = serde_json::from_slice::<&RawValue>(&text).is_ok();
    assert_eq!(is_json, is_one && std::str::from_utf8(&text).is_ok());
});
