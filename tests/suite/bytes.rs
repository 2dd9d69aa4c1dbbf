//! A row as bytes has the same result as the row that serde_json parses from them: both accept it, with the same match,
//! or both reject it. Values that serde_json cannot hold are the exception: they are an error only at a path of the
//! filter.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::explain::Lookup;
use tamis::rows::{RowErrorKind, ValueContext, ValueScanner};
use tamis::tree::{Filter, FilterKind};
use tamis::{Path, Program, Query, Schema};

use crate::common::generate;
use crate::common::naive_json::{Naive, read};

/// A program, and the paths of its filter.
struct Tested {
    program: Program,
    paths: Vec<Path>,
    container: Option<&'static str>,
}

fn program(query: &str, schema: &Schema) -> Tested {
    let query = Query::parse(query, schema).unwrap_or_else(|faults| panic!("{query}: {faults}"));
    let query = query.bind(&generate::bindings()).unwrap();
    let mut paths = Vec::new();
    gather(query.filter(), &mut paths);
    Tested {
        program: query.compile().unwrap(),
        paths,
        container: schema.row_container().map(|name| name.to_owned().leak() as &str),
    }
}

/// Collects the paths of a filter, named as in rows.
fn gather(filter: &Filter, paths: &mut Vec<Path>) {
    match &filter.kind {
        FilterKind::Constant(_) => {}
        FilterKind::Comparison(comparison) => paths.push(comparison.field.path_in_rows().clone()),
        FilterKind::Not(item) => gather(item, paths),
        FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
            items.iter().for_each(|item| gather(item, paths));
        }
        kind => panic!("{kind:?}"),
    }
}

/// Returns the result that the rules require, or `None` if the row has to be rejected: if it is no JSON, or if a value
/// at a path of the filter, or an element of an array there, is one that Rust cannot hold.
fn expected(tested: &Tested, row: &[u8]) -> Option<bool> {
    let Tested { program, paths, container } = tested;
    if let Ok(row) = serde_json::from_slice::<Json>(row) {
        return Some(program.matches(&row));
    }
    let row = read(row)?;
    let is_unheld = |value: &Naive| matches!(value, Naive::Unheld);
    let holds_unheld = |path: &Path| match row.at(path.names().collect(), *container) {
        Some(Naive::Array(elements)) => elements.iter().any(is_unheld),
        found => found.is_some_and(is_unheld),
    };
    if paths.iter().any(holds_unheld) { None } else { Some(program.matches(&row.json())) }
}

#[track_caller]
fn agree(tested: &Tested, row: &[u8]) {
    let (program, expected) = (&tested.program, expected(tested, row));
    assert!(!program.rules_out(row) || expected != Some(true), "{}", String::from_utf8_lossy(row));
    let fast = program.matches_bytes(row);
    assert_eq!(fast.clone().ok(), expected, "{fast:?} on {:?}", String::from_utf8_lossy(row));
    // The row that is read in its place has the same result.
    if serde_json::from_slice::<Json>(row).is_err() {
        let read = program.read_row(row).map(|row| program.matches(&row));
        assert_eq!(read, fast, "{:?}", String::from_utf8_lossy(row));
    }
}

