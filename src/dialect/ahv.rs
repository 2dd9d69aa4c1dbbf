//! Veeam Plug-in for Nutanix AHV, REST API v8 to v10.
//!
//! From the vendor's overview page (build 13.8.0.582): `filter` is a JSON array of expressions with `property`,
//! `operation`, `collation` (ordinal unless given) and `value`, or `operation` (and, or, not, exclusiveOr) and `items`;
//! `sort` is an array of `property`, `direction`, `collation`; `offset` is at least 0 and `limit` at least 1, both
//! 32-bit; the default page has 100 rows. v9 changes nothing and v10 only schemas and query parameters.
//! Not documented: what null means, which properties can be filtered by, paths of more than two names.

mod schemas;

use super::endpoint::{Known, Takes};
use super::{Dialect, Profile};
use crate::collation::Collation;

pub(super) const PROFILE: Profile = Profile {
    dialect: Dialect::Ahv,
    collation: Collation::Ordinal,
    port: "",
    root: "/extension/799a5a3e-ae1e-4eaf-86eb-8a9acc2670e2/api/v8",
    largest_count: i32::MAX as u64,
};

const DEFAULT_PAGE: Option<u64> = Some(100);

const OLD: &str = "only v4 to v7 of the API are known to have this collection; v8 has no page for it";

/// `clusters` and `prismCentrals` answer with a bare array: the vendor's v8 pages show neither paging nor a filter.
pub(super) const ENDPOINTS: &[Known] = &[
    collection("sessions", schemas::sessions),
    collection("jobs", schemas::jobs),
    collection("workers", schemas::workers),
    bare_array("clusters", schemas::clusters),
    collection("clusters/{id}/vms", schemas::vms),
    bare_array("prismCentrals", schemas::prism_centrals),
    collection("prismCentrals/{id}/vms", schemas::vms),
    Known { note: Some(OLD), ..collection("protectedVms", schemas::protected_vms) },
    Known { note: Some(OLD), ..collection("restorePoints", schemas::restore_points) },
];

const fn collection(template: &'static str, schema: fn() -> crate::schema::Schema) -> Known {
    Known { template, takes: Takes::EVERYTHING, default_page: DEFAULT_PAGE, note: None, schema }
}

const fn bare_array(template: &'static str, schema: fn() -> crate::schema::Schema) -> Known {
    Known { takes: Takes::NOTHING, default_page: None, ..collection(template, schema) }
}
