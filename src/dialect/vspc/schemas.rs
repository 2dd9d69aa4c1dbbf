//! The rows of some of VSPC's collections, after the vendor's specification 3.7. `tamis schema import` reads the others
//! from such a document.

use super::super::rows::{each, schema, words};
use crate::schema::{Field, Schema};
use crate::ty::Type;

pub(super) fn organizations() -> Schema {
    let types = words("OrganizationType", "Unknown Company Provider Reseller");
    let texts = "alias? taxId? legalName? email? phone? city? street? notes? zipCode? domain? website? companyId?";
    let fields = each("instanceUid", Type::Uuid)
        .chain(each("name", Type::Text))
        .chain(each(texts, Type::Text))
        .chain(each("type", types))
        .chain(each("country? state?", Type::Integer));
    schema("vspc organizations", fields)
}

pub(super) fn active_alarms() -> Schema {
    let fields = each("instanceUid alarmTemplateUid", Type::Uuid)
        .chain(each("repeatCount", Type::Integer))
        .chain(each("object lastActivation", Type::Object))
        .chain(each("area", words("", "vspc vone")));
    schema("vspc alarms/active", fields)
}

pub(super) fn alarm_templates() -> Schema {
    let fields = each("instanceUid", Type::Uuid)
        .chain(each("name", Type::Text))
        .chain(each("internalId", Type::Integer))
        .chain(each("category", Type::Text))
        .chain(each("isEnabled", Type::Boolean));
    schema("vspc alarms/templates", fields)
}

pub(super) fn backup_servers() -> Schema {
    let roles = words("BackupServerRoleType", "Unknown CloudConnect Client Hosted");
    let statuses = words("BackupServerStatus", "Unknown Healthy Warning Inaccessible");
    let fields = each("instanceUid organizationUid locationUid managementAgentUid", Type::Uuid)
        .chain(each("name version displayVersion installationUid label?", Type::Text))
        .chain(each("backupServerRoleType", roles))
        .chain(each("status", statuses))
        .chain(each("inHighAvailabilityCluster", Type::Boolean));
    schema("vspc infrastructure/backupServers", fields)
}

pub(super) fn jobs() -> Schema {
    let statuses = "Unknown None Idle Success Warning Failed Running Starting Stopping Enabling Disabling WaitingTape \
                    WaitingRepository";
    let types = "Unknown BackupVm ReplicationVM CopyVm CopyFile FileToTape BackupToTape BackupCopy SimpleBackupCopy \
                 SqlLogBackup OracleLogBackup SureBackup AgentPolicy AgentBackupJob BackupFile BackupFileCopy \
                 AzureBackupJob AwsBackupJob AhvStorageSnapshotJob CdpReplicationVM GoogleBackupJob \
                 PostgreSqlLogBackup ObjectStorageBackup ObjectStorageBackupCopy SobrMaintenance";
    let bottlenecks = "Unknown Network None Proxy Source SourceWanAccelerator Target TargetWanAccelerator";
    let schedules = "Unknown NotScheduled Daily Monthly Periodically Continuously BackupWindow Chained";
    let fields = each("instanceUid uniqueUid backupServerUid locationUid organizationUid", Type::Uuid)
        .chain(each("siteUid? mappedOrganizationUid?", Type::Uuid))
        .chain(each("name description createdBy failureMessage? destination?", Type::Text))
        .chain(each("creationTime? lastRun? lastEndTime?", Type::DateTime))
        .chain(in_seconds("lastDuration? avgDuration?"))
        .chain(each("processingRate?", Type::Number))
        .chain(each("transferredData? backupChainSize? retentionLimit?", Type::Integer))
        .chain(each("isEnabled isGfsOptionEnabled", Type::Boolean))
        .chain(each("status", words("BackupServerJobStatus", statuses)))
        .chain(each("type", words("BackupServerJobType", types)))
        .chain(each("bottleneck", words("", bottlenecks)))
        .chain(each("scheduleType", words("", schedules)))
        .chain(each("targetType", words("", "Unknown Local Cloud None")))
        .chain(each("retentionLimitType", words("", "Unknown Days RestorePoints None")));
    schema("vspc infrastructure/backupServers/jobs", fields)
}

/// Lengths of time that the API answers in seconds.
fn in_seconds(names: &'static str) -> impl Iterator<Item = Field> {
    each(names, Type::Integer).map(|field| field.described("in seconds"))
}

/// With what is known of `_embedded`, which is there where the request expands `BackupServerJob`.
pub(super) fn backup_vm_jobs() -> Schema {
    let subtypes = "Unknown VSphere Vcd HyperV NutanixAhv OVirtKvm ProxmoxVe ScaleComputing HpeMorpheusVmEssentials \
                    XCP_ng SangforAsv KubeVirt";
    let fields = each("instanceUid uniqueUid targetRepositoryUid", Type::Uuid)
        .chain(each("subtype", words("BackupVmJobSubtype", subtypes)))
        .chain(each("protectedVmCount", Type::Integer))
        .chain([Field::new("_embedded", Type::Any)]);
    schema("vspc infrastructure/backupServers/jobs/backupVmJobs", fields)
}

pub(super) fn agent_jobs() -> Schema {
    let statuses = "Unknown None Success Warning Failed Starting Running Stopping";
    let fields = each("status", words("BackupAgentJobStatus", statuses))
        .chain(each("operationMode", words("", "Unknown UnLicensed Server Workstation")))
        .chain(each("backupMode", words("", "Unknown EntireComputer Volume File")))
        .chain(each("systemType", words("", "Unknown Windows Linux Mac")))
        .chain(each("lastRun? lastEndTime? nextRun?", Type::DateTime));
    schema("vspc infrastructure/backupAgents/jobs", fields)
}

pub(super) fn virtual_machines() -> Schema {
    let malware = words("", "Unknown Unverified Clean Infected Suspicious");
    let fields = each("instanceUid backupServerUid organizationUid objectUid? jobUid?", Type::Uuid)
        .chain(each("name hierarchyRef parentHostRef", Type::Text))
        .chain(each("ipAddresses", Type::array(Type::Text)))
        .chain(each("provisionedSourceSize usedSourceSize? totalRestorePointSize?", Type::Integer))
        .chain(each("latestRestorePointSize? restorePoints", Type::Integer))
        .chain(each("latestRestorePointDate", Type::DateTime))
        .chain(each("malwareState", malware))
        .chain(each("immutable", Type::Boolean));
    schema("vspc protectedWorkloads/virtualMachines", fields)
}
