//! Veeam Service Provider Console, REST API v3.
//!
//! From the vendor's specifications 3.5.1 to 3.7, which agree: filter and sort are those of AHV ([`super::ahv`]); `limit`
//! is from 1 to 500, 100 unless given (a server may be set up for more), `offset` up to 2147483647; text is compared
//! `ordinal` unless a collation is given. `exclusiveOr` is listed, but `items` are said to belong to and, or and not, so
//! that it takes items is assumed. `_embedded` paths work where the request also expands, as published scripts show.
//! An enum's word that is newer than the client's version is answered as `Unknown`, so enums are open.

mod schemas;

use super::endpoint::{Known, Paging};
use super::expression::Expressions;
use super::{Dialect, EnvelopeFacts, Facts, Profile};
use crate::collation::Collation;
use crate::schema::Schema;

pub(super) const FACTS: Facts = Facts {
    name: "vspc",
    profile: Profile {
        dialect: Dialect::Vspc,
        collation: Collation::Ordinal,
        collation_is_assumed: false,
        members: None,
        port: ":1280",
        root: "/api/v3",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json")],
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
    language: &Expressions {
        names: ["filter", "sort", "offset", "limit"],
        is_array: true,
        documented_xor: 0,
        ordinal: None,
        expanded: Some("_embedded"),
    },
    endpoints: ENDPOINTS,
};

const ENDPOINTS: &[Known] = &[
    collection("organizations", schemas::organizations),
    collection("alarms/active", schemas::active_alarms),
    collection("alarms/templates", schemas::alarm_templates),
    collection("infrastructure/backupServers", schemas::backup_servers),
    collection("infrastructure/backupServers/jobs", schemas::jobs),
    collection("infrastructure/backupServers/jobs/backupVmJobs", schemas::backup_vm_jobs),
    collection("infrastructure/backupServers/{backupServerUid}/jobs/backupVmJobs", schemas::backup_vm_jobs),
    collection("infrastructure/backupAgents/jobs", schemas::agent_jobs),
    collection("protectedWorkloads/virtualMachines", schemas::virtual_machines),
];

const fn collection(template: &'static str, schema: fn() -> Schema) -> Known {
    Known::new(template, schema).paged(Paging::new(Some(100), Some(500)))
}
