//! Inputs that are hard on a parser or an evaluator: deep, long, with unusual characters, each on a thread with 256 KiB
//! of stack (in a debug build, where frames are largest); and more rows than memory holds.

use std::borrow::Borrow;
use std::cell::Cell;

use serde_json::{Value as Json, json};
use tamis::{Diagnostics, Dialect, Limits, Parsed, Query, Schema};

fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap()
}

#[track_caller]
fn rejected(text: String, code: &str) -> Diagnostics {
    let place = std::panic::Location::caller();
    on_a_small_stack(move || match Query::parse(&text, &Schema::open()) {
        Ok(_) => panic!("{place}: the query parses"),
        Err(diagnostics) => {
            assert!(!diagnostics.to_string().is_empty());
            diagnostics
        }
    })
    .tap(|diagnostics| assert_eq!(diagnostics.iter().next().unwrap().code(), code, "{place}"))
}

trait Tap: Sized {
    fn tap(self, check: impl FnOnce(&Self)) -> Self {
        check(&self);
        self
    }
}

impl<T> Tap for T {}

#[test]
fn too_much_depth_is_an_error() {
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
    // 32 times `not (` is the deepest nesting that parses.
    let text = format!("{open}c == null{}", ")".repeat(groups));
    on_a_small_stack(move || {
        let query = Query::parse(&text, &Schema::open()).unwrap();
        let again = Query::parse(&query.to_string(), &Schema::open()).unwrap();
        assert_eq!(query, again);
        let parsed = Parsed::parse(&text).unwrap();
        assert_eq!(Parsed::parse(&parsed.format()).unwrap(), parsed);
        query.lower(Dialect::Ahv).unwrap();
        for dialect in Dialect::ALL {
            drop(query.lower(*dialect));
        }
        let bound = query.bind(&tamis::Bindings::new()).unwrap();
        let program = bound.compile().unwrap();
        assert!(program.matches(&json!({})) && !program.matches(&json!({"a": 1})));
        let row = json!({"a": 1});
        let explanation = program.explain(&row);
        assert!(!explanation.matches() && !explanation.to_string().is_empty());
        let (mut funnel, mut survey) = (program.funnel(), program.survey());
        funnel.observe(&row);
        survey.observe(&row);
        assert!(!funnel.to_string().is_empty() && survey.hints().len() == 2);
    });
    // Groups of every connective, nested: three levels of the tree for each parenthesis.
    let groups = format!("{}d == 4{}", "(a == 1 or b == 2 xor c == 3 and ".repeat(64), ")".repeat(64));
    on_a_small_stack(move || {
        let parsed = Parsed::parse(&groups).unwrap();
        assert_eq!(Parsed::parse(&parsed.format()).unwrap(), parsed);
    });
    // Each level of parentheses holds a group of each connective.
    let groups = |levels: usize| {
        let open = "a == 1 or b == 2 xor c == 3 and (".repeat(levels);
        format!("{open}d == 4 or e == 5 xor f == 6 and g == 7{}", ")".repeat(levels))
    };
    on_a_small_stack(move || {
        let narrow = Query::parse(&groups(63), &Schema::open()).unwrap().and(&tamis::field("h").eq(1)).unwrap();
        drop(narrow);
        let query = Query::parse(&groups(64), &Schema::open()).unwrap();
        assert_eq!(query, Query::parse(&query.to_string(), &Schema::open()).unwrap());
        let bound = query.bind(&tamis::Bindings::new()).unwrap();
        for dialect in Dialect::ALL {
            drop(bound.lower(*dialect));
            drop(bound.split(&dialect.endpoint("things").unwrap()));
        }
        let program = bound.compile().unwrap();
        let row = json!({"a": 1});
        assert!(program.matches(&row) && program.explain(&row).matches());
        program.funnel().observe(&row);
    });
    let nots = format!("{}a == 1", "not ".repeat(64));
    on_a_small_stack(move || {
        assert_eq!(Parsed::parse(&nots).unwrap().format(), format!("{nots}\n"));
        let program = Query::parse(&nots, &Schema::open()).unwrap().compile().unwrap();
        let row = json!({"a": 1});
        assert!(program.matches(&row) && program.explain(&row).matches());
    });
}

