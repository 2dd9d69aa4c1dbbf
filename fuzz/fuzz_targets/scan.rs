//! Bytes are the row that serde_json reads from them, or no row for both.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tamis::{Program, Query};

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let text =
        r#"a == "x" xor a.b > 1 xor a contains null xor b.c startswith "é" xor `$serde_json::private::RawValue` == 1"#;
    text.parse::<Query>().unwrap().compile().unwrap()
});

fuzz_target!(|row: &[u8]| {
    let slow = serde_json::from_slice::<Value>(row).ok().map(|row| PROGRAM.matches(&row));
    assert_eq!(PROGRAM.matches_bytes(row).ok(), slow);
});
