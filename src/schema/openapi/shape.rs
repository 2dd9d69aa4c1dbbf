//! Shapes: all schema objects that describe one value, gathered through `$ref`, `allOf`, `oneOf` and `anyOf`.
//!
//! A document spreads the description of a value over many objects. A [`ValueShape`] is the flat list of them, the
//! *facets*; each either always applies or is one of several alternatives. `types` and `fields` then read a type and
//! properties from the list and need not know how it came about. Reading is counted in steps, since a hostile document
//! of a few kilobytes can describe a shape of any size.

use std::collections::{HashMap, HashSet};

use super::document::{ApiDocument, Unresolved};
use super::limits::{LONGEST_CHAIN, LONGEST_NAME, MOST_STEPS};
use super::loose::Loose;
use super::note::{ImportNote, ImportNoteKind, excerpt};
use crate::path::Path;

/// Keywords that may describe a value further, but are not supported.
const UNREAD: &[&str] =
    &["if", "then", "else", "dependentSchemas", "dependencies", "patternProperties", "$dynamicRef", "$recursiveRef"];

/// One of the schema objects that describe a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facet<'d> {
    pub(super) schema: &'d Loose,
    /// `true` if it always applies, `false` if it is one of several alternatives.
    pub(super) is_certain: bool,
    /// The name of the component that it belongs to.
    pub(super) name: &'d str,
}

impl<'d> Facet<'d> {
    pub(super) fn certain(schema: &'d Loose) -> Self {
        Self { schema, is_certain: true, name: "" }
    }
}

/// The shape of a value: all that the document specifies about it.
#[derive(Debug, Default)]
pub(super) struct ValueShape<'d> {
    /// The nearest first. Each schema object once, even if several references lead to it.
    pub(super) facets: Vec<Facet<'d>>,
    /// `true` if the document allows null in any of the known forms.
    pub(super) nullable: bool,
    /// `true` if a reference could not be resolved.
    pub(super) is_broken: bool,
}

/// A property of an object.
#[derive(Debug)]
pub(super) struct Property<'d> {
    pub(super) name: &'d str,
    pub(super) facets: Vec<Facet<'d>>,
    /// `true` if the object always has the property.
    pub(super) is_required: bool,
}

/// The state of an import: reads shapes out of a document, counts the steps, and collects notes.
#[derive(Debug)]
pub(super) struct Importer<'d> {
    document: &'d ApiDocument,
    pub(super) notes: Vec<ImportNote>,
    steps: usize,
}

impl<'d> Importer<'d> {
    pub(super) fn new(document: &'d ApiDocument) -> Self {
        Self { document, notes: Vec::new(), steps: 0 }
    }

