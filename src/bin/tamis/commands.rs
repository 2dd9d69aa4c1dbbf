//! The commands, a module each: from parsed options to printed output and an exit status.

pub(crate) mod check;
pub(crate) mod decompile;
pub(crate) mod dialects;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod generated;
pub(crate) mod plan;
pub(crate) mod request;
pub(crate) mod run;
pub(crate) mod schema;
