//! Filters built without text: equal to the parsed ones, checked by the same rules, and of any depth.

use tamis::{
    Bindings, Collation, Diagnostics, Dialect, Enumeration, Expr, Field, Literal, Path, Query, Schema, Type, field,
    parameter, xor,
};

#[track_caller]
fn builds(tree: &Expr, text: &str) {
    let query = Query::build(tree, &Schema::open()).unwrap();
    assert_eq!(query.source(), text);
    assert_eq!(query.to_string(), text);
    assert_eq!(query, Query::parse(text, &Schema::open()).unwrap());
}

#[test]
fn every_operator_and_literal_builds_what_it_parses_to() {
    let literal = |text: &str| text.parse::<Literal>().unwrap();
    builds(&field("a").eq("x\"y\n"), r#"a == "x\"y\n""#);
    builds(&field("a").ne(None::<&str>), "a != null");
    builds(&field("a").lt(5), "a < 5");
    builds(&field("a").le(-2.5), "a <= -2.5");
    builds(&field("a").gt(u64::MAX), "a > 18446744073709551615");
    builds(&field("a").ge(f64::INFINITY), "a >= 1e999");
    builds(&field("a.b c").is_in(["x", "y"]), r#"a.`b c` in ("x", "y")"#);
    builds(&!field("a").is_in([true, false]), "a not in (true, false)");
    builds(&field("a").is_in(Vec::<&str>::new()), "a in ()");
    builds(&field("a").is_in_parameter("ids"), "a in $ids");
    builds(&!field("a").contains(parameter("x")), "a not contains $x");
    builds(&field("a").starts_with("x"), r#"a startswith "x""#);
    builds(&field("a").collate(Collation::IgnoreCase).ends_with("x"), r#"a endswith "x" collate ignorecase"#);
    builds(&field("a").subset_of(["x"]), r#"a subset of ("x")"#);
    builds(&field("a").superset_of(["x"]), r#"a superset of ("x")"#);
    builds(&field("a").gt(literal("now - 7d")), "a > now - 7d");
    builds(&field("a").gt(literal("500GB")), "a > 500GB");
    builds(&field("a").gt(literal(" 2026-01-31T08:00:00Z # then")), "a > 2026-01-31T08:00:00Z");
    builds(&field("a").gt(literal("30m")), "a > 30m");
}

#[test]
fn connectives_get_the_parentheses_they_need() {
    let a = || field("a").eq(1);
    let b = || field("b").eq(2);
    let c = || field("c").eq(3);
    builds(&(a() & b() | c()), "a == 1 and b == 2 or c == 3");
    builds(&(a() & (b() | c())), "a == 1 and (b == 2 or c == 3)");
    builds(&!(a() & b()), "not (a == 1 and b == 2)");
    builds(&(a() & (b() & c())), "a == 1 and b == 2 and c == 3");
    builds(&xor([a(), b() & c(), xor([a(), b()])]), "a == 1 xor b == 2 and c == 3 xor (a == 1 xor b == 2)");
    builds(&(xor([a(), b()]) & c()), "(a == 1 xor b == 2) and c == 3");
    builds(&xor([a()]), "a == 1");
    builds(&xor([]), "false");
    builds(&(a() & true.into()), "a == 1 and true");
}

#[test]
fn what_is_built_is_checked_as_what_is_parsed() {
    let schema = Schema::builder("jobs").field(Field::new("size", Type::Integer)).build().unwrap();
    let wrong = Query::build(&(field("size").eq("x") & field("sise").eq(1)), &schema).unwrap_err();
    assert_eq!(wrong.source_text(), r#"size == "x" and sise == 1"#);
    assert_eq!(wrong.len(), 2);
    assert_eq!(wrong.iter().nth(1).unwrap().span().of(wrong.source_text()), "sise");
    // The text of a part cannot break out of it.
    assert!(Query::build(&field("a").eq(parameter("x or b == 1")), &Schema::open()).is_err());
    assert!(Query::build(&field("a").eq(f64::NAN), &Schema::open()).is_err());
    assert!(Query::build(&field(Path::new::<&str>([])).eq(1), &Schema::open()).is_err());
    builds(&field("").eq(1), "`` == 1");
    builds(&field("a.").contains(None::<&str>), "a.`` contains null");
    builds(&field("a").superset_of([Some("x"), None]), r#"a superset of ("x", null)"#);
    for text in ["1 or 2", "", "now -", "\"a", "a.b", "1 limit 5"] {
        assert!(text.parse::<Literal>().is_err(), "{text}");
    }
}

#[test]
fn a_query_is_narrowed_and_checked_again() {
    let sessions = Dialect::Ahv.endpoint("sessions").unwrap();
    let query = Query::parse("name == 'a' or name == 'b' sort by name limit 5", sessions.schema()).unwrap();
    let narrowed = query.and(&field("jobName").eq("acme")).unwrap();
    assert_eq!(narrowed.to_string(), r#"(name == "a" or name == "b") and jobName == "acme" sort by name limit 5"#);
    assert!(query.and(&field("jobNmae").eq("acme")).is_err());
    // Of AHV's rows only some fields are known.
    assert_eq!(query.and(&field("tenant").eq("acme")).unwrap().warnings().len(), 1);
    let servers = Dialect::One.endpoint("vbr/backupServers").unwrap();
    assert!(Query::parse("", servers.schema()).unwrap().and(&field("tenant").eq("acme")).is_err());
    let all = Query::parse("limit 5", sessions.schema()).unwrap().and(&field("jobName").eq("acme")).unwrap();
    assert_eq!(all.to_string(), r#"jobName == "acme" limit 5"#);
    let program = all.compile().unwrap();
    assert!(!program.matches(&serde_json::json!({"jobName": "other"})));
    assert!(program.matches(&serde_json::json!({"jobName": "acme"})));
}

/// Returns the text at the place of each error.
fn places(faults: &Diagnostics) -> Vec<&str> {
    faults.iter().map(|fault| fault.span().of(faults.source_text())).collect()
}

#[test]
fn what_was_written_keeps_its_places_when_it_is_narrowed() {
    let schema = Schema::builder("jobs")
        .field(Field::new("name", Type::Text))
        .field(Field::new("state", Enumeration::open("State", ["Idle"])))
        .field(Field::new("start", Type::DateTime))
        .build()
        .unwrap();
    // With blanks, a comment at the end, and characters of several bytes, none of which its canonical text has.
    let text = "name     ==   $who   and state==Flying or name == 'ü' and start > now# tonight";
    let query = Query::parse(text, &schema).unwrap();
    let tree = field("name").ne("x") & field("start").lt(parameter("end"));
    let narrowed = query.and(&tree).unwrap();
    assert!(narrowed.source().starts_with(text), "{}", narrowed.source());
    assert_eq!(narrowed, Query::parse(&narrowed.to_string(), &schema).unwrap());
    let faults = narrowed.bind(&Bindings::new()).unwrap_err();
    assert_eq!(places(&faults), ["$who", "now", "$end"]);
    let fault = faults.iter().next().unwrap();
    assert_eq!((fault.line(), fault.span().range()), (1, 14..18));
    assert_eq!(faults.iter().last().unwrap().line(), 2);
    // The API does not support these operators.
    let unsupported =
        Query::parse("name   startswith 'a'", &schema).unwrap().and(&field("name").ends_with("z")).unwrap();
    assert_eq!(places(&unsupported.lower(Dialect::Ahv).unwrap_err()), ["startswith", "endswith"]);

    // Warnings keep their places, too, and the order of binding and narrowing does not matter.
    assert!(places(narrowed.warnings()).contains(&"Flying"), "{}", narrowed.warnings());
    let bindings = Bindings::at("2026-01-31".parse().unwrap()).set("who", "x").set("end", "2026-02-01");
    let tree = field("name").ne("x");
    let bound = query.bind(&bindings).unwrap();
    let bound_first = bound.and(&tree).unwrap();
    let bound_last = query.and(&tree).unwrap().bind(&bindings).unwrap();
    assert_eq!(bound_first, bound_last);
    assert_eq!(bound_first.source(), bound_last.source());
    assert_eq!(places(bound_first.warnings()), places(bound_last.warnings()));
    assert_eq!(bound_first.warnings().source_text(), bound_first.source());
    // Narrowed twice, and by `true`.
    let twice = bound_first.and(&field("start").gt("2020-01-01".parse::<Literal>().unwrap())).unwrap();
    assert_eq!(twice, Query::parse(&twice.to_string(), &schema).unwrap());
    assert_eq!(query.and(&true.into()).unwrap(), query);
}

#[test]
fn a_tree_of_any_depth_is_an_error_and_not_a_crash() {
    let run = || {
        let mut tree = field("a").eq(1);
        for level in 0..100_000 {
            tree = if level % 3 == 0 {
                !tree
            } else if level % 3 == 1 {
                tree | field("b").eq(2)
            } else {
                field("c").eq(3) & tree
            };
        }
        let copy = tree.clone();
        assert!(Query::build(&tree, &Schema::open()).is_err());
        let chain = (0..20_000).fold(field("a").eq(0), |tree, item| field("a").eq(item) | tree);
        assert!(Query::build(&chain, &Schema::open()).is_ok());
        drop((tree, copy));
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap();
}
