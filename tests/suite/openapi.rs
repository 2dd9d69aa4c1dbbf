//! Schemas out of OpenAPI documents. Every operation of the documents in `tests/openapi` is imported; its schema in the
//! JSON form and its report, below a line of `---`, are golden files beside them. `TAMIS_BLESS=1` rewrites them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::is_blessing;

use serde_json::{Value as Json, json};
use tamis::openapi::{Import, ImportNoteKind, OpenApi, OpenApiError};
use tamis::{Collation, Query, Schema, Type};

const VERSIONS: [&str; 3] = ["openapi-3.0", "openapi-3.1", "swagger-2.0"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi")
}

fn text(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Returns the schema and the report, as the golden files have them.
fn rendered(import: &Import) -> String {
    let mut rendered = import.schema.to_json() + "\n---\n";
    for note in &import.notes {
        writeln!(rendered, "{note}").unwrap();
    }
    rendered
}

#[test]
fn every_form_of_every_version_is_read() {
    let mut imported = 0;
    for version in VERSIONS {
        let document = OpenApi::read(&text(&format!("{version}.yaml"))).unwrap();
        let twin = OpenApi::read(&text(&format!("{version}.json"))).unwrap();
        assert_eq!(document.operations(), twin.operations(), "{version}");
        for operation in document.operations() {
            let rendered = rendered(&document.import(operation.path()).unwrap());
            let golden = folder()
                .join(version)
                .join(operation.path().trim_start_matches('/').replace('/', "-").replace(['{', '}'], "") + ".txt");
            if is_blessing() {
                fs::create_dir_all(golden.parent().unwrap()).unwrap();
                fs::write(&golden, &rendered).unwrap();
            }
            let expected = fs::read_to_string(&golden).unwrap_or_else(|error| panic!("{}: {error}", golden.display()));
            assert_eq!(rendered, expected, "{}", golden.display());
            assert_eq!(self::rendered(&twin.import(operation.path()).unwrap()), expected, "{version}.json");
            imported += 1;
        }
    }
    let golden = VERSIONS.iter().flat_map(|version| fs::read_dir(folder().join(version)).unwrap()).count();
    assert_eq!(imported, golden, "a golden file has no operation");
}

#[test]
fn an_imported_schema_is_read_back_as_it_was() {
    for version in VERSIONS {
        let document = OpenApi::read(&text(&format!("{version}.json"))).unwrap();
        for operation in document.operations() {
            let schema = document.import(operation.path()).unwrap().schema;
            let again = Schema::from_json(&schema.to_json()).unwrap();
            assert!(schema.fields().eq(again.fields()), "{version} {}", operation.path());
            assert_eq!(schema.to_json(), again.to_json(), "{version} {}", operation.path());
        }
    }
}

#[test]
fn operations_are_listed_with_what_they_take() {
    let document = OpenApi::read(&text("openapi-3.0.yaml")).unwrap();
    let listed: Vec<(String, String, bool, bool)> = document
        .operations()
        .iter()
        .map(|of| (of.path().to_owned(), of.method().to_owned(), of.takes_filter(), of.takes_sort()))
        .collect();
    assert_eq!(listed[0], ("/types".to_owned(), "GET".to_owned(), true, true));
    assert_eq!(listed[1], ("/enums".to_owned(), "GET".to_owned(), true, false));
    assert!(
        listed.contains(&("/one/{id}".to_owned(), "GET".to_owned(), true, false)),
        "the path's own parameters count"
    );
    let document = OpenApi::read(&text("openapi-3.1.json")).unwrap();
    let types = &document.operations()[0];
    assert_eq!((types.path(), types.takes_filter(), types.takes_sort()), ("/types", false, true));
    assert_eq!(document.operations().last().unwrap().method(), "POST");
    // A parameter of another place, and one that does not exist, are none.
    let elsewhere = json!({"openapi": "3.0.0", "paths": {
        "/a": {"get": {"parameters": [{"name": "filter", "in": "header"}, {"$ref": "#/components/parameters/x"}, 5]}},
        "/b": {"get": 5}, "/c": 5, "/d": {"get": {"parameters": {"filter": 5}}},
    }});
    assert!(OpenApi::read(&elsewhere.to_string()).unwrap().operations().is_empty());
}

/// Returns a document whose paths answer with rows of one field, which is named after the path's number.
fn document_of(paths: &[&str], more: &[(&str, Json)]) -> OpenApi {
    let items = paths.iter().enumerate().map(|(index, path)| {
        let row = json!({"properties": {format!("f{index}"): {"type": "string"}}});
        let answer = json!({"200": {"content": {"application/json": {"schema": {"type": "array", "items": row}}}}});
        ((*path).to_owned(), json!({"get": {"responses": answer}}))
    });
    let mut document = json!({"openapi": "3.0.0", "paths": serde_json::Map::from_iter(items)});
    for (key, value) in more {
        document[*key] = value.clone();
    }
    OpenApi::read(&document.to_string()).unwrap()
}

#[test]
fn an_endpoint_is_found_however_it_is_written() {
    let paths = ["/jobs", "/jobs/{id}", "/jobs/states", "/jobs/{id}/{part}", "/jobs/{id}/log", "/sets('{name}')/rows"];
    let servers = json!([{"url": "https://host:1/api/v3/"}, {"url": "/other"}, {"url": "https://bare"}, 5]);
    let document = document_of(&paths, &[("servers", servers)]);
    let swagger = document_of(&paths, &[("basePath", json!("/api/v3"))]);
    for (endpoint, path) in [
        ("/jobs", "/jobs"),
        ("jobs", "/jobs"),
        ("jobs/", "/jobs"),
        ("/api/v3/jobs", "/jobs"),
        ("api/v3/jobs/5", "/jobs/{id}"),
        ("jobs/{id}", "/jobs/{id}"),
        ("jobs/{jobUid}", "/jobs/{id}"),
        ("jobs/0005b9c4", "/jobs/{id}"),
        ("jobs/states", "/jobs/states"),
        ("jobs/5/log", "/jobs/{id}/log"),
        ("jobs/5/steps", "/jobs/{id}/{part}"),
        ("/sets('a')/rows", "/sets('{name}')/rows"),
    ] {
        for document in [&document, &swagger] {
            assert_eq!(document.import(endpoint).unwrap().schema.origin(), path, "{endpoint}");
        }
    }
    assert_eq!(document.import("other/jobs").unwrap().schema.origin(), "/jobs");
    for endpoint in ["", "/", "job", "v3/jobs", "api/v3", "jobs//log", "/sets('')/rows"] {
        let error = document.import(endpoint).unwrap_err();
        assert!(matches!(error, OpenApiError::UnknownEndpoint { .. }), "{endpoint}: {error}");
    }
    match document.import("/job").unwrap_err() {
        OpenApiError::UnknownEndpoint { nearest, .. } => assert_eq!(nearest.as_deref(), Some("/jobs")),
        error => panic!("{error}"),
    }
}

#[test]
fn what_is_no_document_or_has_no_rows_is_an_error() {
    let answer =
        |answer: Json| json!({"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": answer}}}}).to_string();
    let content = |schema: Json| answer(json!({"200": {"content": {"application/json": {"schema": schema}}}}));
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    for (document, message) in [
        ("{".to_owned(), "EOF while parsing an object at line 1 column 1"),
        ("{\"openapi\": \"3.0.0\", \"paths\": []}".to_owned(), "invalid type: sequence, expected an object"),
        ("[{\"openapi\": \"3.0.0\"}]".to_owned(), "not an OpenAPI document"),
        ("[1, 2, 3]".to_owned(), "not an OpenAPI document"),
        ("- openapi: 3.0.0".to_owned(), "not an OpenAPI document"),
        ("[]".to_owned(), "not an OpenAPI document"),
        ("{\"fields\": []}".to_owned(), "not an OpenAPI document"),
        (String::new(), "invalid type: null, expected an OpenAPI document"),
        ("just words".to_owned(), "expected an OpenAPI document, which is an object with `paths`"),
        ("openapi: 3.0.0\npaths: []".to_owned(), "invalid type: sequence, expected an object"),
        ("? [a]\n: b".to_owned(), "a key that is not a scalar at line 1 column 3"),
        ("a: &a [*a]".to_owned(), "an alias of a value that contains it at line 1 column 8"),
        ("openapi: [".to_owned(), "at line 1 column"),
        ("swagger: '2.0'\npaths:\n".to_owned(), "the document has no endpoint `/a`"),
        ("swagger: '2.0'\npaths: {/a: }".to_owned(), "/a has no operation that can be read"),
        (answer(json!({})), "GET /a returns no rows: no JSON of a known schema"),
        (answer(json!({"204": {}, "400": {"schema": {}}})), "no JSON of a known schema"),
        (answer(json!({"200": {"$ref": "#/responses/none"}})), "no JSON of a known schema"),
        (answer(json!({"200": {"content": {"text/csv": {"schema": {"type": "array"}}}}})), "no JSON of a known schema"),
        (content(json!({"type": "string"})), "GET /a returns no rows: text"),
        (content(json!({"type": "array", "items": {"type": "integer"}})), "GET /a returns no rows: integer"),
        (format!("{{\"openapi\": \"3.0.0\", \"paths\": {{\"/a\": {deep}}}}}"), "/a has no operation that can be read"),
    ] {
        match Schema::from_openapi(&document, "/a") {
            Ok(import) => panic!("{document} is read as {}", import.schema.to_json()),
            Err(error) => assert!(error.to_string().contains(message), "{document}: {error}"),
        }
    }
}

