//! NetBackup, REST API 14.0, that of release 11.2.
//!
//! From the vendor's OpenAPI bundles for the releases 10.3 to 11.2 and its guides: `filter` is OData text, in which
//! each endpoint lists the properties and the operators of each; `sort` is `a,-b`, `-` for descending; pages are
//! `page[offset]` or `page[after]`, and `page[limit]`. A path is `a/b` in a filter and `a.b` in a sort. The token is in
//! `Authorization` without a word before it; the media type carries the version, and older servers require their own.
//! Rows are resources of JSON:API: `id`, `type`, and the rest in `attributes`. Not documented: how text is compared
//! (case is assumed to matter, since `tolower` exists), what null is, whether a server accepts operators that are not
//! listed (so none is sent).

mod facts;
mod schemas;

use super::Facts;
use crate::collation::Collation;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::odata::OData;
use crate::dialect::name::Dialect;
use crate::dialect::profile::Profile;
use crate::dialect::supports::Paging;
use crate::schema::Schema;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::Netbackup,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        row_container: Some("attributes"),
        port: ":1556",
        root: "/netbackup",
        authorization: "",
        headers: &[("Accept", MEDIA_TYPE)],
        versions: &[],
        version: None,
        on_websocket: Some(MEDIA_TYPE),
        largest_count: i64::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts {
            rows: &["data"],
            total: &[],
            offset: &["meta", "pagination", "offset"],
            cursor: &["meta", "pagination", "next"],
        },
    },
    format: &OData { areas: facts::AREAS, encoded_properties: facts::ENCODED },
    endpoints: || ENDPOINTS,
};

const MEDIA_TYPE: &str = "application/vnd.netbackup+json;version=14.0";

const ENDPOINTS: &[EndpointFacts] = &[
    by_cursor("admin/jobs", schemas::jobs, 10, 100),
    by_offset("catalog/images", schemas::images, 10, 100).unsorted().windowed("backupTime", DAY),
    by_offset("catalog/image-contents", schemas::image_contents, 100, 100)
        .windowed("backupTime", DAY)
        .requiring(&["clientName"]),
    by_cursor("catalog/slp-images", schemas::slp_images, 100, 1000).unsorted(),
    by_offset("storage/storage-units", schemas::storage_units, 10, 500),
    by_offset("storage/disk-pools", schemas::disk_pools, 10, 500),
    by_offset("eventlog/notifications", schemas::notifications, 10, 100),
    EndpointFacts::new("manage/alerts", schemas::alerts).paged(Paging::new(Some(10), None)),
    EndpointFacts::new("security/auditlogs", schemas::audits),
];

const DAY: &str = "the last 24 hours";

/// Returns an endpoint with pages of `default` rows, and of at most `largest`.
const fn by_offset(template: &'static str, schema: fn() -> Schema, default: u64, largest: u64) -> EndpointFacts {
    EndpointFacts::new(template, schema).paged(Paging::new(Some(default), Some(largest)))
}

const fn by_cursor(template: &'static str, schema: fn() -> Schema, default: u64, largest: u64) -> EndpointFacts {
    EndpointFacts::new(template, schema).paged(Paging::new(Some(default), Some(largest)).by_cursor())
}
