//! The facts about a built-in endpoint, as the file of its vendor declares them. An [`Endpoint`](super::Endpoint) is
//! made of these facts, a path, and what its user sets.

use super::supports::{Paging, Supports, Window};
use super::tables::{Collection, Tables};
use super::version::VersionSet;
use crate::schema::Schema;

/// A built-in endpoint, as a vendor's file declares it.
#[derive(Debug)]
pub(super) struct EndpointFacts {
    pub(super) template: &'static str,
    pub(super) supports: Supports,
    pub(super) paging: Paging,
    pub(super) window: Option<Window>,
    pub(super) required: &'static [&'static str],
    pub(super) note: Option<&'static str>,
    pub(super) rows: RowSchema,
    pub(super) versions: VersionSet,
}

/// The declaration of the schema of an endpoint's rows.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowSchema {
    /// Written by hand.
    Written(fn() -> Schema),
    /// In a table.
    Listed(&'static Tables, &'static Collection),
}

impl EndpointFacts {
    /// Creates an endpoint that supports every clause, with unknown paging.
    pub(super) const fn new(template: &'static str, schema: fn() -> Schema) -> Self {
        let (supports, paging, versions) = (Supports::EVERYTHING, Paging::new(None, None), VersionSet::ALL);
        let rows = RowSchema::Written(schema);
        Self { template, supports, paging, window: None, required: &[], note: None, rows, versions }
    }

    /// Creates such an endpoint for a collection in a table.
    pub(super) fn listed(tables: &'static Tables, collection: &'static Collection) -> Self {
        let (supports, paging, versions) = (Supports::EVERYTHING, Paging::new(None, None), collection.versions);
        let (template, rows) = (collection.template, RowSchema::Listed(tables, collection));
        Self { template, supports, paging, window: None, required: &[], note: None, rows, versions }
    }

    /// Returns `true` if `path` is the template, or the template with its `{…}` filled in.
    pub(super) fn is_at(&self, path: &str) -> bool {
        let (mut names, mut given) = (self.template.split('/'), path.split('/'));
        loop {
            match (names.next(), given.next()) {
                (None, None) => return true,
                (Some(name), Some(given)) if name == given || name.starts_with('{') => {}
                (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => return false,
            }
        }
    }

    /// Returns `true` if `origin` is the origin of its schema.
    pub(super) fn is_origin(&self, origin: &str) -> bool {
        match self.rows {
            RowSchema::Written(schema) => schema().origin() == origin,
            RowSchema::Listed(tables, collection) => tables.is_origin(collection, origin),
        }
    }

    pub(super) const fn paged(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// Sets a default window of `reach` for requests without a lower bound on `field`.
    pub(super) const fn windowed(self, field: &'static str, reach: &'static str) -> Self {
        Self { window: Some(Window { field, reach }), ..self }
    }

    /// Sets the fields on each of which a request must have an equality.
    pub(super) const fn requiring(self, fields: &'static [&'static str]) -> Self {
        Self { required: fields, ..self }
    }

    /// Removes the support for sorting.
    pub(super) const fn unsorted(self) -> Self {
        Self { supports: Supports { sort: false, ..self.supports }, ..self }
    }
}

impl RowSchema {
    /// Returns the schema in all versions of the API, or in the one at an index.
    pub(super) fn schema(self, version: Option<usize>) -> Schema {
        match self {
            Self::Written(schema) => schema(),
            Self::Listed(tables, collection) => tables.schema(collection, version),
        }
    }
}
