//! Laws of decompilation: a request decompiles to a query that makes the same request and selects the same rows, and
//! any text decompiles or is refused with spans inside it.
//!
//! `TAMIS_READINGS=1000000 cargo test --release --test suite laws_of_reading::` tries that many texts.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use serde_json::{Map, Value as Json, json};
use tamis::tree::{Operand, Term};
use tamis::{DiagnosticKind, Diagnostics, Dialect, Field, Query, Schema, Target, Type, Value};

use crate::common::generate::{self, bindings, case};

/// Runs `law` over generated values until one breaks it.
fn hold<S: Strategy>(usual: u32, values: S, law: impl Fn(S::Value) -> TestCaseResult) {
    let cases = std::env::var("TAMIS_READINGS").map_or(usual, |cases| cases.parse().expect("a number of readings"));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    match TestRunner::new(config).run(&values, law) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
}

fn accepted<T>(text: &str, result: Result<T, Diagnostics>) -> Result<T, TestCaseError> {
    result.map_err(|error| TestCaseError::fail(format!("`{text}`: {error}")))
}

/// Returns `true` if a request of `dialect` keeps the types of the query's values. Some dialects write every value as
/// text, most write dates and durations as text, so that on a field of any type these decompile to text.
fn keeps_values(dialect: Dialect, query: &Query) -> bool {
    let is_kept = |term: &Term| match term.value() {
        None | Some(Value::Text(_) | Value::Null) => true,
        Some(Value::Boolean(_) | Value::Number(_)) => dialect != Dialect::VbrInventory,
        Some(Value::DateTime(_)) => dialect == Dialect::Netbackup,
        Some(_) => false,
    };
    let is_any = |ty: &Type| *ty == Type::Any || matches!(ty, Type::Array(element) if **element == Type::Any);
    let terms = |operand: &Operand| operand.terms().iter().all(is_kept);
    query.comparisons().iter().all(|comparison| !is_any(comparison.field.ty()) || terms(&comparison.operand))
}

/// Returns JSON without redundant groups: a list that cannot be sent as one becomes a group in a group.
fn flat(request: &str) -> Json {
    fn flatten(json: Json) -> Json {
        match json {
            Json::Array(items) => items.into_iter().map(flatten).collect(),
            Json::Object(members) => {
                let mut members: Map<String, Json> =
                    members.into_iter().map(|(key, value)| (key, flatten(value))).collect();
                let is_or = |members: &Map<String, Json>| members.get("operation") == Some(&json!("Or"));
                if !is_or(&members) {
                    return members.into();
                }
                let items = members.get_mut("items").and_then(Json::as_array_mut).map(std::mem::take).unwrap();
                let open = |item: Json| match item {
                    Json::Object(inner) if is_or(&inner) => inner["items"].as_array().unwrap().clone(),
                    item => vec![item],
                };
                let mut items: Vec<Json> = items.into_iter().flat_map(open).collect();
                if items.len() == 1 {
                    return items.remove(0);
                }
                members.insert("items".to_owned(), items.into());
                members.into()
            }
            other => other,
        }
    }
    flatten(serde_json::from_str(request).unwrap())
}

