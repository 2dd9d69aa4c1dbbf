//! What is hard on a parser and an evaluator: depth, length and odd characters, each on a thread with 256 KiB of stack
//! (and in a debug build, where frames are largest).

use serde_json::{Value as Json, json};
use tamis::{Diagnostics, Dialect, Limits, Parsed, Query, Schema};

fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap()
}

#[track_caller]
fn rejected(text: String, code: &str) -> Diagnostics {
    let place = std::panic::Location::caller();
    on_a_small_stack(move || match Query::parse(&text, &Schema::open()) {
        Ok(_) => panic!("{place}: the query is taken"),
        Err(diagnostics) => {
            assert!(!diagnostics.to_string().is_empty());
            diagnostics
        }
    })
    .tap(|diagnostics| assert_eq!(diagnostics.iter().next().unwrap().code(), code, "{place}"))
}

trait Tap: Sized {
    fn tap(self, look: impl FnOnce(&Self)) -> Self {
        look(&self);
        self
    }
}

impl<T> Tap for T {}

#[test]
fn depth_is_an_error_where_it_goes_too_far() {
    for text in [
        "(".repeat(100_000),
        "not ".repeat(100_000),
        "!".repeat(100_000),
        "a in (".repeat(100_000),
        "[".repeat(100_000),
    ] {
        on_a_small_stack(move || assert!(Parsed::parse(&text).is_err()));
    }
    let deep = rejected("(".repeat(100_000), "tamis::parse::too_deep");
    assert_eq!(deep.iter().next().unwrap().span().start(), 64);
    rejected("not ".repeat(100_000), "tamis::parse::too_deep");
    rejected(format!("{}a in (1)", "not ".repeat(64)), "tamis::parse::too_deep");
}

#[test]
fn the_deepest_query_goes_through_every_pass() {
    let open: String = (0..63).map(|level| if level % 2 == 0 { "not (a == 1 or " } else { "b == 2 and " }).collect();
    let groups = (0..63).filter(|level| level % 2 == 0).count();
    // 32 times `not (`, which is as deep as it goes.
    let text = format!("{open}c == null{}", ")".repeat(groups));
    on_a_small_stack(move || {
        let query = Query::parse(&text, &Schema::open()).unwrap();
        let again = Query::parse(&query.to_string(), &Schema::open()).unwrap();
        assert_eq!(query, again);
        assert_eq!(Parsed::parse(&text).unwrap(), Parsed::parse(&text).unwrap());
        query.lower(Dialect::Ahv).unwrap();
        let bound = query.bind(&tamis::Bindings::new()).unwrap();
        let program = bound.compile().unwrap();
        assert!(program.matches(&json!({})) && !program.matches(&json!({"a": 1})));
    });
    let nots = format!("{}a == 1", "not ".repeat(64));
    on_a_small_stack(move || {
        assert!(Query::parse(&nots, &Schema::open()).unwrap().compile().unwrap().matches(&json!({"a": 1})))
    });
}

#[test]
fn length_is_an_error_where_it_goes_too_far() {
    let items = (0..70_000).map(|item| item.to_string()).collect::<Vec<_>>().join(",");
    rejected(format!("a in ({items})"), "tamis::parse::too_many_items");
    rejected(format!("a == \"{}\"", "x".repeat(1 << 20)), "tamis::parse::text_too_long");
    let raised = Limits { items: 70_000, ..Limits::default() };
    assert!(Query::parse_within(&format!("a in ({items})"), &Schema::open(), &raised).is_ok());
    let lowered = Limits { nesting: 1, text: 100, items: 2 };
    assert!(Query::parse_within("a in (1, 2)", &Schema::open(), &lowered).is_ok());
    assert!(Query::parse_within("a in (1, 2, 3)", &Schema::open(), &lowered).is_err());
    assert!(Query::parse_within("not not a == 1", &Schema::open(), &lowered).is_err());
}

#[test]
fn long_numbers_and_odd_characters_are_taken_or_named() {
    let digits = "9".repeat(100_000);
    on_a_small_stack(move || {
        let program = Query::parse(&format!("a < {digits}"), &Schema::open()).unwrap().compile().unwrap();
        assert!(program.matches(&json!({"a": u64::MAX})));
        let bytes = Query::parse(&format!("a < {digits}GB"), &Schema::open()).unwrap_err();
        assert_eq!(bytes.iter().next().unwrap().code(), "tamis::check::byte_size");
        assert!(Query::parse(&format!("a < 0.{digits}e{digits}GB"), &Schema::open()).is_err());
        assert!(Query::parse(&format!("a > {digits}s"), &Schema::open()).is_err());
    });
    rejected("a == 1 \0".to_owned(), "tamis::parse::character");
    let program = Query::parse("a == \"\0\"", &Schema::open()).unwrap().compile().unwrap();
    assert!(program.matches(&json!({"a": "\0"})));
}

