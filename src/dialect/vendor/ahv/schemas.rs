//! The rows of AHV's collections, as far as they are known.
//!
//! Full schemas are public for v4 only (the vendor's generated client of February 2023); later versions are known from
//! the fields that published clients read. So each field names the version from which it is known, and enumerations are
//! open. All fields may be null except those that the v4 model requires. Ids are text. Later versions have fields that
//! are not known, so the schemas are partial.

use crate::dialect::vendor::schema_dsl::words;
use crate::schema::{Field, Schema};
use crate::ty::Type;

pub(super) fn sessions() -> Schema {
    let session_types = "Unknown Internal BackupVm BackupPd VeeamZip SnapshotVm SnapshotPd BackupVmJob SnapshotVmJob \
                         SnapshotPdJob RestoreVm RestoreVmDisks RestartBackupService ApplyNetworkSettings RebootAppliance \
                         ShutdownAppliance ExportLogs ConfigBackup RescanBackups RescanSnapshots DeleteSnapshots";
    let states = "Unknown Starting Running Finished Cancelling Cancelled";
    let status_note = "the vendor's example filters sessions by `status`, but no schema of sessions that was seen has it; \
                       `state` (progress) and `result` (outcome) are known";
    schema(
        "ahv sessions",
        [
            v4("id", Type::Text),
            v4("name", Type::Text),
            v4("sessionType", words("SessionType", session_types)),
            v4("state", words("SessionState", states)).described("how far the session is"),
            v4("result", words("SessionResult", "Unknown None Success Warning Error"))
                .described("how the session ended"),
            v4("jobName", Type::Text),
            v4("objectsCount", Type::Integer),
            v4("startTimeUtc", Type::DateTime),
            v4("finishTimeUtc", Type::DateTime).described("null while the session runs"),
            v4("reason", Type::Text),
            Field::new("status", Type::Text).since("v8").note(status_note),
        ],
    )
}

pub(super) fn jobs() -> Schema {
    let modes = words("JobMode", "Unknown Backup Snapshot PdSnapshot");
    let statuses = "Unknown NeverStarted Running Stopping Canceled Success Failed Warning";
    let mut fields = vec![
        v4("id", Type::Text).required(),
        v4("name", Type::Text).required(),
        v4("description", Type::Text),
        v4("mode", modes.clone()).required(),
        v4("status", words("JobStatus", statuses)),
        v4("objects", Type::Integer).described("how many objects the job protects"),
        v4("nextRunInfo", Type::Text),
        v4("nextRunUtc", Type::DateTime).described("null where the job is disabled"),
        v4("lastRunUtc", Type::DateTime),
        v4("lastSessionId", Type::Text),
        v4("enabled", Type::Boolean),
        Field::new("targets", Type::array(Type::Object)).since("v10"),
        v4("settings", Type::Object).required(),
        v4("settings.id", Type::Text),
        v4("settings.name", Type::Text).required(),
        v4("settings.description", Type::Text),
        v4("settings.mode", modes).required(),
        v4("settings.clusterId", Type::Text).required(),
        v4("settings.repositoryId", Type::Text),
        v4("settings.vmIds", Type::array(Type::Text)).described("v4 only"),
        v4("settings.protectionDomains", Type::array(Type::Text)).described("v4 only"),
        // The change log of v5 names these two without their types.
        Field::new("settings.includes", Type::Any).since("v5"),
        Field::new("settings.excludes", Type::Any).since("v5"),
        v4("settings.retentionSettings", Type::Object).required(),
        v4("settings.retentionSettings.type", words("RetentionType", "Unknown RestorePoints Days")).required(),
        v4("settings.retentionSettings.restorePointsToKeep", Type::Integer),
        v4("settings.retentionSettings.daysToKeep", Type::Integer),
        v4("settings.deletedVmRetention.enabled", Type::Boolean),
        v4("settings.deletedVmRetention.days", Type::Integer),
    ];
    fields.extend(schedule("scheduleSettings"));
    fields.push(v4("settings.scheduleSettings", Type::Object).required());
    fields.extend([
        v4("settings.scheduleSettings.periodic.interval", Type::Integer),
        v4("settings.scheduleSettings.periodic.mode", words("PeriodicMode", "Unknown EveryHour EveryMinute")),
        v4("settings.scheduleSettings.automaticRetry", Type::Boolean),
        v4("settings.scheduleSettings.retryCount", Type::Integer),
        v4("settings.scheduleSettings.retryTimeDelay", Type::Integer),
    ]);
    for schedules in ["activeFullSettings", "syntheticFullSettings", "healthCheckSettings"] {
        fields.extend(schedule(schedules));
    }
    let days = "Unknown Sunday Monday Tuesday Wednesday Thursday Friday Saturday";
    let weeks = "None First Second Third Fourth Last";
    let months = "Unknown January February March April May June July August September October November December";
    fields.extend([
        v4("settings.gfsSettings.enabled", Type::Boolean),
        v4("settings.gfsSettings.weekly.enabled", Type::Boolean),
        v4("settings.gfsSettings.weekly.weeklyRetention", Type::Integer),
        v4("settings.gfsSettings.weekly.day", words("DayOfWeek", days)),
        v4("settings.gfsSettings.monthly.enabled", Type::Boolean),
        v4("settings.gfsSettings.monthly.monthlyRetention", Type::Integer),
        v4("settings.gfsSettings.monthly.week", words("Week", weeks)),
        v4("settings.gfsSettings.yearly.enabled", Type::Boolean),
        v4("settings.gfsSettings.yearly.yearlyRetention", Type::Integer),
        v4("settings.gfsSettings.yearly.month", words("Month", months)),
    ]);
    schema("ahv jobs", fields)
}