    pub(super) fn document(&self) -> &'d ApiDocument {
        self.document
    }

    /// Returns the target of a reference.
    pub(super) fn resolve(&mut self, reference: &str) -> Result<&'d Loose, Unresolved> {
        if self.is_exhausted() {
            return Err(Unresolved::Missing);
        }
        self.document.resolve(reference, &mut self.steps)
    }

    /// Returns `here`, or the target if it is a `$ref`; `None` if that cannot be resolved.
    pub(super) fn followed(&mut self, mut here: &'d Loose) -> Option<&'d Loose> {
        // References to references are rare. The limit also ends a circle of them.
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = here.text("$ref") else { return Some(here) };
            here = self.resolve(reference).ok()?;
        }
        None
    }

    /// Adds a note on a field, or on the row.
    pub(super) fn note(&mut self, path: Option<&Path>, kind: ImportNoteKind) {
        self.notes.push(ImportNote { path: path.cloned(), kind });
    }

    /// Counts steps.
    pub(super) fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
    }

    /// Returns `true` if the limit of steps is exceeded.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps > MOST_STEPS
    }

    /// Returns the shape that the schema objects of `first` describe together.
    pub(super) fn shape(&mut self, first: &[Facet<'d>], path: Option<&Path>) -> ValueShape<'d> {
        let mut shape = ValueShape::default();
        let mut seen = HashSet::new();
        let mut pending: Vec<Facet<'d>> = first.iter().rev().copied().collect();
        while let Some(facet) = pending.pop() {
            let is_new = seen.insert(std::ptr::from_ref(facet.schema));
            if !is_new || self.is_exhausted() {
                continue;
            }
            self.spend(weight(facet.schema));
            shape.nullable |= allows_null(facet.schema);
            let mut below = Vec::new();
            if let Some(reference) = facet.schema.text("$ref") {
                match self.resolve(reference) {
                    Ok(schema) => below.push(Facet { schema, name: last_name(reference), ..facet }),
                    Err(why) => {
                        shape.is_broken = true;
                        self.note(path, unresolved(why, reference));
                    }
                }
            }
            let all = facet.schema.get("allOf").map_or(&[][..], Loose::elements);
            below.extend(all.iter().map(|schema| Facet { schema, ..facet }));
            for key in ["oneOf", "anyOf"] {
                let alternatives = facet.schema.get(key).map_or(&[][..], Loose::elements);
                let known: Vec<&Loose> = alternatives.iter().filter(|schema| !allows_null_only(schema)).collect();
                shape.nullable |= known.len() < alternatives.len();
                let is_certain = facet.is_certain && known.len() == 1;
                below.extend(known.into_iter().map(|schema| Facet { schema, is_certain, ..facet }));
            }
            let kinds = self.kinds(facet, path);
            // If one of the kinds was reached already, the value is of that kind and not of the others.
            if !kinds.iter().any(|kind| seen.contains(&std::ptr::from_ref(kind.schema))) {
                below.extend(kinds);
            }
            if let Some(keyword) = UNREAD.iter().find(|keyword| facet.schema.get(keyword).is_some()) {
                self.note(path, ImportNoteKind::Unread { keyword });
            }
            shape.facets.push(facet);
            pending.extend(below.into_iter().rev());
        }
        shape
    }

    /// Returns the schemas of the kinds that a discriminator names.
    fn kinds(&mut self, facet: Facet<'d>, path: Option<&Path>) -> Vec<Facet<'d>> {
        let Some(discriminator) = facet.schema.get("discriminator") else { return Vec::new() };
        let mapping = discriminator.get("mapping").map_or(&[][..], Loose::members);
        self.spend(mapping.len());
        let references = mapping.iter().filter_map(|(_, reference)| reference.as_text());
        let kinds: Vec<Facet<'d>> = references
            .filter_map(|reference| {
                let schema = self.resolve(reference).ok().filter(|schema| !std::ptr::eq(*schema, facet.schema))?;
                Some(Facet { schema, is_certain: false, name: last_name(reference) })
            })
            .collect();
        let is_listed = ["oneOf", "anyOf"].iter().any(|key| facet.schema.get(key).is_some());
        if kinds.is_empty() && !is_listed {
            self.note(path, ImportNoteKind::UnknownKinds);
        }
        kinds
    }

    /// Returns the properties of an object in the order of the document, without those that answers never have.
    pub(super) fn properties(&mut self, shape: &ValueShape<'d>, path: Option<&Path>) -> Vec<Property<'d>> {
        let mut required = HashSet::new();
        let mut properties: Vec<Property<'d>> = Vec::new();
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for facet in &shape.facets {
            if facet.is_certain {
                let names = facet.schema.get("required").map_or(&[][..], Loose::elements);
                required.extend(names.iter().filter_map(Loose::as_text));
            }
            let members = facet.schema.get("properties").map_or(&[][..], Loose::members);
            for (name, schema) in members.iter().filter(|(_, schema)| !schema.is_set("writeOnly")) {
                if name.len() > LONGEST_NAME {
                    self.note(path, ImportNoteKind::UnusableName);
                    continue;
                }
                let index = *by_name.entry(name).or_insert(properties.len());
                if index == properties.len() {
                    properties.push(Property { name, facets: Vec::new(), is_required: false });
                }
                if let Some(property) = properties.get_mut(index) {
                    property.facets.push(Facet { schema, is_certain: facet.is_certain, name: "" });
                }
            }
        }
        for property in &mut properties {
            property.is_required = required.contains(property.name) && property.facets.iter().any(|f| f.is_certain);
        }
        properties
    }

    /// Returns the shape of the elements of an array.
    pub(super) fn elements(&mut self, shape: &ValueShape<'d>, path: Option<&Path>) -> ValueShape<'d> {
        let mut facets = Vec::new();
        for facet in &shape.facets {
            for key in ["items", "prefixItems"] {
                match facet.schema.get(key) {
                    Some(Loose::Array(schemas)) => {
                        facets.extend(schemas.iter().map(|schema| Facet { schema, is_certain: false, name: "" }));
                    }
                    Some(schema) => facets.push(Facet { schema, name: "", ..*facet }),
                    None => {}
                }
            }
        }
        self.shape(&facets, path)
    }
}

impl ValueShape<'_> {
    /// Returns the nearest description, as in the document.
    pub(super) fn description(&self) -> Option<&str> {
        self.facets.iter().filter(|facet| facet.is_certain).find_map(|facet| facet.schema.text("description"))
    }
}

/// Returns the number of steps that a schema object counts as.
fn weight(schema: &Loose) -> usize {
    let below = schema.members().iter().map(|(_, value)| match value {
        Loose::Text(text) => text.len() / 64,
        value => value.elements().len().max(value.members().len()),
    });
    below.fold(schema.members().len(), usize::saturating_add).saturating_add(1)
}

/// Returns `true` if a schema object allows null, in one of the forms that documents use.
fn allows_null(schema: &Loose) -> bool {
    let holds_null = |key: &str, null: &Loose| schema.get(key).is_some_and(|list| list.elements().contains(null));
    ["nullable", "x-nullable", "x-veeam-nullable"].iter().any(|key| schema.is_set(key))
        || holds_null("type", &Loose::Text("null".into()))
        || holds_null("enum", &Loose::Null)
        || allows_null_only(schema)
}

/// Returns `true` if a schema object allows nothing but null.
fn allows_null_only(schema: &Loose) -> bool {
    schema.text("type") == Some("null")
        || schema.get("const") == Some(&Loose::Null)
        || schema.get("enum").is_some_and(|words| words.elements() == [Loose::Null])
}

/// Returns the name of the component that a reference leads to.
fn last_name(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

fn unresolved(why: Unresolved, reference: &str) -> ImportNoteKind {
    let reference = excerpt(reference);
    match why {
        Unresolved::External => ImportNoteKind::External { reference },
        Unresolved::Missing => ImportNoteKind::Missing { reference },
        Unresolved::TooDeep => ImportNoteKind::Unreadable { reference },
    }
}
