//! Veeam Service Provider Console, REST API v3.
//!
//! From the vendor's specifications 3.5.1 to 3.7, which agree: filter and sort are those of AHV ([`super::ahv`]);
//! `limit` is from 1 to 500, 100 unless given (a server may be configured for more), `offset` up to 2147483647; text is
//! compared `ordinal` unless a collation is given. `exclusiveOr` is listed, but `items` are only documented for and, or
//! and not, so that its items are an assumption. `_embedded` paths work if the request also expands, as published
//! scripts show. An enum word newer than the client's version is returned as `Unknown`, so enums are open.

use std::sync::LazyLock;

use super::Facts;
use crate::collation::Collation;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::expressions::Expressions;
use crate::dialect::format::expressions::syntax::Groups;
use crate::dialect::name::Dialect;
use crate::dialect::profile::Profile;
use crate::dialect::supports::Paging;
use crate::dialect::tables::Tables;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::Vspc,
        collation: Collation::Ordinal,
        collation_is_assumed: false,
        row_container: None,
        port: ":1280",
        root: "/api/v3",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json")],
        versions: &[],
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts {
            rows: &["data"],
            total: &["meta", "pagingInfo", "total"],
            offset: &["meta", "pagingInfo", "offset"],
            cursor: &[],
        },
    },
    format: &Expressions {
        groups: Groups::OfItems { documented_xor: 0 },
        expanded: Some("_embedded"),
        ..Expressions::USUAL
    },
    endpoints: || &ENDPOINTS,
};

/// The built-in collections, with the rows of the vendor's specification. `tamis schema import` reads the others from
/// such a document.
static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read("vspc", Collation::Ordinal, include_str!("vspc/collections.txt")));

/// All collections have the same page sizes; an exception would be a match on the template.
static ENDPOINTS: LazyLock<Vec<EndpointFacts>> = LazyLock::new(|| {
    let listed = TABLES.collections.iter().map(|collection| EndpointFacts::listed(&TABLES, collection));
    listed.map(|known| known.paged(Paging::new(Some(100), Some(500)))).collect()
});