/// Returns the fields that all schedules of a job's settings have.
fn schedule(name: &str) -> [Field; 4] {
    let types = words("ScheduleType", "Unknown Weekly Monthly Periodic");
    let member = |member: &str, ty: Type| v4(&format!("settings.{name}.{member}"), ty);
    [
        member("enabled", Type::Boolean),
        member("type", types),
        member("weekly", Type::Object),
        member("monthly", Type::Object),
    ]
}

/// Returns the fields known from the vendor's command line of v10, which requests `workersWithLocal`; only one of the
/// words of `status` is known.
pub(super) fn workers() -> Schema {
    schema(
        "ahv workers",
        [
            v10("configuration.id", Type::Text),
            v10("configuration.name", Type::Text),
            v10("configuration.clusterId", Type::Text),
            v10("configuration.clusterName", Type::Text),
            v10("enabled", Type::Boolean),
            v10("status", words("", "Configured")),
            v10("updateStatus", Type::Text),
        ],
    )
}

pub(super) fn clusters() -> Schema {
    schema(
        "ahv clusters",
        [
            v4("id", Type::Text),
            v4("name", Type::Text),
            v4("description", Type::Text),
            v4("address", Type::Text),
            v4("port", Type::Integer),
            v4("state", words("", "Unknown Available Unavailable")),
            v4("version", Type::Text),
            Field::new("prismCentralId", Type::Text).since("v6"),
        ],
    )
}

/// Returns the fields known from the vendor's command line of v10.
pub(super) fn prism_centrals() -> Schema {
    schema(
        "ahv prismCentrals",
        [
            v10("settings.id", Type::Text),
            v10("settings.name", Type::Text),
            v10("settings.address", Type::Text),
            v10("settings.port", Type::Integer),
            v10("state", Type::Text),
            v10("version", Type::Text),
        ],
    )
}

pub(super) fn vms() -> Schema {
    schema(
        "ahv vms",
        [
            v4("id", Type::Text).required(),
            v4("name", Type::Text).required(),
            v4("clusterId", Type::Text).required(),
            v4("clusterName", Type::Text),
            v4("vmSize", Type::Integer),
            v4("volumeGroupSize", Type::Integer),
            v4("protectionDomain", Type::Text),
            v4("consistencyGroup", Type::Text),
            v4("disks", Type::array(Type::Object)),
            v4("volumeGroups", Type::array(Type::Text)),
            v4("networkAdapters", Type::array(Type::Object)),
            v4("guestOsVersion", Type::Text),
        ],
    )
}

pub(super) fn protected_vms() -> Schema {
    schema(
        "ahv protectedVms",
        [
            v4("id", Type::Text),
            v4("name", Type::Text),
            v4("snapshots", Type::Integer),
            v4("backups", Type::Integer),
            v4("clusterId", Type::Text),
            v4("clusterName", Type::Text),
            v4("lastProtectionDateUtc", Type::DateTime),
            v4("lastRestorePointId", Type::Text),
        ],
    )
}

/// Returns the fields of all restore points, and those that each kind adds.
pub(super) fn restore_points() -> Schema {
    let types = "Unknown Backup BackupSnapshot UserSnapshot PdSnapshot VolumeGroupSnapshot";
    schema(
        "ahv restorePoints",
        [
            v4("id", Type::Text),
            v4("type", words("RestorePointType", types)).required(),
            v4("creationTimeUtc", Type::DateTime),
            v4("jobId", Type::Text),
            v4("jobName", Type::Text),
            v4("isCorrupted", Type::Boolean).described("of backups"),
            v4("backupType", Type::Text).described("of backups"),
            v4("backupSnapshotId", Type::Text).described("of backups"),
            v4("vmId", Type::Text).described("of backups, backup snapshots and user snapshots"),
            v4("backupId", Type::Text).described("of backups"),
            v4("backupSizeBytes", Type::Integer).described("of backups; removed in v5"),
            Field::new("clusterId", Type::Text).since("v6").described("of backups"),
            v4("snapshotName", Type::Text).described("of backup snapshots and user snapshots"),
            v4("snapshotType", words("", "Unknown ApplicationConsistent CrashConsistent"))
                .described("of backup snapshots"),
            v4("snapshotId", Type::Text).described("of protection domain snapshots"),
            v4("pdName", Type::Text).described("of protection domain snapshots"),
            v4("vmIds", Type::array(Type::Text)).described("of protection domain snapshots"),
        ],
    )
}

fn v4(path: &str, ty: impl Into<Type>) -> Field {
    Field::new(path, ty).since("v4")
}

fn v10(path: &str, ty: impl Into<Type>) -> Field {
    Field::new(path, ty).since("v10")
}

/// Returns the schema of `fields`. Rows are known to have further ones.
fn schema(origin: &str, fields: impl IntoIterator<Item = Field>) -> Schema {
    Schema::builder(origin).fields(fields).partial().build_unchecked()
}