#[test]
fn a_query_is_checked_against_what_was_imported() {
    let schema = Schema::from_openapi(&text("openapi-3.0.yaml"), "/api/v1/types").unwrap().schema;
    assert_eq!(schema.collation(), Collation::Ordinal);
    let rejected =
        |query: &str| Query::parse(query, &schema).err().map(|faults| faults.to_string()).unwrap_or_default();
    assert_eq!(rejected("created > 2026-01-31 and length < 30m and size > 5GB and day == null"), "");
    assert!(rejected("nmae == 'x'").contains("/types has no field `nmae`"));
    assert!(rejected("name == null").contains("null"));
    assert!(rejected("secret == 'x'").contains("no field `secret`"), "what is written only is in no row");
    let marked = "\u{FEFF}".to_owned() + &text("openapi-3.0.json");
    assert!(Schema::from_openapi(&marked, "types").unwrap().schema.fields().eq(schema.fields()));
    let recursive = Schema::from_openapi(&text("openapi-3.0.yaml"), "recursion").unwrap().schema;
    assert!(Query::parse("parent.parent.name == 'x' and owner.name == 'y'", &recursive).is_ok());
    let one = Schema::from_openapi(&text("openapi-3.0.yaml"), "one/5").unwrap().schema;
    let program = Query::parse("name == 'x'", &one).unwrap().compile().unwrap();
    assert!(program.matches(&json!({"meta": {}, "data": {"name": "x"}})) && program.matches(&json!({"name": "x"})));
}

fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap()
}

/// Imports rows of the component `Row`, on a small stack.
fn import_row(components: Json) -> Import {
    let rows = json!({"type": "array", "items": {"$ref": "#/definitions/Row"}});
    let paths = json!({"/rows": {"get": {"responses": {"200": {"schema": rows}}}}});
    let document = json!({"swagger": "2.0", "paths": paths, "definitions": components}).to_string();
    on_a_small_stack(move || Schema::from_openapi(&document, "/rows").unwrap())
}

fn has(import: &Import, kind: &ImportNoteKind) -> bool {
    import.notes.iter().any(|note| note.kind == *kind)
}

#[test]
fn a_network_of_components_is_followed_within_bounds() {
    let reference = |to: String| json!({"$ref": format!("#/definitions/{to}")});
    // Every component has every other one as a property: the ways through them are more than atoms are.
    let all: Vec<String> = (0..30).map(|index| format!("C{index}")).chain(["Row".to_owned()]).collect();
    let properties: Json = all.iter().map(|name| (name.clone(), reference(name.clone()))).collect();
    let components = all.iter().map(|name| (name.clone(), json!({"properties": properties}))).collect();
    let import = import_row(components);
    assert_eq!(import.schema.fields().len(), 4096);
    assert!(has(&import, &ImportNoteKind::TooLarge));

    for key in ["allOf", "oneOf", "anyOf"] {
        // Each component is made of the next one twice.
        let twice =
            |index: usize| json!({key: [reference(format!("C{index}")), {"allOf": [reference(format!("C{index}"))]}]});
        let mut components: serde_json::Map<String, Json> =
            (0..500).map(|index| (format!("C{index}"), twice(index + 1))).collect();
        components.insert("C500".to_owned(), json!({"properties": {"last": {"type": "string"}}}));
        components.insert("Row".to_owned(), twice(0));
        let import = import_row(components.into());
        assert_eq!(import.schema.fields().map(|field| field.path().to_string()).collect::<Vec<_>>(), ["last"]);
    }
    let circle =
        json!({"Row": {"allOf": [{"$ref": "#/definitions/A"}]}, "A": {"oneOf": [{"$ref": "#/definitions/Row"}]}});
    assert!(import_row(circle).schema.is_open());
}

