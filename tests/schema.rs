//! Schemas: their JSON form, and where they say that rows keep their fields.

use serde_json::json;
use tamis::{Collation, Dialect, Path, Query, Schema};

#[test]
fn the_json_form_is_read_back_as_it_was_written() {
    let text = r#"{"origin": "o", "collation": "ignorecase", "members": "attributes", "fields": [
        {"path": "a.b", "type": "integer", "nullable": false, "description": "d", "since": "v1", "sortable": false},
        {"path": ["dotted.name", "x"], "type": {"array": {"array": "date-time"}}, "operators": ["==", "subset of"]},
        {"path": "e", "type": {"enum": {"name": "E", "words": ["A", "B"], "open": false}}, "note": "n",
         "codes": {"B": -1}, "in_rows": ["x.y", "z"]},
        {"path": "f", "type": "text", "collations": ["ordinal"], "evaluable": false}
    ]}"#;
    let schema = Schema::from_json(text).unwrap();
    let again = Schema::from_json(&schema.to_json()).unwrap();
    assert_eq!(schema.to_json(), again.to_json());
    assert!(schema.fields().eq(again.fields()));
    assert_eq!((again.origin(), again.collation(), again.members()), ("o", Collation::IgnoreCase, Some("attributes")));
    // The parents of `a.b` and of the dotted name are fields, too.
    assert_eq!(again.fields().len(), 6);
    let field = |path: &str| again.field(&path.into()).unwrap();
    assert_eq!((field("e").code("B"), field("e").code("A"), field("e").is_coded()), (Some(-1), None, true));
    assert_eq!((field("e").path_in_rows(), field("a.b").path_in_rows()), (&Path::new(["x.y", "z"]), &"a.b".into()));
    assert!(field("e").is_evaluable() && !field("f").is_evaluable());
    let allowed = |path, collation| field(path).allows_collation(collation);
    assert!(allowed("e", Collation::IgnoreCase) && allowed("f", Collation::Ordinal));
    assert!(!allowed("f", Collation::IgnoreCase));
    for dialect in Dialect::ALL {
        for path in dialect.endpoints() {
            let endpoint = dialect.endpoint(path).unwrap();
            assert!(endpoint.schema().fields().eq(Schema::from_json(&endpoint.schema().to_json()).unwrap().fields()));
            assert!(endpoint.schema().fields().len() >= 2, "{path}");
        }
    }
    assert!(Schema::from_json(&Schema::open().to_json()).unwrap().is_open());
}

#[test]
fn slips_in_the_json_form_are_errors() {
    let field = |field: &str| format!(r#"{{"fields": [{field}]}}"#);
    let wrong = [
        ("[]".to_owned(), "expected a schema"),
        (r#"{"fields": [], "field": []}"#.to_owned(), "unknown field `field`"),
        (field(r#"{"path": "a"}"#), "missing field `type`"),
        (field(r#"{"path": "a", "type": "string"}"#), "unknown variant `string`"),
        (field(r#"{"path": "a..b", "type": "text"}"#), "`a..b` is no path"),
        (field(r#"{"path": [], "type": "text"}"#), "is no path"),
        (field(r#"{"path": "a", "type": "text"}, {"path": ["a"], "type": "any"}"#), "`a` is declared twice"),
        (field(r#"{"path": "a", "type": "text", "operators": ["equals"]}"#), "no such operator: `equals`"),
        (field(r#"{"path": "a", "type": "text", "in_rows": "b."}"#), "`b.` is no path"),
        (field(r#"{"path": "a", "type": "text", "codes": {"A": 1}}"#), "`a` has a code for `A`, which is no word"),
        (field(r#"{"path": "a", "type": {"enum": {"words": ["A"]}}, "codes": {"B": 1}}"#), "a code for `B`"),
        (field(r#"{"path": "a", "type": {"enum": {"words": ["A"]}}, "codes": {"A": "1"}}"#), "invalid type"),
        ("{".to_owned(), "at line 1 column 1"),
    ];
    for (text, message) in wrong {
        let error = Schema::from_json(&text).unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
        assert!(!error.contains("Form"), "{error} names a type of the code");
    }
}

#[test]
fn fields_are_found_in_the_members_and_else_in_the_row() {
    let schema = r#"{"members": "attributes", "fields": [
        {"path": "id", "type": "text"}, {"path": "state", "type": "text"}, {"path": "page.cursor", "type": "text"}
    ]}"#;
    let schema = Schema::from_json(schema).unwrap();
    let matches = |query: &str, row| Query::parse(query, &schema).unwrap().compile().unwrap().matches(&row);
    let row = || json!({"id": "1", "state": "outer", "attributes": {"state": "DONE"}, "page": {"cursor": "x"}});
    assert!(matches(r#"state == "DONE" and id == "1" and page.cursor == "x""#, row()));
    assert!(!matches(r#"state == "outer""#, row()));
    assert!(matches(r#"state == "DONE""#, json!({"state": "DONE"})));
    assert!(matches(r#"state == "DONE""#, json!({"state": "DONE", "attributes": 5})));
}
