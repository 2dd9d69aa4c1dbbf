//! The target of queries: an API, a collection of it, and a schema.

use tamis::endpoint::Profile;
use tamis::openapi::ImportNote;
use tamis::{Dialect, Endpoint, Path, Query, Schema};

use crate::cli::Setting;
use crate::failure::{Failure, eprint_line};
use crate::schema_file::{self, eprint_notes};
use crate::warnings::rejected;

/// The API, collection and schema that queries are for. The schema is that of a file, else of the endpoint, else one
/// that accepts any property.
#[derive(Clone, Debug)]
pub(crate) struct QueryTarget {
    pub(crate) dialect: Dialect,
    /// The dialect's profile, in the version of `--api-version` if it is given.
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<Endpoint>,
    /// The schema of `--schema`, which takes precedence over the endpoint's.
    schema_file: Option<Schema>,
    /// Open points in the OpenAPI document of that schema.
    notes: Vec<ImportNote>,
}

impl QueryTarget {
    /// Returns the target of a command's options.
    pub(crate) fn from_setting(setting: &Setting) -> Result<Self, Failure> {
        let mut target = Self::new(setting.api.dialect, setting.endpoint.as_deref(), setting.schema.as_deref())?;
        if let Some(version) = &setting.api_version {
            target.profile = target.profile.with_api_version(version).map_err(Failure::usage)?;
            target.endpoint = target.endpoint.map(|endpoint| at_version(endpoint, target.profile)).transpose()?;
        }
        Ok(target)
    }

    /// Returns the target of `--dialect`, `--endpoint` and `--schema`.
    pub(crate) fn new(dialect: Dialect, path: Option<&str>, file: Option<&str>) -> Result<Self, Failure> {
        let endpoint = path.map(|path| endpoint(dialect, path)).transpose()?;
        let read = file.map(|file| schema_file::read(file, path, dialect)).transpose()?;
        let (schema_file, notes) = read.map_or((None, Vec::new()), |read| (Some(read.schema), read.notes));
        Ok(Self { dialect, profile: dialect.profile(), endpoint, schema_file, notes })
    }

    /// Switches to the collection at `path`, or to none.
    pub(crate) fn set_endpoint(&mut self, path: Option<&str>) -> Result<(), Failure> {
        self.endpoint = path.map(|path| at_version(endpoint(self.dialect, path)?, self.profile)).transpose()?;
        Ok(())
    }

    /// Switches to another API, without a collection. Returns the collection before.
    pub(crate) fn set_dialect(&mut self, dialect: Dialect) -> Option<Endpoint> {
        (self.dialect, self.profile) = (dialect, dialect.profile());
        self.endpoint.take()
    }

    /// Returns the schema that queries are checked against.
    pub(crate) fn schema(&self) -> Schema {
        match (&self.schema_file, &self.endpoint) {
            (Some(schema), _) => schema.clone(),
            (None, Some(endpoint)) => endpoint.schema().clone(),
            (None, None) => self.dialect.open_schema(),
        }
    }

    /// Parses and checks a query.
    pub(crate) fn check(&self, text: &str, setting: &Setting) -> Result<Query, Failure> {
        Query::parse(text, &self.schema()).map_err(|errors| rejected(&errors, setting))
    }

    /// Returns the note that users of the endpoint's schema should see, if any.
    pub(crate) fn note(&self) -> Option<&str> {
        self.endpoint.as_ref().filter(|_| self.schema_file.is_none())?.note()
    }

    /// Prints the notes on the schema as a whole.
    pub(crate) fn eprint_notes(&self) {
        if let Some(note) = self.note() {
            eprint_line(format_args!("warning: {note}"));
        }
        eprint_notes(self.notes.iter().filter(|note| note.path.is_none()));
    }

    /// Prints the notes on the fields that `query` uses.
    pub(crate) fn eprint_notes_on_fields(&self, query: &Query) {
        let used = query.fields();
        eprint_notes(self.notes.iter().filter(|note| {
            let path = note.path.as_ref().map(Path::names);
            path.is_some_and(|above| used.iter().any(|path| above.clone().eq(path.names().take(above.len()))))
        }));
    }
}

/// The most endpoints that a message lists.
const MOST_ENDPOINTS: usize = 16;

/// Returns the endpoint at `path`.
///
/// # Errors
///
/// If `path` is no endpoint of the dialect; the help lists or points to those that are.
pub(crate) fn endpoint(dialect: Dialect, path: &str) -> Result<Endpoint, Failure> {
    dialect.endpoint(path).map_err(|error| {
        let known: Vec<&str> = dialect.endpoints().collect();
        match known.len() {
            0 => Failure::usage(error),
            1..=MOST_ENDPOINTS => {
                Failure::with_help(error, format_args!("the built-in endpoints are {}", known.join(", ")))
            }
            _ => Failure::with_help(
                error,
                format_args!("`tamis schema list --dialect {dialect}` lists the built-in endpoints"),
            ),
        }
    })
}

/// Returns `endpoint` in the API version of `profile`, if that has one.
fn at_version(endpoint: Endpoint, profile: Profile) -> Result<Endpoint, Failure> {
    match profile.api_version() {
        Some(version) => endpoint.with_api_version(version).map_err(Failure::usage),
        None => Ok(endpoint),
    }
}