#[test]
fn depth_length_and_number_are_bounded() {
    let mut nested = json!({"type": "string"});
    let mut arrays = json!({"type": "string"});
    for _ in 0..28 {
        nested = json!({"properties": {"a": nested}});
        arrays = json!({"items": arrays});
    }
    let import = import_row(json!({"Row": {"properties": {"n": nested.clone(), "l": arrays}}}));
    let deepest = import.schema.fields().max_by_key(|field| field.path().names().len()).unwrap();
    assert_eq!((deepest.path().names().len(), deepest.ty()), (29, &Type::Text));
    assert!(import.notes.is_empty(), "{:?}", import.notes);
    let chain = json!({"Row": {"properties": {"n": {"properties": {"n": {"$ref": "#/definitions/Half"}}}}}, "Half": {"properties": {"a": {"properties": {"b": {"properties": {"c": {"$ref": "#/definitions/Deep"}}}}}}}, "Deep": nested});
    let import = import_row(chain);
    let deepest = import.schema.fields().max_by_key(|field| field.path().names().len()).unwrap();
    assert_eq!((deepest.path().names().len(), deepest.ty()), (32, &Type::Any));
    assert!(has(&import, &ImportNoteKind::TooDeep));

    // A component that is nested deeper than is read.
    let mut deeper = json!({"type": "string"});
    for _ in 0..50 {
        deeper = json!({"properties": {"a": deeper}});
    }
    let import = import_row(json!({"Row": {"properties": {"d": {"$ref": "#/definitions/Deeper"}}}, "Deeper": deeper}));
    let reference = || "#/definitions/Deeper".into();
    assert!(matches!(&import.notes[0].kind, ImportNoteKind::Unreadable { reference: of, .. } if *of == reference()));

    let words: Vec<String> = (0..20_000).map(|index| format!("W{index}")).collect();
    let many: Json = (0..10_000).map(|index| (format!("p{index}"), json!({"$ref": "#/definitions/Words"}))).collect();
    let import = import_row(json!({"Row": {"properties": many}, "Words": {"type": "string", "enum": words}}));
    assert!(has(&import, &ImportNoteKind::TooLarge));
    assert!((5..20).contains(&import.schema.fields().len()), "{}", import.schema.fields().len());

    // What every field looks at again counts again: pointers into a large object, long texts, and keys that mean
    // nothing.
    let wide: Json = (0..20_000).map(|index| (format!("x{index}"), json!({"type": "string"}))).collect();
    let pointers = |to: &str| -> Json {
        (0..4_000).map(|index| (format!("p{index}"), json!({"$ref": format!("#/definitions/Wide{to}")}))).collect()
    };
    for (row, component) in [
        (pointers("/properties/x5"), json!({"properties": wide})),
        (pointers(""), wide.clone()),
        (pointers(""), json!({"type": "string", "description": "word ".repeat(200_000)})),
        (pointers(""), json!({"type": vec!["odd"; 20_000]})),
        (pointers(""), json!({"type": "string", "enum": ["x".repeat(1_000_000)]})),
    ] {
        let import = import_row(json!({"Row": {"properties": row}, "Wide": component}));
        assert!(has(&import, &ImportNoteKind::TooLarge), "{} fields", import.schema.fields().len());
    }

    let description = "word ".repeat(100_000);
    let import = import_row(json!({"Row": {"properties": {"d": {"type": "string", "description": description}}}}));
    let field = import.schema.fields().next().unwrap();
    assert_eq!(field.description().unwrap().chars().count(), 500);
    let odd = import_row(json!({"Row": {"properties": {"a\nb": {}, "c": {"$ref": "#/x\r\n"}}}}));
    assert!(odd.notes.len() == 2 && odd.notes.iter().all(|note| !note.to_string().contains(['\r', '\n'])));
    let long = import_row(json!({"Row": {"properties": {"x".repeat(256): {}, "ok": {"type": "string"}}}}));
    assert_eq!(long.schema.fields().len(), 1);
    assert!(has(&long, &ImportNoteKind::UnusableName));
}

