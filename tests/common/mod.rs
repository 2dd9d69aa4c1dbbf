//! What several test binaries share: a naive evaluator to compare with, and generators of queries and rows.

// Each test binary compiles all of this and uses its own part of it.
#![allow(dead_code)]

pub(crate) mod fits;
pub(crate) mod generate;
pub(crate) mod naive;
