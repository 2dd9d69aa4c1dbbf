//! Queries over the example rows of `../shared/corpus/rows`, each with the rows it selects, in order. The numbers were
//! found by reading the rows, never by running a query.

use tamis::{Collation, Enumeration, Field, Schema, Type};

/// What `now` is: 10:00 in UTC; `today` begins at 22:00 in UTC the day before.
pub(crate) const CLOCK: &str = "2026-01-17T12:00:00+02:00";

/// Queries over the rows of a file.
pub(crate) struct Table {
    pub(crate) file: &'static str,
    /// The path of the arrays whose elements are the rows; the file's own rows where empty.
    pub(crate) within: &'static str,
    pub(crate) schema: fn() -> Schema,
    pub(crate) cases: &'static [Case],
}

/// A query, and the numbers of the rows it selects.
type Case = (&'static str, &'static [usize]);

const fn open(file: &'static str, cases: &'static [Case]) -> Table {
    Table { file, within: "", schema: Schema::open, cases }
}

const fn within(file: &'static str, within: &'static str, cases: &'static [Case]) -> Table {
    Table { file, within, schema: Schema::open, cases }
}

const fn typed(file: &'static str, schema: fn() -> Schema, cases: &'static [Case]) -> Table {
    Table { file, within: "", schema, cases }
}