#[test]
fn hostile_texts_are_refused_or_read_on_a_small_stack() {
    let deep = |open: &str, close: &str| {
        let nested = open.repeat(200_000) + &close.repeat(200_000);
        format!("{{\"openapi\": \"3.0.0\", \"info\": {nested}, \"paths\": {{\"/a\": {nested}}}}}")
    };
    for text in [
        deep("[", "]"),
        deep("{\"<<\":", "}").replace(":}", ":1}"),
        format!("{{\"openapi\": \"3.0.0\", \"paths\": {}1{}}}", "{\"<<\":".repeat(200_000), "}".repeat(200_000)),
        format!("{{\"openapi\": \"3.0.0\", \"paths\": {{\"<<\": {}1{}}}}}", "[".repeat(200_000), "]".repeat(200_000)),
        deep("{\"a\":", "1}").replace("1}", "}").replacen(":}", ":1}", 2),
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000),
        "a: ".to_owned() + &"[".repeat(200_000),
        (0..2_000).map(|level| " ".repeat(level) + "a:\n").collect(),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "openapi: 3.0.0\npaths: &a {/a: *a}".to_owned(),
        "openapi: 3.0.0\npaths: {/a: !!binary x, ? [1, 2] : 3, .nan: .inf}".to_owned(),
    ] {
        on_a_small_stack(move || {
            if let Ok(document) = OpenApi::read(&text) {
                let _ = (document.operations(), document.lists());
                assert!(document.import("/a").is_err());
            }
        });
    }
    // What aliases repeat is bounded.
    let mut laughs = "openapi: 3.0.0\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        writeln!(laughs, "a{level}: &a{level} [{below}]").unwrap();
    }
    let long = format!("openapi: 3.0.0\nx: &x {}\ny: [{}]\n", "x".repeat(1_000_000), "*x, ".repeat(100));
    for text in [laughs, long] {
        let refused = on_a_small_stack(move || OpenApi::read(&text).unwrap_err());
        assert!(matches!(refused, OpenApiError::Unreadable { format: "YAML", .. }), "{refused}");
    }
    let repeated = "openapi: 3.0.0\npaths: {/a: &a {get: {parameters: &p [{name: filter, in: query}]}}, /b: *a}\n";
    assert_eq!(OpenApi::read(repeated).unwrap().operations().len(), 2);
}

/// Returns the schema of rows with `properties`.
fn import_properties(properties: Json) -> Import {
    import_row(json!({ "Row": { "type": "object", "properties": properties } }))
}

