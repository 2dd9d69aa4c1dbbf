//! Schemas inferred from rows.

use serde_json::{Value as Json, json};
use tamis::{Schema, SchemaInference, Type};

use crate::common::fits::misfits;

fn inference(rows: &[Json]) -> SchemaInference {
    let mut inference = SchemaInference::default();
    rows.iter().for_each(|row| inference.observe(row));
    inference
}

/// Returns the inferred fields, each as `path type`, with `?` if it may be null. Every row has to fit them.
#[track_caller]
fn inferred(rows: &[Json]) -> Vec<String> {
    let schema = inference(rows).schema("rows");
    for row in rows {
        assert_eq!(misfits(&schema, row), [""; 0], "{row}");
    }
    assert!(Schema::from_json(&schema.to_json()).unwrap().fields().eq(schema.fields()));
    let mark = |nullable: bool| if nullable { "?" } else { "" };
    schema.fields().map(|field| format!("{} {}{}", field.path(), field.ty(), mark(field.is_nullable()))).collect()
}

/// Returns the inferred type of a field `a` with these values.
#[track_caller]
fn typed(values: &[Json]) -> String {
    let rows: Vec<Json> = values.iter().map(|value| json!({"a": value})).collect();
    let fields = inferred(&rows);
    fields[0].strip_prefix("a ").unwrap().to_owned()
}

#[test]
fn a_type_is_what_all_values_agree_on() {
    let uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    for (values, ty) in [
        (json!(["x", ""]), "text"),
        (json!([uuid, "{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}"]), "uuid"),
        (json!(["2026-01-31T08:00:00Z", "2026-01-31", "2026-01-31 08:00:00.5+02:00"]), "date-time"),
        (json!(["PT30M", "P7D"]), "duration"),
        (json!(["00:03:37", "1.02:03:04.5000000", "PT2H", "-00:00:01"]), "duration"),
        (json!(["00:03:37", "24:00:00"]), "text"),
        (json!(["2026-01-31T08:00", "2026-01-31 08:00:00,5"]), "date-time"),
        (json!([uuid, "2026-01-31"]), "text"),
        (json!(["2026-01-31", "2026-02-30"]), "text"),
        (json!([uuid, ""]), "text"),
        (json!([1, -1, u64::MAX]), "integer"),
        (json!([1, 1.5]), "number"),
        (json!([5.0]), "number"),
        (json!([true, false]), "boolean"),
        (json!([true, "true"]), "any"),
        (json!([1, "1"]), "any"),
        (json!([null, null]), "any?"),
        (json!([null, 1]), "integer?"),
        (json!([[1], [2.5], []]), "array of number"),
        (json!([["a"], [null]]), "array of text"),
        (json!([[]]), "array of any"),
        (json!([[1, "a"]]), "array of any"),
        (json!([[[uuid]], [[]]]), "array of array of uuid"),
        (json!([[{"b": 1}], []]), "array of object"),
        (json!([[{"b": 1}, 1]]), "array of any"),
        (json!([[], {}]), "any"),
        (json!([{}]), "any"),
        (json!([{"b": 1}, 5]), "any"),
    ] {
        assert_eq!(typed(values.as_array().unwrap()), ty, "{values}");
    }
}

#[test]
fn numbers_are_moments_where_name_and_size_say_so() {
    for (name, values, ty) in [
        ("startTimeUsecs", json!([1_767_323_045_000_000_u64, 1_700_000_000_000_000_u64]), "date-time in us"),
        ("endMsecs", json!([1_767_323_045_000_u64, null]), "date-time in ms?"),
        ("lastMillis", json!([1_767_323_045_000.5]), "date-time in ms"),
        ("unixTime", json!([1_767_323_045]), "date-time in s"),
        // A length, zero for never, a size, another unit, and no number.
        ("runTimeUsecs", json!([5_000_000]), "integer"),
        ("startTimeUsecs", json!([1_767_323_045_000_000_u64, 0]), "integer"),
        ("size", json!([1_767_323_045_000_000_u64]), "integer"),
        ("startTimeUsecs", json!([1_767_323_045]), "integer"),
        ("startTimeUsecs", json!([1_767_323_045_000_000_u64, "x"]), "any"),
        ("startTimeUsecs", json!([1_767_323_045_000_000_u64, 1.5]), "number"),
    ] {
        let rows: Vec<Json> = values.as_array().unwrap().iter().map(|value| json!({ name: value })).collect();
        assert_eq!(inferred(&rows), [format!("{name} {ty}")], "{values}");
    }
}

#[test]
fn objects_become_paths_and_what_is_missing_can_be_null() {
    let rows = [
        json!({"name": "a", "owner": {"name": "x", "address": {"city": "y"}}, "tags": [{"inner": 1}], "odd.name": 1}),
        json!({"name": "b", "owner": {"name": null, "address": {"city": "z"}}, "extra": 1, "odd.name": 2}),
    ];
    let expected = [
        "name text",
        "`odd.name` integer",
        "owner object",
        "owner.address object",
        "owner.address.city text",
        "owner.name text?",
        "tags array of object?",
        "extra integer?",
    ];
    assert_eq!(inferred(&rows), expected);
    let sometimes = [json!({"a": {"b": 1}}), json!({"a": null}), json!({"a": {"b": 2}})];
    assert_eq!(inferred(&sometimes), ["a object?", "a.b integer?"]);
    assert_eq!(inference(&[json!(5), json!([1])]).schema("rows").fields().len(), 0);
}

#[test]
fn rows_without_end_or_bottom_are_cut() {
    let wrapped = |name: &str, inner: Json| Json::Object([(name.to_owned(), inner)].into_iter().collect());
    let mut deep = json!("x");
    let mut nested = json!(1);
    for _ in 0..5_000 {
        deep = wrapped("a", deep);
        nested = Json::Array(vec![nested]);
    }
    let row = Json::Array(vec![wrapped("a", deep), wrapped("b", nested)]);
    let (schema, is_complete, row) = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(move || {
            let inference = inference(row.as_array().unwrap());
            (inference.schema("rows"), inference.is_complete(), row)
        })
        .unwrap()
        .join()
        .unwrap();
    assert!(!is_complete);
    assert_eq!(schema.fields().map(|field| field.path().names().len()).max(), Some(32));
    let deepest = schema.fields().max_by_key(|field| field.path().names().len()).unwrap();
    assert_eq!(deepest.ty(), &Type::Any);
    // What is as deep as that cannot be dropped on any stack.
    std::mem::forget(row);

    let many: Json = (0..5_000).map(|index| (format!("f{index}"), json!(index))).collect();
    let mut inferred = inference(&[many.clone(), many]);
    assert_eq!((inferred.schema("rows").fields().len(), inferred.is_complete()), (4096, false));
    inferred.observe(&json!({"f0": "text"}));
    assert_eq!(inferred.schema("rows").fields().next().unwrap().ty().to_string(), "any");
    assert!(inference(&[json!({"": 1})]).is_complete());
    assert!(inference(&[json!({"a": 1})]).is_complete());
}
