//! A row as bytes is the row that serde_json reads from them: taken or refused alike, and matched alike.

mod common;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;
use tamis::{Program, Query, RowErrorKind, Schema};

use common::generate;

fn program(query: &str, schema: &Schema) -> Program {
    let query = Query::parse(query, schema).unwrap_or_else(|faults| panic!("{query}: {faults}"));
    query.bind(&generate::bindings()).unwrap().compile().unwrap()
}

/// What the slow way says; nothing where it refuses.
fn slowly(program: &Program, row: &[u8]) -> Option<bool> {
    serde_json::from_slice::<Json>(row).ok().map(|row| program.matches(&row))
}

#[track_caller]
fn agree(program: &Program, row: &[u8]) {
    assert!(!program.rules_out(row) || slowly(program, row) != Some(true), "{}", String::from_utf8_lossy(row));
    let (fast, slow) = (program.matches_bytes(row), slowly(program, row));
    assert_eq!(fast.clone().ok(), slow, "{fast:?} on {:?}", String::from_utf8_lossy(row));
}

/// Parts of rows: whole ones, odd ones and broken ones.
const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u{FEFF}",
    "\"a\"",
    "\"a\":",
    "\"b\":",
    "\"c\":",
    "{\"d\":",
    "\"\\u0061\":",
    "\"a\\u0000\":",
    "\"$serde_json::private::RawValue\":",
    "\"$serde_json::private::Number\":",
    "\"\"",
    "\"x\"",
    "\"x",
    "\"\\\"x\"",
    "\"\\\\\"",
    "\"\\\\\\\"\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u00e9\"",
    "\"é\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83dx\"",
    "\"\\uD83D\\uDE00\"",
    "\"tab\there\"",
    "\"\u{7F}\"",
    "\"{\\\"a\\\":1}\"",
    "\"a text that is longer than one block of sixty-four bytes, so that it goes on in the next one\"",
    "0",
    "-0",
    "-",
    "01",
    "1.",
    ".5",
    "1.5",
    "1E5",
    "1e+5",
    "1e400",
    "-1e400",
    "1e-400",
    "1e",
    "1e+",
    "+1",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678",
    "1234567890123456789",
    "0.1000000000000000055511151231257827",
    "true",
    "false",
    "null",
    "tru",
    "nulll",
    "True",
    "NaN",
    "Infinity",
    "\"2026-01-31T08:00:00Z\"",
    "{\"a\":1,\"a\":\"x\"}",
    "{\"c\":{\"d\":1},\"c\":5}",
    "{\"c\":{\"d\":\"x\"},\"c\":{\"e\":2}}",
    "{\"c\":5,\"c\":{\"d\":\"x\"}}",
    "{\"a\":[1,\"x\",null]}",
    "[]",
    "{}",
    "{\"$serde_json::private::RawValue\":\"[1]\"}",
    "{\"b\":{\"$serde_json::private::RawValue\":\"7\"}}",
    "[[[[]]]]",
    "/**/",
];

const QUERIES: &[&str] = &[
    "a == \"x\"",
    "a == null",
    "a == 1 or b == 1.5 or c == -0",
    "a contains \"x\" and c.d != 5",
    "c.d == \"x\" or c.d == 1 or c == null",
    "a subset of (1, \"x\", null) or a superset of (\"é\")",
    "`$serde_json::private::RawValue` == 1 or b == 7",
    "a >= 18446744073709551615 or a < -9223372036854775807",
    "a > 2026-01-01 or a endswith \"\\\\\" or a startswith \"\\\"\" collate ignorecase",
    "not (a in (1, 2, 3) xor b > 100 xor `a\0` == 1)",
    "true",
];

fn hold<S: Strategy>(cases: u32, values: S, law: impl Fn(S::Value)) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let law = |value| {
        law(value);
        Ok(())
    };
    TestRunner::new(config).run(&values, law).unwrap();
}