#[test]
fn formats_of_time_spans_and_of_numbers_of_seconds_are_known() {
    let pattern = r"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$";
    let text = |key: &str, value: &str| json!({ "type": "string", key: value });
    let import = import_properties(json!({
        "a": text("format", "duration"), "b": text("format", "time-span"), "c": text("format", "TimeSpan"),
        "d": text("format", "date-span"), "e": text("pattern", pattern), "f": {"format": "time-span"},
        "g": {"type": "integer", "format": "unixtime"}, "h": {"type": "number", "format": "unix-time"},
        "i": {"format": "unix-time", "nullable": true}, "j": {"type": "array", "items": text("format", "timespan")},
        "k": text("pattern", "^[0-9:]+$"), "l": text("format", "unix-time"), "m": {"type": "integer", "format": "int64"},
        "n": text("format", "time"), "o": {"type": "integer", "format": "timestamp"},
    }));
    let types: Vec<String> = import.schema.fields().map(|field| field.ty().to_string()).collect();
    let durations = ["duration"; 6];
    let moments = ["date-time in s"; 3];
    let others = ["array of duration", "text", "text", "integer", "text", "integer"];
    assert_eq!(types, [&durations[..], &moments, &others].concat());
    // No unit is given, or a time without a date.
    let noted: Vec<String> = import.notes.iter().filter_map(|note| Some(note.path.as_ref()?.to_string())).collect();
    assert_eq!(noted, ["l", "n"]);
    let query = Query::parse("g > 2026-01-01 and b > 1h", &import.schema).unwrap().compile().unwrap();
    assert!(query.matches(&json!({"g": 1_767_323_045, "b": "1.00:00:00"})));
}

/// Returns an endpoint `/rows` that answers with an array of `row` in `data`.
fn answering(row: Json) -> String {
    let schema = json!({"type": "object", "properties": {"data": {"type": "array", "items": row}}});
    let responses = json!({"200": {"description": "", "content": {"application/vnd.api+json": {"schema": schema}}}});
    let parameters = json!([{"name": "filter", "in": "query", "schema": {"type": "string"}}]);
    json!({"openapi": "3.0.3", "paths": {"/rows": {"get": {"parameters": parameters, "responses": responses}}}})
        .to_string()
}

#[test]
fn the_attributes_of_resources_are_fields_by_their_own_names() {
    let links = json!({"type": "object", "properties": {"self": {"type": "object", "properties": {"href": {"type": "string"}}}}});
    let attributes = json!({"type": "object", "required": ["jobId"], "properties": {
        "jobId": {"type": "integer"}, "state": {"type": "string"}, "links": {"type": "integer"},
        "owner": {"type": "object", "properties": {"name": {"type": "string"}}},
    }});
    let resource = |required: Json| {
        json!({"type": "object", "required": required, "properties": {
            "type": {"type": "string"}, "id": {"type": "string"}, "attributes": attributes, "links": links,
            "meta": {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}},
        }})
    };
    let import = Schema::from_openapi(&answering(resource(json!(["attributes", "id"]))), "/rows").unwrap();
    assert!(import.notes.is_empty(), "{:?}", import.notes);
    assert_eq!(import.schema.row_container(), Some("attributes"));
    let names: Vec<String> = import.schema.fields().map(|field| field.path().to_string()).collect();
    // An attribute hides what has its name beside it.
    assert_eq!(names, ["jobId", "links", "owner", "owner.name", "state", "id", "meta", "meta.at", "type"]);
    let is_nullable = |schema: &Schema, path: &str| schema.field(&path.into()).unwrap().is_nullable();
    assert!(
        !is_nullable(&import.schema, "jobId")
            && !is_nullable(&import.schema, "id")
            && is_nullable(&import.schema, "state")
    );
    let query = "jobId == 5 and id == \"a\" and owner.name == \"o\" and meta.at > 2026-01-01";
    let program = Query::parse(query, &import.schema).unwrap().compile().unwrap();
    let row =
        |attributes: Json| json!({"type": "job", "id": "a", "attributes": attributes, "meta": {"at": "2026-01-02"}});
    assert!(program.matches(&row(json!({"jobId": 5, "owner": {"name": "o"}}))));
    assert!(!program.matches(&row(json!({"jobId": 6, "owner": {"name": "o"}}))));
    assert!(Query::parse("attributes.jobId == 5", &import.schema).is_err());
    // Where the attributes may be missing, so may what is in them.
    let loose = Schema::from_openapi(&answering(resource(json!([]))), "/rows").unwrap();
    assert!(is_nullable(&loose.schema, "jobId"));
}

