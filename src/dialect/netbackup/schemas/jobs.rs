//! The rows of `admin/jobs`.

use super::super::super::rows::words;
use super::{CMP, Line, STR};
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

/// What the API sorts by. It calls `try` `tryField` there, so that is not among them.
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

pub(in super::super) fn jobs() -> Schema {
    let integers = "jobId parentJobId status transferRate kilobytesTransferred activeProcessId try numberOfFiles priority \
                    sessionId percentComplete copyNumber numberOfTapeToEject";
    let texts = "clientName restoreBackupIDs assetDisplayableName workloadDisplayName jobPath \
                 destinationMediaServerName sourceMediaServerName scheduleName";
    let exact = "assetID backupId destinationStorageUnitName destinationMediaId jobOwner instanceDatabaseName profileName \
                 robotName vaultName qResource dumpHost currentFile";
    let lines = [
        Line(CMP, Type::Integer, integers),
        Line(CMP, Type::DateTime, "endTime startTime lastUpdateTime activeTryStartTime"),
        Line(CMP, Type::Number, "dedupRatio acceleratorOptimization"),
        Line(CMP, Type::Duration, "activeElapsedTime elapsedTime"),
        Line(STR, Type::Text, texts),
        Line("contains startswith endswith", Type::Text, "policyName"),
        Line("eq", Type::Text, exact),
        Line("eq", words("", "UNKNOWN ON OFF"), "dteMode"),
        Line("eq ne", words("JobState", STATES), "state"),
        Line("eq ne", words("JobType", TYPES), "jobType"),
        Line("eq ne", words("PolicyType", POLICIES), "policyType"),
        Line("eq ne", Type::Integer, "currentOperation qReasonCode"),
        Line("eq", Type::Integer, "applicationType dataMovement transportType"),
        Line("eq ne", Type::Integer, "offHostType"),
    ];
    super::schema("admin/jobs", SORTED, lines)
}
