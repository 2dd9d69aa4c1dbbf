//! The dialects by name. Every error that names a dialect needs no more than this file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The filter language of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dialect {
    /// Veeam Plug-in for Nutanix AHV, REST API v8 to v10: filter and sort as JSON in the query string.
    Ahv,
    /// Veeam Service Provider Console, REST API v3: the format of AHV.
    Vspc,
    /// Veeam ONE, REST API v2: the filter is one JSON object, and text is compared without regard to case.
    One,
    /// Veeam Backup & Replication, REST API 1.2 and 1.3, the inventory: filter, sort and page as a JSON body.
    VbrInventory,
    /// Veeam Backup & Replication, REST API 1.2 and 1.3, the other collections: one parameter for each condition that a
    /// collection supports.
    Vbr,
    /// NetBackup, REST API 14.0 (release 11.2): the filter is OData text, with the operators that each endpoint lists
    /// for each property.
    Netbackup,
    /// Veeam Backup for Google Cloud, REST API v1 (version 7): one comparison in a JSON array, since the form of groups
    /// is not documented.
    GoogleCloud,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Self] =
        &[Self::Ahv, Self::Vspc, Self::One, Self::VbrInventory, Self::Vbr, Self::Netbackup, Self::GoogleCloud];

    /// Returns the name of the dialect in options and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ahv => "ahv",
            Self::Vspc => "vspc",
            Self::One => "one",
            Self::VbrInventory => "vbr-inventory",
            Self::Vbr => "vbr",
            Self::Netbackup => "netbackup",
            Self::GoogleCloud => "google-cloud",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    /// Parses the name of a dialect, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownDialect> {
        let found = Self::ALL.iter().find(|dialect| dialect.name().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownDialect)
    }
}

/// A word that names no [`Dialect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such dialect; there are: {}", Dialect::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", "))]
pub struct UnknownDialect;
