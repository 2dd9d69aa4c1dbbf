//! What several test binaries share: a naive evaluator to compare with, generators of queries and rows, the queries of
//! the cases, what states a law, what drives the binary, and the way to the folder `../shared`.

// Each test binary compiles all of this and uses its own part of it.
#![allow(dead_code)]

pub(crate) mod decompiled;
pub(crate) mod fields;
pub(crate) mod fits;
pub(crate) mod generate;
pub(crate) mod law;
pub(crate) mod moody;
pub(crate) mod naive;
pub(crate) mod naive_json;
#[cfg(feature = "cli")]
pub(crate) mod process;
pub(crate) mod queries;
pub(crate) mod text;
