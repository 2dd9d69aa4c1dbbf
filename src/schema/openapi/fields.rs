//! The fields of a row: every path through the objects of its shape, within limits.
//!
//! Objects are followed depth first with a stack of work, so that the fields come in the order of the document and
//! nesting costs no stack of the thread. An object that contains itself ends there.

use std::collections::HashSet;
use std::rc::Rc;

use super::answer::{ATTRIBUTES, AnswerRows};
use super::limits::{LONGEST_DESCRIPTION, MAX_DEPTH, MAX_FIELDS};
use super::loose::Loose;
use super::note::ImportNoteKind as Kind;
use super::shape::{Importer, Property, ValueShape};
use crate::path::Path;
use crate::schema::Field;
use crate::ty::Type;

/// An object on the way to a property, linked to the objects around it.
struct EnclosingObject {
    /// `None` for the row.
    path: Option<Path>,
    /// The identity of the object: the schema objects that define its properties.
    schemas: Vec<*const Loose>,
    /// `true` if every row has the object.
    is_certain: bool,
    above: Option<Rc<EnclosingObject>>,
}

impl EnclosingObject {
    fn new(shape: &ValueShape<'_>, path: Option<Path>, is_certain: bool, above: Option<Rc<EnclosingObject>>) -> Self {
        let schemas = shape.facets.iter().map(|facet| facet.schema).filter(|schema| has_properties(schema));
        let mut schemas: Vec<*const Loose> = schemas.map(std::ptr::from_ref).collect();
        schemas.sort_unstable();
        Self { path, schemas, is_certain, above }
    }

    fn depth(&self) -> usize {
        self.path.as_ref().map_or(0, |path| path.names().len())
    }

    fn path_of(&self, name: &str) -> Path {
        let names = self.path.iter().flat_map(Path::names);
        Path::new(names.chain([name]))
    }

    /// Returns `true` if an object of the same schema is around the object.
    fn is_recursive(&self) -> bool {
        let mut above = self.above.as_deref();
        while let Some(object) = above {
            if object.schemas == self.schemas {
                return true;
            }
            above = object.above.as_deref();
        }
        false
    }
}

impl<'d> Importer<'d> {
    /// Returns the fields of rows, each object before its members; none if the document names no property.
    ///
    /// The attributes of a JSON:API resource become fields of the row itself. Other members of the resource are fields
    /// as well, unless an attribute has the same name.
    pub(super) fn fields(&mut self, rows: &AnswerRows<'d>) -> Vec<Field> {
        let Some(attributes) = &rows.attributes else { return self.members_of(&rows.shape, true, &[]) };
        let shape = self.shape(&attributes.facets, None);
        let mut fields = self.members_of(&shape, attributes.is_required && !shape.nullable, &[]);
        let names = fields.iter().filter_map(|field| field.path().names().next());
        let names: Vec<String> = names.chain([ATTRIBUTES]).map(str::to_owned).collect();
        fields.extend(self.members_of(&rows.shape, true, &names));
        fields
    }

    /// Returns the fields of an object, except the properties named in `without`. Every row has the object if
    /// `is_certain`.
    fn members_of(&mut self, row: &ValueShape<'d>, is_certain: bool, without: &[String]) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut pending = self.inside(row, Rc::new(EnclosingObject::new(row, None, is_certain, None)));
        let without: HashSet<&str> = without.iter().map(String::as_str).collect();
        pending.retain(|(property, _)| !without.contains(property.name));
        while let Some((property, object)) = pending.pop() {
            if fields.len() >= MAX_FIELDS || self.is_exhausted() {
                break;
            }
            let path = object.path_of(property.name);
            let shape = self.shape(&property.facets, Some(&path));
            let mut ty = self.type_of(&shape, Some(&path));
            let is_certain = object.is_certain && property.is_required && !shape.nullable;
            if ty == Type::Object {
                let inner = EnclosingObject::new(&shape, Some(path.clone()), is_certain, Some(object));
                if let Some(kind) = end_of_paths(&inner, &shape) {
                    self.note(Some(&path), kind);
                    ty = Type::Any;
                } else {
                    pending.extend(self.inside(&shape, Rc::new(inner)));
                }
            }
            let field = Field::new(path, ty);
            let field = if is_certain { field.required() } else { field };
            fields.push(match shape.description().map(one_line).filter(|text| !text.is_empty()) {
                Some(text) => field.described(&text),
                None => field,
            });
        }
        if !pending.is_empty() || self.is_exhausted() {
            self.note(None, Kind::TooLarge);
        }
        fields
    }

    /// Returns the properties of an object, last first, as a stack of work.
    fn inside(
        &mut self,
        shape: &ValueShape<'d>,
        object: Rc<EnclosingObject>,
    ) -> Vec<(Property<'d>, Rc<EnclosingObject>)> {
        let properties = self.properties(shape, object.path.as_ref());
        properties.into_iter().rev().map(|property| (property, Rc::clone(&object))).collect()
    }
}

/// Returns the reason not to follow the properties of an object, or `None`.
fn end_of_paths(object: &EnclosingObject, shape: &ValueShape<'_>) -> Option<Kind> {
    if object.schemas.is_empty() {
        let is_empty = |schema: &Loose| schema.get("additionalProperties") == Some(&Loose::Boolean(false));
        let is_known = shape.facets.iter().any(|facet| facet.is_certain && is_empty(facet.schema));
        return (!is_known).then_some(Kind::FreeForm);
    }
    if object.is_recursive() {
        return Some(Kind::Recursive);
    }
    (object.depth() >= MAX_DEPTH).then_some(Kind::TooDeep)
}

fn has_properties(schema: &Loose) -> bool {
    schema.get("properties").is_some_and(|properties| !properties.members().is_empty())
}

/// Returns a description on one line, cut if it is long.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0_usize;
    for word in text.split_whitespace() {
        length = length.saturating_add(1).saturating_add(word.chars().take(LONGEST_DESCRIPTION).count());
        if length > LONGEST_DESCRIPTION {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
