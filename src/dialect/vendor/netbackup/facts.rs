//! What the vendor's tables and examples say of whole areas of the API (the first name of an endpoint's path), and of
//! single properties wherever they stand.

use crate::dialect::format::odata::{Area, DateQuotes, PatternTest, ValuePattern};

/// How endpoints take dates, and more. A server of release 11.0 refuses quoted ones on `admin/jobs`, and published clients send
/// bare ones; the vendor's examples for the catalog and for recoveries are quoted, those for `catalog/slp-images` and
/// the recovery point service are not. `not` is among the operators that the tables of `storage` and `deployment` list, or
/// stands in its example.
pub(super) const AREAS: &[Area] = &[
    Area { path: "catalog/slp-images", dates: DateQuotes::Without, lists_not: false, patterns: CATALOG },
    Area { path: "catalog", dates: DateQuotes::With, lists_not: false, patterns: CATALOG },
    Area { path: "recovery", dates: DateQuotes::With, lists_not: false, patterns: &[] },
    Area { path: "admin", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "recovery-point-service", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "storage", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
    Area { path: "deployment", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
];

/// Whether a text on a property asks for more than itself: the catalog takes wildcards in keywords, and
/// `NOT_ARCHIVE` for every type of schedule but one.
const CATALOG: &[ValuePattern] = &[
    ValuePattern { property: "keyword", test: PatternTest::Contains(&['*', '?', '[', ']', '{', '}', '\\']) },
    ValuePattern { property: "scheduleType", test: PatternTest::Is("NOT_ARCHIVE") },
];

/// Whether the tables ask to write a blank in the values of the property as `%20` and a `%` as `%25`. They do not say
/// whether that comes before the encoding of the whole URL, or is it.
pub(super) const ENCODED: &[&str] =
    &["clientName", "scheduleName", "assetDisplayableName", "workloadDisplayName", "restoreBackupIDs"];
