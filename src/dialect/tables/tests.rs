//! Tests that every line of the tables parses, and that every name in them is declared.

use std::collections::BTreeSet;

use super::Tables;
use crate::collation::Collation;
use crate::dialect::vendor::vbr::VERSIONS;
use crate::dialect::version::VersionSet;
use crate::ty::Type;

const TABLES: &[(&str, &str, usize)] = &[
    ("vbr", include_str!("../vendor/vbr/collections.txt"), 71),
    ("vspc", include_str!("../vendor/vspc/collections.txt"), 9),
    ("one", include_str!("../vendor/veeam_one/collections.txt"), 4),
];

#[test]
fn every_line_parses() {
    for (api, text, collections) in TABLES {
        let mut tables = Tables::read(api, Collation::Ordinal, text);
        assert_eq!(tables.collections.len(), *collections, "{api}");
        for line in text.lines() {
            assert!(tables.line(line).is_some(), "{api}: {line}");
        }
    }
}

#[test]
fn every_name_is_declared() {
    for (api, text, _) in TABLES {
        let tables = Tables::read(api, Collation::Ordinal, text);
        let mut templates = BTreeSet::new();
        for collection in &tables.collections {
            let at = collection.template;
            assert!(templates.insert(at) && !collection.versions.is_empty(), "{api} {at}");
            let schema = tables.schema(collection, None);
            for field in schema.fields() {
                let words = match field.ty() {
                    Type::Enum(words) => Some(words),
                    Type::Array(element) => {
                        if let Type::Enum(words) = &**element {
                            Some(words)
                        } else {
                            None
                        }
                    }
                    _ => None,
                };
                assert!(words.is_none_or(|words| words.words().count() > 0), "{api} {at} {}", field.path());
            }
            let names = |property: &str| schema.field(&property.into()).is_some();
            for parameter in &collection.parameters {
                assert!(names(parameter.property), "{api} {at}: {parameter:?}");
                let is_plain = |ty: &str| ["integer", "number", "boolean"].contains(&ty);
                let is_known = |ty: &str| is_plain(ty) || tables.enums.contains_key(ty);
                assert!(parameter.ty.is_none_or(is_known), "{parameter:?}");
                assert!((parameter.versions & collection.versions) == parameter.versions, "{parameter:?}");
            }
            for column in &collection.columns {
                assert!(names(column.property), "{api} {at}: {column:?}");
            }
            // Each version has some of the fields.
            for index in 0..tables.versions.len() {
                if !(collection.versions & VersionSet::only(index)).is_empty() {
                    let fields = tables.schema(collection, Some(index)).fields().len();
                    assert!(fields > 0 && fields <= schema.fields().len(), "{api} {at} {index}");
                }
            }
        }
    }
    let tables = Tables::read("vbr", Collation::Ordinal, TABLES[0].1);
    assert_eq!(tables.versions, VERSIONS.iter().map(|version| version.name).collect::<Vec<_>>());
    let types = tables.enums.get("ESessionType").map(|words| {
        let of = |index: usize| words.iter().filter(|(of, _)| !(*of & VersionSet::only(index)).is_empty()).count();
        (of(0), of(3))
    });
    assert_eq!(types, Some((39, 109)));
}
