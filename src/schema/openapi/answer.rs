//! The rows of an operation: the response, its content, and the position of the rows in it.

use super::limits::ROW_LISTS;
use super::loose::Loose;
use super::note::{ImportNoteKind as Kind, excerpt};
use super::shape::{Facet, Importer, Property, ValueShape};
use crate::ty::Type;

/// The rows of an answer, and their position in it.
pub(super) struct AnswerRows<'d> {
    pub(super) shape: ValueShape<'d>,
    /// The member of each row that contains its fields.
    pub(super) members: Option<&'d str>,
    /// The `attributes` of each row, if rows are resources of JSON:API.
    pub(super) attributes: Option<Property<'d>>,
    /// The member of the answer that is the list of rows, or `None` if the answer is the list.
    pub(super) list: Option<&'d str>,
}

/// The member of a JSON:API resource that contains its fields.
pub(super) const ATTRIBUTES: &str = "attributes";
/// The members that a resource of JSON:API may have.
const RESOURCE: &[&str] = &["type", "id", "lid", ATTRIBUTES, "relationships", "links", "meta"];

impl<'d> Importer<'d> {
    /// Returns the rows that an operation returns. `is_queryable` is `true` if it supports a filter or sorting, so that
    /// its answer must contain rows somewhere.
    ///
    /// # Errors
    /// If the operation returns no objects. The error is a phrase for what it returns instead.
    pub(super) fn rows(&mut self, operation: &'d Loose, is_queryable: bool) -> Result<AnswerRows<'d>, String> {
        let schema = self.answer(operation).ok_or("no JSON of a known schema")?;
        let shape = self.shape(&[Facet::certain(schema)], None);
        let rows = match self.type_without_notes(&shape) {
            Type::Array(_) => self.list(&shape, None),
            Type::Object => self.rows_in(shape, is_queryable),
            Type::Text
            | Type::Enum(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Any => AnswerRows { shape, members: None, attributes: None, list: None },
        };
        let ty = self.type_without_notes(&rows.shape);
        if matches!(ty, Type::Object | Type::Any) { Ok(rows) } else { Err(ty.to_string()) }
    }

    /// Returns the elements of an array as rows.
    fn list(&mut self, array: &ValueShape<'d>, list: Option<&'d str>) -> AnswerRows<'d> {
        let shape = self.elements(array, None);
        let attributes = self.attributes(&shape);
        AnswerRows { shape, members: None, attributes, list }
    }

    /// Returns the `attributes` of a row that is a JSON:API resource, or `None`: an object that has only the members of
    /// a resource and names properties in its attributes.
    fn attributes(&mut self, row: &ValueShape<'d>) -> Option<Property<'d>> {
        let reported = self.notes.len();
        let properties = self.properties(row, None);
        let has = |name: &str| properties.iter().any(|property| property.name == name);
        let is_resource =
            has("type") && has("id") && properties.iter().all(|property| RESOURCE.contains(&property.name));
        let attributes = properties.into_iter().find(|property| is_resource && property.name == ATTRIBUTES)?;
        let shape = self.shape(&attributes.facets, None);
        let is_named = self.type_of(&shape, None) == Type::Object && !self.properties(&shape, None).is_empty();
        // Reading the fields adds the same notes again.
        self.notes.truncate(reported);
        is_named.then_some(attributes)
    }

    /// Returns the rows in an object: in one of its members if it is an envelope, or the object itself as one row.
    fn rows_in(&mut self, shape: ValueShape<'d>, is_queryable: bool) -> AnswerRows<'d> {
        let reported = self.notes.len();
        let mut members: Vec<(Property<'d>, ValueShape<'d>, Type)> = Vec::new();
        for member in self.properties(&shape, None) {
            let shape = self.shape(&member.facets, None);
            let ty = self.type_of(&shape, None);
            members.push((member, shape, ty));
        }
        // Notes on members that are not rows are of no interest.
        self.notes.truncate(reported);
        let usual = ROW_LISTS.iter().filter_map(|name| members.iter().find(|(member, ..)| member.name == *name));
        let mut lists_of_rows = usual.clone().filter(|(_, _, ty)| matches!(ty, Type::Array(_)));
        if let Some((member, rows, _)) = lists_of_rows.next() {
            if let Some((other, ..)) = lists_of_rows.next() {
                self.note(None, Kind::Several { taken: member.name.into(), other: other.name.into() });
            }
            return self.list(rows, Some(member.name));
        }
        let mut tables = members.iter().filter(|(_, _, ty)| *ty == Type::array(Type::Object));
        if let (true, Some((member, rows, _)), None) = (is_queryable, tables.next(), tables.next()) {
            self.note(None, Kind::RowsIn { member: member.name.into() });
            return self.list(rows, Some(member.name));
        }
        let mut objects = usual.filter(|(_, _, ty)| *ty == Type::Object);
        let inner = objects.next().map(|(member, ..)| member.name);
        self.note(None, Kind::OneRow { member: inner.map(Box::from) });
        let found = members.into_iter().find(|(member, ..)| Some(member.name) == inner);
        match found {
            Some((member, shape, _)) => AnswerRows { shape, members: Some(member.name), attributes: None, list: None },
            None => AnswerRows { shape, members: None, attributes: None, list: None },
        }
    }

    /// Returns the type of `shape` without adding notes.
    fn type_without_notes(&mut self, shape: &ValueShape<'d>) -> Type {
        let reported = self.notes.len();
        let ty = self.type_of(shape, None);
        self.notes.truncate(reported);
        ty
    }

    /// Returns the schema of the answer of an operation that succeeds.
    fn answer(&mut self, operation: &'d Loose) -> Option<&'d Loose> {
        let responses = operation.get("responses").map_or(&[][..], Loose::members);
        let mut successes: Vec<&(Box<str>, Loose)> =
            responses.iter().filter(|(status, _)| status.starts_with('2')).collect();
        successes.sort_by_key(|(status, _)| &**status != "200");
        let default = responses.iter().filter(|(status, _)| &**status == "default");
        successes.into_iter().chain(default).find_map(|(_, response)| self.content(response))
    }

    /// Returns the schema of the JSON content of a response.
    fn content(&mut self, response: &'d Loose) -> Option<&'d Loose> {
        let response = self.followed(response)?;
        if let Some(schema) = response.get("schema") {
            return Some(schema);
        }
        let contents = response.get("content")?.members().iter().filter_map(|(kind, content)| {
            let plain = kind.split(';').next().unwrap_or_default().trim();
            Some((&**kind, plain, content.get("schema")?))
        });
        let is_json = |plain: &str| plain.ends_with("/json") || plain.ends_with("+json") || plain == "*/*";
        let mut json = contents.filter(|(_, plain, _)| is_json(plain));
        let (taken, _, schema) =
            json.clone().find(|(_, plain, _)| *plain == "application/json").or(json.clone().next())?;
        if let Some((other, ..)) = json.find(|(_, _, other)| *other != schema) {
            self.note(None, Kind::Several { taken: excerpt(taken), other: excerpt(other) });
        }
        Some(schema)
    }
}