#[test]
fn requests_decompile_to_queries_that_make_the_same_request() {
    let sent = BTreeMap::from_iter(Dialect::ALL.iter().map(|dialect| (dialect.name(), Cell::new((0_u32, 0_u32)))));
    let law = |((ground, text, rows), dialect): ((generate::Ground, String, Vec<Json>), Dialect)| {
        let schema = ground.schema().with_collation(dialect.profile().collation());
        let query = accepted(&text, accepted(&text, Query::parse(&text, &schema))?.bind(&bindings()))?;
        let Ok(request) = query.lower(dialect) else { return Ok(()) };
        let request = request.to_json();
        let decompiled = accepted(&request, dialect.decompile(&request, &schema))?;
        let again = decompiled.query();
        prop_assert!(decompiled.warnings().is_empty(), "`{}` has warnings: {}", request, decompiled.warnings());
        let sent_again = accepted(&request, again.lower(dialect))?.to_json();
        let form = |request: &str| match dialect {
            Dialect::VbrInventory => flat(request).to_string(),
            _ => request.to_owned(),
        };
        prop_assert_eq!(form(&sent_again), form(&request), "`{}` as `{}`", text, again);
        let text_again = accepted(&request, Query::parse(&again.to_string(), &schema))?;
        prop_assert_eq!(&text_again, again, "the text of the query decompiled from `{}`", request);

        let (all, compared) = sent[dialect.name()].get();
        let is_kept = keeps_values(dialect, &query);
        sent[dialect.name()].set((all + 1, compared + u32::from(is_kept)));
        if is_kept {
            let selected =
                |query: &Query| -> Vec<Json> { query.compile().unwrap().run(&rows).into_iter().cloned().collect() };
            prop_assert_eq!(selected(again), selected(&query), "`{}`, sent to {} as `{}`", text, dialect, request);
        }
        Ok(())
    };
    hold(6_000, (case(8..16, generate::query), select(Dialect::ALL)), law);
    let counts: Vec<String> = sent.iter().map(|(name, counts)| format!("{name} {:?}", counts.get())).collect();
    writeln!(std::io::stderr(), "requests decompiled, and those of them with rows compared: {}", counts.join(", "))
        .unwrap();
    let least = |dialect: Dialect| if dialect == Dialect::Vbr { 0 } else { 20 };
    let is_enough = |dialect: &Dialect| sent[dialect.name()].get().1 >= least(*dialect);
    assert!(Dialect::ALL.iter().all(is_enough), "too few for a law");
}

/// Returns filters that VBR's parameters for sessions support.
fn vbr_filter() -> impl Strategy<Value = String> {
    let name = (select(vec!["==", "contains", "startswith", "endswith"]), select(vec!["", "web", "WEB", "a b", "%"]));
    let name = name.prop_map(|(operator, text)| format!("name {operator} \"{text}\""));
    let date = select(vec!["2026-01-31", "2026-01-31T08:00:00.5+01:00", "\"2026-01-31T07:00:00Z\""]);
    let dates = vec!["creationTime >", "creationTime <", "endTime >", "endTime <"];
    let created = (select(dates), date).prop_map(|(start, date)| format!("{start} {date}"));
    let others = select(vec!["sessionType == \"BackupJob\"", "state == Idle", "result.result == Failed"]);
    let part = prop_oneof![name, created, others.prop_map(str::to_owned)];
    vec(part, 1..5).prop_map(|parts| parts.join(" and "))
}

#[test]
fn parameters_of_vbr_decompile_to_the_same_query() {
    let sessions = Dialect::Vbr.endpoint("sessions").unwrap();
    let row = |(name, state, result, created): (&str, &str, &str, &str)| json!({"name": name, "state": state, "result": {"result": result}, "creationTime": created, "sessionType": "BackupJob"});
    let names = select(vec!["", "web", "a web b", "WEB", "100%"]);
    let states = (select(vec!["Idle", "Working"]), select(vec!["Failed", "None"]));
    let times = select(vec!["2026-01-31T07:00:00Z", "2026-01-30T00:00:00Z", "2026-02-01T00:00:00Z"]);
    let rows =
        vec((names, states, times).prop_map(move |(name, (state, result), at)| row((name, state, result, at))), 8);
    let sent = Cell::new(0);
    hold(400, (vbr_filter(), rows), |(text, rows)| {
        let query = accepted(&text, Query::parse(&text, sessions.schema()))?;
        let Ok(request) = query.lower(&sessions) else { return Ok(()) };
        let url = request.url(Some("vbr.example")).unwrap();
        for (request, schema) in [(request.to_json(), sessions.schema()), (url.to_string(), &Schema::open())] {
            let decompiled = accepted(&request, Dialect::Vbr.decompile(&request, schema))?;
            let again = accepted(&text, Query::parse(&decompiled.query().to_string(), sessions.schema()))?;
            prop_assert_eq!(accepted(&text, again.lower(&sessions))?.to_json(), self::json_of(&query, &sessions));
            let selected =
                |query: &Query| -> Vec<Json> { query.compile().unwrap().run(&rows).into_iter().cloned().collect() };
            prop_assert_eq!(selected(&again), selected(&query), "`{}` as `{}`", text, request);
        }
        sent.set(sent.get() + 1);
        Ok(())
    });
    assert!(sent.get() > 50, "only {} were sent", sent.get());
}

