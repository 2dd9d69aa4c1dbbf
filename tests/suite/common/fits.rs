//! A check of rows against a schema, written from the definitions of the types alone.

use serde_json::Value as Json;
use tamis::{Field, Schema, Type};

use super::naive;

/// Returns a description of each value of `row` that contradicts `schema`: its path, the type and the value.
pub(crate) fn misfits(schema: &Schema, row: &Json) -> Vec<String> {
    let mut misfits = Vec::new();
    for field in schema.fields() {
        let value = field.path().names().try_fold(row, |json, name| json.get(name)).unwrap_or(&Json::Null);
        let fits = if value.is_null() { field.is_nullable() } else { holds(field.ty(), value) };
        if !fits {
            misfits.push(format!("{} is no {}: {}", field.path(), field.ty(), excerpt(value)));
        }
    }
    unknown(schema, row, &mut Vec::new(), &mut misfits);
    misfits
}

fn holds(ty: &Type, value: &Json) -> bool {
    match ty {
        Type::Text => value.is_string(),
        Type::Enum(words) => value.as_str().is_some_and(|text| words.open || words.words().any(|word| word == text)),
        Type::Integer => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::DateTime => value.as_str().is_some_and(|text| naive::instant(text).is_some()),
        Type::Epoch(unit) => naive::counted(value, *unit).is_some(),
        Type::Duration => value.as_str().is_some_and(|text| naive::length(text).is_some()),
        Type::Uuid => value.as_str().is_some_and(|text| naive::uuid(text).is_some()),
        Type::Array(element) => {
            let fits = |value: &Json| value.is_null() || holds(element, value);
            value.as_array().is_some_and(|elements| elements.iter().all(fits))
        }
        Type::Object => value.is_object(),
        Type::Any => true,
        _ => unreachable!("a type without a definition here: {ty}"),
    }
}

/// Appends a description of each member of the row that the schema lacks.
fn unknown<'r>(schema: &Schema, json: &'r Json, names: &mut Vec<&'r str>, misfits: &mut Vec<String>) {
    for (name, value) in json.as_object().into_iter().flatten() {
        names.push(name);
        match schema.field(&tamis::Path::new(names.iter().copied())).map(Field::ty) {
            None => misfits.push(format!("{} is not in the schema: {}", names.join("."), excerpt(value))),
            Some(Type::Object) => unknown(schema, value, names, misfits),
            Some(_) => {}
        }
        names.pop();
    }
}

fn excerpt(value: &Json) -> String {
    value.to_string().chars().take(60).collect()
}
