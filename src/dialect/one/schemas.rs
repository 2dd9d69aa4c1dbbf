//! The rows of some of Veeam ONE's collections, after the vendor's specification 2.3. `tamis schema import` reads the
//! others from such a document.

use super::super::rows::{each, schema, words};
use crate::collation::Collation;
use crate::schema::{Field, Schema};
use crate::ty::Type;

pub(super) fn triggered_alarms() -> Schema {
    let statuses = "Success Resolved Information Warning Error Acknowledged Remediated Unknown";
    let fields = each("triggeredAlarmId alarmTemplateId repeatCount predefinedAlarmId?", Type::Integer)
        .chain(each("name? description? comment?", Type::Text))
        .chain(each("triggeredTime", Type::DateTime))
        .chain(each("status", words("AlarmStatus", statuses)))
        .chain(each("childAlarmsCount", Type::Integer))
        .chain(each("alarmSource?", Type::Object))
        .chain([Field::new("remediation", Type::Any)]);
    ignoring_case("one alarms/triggeredAlarms", fields)
}

pub(super) fn vm_backup_jobs() -> Schema {
    let platforms = "Unknown VSphere HyperV Nutanix Proxmox OVirtKVM HpeVme Sangfor XCPng";
    let fields = each("vmBackupJobUid?", Type::Uuid)
        .chain(each("backupServerId", Type::Integer))
        .chain(each("name? description?", Type::Text))
        .chain(each("details?", Type::array(Type::Text)))
        .chain(each("status", words("", "Unknown None Success Warning Failed Running")))
        .chain(each("platform", words("", platforms)))
        .chain(each("lastRun?", Type::DateTime))
        .chain(each("lastRunDurationSec? avgDurationSec? lastTransferredDataBytes?", Type::Integer));
    ignoring_case("one vbrJobs/vmBackupJobs", fields)
}

pub(super) fn virtual_machines() -> Schema {
    let platforms = "Unknown VSphere HyperV CloudDirector NutanixAhv Proxmox OVirtKVM ScaleComputing HpeVme Sangfor \
                     XCPng";
    let fields = each("vmId? backupServerId usedSourceSizeBytes? provisionedSourceSizeBytes?", Type::Integer)
        .chain(each("vmUidInVbr jobUid?", Type::Uuid))
        .chain(each("vmIdInHypervisor? backupServerName? name? parentHostName? jobName?", Type::Text))
        .chain(each("platform", words("", platforms)))
        .chain(each("ipAddresses?", Type::array(Type::Text)))
        .chain(each("lastProtectedDate?", Type::DateTime));
    ignoring_case("one protectedData/virtualMachines", fields)
}

pub(super) fn backup_servers() -> Schema {
    let fields = each("backupServerId", Type::Integer)
        .chain(each("name? version? clusterName? connectionError?", Type::Text))
        .chain(each("connectionState", words("", "Unknown Connected NotResponding")))
        .chain(each("platform", words("", "Unknown Windows Linux")))
        .chain(each("isCluster", Type::Boolean))
        .chain(each("lastBestPracticeCheckDate?", Type::DateTime));
    ignoring_case("one vbr/backupServers", fields)
}

fn ignoring_case(origin: &str, fields: impl IntoIterator<Item = Field>) -> Schema {
    schema(origin, fields).with_collation(Collation::IgnoreCase)
}
