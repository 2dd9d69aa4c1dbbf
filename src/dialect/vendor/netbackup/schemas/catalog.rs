//! The rows of `catalog`.

use super::listing::{ROWS, choice, hidden, line, schema, with_row_path};
use crate::schema::{Field, Schema};
use crate::ty::Type;

/// The types of schedules, without `NOT_ARCHIVE`, which a filter may name and no row has.
const SCHEDULES: &str = "FULL DIFFERENTIAL_INCREMENTAL USER_BACKUP USER_ARCHIVE CUMULATIVE_INCREMENTAL";

/// Returns the schema of images. The fragments of an image hold the data-in-transit encryption of its copies, and
/// whether one copy is held for another. An image's `id` is that of its backup.
pub(in super::super) fn images() -> Schema {
    let anomalies = "UNDEFINED NOT_PROCESSED ANOMALOUS NOT_ANOMALOUS NOT_REVIEWED FALSE_POSITIVE IGNORED";
    let scans = "UNDEFINED NOT_PROCESSED RANSOMWARE_EXTENSION_FOUND RANSOMWARE_EXTENSION_NOT_FOUND";
    let malware = "NOT_SCANNED INFECTION_DETECTED_BY_MALWARE_SCAN CLEAN NOT_SUPPORTED UNKNOWN_TYPE \
                   INFECTION_DETECTED_BY_FILE_HASH_SEARCH";
    let lines = [
        line("eq", Type::Text, "appType clientName policyType providerGeneratedId"),
        keyword(),
        with_row_path("id", line("eq", Type::Text, "backupId")),
        choice("eq", SCHEDULES, "scheduleType"),
        choice("eq", "ON OFF", "imageDteMode"),
        choice("eq", "NO YES", "intelligentCatalogArchiving"),
        hidden(choice("eq", "ON OFF", "copyDteMode hierarchicalDteMode")),
        hidden(choice("eq", "NO YES", "heldForDependentCopy")),
        choice("eq", "NOT_SCANNED IMPACTED CLEAN NOT_SUPPORTED", "malwareScanResult"),
        choice("eq", anomalies, "anomalyStatus"),
        choice("eq", scans, "fileScanResult"),
        choice("eq", "UNDEFINED NOT_PROCESSED LOW MEDIUM HIGH", "anomalySeverity"),
        choice("eq", "NO_FILE_HASH_FOUND IMPACTED", "fileHashSearchResult"),
        choice("eq", malware, "malwareStatus"),
        line("ge le", Type::DateTime, "backupTime"),
        line("eq contains", Type::Text, "policyName"),
        line("eq", Type::Integer, "streamNumber"),
        line("eq", Type::Boolean, "isOptimized"),
        line(
            ROWS,
            Type::Integer,
            "backupStatus elapsedTimeSeconds jobId kbytes numCopies numFiles retentionLevel slpVersion",
        ),
        line(ROWS, Type::Number, "anomalyScore"),
        line(ROWS, Type::Boolean, "compression mpx"),
        line(ROWS, Type::DateTime, "expiration remoteExpirationDate snapshotTime tirExpirationDate"),
        line(
            ROWS,
            Type::Text,
            "creator dataClassification encryption imageType originMasterServer proxyClient scheduleName",
        ),
        line(ROWS, Type::Text, "slpName vmType"),
    ];
    schema("catalog/images", "", lines)
}

pub(in super::super) fn image_contents() -> Schema {
    let lines = [
        line("ge le", Type::DateTime, "backupTime"),
        line("eq", Type::Text, "clientName workloadType policyType appType"),
        keyword(),
        choice("eq", SCHEDULES, "scheduleType"),
        choice("eq", "DIR FILE", "itemType"),
        hidden(line("eq", Type::Text, "providerGeneratedId destinationClient")),
        line("eq startswith", Type::Text, "path"),
        line("startswith", Type::Text, "fullPath"),
        line("contains tolower", Type::Text, "name"),
        line("eq", Type::Boolean, "isTrueImage isOptimized isImpacted"),
        line(ROWS, Type::Integer, "size"),
        line(ROWS, Type::DateTime, "lastModifiedTime"),
        line(ROWS, Type::Text, "policyName inImage dataFormat mountPoint nasProtocol"),
    ];
    schema("catalog/image-contents", "name", lines)
}

/// Returns the schema of SLP images. A filter on `copies` matches any of its elements, which a path cannot express.
pub(in super::super) fn slp_images() -> Schema {
    let states = "NOT_MANAGED NOT_STARTED IN_PROCESS COMPLETE DELETED NOT_STARTED|INACTIVE IN_PROCESS|INACTIVE";
    let lines = [
        line("eq", Type::Text, "backupId slpName policyName clientName"),
        choice("eq", states, "slpImageState"),
        line("ge le", Type::DateTime, "backupTime"),
        line(ROWS, Type::array(Type::Object), "copies"),
        choice(ROWS, SCHEDULES, "scheduleType"),
        line(ROWS, Type::Boolean, "isStorageLifecycleInactive"),
        line(ROWS, Type::Integer, "slpVersion"),
        line(ROWS, Type::DateTime, "creationTime expirationTime importFromReplicaTime timeInProcess"),
        line(ROWS, Type::Text, "dataClassification originPrimaryServer originPrimaryServerId policyType primaryServer"),
    ];
    schema("catalog/slp-images", "", lines)
}

fn keyword() -> Vec<Field> {
    line("eq", Type::Text, "keyword")
}
