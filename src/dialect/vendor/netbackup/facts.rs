//! Facts from the vendor's tables and examples about whole areas of the API, which are the first names of endpoints'
//! paths, and about single properties on every endpoint.

use crate::dialect::format::odata::{Area, DateQuotes, PatternTest, ValuePattern};

/// The areas that differ.
///
/// Dates: a server of release 11.0 refuses quoted ones on `admin/jobs`, and published clients send bare ones; the
/// vendor's examples for the catalog and for recoveries are quoted, those for `catalog/slp-images` and the recovery
/// point service are not.
///
/// `not`: the tables of `storage` and `deployment` list it among their operators, or show it in their examples.
pub(super) const AREAS: &[Area] = &[
    Area { path: "catalog/slp-images", dates: DateQuotes::Without, lists_not: false, patterns: CATALOG },
    Area { path: "catalog", dates: DateQuotes::With, lists_not: false, patterns: CATALOG },
    Area { path: "recovery", dates: DateQuotes::With, lists_not: false, patterns: &[] },
    Area { path: "admin", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "recovery-point-service", dates: DateQuotes::Without, lists_not: false, patterns: &[] },
    Area { path: "storage", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
    Area { path: "deployment", dates: DateQuotes::Unknown, lists_not: true, patterns: &[] },
];

/// The values in the catalog that match more than themselves: it accepts wildcards in keywords, and `NOT_ARCHIVE` for
/// every type of schedule but one.
const CATALOG: &[ValuePattern] = &[
    ValuePattern { property: "keyword", test: PatternTest::Contains(&['*', '?', '[', ']', '{', '}', '\\']) },
    ValuePattern { property: "scheduleType", test: PatternTest::Is("NOT_ARCHIVE") },
];

/// The properties for whose values the tables require a blank to be written as `%20` and a `%` as `%25`. They do not
/// state whether that comes before the encoding of the whole URL, or is that encoding.
pub(super) const ENCODED: &[&str] =
    &["clientName", "scheduleName", "assetDisplayableName", "workloadDisplayName", "restoreBackupIDs"];