#[test]
fn what_is_no_resource_keeps_its_attributes() {
    let object = |properties: Json| json!({"type": "object", "properties": properties});
    let text = || json!({"type": "string"});
    let rows = [
        // A member that no resource has; no id; attributes that name nothing; attributes that are no object.
        object(
            json!({"type": text(), "id": text(), "attributes": object(json!({"a": text()})), "size": {"type": "integer"}}),
        ),
        object(json!({"type": text(), "attributes": object(json!({"a": text()}))})),
        object(json!({"type": text(), "id": text(), "attributes": {"type": "object"}})),
        object(json!({"type": text(), "id": text(), "attributes": {"type": "array", "items": text()}})),
    ];
    for row in rows {
        let import = Schema::from_openapi(&answering(row.clone()), "/rows").unwrap();
        assert_eq!(import.schema.row_container(), None, "{row}");
        assert!(import.schema.field(&"attributes".into()).is_some(), "{row}");
    }
}

#[test]
fn lists_of_rows_are_found_without_filters() {
    let array = json!({"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}}}}});
    let one = json!({"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}}});
    let get = |responses: &Json| json!({"get": {"responses": responses}});
    let document = json!({"openapi": "3.0.3", "paths": {
        "/b": get(&array), "/one": get(&one), "/a": {"post": {"responses": array}, "get": {"responses": {}}}, "/none": get(&json!({})),
    }});
    let document = OpenApi::read(&document.to_string()).unwrap();
    assert!(document.operations().is_empty());
    let lists: Vec<_> = document.lists().iter().map(|list| format!("{} {}", list.method(), list.path())).collect();
    assert_eq!(lists, ["POST /a", "GET /b"]);
}

#[test]
fn a_second_operation_with_a_filter_is_reported() {
    let document = json!({"openapi": "3.0.3", "paths": {"/rows": {
        "get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}}}}}},
        "post": {"parameters": [{"name": "filter", "in": "query"}], "responses": {}},
    }}});
    let import = Schema::from_openapi(&document.to_string(), "/rows").unwrap();
    let notes: Vec<String> = import.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["the path also has POST, which supports a filter or sorting: the rows are those of GET"]);
}

#[test]
fn merged_mappings_are_read_as_parts_of_what_merges_them() {
    let yaml = r#"
openapi: 3.0.3
x-asked: &asked
  parameters: [{name: filter, in: query, schema: {type: string}}]
x-base: &base {id: {type: string}, took: {type: string, format: time-span}}
x-more: &more {took: {type: integer}, deep: &deep {type: object, properties: {<<: *base}}}
x-paths: &paths
  /z: {get: {<<: *asked, responses: {"200": {content: {application/json: {schema: {type: array, items: {type: object, properties: *base}}}}}}}}
paths:
  <<: *paths
  /a:
    <<: {get: {<<: *asked, responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Rows'}}}}}}}
components:
  schemas:
    Rows: {type: array, items: {type: object, properties: {id: {type: integer}, <<: [*base, *more], inner: *deep, '<': {type: number}}}}
"#;
    let document = OpenApi::read(yaml).unwrap();
    let operations: Vec<_> = document.operations().iter().map(|operation| operation.path().to_owned()).collect();
    assert_eq!(operations, ["/a", "/z"]);
    let fields = |path: &str| -> Vec<String> {
        let import = document.import(path).unwrap();
        import.schema.fields().map(|field| format!("{} {}", field.path(), field.ty())).collect()
    };
    assert_eq!(fields("/z"), ["id text", "took duration"]);
    let inner = ["inner object", "inner.id text", "inner.took duration"];
    let merged = ["took duration", "deep object", "deep.id text", "deep.took duration"];
    assert_eq!(fields("/a"), [&["id integer"][..], &inner, &["`<` number"], &merged].concat());
}

#[test]
fn keywords_that_are_not_followed_are_reported() {
    let import = import_properties(json!({
        "a": {"type": "object", "properties": {"b": {"type": "string"}}, "if": {}, "then": {"properties": {"c": {}}}},
        "d": {"type": "object", "properties": {"e": {"type": "string"}}, "patternProperties": {"^x": {"type": "string"}}},
        "if": {"type": "string"},
    }));
    let notes: Vec<String> = import.notes.iter().map(ToString::to_string).collect();
    let note = |path: &str, keyword: &str| format!("`{path}` is also described by `{keyword}`, which is not supported");
    assert_eq!(notes, [note("a", "if"), note("d", "patternProperties")]);
}
