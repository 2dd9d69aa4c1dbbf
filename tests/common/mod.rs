//! What several test binaries share: a naive evaluator to compare with, generators of queries and rows, and the way to
//! the folder `../shared`.

// Each test binary compiles all of this and uses its own part of it.
#![allow(dead_code)]

pub(crate) mod generate;
pub(crate) mod naive;
pub(crate) mod shared;