fn json_of<'e>(query: &Query, target: impl Into<Target<'e>>) -> String {
    query.lower(target).unwrap().to_json()
}

/// Requests to mutate.
const REQUESTS: &[&str] = &[
    r#"[{"property":"a.b","operation":"in","collation":"ignorecase","value":["x",5,null,true]}]"#,
    r#"[{"operation":"not","items":[{"operation":"or","items":[{"property":"a","operation":"equals","value":-1.5e3},{"property":"b","operation":"contains","value":"\"\\\u00e9"}]}]}]"#,
    r#"{"filter":{"operation":"exclusiveOr","items":[]},"sort":[{"property":"a","direction":"descending"}],"offset":5,"limit":10}"#,
    r#"{"type":"GroupExpression","operation":"And","items":[{"type":"PredicateExpression","property":"a","operation":"In","value":"x,y"}]}"#,
    "[{'property':'a','operation':'equals','value':'x'}]; more",
    r#"[{\"property\":\"a\",\"operation\":\"equals\",\"value\":\"x\"}]"#,
    r#"[{""property"":""a"",""operation"":""equals"",""value"":""x""}]"#,
    "%255B%257B%2522property%2522:%2522a%2522,%2522operation%2522:%2522equals%2522,%2522value%2522:%2522N%25C3%25BC%2522%257D%255D",
    "https://vbr.example/api/v3/organizations?filter=%5B%7B%22property%22%3A%22a%22%2C%22operation%22%3A%22equals%22%2C%22value%22%3A%22x+y%22%7D%5D&limit=5&select=a#top",
    "not (contains(tolower(a/b),'x''y') or c ge 2026-01-31T08:00:00.5+01:00) and (d eq 1 or d eq 2) and e in (true,'z')",
    "?filter=a%20eq%20'x'&sort=-a,b.c&page[limit]=5&page%5Bafter%5D=x",
    "nameFilter=*a*&createdAfterFilter=2026-01-31&orderColumn=Name&orderAsc=false&skip=1&limit=2",
    "/sessions?filter=[{&quot;property&quot;:&quot;a&quot;,&quot;operation&quot;:&quot;equals&quot;,&quot;value&quot;:&quot;x+y&quot;}]&amp;limit=5",
    "startTime+ge+2026-01-31T08:00:00.5+01:00+and+a+eq+'x+y'",
    "curl -G $'https://h.example/api/v1/sessions?limit=5' \\\n --data-urlencode 'filter=[{\"property\":\"\u{e9}\",\"operation\":\"equals\",\"value\":\"+\"}]' -d offset=1",
    "Invoke-RestMethod -Uri \"$a/api/v1/sessions?nameFilter=`$\u{2019}\" -Method Post `\n -Body @'\n{\"type\":\"PredicateExpression\",\"property\":\"a\",\"operation\":\"Equals\",\"value\":\"x\"}\n'@",
    "curl ^\"https://h.example/api/v1/sessions?nameFilter=a^&limit=5^\" ^\n -H ^\"x: y^\"",
    "\"GET /sessions?limit=5&offset=1 HTTP/1.1\",",
];

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\"\"",
    "\\",
    "\\\"",
    "\\u",
    "%",
    "%2",
    "%22",
    "%FF",
    "%25",
    "&amp;",
    "curl ",
    "irm ",
    "`",
    "^",
    "$",
    "$'",
    "@'\n",
    "\u{2018}",
    " -d ",
    "+",
    "(",
    ")",
    "not ",
    " and ",
    " or ",
    " eq ",
    "$(",
    "<",
    "&",
    "=",
    "#",
    "?",
    "/",
    "null",
    "5",
    "-",
    "\u{e9}",
    "\u{10000}",
    "\n",
    "\0",
    " ",
    "items",
    "[[",
    "((",
    "a",
];

