//! Endpoints: a collection's path, the schema of its rows, and what may be asked of it.

use std::fmt;

use super::{Dialect, Profile};
use crate::schema::Schema;
use crate::suggest::nearest;

/// A collection of an API.
#[derive(Clone, Debug)]
pub struct Endpoint {
    profile: Profile,
    /// As given: the template, or filled in.
    path: Box<str>,
    /// The template that the path fills, where it is built in.
    template: Option<&'static str>,
    schema: Schema,
    takes: Takes,
    paging: Paging,
    note: Option<Box<str>>,
}

/// How the rows of an endpoint come in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// How many rows it answers with where no limit is given, where that is known.
    pub default: Option<u64>,
    /// How many rows it answers with at most, where that is known.
    pub largest: Option<u64>,
}

impl Paging {
    /// Pages of `default` rows where no limit is given, and of `largest` at most.
    pub const fn new(default: Option<u64>, largest: Option<u64>) -> Self {
        Self { default, largest }
    }
}

/// Which parameters an endpoint takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Takes {
    /// Whether it filters.
    pub filter: bool,
    /// Whether it sorts.
    pub sort: bool,
    /// Whether it takes an offset and a limit.
    pub paging: bool,
}

impl Takes {
    /// All of them.
    pub const EVERYTHING: Self = Self { filter: true, sort: true, paging: true };
    /// None of them.
    pub const NOTHING: Self = Self { filter: false, sort: false, paging: false };
}

/// An endpoint that is built in.
pub(super) struct Known {
    pub(super) template: &'static str,
    pub(super) takes: Takes,
    pub(super) paging: Paging,
    pub(super) note: Option<&'static str>,
    pub(super) schema: fn() -> Schema,
}

impl Endpoint {
    pub(super) fn find(profile: Profile, path: &str, known: &[Known]) -> Result<Self, EndpointError> {
        let given = path.trim_matches('/');
        let is_wrong =
            |character: char| character.is_whitespace() || character.is_control() || "?#".contains(character);
        let is_no_segment = |segment: &str| matches!(segment, "" | "." | "..");
        if given.split('/').any(is_no_segment) || given.contains(is_wrong) {
            return Err(EndpointError { path: path.into() });
        }
        let Some(found) = known.iter().find(|endpoint| fills(endpoint.template, given)) else {
            let near = nearest(given, known.iter().map(|endpoint| endpoint.template));
            return Ok(Self::unknown(profile, given, near));
        };
        Ok(Self {
            profile,
            path: given.into(),
            template: Some(found.template),
            schema: (found.schema)(),
            takes: found.takes,
            paging: found.paging,
            note: found.note.map(Box::from),
        })
    }

    fn unknown(profile: Profile, path: &str, near: Option<&str>) -> Self {
        let dialect = profile.dialect;
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let note = format!(
            "`{path}` is not among the built-in endpoints of {dialect}: any property is taken, unchecked{near}"
        );
        Self {
            profile,
            path: path.into(),
            template: None,
            schema: dialect.open_schema(),
            takes: Takes::EVERYTHING,
            paging: Paging::new(None, None),
            note: Some(note.into()),
        }
    }

    /// The profile of its dialect.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Its dialect.
    pub fn dialect(&self) -> Dialect {
        self.profile.dialect
    }

    /// Its path below the API's root, as given, without a leading slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The template that its path fills, where it is built in.
    pub(super) fn template(&self) -> Option<&'static str> {
        self.template
    }

    /// The first part of its path that still stands for a value, such as `{id}`.
    pub(super) fn unfilled(&self) -> Option<&'static str> {
        let parts = self.template?.split('/').zip(self.path.split('/'));
        parts.into_iter().find_map(|(part, given)| (part.starts_with('{') && part == given).then_some(part))
    }

    /// The fields of its rows.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it takes.
    pub fn takes(&self) -> Takes {
        self.takes
    }

    /// The same with another schema of its rows, such as one read from the API's own description.
    #[must_use]
    pub fn with_schema(self, schema: Schema) -> Self {
        Self { schema, ..self }
    }

    /// The same, taking only `takes`.
    #[must_use]
    pub fn with_takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// The same with pages as a server was set up for.
    #[must_use]
    pub fn with_paging(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// How its rows come in pages.
    pub fn paging(&self) -> Paging {
        self.paging
    }

    /// What a user of it should know.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// Its dialect and its path, such as `ahv sessions`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dialect(), self.path)
    }
}

/// Whether `path` is `template`, or the same with its `{…}` filled in.
fn fills(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with('{') => {}
            _ => return false,
        }
    }
}

/// A text that is no path of an endpoint: `""`, `a//b`, `sessions?limit=5`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is no path of an endpoint")]
pub struct EndpointError {
    /// The text.
    pub path: Box<str>,
}
