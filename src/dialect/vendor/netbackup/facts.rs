//! Facts from the vendor's tables and examples about whole areas of the API (the first name of an endpoint's path), and about
//! single properties in any endpoint.

use crate::dialect::format::odata::{Area, DateQuotes, PatternTest, ValuePattern};

/// The areas, each before those that contain it. A server of release 11.0 refuses quoted dates on `admin/jobs`, and
/// published clients send bare ones; the vendor's examples for the catalog and for recoveries are quoted, those for
/// `catalog/slp-images` and the recovery point service are not. `not` is an operator that the tables of `storage` and
/// `deployment` list, or that their examples use.
pub(super) const AREAS: &[Area] = &[
    Area { path: "catalog/slp-images", dates: DateQuotes::Without, lists_not: false, patterns: CATALOG },
    Area { path: "catalog", dates: DateQuotes::With, lists_not: false, patterns: CATALOG },
    Area { path: "recovery", dates: DateQuotes::With, lists_not: false, patterns: &[] },
    Area { path: "admin", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "recovery-point-service", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "storage", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
    Area { path: "deployment", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
];

/// Values that match more than themselves: the catalog reads wildcards in keywords, and `NOT_ARCHIVE` as every type of
/// schedule but one.
const CATALOG: &[ValuePattern] = &[
    ValuePattern { property: "keyword", test: PatternTest::Contains(&['*', '?', '[', ']', '{', '}', '\\']) },
    ValuePattern { property: "scheduleType", test: PatternTest::Is("NOT_ARCHIVE") },
];

/// Properties for which the tables require a blank in values to be written as `%20` and a `%` as `%25`. They do not say
/// whether that is the encoding of the whole URL, or another one before it.
pub(super) const ENCODED: &[&str] =
    &["clientName", "scheduleName", "assetDisplayableName", "workloadDisplayName", "restoreBackupIDs"];
