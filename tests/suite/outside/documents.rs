//! Two vendors' OpenAPI documents: their imports, the built-in tables, and the example rows under the imported schemas.

use std::collections::{BTreeMap, BTreeSet};

use tamis::openapi::{Import, OpenApi};
use tamis::{Dialect, Field, Schema, Type};

use super::folder::{Folder, Suite};
use crate::common::fits::misfits;

/// A document, with the number of its operations that take a filter.
struct Document {
    dialect: Dialect,
    file: &'static str,
    filtering: usize,
}

const DOCUMENTS: &[Document] = &[
    Document { dialect: Dialect::Vspc, file: "specs/vspc_rest_3_7.json", filtering: 378 },
    Document { dialect: Dialect::One, file: "specs/veeam_one_rest_v2.3.json", filtering: 172 },
];

/// The collections with a value that does not fit the document that it is an example of, and the field of that value: a
/// uuid that has lost a digit.
const MISFITS: &[(&str, &str)] =
    &[("vspc__organizations_resellers_resellerUid_companies.json", "_embedded.organization.instanceUid is no uuid")];

pub(crate) fn imports(folder: &Folder, suite: &mut Suite) {
    for Document { file, filtering, .. } in DOCUMENTS {
        let document = OpenApi::read(&folder.text(file)).unwrap();
        let mut types: BTreeMap<String, usize> = BTreeMap::new();
        let mut notes: BTreeMap<String, usize> = BTreeMap::new();
        let mut operations = 0;
        for operation in document.operations().iter().filter(|operation| operation.takes_filter()) {
            operations += 1;
            let import = document.import(operation.path()).map_err(|error| error.to_string());
            suite.check(import.as_ref().err(), None, || operation.path().to_owned());
            let Ok(Import { schema, notes: of_import }) = import else { continue };
            let again = Schema::from_json(&schema.to_json()).unwrap();
            let is_equal = again.fields().eq(schema.fields()) && again.origin() == schema.origin();
            suite.check(is_equal, true, || format!("the JSON form of {}", operation.path()));
            for field in schema.fields() {
                *types.entry(kind(field.ty())).or_default() += 1;
            }
            for note in of_import {
                *notes.entry(note.to_string()).or_default() += 1;
            }
        }
        suite.check(operations, *filtering, || format!("operations of {file}"));
        let fields: usize = types.values().sum();
        suite.remark(format!("{file}: {operations} operations, {fields} fields: {types:?}"));
        suite.remark(format!("{file}: {} notes, {} different", notes.values().sum::<usize>(), notes.len()));
    }
}

/// Returns the name of a type without the names of enumerations.
fn kind(ty: &Type) -> String {
    match ty {
        Type::Enum(_) => "enum".to_owned(),
        Type::Array(element) => format!("array of {}", kind(element)),
        ty => ty.to_string(),
    }
}

pub(crate) fn built_in_fields(folder: &Folder, suite: &mut Suite) {
    for Document { dialect, file, .. } in DOCUMENTS {
        let document = OpenApi::read(&folder.text(file)).unwrap();
        for path in dialect.endpoints() {
            let endpoint = dialect.endpoint(path).unwrap();
            let imported = dialect.import(&document, path).unwrap().schema;
            // The tables leave out embedded resources, which rows have only on request, and paths of more than three
            // names.
            let is_listed =
                |field: &&Field| field.path().names().len() <= 3 && field.path().names().next() != Some("_embedded");
            for field in imported.fields().filter(is_listed) {
                let case = || format!("{dialect} {path} {}", field.path());
                let Some(built_in) = endpoint.schema().field(field.path()) else {
                    suite.fail(format!("{} is not built in", case()));
                    continue;
                };
                let words = |ty: &Type| match ty {
                    Type::Enum(words) => words.words().map(str::to_owned).collect(),
                    ty => vec![ty.to_string()],
                };
                // An object at the third name is of any type, its members being left out.
                if *built_in.ty() == Type::Any || matches!(built_in.ty(), Type::Array(_)) {
                    suite.count(1);
                } else {
                    suite.check(words(built_in.ty()), words(field.ty()), case);
                }
            }
        }
    }
}

pub(crate) fn rows(folder: &Folder, suite: &mut Suite) {
    let texts: Vec<String> = DOCUMENTS.iter().map(|document| folder.text(document.file)).collect();
    let documents: BTreeMap<&str, OpenApi> = DOCUMENTS
        .iter()
        .zip(&texts)
        .map(|(document, text)| (document.dialect.name(), OpenApi::read(text).unwrap()))
        .collect();
    for (entry, rows) in folder.collections() {
        let text = |key: &str| entry[key].as_str().unwrap();
        let import = documents[text("api")].import(text("endpoint")).unwrap();
        let misfits: BTreeSet<String> = rows.iter().flat_map(|row| misfits(&import.schema, row)).collect();
        let fields: Vec<&str> =
            misfits.iter().map(|misfit| misfit.split_once(": ").map_or(&**misfit, |(field, _)| field)).collect();
        let file = text("file");
        let expected: Vec<&str> =
            MISFITS.iter().filter(|(listed, _)| *listed == file).map(|(_, field)| *field).collect();
        suite.check(fields, expected, || file.to_owned());
        suite.count(rows.len().saturating_sub(1));
    }
}