#[test]
fn odd_rows_are_read_as_serde_json_reads_them() {
    let programs: Vec<Program> = QUERIES.iter().map(|query| program(query, &Schema::open())).collect();
    let in_members =
        Schema::builder("members").members("c").field(tamis::Field::new("d", tamis::Type::Any)).build().unwrap();
    let member = program("d == \"x\" or d == 1", &in_members);
    let mut taken = 0;
    let mut each = |row: &[u8]| {
        programs.iter().chain([&member]).for_each(|program| agree(program, row));
        taken += usize::from(serde_json::from_slice::<Json>(row).is_ok());
    };
    let filler = "x".repeat(60);
    for part in PARTS {
        each(part.as_bytes());
        for key in ["a", "b", "c", "c\":{\"d", "\\u0061", "z"] {
            let close = if key.contains('{') { "}}" } else { "}" };
            for blank in ["", " ", "\n"] {
                // At every distance to the end of a block.
                for length in (0..8).chain([20, 40, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60]) {
                    let filler = &filler[..length];
                    each(
                        format!("{{\"z\":\"{filler}\",\"{key}\"{blank}:{blank}{part}{blank}{close}{blank}").as_bytes(),
                    );
                }
                each(format!("{{\"{key}\":{part}{close} {{}}").as_bytes());
                each(format!("{{\"a\":\"x\",\"{key}\":{blank}[{part}{blank},{part}]{close}").as_bytes());
            }
        }
    }
    for bytes in
        [&b"\xFF"[..], b"{\"a\":\"\xFF\"}", b"{\"\xC3\":1}", b"{\"z\":\"\xED\xA0\x80\"}", b"", b"\x00", b"{}\x00"]
    {
        each(bytes);
    }
    for levels in [1, 15, 16, 17, 59, 60, 61, 62, 126, 127, 128, 129, 1000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let inner = if open == "[" { "" } else { "1" };
            each(format!("{}{inner}{}", open.repeat(levels), close.repeat(levels)).as_bytes());
            each(format!("{{\"a\":{}{inner}{}}}", open.repeat(levels), close.repeat(levels)).as_bytes());
        }
    }
    println!("{taken} rows were taken");
    assert!(taken > 5_000);
}

#[test]
fn rows_of_any_parts_are_read_as_serde_json_reads_them() {
    let programs: Vec<Program> = QUERIES.iter().map(|query| program(query, &Schema::open())).collect();
    let parts = prop::collection::vec(prop::sample::select(PARTS), 0..10);
    hold(20_000, parts, |parts| {
        let row = parts.concat();
        programs.iter().for_each(|program| agree(program, row.as_bytes()));
        let row = format!("{{\"z\":{}}}", parts.join(","));
        programs.iter().for_each(|program| agree(program, row.as_bytes()));
    });
}

/// Values that differ in what stands around their scalars.
const VALUES: &[&str] =
    &["1", "\"x\"", "null", "[]", "{}", "[1,\"x\"]", "{\"d\":1}", "{\"d\":\"x\",\"e\":[]}", "[{\"d\":2}]", "-1.5e3"];

#[test]
fn rows_that_were_met_before_change_nothing() {
    let schema = Schema::open();
    let member = (prop::sample::select(&["a", "b", "c", "d", "é"][..]), prop::sample::select(VALUES));
    let shape = (prop::collection::vec(member, 0..4), prop::sample::select(&["", " "][..]));
    let rows = prop::collection::vec((shape, prop::sample::select(PARTS), prop::bool::weighted(0.2)), 1..12);
    let changes =
        prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"{}[],:\"\\1e a"[..])), 12);
    let in_members =
        Schema::builder("members").members("c").field(tamis::Field::new("d", tamis::Type::Any)).build().unwrap();
    let queries = prop::option::weighted(0.8, prop::sample::select(QUERIES));
    hold(4_000, (queries, rows, changes), |(query, rows, changes)| {
        let program = match query {
            Some(query) => program(query, &schema),
            None => program("d == \"x\" or d == 1", &in_members),
        };
        let rows = rows.into_iter().map(|((members, blank), part, is_broken)| {
            let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{blank}{value}")).collect();
            let part = if is_broken { part } else { "" };
            format!("{{{}{part}}}{blank}", members.join(","))
        });
        let rows: Vec<String> = rows.collect();
        for (row, (place, byte)) in rows.iter().chain(&rows).zip(changes.iter().cycle()) {
            agree(&program, row.as_bytes());
            let mut changed = row.clone().into_bytes();
            changed[place.index(row.len())] = *byte;
            agree(&program, &changed);
        }
    });
}

