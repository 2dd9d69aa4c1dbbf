//! Veeam Backup & Replication, REST API 1.3: the inventory browser, whose requests are the body of a POST.
//!
//! From the vendor's specification 1.3-rev2: the body is `{"filter","sorting","pagination"}`; a filter is
//! `{"type":"PredicateExpression","property","operation","value"}`, all required and the value text, or
//! `{"type":"GroupExpression","operation","items"}` with And, Or and Not; there is no collation. `In` takes its values
//! in one text, joined by commas, so that a value with a comma in it needs an Or of Equals. `skip` is at least 0 and
//! `limit` at least 1. Objects of hypervisors are filtered by seven properties, those that agents protect by all of
//! theirs. Operations and directions begin in lower case before 1.3-rev1. Not documented: how text is compared, the
//! default page.

use super::Facts;
use super::schema_dsl::{each, schema};
use super::vbr;
use crate::collation::Collation;
use crate::dialect::endpoint_facts::EndpointFacts;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::tagged::TaggedExpressions;
use crate::dialect::name::Dialect;
use crate::dialect::profile::Profile;
use crate::dialect::version::VersionSet;
use crate::schema::Schema;
use crate::ty::Type;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::VbrInventory,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        row_container: None,
        port: ":9419",
        root: "/api/v1",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev1")],
        versions: vbr::VERSIONS,
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
    format: &TaggedExpressions { usual_version: USUAL },
    endpoints: || ENDPOINTS,
};

/// The index of the version that a request names unless another is chosen: the first that spells words with a capital.
const USUAL: usize = 2;

const ENDPOINTS: &[EndpointFacts] = &[
    browser("inventory"),
    from(1, physical("inventory/physical")),
    from(3, physical("inventory/physical/all")),
    from(1, physical("inventory/physical/{protectionGroupId}")),
    browser("inventory/{hostname}"),
];

/// Returns `known` as an endpoint that was added in the version at index `first`.
const fn from(first: usize, known: EndpointFacts) -> EndpointFacts {
    EndpointFacts { versions: VersionSet::since(first), ..known }
}

const fn browser(template: &'static str) -> EndpointFacts {
    EndpointFacts::new(template, objects)
}

const fn physical(template: &'static str) -> EndpointFacts {
    EndpointFacts::new(template, agents)
}

/// Returns the schema of hypervisors' objects: seven properties can be filtered by; some rows show the others.
fn objects() -> Schema {
    let requestable =
        each("platform? hostName? name? type? objectId? urn?", Type::Text).chain(each("size?", Type::Any));
    let shown = each("powerState? parentObjectId? clusterId? prismCentralId? nodeId?", Type::Text)
        .chain(each("metadata?", Type::array(Type::Object)))
        .chain(each("aclInfo?", Type::Any));
    schema("vbr-inventory objects", requestable.chain(shown.map(|field| field.operators([]).unsortable())))
}

/// Returns the schema of what agents protect: every property can be filtered by.
fn agents() -> Schema {
    let texts = "platform? name? type? path? protectionGroupType? cloudMachinesType?";
    let ids = each("id? parentObjectId? protectionGroupId?", Type::Text);
    let others = each("size? aclInfo?", Type::Any);
    schema("vbr-inventory agents", each(texts, Type::Text).chain(ids).chain(others))
}
