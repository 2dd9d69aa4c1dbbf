//! All integration tests as one binary, which links the crate once. Each module is a suite:
//! `cargo test --test suite NAME::` runs the suite NAME. The data of the suites is beside this folder, in `tests`.

#[cfg(feature = "cli")]
mod answers;
mod builder;
mod bytes;
mod cases;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_explain;
#[cfg(feature = "cli")]
mod cli_fmt;
#[cfg(all(feature = "cli", unix))]
mod cli_long;
#[cfg(feature = "cli")]
mod cli_output;
#[cfg(feature = "cli")]
mod cli_reading;
#[cfg(feature = "cli")]
mod cli_rows;
#[cfg(feature = "cli")]
mod cli_schema;
#[cfg(feature = "cli")]
mod codes;
mod collations;
mod commands;
mod common;
#[cfg(feature = "fancy")]
mod drawing;
mod editors;
#[cfg(feature = "fancy")]
mod errors;
mod examples;
mod explain;
mod foreign;
mod format;
mod grammar;
mod inference;
mod laws;
mod laws_of_plans;
mod laws_of_reading;
mod layers;
mod limits;
mod lints;
mod nbwss;
#[cfg(feature = "openapi")]
mod openapi;
mod operators;
mod outside;
mod plan;
mod read;
#[cfg(all(feature = "cli", unix))]
mod readme;
mod recovery;
#[cfg(all(feature = "cli", unix))]
mod repl;
mod samples;
mod schema;
mod slips;
mod table;
mod vendors;
