//! Schemas: their JSON form, and the objects of rows in which fields are looked up.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use tamis::errors::{SchemaError, SchemaFormError};
use tamis::{Collation, Dialect, Enumeration, EpochUnit, Field, Operator, Path, Query, Schema, Type};

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
    assert_eq!(
        (again.origin(), again.collation(), again.row_container()),
        ("o", Collation::IgnoreCase, Some("attributes"))
    );
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
        (field(r#"{"path": [], "type": "text"}"#), "has no names"),
        (field(r#"{"path": "a", "type": "text"}, {"path": ["a"], "type": "any"}"#), "`a` is declared twice"),
        (field(r#"{"path": "a", "type": "text", "operators": ["equals"]}"#), "no such operator: `equals`"),
        (field(r#"{"path": "a", "type": "text", "in_rows": []}"#), "has no names"),
        (field(r#"{"path": "a", "type": {"epoch": "ns"}}"#), "unknown variant `ns`"),
        (
            field(&format!(r#"{{"path": "a", "type": {}"any"{}}}"#, r#"{"array": "#.repeat(33), "}".repeat(33))),
            "more than 32 nested arrays",
        ),
        (field(r#"{"path": "a", "type": "text", "codes": {"A": 1}}"#), "`a` has a code for `A`, which is not a word"),
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

#[test]
fn a_builder_takes_what_the_json_form_takes() {
    let build = |field: Field| Schema::builder("b").field(field).build();
    let no_path = || Path::new::<&str>([]);
    let word = Enumeration::open("E", ["A"]);
    let deep = |arrays: usize| (0..arrays).fold(Type::Any, |ty, _| Type::array(ty));
    assert!(matches!(build(Field::new(no_path(), Type::Text)), Err(SchemaError::NoName)));
    assert!(matches!(build(Field::new("a", Type::Text).row_path(no_path())), Err(SchemaError::NoName)));
    assert!(matches!(
        build(Field::new("a", word.clone()).with_codes([("B", 1)])),
        Err(SchemaError::UnknownCode { .. })
    ));
    assert!(matches!(build(Field::new("a", Type::Text).with_codes([("B", 1)])), Err(SchemaError::UnknownCode { .. })));
    assert!(matches!(build(Field::new("a", deep(33))), Err(SchemaError::TooDeep { .. })));
    assert!(build(Field::new("a", deep(32))).is_ok() && build(Field::new("a", word).with_codes([("A", 1)])).is_ok());
    // What is wrong with a field is the same error, however the schema came to be.
    let read = Schema::from_json(r#"{"fields": [{"path": [], "type": "text"}]}"#);
    assert!(matches!(read, Err(SchemaFormError::Field(SchemaError::NoName))));
}

#[test]
fn a_name_may_be_empty() {
    for path in ["a..b", "", ".", "a."] {
        let built = Schema::builder("b").field(Field::new(path, Type::Integer)).build().unwrap();
        let read =
            Schema::from_json(&json!({"origin": "b", "fields": [{"path": path, "type": "integer"}]}).to_string());
        assert_eq!(built.to_json(), read.unwrap().to_json(), "{path}");
    }
    let schema = Schema::builder("b").field(Field::new("a..b", Type::Integer)).build().unwrap();
    let program = Query::parse("a.``.b == 5", &schema).unwrap().compile().unwrap();
    assert!(program.matches(&json!({"a": {"": {"b": 5}}})) && !program.matches(&json!({"a": {"b": 5}})));
}

#[test]
fn an_open_schema_keeps_the_types_that_it_declares() {
    let schema = r#"{"open": true, "fields": [
        {"path": "size", "type": "integer", "nullable": false}, {"path": "at", "type": "date-time"},
        {"path": "tags", "type": {"array": "text"}}, {"path": "owner.name", "type": "text"}
    ]}"#;
    let schema = Schema::from_json(schema).unwrap();
    let taken = [
        "size > 5",
        "other > 5",
        "other == \"x\"",
        "other.deep contains \"x\"",
        "owner.age > 5",
        "owner.name startswith \"x\"",
        "name.of.size == 5",
    ];
    for query in taken {
        assert!(Query::parse(query, &schema).is_ok(), "{query}");
    }
    for query in ["size == \"x\"", "size == null", "at > 5", "tags == \"x\"", "tags.first == 1", "owner.name > 5"] {
        assert!(Query::parse(query, &schema).is_err(), "{query}");
    }
    // A quoted date is an instant if the schema declares one, and text otherwise.
    let matches = |query: &str, row| Query::parse(query, &schema).unwrap().compile().unwrap().matches(&row);
    assert!(matches("at == \"2026-01-31\"", json!({"at": "2026-01-31T00:00:00Z"})));
    assert!(!matches("on == \"2026-01-31\"", json!({"on": "2026-01-31T00:00:00Z"})));
    // A value of another kind is null under the declared type.
    assert!(matches("at == null", json!({"at": "soon"})) && !matches("on == null", json!({"on": "soon"})));
    assert!(Schema::from_json(&schema.to_json()).unwrap().fields().eq(schema.fields()));
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(vec!["a", "b", "A", "", ".", "a.b", "`", "odd name", "not"]).prop_map(str::to_owned), 1 => ".{0,4}"]
}

fn path() -> impl Strategy<Value = Path> {
    vec(name(), 1..4).prop_map(Path::new)
}

fn ty() -> impl Strategy<Value = Type> {
    let words = (name(), vec(name(), 0..4), any::<bool>()).prop_map(|(name, words, open)| {
        let words = words.iter().map(String::as_str);
        Type::from(if open { Enumeration::open(&name, words) } else { Enumeration::closed(&name, words) })
    });
    let plain = [Type::Text, Type::Integer, Type::Number, Type::Boolean, Type::DateTime, Type::Duration, Type::Uuid];
    let epochs = EpochUnit::ALL.iter().map(|unit| Type::Epoch(*unit));
    let known = plain.into_iter().chain([Type::Object, Type::Any]).chain(epochs).collect::<Vec<_>>();
    let arrays =
        (0..34_usize, select(known.clone())).prop_map(|(depth, ty)| (0..depth).fold(ty, |ty, _| Type::array(ty)));
    prop_oneof![3 => select(known), 2 => words, 1 => arrays]
}

fn field() -> impl Strategy<Value = Field> {
    let texts = (option::of(name()), option::of(name()), option::of(name()));
    let lists = (option::of(vec(select(Operator::ALL), 0..3)), option::of(vec(select(Collation::ALL), 0..3)));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (path(), ty(), texts, lists, flags, option::weighted(0.2, path()), option::weighted(0.2, any::<i64>())).prop_map(
        |(
            path,
            ty,
            (description, since, note),
            (operators, collations),
            (required, sortable, evaluable),
            in_rows,
            code,
        )| {
            let first = if let Type::Enum(words) = &ty { words.words().next().map(str::to_owned) } else { None };
            let field = Field::new(path, ty);
            let field = if required { field.required() } else { field };
            let field = if sortable { field } else { field.unsortable() };
            let field = if evaluable { field } else { field.request_only() };
            let field = description.iter().fold(field, |field, text| field.described(text));
            let field = since.iter().fold(field, |field, text| field.since(text));
            let field = note.iter().fold(field, |field, text| field.note(text));
            let field = operators.into_iter().fold(field, Field::operators);
            let field = collations.into_iter().fold(field, Field::collations);
            let field = in_rows.into_iter().fold(field, Field::row_path);
            match (first, code) {
                (Some(word), Some(code)) => field.with_codes([(&*word, code)]),
                _ => field,
            }
        },
    )
}

proptest! {
    #[test]
    fn every_schema_that_can_be_built_is_read_back_from_its_json_form(
        origin in name(),
        collation in select(Collation::ALL),
        members in option::of(name()),
        fields in vec(field(), 0..6),
        open in any::<bool>(),
    ) {
        let builder = Schema::builder(&origin).collation(collation).fields(fields);
        let builder = members.iter().fold(builder, |builder, members| builder.row_container(members));
        let Ok(schema) = (if open { builder.open() } else { builder }).build() else { return Ok(()) };
        let read = Schema::from_json(&schema.to_json()).expect("what a schema writes is read");
        prop_assert_eq!(schema.to_json(), read.to_json());
        prop_assert!(schema.fields().eq(read.fields()));
        prop_assert_eq!(
            (schema.origin(), schema.collation(), schema.row_container(), schema.is_open()),
            (read.origin(), read.collation(), read.row_container(), read.is_open())
        );
    }
}