/// Returns requests with parts replaced.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..6_usize, select(PIECES));
    (select(REQUESTS), vec(edit, 0..6)).prop_map(|(request, edits)| {
        let mut characters: Vec<char> = request.chars().collect();
        for (index, removed, piece) in edits {
            let at = index.index(characters.len() + 1);
            let end = (at + removed).min(characters.len());
            characters.splice(at..end, piece.chars());
        }
        characters.into_iter().collect()
    })
}

#[test]
fn any_text_decompiles_or_is_refused_with_spans_inside_it() {
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let texts =
        prop_oneof![4 => mutated(), 1 => any::<String>(), 1 => vec(select(PIECES), 0..40).prop_map(|all| all.concat())];
    hold(10_000, (texts, select(Dialect::ALL)), |(text, dialect)| {
        let result = dialect.decompile(&text, &dialect.open_schema());
        let diagnostics = match &result {
            Ok(decompiled) => decompiled.warnings(),
            Err(refused) => refused,
        };
        for diagnostic in diagnostics {
            let is_of_text = diagnostic.kind() == DiagnosticKind::Read;
            prop_assert!(!is_of_text || diagnostics.source_text() == text, "`{}`: {}", text, diagnostic);
            let is_inside = diagnostics.source_text().get(diagnostic.span().range()).is_some();
            prop_assert!(is_inside, "`{}`: {:?} {}", text, diagnostic.span(), diagnostic);
        }
        match result {
            Ok(decompiled) => {
                let query = decompiled.query();
                let again = accepted(&text, Query::parse(&query.to_string(), &dialect.open_schema()))?;
                prop_assert_eq!(&again, query, "the text of the query decompiled from `{}`", text);
                if let Ok(request) = query.lower(dialect) {
                    let request = request.to_json();
                    let once_more = accepted(&request, dialect.decompile(&request, &dialect.open_schema()))?;
                    let sent = accepted(&request, once_more.query().lower(dialect))?.to_json();
                    prop_assert_eq!(sent, request, "the request of the query decompiled from `{}`", text);
                }
                read.set(read.get() + 1);
            }
            Err(diagnostics) => {
                prop_assert!(!diagnostics.is_empty(), "`{}` is refused without a reason", text);
                refused.set(refused.get() + 1);
            }
        }
        Ok(())
    });
    writeln!(std::io::stderr(), "texts: {} decompiled, {} refused", read.get(), refused.get()).unwrap();
    assert!(read.get() > 500 && refused.get() > 500, "too few of one kind");
}