/// Parts of rows: valid ones, unusual ones and broken ones.
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
    "[1e400,\"x\"]",
    "[\"\\ud800\",[1e400]]",
    "{\"d\":1e400,\"e\":\"\\udfff\"}",
    "{\"\\ud800\":1,\"d\":\"x\"}",
    "1E+999999999999",
    "-0.1e-400",
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
    "c.d == 5 or c.e != \"x\"",
    "b == null",
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
fn unusual_rows_are_read_as_serde_json_reads_them() {
    let programs: Vec<Tested> = QUERIES.iter().map(|query| program(query, &Schema::open())).collect();
    let in_container = Schema::builder("container")
        .row_container("c")
        .field(tamis::Field::new("d", tamis::Type::Any))
        .build()
        .unwrap();
    let member = program("d == \"x\" or d == 1", &in_container);
    let mut accepted = 0;
    let mut each = |row: &[u8]| {
        programs.iter().chain([&member]).for_each(|program| agree(program, row));
        accepted += usize::from(serde_json::from_slice::<Json>(row).is_ok());
    };
    let filler = "x".repeat(60);
    for part in PARTS {
        each(part.as_bytes());
        for key in ["a", "b", "c", "c\":{\"d", "\\u0061", "z"] {
            let close = if key.contains('{') { "}}" } else { "}" };
            for blank in ["", " ", "\n"] {
                // At every distance from the end of a block.
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
    println!("{accepted} rows were accepted");
    assert!(accepted > 5_000);
}

#[test]
fn rows_of_any_parts_are_read_as_serde_json_reads_them() {
    let programs: Vec<Tested> = QUERIES.iter().map(|query| program(query, &Schema::open())).collect();
    let parts = prop::collection::vec(prop::sample::select(PARTS), 0..10);
    hold(20_000, parts, |parts| {
        let row = parts.concat();
        programs.iter().for_each(|program| agree(program, row.as_bytes()));
        let row = format!("{{\"z\":{}}}", parts.join(","));
        programs.iter().for_each(|program| agree(program, row.as_bytes()));
    });
}

/// The law of the fuzz target `rows`.
#[test]
fn a_value_in_pieces_is_the_whole_value() {
    let parts = prop::collection::vec(prop::sample::select(PARTS), 0..12);
    hold(20_000, (parts, prop::collection::vec(any::<prop::sample::Index>(), 0..4)), |(parts, cuts)| {
        let text = parts.concat();
        let whole = ValueScanner::new(ValueContext::Document).scan(text.as_bytes(), true);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.sort_unstable();
        let mut scanner = ValueScanner::new(ValueContext::Document);
        let early = cuts.iter().find_map(|end| scanner.scan(&text.as_bytes()[..*end], false).transpose());
        let cut = early.map_or_else(|| scanner.scan(text.as_bytes(), true), |early| early.map(Some));
        assert_eq!(cut, whole, "{text:?} cut at {cuts:?}");
        let rest = whole.ok().flatten().map(|length| &text[length..]);
        let is_one = rest.is_some_and(|rest| rest.trim_matches([' ', '\t', '\r', '\n']).is_empty());
        assert_eq!(serde_json::from_str::<&RawValue>(&text).is_ok(), is_one, "{text:?}");
    });
}

/// Values that differ in the bytes around their scalars.
const VALUES: &[&str] =
    &["1", "\"x\"", "null", "[]", "{}", "[1,\"x\"]", "{\"d\":1}", "{\"d\":\"x\",\"e\":[]}", "[{\"d\":2}]", "-1.5e3"];

#[test]
fn gaps_learned_from_earlier_rows_change_nothing() {
    let schema = Schema::open();
    let member = (prop::sample::select(&["a", "b", "c", "d", "é"][..]), prop::sample::select(VALUES));
    let shape = (prop::collection::vec(member, 0..4), prop::sample::select(&["", " "][..]));
    let rows = prop::collection::vec((shape, prop::sample::select(PARTS), prop::bool::weighted(0.2)), 1..12);
    let changes =
        prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"{}[],:\"\\1e a"[..])), 12);
    let in_container = Schema::builder("container")
        .row_container("c")
        .field(tamis::Field::new("d", tamis::Type::Any))
        .build()
        .unwrap();
    let queries = prop::option::weighted(0.8, prop::sample::select(QUERIES));
    hold(4_000, (queries, rows, changes), |(query, rows, changes)| {
        let program = match query {
            Some(query) => program(query, &schema),
            None => program("d == \"x\" or d == 1", &in_container),
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
fn rows_are_read_after_the_table_of_gaps_is_full() {
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
fn threads_that_learn_gaps_concurrently_agree() {
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
                // The same with escapes for most characters.
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

/// Returns a code unit of JSON text, as an escape unless it may belong to JSON's own syntax.
fn escape(unit: u16) -> String {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() && !byte.is_ascii_uppercase() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04X}"),
    }
}

#[test]
fn errors_of_rows_have_a_kind_an_offset_and_a_message() {
    let Tested { program, .. } = program("a == 1", &Schema::open());
    let reject = |row: &[u8]| program.matches_bytes(row).unwrap_err();
    let kind_of = |row: &[u8], offset: usize, message: &str| {
        let error = reject(row);
        assert_eq!((error.offset(), error.to_string().as_str()), (offset, message), "{}", String::from_utf8_lossy(row));
        assert!(!error.help().is_empty() && !error.help().ends_with('.'), "{error:?}");
        error.kind().clone()
    };
    let not_json = |row: &str, offset, message: &str| {
        let kind = kind_of(row.as_bytes(), offset, message);
        assert!(matches!(kind, RowErrorKind::NotJson { .. }), "{row}: {kind:?}");
    };
    not_json("{\"a\":}", 5, "a value is missing before `}`");
    not_json("{\"a\":1,}", 7, "a comma before `}`");
    not_json("{\"a\":1}\n{}", 8, "something after the value");
    not_json("\u{FEFF}{}", 0, "a byte order mark inside the text");
    not_json("{\"a\":NaN}", 5, "`NaN` is not JSON");
    let is = |row: &[u8], offset, message: &str, kind: RowErrorKind| assert_eq!(kind_of(row, offset, message), kind);
    is(b"", 0, "cut off before a value begins", RowErrorKind::Incomplete { within: "before a value begins" });
    is(b"{\"a\":[1", 7, "cut off inside an array", RowErrorKind::Incomplete { within: "inside an array" });
    is(b"{\"a\":\"\xFF\"}", 6, "a byte that is not UTF-8: 0xFF", RowErrorKind::NotUtf8 { byte: 0xFF });
    is(
        b"<html>",
        0,
        "this is HTML, such as a log-in page",
        RowErrorKind::OtherFormat { reason: "this is HTML, such as a log-in page" },
    );
    is(b"PK\x03\x04", 0, "this is a zip archive", RowErrorKind::Binary { reason: "this is a zip archive" });
    let number = "a number that no double holds, such as 1e400";
    is(b"{\"a\": 1e400}", 6, number, RowErrorKind::NumberOutOfRange);
    is(b"{\"a\":[1, -1e400]}", 9, number, RowErrorKind::NumberOutOfRange);
    let half = "an escape of half of a surrogate pair, which is no character";
    is(b"{\"z\":1e400,\"a\":\"x\\ud83d\\ude00\\ud800\"}", 29, half, RowErrorKind::LoneSurrogate);
    let deep = "a row nested more than 127 levels deep";
    is("[".repeat(200).as_bytes(), 127, deep, RowErrorKind::TooDeep);
    is(format!("{{\"z\":{}{}}}", "[".repeat(127), "]".repeat(127)).as_bytes(), 131, deep, RowErrorKind::TooDeep);
}

#[test]
fn values_that_rust_cannot_hold_are_errors_only_at_paths_of_the_filter() {
    let rows: &[(&str, &str, Option<bool>)] = &[
        ("a == 1", "{\"a\":1,\"z\":1e400}", Some(true)),
        ("a == 1", "{\"a\":1,\"z\":[{\"y\":\"\\ud800\"}]}", Some(true)),
        ("a == 1", "{\"a\":1,\"\\udfff\":0}", Some(true)),
        ("a == 1", "{\"a\":1e400}", None),
        ("a != 1 or b == 1", "{\"b\":1,\"a\":\"\\ud800\"}", None),
        // The last member of a name counts.
        ("a == 1", "{\"a\":1e400,\"a\":1}", Some(true)),
        ("a == 1", "{\"a\":1,\"a\":1e400}", None),
        // Elements of an array matter, and values inside of elements do not.
        ("a contains 1", "{\"a\":[1,1e400]}", None),
        ("a contains 1", "{\"a\":[1,[1e400],{\"b\":\"\\ud800\"}]}", Some(true)),
        ("a == null", "{\"a\":{\"b\":1e400}}", Some(false)),
        ("a.b == 1", "{\"a\":{\"b\":1e400}}", None),
        ("a.b == 1", "{\"a\":{\"b\":1,\"c\":1e400}}", Some(true)),
        ("a.b == null", "{\"a\":1e400}", Some(true)),
        ("true", "1e400", Some(true)),
    ];
    for (query, row, expected) in rows {
        let tested = program(query, &Schema::open());
        assert_eq!(tested.program.matches_bytes(row.as_bytes()).ok(), *expected, "{query} on {row}");
        agree(&tested, row.as_bytes());
    }
    let sorted = Query::parse("a == 1 sort by z", &Schema::open()).unwrap().compile().unwrap();
    let row = b"{\"a\":1,\"z\":\"x\\ud800\",\"y\":-1e400}";
    assert_eq!(sorted.matches_bytes(row), Ok(true));
    assert_eq!(*sorted.read_row(row).unwrap_err().kind(), RowErrorKind::LoneSurrogate);
    let all = Query::parse("", &Schema::open()).unwrap().compile().unwrap();
    let nearest = serde_json::json!({"a": 1, "z": "x\u{FFFD}", "y": f64::MIN});
    assert_eq!(all.read_row(row), Ok(nearest));
}

#[test]
fn every_way_to_search_a_row_finds_the_same_value() {
    let paths = ["a", "b", "b.c", "b.d", "a.c", "in", "in.a", "in.in.a", "x"].map(Path::from);
    let rows = [
        r#"{"a": 1, "in": {"a": 2, "b": {"c": 3}}, "b": {"d": 4}}"#,
        r#"{"a": 1, "in": {"a": null}, "b": {"c": null}}"#,
        r#"{"a": 1, "in": null, "b": []}"#,
        r#"{"a": {"c": 1}, "in": [{"a": 2}]}"#,
        r#"{"in": {"in": {"a": 1}, "a": {}}}"#,
        r#"{"in": {"b": {"c": 4}}, "b": {"c": 5, "d": 6}}"#,
        "[]",
        "7",
    ];
    for schema in [Schema::open(), Schema::builder("container").row_container("in").open().build().unwrap()] {
        for (path, text) in paths.iter().flat_map(|path| rows.iter().map(move |row| (path, *row))) {
            let row: Json = serde_json::from_str(text).unwrap();
            let found = schema.find(&row, path);
            for number in 0..8 {
                let query = format!("{path} == {number}");
                let program = Query::parse(&query, &schema).unwrap().compile().unwrap();
                let matches = found.is_some_and(|value| value.as_u64() == Some(number));
                assert_eq!(program.matches(&row), matches, "{query} on {text}");
                assert_eq!(program.matches_bytes(text.as_bytes()), Ok(matches), "{query} on {text}");
                let explanation = program.explain(&row);
                let value = match explanation.reasons()[0].found {
                    Lookup::Value(value) => Some(value),
                    _ => None,
                };
                assert_eq!(value, found, "{query} on {text}");
            }
            // The tolerant parser searches its own tree: only a value at the path makes the row an error.
            let program = Query::parse(&format!("{path} == 0"), &schema).unwrap().compile().unwrap();
            for (at, digit) in text.match_indices(|character: char| character.is_ascii_digit()) {
                let unheld = format!("{}1e400{}", &text[..at], &text[at + 1..]);
                let is_found = found.is_some_and(|value| value.as_u64() == digit.parse().ok());
                assert_eq!(program.matches_bytes(unheld.as_bytes()).is_err(), is_found, "{path} on {unheld}");
            }
        }
    }
}
