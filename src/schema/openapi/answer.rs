//! From an operation to its rows: which answer, which content, and where in it they are.

use super::OpenApi;
use super::loose::Loose;
use super::note::{ImportNoteKind as Kind, excerpt};
use super::shape::{Facet, Property, Shape, Survey};
use crate::ty::Type;

/// The rows of an answer.
pub(super) struct Rows<'d> {
    pub(super) shape: Shape<'d>,
    /// The member in which each row keeps its fields.
    pub(super) members: Option<&'d str>,
    /// The `attributes` of each row, where rows are resources of JSON:API.
    pub(super) attributes: Option<Property<'d>>,
    /// The member of the answer that is the list of rows, where it is not the list itself.
    pub(super) list: Option<&'d str>,
}

/// The member in which a resource of JSON:API keeps its fields.
pub(super) const ATTRIBUTES: &str = "attributes";
/// The members that a resource of JSON:API may have.
const RESOURCE: &[&str] = &["type", "id", "lid", ATTRIBUTES, "relationships", "links", "meta"];

impl<'d> Survey<'d> {
    /// The rows that an operation answers with; else what it answers with instead. One that takes a filter or a sort
    /// must have rows somewhere in its answer.
    pub(super) fn rows(&mut self, operation: &'d Loose, filters: bool) -> Result<Rows<'d>, String> {
        let schema = self.answer(operation).ok_or("no JSON of a known schema")?;
        let shape = self.shape(&[Facet::certain(schema)], None);
        let rows = match self.sketch(&shape) {
            Type::Array(_) => self.list(&shape, None),
            Type::Object => self.rows_in(shape, filters),
            _ => Rows { shape, members: None, attributes: None, list: None },
        };
        match self.sketch(&rows.shape) {
            Type::Object | Type::Any => Ok(rows),
            ty => Err(ty.to_string()),
        }
    }

    /// The rows that are the elements of an array.
    fn list(&mut self, array: &Shape<'d>, list: Option<&'d str>) -> Rows<'d> {
        let shape = self.elements(array, None);
        let attributes = self.attributes(&shape);
        Rows { shape, members: None, attributes, list }
    }

    /// Returns the `attributes` of a row that is a resource of JSON:API: an object that has nothing but the members of one,
    /// and names a property in its attributes.
    fn attributes(&mut self, row: &Shape<'d>) -> Option<Property<'d>> {
        let reported = self.notes.len();
        let properties = self.properties(row, None);
        let has = |name: &str| properties.iter().any(|property| property.name == name);
        let is_resource =
            has("type") && has("id") && properties.iter().all(|property| RESOURCE.contains(&property.name));
        let attributes = properties.into_iter().find(|property| is_resource && property.name == ATTRIBUTES)?;
        let shape = self.shape(&attributes.facets, None);
        let is_named = self.type_of(&shape, None) == Type::Object && !self.properties(&shape, None).is_empty();
        // What there is to say of it is said when its fields are read.
        self.notes.truncate(reported);
        is_named.then_some(attributes)
    }

    /// The rows in an object: in an envelope, or itself.
    fn rows_in(&mut self, shape: Shape<'d>, filters: bool) -> Rows<'d> {
        let reported = self.notes.len();
        let mut members: Vec<(Property<'d>, Shape<'d>, Type)> = Vec::new();
        for member in self.properties(&shape, None) {
            let shape = self.shape(&member.facets, None);
            let ty = self.type_of(&shape, None);
            members.push((member, shape, ty));
        }
        // What is beside the rows concerns nobody.
        self.notes.truncate(reported);
        let usual = OpenApi::ROWS.iter().filter_map(|name| members.iter().find(|(member, ..)| member.name == *name));
        let mut lists_of_rows = usual.clone().filter(|(_, _, ty)| matches!(ty, Type::Array(_)));
        if let Some((member, rows, _)) = lists_of_rows.next() {
            if let Some((other, ..)) = lists_of_rows.next() {
                self.note(None, Kind::Several { taken: member.name.into(), other: other.name.into() });
            }
            return self.list(rows, Some(member.name));
        }
        let mut tables = members.iter().filter(|(_, _, ty)| *ty == Type::array(Type::Object));
        if let (true, Some((member, rows, _)), None) = (filters, tables.next(), tables.next()) {
            self.note(None, Kind::RowsIn { member: member.name.into() });
            return self.list(rows, Some(member.name));
        }
        let mut objects = usual.filter(|(_, _, ty)| *ty == Type::Object);
        let inner = objects.next().map(|(member, ..)| member.name);
        self.note(None, Kind::OneRow { member: inner.map(Box::from) });
        let found = members.into_iter().find(|(member, ..)| Some(member.name) == inner);
        match found {
            Some((member, shape, _)) => Rows { shape, members: Some(member.name), attributes: None, list: None },
            None => Rows { shape, members: None, attributes: None, list: None },
        }
    }

    /// The type of `shape`, without a report.
    fn sketch(&mut self, shape: &Shape<'d>) -> Type {
        let reported = self.notes.len();
        let ty = self.type_of(shape, None);
        self.notes.truncate(reported);
        ty
    }

    /// The schema of what an operation answers with when it succeeds.
    fn answer(&mut self, operation: &'d Loose) -> Option<&'d Loose> {
        let responses = operation.get("responses").map_or(&[][..], Loose::members);
        let mut successes: Vec<&(Box<str>, Loose)> =
            responses.iter().filter(|(status, _)| status.starts_with('2')).collect();
        successes.sort_by_key(|(status, _)| &**status != "200");
        let default = responses.iter().filter(|(status, _)| &**status == "default");
        successes.into_iter().chain(default).find_map(|(_, response)| self.content(response))
    }

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
