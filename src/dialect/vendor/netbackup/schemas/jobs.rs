//! The rows of `admin/jobs`.

use super::listing::{COMPARISONS, ROWS, SEARCHES, choice, coded, described, hidden, line, schema, with_row_path};
use crate::schema::Schema;
use crate::ty::Type;

const STATES: &str = "QUEUED ACTIVE REQUEUED DONE SUSPENDED INCOMPLETE";

const TYPES: &str = "BACKUP ARCHIVE RESTORE VERIFY DUPLICATE IMPORT DBBACKUP VAULT LABEL ERASE TPREQ TPCLEAN TPFORMAT \
    VMPHYSINV DQTS DBRECOVER MCONTENTS IMAGEDELETE GENERIC REPLICATE REPLICA_IMPORT SNAPDUPE SNAPREPLICATE SNAPIMPORT \
    APP_STATE_CAPTURE INDEXING INDEXCLEANUP SNAPSHOT SNAPINDEX ACTIVATE_IR DEACTIVATE_IR REACTIVATE_IR STOP_IR \
    INSTANT_RECOVERY RMAN_CATALOG LOCKVM DEPLOYMENT INSTANT_ACCESS CLOUD_SNAPSHOT_REPLICATE PREPARING_FOR_BACKUP \
    INSTANT_SYNC TRIAL_BACKUP MULTIPLE_STORAGE_METADATA";

const POLICIES: &str = "STANDARD PROXY NONSTANDARD APOLLO_WBAK OBACKUP ANY INFORMIX SYBASE SHAREPOINT WINDOWS NETWARE \
    BACKTRACK AUSPEX_FASTBACK WINDOWS_NT OS2 SQL_SERVER EXCHANGE SAP DB2 NDMP FLASHBACKUP SPLITMIRROR AFS DFS DATASTORE \
    LOTUS_NOTES NCR_TERADATA VAX_VMS HP3000_MPE FBU_WINDOWS VAULT BE_SQL_SERVER BE_EXCHANGE MAC DS NBU_CATALOG GENERIC \
    CMS_DB PUREDISK_EXPORT ENTERPRISE_VAULT VMWARE HYPERV NBU_SEARCHSERVER HYPERSCALE BIGDATA CLOUD DEPLOYMENT HYPERVISOR \
    UNIVERSAL_SHARE NAS_DATA_PROTECTION KUBERNETES MSDP_OBJECT_STORE EPIC_LARGE_FILE NUTANIX_AHV OLVM_RHV";

/// The properties that the API sorts by. It calls `try` `tryField` there, so `try` is not among them.
const SORTED: &str = "jobId parentJobId jobType policyType policyName clientName destinationMediaId \
    destinationStorageUnitName status state frozenImage restoreBackupIDs assetID assetDisplayableName startTime endTime \
    applicationType dteMode workloadDisplayName scheduleType scheduleName dedupRatio acceleratorOptimization \
    activeProcessId jobSubType dataMovement estimatedFiles numberOfFiles instanceDatabaseName kilobytesTransferred jobOwner \
    offHostType priority profileName robotName sessionId transportType vaultName percentComplete activeTryStartTime \
    mainProcessId controlHost jobGroup backupId sourceMediaId sourceStorageUnitName sourceMediaServerName \
    destinationMediaServerName streamNumber copyNumber compression kilobytesToTransfer transferRate restartable suspendable \
    resumable killable currentOperation qReasonCode qResource numberOfTapeToEject submissionType dumpHost auditUserName \
    auditDomainName auditDomainType lastUpdateTime kilobytesDataTransferred dedupSpaceRatio compressionSpaceRatio jobPath \
    childCount currentFile activeElapsedTime elapsedTime";

/// Words and the numbers that requests carry for them; rows have the words.
const APPLICATIONS: &[(&str, i64)] =
    &[("NONE", 0), ("VMWARE", 1), ("HYPERV", 2), ("VXVI", 3), ("HYPERSCALE", 4), ("RHV", 5), ("AHV", 6)];

const MOVEMENTS: &[(&str, i64)] = &[
    ("STANDARD", 0),
    ("INSTANTRECOVERYDISK", 1),
    ("INSTANTRECOVERYDISKANDTAPE", 2),
    ("SYNTHETIC", 3),
    ("DISKSTAGING", 4),
    ("SNAPSHOT", 5),
];

const OFF_HOSTS: &[(&str, i64)] =
    &[("STANDARD", 0), ("ATLCLIENT", 1), ("TPC", 2), ("MEDIASERVER", 3), ("NAS", 4), ("NDMP", 5)];

/// Returns the schema of jobs. Requests carry a number for `transportType`, as for `dataMovement`, but the words of its
/// table are not those of rows. `currentOperation` and `qReasonCode` are numbers in rows, too.
pub(in super::super) fn jobs() -> Schema {
    let integers = "jobId parentJobId status transferRate kilobytesTransferred activeProcessId try numberOfFiles priority \
                    sessionId percentComplete copyNumber numberOfTapeToEject";
    let texts = "clientName restoreBackupIDs assetDisplayableName workloadDisplayName jobPath \
                 destinationMediaServerName sourceMediaServerName scheduleName";
    let exact = "assetID backupId destinationStorageUnitName destinationMediaId jobOwner instanceDatabaseName profileName \
                 robotName vaultName dumpHost currentFile";
    let other_integers = "auditDomainType childCount compression estimatedFiles frozenImage kilobytesDataTransferred \
                          kilobytesToTransfer mainProcessId retentionLevel streamNumber submissionType restartable \
                          suspendable resumable cancellable";
    let other_texts = "auditDomainName auditUserName controlHost jobGroup jobSubType scheduleType sourceMediaId \
                       sourceStorageUnitName";
    let lines = [
        line(COMPARISONS, Type::Integer, integers),
        line(SEARCHES, Type::Text, texts),
        line(COMPARISONS, Type::DateTime, "startTime lastUpdateTime activeTryStartTime"),
        described("1970-01-01T00:00:00Z until the job has ended", line(COMPARISONS, Type::DateTime, "endTime")),
        choice("eq ne", STATES, "state"),
        choice("eq ne", TYPES, "jobType"),
        choice("eq ne", POLICIES, "policyType"),
        line("contains startswith endswith", Type::Text, "policyName"),
        line("eq", Type::Text, exact),
        choice("eq", "UNKNOWN ON OFF", "dteMode"),
        with_row_path("jobQueueResource", line("eq", Type::Text, "qResource")),
        coded("eq", APPLICATIONS, "applicationType"),
        coded("eq", MOVEMENTS, "dataMovement"),
        hidden(line("eq", Type::Integer, "transportType")),
        line(COMPARISONS, Type::Number, "dedupRatio acceleratorOptimization"),
        coded("eq ne", OFF_HOSTS, "offHostType"),
        line("eq ne", Type::Integer, "currentOperation"),
        with_row_path("jobQueueReason", line("eq ne", Type::Integer, "qReasonCode")),
        line(COMPARISONS, Type::Duration, "activeElapsedTime elapsedTime"),
        line(ROWS, Type::Integer, other_integers),
        line(ROWS, Type::Number, "compressionSpaceRatio dedupSpaceRatio"),
        line(ROWS, Type::Text, other_texts),
    ];
    schema("admin/jobs", SORTED, lines)
}
