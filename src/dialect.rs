//! Dialects: the filter languages of the APIs. A query is lowered to a request in one of them, and a request is
//! decompiled to a query.
//!
//! - `vendor`: facts about each API: profile, endpoints, schemas, and a wire format with the differences of the API as
//!   data.
//! - `format`: one folder for each wire format, its writer and its reader side by side as one trait, `WireFormat`.
//! - `lowering` walks over a checked query and calls the format for each part; `requirements` adds what the endpoint
//!   requires, `undocumented` and `null_effect` find what no vendor documents, `url_length` the lists that make a URL
//!   too long. Every part may be refused, on its span; what is sent although the vendor does not document it is a
//!   warning that names the `assumption`.
//! - `probe` lowers a part only for its findings. Plans and the `feature_matrix` decide by them how much of its meaning
//!   a part keeps (`capability`); a caller may `assume` more than a vendor documents.
//! - `decompile` reads a request back: it decodes text, URLs and commands, and calls the same format for filter and
//!   sort keys.
//!
//! Imports run one way: words (`name`, `profile`, `endpoint`, `supports`, `target`, `request`, `error`, `tables`),
//! formats, vendors, and this file, the door, where [`Dialect`] meets the facts of its vendor. Lowering and decompiling
//! depend on the facts about a dialect, and never on which one it is; a format knows no vendor.

mod assume;
mod assumption;
mod capability;
mod decompile;
mod endpoint;
mod endpoint_facts;
mod envelope;
mod error;
mod feature_matrix;
mod format;
mod lowering;
mod name;
mod null_effect;
mod parts;
mod probe;
mod profile;
mod request;
mod requirements;
mod supports;
mod tables;
mod target;
mod undocumented;
mod url_length;
mod vendor;
mod version;

use crate::filter::Checked;
use crate::schema::Schema;
#[cfg(feature = "openapi")]
use crate::schema::{Import, OpenApi, OpenApiError};
use crate::syntax::Limits;

pub use assume::{Assume, UnknownAssume};
pub use assumption::Assumption;
pub(crate) use assumption::Loss;
pub use capability::Capability;
pub(crate) use decompile::decompiling::DecompiledRequest;
pub use decompile::detected_format::DetectedFormat;
pub(crate) use decompile::error::{DecompileError, DecompileErrorKind};
pub(crate) use decompile::expectation::Expectation;
pub(crate) use decompile::inexpressible::Inexpressible;
pub use decompile::other_parameter::OtherParameter;
pub(crate) use decompile::pluses::PlusReading;
pub(crate) use decompile::quote_style::QuoteStyle;
#[cfg(test)]
pub(crate) use decompile::read_assumption::ReadAssumption;
pub use endpoint::{Endpoint, EndpointError};
use endpoint_facts::EndpointFacts;
pub use envelope::Envelope;
pub(crate) use error::LowerError;
pub(crate) use error::{LogicalConnective, LowerErrorKind, UnsupportedFeature};
pub use feature_matrix::Feature;
use lowering::walk::ErasedFormat;
pub use name::{Dialect, UnknownDialect};
pub(crate) use null_effect::{NullEffect, Side, null_effect};
pub(crate) use parts::QueryPart;
pub use profile::Profile;
pub use request::url::{Url, UrlError};
pub use request::{EncodedParameter, Method, Parameter, QueryString, Request};
pub use supports::{PageStyle, Paging, Supports, Window};
pub use target::Target;
use vendor::{Facts, ahv, netbackup, vbr, vbr_inventory, veeam_one, vspc};
pub use version::ApiVersionError;

impl Dialect {
    /// Returns the facts that all requests of the API have in common.
    pub const fn profile(self) -> Profile {
        self.facts().profile
    }

