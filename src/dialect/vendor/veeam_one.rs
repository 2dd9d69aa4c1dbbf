//! Veeam ONE, REST API v2 (2.2 and 2.3).
//!
//! From the vendor's specification 2.3 and its pages on filters: parameters are `Filter`, `Sort`, `Offset`, `Limit`;
//! the filter is one JSON object, its words those of AHV ([`super::ahv`]); text is compared `ignorecase` unless a
//! collation is given, and `ordinal` is case-sensitive only if the database is, which is assumed. Sort keys are an
//! array: the pages document one and a published client sends one, although their one example shows a single object.
//! 100 rows are returned unless a limit is given; no largest limit is documented.

use std::sync::LazyLock;

use super::Facts;
use crate::collation::Collation;
use crate::dialect::assumption::Assumption;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::expressions::Expressions;
use crate::dialect::name::Dialect;
use crate::dialect::parts::Parts;
use crate::dialect::profile::Profile;
use crate::dialect::supports::Paging;
use crate::dialect::tables::Tables;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::One,
        collation: Collation::IgnoreCase,
        collation_is_assumed: false,
        row_container: None,
        port: ":1239",
        root: "/api/v2.3",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json")],
        versions: &[],
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts { rows: &["items"], total: &["totalCount"], offset: &[], cursor: &[] },
    },
    format: &Expressions {
        names: Parts { filter: "Filter", sort: "Sort", offset: "Offset", limit: "Limit" },
        is_array: false,
        ordinal: Some(Assumption::CaseSensitive),
        ..Expressions::USUAL
    },
    endpoints: || &ENDPOINTS,
};

/// The built-in collections, with the rows of the vendor's specification. `tamis schema import` reads the others from
/// such a document.
static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read("one", Collation::IgnoreCase, include_str!("veeam_one/collections.txt")));

static ENDPOINTS: LazyLock<Vec<EndpointFacts>> = LazyLock::new(|| {
    let listed = TABLES.collections.iter().map(|collection| EndpointFacts::listed(&TABLES, collection));
    listed.map(|known| known.paged(Paging::new(Some(100), None))).collect()
});
