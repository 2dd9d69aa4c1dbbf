//! Veeam Backup & Replication, REST API 1.2 and 1.3: the collections that are filtered by typed parameters.
//!
//! From the vendor's documents of the revisions 1.2-rev1 to 1.3-rev2, whose collections `vbr/collections.txt` lists: a
//! collection has one parameter for each property and condition, such as `createdAfterFilter`; from 1.3-rev0 on some
//! may be repeated, with one value each; `nameFilter` takes `*` at its start and end, and mostly matches any text of a
//! row; there is no `not` and no collation. Sorting is `orderColumn`, whose words are listed, and `orderAsc`; paging is
//! `skip` and `limit`, by default 200. The header `x-api-version` names the revision. A server may ignore a parameter
//! that the revision does not have, so a request names the oldest revision that has everything in it.
//!
//! Not documented: how text is compared, and whether a parameter such as `createdAfterFilter` includes the instant
//! itself. That all parameters must hold is assumed, since such parameters are used so everywhere.

use std::sync::LazyLock;

use super::Facts;
use crate::collation::Collation;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::parameters::Parameters;
use crate::dialect::name::Dialect;
use crate::dialect::profile::Profile;
use crate::dialect::supports::Paging;
use crate::dialect::tables::Tables;
use crate::dialect::version::Version;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::Vbr,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        row_container: None,
        port: ":9419",
        root: "/api/v1",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json"), ("x-api-version", "1.2-rev1")],
        versions: VERSIONS,
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: 1,
        envelope: EnvelopeFacts {
            rows: &["data"],
            total: &["pagination", "total"],
            offset: &["pagination", "skip"],
            cursor: &[],
        },
    },
    format: &Parameters { tables: || &TABLES },
    endpoints: || &ENDPOINTS,
};

/// The revisions, oldest first, as in the tables.
pub(in crate::dialect) const VERSIONS: &[Version] = &[
    Version { name: "1.2-rev1", headers: &[("Accept", "application/json"), ("x-api-version", "1.2-rev1")] },
    Version { name: "1.3-rev0", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev0")] },
    Version { name: "1.3-rev1", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev1")] },
    Version { name: "1.3-rev2", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev2")] },
];

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read("vbr", Collation::Ordinal, include_str!("vbr/collections.txt")));

static ENDPOINTS: LazyLock<Vec<EndpointFacts>> = LazyLock::new(|| {
    let listed = TABLES.collections.iter().map(|collection| {
        let mut known = EndpointFacts::listed(&TABLES, collection).paged(Paging::new(Some(200), None));
        known.supports.filter = !collection.parameters.is_empty();
        known.supports.sort = !collection.columns.is_empty();
        known
    });
    listed.collect()
});
