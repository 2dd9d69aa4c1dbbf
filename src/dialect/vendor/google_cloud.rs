//! Veeam Backup for Google Cloud, REST API v1 (1.4-rev0, as in version 7).
//!
//! From the vendor's reference and its pages on filter, order and pagination: `filter` is an array of `property`,
//! `operator`, `ignorecase` and `value`, its operators those of AHV ([`super::ahv`]) without subset, superset and not;
//! `orderby` is an array of `property` and `direction`, ASC or DESC; `offset` and `limit` are 32-bit, and a page has
//! 100 rows unless a limit is given. Each request names the version of the API in a header, and a bearer token.
//!
//! Not documented: how `and`, `or` and `exclusiveOr` carry their operands, so that they are refused, and a plan sends
//! one comparison; the collation without `ignorecase`, which is assumed to be ordinal; the form of `ignorecase`, called
//! a boolean and shown as text; the form of a list; paths; null. `andAlso`, `orElse` and `like` are listed and not
//! used. Rows are in `data`, as in the samples. The pagination page has a `totalCount` in a section `meta`, the samples
//! an empty `pagination`: no total is read, and pages end with an empty one. The properties of rows are not public as a
//! document, so that no collection is built in.

use super::Facts;
use crate::collation::Collation;
use crate::dialect::assumption::Assumption;
use crate::dialect::envelope::EnvelopeFacts;
use crate::dialect::format::expressions::Expressions;
use crate::dialect::format::expressions::syntax::{CollationForm, ExpressionWords, Groups, usual_operator};
use crate::dialect::name::Dialect;
use crate::dialect::parts::Parts;
use crate::dialect::profile::Profile;
use crate::operator::Operator;

pub(in crate::dialect) const FACTS: Facts = Facts {
    profile: Profile {
        dialect: Dialect::GoogleCloud,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        row_container: None,
        port: ":13140",
        root: "/api/v1",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json"), ("x-api-version", "1.4-rev0")],
        versions: &[],
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts { rows: &["data"], total: &[], offset: &[], cursor: &[] },
    },
    format: &Expressions {
        names: Parts { filter: "filter", sort: "orderby", offset: "offset", limit: "limit" },
        words: ExpressionWords {
            operation: "operator",
            operator,
            collation: CollationForm::CaseFlag("ignorecase"),
            ascending: "ASC",
            descending: "DESC",
        },
        groups: Groups::Undocumented,
        ordinal: Some(Assumption::UnsetCaseFlag),
        ignorecase: Some(Assumption::CaseFlag),
        list: Some(Assumption::ListForm),
        documented_path: 1,
        longer_path: Assumption::NestedPath,
        ..Expressions::USUAL
    },
    endpoints: || &[],
};

/// Returns the name of `operator`, or `None` if the vendor lists none.
fn operator(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In
        | Operator::Contains => usual_operator(operator),
        Operator::StartsWith | Operator::EndsWith | Operator::Subset | Operator::Superset => None,
    }
}