/// Returns literals for a field of this type, some of them hard to encode.
fn literals(ty: &Type) -> Vec<String> {
    let texts =
        ["web", "it's \"a+b\" & 100% c/d\\\\ #1", "\u{2019}\u{fc} \u{1f600}", "a=b;c,d?", "2026-01-31T08:00:00+01:00"];
    let quoted = |texts: &[&str]| texts.iter().map(|text| format!("\"{}\"", text.replace('"', "\\\""))).collect();
    match ty {
        Type::Integer => vec!["5".to_owned(), "-1".to_owned()],
        Type::Number => vec!["2.5".to_owned()],
        Type::Boolean => vec!["true".to_owned()],
        Type::DateTime => vec!["2026-01-31".to_owned(), "2026-01-31T08:00:00.5+01:00".to_owned()],
        Type::Uuid => vec!["\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"".to_owned()],
        Type::Enum(words) => words.words().take(1).map(|word| format!("\"{word}\"")).collect(),
        Type::Text | Type::Any => quoted(&texts),
        _ => Vec::new(),
    }
}

#[test]
fn every_printed_form_of_a_request_decompiles() {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for dialect in Dialect::ALL {
        // A dialect without built-in endpoints has open ones.
        let built_in: Vec<&str> = dialect.endpoints().collect();
        for template in if built_in.is_empty() { vec!["things/{id}"] } else { built_in } {
            let filled = template.split('/').map(|part| if part.starts_with('{') { "0005b9c4" } else { part });
            let path = filled.collect::<Vec<_>>().join("/");
            let endpoint = dialect.endpoint(&path).unwrap();
            let schema = endpoint.schema();
            let clauses = ["", " limit 5", " offset 10 limit 5"];
            let mut texts: Vec<String> = clauses.iter().map(|clause| (*clause).to_owned()).collect();
            let invented = ["a", "b", "c.d"].map(|path| Field::new(path, Type::Any));
            let fields: Vec<&Field> =
                if schema.is_open() { invented.iter().collect() } else { schema.fields().collect() };
            for (number, field) in fields.into_iter().enumerate() {
                let path = format!("`{}`", field.path().to_string().replace('.', "`.`"));
                let clause = clauses[number % clauses.len()];
                texts.push(format!("sort by {path} desc{clause}"));
                let literals = literals(field.ty());
                for (at, operator) in ["==", "contains", "<", "startswith", "!=", "in", ">"]
                    .into_iter()
                    .enumerate()
                    .skip(number % 2)
                    .step_by(2)
                {
                    let Some(literal) = literals.get((number + at) % literals.len().max(1)) else { continue };
                    let list = format!("({literal}, {literal})");
                    let operand = if operator == "in" { &list } else { literal };
                    texts.push(format!("{path} {operator} {operand}{clause}"));
                }
            }
            for text in texts {
                let Ok(query) = Query::parse(&text, schema) else { continue };
                let Ok(request) = query.lower(&endpoint) else { continue };
                let base = "h.example";
                let is_body = request.body().is_some();
                let of_url = |printed: String| (!is_body).then_some(printed);
                let parameters =
                    request.encoded_parameters().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
                let forms = [
                    ("json", Some(request.to_json())),
                    ("params", of_url(parameters).filter(|text| !text.is_empty())),
                    ("query", of_url(request.query_string().to_string()).filter(|text| !text.is_empty())),
                    ("url", of_url(request.url(None).unwrap().to_string())),
                    ("url with a base", of_url(request.url(Some(base)).unwrap().to_string())),
                    ("curl", Some(request.curl(base).unwrap())),
                    ("powershell", Some(request.powershell(base).unwrap())),
                ];
                for (form, printed) in forms {
                    let Some(printed) = printed else { continue };
                    let decompiled = dialect
                        .decompile(&printed, schema)
                        .unwrap_or_else(|error| panic!("{text}\n{printed}\n{error}"));
                    assert!(decompiled.warnings().is_empty(), "{text}\n{printed}\n{}", decompiled.warnings());
                    let sent = |query: &Query| {
                        query.lower(&endpoint).map(|request| (request.to_json(), request.body().map(str::to_owned)))
                    };
                    let is_same = decompiled.query() == &query
                        || sent(decompiled.query()).is_ok_and(|again| again == sent(&query).unwrap());
                    assert!(is_same, "`{text}` became `{}` from\n{printed}", decompiled.query());
                    let has_path = !matches!(form, "json" | "params" | "query");
                    assert_eq!(decompiled.path(), has_path.then_some(endpoint.path()), "{printed}");
                    *counts.entry((dialect.name(), form)).or_default() += 1;
                }
            }
        }
    }
    writeln!(std::io::stderr(), "forms decompiled: {counts:?}").unwrap();
    for dialect in Dialect::ALL {
        for form in ["json", "curl", "powershell"] {
            assert!(counts.get(&(dialect.name(), form)).is_some_and(|count| *count > 5), "{dialect} as {form}");
        }
    }
}
