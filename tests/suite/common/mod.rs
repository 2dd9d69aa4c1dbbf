//! Code that several tests share: the naive evaluator and a naive JSON parser, generators of queries and rows, the
//! runner of laws, checks of rows, texts and decompiled requests, and the binary as a process.

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
pub(crate) mod setting;
pub(crate) mod text;

/// Returns `true` if `TAMIS_BLESS=1` is in the environment: golden files are written instead of compared.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("TAMIS_BLESS").is_some_and(|value| value == "1")
}
