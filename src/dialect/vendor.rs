//! Facts about the APIs of vendors, one file or folder for each API: profile, endpoints, schemas, and which wire format
//! with which differences. Each fact names its source in the head of its file. A vendor imports wire formats and the
//! words of the room; only `dialect.rs` imports a vendor.

pub(super) mod ahv;
pub(super) mod google_cloud;
pub(super) mod netbackup;
mod schema_dsl;
pub(super) mod vbr;
pub(super) mod vbr_inventory;
pub(super) mod veeam_one;
pub(super) mod vspc;

use super::endpoint_facts::EndpointFacts;
use super::lowering::walk::ErasedFormat;
use super::profile::Profile;

/// All facts about one API.
pub(super) struct Facts {
    pub(super) profile: Profile,
    pub(super) format: &'static dyn ErasedFormat,
    /// The built-in endpoints. A function, since tables are parsed when they are first needed.
    pub(super) endpoints: fn() -> &'static [EndpointFacts],
}
