//! The rows of `storage`.

use super::listing::{COMPARISONS, ROWS, choice, line, schema};
use crate::schema::Schema;
use crate::ty::Type;

const FULL: &str = "eq ne gt ge lt le contains endswith startswith tolower";

pub(in super::super) fn storage_units() -> Schema {
    let sorted = "name storageType storageServerType storageCategory storageSubType useAnyAvailableMediaServer accelerator \
                  replicationCapable replicationSourceCapable replicationTargetCapable snapshot mirror independent primary \
                  instantAccessEnabled scaleOutEnabled isCloudSTU freeCapacityBytes totalCapacityBytes usedCapacityBytes \
                  maxFragmentSizeMegabytes maxConcurrentJobs maxConcurrentDrives onDemandOnly useWorm wormCapable robotType \
                  robotNumber density multiplexing path ndmpHost enableBlockSharing transferThrottle fileSystemExport";
    let capabilities = "useWorm wormCapable accelerator replicationCapable replicationSourceCapable \
                        replicationTargetCapable instantAccessEnabled snapshot mirror independent primary scaleOutEnabled \
                        isCloudSTU";
    let sizes = "freeCapacityBytes totalCapacityBytes usedCapacityBytes maxFragmentSizeMegabytes maxConcurrentJobs \
                 maxConcurrentDrives";
    let densities = "DQSCSI DHC8MM D800 D1600 D3200 D6250 DHCART DDD8MM DT120 DODISKWM DODISKWO DCDD8MM D4MM DDLT DHCART2 \
                     DDLT2 D8MM D8MM2 DD2 DDTF DHCART3 DDLT3 D8MM3 NA";
    let lines = [
        line(FULL, Type::Text, "name storageServerType ndmpHost"),
        line("eq contains tolower", Type::Text, "storageCategory storageType storageSubType"),
        line("eq", Type::Boolean, capabilities),
        choice("eq ne", "NA NOT_ROBOTIC ACS TLD", "robotType"),
        choice("eq ne", densities, "density"),
        line(COMPARISONS, Type::Integer, "robotNumber multiplexing transferThrottle"),
        line("eq ne gt ge lt le contains tolower", Type::Text, "path"),
        line("eq ne", Type::Boolean, "enableBlockSharing fileSystemExport"),
        line(ROWS, Type::Integer, sizes),
        line(ROWS, Type::Boolean, "useAnyAvailableMediaServer onDemandOnly okOnRoot stageData"),
        line(ROWS, Type::Text, "absolutePath"),
        line(ROWS, Type::array(Type::Text), "capabilities"),
        line(ROWS, Type::array(Type::Object), "mediaServerDetails"),
    ];
    schema("storage/storage-units", sorted, lines)
}

/// Returns the schema of disk pools. A filter on `diskVolumes` matches any of its elements, which a path cannot
/// express.
pub(in super::super) fn disk_pools() -> Schema {
    let sorted = "name sType storageCategory highWaterMark lowWaterMark diskPoolState rawSizeBytes usableSizeBytes \
                  availableSpaceBytes usedCapacityBytes maximumIoStreams wormCapable";
    let sizes = "highWaterMark lowWaterMark rawSizeBytes usableSizeBytes availableSpaceBytes usedCapacityBytes \
                 mediaServersCount";
    let lines = [
        line(FULL, Type::Text, "name sType"),
        line("eq contains tolower", Type::Text, "storageCategory"),
        line("eq", Type::Boolean, "wormCapable"),
        line(ROWS, Type::array(Type::Object), "diskVolumes"),
        line(ROWS, Type::Integer, sizes),
        line(ROWS, Type::Boolean, "readOnly"),
        choice(ROWS, "UP DOWN TRANSIENT", "diskPoolState"),
        line(ROWS, Type::Text, "comment"),
        line(ROWS, Type::array(Type::Text), "diskPoolCapabilities"),
        line(ROWS, Type::Object, "maximumIoStreams"),
    ];
    schema("storage/disk-pools", sorted, lines)
}
