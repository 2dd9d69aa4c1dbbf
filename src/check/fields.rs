//! Resolves the paths of a query to fields of the schema, and reports the paths that have none.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::CheckErrorKind;
use super::reports::Reports;
use crate::path::Path;
use crate::schema::{Field, Resolved, Schema};
use crate::small_map::SmallMap;
use crate::suggest::is_slip;
use crate::syntax::ast::PathSpan;
use crate::ty::Type;

/// The fields of one query, resolved once each.
pub(super) struct FieldResolver<'s> {
    source: &'s Arc<str>,
    schema: &'s Schema,
    /// The fields by the text of their path, as most paths occur more than once.
    resolved: SmallMap<&'s str, Arc<Field>>,
    /// The fields whose note has been reported.
    noted: BTreeSet<Path>,
    /// `true` once the known fields have been listed for an unknown one.
    are_listed: bool,
}

impl<'s> FieldResolver<'s> {
    pub(super) fn new(source: &'s Arc<str>, schema: &'s Schema) -> Self {
        Self { source, schema, resolved: SmallMap::new(), noted: BTreeSet::new(), are_listed: false }
    }

    /// Returns the field at `written`, or reports why there is none.
    pub(super) fn field(&mut self, written: PathSpan, reports: &mut Reports) -> Option<Arc<Field>> {
        let PathSpan(span) = written;
        let text = span.of(self.source);
        if let Some(field) = self.resolved.get(&text) {
            return Some(Arc::clone(field));
        }
        let field = self.resolve(written, reports)?;
        self.resolved.add(text, Arc::clone(&field));
        Some(field)
    }

    /// Resolves a path that is not in the cache.
    fn resolve(&mut self, written: PathSpan, reports: &mut Reports) -> Option<Arc<Field>> {
        let PathSpan(span) = written;
        match self.schema.resolve(written.path(self.source)) {
            Resolved::Field(field) => {
                let note = field.warning().map(Box::from);
                if let Some(note) = note.filter(|_| self.noted.insert(field.path().clone())) {
                    reports.add(CheckErrorKind::FieldNote { note }, span);
                }
                Some(field)
            }
            Resolved::ThroughArray(array) => {
                let element = if let Type::Array(element) = array.ty() { Type::clone(element) } else { Type::Any };
                reports.add(CheckErrorKind::ThroughArray { array: array.path().clone(), element }, span);
                None
            }
            Resolved::Unknown(path) => {
                let nearest = reports.suggestions.nearest_fields(self.schema, &path);
                let origin = self.schema.origin().into();
                let is_misspelt = nearest.iter().any(|near| is_misspelling(&path.to_string(), near));
                if self.schema.may_have(&path) && !is_misspelt {
                    reports.add(CheckErrorKind::FieldNotKnown { path: path.clone(), origin, nearest }, span);
                    return Some(Arc::new(Field::any(path)));
                }
                let known = if nearest.is_empty() { self.known_fields(&path) } else { Vec::new() };
                reports.add(CheckErrorKind::UnknownField { path, origin, nearest, known }, span);
                None
            }
        }
    }

    /// Returns the fields in the object that contains `path`, or at the top level; an empty list after the first call.
    fn known_fields(&mut self, path: &Path) -> Vec<Box<str>> {
        if std::mem::replace(&mut self.are_listed, true) {
            return Vec::new();
        }
        let parents = self.schema.above(path).map(|field| field.path());
        let parent = parents.filter(|parent| self.members(Some(parent)).next().is_some()).last();
        self.members(parent).map(|field| field.path().to_string().into()).collect()
    }

    /// Returns the fields directly below `parent`, or at the top level.
    fn members<'p>(&'p self, parent: Option<&'p Path>) -> impl Iterator<Item = &'p Field> {
        let depth = parent.map_or(0, |parent| parent.names().len());
        self.schema.fields().filter(move |field| {
            let names = field.path().names();
            names.len() == depth.saturating_add(1) && parent.is_none_or(|parent| names.take(depth).eq(parent.names()))
        })
    }

    /// Returns `kind` with facts of the schema that improve its message: a bare word may name a field, as if two
    /// properties were compared, and an object has members that can be compared.
    pub(super) fn with_field_hints(&self, kind: CheckErrorKind) -> CheckErrorKind {
        match kind {
            CheckErrorKind::BareWord { word, ty, .. } => {
                let is_field = self.schema.field(&Path::new([&*word])).is_some();
                CheckErrorKind::BareWord { word, ty, is_field }
            }
            CheckErrorKind::NullOnly { operator, ty, path, .. } => {
                let is_plain = |field: &&Field| !matches!(field.ty(), Type::Array(_) | Type::Object);
                let member = self.members(Some(&path)).find(is_plain).map(|field| field.path().clone());
                CheckErrorKind::NullOnly { operator, ty, path, member }
            }
            kind => kind,
        }
    }
}

/// Returns `true` if an unknown name is more likely a misspelling of `known` than another field. A short name is not,
/// nor one that differs in number only, such as a plural.
fn is_misspelling(written: &str, known: &str) -> bool {
    let plain = |name: &str| name.trim_end_matches(|last: char| last == 's' || last.is_ascii_digit()).len();
    let differs_in_number = written.get(..plain(written)) == known.get(..plain(known));
    written.len() > 3 && !differs_in_number && is_slip(written, known)
}
