//! Facts from the vendor's tables and examples about whole areas of the API (the first name of an endpoint's path), and about
//! single properties in any endpoint.

use super::super::Endpoint;
use crate::path::Path;

/// The form of dates in a filter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    Bare,
    Quoted,
    /// Both forms are in use, and neither is documented for this endpoint.
    Unknown,
}

/// Returns the form of dates that `endpoint` accepts. A server of release 11.0 refuses quoted ones on `admin/jobs`, and
/// published clients send bare ones; the vendor's examples for the catalog and for recoveries are quoted, those for
/// `catalog/slp-images` and the recovery point service are not.
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

/// Returns `true` if the tables of `endpoint` list `not` among the operators, or its example uses it.
pub(super) fn lists_not(endpoint: Option<&Endpoint>) -> bool {
    endpoint.is_some_and(|endpoint| matches!(area(endpoint.path()), "storage" | "deployment"))
}

fn area(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Returns `true` if `text` matches more than itself on the property at `path`: the catalog reads wildcards in keywords, and
/// `NOT_ARCHIVE` as every type of schedule but one.
pub(super) fn is_pattern(endpoint: Option<&Endpoint>, path: &Path, text: &str) -> bool {
    let is_of_catalog = endpoint.is_some_and(|endpoint| area(endpoint.path()) == "catalog");
    is_of_catalog
        && match path.names().last() {
            Some("keyword") => text.contains(['*', '?', '[', ']', '{', '}', '\\']),
            Some("scheduleType") => text == "NOT_ARCHIVE",
            _ => false,
        }
}

/// Returns `true` if the tables require a blank in the values of the property to be written as `%20` and a `%` as `%25`. They
/// do not say whether that is the encoding of the whole URL, or another one before it.
pub(super) fn may_be_encoded(path: &Path) -> bool {
    let named = ["clientName", "scheduleName", "assetDisplayableName", "workloadDisplayName", "restoreBackupIDs"];
    path.names().last().is_some_and(|last| named.contains(&last))
}