#[test]
fn more_kinds_of_rows_than_are_remembered_are_read() {
    let program = program("a == 7 or c.d == 7", &Schema::open());
    let rows: Vec<String> = (0..2_000)
        .flat_map(|number| {
            let long = "x".repeat(number);
            [
                format!("{{\"a\":{},\"k{number}\":1,\"c\":{{\"d\":{},\"e\":2}}}}", number % 9, number % 11),
                format!("{{\"{long}\":1,\"a\":{}}}", number % 8),
                format!("{{\"b\":[{}],\"a\":{}}}", "1,".repeat(number % 50) + "{}", number % 8),
            ]
        })
        .collect();
    rows.iter().for_each(|row| agree(&program, row.as_bytes()));
}

#[test]
fn threads_that_meet_rows_for_the_first_time_agree() {
    let rows: Vec<String> = (0..40)
        .map(|number| format!("{{\"a\":{},\"k{}\":[{{}}],\"c\":{{\"d\":{}}}}}", number % 9, number % 5, number % 11))
        .collect();
    for _ in 0..300 {
        let program = program("a == 7 or c.d == 7", &Schema::open());
        let barrier = std::sync::Barrier::new(3);
        std::thread::scope(|scope| {
            for thread in 0..3 {
                let (rows, program, barrier) = (&rows, &program, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    rows.iter()
                        .cycle()
                        .skip(thread * 13)
                        .take(rows.len())
                        .for_each(|row| agree(program, row.as_bytes()));
                });
            }
        });
    }
}

#[test]
fn rows_are_matched_as_bytes_as_they_are_parsed() {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3);
    hold(2_000, (generate::case(0..8, generate::query), changes), |((ground, query, rows), changes)| {
        let program = program(&query, &ground.schema());
        for row in rows {
            for mut text in [row.to_string().into_bytes(), serde_json::to_vec_pretty(&row).unwrap()] {
                agree(&program, &text);
                // Every character written as an escape.
                let escaped: String = String::from_utf8(text.clone()).unwrap().encode_utf16().map(escape).collect();
                agree(&program, escaped.as_bytes());
                for (place, byte) in &changes {
                    let place = place.index(text.len());
                    text[place] = *byte;
                }
                agree(&program, &text);
            }
        }
    });
}

/// A code unit of JSON text, as an escape where it is no sign of JSON's own.
fn escape(unit: u16) -> String {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() && !byte.is_ascii_uppercase() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04X}"),
    }
}

#[test]
fn what_is_wrong_with_a_row_is_told_with_its_kind_and_place() {
    let program = program("a == 1", &Schema::open());
    let refused = |row: &[u8]| program.matches_bytes(row).unwrap_err();
    let not_json = |row: &[u8], offset: usize| {
        let error = refused(row);
        assert!(matches!(error.kind(), RowErrorKind::NotJson { .. }), "{error:?}");
        assert_eq!(error.offset(), offset, "{error:?}");
    };
    not_json(b"{\"a\":}", 5);
    not_json(b"{\"a\":1}\n{}", 8);
    not_json(b"", 0);
    not_json("\u{FEFF}{}".as_bytes(), 0);
    not_json(b"{\"a\":\"\xFF\"}", 6);
    assert_eq!(*refused(b"{\"z\":1e400}").kind(), RowErrorKind::NumberOutOfRange);
    assert_eq!(*refused(b"{\"z\":\"\\ud800\"}").kind(), RowErrorKind::LoneSurrogate);
    assert_eq!(*refused("[".repeat(128).as_bytes()).kind(), RowErrorKind::TooDeep);
    assert_eq!(refused(b"{\"a\":}").to_string(), "not JSON: expected value");
}
