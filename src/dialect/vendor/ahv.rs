//! Veeam Plug-in for Nutanix AHV, REST API v8 to v10.
//!
//! From the vendor's overview page (build 13.8.0.582): `filter` is a JSON array of expressions with `property`,
//! `operation`, `collation` (ordinal unless given) and `value`, or `operation` (and, or, not, exclusiveOr) and `items`;
//! `sort` is an array of `property`, `direction`, `collation`; `offset` is at least 0 and `limit` at least 1, both
//! 32-bit; the default page has 100 rows. v9 changes nothing and v10 only schemas and query parameters.
//! Not documented: the meaning of null, the properties that can be filtered by, paths of more than two names.

mod schemas;

use super::Facts;
use crate::collation::Collation;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::expressions::Expressions;
use crate::dialect::name::Dialect;
use crate::dialect::profile::Profile;
use crate::dialect::supports::{Paging, Supports};
use crate::schema::Schema;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::Ahv,
        collation: Collation::Ordinal,
        collation_is_assumed: false,
        row_container: None,
        port: "",
        root: "/extension/799a5a3e-ae1e-4eaf-86eb-8a9acc2670e2/api/v8",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json")],
        versions: &[],
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts { rows: &["results"], total: &["totalCount"], offset: &["offset"], cursor: &[] },
    },
    format: &Expressions::USUAL,
    endpoints: || ENDPOINTS,
};

const OLD: &str = "only v4 to v7 of the API are known to have this collection; v8 does not document it";

/// The built-in endpoints. `clusters` and `prismCentrals` return a bare array: the vendor's v8 pages show neither
/// paging nor a filter.
const ENDPOINTS: &[EndpointFacts] = &[
    collection("sessions", schemas::sessions),
    collection("jobs", schemas::jobs),
    collection("workers", schemas::workers),
    bare_array("clusters", schemas::clusters),
    collection("clusters/{id}/vms", schemas::vms),
    bare_array("prismCentrals", schemas::prism_centrals),
    collection("prismCentrals/{id}/vms", schemas::vms),
    EndpointFacts { note: Some(OLD), ..collection("protectedVms", schemas::protected_vms) },
    EndpointFacts { note: Some(OLD), ..collection("restorePoints", schemas::restore_points) },
];

const fn collection(template: &'static str, schema: fn() -> Schema) -> EndpointFacts {
    EndpointFacts::new(template, schema).paged(Paging::new(Some(100), None))
}

const fn bare_array(template: &'static str, schema: fn() -> Schema) -> EndpointFacts {
    EndpointFacts { supports: Supports::NOTHING, ..EndpointFacts::new(template, schema) }
}