#[test]
fn depth_is_an_error_where_requests_go_too_far() {
    let count = 100_000;
    for text in [
        "[".repeat(count),
        r#"{"a":"#.repeat(count),
        r#"[{"operation":"not","items":"#.repeat(count),
        r#"{"type":"GroupExpression","operation":"not","items":["#.repeat(count),
        "(".repeat(count),
        "not ".repeat(count),
        "not (".repeat(count),
        "tolower(".repeat(count),
        format!("?filter={}", "%5B".repeat(count)),
        format!("?filter={}", "%28".repeat(count)),
    ] {
        on_a_small_stack(move || {
            for dialect in Dialect::ALL {
                match dialect.decompile(&text, &dialect.open_schema()) {
                    Ok(_) => panic!("{dialect} reads {}…", &text[..20]),
                    Err(refused) => assert!(!refused.is_empty() && !refused.to_string().is_empty()),
                }
            }
        });
    }
    let not = |levels: usize| {
        let (open, close) = (r#"{"operation":"not","items":["#.repeat(levels), "]}".repeat(levels));
        format!(r#"[{open}{{"property":"a","operation":"equals","value":1}}{close}]"#)
    };
    on_a_small_stack(move || {
        assert!(Dialect::Ahv.decompile(&not(64), &Schema::open()).is_ok());
        let refused = Dialect::Ahv.decompile(&not(65), &Schema::open()).unwrap_err();
        assert_eq!(refused.iter().next().unwrap().code(), "tamis::read::too_deep");
        let groups = |levels: usize| format!("{}a eq 1 or b eq 1{}", "(c eq 1 and ".repeat(levels), ")".repeat(levels));
        let nots = |levels: usize| format!("{}a eq 1{}", "not (".repeat(levels), ")".repeat(levels));
        for text in [groups(63), nots(64)] {
            assert!(Dialect::Netbackup.decompile(&text, &Schema::open()).is_ok());
        }
        for text in ["(".repeat(129), nots(65)] {
            let refused = Dialect::Netbackup.decompile(&text, &Schema::open()).unwrap_err();
            assert_eq!(refused.iter().next().unwrap().code(), "tamis::read::too_deep");
        }
    });
}

/// Each level of parentheses holds a group of each connective, so that a request is three times as deep as the text.
#[test]
fn the_deepest_request_is_read() {
    let open = "a == 1 or b == 2 xor c == 3 and (".repeat(64);
    let text = format!("{open}d == 4 or e == 5 xor f == 6 and g == 7{}", ")".repeat(64));
    on_a_small_stack(move || {
        let query = Query::parse(&text, &Schema::open()).unwrap();
        let request = query.lower(Dialect::Ahv).unwrap().to_json();
        let decompiled = Dialect::Ahv.decompile(&request, &Schema::open()).unwrap();
        assert!(*decompiled.query() == query);
        assert_eq!(decompiled.query().lower(Dialect::Ahv).unwrap().to_json(), request);
    });
    let open = "a == 1 or b == 2 and (".repeat(63);
    let text = format!("{open}d == 4 or not contains == 5{}", ")".repeat(63));
    on_a_small_stack(move || {
        let query = Query::parse(&text, &Schema::open()).unwrap();
        for dialect in [Dialect::Netbackup, Dialect::VbrInventory] {
            let Ok(request) = query.lower(dialect) else { continue };
            let again = dialect.decompile(&request.to_json(), &Schema::open()).unwrap();
            assert_eq!(again.query().lower(dialect).unwrap().to_json(), request.to_json());
        }
    });
}

/// Covers the constructs that a decompiler could scan again and again.
#[test]
fn long_requests_cost_no_more_than_their_length() {
    let fill = |piece: &str| piece.repeat((1 << 17) / piece.len() - 1);
    let expression = r#"{"property":"a","operation":"equals","value":1}"#;
    let group = format!(r#"{{"operation":"or","items":[{}]}}"#, vec![expression; 1_000].join(","));
    let texts = [
        format!("[{}", fill(&format!("{expression},"))),
        format!("[{group},{group}]"),
        format!("[{}", fill("{\"items\":[{}],\"propery\":1},")),
        format!("[{{{}", fill("\"a\":1,")),
        format!("[\"{}", fill("\\\\")),
        fill("%5B"),
        fill("%"),
        format!("?{}", fill("&")),
        format!("?{}", fill("a=1&")),
        format!("?{}", fill("nameFilter=a&")),
        fill("a eq 1 or "),
        format!("({} a eq 1)", fill("a eq 1 or ")),
        fill("a eq ''''''''"),
        fill("contains("),
        fill("'"),
        fill("{{"),
        fill("-a,"),
        fill("$("),
        fill("a.b/"),
        fill("a == 1 and "),
    ];
    for text in texts {
        for dialect in Dialect::ALL {
            if let Err(refused) = dialect.decompile(&text, &dialect.open_schema()) {
                assert!(!refused.is_empty());
            }
        }
    }
}

#[test]
fn too_much_length_is_an_error() {
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
fn the_longest_queries_are_linted() {
    let list = |count: usize| (0..count).map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(",");
    let clauses = |word: &str, clause: &str| vec![clause; (1 << 20) / (clause.len() + word.len()) - 1].join(word);
    // 16 times two `not (` is the deepest nesting that parses.
    let nested = "not (a == 1 or not (a == 2 and ".repeat(16);
    let texts = [
        format!("a in ({0}) and a in ({0}) collate ignorecase", list(50_000)),
        format!("a in ({}) and a contains \"1\" and a startswith \"2\"", list(65_536)),
        clauses(" and ", "a != 1"),
        clauses(" or ", "b == null and a < \"2026-01-31\""),
        format!("{nested}a == 3{}", ")".repeat(32)),
    ];
    for text in texts {
        on_a_small_stack(move || {
            let query = Query::parse(&text, &Schema::open()).unwrap();
            assert!(query.warnings().len() <= 200);
        });
    }
}

#[test]
fn long_numbers_and_control_characters_parse_or_are_named() {
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
fn thousands_of_errors_cost_no_more_than_their_number() {
    let count = |diagnostics: &Diagnostics| diagnostics.len() + diagnostics.more();
    let diagnostics = rejected("nope == 5x or ".repeat(60_000), "tamis::parse::malformed_number");
    assert_eq!(count(&diagnostics), 60_001);
    let schema = Schema::builder("small").field(tamis::Field::new("name", tamis::Type::Text)).build().unwrap();
    let text = vec!["nope == \"x\""; 60_000].join(" or ");
    assert_eq!(count(&Query::parse(&text, &schema).unwrap_err()), 60_000);
}

#[test]
fn every_mistake_is_parsed_in_linear_time_on_a_small_stack() {
    // Each needs lookahead, or a speculative parse that may be undone.
    const MISTAKES: &[&str] = &[
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
    for mistake in MISTAKES {
        let start = std::time::Instant::now();
        on_a_small_stack(move || {
            for before in ["", "a == 1 and (", "a == "] {
                let once = format!("{before}{}", mistake.repeat(LENGTH / mistake.len()));
                let again = format!("{before}{mistake}").repeat(LENGTH / (before.len() + mistake.len()));
                for text in [once, again] {
                    let _ = Query::parse(&text, &Schema::open());
                }
            }
        });
        // A parser that scanned the rest again and again would need minutes.
        assert!(start.elapsed().as_secs() < 30, "{mistake}: {:?}", start.elapsed());
    }
}

#[test]
fn the_work_of_explaining_is_bounded() {
    let started = std::time::Instant::now();
    let explained = |query: &str, row: Json| {
        let program = Query::parse(query, &Schema::open()).unwrap().compile().unwrap();
        let mut survey = program.survey();
        survey.observe(&row);
        assert!(survey.hints().iter().all(|hint| !hint.to_string().is_empty()));
        let explanation = program.explain(&row);
        assert!(!explanation.matches());
        explanation.to_string().lines().count()
    };
    let text = "ab".repeat(499);
    let contains = vec![format!("t contains \"{}x\"", "ab".repeat(30)); 1_000].join(" or ");
    assert_eq!(explained(&contains, json!({"t": text})), 1_000);
    let equals = vec![format!("t == \"{}bb\"", &text[2..]); 300].join(" or ");
    assert_eq!(explained(&equals, json!({"t": text})), 300);
    let items = (0..20_000).map(|item| format!("\"item-{item}\"")).collect::<Vec<_>>().join(",");
    assert_eq!(explained(&format!("t in ({items})"), json!({"t": "item-x"})), 1);
    let elements: Vec<String> = (0..20_000).map(|element| format!("element-{element}")).collect();
    assert_eq!(explained(&format!("t subset of ({items})"), json!({ "t": elements })), 1);
    let names: serde_json::Map<_, _> =
        (0..5_000).map(|name| (format!("{}{name}", "n".repeat(30)), Json::Null)).collect();
    let missing = (0..200).map(|name| format!("{}x{name} == 1", "n".repeat(30))).collect::<Vec<_>>().join(" or ");
    assert_eq!(explained(&missing, names.into()), 200);
    // A debug build on a busy machine takes seconds; unbounded work takes minutes.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
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
            // Not with `json!`, which would copy its argument, level by level.
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
        assert_eq!(program.explain(&row).to_string().lines().count(), 5);
        let mut survey = program.survey();
        survey.observe(&row);
        assert_eq!(survey.hints().iter().map(ToString::to_string).collect::<Vec<_>>().len(), 1);
        let sorting = Query::parse("a != null sort by a desc, a.a", &Schema::open()).unwrap().compile().unwrap();
        let shallow = json!({"a": {"a": 1}});
        let sorted = sorting.run([&row, &shallow, &row]);
        // By address: comparing the rows themselves would recurse.
        assert!(std::ptr::eq(sorted[0], &shallow) && std::ptr::eq(sorted[1], &row) && sorted.len() == 3);
        // Dismantled by a loop: dropping it whole would recurse.
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
fn no_row_is_taken_after_the_limit() {
    let count = |text: &str| {
        let taken = Cell::new(0);
        let rows = (0..100).inspect(|_| taken.set(taken.get() + 1)).map(|number| json!({ "a": number % 3 }));
        let program = Query::parse(text, &Schema::open()).unwrap().compile().unwrap();
        (program.run(rows).len(), taken.get())
    };
    assert_eq!(count("limit 2"), (2, 2));
    assert_eq!(count("a == 2 offset 1 limit 2"), (2, 9));
    assert_eq!(count("limit 0"), (0, 0));
    assert_eq!(count("sort by a limit 0"), (0, 0));
}

/// The counts of a run: rows held now, rows held at most, and accesses to rows.
#[derive(Default)]
struct Counts {
    held: Cell<usize>,
    most_held: Cell<usize>,
    accesses: Cell<usize>,
}

/// A row that counts itself while it is held, and each access.
struct Counted<'c>(Json, &'c Counts);

impl<'c> Counted<'c> {
    fn new(json: Json, counts: &'c Counts) -> Self {
        counts.held.set(counts.held.get() + 1);
        counts.most_held.set(counts.most_held.get().max(counts.held.get()));
        Self(json, counts)
    }
}

impl Borrow<Json> for Counted<'_> {
    fn borrow(&self) -> &Json {
        self.1.accesses.set(self.1.accesses.get() + 1);
        &self.0
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.1.held.set(self.1.held.get() - 1);
    }
}

#[test]
fn sorting_with_a_limit_holds_few_rows_and_accesses_each_a_few_times() {
    const ROWS: usize = 10_000;
    for (text, wanted) in [("sort by a limit 5", 5), ("sort by a offset 500 limit 500", 500)] {
        let counts = Counts::default();
        let rows = (0..ROWS).map(|number| Counted::new(json!({ "a": number * 7_919 % ROWS }), &counts));
        let program = Query::parse(text, &Schema::open()).unwrap().compile().unwrap();
        assert_eq!(program.run(rows).len(), wanted);
        assert!(counts.most_held.get() <= 4_000, "`{text}` held {} rows", counts.most_held.get());
        assert!(counts.accesses.get() <= 10 * ROWS, "`{text}` accessed rows {} times", counts.accesses.get());
    }
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
    is_shared::<tamis::tree::Filter>();
    is_shared::<tamis::Bindings>();
    is_shared::<tamis::decompile::Decompiled>();
}
