//! What the vendor's tables and examples say of whole areas of the API (the first name of an endpoint's path), and of
//! single properties wherever they stand.

use super::super::Endpoint;
use crate::path::Path;

/// How dates are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    Bare,
    Quoted,
    /// Both forms are seen, and none for this endpoint.
    Unknown,
}

/// How `endpoint` takes dates. A server of release 11.0 refuses quoted ones on `admin/jobs`, and published clients send
/// bare ones; the vendor's examples for the catalog and for recoveries are quoted, those for `catalog/slp-images` and
/// the recovery point service are not.
pub(super) fn dates(endpoint: Option<&Endpoint>) -> Dates {
    match endpoint.map(Endpoint::path) {
        Some("catalog/slp-images") => Dates::Bare,
        Some(path) => match area(path) {
            "admin" | "recovery-point-service" => Dates::Bare,
            "catalog" | "recovery" => Dates::Quoted,
            _ => Dates::Unknown,
        },
        None => Dates::Unknown,
    }
}

/// Whether `not` is among the operators that the tables of `endpoint` list, or stands in its example.
pub(super) fn lists_not(endpoint: Option<&Endpoint>) -> bool {
    endpoint.is_some_and(|endpoint| matches!(area(endpoint.path()), "storage" | "deployment"))
}

fn area(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Whether `text` on the property at `path` asks for more than itself: the catalog takes wildcards in keywords, and
/// `NOT_ARCHIVE` for every type of schedule but one.
pub(super) fn is_pattern(endpoint: Option<&Endpoint>, path: &Path, text: &str) -> bool {
    let is_of_catalog = endpoint.is_some_and(|endpoint| area(endpoint.path()) == "catalog");
    is_of_catalog
        && match path.names().last() {
            Some("keyword") => text.contains(['*', '?', '[', ']', '{', '}', '\\']),
            Some("scheduleType") => text == "NOT_ARCHIVE",
            _ => false,
        }
}

/// Whether the tables ask to write a blank in the values of the property as `%20` and a `%` as `%25`. They do not say
/// whether that comes before the encoding of the whole URL, or is it.
pub(super) fn may_be_encoded(path: &Path) -> bool {
    let named = ["clientName", "scheduleName", "assetDisplayableName", "workloadDisplayName", "restoreBackupIDs"];
    path.names().last().is_some_and(|last| named.contains(&last))
}