fn schema(fields: impl IntoIterator<Item = (&'static str, Type)>) -> Schema {
    Schema::builder("rows").fields(fields.into_iter().map(|(path, ty)| Field::new(path, ty))).build().unwrap()
}

fn words(words: &[&str]) -> Type {
    Enumeration::closed("Word", words.iter().copied()).into()
}

fn triggered_alarms() -> Schema {
    let fields = [
        ("triggeredTime", Type::DateTime),
        ("status", words(&["Warning", "Error", "Resolved"])),
        ("name", Type::Text),
        ("triggeredAlarmId", Type::Integer),
        ("remediation.items", Type::array(Type::Object)),
    ];
    schema(fields).with_collation(Collation::IgnoreCase)
}

fn director_organizations() -> Schema {
    schema([("organizationVdcIds", Type::array(Type::Integer)), ("name", Type::Text), ("isEnabled", Type::Boolean)])
        .with_collation(Collation::IgnoreCase)
}

fn cloud_backups() -> Schema {
    let fields = [
        ("jobUid", Type::Uuid),
        ("jobName", Type::Text),
        ("type", words(&["CloudReplica", "BackupCopy", "CloudSnapshot"])),
        ("target", Type::Text),
        ("lastProtectionDate", Type::DateTime),
        ("backupSizeBytes", Type::Integer),
    ];
    schema(fields).with_collation(Collation::IgnoreCase)
}

fn vm_backups() -> Schema {
    schema([
        ("vmUidInVbr", Type::Uuid),
        ("backupUid", Type::Uuid),
        ("repository.repositoryUidInVbr", Type::Uuid),
        ("lastProtectedDate", Type::DateTime),
        ("restorePoints", Type::Integer),
        ("repository.name", Type::Text),
    ])
}

fn cloud_policies() -> Schema {
    schema([
        ("state", words(&["Enabled", "Disabled"])),
        ("platform", Enumeration::open("Platform", ["GCP", "AWS"]).into()),
        ("lastSnapshotDate", Type::DateTime),
        ("lastReplicationDate", Type::DateTime),
        ("retiredDate", Type::DateTime),
    ])
}

fn active_alarms() -> Schema {
    schema([
        ("object.locationUid", Type::Uuid),
        ("object.type", Enumeration::open("Kind", ["Internal"]).into()),
        ("lastActivation.time", Type::DateTime),
        ("lastActivation.status", words(&["Resolved", "Info", "Warning", "Error"])),
    ])
}

fn agent_jobs() -> Schema {
    schema([
        ("name", Type::Text),
        ("status", words(&["None", "Running", "Failed"])),
        ("lastRun", Type::DateTime),
        ("nextRun", Type::DateTime),
        ("lastModifiedDate", Type::DateTime),
        ("lastDuration", Type::Duration),
        ("scheduleEvents", Type::array(Type::Text)),
        ("backedUpSize", Type::Integer),
    ])
}

fn session_tasks() -> Schema {
    let fields = [
        ("failureMessages", Type::array(Type::Text)),
        ("startTime", Type::DateTime),
        ("duration", Type::Integer),
        ("status", words(&["Success", "Warning", "Failed"])),
    ];
    schema(fields).with_collation(Collation::IgnoreCase)
}

/// The elements are of another kind than it says.
fn directors_texts() -> Schema {
    schema([("organizationVdcIds", Type::array(Type::Text))])
}

fn tape_objects() -> Schema {
    schema([("sources", Type::array(Type::Text)), ("lastSession", Type::Object)])
}

/// Some fields hold another kind of value than it says: these count as null.
fn organizations() -> Schema {
    schema([
        ("name", Type::Text),
        ("taxId", Type::Integer),
        ("state", Type::Text),
        ("country", Type::Number),
        ("zipCode", Type::Text),
        ("instanceUid", Type::Uuid),
        ("alias", Type::DateTime),
    ])
}

fn managed_companies() -> Schema {
    schema([
        ("instanceUid", Type::Uuid),
        ("_embedded.organization.instanceUid", Type::Uuid),
        ("companyServices.remoteServices.backupAgentsManagement.isHardQuotaEnabled", Type::Boolean),
    ])
}

fn site_resources() -> Schema {
    schema([
        ("gatewayPoolsUids", Type::array(Type::Uuid)),
        ("lastActive", Type::DateTime),
        ("credentials.userName", Type::Text),
        ("throttlingValue", Type::Integer),
    ])
}

fn replication_resources() -> Schema {
    schema([("instanceUid", Type::Uuid), ("vcdOrganizationUid", Type::Uuid), ("siteUid", Type::Uuid)])
}

fn server_jobs() -> Schema {
    schema([
        ("name", Type::Text),
        ("status", words(&["Success", "Warning", "Failed", "Running"])),
        ("siteUid", Type::Uuid),
        ("creationTime", Type::DateTime),
        ("processingRate", Type::Number),
        ("transferredData", Type::Integer),
    ])
}

fn databases() -> Schema {
    schema([("name", Type::Text), ("nextRun", Type::DateTime), ("platformType", words(&["Amazon", "Azure"]))])
        .with_collation(Collation::Lexicographic)
}

pub(crate) const TABLES: &[Table] = &[
    open(
        "one__alarms_triggeredAlarms.json",
        &[
            ("triggeredTime == 2026-01-06T05:21:37.143Z", &[1, 2, 3]),
            ("triggeredTime == 2026-01-06T06:21:37.1430000+01:00", &[1, 2, 3]),
            ("triggeredTime == '2026-01-06T06:21:37.143+01:00'", &[]),
            ("triggeredTime < 2026-01-06T04:59:34.771Z", &[0]),
            ("triggeredTime <= 2026-01-06T04:59:34.77Z", &[0]),
            ("triggeredTime > 2026-01-06T04:59:34.7699999Z and comment == ''", &[0, 1]),
            ("comment != '' sort by comment", &[3, 2]),
            ("status == 'warning'", &[]),
            ("status == 'warning' collate ignorecase", &[0, 1, 2, 3]),
            ("name contains 'SNAPSHOT' collate ignorecase sort by triggeredAlarmId desc limit 2", &[3, 1]),
            ("name contains 'SNAPSHOT'", &[]),
            (
                "alarmSource.objectName startswith 'amg' sort by alarmSource.objectName collate lexicographic",
                &[1, 2, 3],
            ),
            ("alarmSource.objectName startswith 'amg' sort by alarmSource.objectName", &[3, 1, 2]),
            ("alarmSource.objectName < 'AMG-DEB010' collate lexicographic", &[1, 2]),
            ("remediation.items contains 'Delete snapshot'", &[]),
            ("remediation.items.description == null", &[0, 1, 2, 3]),
            ("remediation.items != null", &[0, 1, 2, 3]),
            ("alarmSource.objectId in (40, 1014.0)", &[0, 3]),
            ("predefinedAlarmId == 112 xor alarmSource.objectId == 1013", &[0, 1, 3]),
            ("triggeredAlarmId > 1 sort by alarmSource.objectId desc, triggeredAlarmId limit 3", &[3, 2, 1]),
            ("description contains 'age (03 WEEKS)' collate lexicographic", &[2, 3]),
        ],
    ),
    typed(
        "one__alarms_triggeredAlarms.json",
        triggered_alarms,
        &[
            ("status == warning", &[0, 1, 2, 3]),
            ("status in (ERROR, Resolved)", &[]),
            ("triggeredTime >= '2026-01-06T00:21:37.143-05:00'", &[1, 2, 3]),
            ("name startswith 'LATEST' sort by triggeredTime desc, triggeredAlarmId", &[2, 3, 0]),
            ("name startswith 'LATEST' collate ordinal", &[]),
            ("triggeredAlarmId == 2.7e1 or triggeredAlarmId <= 1", &[0, 1]),
            ("remediation.items == null", &[]),
        ],
    ),
    open(
        "one__cloudDirector_organizations.json",
        &[
            ("organizationVdcIds contains 1651", &[1]),
            ("organizationVdcIds contains 1651.0", &[1]),
            ("organizationVdcIds contains '1651'", &[]),
            ("organizationVdcIds not contains 1636", &[0, 2]),
            ("organizationVdcIds subset of (1636, 1651, 1639, 1648)", &[1, 2]),
            ("organizationVdcIds subset of ('1636', 1651, 1639, 1648)", &[2]),
            ("organizationVdcIds superset of (1642, 1653.0)", &[0]),
            ("organizationVdcIds superset of ()", &[0, 1, 2]),
            ("organizationVdcIds subset of ()", &[]),
            ("organizationVdcIds == null", &[]),
            ("organizationVdcIds.first == null", &[0, 1, 2]),
            ("name startswith 'i' sort by name", &[1, 2]),
            ("name endswith 'ORG' collate ignorecase", &[2]),
            ("sort by name desc limit 1", &[2]),
            ("isEnabled == true and not (organizationId >= 1609)", &[0]),
            ("numberOfCatalogs == -0", &[0, 1, 2]),
            ("isEnabled == 'true'", &[]),
            ("cloudDirectorId >= 100 and cloudDirectorId < 1e2", &[]),
        ],
    ),
    typed(
        "one__cloudDirector_organizations.json",
        director_organizations,
        &[
            ("organizationVdcIds contains 1653", &[0]),
            ("organizationVdcIds subset of (1651, 1636)", &[1]),
            ("organizationVdcIds superset of (1639, 1639.0)", &[2]),
            ("organizationVdcIds contains null", &[]),
            ("name endswith 'org'", &[2]),
            ("name > 'IPORG103'", &[2]),
            ("isEnabled != true", &[]),
        ],
    ),
    typed(
        "one__cloudDirector_organizations.json",
        directors_texts,
        &[
            ("organizationVdcIds contains '1642'", &[]),
            ("organizationVdcIds contains null", &[0, 1, 2]),
            ("organizationVdcIds subset of ('1642', null)", &[0, 1, 2]),
            ("organizationVdcIds superset of (null)", &[0, 1, 2]),
        ],
    ),
    open(
        "one__protectedData_publicCloud_virtualMachines_backups.json",
        &[
            ("jobUid == null", &[2]),
            ("jobName != 'AWS EC2 Backup Policy'", &[1, 2]),
            ("jobName contains 'BACKUP' collate ignorecase", &[0, 1]),
            ("not jobName contains ''", &[2]),
            ("jobName not contains 'GCP'", &[0, 2]),
            ("sort by jobName", &[2, 0, 1]),
            ("sort by jobName desc collate ignorecase", &[1, 0, 2]),
            ("backupSizeBytes > 236MB", &[0]),
            ("backupSizeBytes > 225MiB", &[0, 1]),
            ("lastProtectionDate > 2026-01-15 and lastProtectionDate < 2026-02-10T10:00:18+01:00", &[2]),
            ("lastProtectionDate > 2026-01-15 and lastProtectionDate <= 2026-02-10T10:00:18+01:00", &[1, 2]),
            ("lastProtectionDate > now - 2d and lastProtectionDate < now", &[2]),
            ("type startswith 'Cloud' and restorePoints < 2", &[2]),
            ("backupUid == '8B1B0FD3-4760-46D5-97CA-23508730546C'", &[]),
            ("backupUid == '8B1B0FD3-4760-46D5-97CA-23508730546C' collate ignorecase", &[0]),
        ],
    ),
    typed(
        "one__protectedData_publicCloud_virtualMachines_backups.json",
        cloud_backups,
        &[
            ("jobUid == '{D9CB2694-01EF-4570-A054-1E37D74ACEDF}'", &[1]),
            ("jobUid in ('5F652888-27E8-42DB-829F-B9520ABACA91', null)", &[0, 2]),
            ("jobUid != '5f652888-27e8-42db-829f-b9520abaca91'", &[1, 2]),
            ("sort by jobUid", &[2, 0, 1]),
            ("type == cloudreplica or type == BACKUPCOPY", &[0, 1]),
            ("target == 'eu (paris)' sort by lastProtectionDate desc", &[2, 0]),
            ("jobName contains 'backup'", &[0, 1]),
            ("jobName contains 'backup' collate ordinal", &[1]),
            ("lastProtectionDate <= 2026-01-10T17:30:24.000+05:30", &[0]),
            ("backupSizeBytes == 3.64882521e8", &[0]),
        ],
    ),
    open(
        "one__protectedData_publicCloud_virtualMachines_cloudVmUidInVbr_backups.json",
        &[
            ("target in ('EU (Paris)') and lastProtectionDate >= 2026-02-15T11:41Z", &[2]),
            ("cloudVmUidInVbr startswith 'f7d2c0f9-' sort by lastProtectionDate desc limit 2", &[2, 1]),
            ("sort by restorePoints, backupSizeBytes", &[2, 1, 0]),
            ("jobName endswith 'job'", &[1]),
            ("type < 'CloudReplica'", &[1]),
            ("type >= 'cloudreplica' collate ignorecase", &[0, 2]),
            ("jobName < 'b'", &[0, 1]),
            ("jobName < 'a'", &[0]),
            ("jobName in ('AZ GCP BACKUP COPY JOB', null) collate ignorecase", &[1, 2]),
        ],
    ),
    open(
        "one__protectedData_vb365_organizations_organizationUid_sites_siteUid_restorePoints.json",
        &[
            ("protectionDate > 2026-01-06T07:32:06.0000000-05:00", &[1]),
            ("protectionDate >= 2026-01-06T07:32:06-05:00 sort by protectionDate desc", &[1, 0]),
            ("siteName == 'SIGMA_SITE'", &[]),
            ("siteName == 'SIGMA_SITE' collate ignorecase", &[0, 1]),
            ("siteName < 'sigmaz'", &[0, 1]),
            ("siteName < 'sigmaz' collate ignorecase", &[]),
            ("uid > 'a'", &[0]),
            ("jobName > 'avonr10'", &[0, 1]),
            ("jobName < 'AVONR10' collate lexicographic", &[0, 1]),
            ("organizationName == null or jobUid endswith 'c3' offset 1", &[1]),
        ],
    ),
    open(
        "one__protectedData_vb365_organizations_organizationUid_users_userUid_restorePoints.json",
        &[
            ("isMailboxBackedup == true and protectionDate < 2026-02-28T00:13:01+02:00", &[1]),
            ("isArchiveBackedup != true and isMailboxBackedup != false offset 1", &[1]),
            ("sort by protectionDate", &[1, 0]),
            ("vb365ServerName startswith 'VB0365_02' collate lexicographic", &[0, 1]),
            ("vb365ServerName startswith 'VB0365_0' collate lexicographic", &[]),
            ("vb365ServerName startswith 'VB0365_02' collate ignorecase", &[]),
            ("userName contains 'jim'", &[]),
            ("jobName contains '01 USER' collate lexicographic", &[0, 1]),
            ("isOneDriveBackedup in (true, null)", &[]),
            ("isOneDriveBackedup in (false, null) and uid startswith 'd'", &[1]),
            ("deletedTime == null", &[0, 1]),
            ("deletedTime < 2030-01-01 or deletedTime >= 2030-01-01", &[]),
        ],
    ),
    open(
        "one__protectedData_vb365_teams_restorePoints.json",
        &[
            ("teamName < 'a'", &[1]),
            ("teamName < 'sb' collate ignorecase", &[1]),
            ("vb365ServerName > 'srv00100' collate lexicographic", &[1]),
            ("vb365ServerName startswith 'SRV101' collate lexicographic", &[1]),
            ("sort by teamName", &[1, 0]),
            ("sort by vb365ServerId desc", &[0, 1]),
            ("sort by organizationName desc", &[1, 0]),
            ("protectionDate < 2026-01-04", &[1]),
            ("protectionDate < 2026-01-04T00:04:25+02:00", &[]),
            ("jobName startswith 'AVONR0005_team_' collate lexicographic", &[0, 1]),
            ("teamName contains 'and' xor vb365ServerId > 1", &[0]),
        ],
    ),
    open(
        "one__protectedData_vb365_users_restorePoints.json",
        &[
            ("userName != 'Jim Smith'", &[2]),
            ("userUidInVb365 startswith 'beta.' or protectionDate > 2026-02-27T22:13:00.0000001Z", &[0, 2]),
            ("sort by userName, protectionDate desc limit 2", &[2, 0]),
            ("repositoryName in ['Azure OS', 'PROXY-REPO'] collate ignorecase", &[0, 1, 2]),
            ("repositoryName in ['Azure OS', 'PROXY-REPO']", &[2]),
            ("repositoryName not in ['Azure OS']", &[0, 1]),
            ("jobName contains 'user'", &[0, 1, 2]),
            ("jobName contains 'USER ' collate ignorecase", &[0, 1]),
            ("vb365ServerId == 7452 and not (organizationName startswith 'alpha.' or jobType == 'Copy')", &[2]),
            ("protectionDate > today", &[0, 1, 2]),
            ("protectionDate > today + 10d and protectionDate < 2026-02-01", &[2]),
            ("protectionDate > now + 6w", &[]),
        ],
    ),
    open(
        "one__protectedData_virtualMachines_backups.json",
        &[
            ("totalRestorePointSizeBytes > 700MB", &[1]),
            ("latestRestorePointSizeBytes == 1658.88KB", &[0]),
            ("latestRestorePointSizeBytes == 1620KiB", &[0]),
            ("repository.type == 'microsoftwindows' collate ignorecase and restorePoints >= 10", &[1]),
            ("repository.name.length == null and repository.repositoryId == 24", &[0, 1]),
            ("lastProtectedDate >= now - 3h", &[0, 1]),
            ("lastProtectedDate < now and lastProtectedDate > now - 3h", &[0]),
            ("lastProtectedDate > now - 2h", &[1]),
            ("jobName endswith 'job 07' collate lexicographic", &[1]),
            ("jobName endswith 'job 07' collate ignorecase", &[]),
            ("sort by restorePoints desc", &[1, 0]),
        ],
    ),
    typed(
        "one__protectedData_virtualMachines_vmUidInVbr_backups.json",
        vm_backups,
        &[
            ("repository.repositoryUidInVbr == '2556987C-47CD-49EE-AF9B-D6A73C7B8C2C' and restorePoints == 10", &[1]),
            ("repository == null or repository.name == null", &[]),
            ("lastProtectedDate < '2026-01-17T09:02:26+02:00'", &[0]),
            ("vmUidInVbr in ('{71EBBE32-E508-48A3-A22A-06A13DE3205D}') sort by backupUid desc", &[1, 0]),
            ("restorePoints == 1e1", &[1]),
            ("restorePoints < 5e0", &[0]),
        ],
    ),
    open(
        "one__protectedData_virtualMachines_vmUidInVbr_backups.json",
        &[
            ("latestRestorePointSizeBytes < 1658880.5", &[0]),
            ("latestRestorePointSizeBytes > 1658879.9", &[0, 1]),
            ("vmUidInVbr == '{71ebbe32-e508-48a3-a22a-06a13de3205d}'", &[]),
            ("jobName > 'backup job 010' collate lexicographic", &[1]),
        ],
    ),
    open(
        "one__publicCloud_policies_virtualMachines.json",
        &[
            ("lastBackupDate == 2026-01-17T13:01:11.840000+01:00", &[0]),
            (
                "lastSnapshotDate > 2026-01-17T11:53:03.8269999Z and lastSnapshotDate < 2026-01-17T11:53:03.8270001Z",
                &[0],
            ),
            ("lastReplicationDate == null and lastArchiveDate < 2030-01-01", &[]),
            ("not lastArchiveDate > 2000-01-01", &[0, 1]),
            ("instances.instanceName == 'mmft2'", &[]),
            ("instances contains 'mmft2'", &[]),
            ("instances contains null", &[]),
            ("instances superset of ()", &[0, 1]),
            ("lastReplicationDate in (null) sort by state desc", &[1, 0]),
            ("policyName > 'AZURE' collate ignorecase", &[0, 1]),
            ("policyName == 'GCP0011WIN016' collate lexicographic", &[0]),
        ],
    ),
    typed(
        "one__publicCloud_policies_virtualMachines.json",
        cloud_policies,
        &[
            ("state == Disabled", &[0]),
            ("state != Disabled", &[1]),
            ("state == 'disabled'", &[]),
            ("state == disabled collate ignorecase", &[0]),
            ("platform in (GCP, MicrosoftAzure)", &[0, 1]),
            ("sort by lastSnapshotDate desc", &[1, 0]),
            ("lastReplicationDate == null and retiredDate == null", &[0, 1]),
            ("lastReplicationDate < now or retiredDate < now", &[]),
            ("lastSnapshotDate in ('2026-01-24T01:13:52.1870000+01:00', null)", &[1]),
        ],
    ),
    open(
        "one__vb365_organizations_organizationUid_groups.json",
        &[
            ("email == ''", &[0, 1, 2]),
            ("email != null", &[0, 1, 2, 3]),
            ("site == null and email contains '@'", &[3]),
            ("name contains 'sec'", &[0, 2]),
            ("name startswith 'BACC_' collate ignorecase sort by name", &[3, 0]),
            ("sort by name", &[1, 3, 0, 2]),
            ("sort by name desc limit 2", &[2, 0]),
            ("name endswith ''", &[0, 1, 2, 3]),
            ("site endswith ''", &[]),
            ("managedBy in ('', null) offset 2", &[2, 3]),
            ("managedBy in ('', null) offset 9", &[]),
            ("groupUidInVb365 contains ':9d442c61-'", &[2]),
            ("sort by site, name desc offset 1 limit 2", &[0, 3]),
            ("groupUid < '5'", &[0, 1, 2]),
            ("groupUid < '5' collate lexicographic", &[0]),
            ("groupUid < '41c' collate lexicographic", &[0, 2]),
        ],
    ),
    open(
        "one__vb365_organizations_organizationUid_teams.json",
        &[
            ("mail startswith 'sm@'", &[0]),
            ("description contains 'Public'", &[1]),
            ("sort by name", &[1, 0]),
            ("mail contains '@07XNK002N' collate lexicographic", &[0, 1]),
            ("not (name == 'x' or mail == 'y') and name < 'E'", &[1]),
            ("organizationName == 'forvladislavretention' collate ignorecase xor vb365ServerId > 193", &[0, 1]),
            ("true", &[0, 1]),
            ("false", &[]),
            ("", &[0, 1]),
        ],
    ),
    open(
        "one__vb365_users.json",
        &[
            ("sort by name", &[2, 0, 1, 3]),
            ("sort by name collate ignorecase", &[0, 1, 3, 2]),
            ("name endswith '2'", &[0, 1]),
            ("name endswith '02' collate lexicographic", &[0, 1]),
            ("name endswith 'mbx_080' collate lexicographic", &[2]),
            ("name endswith '00' collate lexicographic", &[2]),
            ("name endswith '00'", &[]),
            ("email startswith 's'", &[3]),
            ("email startswith 's' collate ignorecase", &[2, 3]),
            ("vb365ServerId in (1847) and name in ('ADM2', 'main2')", &[1]),
            ("userUidInVb365 contains '4e6127'", &[0]),
            ("name contains '.'", &[3]),
        ],
    ),
    open(
        "vspc__alarms_active.json",
        &[
            ("lastActivation.time > 2023-11-19T03:35:05.497Z", &[1, 2]),
            ("lastActivation.time == 2023-11-19T08:45:44.4565372Z", &[2]),
            ("lastActivation.time == 2023-11-19T08:45:44.456537200Z", &[2]),
            ("lastActivation.time == 2023-11-19T08:45:44.4565373Z", &[]),
            ("lastActivation.time < 2023-11-19", &[]),
            ("lastActivation.time < '2023-11-19'", &[0, 1]),
            ("object.locationUid == null", &[0, 1]),
            ("object.locationUid != null", &[2]),
            (r"lastActivation.message endswith '\r\n'", &[0, 1, 2]),
            (r#"lastActivation.message contains "\"Windows""#, &[2]),
            (r"lastActivation.message contains '\u0022WINDOWS' collate ignorecase", &[2]),
            ("lastActivation.status in ('WARNING', 'INFO') collate ignorecase", &[0, 1]),
            ("object.computerName == 'vspc01' collate lexicographic", &[0, 1]),
            ("object.objectName contains 'R2VAW' collate ignorecase", &[2]),
            ("sort by object.computerName, lastActivation.time desc", &[1, 0, 2]),
            ("object == null or lastActivation.status.name != null", &[]),
        ],
    ),
    typed(
        "vspc__alarms_active.json",
        active_alarms,
        &[
            ("lastActivation.time > '2023-11-19T03:35:05.497Z'", &[1, 2]),
            ("lastActivation.time == '2023-11-18 21:55:06.1030000-06:00'", &[1]),
            ("lastActivation.time < 2023-11-19T08:45:44.4565373Z sort by lastActivation.time desc", &[2, 1, 0]),
            ("lastActivation.status in (Info, Resolved)", &[0, 2]),
            ("lastActivation.status == warning collate ignorecase", &[1]),
            ("lastActivation.status != Info", &[1, 2]),
            ("object.locationUid in ('{4293A662-3FA0-4586-B53E-26657C7A6F31}')", &[2]),
            ("object.locationUid == null and object.type == Internal", &[0, 1]),
            ("object != null", &[0, 1, 2]),
            ("sort by object.locationUid desc, lastActivation.time desc limit 2", &[2, 1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupAgents_windows_jobs.json",
        &[
            ("lastModifiedDate > 2025-07-24", &[2, 3]),
            ("lastModifiedDate == 2025-07-24T04:47:56.407470Z", &[2]),
            ("lastModifiedDate < 2025-07-24T04:54:49.4945924Z", &[2, 3]),
            ("lastModifiedDate <= 2025-07-24T04:54:49.4945922Z", &[2]),
            ("nextRun > 2025-07-24T07:30:00.000Z", &[0]),
            ("nextRun == 2025-07-24T09:30+02:00", &[1, 2]),
            ("nextRun == null or backedUpSize >= 3GiB", &[0, 3]),
            ("scheduleEvents subset of ()", &[0, 1, 2, 3]),
            ("scheduleEvents contains 'x'", &[]),
            ("status == 'none' collate ignorecase and operationMode == 'Server'", &[2]),
            (r"destination == 'C:\\1\\'", &[0]),
            (r"destination startswith 'C:\\0001' collate lexicographic", &[0]),
            ("destination endswith '_repository' collate ignorecase", &[1, 2]),
            ("backupPolicyName != null and name endswith 'RLAB02em' collate lexicographic", &[1, 2]),
            (r"lastModifiedBy contains '\\'", &[2, 3]),
            ("sort by lastDuration, name limit 3", &[3, 2, 1]),
            ("sort by name collate ignorecase", &[0, 3, 1, 2]),
            ("avgDuration > 0 and lastEndTime == null", &[0]),
            ("status in ('Running', 'Failed') xor backupMode == 'File'", &[1]),
            ("nextRun > now", &[]),
        ],
    ),
    typed(
        "vspc__infrastructure_backupAgents_windows_jobs.json",
        agent_jobs,
        &[
            ("sort by nextRun", &[3, 1, 2, 0]),
            ("sort by nextRun desc", &[0, 1, 2, 3]),
            ("lastModifiedDate >= '2025-07-24T04:47:56.40747Z' sort by lastModifiedDate desc limit 1", &[3]),
            ("lastModifiedDate == 2025-07-24T06:54:49.4945923+02:00", &[3]),
            ("status == None", &[1, 2, 3]),
            ("scheduleEvents subset of ('x')", &[0, 1, 2, 3]),
            ("scheduleEvents superset of ()", &[0, 1, 2, 3]),
            ("scheduleEvents contains 'x' or scheduleEvents superset of (null)", &[]),
            ("backedUpSize == 3454443520.0", &[0]),
            ("backedUpSize > 3.4GB", &[0]),
            ("sort by backedUpSize desc, name collate ignorecase", &[0, 3, 1, 2]),
            ("lastRun < now - 1w", &[0]),
            ("lastDuration == null", &[0, 1, 2, 3]),
            ("lastDuration >= 0s", &[]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_backupServerUid_jobs_backupCopyJobs.json",
        &[
            ("uniqueUid startswith '9'", &[1]),
            ("_embedded.backupServerJob.name == null", &[0, 1]),
            ("_embedded != null and _embedded.backupServerJob != null", &[]),
            ("rpoOptionsUnit == 'minutes' collate ignorecase and uniqueUid endswith 'fddf'", &[0]),
            ("sort by instanceUid limit 1", &[1]),
            ("targetWanAcceleratorUid in ('x', null) and rpoOptionsValue == 0", &[0, 1]),
            ("weeklyRestorePointsToKeep == 1.0 offset 1", &[1]),
            ("isRpoOptionsEnabled == 0", &[]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_backupServerUid_jobs_backupVmJobs_objects.json",
        &[
            ("lastSession.startTime >= 2024-07-18T01:19:44.660Z and lastSession.startTime < 2024-07-18T01:30Z", &[0]),
            ("hierarchyRef < 'vm-100' collate lexicographic", &[1]),
            ("hierarchyRef < 'vm-100'", &[]),
            ("lastSession.messages subset of ('a', 'b')", &[0, 1]),
            ("lastSession.messages contains 'a'", &[]),
            ("lastSession.duration > 38", &[0]),
            ("sort by hierarchyRef collate lexicographic", &[1, 0]),
            ("sort by hierarchyRef", &[0, 1]),
            ("lastSession.endTime == 2024-07-18T03:20:29.3930+02:00", &[0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_backupServerUid_jobs_immediateBackupCopyJobs.json",
        &[
            ("_embedded.backupServerJob.lastEndTime == null", &[1]),
            ("_embedded.backupServerJob.processingRate == 0", &[0, 1]),
            ("_embedded.backupServerJob.lastRun > 2024-07-18T01:35:18.2700001Z", &[0]),
            ("_embedded.backupServerJob.lastRun >= 2024-07-18T01:35:18.27Z", &[0, 1]),
            ("_embedded.backupServerJob.creationTime < 2024-07-17T21:40:00-04:00", &[1]),
            ("_embedded.backupServerJob.name contains 'BackupCopyJob'", &[0, 1]),
            ("_embedded.backupServerJob.name startswith 'BackupCopyJob'", &[1]),
            ("_embedded.backupServerJob.lastSessionTasks superset of ()", &[0, 1]),
            ("sort by _embedded.backupServerJob.backupChainSize limit 1", &[1]),
            ("_embedded.backupServerJob.status in ('Enabling', 'Disabling')", &[1]),
            ("_embedded.backupServerJob.isEnabled != false", &[0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_backupServerUid_jobs_replicationVmJobs.json",
        &[
            ("_embedded.backupServerJob.processingRate == 127782020", &[0]),
            ("_embedded.backupServerJob.transferredData > 15GiB", &[0]),
            ("_embedded.backupServerJob.transferredData > 16.2GB", &[]),
            ("cloudHostUid == null or throughWanAccelerators == true", &[1]),
            (r"_embedded.backupServerJob.failureMessage startswith 'ivz10_2:\r\n'", &[0]),
            ("_embedded.backupServerJob.failureMessage startswith 'IVZ010_002:' collate lexicographic", &[0]),
            ("_embedded.backupServerJob.failureMessage not contains 'network'", &[1]),
            ("_embedded.backupServerJob.lastSessionTasks.status == 'Warning'", &[]),
            (
                "_embedded.backupServerJob.retentionLimitType == 'restorepoints' collate ignorecase \
                 and _embedded.backupServerJob.siteUid == null",
                &[1],
            ),
            ("_embedded.backupServerJob.destination > 'PD0158' collate lexicographic", &[1]),
        ],
    ),
    within(
        "vspc__infrastructure_backupServers_backupServerUid_jobs_replicationVmJobs.json",
        "_embedded.backupServerJob.lastSessionTasks",
        &[
            ("failureMessages subset of ()", &[1]),
            ("failureMessages superset of ()", &[0, 1]),
            ("totalObjects == 4 or readDataSize > 30GB", &[1]),
            ("readDataSize > 24GB sort by duration", &[0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_backupServerUid_repositories.json",
        &[
            ("labels subset of ()", &[0, 1]),
            ("labels superset of ('gold')", &[]),
            ("labels contains null", &[]),
            ("name contains 'Backup Repository' and name startswith 'D'", &[0]),
            ("sort by name", &[1, 0]),
            ("_embedded == null and _embedded.organization.name == null", &[0, 1]),
            ("name endswith 'repository 01' collate lexicographic", &[1]),
            ("labelTargetUid > 'b'", &[1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs.json",
        &[
            ("status in ('Failed', 'Warning')", &[0, 1]),
            ("creationTime == 2024-07-18T01:32:14.600Z", &[1]),
            ("creationTime < 2024-07-18T01:20:54.627Z", &[2]),
            ("lastRun > 2024-07-18T01:48:09.7630000Z", &[1]),
            ("siteUid == null and type == 'ReplicationVM'", &[3]),
            ("failureMessage contains 'SYSTEM'", &[1]),
            ("failureMessage != null", &[0, 1]),
            ("name == 'backupjob01' collate lexicographic", &[1]),
            ("sort by type, lastDuration desc", &[2, 1, 0, 3]),
            ("sort by processingRate desc limit 1", &[0]),
            ("processingRate == 0.0 and avgDuration >= 67", &[2, 3]),
            ("destination contains 'Backup' and not (status == 'Success')", &[1]),
            ("sort by name collate lexicographic", &[1, 2, 0, 3]),
            ("transferredData > 16115584997.5", &[0]),
            ("description == 'backupjob1' collate ignorecase or retentionLimitType == 'RestorePoints'", &[0, 1, 3]),
        ],
    ),
    typed(
        "vspc__infrastructure_backupServers_jobs.json",
        server_jobs,
        &[
            ("status == Success and siteUid == null sort by creationTime desc", &[3, 2]),
            ("siteUid in ('C9C0E1C7-B756-4D52-A790-EB9F51EA9091')", &[0]),
            ("processingRate > 127782019.5 or transferredData < 0", &[0]),
            ("status not in (Success, Warning)", &[1]),
            ("creationTime in (2024-07-17T20:32:14.6-05:00, 2024-07-18T03:19:27.3630000+02:00)", &[1, 2]),
            ("sort by status, name desc limit 3", &[1, 3, 2]),
        ],
    ),
    within(
        "vspc__infrastructure_backupServers_jobs.json",
        "lastSessionTasks",
        &[
            ("failureMessages contains 'Operation was canceled by user SYSTEM'", &[1]),
            ("failureMessages contains 'operation was CANCELED by user system' collate ignorecase", &[1]),
            ("failureMessages contains 'operation was CANCELED by user system'", &[]),
            ("failureMessages contains 'SYSTEM'", &[]),
            ("failureMessages not contains 'Operation was canceled by user SYSTEM'", &[0, 2, 3]),
            ("failureMessages subset of ('Operation was canceled by user SYSTEM')", &[1, 2, 3]),
            ("failureMessages superset of ('Operation was canceled by user SYSTEM')", &[1]),
            ("failureMessages != null and failureMessages subset of ()", &[2, 3]),
            ("sort by objectName collate lexicographic, duration", &[0, 1, 3, 2]),
            ("totalObjects == null", &[1]),
            ("totalObjects in (4, 6.0)", &[0, 2, 3]),
        ],
    ),
    Table {
        file: "vspc__infrastructure_backupServers_jobs.json",
        within: "lastSessionTasks",
        schema: session_tasks,
        cases: &[
            ("failureMessages contains 'operation was canceled by USER system'", &[1]),
            ("failureMessages contains 'operation was canceled by USER system' collate ordinal", &[]),
            ("failureMessages subset of ('OPERATION was canceled by user system', 'x')", &[1, 2, 3]),
            ("failureMessages superset of ('operation was canceled by user system', null)", &[]),
            ("not failureMessages subset of ()", &[0, 1]),
            ("startTime > 2024-07-18T05:55:30.87Z", &[1]),
            ("status == FAILED", &[1]),
            ("sort by duration desc limit 2", &[0, 3]),
        ],
    },
    open(
        "vspc__infrastructure_backupServers_jobs_backupTapeJobs.json",
        &[
            ("_embedded.backupServerJob.creationTime > 2024-07-18T01:45:52.0329Z", &[0, 1]),
            (
                "_embedded.backupServerJob.name startswith 'Repo' sort by _embedded.backupServerJob.creationTime",
                &[3, 0],
            ),
            ("_embedded.backupServerJob.destination == 'media pool 01' collate lexicographic", &[0, 1]),
            ("sort by _embedded.backupServerJob.name desc, instanceUid offset 1 limit 2", &[0, 2]),
            (r"_embedded.backupServerJob.createdBy startswith 'r2secondvbr\\' collate ignorecase", &[2, 3]),
            ("_embedded.backupServerJob.processingRate == 0", &[]),
            ("_embedded.backupServerJob.lastRun == null limit 2", &[0, 1]),
            ("fullMediaPoolUid startswith '57b3' and instanceUid < 'c'", &[1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs_backupVmJobs_objects.json",
        &[
            ("hierarchyRef == 'VM-088' collate lexicographic", &[1, 3]),
            ("name > 'vm3' sort by name desc", &[3, 2]),
            ("name < 'vm10'", &[]),
            ("name < 'vm10' collate lexicographic", &[0, 1, 2, 3]),
            ("lastSession.startTime > 2024-07-18T01:34:13.370Z", &[2, 3]),
            ("lastSession.duration < 40 sort by lastSession.duration limit 2", &[2, 3]),
            ("name in ('vm2', 'vm7') xor hierarchyRef endswith '88'", &[0, 1]),
            ("lastSession.sourceSize == 0 and lastSession.endTime <= 2024-07-18T04:55:23.88Z offset 3", &[3]),
            ("isExcluded == false and lastSession.backupStatus != 'Success'", &[]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs_fileShareCopyJobs.json",
        &[
            ("sourceSize > 15.4MB", &[1]),
            ("_embedded.backupServerJob.processingRate >= 1542364", &[1]),
            ("_embedded.backupServerJob.description == ''", &[0, 1]),
            ("_embedded.backupServerJob.bottleneck in ('PROXY', 'NETWORK') collate ignorecase", &[1]),
            ("_embedded.backupServerJob.lastEndTime < 2024-07-18T01:47:56.1700000Z", &[1]),
            ("_embedded.backupServerJob.lastEndTime <= 2024-07-18T01:47:56.1700000Z", &[0, 1]),
            ("sort by _embedded.backupServerJob.backupChainSize", &[1, 0]),
            ("retention == 28 and retentionUnit == 'Days'", &[0, 1]),
        ],
    ),
    within(
        "vspc__infrastructure_backupServers_jobs_fileShareCopyJobs.json",
        "_embedded.backupServerJob.lastSessionTasks",
        &[
            (r"objectName startswith '\\\\r2VBR' collate ignorecase", &[0]),
            (r"objectName contains 'c\u0024\\SETUP' collate ignorecase", &[0, 1]),
            (r"objectName contains 'c\u0024\\SETUP'", &[]),
            ("duration > 18", &[1]),
            ("startTime < 2024-07-18T01:41:51.8470001Z", &[1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs_fileTapeJobs_jobUid_objects.json",
        &[
            ("hostName < 'r2T'", &[0]),
            ("hostName > 'R2T' collate ignorecase", &[1]),
            ("lastSession.duration == null", &[0, 1]),
            (r"sources contains 'C:\\Setup'", &[]),
            ("sources superset of (null)", &[]),
            ("sources subset of (null, 'x')", &[]),
            ("sort by hostName desc collate ignorecase", &[1, 0]),
            ("hostName endswith '.TECH.LOCAL' collate ignorecase and uniqueJobUid startswith '2'", &[0]),
        ],
    ),
    typed(
        "vspc__infrastructure_backupServers_jobs_fileTapeJobs_jobUid_objects.json",
        tape_objects,
        &[
            ("sources contains null", &[]),
            ("sources subset of (null)", &[]),
            ("sources superset of (null)", &[]),
            ("sources != null and lastSession == null", &[0, 1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs_objectStorageBackupCopyJobs_jobUid_objects.json",
        &[
            (r"path contains '\\\\'", &[1]),
            (r"path == 'C:\\\\ProgramData\\\\Veeam'", &[1]),
            (r"path == 'C:\\ProgramData\\Veeam'", &[]),
            ("path startswith 'NS03/' collate lexicographic", &[0]),
            (r"path startswith 'ns3\/Veeam'", &[0]),
            ("path endswith 'backup0365' collate lexicographic", &[0]),
            ("sources.path == null", &[0, 1]),
            ("lastSession == null and path contains 'Veeam' sort by path", &[1, 0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_jobs_replicationVmJobs_jobUid_objects.json",
        &[
            ("lastSession.totalBackedSize > 24GB and lastSession.sourceSize == 30GiB", &[0]),
            ("name == 'VM010' collate lexicographic", &[1]),
            ("hierarchyRef > 'vm-800' collate lexicographic", &[0, 1]),
            ("hierarchyRef > 'vm-800'", &[]),
            ("lastSession.startTime < 2024-07-18T03:33:39.4830001+02:00", &[1]),
            ("name contains '10'", &[0, 1]),
            ("name endswith '_012' collate lexicographic", &[0]),
            ("sort by lastSession.startTime limit 1", &[1]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_publicCloud_policies_databases.json",
        &[
            ("nextRun < 2025-08-12", &[]),
            ("nextRun < '2025-08-12'", &[0]),
            ("nextRun < 2025-08-12T02:00:00.001Z", &[0]),
            ("nextRun > 2025-08-14T22:00:00-05:30", &[]),
            ("nextRun >= 2025-08-14T22:00:00-04:30", &[1]),
            ("sort by name", &[1, 0]),
            ("state == 'enabled' collate ignorecase and name startswith 'R'", &[0]),
        ],
    ),
    typed(
        "vspc__infrastructure_backupServers_publicCloud_policies_databases.json",
        databases,
        &[
            ("platformType == AMAZON sort by nextRun desc limit 1", &[1]),
            ("name contains 'db policy'", &[1]),
            ("nextRun == '2025-08-12T02:00:00Z'", &[0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_publicCloud_policies_virtualMachines.json",
        &[
            ("instancesCount >= 3", &[0]),
            ("nextRun == null", &[0, 1]),
            ("nextRun != 2025-08-12", &[0, 1]),
            ("applianceManagementType endswith 'console' collate ignorecase", &[1]),
            ("platformType in ('Azure', 'Google')", &[1]),
            ("name > 'DVB0554' collate lexicographic", &[0, 1]),
            ("name > 'dvb556' collate lexicographic", &[0]),
            ("name > 'dvb'", &[1]),
            ("sort by instancesCount", &[1, 0]),
        ],
    ),
    open(
        "vspc__infrastructure_backupServers_vcdServers_vcdOrganizations_vDCs.json",
        &[
            ("sort by name", &[2, 0, 1]),
            ("sort by name collate ignorecase", &[0, 2, 1]),
            ("urn endswith '2a14'", &[0]),
            ("urn startswith 'urn:vcloud:org:1'", &[1, 2]),
            ("name == 'AMG04' collate lexicographic", &[0]),
            ("vcdOrganizationName contains 'sample'", &[]),
            ("instanceUid startswith '066b' or name < 'a'", &[0, 2]),
            ("name <= 'ATVCD'", &[2]),
        ],
    ),
    open(
        "vspc__infrastructure_sites_publicCloud_repositories.json",
        &[
            ("bucket == 'AZ-BUCKET-2' collate lexicographic", &[0]),
            ("repositoryName >= 'rt2-rep2'", &[1]),
            ("folder endswith 'tenant'", &[0]),
            ("isEncrypted == true and creatingState == null and repositoryName != 'rt2-rep'", &[1]),
            ("region contains '(EU-CENTRAL-01)' collate lexicographic", &[0, 1]),
            ("repositoryName startswith 'rt2-rep' sort by folder", &[1, 0]),
            ("description != null", &[0, 1]),
            ("storageClass == 's03' collate lexicographic and immutabilityEnabled == false", &[0, 1]),
        ],
    ),
    open(
        "vspc__infrastructure_vb365Servers_organizations_companyMappings.json",
        &[
            ("vb365ServerName startswith 'LRSVBO' and vb365ServerName != 'LRSVBO'", &[0, 2]),
            ("sort by vb365ServerName", &[1, 2, 0]),
            ("vb365ServerName endswith 'v06-02' collate lexicographic", &[0]),
            ("vb365OrganizationName < 'C' collate ignorecase", &[0]),
            ("vb365OrganizationName < 'C'", &[]),
            ("companyName in ('T2', 'NEW') collate ignorecase", &[0, 1]),
            ("companyName not in ('t2')", &[1, 2]),
            ("vb365OrganizationName startswith 'rdcloudbackup03.ON' collate lexicographic", &[1]),
        ],
    ),
    open(
        "vspc__infrastructure_vb365Servers_vb365ServerUid_organizations_jobs_backup_vb365BackupJobUid_availableBackupRepositories.json",
        &[
            ("capacityBytes > 80GB", &[0]),
            ("not capacityBytes > 80GB", &[1]),
            ("freeSpaceBytes < 26GiB", &[0]),
            ("objectStorageRepositoryEncryptionEnabled != true", &[0, 1]),
            ("objectStorageRepositoryEncryptionEnabled == false", &[1]),
            ("objectStorageRepositoryEncryptionEnabled in (false, null)", &[0, 1]),
            ("dailyTime > 1h", &[1]),
            ("dailyTime != 1h", &[1]),
            ("dailyTime >= '02'", &[1]),
            ("dailyTime == '1:0:0' collate lexicographic", &[0]),
            ("dailyTime > '1:00:00' collate lexicographic", &[1]),
            ("yearlyRetentionPeriod == 'years03' collate lexicographic", &[0, 1]),
            (r"path == 'C:\\VeeamRepository'", &[0]),
            ("sort by path", &[1, 0]),
            ("usedSpaceBytes == 0 xor isOutOfSync == true", &[1]),
            ("description endswith '.ps1' or name < 'D'", &[1]),
        ],
    ),
    open(
        "vspc__organizations.json",
        &[
            ("veeamTenantId == null", &[0]),
            ("veeamTenantId > '2'", &[]),
            ("veeamTenantId > '2' collate lexicographic", &[2, 3]),
            ("veeamTenantId > 2", &[]),
            ("sort by veeamTenantId", &[0, 2, 3, 1]),
            ("sort by veeamTenantId collate lexicographic", &[0, 1, 2, 3]),
            ("sort by veeamTenantId desc collate lexicographic", &[3, 2, 1, 0]),
            ("taxId == '9876' collate lexicographic", &[1]),
            ("sort by taxId collate lexicographic limit 2", &[1, 0]),
            ("street > '1400 k street' collate lexicographic", &[0, 1, 3]),
            ("state > 5 or state == null", &[0, 1, 3]),
            ("not state < 1000", &[3]),
            ("state not in (5, 37)", &[0, 3]),
            ("country == 1 and locationAdmin1Code contains '-o'", &[1]),
            ("type != 'Company'", &[3]),
            ("regionName == 'West' sort by zipCode", &[2, 1]),
            ("zipCode startswith 'M01l' collate lexicographic", &[3]),
            ("zipCode > 'M1L 3K' collate lexicographic", &[3]),
            ("zipCode > '9'", &[1, 2, 3]),
            ("notes == ''", &[1, 2]),
            ("notes != null and notes != ''", &[0, 3]),
            ("phone endswith '0212'", &[1]),
            ("name in ('Alpha', 'Beta') and not (state == 5)", &[1]),
            ("state == 49 xor country == 1 xor city startswith 'S'", &[1]),
            ("(state == 49 xor country == 1) xor city startswith 'S'", &[1]),
            ("(country == 1 xor state == 5) xor city startswith 'S'", &[0, 1, 2]),
            ("country == 1 xor state == 5 xor city startswith 'S'", &[0, 1]),
            ("sort by state desc limit 1 offset 1", &[1]),
            ("sort by regionName, name desc", &[0, 3, 1, 2]),
            ("name == 'Alpha' or name == 'Beta' and country == 2", &[2]),
        ],
    ),
    typed(
        "vspc__organizations.json",
        organizations,
        &[
            ("taxId == null", &[0, 1, 2, 3]),
            ("taxId > 0", &[]),
            ("taxId != 12345", &[0, 1, 2, 3]),
            ("state == '49'", &[]),
            ("state == null", &[0, 1, 2, 3]),
            ("state contains ''", &[]),
            ("sort by taxId desc, name", &[2, 1, 3, 0]),
            ("zipCode < 'M'", &[0, 1, 2]),
            ("country > 1.5", &[3]),
            ("alias == null and instanceUid == 'ECE6D725-2FC2-48E6-AF85-B78B3778B63C'", &[2]),
        ],
    ),
    open(
        "vspc__organizations_companies_companyUid_hostedResources_vb365.json",
        &[
            ("friendlyName >= 'vb04' collate lexicographic", &[1]),
            ("friendlyName == 'vb3'", &[]),
            ("friendlyName == 'vb3' collate ignorecase", &[0]),
            ("vb365ServerUid contains '-4f16-'", &[0]),
            ("sort by instanceUid", &[1, 0]),
        ],
    ),
    open(
        "vspc__organizations_companies_companyUid_siteResources.json",
        &[
            ("gatewayPoolsUids subset of ('a')", &[0, 1]),
            ("gatewayPoolsUids subset of ()", &[0, 1]),
            ("gatewayPoolsUids superset of ()", &[0, 1]),
            ("gatewayPoolsUids superset of ('a')", &[]),
            ("gatewayPoolsUids contains ''", &[]),
            ("gatewayPoolsUids == null", &[]),
            ("lastActive <= 2025-08-05T19:04Z", &[0]),
            ("lastActive < 2025-08-05T19:04:00Z", &[]),
            ("lastActive == 2025-08-05T21:04:00.0+02:00", &[0]),
            ("credentials.password == null and credentials.userName == 't2'", &[1]),
            ("credentials.userName.first == null", &[0, 1]),
            (r"description contains '\\administrator at 8/4/2025 12:14' collate ignorecase", &[1]),
            ("throttlingValue < 5", &[]),
            ("throttlingValue != 5", &[0, 1]),
            ("sort by lastActive", &[1, 0]),
            ("isEnabled == true and isBackupResourcesEnabled != true", &[1]),
        ],
    ),
    typed(
        "vspc__organizations_companies_companyUid_siteResources.json",
        site_resources,
        &[
            ("gatewayPoolsUids superset of ()", &[0, 1]),
            ("gatewayPoolsUids contains '00000000-0000-0000-0000-000000000000'", &[]),
            ("credentials.userName == 'T1' collate ignorecase", &[0]),
            ("not lastActive < '2025-08-06'", &[1]),
            ("throttlingValue in (null, 1)", &[0, 1]),
        ],
    ),
    open(
        "vspc__organizations_companies_hostedResources_vbr.json",
        &[
            ("isWholeServerAssigned == false", &[0]),
            ("isWholeServerAssigned == 0", &[]),
            ("isWholeServerAssigned > 0", &[]),
            ("sort by isWholeServerAssigned desc", &[1, 0]),
            ("friendlyName contains 'res'", &[]),
            ("friendlyName contains 'res' collate ignorecase", &[0, 1]),
            ("isWholeServerAssigned in (true, null) and friendlyName endswith '2'", &[1]),
        ],
    ),
    open(
        "vspc__organizations_resellers.json",
        &[
            ("resellerServices.remoteServices.backupAgentsManagement.workstationAgentsQuota > 50", &[2]),
            ("resellerServices.remoteServices.backupAgentsManagement.workstationAgentsQuota == null", &[0, 1]),
            ("_embedded.organization == null", &[0, 1, 2]),
            ("_embedded.organization.name == null and _embedded != null", &[0, 1, 2]),
            ("sort by name", &[1, 0, 2]),
            (
                "resellerServices.cloudConnectQuota.insiderProtectionQuota in (20, null) and name startswith 'A'",
                &[0, 1],
            ),
            (
                "resellerServices.remoteServices.backupServersManagementEnabled == true \
                 or name == 'accreseller' collate ignorecase",
                &[1, 2],
            ),
            ("proPartnerId != null", &[]),
            ("sort by resellerServices.cloudConnectQuota.insiderProtectionQuota desc limit 1", &[2]),
        ],
    ),
    open(
        "vspc__organizations_resellers_resellerUid_companies.json",
        &[
            ("_embedded.organization.instanceUid == null", &[]),
            ("_embedded.organization.companyId == null", &[0]),
            ("_embedded.organization.companyId == ''", &[1]),
            ("_embedded.organization.companyId in (null, '')", &[0, 1]),
            ("companyServices.remoteServices.backupAgentsManagement == null", &[0]),
            ("companyServices.remoteServices.backupAgentsManagement.isHardQuotaEnabled == true", &[1]),
            ("companyServices.remoteServices.backupServersManagement != null", &[0]),
            ("companyServices.remoteServices.backupServersManagement.backupServerQuota == null", &[0, 1]),
            ("_embedded.organization.taxId < '2'", &[0]),
            ("_embedded.organization.taxId < '2' collate lexicographic", &[]),
            ("sort by _embedded.organization.taxId collate lexicographic", &[1, 0]),
            ("sort by _embedded.organization.taxId", &[0, 1]),
            ("_embedded.organization.veeamTenantId < '1'", &[1]),
            ("ownerCredentials.userName endswith 'OWNER' collate ignorecase", &[0, 1]),
        ],
    ),
    typed(
        "vspc__organizations_resellers_resellerUid_companies.json",
        managed_companies,
        &[
            // The first one's lacks a digit.
            ("_embedded.organization.instanceUid == null", &[0]),
            ("_embedded.organization.instanceUid == '{7A40EAF3-A380-4F16-AAD0-CA7B08F60FB0}'", &[1]),
            ("_embedded.organization.instanceUid not in ('7a40eaf3-a380-4f16-aad0-ca7b08f60fb0')", &[0]),
            ("sort by _embedded.organization.instanceUid desc", &[1, 0]),
            ("instanceUid == 'EB866E8F-A0F5-41F4-9DD9-8CC59266FF25'", &[0]),
            ("companyServices.remoteServices.backupAgentsManagement.isHardQuotaEnabled != true", &[0]),
            ("companyServices.remoteServices.backupAgentsManagement == null", &[0]),
        ],
    ),
    open(
        "vspc__organizations_resellers_resellerUid_sites_siteUid_vcdReplicationResources.json",
        &[
            ("sort by instanceUid", &[1, 2, 0]),
            ("sort by instanceUid collate lexicographic", &[0, 2, 1]),
            ("vcdOrganizationUid > 'b'", &[2]),
            ("instanceUid < '20' collate lexicographic", &[0, 2]),
            ("vcdOrganizationUid == '2BD87F65-35EF-4109-8D27-537085BF1AD2'", &[]),
        ],
    ),
    typed(
        "vspc__organizations_resellers_resellerUid_sites_siteUid_vcdReplicationResources.json",
        replication_resources,
        &[
            ("vcdOrganizationUid == '2BD87F65-35EF-4109-8D27-537085BF1AD2'", &[1]),
            ("vcdOrganizationUid != '{2bd87f65-35ef-4109-8d27-537085bf1ad2}' sort by instanceUid", &[2, 0]),
            ("siteUid != null sort by siteUid, instanceUid desc limit 2", &[0, 2]),
        ],
    ),
    open(
        "vspc__organizations_resellers_sites_backupResources_usage.json",
        &[
            ("storageQuota == 30GiB", &[0]),
            ("storageQuota == 50GiB", &[1, 2]),
            ("usedStorageQuota < 12MiB", &[3]),
            ("usedStorageQuota <= 12MiB", &[1, 3]),
            ("sort by storageQuota desc, usedStorageQuota limit 3", &[3, 1, 2]),
            ("resellerUid startswith 'a179' and storageQuota < 100GB", &[2]),
            ("storageQuota >= 102GiB", &[3]),
            ("archiveTierUsage == 0 and (serverBackups > 0 or vmBackups > 0)", &[0, 2, 3]),
            ("serverBackups == 0 xor workstationBackups == 0 xor vmBackups == 0", &[]),
            ("serverBackups > 0 xor vmBackups > 0", &[0, 2, 3]),
            ("resellerUid startswith 'a' sort by vmBackups desc limit 1", &[3]),
            ("usedStorageQuota >= -1 and usedStorageQuota < 1e7", &[3]),
        ],
    ),
];
