//! The rows of NetBackup's collections. Properties with the same operators are grouped and written in the words of the
//! vendor's tables, so that the two can be compared side by side. Further properties of rows cannot be requested, and
//! are filtered locally; properties that can be requested and are not in the vendor's models of rows cannot be
//! evaluated locally.

mod catalog;
mod events;
mod jobs;
mod listing;
mod storage;

pub(super) use catalog::{image_contents, images, slp_images};
pub(super) use events::{alerts, audits, notifications};
pub(super) use jobs::jobs;
pub(super) use storage::{disk_pools, storage_units};
