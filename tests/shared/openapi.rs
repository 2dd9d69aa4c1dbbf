//! The two OpenAPI documents, and the example rows against the schemas imported from them.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tamis::openapi::{Import, OpenApi};
use tamis::{Schema, Type};

use crate::common::fits::misfits;
use crate::{Tally, json, read, say};

const DOCUMENTS: &[(&str, &str, usize)] =
    &[("vspc", "specs/vspc_rest_3_7.json", 378), ("one", "specs/veeam_one_rest_v2.3.json", 172)];

/// What rows hold against the document that they are examples of: a file of rows, and what does not fit.
const MISFITS: &[(&str, &str)] = &[(
    "vspc__organizations_resellers_resellerUid_companies.json",
    // The document's own example has lost a digit of its last group.
    "_embedded.organization.instanceUid is no uuid: \"eb866e8f-a0f5-41f4-9dd9-8cc59266ff2\"",
)];

#[test]
fn every_operation_that_takes_a_filter_is_imported() {
    for (_, file, filtering) in DOCUMENTS {
        let Some(text) = read(file) else { return };
        let document = OpenApi::read(&text).unwrap();
        let mut tally = Tally::default();
        let mut types: BTreeMap<String, usize> = BTreeMap::new();
        let mut notes: BTreeMap<String, usize> = BTreeMap::new();
        for operation in document.operations().iter().filter(|operation| operation.takes_filter()) {
            let import = document.import(operation.path()).map_err(|error| error.to_string());
            tally.check(import.as_ref().err(), None, || operation.path().to_owned());
            let Ok(Import { schema, notes: left_open }) = import else { continue };
            let is_same = |again: &Schema| again.fields().eq(schema.fields()) && again.origin() == schema.origin();
            let again = Schema::from_json(&schema.to_json()).unwrap();
            tally.check(is_same(&again), true, || format!("{} read back", operation.path()));
            for field in schema.fields() {
                *types.entry(kind(field.ty())).or_default() += 1;
            }
            for note in left_open {
                *notes.entry(note.to_string()).or_default() += 1;
            }
        }
        let operations = tally.cases / 2;
        tally.check(operations, *filtering, || "operations".to_owned());
        let fields: usize = types.values().sum();
        say(format_args!("../shared/{file}: {operations} operations, {fields} fields: {types:?}"));
        say(format_args!("../shared/{file}: {} notes, {} different", notes.values().sum::<usize>(), notes.len()));
        tally.settle(file);
    }
}

/// A type without the names of enumerations.
fn kind(ty: &Type) -> String {
    match ty {
        Type::Enum(_) => "enum".to_owned(),
        Type::Array(element) => format!("array of {}", kind(element)),
        ty => ty.to_string(),
    }
}

#[test]
fn every_row_fits_the_schema_of_its_endpoint() {
    let Some(index) = read("corpus/rows/index.json") else { return };
    let texts: Vec<String> = DOCUMENTS.iter().map(|(_, file, _)| read(file).unwrap()).collect();
    let documents: BTreeMap<&str, OpenApi> =
        DOCUMENTS.iter().zip(&texts).map(|((api, ..), text)| (*api, OpenApi::read(text).unwrap())).collect();
    let mut tally = Tally::default();
    for entry in json::<Vec<Json>>(&index) {
        let word = |key: &str| entry[key].as_str().unwrap();
        let file = word("file");
        let import = documents[word("api")].import(word("endpoint")).unwrap();
        let rows: Vec<Json> = json(&read(&format!("corpus/rows/{file}")).unwrap());
        let mut found: Vec<String> = rows.iter().flat_map(|row| misfits(&import.schema, row)).collect();
        found.sort();
        found.dedup();
        let expected: Vec<&str> = MISFITS.iter().filter(|(of, _)| *of == file).map(|(_, misfit)| *misfit).collect();
        tally.check(found, expected.iter().map(ToString::to_string).collect(), || file.to_owned());
        tally.cases += rows.len() - 1;
    }
    tally.settle("corpus/rows, each row against its imported schema");
}