#[test]
fn faults_by_the_thousand_cost_no_more_than_their_number() {
    let count = |diagnostics: &Diagnostics| diagnostics.len() + diagnostics.more();
    let diagnostics = rejected("nope == 5x or ".repeat(60_000), "tamis::parse::malformed_number");
    assert_eq!(count(&diagnostics), 60_001);
    let schema = Schema::builder("small").field(tamis::Field::new("name", tamis::Type::Text)).build();
    let text = vec!["nope == \"x\""; 60_000].join(" or ");
    assert_eq!(count(&Query::parse(&text, &schema).unwrap_err()), 60_000);
}

#[test]
fn whatever_is_wrong_a_text_is_read_in_one_go_and_on_a_small_stack() {
    // Each stands for something that is looked at ahead, or gone back to.
    const SLIPS: &[&str] = &[
        "(",
        ")",
        "[",
        "]",
        "()",
        "a == [",
        "a in (",
        "x(",
        "x == x(",
        "ago(",
        "x == ago(",
        "x == (Get-Date",
        "[a == 1 or ",
        "a == x y z ",
        "a b c ",
        "a-b ",
        "where ",
        "select a ",
        "limit 5 a == 1 ",
        "limit ",
        "sort ",
        "sort by a b ",
        "top 5 ",
        "a == 1, ",
        "a == 1, 1",
        "a == 1 or 1 ",
        "1 < a < ",
        "a between 1 and ",
        "a like \"x\" ",
        "\"a\"",
        "a == \"a\"b",
        "'",
        "\"",
        "`",
        "{",
        "{\"a\":[",
        "{\"a\":1} ",
        "$_.",
        "$filter=",
        "&$top=5 ",
        "| where ",
        "| contains(a, ",
        "a | contains(\"x\") ",
        "a:1 ",
        "a:",
        "a/b ",
        "tags/any(t: t eq ",
        "\u{201c}",
        "\u{200b}",
        "--",
        "-- ",
        "5 GB ",
        "a > 1,5 ",
        "2026-01-01 08:00 ",
        "!",
        "not ",
        "==",
        "=>",
        "collate ",
        "and ",
        "and and ",
        ". ",
        "a. ",
        ", ",
        "; ",
        "$ ",
        "5x ",
    ];
    const LENGTH: usize = 10_000;
    for slip in SLIPS {
        let start = std::time::Instant::now();
        on_a_small_stack(move || {
            for before in ["", "a == 1 and (", "a == "] {
                let once = format!("{before}{}", slip.repeat(LENGTH / slip.len()));
                let again = format!("{before}{slip}").repeat(LENGTH / (before.len() + slip.len()));
                for text in [once, again] {
                    let _ = Query::parse(&text, &Schema::open());
                }
            }
        });
        // It would take minutes if what stands there were read again and again.
        assert!(start.elapsed().as_secs() < 30, "{slip}: {:?}", start.elapsed());
    }
}

#[test]
fn a_path_of_any_length_is_looked_up() {
    let schema = Schema::from_json(r#"{"fields": [{"path": "a.a", "type": "text"}]}"#).unwrap();
    let unknown = Query::parse(&format!("{}a == 1", "a.".repeat(100_000)), &schema).unwrap_err();
    assert_eq!(unknown.iter().next().unwrap().code(), "tamis::check::unknown_field");
}

#[test]
fn a_row_of_any_depth_is_evaluated() {
    on_a_small_stack(|| {
        let mut row = json!({"leaf": 1});
        for level in 0..10_000 {
            // Not with `json!`, which would copy what it is given, level by level.
            row = if level % 2 == 0 {
                Json::Array(vec![row])
            } else {
                Json::Object([("a".to_owned(), row)].into_iter().collect())
            };
        }
        let query = "a.a == 1 or a contains 1 or a subset of (1) or a == null or a > 5 sort by a, a.a";
        let program = Query::parse(query, &Schema::open()).unwrap().compile().unwrap();
        assert!(!program.matches(&row));
        assert_eq!(program.run([&row]).len(), 0);
        // Taken apart by a loop: dropping it as it is would recurse.
        let mut rest = row;
        loop {
            rest = match rest {
                Json::Array(mut items) => items.pop().unwrap_or(Json::Null),
                Json::Object(mut members) => members.remove("a").unwrap_or(Json::Null),
                _ => break,
            };
        }
    });
}

#[test]
fn everything_can_be_sent_between_threads() {
    fn is_shared<T: Send + Sync + 'static>() {}
    is_shared::<Parsed>();
    is_shared::<Query>();
    is_shared::<Schema>();
    is_shared::<Diagnostics>();
    is_shared::<tamis::Program>();
    is_shared::<tamis::Request>();
    is_shared::<tamis::Endpoint>();
    is_shared::<tamis::Filter>();
    is_shared::<tamis::Bindings>();
}
