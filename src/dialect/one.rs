//! Veeam ONE, REST API v2 (2.2 and 2.3).
//!
//! From the vendor's specification 2.3 and its pages on filters: parameters are `Filter`, `Sort`, `Offset`, `Limit`; the
//! filter is one JSON object, its words those of AHV ([`super::ahv`]); text is compared `ignorecase` unless a collation is
//! given, and `ordinal` only tells case apart where the database does, which is assumed. Sort keys are an array: so the
//! pages say and so a published client sends them, although their one example shows a single object. 100 rows are
//! answered unless a limit is given; no largest limit is written.

mod schemas;

use super::endpoint::{Known, Paging};
use super::error::Assumption;
use super::expression::Expressions;
use super::{Dialect, EnvelopeFacts, Facts, Profile};
use crate::collation::Collation;
use crate::schema::Schema;

pub(super) const FACTS: Facts = Facts {
    name: "one",
    profile: Profile {
        dialect: Dialect::One,
        collation: Collation::IgnoreCase,
        collation_is_assumed: false,
        members: None,
        port: ":1239",
        root: "/api/v2.3",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json")],
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: usize::MAX,
        envelope: EnvelopeFacts { rows: &["items"], total: &["totalCount"], offset: &[], cursor: &[] },
    },
    language: &Expressions {
        names: ["Filter", "Sort", "Offset", "Limit"],
        is_array: false,
        documented_xor: 2,
        ordinal: Some(Assumption::CaseSensitive),
        expanded: None,
    },
    endpoints: ENDPOINTS,
};

const ENDPOINTS: &[Known] = &[
    collection("alarms/triggeredAlarms", schemas::triggered_alarms),
    collection("vbrJobs/vmBackupJobs", schemas::vm_backup_jobs),
    collection("protectedData/virtualMachines", schemas::virtual_machines),
    collection("vbr/backupServers", schemas::backup_servers),
];

const fn collection(template: &'static str, schema: fn() -> Schema) -> Known {
    Known::new(template, schema).paged(Paging::new(Some(100), None))
}