    /// Returns the path templates of the built-in endpoints.
    pub fn endpoints(self) -> impl Iterator<Item = &'static str> {
        self.endpoint_facts().iter().map(|facts| facts.template)
    }

    /// Returns the versions of the API that a request can name, oldest first; none if requests name no version, or
    /// always the same one.
    pub fn api_versions(self) -> impl Iterator<Item = &'static str> {
        self.profile().versions.iter().map(|version| version.name)
    }

    /// Returns the endpoint at `path`: a template such as `clusters/{id}/vms`, or a filled-in one, with or without a
    /// leading slash, and with or without the API's root (`/api/v1/sessions`); a root in another version than the usual
    /// one stays in the URLs of its requests. An endpoint that is not built in supports everything and has the open
    /// schema; its [`note`](Endpoint::note) states that.
    ///
    /// # Errors
    /// If `path` has no segment, an empty one, `.` or `..`, or a character that paths cannot hold unencoded: `?`, `#`,
    /// white space or a control character.
    pub fn endpoint(self, path: &str) -> Result<Endpoint, EndpointError> {
        Endpoint::find(self.profile(), path, self.endpoint_facts())
    }

    /// Returns the schema of an endpoint's rows from an OpenAPI document, as [`Schema::from_openapi`] does, with the
    /// collation of the API. The endpoint may be named with or without the API's root, whichever the document does.
    ///
    /// # Errors
    /// If the document has no such endpoint, or no part of its answer has properties.
    #[cfg(feature = "openapi")]
    pub fn import(self, document: &OpenApi, endpoint: &str) -> Result<Import, OpenApiError> {
        let Profile { root, collation, .. } = self.profile();
        let import = document.import_below(root, endpoint)?;
        Ok(Import { schema: import.schema.with_collation(collation), ..import })
    }

    /// Returns the open schema with the collation that the API applies if a comparison has none, for rows that hold
    /// their fields where those of the API do.
    pub fn open_schema(self) -> Schema {
        self.profile().open_schema()
    }

    /// Returns the dialect with a built-in endpoint whose schema is of this origin.
    pub(crate) fn of_origin(origin: &str) -> Option<Self> {
        let has_origin = |dialect: &Self| dialect.endpoint_facts().iter().any(|facts| facts.is_origin(origin));
        Self::ALL.iter().copied().find(has_origin)
    }

    /// Returns `true` if a dialect has a parameter `name` that is read with the one of the sort key.
    fn is_read_with_sort_key(name: &str) -> bool {
        let conditions = Self::ALL.iter().filter_map(|dialect| dialect.facts().format.conditions());
        conditions.into_iter().any(|conditions| conditions.is_part_of_sort(name))
    }

    /// Returns the facts about the API. No other place distinguishes one dialect from another.
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Ahv => &ahv::FACTS,
            Self::Vspc => &vspc::FACTS,
            Self::One => &veeam_one::FACTS,
            Self::VbrInventory => &vbr_inventory::FACTS,
            Self::Vbr => &vbr::FACTS,
            Self::Netbackup => &netbackup::FACTS,
        }
    }

    fn endpoint_facts(self) -> &'static [EndpointFacts] {
        (self.facts().endpoints)()
    }
}

impl From<Dialect> for Target<'_> {
    fn from(dialect: Dialect) -> Self {
        dialect.profile().into()
    }
}

impl Target<'_> {
    fn format(self) -> &'static dyn ErasedFormat {
        self.profile.dialect.facts().format
    }
}

impl DetectedFormat {
    /// Returns the dialects whose filters are in this format.
    pub fn dialects(self) -> impl Iterator<Item = Dialect> {
        Dialect::ALL.iter().copied().filter(move |dialect| dialect.facts().format.detected() == self)
    }
}

/// Returns the request of `checked`, which is bound, for `target`.
///
/// # Errors
/// Everything that keeps the request from being made.
pub(crate) fn lower(checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
    let request = target.format().lower(checked, target)?;
    // A body may be of any length.
    let long = if request.body().is_some() { Vec::new() } else { url_length::long_lists(checked) };
    Ok(request.with_warnings(long))
}

/// Decompiles `text` as a request of `dialect`. If the text does not name its endpoint, `schema` may.
///
/// # Errors
/// Everything that keeps the text from being read.
pub(crate) fn decompile_request(
    dialect: Dialect,
    text: &str,
    schema: &Schema,
    limits: &Limits,
) -> Result<DecompiledRequest, Vec<DecompileError>> {
    decompile::decompile(dialect, dialect.facts().format, text, schema, limits)
}
