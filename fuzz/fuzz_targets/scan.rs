//! Bytes have the same match as the rows that serde_json parses from them, or both reject them, whatever rows came
//! before.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, value::RawValue};
use tamis::{Field, Query, Schema, Type};

static QUERIES: LazyLock<[Query; 2]> = LazyLock::new(|| {
    let text =
        r#"a == "x" xor a.b > 1 xor a contains null xor b.c startswith "é" xor `$serde_json::private::RawValue` == 1"#;
    let in_members = Schema::builder("members").row_container("b").field(Field::new("c", Type::Any)).build().unwrap();
    [text.parse().unwrap(), Query::parse(r#"c == "x" or c contains 1"#, &in_members).unwrap()]
});

fuzz_target!(|rows: &[u8]| {
    for program in QUERIES.each_ref().map(|query| query.compile().unwrap()) {
        for row in rows.split(|byte| *byte == b'\n') {
            let slow = serde_json::from_slice::<Value>(row).ok().map(|row| program.matches(&row));
            let is_held = slow.is_some() || serde_json::from_slice::<&RawValue>(row).is_err();
            assert!(program.matches_bytes(row).ok() == slow || !is_held);
        }
    }
});
